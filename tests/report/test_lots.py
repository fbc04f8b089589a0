"""The draw on the page, in every language: chances, where the seed came from, who waits."""

from __future__ import annotations

import pytest

from canje.clear.engine import never
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.draw.draw import draw, prepare
from canje.report import lots
from canje.report.page import render
from canje.report.words import Language, Words
from tests.draw.test_draw import drawn_by_ceremony
from tests.report.examples import FAMILIES, case, plan


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_a_drawn_plan_shows_its_chances(language: Language) -> None:
    """Two thirds of the class of three, the reserve by id; and before the draw that it is open."""
    made = case(FAMILIES)
    question = Question(made.docket)
    prepared = prepare(question, plan(FAMILIES), HiGHS(), never)
    drawn = draw(question, prepared, bytes(32))
    words = Words(language)
    page = render(made, drawn, language=language)
    assert str(words("draw.caption")) in page
    assert "2/3" in page
    assert words.number(667) in page
    assert all(each in page for rest in drawn.draw["reserves"].values() for each in rest)  # type: ignore[index]
    assert str(words("draw.open")) in render(made, prepared, language=language)
    assert str(words("draw.caption")) not in render(made, plan(FAMILIES), language=language)


def test_where_the_seed_came_from_is_said() -> None:
    """By name where there was a ceremony."""
    _, drawn = drawn_by_ceremony()
    said = " ".join(map(str, lots.sentences(drawn, Words("en"))))
    assert "nobody chose" in said
    assert "desk" in said


@pytest.mark.parametrize(
    ("pair", "shown"),
    [([0, 1], "0"), ([1, 10**9], "< 1"), ([10**9 - 1, 10**9], "> 999"), ([2, 3], "667")],
)
def test_a_chance_is_never_rounded_to_none_or_all(pair: list[int], shown: str) -> None:
    """Next to nothing is not nothing."""
    assert lots.often(pair, Words("en")) == shown
