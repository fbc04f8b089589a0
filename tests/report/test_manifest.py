"""Manifests on paper: complete, escaped, the same bytes; Arabic shaped and from the right."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from canje.app.service import shipped_case
from canje.case.case import Case
from canje.handover.manifest import READERS, Line, Manifest, Reader
from canje.report import manifest_pdf
from canje.report.catalogue_day import DAY
from canje.report.manifest import paper, render
from canje.report.words import LANGUAGES, Language

NAMES = (
    "نورة بنت سالم الهادي",
    "عبد الرحمن المُوقّع",
    "Ximena Ñáñez de la Cerda y Agüero-Villaseñor del Monte Alto",
    "Мар'яна Щербаківна Ґалаґан",
    "سارة Anna الحكيم",
    "<b>&amp;",
)
"""Made up: Arabic with and without marks, Spanish, Ukrainian, two scripts in one, and a trap."""


@pytest.fixture(scope="module")
def case() -> Case:
    with shipped_case("two-families") as folder:
        return Case.read(folder)


def made(reader: Reader = "carry", count: int = 42, leg: str | None = "road") -> Manifest:
    cells = {
        "hand-over": ("1990-02", "Marib"),
        "carry": ("seriously-wounded", "2"),
        "receive": ("2", "seriously-wounded"),
    }[reader]
    lines = tuple(Line(n + 1, (f"p{n:03}", NAMES[n % len(NAMES)], *cells)) for n in range(count))
    return Manifest("c", reader, 2, 3, 1, leg, "Marib / مأرب", "Sana'a", "hill", lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", READERS)
def test_the_page_has_every_line_once(reader: Reader, language: Language, case: Case) -> None:
    """A row a person, two boxes a row, three to sign in on every sheet, and each sheet counted."""
    page = render(case, made(reader), language)
    ids = re.findall(r"<bdi>(p\d{3})</bdi>", page)
    assert ids == [f"p{n:03}" for n in range(42)]
    assert page.count('class="box"') == 2 * 42
    assert page.count('class="signed"') == page.count("<section") == 3
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert paper(case, made(reader), language).numbered[2] in page


def test_the_page_needs_nothing_and_is_well_formed(case: Case) -> None:
    """No address, no script, nothing of a name becomes part of the page."""
    page = render(case, made(), "ar")
    assert not re.search(r"(?i)https?:|<script|<img|<link|url\(", page)
    assert "&lt;b&gt;&amp;amp;" in page
    assert "default-src 'none'" in page
    open_tags: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in ("meta",):
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Tags().feed(page)
    assert open_tags == []


def test_counts_stand_in_figures_and_words(case: Case) -> None:
    """So that a stroke of the pen alters neither."""
    assert paper(case, made(), "en").count == "42 people (forty-two)"
    assert paper(case, made(count=1), "es").count == "1 persona (uno)"
    assert paper(case, made(), "ar").count == "عدد الأشخاص: 42 (اثنان وأربعون)"


@pytest.mark.parametrize("key", sorted(DAY))
def test_every_language_says_as_much(key: str) -> None:
    """The translations put in what the English puts in."""
    placed = []
    for text in DAY[key]:
        forms = [text] if isinstance(text, str) else list(text.values())
        for form in forms:
            assert form.strip()
            placed.append({name for _, name, _, _ in string.Formatter().parse(form) if name})
    assert all(each == placed[0] for each in placed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_the_same_bytes(language: Language, case: Case) -> None:
    """No clock and no chance in it."""
    on_paper = paper(case, made(), language)
    first = manifest_pdf.render(on_paper)
    assert first.startswith(b"%PDF-")
    assert first == manifest_pdf.render(on_paper)


def test_letters_without_a_shape_are_told(case: Case) -> None:
    """A name in a script that the fonts do not have is not printed as boxes in silence."""
    known = paper(case, made(), "ar")
    assert manifest_pdf.unknown_letters(known) == ""
    lines = (Line(1, ("p1", "ნინო", "", "")),)
    odd = Manifest("c", "carry", 1, 1, 1, None, "", "", None, lines)
    assert set("ნინო") == set(manifest_pdf.unknown_letters(paper(case, odd, "en")))


def test_letters_join_across_marks(case: Case) -> None:
    """A shadda does not cut a word: as many glyphs are joined with it as without."""
    with_marks, without = "المُوقّع", "الموقع"
    sheet = manifest_pdf._Sheet(paper(case, made(), "ar"))
    sheet.add_page()
    sheet.set_font("naskh", "", 12)
    widths = [sheet.get_string_width(each) for each in (with_marks, without)]
    sheet.close()
    assert widths[0] == pytest.approx(widths[1], abs=0.01)  # marks stand over letters, not between


def test_the_pdf_runs_from_the_right_and_holds_every_name(case: Case, tmp_path: Path) -> None:
    """Numbers stand at the right edge in Arabic, at the left in English; every id is there."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("needs pdftotext (poppler)")
    both: tuple[tuple[Language, bool], ...] = (("ar", True), ("en", False))
    for language, right in both:
        file = tmp_path / f"{language}.pdf"
        file.write_bytes(manifest_pdf.render(paper(case, made(), language)))
        boxes = subprocess.run(
            [reader, "-bbox", str(file), "-"], capture_output=True, check=True, text=True
        ).stdout
        places = {
            word: float(x)
            for x, word in re.findall(r'<word xMin="([\d.]+)"[^>]*>(p\d{3})</word>', boxes)
        }
        assert len(places) == 42
        assert (min(places.values()) > 300) is right
