"""Stages for whoever is still to go after a repair: reserves have a seat, what was given counts.

Who has gone is no longer staged. What each party tolerates is less by what it has given so far
beyond what came to it; under a ratio that is rounded so that no party is exposed further.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from canje.clear.engine import never
from canje.clear.plan import Plan
from canje.clear.solver import Solver, Stop
from canje.handover.repair import Repair
from canje.stage.engine import schedule
from canje.stage.flows import Task, Worth, task, trips
from canje.stage.handover import Handover
from canje.stage.schedule import Exposure, Schedule, Stage, plan_digest
from canje.terms.docket import Docket
from canje.terms.term import Exposed, If, Rule

Side = tuple[str, str]


def restage(
    docket: Docket,
    made: Repair,
    handover: Handover,
    reached: int,
    *,
    solver: Solver | None = None,
    stop: Stop = never,
) -> Schedule:
    """The stages of whoever is still to go; numbers go on from the last stage reached.

    `docket` is the case without the day. The stages bear the digest of the repaired plan.
    """
    plan = made.plan
    side = {each.id: (each.holder, each.beneficiary) for each in plan.people}
    rest = remaining(docket, made)
    whole = task(docket, plan, handover)
    out = [side[person] for person in made.account.fixed]
    home = [side[person] for person in made.account.crossed]
    terms = tuple(
        attrs.evolve(term, rule=_less(term.rule, whole, out, home)) for term in docket.terms
    )
    found = schedule(attrs.evolve(docket, terms=terms), rest, handover, solver=solver, stop=stop)
    stages = tuple(attrs.evolve(each, number=reached + each.number) for each in found.stages)
    return attrs.evolve(
        found,
        plan_digest=plan_digest(plan),
        stages=stages,
        exposures=tuple(
            Exposure(
                party,
                whole.limits[party].at_most if party in whole.limits else None,
                _after(party, whole.worth.get(party, Worth()), out, home, stages, side),
            )
            for party in sorted({*whole.givers, *whole.limits})
        ),
    )


def remaining(docket: Docket, made: Repair) -> Plan:
    """The plan for whoever is still to go, each to the destination that the whole plan gives.

    Whoever goes along with the others of a unit follows them also when they have crossed already.
    """
    gone = set(made.account.fixed)
    going = trips(docket, made.plan)
    return attrs.evolve(
        made.plan,
        people=tuple(
            each._replace(destination=going[each.id].destination)
            for each in made.plan.people
            if each.id not in gone
        ),
    )


def _less(rule: Rule, whole: Task, out: list[Side], home: list[Side]) -> Rule:
    """The rule with what a party tolerates less by what it has given so far."""
    if isinstance(rule, If):
        otherwise = None if rule.otherwise is None else _less(rule.otherwise, whole, out, home)
        return If(rule.fact, rule.value, _less(rule.then, whole, out, home), otherwise)
    if not isinstance(rule, Exposed):
        return rule
    worth = whole.worth.get(rule.party, Worth())
    given, got = _given(rule.party, out), _got(rule.party, home)
    return Exposed(rule.party, rule.at_most - _exposure(worth, given, got))


def _after(
    party: str,
    worth: Worth,
    out: list[Side],
    home: list[Side],
    stages: Iterable[Stage],
    side: dict[str, Side],
) -> tuple[int, ...]:
    given, got = _given(party, out), _got(party, home)
    coming = _got(party, out) - got  # aboard still: counted once the stage is over
    after = []
    for stage in stages:
        people = [side[each] for each in {p for ride in stage.rides for p in ride.people}]
        given += _given(party, people)
        after.append(_exposure(worth, given, got))
        got += _got(party, people) + coming
        coming = 0
    return tuple(after)


def _exposure(worth: Worth, given: int, got: int) -> int:
    """How many more a party has given than it got, by the ratio between them."""
    return -((worth.given * got - worth.got * given) // worth.got)


def _given(party: str, people: Iterable[Side]) -> int:
    return sum(one == party != other for one, other in people)


def _got(party: str, people: Iterable[Side]) -> int:
    return sum(other == party != one for one, other in people)
