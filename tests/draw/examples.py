"""Dockets and lotteries that the tests of the draw share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import OneOf, Selection
from canje.clear.engine import clear, never
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.draw.bands import banded
from canje.draw.draw import _worth, prepare
from canje.draw.held import Choice
from canje.draw.table import band_names
from canje.terms.docket import Docket, Freed, Level, Party
from canje.terms.term import Count, Pool, Term

DAY = PartialDate(2025, 4, 20)


def where(**facts: str) -> Selection:
    return Selection(tuple((name, OneOf((value,))) for name, value in facts.items()))


def docket(
    rows: Sequence[Mapping[str, str]], *terms: Term, levels: tuple[Level, ...] = (Freed(),)
) -> Docket:
    """People held by AA for BB, with further facts."""
    usual = {"holder": "AA", "beneficiary": "BB", "destination": "BB"}
    names = sorted({name for row in rows for name in row} - {"id"} | usual.keys())
    return Docket(
        case="made-up",
        date=DAY,
        parties=tuple(Party(each, each, "state") for each in ("AA", "BB", "CC")),
        people=People.of(
            [row["id"] for row in rows],
            {name: [row.get(name, usual.get(name, "")) for row in rows] for name in names},
        ),
        terms=terms,
        levels=levels,
    )


def prepared(case: Docket, choices: Sequence[Choice] = ()) -> tuple[Question, Plan]:
    """A plan of the docket with its lottery."""
    question = Question(case)
    return question, prepare(question, clear(case), HiGHS(), never, choices)


def by_person(question: Question, plan: Plan) -> dict[str, Fraction]:
    """Everyone's chance by the plan's own words, of whoever takes part."""
    assert plan.draw is not None
    bands = banded(question.published.problem, _worth(question.docket))
    said = {each["band"]: Fraction(*each["chance"]) for each in plan.draw["lottery"]["chances"]}
    ids, found = question.docket.people.ids, {}
    for number, name in enumerate(band_names(bands)):
        for row in bands.problem.classes.members(number).reshape(-1).tolist():
            if name in said:
                found[ids[row]] = said[name]
    return found


def assembly(people: int, seats: int, values: Sequence[int], seed: int) -> Docket:
    """A pool of people of whom so many are drawn, with quotas for each of several features."""
    rng = Random(seed)
    rows = [
        {"id": f"P{n:05}"} | {f"f{k}": f"v{rng.randrange(v)}" for k, v in enumerate(values)}
        for n in range(people)
    ]
    sample = rng.sample(rows, seats)
    terms = [Term("seats", "AA", "so many", Pool(where(holder="AA"), seats))]
    for k, v in enumerate(values):
        for each in range(v):
            name, value = f"f{k}", f"v{each}"
            there = sum(row[name] == value for row in rows)
            taken = sum(row[name] == value for row in sample)
            rule = Count(where(**{name: value}), max(0, taken - 1), min(there, taken + 1))
            if there:
                terms.append(Term(f"{name}-{value}", "AA", "a quota", rule))
    return docket(rows, *terms)
