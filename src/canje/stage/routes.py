"""Where people go, where they start, and the shortest ways between over the legs that carry them.

Nobody is taken anywhere but to his or her destination: where no way leads there, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from attrs import frozen

from canje.stage.handover import Handover, Leg

Route = tuple[str, ...]
"""The ids of legs, one after the other; without any: nobody is taken anywhere."""

MOST_ROUTES = 64
"""Of more shortest ways than this, the first ones in the order of the ids of legs are open."""


def bound_for(moves: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Where each of those who go together goes, by their beneficiaries and destinations.

    To the destination that is stated. Whoever has none goes with the others, if they have one and
    the same; if nobody of them has any, to the beneficiary, if that is one and the same for all.
    Empty where this names no place: nobody is parted from the others for want of a word.

    >>> bound_for([("north", "abroad"), ("north", "")])
    ('abroad', 'abroad')
    >>> bound_for([("north", "")])
    ('north',)
    >>> bound_for([("north", ""), ("south", "")])
    ('', '')
    """
    moves = tuple(moves)
    stated = {destination for _, destination in moves} - {""}
    places = stated or {beneficiary for beneficiary, _ in moves}
    shared = min(places) if len(places) == 1 else ""
    return tuple(destination or shared for _, destination in moves)


@frozen(cache_hash=True)
class Trip:
    """What decides on a person's ways: whose prisoner, where to (`bound_for`), and from where."""

    holder: str
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
        """All shortest ways to the destination, in the order of their legs' ids; empty for none.

        Without a leg goes who is freed on the holder's ground or is at the destination already;
        and everybody where the handover has no leg at all, and so says nothing of ways. Else the
        destination must be a place of the handover, to which legs lead that carry the holder's
        people. No other place stands in for it.
        """
        end = trip.destination
        if not self.handover.legs or (end and end in (trip.holder, trip.place)):
            return ((),)
        if end not in self.places:
            return ()
        starts = self.starts(trip)
        if starts == {end}:
            return ((),)
        legs = self._legs(trip.holder)
        found: set[Route] = set()
        for each in starts - {end}:
            found |= _shortest(legs, each, end)
        return tuple(sorted(found)[:MOST_ROUTES])

    def starts(self, trip: Trip) -> frozenset[str]:
        """Where a person may start.

        At his or her `place`, if it is a place of the handover; else at the place that bears the
        holder's id, if a leg that carries the holder's people starts there; else wherever such a
        leg starts and none of them leads to, or wherever one starts, if all are led to.
        """
        if trip.place in self.places:
            return frozenset({trip.place})
        legs = self._legs(trip.holder)
        here, led_to = {leg.start for leg in legs}, {leg.end for leg in legs}
        if trip.holder in here & self.places:
            return frozenset({trip.holder})
        return frozenset(here - led_to or here)

    def _legs(self, holder: str) -> tuple[Leg, ...]:
        return tuple(leg for leg in self.handover.legs if leg.party in (None, holder))


@cache
def _shortest(legs: tuple[Leg, ...], start: str, end: str) -> frozenset[Route]:
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
        if end in further:
            return frozenset(further[end])
        seen |= further.keys()
        reached = {place: sorted(ways)[:MOST_ROUTES] for place, ways in further.items()}
    return frozenset()
