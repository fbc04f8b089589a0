"""The draw: fairest lotteries of pools with quotas, against another tool; and draws from a seed.

The peer is `sortition-algorithms` (PyPI, GPL-3), which is no dependency: it is run by a Python of
its own, `SORTITION_PYTHON`, in which it is installed. Its maximin is compared; its leximin needs a
commercial solver.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from bench.instances import exchange
from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import OneOf, Selection
from canje.clear import check, engine
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.draw.draw import draw, prepare
from canje.terms.docket import Docket, Freed, Party
from canje.terms.term import Count, Pool, Term

Row = dict[str, Any]
Quotas = dict[tuple[str, str], tuple[int, int]]


def pool(people: int, seats: int, values: Sequence[int], seed: int) -> tuple[Docket, Quotas]:
    """A pool of people of whom so many are drawn, with quotas for every value of each feature.

    Quotas lie about the middle between the pool's shares and equal ones, and about what one
    selection by chance has, so that they can be met.
    """
    chance = np.random.default_rng([seed, people, seats, *values])
    columns: dict[str, list[str]] = {}
    for number, count in enumerate(values):
        shares = chance.dirichlet(np.full(count, 3.0))
        columns[f"f{number}"] = [f"v{each}" for each in chance.choice(count, people, p=shares)]
    taken = chance.choice(people, seats, replace=False)
    quotas: Quotas = {}
    for number, count in enumerate(values):
        cells = np.array(columns[f"f{number}"])
        for value in (f"v{each}" for each in range(count)):
            there, within = int((cells == value).sum()), int((cells[taken] == value).sum())
            about = chance.uniform(0.8, 1.2) * seats / count / 2 + within / 2
            if there:
                least, most = int(min(within, about)), int(np.ceil(max(within, about)))
                quotas[f"f{number}", value] = (least, min(there, most))
    terms = [Term("seats", "AA", "So many are drawn.", Pool(_where("holder", "AA"), seats))]
    terms += [
        Term(f"{name}-{value}", "AA", "A quota.", Count(_where(name, value), *quota))
        for (name, value), quota in quotas.items()
    ]
    sides = {"holder": "AA", "beneficiary": "BB", "destination": "BB"}
    docket = Docket(
        case=f"pool-{people}-{seats}-{seed}",
        date=PartialDate(2025, 4, 20),
        parties=(Party("AA", "One", "state"), Party("BB", "Other", "state")),
        people=People.of(
            [f"P{number:07}" for number in range(people)],
            columns | {name: [text] * people for name, text in sides.items()},
        ),
        terms=tuple(terms),
        levels=(Freed(),),
    )
    return docket, quotas


def _where(name: str, value: str) -> Selection:
    return Selection(((name, OneOf((value,))),))


def lottery(people: int, seats: int, values: Sequence[int]) -> Callable[[int], Row]:
    """From the docket in memory to the proved lottery, all floors; beside the clock the checker."""

    def side(seed: int) -> Row:
        docket, _ = pool(people, seats, values, seed)
        start = time.perf_counter()
        plan = engine.clear(docket)
        made = prepare(Question(docket), plan, HiGHS(), engine.never)
        seconds = time.perf_counter() - start
        verdict = check.verify(made.to_bytes(), docket)
        told = (made.draw or {})["lottery"]
        off = Fraction(*told["tolerance"])
        least = min(Fraction(*each["chance"]) for each in told["chances"])
        return {
            "seconds": seconds,
            "outcome": "proved" if verdict.accepted and told["refined"] else "REFUSED",
            "freed": plan.freed,
            "smallest": float(least),
            "note": f"{len(plan.classes)} classes, {len(told['floors'])} floors, "
            f"{len(told['outcomes'])} rows, smallest chance {float(least):.6f}, "
            f"short by at most {float(off):.1e}",
        }

    return side


def peer(people: int, seats: int, values: Sequence[int]) -> Callable[[int], Row]:
    """The maximin of sortition-algorithms on the same pool, in a Python of its own."""

    def side(seed: int) -> Row:
        python = os.environ.get("SORTITION_PYTHON", "")
        if not Path(python).is_file():
            return {"outcome": "absent", "note": "set SORTITION_PYTHON to a Python that has it"}
        docket, quotas = pool(people, seats, values, seed)
        names = sorted({name for name, _ in quotas})
        cells = {name: docket.people.column(name).texts() for name in names}
        asked = {
            "seats": seats,
            "quotas": [[*key, *quota] for key, quota in quotas.items()],
            "people": {
                each: {name: cells[name][row] for name in names}
                for row, each in enumerate(docket.people.ids)
            },
        }
        script = Path(__file__).with_name("sortition_peer.py")
        done = subprocess.run(
            [python, str(script)], input=json.dumps(asked), capture_output=True, check=False,
            text=True,
        )  # fmt: skip
        if done.returncode:
            return {"outcome": "failed", "note": done.stderr[-400:]}
        found: Row = json.loads(done.stdout.splitlines()[-1])
        return found | {"note": f"smallest chance {found['smallest']:.6f}", "freed": seats}

    return side


def from_a_seed(people: int, parties: int) -> Callable[[int], Row]:
    """Only the draw of a prepared plan, and the same again from its bytes."""

    def side(seed: int) -> Row:
        docket = exchange(people, parties, seed)
        question = Question(docket)
        made = prepare(question, engine.clear(docket), HiGHS(), engine.never)
        start = time.perf_counter()
        drawn = draw(question, made, bytes([seed] * 32))
        seconds = time.perf_counter() - start
        data = drawn.to_bytes()
        start = time.perf_counter()
        same = draw(question, made, bytes([seed] * 32)).to_bytes() == data
        again = time.perf_counter() - start
        accepted = check.verify(data, docket).accepted
        return {
            "seconds": seconds,
            "outcome": "proved" if same and accepted else "REFUSED",
            "freed": drawn.freed,
            "note": f"replay with its bytes compared {again:.2f} s",
        }

    return side
