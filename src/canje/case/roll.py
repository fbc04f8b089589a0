"""The roll: everyone in one table, in the order of their ids, with what follows from the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import compress, count, islice
from operator import eq, lt

import numpy as np
import numpy.typing as npt
from attrs import define, field

from canje.base.dates import PartialDate, age_on
from canje.base.findings import At
from canje.base.people import Codes, Column, People
from canje.case.people import PEOPLE, Group, number, read_groups, read_rows
from canje.intake.cells import Cells, Fault
from canje.intake.table import CELLS, COLUMNS, Sheet
from canje.intake.tree import Node

Lines = npt.NDArray[np.int64]

_SHOWN = 12
"""Runs of lines that a notice about many people names, at most."""


@define(eq=False)
class Roll:
    """Everyone who was read, and where each stands, so that what is wrong can be found again."""

    sheet: Sheet | None
    groups: list[Group]
    rows_at: At
    groups_at: At
    _columns: dict[str, Column]
    _order: npt.NDArray[np.intp] | None = None
    _group_of: npt.NDArray[np.intp] = field(factory=lambda: np.zeros(0, np.intp))

    @classmethod
    def read(
        cls,
        sheet: Sheet | None,
        node: Node | None,
        parties: frozenset[str],
        rows_at: At,
        groups_at: At,
    ) -> Roll:
        """Read the rows and the groups."""
        columns = {} if sheet is None else read_rows(sheet, rows_at, parties)
        groups = [] if node is None else read_groups(node, groups_at, parties)
        return cls(sheet, groups, rows_at, groups_at, columns)

    @property
    def is_readable(self) -> bool:
        """Whether the rows have the columns without which nobody can be told from them."""
        return self.sheet is None or bool(self._columns)

    def people(self, date: PartialDate | None) -> People:
        """All people in one table, with `status`, `group` and `age` on the case's date."""
        names = dict.fromkeys(
            (*self._columns, *(name for each in self.groups for name in each.facts))
        )
        names.pop("id", None)
        ids = self._columns["id"].texts() if self._columns else []
        total = len(ids) + sum(group.count for group in self.groups)
        if self._is_too_much(total, len(names)):
            return People((), {})
        for group in self.groups:
            ids.extend(group.ids())
        sizes = [group.count for group in self.groups]
        self._group_of = np.repeat(np.arange(len(sizes)), sizes)
        if not all(map(lt, ids, islice(ids, 1, None))):
            self._order = np.array(sorted(range(total), key=ids.__getitem__), np.intp)
            ids = list(map(ids.__getitem__, self._order.tolist()))
            self._note_twice(ids)
        self._note_ambiguous(ids)
        columns = {name: self._joined(name) for name in (*names, "status")}
        if self.groups:
            columns["group"] = self._joined("group")
        if "born" in columns and date is not None:
            columns["age"] = _age(columns["born"], columns.get("age"), date)
        return People(tuple(ids), columns)

    def note_destinations(self, known: Collection[str]) -> None:
        """Note the destinations that are nothing that the case knows, each once."""
        said: set[str] = set()
        for value, note, line in self._written("destination"):
            for part in value.split("|"):
                if part and part not in known and part not in said:
                    said.add(part)
                    note("destination.unknown", line, "destination", part, among=known)

    def note_unsought(self) -> None:
        """Note for whom nobody asks: how many, and where they stand, once a file."""
        if self.sheet is not None and self._columns:
            column = self._columns.get("beneficiary")
            lines = self.sheet.lines
            if column is not None:
                blank = np.array([not value for value in column.values], np.bool_)
                lines = lines[blank[column.codes]]
            _unsought(self.rows_at, lines.tolist(), len(lines))
        groups = [each for each in self.groups if not each.facts.get("beneficiary")]
        _unsought(
            self.groups_at,
            [group.line for group in groups],
            sum(group.count for group in groups),
        )

    def note_unsummable(self, column: str) -> None:
        """Note what the objective cannot sum in a column."""
        if self.sheet is not None and column in self.sheet.columns:
            Cells(self.sheet, self.rows_at).read(column, number)
        elif self.sheet is not None and len(self.sheet):
            self.rows_at("column.missing", 1, column, among=tuple(self.sheet.columns))
        for group in self.groups:
            value = group.facts.get(column, "")
            try:
                number(value)
            except Fault as fault:
                self.groups_at(fault.code, group.line, column, value, **fault.params)

    def _is_too_much(self, people: int, columns: int) -> bool:
        note = self.groups_at if self.groups else self.rows_at
        for what, size, most in (
            ("people", people, PEOPLE),
            ("columns", columns, COLUMNS),
            ("people times columns", people * columns, CELLS),
        ):
            if size > most:
                note("people.too-much", value=f"{size:,}", most=f"{most:,}", what=what)
                return True
        return False

    def _written(self, name: str) -> Iterator[tuple[str, At, int]]:
        """The distinct texts in a column, with where each stands first."""
        if name in self._columns and self.sheet is not None:
            column = self._columns[name]
            codes, rows = np.unique(column.codes, return_index=True)
            lines = self.sheet.lines[rows].tolist()
            for code, line in zip(codes.tolist(), lines, strict=True):
                yield column.values[code], self.rows_at, line
        for group in self.groups:
            yield group.facts.get(name, ""), self.groups_at, group.line

    def _joined(self, name: str) -> Column:
        """A column of the rows and a fact of the groups in one, in the order of ids."""
        blank = "held" if name == "status" else ""
        column = self._columns.get(name)
        alone = len(self._columns["id"]) if self._columns else 0
        values = [blank] if column is None else list(column.values)
        codes = np.zeros(alone, np.int32) if column is None else column.codes
        if self.groups:
            codes = np.concatenate([codes, (self._group_of + len(values)).astype(np.int32)])
            for group in self.groups:
                own = group.id if name == "group" else group.facts.get(name, "")
                values.append(own or blank)
        return settled(values, codes if self._order is None else codes[self._order])

    def place_of(self, person: int) -> tuple[At, str, int]:
        """What notes findings about the person, the file, and the line."""
        row = person if self._order is None else int(self._order[person])
        alone = len(self._columns["id"]) if self._columns else 0
        if row < alone and self.sheet is not None:
            return self.rows_at, "people.csv", int(self.sheet.lines[row])
        return self.groups_at, "groups.yaml", self.groups[int(self._group_of[row - alone])].line

    def _note_twice(self, ids: list[str]) -> None:
        same = map(eq, ids, islice(ids, 1, None))
        for person in compress(count(1), same):
            _, where, first = self.place_of(person - 1)
            note, _, line = self.place_of(person)
            note("id.duplicate", line, "id", ids[person], first=str(first), where=where)

    def _note_ambiguous(self, ids: list[str]) -> None:
        """A group may not have a person's id: a statement could be about either."""
        wanted = {group.id: group for group in self.groups}
        for person, identifier in enumerate(ids if wanted else ()):
            if (group := wanted.get(identifier)) is not None:
                _, where, first = self.place_of(person)
                self.groups_at(
                    "id.duplicate", group.line, "id", identifier, first=str(first), where=where
                )


