"""The page on people who are on no list."""

from __future__ import annotations

import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from canje.app import service
from canje.case.case import Case
from canje.cli.main import main
from canje.draw.stream import Stream
from canje.reconcile.estimate import Estimate, estimate
from canje.reconcile.overlaps import Overlaps
from canje.report.catalogue_estimate import ESTIMATE
from canje.report.estimate import letters, render_estimate
from canje.report.words import LANGUAGES, Language, Words
from tests.reconcile.published_overlaps import KOSOVO, NEW_ORLEANS
from tests.report.examples import Reader

FAMILIES = Path(service.__file__).parents[1] / "data" / "cases" / "two-families"
TWO = Overlaps.of_people(["A"] * 9 + ["B"] * 8 + ["A|B"])


def _estimate(overlaps: Overlaps) -> Estimate:
    return estimate(overlaps, Stream(bytes(32), b"test"), runs=60)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_figure_tables_and_cautions(language: Language) -> None:
    """A dot a model and one for the average inside both drawings; tables; each caution."""
    found = _estimate(KOSOVO)
    text = render_estimate(Case.read(FAMILIES), found, language)
    assert "\ufffd" not in text
    reader, words = Reader.of(text), Words(language)
    assert [len(table) for table in reader.tables] == [4, 5, 7]
    figures = re.findall(r'<svg[^>]*class="estimate.*?</svg>', text, re.DOTALL)
    assert len(figures) == 2
    for svg in figures:
        root = ElementTree.fromstring(svg)  # noqa: S314
        width, height = map(float, (root.get("viewBox") or "").split()[2:])
        dots = [each for each in root.iter() if each.get("class") == "dot"]
        assert len(dots) == len(found.models) + 1
        for each in dots:
            assert 0 < float(each.get("cx") or -1) < width
            assert 0 < float(each.get("cy") or -1) < height
        if language != "ar":
            xs = [float(each.get("cx") or 0) for each in dots[:-1]]
            people = [each.people for each in found.models]
            assert sorted(range(3), key=xs.__getitem__) == sorted(range(3), key=people.__getitem__)
    assert words("estimate.spread", low=words.number(5957), high=words.number(13993)) in text
    for code in ("spread.caution", "dependence", "capture", "links", "closed"):
        assert words(f"estimate.{code}") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_lists_and_no_upper_end(language: Language) -> None:
    """The odds in a table, an interval without limit, and no case needed."""
    found = _estimate(TWO)
    assert found.interval is not None
    assert math.isinf(found.interval[1])
    text = render_estimate(None, found, language)
    words = Words(language)
    assert [len(table) for table in Reader.of(text).tables] == [2, 5, 3, 3]
    assert words("estimate.interval.open", low=words.number(round(found.interval[0]))) in text
    assert words("estimate.two-lists") in text
    assert words("estimate.lost", number=words.number(_lost(found))) in text


def _lost(found: Estimate) -> int:
    return next(each.number for each in found.cautions if each.code == "lost")


def test_all_models_stand_in_the_table_and_the_heaviest_in_the_figure() -> None:
    """New Orleans in five lists has more models than are drawn."""
    found = _estimate(NEW_ORLEANS.merged("B", "E", "F", "G"))
    assert len(found.models) > 12
    text = render_estimate(None, found)
    assert len(Reader.of(text).tables[0]) == len(found.models) + 1
    assert text.count('class="dot"') == 2 * 13
    assert letters(found.models[0]) == ""


def test_names_of_lists_are_escaped() -> None:
    """A list may be called anything."""
    people = ["<b>x|y"] * 5 + ["<b>x"] * 40 + ["y"] * 30
    text = render_estimate(None, _estimate(Overlaps.of_people(people)))
    assert "<b>x" not in text
    assert "&lt;b&gt;x" in text


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    """`-o`, in a language."""
    table, page = tmp_path / "t.csv", tmp_path / "page.html"
    table.write_text("A,B,count\n1,0,40\n0,1,30\n1,1,10\n")
    result = CliRunner().invoke(
        main, ["estimate", "--table", str(table), "-o", str(page), "--language", "es"]
    )
    assert result.exit_code == 0, result.output
    assert str(Words("es")("estimate.title")) in page.read_text("utf-8")


def test_every_language_says_as_much() -> None:
    """Every text of the page in all three, with the same things put in."""
    for key, texts in ESTIMATE.items():
        placed = [
            {name for text in ([each] if isinstance(each, str) else each.values())
             for name in re.findall(r"{(\w+)}", text)}
            for each in texts
        ]  # fmt: skip
        assert placed[0] == placed[1] == placed[2], key
