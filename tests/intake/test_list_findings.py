"""Every finding about a list, each brought about by one defect in an otherwise sound list."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from canje.base.listwords import LISTS
from canje.intake.child import Limits
from tests.intake.made import codes, pfif, read, repacked, xlsx

SOUND = "No,Full name,Date of birth,Sex,Age,Passport\n1,Ada Made-Up,1980-05-13,f,44,A1\n"


class Defect(NamedTuple):
    """A finding, the line and column that it points to, and the list that brings it about."""

    code: str
    row: int | None
    column: str | None
    data: str | bytes
    file: str = "list.csv"
    settings: dict[str, Any] = {}  # noqa: RUF012  (never changed)
    limits: Limits = Limits()


def row(*cells: str) -> str:
    """The sound list with one row more."""
    return SOUND + ",".join(cells) + "\n"


def born(*texts: str, header: str = "Date of birth") -> str:
    return f"Full name,{header}\n" + "".join(f"P{chr(65 + n)},{t}\n" for n, t in enumerate(texts))


SHEET = [["Full name", "Date of birth"], ["Ada Made-Up", "1980"]]


def two_sheets(state: str) -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    for cells in SHEET:
        first.append(cells)
    second = book.create_sheet("Other")
    second["A1"] = "x"
    second.sheet_state = state
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def locked() -> bytes:
    """An archive whose parts say that they are encrypted."""
    data = bytearray(xlsx(SHEET))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
        if data[at : at + 4] == b"PK\x03\x04":
            data[at + 6] |= 1
    return bytes(data)


def with_part(name: str) -> bytes:
    return repacked(xlsx(SHEET), {name: b"<a/>"})


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def merge(sheet: Worksheet) -> None:
    sheet.append(["Bo Made-Up", ""])
    sheet.merge_cells("B2:B3")


def formula(sheet: Worksheet) -> None:
    sheet["B2"] = "=1980"


def no_value(sheet: Worksheet) -> None:
    sheet["B2"] = "#N/A"


def long_number(sheet: Worksheet) -> None:
    sheet["B2"] = 1234567890123456789


def real_dates(sheet: Worksheet) -> None:
    sheet["B2"] = dt.date(1980, 5, 6)
    sheet.append(["Bo Made-Up", "13/05/1980"])


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PERSON = '{"id": "p", "schema": "Person", "properties": {"name": ["Ada Made-Up"]}}\n'

DEFECTS = [
    # the file
    Defect("list.form", None, None, b"%PDF-1.7\n"),
    Defect("list.form", None, None, repacked(xlsx(SHEET), {"xl/workbook.xml": None}), "a.xlsx"),
    Defect("list.form", None, None, b"<?xml version='1.0'?><a/>", "a.xml"),
    Defect("list.form", None, None, b"<html><table>", "a.xls"),
    Defect("list.old-form", None, None, OLE + b"\0" * 600, "a.xls"),
    Defect("list.locked", None, None, OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx"),
    Defect("list.locked", None, None, locked(), "a.xlsx"),
    Defect("list.suffix", None, None, xlsx(SHEET), "list.csv"),
    Defect("list.damaged", None, None, xlsx(SHEET)[:900], "a.xlsx"),
    Defect("list.damaged", 3, None, pfif("<pfif:full_name>A</pfif:name>"), "a.xml"),
    Defect("list.entities", None, None, b'<?xml version="1.0"?><!DOCTYPE a><a/>', "a.xml"),
    Defect("list.too-much", None, None, xlsx(SHEET), "a.xlsx", {}, Limits(inflated=100)),
    Defect("list.too-much", None, None, xlsx(SHEET), "a.xlsx", {}, Limits(cells=3)),
    Defect("list.too-much", None, None, xlsx(SHEET), "a.xlsx", {}, Limits(rows=1)),
    Defect("list.too-much", None, None, xlsx(SHEET), "a.xlsx", {}, Limits(parts=3)),
    Defect("list.too-much", None, None, "a," * 300 + "a\n"),
    Defect("list.stopped", None, None, xlsx(SHEET), "a.xlsx", {}, Limits(seconds=0.01)),
    Defect("list.empty", None, None, ""),
    Defect("list.empty", None, None, "Full name,Age\n"),
    Defect("list.empty", None, None, xlsx([]), "a.xlsx"),
    Defect("list.encoding", None, None, "Full name,Age\nJosé Ñu,30\n".encode("latin-1")),
    Defect("list.not-in", None, None, SOUND + "é", settings={"encoding": "ascii"}),
    Defect("list.not-in", None, None, SOUND, settings={"encoding": "no-such"}),
    Defect("list.which-sheet", None, None, two_sheets("visible"), "a.xlsx"),
    Defect("list.no-sheet", None, None, two_sheets("visible"), "a.xlsx", {"sheet": "Third"}),
    Defect("list.hidden-sheet", None, None, two_sheets("hidden"), "a.xlsx"),
    Defect("list.hidden-sheet", None, None, two_sheets("veryHidden"), "a.xlsx"),
    Defect("list.hidden-rows", None, None, xlsx(SHEET, hide), "a.xlsx"),
    Defect("list.formula", 2, "B", xlsx(SHEET, formula), "a.xlsx"),
    Defect("list.error-cell", 2, "B", xlsx(SHEET, no_value), "a.xlsx"),
    Defect("list.merged", 2, None, xlsx(SHEET, merge), "a.xlsx"),
    Defect("list.macros", None, None, with_part("xl/vbaProject.bin"), "a.xlsm"),
    Defect("list.outside", None, None, with_part("xl/externalLinks/externalLink1.xml"), "a.xlsx"),
    Defect("list.digits-lost", 2, "B", xlsx(SHEET, long_number), "a.xlsx"),
    Defect("ftm.line", 2, None, PERSON + '{"a": NaN}\n', "a.jsonl"),
    Defect("ftm.line", 2, None, PERSON + '{"schema": "Person", "schema": "Person"}\n', "a.jsonl"),
    Defect("ftm.line", 2, None, PERSON + "[" * 100_000 + "\n", "a.jsonl"),
    Defect("ftm.no-person", None, None, PERSON + '{"id": "c", "schema": "Company"}\n', "a.jsonl"),
    # its columns
    Defect("list.no-header", None, None, "a,b\n1,2\n"),
    Defect("list.no-header", None, None, SOUND, settings={"header": 9}),
    Defect("list.no-name", 1, None, "Age,Sex\n30,f\n"),
    Defect("list.field", 1, "Full name", SOUND, settings={"columns": {"Full name": "nam"}}),
    Defect("column.missing", 1, "Nom", SOUND, settings={"columns": {"Nom": "name"}}),
    Defect("list.column-twice", 1, "Full name", "Full name,Full name\nA B,C D\n"),
    Defect("list.unread", 1, "Zzyzx", "Full name,Zzyzx\nAda Made-Up,1\n"),
    Defect("list.place", 1, "Place", "Full name,Place\nAda Made-Up,Hill\n"),
    Defect("list.header-again", 3, None, SOUND + SOUND),
    Defect("csv.ragged", 3, None, row("2", "Bo Made-Up")),
    # its entries
    Defect("entry.no-name", 3, "name", row("2", "", "", "m", "", "")),
    Defect("entry.twice", 3, None, row("2", "Ada Made-Up", "1980-05-13", "f", "44", "A1")),
    Defect("entry.same-number", 3, "id_number", row("2", "Bo Made-Up", "", "m", "", "A1")),
    Defect("text.hidden", 3, "Full name", row("2", "Bo\0 Made-Up", "", "", "", "")),
    Defect("text.hidden", 3, "Full name", row("2", "Bo \u202eMade-Up", "", "", "", "")),
    Defect("text.hidden", 3, "Passport", row("2", "Bo Made-Up", "", "", "", "\x9f")),
    Defect("text.marks", 3, "Full name", row("2", "Bo\u200b Made-Up", "", "", "", "")),
    Defect("text.flood", 3, "Full name", row("2", "B" + "\u0301" * 9 + "o", "", "", "", "")),
    Defect("text.replaced", 3, "Full name", row("2", "B\ufffd Made-Up", "", "", "", "")),
    Defect("text.too-long", 3, "#2", row("2", "x" * 32_768, "", "", "", "")),
    Defect("text.too-long", 3, None, row("2", "x" * 200_000, "", "", "", "")),
    Defect("name.mixed", 3, "Full name", row("2", "Bо Made-Up", "", "", "", "")),
    Defect("name.no-letters", 3, "Full name", row("2", "12345", "", "", "", "")),
    Defect("age.none", 3, "Age", row("2", "Bo Made-Up", "", "", "222", "")),
    Defect("age.range", 3, "Age", row("2", "Bo Made-Up", "", "", "30-40", "")),
    Defect("age.differs", 3, "age", row("2", "Bo Made-Up", "1980-01-02", "", "20", "")),
    Defect("sex.unknown", 3, "Sex", row("2", "Bo Made-Up", "", "q", "", "")),
    Defect("sex.letters", 1, "Sexo", "Full name,Sexo\nAda Made-Up,M\nBo Made-Up,H\n"),
    Defect("row.total", 3, None, row("", "Total: 1", "", "", "", "")),
    Defect("row.total-differs", 3, None, row("", "Total: 9", "", "", "", "")),
    Defect("row.signature", 3, None, row("", "Firma: ____", "", "", "", "")),
    Defect("entry.says-died", 2, "note", "Full name,Remarks\nAda Made-Up,died\n"),
    Defect("entry.says-released", 2, "note", "Full name,Remarks\nAda Made-Up,released\n"),
    Defect("health.unknown", 2, "Health", "Full name,Health\nAda Made-Up,so so\n"),
    Defect("health.partly", 2, "Health", "Full name,Health\nAda Made-Up,wounded arm\n"),
    # its dates
    Defect("date.none", 2, "Date of birth", born("31/02/1980")),
    Defect("date.impossible", 2, "Date of birth", born("2031-01-01")),
    Defect(
        "date.order-broken", 2, "Date of birth", born("13/05/1980"),
        settings={"dates": {"born": "month-first"}},
    ),
    Defect("date.two-digits-read", 2, "Date of birth", born("13/05/80")),
    Defect("date.ambiguous", 2, "Date of birth", born("05/06/1980")),
    Defect("date.bounded", 2, "Date of birth", born("03/12/2025")),
    Defect("date.calendar", 2, "Date of birth", born("1365")),
    Defect("date.hijri", 2, "Date of birth", born("1405/9/1 AH")),
    Defect("date.solar", 2, "Date of birth", born("1365/1/1 SH")),
    Defect("date.about", 2, "Date of birth", born("c. 1980")),
    Defect("date.range", 2, "Date of birth", born("1980-1982")),
    Defect("date.serial", 2, "Date of birth", born("29221")),
    Defect("date.age", 2, "Date of birth", born("45 years")),
    Defect("date.swapped", 2, "Date of birth", xlsx(SHEET, real_dates), "a.xlsx"),
    Defect(
        "date.order", 1, "Date of birth",
        born("13/05/1980", "14/05/1980", "15/05/1980", "05/06/1980"),
    ),
    Defect("date.january", 1, "Date of birth", born(*[f"01/01/{1970 + n}" for n in range(12)])),
]  # fmt: skip

ELSEWHERE = {
    "date.two-digits": "tests/intake/test_dates.py: a list always has a day",
    "list.dates": "tests/case/test_lists.py",
    "list.changed": "tests/case/test_lists.py",
    "list.version": "tests/case/test_lists.py",
    "list.known": "tests/cli/test_lists.py",
    "list.index-form": "tests/case/test_lists.py",
    "list.unknown": "tests/cli/test_lists.py",
    "list.none": "tests/cli/test_reconcile.py",
    "health.differs": "tests/intake/test_health.py",
    "person.to-ask": "tests/intake/test_health.py",
}


@pytest.mark.parametrize(
    "defect", DEFECTS, ids=[f"{number}-{each.code}" for number, each in enumerate(DEFECTS)]
)
def test_a_defect_is_found_where_it_is(defect: Defect) -> None:
    """Its finding names the line and the column, and has words for why and for the mend."""
    made = read(defect.data, defect.file, defect.limits, **defect.settings)
    found = [each for each in made.findings if each.code == defect.code]
    assert found, codes(made)
    assert (defect.row, defect.column) in [(each.row, each.column) for each in found]
    for each in found:
        assert each.why
        assert each.mend
        words = each.why + each.mend
        assert "{" not in words.replace("{HEADER: name}", "").replace("{'#2': name}", "")
    if any(each.severity == "error" for each in made.findings):
        assert made.list is None


def test_the_sound_list_has_none() -> None:
    """What the defects are laid into is itself without any finding."""
    person = pfif("<pfif:full_name>Ada Made-Up</pfif:full_name>")
    files = ((SOUND, "a.csv"), (xlsx(SHEET), "a.xlsx"), (PERSON, "a.jsonl"), (person, "a.xml"))
    for data, file in files:
        assert codes(read(data, file)) == []


def test_every_code_about_lists_is_brought_about() -> None:
    """No words without a defect."""
    assert {each.code for each in DEFECTS} | set(ELSEWHERE) >= set(LISTS)


def test_several_defects_are_told_at_once() -> None:
    """Nobody mends a list one finding after the other."""
    made = read("Full name,Date of birth,Age\n,31/02/1980,200\n12,x,y\n")
    assert set(codes(made)) == {"entry.no-name", "date.none", "age.none", "name.no-letters"}
    assert made.list is None


def test_two_parts_of_one_name_are_refused() -> None:
    """Which of the two a reader takes differs from reader to reader."""
    out = io.BytesIO(xlsx(SHEET))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    assert codes(read(out.getvalue(), "a.xlsx")) == ["list.damaged"]
