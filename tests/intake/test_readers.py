"""Formats, encodings, separators: found out from the bytes, and shown."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from canje.intake.corrected import corrected
from canje.intake.table import CELL, COLUMNS
from tests.intake.made import codes, column, pfif, read, sound, xlsx

ARABIC = "م;الاسم الرباعي;تاريخ الميلاد;مكان الأسر\n1;سالم ناصر عمر العمري;1980;عدن\n"
RUSSIAN = "№;Фамилия;Имя;Отчество;Дата рождения\n1;Вымышленный;Петр;Ильич;1980\n"
UKRAINIAN = "Прізвище;Ім'я;По батькові;Рік народження\nВигаданий;Їжак;Ґедзович;1980\n"
SPANISH = "Apellidos y nombres;Cédula;Fecha de detención;Género\nNúñez Güell, José;V1;2024;m\n"

WITH_TIME = dt.datetime(1981, 5, 16, 3, 4)  # noqa: DTZ001  (cells have no zone)

ENCODINGS = [
    *[(ARABIC, each) for each in ("utf-8", "utf-8-sig", "utf-16", "cp1256", "iso-8859-6", "cp720")],
    *[(RUSSIAN.replace("№", "N"), each) for each in
      ("utf-8", "cp1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic", "utf-16-le")],
    *[(UKRAINIAN.replace("Ґ", "Г"), each) for each in ("cp1251", "koi8-u", "utf-32")],
    *[(SPANISH, each) for each in ("cp1252", "latin-1", "iso-8859-15", "cp850", "mac-roman")],
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), ENCODINGS, ids=lambda each: each[:12].split(";")[0])
def test_encodings_are_found_out(text: str, encoding: str) -> None:
    """What a list of four languages was saved in, by the words of its headers."""
    made = read(text.encode(encoding))
    assert made.grid is not None
    assert made.grid.rows == list(csv.reader(io.StringIO(text), delimiter=";"))
    assert made.list is not None


@pytest.mark.parametrize("at", [0, 1])
def test_one_nul_makes_no_text_of_two_bytes(at: int) -> None:
    """The file is read as what it is, and the NUL is found where it stands."""
    text = "Full name,Age\n" + "x" * at + "Ada\0,1980\nBo,1990\n"
    made = read((text + "\n" * (len(text) % 2)).encode())
    assert made.grid is not None
    assert made.grid.how["encoding"].startswith("utf-8")
    assert "text.marks" in codes(made) or "text.hidden" in codes(made)
    assert made.list is None


PLAIN = "No,Name,DOB\n"
NAMES = {
    "ar": (["سالم ناصر العمري", "محمد علي صالح", "خالد يحيى"], ["cp1256", "iso-8859-6", "cp720"]),
    "ru": (["Вымышленный Петр Ильич", "Щукарь Эдуард", "Жорж Юрьевич"],
           ["cp1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic"]),
    "uk": (["Вигаданий Євген Іванович", "Сергій Їжак", "Юрій Петрович"], ["cp1251", "koi8-u"]),
    "es": (["José Núñez", "María Güell Ángel", "Íñigo Peña"], ["cp1252", "cp850", "mac-roman"]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, each) for language, (_, encodings) in NAMES.items() for each in encodings],
)
def test_encodings_under_plain_headers(language: str, encoding: str) -> None:
    """Where the headers say nothing, the names do: letters in words as the language writes them."""
    text = PLAIN + "".join(f"{n},{name},1980\n" for n, name in enumerate(NAMES[language][0]))
    assert column(sound(text.encode(encoding)), "name") == NAMES[language][0]


def test_the_encoding_is_shown_with_its_reason() -> None:
    """Where it rests on letters alone, that is a finding with another reading."""
    made = read(RUSSIAN.replace("№", "N").encode("cp866"))
    assert made.grid is not None
    assert made.grid.how["encoding"] == "cp866 (4 of its headers are words in it)"
    made = read("Full name,Age\nJosé Ñu,30\n".encode("latin-1"))
    assert "list.encoding" in codes(made)


def test_what_a_person_says_of_the_encoding() -> None:
    """It is used, whatever else would fit."""
    made = sound("Full name;Age\nИмя Вымышленное;30\n".encode("cp1251"), encoding="cp1251")
    assert column(made, "name") == ["Имя Вымышленное"]


@given(
    st.sampled_from(ENCODINGS),
    st.lists(st.sampled_from(["سالم", "عمر", "ناصر علي"]), min_size=1, max_size=9),
)
def test_encodings_round_trip(sample: tuple[str, str], names: list[str]) -> None:
    """Any list of such names in such an encoding gives its texts again."""
    text, encoding = sample
    if text is ARABIC:
        text += "".join(f"{n};{name};1980;عدن\n" for n, name in enumerate(names))
    made = read(text.encode(encoding))
    assert made.grid is not None
    assert made.grid.rows == list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_are_found_out(separator: str, end: str) -> None:
    """The one that gives most rows the same number of cells, whatever stands in quotes."""
    rows = [["Full name", "Age", "Remarks"], ["Ada, the; first | one", "44", "a\tb;c,d|e"]]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    made = read(out.getvalue())
    assert made.grid is not None
    assert made.grid.rows == rows


def test_a_file_that_names_its_separator() -> None:
    """As spreadsheets write it, in the first line."""
    made = sound("sep=;\nFull name;Age\nAda;44\n")
    assert made.entries.ids == ("NO-held-1#3",)
    assert column(sound("Full name^Age\nAda^44\n", separator="^"), "age") == ["44"]


def test_lines_are_those_of_the_file() -> None:
    """Blank lines and cells of several lines count."""
    made = sound('Full name,Remarks\n\nAda,"a\nb"\nBo,c\n')
    assert made.entries.ids == ("NO-held-1#3", "NO-held-1#5")


def test_quotes_that_are_never_closed() -> None:
    """A finding with its line, and nothing taken."""
    assert codes(read('Full name,Age\n"Ada,44\n')) == ["csv.malformed"]
    assert codes(read('Full name,Age\n"Ada"x,44\n')) == ["csv.malformed"]


def test_limits_of_csv() -> None:
    """Cells and columns."""
    assert "text.too-long" in codes(read(f"Full name,Age\n{'x' * (CELL + 1)},44\n"))
    assert codes(read(",".join(["x"] * (COLUMNS + 1)))) == ["list.too-much"]
    assert codes(read("Full name,Age\n" + "x" * 10_000_000 + ",44\n")) == ["text.too-long"]


def test_cells_of_a_spreadsheet() -> None:
    """Texts, whole numbers, fractions, truth, real dates, wherever the table begins."""
    rows: list[list[object]] = [
        [], ["", "No", "Full name", "Date of birth", "Remarks"],
            ["", 1, "Ada", dt.date(1980, 5, 6), 1.5],
            ["", 2, "Bo", WITH_TIME, True]]  # fmt: skip
    made = sound(xlsx(rows), "a.xlsx")
    assert made.entries.ids == ("NO-held-1#3", "NO-held-1#4")
    assert column(made, "born") == ["1980-05-06", "1981-05-16"]
    assert column(made, "note") == ["1.5", "True"]
    assert column(made, "number") == ["1", "2"]


def test_a_spreadsheet_that_counts_from_1904() -> None:
    """Real dates and bare numbers of days are read by its own count."""

    def count(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book is not None
        book.epoch = CALENDAR_MAC_1904
        sheet["B2"] = dt.date(1980, 5, 6)
        sheet["B3"] = 27_885

    made = sound(xlsx([["Full name", "Date of birth"], ["Ada"], ["Bo"]], count), "a.xlsx")
    assert column(made, "born") == ["1980-05-06", "1980-05-06"]


def test_a_sheet_that_is_named() -> None:
    """Its name is shown, and asked for where there are several."""
    made = read(xlsx([["Full name"], ["Ada"]]), "a.xlsx", sheet="List")
    assert made.grid is not None
    assert made.grid.how["sheet"] == "List"


def test_pfif() -> None:
    """Persons with the newest note on each; several names on several lines; several a line."""
    note = (
        "<pfif:note><pfif:note_record_id>n{0}</pfif:note_record_id><pfif:source_date>2025-0{0}-01"
        "</pfif:source_date><pfif:status>{1}</pfif:status></pfif:note>"
    )
    ada = (
        "<pfif:person_record_id>x/1</pfif:person_record_id><pfif:full_name>Ada &amp; Made"
        "</pfif:full_name><pfif:date_of_birth>1980-05</pfif:date_of_birth><pfif:sex>female"
        "</pfif:sex>" + note.format(2, "believed_alive") + note.format(1, "believed_missing")
    )
    data = pfif(ada, "<pfif:full_name>Bo</pfif:full_name>")
    made = sound(data, "a.xml")
    assert column(made, "name") == ["Ada & Made", "Bo"]
    assert column(made, "born") == ["1980-05", ""]
    assert column(made, "sex") == ["f", ""]
    assert column(made, "reference") == ["x/1", ""]
    assert column(made, "status") == ["believed_alive", ""]
    flat = sound(data.replace(b"\n", b""), "a.xml")
    assert flat.entries.ids == ("NO-held-1#1", "NO-held-1#1.2")


def test_follow_the_money() -> None:
    """Persons; the names after the first are further names; several values are kept."""
    person = {"id": "a", "schema": "Person", "properties": {
        "name": ["Ada Made", "A. Made"], "alias": ["Bo"], "birthDate": ["1980-05-06"],
        "nationality": ["xa", "xb"], "fatherName": ["Omar"], "gender": ["female"]}}  # fmt: skip
    made = sound(
        json.dumps(person) + "\n\n" + json.dumps({"schema": "Person", "name": "Cy"}), "a.json"
    )
    assert column(made, "name") == ["Ada Made", "Cy"]
    assert column(made, "aka") == ["A. Made | Bo", ""]
    assert column(made, "nationality") == ["xa | xb", ""]
    assert column(made, "father") == ["Omar", ""]
    assert made.entries.ids == ("NO-held-1#1", "NO-held-1#3")


def test_a_date_that_shows_no_day_has_none() -> None:
    """Whoever types ene-24 into a spreadsheet has the first of January made of it."""

    def change(sheet: Worksheet) -> None:
        for row, shown in enumerate(
            ("mmm-yy", "[$-C0A]mmm\\-yy;@", "yyyy", "dd/mm/yyyy", "mmm-yy"), 2
        ):
            sheet.cell(row, 2).number_format = shown

    first, other = dt.date(2024, 1, 1), dt.date(2024, 1, 17)
    rows: list[list[object]] = [
        ["Full name", "Date of capture"],
        *(["Ada Made-Up", first] for _ in range(4)),
    ]
    made = sound(xlsx([*rows, ["Bo Made-Up", other]], change), "a.xlsx")
    assert column(made, "taken") == ["2024-01", "2024-01", "2024", "2024-01-01", "2024-01-17"]
    again = read(corrected(read(xlsx(rows, change), "a.xlsx")), "a.xlsx")
    assert again.list is not None
    assert column(again.list, "taken") == ["2024-01", "2024-01", "2024", "2024-01-01"]
