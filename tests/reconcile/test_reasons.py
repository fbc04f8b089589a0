"""Reasons in three languages: whole, grammatical, for everything that can be found."""

from __future__ import annotations

import re
import string
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.base.languages import LANGUAGES, Language
from canje.reconcile.catalogue import LEVELS, NOTES, SCRIPTS, SUBJECTS, WHY, Forms
from canje.reconcile.chains import AGREE, APART, CROSSED, LIKELY
from canje.reconcile.evidence import Aligned, Likeness, Note
from canje.reconcile.explain import fact_words, name_words
from canje.reconcile.facts import BORN, CHOICE, TAKEN, TEXT
from canje.reconcile.pool import CHOICES, KEPT
from canje.reconcile.pool import ROLES as NAME_ROLES
from canje.reconcile.reasons import noted, reason, sentence
from canje.reconcile.roles import ROLES
from canje.reconcile.scripts import SCRIPTS as KNOWN_SCRIPTS
from canje.reconcile.spelling import WHYS
from tests.reconcile.test_evidence import NAMES, WRITTEN

CODES = (*WHYS, "missing", "differs")
FACTS = [
    ("born", BORN),
    ("taken", TAKEN),
    *((each, CHOICE if each in CHOICES else TEXT) for each in KEPT),
    ("a_further_column", TEXT),
]
SHARED = {"kunya", "a", "further", "column"}
"""Words that English and Spanish have in common here."""

PART = st.builds(
    Aligned,
    st.sampled_from(["", "Khalid", "خالد", "Халид", "חאלד", "山"]),
    st.sampled_from(["", "Khalid", "خالد", "Халид", "חאלד", "山"]),
    st.sampled_from(ROLES),
    st.floats(-9, 12),
    st.sampled_from(CODES),
)
LIKENESS = st.builds(
    Likeness,
    st.floats(-40, 40),
    st.floats(0, 1),
    st.lists(PART, max_size=6).map(tuple),
    st.lists(st.sampled_from(get_args(Note)), unique=True).map(tuple),
)


def _sound(english: str, words: str, language: Language) -> None:
    """Whole, filled in, and none of it in English."""
    assert words.strip() == words != ""
    assert not set("{}") & set(words)
    if language == "es":
        assert not (set(re.findall(r"\w+", english)) & set(re.findall(r"\w+", words))) - SHARED
    if language == "ar":
        assert not re.search(r"[A-Za-z]", words.replace("a further column", ""))
        assert "؛" not in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", CODES)
def test_every_word_of_a_comparison_can_be_said(why: str, language: Language) -> None:
    """Each reason, of each role, missing on either side, in any two scripts."""
    for role, (left, right) in product(ROLES, [("Hadi", ""), ("", "Hadi"), ("هادي", "Хади")]):
        part = Aligned(left, right, role, 1.0, why)  # type: ignore[arg-type]
        _sound(reason(part), reason(part, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "levels"), FACTS)
def test_every_level_of_a_fact_can_be_said(
    name: str, levels: tuple[str, ...], language: Language
) -> None:
    """Dates, choices, texts, and columns that nobody foresaw."""
    for level in levels[1:]:
        english = fact_words(name, levels, level, "en")
        _sound(english, fact_words(name, levels, level, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_of_a_name_can_be_said(language: Language) -> None:
    """Each level of each role; two scripts are told of where the names are the same."""
    for role, level in product(NAME_ROLES[1:], range(APART, CROSSED + 1)):
        plain = name_words(role, level, (), language)
        _sound(name_words(role, level, (), "en"), plain, language)
        both = name_words(role, level, ("arabic", "latin"), language)
        assert (both != plain) == (level in (LIKELY, AGREE))
    for note in get_args(Note):
        _sound(noted(note), noted(note, language), language)


def test_nothing_stands_in_the_catalogue_that_is_never_said() -> None:
    """Nor is anything missing from it."""
    levels = {"born": BORN, "taken": TAKEN, "text": TEXT}
    facts = {f"{kind}.{each}" for kind, names in levels.items() for each in names[1:]}
    names = {f"name.{each}" for each in ("apart", "perhaps", "near", "likely", "same", "crossed")}
    across = {f"elsewhere.{each}" for each in ("near", "one", "more", "turned")}
    assert LEVELS.keys() == {"missing"} | facts | names | across
    sides = {"missing.left", "missing.right"}
    assert WHY.keys() == (set(CODES) - {"missing"}) | sides
    assert set(CHOICE) <= set(TEXT)
    assert SUBJECTS.keys() == {*ROLES, "born", "taken", *KEPT}
    assert NOTES.keys() == set(get_args(Note))
    assert SCRIPTS.keys() == {*KNOWN_SCRIPTS, "other"}


def test_the_translations_put_in_what_the_english_puts_in() -> None:
    """And have both genders wherever they have one."""
    for texts in (*WHY.values(), *LEVELS.values()):
        wanted = _placed(texts[0])
        for text in texts[1:]:
            for form in text if isinstance(text, Forms) else (text,):
                assert _placed(form) == wanted
            assert not isinstance(text, Forms) or text.m != text.f


def _placed(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_subjects_and_sentences_agree_in_gender() -> None:
    """By hand: a kunya, a date and a nationality are feminine in Spanish, in Arabic not all are."""
    kunya, family = (Aligned("Hadi", "Omar", each, 0.0, "differs") for each in ("kunya", "family"))
    assert reason(kunya, "es") == "la kunya es distinta"
    assert reason(family, "es") == "el apellido es distinto"
    assert reason(kunya, "ar") == "الكنية مختلفة"
    assert reason(family, "ar") == "اسم العائلة مختلف"
    assert fact_words("nationality", CHOICE, "same", "es") == "la nacionalidad es la misma"
    assert fact_words("nationality", CHOICE, "same", "ar") == "الجنسية هي نفسها"
    assert fact_words("sex", CHOICE, "same", "ar") == "الجنس هو نفسه"
    assert fact_words("a_further_column", TEXT, "apart", "es") == (
        "la columna «a further column» es otra"
    )


def test_the_issues_own_example() -> None:
    """In Spanish and in Arabic."""
    part = Aligned("Hadi", "الهادي", "family", 11.8, "script")
    assert reason(part, "es") == "el apellido es el mismo, en escritura latina y árabe"
    assert reason(part, "ar") == "اسم العائلة هو نفسه بالكتابة اللاتينية والعربية"
    assert fact_words("born", BORN, "a year apart", "es") == "el año de nacimiento difiere en uno"


@given(LIKENESS, st.sampled_from(LANGUAGES))
def test_a_whole_comparison_is_a_list_of_reasons(found: Likeness, language: Language) -> None:
    """As many as there are words that count and notes, apart by semicolons of the language."""
    words = sentence(found, language)
    parts = [part for part in found.parts if part.role != "title"]
    told = words.split("؛ " if language == "ar" else "; ") if words else []
    notes = [noted(note, language) for note in found.notes]
    assert sorted(told) == sorted([*(reason(part, language) for part in parts), *notes])


@given(WRITTEN, WRITTEN)
def test_whatever_two_names_are_their_comparison_can_be_said(one: str, other: str) -> None:
    """Of names as they are met, in the three languages."""
    found = NAMES.compare(one, other)
    for part in found.parts:
        for language in LANGUAGES:
            _sound(reason(part), reason(part, language), language)
