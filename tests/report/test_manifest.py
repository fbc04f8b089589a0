"""Papers: complete, escaped, the same sheets on page and PDF; Arabic shaped and from the right."""

from __future__ import annotations

import html
import re
import string
from collections.abc import Sequence
from html.parser import HTMLParser

import pytest
from attrs import evolve

from canje.app.service import shipped_case
from canje.case.case import Case
from canje.handover.cover import Cover, Group, Way
from canje.handover.manifest import READERS, SEEN, Line, Manifest, Reader
from canje.report import manifest_page, manifest_pdf, sheets
from canje.report.catalogue_day import DAY
from canje.report.manifest import cover_paper, paper
from canje.report.sheets import Laid
from canje.report.words import LANGUAGES, Language
from tests.report.pdf_text import Text, pages, texts

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


FACTS: dict[str, str] = {
    "holder_number": "K-77", "seeker_number": "12", "name_other": "Nura bint Salim",
    "born": "1990-02", "place": "Marib", "destination": "hill",
    "health": "seriously-wounded", "together": "2",
}  # fmt: skip
LONG = "a" * 21 + "-" + "b" * 20 + "." + "W" * 21


def made(
    reader: Reader = "carry", count: int = 42, leg: str | None = "road", **facts: str
) -> Manifest:
    """A paper of so many people; every other one has a name in another script."""
    lines = []
    for n in range(count):
        of: dict[str, str] = {**FACTS, "id": f"p{n:03}", "name": NAMES[n % len(NAMES)]}
        of["name_other"] = FACTS["name_other"] if n % 2 else ""
        of |= {key: text if key != "id" else f"{text}{n:03}" for key, text in facts.items()}
        lines.append(Line(n + 1, tuple(of[field] for field in SEEN[reader])))
    return Manifest(
        case="c",
        plan="sha256:0123456789abcdef" + "0" * 48,
        reader=reader,
        stage=2,
        stages=3,
        day=1,
        leg=leg,
        start="Marib / مأرب",
        end="Sana'a",
        party="hill",
        waits=("both roads open", "الطريق مفتوح"),
        lines=tuple(lines),
    )


def laid(case: Case, of: Manifest, language: Language = "en") -> Laid:
    return manifest_pdf.laid(paper(case, of, language))


def read(of: Laid) -> list[Text]:
    return texts(manifest_pdf.render(of))


def visible(page: str) -> str:
    return re.sub(r"<style>.*?</style>", "", page, flags=re.S)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", READERS)
def test_every_sheet_is_whole(reader: Reader, language: Language, case: Case) -> None:
    """A row a person, two boxes a row, three to sign in, the plan and n of m: on page and PDF."""
    on_sheets = laid(case, made(reader, 45), language)
    page = visible(manifest_page.render(on_sheets))
    ids = [f"p{n:03}" for n in range(45)]
    assert re.findall(r"<bdi>(p\d{3})</bdi>", page) == ids
    many = len(on_sheets.sheets)
    assert many > 1
    assert page.count('class="signed"') == page.count("<section") == many
    assert page.count('class="box"') == 2 * 45 + 2
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    of_pdf = pages(manifest_pdf.render(on_sheets))
    assert len(of_pdf) == many
    assert [each for found in of_pdf for each in found if re.fullmatch(r"p\d{3}", each)] == ids
    for number, (found, sheet) in enumerate(zip(of_pdf, on_sheets.sheets, strict=True), start=1):
        assert sheet.foot in page
        numbers = re.findall(r"\d+", on_sheets.paper.foot(number, many).rpartition("·")[2])
        assert numbers == [str(number), str(many)]
        foot = next(each for each in found if "0123456789ab" in each)
        assert sorted(re.findall(r"\d+", foot.replace("0123456789ab", ""))) == sorted(numbers)
        assert any("45" in each for each in found)


