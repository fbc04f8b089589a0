"""Where people start and end, and the shortest ways between over the legs that carry them."""

from __future__ import annotations

from functools import cache, cached_property

from attrs import frozen

from canje.stage.handover import Handover, Leg

Route = tuple[str, ...]
"""The ids of legs, one after the other; without any: freed on the spot, or no leg is known."""

MOST_ROUTES = 64
"""Of more shortest ways than this, the first ones in the order of the ids of legs are open."""


@frozen
class Trip:
    """What decides on a person's ways: whose prisoner, for whom, where to, and from where."""

    holder: str
    beneficiary: str
    destination: str
    place: str = ""


@frozen(eq=False, slots=False)
class Network:
    """The legs of a handover as ways for people."""

    handover: Handover

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset(place.id for place in self.handover.places)

    def routes(self, trip: Trip) -> tuple[Route, ...]:
        """All shortest ways, in the order of their legs' ids; empty where there is none.

        A person starts at his or her `place`, if it is a place of the handover; else at the place
        that bears the holder's id; else wherever a leg starts that carries the holder's people and
        none of these legs leads to (or wherever one starts, if all are led to). He or she ends at
        the destination, if it is a place; else at the beneficiary's place; else wherever such legs
        end and none goes on. Nobody needs a leg who is freed on the holder's ground or is there
        already, or where the handover has no leg for the holder's people.
        """
        legs = self._legs(trip.holder)
        start = trip.place if trip.place in self.places else ""
        if not legs or trip.destination in (trip.holder, start or trip.holder):
            return ((),)
        found: set[Route] = set()
        ends = self._ends(trip)
        for each in self._starts(trip):
            found |= _shortest(legs, each, ends - {each}) if ends != {each} else {()}
        return tuple(sorted(found)[:MOST_ROUTES])

    def _legs(self, holder: str) -> tuple[Leg, ...]:
        return tuple(leg for leg in self.handover.legs if leg.party in (None, holder))

    def _starts(self, trip: Trip) -> frozenset[str]:
        if trip.place in self.places:
            return frozenset({trip.place})
        legs = self._legs(trip.holder)
        here, led_to = {leg.start for leg in legs}, {leg.end for leg in legs}
        if trip.holder in here & self.places:
            return frozenset({trip.holder})
        return frozenset(here - led_to or here)

    def _ends(self, trip: Trip) -> frozenset[str]:
        for place in (trip.destination, trip.beneficiary):
            if place in self.places:
                return frozenset({place})
        legs = self._legs(trip.holder)
        here, left = {leg.end for leg in legs}, {leg.start for leg in legs}
        return frozenset(here - left or here)


@cache
def _shortest(legs: tuple[Leg, ...], start: str, ends: frozenset[str]) -> frozenset[Route]:
    """Step by step outwards; all ways to the places of one step stand together."""
    onward: dict[str, list[Leg]] = {}
    for leg in sorted(legs, key=lambda leg: leg.id):
        onward.setdefault(leg.start, []).append(leg)
    reached: dict[str, list[Route]] = {start: [()]}
    seen = {start}
    while reached:
        further: dict[str, list[Route]] = {}
        for place, ways in reached.items():
            for leg in onward.get(place, ()):
                if leg.end not in seen:
                    further.setdefault(leg.end, []).extend((*way, leg.id) for way in ways)
        arrived = [way for place in further.keys() & ends for way in further[place]]
        if arrived:
            return frozenset(arrived)
        seen |= further.keys()
        reached = {place: sorted(ways)[:MOST_ROUTES] for place, ways in further.items()}
    return frozenset()
