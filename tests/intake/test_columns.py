"""Headers in five languages: understood, with the reason; what a person says wins and is kept."""

from __future__ import annotations

import pytest

from canje.intake.columns import hints
from canje.intake.headers import FIELDS, LANGUAGES, normal, phrases
from tests.intake.made import codes, column, pfif, read, sound

HEADERS = [
    ("en", "No.,Full name,Father's name,Date of birth,Sex,Nationality,Date of capture,Rank",
     "number name father born sex nationality taken rank"),
    ("es", "N°,Apellidos y nombres,Fecha de nacimiento,Sexo,Cédula,Fecha de detención,Delito",
     "number name born sex id_number taken charge"),
    ("es", "Nombres,Primer apellido,Segundo apellido,Edad,Lugar de detención",
     "given family family2 age taken_place"),
    ("ar", "م,الاسم الرباعي,تاريخ الميلاد,مكان الأسر,تاريخ الأسر,الرتبة,ملاحظات",
     "number name born taken_place taken rank note"),
    ("ar", "الاسم,اسم الأب,اسم الجد,اللقب,العمر", "given father grandfather family age"),
    ("ru", "№ п/п,Фамилия,Имя,Отчество,Дата рождения,Звание,Воинская часть",
     "number family given patronymic born rank unit"),
    ("ru", "ФИО,Год рождения,Место содержания", "name born place"),
    ("uk", "№ з/п,Прізвище,Ім'я,По батькові,Дата народження,Громадянство",
     "number family given patronymic born nationality"),
    ("uk", "ПІБ,Рік народження,Позивний,Військове звання", "name born aka rank"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "header", "fields"), HEADERS)
def test_headers_are_understood(language: str, header: str, fields: str) -> None:
    """Each column of a usual form has its field, for the reason that its header is a phrase."""
    made = read(header + "\n" + ",".join("Ad" for _ in header.split(",")) + "\n")
    assert made.head is not None
    assert [each.field for each in made.head.columns] == fields.split()
    assert {each.why for each in made.head.columns} <= {"same", "beside"}
    assert made.head.languages[0] == language


@pytest.mark.parametrize(
    ("header", "field", "why"),
    [
        ("Name / الاسم", "name", "part"),
        ("N.º", "number", "same"),
        ("Fecha de nac. (dd/mm/aaaa)", "born", "part"),
        ("C.I.", "id_number", "same"),
        ("Контакты родственников", "contact", "same"),
        ("DOB (dd/mm/yyyy)", "born", "part"),
        ("Name of the prisoner in full", "name", "holds"),
        ("Fecha de nacimeinto", "born", "close"),
        ("FULL   NAME:", "name", "same"),
        ("ДАТА РОЖДЕНИЯ*", "born", "same"),
        ("تاريخ الميــلاد", "born", "same"),
        ("تَارِيخ المِيلاد", "born", "same"),
        ("Remarks of the desk officer on duty", "", ""),
    ],
)
def test_headers_that_say_it_otherwise(header: str, field: str, why: str) -> None:
    """Two languages in one cell, an addition, a slip of the pen, marks."""
    other = "Age" if field == "name" else "Full name"
    made = read(f"{other};{header}\n44;1980\n")
    assert made.head is not None
    found = made.head.columns[1]
    assert (found.field, found.why) == (field, why)


@pytest.mark.parametrize("field", [each for each in FIELDS if each not in ("name", "given")])
def test_the_name_of_a_field_names_it(field: str) -> None:
    """As the documents write it; a capital letter makes it a word like others."""
    made = read(f"name,{field}\nAda Made-Up,\n".encode())
    assert made.head is not None
    assert made.head.columns[1].field == field
    assert "field" not in made.head.languages


def test_a_place_is_not_any_place() -> None:
    """It may be that of birth, of capture or of detention: what it is taken for is told, and a
    person can say otherwise. Never is it taken for a second one."""
    made = read(b"name,Place\nAda Made-Up,\n")
    assert made.head is not None
    assert [each.field for each in made.head.columns] == ["name", "place"]
    assert codes(made) == ["list.place"]
    made = read(b"name,Place\nAda Made-Up,\n", columns={"Place": "born_place"})
    assert made.head is not None
    assert [each.field for each in made.head.columns] == ["name", "born_place"]
    assert codes(made) == []
    made = read(b"name,Prison,Place\nAda Made-Up,,\n")
    assert made.head is not None
    assert [each.field for each in made.head.columns] == ["name", "place", ""]


