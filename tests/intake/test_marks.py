"""What cannot be seen, and what looks like something else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.intake.marks import CONTROLS, UNSEEN, clean, flooded, mixed, neutral, plain

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""All twelve marks of direction."""


@pytest.mark.parametrize("mark", DIRECTIONS, ids=lambda mark: f"U+{ord(mark):04X}")
def test_every_mark_of_direction_is_met(mark: str) -> None:
    """The two that reverse letters are refused, the ten others are taken off."""
    text = f"A{mark}da"
    if mark in "\u202d\u202e":
        assert CONTROLS.search(text)
    else:
        assert not CONTROLS.search(text)
        assert clean(text) == ("Ada", f"U+{ord(mark):04X}")


@pytest.mark.parametrize("mark", "\u00ad\u200b\u2060\ufeff\u180e\U000e0041", ids=ascii)
def test_marks_without_width_are_taken_off(mark: str) -> None:
    """Soft hyphens, spaces without width, tags."""
    assert clean(f"A{mark}da")[0] == "Ada"


def test_joiners_stay_where_they_shape() -> None:
    """Persian needs them between its letters; elsewhere they are taken off."""
    persian = "علی\u200cرضا"
    assert clean(persian) == (persian, "")
    assert clean("A\u200cda") == ("Ada", "U+200C")
    assert clean("\u200cعلي")[0] == "علي"


def test_spaces_and_forms() -> None:
    """Line breaks and runs of spaces are one space; letters are composed."""
    assert clean("  Ada\n\tMade\u00a0\u00a0Up ") == ("Ada Made Up", "")
    assert clean("Jose\u0301")[0] == "José"


def test_a_flood_is_more_than_pointed_writing() -> None:
    """Fully pointed Arabic and Hebrew, Vietnamese: none. A letter buried in marks: one."""
    for text in ("مُحَمَّدٌ", "שָׁלוֹם", "Nguyễn", "Ada", "한국", "अनुष्का"):
        assert not flooded(text)
    assert flooded("B" + "\u0301" * 5)
    assert flooded("م" + "\u064b" * 6)


@pytest.mark.parametrize(
    ("text", "word", "reading"),
    [
        ("Mаrina Test", "Mаrina", "Marina"),  # а Cyrillic
        ("Мaрина", "Мaрина", "Марина"),  # a Latin
        ("Ωlga Test", "Ωlga", ""),
        ("Οlga Test", "Οlga", "Olga"),  # Ο Greek
        ("Ada РОСА", "РОСА", "POCA"),  # a word in Cyrillic that reads as Latin
    ],
)
def test_letters_of_two_scripts(text: str, word: str, reading: str) -> None:
    """The word, and how it reads in one script, where it does."""
    found = mixed(text)
    assert found is not None
    assert (found[0], found[2]) == (word, reading)


@pytest.mark.parametrize("text", ["Ada", "Марина Тест", "محمد Ada", "Юрий Smith", ""])
def test_no_mix(text: str) -> None:
    """Words each in their own script are no mix where none could be mistaken."""
    assert mixed(text) is None


@given(st.text(max_size=60))
def test_what_is_clean_stays_clean(text: str) -> None:
    """Cleaning twice is cleaning once, and nothing unseen is left but joiners that shape."""
    once, _ = clean(text)
    assert clean(once)[0] == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(UNSEEN.findall(once)) - {"\u200c", "\u200d"}
    flooded(text)
    mixed(text)


@given(st.text(max_size=30) | st.from_regex(r"'{0,3}\s{0,2}[=+@\-\t\r\n].{0,5}", fullmatch=True))
def test_formulas_are_made_harmless_and_back(text: str) -> None:
    """What a spreadsheet could run gets a quote before it; taking it off gives the text again."""
    assert plain(neutral(text)) == text
    assert neutral(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
def test_every_sign_of_a_formula(sign: str) -> None:
    """With and without a space before it."""
    assert neutral(f"{sign}1") == f"'{sign}1"
    assert neutral(f" {sign}1") == f"' {sign}1"
    assert neutral("Ada = Bo") == "Ada = Bo"
