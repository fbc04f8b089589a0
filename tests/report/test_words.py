"""The catalogue of words: whole in every language, and in the right form for every number."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import get_args

import pytest
from markupsafe import Markup

from canje.base.dates import PartialDate
from canje.report.catalogue import MONTHS, Text
from canje.report.words import LANGUAGES, SAID, Language, Words, plural
from canje.terms.docket import StatementCode
from canje.terms.eligible import BarrierCode


def forms(text: Text) -> Iterator[str]:
    yield from [text] if isinstance(text, str) else text.values()


@pytest.mark.parametrize("key", sorted(SAID))
def test_every_language_says_as_much(key: str) -> None:
    """The translations put in what the English puts in, and hold no markup."""
    wanted = {name for text in forms(SAID[key][0]) for name in placed(text)}
    for text in SAID[key]:
        assert not isinstance(text, dict) or "other" in text
        for form in forms(text):
            assert form.strip()
            assert "<" not in form
            assert placed(form) <= wanted | {"n"}
            assert placed(form) | {"n"} >= wanted - {"why"} or key == "summary.can.advice"
    assert len(SAID[key]) == len(LANGUAGES)


def placed(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_answer_and_reason_has_words() -> None:
    """No code of the engine stands bare on a page."""
    for statement in get_args(StatementCode):
        assert f"statement.{statement}" in SAID
    for code in {*get_args(BarrierCode), "not-in-this-round", "red-line", "terms", "draw"}:
        if code not in ("statement", "unit-no-destination"):  # published in another word
            assert f"reason.{code}" in SAID
            assert f"why.{code}" in SAID


@pytest.mark.parametrize(
    ("n", "en", "es"),
    [(0, "0 people", "0 personas"), (1, "1 person", "1 persona"), (2, "2 people", "2 personas")],
)
def test_one_is_one(n: int, en: str, es: str) -> None:
    """Singular and plural."""
    assert Words("en")("people", n) == en
    assert Words("es")("people", n) == es


def test_arabic_has_six_forms() -> None:
    """The six categories of the Unicode CLDR."""
    found = [plural("ar", n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 252)]
    assert found == [
        *("zero", "one", "two", "few", "few", "many", "many", "other", "other", "few", "many")
    ]
    assert Words("ar")("people", 2) == "شخصين"


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_as_far_as_known(language: Language) -> None:
    """A year stays a year, a month a month."""
    words = Words(language)
    assert words.date(PartialDate(2025)) == "2025"
    month = MONTHS[language][3]
    assert month in words.date(PartialDate(2025, 4))
    assert "20" in words.date(PartialDate(2025, 4, 20)).split()
    assert len(MONTHS[language]) == 12


def test_numbers_are_thin() -> None:
    """Thousands stand apart by a space that does not break."""
    assert Words("en").number(1_234_567) == "1\u202f234\u202f567"
    assert Words("en").signed(0) == "0"
    assert Words("en").signed(252) == "+252"
    assert Words("en").signed(-3) == "\u22123"


def test_lists() -> None:
    """Items are escaped, and Spanish says e before an i."""
    assert Words("en").listed(["<a>", Markup("<b>")]) == "&lt;a&gt; and <b>"
    assert Words("es").listed(["Colombia", "Irán"]) == "Colombia e Irán"
    assert Words("ar").listed(["a", "b", "c"]) == "a، b وc"
    assert Words("en").listed([]) == ""


def test_what_is_put_in_is_escaped() -> None:
    """A parameter is text, whatever it holds."""
    assert Words("en")("why.terms", terms="<i>") == (
        "For one more of them to go, these terms would have to be relaxed: &lt;i&gt;."
    )
