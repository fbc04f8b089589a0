"""The engine of stages on cases whose answers are plain, and what holds whatever the case."""

from __future__ import annotations

from math import ceil
from random import Random

import attrs
import pytest

from canje.base.people import People
from canje.clear.engine import never
from canje.stage.check import verify
from canje.stage.engine import schedule
from canje.stage.explain import Stranded, stranded
from canje.stage.handover import Handover, Leg, Place, Wait
from canje.stage.schedule import Schedule
from canje.terms import term as kinds
from canje.terms.term import Term
from tests.by_hand import term, who
from tests.stage.made_up import Made, bridge, first, little, made, swap, tolerates


def staged(case: Made, most: int | None = None) -> Schedule:
    found = schedule(case.docket, case.plan, case.handover, most=most)
    verdict = verify(found.to_bytes(), case.plan, case.docket, case.handover)
    assert verdict.accepted, [each.words for each in verdict.refusals]
    return found


@pytest.mark.parametrize(("count", "at_most"), [(7, 2), (12, 4), (12, 5), (100, 7), (300, 13)])
def test_two_parties_with_equal_totals_need_as_many_stages_as_tolerances(
    count: int, at_most: int
) -> None:
    """T >= V / E: each stage moves no more than is tolerated, as the other leg may fail."""
    found = staged(swap(count, tolerates("A", at_most), tolerates("B", at_most)))
    assert found.outcome == "proved"
    assert len(found.stages) == ceil(count / at_most)


def test_one_side_that_trusts_may_go_first() -> None:
    """With A tolerating 3 and B nothing, A gives three, B gives three back, and so on."""
    found = staged(swap(6, tolerates("A", 3), tolerates("B", 0)))
    assert found.outcome == "proved"
    assert len(found.stages) == 4
    by_party = {each.party: each.after for each in found.exposures}
    assert by_party["A"] == (3, 3, 3, 0) or max(by_party["A"]) <= 3
    assert max(by_party["B"]) == 0


def test_without_any_tolerance_nobody_can_begin() -> None:
    """The last step is always exposed; what would help is said: to tolerate one."""
    found = staged(swap(3, tolerates("A", 0), tolerates("B", 0)))
    assert found.outcome == "infeasible"
    assert set(found.conflict) == {"calm-a", "calm-b"}
    helping = {(each.what, each.of, each.to) for each in found.changes}
    assert helping == {("exposed", "calm-a", 1), ("exposed", "calm-b", 1)}


def test_seats_alone() -> None:
    """25 people over a leg with 4 seats take 7 stages; two runs a day make it four days."""
    rows = [f"a{n:02} A B right - - -" for n in range(25)]
    legs = (Leg("over", "left", "right", 4, runs_per_day=2),)
    handover = Handover((Place("left", ""), Place("right", "")), legs)
    found = staged(made(rows, (), handover))
    assert found.outcome == "proved"
    assert [len(each.rides[0].people) for each in found.stages].count(4) == 6
    assert [each.day for each in found.stages] == [1, 1, 2, 2, 3, 3, 4]


def test_units_do_not_fit_by_the_head() -> None:
    """Four families of three over five seats: one a stage, though twelve people are three runs.

    No relaxation sees it; a tree of splits proves it.
    """
    rows = [f"p{n:02} A B right - f{n // 3} -" for n in range(12)]
    legs = (Leg("over", "left", "right", 5),)
    handover = Handover((Place("left", ""), Place("right", "")), legs)
    found = staged(made(rows, [term(kinds.Together("family"))], handover))
    assert found.outcome == "proved"
    assert len(found.stages) == 4


def test_what_cannot_go_at_once_takes_turns() -> None:
    """Two legs in two sets: each stage runs one of them."""
    found = staged(swap(10, seats=4, simultaneous=(("east",), ("west",))))
    assert found.outcome == "proved"
    assert len(found.stages) == 6
    assert all(len(stage.rides) == 1 for stage in found.stages)


