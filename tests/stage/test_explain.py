"""What is said to help does help, and by no less; what is said to be in conflict is."""

from __future__ import annotations

import attrs
import pytest

from canje.clear.engine import never
from canje.clear.solver import HiGHS
from canje.stage.engine import schedule
from canje.stage.explain import Asked
from canje.stage.schedule import Change, Schedule
from canje.terms import term as kinds
from tests.by_hand import term, who
from tests.stage.made_up import Made, first, little, made, swap, tolerates


def staged(case: Made, most: int | None = None) -> Schedule:
    return schedule(case.docket, case.plan, case.handover, most=most)


def changed(case: Made, change: Change, less: int = 0) -> Made:
    """The case with a change made, or made by `less` too little."""
    docket, handover = case.docket, case.handover
    to = (change.to or 0) - less
    match change.what:
        case "seats":
            legs = tuple(
                attrs.evolve(leg, seats=to) if leg.id == change.of else leg for leg in handover.legs
            )
            handover = attrs.evolve(handover, legs=legs)
        case "exposed":
            terms = tuple(
                attrs.evolve(each, rule=kinds.Exposed(each.rule.party, max(to, each.rule.at_most)))
                if isinstance(each.rule, kinds.Exposed) and change.of in (None, each.id)
                else each
                for each in docket.terms
            )
            docket = attrs.evolve(docket, terms=terms)
        case "term":
            terms = tuple(each for each in docket.terms if each.id != change.of)
            docket = attrs.evolve(docket, terms=terms)
        case "simultaneous":
            handover = attrs.evolve(handover, simultaneous=())
    return Made(docket, case.plan, handover)


def check(case: Made, found: Schedule, most: int | None) -> None:
    """Solve again with each change, and with each but a little less of it."""
    for change in found.changes:
        if change.what == "route":
            continue
        limit = change.to if change.what == "stages" else most
        assert staged(changed(case, change), limit).outcome == "proved", change
        if change.what == "stages":
            assert change.to is not None
            assert staged(case, change.to - 1).outcome == "infeasible", change
        elif change.what in ("seats", "exposed"):
            assert staged(changed(case, change, less=1), most).outcome == "infeasible", change
    asked = Asked(case.docket, case.plan, case.handover, most, HiGHS(), never)
    parts = {*(each.id for each in asked.terms), "simultaneous", "stages"}
    parts |= {f"leg:{leg.id}" for leg in case.handover.legs}
    others = parts - set(found.conflict)
    if found.conflict:
        assert asked.without(frozenset(others)).possible() is False
    for part in found.conflict:
        assert asked.without(frozenset(others | {part})).possible(), part


def test_too_few_stages_asked_for() -> None:
    """One stage more, or more seats, or more tolerance: whatever alone is enough."""
    case = swap(12, tolerates("A", 4), tolerates("B", 4), seats=4)
    found = staged(case, most=2)
    assert found.outcome == "infeasible"
    assert Change("stages", None, 1, 3) in found.changes
    check(case, found, 2)


def test_seats_missing_on_one_leg() -> None:
    """Three seats more on the leg, as it is the only narrow one."""
    case = swap(10, seats=5)
    legs = (attrs.evolve(case.handover.legs[0], seats=2), case.handover.legs[1])
    case = Made(case.docket, case.plan, attrs.evolve(case.handover, legs=legs))
    found = staged(case, most=2)
    assert Change("seats", "east", 3, 5) in found.changes
    assert "leg:east" in found.conflict
    assert "stages" in found.conflict
    check(case, found, 2)


def test_a_family_larger_than_any_boat() -> None:
    """The seats that it needs, or that it may be split."""
    rows = [f"p{n} A B right left oak -" for n in range(4)]
    case = swap(1, seats=3)
    family = made(rows, [term(kinds.Together("family"), "families")], case.handover)
    found = staged(family)
    assert {(each.what, each.of) for each in found.changes} == {
        ("seats", "east"),
        ("term", "families"),
    }
    check(family, found, None)


def test_all_must_tolerate_more() -> None:
    """Where none alone is enough, the figure that all together need."""
    case = swap(12, tolerates("A", 2), tolerates("B", 2))
    found = staged(case, most=3)
    assert Change("exposed", None, None, 4) in found.changes
    check(case, found, 3)


def test_orders_against_stages() -> None:
    """Two orders make three stages; asked for two, either order may give."""
    rows = [f"p{n} A B - - - {health}" for n, health in enumerate("xyz")]
    orders = [first("xy", who(health="x"), who(health="y"))]
    orders.append(first("yz", who(health="y"), who(health="z")))
    case = made(rows, orders)
    found = staged(case, most=2)
    assert found.conflict == ("xy", "yz", "stages")
    assert {each.of for each in found.changes} == {None, "xy", "yz"}
    check(case, found, 2)


@pytest.mark.parametrize("seed", range(40))
def test_made_up_contradictions(seed: int) -> None:
    """On whatever little cases have no stages, and in one stage less than the fewest."""
    case = little(seed, 4)
    found = staged(case)
    if found.outcome == "infeasible":
        check(case, found, None)
    elif len(found.stages) > 1:
        most = len(found.stages) - 1
        check(case, staged(case, most), most)
