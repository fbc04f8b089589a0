"""A list's bytes become rows of cells as written, whatever format they came in.

The format is told by the bytes, not by the file's name. Nothing is understood here yet: which row
names the columns, what they mean and what a date says is found out from the rows.
"""

from __future__ import annotations

from canje.base.findings import At
from canje.intake.child import LIMITS, Limits, Stopped, ask
from canje.intake.grid import Grid, Settings, drop_ours
from canje.intake.readers_csv import read_csv_grid
from canje.intake.readers_ftm import read_ftm

LIST_BYTES = 256 * 2**20
"""The largest list that is read."""

PACKED_BYTES = 32 * 2**20
"""The largest spreadsheet or XML file that is read."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_OTHERS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\0": "TIFF",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
}

_SUFFIXES = {
    "csv": ("csv", "txt", "tsv", "tab"),
    "xlsx": ("xlsx", "xlsm"),
    "pfif": ("xml", "pfif"),
    "ftm": ("json", "jsonl", "ndjson", "ijson", "ftm"),
}


def read_grid(
    data: bytes, file: str, settings: Settings, note: At, limits: Limits = LIMITS
) -> Grid | None:
    """Read a list's bytes; None where they cannot be read (then the reason is noted)."""
    form = form_of(data, note)
    if form is None:
        return None
    suffix = file.rpartition(".")[2].lower() if "." in file else ""
    if suffix and suffix not in _SUFFIXES[form] and any(suffix in s for s in _SUFFIXES.values()):
        note("list.suffix", value=f".{suffix}", form=form.upper())
    most = PACKED_BYTES if form in ("xlsx", "pfif") else LIST_BYTES
    if len(data) > most:
        note("file.too-large", value=f"{len(data):,} bytes", most=f"{most // 2**20} MB")
        return None
    if form == "csv":
        return read_csv_grid(data, settings, note)
    if form == "ftm":
        return read_ftm(data, note)
    return _from_child(form, data, settings, note, limits)


def form_of(data: bytes, note: At) -> str | None:
    """Which of the four formats the bytes are; None for another (then it is noted)."""
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    if data.startswith(_OLE):
        note("list.locked" if b"E\0n\0c\0r\0y\0p\0t\0e\0d" in data[: 2**20] else "list.old-form")
        return None
    for magic, name in _OTHERS.items():
        if data.startswith(magic):
            note("list.form", value=name)
            return None
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"")
    if head[:5].lower() == b"<?xml" or head.startswith((b"<!DOCTYPE", b"<pfif", b"<!--")):
        return "pfif"
    if head[:5].lower() in (b"<html", b"<!doc", b"<tabl"):
        note("list.form", value="HTML")
        return None
    if head.startswith(b"{") and b'"' in head:
        return "ftm"
    return "csv"


def _from_child(
    form: str, data: bytes, settings: Settings, note: At, limits: Limits
) -> Grid | None:
    """Read in a child process; nothing of what it said is used where it could not finish."""
    grid = Grid(form)
    wanted = {} if settings.sheet is None else {"sheet": settings.sheet}
    known: dict[str, str] = {}
    refused = False
    try:
        for said in ask(form, data, wanted, limits):
            match said:
                case ["rows", rows]:
                    for line, *cells in rows:
                        grid.lines.append(line)
                        grid.rows.append([known.setdefault(cell, cell) for cell in cells])
                case ["note", code, row, column, value, params]:
                    refused |= code in _END or (form == "pfif" and code == "text.too-long")
                    note(code, row, column, value, among=None, **params)
                case ["how", name, text]:
                    grid.how[name] = text
                case ["typed", column, texts]:
                    grid.typed[column] = frozenset(texts)
                case ["merged", first, last, area]:
                    grid.merged.append((first, last, area))
                case ["epoch", year]:
                    grid.epoch = year
    except Stopped as stopped:
        note(stopped.code, None, None, None, among=None, **_words(stopped))
        return None
    if not refused and not grid.rows:
        note("list.empty")
    if refused or not grid.rows:
        return None
    if form == "xlsx":
        grid.epoch = grid.epoch or 1900
        drop_ours(grid)
    return grid


_END = frozenset(
    {
        "list.damaged", "list.form", "list.too-much", "list.locked", "list.entities",
        "list.which-sheet", "list.no-sheet", "list.empty",
    }
)  # fmt: skip
"""Findings after which there are no rows to look at."""


def _words(stopped: Stopped) -> dict[str, str]:
    if stopped.code == "list.too-much":
        return {"what": "text", "most": stopped.why}
    return {"problem": stopped.why}
