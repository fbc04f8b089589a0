"""History's exchanges as case folders: each is clean, clears, verifies, and says what happened.

Every folder that ships is walked, the made-up one too; only what its sources and its people are is
asked of the real ones alone.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import canje
from canje.case import history
from canje.case.case import Case
from canje.clear import check
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.stage import check as stages
from canje.stage.engine import schedule
from tools import history as history_page

CASES = Path(canje.__file__).parent / "data" / "cases"
FOLDERS = sorted(path.name for path in CASES.iterdir() if path.is_dir())
REAL = [name for name in FOLDERS if name != "two-families"]

SEEN = {"el-salvador-venezuela-2025-07": ["law.contradicts-order"]}
"""Notices that a case is meant to have: there, an order that was broken."""

OPEN = {("big-switch-1953", "all-or-nothing-home")}
"""Scenarios whose best plan is not proved to be one: the search ends with a gap."""


@cache
def case(name: str) -> Case:
    return Case.read(CASES / name)


@cache
def plan(name: str) -> Plan:
    return clear(case(name).docket)


def test_there_are_more_than_twenty_exchanges_of_history() -> None:
    """As many as the issue asks for, and those that it names."""
    assert len(REAL) >= 22


@pytest.mark.parametrize("name", FOLDERS)
class TestEachFolder:
    def test_is_clean(self, name: str) -> None:
        """No finding but the notices that it is meant to have; the folder is named by its id."""
        assert case(name).id == name
        found = [each.code for each in case(name).findings]
        assert found == ["consent.assumed", *SEEN.get(name, [])]

    def test_clears_and_verifies(self, name: str) -> None:
        """The plan is proved, and the checker accepts it without a solver."""
        assert plan(name).outcome == "proved"
        assert plan(name).bound == plan(name).freed
        verdict = check.verify(plan(name).to_bytes(), case(name).docket)
        assert verdict.accepted, [each.words for each in verdict.refusals]

    def test_its_scenarios_are_answered(self, name: str) -> None:
        """Each with a proof that the checker accepts, or else with the gap that is known of."""
        for scenario in case(name).scenarios:
            docket = case(name).with_scenario(scenario.id).docket
            found = clear(docket)
            assert (found.outcome == "feasible") == ((name, scenario.id) in OPEN), scenario.id
            assert found.outcome != "stopped"
            assert check.verify(found.to_bytes(), docket).accepted, scenario.id

    def test_goes_in_stages(self, name: str) -> None:
        """As few as is proved, with everybody in them; the checker of stages accepts them."""
        read = case(name)
        found = schedule(read.docket, plan(name), read.handover)
        assert (found.outcome, found.bound) == ("proved", len(found.stages))
        moved = {each for stage in found.stages for ride in stage.rides for each in ride.people}
        assert moved == {each.id for each in plan(name).people}
        verdict = stages.verify(found.to_bytes(), plan(name), read.docket, read.handover)
        assert verdict.accepted, [each.words for each in verdict.refusals]

    def test_what_is_known_holds(self, name: str) -> None:
        """Every figure that counts people stands to the engine's answer as the folder says."""
        held = history.held(case(name))
        assert [each.figure.id for each in held if each.holds is False] == []
        assert sum(each.holds is True for each in held) >= 2


@pytest.mark.parametrize("name", REAL)
class TestEachRealCase:
    def test_people_have_no_names(self, name: str) -> None:
        """They are made up, and nobody shall be looked for among them."""
        assert "name" not in case(name).docket.people.columns

    def test_every_source_is_used_and_can_be_opened(self, name: str) -> None:
        """What nobody refers to is left out; a source without an address says so."""
        read = case(name)
        used = {claim.source for claim in read.claims} | {each.source for each in read.expected}
        for docket in [read.base, *(each.over(read.base) for each in read.scenarios)]:
            for part in (docket.terms, docket.statements, docket.bars):
                used |= {each.source for each in part if each.source is not None}
        assert {source.id for source in read.sources} == used
        for source in read.sources:
            if "no address" not in source.title:
                address = urlsplit(source.url or "")
                assert address.scheme in ("http", "https"), source.id
                assert address.netloc, source.id

    def test_a_scenario_that_puts_a_number_in_says_so(self, name: str) -> None:
        """Where its own term has the number that somebody observed, its title says it."""
        told = {each.id for each in case(name).scenarios if "put in as a term" in each.title}
        assert told == history_page.tell(name).put_in

    def test_terms_are_somebodys_words(self, name: str) -> None:
        """Each term that is not law's says by whom it is, in words, and from which source."""
        for term in case(name).base.terms:
            if term.by != "law":
                assert len(term.text) > 2, term.id
                assert term.source is not None, term.id


