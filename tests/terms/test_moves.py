"""What an order says of a move: a practitioner's table, and made-up orders against the oracle."""

from __future__ import annotations

import pytest

from canje.base.select import Missing, Not, OneOf, Selection
from canje.clear.check import verify
from canje.clear.engine import clear
from canje.terms.docket import Bar, Docket, Forbids
from canje.terms.eligible import Barrier, eligible
from canje.terms.moves import possible
from canje.terms.term import Together
from tests.by_hand import DAY, docket, people, term, who
from tests.oracles import brute, random_cases

NOT_S = Not(OneOf(("S",)))


def order(covers: Selection, forbids: Forbids = "release", *places: str, name: str = "b1") -> Bar:
    return Bar(name, "an order", f"court of {name}", covers, forbids, DAY, None, places)


def moves(row: str, *bars: Bar) -> list[tuple[str, str]]:
    """The moves that the orders leave to one person, held by A."""
    found = eligible(docket(people(f"anna A {row}"), bars=bars))
    return list(found.moves_of(0))


@pytest.mark.parametrize(
    ("row", "bar", "left"),
    [
        # an order about whoever goes anywhere but to S says nothing of the way to S
        ("S S|Q", order(who(destination=NOT_S)), [("S", "S")]),
        ("S Q|S", order(who(destination=NOT_S)), [("S", "S")]),
        ("S S|Q", order(who(destination="Q")), [("S", "S")]),
        ("S S|Q", order(who(destination=("S", "Q"))), []),
        ("S S", order(who(destination=NOT_S)), [("S", "S")]),
        ("S -", order(who(destination=NOT_S)), []),  # a place that is not written down is not S
        ("S -", order(who(destination=Missing(True))), []),
        ("S S|Q", order(who(destination=Missing(False))), []),
        # the same of beneficiaries, and of both
        ("S|T S|Q", order(who(beneficiary="T")), [("S", "S"), ("S", "Q")]),
        (
            "S|T S|Q",
            order(who(beneficiary="T", destination="Q")),
            [("S", "S"), ("S", "Q"), ("T", "S")],
        ),
        (
            "S|T S|Q",
            order(who(who(beneficiary="T"), who(destination="Q"))),  # the one or the other
            [("S", "S")],
        ),
        # what is no choice is asked of the person
        ("S S|Q", order(who(holder="A", destination="Q")), [("S", "S")]),
        ("S S|Q", order(who(holder="B", destination="Q")), [("S", "S"), ("S", "Q")]),
        # what is forbidden is part of what is covered
        ("S S|Q", order(who(destination=NOT_S), "destination", "S"), [("S", "S"), ("S", "Q")]),
        ("S|T S", order(who(beneficiary="T"), "destination", "S"), [("S", "S")]),
        ("S|T A|S", order(who(beneficiary="T"), "transfer"), [("S", "A"), ("S", "S"), ("T", "A")]),
        ("S -", order(who(), "transfer"), []),
        ("S -", order(who(), "destination", "Q"), [("S", "")]),
        # whoever has no place written down is taken to the beneficiary
        ("S -", order(who(), "destination", "S"), []),
        ("S|Q -", order(who(destination=NOT_S, beneficiary="Q")), [("S", "")]),
        ("S|Q -", order(who(destination="S")), [("Q", "")]),
    ],
)
def test_a_move_is_barred_where_its_own_values_meet_the_order(
    row: str, bar: Bar, left: list[tuple[str, str]]
) -> None:
    """The engine's moves, the oracle's, and a plan that the checker takes, or refuses with more."""
    table = people(f"anna A {row}")
    case = docket(table, bars=(bar,))
    assert sorted(moves(row, bar)) == sorted(left)
    [anna] = brute.people(case)
    ways = [(move["beneficiary"], move["destination"]) for move in brute.moves_of(case, anna)]
    assert sorted(ways) == sorted(left)
    plan = clear(case)
    assert plan.freed == bool(left)
    assert verify(plan.to_bytes(), case).accepted
    before = clear(docket(table))
    [gone] = before.people
    may = (gone.beneficiary, gone.destination) in left
    assert _takes_the_move(before.to_bytes(), case) is may


def _takes_the_move(plan: bytes, case: Docket) -> bool:
    """Whether the checker lets the freed make their moves, whatever else it says of the plan."""
    return {"cannot-move", "move"}.isdisjoint(each.code for each in verify(plan, case).refusals)


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (who(destination=NOT_S), ["anna", "cy"]),
        (who(destination="S"), ["anna", "bo"]),
        (who(destination=Missing(True)), ["cy"]),
        (who(beneficiary="T", destination="S"), ["bo"]),
        (who(beneficiary=Not(OneOf(("S",))), holder="A"), ["bo"]),
        (who(who(destination="Q"), who(holder="B")), ["anna", "cy"]),
        (who(holder="A"), ["anna", "bo"]),
        (who(destination="X"), []),
    ],
)
def test_for_whom_a_selection_can_hold(selection: Selection, found: list[str]) -> None:
    """Whoever has one move that it holds for, as it is written."""
    table = people("anna A S S|Q", "bo A S|T S", "cy B S -")
    flags = possible(selection, table).tolist()
    assert [each for each, flag in zip(table.ids, flags, strict=True) if flag] == found


