"""The flow figure: every person on a way, labels apart, mirrored from right to left."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from canje.report import flow
from canje.report.flow import Flow
from canje.report.names import Names
from canje.report.svg import text_width
from canje.report.words import LANGUAGES, Language, Words
from canje.terms.docket import Party
from tests.report.examples import APRIL, FAMILIES, case, plan

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"flow-wide": 14, "flow-narrow": 12}


def drawings(figure: Markup) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<all>{figure}</all>"))  # noqa: S314


@frozen
class Box:
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def boxes(svg: ElementTree.Element) -> list[Box]:
    """About where each label stands."""
    size = SIZES[svg.get("class") or ""]
    found = []
    for text in svg.iter(f"{SVG}text"):
        said = (text.text or "").strip("\u2068\u2069")
        # Widths are estimated on the safe side, for letters of the widest fonts
        width = text_width(said, size) * 0.95
        x, y = float(text.get("x") or 0), float(text.get("y") or 0)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[
            text.get("text-anchor") or "start"
        ]
        found.append(Box(left, left + width, y - 0.8 * size, y + 0.2 * size))
    return found


PARTIES = ["SV", "US", "VE", "OS", "abroad", "nobody-knows", *(f"p{n}" for n in range(12))]
LONG = "The United Provisional Authority of the Eastern Highlands, Lowlands and Valleys"


@st.composite
def ways(draw: st.DrawFn) -> list[Flow]:
    ends = st.sampled_from(PARTIES)
    chosen = draw(st.sets(st.tuples(ends, ends, ends), min_size=1, max_size=25))
    return [Flow(*way, draw(st.sampled_from([1, 2, 90, 5000]))) for way in sorted(chosen)]


def names(language: Language) -> Names:
    found = case(APRIL)
    parties = (*found.docket.parties, Party("p0", LONG, "state"), Party("p1", "ح" * 60, "state"))
    return Names(evolve(found, docket=evolve(found.docket, parties=parties)), Words(language))


@pytest.mark.parametrize("language", LANGUAGES)
@given(flows=ways())
def test_no_label_meets_another(flows: list[Flow], language: Language) -> None:
    """Whatever goes where, labels do not overlap, and stay within the drawing."""
    for svg in drawings(flow.figure(flows, names(language), Words(language))):
        width, height = map(float, (svg.get("viewBox") or "").split()[2:])
        labels = boxes(svg)
        assert not [pair for pair in combinations(labels, 2) if pair[0].meets(pair[1])]
        for box in labels:
            assert box.left >= -1
            assert box.right <= width + 1
            assert box.bottom <= height + 1


def test_widths_are_proportional() -> None:
    """A holder who frees as many as another has as wide a bar."""
    found = flow.flows(plan(APRIL, "accepted-inside"), names("en"))
    wide = drawings(flow.figure(found, names("en"), Words("en")))[0]
    heights = [
        float(rect.get("height") or 0)
        for rect in wide.iter(f"{SVG}rect")
        if "node k" in (rect.get("class") or "")
    ]
    assert len(heights) == 2
    assert heights[0] == pytest.approx(heights[1], abs=0.2)


def test_right_to_left_is_the_mirror() -> None:
    """In Arabic the holders stand on the right."""
    found = flow.flows(plan(FAMILIES), Names(case(FAMILIES), Words("ar")))
    sides = []
    for language in ("en", "ar"):
        words = Words(language)
        wide = drawings(flow.figure(found, Names(case(FAMILIES), words), words))[0]
        holder = next(r for r in wide.iter(f"{SVG}rect") if "k1" in (r.get("class") or ""))
        sides.append(float(holder.get("x") or 0) + float(holder.get("width") or 0) / 2)
    assert sides[0] + sides[1] == pytest.approx(900, abs=0.2)
    assert sides[0] < 450 < sides[1]


def test_a_crowd_of_parties_is_gathered() -> None:
    """The figure draws the largest apart and the others as one; nobody is lost."""
    many = [Flow(f"p{n}", "SV", "SV", n + 1) for n in range(30)]
    wide = drawings(flow.figure(many, names("en"), Words("en")))[0]
    texts = [(text.text or "").strip("\u2068\u2069") for text in wide.iter(f"{SVG}text")]
    assert "19 others" in texts
    assert str(sum(range(1, 20))) in texts


def test_nobody_moves_and_nothing_is_drawn() -> None:
    """There is no figure of an exchange that frees nobody."""
    assert flow.figure([], names("en"), Words("en")) == ""
