"""Brute force for the stages: every way of putting every person into every stage.

Written from the meaning of the terms, person by person, without classes, windows or programs.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import ceil

from attrs import frozen

from canje.base.select import Selection, mask
from canje.clear.plan import Plan
from canje.stage.handover import Handover, Leg
from canje.terms import term as kinds
from canje.terms.docket import Docket, First

Route = tuple[str, ...]


@frozen
class Best:
    """The fewest stages; of these the smallest peak; of these the earliest of each level."""

    stages: int
    peak: int
    early: tuple[int, ...]


def best(docket: Docket, plan: Plan, handover: Handover, most: int | None = None) -> Best | None:
    """Try one stage, two, ..., up to one a person; None where no number is enough."""
    brute = _Brute(docket, plan, handover)
    limit = len(brute.ids) if most is None else min(most, len(brute.ids))
    for stages in range(0 if not brute.ids else 1, limit + 1):
        found = [brute.worth(each, stages) for each in brute.assignments(stages)]
        keys = [each for each in found if each is not None]
        if keys:
            peak, *late = min(keys)
            return Best(stages, peak, tuple(-each for each in late))
    return None


class _Brute:
    def __init__(self, docket: Docket, plan: Plan, handover: Handover) -> None:
        self.ids = [each.id for each in plan.people]
        self.docket, self.handover = docket, handover
        self.holder = {each.id: each.holder for each in plan.people}
        self.beneficiary = {each.id: each.beneficiary for each in plan.people}
        place = docket.people.column("place")
        row = {identifier: n for n, identifier in enumerate(docket.people.ids)}
        self.rules = [term.rule for term in docket.musts]
        self.goal = self._goals(plan)
        self.routes = {
            each.id: _routes(handover, each.holder, self.goal[each.id], place[row[each.id]])
            for each in plan.people
        }

    def _goals(self, plan: Plan) -> dict[str, str | None]:
        """Where each goes; None where that is not known."""
        stated = {each.id: each.destination for each in plan.people}
        goal: dict[str, str | None] = {}
        for unit in self.units():
            of_unit = {stated[each] for each in unit if stated[each]}
            for each in unit:
                if stated[each]:
                    goal[each] = stated[each]
                elif of_unit:
                    goal[each] = None if len(of_unit) > 1 else min(of_unit)
                elif any(self.beneficiary[other] != self.beneficiary[each] for other in unit):
                    goal[each] = None
                else:
                    goal[each] = self.beneficiary[each] or None
        return goal

    def of(self, selection: Selection) -> set[str]:
        flags = mask(selection, self.docket.people)
        return {i for i, flag in zip(self.docket.people.ids, flags.tolist(), strict=True) if flag}

    def units(self) -> list[list[str]]:
        groups = [{each} for each in self.ids]
        for rule in self.rules:
            if isinstance(rule, kinds.Together):
                column = self.docket.people.column(rule.by)
                ids = self.docket.people.ids
                for value in set(column.texts()) - {""}:
                    tied = {i for n, i in enumerate(ids) if column[n] == value} & set(self.ids)
                    if not tied:
                        continue
                    joined = [g for g in groups if g & tied]
                    groups = [g for g in groups if not g & tied] + [set().union(*joined)]
        return [sorted(group) for group in groups]

    def assignments(self, stages: int) -> Iterator[dict[str, tuple[int, Route]]]:
        """A stage for each unit; one way for all of it if there is one, or else a way for each."""
        choices = []
        for unit in self.units():
            if not all(self.routes[each] for each in unit):
                return
            shared = set.intersection(*(set(self.routes[each]) for each in unit))
            ways = [
                dict(zip(unit, ways, strict=True))
                for ways in product(*(self.routes[each] for each in unit))
                if not shared or (len(set(ways)) == 1 and ways[0] in shared)
            ]
            choices.append([(t, way) for t in range(1, stages + 1) for way in ways])
        for choice in product(*choices):
            yield {each: (t, way) for t, ways in choice for each, way in ways.items()}

    def worth(self, taken: dict[str, tuple[int, Route]], stages: int) -> tuple[int, ...] | None:
        if not self._rides(taken, stages) or not self._orders(taken):
            return None
        peak = self._peak(taken, stages)
        if peak is None:
            return None
        early = []
        for level in self.docket.levels:
            if isinstance(level, First):
                early.append(-sum(stages - taken[each][0] for each in self.of(level.of)))
        return (peak, *early)

    def _rides(self, taken: dict[str, tuple[int, Route]], stages: int) -> bool:
        for t in range(1, stages + 1):
            used = [leg for stage, route in taken.values() if stage == t for leg in route]
            if any(used.count(leg.id) > leg.seats for leg in self.handover.legs):
                return False
            sets = [set(each) for each in self.handover.simultaneous]
            bound = set().union(*sets) & set(used)
            if bound and not any(bound <= each for each in sets):
                return False
        return True

    def _orders(self, taken: dict[str, tuple[int, Route]]) -> bool:
        for rule in self.rules:
            if isinstance(rule, kinds.Before):
                one, other = self.of(rule.first), self.of(rule.then)
                if any(taken[a][0] >= taken[b][0] for a in one - other for b in other - one):
                    return False
        return True

    def _peak(self, taken: dict[str, tuple[int, Route]], stages: int) -> int | None:
        """The largest exposure; None where somebody's is more than is tolerated."""
        peak = 0
        for party in {self.holder[each] for each in self.ids}:
            given = [i for i in self.ids if self.holder[i] == party != self.beneficiary[i]]
            got = [i for i in self.ids if self.beneficiary[i] == party != self.holder[i]]
            if not given:
                continue
            for t in range(1, stages + 1):
                out = sum(taken[each][0] <= t for each in given)
                back = sum(taken[each][0] < t for each in got)
                exposure = ceil(out - self._worth(party) * back)
                limits = [
                    r.at_most
                    for r in self.rules
                    if isinstance(r, kinds.Exposed) and r.party == party
                ]
                if any(exposure > limit for limit in limits):
                    return None
                peak = max(peak, exposure)
        return peak

    def _worth(self, party: str) -> Fraction:
        """Made-up cases have one ratio at most: what A gives for what B does."""
        for rule in self.rules:
            if isinstance(rule, kinds.Ratio) and party in "AB":
                straight = Fraction(rule.given, rule.got)
                return straight if party == "A" else 1 / straight
        return Fraction(1)


