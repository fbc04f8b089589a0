"""The cells of a table read as values: each distinct text once, each wrong cell a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

import numpy as np
from attrs import define

from canje.base.dates import PartialDate
from canje.base.findings import EACH, At
from canje.intake.table import Sheet

T = TypeVar("T")


class Fault(ValueError):
    """A text that cannot stand where it stands: the finding's code and its parameters."""

    def __init__(self, code: str, among: Collection[str] | None = None, **params: str) -> None:
        super().__init__(code)
        self.code, self.among, self.params = code, among, params


@define
class Cells:
    """The columns of a table; `sound` says whether every cell could be read so far."""

    sheet: Sheet
    note: At
    sound: bool = True

    def read(self, name: str, parse: Callable[[str], T]) -> list[T | None]:
        """What each distinct text in a column says.

        Where `parse` raises Fault the cells with that text are noted, and say nothing.
        """
        column = self.sheet.columns[name]
        values: list[T | None] = []
        faults: dict[int, Fault | str] = {}
        told: Counter[str] = Counter()
        used = np.bincount(column.codes, minlength=len(column.values)).astype(bool).tolist()
        for number, (text, is_used) in enumerate(zip(column.values, used, strict=True)):
            value = None
            if is_used:
                try:
                    value = parse(text)
                except Fault as fault:  # one that will not be shown is only counted
                    told[fault.code] += 1
                    fault.__traceback__ = None
                    faults[number] = fault if told[fault.code] <= EACH else fault.code
            values.append(value)
        self._note(name, faults)
        return values

    def rows(self, name: str, parse: Callable[[str], T]) -> list[T | None]:
        """What each row says in a column; where there is no such column, what nothing says."""
        if name not in self.sheet.columns:
            return [parse("")] * len(self.sheet)
        values = self.read(name, parse)
        return list(map(values.__getitem__, self.sheet.columns[name].codes.tolist()))

    def known(self, name: str, known: Collection[str], code: str) -> list[str | None]:
        """Texts of which each must be known."""

        def parse(text: str) -> str:
            if text not in known:
                raise Fault(code, known)
            return text

        return self.rows(name, parse)

    def known_or_none(self, name: str, known: Collection[str], code: str) -> list[str | None]:
        """Texts of which each must be known or empty."""

        def parse(text: str) -> str | None:
            if text and text not in known:
                raise Fault(code, known)
            return text or None

        return self.rows(name, parse)

    def dates(self, name: str) -> list[PartialDate | None]:
        return self.rows(name, date)

    def _note(self, name: str, faults: Mapping[int, Fault | str]) -> None:
        if not faults:
            return
        self.sound = False
        column = self.sheet.columns[name]
        wrong = np.zeros(len(column.values), np.bool_)
        wrong[list(faults)] = True
        rows = np.flatnonzero(wrong[column.codes])
        lines, codes = self.sheet.lines[rows].tolist(), column.codes[rows].tolist()
        for line, code in zip(lines, codes, strict=True):
            fault, text = faults[code], column.values[code]
            if isinstance(fault, str):
                self.note(fault, line, name, text)
            else:
                self.note(fault.code, line, name, text, among=fault.among, **fault.params)


def date(text: str) -> PartialDate | None:
    """A date, or None where the cell is empty; raises Fault."""
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        raise Fault("value.date") from None


def has_columns(
    sheet: Sheet, note: At, needed: Collection[str], known: tuple[str, ...] | None = None
) -> bool:
    """Whether a table has the columns that it needs; others than those known are noted."""
    for name in sheet.columns if known is not None else ():
        if name not in (known or ()):
            note("column.unknown", 1, name, name, among=known)
    missing = [name for name in needed if name not in sheet.columns]
    for name in missing:
        note("column.missing", 1, name, among=tuple(sheet.columns))
    return not missing