@pytest.mark.parametrize("reader", READERS)
def test_the_facts_of_a_paper(reader: Reader, case: Case) -> None:
    """Both names, both sides' numbers, the destination by its name; what all share, once."""
    told = [each.text for each in read(laid(case, made(reader, 3)))]
    words = " ".join(told)
    assert {"K-77", "12", "Nura bint Salim"} <= set(told)
    assert words.count("Destination of all: The Hill Republic") == 1
    assert ("Place of all: Marib" in words) is (reader != "receive")
    assert ("1990-02" in words) is (reader == "hand-over")
    assert ("seriously wounded" in words) is (reader != "hand-over")
    other = made(reader, 3)
    first = other.lines[0]
    cells = tuple(
        "abroad" if field == "destination" else cell
        for field, cell in zip(other.fields, first.cells, strict=True)
    )
    other = evolve(other, lines=(evolve(first, cells=cells), *other.lines[1:]))
    words = " ".join(each.text for each in read(laid(case, other)))
    assert words.count("third country") == 1
    assert words.count("Hill Republic") == 3  # two people, and whose they are
    assert "Destination of all" not in words


def test_guards_stand_on_the_first_sheet_with_a_box_and_a_line(case: Case) -> None:
    """Each once in all, before anybody is named."""
    on_sheets = laid(case, made(count=92), "en")
    found = [each for each in read(on_sheets) if each.text == "both roads open"]
    assert [each.page for each in found] == [1]
    page = visible(manifest_page.render(on_sheets))
    assert page.count("both roads open") == page.count('class="waits"') == 1
    assert page.index("both roads open") < page.index("p000")


