"""What bears on who can move, as written: parties, bars, statements, consents, the objective."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import get_args

from attrs import evolve

from canje.base.findings import At
from canje.intake.cells import Cells, Fault, has_columns
from canje.intake.fields import Fields, entries, wrong
from canje.intake.table import Sheet
from canje.intake.tree import Node, Scalar, Series
from canje.terms.docket import (
    DESK,
    LAW,
    Bar,
    Consent,
    Consents,
    First,
    Forbids,
    Freed,
    Level,
    Party,
    PartyKind,
    Prefer,
    Statement,
    StatementCode,
    Wishes,
)
from canje.terms.read import PICKS, TERMS, Ground
from canje.terms.read_select import read_selection

CODES: tuple[StatementCode, ...] = get_args(StatementCode)

_LEVELS = ("freed", "law", "wishes", "{first: SELECTION, title: TEXT}", "{prefer: COLUMN}")


def read_parties(fields: Iterator[Fields]) -> Iterator[tuple[Party, Fields]]:
    kinds: tuple[PartyKind, ...] = get_args(PartyKind)
    for each in fields:
        identifier, name = each.id(), each.text("name", needed=True)
        sort = each.choice("kind", kinds, needed=True)
        each.close()
        if identifier in (LAW, DESK, *PICKS):
            each.wrong("id", "id.reserved", identifier)
        if identifier is not None:
            yield Party(identifier, name or "", sort or "body"), each


def read_bars(node: Node, note: At, ground: Ground) -> Iterator[tuple[Bar, Fields]]:
    kinds: tuple[Forbids, ...] = get_args(Forbids)
    for each in entries(node, "", note, TERMS):
        identifier = each.id()
        order, court = each.text("order", needed=True), each.text("court", needed=True)
        covers = None
        if (inner := each.node("covers", needed=True)) is not None:
            covers = read_selection(inner, each.at("covers").path, note, ground.crowd)
        forbids = each.choice("forbids", kinds, needed=True)
        start, until = each.date("from", needed=True), each.date("until")
        to = each.texts("destination", needed=forbids == "destination")
        source = each.known("source", "source.unknown", ground.sources)
        each.close()
        if to and forbids in ("release", "transfer"):
            each.wrong("destination", "bar.destination", forbids=forbids)
        for place in to:
            if place not in ground.destinations:
                row, path = each.at("destination")
                note("destination.unknown", row, path, place, among=ground.destinations)
        if start is not None and until is not None and until.latest < start.earliest:
            each.wrong("until", "value.order", str(until), start=str(start), end=str(until))
        if identifier is None or order is None or court is None:
            continue
        if covers is not None and forbids is not None and start is not None:
            yield Bar(identifier, order, court, covers, forbids, start, until, to, source), each


def read_statements(sheet: Sheet, note: At, ground: Ground) -> tuple[Statement, ...]:
    """The statements in a table; none where one of them cannot be taken (then it was noted).

    Those about an entry of a list (`LIST#LINE`) are left to whoever makes persons of entries.
    """
    columns = ("person", "party", "code", "date", "source", "note")
    if not has_columns(sheet, note, columns[:3], columns):
        return ()
    cells = Cells(sheet, note)
    read = (
        cells.rows("person", partial(_person_or_entry, among=ground.who)),
        cells.known("party", ground.parties, "party.unknown"),
        cells.known("code", CODES, "value.choice"),
        cells.dates("date"),
        cells.known_or_none("source", ground.sources, "source.unknown"),
        sheet.texts("note"),
    )
    said = tuple(map(Statement, *read)) if cells.sound else ()
    return tuple(each for each in said if "#" not in each.person)


def _person_or_entry(text: str, among: Collection[str]) -> str:
    if "#" not in text and text not in among:
        raise Fault("person.unknown", among)
    return text


def read_said(fields: Iterator[Fields], ground: Ground) -> Iterator[Statement]:
    """The statements of a scenario."""
    for each in fields:
        person = each.known("person", "person.unknown", ground.who, needed=True)
        party = each.known("party", "party.unknown", ground.parties, needed=True)
        code = each.choice("code", CODES, needed=True)
        date = each.date("date")
        source = each.known("source", "source.unknown", ground.sources)
        words = each.text("note") or ""
        each.close()
        if person is not None and party is not None and code is not None:
            yield Statement(person, party, code, date, source, words)


def read_consents(sheet: Sheet, note: At, ground: Ground) -> tuple[Consent, ...]:
    """The consents in a table; none where one of them cannot be taken (then it was noted).

    What is said of a group holds for each of its people who says nothing else on that destination.
    """
    columns = ("person", "destination", "consents", "date")
    if not has_columns(sheet, note, ("person", "consents"), columns):
        return ()
    cells = Cells(sheet, note)
    read = zip(
        cells.known("person", ground.who, "person.unknown"),
        cells.rows("consents", _answer),
        sheet.texts("destination"),
        cells.dates("date"),
        strict=True,
    )
    for place in sorted(set(sheet.texts("destination")) - ground.destinations - {""}):
        note("destination.unknown", None, "destination", place, among=ground.destinations)
    if not cells.sound:
        return ()
    told = tuple(
        Consent(person, answer, to, date)
        for person, answer, to, date in read
        if person is not None and answer is not None
    )
    return tuple(_each_member(told, ground)) if ground.groups else told


def _answer(text: str) -> Consents:
    """yes, no or not-asked; nothing is not-asked."""
    answers: dict[str, Consents] = {"yes": "yes", "no": "no", "not-asked": "not-asked"}
    if text and text.lower() not in answers:
        raise Fault("value.choice", tuple(answers))
    return answers[text.lower() or "not-asked"]


def _each_member(told: tuple[Consent, ...], ground: Ground) -> Iterator[Consent]:
    own = {(each.person, each.destination) for each in told}
    for each in told:
        if each.person not in ground.groups:
            yield each
            continue
        for member in ground.members(each.person):
            if (member, each.destination) not in own:
                yield evolve(each, person=member)


def read_levels(
    node: Node, path: str, note: At, ground: Ground, law: tuple[Level, ...]
) -> tuple[Level, ...]:
    """The objective: what is maximised, one after the other; `law` stands for law's levels."""
    if not isinstance(node, Series):
        wrong(node, path, note, "a list")
        return ()
    levels: list[Level] = []
    simple: dict[str, tuple[Level, ...]] = {"freed": (Freed(),), "law": law, "wishes": (Wishes(),)}
    said: set[str] = set()
    for number, item in enumerate(node.items, 1):
        place = f"{path}[{number}]"
        if isinstance(item, Scalar):
            key = item.text
            if key not in simple:
                note("value.choice", item.line, place, key, among=_LEVELS)
                continue
            new = simple[key]
        else:
            fields = Fields.of(item, place, note)
            level = _level(fields, ground) if fields is not None else None
            if level is None:
                continue
            new, key = (level,), repr(level)
        if key in said:
            note("objective.twice", item.line, place)
        said.add(key)
        levels.extend(new)
    if Freed() not in levels:
        note("objective.no-freed", node.line, path)
    return tuple(levels)


def _level(fields: Fields, ground: Ground) -> Level | None:
    if fields.has("prefer"):
        column = fields.known("prefer", "column.none", ground.crowd.columns, needed=True)
        fields.close()
        return None if column is None else Prefer(column)
    node, title = fields.node("first", needed=True), fields.text("title", needed=True)
    fields.close()
    if node is None or title is None:
        return None
    of = read_selection(node, fields.at("first").path, fields.note, ground.crowd)
    return None if of is None else First(title, of)
