"""CSV in any common encoding and with any common separator: found out, shown, never repaired."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import charset_normalizer
from attrs import frozen

from canje.base.findings import At
from canje.intake.headers import words_known
from canje.intake.marks import plain
from canje.intake.readers import CELLS, ROWS, Grid, Settings, drop_ours
from canje.intake.table import CELL, COLUMNS

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

ENCODINGS = (
    "windows-1252", "windows-1250", "windows-1251", "windows-1256", "koi8-r", "koi8-u",
    "iso-8859-5", "iso-8859-6", "iso-8859-1", "iso-8859-15", "cp850", "cp852", "cp866", "cp720",
    "mac-cyrillic", "mac-roman", "mac-arabic", "windows-1255", "windows-1254", "windows-1253",
    "gb18030", "shift_jis", "utf-16-le", "utf-16-be",
)  # fmt: skip
"""Encodings that are tried where the bytes are no UTF-8."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SAMPLE = 2**16

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\ud800-\udfff\ue000-\uf8ff]")
"""What shows that a text was read in a wrong encoding."""


@frozen
class Decoded:
    """A text, the encoding that it was read in, and what speaks for it."""

    text: str
    encoding: str
    why: str
    doubt: str = ""  # another encoding that fits as well


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


def decode(data: bytes, wanted: str | None, note: At) -> Decoded | None:
    """The text of a file, in the encoding that a person named or that the bytes speak for."""
    if wanted is not None:
        try:
            return Decoded(data.decode(wanted).removeprefix("\ufeff"), wanted, "as said")
        except (UnicodeError, LookupError) as problem:
            note("list.not-in", value=wanted, problem=str(problem)[:100])
            return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding, "it begins with its mark")
            except UnicodeError as problem:
                note("list.not-in", value=encoding, problem=str(problem)[:100])
                return None
    for encoding in ("utf-16-le", "utf-16-be") if b"\0" in data[:_SAMPLE] else ():
        with suppress(UnicodeError):
            text = data.decode(encoding)
            if not _CONTROLS.search(text):
                return Decoded(text, encoding, "every other byte is as in it")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "all bytes are")
    except UnicodeDecodeError as problem:
        nearly = problem
    found = _best(data)
    if found is None:
        at = nearly.start
        note(
            "file.encoding", data.count(b"\n", 0, at) + 1,
            value=repr(data[at : at + 4])[2:-1], byte=str(at),
        )  # fmt: skip
    return found


def _best(data: bytes) -> Decoded | None:
    """The encoding in which most headers are words that headers say; else the library's choice."""
    sample = data[:_SAMPLE]
    texts: dict[str, str] = {}
    for encoding in _candidates(sample):
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError as problem:
            if problem.end < len(sample) - 4 or len(data) <= _SAMPLE:
                continue
            text = sample[: problem.start].decode(encoding)
        except LookupError:
            continue
        if not _CONTROLS.search(text):
            texts[encoding] = text
    score: dict[str, tuple[int, int]] = {}
    for place, (name, text) in enumerate(texts.items()):
        words = _header_words(text)
        score[name] = (words, -_COMMON.index(name) if words else -place)
    for name in sorted(score, key=score.__getitem__, reverse=True):
        try:
            whole = data.decode(name)
        except UnicodeDecodeError:
            continue
        words = score[name][0]
        return Decoded(whole, name, _why(words), _doubt(name, texts, score))
    return None


_COMMON = [codecs.lookup(each).name for each in ENCODINGS]


def _candidates(sample: bytes) -> list[str]:
    """The library's choices, the likeliest first, then all others."""
    matches = charset_normalizer.from_bytes(
        sample, cp_isolation=[each.replace("-", "_") for each in ENCODINGS]
    )
    chosen = [codecs.lookup(each.encoding).name for each in matches]
    return list(dict.fromkeys([*(each for each in chosen if each in _COMMON), *_COMMON]))


def _header_words(text: str) -> int:
    """How many cells of one of the first rows are words that headers say, with foreign letters."""
    most = 0
    for line in text.splitlines()[:12]:
        separator = max(SEPARATORS, key=line.count)
        cells = [cell.strip(' "') for cell in line.split(separator)]
        most = max(most, sum(not cell.isascii() and words_known(cell) for cell in cells))
    return most


def _why(words: int) -> str:
    if words:
        return (
            f"{words} of its headers are words in it" if words > 1 else "a header is a word in it"
        )
    return "a guess from the frequency of its letters"


def _doubt(name: str, texts: dict[str, str], score: dict[str, tuple[int, int]]) -> str:
    """Another encoding that has as many words and gives another text."""
    if score[name][0] > 1:
        rivals = [each for each in texts if each != name and score[each][0] >= score[name][0]]
    else:
        rivals = [each for each in list(texts)[:6] if each != name]
    return next((each for each in rivals if texts[each] != texts[name]), "")


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
