"""A list whole: its entries, what is understood of them and what is kept as written."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from tests.intake.made import codes, column, read, sound

LIST = "No,Full name,Age,Zz\n1,Ada  Made-Up,44,x\n2,Bo Made-Up,,y\n"


def test_a_name_that_is_refused_is_no_missing_name() -> None:
    """One finding for one mistake; where there is no name, it is still said."""
    made = read(b"name,born\nA\0da,1980\n77,1980\n,1980\n")
    assert made.list is None
    assert codes(made).count("entry.no-name") == 1
    assert {"text.hidden", "name.no-letters"} <= set(codes(made))


def test_a_list_keeps_what_it_is() -> None:
    """Whose, of what kind, which version, its bytes' hash, an id for every entry."""
    made = sound(LIST)
    assert (made.id, made.party, made.kind, made.version) == ("NO-held-1", "NO", "held", 1)
    assert made.sha256 == hashlib.sha256(LIST.encode()).hexdigest()
    assert made.entries.ids == ("NO-held-1#2", "NO-held-1#3")
    assert len(made) == 2


def test_what_is_not_understood_is_kept() -> None:
    """By its header; spaces apart, as written."""
    written = sound(LIST).entries.written
    assert list(written) == ["No", "Full name", "Age", "Zz"]
    assert written["Zz"].texts() == ["x", "y"]
    twice = sound("Full name,Age,A,A\nAda,44,1,2\n").entries.written
    assert list(twice) == ["Full name", "Age", "A", "A (2)"]


def test_a_fact_that_a_list_does_not_give_is_blank() -> None:
    """For every entry."""
    assert column(sound(LIST), "born") == ["", ""]


def test_names_are_made_of_their_parts() -> None:
    """In the order of the custom: a chain of ancestors, or family name first with a patronymic."""
    chain = "First name,Father,Grandfather,Family name\nA,B,C,D\nA,,,D\n"
    assert column(sound(chain), "name") == ["A B C D", "A D"]
    patronymic = "Имя,Отчество,Фамилия\nПетр,Ильич,Вымышленный\n"
    assert column(sound(patronymic), "name") == ["Вымышленный Петр Ильич"]
    spanish = "Nombres,Primer apellido,Segundo apellido\nAna,Pérez,Gómez\n"
    assert column(sound(spanish), "name") == ["Ana Pérez Gómez"]


def test_words_for_the_sexes() -> None:
    """In five languages."""
    women = ["f", "Female", "mujer", "أنثى", "ж", "жіноча", "Женский"]
    men = ["m", "Hombre", "ذكر", "муж", "ч"]
    made = sound("Full name,Sex\n" + "".join(f"Ada,{word}\n" for word in [*women, *men, "-"]))
    assert column(made, "sex") == ["f"] * 7 + ["m"] * 5 + [""]


def test_what_m_is_where_h_or_v_is_a_man() -> None:
    """Hombre and mujer, varón and mujer; where an F stands too nothing is sure."""
    for man in "HhV":
        made = read(f"Full name,Sexo\nAda,M\nBo,{man}\n")
        assert made.list is not None
        assert column(made.list, "sex") == ["f", "m"]
        assert codes(made) == ["sex.letters"]
    made = read("Full name,Sexo\nAda,M\nBo,H\nCyd,F\n")
    assert made.list is not None
    assert column(made.list, "sex") == ["", "m", "f"]
    assert codes(made) == ["sex.unknown"]
    assert column(sound("Full name,Sexo\nAda,F\nBo,M\nCyd,masculina\n"), "sex") == ["f", "m", "m"]


def test_ages_and_numbers_in_other_digits() -> None:
    """Read as ours; an age written in the place of a date goes to the ages."""
    made = sound("Full name,Age,Passport\nAda,٤٤,ر ١٢٣\nBo,44 años,12 34\n")
    assert column(made, "age") == ["44", "44"]
    assert column(made, "id_number") == ["ر123", "1234"]
    assert column(sound("Full name,DOB\nAda,45 years\nBo,1980\n"), "age") == ["45", ""]


def test_choices_stand_beside_dates() -> None:
    """A column of its own, only where there is a choice."""
    made = sound("Full name,DOB,Captured on\nAda,05/06/1980,2024-05\n")
    assert column(made, "born") == ["1980"]
    assert column(made, "born_either") == ["1980-05-06|1980-06-05"]
    assert "taken_either" not in made.entries.columns


def test_a_capture_is_bounded_otherwise_than_a_birth() -> None:
    """By the day of the list, and by sixty years before."""
    assert "date.impossible" in codes(read("Full name,Captured on\nAda,1930\n"))
    assert "date.impossible" not in codes(read("Full name,DOB\nAda,1930\n"))
    assert codes(read("Full name,Captured on\nAda,45 years\n")) == ["date.none"]


def test_all_or_nothing() -> None:
    """One wrong cell, and there is no list; mended, there is."""
    assert read(LIST.replace("44", "444")).list is None
    assert read(LIST).list is not None


def test_homoglyphs_and_marks_do_not_change_what_is_written() -> None:
    """Letters stay; marks that cannot be seen are taken off."""
    made = sound("Full name\nMаrina\u200f\n")
    assert column(made, "name") == ["Mаrina"]


@given(st.permutations(range(5)))
def test_the_order_of_rows_changes_no_entry(order: list[int]) -> None:
    """What is read of a row does not depend on the rows around it."""
    rows = ["Ada,1980,f", "Bo,13/05/1981,m", "Cy,,m", "Di,1/9/1405 AH,f", "Ed,05/06/1982,m"]
    whole = sound("Full name,DOB,Sex\n" + "\n".join(rows[n] for n in order) + "\n")
    facts = ("name", "born", "born_either", "sex")
    found = sorted(zip(*(column(whole, each) for each in facts), strict=True))
    first = sound("Full name,DOB,Sex\n" + "\n".join(rows) + "\n")
    assert found == sorted(zip(*(column(first, each) for each in facts), strict=True))