@cache
def page() -> str:
    return history_page.page()


class TestThePage:
    """docs/history.md says what each figure is worth."""

    def test_every_figure_has_its_row(self) -> None:
        """With a mark where the plan has it; the sums at the top are those of the rows."""
        parts = page().split("| figure | number | who says it | to the plan | worth |\n|---")[1:]
        assert len(parts) == len(REAL)
        rows = [
            line.rstrip(" |").split(" | ")
            for part in parts
            for line in part.split("\n\n")[0].splitlines()[1:]
        ]
        assert len(rows) == sum(len(case(name).expected) for name in REAL)
        marks = Counter(row[-1].split(", ")[0] for row in rows)
        head = " ".join(page().split("\n## ")[0].split())
        told = {
            "finding": "are findings",
            "restated": "restated",
            "everyone": "everyone",
            "assumed": "would be findings",
        }
        for mark, words in told.items():
            assert marks[mark]
            assert f"**{marks[mark]}** {words}" in head
        for row in rows:
            assert (row[-2] == "as in the plan") == (row[-1].split(", ")[0] in told), row

    @pytest.mark.parametrize(
        ("name", "term"),
        [
            ("azovstal-2022", "two-hundred-for-one"),
            ("yemen-2020", "quota-400"),
            ("gaza-2025-01", "sick-gaza"),
            ("russia-ukraine-2025-05", "thousand"),
            ("el-salvador-venezuela-2025-07", "home-limit"),
            ("armenia-azerbaijan-2021", "no-others"),
            ("colombia-2001", "the-others-stay"),
        ],
    )
    def test_no_price_of_an_invented_pool_is_told(self, name: str, term: str) -> None:
        """Without the term all of a group would go whose size was assumed: no number of history."""
        told = history_page.tell(name)
        assert term in told.hidden
        assert term not in {each.term for each in told.prices}

    @pytest.mark.parametrize(
        ("name", "figures"),
        [
            ("stockholm-2018", {"accepted-ho": 3600, "sought-yg-later": 9500}),
            ("gaza-2023-11", {"from-gaza": 105, "from-gaza-krone": 105, "prisoners": 240}),
            ("el-salvador-venezuela-2025-04", {"sought": 890}),
            ("dix-hill-1862", {"general": 60, "table": "as the terms have it"}),
        ],
    )
    def test_what_no_source_confirmed_is_marked(
        self, name: str, figures: dict[str, int | str]
    ) -> None:
        """In the folder and on the page."""
        marked = {each.id: each.value for each in case(name).expected if each.unconfirmed}
        assert marked == figures
        part = page().split(f'<a id="{name}"></a>')[1].split("<a id=")[0]
        assert part.count("**not confirmed**") == len(figures)

    def test_the_list_of_january_2025_is_one_ministrys(self) -> None:
        """735 and 737 are both Israel's justice ministry's: a number changed, no dispute."""
        read = case("gaza-2025-01")
        said = {each.value: each.by for each in read.claims if "list without Gaza" in each.about}
        assert said == dict.fromkeys(("735", "737"), "Israel's justice ministry")
        assert not [each for each in read.disputes if "list without Gaza" in each.about]
        by = {each.value: each.by for each in read.expected if each.id in ("list", "list-735")}
        assert set(by) == {735, 737}
        assert all(each.startswith("Israel's justice ministry") for each in by.values())
