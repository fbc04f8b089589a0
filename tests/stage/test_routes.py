"""Nobody is taken anywhere but to his or her destination: the table of docs/stages.md, and ways."""

from __future__ import annotations

import json

import pytest

from canje.stage.check import verify
from canje.stage.engine import schedule
from canje.stage.handover import Handover, Leg, Place
from canje.stage.routes import MOST_ROUTES, Network, Route, Trip, bound_for
from canje.stage.schedule import Schedule
from canje.terms import term as kinds
from tests.by_hand import term
from tests.oracles.stages import arrived, goals, starts
from tests.stage.made_up import Made, little, made
from tests.stage.test_check import sealed

LEGS = (Leg("a-b", "A", "B", 9, "A"), Leg("b-a", "B", "A", 9, "B"), Leg("a-far", "A", "far", 9))
PLACES = tuple(Place(each, each) for each in ("A", "B", "far", "camp"))
WORLD = Handover(PLACES, LEGS)
ON_THE_SPOT: tuple[Route, ...] = ((),)


@pytest.mark.parametrize(
    ("trip", "ways"),
    [
        (Trip("A", "B"), (("a-b",),)),
        (Trip("A", "far"), (("a-far",),)),
        (Trip("B", "far"), (("b-a", "a-far"),)),  # without a party: anybody's
        (Trip("A", "A"), ON_THE_SPOT),  # freed on the holder's ground
        (Trip("A", "A", "camp"), ON_THE_SPOT),
        (Trip("A", "camp", "camp"), ON_THE_SPOT),  # is there
        (Trip("A", "tent", "tent"), ON_THE_SPOT),  # a place that the handover does not know
        (Trip("A", "third"), ()),  # no place of the handover, though legs lead elsewhere
        (Trip("A", "camp"), ()),  # a place to which no leg leads
        (Trip("A", "B", "far"), ()),  # from where no leg starts
        (Trip("A", ""), ()),  # no destination is known
        (Trip("C", "B"), ()),  # no leg that carries C's people leads there
        (Trip("C", "A"), ON_THE_SPOT),  # the one leg that carries C's people starts there
    ],
)
def test_ways_to_the_destination(trip: Trip, ways: tuple[Route, ...]) -> None:
    """Line by line; no place stands in for the destination."""
    assert Network(WORLD).routes(trip) == ways


@pytest.mark.parametrize("trip", [Trip("A", "B"), Trip("A", ""), Trip("A", "third", "camp")])
def test_without_legs_nothing_is_said_of_ways(trip: Trip) -> None:
    """Everybody has a stage and no leg, with places or without."""
    assert Network(Handover()).routes(trip) == ON_THE_SPOT
    assert Network(Handover(PLACES)).routes(trip) == ON_THE_SPOT


def test_a_holder_whose_people_no_leg_carries() -> None:
    """Others' legs are no way: where the handover has any, there is none for them."""
    only = Handover(PLACES, LEGS[:1])
    assert Network(only).routes(Trip("B", "A")) == ()
    assert Network(only).routes(Trip("B", "A", "B")) == ()
    assert Network(only).routes(Trip("B", "B")) == ON_THE_SPOT


def test_of_several_starts_the_destination_is_none() -> None:
    """Whoever could wait at the destination or elsewhere is not said to be there already."""
    legs = (Leg("one", "north", "south", 5, "A"), Leg("two", "south", "north", 5, "A"))
    ring = Network(Handover((Place("north", ""), Place("south", "")), legs))
    assert ring.routes(Trip("A", "south")) == (("one",),)
    assert ring.routes(Trip("A", "north")) == (("two",),)


def test_so_many_ways() -> None:
    """Of more than 64 shortest ways the first are open."""
    legs = [Leg(f"in-{n}", "A", "hub", 1) for n in range(9)]
    legs += [Leg(f"out-{n}", "hub", "B", 1) for n in range(9)]
    network = Network(Handover(tuple(Place(each, "") for each in ("A", "hub", "B")), tuple(legs)))
    found = network.routes(Trip("A", "B"))
    assert len(found) == MOST_ROUTES == 64
    assert found[0] == ("in-0", "out-0")


