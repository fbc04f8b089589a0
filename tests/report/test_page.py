"""The page: it needs nothing else, lets no text of a case become part of it, and counts right."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from attrs import evolve

from canje.clear.engine import clear
from canje.clear.explain import Answer
from canje.clear.plan import Outcome
from canje.clear.price import Most
from canje.report.names import short_id
from canje.report.page import render
from canje.report.words import LANGUAGES, Language, Words
from canje.stage.schedule import plan_digest
from tests.report.examples import (
    APRIL,
    FAMILIES,
    HOSTILE,
    JULY,
    SHOWN,
    Reader,
    case,
    contradictory,
    hostile,
    number,
    page,
    plan,
)

EVERY = [(name, scenario, language) for name, scenario in SHOWN for language in LANGUAGES]
FETCHING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href"}


@pytest.mark.parametrize(("name", "scenario", "language"), EVERY)
def test_nothing_is_fetched_and_nothing_runs(
    name: str, scenario: str | None, language: Language
) -> None:
    """Only a link that a reader follows leads anywhere."""
    text = page(name, scenario, language)
    assert "<script" not in text.casefold()
    assert "@import" not in text
    assert "url(" not in text
    for tag, attributes in Reader.of(text).tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert not FETCHING & set(attributes)
        assert not [each for each in attributes if each.startswith("on")]
        if "href" in attributes:
            assert tag == "a"
            assert re.match(r"#|https?://", attributes["href"] or "")
            if not (attributes["href"] or "").startswith("#"):
                assert "noreferrer" in (attributes.get("rel") or "")


@pytest.mark.parametrize(("name", "scenario", "language"), EVERY)
def test_the_page_is_well_formed(name: str, scenario: str | None, language: Language) -> None:
    """Tags close in order, ids are unique, links within the page lead somewhere."""
    text = page(name, scenario, language)
    reader = Reader.of(text)
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in reader.tags:
        href = attributes.get("href") or ""
        assert not href.startswith("#") or href[1:] in ids
        for each in (attributes.get("aria-labelledby") or "").split():
            assert each in ids
    assert len(reader.captions) == len(reader.tables)
    html = reader.tags[0][1]
    assert (html["lang"], html["dir"]) == (language, Words(language).direction)


@pytest.mark.parametrize(("name", "scenario", "language"), EVERY)
def test_figures_are_xml_and_tell_what_they_show(
    name: str, scenario: str | None, language: Language
) -> None:
    """Every figure parses alone; the ones that are not hidden have a title and a description."""
    for svg in re.findall(r"<svg.*?</svg>", page(name, scenario, language), re.DOTALL):
        root = ElementTree.fromstring(svg)  # noqa: S314  (our own page)
        if root.get("aria-hidden") != "true":
            assert root.get("role") == "img"
            assert (root[0].text or "").strip()
            assert (root[1].text or "").strip()


@pytest.mark.parametrize(("name", "scenario", "language"), EVERY)
def test_tables_add_up_to_the_plan(name: str, scenario: str | None, language: Language) -> None:
    """Rows sum to their totals, and the totals are the plan's."""
    words, found = Words(language), plan(name, scenario)
    reader = Reader.of(page(name, scenario, language))
    everyone = len(case(name, scenario).docket.people)
    if found.people:
        assert _sum(reader, words("flow.caption"), -1) == found.freed == len(found.people)
    if found.left_out:
        assert _sum(reader, words("left.caption"), -1) == len(found.left_out)
        ids = reader.table(words("left.ids"))
        assert sum(number(row[2]) for row in ids[1:]) == len(found.left_out)
    assert _sum(reader, words("left.title"), 2) == found.freed
    balance = reader.table(words("left.title"))[-1]
    assert sum(map(number, balance[2:])) == everyone
    answers = reader.table(words("answers.caption"))
    assert sum(number(row[-1]) for row in answers[1:] if row[0] != words("total")) == everyone


def _sum(reader: Reader, caption: object, column: int) -> int:
    *rows, foot = reader.table(caption)[1:]
    total = sum(number(row[column]) for row in rows)
    assert number(foot[column]) == total
    return total


