"""Which row names the columns, and what each column says: guessed from its header, with the reason.

A guess is shown before anything is taken in; what a person says instead is kept for the party.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import evolve, frozen

from canje.base.findings import At
from canje.intake.grid import Grid, Settings
from canje.intake.headers import FIELDS, LANGUAGES, normal, phrases
from canje.intake.headrows import bare_places, header_rows, joined
from canje.intake.marks import clean

LOOK = 40
"""Rows among which the one that names the columns is looked for."""

NONE = "-"
"""The field of a column that a person does not want read."""

Why = Literal[
    "said", "kept", "same", "part", "holds", "close", "alone", "beside", "over", "near", ""
]
"""Why a column has its field: a person said so, or did for the party's list before; the header is a
phrase that is known, one of its parts is, it holds one, it is close to one; a part of the name
stands alone, or the name stands beside its parts; a header above says of what; a place is told by
the column beside it. Nothing: the column is not understood."""

_RANK = {
    "said": 0,
    "kept": 1,
    "same": 2,
    "alone": 2,
    "beside": 2,
    "over": 2,
    "near": 6,
    "part": 3,
    "holds": 4,
    "close": 5,
}


@frozen
class Mapped:
    """A column: its place from 0, its header as written, its field and why; `phrase` and
    `languages` are what the header was found to say."""

    column: int
    header: str
    field: str = ""
    why: Why = ""
    phrase: str = ""
    languages: tuple[str, ...] = ()


@frozen
class Head:
    """The row that names the columns (-1 where none does), and what they say."""

    row: int
    columns: tuple[Mapped, ...]

    def of(self, field: str) -> Mapped | None:
        return next((each for each in self.columns if each.field == field), None)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the headers, the commonest first."""
        told = [each.languages[0] for each in self.columns if len(each.languages) == 1]
        told = [each for each in told if each != "field"]
        return tuple(sorted(set(told), key=lambda language: (-told.count(language), language)))


def read_head(grid: Grid, settings: Settings, note: At) -> Head | None:
    """Find the row of headers and map the columns; None where a list cannot be read so."""
    row = _head_row(grid, settings, note)
    if row is None:
        return None
    width = max((len(each) for each in grid.rows[max(row, 0) :]), default=0)
    texts = grid.rows[row] if row >= 0 else []
    if row >= 0 and grid.form in ("csv", "xlsx"):
        row, texts = header_rows(grid, row)
    names = [clean(text)[0][:120] for text in texts] + [""] * (width - len(texts))
    line = (grid.lines[row] or None) if row >= 0 else None  # headers of a format have no line
    columns = _guesses(names)
    if grid.form not in ("pfif", "ftm"):  # there every field is named by the format
        columns = _places(_beside(columns))
    columns = _told(columns, settings, line, note)
    return _sound(Head(row, tuple(_once(columns, line, note))), line, note)


def _head_row(grid: Grid, settings: Settings, note: At) -> int | None:
    """The place of the row that names the columns; -1 for none, None where it cannot be told."""
    if settings.header == 0:
        return -1
    if settings.header is not None:
        if settings.header in grid.lines:
            return grid.lines.index(settings.header)
        note("list.no-header", value=str(settings.header))
        return None
    if grid.form in ("pfif", "ftm"):
        return 0
    said = {
        normal(each) for each in (*settings.columns, *settings.kept) if not each.startswith("#")
    }
    best, most = None, 0
    for number, cells in enumerate(grid.rows[:LOOK]):
        if grid.form in ("csv", "xlsx"):
            cells = header_rows(grid, number)[1]
        filled = [cell for cell in cells if cell.strip()]
        guesses = (_guess(0, clean(cell)[0][:120], near=False) for cell in filled)
        fields = {each.field for each in guesses if each.field}
        known = len(fields) + sum(normal(cell[:120]) in said for cell in filled)
        if known > most and (known > 1 or len(filled) <= 2):
            best, most = number, known
    if best is None:
        if any(key.startswith("#") for key in settings.columns):
            return -1
        note("list.no-header")
    return best


def _guesses(names: Sequence[str]) -> list[Mapped]:
    return [_guess(number, name) for number, name in enumerate(names)]


def _guess(column: int, header: str, *, near: bool = True) -> Mapped:
    """What a header says, by the surest of four ways; the last, slow one is for near misses."""
    known = phrases()
    whole = normal(header)
    if not whole:
        return Mapped(column, header)
    if whole in known:
        found = known[whole]
        return Mapped(column, header, found.field, "same", whole, found.languages)
    if (field := joined(header)) is not None:
        return Mapped(column, header, field, "over")
    if header.strip() in FIELDS:  # letter for letter: "Place" may be any place
        return Mapped(column, header, header.strip(), "same", header.strip(), ("field",))
    for part in re.split(r"[/|()\[\]\n:;،,]| [-–—] ", header):
        each = normal(part)
        if each in known and each not in ("n", "m", "no"):
            found = known[each]
            return Mapped(column, header, found.field, "part", each, found.languages)
    held = [
        p for p in known if len(p) > 3 and f" {p} " in f" {whole} " and len(p) * 2 >= len(whole)
    ]
    if held:
        phrase = max(held, key=lambda each: (len(each), each))
        return Mapped(column, header, known[phrase].field, "holds", phrase, known[phrase].languages)
    if near and 4 <= len(whole) <= 48:
        close = difflib.get_close_matches(whole, known, 1, 0.86)
        if close:
            found = known[close[0]]
            return Mapped(column, header, found.field, "close", close[0], found.languages)
    return Mapped(column, header)


