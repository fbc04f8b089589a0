"""What is measured: the works of the issue, each with the engine's side and its peers'."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from bench import barter, draw, engine, folder, history, peers, repair, simulate
from bench import stage as staging
from bench.instances import exchange
from canje.terms.docket import Docket, Freed, Prefer
from canje.terms.term import Count

Row = dict[str, Any]
"""What a side found: `seconds` it took, `outcome`, `freed`, `bound` and what else is to be said."""


@frozen
class Options:
    """What the command line says: seconds a side may take, and where the barter file lies."""

    limit: float = 60
    barter: Path = Path("../shared/data/barter/ask.txt")


Side = Callable[[int, Options], Row]


@frozen
class Work:
    """A work to be measured: all sides answer one question of one instance, the engine first."""

    name: str
    says: str
    reach: str
    sides: Mapping[str, Side]
    seeds: tuple[int, ...] = (1, 2, 3)


def _clear(make: Callable[[int], Docket], limit: float | None = None) -> Side:
    def side(seed: int, options: Options) -> Row:
        docket = make(seed)
        return engine.clear(docket, options.limit if limit is None else limit)

    return side


def _settle(make: Callable[[int], Docket]) -> Side:
    return lambda seed, options: engine.settle(make(seed), options.limit)


def _peer(make: Callable[[int], Docket], name: str) -> Side:
    def side(seed: int, options: Options) -> Row:
        docket = make(seed)
        start = time.perf_counter()
        model = peers.per_person(docket)
        if name == "by-class":
            model = peers.by_class(model)
        solve = peers.cp_sat if name == "cp-sat" else peers.highs
        answer = solve(model, options.limit, start)
        return attrs.asdict(answer) | {"unknowns": len(model.upper), "rows": len(model.rows)}

    return side


def _against(make: Callable[[int], Docket], *names: str) -> dict[str, Side]:
    return {"canje": _clear(make)} | {name: _peer(make, name) for name in names}


def _hundred(parties: int) -> Callable[[int], Docket]:
    return lambda seed: exchange(100_000, parties, seed)


def _million(seed: int) -> Docket:
    return exchange(1_000_000, 50, seed)


def _preferred(parties: int) -> Callable[[int], Docket]:
    return lambda seed: exchange(10_000, parties, seed, levels=(Freed(), Prefer("days")))


def _fifty_terms(seed: int) -> Docket:
    return exchange(100_000, 5, seed, caps_by="holder")


def _from_files(seed: int, options: Options) -> Row:
    """The whole command, from `canje clear FOLDER` to the plan on the disk."""
    with tempfile.TemporaryDirectory() as place:
        case = folder.write(Path(place) / "case", 15_000, seed)
        plan = Path(place) / "plan.json"
        command = [sys.executable, "-m", "canje", "clear", str(case), "-o", str(plan)]
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, check=False, text=True)
        seconds = time.perf_counter() - start
        if not plan.exists():
            return {"seconds": seconds, "outcome": "error", "note": done.stderr[-500:]}
        return {"seconds": seconds} | engine.told(plan.read_bytes())


def _in_memory(seed: int, options: Options) -> Row:
    with tempfile.TemporaryDirectory() as place:
        docket = engine.read(folder.write(Path(place) / "case", 15_000, seed))
    return engine.clear(docket, options.limit)


def _price(seed: int, options: Options) -> Row:
    return engine.price(_fifty_terms(seed), options.limit)


def _loosened(seed: int) -> tuple[Docket, str, int]:
    """A docket, and one of its caps with a tenth more."""
    docket = _hundred(5)(seed)
    name = "cap-lieutenant"
    rule = next(term.rule for term in docket.terms if term.id == name)
    assert isinstance(rule, Count)
    assert rule.at_most is not None
    return docket, name, rule.at_most + rule.at_most // 10


def _what_if(seed: int, options: Options) -> Row:
    return engine.moved(*_loosened(seed), options.limit)


def _what_if_anew(seed: int, options: Options) -> Row:
    """The changed docket from people in memory to a whole plan, as if nothing were known."""
    docket, name, most = _loosened(seed)
    terms = [
        attrs.evolve(term, rule=attrs.evolve(term.rule, at_most=most))
        if term.id == name and isinstance(term.rule, Count)
        else term
        for term in docket.terms
    ]
    return engine.clear(attrs.evolve(docket, terms=tuple(terms)), options.limit)


def _verify(seed: int, options: Options) -> Row:
    return engine.verify(_million(seed), options.limit)


def _barter(seed: int, options: Options) -> Row:
    return engine.clear(barter.read(options.barter.read_text(encoding="utf-8")), options.limit)


def _repair(parties: int) -> Side:
    return lambda seed, _: repair.dropouts(seed, parties)


def _pools(people: int, seats: int, values: tuple[int, ...]) -> dict[str, Side]:
    ours, theirs = draw.lottery(people, seats, values), draw.peer(people, seats, values)
    return {"canje": lambda seed, _: ours(seed), "sortition": lambda seed, _: theirs(seed)}


def _lottery(people: int, seats: int, values: tuple[int, ...]) -> dict[str, Side]:
    return {"canje": _pools(people, seats, values)["canje"]}


WORKS = (
    Work(
        "clear-15k",
        "15,000 people a side, two parties, every rule kind",
        "proved in under 1 s, files to plan under 3 s",
        {"canje": _in_memory, "files": _from_files},
    ),
    Work(
        "clear-100k-5",
        "100,000 people, 5 parties",
        "proved in under 0.5 s from people in memory",
        _against(_hundred(5), "highs", "cp-sat", "by-class"),
    ),
    Work(
        "clear-100k-20",
        "100,000 people, 20 parties",
        "proved in under 2 s",
        _against(_hundred(20), "highs", "cp-sat", "by-class"),
    ),
    Work(
        "clear-1m-50",
        "1,000,000 people, 50 parties",
        "proved within 60 s; in 15 s within 1 person in 100,000 of the bound; at most 1.5 GB",
        {
            "canje": _clear(_million),
            "canje-15s": _clear(_million, 15),
            "by-class": _peer(_million, "by-class"),
        },
    ),
    *(
        Work(
            name,
            f"10,000 people, {parties} parties, then as many days detained as possible",
            "at least 30 times faster than one weighted model per person",
            {"canje-levels": _settle(_preferred(parties))}
            | _against(_preferred(parties), "highs", "cp-sat"),
        )
        for name, parties in (("prefer-10k", 5), ("prefer-10k-2", 2), ("prefer-10k-10", 10))
    ),
    Work(
        "price-100k-5",
        "price of 50 terms, 100,000 people, 5 parties",
        "under 5 s",
        {"canje": _price},
    ),
    Work(
        "what-if-100k",
        "one changed term, 100,000 people, 5 parties",
        "under 0.5 s",
        {"canje": _what_if, "anew": _what_if_anew},
    ),
    Work(
        "verify-1m",
        "verify a plan of 1,000,000 people, 50 parties",
        "under 10 s",
        {"canje": _verify},
    ),
    Work(
        "barter",
        "a real barter exchange of 597 owners",
        "197 items change hands",
        {"canje": _barter},
        seeds=(1,),
    ),
    *(
        Work(name, says, reach, _pools(people, seats, values))
        for name, says, reach, people, seats, values in (
            ("draw-20", "20 people, 5 seats", "equal maximin", 20, 5, (2, 3)),
            (
                "draw-tenth",
                "150 people in a tenth as many classes, 30 seats",
                "equal maximin, 20 times faster",
                150,
                30,
                (2, 2, 2, 2),
            ),
            (
                "draw-alone",
                "150 people, nearly all alone in a class, 30 seats",
                "equal maximin, 3 times faster",
                150,
                30,
                (2, 3, 4, 2, 3, 5),
            ),
        )
    ),
    Work(
        "draw-2k",
        "2,000 people in 200 classes, 200 seats",
        "leximin in under 10 s",
        _lottery(2_000, 200, (5, 5, 4, 2)),
    ),
    Work(
        "draw-1m",
        "1,000,000 people in 5,000 classes, 300,000 seats",
        "under 60 s, with the deviation",
        _lottery(1_000_000, 300_000, (10, 10, 10, 5)),
        seeds=(1,),
    ),
    Work(
        "draw-100k",
        "100,000 people, 5 parties, from a seed",
        "under 1 s, the replay too",
        {"canje": lambda seed, _: draw.from_a_seed(100_000, 5)(seed)},
    ),
    Work(
        "history",
        "history's cases all together, read to staged and verified",
        "under 30 s",
        {"canje": lambda seed, options: history.walk()},
        seeds=(1,),
    ),
    *(
        Work(
            name,
            f"2,000 people, {parties} parties: half have crossed, 22 drop out",
            "under 1 s",
            {"canje": _repair(parties)},
        )
        for name, parties in (("repair-2k", 5), ("repair-2k-2", 2), ("repair-2k-20", 20))
    ),
    Work(
        "repair-2k-owed",
        "2,000 people, 2 parties: one side is across, the other stops",
        "under 1 s, with what is owed",
        {"canje": lambda seed, _: repair.stopped(seed, 2)},
    ),
    Work(
        "simulate-1000",
        "1,000 runs of Yemen 2023, three ways, from the folder to the distributions",
        "under 60 s",
        {"canje": lambda seed, _: simulate.runs(seed, 1000)},
    ),
)


WORKS += staging.works(Work)
GROWTH = "growth"


def find(name: str) -> Work:
    """A work by name; `growth:PEOPLE:PARTIES:CAPS` is one of the many points of a figure."""
    if not name.startswith(GROWTH + ":"):
        return next(each for each in WORKS if each.name == name)
    people, parties, caps = map(int, name.split(":")[1:])
    return Work(
        name,
        f"{people:,} people, {parties} parties, {caps} more caps",
        "no figure",
        _against(lambda seed: exchange(people, parties, seed, more_caps=caps), "highs", "cp-sat"),
    )
