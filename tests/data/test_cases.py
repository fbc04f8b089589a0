"""What the case folders that ship must say, and what the engine must make of them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from attrs import evolve

import canje
from canje.base.dates import PartialDate
from canje.base.people import People
from canje.case.case import Case
from canje.clear.engine import clear
from canje.clear.plan import LeftOut, Plan
from canje.terms.docket import Docket

CASES = Path(canje.__file__).parent / "data" / "cases"
APRIL = "el-salvador-venezuela-2025-04"
JULY = "el-salvador-venezuela-2025-07"
TEACHING = "two-families"

SCENARIOS = {
    APRIL: ["as-it-stood", "accepted-inside", "accepted-besides", "counter-offer"],
    JULY: ["foro-penal-48", "foro-penal-11", "us-officials-238"],
    TEACHING: ["officer-not-held", "man-for-man"],
}


NEWS = {
    "the offer: 252 for 252": ("SV", "asserts", "252 deported Venezuelans for an identical number"),
    "nearly 50 of other nationalities": ("SV", "asserts", "it takes in nearly 50 detained people"),
    "US citizens among them": ("SV", "asserts", "US citizens among them"),
    "the place": ("press", "asserts", "Terrorism Confinement Centre (CECOT), a high-security"),
    "Washington paid": ("press", "asserts", "the United States paid to have them held"),
    "his own name": ("El Salvador's president", "asserts", '"world\'s coolest dictator"'),
    "re-election": ("press", "asserts", "re-elected after his crackdown on gangs"),
    "the election": ("press", "asserts", "Venezuela's last presidential election"),
    "the election, won": ("VE", "asserts", "its president won it"),
    "the election, not won": ("Venezuelan opposition", "denies", "its president won it"),
    "only for having opposed": ("SV", "asserts", 'held "only for having opposed"'),
    "rape and murder": ("SV", "asserts", "have committed murder or rape"),
    "rape and murder, denied": ("relatives", "denies", "have committed murder or rape"),
    "the gang": ("US", "asserts", "belong to the gang Tren de Aragua"),
    "the gang, denied": ("VE", "denies", "belong to the gang Tren de Aragua"),
    "the gang, families": ("families", "denies", "belong to the gang Tren de Aragua"),
    "kidnapping": ("Venezuela's president", "asserts", '"kidnapping"'),
    "massive abuse": ("Venezuela's president", "asserts", '"massive abuse"'),
    "over 200": ("press", "asserts", "more than 200 Venezuelans were sent there"),
    "in recent weeks": ("press", "asserts", "from the United States in recent weeks"),
    "legal obstacles": ("press", "asserts", "they have met legal obstacles"),
    "the pause": ("US Supreme Court", "asserts", "pauses the removal of another group"),
    "meritless litigation": ("White House", "asserts", '"meritless litigation"'),
    "the Act": ("US", "asserts", "Alien Enemies Act of 1798: it is invoked"),
    "what it allows": ("press", "asserts", 'removal "without the usual procedures"'),
    "its three uses": ("press", "asserts", "used only three times before, each time in war"),
    "the three wars": ("press", "asserts", "the War of 1812, the First and the Second World War"),
    "no political prisoners": ("VE", "denies", "it holds political prisoners"),
    "rejected": ("rights groups", "asserts", "it holds political prisoners"),
    "no answer": ("press", "asserts", "no public answer yet"),
}
"""Every statement of the news of 20 and 21 April 2025: by whom, how, and words of the claim."""


LATER = {
    "252 flown": ("VE", "asserts", "flown to Venezuela: how many Venezuelans: 252"),
    "252, US officials": ("US officials", "asserts", "how many Venezuelans: 252"),
    "about 238": ("two US officials", "asserts", "how many Venezuelans: about 238"),
    "about 250": ("UPI", "asserts", "how many Venezuelans: about 250"),
    "seven children": ("Venezuela's state press", "asserts", "seven children"),
    "ten": ("two US officials", "asserts", "freed to the United States: how many: 10"),
    "five and five": ("two US officials", "asserts", "5 citizens, 5 residents"),
    "a convict": ("press", "asserts", "convicted of a triple murder and US officials knew"),
    "80": ("SV", "asserts", "how many political prisoners: 80"),
    "11": ("Foro Penal", "asserts", "how many political prisoners: 11"),
    "48": ("Foro Penal", "asserts", "freed at home: how many political prisoners: 48"),
    "57": ("Foro Penal", "asserts", "57: 48 Venezuelans and 9 US citizens or residents"),
    "nearly 1,000": ("Venezuelan opposition", "asserts", "nearly 1,000; 12 newly arrested"),
    "as offered": ("SV", "asserts", "it was done as offered in April"),
    "responsibility": ("SV", "asserts", "the United States is responsible for them"),
    "responsibility, denied": ("US", "denies", "the United States is responsible for them"),
    "no list": ("Venezuela's attorney general", "denies", "an official list exists"),
    "absurd": ("Venezuela's attorney general", "asserts", "absurd and depraved"),
    "rival offers": ("The New York Times", "asserts", "failed over rival offers"),
    "rival offers, denied": ("Richard Grenell", "denies", "failed over rival offers"),
    "ordered back": ("AP", "asserts", "he was swapped to Venezuela instead"),
    "not found": ("his lawyers", "asserts", "his lawyers cannot find him"),
    "6 million": ("a Salvadoran memo", "asserts", "6 million dollars"),
    "15 million": ("CNN", "asserts", "15 million dollars approved, just under 5 million sent"),
    "4.76 million": ("a grant", "asserts", "4.76 million dollars for 300 people"),
    "more names": ("Common Dreams", "asserts", "at least 281"),
    "nearly 40": ("404 Media", "asserts", "nearly 40"),
}
"""What was said of July 2025: by whom, how, and words of the claim."""


@cache
def case(name: str) -> Case:
    return Case.read(CASES / name)


@cache
def plan(name: str, scenario: str | None = None) -> Plan:
    return clear(case(name).with_scenario(scenario).docket)


def said(name: str, by: str, stance: str, words: str) -> set[tuple[str, str]]:
    """What of what somebody says it in a case, in these words."""
    return {
        (claim.about, claim.says)
        for claim in case(name).claims
        if claim.by.startswith(by)
        and claim.stance == stance
        and words in f"{claim.about}: {claim.says}: {claim.value}"
    }


def without(docket: Docket, term: str) -> Docket:
    return evolve(docket, terms=tuple(each for each in docket.terms if each.id != term))


def freed(found: Plan) -> Counter[str]:
    """How many each holder frees."""
    return Counter(person.holder for person in found.people)


def left_out(found: Plan) -> dict[str, LeftOut]:
    return {each.id: each for each in found.left_out}


def count(people: People, **facts: str) -> int:
    columns = {name: people.column(name).texts() for name in facts}
    rows = zip(*columns.values(), strict=True)
    return sum(row == tuple(facts.values()) for row in rows)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_case_reads_clean_with_each_of_its_scenarios(name: str) -> None:
    found = [(each.severity, each.code) for each in case(name).findings]
    expected = ["consent.assumed", *(["law.contradicts-order"] if name == JULY else [])]
    assert found == [("notice", each) for each in expected]
    assert [each.id for each in case(name).scenarios] == SCENARIOS[name]
    for scenario in SCENARIOS[name]:
        assert Case.read(CASES / name, scenario).docket.scenario == scenario


@pytest.mark.parametrize("name", [APRIL, JULY])
def test_people_of_real_cases_have_no_names(name: str) -> None:
    assert "name" not in case(name).docket.people.columns


@pytest.mark.parametrize("name", [APRIL, JULY])
def test_a_source_has_an_address_that_can_be_opened(name: str) -> None:
    without_address = {source.id for source in case(name).sources if source.url is None}
    assert without_address <= {"news-picture", "recalled", "more-names-404"}
    for source in case(name).sources:
        if source.url is not None:
            address = urlsplit(source.url)
            assert (address.scheme, bool(address.netloc)) == ("https", True)
            assert source.date is not None


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_source_is_used(name: str) -> None:
    read = case(name)
    dockets = [read.base, *(each.over(read.base) for each in read.scenarios)]
    used = {claim.source for claim in read.claims} | {each.source for each in read.expected}
    for docket in dockets:
        for part in (docket.terms, docket.statements, docket.bars):
            used |= {each.source for each in part if each.source is not None}
    assert {source.id for source in read.sources} <= used


class TestApril:
    """El Salvador's offer of 20 April 2025, before anything followed."""

    def test_252_are_held_by_one_state_for_another(self) -> None:
        people = case(APRIL).docket.people
        held = {"holder": "SV", "principal": "US", "beneficiary": "VE", "destination": "VE"}
        assert count(people, **held) == count(people, holder="SV") == 252

    def test_137_and_101_of_the_first_flights_went_on_different_legal_grounds(self) -> None:
        people = case(APRIL).docket.people
        assert count(people, holder="SV", **{"legal-ground": "alien-enemies-act"}) == 137
        assert count(people, holder="SV", **{"legal-ground": "ordinary"}) == 101

    def test_890_are_sought_as_foro_penal_counted(self) -> None:
        people = case(APRIL).docket.people
        assert count(people, holder="VE", category="political") == 890
        assert count(people, holder="VE", service="military") == 168

    def test_ten_of_the_nearly_fifty_count_for_the_united_states(self) -> None:
        people = case(APRIL).docket.people
        fifty = {"in-offer": "nearly-fifty"}
        assert count(people, **fifty) == 50
        assert count(people, **fifty, beneficiary="US") == 10
        assert count(people, **fifty, beneficiary="OS") == 40

    def test_what_is_known_is_no_later_than_the_picture(self) -> None:
        read = case(APRIL)
        day = PartialDate.parse("2025-04-21")
        assert read.docket.date == day
        assert all(claim.date.earliest <= day.latest for claim in read.claims)
        assert all(bar.start.earliest <= day.latest for bar in read.docket.bars)

    @pytest.mark.parametrize("statement", NEWS)
    def test_every_statement_of_the_days_news_is_a_claim(self, statement: str) -> None:
        assert len(said(APRIL, *NEWS[statement])) == 1

    def test_rights_groups_stand_against_no_political_prisoners(self) -> None:
        (dispute,) = [d for d in case(APRIL).disputes if d.says == "it holds political prisoners"]
        sides = [{claim.by for claim in side} for side in dispute.sides]
        assert sides == [{"SV", "Foro Penal", "rights groups"}, {"VE"}]

    def test_what_has_no_address_is_the_days_news_or_recalled(self) -> None:
        sources = {each.id: each for each in case(APRIL).sources}
        plain = {claim.source for claim in case(APRIL).claims if sources[claim.source].url is None}
        assert plain == {"news-picture", "recalled"}
        assert all("no address kept" in sources[each].title for each in plain)

    def test_the_accusations_and_denials_are_disputes(self) -> None:
        found = {(each.about, each.says) for each in case(APRIL).disputes}
        assert {
            ("Venezuela", "it holds political prisoners"),
            ("Venezuela", "how many political prisoners"),
            ("the 252", "they belong to the gang Tren de Aragua"),
            ("the 252", "many have committed murder or rape"),
            ("Venezuela", "those whom it imprisons committed crimes"),
            ("Venezuela's last presidential election", "its president won it"),
            ("detainees in Texas", "their removal is imminent"),
            ("Alien Enemies Act of 1798", "it is lawful ground for these removals"),
        } <= found

    @pytest.mark.parametrize("scenario", [None, "as-it-stood"])
    def test_as_it_stood_nobody_can_be_freed_and_that_is_proved(self, scenario: str | None) -> None:
        found = plan(APRIL, scenario)
        assert (found.outcome, found.freed, found.bound) == ("proved", 0, 0)

    def test_as_it_stood_all_who_are_sought_are_unanswered(self) -> None:
        reasons = left_out(plan(APRIL))
        sought = [each for each in reasons.values() if each.reason == "unanswered"]
        assert len(sought) == 890
        assert {each.by for each in sought} == {"VE"}

    def test_five_whom_the_offer_names_are_in_no_prison(self) -> None:
        found = left_out(plan(APRIL, "accepted-inside"))
        named = [each.id for each in found.values() if each.reason == "not-held"]
        assert named == ["named-4", "named-5", "named-6", "named-7", "named-8"]

    @pytest.mark.parametrize("scenario", [None, *SCENARIOS[APRIL]])
    def test_the_class_of_the_supreme_courts_order_stays(self, scenario: str | None) -> None:
        found = left_out(plan(APRIL, scenario))
        barred = [each for each in found.values() if each.reason == "bar"]
        assert len(barred) == 24
        assert {each.ref for each in barred} == {"supreme-court-24a1007"}

    @pytest.mark.parametrize(
        ("scenario", "venezuela"), [("accepted-inside", 252), ("accepted-besides", 302)]
    )
    def test_as_offered_and_accepted(self, scenario: str, venezuela: int) -> None:
        found = plan(APRIL, scenario)
        assert found.outcome == "proved"
        assert freed(found) == {"SV": 252, "VE": venezuela}
        beneficiaries = Counter(person.beneficiary for person in found.people)
        assert beneficiaries == {"VE": 252, "SV": venezuela - 50, "US": 10, "OS": 40}

    @pytest.mark.parametrize("scenario", ["accepted-inside", "accepted-besides"])
    def test_those_named_and_the_adolescents_are_among_the_freed(self, scenario: str) -> None:
        ids = {person.id for person in plan(APRIL, scenario).people}
        assert {"named-1", "named-2", "named-3"} <= ids
        assert sum(person.startswith("ve-adolescent-") for person in ids) == 5

    def test_the_counter_offer_frees_nobody_while_it_is_all_252_or_none(self) -> None:
        assert plan(APRIL, "counter-offer").freed == 0
        docket = case(APRIL).with_scenario("counter-offer").docket
        assert freed(clear(without(docket, "all-252"))) == {"SV": 120, "VE": 120}

    def test_the_figures_are_those_of_the_sources(self) -> None:
        figures = {each.id: each.value for each in case(APRIL).expected}
        assert figures["offered-sv"] == freed(plan(APRIL, "accepted-inside"))["SV"]
        assert figures["asked-ve"] == freed(plan(APRIL, "accepted-inside"))["VE"]
        assert figures["asked-ve-besides"] == freed(plan(APRIL, "accepted-besides"))["VE"]
        assert figures["freed"] == plan(APRIL).freed