@pytest.mark.parametrize(
    ("bars", "barrier"),
    [
        ([order(who(destination=NOT_S)), order(who(destination="S"), name="b2")], "b1|b2"),
        # the third takes a move that another takes too: it took part
        (
            [
                order(who(destination="S"), name="b2"),
                order(who(beneficiary="S"), "destination", "S", name="b3"),
                order(who(destination="Q"), name="b1"),
            ],
            "b1|b2|b3",
        ),
        # and one that is about nothing that she could do did not
        (
            [
                order(who(destination="S"), name="b1"),
                order(who(destination="X"), name="b2"),
                order(who(destination="Q"), name="b3"),
            ],
            "b1|b3",
        ),
    ],
)
def test_several_orders_that_leave_nothing_are_all_named(bars: list[Bar], barrier: str) -> None:
    """Each that takes a move away, in the order of ids; the checker knows them."""
    case = docket(people("anna A S S|Q"), bars=tuple(bars))
    assert eligible(case).barrier_of(0) == Barrier("bars", ref=barrier)
    plan = clear(case)
    [left] = plan.left_out
    assert (left.reason, left.by, left.ref) == ("bars", None, barrier)
    assert verify(plan.to_bytes(), case).accepted


@pytest.mark.parametrize(
    ("rows", "bar", "goes"),
    [
        # bo goes along to B: an order about B is one about bo's way
        (["anna A B B f", "bo A B - f"], order(who(id="bo", destination="B")), False),
        (["anna A B B f", "bo A B - f"], order(who(id="bo", destination="C")), True),
        (["anna A B B|C f", "bo A Q - f"], order(who(id="bo", destination="B")), True),
        (["anna A B B f", "bo A Q - f"], order(who(id="bo", destination="B")), False),
        # and so is one about a way that is not written down
        (["anna A B B f", "bo A B - f"], order(who(destination=Missing(True))), False),
        # for one of two beneficiaries only
        (["anna A B B f", "bo A B|C - f"], order(who(id="bo", beneficiary="B")), True),
        (
            ["anna A B B f", "bo A B|C - f"],
            order(who(beneficiary="B", destination="B", id="bo")),
            True,
        ),
        (["anna A B B f", "bo A B|C - f"], order(who(id="bo"), "destination", "B"), False),
        (["anna A B B f", "bo A B|C - f"], order(who(id="bo"), "destination", "C"), True),
        (["anna A B A f", "bo A B - f"], order(who(id="anna"), "transfer"), True),
    ],
)
def test_who_goes_along_makes_the_move_as_written_and_to_the_others_place(
    rows: list[str], bar: Bar, goes: bool
) -> None:
    """Both must be open, for one beneficiary at least; engine, oracle and checker alike."""
    table = people(*rows, columns="id holder beneficiary destination family")
    case = docket(table, term(Together("family")), bars=(bar,))
    plan = clear(case)
    assert plan.freed == (2 if goes else 0)
    assert brute.best(case) == (plan.freed, 0)
    assert verify(plan.to_bytes(), case).accepted
    moved = [(each.id, each.beneficiary, each.destination) for each in plan.people]
    assert brute.judge(case, moved) is not None


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_made_up_orders_mean_the_same_to_engine_oracle_and_checker(first: int) -> None:
    """Selections of every shape over persons and moves; several orders; units; several choices."""
    named = 0
    for seed in range(first, first + 100):
        case = random_cases.under_orders(seed)
        plan, best = clear(case), brute.best(case)
        verdict = verify(plan.to_bytes(), case)
        assert verdict.accepted, (seed, [each.words for each in verdict.refusals])
        if plan.outcome != "infeasible":
            moved = [(each.id, each.beneficiary, each.destination) for each in plan.people]
            assert brute.judge(case, moved) == best == tuple(e.value for e in plan.objective), seed
        else:
            assert best is None, seed
        for each in plan.left_out:
            found = _orders(case, each.id)
            assert (each.reason in ("bar", "bars")) is (found is not None), (seed, each.id)
            if found is not None:
                assert (each.reason, each.ref) == found, (seed, each.id)
        named += sum(each.reason == "bars" for each in plan.left_out)
    assert named


def _orders(case: Docket, person: str) -> tuple[str, str] | None:
    """The reason and orders by the page: one that forbids every move, or all that forbid any."""
    [facts] = [each for each in brute.people(case) if each["id"] == person]
    if brute.answer(case, facts) != "held" or not (facts["beneficiary"] or case.unsought_free):
        return None
    barring = [
        brute.barring(case, {**facts, "beneficiary": beneficiary, "destination": destination})
        for beneficiary in facts["beneficiary"].split("|")
        for destination in facts["destination"].split("|")
    ]
    if not all(barring):
        return None
    alone = set.intersection(*map(set, barring))
    return ("bar", min(alone)) if alone else ("bars", "|".join(sorted(set().union(*barring))))
