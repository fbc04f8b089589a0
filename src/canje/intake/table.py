"""CSV as a table of columns: each distinct text once, a code per row, every defect a finding.

Rows are read in batches, so that memory holds one batch of cells and the distinct texts, and what
is asked of a cell is asked once for each distinct text.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.findings import HIDDEN, At
from canje.base.people import Codes, Column
from canje.intake.files import CSV_BYTES, opened, reason

ROWS = 2_000_000
"""Rows of one file, at most."""

COLUMNS = 200
"""Columns of one file, at most."""

CELL = 32_767
"""Characters in one cell, at most: what a cell of a spreadsheet can hold."""

LINE_BYTES = 8 * 2**20
"""Bytes in one line, at most."""

CELLS = 40_000_000
"""Cells of one file, at most."""

DISTINCT = 6_000_000
"""Different texts in the columns of one file, at most: they are what takes memory."""

SEPARATORS = ",;\t"

_CHUNK = 2**20
_BATCH = 4_000


@frozen(eq=False)
class Sheet:
    """A table as read: columns by name, and for each row the line of the file it starts on."""

    columns: Mapping[str, Column]
    lines: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.lines)

    def texts(self, name: str) -> list[str]:
        """The text of every row in a column; a column that is not there is blank."""
        column = self.columns.get(name)
        return column.texts() if column is not None else [""] * len(self)


class _Stop(Exception):
    """Nothing more can be read of this file; the reason is noted."""


def read_csv(path: Path, note: At) -> Sheet | None:
    """Read a CSV file; None where nothing of it can be used (then the reason is noted)."""
    with opened(path, CSV_BYTES, note) as stream:
        if stream is None:
            return None
        try:
            return _Reading(note).read(stream)
        except _Stop:
            return None
        except OSError as problem:
            note("file.unreadable", problem=reason(problem))
            return None


def parse_csv(data: bytes, note: At) -> Sheet | None:
    """Read CSV from bytes in memory."""
    try:
        return _Reading(note).read(io.BytesIO(data))
    except _Stop:
        return None


class _Reading:
    def __init__(self, note: At) -> None:
        self.note = note
        self.codes: list[defaultdict[str, int]] = []
        self.parts: list[list[Codes]] = []
        self.lines: list[npt.NDArray[np.int64]] = []

    def read(self, stream: BinaryIO) -> Sheet | None:
        chunks = self._chunks(stream)
        first = next(chunks, "")
        head, separator = _header_line(first)
        if not head.strip():
            self.note("csv.empty")
            return None
        lines = chain.from_iterable(
            io.StringIO(chunk, newline="") for chunk in chain((first,), chunks)
        )
        reader = csv.reader(lines, delimiter=separator, strict=True)
        header = self._header(self._next(reader, 1))
        self._rows(reader, len(header))
        return self._sheet(header)

    def _chunks(self, stream: BinaryIO) -> Iterator[str]:
        """The file as text, cut at the ends of lines; stops at bytes that are no UTF-8."""
        decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        at, line, rest = 0, 1, ""
        while data := stream.read(_CHUNK):
            try:
                text = decode(data)
            except UnicodeDecodeError as problem:
                raise self._no_text(problem, at + len(data), line) from None
            at += len(data)
            cut = text.rfind("\n") + 1
            if cut:
                yield rest + text[:cut]
                rest, line = text[cut:], line + text.count("\n")
            else:
                rest += text
            if len(rest) > LINE_BYTES:
                self.note("csv.line-too-long", line, most=f"{LINE_BYTES // 2**20} MB")
                raise _Stop
        try:
            decode(b"", final=True)
        except UnicodeDecodeError as problem:
            raise self._no_text(problem, at, line) from None
        yield rest

    def _no_text(self, problem: UnicodeDecodeError, end: int, line: int) -> _Stop:
        """Note bytes that are no UTF-8; what was decoded last ends at position `end`."""
        data, start = problem.object, problem.start
        self.note(
            "file.encoding",
            line + data.count(b"\n", 0, start),
            value=repr(data[start : start + 4])[2:-1],
            byte=str(end - len(data) + start),
        )
        return _Stop()

    def _next(self, reader: Iterator[list[str]], line: int) -> list[str]:
        try:
            return next(reader, [])
        except csv.Error as problem:
            raise self._malformed(problem, line) from None

    def _malformed(self, problem: csv.Error, line: int) -> _Stop:
        if "field limit" in str(problem):
            self.note("text.too-long", line, most=f"{CELL:,}", length="more than 131,072")
        else:
            self.note("csv.malformed", line, problem=str(problem))
        return _Stop()

    def _header(self, names: list[str]) -> list[str]:
        self._within("columns", len(names), COLUMNS)
        names = [unicodedata.normalize("NFC", name).strip() for name in names]
        seen: set[str] = set()
        for number, name in enumerate(names, 1):
            if not name:
                self.note("csv.header-empty", 1, f"#{number}")
            elif not name.isprintable():
                self.note("text.hidden", 1, f"#{number}", name)
            elif len(name) > 64:
                self.note("text.too-long", 1, f"#{number}", name, most="64", length=str(len(name)))
            elif name in seen:
                self.note("csv.header-twice", 1, name, name)
            seen.add(name)
        return names

    def _rows(self, reader: csv.Reader, width: int) -> None:  # type: ignore[name-defined]
        for _ in range(width):
            codes: defaultdict[str, int] = defaultdict()
            codes.default_factory = codes.__len__  # a new text gets the next number
            self.codes.append(codes)
            self.parts.append([])
        total = 0
        while True:
            line = reader.line_num + 1
            batch: list[list[str]] = []
            stop: _Stop | None = None
            try:
                batch.extend(islice(reader, _BATCH))
            except csv.Error as problem:
                stop = self._malformed(problem, line + sum(map(_height, batch)))
            if batch:
                total += len(batch)
                self._within("rows", total, ROWS)
                self._within("cells", total * width, CELLS)
                self._take(batch, line, reader.line_num, width)
                self._within("different texts", sum(map(len, self.codes)), DISTINCT)
            if stop:
                raise stop
            if len(batch) < _BATCH:
                return

    def _within(self, what: str, number: int, most: int) -> None:
        if number > most:
            self.note("csv.too-much", what=what, most=f"{most:,}")
            raise _Stop

    def _take(self, batch: list[list[str]], line: int, last: int, width: int) -> None:
        """Encode a batch of rows that stands on the lines from `line` to `last`."""
        if last - line + 1 == len(batch):
            lines = np.arange(line, last + 1, dtype=np.int64)
        else:  # cells with line breaks
            lines = np.fromiter(_starts(batch, line), np.int64, len(batch))
        if set(map(len, batch)) != {width}:
            keep = []
            for row, (at, cells) in enumerate(zip(lines.tolist(), batch, strict=True)):
                if not cells:
                    continue
                keep.append(row)
                if len(cells) != width:
                    self.note("csv.ragged", at, value=f"{len(cells)} cells", width=str(width))
                    cells[:] = (cells + [""] * width)[:width]
            batch = [batch[row] for row in keep]
            lines = lines[np.array(keep, np.intp)]
            if not batch:
                return
        self.lines.append(lines)
        for number, column in enumerate(zip(*batch, strict=True)):
            codes = map(self.codes[number].__getitem__, column)
            self.parts[number].append(np.fromiter(codes, np.int32, len(batch)))

    def _sheet(self, header: list[str]) -> Sheet:
        lines = np.concatenate(self.lines) if self.lines else np.zeros(0, np.int64)
        columns: dict[str, Column] = {}
        blank = np.ones(len(lines), np.bool_)
        for name, codes, parts in zip(header, self.codes, self.parts, strict=True):
            rows = np.concatenate(parts) if parts else np.zeros(0, np.int32)
            column = self._column(name, tuple(codes), rows, lines)
            empty = np.fromiter((not value for value in column.values), np.bool_)
            blank &= empty[column.codes]
            if name:
                columns.setdefault(name, column)
        if blank.any():  # rows of separators alone, as spreadsheets leave them behind
            keep = np.flatnonzero(~blank)
            lines = lines[keep]
            columns = {name: column.take(keep) for name, column in columns.items()}
        return Sheet(columns, lines)

    def _column(
        self, name: str, values: tuple[str, ...], rows: Codes, lines: npt.NDArray[np.int64]
    ) -> Column:
        """Check each distinct text once, and take the spaces around it away."""
        everything = "".join(values)
        if max(map(len, values), default=0) > CELL or not everything.isprintable():
            for code, value in enumerate(values):
                hidden = HIDDEN.search(value)
                if not hidden and len(value) <= CELL:
                    continue
                for line in lines[np.flatnonzero(rows == code)[:100]].tolist():
                    if hidden:
                        self.note("text.hidden", line, name, value)
                    else:
                        self.note(
                            "text.too-long",
                            line,
                            name,
                            value,
                            most=f"{CELL:,}",
                            length=f"{len(value):,}",
                        )
        clean = [value.strip() for value in values]
        if not everything.isascii():
            clean = [unicodedata.normalize("NFC", value) for value in clean]
        if clean == list(values):
            return Column(values, rows)
        number = {value: code for code, value in enumerate(dict.fromkeys(clean))}
        recode = np.fromiter(map(number.__getitem__, clean), np.int32, len(clean))
        return Column(tuple(number), recode[rows])


def _starts(batch: list[list[str]], line: int) -> Iterator[int]:
    for cells in batch:
        yield line
        line += _height(cells)


def _height(cells: list[str]) -> int:
    """The lines that a row takes."""
    text = "\x1f".join(cells)
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")


def _header_line(chunk: str) -> tuple[str, str]:
    """The first line, and the separator that it holds most of, outside quotes."""
    line = chunk[: CELL * 4].split("\n", 1)[0].rstrip("\r")
    outside = "".join(line.split('"')[::2])
    return line, max(SEPARATORS, key=outside.count)