def test_orders_chain() -> None:
    """Each of three orders adds a stage, and a circle of orders allows none."""
    rows = [f"p{n} A B - - - {health}" for n, health in enumerate(("w", "x", "y", "z"))]
    chain = [
        first(f"t{one}", who(health=one), who(health=other)) for one, other in ("wx", "xy", "yz")
    ]
    assert len(staged(made(rows, chain)).stages) == 4
    circle = [*chain, first("back", who(health="z"), who(health="w"))]
    found = staged(made(rows, circle))
    assert found.outcome == "infeasible"
    assert set(found.conflict) == {"tw", "tx", "ty", "back"}
    assert {each.of for each in found.changes} == set(found.conflict)


def test_whom_law_puts_first_goes_first() -> None:
    """Of stages as few and as calm, those in which the wounded ride early."""
    rows = [f"p{n} A B right - - {'wounded' if n > 3 else '-'}" for n in range(6)]
    legs = (Leg("over", "left", "right", 2),)
    found = staged(made(rows, (), Handover((Place("left", ""), Place("right", "")), legs)))
    assert found.stages[0].rides[0].people == ("p4", "p5")
    assert [(each.value, each.bound) for each in found.levels] == [(3, 3), (6, 6), (4, 4)]


def test_a_path_of_legs_is_ridden_in_one_stage() -> None:
    """Seats count on each leg of the way; the person stands on each of them."""
    places = tuple(Place(each, "") for each in ("left", "hub", "right"))
    legs = (Leg("in", "left", "hub", 3), Leg("out", "hub", "right", 2))
    rows = [f"p{n} A B right - - -" for n in range(4)]
    found = staged(made(rows, (), Handover(places, legs)))
    assert len(found.stages) == 2
    for stage in found.stages:
        assert [ride.leg for ride in stage.rides] == ["in", "out"]
        assert stage.rides[0].people == stage.rides[1].people


def test_guards_are_waited_for() -> None:
    """By each stage that runs the leg or takes one of the people, whoever says so."""
    guards = (Wait("bridge", "east", "the bridge is mined"), Wait("list", who(holder="B"), "x"))
    says = term(kinds.Guard(who(id="a0000"), "a letter"), "letter")
    found = staged(swap(3, says, seats=2, guards=guards))
    waits = [stage.waits for stage in found.stages]
    assert all("bridge" in each and "list" in each for each in waits)
    with_letter = [
        stage.number
        for stage in found.stages
        if any("a0000" in ride.people for ride in stage.rides)
    ]
    assert [number for number, each in enumerate(waits, 1) if "letter" in each] == with_letter


def test_a_ratio_says_what_comes_in_is_worth() -> None:
    """At three for one, three given are no more than one got."""
    rows = [f"a{n} A B - - - -" for n in range(9)] + [f"b{n} B A - - - -" for n in range(3)]
    terms = [
        term(kinds.Ratio(who(holder="A"), who(holder="B"), 3, 1), "ratio"),
        tolerates("A", 3),
        tolerates("B", 1),
    ]
    found = staged(made(rows, terms))
    assert found.outcome == "proved"
    assert len(found.stages) == 3
    without = staged(made(rows, terms[1:]))
    assert without.outcome == "infeasible"


def test_nobody_freed() -> None:
    """No people, no stages, and nothing to prove."""
    case = swap(1)
    empty = attrs.evolve(case.plan, people=(), freed=0)
    found = schedule(case.docket, empty, case.handover)
    assert (found.outcome, found.stages, found.bound) == ("proved", (), 0)
    assert verify(found.to_bytes(), empty, case.docket, case.handover).accepted


def test_somebody_whom_the_case_does_not_have() -> None:
    """A plan of another case is no plan to stage."""
    case = swap(1)
    with pytest.raises(ValueError, match="nobody"):
        schedule(case.docket, swap(3).plan, case.handover)


def test_no_way_is_named() -> None:
    """Whoever has no legs to where he or she goes is told by holder and destination."""
    rows = ["p0 A B left right - -", "p1 A B right left - -"]
    case = made(rows, (), bridge(5))
    found = staged(case)
    assert found.outcome == "infeasible"
    assert [(each.what, each.of, each.by) for each in found.changes] == [("route", "A>left", 1)]
    assert stranded(case.docket, case.plan, case.handover) == (
        Stranded("A", "left", True, ("p0",)),
    )


