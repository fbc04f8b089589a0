"""The handover as planned: places, legs with seats, what moves at once, what waits for what.

The clearing does not use it; the stages and the day do.
"""

from __future__ import annotations

from attrs import frozen

from canje.base.canonical import Json, digest
from canje.base.select import Selection
from canje.terms.digest import plain


@frozen
class Place:
    """Where people are gathered, cross or arrive."""

    id: str
    name: str


@frozen
class Leg:
    """A way from one place to another with so many seats a run.

    Every leg in use runs once a stage. `party`: whose people it carries, and nobody else's;
    None: anybody's. `runs_per_day` says how many stages fit in a day.
    """

    id: str
    start: str
    end: str
    seats: int
    party: str | None = None
    runs_per_day: int | None = None


@frozen
class Wait:
    """A step that waits for something that is no person; `before` is a leg or whom it takes."""

    id: str
    before: str | Selection
    needs: str


@frozen
class Handover:
    """What is known of the day. `simultaneous`: sets of legs that can go at once."""

    places: tuple[Place, ...] = ()
    legs: tuple[Leg, ...] = ()
    simultaneous: tuple[tuple[str, ...], ...] = ()
    guards: tuple[Wait, ...] = ()


PARTS = ("places", "legs", "simultaneous", "guards")


def parts(handover: Handover) -> dict[str, str]:
    """The digest of each part of a handover: what stages name as what they were made from.

    Places, legs and guards in the order of ids; sets of legs sorted, as their legs are. Values are
    written as in the digests of a case (`terms.digest`).
    """
    found: dict[str, Json] = {
        "places": plain(tuple(sorted(handover.places, key=lambda each: each.id))),
        "legs": plain(tuple(sorted(handover.legs, key=lambda each: each.id))),
        "simultaneous": plain(tuple(sorted(tuple(sorted(s)) for s in handover.simultaneous))),
        "guards": plain(tuple(sorted(handover.guards, key=lambda each: each.id))),
    }
    return {name: digest(found[name]) for name in PARTS}
