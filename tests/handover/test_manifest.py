"""Who stands on which paper, and what each reader may see of them."""

from __future__ import annotations

import pytest

from canje.app.service import shipped_case
from canje.case.case import Case
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.handover.cover import covers
from canje.handover.manifest import READERS, SEEN, Manifest, Reader, manifests, number_of
from canje.stage.engine import schedule
from canje.stage.schedule import Schedule


@pytest.fixture(scope="module")
def made() -> tuple[Case, Plan, Schedule]:
    with shipped_case("two-families") as folder:
        case = Case.read(folder)
    plan = clear(case.docket)
    return case, plan, schedule(case.docket, plan, case.handover)


def papers(made: tuple[Case, Plan, Schedule], reader: Reader) -> tuple[Manifest, ...]:
    case, plan, stages = made
    return manifests(case.docket, plan, stages, case.handover, reader)


@pytest.mark.parametrize("reader", READERS)
def test_everybody_stands_on_one_paper_of_each_leg(
    reader: Reader, made: tuple[Case, Plan, Schedule]
) -> None:
    """Nobody is forgotten, nobody is on two, and lines are numbered from 1."""
    rides = sorted(
        (stage.number, ride.leg or "", person)
        for stage in made[2].stages
        for ride in stage.rides
        for person in ride.people
    )
    found = papers(made, reader)
    assert rides == sorted(
        (each.stage, each.leg or "", line.cells[0]) for each in found for line in each.lines
    )
    for each in found:
        assert [line.number for line in each.lines] == list(range(1, len(each.lines) + 1))
    assert len({each.name for each in found}) == len(found)


@pytest.mark.parametrize("reader", ["hand-over", "receive"])
def test_a_party_sees_its_own_people_only(
    reader: Reader, made: tuple[Case, Plan, Schedule]
) -> None:
    """Who hands over: those it holds. Who receives: those who come for it."""
    side = {each.id: (each.holder, each.beneficiary) for each in made[1].people}
    for each in papers(made, reader):
        for line in each.lines:
            assert side[line.cells[0]][reader == "receive"] == each.party


def test_what_each_reader_may_see() -> None:
    """All know who it is and where to; health is for who carries and receives, birth for who finds
    the person, the place for who finds and who fetches."""
    everyone = {"id", "holder_number", "seeker_number", "name", "name_other", "destination"}
    assert set(SEEN["hand-over"]) == {*everyone, "born", "place"}
    assert set(SEEN["carry"]) == {*everyone, "place", "health", "together"}
    assert set(SEEN["receive"]) == {*everyone, "health", "together"}


@pytest.mark.parametrize("reader", READERS)
def test_everybody_s_destination_is_the_plan_s(
    reader: Reader, made: tuple[Case, Plan, Schedule]
) -> None:
    """A paper says where each person goes, not where the leg ends."""
    going = {each.id: each.destination for each in made[1].people}
    assert "abroad" in going.values()
    for each in papers(made, reader):
        for person, destination in zip(each.column("id"), each.column("destination"), strict=True):
            assert destination == going[person]


def test_guards_are_on_every_paper_of_the_stage(made: tuple[Case, Plan, Schedule]) -> None:
    """In the words of the handover or of the term, each once."""
    for each in papers(made, "carry"):
        assert each.waits == ("both roads open for a day",)


def test_a_number_is_told_to_the_side_that_has_it() -> None:
    """Of several seekers' numbers only that of whom the person goes to; by hand, as written."""
    parties = {"N", "E", "S"}
    assert number_of("N: 12 | E: 9: b", "E", parties) == "9: b"
    assert number_of("N: 12 | E: 9 | N: 13", "N", parties) == "12, 13"
    assert number_of("N: 12", "S", parties) == ""
    assert number_of("cell: 4", "S", parties) == "cell: 4"
    assert number_of("", "S", parties) == ""


def test_families_are_told_by_their_numbers(made: tuple[Case, Plan, Schedule]) -> None:
    """Who travels together finds the other's number on the same paper."""
    case = made[0]
    family = case.docket.people.column("family")
    row = {person: number for number, person in enumerate(case.docket.people.ids)}
    told = 0
    for each in papers(made, "carry"):
        for line in each.lines:
            mine = family[row[line.cells[0]]]
            others = [
                str(other.number)
                for other in each.lines
                if mine and other != line and family[row[other.cells[0]]] == mine
            ]
            assert line.cells[each.fields.index("together")] == ", ".join(others)
            told += bool(others)
    assert told >= 2


@pytest.mark.parametrize("reader", READERS)
def test_a_cover_counts_whom_its_reader_may_know(
    reader: Reader, made: tuple[Case, Plan, Schedule]
) -> None:
    """All legs of the stage; a party's own people given and got, and nobody else's."""
    case, plan, stages = made
    side = {each.id: (each.holder, each.beneficiary) for each in plan.people}
    found = covers(case.docket, plan, stages, case.handover, reader)
    assert len({each.name for each in found}) == len(found)
    of_stage = {stage.number: stage for stage in stages.stages}
    on_covers = [each.name for cover in found for each in cover.papers]
    assert sorted(on_covers) == sorted(each.name for each in papers(made, reader))
    for cover in found:
        rides = of_stage[cover.stage].rides
        assert {way.leg for way in cover.ways} == {ride.leg for ride in rides}
        people = [side[person] for ride in rides for person in ride.people]
        if cover.party is None:
            assert reader == "carry"
            assert (cover.given, cover.got) == (len(people), 0)
        else:
            assert cover.given == sum(holder == cover.party for holder, _ in people)
            assert cover.got == sum(seeker == cover.party for _, seeker in people)
        for way in cover.ways:
            assert all(cover.party in (None, each.holder) for each in way.given)
            assert all(each.beneficiary == cover.party for each in way.got)
        assert sum(each.people for way in cover.ways for each in way.given) == cover.given
        assert sum(each.people for way in cover.ways for each in way.got) == cover.got


def test_a_cover_tells_a_party_no_number_of_others() -> None:
    """Of four parties: the leg between two others is named to the third, without a count."""
    with shipped_case("yemen-2020") as folder:
        case = Case.read(folder)
    plan = clear(case.docket)
    stages = schedule(case.docket, plan, case.handover)
    found = covers(case.docket, plan, stages, case.handover, "hand-over")
    saudi = next(each for each in found if each.party == "SA")
    counted = {way.leg: (len(way.given), len(way.got)) for way in saudi.ways}
    assert counted == {
        "abha-sanaa": (1, 0), "sanaa-riyadh": (0, 1), "sanaa-sayoun": (0, 0), "sayoun-sanaa": (0, 0)
    }  # fmt: skip
    assert (saudi.given, saudi.got) == (251, 15)