def test_who_goes_to_a_third_place_is_not_taken_to_the_beneficiary() -> None:
    """No place of the handover is called third: no stages, though legs lead to B."""
    legs = (Leg("there", "A", "B", 9), Leg("back", "B", "A", 9))
    handover = Handover((Place("A", ""), Place("B", "")), legs)
    case = made(["a1 A B third - - -", "b1 B A A - - -"], (), handover)
    found = staged(case)
    assert (found.outcome, found.stages) == ("infeasible", ())
    (lost,) = stranded(case.docket, case.plan, case.handover)
    assert lost == Stranded("A", "third", False, ("a1",))


@pytest.mark.parametrize("seed", range(12))
def test_order_of_rows_terms_and_legs_changes_nothing(seed: int) -> None:
    """The same bytes, however the files are sorted."""
    case, chance = little(seed + 40), Random(seed)
    ids = list(case.docket.people.ids)
    shuffled = chance.sample(range(len(ids)), len(ids))
    columns = {
        name: [column[row] for row in shuffled]
        for name, column in case.docket.people.columns.items()
    }
    people = People.of([ids[row] for row in shuffled], columns)
    terms = tuple(chance.sample(case.docket.terms, len(case.docket.terms)))
    legs = tuple(chance.sample(case.handover.legs, len(case.handover.legs)))
    plan = attrs.evolve(case.plan)
    other = schedule(
        attrs.evolve(case.docket, people=people, terms=terms),
        plan,
        attrs.evolve(case.handover, legs=legs),
    )
    assert other.to_bytes() == schedule(case.docket, plan, case.handover).to_bytes()


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_one_more_seat_never_needs_more_stages(seed: int) -> None:
    """Nor does more tolerance."""
    case = little(seed)
    before = schedule(case.docket, case.plan, case.handover)
    legs = tuple(attrs.evolve(leg, seats=leg.seats + 1) for leg in case.handover.legs)
    seated = schedule(case.docket, case.plan, attrs.evolve(case.handover, legs=legs))
    terms = tuple(_looser(each) for each in case.docket.terms)
    calm = schedule(attrs.evolve(case.docket, terms=terms), case.plan, case.handover)
    if before.outcome == "proved":
        assert len(seated.stages) <= len(before.stages)
        assert len(calm.stages) <= len(before.stages)


def _looser(each: Term) -> Term:
    if isinstance(each.rule, kinds.Exposed):
        return attrs.evolve(each, rule=kinds.Exposed(each.rule.party, each.rule.at_most + 1))
    return each


def test_stopped_is_never_proved() -> None:
    """A stop that comes at once leaves neither stages nor a refutation."""
    case = swap(40, tolerates("A", 3), tolerates("B", 3))
    found = schedule(case.docket, case.plan, case.handover, stop=lambda: True)
    assert found.outcome == "stopped"
    assert verify(found.to_bytes(), case.plan, case.docket, case.handover).accepted


@pytest.mark.parametrize("after", [1, 3, 6, 10, 20, 40])
def test_stopped_midway_says_only_what_is_so(after: int) -> None:
    """Whenever the stop comes, what is said stands the check."""
    case, asked = little(7, 5), [0]

    def stop() -> bool:
        asked[0] += 1
        return asked[0] > after

    found = schedule(case.docket, case.plan, case.handover, stop=stop)
    verdict = verify(found.to_bytes(), case.plan, case.docket, case.handover)
    assert verdict.accepted, [each.words for each in verdict.refusals]


def test_a_file_says_what_was_made() -> None:
    """Bytes to value and back, and the same bytes again."""
    found = schedule(*attrs.astuple(swap(5, tolerates("A", 2)), recurse=False), stop=never)
    again = Schedule.from_bytes(found.to_bytes())
    assert again == found
    assert again.to_bytes() == found.to_bytes()
    with pytest.raises(ValueError, match=r"its format is not canje\.stages/1"):
        Schedule.from_bytes(b"{}")
