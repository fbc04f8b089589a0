"""Made-up lists for tests: read from bytes, and spreadsheets made in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from canje.base.dates import PartialDate
from canje.intake.child import LIMITS, Limits
from canje.intake.grid import Settings
from canje.intake.lists import List
from canje.intake.reading import About, Read, read_list

DAY = PartialDate.parse("2025-04-20")


def read(
    data: str | bytes, file: str = "list.csv", limits: Limits = LIMITS, **settings: Any
) -> Read:
    """Read a list of the North, held, of 20 April 2025."""
    raw = data.encode() if isinstance(data, str) else data
    about = About(party="NO", kind="held", date=DAY, file=file)
    return read_list(raw, about, Settings(**settings), limits)


def sound(data: str | bytes, file: str = "list.csv", **settings: Any) -> List:
    """A list that can be taken; fails with its findings where it cannot."""
    made = read(data, file, **settings)
    assert made.list is not None, [(each.code, each.row, each.value) for each in made.findings]
    return made.list


def codes(made: Read) -> list[str]:
    return [each.code for each in made.findings]


def column(made: List, name: str) -> list[str]:
    return made.entries.column(name).texts()


def xlsx(
    rows: Sequence[Sequence[object]], change: Callable[[Worksheet], None] = lambda _: None
) -> bytes:
    """A spreadsheet of one sheet; `change` spoils it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "List"
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, named: Mapping[str, bytes | None]) -> bytes:
    """The same archive with some parts replaced, added or (None) left out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename not in named:
                new.writestr(info, old.read(info))
        for name, part in named.items():
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def pfif(*people: str, space: str = "http://zesty.ca/pfif/1.4") -> bytes:
    body = "\n".join(f"<pfif:person>{each}</pfif:person>" for each in people)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="{space}">\n{body}\n'
        "</pfif:pfif>\n"
    ).encode()
