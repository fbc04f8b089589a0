"""Numbers in words, as they are written on papers."""

from __future__ import annotations

import pytest

from canje.report.spelled import MOST, spelled
from canje.report.words import LANGUAGES, Language


@pytest.mark.parametrize(
    ("number", "en", "es", "ar"),
    [
        (0, "zero", "cero", "صفر"),
        (1, "one", "uno", "واحد"),
        (16, "sixteen", "dieciséis", "ستة عشر"),
        (21, "twenty-one", "veintiuno", "واحد وعشرون"),
        (100, "one hundred", "cien", "مئة"),
        (101, "one hundred and one", "ciento uno", "مئة وواحد"),
        (252, "two hundred and fifty-two", "doscientos cincuenta y dos", "مئتان واثنان وخمسون"),
        (1_000, "one thousand", "mil", "ألف"),
        (1_027, "one thousand and twenty-seven", "mil veintisiete", "ألف وسبعة وعشرون"),
        (2_000, "two thousand", "dos mil", "ألفان"),
        (3_600, "three thousand six hundred", "tres mil seiscientos", "ثلاثة آلاف وستمئة"),
        (21_001, "twenty-one thousand and one", "veintiún mil uno", "واحد وعشرون ألفًا وواحد"),
        (MOST + 1, "1000000", "1000000", "1000000"),
    ],
)
def test_numbers(number: int, en: str, es: str, ar: str) -> None:
    """One line a number, in the three languages."""
    assert (spelled("en", number), spelled("es", number), spelled("ar", number)) == (en, es, ar)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_numbers_are_spelled_alike(language: Language) -> None:
    """Else the words would not guard the figure."""
    assert len({spelled(language, number) for number in range(12_000)}) == 12_000
