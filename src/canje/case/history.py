"""What is known to have happened, held against what the engine makes of the terms.

Every answer is the engine's own: a plan of the case, or of the case with the figures added as
counts that must hold, or with the broken term given up. Where the plan has a figure, it is told
what that is worth (`Worth`): most numbers of history were put into the folder to begin with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from canje.base.select import OneOf, Selection, mask
from canje.case.case import Case
from canje.case.parts import Expected
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.stage.flows import freed_people
from canje.terms.docket import DESK, Docket
from canje.terms.eligible import eligible
from canje.terms.term import Count, Either, Named, Never, Pool, Rule, Term, resolved

Worth = Literal["finding", "restated", "everyone"]
"""What it is worth that a plan has a number of people among some.

`restated`: a term that must hold, or a part of one, names that very number for the same people.
`everyone`: all of them who can go do go, so that it is the size that the folder gives them.
`finding`: neither; other numbers and terms led to it.
"""

ASSUMED = Selection((("size", OneOf(("assumed",))),))
"""The people of groups whose size is nobody's figure, but was assumed to write the case."""


@frozen
class Held:
    """A figure, the number that the plan has instead, and whether it stands as it says.

    `holds` is None where the figure claims nothing that can be counted. `worth` is told where the
    plan has the figure.
    """

    figure: Expected
    found: int | None
    holds: bool | None
    worth: Worth | None = None


def held(case: Case) -> tuple[Held, ...]:
    """Every expected figure of a case, in the order of the file, against the engine's answers."""
    by_scenario: dict[str | None, list[Expected]] = {}
    for each in case.expected:
        by_scenario.setdefault(each.scenario, []).append(each)
    found: dict[str, Held] = {}
    for scenario, figures in by_scenario.items():
        docket = case.with_scenario(scenario).docket
        found |= {each.figure.id: each for each in _under(docket, figures)}
    return tuple(found[each.id] for each in case.expected)


def counted(plan: Plan, docket: Docket, selection: Selection) -> int:
    """How many of the people whom the plan frees the selection holds for, as they are freed."""
    return int(mask(selection, freed_people(docket, plan)).sum())


def worth(docket: Docket, found: int, of: Selection) -> Worth:
    """What it is worth that a plan of the docket frees so many among some people."""
    people, can = docket.people, _can_go(docket)
    these = mask(of, people) & can
    for term in docket.musts:
        for numbers, others in _fixed(resolved(term.rule, docket.facts), docket.facts):
            if found in numbers and np.array_equal(mask(others, people) & can, these):
                return "restated"
    return "everyone" if found == int(these.sum()) else "finding"


def rests_on_assumed(docket: Docket, plan: Plan) -> bool:
    """Whether a plan frees all of some group whose size was assumed: then its number rests on it.

    A group of which some stay could be larger, and the number would be the same.
    """
    if "size" not in docket.people.columns:
        return False
    can = _can_go(docket) & mask(ASSUMED, docket.people)
    groups = docket.people.column("group").texts()
    freed = {person.id for person in plan.people}
    left: dict[str, int] = {}
    for row in np.flatnonzero(can).tolist():
        left[groups[row]] = left.get(groups[row], 0) + (docket.people.ids[row] not in freed)
    return any(count == 0 for count in left.values())


def _can_go(docket: Docket) -> npt.NDArray[np.bool_]:
    """For each person whether there is a move that is open."""
    open_to = eligible(docket)
    return np.array([bool(open_to.moves_of(row)) for row in range(len(docket.people))], np.bool_)


def _fixed(
    rule: Rule | None, facts: Mapping[str, str]
) -> Iterator[tuple[tuple[int | None, ...], Selection]]:
    """The numbers of people that a rule names, each with the people."""
    match rule:
        case Count(of, least, most):
            yield (least, most), of
        case Pool(of, choose):
            yield (choose,), of
        case Named(people):
            of = Selection((("id", OneOf(tuple(sorted(set(people))))),))
            yield (len(set(people)),), of
        case Never(of):
            yield (0,), of
        case Either(rules):  # "or nobody" fixes nothing
            for each in rules:
                for numbers, of in _fixed(resolved(each, facts), facts):
                    yield tuple(number or None for number in numbers), of
        case _:
            pass


def _under(docket: Docket, figures: Iterable[Expected]) -> Iterator[Held]:
    plan = clear(docket)
    possible = [each for each in figures if each.how == "possible"]
    all_possible = not possible or _can_be(docket, possible)
    for each in figures:
        found = None if each.counts is None else counted(plan, docket, each.counts)
        holds: bool | None = None
        if each.how == "equals":
            holds = plan.outcome == "proved" and found == each.value
        elif each.how == "possible":
            holds = all_possible
        elif each.how == "broken" and each.counts is not None:
            holds = _cannot_be(docket, [each]) and _can_be(_without(docket, each.breaks), [each])
        own: Worth | None = None
        if holds and each.how == "equals" and each.counts is not None and found is not None:
            own = worth(docket, found, each.counts)
        yield Held(each, found, holds, own)


def _can_be(docket: Docket, figures: Iterable[Expected]) -> bool:
    """Whether there is a plan with all these figures."""
    return clear(_with(docket, figures)).outcome in ("proved", "feasible")


def _cannot_be(docket: Docket, figures: Iterable[Expected]) -> bool:
    """Whether it is proved that there is none."""
    return clear(_with(docket, figures)).outcome == "infeasible"


def _with(docket: Docket, figures: Iterable[Expected]) -> Docket:
    terms = []
    for each in figures:
        if each.counts is not None and isinstance(each.value, int):
            rule = Count(each.counts, each.value, each.value)
            terms.append(Term(f"{each.id}.expected", DESK, each.what, rule))
    return evolve(docket, terms=(*docket.terms, *terms))


def _without(docket: Docket, term: str | None) -> Docket:
    return evolve(docket, terms=tuple(each for each in docket.terms if each.id != term))
