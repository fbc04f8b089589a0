"""From counts to people: who rides when, what is waited for, how exposed each party is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from canje.base.people import People
from canje.base.select import Selection, mask
from canje.clear.classes import Ints
from canje.stage.flows import Task, Worth
from canje.stage.frame import Frame
from canje.stage.handover import Handover
from canje.stage.schedule import Exposure, Ride, Stage
from canje.terms.docket import Docket
from canje.terms.term import Guard, resolved


def assign(
    docket: Docket, handover: Handover, table: People, frame: Frame, point: Ints, seed: str
) -> tuple[Stage, ...]:
    """Fill the stages with people.

    The items of a flow go in the order of SHA-256 over the seed, a line feed and the item's
    smallest id, so that no order of anybody's list counts; whole items, stage by stage, and in a
    stage option by option.
    """
    rides = _rides(frame, point, seed)
    used = {leg for each in rides for leg in each}
    runs = [leg.runs_per_day for leg in handover.legs if leg.id in used and leg.runs_per_day]
    a_day = min(runs, default=len(rides) or 1)
    guards = _guards(docket, handover, table)
    stages = []
    for number, legs in enumerate(rides, 1):
        order = sorted(legs, key=lambda leg: (leg is None, leg or ""))
        moved = {person for people in legs.values() for person in people}
        waits = [
            name
            for name, before in guards
            if (before in legs if isinstance(before, str) else not before.isdisjoint(moved))
        ]
        stages.append(
            Stage(
                number,
                (number - 1) // a_day + 1,
                tuple(Ride(leg, tuple(sorted(legs[leg]))) for leg in order),
                tuple(sorted(set(waits))),
            )
        )
    return tuple(stages)


def _rides(frame: Frame, point: Ints, seed: str) -> list[dict[str | None, list[str]]]:
    rides: list[dict[str | None, list[str]]] = [{} for _ in range(frame.stages)]
    prefix = (seed + "\n").encode()
    for number, flow in enumerate(frame.task.flows):
        keyed = [(hashlib.sha256(prefix + min(i).encode()).digest(), i) for i in flow.items]
        waiting = iter([item for _, item in sorted(keyed)])
        first, last = frame.span(number)
        for t in range(first, last + 1):
            for option, routes in enumerate(flow.options):
                for _ in range(int(point[frame.columns(number, option).start + t - first])):
                    for person, route in zip(next(waiting), routes, strict=True):
                        for leg in route or (None,):
                            rides[t - 1].setdefault(leg, []).append(person)
    return rides


def _guards(
    docket: Docket, handover: Handover, table: People
) -> list[tuple[str, str | frozenset[str]]]:
    """Each guard with what waits for it: a leg, or people."""
    found: list[tuple[str, str | frozenset[str]]] = []
    for wait in handover.guards:
        before = wait.before
        found.append((wait.id, before if isinstance(before, str) else _of(before, table)))
    for term in docket.musts:
        rule = resolved(term.rule, docket.facts)
        if isinstance(rule, Guard):
            found.append((term.id, _of(rule.before, table)))
    return found


def _of(selection: Selection, table: People) -> frozenset[str]:
    flags = mask(selection, table).tolist()
    return frozenset(person for person, flag in zip(table.ids, flags, strict=True) if flag)


def exposed(task: Task, table: People, stages: Sequence[Stage]) -> tuple[Exposure, ...]:
    """The exposure after each stage of everybody who gives, or has said what is tolerated."""
    holder, beneficiary = (table.column(name).texts() for name in ("holder", "beneficiary"))
    side = dict(zip(table.ids, zip(holder, beneficiary, strict=True), strict=True))
    moves = [[side[person] for person in _people(stage)] for stage in stages]
    made = []
    for party in sorted({*task.givers, *task.limits}):
        limit = task.limits.get(party)
        worth = task.worth.get(party, Worth())
        after, given, got = [], 0, 0
        for stage in moves:
            given += sum(one == party != other for one, other in stage)
            after.append(-((worth.given * got - worth.got * given) // worth.got))
            got += sum(other == party != one for one, other in stage)
        made.append(Exposure(party, None if limit is None else limit.at_most, tuple(after)))
    return tuple(made)


def _people(stage: Stage) -> Iterable[str]:
    """Everybody in a stage once, whatever legs they take."""
    return {person for ride in stage.rides for person in ride.people}
