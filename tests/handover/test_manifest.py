"""Who stands on which paper, and what each reader may see of them."""

from __future__ import annotations

from collections.abc import Collection

import attrs
import pytest

from canje.app.service import shipped_case
from canje.case.case import Case
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.handover.cover import covers
from canje.handover.manifest import (
    READERS,
    SEEN,
    Astray,
    Manifest,
    Reader,
    manifests,
    number_of,
)
from canje.stage.engine import schedule
from canje.stage.handover import Handover, Leg, Place
from canje.stage.schedule import Ride, Schedule
from tests.oracles.stages import goals
from tests.stage.made_up import Made, little
from tests.stage.made_up import made as a_case


@pytest.fixture(scope="module")
def made() -> tuple[Case, Plan, Schedule]:
    with shipped_case("two-families") as folder:
        case = Case.read(folder)
    plan = clear(case.docket)
    return case, plan, schedule(case.docket, plan, case.handover)


def papers(made: tuple[Case, Plan, Schedule], reader: Reader) -> tuple[Manifest, ...]:
    case, plan, stages = made
    return manifests(case.docket, plan, stages, case.handover, reader, thirds=case.destinations)


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


def test_whoever_goes_abroad_is_on_no_list_of_the_hill(
    made: tuple[Case, Plan, Schedule],
) -> None:
    """h1 refused the Hill: received in the third country, by the ferry, and nowhere else."""
    on = [each for each in papers(made, "receive") if "h1" in _ids(each)]
    assert [(each.leg, each.to, each.party) for each in on] == [("ferry", "abroad", None)]
    assert _ids(on[0]) == ["h1"]
    case, plan, stages = made
    found = covers(case.docket, plan, stages, case.handover, "receive", thirds=case.destinations)
    hill = [each for each in found if each.party == "hill"]
    assert (
        sum(each.got for each in hill)
        == sum(each.beneficiary == "hill" for each in plan.people) - 1
    )
    assert not [group for each in hill for way in each.ways for group in way.got
                if group.destination == "abroad"]  # fmt: skip
    (abroad,) = (each for each in found if each.to == "abroad")
    assert (abroad.party, abroad.given, abroad.got) == (None, 1, 0)


def _ids(paper: Manifest) -> list[str]:
    return list(paper.column("id"))


FAR = Handover(
    tuple(Place(each, each.upper()) for each in ("A", "hub", "B", "far")),
    (
        Leg("in", "A", "hub", 9, "A"),
        Leg("out", "hub", "B", 9, "A"),
        Leg("plane", "hub", "far", 9, "A"),
    ),
)


def _of(
    own: Made, reader: Reader, thirds: Collection[str] = ()
) -> list[tuple[str | None, str, str | None, list[str]]]:
    """Leg, end, party and people of each paper."""
    stages = schedule(own.docket, own.plan, own.handover)
    found = manifests(own.docket, own.plan, stages, own.handover, reader, thirds=thirds)
    assert len({each.name for each in found}) == len(found)
    return [(each.leg, each.end, each.party, _ids(each)) for each in found]


def test_nobody_is_received_where_the_way_goes_on() -> None:
    """At the hub people only change: they are received at the end, each at the own one."""
    own = a_case(["p1 A B B - - -", "p2 A B far - - -", "p3 A C far - - -"], (), FAR)
    assert _of(own, "receive") == [
        ("out", "B", "B", ["p1"]),
        ("plane", "FAR", "B", ["p2"]),
        ("plane", "FAR", "C", ["p3"]),
    ]
    assert [(leg, who) for leg, _, _, who in _of(own, "carry")] == [
        ("in", ["p1", "p2", "p3"]),
        ("out", ["p1"]),
        ("plane", ["p2", "p3"]),
    ]


def test_a_third_place_has_one_list_for_whoever_receives_there() -> None:
    """Whomever people are freed for; so has another party's place."""
    rows = ["p1 A B B - - -", "p2 A B far - - -", "p3 A C far - - -", "p4 A C B - - -"]
    found = _of(a_case(rows, (), FAR), "receive", thirds=("far",))
    assert found == [
        ("out", "B", None, ["p4"]),
        ("out", "B", "B", ["p1"]),
        ("plane", "FAR", None, ["p2", "p3"]),
    ]


def test_nobody_receives_whoever_is_freed_on_the_spot() -> None:
    """Freed for B on A's ground: handed over, and on no list of B."""
    own = a_case(["p1 A B A - - -", "p2 A B B - - -"], (), FAR)
    assert _of(own, "receive") == [("out", "B", "B", ["p2"])]
    assert (None, "", "A", ["p1"]) in _of(own, "hand-over")


