"""History's exchanges as case folders: each is clean, clears, verifies, and says what happened.

Every folder that ships is walked, the made-up one too; only what its sources and its people are is
asked of the real ones alone.
"""

from __future__ import annotations

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

    def test_terms_are_somebodys_words(self, name: str) -> None:
        """Each term that is not law's says by whom it is, in words, and from which source."""
        for term in case(name).base.terms:
            if term.by != "law":
                assert len(term.text) > 2, term.id
                assert term.source is not None, term.id
