"""A list's bytes become a list: header found, columns mapped, every cell read, all or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import define, field, frozen

from canje.base.dates import PartialDate, age_on
from canje.base.findings import At, Finding, Findings
from canje.base.people import Codes, Column
from canje.intake import remarks
from canje.intake.aside import Shape, aside
from canje.intake.cellwise import (
    Cell,
    read_age,
    read_country,
    read_number,
    read_sex,
    read_state,
    read_text,
)
from canje.intake.child import LIMITS, Limits
from canje.intake.columns import Head, Mapped, read_head
from canje.intake.datecells import DateColumn, read_dates
from canje.intake.dates import Bounds
from canje.intake.grid import NOTHING_SAID, Grid, Settings
from canje.intake.lists import Entries, Kind, List
from canje.intake.readers import read_grid
from canje.intake.remarks import honoured, says

NAMES = (
    "name",
    "given",
    "father",
    "grandfather",
    "patronymic",
    "family",
    "family2",
    "mother",
    "aka",
)
"""Fields that hold names."""

_SPOKEN = NAMES[:-2]
"""Parts of the name that is spoken."""

_PERSONAL = (
    "mother", "born", "born_place", "age", "sex", "nationality", "taken", "taken_place", "place",
    "id_number", "service_number", "rank", "unit", "home", "status", "health", "charge",
)  # fmt: skip
"""Facts that are said of persons only."""

_NUMBERS = ("id_number", "service_number", "reference")

Lines = npt.NDArray[np.int64]

KEPT = 200_000
"""Findings that are kept for the corrected copy, at most."""


@frozen(kw_only=True)
class About:
    """What is known of a list beside its bytes: whose, of what kind, which version, of when."""

    party: str
    kind: Kind
    date: PartialDate
    file: str
    series: str = ""
    version: int = 1
    one_each: bool = False

    @property
    def name(self) -> str:
        return self.series or f"{self.party}-{self.kind}"

    @property
    def id(self) -> str:
        return f"{self.name}-{self.version}"


@define
class Remarks:
    """Notes findings about one list, and keeps every one with its line for the corrected copy."""

    findings: Findings
    file: str
    by_line: dict[int, list[Finding]] = field(factory=dict)
    kept: int = 0

    def __call__(
        self,
        code: str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        *,
        among: Iterable[str] | None = None,
        **params: str,
    ) -> None:
        known = None if among is None else tuple(among)
        self.findings.add(code, self.file, row, column, value, among=known, **params)
        if row is not None and self.kept < KEPT:
            self.kept += 1
            words = {"value": value or "", "column": column or "", "known": "", "perhaps": ""}
            finding = Finding(code, self.file, row, column, value, words | params)
            self.by_line.setdefault(row, []).append(finding)


@frozen(eq=False)
class Read:
    """What came of reading a list. `list` is None where anything is to be mended first.

    `head` says what the columns were taken for, `dates` how their dates are written.
    """

    about: About
    sha256: str
    findings: tuple[Finding, ...]
    grid: Grid | None = None
    head: Head | None = None
    dates: Mapping[str, DateColumn] = field(factory=dict)
    list: List | None = None
    by_line: Mapping[int, Sequence[Finding]] = field(factory=dict)

    @property
    def is_sound(self) -> bool:
        return self.list is not None


def read_list(
    data: bytes,
    about: About,
    settings: Settings = NOTHING_SAID,
    limits: Limits = LIMITS,
) -> Read:
    """Read a list; everything that is wrong with it is found in one go."""
    findings = Findings()
    note = Remarks(findings, about.file)
    digest = hashlib.sha256(data).hexdigest()
    grid = read_grid(data, about.file, settings, note, limits)
    if grid is None:
        return Read(about, digest, findings.all(), by_line=note.by_line)
    head = read_head(grid, settings, note)
    if head is None:
        return Read(about, digest, findings.all(), grid, by_line=note.by_line)
    reading = _Reading(grid, head, about, settings, note)
    entries = reading.entries()
    made = None
    if not findings.errors():
        made = List(
            id=about.id, party=about.party, kind=about.kind, version=about.version,
            date=about.date, file=about.file, sha256=digest, entries=entries, series=about.name,
            one_each=about.one_each, form=grid.form,
        )  # fmt: skip
    return Read(about, digest, findings.all(), grid, head, reading.dates, made, note.by_line)


@define
class _Reading:
    """Reads the rows under the header, column by column, each distinct text once."""

    grid: Grid
    head: Head
    about: About
    settings: Settings
    note: At
    lines: list[int] = field(factory=list)
    rows: list[list[str]] = field(factory=list)
    dates: dict[str, DateColumn] = field(factory=dict)
    refused: set[int] = field(factory=set)  # rows whose name is there, and was found wrong

    def entries(self) -> Entries:
        self._rows()
        if not self.rows:
            self.note("list.empty")
        lines = np.array(self.lines, np.int64)
        written: dict[str, Column] = {}
        facts: dict[str, Column] = {}
        for each in self.head.columns:
            raw = self._column(each.column)
            name = _free(each.header or f"#{each.column + 1}", written)
            clean = self._cells(raw, each, lines, read_text(each.field in NAMES))
            if not (each.header or each.field or any(clean.values)):
                continue
            written[name] = clean
            if each.field:
                facts |= self._facts(each, clean, lines)
        facts["name"] = self._names(facts, lines)
        facts |= self._remarks(facts, lines)
        self._ages(facts, lines)
        self._doubles(written, facts, lines)
        return Entries(self._ids(), facts, written, lines)

    def _rows(self) -> None:
        """The rows of entries: those under the header that hold something and are no header."""
        grid, start = self.grid, self.head.row + 1
        names = grid.rows[self.head.row] if self.head.row >= 0 else None
        needed = max(len(grid.rows[self.head.row]), 1) if self.head.row >= 0 else 1
        for line, row in zip(grid.lines[start:], grid.rows[start:], strict=True):
            if not any(cell.strip() for cell in row):
                continue
            if row == names:
                self.note("list.header-again", line)
                continue
            if grid.form == "csv" and len(row) != needed and self.head.row >= 0:
                self.note("csv.ragged", line, value=f"{len(row)} cells", width=str(needed))
            self.lines.append(line)
            self.rows.append(row)
        self._set_aside()
        first = self.lines[0] if self.lines else 0
        for top, bottom, area in grid.merged:
            if bottom >= first > 0:
                self.note("list.merged", top, None, area)

    def _set_aside(self) -> None:
        """Sums and signatures are no entries; a format that holds persons alone has none."""
        if self.grid.form not in ("csv", "xlsx"):
            return
        places = {each.field: each.column for each in self.head.columns if each.field}
        shape = Shape(
            frozenset(places[each] for each in _SPOKEN if each in places),
            frozenset(places[each] for each in _PERSONAL if each in places),
            places.get("number"),
        )
        found = aside(self.rows, shape)
        for place, why in found.items():
            self.note(why.code, self.lines[place], None, why.text, **why.params)
        kept = [place for place in range(len(self.rows)) if place not in found]
        self.lines = [self.lines[place] for place in kept]
        self.rows = [self.rows[place] for place in kept]

    def _column(self, place: int) -> Column:
        number: dict[str, int] = {}
        codes = np.empty(len(self.rows), np.int32)
        for row, cells in enumerate(self.rows):
            text = cells[place] if place < len(cells) else ""
            codes[row] = number.setdefault(text, len(number))
        return Column(tuple(number) or ("",), codes)

    def _cells(
        self, column: Column, where: Mapped, lines: Lines, read: Callable[[str], Cell]
    ) -> Column:
        """Read each distinct text of a column, and note what is wrong on every line with it."""
        made: list[str] = []
        told: dict[int, Cell] = {}
        for number, text in enumerate(column.values):
            cell = read(text)
            made.append(cell.text)
            if cell.notes:
                told[number] = cell
        if told:
            wrong = np.zeros(len(column.values), np.bool_)
            wrong[list(told)] = True
            name = where.header or f"#{where.column + 1}"
            for row in np.flatnonzero(wrong[column.codes]).tolist():
                number = int(column.codes[row])
                if not told[number].text and where.field in NAMES:
                    self.refused.add(row)
                for code, params in told[number].notes:
                    self.note(code, int(lines[row]), name, column.values[number], **params)
        return _recoded(made, column.codes)

    def _facts(self, where: Mapped, clean: Column, lines: Lines) -> dict[str, Column]:
        """What a column says in the field that it was taken for."""
        match where.field:
            case "born" | "taken":
                return self._dates(where, clean, lines)
            case "age":
                return {"age": self._cells(clean, where, lines, read_age)}
            case "sex":
                return {"sex": self._sexes(clean, where, lines)}
            case "health":
                read = read_state(where.phrase or where.header)
                return {"health": clean, "health_code": self._cells(clean, where, lines, read)}
            case "nationality":
                code = self._cells(clean, where, lines, read_country)
                return {"nationality": clean, "nationality_code": code}
            case name if name in _NUMBERS:
                return {name: self._cells(clean, where, lines, read_number)}
            case name:
                return {name: clean}

    def _sexes(self, clean: Column, where: Mapped, lines: Lines) -> Column:
        """Sexes, with a notice where the letters of the column say what M is."""
        made = self._cells(clean, where, lines, read_sex(clean.values))
        if any(text in ("M", "m") and each == "f" for text, each in _pairs(clean, made)):
            line = self.grid.lines[self.head.row] if self.head.row >= 0 else None
            self.note("sex.letters", line, where.header)
        return made

    def _dates(self, where: Mapped, clean: Column, lines: Lines) -> dict[str, Column]:
        """Dates with what they leave open, and ages that stand in their place."""
        bounds = Bounds.before(self.about.date.latest, 110 if where.field == "born" else 60)
        typed = self.grid.typed.get(where.column, frozenset())
        found = read_dates(
            clean, where.header, typed, self.settings.dates.get(where.field), bounds,
            self.grid.epoch, where.field == "born",
        )  # fmt: skip
        self.dates[where.field] = found.habits
        line = self.grid.lines[self.head.row] if self.head.row >= 0 else None
        for code, value, params in found.notes:
            self.note(code, line, where.header, value, **params)
        cells = dict(zip(clean.values, found.cells, strict=True))
        made = {where.field: self._cells(clean, where, lines, cells.__getitem__)}
        if any(found.either):
            made[f"{where.field}_either"] = _recoded(found.either, clean.codes)
        if any(found.ages):
            made["age_written"] = _recoded(found.ages, clean.codes)
        return made

    def _names(self, facts: dict[str, Column], lines: Lines) -> Column:
        """The whole name of every entry: as it stands, else made of its parts."""
        parts = [facts[each] for each in _ORDERS[self._way(facts)] if each in facts]
        if "name" in facts:
            names = facts["name"].texts()
        else:
            columns = [each.texts() for each in parts]
            names = [" ".join(filter(None, each)) for each in zip(*columns, strict=True)]
        for row, name in enumerate(names):
            if not name and row not in self.refused:
                self.note("entry.no-name", int(lines[row]), "name")
        return Column.of(names) if names else Column(("",), np.zeros(0, np.int32))

    def _remarks(self, facts: Mapping[str, Column], lines: Lines) -> dict[str, Column]:
        """What remarks say in passing, `died` or `released`: a question for whoever asks."""
        found: list[dict[str, None]] = [{} for _ in lines]
        ways = [(name, says) for name in remarks.FIELDS]
        for name, read in (*ways, ("name", honoured)):
            if name not in facts:
                continue
            column = facts[name]
            told = [read(text) for text in column.values]
            for row, code in enumerate(column.codes.tolist()):
                for each in told[code]:
                    if each not in found[row]:
                        found[row][each] = None
                        self.note(f"entry.says-{each}", int(lines[row]), name, column.values[code])
        return {"says": Column.of(" ".join(each) for each in found)} if any(found) else {}

    def _way(self, facts: Mapping[str, Column]) -> str:
        return "patronymic" if "patronymic" in facts else "chain"

    def _ages(self, facts: dict[str, Column], lines: Lines) -> None:
        """Ages written in the place of dates; and ages that the dates of birth contradict."""
        written = facts.pop("age_written", None)
        if written is not None:
            ages = facts["age"].texts() if "age" in facts else [""] * len(written)
            facts["age"] = Column.of(a or b for a, b in zip(ages, written.texts(), strict=True))
        if "age" not in facts or "born" not in facts:
            return
        born, age, day = facts["born"], facts["age"], self.about.date
        for row in range(len(born)):
            if not (born[row] and age[row]):
                continue
            low, high = _age_range(PartialDate.parse(born[row]), day)
            if not low - 1 <= int(age[row]) <= high + 1:
                self.note("age.differs", int(lines[row]), "age", age[row], born=born[row])

    def _doubles(
        self, written: Mapping[str, Column], facts: Mapping[str, Column], lines: Lines
    ) -> None:
        """Rows that say the same, and numbers that stand twice."""
        number = next((each.header for each in self.head.columns if each.field == "number"), None)
        codes = [column.codes for name, column in written.items() if name != number]
        if codes and len(lines) > 1:
            rows = np.ascontiguousarray(np.stack(codes, axis=1))
            first: dict[bytes, int] = {}
            for row, line in zip(rows, lines.tolist(), strict=True):
                at = first.setdefault(row.tobytes(), line)
                if at != line:
                    self.note("entry.twice", line, first=str(at))
        for name in _NUMBERS:
            if name in facts:
                self._same(name, facts[name], lines)

    def _same(self, name: str, column: Column, lines: Lines) -> None:
        count = Counter(column.codes.tolist())
        first: dict[int, int] = {}
        for row, code in enumerate(column.codes.tolist()):
            if count[code] > 1 and column.values[code]:
                line = int(lines[row])
                at = first.setdefault(code, line)
                if at != line:
                    what = name.replace("_", " ")
                    self.note(
                        "entry.same-number", line, name, column.values[code],
                        what=what, first=str(at),
                    )  # fmt: skip

    def _ids(self) -> tuple[str, ...]:
        """`LIST#LINE`; where several entries stand on one line, their place on it as well."""
        count: Counter[int] = Counter()
        ids = []
        for line in self.lines:
            count[line] += 1
            ids.append(f"{self.about.id}#{line}" + (f".{count[line]}" if count[line] > 1 else ""))
        return tuple(ids)


_ORDERS = {
    "chain": ("given", "father", "grandfather", "family", "family2"),
    "patronymic": ("family", "given", "patronymic"),
}


def _pairs(one: Column, other: Column) -> set[tuple[str, str]]:
    """The texts that stand for each other in two columns of the same rows."""
    codes = set(zip(one.codes.tolist(), other.codes.tolist(), strict=True))
    return {(one.values[first], other.values[second]) for first, second in codes}


def _age_range(born: PartialDate, day: PartialDate) -> tuple[int, int]:
    exact = age_on(born, day)
    if exact is not None:
        return exact, exact
    return day.earliest.year - born.latest.year - 1, day.latest.year - born.earliest.year


def _free(name: str, taken: Mapping[str, Column]) -> str:
    """The name of a column, made different where another has it."""
    made, number = name, 1
    while made in taken:
        number += 1
        made = f"{name} ({number})"
    return made


def _recoded(texts: Sequence[str], codes: Codes) -> Column:
    """A column whose distinct texts became others, some of them equal."""
    number = {text: code for code, text in enumerate(dict.fromkeys(texts))}
    recode = np.fromiter(map(number.__getitem__, texts), np.int32, len(texts))
    return Column(tuple(number), recode[codes])
