"""Words of a name: compounds in one, links and titles aside, and what each is likely to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.reconcile.roles import ROLES, roles
from canje.reconcile.tokens import MOST, core, tokens

READ = [
    ("خالد بن سعيد الهادي", ("given", "father", "family")),
    ("أبو عمر خالد سعيد نور الدين الهادي", ("kunya", "given", "father", "grandfather", "family")),
    (
        "Abu Omar Khalid bin Saeed bin Yusuf al-Hadi",
        ("kunya", "given", "father", "grandfather", "family"),
    ),
    ("Коваль Петро Іванович", ("family", "given", "father")),
    ("Петр Иванович Коваль", ("given", "father", "family")),
    ("Petro Ivanovych Koval", ("given", "father", "family")),
    ("Ana María López Ruiz", ("given", "middle", "family", "family2")),
    ("López Ruiz, Ana María", ("given", "middle", "family", "family")),
    ("Dr. Ana López", ("title", "given", "family")),
    ("يوسف وليد عمر الجابري", ("given", "father", "grandfather", "family")),
    ("محمد ولد أحمد الهادي", ("given", "father", "family")),
    ("Sayed Omar al-Hadi", ("either", "given", "family")),
    ("سيد عمر الهادي", ("either", "given", "family")),
    ("Ben Carter Hill", ("either", "given", "family")),
    ("Sheikh Omar al-Hadi", ("title", "given", "family")),
    ("أحمد الشيخ عمر", ("given", "father", "family")),
    ("Abubakr Saleh", ("kunya", "given")),
    ("Juan Abundio Mora", ("given", "middle", "family")),
    ("Ana", ("given",)),
    ("", ()),
]

ONE_WORD = [
    ("Abdul Rahman", "Abdurrahman", "abd al-Rahman", "Abd ar Rahman", "Abdul-Rahman"),
    ("عبد الرحمن", "عبدالرحمن", "عبدالرحمٰن"),
    ("Nur al-Din", "Nur ad-Din", "Nuruddin"),
    ("نور الدين", "نورالدين"),
    ("Habib Ullah", "Habibullah", "Habib Allah"),
    ("al-Hasan", "Hasan", "el Hasan"),
    ("الحسن", "حسن"),
    ("Абдул Рахман", "Абдуррахман"),
]


@pytest.mark.parametrize(("name", "wanted"), READ)
def test_roles_are_read(name: str, wanted: tuple[str, ...]) -> None:
    """Arabic chains, Spanish surnames, patronymics, commas, titles."""
    assert roles(tokens(name)) == wanted


@pytest.mark.parametrize("spellings", ONE_WORD)
def test_compounds_are_one_word(spellings: tuple[str, ...]) -> None:
    """However an article or a compound is written, one core is left."""
    assert len({tuple(word.core for word in tokens(each)) for each in spellings}) == 1
    assert all(len(tokens(each)) == 1 for each in spellings)


@pytest.mark.parametrize(
    ("word", "wanted"), [("Goldin", "goldin"), ("Geraldine", "geraldine"), ("Никола", "никола")]
)
def test_what_only_looks_like_a_compound_is_left(word: str, wanted: str) -> None:
    """Endings that other languages have too."""
    assert core(word)[1] == wanted


def test_words_run_together_are_cut_at_capitals() -> None:
    """But not Mc and Mac."""
    assert [word.text for word in tokens("AnaLopez McDonald")] == ["Ana", "Lopez", "McDonald"]


@given(st.text(max_size=60))
def test_any_text_can_be_read(name: str) -> None:
    """Words are few, each has letters and a role."""
    found = tokens(name)
    assert len(found) <= MOST
    assert all(word.core for word in found)
    assert set(roles(found)) <= set(ROLES)
    assert len(roles(found)) == len(found)
