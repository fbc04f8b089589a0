"""The stages on a page: the figures of the schedule, in every language, and nothing of its ids."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

import pytest

from canje.report import stages
from canje.report.catalogue_stages import STAGES
from canje.report.names import Names
from canje.report.page import render
from canje.report.words import LANGUAGES, Language, Words
from canje.stage.engine import schedule
from canje.stage.schedule import Schedule
from tests.report.examples import FAMILIES, JULY, case, plan
from tests.report.test_words import forms, placed


@cache
def staged(name: str) -> Schedule:
    own = case(name)
    return schedule(own.docket, plan(name), own.handover)


def names(name: str, language: Language = "en") -> Names:
    return Names(case(name), Words(language))


@pytest.mark.parametrize("key", sorted(STAGES))
def test_every_language_says_as_much(key: str) -> None:
    """The translations put in what the English puts in, and hold no markup."""
    wanted = {name for text in forms(STAGES[key][0]) for name in placed(text)}
    assert len(STAGES[key]) == len(LANGUAGES)
    for text in STAGES[key]:
        for form in forms(text):
            assert form.strip()
            assert "<" not in form
            assert placed(form) | {"n"} == wanted | {"n"}


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("name", [FAMILIES, JULY])
def test_the_page_shows_every_stage(name: str, language: Language) -> None:
    """A row a stage, with its people; a drawing for wide pages and one for narrow ones."""
    made = staged(name)
    page = render(case(name), plan(name), language=language, schedule=made)
    page = re.sub(' data-label="[^"]*"', "", page)
    section = page[page.index('aria-labelledby="stages"') :]
    section = section[: section.index("</section>")]
    assert section.count('class="stages-wide"') == section.count('class="stages-narrow"') == 1
    body = section[section.index("<tbody>") : section.index("</tbody>")]
    assert body.count("<tr>") == len(made.stages)
    words = Words(language)
    for row in stages.rows(made, case(name), names(name, language)):
        assert f'<td class="n strong">{words.number(row.people)}</td>' in body
    assert words.number(plan(name).freed) in section[section.index("<tfoot>") :]


def test_no_stages_no_section() -> None:
    """A page without stages says nothing of them."""
    assert 'id="stages"' not in render(case(FAMILIES), plan(FAMILIES))


def test_a_guard_is_told_once_and_then_by_its_id() -> None:
    """What is needed stands in full where it is first waited for."""
    rows = stages.rows(staged(FAMILIES), case(FAMILIES), names(FAMILIES))
    told = [str(wait) for row in rows for wait in row.waits]
    assert sum("both roads open for a day" in each for each in told[:1]) == 1
    assert any("roads</code>" in each for each in told[1:])


def test_exposures_stand_in_the_order_of_the_parties() -> None:
    """The table's columns, its figures and the strips of the drawing agree."""
    made, own = staged(FAMILIES), names(FAMILIES)
    shown = stages.parties(made, own)
    assert shown == [each.id for each in case(FAMILIES).docket.parties if each.id in shown]
    by_party = {each.party: each.after for each in made.exposures}
    rows = stages.rows(made, case(FAMILIES), own)
    for place, row in enumerate(rows):
        assert row.exposures == tuple(by_party[party][place] for party in shown)


def test_bars_are_as_high_as_their_people_are_many() -> None:
    """In a stage's bar each holder has a part in proportion; all bars have one scale."""
    made = staged(JULY)
    drawing = str(stages.figure(made, plan(JULY), names(JULY)))
    wide = drawing[: drawing.index("</svg>")]
    bars = re.findall(
        r'<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)" class="node k\d">'
        r"<title>Given by [^:]*: [^\d]*([\d\u202f]+)",
        wide,
    )
    people = {int(count.replace("\u202f", "")): float(height) for height, count in bars}
    assert sum(people) == plan(JULY).freed
    one, other = sorted(people)
    assert people[one] / people[other] == pytest.approx(one / other, rel=0.02)


def test_right_to_left_is_mirrored() -> None:
    """The first stage stands on the right in Arabic, on the left otherwise."""
    made = staged(FAMILIES)
    places = []
    for language in ("en", "ar"):
        drawing = str(stages.figure(made, plan(FAMILIES), names(FAMILIES, language)))
        wide = drawing[: drawing.index("</svg>")]
        found = re.findall(r'<text x="([\d.]+)"[^>]*class="tick">\u2068([12])\u2069', wide)
        place = {number: float(x) for x, number in reversed(found)}
        places.append(place)
    assert places[0]["1"] < places[0]["2"]
    assert places[1]["1"] > places[1]["2"]
    assert places[0]["1"] == pytest.approx(900 - places[1]["1"], abs=0.2)


def test_stages_of_another_plan_are_refused() -> None:
    with pytest.raises(ValueError, match="another plan"):
        render(case(FAMILIES), plan(FAMILIES), schedule=staged(JULY))


def test_no_id_of_anybody_is_shown() -> None:
    """A page for the parties has counts, and no ids, but as little as the rest of the page."""
    section = str(stages.figure(staged(FAMILIES), plan(FAMILIES), names(FAMILIES)))
    for each in plan(FAMILIES).people:
        assert each.id not in re.findall(r"[\w-]+", section)