def test_a_title_above_the_header() -> None:
    """The row that names most columns is the header, wherever it stands."""
    made = sound("List of those held,,\n,,\nNo,Full name,Age\n1,Ada Made-Up,44\n")
    assert made.entries.ids == ("NO-held-1#4",)
    assert column(made, "age") == ["44"]


def test_a_given_name_alone_is_the_whole_name() -> None:
    """`Nombre` beside no family name; `الاسم` beside one is the given name."""
    assert column(sound("Nombre,Edad\nAda Made-Up,44\n"), "name") == ["Ada Made-Up"]
    made = sound("الاسم,اللقب\nسالم,العمري\n")
    assert column(made, "given") == ["سالم"]
    assert column(made, "name") == ["سالم العمري"]


def test_what_a_person_says_wins() -> None:
    """By header or by place; - for none."""
    text = "Full name,Alias,X\nAda Made-Up,Bo,1980\n"
    made = sound(text, columns={"X": "born", "Alias": "-"})
    assert column(made, "born") == ["1980"]
    assert "aka" not in made.entries.columns
    assert column(sound(text, columns={"#3": "born"}), "born") == ["1980"]


def test_what_was_said_of_the_list_before() -> None:
    """It is used where the header is there, and says nothing where it is not."""
    made = read("Full name,X\nAda Made-Up,1980\n", kept={"X": "born", "Y": "taken"})
    assert codes(made) == []
    assert made.head is not None
    assert [each.why for each in made.head.columns] == ["same", "kept"]


def test_no_header_at_all() -> None:
    """Then columns go by place; nobody is taken for a header."""
    made = sound("Ada Made-Up,1980\nBo Made-Up,1981\n", columns={"#1": "name", "#2": "born"})
    assert column(made, "name") == ["Ada Made-Up", "Bo Made-Up"]
    assert codes(read("Ada,1980\n", header=0, columns={"#1": "name"})) == []


def test_the_surest_of_two_columns_has_the_field() -> None:
    """A header that is the phrase before one that only holds it."""
    made = read("Name of the prisoner in full,Full name\nAda,Bo Made-Up\n")
    assert made.list is not None
    assert column(made.list, "name") == ["Bo Made-Up"]


def test_every_field_has_phrases_and_words() -> None:
    """In the languages that the page promises, but for what a language has no word for."""
    known = phrases()
    for field in FIELDS:
        spoken = {
            each for found in known.values() if found.field == field for each in found.languages
        }
        missing = {"en", "es", "ar", "ru", "uk"} - spoken
        assert missing <= ({"ar"} if field == "patronymic" else set()), (field, missing)
    assert all(language in LANGUAGES for found in known.values() for language in found.languages)
    assert all(normal(phrase) == phrase for phrase in known)


def test_what_a_header_says_of_its_dates() -> None:
    """Order and calendar."""
    assert hints("Дата рождения (дд.мм.гггг)")[0] == "day-first"
    assert hints("Fecha (dd/mm/aaaa)")[0] == "day-first"
    assert hints("Date of birth MM/DD/YYYY")[0] == "month-first"
    assert hints("تاريخ الميلاد (يوم/شهر/سنة)")[0] == "day-first"
    assert hints("تاريخ الميلاد هجري")[1] == "hijri"
    assert hints("تاريخ الميلاد الميلادي")[1] == "gregorian"
    assert hints("Date of birth") == (None, None)
    made = sound("Full name,DOB (mm/dd/yyyy)\nAda Made-Up,05/06/1980\n")
    assert column(made, "born") == ["1980-05-06"]


def test_what_a_format_names_has_no_line() -> None:
    """In PFIF a field stands at every person; nobody is sent to look for line 0."""
    ada = "<pfif:full_name>Ada Made-Up</pfif:full_name><pfif:source_name>x</pfif:source_name>"
    (found,) = read(pfif(ada), "list.xml").findings
    assert (found.code, found.row, found.column) == ("list.unread", None, "source_name")