_BARE = frozenset(map(normal, ("name", "names", "الاسم", "اسم", "الإسم")))


def _beside(columns: list[Mapped]) -> list[Mapped]:
    """The name beside its parts is the given name; a given name alone is the whole name."""
    fields = {each.field for each in columns}
    parts = fields & {"family", "father", "patronymic"}
    made = []
    for each in columns:
        if each.field == "name" and each.phrase in _BARE and parts and "given" not in fields:
            each = evolve(each, field="given", why="beside")
        elif each.field == "given" and not parts and "name" not in fields:
            each = evolve(each, field="name", why="alone")
        made.append(each)
    return made


def _places(columns: list[Mapped]) -> list[Mapped]:
    """A column that says `place` and not of what, read by what stands beside it."""
    found = bare_places([each.field for each in columns], [each.header for each in columns])
    return [
        evolve(each, field=found[each.column], why="near") if each.column in found else each
        for each in columns
    ]


def _told(columns: list[Mapped], settings: Settings, line: int | None, note: At) -> list[Mapped]:
    """What a person said of this list, or of the party's list before, takes the guess's place."""
    by_name: dict[str, list[int]] = {}
    for each in columns:
        by_name.setdefault(normal(each.header), []).append(each.column)
    said: dict[int, tuple[str, Why]] = {}
    ways: tuple[tuple[Mapping[str, str], Why], ...] = (
        (settings.kept, "kept"),
        (settings.columns, "said"),
    )
    for told, why in ways:
        for header, field in told.items():
            if field != NONE and field not in FIELDS:
                note("list.field", line, header, field, among=(*FIELDS, NONE))
                continue
            place = re.fullmatch(r"#([0-9]{1,3})", header)
            at = [int(place[1]) - 1] if place else by_name.get(normal(header), [])
            if any(0 <= number < len(columns) for number in at):
                said |= dict.fromkeys(at[:1], (field, why))
            elif why == "said":
                note("column.missing", line, header, among=[each.header for each in columns])
    taken = {field for field, _ in said.values()}
    made = []
    for each in columns:
        if each.column in said:
            field, why = said[each.column]
            each = evolve(each, field="" if field == NONE else field, why=why)
        elif each.field in taken:
            each = Mapped(each.column, each.header)
        made.append(each)
    return made


def _once(columns: list[Mapped], line: int | None, note: At) -> list[Mapped]:
    """Each field once: the surest column has it; two that are as sure must be told apart."""
    best: dict[str, list[Mapped]] = {}
    for each in columns:
        if each.field:
            best.setdefault(each.field, []).append(each)
    made = {each.column: each for each in columns}
    for field, many in best.items():
        many.sort(key=lambda each: _RANK[each.why])
        if len(many) > 1 and _RANK[many[0].why] == _RANK[many[1].why] and field in _MATTER:
            note("list.column-twice", line, many[1].header, field, first=many[0].header)
        for each in many[1:]:
            made[each.column] = Mapped(each.column, each.header)
    return [made[each.column] for each in columns]


_MATTER = frozenset(FIELDS) - {"note", "status", "contact", "home", "number", "reference", "aka"}
"""Fields that must not be taken from one of two columns by chance."""


def _sound(head: Head, line: int | None, note: At) -> Head | None:
    for each in head.columns:
        if not each.field and each.header and each.why == "":
            note("list.unread", line, each.header)
        if each.why == "near":
            note("list.place", line, each.header, what=FIELDS[each.field])
    if not any(head.of(name) for name in ("name", "given", "family")):
        note("list.no-name", line, among=[each.header for each in head.columns if each.header])
        return None
    return head


def hints(header: str) -> tuple[str | None, str | None]:
    """The order of a date and the calendar, where a header says them.

    >>> hints("DOB (dd/mm/yyyy)"), hints("تاريخ الميلاد هـ")
    (('day-first', None), (None, 'hijri'))
    """
    text = header.casefold()
    order = None
    if re.search(
        r"\b(d{1,2}|дд|día|dia|day|يوم|день)\W{0,3}(m{1,2}|мм|mes|month|شهر|месяц|місяць)\b", text
    ):
        order = "day-first"
    elif re.search(r"\b(m{1,2}|month)\W{0,3}(d{1,2}|day)\b", text):
        order = "month-first"
    calendar = None
    if re.search(r"هجري|(?<!\w)هـ?(?!\w)|hijri|\bah\b|хиджр", text):
        calendar = "solar-hijri" if "شمسي" in text else "hijri"
    elif re.search(r"ميلادي(?!\w)|gregorian|григориан", text):
        calendar = "gregorian"
    return order, calendar


def language_words(languages: Sequence[str]) -> str:
    return " or ".join(LANGUAGES[each] for each in languages)
