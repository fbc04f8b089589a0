"""What is measured is what it says: the same instance for every side, and the same answer."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from bench import barter, engine, folder, growth, peers
from bench.instances import exchange
from bench.works import WORKS
from canje.base.people import Column
from canje.clear.engine import clear
from canje.terms.digest import case_digest
from canje.terms.docket import Freed, Prefer


def test_an_instance_is_a_function_of_its_seed() -> None:
    """So that everybody measures the same."""
    assert case_digest(exchange(2_000, 4, 7)) == case_digest(exchange(2_000, 4, 7))
    assert case_digest(exchange(2_000, 4, 7)) != case_digest(exchange(2_000, 4, 8))


def test_columns_are_as_if_made_from_texts() -> None:
    """Sorted values, none unused: equal people make an equal table."""
    for column in exchange(500, 3, 1).people.columns.values():
        other = Column.of(column.texts())
        assert other.values == column.values
        assert np.array_equal(other.codes, column.codes)


@pytest.mark.parametrize("law", [False, True])
def test_every_side_finds_the_same(law: bool) -> None:
    """One unknown a person, one a sort of people, and the engine: three ways to one number."""
    docket = exchange(3_000, 3, 1, law=law)
    model = peers.per_person(docket)
    plan = clear(docket)
    assert plan.outcome == "proved"
    assert peers.highs(model, 30, 0.0).freed == plan.freed
    assert peers.highs(peers.by_class(model), 30, 0.0).freed == plan.freed


def test_a_weighted_model_prefers_as_the_engine_does() -> None:
    """The weight of a person is above all that can be preferred: the levels are kept apart."""
    docket = exchange(1_000, 3, 1, levels=(Freed(), Prefer("days")))
    plan, answer = clear(docket), peers.highs(peers.per_person(docket), 30, 0.0)
    assert (answer.freed, answer.preferred) == tuple(level.value for level in plan.objective)


def test_cp_sat_reads_the_same_model() -> None:
    """Small enough that it is done in a moment."""
    docket = exchange(300, 2, 1)
    assert peers.cp_sat(peers.per_person(docket), 30, 0.0).freed == clear(docket).freed


def test_the_folder_has_every_rule_and_reads_without_a_finding(tmp_path: Path) -> None:
    """Files to plan measures reading and clearing, not the telling of faults."""
    docket = engine.read(folder.write(tmp_path / "case", 1_000, 1))
    kinds = {type(term.rule).__name__ for term in docket.terms}
    assert len(docket.people) == 2_000
    assert len(kinds) == 15
    assert clear(docket).outcome == "proved"


def test_a_barter_is_read_line_by_line() -> None:
    """A ring of three, one that nobody wants, one wanted twice by the same, one's own."""
    docket = barter.read("# wants\n\na b b\nb c\nc a nobody-has-this\nd a d\n")
    assert docket.people.column("beneficiary").texts() == ["I003|I004", "I001", "I002", ""]
    assert clear(docket).freed == 3


def test_the_figure_is_well_formed() -> None:
    """Drawn by hand, so it is read back."""
    row = {"axis": "people", "at": 1_000, "side": "canje", "seconds": 0.1, "peak_mb": 60}
    over = {"axis": "people", "at": 9_000, "side": "cp-sat", "seconds": 30.0, "peak_mb": 900}
    rows = [row | {"outcome": "proved"}, over | {"outcome": "UNKNOWN"}]
    assert ElementTree.fromstring(growth.figure(rows, 30)).tag.endswith("svg")  # noqa: S314  (ours)
    assert "none in 30 s" in growth.table(rows, 30)


def test_works_have_names_of_their_own() -> None:
    """A name on the command line means one work."""
    names = [work.name for work in WORKS]
    assert len(set(names)) == len(names)
