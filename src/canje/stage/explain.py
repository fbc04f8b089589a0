"""Why no stages are possible: what is in conflict, and the smallest changes that would help.

Every change is tested by staging again with it. A conflict is a set of which none can be spared (a
deletion filter; Chinneck 2008); whether a smaller one stands elsewhere is not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import attrs
from attrs import frozen

from canje.clear.plan import Plan
from canje.clear.solver import Solver, Stop
from canje.stage.flows import Limit, Task, task, trips
from canje.stage.handover import Handover
from canje.stage.routes import Network, Trip
from canje.stage.schedule import Change, Schedule
from canje.stage.search import Search
from canje.terms.docket import Docket
from canje.terms.term import Before, Exposed, Term, Together, resolved

STAGES, SETS = "stages", "simultaneous"
"""Stand in a conflict for the limit on stages and for what can go at once; `leg:ID` for seats."""


@frozen(eq=False)
class Asked:
    """What was asked: a plan's stages under a docket and a handover, in at most so many."""

    docket: Docket
    plan: Plan
    handover: Handover
    most: int | None
    solver: Solver
    stop: Stop

    def task(self) -> Task:
        return task(self.docket, self.plan, self.handover)

    def possible(self, own: Task | None = None) -> bool | None:
        """Whether there are such stages; None where it stayed open."""
        search = Search(own or self.task(), self.solver, self.stop, self.most)
        return search.possible()

    def without(self, parts: frozenset[str]) -> Asked:
        """The same with terms given up, with all the seats one could want on legs, or no limit."""
        everybody = len(self.plan.people)
        legs = tuple(
            attrs.evolve(leg, seats=max(everybody, leg.seats)) if f"leg:{leg.id}" in parts else leg
            for leg in self.handover.legs
        )
        return attrs.evolve(
            self,
            docket=attrs.evolve(
                self.docket, terms=tuple(t for t in self.docket.terms if t.id not in parts)
            ),
            handover=attrs.evolve(
                self.handover,
                legs=legs,
                simultaneous=() if SETS in parts else self.handover.simultaneous,
            ),
            most=None if STAGES in parts else self.most,
        )

    @property
    def terms(self) -> list[Term]:
        """The musts that shape stages, by id."""
        found = []
        for term in sorted(self.docket.musts, key=lambda term: term.id):
            if isinstance(resolved(term.rule, self.docket.facts), Before | Exposed | Together):
                found.append(term)
        return found


@frozen
class Stranded:
    """People of one holder whom no legs take to where they go.

    `is_place`: whether the destination is a place of the handover at all. An empty destination is
    none that anybody stated.
    """

    holder: str
    destination: str
    is_place: bool
    people: tuple[str, ...]


def stranded(docket: Docket, plan: Plan, handover: Handover) -> tuple[Stranded, ...]:
    """Whom a plan frees and no way leads to the destination, by holder and destination."""
    network = Network(handover)
    found: dict[tuple[str, str], list[str]] = {}
    without: dict[Trip, bool] = {}
    for person, trip in trips(docket, plan).items():
        if trip not in without:
            without[trip] = not network.routes(trip)
        if without[trip]:
            found.setdefault((trip.holder, trip.destination), []).append(person)
    return tuple(
        Stranded(holder, destination, destination in network.places, tuple(sorted(people)))
        for (holder, destination), people in sorted(found.items())
    )


def astray(
    going: Mapping[str, Trip], handover: Handover, schedule: Schedule
) -> tuple[tuple[str, str, str], ...]:
    """Whom stages take elsewhere than to their destinations: id, where the legs end, destination.

    It is for stages that were made by others, or before the case was altered. Whoever has no leg
    and needs one ends nowhere; so does whoever takes a leg that the handover does not have.
    """
    network, legs = Network(handover), {leg.id: leg for leg in handover.legs}
    balance: dict[str, Counter[str]] = {}
    for stage in schedule.stages:
        for ride in stage.rides:
            for person in ride.people:
                mine = balance.setdefault(person, Counter())
                if ride.leg in legs:
                    mine[legs[ride.leg].end] += 1
                    mine[legs[ride.leg].start] -= 1
                elif ride.leg is not None:
                    mine[""] += 1
    found = []
    stays: dict[Trip, bool] = {}
    for person, mine in sorted(balance.items()):
        trip = going.get(person)
        ends = sorted(place for place, count in mine.items() if count > 0)
        if trip is None or ends == [trip.destination]:
            continue
        if not ends:
            if trip not in stays:
                stays[trip] = () in network.routes(trip)
            if stays[trip]:
                continue
        found.append((person, ", ".join(filter(None, ends)), trip.destination))
    return tuple(found)


