"""One spelling for what writers of a script do not tell apart; nothing breaks on the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.reconcile.scripts import LETTERS, clean, normal, script_of

SAME = [
    ("أحمد", "احمد"),
    ("مُحَمَّد", "محمد"),
    ("محـــمد", "محمد"),
    ("فاطمة", "فاطمه"),
    ("علی", "علي"),
    ("کریم", "كريم"),
    ("ﻣﺤﻤﺪ", "محمد"),
    ("כהן", "כהנ"),
    ("כֹּהֵן", "כהן"),
    ("Олексій", "Олексий"),
    ("Пётр", "Петр"),
    ("Müller", "muller"),
    ("Łukasz", "LUKASZ"),
    ("O’Brien", "OBrien"),
    ("Ig0r", "Igor"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_that_are_not_told_apart(one: str, other: str) -> None:
    """Vowel signs, tatweel, presentation forms, final letters, marks, Persian and Urdu letters."""
    assert normal(one) == normal(other)


def test_letters_of_another_script_that_look_alike() -> None:
    """A word is read in the script that it has more of."""
    assert normal("Ivаnov")[0] == "latin"  # with a Cyrillic а
    assert normal("Ivаnov") == normal("Ivanov")
    assert normal("Иваноb")[0] == "cyrillic"
    assert script_of("محمد x") == "arabic"


def test_what_is_hidden_is_not_read() -> None:
    """Bidi controls, zero widths, NULs; the words around them stay."""
    assert clean("\u202eHa\u200bni\x00 \tSaid\u2069") == "Hani Said"
    assert normal("Ha\u200dni") == normal("Hani")


def test_another_script_is_read_in_latin_letters() -> None:
    """Greek, Armenian, Georgian and others, as anyascii spells them."""
    assert normal("Γιώργος")[0] == "latin"
    assert normal("ბარაკ") == ("latin", "barak")


@given(st.text(max_size=40))
def test_any_text_has_a_normal_form(text: str) -> None:
    """Only letters of the script, and normal forms are their own."""
    script, form = normal(text)
    assert set(form) <= set(LETTERS[script])
    if form:
        assert normal(form) == (script, form)
    assert clean(clean(text)) == clean(text)
