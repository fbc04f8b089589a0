"""The handover as planned: places, legs with seats, what moves at once, what waits for what.

It is read, checked and kept; the clearing does not use it.
"""

from __future__ import annotations

from attrs import frozen

from canje.base.findings import At
from canje.base.select import Selection
from canje.intake.fields import Fields, text
from canje.intake.tree import Node, Record, Series
from canje.terms.read import Ground
from canje.terms.read_select import read_selection


@frozen
class Place:
    """Where people are gathered, cross or arrive."""

    id: str
    name: str


@frozen
class Leg:
    """A way from one place to another with so many seats a run."""

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
    """What is known of the day."""

    places: tuple[Place, ...] = ()
    legs: tuple[Leg, ...] = ()
    simultaneous: tuple[tuple[str, ...], ...] = ()
    guards: tuple[Wait, ...] = ()


def read_places(node: Node | None) -> frozenset[str]:
    """The ids of the places alone, for what must know them before the rest is read."""
    if not isinstance(node, Record) or not isinstance(node.entries.get("places"), Series):
        return frozenset()
    places = Fields(node, "", lambda *_, **__: None).entries("places")
    return frozenset(filter(None, (each.text("id") for each in places)))


def read_handover(node: Node, note: At, ground: Ground) -> Handover:
    fields = Fields.of(node, "", note)
    if fields is None:
        return Handover()
    first: dict[str, int] = {}
    places = []
    for each in fields.entries("places"):
        identifier, name = each.id(), each.text("name", needed=True)
        each.close()
        if _once(each, identifier, first):
            places.append(Place(identifier or "", name or ""))
    known, first = frozenset(first), {}
    legs = [leg for each in fields.entries("legs") if (leg := _leg(each, known, ground, first))]
    leg_ids, first = frozenset(first), {}
    guards = [
        guard
        for each in fields.entries("guards")
        if (guard := _guard(each, leg_ids, ground, first))
    ]
    together = _simultaneous(fields, leg_ids)
    fields.close()
    return Handover(tuple(places), tuple(legs), together, tuple(guards))


def _once(fields: Fields, identifier: str | None, first: dict[str, int]) -> bool:
    """Whether the id is one, and is new."""
    if identifier is None:
        return False
    if identifier in first:
        where = {"first": str(first[identifier]), "where": "handover.yaml"}
        fields.wrong("id", "id.duplicate", identifier, **where)
        return False
    first[identifier] = fields.at("id").row
    return True


def _leg(
    fields: Fields, places: frozenset[str], ground: Ground, first: dict[str, int]
) -> Leg | None:
    identifier = fields.id()
    start = fields.known("from", "place.unknown", places, needed=True)
    end = fields.known("to", "place.unknown", places, needed=True)
    seats = fields.whole("seats", least=1, most=1_000_000, needed=True)
    party = fields.known("party", "party.unknown", ground.parties)
    runs = fields.whole("runs_per_day", least=1, most=1_000)
    fields.close()
    if not _once(fields, identifier, first) or identifier is None:
        return None
    if start is None or end is None or seats is None:
        return None
    return Leg(identifier, start, end, seats, party, runs)


def _guard(
    fields: Fields, legs: frozenset[str], ground: Ground, first: dict[str, int]
) -> Wait | None:
    identifier, needs = fields.id(), fields.text("needs", needed=True)
    before: str | Selection | None
    node = fields.node("before", needed=True)
    if isinstance(node, Record):
        before = read_selection(node, fields.at("before").path, fields.note, ground.crowd)
    else:
        before = fields.known("before", "leg.unknown", legs)
    fields.close()
    if not _once(fields, identifier, first) or identifier is None:
        return None
    return Wait(identifier, before, needs) if before is not None and needs is not None else None


def _simultaneous(fields: Fields, legs: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    node = fields.node("simultaneous")
    if node is None:
        return ()
    path, note = fields.at("simultaneous").path, fields.note
    if not isinstance(node, Series):
        note("value.shape", node.line, path, found="no list", wanted="a list of lists of legs")
        return ()
    sets = []
    for number, item in enumerate(node.items, 1):
        place = f"{path}[{number}]"
        if not isinstance(item, Series):
            note("value.shape", item.line, place, found="no list", wanted="a list of legs")
            continue
        names = []
        for inner in item.items:
            name = text(inner, place, note)
            if name is not None and name not in legs:
                note("leg.unknown", inner.line, place, name)
            elif name is not None:
                names.append(name)
        sets.append(tuple(names))
    return tuple(sets)
