"""What is known to have happened, held against what the engine makes of the terms.

Every answer is the engine's own: a plan of the case, or of the case with the figures added as
counts that must hold, or with the broken term given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from canje.base.select import Selection, mask
from canje.case.case import Case
from canje.case.parts import Expected
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.stage.flows import freed_people
from canje.terms.docket import DESK, Docket
from canje.terms.term import Count, Term


@frozen
class Held:
    """A figure, the number that the plan has instead, and whether it stands as it says.

    `holds` is None where the figure claims nothing that can be counted.
    """

    figure: Expected
    found: int | None
    holds: bool | None


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
        yield Held(each, found, holds)


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
