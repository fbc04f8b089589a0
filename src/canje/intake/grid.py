"""What a list's readers are told, and what they make: rows of cells as written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import define, field, frozen

ROWS = 1_000_000
"""Rows of one list, at most."""

CELLS = 24_000_000
"""Cells of one list, at most."""

OURS = "canje: "
"""How the header of the column begins that a corrected copy has more than the list."""


def _readonly(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(texts))


@frozen(kw_only=True)
class Settings:
    """What a person said about how a list is to be read; the rest is found out, and shown.

    `columns` maps a header (or `#3`, the third column) to a field, or to `-` for none; `kept` is
    the same from the party's list before. `header` is the line that names the columns, 0 where no
    line does. `dates` maps a field to `day-first`, `month-first`, `hijri` or `solar-hijri`.
    """

    columns: Mapping[str, str] = field(factory=dict, converter=_readonly, hash=False)
    kept: Mapping[str, str] = field(factory=dict, converter=_readonly, hash=False)
    dates: Mapping[str, str] = field(factory=dict, converter=_readonly, hash=False)
    header: int | None = None
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None


NOTHING_SAID = Settings()


@define(eq=False)
class Grid:
    """Rows of cells as written, each with the line of the file that it starts on.

    `how` says what was found out about the file, and why. `typed` are, by column, the texts that
    stand for real dates of a spreadsheet; `epoch` is the year from which it counts days.
    """

    form: str
    rows: list[list[str]] = field(factory=list)
    lines: list[int] = field(factory=list)
    how: dict[str, str] = field(factory=dict)
    typed: dict[int, frozenset[str]] = field(factory=dict)
    merged: list[tuple[int, int, str]] = field(factory=list)
    epoch: int | None = None


def drop_ours(grid: Grid) -> None:
    """Leave out the column that a corrected copy of ours has more than the list."""
    head = next((row for row in grid.rows[:60] if row and row[-1].startswith(OURS)), None)
    if head is not None:
        column = len(head) - 1
        for row in grid.rows:
            del row[column:]
        grid.how["copy"] = "a corrected copy of canje, read without its column of findings"
