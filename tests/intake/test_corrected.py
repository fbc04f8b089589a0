"""The copy to send back: the same table with its findings, harmless, and read again as it was."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from canje.intake.corrected import HEADER, corrected, suffix
from tests.intake.made import column, pfif, read, sound, xlsx

BAD = 'List,,\nFull name,Age,Remarks\nAda,444,=HYPERLINK("http://x")\n,20,-1\n'


def sheet_of(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_every_row_says_what_is_wrong_with_it() -> None:
    """In a last column; the general findings stand in its header."""
    text = corrected(read(BAD)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[:3] for row in rows[:2]] == [["List", "", ""], ["Full name", "Age", "Remarks"]]
    assert rows[1][3].startswith(HEADER)
    assert "Age: This is no age" in rows[2][3]
    assert "The row names nobody" in rows[3][3]


def test_nothing_in_it_is_a_formula() -> None:
    """In CSV a quote stands before it; in XLSX every cell is text."""
    rows = list(csv.reader(io.StringIO(corrected(read(BAD)).decode("utf-8-sig"))))
    assert rows[2][2] == '\'=HYPERLINK("http://x")'
    assert rows[3][2] == "'-1"

    def plain(sheet: Worksheet) -> None:
        sheet["B2"].value, sheet["B2"].data_type = "=1+1", "s"

    copy = sheet_of(corrected(read(xlsx([["Full name", "Remarks"], ["Ada", ""]], plain), "a.xlsx")))
    assert (copy["B2"].value, copy["B2"].data_type) == ("=1+1", "s")
    assert copy["B2"].quotePrefix


@pytest.mark.parametrize("file", ["a.csv", "a.xlsx"])
def test_the_copy_is_read_as_the_list_was(file: str) -> None:
    """Its column is left out, every cell is again what it was, lines included."""
    rows: list[list[object]] = [
        ["A title"], ["Full name", "Date of birth", "Remarks"],
        ["Ada", "1980-05-06", "=x"], ["Bo", "05/06/1981", "'=x"], ["Cy", "13/05/1981", ""],
    ]  # fmt: skip
    if file == "a.csv":
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        data = out.getvalue().encode().replace(b"A title", b"A title,,")
    else:
        rows[2][1] = dt.date(1980, 5, 26)
        data = xlsx(rows, lambda sheet: setattr(sheet["C3"], "data_type", "s"))
    first = read(data, file)
    again = read(corrected(first), file)
    assert first.grid is not None
    assert again.grid is not None
    assert again.grid.rows == first.grid.rows
    assert again.grid.lines == first.grid.lines
    assert again.grid.typed == first.grid.typed
    assert [(e.code, e.row) for e in again.findings] == [(e.code, e.row) for e in first.findings]


def test_real_dates_stay_real_dates() -> None:
    """But not those before March 1900, which spreadsheets count wrongly."""
    rows: list[list[object]] = [["Full name", "DOB"], ["Ada", dt.date(1980, 5, 26)]]
    copy = sheet_of(corrected(read(xlsx(rows), "a.xlsx")))
    assert copy["B2"].value == dt.datetime(1980, 5, 26)  # noqa: DTZ001  (cells have no zone)


def test_the_same_bytes_every_time() -> None:
    """A copy has no clock in it."""
    data = xlsx([["الاسم الرباعي"], ["سالم ناصر"]])
    copies = [corrected(read(data, "a.xlsx")) for _ in range(2)]
    assert copies[0] == copies[1]
    assert sheet_of(copies[0]).sheet_view.rightToLeft


def test_controls_are_shown_as_lost() -> None:
    """XML cannot hold them, and nobody can see them."""
    copy = corrected(read("Full name\nA\0da\n"))
    assert "A\ufffdda" in copy.decode("utf-8-sig")


def test_other_formats_give_csv() -> None:
    """A list in XML or JSON comes back as a table."""
    made = read(pfif("<pfif:full_name>12</pfif:full_name>"), "a.xml")
    assert suffix(made) == ".csv"
    assert b"name.no-letters" not in corrected(made)
    assert b"no letters" in corrected(made)


def test_no_copy_of_what_could_not_be_read() -> None:
    """There is nothing to copy."""
    with pytest.raises(ValueError, match="nothing"):
        corrected(read(b"%PDF"))


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_any_cell_comes_back(rows: list[tuple[str, str]]) -> None:
    """Whatever stands in them, from CSV to copy to CSV."""
    out = io.StringIO()
    csv.writer(out).writerows([("Full name", "Remarks"), *rows])
    first = read(out.getvalue(), columns={"Full name": "name"}, header=1, separator=",")
    if first.grid is None:
        return
    again = read(corrected(first), header=1, separator=",")
    assert again.grid is not None
    assert again.grid.rows == first.grid.rows


def test_mended_in_the_copy_it_can_be_taken() -> None:
    """That is what the copy is for."""
    copy = corrected(read(BAD)).decode("utf-8-sig")
    mended = copy.replace("444", "44").replace("\r\n,20", "\r\nBo,20")
    assert column(sound(mended), "name") == ["Ada", "Bo"]
