"""Pairs found and compared elsewhere: the same persons on DuckDB, on Spark, and without either."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator

import numpy as np
import pytest
from attrs import evolve

from bench.names_made_up import made_up
from canje.app.engines import Engine, opened
from canje.app.service import NoEngine
from canje.base.dates import PartialDate
from canje.intake.lists import List
from canje.reconcile import link_afar as module
from canje.reconcile import splink_pairs
from canje.reconcile.link import Linked, Settings, link
from canje.reconcile.link_afar import link_afar
from canje.reconcile.register import Judgement, Verdict
from canje.reconcile.splink_pairs import Backend, SplinkPairs
from tests.reconcile.linking import named

WORKERS = "local-cluster[2,1,1024]"
"""Spark with two workers, each a process of its own."""


_NONE = np.zeros(0, np.int32), np.zeros(0, np.int32)


def _has(*modules: str) -> bool:
    return all(importlib.util.find_spec(each) is not None for each in modules)


needs_duckdb = pytest.mark.skipif(
    not _has("splink", "duckdb", "pyarrow"), reason="needs requirements/big.txt"
)
needs_spark = pytest.mark.skipif(
    not (_has("splink", "pyspark", "pyarrow") and shutil.which("java")),
    reason="needs requirements/big.txt and Java",
)
pytestmark = pytest.mark.filterwarnings("ignore")  # of Splink's and Spark's own making


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Java starts in half the time if it does not prepare for long work."""
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@pytest.fixture(
    params=[
        pytest.param(("duckdb", ""), marks=needs_duckdb, id="duckdb"),
        pytest.param(("spark", WORKERS), marks=needs_spark, id="spark"),
    ]
)
def on(request: pytest.FixtureRequest) -> Iterator[Backend]:
    engine: Engine = request.param[0]
    with opened(engine, request.param[1]) as backend:
        assert backend is not None
        yield backend


def _lists(size: int = 300) -> tuple[List, ...]:
    return made_up(4, size, scripts=("arabic", "latin", "latin")).lists


def _same(far: Linked, near: Linked) -> None:
    """Persons and alarms are the same, and what is said of each pair that came here."""
    assert far.persons == near.persons
    assert far.alarms == near.alarms
    size = len(near.pool)
    keys = [each.left.astype(np.int64) * size + each.right for each in (far, near)]
    at = np.searchsorted(keys[1], keys[0])
    assert (keys[1][at] == keys[0]).all()
    assert (near.probability[at] == far.probability).all()
    assert (near.odds[at] == far.odds).all()


def _judged(near: Linked) -> list[Judgement]:
    """People part two whom the machine joins, and join two whom it parts."""
    joined = next(each for each in near.persons if len(each) == 2)
    alone = tuple(each[0] for each in near.persons if len(each) == 1)[:2]
    day = PartialDate.parse("2025-03-02")
    said: list[tuple[tuple[str, ...], Verdict]] = [(joined, "different"), (alone, "same")]
    return [
        Judgement(left=one, right=other, verdict=verdict, by="a delegate", why="met", date=day)
        for (one, other), verdict in said
    ]


def test_the_same_clusters_wherever_pairs_are_compared(on: Backend) -> None:
    """By keys, as of long lists; then with judgements, which win there too."""
    lists, settings = _lists(), Settings(every_word_to=0)
    near = link(lists, settings=settings)
    assert len(near.persons) < len(near.pool)
    far = link_afar(on, lists, settings=settings)
    _same(far, near)
    assert len(far.left) < len(near.left), "only likely pairs come here"
    said = _judged(near)
    again = link_afar(on, lists, said, settings)
    _same(again, link(lists, said, settings))
    person = {entry: number for number, each in enumerate(again.persons) for entry in each}
    assert person[said[0].left] != person[said[0].right]
    assert person[said[1].left] == person[said[1].right]


@needs_duckdb
def test_short_lists_and_turned_ones() -> None:
    """Every word against every word, as of short lists; and the order of lists changes nothing."""
    lists = _lists(120)
    with opened("duckdb") as on:
        assert on is not None
        _same(link_afar(on, lists), link(lists))
        _same(link_afar(on, _lists(90)), link(_lists(90)))  # nothing is left of the one before
        turned = link_afar(on, lists[::-1], settings=Settings(every_word_to=0))
        straight = link_afar(on, lists, settings=Settings(every_word_to=0))
        assert turned.persons == straight.persons


@needs_duckdb
def test_pairs_that_are_found_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many under keys that they are put through the sieve a few hundred at a time."""
    lists, settings = _lists(120), Settings(every_word_to=0)
    monkeypatch.setattr(splink_pairs, "_AT_ONCE", 500)
    with opened("duckdb") as on:
        assert on is not None
        _same(link_afar(on, lists, settings=settings), link(lists, settings=settings))


@needs_duckdb
def test_where_nobody_may_be_anybody() -> None:
    """No pair at all is an answer, too."""
    lists = [named("a", "Abel Quiroga"), named("b", "Zoe Ferrand")]
    with opened("duckdb") as on:
        assert on is not None
        far = link_afar(on, lists, settings=Settings(every_word_to=0))
    assert len(far.left) == 0
    assert far.persons == (("a#1",), ("b#1",))


@needs_duckdb
def test_faint_pairs_hold_apart_what_others_would_join(monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside what hangs together they come here too, or persons would be joined by silence."""
    lists = [evolve(each, one_each=False) for each in _lists()]
    settings = Settings(every_word_to=0)
    monkeypatch.setattr(module, "FAINT", 0.1)
    with opened("duckdb") as on:
        assert on is not None
        far = link_afar(on, lists, settings=settings)
        assert (far.odds <= 0.1).any()
        _same(far, link(lists, settings=settings))
        monkeypatch.setattr(SplinkPairs, "inside", lambda _pairs, _of: _NONE)
        assert link_afar(on, lists, settings=settings).persons != far.persons


@needs_duckdb
def test_judgements_that_lift_even_faint_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what was left there could be likely by judgements, all pairs come here."""
    lists, settings = _lists(120), Settings(every_word_to=0)
    monkeypatch.setattr(module, "FAINT", 0.6)
    with opened("duckdb") as on:
        assert on is not None
        far = link_afar(on, lists, settings=settings)
    near = link(lists, settings=settings)
    _same(far, near)
    assert len(far.left) == len(near.left)


@needs_duckdb
def test_an_engine_that_stops_says_why() -> None:
    def ask() -> None:
        with opened("duckdb") as on:
            assert on is not None
            on.splink().query_sql("select * from nowhere")

    with pytest.raises(NoEngine, match=r"duckdb stopped: .*nowhere"):
        ask()


@needs_spark
def test_a_master_that_is_none() -> None:
    words = r"did not start on local\[x\]: Could not parse Master URL"
    with pytest.raises(NoEngine, match=words), opened("spark", "local[x]"):
        raise AssertionError("it is none")