@pytest.mark.parametrize("reader", READERS)
def test_where_no_leg_is_known_each_destination_has_its_paper(reader: Reader) -> None:
    """Nobody is said to be freed on the spot, nor listed with those who go elsewhere."""
    rows = ["p1 A B B - - -", "p2 A B far - - -", "p3 A B A - - -"]
    found = _of(a_case(rows, ()), reader)
    party = "B" if reader == "receive" else "A"
    expected = [(None, "B", party, ["p1"]), (None, "far", party, ["p2"])]
    if reader != "receive":
        expected.insert(0, (None, "", party, ["p3"]))
    assert found == expected


@pytest.mark.parametrize(
    ("legs", "told"),
    [
        ({"in": ["p1"], "out": ["p1"]}, "p1 to B, not far"),
        ({"in": ["p1"]}, "p1 to hub, not far"),
        ({None: ["p1"]}, "p1 to nowhere, not far"),
        ({"boat": ["p1"]}, "p1 to nowhere, not far"),
    ],
)
def test_no_paper_is_made_of_stages_that_lead_elsewhere(
    legs: dict[str | None, list[str]], told: str
) -> None:
    """Stages of somebody else, or of an earlier case, are refused whole."""
    own = a_case(["p1 A B far - - -"], (), FAR)
    rides = tuple(Ride(leg, tuple(who)) for leg, who in legs.items())
    right = schedule(own.docket, own.plan, own.handover)
    wrong = attrs.evolve(right, stages=(attrs.evolve(right.stages[0], rides=rides),))
    for reader in READERS:
        assert manifests(own.docket, own.plan, right, own.handover, reader, thirds=())
        with pytest.raises(Astray, match=told):
            manifests(own.docket, own.plan, wrong, own.handover, reader, thirds=())


@pytest.mark.parametrize("seed", range(0, 200, 40))
def test_everybody_is_received_at_the_destination_and_nowhere_else(seed: int) -> None:
    """On random cases, by the oracle's reading of where each goes."""
    received = 0
    for each in range(seed, seed + 40):
        own = little(each)
        goal = goals(own.docket, own.plan, own.handover)
        holder = own.docket.people.column("holder")
        place = own.docket.people.column("place")
        stages = schedule(own.docket, own.plan, own.handover)
        found = manifests(own.docket, own.plan, stages, own.handover, "receive", thirds=())
        listed = [(person, paper.leg, paper.end) for paper in found for person in _ids(paper)]
        for person, leg, end in listed:
            assert end == goal[person], (each, person)
            assert leg is not None or not own.handover.legs
        ids = own.docket.people.ids
        went = {p for s in stages.stages for r in s.rides for p in r.people}
        rode = {p for s in stages.stages for r in s.rides if r.leg for p in r.people}
        if not own.handover.legs:
            rode = {
                p
                for n, p in enumerate(ids)
                if p in went and goal[p] not in (None, holder[n], place[n])
            }
        assert sorted(person for person, _, _ in listed) == sorted(rode)
        received += len(listed)
    assert received > 20


@pytest.mark.parametrize("reader", ["hand-over", "receive"])
def test_a_party_sees_its_own_people_only(
    reader: Reader, made: tuple[Case, Plan, Schedule]
) -> None:
    """Who hands over: those it holds. Who receives: those who come for it."""
    side = {each.id: (each.holder, each.beneficiary) for each in made[1].people}
    for each in papers(made, reader):
        for line in each.lines:
            party = each.party or ("hill" if each.to == "abroad" else None)
            assert side[line.cells[0]][reader == "receive"] == party


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
    found = covers(case.docket, plan, stages, case.handover, reader, thirds=case.destinations)
    assert len({each.name for each in found}) == len(found)
    of_stage = {stage.number: stage for stage in stages.stages}
    on_covers = [each.name for cover in found for each in cover.papers]
    assert sorted(on_covers) == sorted(each.name for each in papers(made, reader))
    for cover in found:
        rides = of_stage[cover.stage].rides
        assert {way.leg for way in cover.ways} == {ride.leg for ride in rides}
        people = [side[person] for ride in rides for person in ride.people]
        if cover.to:
            assert (reader, cover.to, cover.given, cover.got) == ("receive", "abroad", 1, 0)
            continue
        if cover.party is None:
            assert reader == "carry"
            assert (cover.given, cover.got) == (len(people), 0)
        else:
            assert cover.given == sum(holder == cover.party for holder, _ in people)
            home = {each.id for each in plan.people if each.destination == cover.party}
            came = {person for ride in rides for person in ride.people}
            assert cover.got == len(home & came)
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
    found = covers(case.docket, plan, stages, case.handover, "hand-over", thirds=case.destinations)
    saudi = next(each for each in found if each.party == "SA")
    counted = {way.leg: (len(way.given), len(way.got)) for way in saudi.ways}
    assert counted == {
        "abha-sanaa": (1, 0), "sanaa-riyadh": (0, 1), "sanaa-sayoun": (0, 0), "sayoun-sanaa": (0, 0)
    }  # fmt: skip
    assert (saudi.given, saudi.got) == (251, 15)
