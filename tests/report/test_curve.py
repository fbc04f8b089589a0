"""The curve of a sweep and its page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from canje.clear.price import Point
from canje.report.curve import figure, ticks
from canje.report.page import render_sweep
from canje.report.words import LANGUAGES, Language, Words
from tests.report.examples import APRIL, Reader, case

RATIOS = [
    Point("1:1", 1, 504, 504, True),
    Point("2:1", 2, 378, 400, False),
    Point("3:1", 3, 0, 0, True),
    Point("4:1", 4, 0, None, False),
]
COUNTS = [Point(str(n), n, 2 * n, 2 * n, True) for n in range(0, 200, 5)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("points", [RATIOS, COUNTS, RATIOS[:1]])
def test_every_value_is_drawn_and_listed(points: list[Point], language: Language) -> None:
    """A point for each value, a row each, and the one that stands now marked."""
    text = render_sweep(case(APRIL, "accepted-inside"), "one-for-one", points, "1:1", language)
    reader, words = Reader.of(text), Words(language)
    assert len(reader.tables[0]) == len(points) + 1
    assert (words("sweep.now") in text) == (points is not COUNTS)
    figures = re.findall(r'<svg[^>]*class="curve.*?</svg>', text, re.DOTALL)
    assert len(figures) == 2
    for svg in figures:
        root = ElementTree.fromstring(svg)  # noqa: S314
        shown = [each for each in root.iter() if each.tag.endswith("circle")]
        assert len(shown) == len(points)


def test_what_is_not_proved_looks_it() -> None:
    """A point whose number is not proved is hollow."""
    drawn = figure(RATIOS, "one-for-one", Words("en"))
    assert drawn.count('class="dot open"') == 4  # in each of the two drawings
    assert figure([], "one-for-one", Words("en")) == ""


@pytest.mark.parametrize("most", [0, 1, 4, 5, 6, 99, 504, 1000, 1001, 123_456])
def test_ticks_are_round_few_and_reach(most: int) -> None:
    """The axis begins at nothing, reaches the largest number and is not crowded."""
    marks = ticks(most)
    assert marks[0] == 0
    assert marks[-1] >= max(most, 1)
    assert len(marks) <= 6
