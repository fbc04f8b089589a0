"""Stages for whoever is still to go: what was given so far counts."""

from __future__ import annotations

from canje.clear.engine import clear
from canje.handover.outcome import Account
from canje.handover.repair import announced_by, repair
from canje.handover.restage import restage
from canje.stage.handover import Handover, Leg, Place
from canje.stage.schedule import Schedule, plan_digest
from canje.terms.docket import Docket
from canje.terms.term import Exposed, Ratio, Together
from tests import by_hand
from tests.by_hand import who

ROADS = Handover(
    (Place("A", "A"), Place("B", "B")),
    (Leg("there", "A", "B", 9, "A"), Leg("back", "B", "A", 9, "B")),
)


def _docket(at_most: int) -> Docket:
    rows = [f"a{n} A B B" for n in range(4)] + [f"b{n} B A A" for n in range(5)]
    return by_hand.docket(
        by_hand.people(*rows),
        by_hand.term(Ratio(who(holder="A"), who(holder="B")), "offer"),
        by_hand.term(Exposed("A", at_most), "careful"),
    )


def _rest(account: Account, at_most: int) -> tuple[Schedule, set[str], str]:
    docket = _docket(at_most)
    plan = clear(docket)
    made = repair(docket, announced_by(plan, docket), account)
    goes = {each.id for each in made.plan.people} - set(account.fixed)
    return restage(docket, made, ROADS, 1), goes, plan_digest(made.plan)


def test_each_who_is_still_to_go_has_one_seat_and_nobody_else() -> None:
    """Numbers go on from the last stage, under the repaired plan's digest."""
    account = Account(crossed=("a0", "a1", "b0"), aboard=("b1",))
    rest, goes, digest = _rest(account, 4)
    people = [p for stage in rest.stages for ride in stage.rides for p in ride.people]
    assert sorted(people) == sorted(goes)
    assert [stage.number for stage in rest.stages] == list(range(2, 2 + len(rest.stages)))
    assert rest.plan_digest == digest


def test_what_was_given_so_far_counts_against_what_is_tolerated() -> None:
    """A gave two and got one of the two that were due: of the two left, one a stage."""
    fresh, _, _ = _rest(Account(), 2)
    assert len(fresh.stages) == 2
    behind, _, _ = _rest(Account(crossed=("a0", "a1", "b0"), out=("b1",)), 2)
    assert behind.outcome == "proved"
    (mine,) = (each for each in behind.exposures if each.party == "A")
    assert mine.limit == 2
    assert max(mine.after) <= 2
    assert len(behind.stages) == 2
    even, _, _ = _rest(Account(crossed=("a0", "a1", "b0", "b1")), 2)
    assert len(even.stages) == 1


def test_where_more_was_given_than_is_tolerated_there_are_no_stages() -> None:
    """A has given three and got one, and tolerates one: the other side must come first."""
    rest, _, _ = _rest(Account(crossed=("a0", "a1", "a2", "b0")), 1)
    assert (rest.outcome, rest.stages) == ("infeasible", ())
    assert "careful" in rest.conflict


def test_who_is_still_to_go_follows_the_family_that_has_crossed() -> None:
    """The child has no destination written: it goes where the mother went, not to B."""
    places = (*ROADS.places, Place("far", "far"))
    handover = Handover(places, (*ROADS.legs, Leg("plane", "A", "far", 9, "A")))
    docket = by_hand.docket(
        by_hand.people("m A B far f", "c A B - f", columns="id holder beneficiary destination fam"),
        by_hand.term(Together("fam"), "families"),
    )
    plan = clear(docket)
    made = repair(docket, announced_by(plan, docket), Account(crossed=("m",)))
    (stage,) = restage(docket, made, handover, 1).stages
    assert [(ride.leg, ride.people) for ride in stage.rides] == [("plane", ("c",))]


def test_a_reserve_without_a_way_is_not_taken_elsewhere() -> None:
    """No stages, though a leg leads to the beneficiary."""
    docket = by_hand.docket(by_hand.people("a1 A B third", "b1 B A A"))
    plan = clear(docket)
    made = repair(docket, announced_by(plan, docket), Account())
    rest = restage(docket, made, ROADS, 0)
    assert (rest.outcome, rest.stages) == ("infeasible", ())
    assert [(each.what, each.of) for each in rest.changes] == [("route", "A>third")]