def _unsought(note: At, lines: Sequence[int], people: int) -> None:
    if not people:
        return
    runs = _ranges(lines)
    shown = ("line " if len(lines) == 1 else "lines ") + ", ".join(runs[:_SHOWN])
    if len(runs) > _SHOWN:
        shown += ", and more"
    who = "1 person, who stays" if people == 1 else f"{people:,} people, who stay"
    note("people.unsought", lines[0], "beneficiary", who=who, lines=shown)


def _ranges(lines: Sequence[int]) -> list[str]:
    """Lines that follow one another, as one.

    >>> _ranges([2, 3, 4, 7])
    ['2-4', '7']
    """
    there = set(lines)
    first = [line for line in lines if line - 1 not in there]
    last = [line for line in lines if line + 1 not in there]
    runs = zip(first, last, strict=True)
    return [str(start) if start == end else f"{start}-{end}" for start, end in runs]


def settled(values: list[str], codes: Codes) -> Column:
    """A column whose values are sorted, each of them once, and all of them used."""
    used = np.flatnonzero(np.bincount(codes, minlength=len(values))).tolist()
    texts = sorted({values[code] for code in used})
    place = {text: number for number, text in enumerate(texts)}
    recode = np.zeros(len(values), np.int32)
    recode[used] = [place[values[code]] for code in used]
    return Column(tuple(texts), recode[codes])


def _age(born: Column, own: Column | None, date: PartialDate) -> Column:
    """The age written down, and else the one that the date of birth leaves no doubt about."""
    ages = [age_on(PartialDate.parse(text), date) if text else None for text in born.values]
    values = ["" if age is None or age < 0 else str(age) for age in ages]
    if own is None:
        return settled(values, born.codes)
    blank = np.array([not value for value in own.values])
    codes = np.where(blank[own.codes], born.codes + len(own.values), own.codes)
    return settled([*own.values, *values], codes.astype(np.int32))
