"""The draw on the page, in every language: chances, where the seed came from, who waits."""

from __future__ import annotations

import attrs
import pytest

from canje.clear.engine import never
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.draw.draw import draw, prepare
from canje.report import lots
from canje.report.names import code
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


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_where_the_seed_came_from_is_said(language: Language) -> None:
    """By name where there was a ceremony: whose secrets, whose dice, whose came too late, and on
    whose word that stands.
    """
    _, drawn = drawn_by_ceremony()
    words = Words(language)
    said = [str(each) for each in lots.sentences(drawn, words)]
    (dice,) = [each for each in said if (drawn.draw or {})["seed"] in each]
    assert "draw.yaml" in dice
    assert "desk" in dice
    assert str(words("draw.silent", parties=words.listed([code("SO")]))) in said


def test_reserves_stand_in_the_order_of_the_draw() -> None:
    """Not by their ids; the first of them only; none where a class cannot go at all."""
    _, drawn = drawn_by_ceremony()
    assert drawn.draw is not None
    words = Words("en")
    chances = {each["class"]: each["chance"] for each in drawn.draw["lottery"]["chances"]}
    (of, waiting) = next(each for each in drawn.draw["reserves"].items() if len(each[1]) > 1)
    turned = drawn.draw | {"reserves": {of: [*reversed(waiting), *(f"x{n}" for n in range(9))]}}
    (row,) = [each for each in lots.rows(attrs.evolve(drawn, draw=turned), words) if each.reserves]
    places = [str(row.reserves).index(f">{each}<") for each in reversed(waiting[-lots.WAITING :])]
    assert chances[of][0]
    assert places == sorted(places)
    assert "x8" not in row.reserves
    assert str(words("classes.more", n=len(waiting) + 9 - lots.WAITING)) in row.reserves


def test_classes_of_the_same_facts_are_told_apart() -> None:
    """By whom they go to and where; what does not differ is not said."""
    made = plan(FAMILIES)
    a, b = (attrs.evolve(each, facts=(("rank", "x"),)) for each in made.classes[:2])
    assert a.options != b.options
    told = lots.facts_apart(attrs.evolve(made, classes=(a, b)))
    assert told[a.id] != told[b.id]
    assert all(
        dict(each).keys() == {"rank", "beneficiary", "destination"} for each in told.values()
    )
    b = attrs.evolve(b, options=a.options)
    assert set(lots.facts_apart(attrs.evolve(made, classes=(a, b))).values()) == {a.facts}


@pytest.mark.parametrize(
    ("pair", "shown"),
    [([0, 1], "0"), ([1, 10**9], "< 1"), ([10**9 - 1, 10**9], "> 999"), ([2, 3], "667")],
)
def test_a_chance_is_never_rounded_to_none_or_all(pair: list[int], shown: str) -> None:
    """Next to nothing is not nothing."""
    assert lots.often(pair, Words("en")) == shown
