"""Names read as parts: suggestions, each with its script and the rule that it rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.intake.names import read_name, script_of

NAMES = [
    # nasab, nisba, compounds; with and without links
    ("عبد الله بن سالم بن ناصر اليماني", "", "Arabic", "nasab",
     "given عبد الله/father سالم/grandfather ناصر/nisba اليماني"),
    ("فاطمة بنت حسن", "", "Arabic", "nasab", "given فاطمة/father حسن"),
    ("محمد عبد الرحمن صالح العمري", "", "Arabic", "chain",
     "given محمد/father عبد الرحمن/grandfather صالح/nisba العمري"),
    ("سيف الدين علي حسن", "", "Arabic", "chain", "given سيف الدين/father علي/family حسن"),
    ("أبو بكر سالم علي", "", "Arabic", "chain", "kunya أبو بكر/given سالم/father علي"),
    ("الشيخ صالح حسن", "", "Arabic", "chain", "title الشيخ/given صالح/father حسن"),
    ("محمد الحكيمي", "", "Arabic", "chain", "given محمد/nisba الحكيمي"),
    ("Abdul Karim Salem al-Amri", "", "Latin", "chain",
     "given Abdul Karim/father Salem/nisba al-Amri"),
    ("Omar bin Salem bin Nasser", "", "Latin", "nasab", "given Omar/father Salem/family Nasser"),
    ("Salem Nasser Omar Made", "ar", "Latin", "chain",
     "given Salem/father Nasser/grandfather Omar/family Made"),
    # two surnames
    ("PÉREZ GÓMEZ, Ana María", "es", "Latin", "comma",
     "family PÉREZ/family2 GÓMEZ/given Ana María"),
    ("José de la Cruz Pérez Gómez", "es", "Latin", "surnames",
     "given José de la Cruz/family Pérez/family2 Gómez"),
    ("Ana Pérez Gómez", "es", "Latin", "surnames", "given Ana/family Pérez/family2 Gómez"),
    ("Ana Pérez", "es", "Latin", "last", "given Ana/family Pérez"),
    # patronymics, in both orders and both alphabets
    ("Омеляненко Петро Іванович", "", "Cyrillic", "patronymic",
     "family Омеляненко/given Петро/patronymic Іванович"),
    ("Петр Ильич Вымышленный", "", "Cyrillic", "patronymic",
     "given Петр/patronymic Ильич/family Вымышленный"),
    ("Вымышленная Анна Сергеевна", "", "Cyrillic", "patronymic",
     "family Вымышленная/given Анна/patronymic Сергеевна"),
    ("Vymyshlenny Petr Ivanovich", "", "Latin", "patronymic",
     "family Vymyshlenny/given Petr/patronymic Ivanovich"),
    # the rest
    ("Jean DUPONT", "", "Latin", "capitals", "given Jean/family DUPONT"),
    ("DUPONT Jean", "", "Latin", "capitals", "family DUPONT/given Jean"),
    ("Ada van der Made", "", "Latin", "last", "given Ada/family van der Made"),
    ("Ada", "", "Latin", "one", "given Ada"),
    ("Вымышленный Петр", "", "Cyrillic", "", "name Вымышленный/name Петр"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "script", "why", "parts"), NAMES)
def test_the_parts_of_a_name(text: str, language: str, script: str, why: str, parts: str) -> None:
    """As someone who knows the custom would read it."""
    found = read_name(text, (language,) if language else ())
    assert (found.script, found.why) == (script, why)
    assert "/".join(f"{part.role} {part.text}" for part in found.parts) == parts


def test_scripts() -> None:
    """The script of most letters."""
    assert [script_of(each) for each in ("Ada", "Ада", "אדה", "آدا", "Άδα", "", "12", "阿达")] == [
        "Latin", "Cyrillic", "Hebrew", "Arabic", "Greek", "", "", "",
    ]  # fmt: skip


@given(st.text(max_size=60), st.sampled_from([(), ("ar",), ("es",), ("ru", "uk")]))
def test_no_word_of_a_name_is_lost(text: str, languages: tuple[str, ...]) -> None:
    """Every word stands in some part, as written; links of a chain and the comma fall away."""
    found = read_name(text, languages)
    words = " ".join(part.text for part in found.parts).replace(",", " ").split()
    links = {"بن", "ابن", "بنت", "ولد", "bin", "ben", "ibn", "bint", "binti", "ould", "wld"}
    for word in text.replace("،", " ").replace(",", " ").split():
        assert word in words or word.casefold() in links or found.why == "nasab"
