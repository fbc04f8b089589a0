"""The page on lists and persons: its figures in every language, and nobody's name or id."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from canje.reconcile.funnel import Funnel
from canje.reconcile.persons import Person
from canje.report.catalogue_funnel import FUNNEL
from canje.report.funnel import figure, share
from canje.report.names import Names
from canje.report.page import render_funnel
from canje.report.words import LANGUAGES, Language, Words
from tests.report.examples import FAMILIES, case, page
from tests.report.test_words import forms, placed

FOUND = Funnel(
    "north", "south", 9_001,
    (("sought", 8_576), ("answered", 7_010), ("acknowledged", 3_600), ("eligible", 3_412)),
    (("held", 3_600), ("no-such-person", 3_410), ("unanswered", 1_566)), 12,
)  # fmt: skip
PEOPLE = [
    Person(id="secret-1", entries=("secret-list#1",), joined="alone", holder="south",
           facts={"name": "Ada Made-Up"}),
    Person(id="secret-2", entries=("a#1", "b#2"), joined="judged", holder="south", facts={}),
]  # fmt: skip


@pytest.mark.parametrize("key", sorted(FUNNEL))
def test_every_language_says_as_much(key: str) -> None:
    """The translations put in what the English puts in, and hold no markup."""
    wanted = {name for text in forms(FUNNEL[key][0]) for name in placed(text)}
    assert len(FUNNEL[key]) == len(LANGUAGES)
    for text in FUNNEL[key]:
        for form in forms(text):
            assert form.strip()
            assert "<" not in form
            assert placed(form) | {"n"} == wanted | {"n"}


@pytest.mark.parametrize("language", get_args(Language))
def test_the_page_has_every_number(language: Language) -> None:
    """In figure and table; two funnels have ids of their own; nobody is named."""
    page = render_funnel(case(FAMILIES), [FOUND, FOUND], PEOPLE, language)
    words = Words(language)
    for _, count in (*FOUND.counts, *FOUND.codes):
        assert page.count(f">{words.number(count)}</td>") >= 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for tied in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert set(tied.split()) <= set(ids)
    for secret in ("secret", "Ada", "a#1"):
        assert secret not in page


def test_bars_are_to_scale_and_stay_inside() -> None:
    """By hand: each bar is its share of those sought; from right to left they mirror."""
    drawn = {}
    for language in ("en", "ar"):
        words = Words(language)
        svg = str(figure(FOUND, 0, Names(case(FAMILIES), words))).split("</svg>")[0]
        bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*class="step"', svg)
        drawn[language] = [(float(x), float(width)) for x, width in bars]
    whole = drawn["en"][0][1]
    for (_, count), (x, width), (mirrored, same) in zip(
        FOUND.counts, drawn["en"], drawn["ar"], strict=True
    ):
        assert width == pytest.approx(whole * count / 8_576, abs=0.1)
        assert same == width
        assert x + width <= 900
        assert mirrored + width == pytest.approx(900 - x, abs=0.15)


def test_a_share_is_never_more_than_it_is() -> None:
    """Only all are all."""
    assert [share(*each) for each in ((0, 0), (1, 3), (8_575, 8_576), (5, 5))] == [
        "0\u00a0%", "33\u00a0%", "99\u00a0%", "100\u00a0%",
    ]  # fmt: skip


def test_a_case_without_lists_has_none() -> None:
    """The report of a case that somebody wrote by hand says nothing of lists."""
    assert 'id="funnel"' not in page(FAMILIES)
