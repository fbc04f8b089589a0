"""Headers in two rows and in two languages, and headers that say little by themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from canje.intake.corrected import corrected
from canje.intake.headrows import joined, over, under
from canje.intake.reading import Read
from tests.intake.made import codes, column, read, xlsx


def fields(made: Read) -> dict[str, str]:
    head = made.head
    assert head is not None
    return {each.header: each.field for each in head.columns if each.header}


def merged(*areas: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for area in areas:
            sheet.merge_cells(area)

    return change


TWO: list[list[object]] = [
    ["LIST OF DETAINEES"],
    ["No", "Full name", "Capture", None, "Nationality"],
    [None, None, "Date", "Place", None],
    [1, "Ada Made-Up", "2024-01-03", "Hill", "YE"],
    [2, "Bo Made-Up", "2024-01-04", "Shore", "YE"],
]


def test_a_date_under_a_merged_capture() -> None:
    """The two rows are read as one, and the lower is no entry."""
    made = read(xlsx(TWO, merged("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3")), "a.xlsx")
    assert codes(made) == []
    assert fields(made) == {
        "No": "number", "Full name": "name", "Capture / Date": "taken",
        "Capture / Place": "taken_place", "Nationality": "nationality",
    }  # fmt: skip
    assert made.list is not None
    assert column(made.list, "taken") == ["2024-01-03", "2024-01-04"]
    assert made.list.entries.ids == ("NO-held-1#4", "NO-held-1#5")


def test_a_lower_row_in_two_languages() -> None:
    """A group over the names as well, and no headers merged down."""
    rows: list[list[object]] = [
        ["South Command"],
        ["No.", "Identity / Identidad", None, "Capture / Captura", None, "Health / Salud"],
        [None, "Name / Nombre", "Sex / Sexo", "Date / Fecha", "Place / Lugar", None],
        ["S-1", "Ada Made-Up", "F", "ene-24", "Hill", "herida grave"],
    ]
    made = read(xlsx(rows, merged("A1:F1", "B2:C2", "D2:E2")), "a.xlsx")
    found = fields(made)
    assert [found[each] for each in ("No.", "Name / Nombre", "Sex / Sexo")] == [
        "number", "name", "sex",
    ]  # fmt: skip
    assert found["Capture / Captura / Date / Fecha"] == "taken"
    assert found["Capture / Captura / Place / Lugar"] == "taken_place"
    assert made.list is not None
    assert column(made.list, "taken") == ["2024-01"]


def test_the_copy_to_send_back_reads_the_same() -> None:
    """It has no merged cells, and its headers say the same."""
    made = read(xlsx(TWO, merged("C2:D2")), "a.xlsx")
    again = read(corrected(made), "copy.xlsx")
    assert again.list is not None, codes(again)
    assert fields(again) == fields(made)


@pytest.mark.parametrize(
    ("upper", "lower", "wanted"),
    [
        ("Arrest,,Birth,", "Date,Place,Date,Place", "taken taken_place born born_place"),
        ("Detención,,Nacimiento,", "Fecha,Lugar,Fecha,Lugar", "taken taken_place born born_place"),
        ("الاعتقال,,الميلاد,", "التاريخ,المكان,التاريخ,المكان",
        "taken taken_place born born_place"),
        ("Задержание,,Рождение,", "Дата,Место,Дата,Место", "taken taken_place born born_place"),
        ("Полон,,Народження,", "Дата,Місце,Дата,Місце", "taken taken_place born born_place"),
        ("Captura / Capture,,Father,Mother", "Fecha / Date,Lugar / Place,Name,Name",
         "taken taken_place father mother"),
    ],
)  # fmt: skip
def test_two_rows_in_five_languages(upper: str, lower: str, wanted: str) -> None:
    """A text reaches over the blank cells to its right; so CSV needs no merged cells."""
    made = read(f"Full name,{upper}\n,{lower}\nAda Made-Up,,,,\n")
    assert made.list is not None, codes(made)
    assert list(fields(made).values()) == ["name", *wanted.split()]


def test_the_names_may_stand_in_the_lower_row() -> None:
    """Where the upper one only says what the columns are about."""
    made = read("Person,,Detention,\nFull name,Father,Date,Place\nAda Made-Up,Omar,2024,Hill\n")
    assert made.list is not None
    assert fields(made)["Detention / Date"] == "taken"
    assert column(made.list, "name") == ["Ada Made-Up"]


def test_an_entry_is_no_second_row_of_headers() -> None:
    """Even one whose cells are words of headers."""
    made = read("Full name,Capture,\nPlace,Date,\n")
    assert made.list is None or len(made.list) == 1
    made = read("Full name,Alias,Remarks\nPrison,Name,Age\n")
    assert made.list is not None
    assert column(made.list, "name") == ["Prison"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Place / Lugar", "place"), ("Lugar", "place"), ("المكان", "place"), ("Место", "place"),
        ("مكان التوقيف", "taken_place"), ("Place of capture / Lugar de captura", "taken_place"),
    ],
)  # fmt: skip
def test_a_place_that_does_not_say_of_what(header: str, field: str) -> None:
    """Where the person is held, as long as no other column says so."""
    made = read(f"Full name,{header}\nAda Made-Up,Hill\n")
    assert fields(made)[header] == field
    assert codes(made) == (["list.place"] if field == "place" else [])


def test_a_place_beside_the_date_of_capture() -> None:
    """Is that of capture; beside a prison it is not taken for another one."""
    made = read("Full name,Date of capture,Place / Lugar\nAda Made-Up,2024,Hill\n")
    assert fields(made)["Place / Lugar"] == "taken_place"
    made = read("Full name,Prison,Place\nAda Made-Up,North,Hill\n")
    assert fields(made)["Prison"] == "place"
    assert fields(made)["Place"] == ""
    assert "list.unread" in codes(made)


def test_words() -> None:
    """What is over and what is under."""
    assert (under("Fecha / Date"), under("Date of birth"), under("Place")) == (
        "date",
        None,
        "place",
    )
    assert (over("Capture / Captura"), over("Person")) == ("taken", None)
    assert joined("Person / Date") is None