@pytest.mark.parametrize("desk", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_stays_text(language: Language, desk: bool) -> None:
    """Whatever a case says is shown as it is written, and does nothing."""
    found = hostile()
    text = render(found, clear(found.docket), desk=desk, language=language)
    assert "<script" not in text
    assert 'onload="x"' not in text
    assert "\u202e" not in text
    assert "\x00" not in text
    assert "49" not in re.sub(r"sha256:[0-9a-f]+|[0-9.]+", " ", text)
    assert 'href="javascript' not in text
    reader = Reader.of(text)
    assert not [1 for _, attributes in reader.tags if "onload" in attributes]
    for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        ElementTree.fromstring(svg)  # noqa: S314
    assert HOSTILE not in text


def test_the_same_bytes_again() -> None:
    """The same case and plan give the same page, from values made anew."""
    found = case(APRIL, "accepted-inside")
    again = evolve(found, docket=evolve(found.docket))
    assert render(found, plan(APRIL, "accepted-inside")) == render(again, clear(again.docket))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_but_for_the_desk(language: Language) -> None:
    """Names, and the will that people told in private, stand only on the desk's page."""
    people = case(FAMILIES).docket.people
    public = page(FAMILIES, language=language)
    private = page(FAMILIES, language=language, desk=True)
    for name in people.column("name").texts():
        assert name not in public
        assert name in private
    words = Words(language)
    refused = (words("reason.consent-refused"), words("why.consent-refused"))
    assert not [each for each in refused if each in public]
    assert all(each in private for each in refused)
    assert words("reason.not-in-this-round") in public
    assert words("page.desk") not in public
    assert words("page.desk") in private


def test_the_page_is_deaf_to_wills() -> None:
    """Other consents that lead to the same plan change nothing on the public page."""
    found = case(FAMILIES)
    silent = evolve(found, docket=evolve(found.docket, consents=()))
    made = plan(FAMILIES)
    assert render(found, made) == render(silent, made)


def test_ids_are_folded_and_in_ranges() -> None:
    """Five hundred ids do not stand on the page one by one."""
    text = page(APRIL, "accepted-inside")
    assert text.count("sv-act-") == 1
    assert "sv-act-0001…0137" in text
    assert text.index("<details>") < text.index("sv-act-0001")


def test_a_contradiction_in_the_parties_own_words() -> None:
    """Where no exchange meets the terms, those that contradict each other are told."""
    found = contradictory()
    made = clear(found.docket)
    assert made.outcome == "infeasible"
    text = render(found, made)
    told = text[text.index('class="conflict"') : text.index("<nav")]
    assert "none of them, ever" in told
    assert "one of ours at least" in told
    assert Words("en")("flow.nobody") in text


def test_stopped_never_looks_like_proved() -> None:
    """A search that was stopped says so, and claims nothing."""
    found = case(FAMILIES)
    made = clear(found.docket, stop=lambda: True)
    assert made.outcome == "stopped"
    text, words = render(found, made), Words("en")
    assert words("outcome.stopped") in text
    assert words("outcome.proved") not in text
    assert words("proof.explain") not in text


def test_a_gap_is_told() -> None:
    """A plan that is not proved says how far it may be from the best."""
    made = evolve(plan(FAMILIES), outcome="feasible", bound=11)
    text = render(case(FAMILIES), made)
    assert "the terms may allow up to 11" in text
    assert "proved that no other" not in text


@pytest.mark.parametrize(("outcome", "why"), [("proved", "open"), ("feasible", "early")])
def test_what_was_not_found_is_not_put_on_the_terms(outcome: Outcome, why: str) -> None:
    """That the terms leave no room is known of a proved plan only."""
    made = plan(FAMILIES)
    left = tuple(each._replace(reason="terms", terms=()) for each in made.left_out)
    text = render(case(FAMILIES), evolve(made, outcome=outcome, left_out=left))
    told = {each: str(Words("en")(f"why.terms.{each}")) in text for each in ("open", "early")}
    assert told == {"open": why == "open", "early": why == "early"}


def test_a_plan_of_another_case_is_refused_or_told() -> None:
    """A plan of another case is refused; one of another version of this case is told."""
    with pytest.raises(ValueError, match=FAMILIES):
        render(case(APRIL), plan(FAMILIES))
    found, words = case(FAMILIES), Words("en")
    other = evolve(found, docket=evolve(found.docket, facts={"season": "spring"}))
    assert words("page.other-case") in render(other, plan(FAMILIES))
    assert words("page.other-case") not in page(FAMILIES)


def test_the_plans_scenario_is_the_pages() -> None:
    """A case read without a scenario is shown under the one that the plan was made for."""
    made = plan(APRIL, "accepted-inside")
    assert render(case(APRIL), made) == render(case(APRIL, "accepted-inside"), made)


def test_every_dispute_with_every_speaker() -> None:
    """Each side of each dispute stands on the page with who says it."""
    text = page(JULY)
    disputes = case(JULY).disputes
    assert text.count('<article class="dispute">') == len(disputes) > 0
    claims = sum(len(side) for dispute in disputes for side in dispute.sides)
    told = text[text.index('id="disputes"') : text.index('id="proof"')]
    assert told.count("<li>") == claims


def test_prices_stand_beside_their_bars() -> None:
    """Each price is in its row: what is freed without the term, and how many more that is."""
    reader = Reader.of(page(FAMILIES))
    rows = reader.table(Words("en")("prices.terms"))[1:]
    assert [row[2].removeprefix("at least ") for row in rows] == [
        str(9 + 7 * n) for n in range(len(rows))
    ]
    assert rows[0][3] == "0"
    assert rows[2][3] == "+14"


def test_what_an_answer_would_change() -> None:
    """Where it was worked out, the page says how many one answer would bring home."""
    answers = (
        Answer("VE", "unanswered", 890, Most(504, 504, True)),
        Answer("VE", "not-held", 5, Most(2, None, False)),
    )
    text = render(case(APRIL), plan(APRIL), what_if=answers)
    assert "holds 890 people (now: no answer), 504 would be freed instead of 0." in text
    assert "at least 2 would be freed" in text
    assert Words("en")("what-if") not in page(APRIL)


def test_orders_that_are_only_shown() -> None:
    """Where law only advises, the page says that an order in force was not enforced."""
    assert "1 court order in force is shown and not enforced" in page(JULY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_sheets_name_the_plan_and_are_numbered(language: Language) -> None:
    """In the margins of every sheet: the plan's short id, page n of m, and for whom it is."""
    made = plan(FAMILIES)
    short = short_id(plan_digest(made))
    words = Words(language)
    for desk in (False, True):
        style = page(FAMILIES, language=language, desk=desk)
        style = style[: style.index("</style>")]
        margins = style[style.index("@media print { @page {") :]
        assert margins.count(f'content: "{words("manifest.plan", plan=short)}"') == 1
        assert margins.count("counter(page)") == margins.count("counter(pages)") == 1
        assert margins.index("counter(page)") < margins.index("counter(pages)")
        assert margins.count(f"direction: {words.direction}") == (3 if desk else 2)
        assert (str(words("page.desk")) in margins) is desk


def test_printed_pages_hide_and_cut_nothing() -> None:
    """What is folded is open, heads of tables come again, nothing is scrolled out of sight."""
    style = page(APRIL)
    printed = style[style.index("@media print {") : style.index("</style>")]
    for rule in (
        "details::details-content { display: block; block-size: auto;",
        "thead { display: table-header-group; }",
        ".scroll { overflow: visible; }",
        "code.id { overflow: visible; }",
    ):
        assert rule in printed
    assert page(APRIL).count("<details>") == 3


@pytest.mark.parametrize(("name", "scenario", "language"), EVERY)
def test_on_a_telephone_every_cell_has_its_label(
    name: str, scenario: str | None, language: Language
) -> None:
    """Each table of three columns and more becomes cards, and each number says what it counts."""
    text = page(name, scenario, language, desk=True)
    tables = re.findall(r"<table.*?</table>", text, re.S)
    cards = [each for each in tables if each.startswith('<table data-cards=""')]
    assert len(cards) >= 6
    for table in tables:
        heads = [each for each in re.findall(r"<th scope=\"col\".*?>(.*?)</th>", table) if each]
        assert table.startswith("<table data-cards") == (len(heads) > 2)
    for table in cards:
        body = table[table.index("<tbody>") :]
        for cell in re.findall(r"<td[^>]*>", body):
            assert "data-label" in cell or 'class="bars"' in cell
    assert "code.id { white-space: nowrap;" in text


def test_an_id_on_a_page_is_marked_as_one() -> None:
    """So that it is never broken: terms, classes, people."""
    text = page(FAMILIES, desk=True)
    for each in ("tariff", "h1", "c1"):
        assert f'<code class="id" dir="ltr">{each}</code>' in text
    assert not re.search(r'<code dir="ltr">\w+\d</code>', text)