def test_many_guards_go_on_over_sheets(case: Case) -> None:
    """All of them, each once, and the people beside them; a very long one ends in an ellipsis."""
    waits = tuple(f"guard {n:02} is met" for n in range(40))
    many = evolve(made(count=3), waits=(*waits, "long " * 4000))
    found = read(laid(case, many))
    assert [each.text for each in found if each.text.startswith("guard")] == list(waits)
    assert max(each.page for each in found) > 2
    assert [each.text for each in found if re.fullmatch(r"p\d{3}", each.text)] == [
        "p000", "p001", "p002"
    ]  # fmt: skip
    assert any(each.text.endswith("…") for each in found)
    feet = {each.page: each.y for each in found if "0123456789ab" in each.text}
    assert all(each.y >= feet[each.page] - 0.1 for each in found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stem", ["NORTH-sought-1.", LONG[:61]])
def test_an_id_is_never_broken(stem: str, language: Language, case: Case) -> None:
    """It stands in one piece inside its column, smaller if it must be; 64 letters too."""
    on_sheets = laid(case, made(count=30, id=stem, holder_number=stem), language)
    found = [each for each in read(on_sheets) if each.text.startswith(stem)]
    assert [each.text for each in found if each.text != stem] == [
        f"{stem}{n:03}" for n in range(30)
    ]
    page = visible(manifest_page.render(on_sheets))
    assert all(f"<bdi>{stem}{n:03}</bdi>" in page for n in range(30))
    assert ".id, .number, .id bdi, .plan bdi { white-space: nowrap" in manifest_page.render(
        on_sheets
    )
    rest = sheets.INNER - 2 * on_sheets.shape.tick
    assert sum(on_sheets.shape.widths) == pytest.approx(rest)
    with_room = [width for width in on_sheets.shape.widths if width <= 2 * sheets.PAD]
    assert with_room == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_outside_the_sheet(language: Language, case: Case) -> None:
    """The lowest row and the boxes to sign in end above the foot, with the room that is kept."""
    for facts in ({}, {"name": " ".join(NAMES)}, {"place": "a place with many words " * 8}):
        on_sheets = laid(case, made("hand-over", 30, **facts), language)
        foot = {each.page: each.y for each in read(on_sheets) if "0123456789ab" in each.text}
        for each in read(on_sheets):
            assert 34 <= each.x <= 562
            assert each.y >= foot[each.page] - 0.1
            is_foot = each.y - foot[each.page] < 1
            assert is_foot or each.y > foot[each.page] + sheets.SLACK / 0.3528


def test_many_people_share_a_sheet(case: Case) -> None:
    """What all have in common is told once, and narrow lines stand in two blocks: 125 on 3."""
    few = made("hand-over", 125, holder_number="", seeker_number="", name_other="", born="")
    short = evolve(
        few,
        lines=tuple(
            evolve(line, cells=(line.cells[0], "", "", "Ann Other", *line.cells[4:]))
            for line in few.lines
        ),
    )
    on_sheets = laid(case, short)
    assert on_sheets.shape.blocks == 2
    assert len(on_sheets.sheets) == 3
    assert len(laid(case, made("hand-over", 20)).sheets) == 1
    assert laid(case, made("hand-over", 20)).shape.blocks == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cover_of_a_stage(language: Language, case: Case) -> None:
    """All legs, own counts, how many sheets each paper has; a leg of others without a number."""
    one = made("hand-over", 42)
    ways = (
        Way("road", "a", "b",
            (Group("hill", "shore", "shore", 41), Group("hill", "shore", "abroad", 1)), ()),
        Way("sea", "b", "a", (), ()),
    )  # fmt: skip
    cover = Cover(
        case="c", plan=one.plan, reader="hand-over", stage=2, stages=3, day=1, party="hill",
        waits=one.waits, ways=ways, given=42, got=0, papers=(one,),
    )  # fmt: skip
    on_sheets = manifest_pdf.laid(cover_paper(case, cover, [2], language))
    found = [each.text for each in read(on_sheets)]
    assert {"road", "sea", "2"} <= set(found)
    assert any("42" in each for each in found)
    assert sum("41" in each for each in found) == 1
    assert found.count("–") == 4
    page = visible(manifest_page.render(on_sheets))
    assert page.count("<tr>") == 3
    assert page.count('class="signed"') == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_telephone_lines_are_cards(language: Language, case: Case) -> None:
    """Below 600 px every cell brings its own label, in the page's language and direction."""
    on_sheets = laid(case, made(count=3), language)
    page = manifest_page.render(on_sheets)
    assert "@media screen and (max-width: 600px)" in page
    heads = [each.head for each in on_sheets.paper.columns] + list(on_sheets.paper.boxes)
    labels = [html.unescape(each) for each in re.findall(r'<td [^>]*data-label="([^"]+)"', page)]
    assert labels == heads * 3


def test_the_page_needs_nothing_and_is_well_formed(case: Case) -> None:
    """No address, no script, nothing of a name becomes part of the page."""
    page = manifest_page.render(laid(case, made(), "ar"))
    assert not re.search(r"(?i)https?:|<script|<img|<link|url\(", page)
    assert "&lt;b&gt;&amp;amp;" in page
    assert "default-src 'none'" in page
    open_tags: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in ("meta", "col"):
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Tags().feed(page)
    assert open_tags == []


def test_counts_stand_in_figures_and_words(case: Case) -> None:
    """So that a stroke of the pen alters neither."""
    assert paper(case, made(), "en").counts == ("42 people (forty-two)",)
    assert paper(case, made(count=1), "es").counts == ("1 persona (uno)",)
    assert paper(case, made(), "ar").counts == ("عدد الأشخاص: 42 (اثنان وأربعون)",)


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
    first = manifest_pdf.render(laid(case, made(), language))
    assert first.startswith(b"%PDF-")
    assert first == manifest_pdf.render(laid(case, made(), language))


def test_letters_without_a_shape_are_told(case: Case) -> None:
    """A name in a script that the fonts do not have is not printed as boxes in silence."""
    known = paper(case, made(), "ar")
    assert manifest_pdf.unknown_letters(known) == ""
    for odd in (made(count=1, name="ნინო"), evolve(made(count=1), waits=("ნინო",))):
        assert set("ნინო") == set(manifest_pdf.unknown_letters(paper(case, odd, "en")))


def test_letters_join_across_marks(case: Case) -> None:
    """A shadda does not cut a word: as many glyphs are joined with it as without."""
    with_marks, without = "المُوقّع", "الموقع"
    sheet = manifest_pdf._Pages(paper(case, made(), "ar"))
    sheet.add_page()
    sheet.set_font("naskh", "", 12)
    widths = [sheet.get_string_width(each) for each in (with_marks, without)]
    sheet.close()
    assert widths[0] == pytest.approx(widths[1], abs=0.01)  # marks stand over letters, not between


def test_the_pdf_runs_from_the_right(case: Case) -> None:
    """Numbers and ids stand at the right edge in Arabic, at the left in English; marks of direction
    leave no shape behind."""
    both: Sequence[tuple[Language, bool]] = (("ar", True), ("en", False))
    for language, right in both:
        found = read(laid(case, made(), language))
        places = [each.x for each in found if re.fullmatch(r"p\d{3}", each.text)]
        assert len(places) == 42
        assert all((x > 300) is right for x in places)
        assert not any(re.search("[?\u2066-\u2069]", each.text) for each in found)
