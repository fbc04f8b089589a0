"""CSV as handed over: every text as it was written, every defect with its place."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.base.findings import HIDDEN, Finding, Findings
from canje.intake import table
from canje.intake.table import Sheet, parse_csv, read_csv


def parse(data: str | bytes) -> tuple[Sheet | None, tuple[Finding, ...]]:
    findings = Findings()
    raw = data.encode() if isinstance(data, str) else data
    return parse_csv(raw, findings.at("a.csv")), findings.all()


def rows(data: str | bytes) -> list[tuple[str, ...]]:
    sheet, found = parse(data)
    assert found == ()
    assert sheet is not None
    return list(zip(*(sheet.texts(name) for name in sheet.columns), strict=True))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separators_line_ends_and_byte_order_marks(separator: str, end: str, mark: str) -> None:
    """What spreadsheets of several countries and systems write is read alike."""
    lines = [["id", "name"], ["1", 'a, "b"; c'], ["2", "d"]]
    text = mark + end.join(
        separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    )
    assert rows(text) == [("1", 'a, "b"; c'), ("2", "d")]


def test_a_separator_in_a_quoted_header_does_not_count() -> None:
    """The separator is the one that stands most often outside quotes."""
    assert rows('id;"a,b,c,d"\n1;x\n') == [("1", "x")]


def test_spaces_around_and_forms_of_letters() -> None:
    """Spaces around a cell are no part of it, and composed letters equal decomposed ones."""
    sheet, _ = parse("id,name\n 1 , e\u0301\n2,\u00e9\n3,\u00a0\u00e9\u3000\n")
    assert sheet is not None
    assert sheet.texts("name") == ["\u00e9"] * 3
    assert sheet.columns["name"].values == ("\u00e9",)
    assert sheet.texts("id") == ["1", "2", "3"]


def test_lines_are_counted_over_line_breaks_in_cells() -> None:
    """The row of a finding is the line on which it starts, whatever stands before it."""
    sheet, found = parse('id,note\n1,"a\nb\r\nc"\n\n2,x,y\n3,\n,\n4,z\n')
    assert sheet is not None
    assert sheet.texts("id") == ["1", "2", "3", "4"]
    assert sheet.lines.tolist() == [2, 6, 7, 9]
    assert [(each.code, each.row, each.value) for each in found] == [("csv.ragged", 6, "3 cells")]


def test_rows_of_separators_alone_are_no_rows() -> None:
    """Spreadsheets leave them behind."""
    assert rows("id,name\n1,a\n,\n , \n") == [("1", "a")]


def test_a_column_that_is_not_there_is_blank() -> None:
    """Reading an optional column needs no question."""
    sheet, _ = parse("id\n1\n2\n")
    assert sheet is not None
    assert sheet.texts("note") == ["", ""]


def test_a_header_alone_is_a_table_without_rows() -> None:
    """Nobody is nobody, not a defect."""
    assert rows("id,name\n") == []


@pytest.mark.parametrize("at", [0, 5, 2**20 - 1, 2**20, 2**20 + 1, 3 * 2**20])
def test_bytes_that_are_no_text_are_found_at_their_position(at: int) -> None:
    """Also where they stand on the border of two chunks."""
    data = bytearray(b"id,n\n" + b"1,2\n" * 2**20)
    data[at : at + 1] = b"\xe9"  # the first byte of a letter that has no second one
    sheet, (finding,) = parse(bytes(data))
    assert sheet is None
    assert (finding.code, finding.params["byte"]) == ("file.encoding", str(at))
    assert finding.row == bytes(data[:at]).count(b"\n") + 1


def test_a_letter_without_its_end() -> None:
    """A file that breaks off within a letter is no text either."""
    sheet, (finding,) = parse(b"id,n\n1,2\n3,\xd8")
    assert sheet is None
    assert (finding.code, finding.row, finding.params["byte"]) == ("file.encoding", 3, "11")


def test_a_letter_cut_by_the_end_of_a_chunk_is_whole_again() -> None:
    """UTF-8 letters of several bytes may lie across two chunks."""
    for shift in range(2):
        data = f"id,n\n{'1' * shift},x\n" + "2,\u0639\n" * 300_000
        assert set(rows(data)[1:]) == {("2", "\u0639")}


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066"])
def test_hidden_characters_are_found_in_every_cell(character: str) -> None:
    """Controls, and what turns the direction of writing, in whichever rows they stand."""
    _, found = parse(f"id,name\n1,a\n2,x{character}y\n3,a\n4,x{character}y\n")
    assert [(each.code, each.row, each.column) for each in found] == [
        ("text.hidden", 3, "name"),
        ("text.hidden", 5, "name"),
    ]
    assert all((each.value or "").isprintable() for each in found)


def test_tabs_and_line_breaks_may_stand_in_a_cell() -> None:
    """A note may have lines."""
    assert rows('id,note\n1,"a\n\tb"\n') == [("1", "a\n\tb")]


def test_a_quote_that_is_never_closed_is_found_where_it_opens() -> None:
    """It would swallow the rest of the file: the finding names the line where it began."""
    _, (finding,) = parse('id,note\n1,"a\nb"\n2,"a\n' + "b\n" * 100)
    assert (finding.code, finding.row) == ("csv.malformed", 4)
    _, (finding,) = parse('id,note\n1,"a\nb"\n2,"a\n' + "b\n" * 100_000)
    assert (finding.code, finding.row) == ("text.too-long", 4)


@pytest.mark.parametrize(
    ("limit", "most", "what"),
    [("ROWS", 5, "rows"), ("CELLS", 9, "cells"), ("DISTINCT", 5, "different texts")],
)
def test_limits(limit: str, most: int, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows, cells and different texts are counted while reading."""
    monkeypatch.setattr(table, limit, most)
    _, (finding,) = parse("id,n\n" + "".join(f"{i},x\n" for i in range(6)))
    assert (finding.code, finding.params["what"]) == ("csv.too-much", what)
    assert f"more than {most} {what}" in finding.why


def test_a_million_rows_hold_each_text_once() -> None:
    """A column is codes and its different texts."""
    sheet, found = parse("id,holder\n" + "".join(f"p{i},{'AB'[i % 2]}\n" for i in range(100_000)))
    assert found == ()
    assert sheet is not None
    assert sheet.columns["holder"].values == ("A", "B")
    assert len(sheet) == 100_000
    assert sheet.lines[-1] == 100_001


def test_reading_a_file_is_parsing_its_bytes(tmp_path: Path) -> None:
    """The reader of paths adds nothing but the file."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,name\n1,a\n")
    findings = Findings()
    sheet = read_csv(path, findings.at("a.csv"))
    assert sheet is not None
    assert sheet.texts("name") == ["a"]


cells = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8).filter(
    lambda text: not HIDDEN.search(text)
)


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=20), st.sampled_from(",;\t"))
def test_what_is_written_is_read(written: list[list[str]], separator: str) -> None:
    """Whatever a CSV writer writes comes back, but for spaces around and forms of letters."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "name"], *written])
    sheet, found = parse(stream.getvalue())
    assert sheet is not None
    assert found == ()
    expected = [
        [unicodedata.normalize("NFC", cell.strip()) for cell in row]
        for row in written
        if any(cell.strip() for cell in row)
    ]
    got = zip(sheet.texts("id"), sheet.texts("name"), strict=True)
    assert [list(row) for row in got] == expected


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_found_wrong(data: bytes) -> None:
    """No bytes make the reader fail."""
    parse(data)
    parse(b"id,name\n" + data)