class TestJuly:
    """The three-sided exchange of 18 July 2025."""

    @pytest.mark.parametrize(
        ("scenario", "flown", "to_us", "at_home"),
        [
            (None, 252, 10, 80),
            ("foro-penal-48", 252, 10, 48),
            ("foro-penal-11", 252, 10, 11),
            ("us-officials-238", 238, 10, 80),
        ],
    )
    def test_the_plan_is_what_happened_as_each_source_counts(
        self, scenario: str | None, flown: int, to_us: int, at_home: int
    ) -> None:
        found = plan(JULY, scenario)
        assert found.outcome == "proved"
        moves = Counter((person.holder, person.destination) for person in found.people)
        assert moves == {("SV", "VE"): flown, ("VE", "US"): to_us, ("VE", "VE"): at_home}
        figures = {(each.what, each.value) for each in case(JULY).expected}
        assert {
            ("freed by El Salvador and flown to Venezuela", flown),
            ("freed by Venezuela to the United States", to_us),
            ("freed by Venezuela at home", at_home),
        } <= figures

    @pytest.mark.parametrize("statement", LATER)
    def test_every_statement_is_a_claim(self, statement: str) -> None:
        assert said(JULY, *LATER[statement])

    def test_every_disputed_number_is_a_dispute(self) -> None:
        found = {(each.about, each.says) for each in case(JULY).disputes}
        assert {
            ("flown to Venezuela", "how many Venezuelans"),
            ("freed at home", "how many political prisoners"),
            ("payment to El Salvador", "how much"),
            ("flights of March", "how many people there were beyond the leaked list"),
            ("the ten", "they were wrongfully detained"),
            ("the 252", "they belong to the gang Tren de Aragua"),
            (
                "an earlier swap of 11 and about 80 for about 250",
                "it failed over rival offers of US envoys",
            ),
        } <= found

    def test_no_two_parties_balance(self) -> None:
        flow = Counter((person.holder, person.beneficiary) for person in plan(JULY).people)
        for one, other in [("SV", "VE"), ("VE", "US"), ("SV", "US")]:
            given, got = flow[one, other], flow[other, one]
            assert given != got or given == got == 0
        assert flow["SV", "US"] == flow["US", "SV"] == 0

    @pytest.mark.parametrize("party", ["SV", "US", "VE"])
    def test_each_of_the_three_has_a_term_of_its_own(self, party: str) -> None:
        assert party in {term.by for term in case(JULY).docket.terms}
        assert all(term.holds is not False for term in plan(JULY).terms)

    def test_an_order_that_was_broken_is_shown_and_not_enforced(self) -> None:
        docket = case(JULY).docket
        (bar,) = docket.bars
        assert (bar.forbids, bar.destinations) == ("destination", ("VE",))
        assert not docket.law_applies
        (man,) = [person for person in plan(JULY).people if person.id == "ordered-back"]
        assert man.destination == "VE"

    def test_had_the_order_been_kept_one_man_would_not_have_gone(self) -> None:
        found = clear(evolve(case(JULY).docket, law_applies=True))
        assert found.freed == 341
        assert left_out(found)["ordered-back"].reason == "bar"

    def test_holder_and_principal_deny_each_other(self) -> None:
        (dispute,) = [each for each in case(JULY).disputes if "responsible" in each.says]
        assert [{claim.by for claim in side} for side in dispute.sides] == [{"SV"}, {"US"}]


class TestTeaching:
    """The made-up case of two families, worked out by hand."""

    def test_nine_go_home(self) -> None:
        found = plan(TEACHING)
        assert (found.outcome, found.freed) == ("proved", 9)
        assert freed(found) == {"hill": 4, "shore": 5}

    def test_each_who_stays_has_a_reason(self) -> None:
        reasons = {each.id: each.reason for each in plan(TEACHING).left_out}
        assert reasons.pop("s6") == "bar"
        assert reasons.pop("s5") == "unit"
        assert reasons.pop("h6") == "not-in-this-round"
        assert len(reasons) == 1
        assert set(reasons) <= {"s1", "s2", "s7"}

    def test_where_someone_declines_one_destination_another_is_picked(self) -> None:
        destinations = {person.id: person.destination for person in plan(TEACHING).people}
        assert destinations["h1"] == "abroad"

    def test_an_officer_who_is_not_held_costs_two_more(self) -> None:
        assert plan(TEACHING, "officer-not-held").freed == 7