def no_way(asked: Asked) -> tuple[Change, ...]:
    """The legs that are missing, by holder and destination: `HOLDER>DESTINATION`."""
    return tuple(
        Change("route", f"{each.holder}>{each.destination}", len(each.people))
        for each in stranded(asked.docket, asked.plan, asked.handover)
    )


def conflict(asked: Asked) -> tuple[str, ...]:
    """Terms, legs and the limit on stages that together allow no stages, none to be spared."""
    used = {leg for flow in asked.task().flows for load in flow.loads for leg in load}
    legs = [f"leg:{leg.id}" for leg in asked.handover.legs if leg.id in used or not used]
    parts = [*sorted(legs), *[term.id for term in asked.terms]]
    if asked.handover.simultaneous:
        parts.append(SETS)
    if asked.most is not None:
        parts.append(STAGES)
    spared: set[str] = set()
    for part in parts:
        if asked.stop():
            break
        if asked.without(frozenset(spared | {part})).possible() is False:
            spared.add(part)
    return tuple(part for part in parts if part not in spared)


def changes(asked: Asked) -> tuple[Change, ...]:
    """The smallest changes, each of which alone would help."""
    return tuple(_changes(asked))


def _changes(asked: Asked) -> Iterator[Change]:
    own = asked.task()
    if asked.most is not None:
        longer = Search(own, asked.solver, asked.stop)
        found = longer.fewest()
        if found is not None:
            stages = found[0].stages
            yield Change("stages", None, stages - asked.most, stages)
    for leg in sorted(asked.handover.legs, key=lambda leg: leg.id):
        if asked.without(frozenset({f"leg:{leg.id}"})).possible():
            seats = _least(leg.seats, len(asked.plan.people), _seated(asked, leg.id))
            yield Change("seats", leg.id, seats - leg.seats, seats)
    if own.sets and asked.without(frozenset({SETS})).possible():
        yield Change("simultaneous")
    yield from _tolerances(asked, own)
    for term in asked.terms:
        rule = resolved(term.rule, asked.docket.facts)
        if not isinstance(rule, Exposed) and asked.without(frozenset({term.id})).possible():
            yield Change("term", term.id)


def _tolerances(asked: Asked, own: Task) -> Iterator[Change]:
    """One party that tolerates more; or all parties, where that takes each of them less far."""
    alone: list[int] = []
    for party, limit in sorted(own.limits.items()):
        most = own.given(party)
        if most > limit.at_most and asked.possible(_tolerating(own, most, party)):
            alone.append(_least(limit.at_most, most, _tolerated(asked, own, party)))
            yield Change("exposed", limit.term, alone[-1] - limit.at_most, alone[-1])
    if len(own.limits) > 1:
        low = min(limit.at_most for limit in own.limits.values())
        most = min(alone) - 1 if alone else max(own.given(party) for party in own.limits)
        if most > low and asked.possible(_tolerating(own, most, *own.limits)):
            yield Change(
                "exposed", None, None, _least(low, most, _tolerated(asked, own, *own.limits))
            )


def _tolerated(asked: Asked, own: Task, *parties: str) -> Callable[[int], bool | None]:
    def possible(at_most: int) -> bool | None:
        return asked.possible(_tolerating(own, at_most, *parties))

    return possible


def _tolerating(own: Task, at_most: int, *parties: str) -> Task:
    limits = {
        party: Limit(max(at_most, each.at_most), each.term) if party in parties else each
        for party, each in own.limits.items()
    }
    return attrs.evolve(own, limits=limits)


def _seated(asked: Asked, leg: str) -> Callable[[int], bool | None]:
    def possible(seats: int) -> bool | None:
        legs = tuple(
            attrs.evolve(each, seats=seats) if each.id == leg else each
            for each in asked.handover.legs
        )
        handover = attrs.evolve(asked.handover, legs=legs)
        return attrs.evolve(asked, handover=handover).possible()

    return possible


def _least(low: int, high: int, possible: Callable[[int], bool | None]) -> int:
    """The smallest figure above `low` that helps, `high` being known to."""
    while high - low > 1:
        middle = (low + high) // 2
        if possible(middle):
            high = middle
        else:
            low = middle
    return high