@pytest.mark.parametrize(
    ("moves", "ends"),
    [
        ([("B", "third")], ("third",)),
        ([("B", "")], ("B",)),
        ([("", "")], ("",)),
        ([("B", "third"), ("B", "")], ("third", "third")),
        ([("B", ""), ("B", "")], ("B", "B")),
        ([("B", ""), ("C", "")], ("", "")),
        ([("B", "third"), ("B", "B"), ("B", "")], ("third", "B", "")),
    ],
)
def test_where_each_of_a_unit_goes(moves: list[tuple[str, str]], ends: tuple[str, ...]) -> None:
    """A stated destination counts before the unit's, and that before the beneficiary."""
    assert bound_for(moves) == ends


def test_a_child_without_a_destination_goes_with_the_family() -> None:
    """Not to the beneficiary, whose place there is too."""
    families = term(kinds.Together("family"), "families")
    case = made(["p1 A B far - oak -", "p2 A B - - oak -"], (families,), WORLD)
    found = schedule(case.docket, case.plan, case.handover)
    assert [(ride.leg, ride.people) for ride in found.stages[0].rides] == [("a-far", ("p1", "p2"))]
    assert verify(found.to_bytes(), case.plan, case.docket, case.handover).accepted
    alone = made(["p1 A B far - oak -", "p2 A B - - oak -"], (), WORLD)
    rides = schedule(alone.docket, alone.plan, alone.handover).stages[0].rides
    assert {(ride.leg, ride.people) for ride in rides} == {("a-b", ("p2",)), ("a-far", ("p1",))}


def refused(case: Made, person: str, leg: str | None) -> set[str]:
    """The reasons for which stages are refused that take one person by another leg."""
    data = json.loads(schedule(case.docket, case.plan, case.handover).to_bytes())
    data["stages"] = [
        {
            "number": 1,
            "day": 1,
            "waits": [],
            "rides": [{"leg": leg, "people": [person]}],
        }
    ]
    data["outcome"] = "proved"
    verdict = verify(sealed(data), case.plan, case.docket, case.handover)
    return {each.code for each in verdict.refusals}


def test_the_checker_refuses_every_other_end() -> None:
    """Another leg than the one to the destination; any leg, or none, where there is no way."""
    goes_far = made(["a1 A B far - - -"], (), WORLD)
    assert "destination" in refused(goes_far, "a1", "a-b")
    assert "way" in refused(goes_far, "a1", None)
    no_way = made(["a1 A B third - - -"], (), WORLD)
    assert "destination" in refused(no_way, "a1", "a-b")
    assert "no-way" in refused(no_way, "a1", None)
    stays = made(["a1 A B A - - -"], (), WORLD)
    assert "destination" in refused(stays, "a1", "a-b")


@pytest.mark.parametrize("seed", range(0, 3000, 300))
def test_everybody_who_rides_arrives_at_the_destination(seed: int) -> None:
    """Followed leg by leg, whatever the case; who has no leg is there, or no leg is known."""
    rode = 0
    for each in range(seed, seed + 40):
        case = little(each)
        goal = goals(case.docket, case.plan, case.handover)
        found = schedule(case.docket, case.plan, case.handover)
        for person, legs in _legs_of(found).items():
            row = case.docket.people.ids.index(person)
            holder = case.docket.people.column("holder")[row]
            place = case.docket.people.column("place")[row]
            places = starts(case.handover, holder, place)
            ended = {arrived(case.handover, legs, start) for start in _from(case, legs, places)}
            told = f"seed {each}, {person}: {legs}"
            if legs:
                assert ended == {goal[person]}, told
                rode += 1
            elif case.handover.legs:
                assert goal[person] in {holder, place} or places == {goal[person]}, told
    assert rode > 10


def _legs_of(found: Schedule) -> dict[str, list[str]]:
    legs: dict[str, list[str]] = {}
    for stage in found.stages:
        for ride in stage.rides:
            for person in ride.people:
                legs.setdefault(person, []).extend([] if ride.leg is None else [ride.leg])
    return legs


def _from(case: Made, legs: list[str], places: set[str]) -> set[str]:
    """The one of the starts from which the first of the legs goes out."""
    ridden = [leg for leg in case.handover.legs if leg.id in legs]
    found = {leg.start for leg in ridden} - {leg.end for leg in ridden}
    assert not legs or len(found & places) == 1
    return found & places
