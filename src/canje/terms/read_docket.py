"""What bears on who can move, as written: parties, bars, statements, consents, the objective."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar, get_args

import numpy as np
from attrs import define, evolve

from canje.base.dates import PartialDate
from canje.base.findings import EACH, At
from canje.intake.fields import Fields, entries, listed, perhaps, wrong
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
from canje.terms.read import Ground
from canje.terms.read_select import read_selection

T = TypeVar("T")

CODES: tuple[StatementCode, ...] = get_args(StatementCode)
MOST_PREFERRED = 1_000_000
"""The largest number in a column that the objective sums."""


def read_parties(fields: Iterator[Fields]) -> Iterator[tuple[Party, Fields]]:
    kinds: tuple[PartyKind, ...] = get_args(PartyKind)
    for each in fields:
        identifier, name = each.id(), each.text("name", needed=True)
        sort = each.choice("kind", kinds, needed=True)
        each.close()
        if identifier in (LAW, DESK):
            each.wrong("id", "id.reserved", identifier)
        if identifier is not None:
            yield Party(identifier, name or "", sort or "body"), each


def read_bars(node: Node, note: At, ground: Ground) -> Iterator[tuple[Bar, Fields]]:
    kinds: tuple[Forbids, ...] = get_args(Forbids)
    for each in entries(node, "", note):
        identifier = each.id()
        order, court = each.text("order", needed=True), each.text("court", needed=True)
        covers_node = each.node("covers", needed=True)
        covers = covers_node and read_selection(
            covers_node, each.at("covers").path, note, ground.crowd
        )
        forbids = each.choice("forbids", kinds, needed=True)
        start, until = each.date("from", needed=True), each.date("until")
        destinations = each.texts("destination", needed=forbids == "destination")
        source = each.known("source", "source.unknown", ground.sources)
        each.close()
        if destinations and forbids in ("release", "transfer"):
            each.wrong("destination", "bar.destination", forbids=forbids)
        if start is not None and until is not None and until.latest < start.earliest:
            each.wrong("until", "value.order", str(until), start=str(start), end=str(until))
        if None in (identifier, order, court, covers, forbids, start):
            continue
        yield (
            Bar(
                identifier,  # type: ignore[arg-type]
                order,  # type: ignore[arg-type]
                court,  # type: ignore[arg-type]
                covers,  # type: ignore[arg-type]
                forbids,  # type: ignore[arg-type]
                start,  # type: ignore[arg-type]
                until,
                destinations,
                source,
            ),
            each,
        )


def read_statements(sheet: Sheet, note: At, ground: Ground) -> tuple[Statement, ...]:
    """The statements in a table; none where one of them cannot be taken (then it was noted)."""
    columns = ("person", "party", "code", "date", "source", "note")
    if not has_columns(sheet, note, columns[:3], columns):
        return ()
    cells = Cells(sheet, note)
    read = (
        cells.known("person", ground.who, "person.unknown"),
        cells.known("party", ground.parties, "party.unknown"),
        cells.known("code", CODES, "value.choice"),
        cells.dates("date"),
        cells.known("source", ground.sources, "source.unknown", blank=None),
        sheet.texts("note"),
    )
    return tuple(map(Statement, *read)) if cells.sound else ()


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
            yield Statement(person, party, code, date, source, words)  # type: ignore[arg-type]


def read_consents(sheet: Sheet, note: At, ground: Ground) -> tuple[Consent, ...]:
    """The consents in a table; none where one of them cannot be taken (then it was noted).

    What is said of a group holds for each of its people who says nothing else on that destination.
    """
    columns = ("person", "destination", "consents", "date")
    if not has_columns(sheet, note, ("person", "consents"), columns):
        return ()
    cells = Cells(sheet, note)
    answers: tuple[Consents, ...] = get_args(Consents)
    read = (
        cells.known("person", ground.who, "person.unknown"),
        cells.parsed("consents", _answer, "value.choice", known=listed(answers)),
        sheet.texts("destination"),
        cells.dates("date"),
    )
    if not cells.sound:
        return ()
    told: tuple[Consent, ...] = tuple(map(Consent, *read))
    return tuple(_each_member(told, ground)) if ground.groups else told


def _answer(text: str) -> Consents:
    """yes, no or not-asked; nothing is not-asked."""
    answers: dict[str, Consents] = {"yes": "yes", "no": "no", "not-asked": "not-asked"}
    answer = answers.get(text.lower() or "not-asked")
    if answer is None:
        raise ValueError(text)
    return answer


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
                known = (*simple, "{first: SELECTION, title: TEXT}", "{prefer: COLUMN}")
                note(
                    "value.choice",
                    item.line,
                    place,
                    key,
                    known=listed(known),
                    perhaps=perhaps(key, simple),
                )
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
        fields.close("first", "title")
        return None if column is None else Prefer(column)
    node, title = fields.node("first", needed=True), fields.text("title", needed=True)
    fields.close("prefer")
    if node is None or title is None:
        return None
    of = read_selection(node, fields.at("first").path, fields.note, ground.crowd)
    return None if of is None else First(title, of)


def has_columns(sheet: Sheet, note: At, needed: Iterable[str], known: Iterable[str]) -> bool:
    """Whether a table has the columns that it needs, and no other ones than those known."""
    known = tuple(known)
    missing = [name for name in needed if name not in sheet.columns]
    for name in sheet.columns:
        if name not in known:
            note("column.unknown", 1, name, name, known=listed(known), perhaps=perhaps(name, known))
    for name in missing:
        note("column.missing", 1, name, perhaps=perhaps(name, sheet.columns))
    return not missing


@define
class Cells:
    """The columns of a table, read text by text: each distinct one once."""

    sheet: Sheet
    note: At
    sound: bool = True

    def parsed(
        self, name: str, parse: Callable[[str], T], code: str, **params: str
    ) -> list[T | None]:
        """What each row says in a column; where `parse` raises ValueError, `code` is noted."""
        column = self.sheet.columns.get(name)
        if column is None:
            return [parse("")] * len(self.sheet)
        read: list[T | None] = []
        used = np.bincount(column.codes, minlength=len(column.values))
        for number, value in enumerate(column.values):
            try:
                read.append(parse(value) if used[number] else None)
            except ValueError:
                read.append(None)
                self.sound = False
                self.wrong(name, number, value, code, params)
        return list(map(read.__getitem__, column.codes.tolist()))

    def wrong(
        self, name: str, number: int, value: str, code: str, params: Mapping[str, str]
    ) -> None:
        for line in islice(self.sheet.rows_with(name, number), EACH + 1):
            self.note(code, line, name, value, **params)

    def known(
        self, name: str, known: Collection[str], code: str, *, blank: object = ""
    ) -> list[str | None]:
        """Texts of which each must be known; where `blank` is None, an empty one is none."""

        def parse(text: str) -> str | None:
            if blank is None and not text:
                return None
            if text not in known:
                raise ValueError(text)
            return text

        return self.parsed(name, parse, code, known=listed(sorted(islice(known, 30))))

    def dates(self, name: str) -> list[PartialDate | None]:
        return self.parsed(name, _date, "value.date")


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