def goals(docket: Docket, plan: Plan, handover: Handover) -> dict[str, str | None]:
    """Where each person goes by "Destination" of docs/stages.md; None where it is not known."""
    return _Brute(docket, plan, handover).goal


def arrived(handover: Handover, legs: list[str], start: str) -> str:
    """Where somebody stands who rides these legs, in whatever order they fit one to the next."""
    left, place = list(legs), start
    while left:
        onward = [leg for leg in handover.legs if leg.id in left and leg.start == place]
        if len(onward) != 1:
            raise AssertionError(f"from {place} the legs {left} do not go on")
        left.remove(onward[0].id)
        place = onward[0].end
    return place


def starts(handover: Handover, holder: str, place: str) -> set[str]:
    """Where a person can start, by "Way" of docs/stages.md."""
    legs = [leg for leg in handover.legs if leg.party in (None, holder)]
    named = {each.id for each in handover.places}
    froms, tos = {leg.start for leg in legs}, {leg.end for leg in legs}
    if place in named:
        return {place}
    if holder in named and holder in froms:
        return {holder}
    return {each for each in froms if each not in tos} or froms


def _routes(handover: Handover, holder: str, goal: str | None, place: str) -> list[Route]:
    """All walks without a repeated leg, those kept that are shortest from their start."""
    if handover.legs == () or (goal is not None and goal in {holder, place}):
        return [()]
    if goal not in [each.id for each in handover.places]:
        return []
    origin = starts(handover, holder, place)
    if origin == {goal}:
        return [()]
    legs = [leg for leg in handover.legs if leg.party in (None, holder)]
    found: list[Route] = []
    for start in sorted(origin - {str(goal)}):
        walks = [walk for walk in _walks(legs, start) if _end(legs, walk) == goal]
        shortest = min(map(len, walks), default=0)
        found += [walk for walk in walks if len(walk) == shortest]
    return sorted(set(found))


def _walks(legs: list[Leg], start: str, so_far: Route = ()) -> Iterator[Route]:
    for leg in legs:
        if leg.start == start and leg.id not in so_far:
            yield (*so_far, leg.id)
            yield from _walks(legs, leg.end, (*so_far, leg.id))


def _end(legs: list[Leg], walk: Route) -> str:
    return next(leg.end for leg in legs if leg.id == walk[-1])
