"""Reading handover.yaml: places, legs with seats, what moves at once, what waits for what."""

from __future__ import annotations

from collections.abc import Iterator

from canje.base.findings import At
from canje.base.select import Selection
from canje.intake.fields import Fields, texts, unique, wrong
from canje.intake.tree import Node, Record, Series
from canje.stage.handover import Handover, Leg, Place, Wait
from canje.terms.read import Ground
from canje.terms.read_select import read_selection


def read_places(node: Node | None) -> frozenset[str]:
    """The ids of the places alone, for what must know them before the rest is read."""
    if not isinstance(node, Record) or not isinstance(node.entries.get("places"), Series):
        return frozenset()
    places = Fields(node, "", lambda *_, **__: None).entries("places")
    return frozenset(filter(None, (each.text("id") for each in places)))


def read_handover(node: Node, note: At, ground: Ground) -> Handover:
    """Read handover.yaml."""
    fields = Fields.of(node, "", note)
    if fields is None:
        return Handover()
    file = "handover.yaml"
    places = tuple(unique(_places(fields), file))
    known = frozenset(place.id for place in places)
    legs = tuple(unique(_legs(fields, known, ground), file))
    leg_ids = frozenset(leg.id for leg in legs)
    guards = tuple(unique(_guards(fields, leg_ids, ground), file))
    together = _simultaneous(fields, leg_ids)
    fields.close()
    return Handover(places, legs, together, guards)


def _places(fields: Fields) -> Iterator[tuple[Place, Fields]]:
    for each in fields.entries("places"):
        identifier, name = each.id(), each.text("name", needed=True)
        each.close()
        if identifier is not None:
            yield Place(identifier, name or ""), each


def _legs(fields: Fields, places: frozenset[str], ground: Ground) -> Iterator[tuple[Leg, Fields]]:
    for each in fields.entries("legs"):
        identifier = each.id()
        start = each.known("from", "place.unknown", places, needed=True)
        end = each.known("to", "place.unknown", places, needed=True)
        seats = each.whole("seats", least=1, most=1_000_000, needed=True)
        party = each.known("party", "party.unknown", ground.parties)
        runs = each.whole("runs_per_day", least=1, most=1_000)
        each.close()
        if identifier is not None:
            yield Leg(identifier, start or "", end or "", seats or 0, party, runs), each


def _guards(fields: Fields, legs: frozenset[str], ground: Ground) -> Iterator[tuple[Wait, Fields]]:
    for each in fields.entries("guards"):
        identifier, needs = each.id(), each.text("needs", needed=True)
        before: str | Selection | None
        node = each.node("before", needed=True)
        if isinstance(node, Record):
            before = read_selection(node, each.at("before").path, each.note, ground.crowd)
        else:
            before = each.known("before", "leg.unknown", legs)
        each.close()
        if identifier is not None:
            yield Wait(identifier, before or "", needs or ""), each


def _simultaneous(fields: Fields, legs: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    node = fields.node("simultaneous")
    if node is None:
        return ()
    path, note = fields.at("simultaneous").path, fields.note
    if not isinstance(node, Series):
        wrong(node, path, note, "a list of lists of legs")
        return ()
    sets = []
    for number, item in enumerate(node.items, 1):
        place = f"{path}[{number}]"
        names = texts(item, place, note)
        for name in names:
            if name not in legs:
                note("leg.unknown", item.line, place, name, among=legs)
        sets.append(names)
    return tuple(sets)
