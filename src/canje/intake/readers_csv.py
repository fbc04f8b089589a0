"""CSV in any common encoding and with any common separator: found out, shown, never repaired."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from canje.base.findings import At
from canje.intake.encodings import decode
from canje.intake.grid import CELLS, ROWS, Grid, Settings, drop_ours
from canje.intake.marks import plain
from canje.intake.table import CELL, COLUMNS

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

_SAMPLE = 2**16


def read_csv_grid(data: bytes, settings: Settings, note: At) -> Grid | None:
    """Read a list in CSV; None where it cannot be read (then the reason is noted)."""
    decoded = decode(data, settings.encoding, note)
    if decoded is None:
        return None
    text = decoded.text
    if not text.strip():
        note("list.empty")
        return None
    separator, why = separator_of(text, settings.separator)
    told = re.match(r"sep=(.)\r?\n", text)
    grid = Grid("csv", how={"encoding": f"{decoded.encoding} ({decoded.why})"})
    grid.how["separator"] = f"{SEPARATORS.get(separator, separator)} ({why})"
    if decoded.doubt:
        note("list.encoding", value=decoded.encoding, other=decoded.doubt, why=decoded.why)
    try:
        _rows(text, separator, grid, note, skip=1 if told else 0)
    except csv.Error as problem:
        line = grid.lines[-1] + 1 if grid.lines else 1
        if "field limit" in str(problem):
            note("text.too-long", line, most=f"{CELL:,}", length="more than 131,072")
        else:
            note("csv.malformed", line, problem=str(problem))
        return None
    except _TooMuch as much:
        note("list.too-much", what=much.what, most=f"{much.most:,}")
        return None
    drop_ours(grid)
    for row in grid.rows if "copy" in grid.how else ():
        row[:] = [plain(cell) for cell in row]
    return grid


class _TooMuch(Exception):
    def __init__(self, what: str, most: int) -> None:
        super().__init__(what)
        self.what, self.most = what, most


def _rows(text: str, separator: str, grid: Grid, note: At, skip: int) -> None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    known: dict[str, str] = {}
    line, cells, told = 1, 0, 0
    for row in reader:
        here, line = line, reader.line_num + 1
        if skip:
            skip -= 1
            continue
        if not any(row):
            continue
        cells += len(row)
        if len(row) > COLUMNS:
            raise _TooMuch("columns", COLUMNS)
        if len(grid.rows) >= ROWS:
            raise _TooMuch("rows", ROWS)
        if cells > CELLS:
            raise _TooMuch("cells", CELLS)
        for number, cell in enumerate(row) if max(map(len, row)) > CELL else ():
            if len(cell) > CELL and told < 100:
                told += 1
                note(
                    "text.too-long", here, f"#{number + 1}", cell,
                    most=f"{CELL:,}", length=f"{len(cell):,}",
                )  # fmt: skip
        grid.lines.append(here)
        grid.rows.append([known.setdefault(cell, cell) for cell in row])


def separator_of(text: str, wanted: str | None) -> tuple[str, str]:
    """The separator, and why: the one that gives most rows the same number of cells."""
    if wanted is not None:
        return {"tab": "\t", "\\t": "\t"}.get(wanted, wanted), "as said"
    told = re.match(r"sep=(.)\r?\n", text)
    if told is not None:
        return told[1], "its first line says so"
    best, most = ",", (0, 0)
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in _peek(text, separator))
        width, rows = max(widths.items(), key=lambda each: (each[0] > 1, each[1], each[0]))
        if width > 1 and (rows, width) > most:
            best, most = separator, (rows, width)
    if not most[0]:
        return best, "none was found: one column"
    return best, f"it gives {most[0]} of the first rows {most[1]} cells each"


def _peek(text: str, separator: str) -> Iterator[list[str]]:
    """The first rows, as far as they can be read."""
    reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=separator)
    try:
        for _, row in zip(range(60), reader, strict=False):
            if any(row):
                yield row
    except csv.Error:
        return
    finally:
        yield []
