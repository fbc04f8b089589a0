"""Chances against the definition: by enumeration, by hand, and in larger pools by their proof."""

from __future__ import annotations

from fractions import Fraction

import pytest

from canje.clear.check import verify
from canje.clear.engine import clear, never
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.draw import lottery as lotteries
from canje.draw.draw import draw, prepare
from canje.draw.held import Choice
from canje.draw.lottery import NoLottery
from canje.terms.docket import Freed, Prefer
from canje.terms.term import Count, Pool, Term, Together
from tests.draw.examples import assembly, by_person, docket, prepared, where
from tests.oracles import leximin, random_cases

CHUNK = 50


@pytest.mark.parametrize("first", range(0, 400, CHUNK))
def test_chances_are_those_of_enumeration(first: int) -> None:
    """On made-up dockets with every kind of rule: everyone's chance, exactly proved."""
    for seed in range(first, first + CHUNK):
        case = random_cases.small(seed)
        plan = clear(case)
        if not plan.people:
            continue
        question = Question(case)
        made = prepare(question, plan, HiGHS(), never)
        assert made.draw is not None
        if made.draw["lottery"]["held"]:
            continue
        want, got = leximin.chances(case), by_person(question, made)
        assert want is not None
        assert got.keys() == want.keys(), f"seed {seed}"
        assert all(abs(float(got[each]) - want[each]) < 1e-6 for each in want), f"seed {seed}"
        assert made.draw["lottery"]["tolerance"] == [0, 1], f"seed {seed}"


def test_two_of_three_by_hand() -> None:
    """One class of three, two go: two thirds each, one row, and the term is what holds it down."""
    rows = [{"id": f"a{n}"} for n in range(3)]
    _, made = prepared(docket(rows, Term("cap", "AA", "two", Count(where(holder="AA"), at_most=2))))
    assert made.draw is not None
    lottery = made.draw["lottery"]
    assert [each["chance"] for each in lottery["chances"]] == [[2, 3]]
    assert lottery["floors"][0]["tree"]["duals"].keys() >= {"cap#0"}


def test_a_small_class_is_not_crowded_out() -> None:
    """Any three of one alone and four alike: every one of the five gets three fifths."""
    rows = [{"id": "a0", "sex": "f"}, *({"id": f"b{n}", "sex": "m"} for n in range(4))]
    terms = (
        Term("cap", "AA", "three", Count(where(holder="AA"), at_most=3)),
        Term("men", "AA", "at most three men", Count(where(sex="m"), at_most=3)),
    )
    question, made = prepared(docket(rows, *terms))
    assert set(by_person(question, made).values()) == {Fraction(3, 5)}


def test_where_the_smallest_is_bound_the_next_is_as_large_as_can_be() -> None:
    """At most one of two women, two of three men: a half and two thirds, not all a half."""
    rows = [{"id": f"w{n}", "sex": "f"} for n in range(2)]
    rows += [{"id": f"m{n}", "sex": "m"} for n in range(3)]
    terms = (
        Term("women", "AA", "one", Count(where(sex="f"), at_most=1)),
        Term("men", "AA", "two", Count(where(sex="m"), at_most=2)),
    )
    question, made = prepared(docket(rows, *terms))
    got = by_person(question, made)
    assert {got["w0"], got["w1"]} == {Fraction(1, 2)}
    assert {got["m0"], got["m1"], got["m2"]} == {Fraction(2, 3)}


def test_fractions_of_plans_may_promise_too_much() -> None:
    """A family of two and a single, three places less one: whole plans decide, and prove it."""
    rows = [{"id": "a", "family": "x"}, {"id": "b", "family": "x"}, {"id": "c"}, {"id": "d"}]
    terms = (
        Term("whole", "AA", "families", Together("family")),
        Term("cap", "AA", "three", Count(where(holder="AA"), at_most=3)),
    )
    question, made = prepared(docket(rows, *terms))
    got = by_person(question, made)
    assert (got["a"], got["c"]) == (Fraction(1), Fraction(1, 2))
    assert made.draw is not None
    assert made.draw["lottery"]["tolerance"] == [0, 1]


def test_under_a_preference_only_the_tie_is_drawn() -> None:
    """Two places, four people: the longest held goes, three with the same days share the other."""
    rows = [{"id": f"a{n}", "days": "9" if n == 2 else "5"} for n in range(4)]
    cap = Term("cap", "AA", "two", Count(where(holder="AA"), at_most=2))
    question, made = prepared(docket(rows, cap, levels=(Freed(), Prefer("days"))))
    got = by_person(question, made)
    assert got.pop("a2") == 1
    assert set(got.values()) == {Fraction(1, 3)}
    for number in range(20):
        drawn = draw(question, made, bytes([number] * 32))
        assert "a2" in {each.id for each in drawn.people}
        assert verify(drawn.to_bytes(), question.docket).accepted


def test_a_partys_choice_is_used_and_shown() -> None:
    """A pool picked by a party: its people go, and no seed changes that."""
    rows = [{"id": f"a{n}", "sex": "f" if n < 4 else "m"} for n in range(8)]
    terms = (
        Term("pool", "AA", "BB picks two women", Pool(where(sex="f"), 2, "BB")),
        Term("men", "AA", "two men", Count(where(sex="m"), at_most=2)),
    )
    case = docket(rows, *terms)
    question, made = prepared(case, [Choice("pool", "BB", ("a1", "a3"))])
    for number in range(10):
        drawn = draw(question, made, bytes([number] * 32))
        women = {each.id for each in drawn.people} & {"a0", "a1", "a2", "a3"}
        assert women == {"a1", "a3"}
        assert {each.picked for each in drawn.classes} == {"choice", "draw"}
        verdict = verify(drawn.to_bytes(), case)
        assert verdict.accepted, verdict.refusals


def test_whoever_is_drawn_goes_to_the_place_that_stands_first() -> None:
    """Of several places open the first written, in every row of the table, as terms allow."""
    rows = [
        *({"id": f"a{n}", "destination": "third|BB"} for n in range(4)),
        *({"id": f"b{n}", "destination": "BB|third", "sex": "f"} for n in range(4)),
    ]
    cap = Term("cap", "AA", "five", Count(where(holder="AA"), at_most=5))
    few = Term("few", "AA", "three", Count(where(destination="third"), at_most=3))
    question, made = prepared(docket(rows, cap, few))
    assert made.draw is not None
    outcomes = made.draw["lottery"]["outcomes"]
    assert len(outcomes) > 1
    for each in outcomes:
        (third, at_home), (first, later) = each["counts"][:2], each["counts"][2:]
        assert later == 0
        assert third == min(3, third + at_home)
        assert third + at_home + first == 5
    assert verify(made.to_bytes(), question.docket).accepted


def test_an_order_is_not_drawn() -> None:
    """A pool picked by the published order keeps it; the rest is drawn."""
    rows = [{"id": f"a{n}", "sex": "f" if n < 4 else "m"} for n in range(8)]
    terms = (
        Term("pool", "AA", "two women", Pool(where(sex="f"), 2, "order")),
        Term("men", "AA", "two men", Count(where(sex="m"), at_most=2)),
    )
    question, made = prepared(docket(rows, *terms))
    women = {each.id for each in made.people} & {"a0", "a1", "a2", "a3"}
    drawn = [draw(question, made, bytes([number] * 32)) for number in range(10)]
    assert all(women <= {each.id for each in plan.people} for plan in drawn)
    assert len({tuple(each.id for each in plan.people) for plan in drawn}) > 1
    assert all(verify(plan.to_bytes(), question.docket).accepted for plan in drawn)


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        ("no choice is given", []),
        ("given twice", [Choice("pool", "BB", ("a0",)), Choice("pool", "BB", ("a1",))]),
        ("not for CC", [Choice("pool", "CC", ("a0",))]),
        ("2 are chosen", [Choice("pool", "BB", ("a0", "a1"))]),
        ("is in no such pool", [Choice("pool", "BB", ("b0",))]),
        ("no pool that somebody", [Choice("pool", "BB", ("a0",)), Choice("cap", "BB", ("a0",))]),
    ],
)
def test_a_choice_that_cannot_be_is_refused(words: str, choices: list[Choice]) -> None:
    """Missing, twice, by another, too many, of others, for what nobody chooses from."""
    rows = [{"id": "a0", "sex": "f"}, {"id": "a1", "sex": "f"}, {"id": "b0", "sex": "m"}]
    terms = (
        Term("pool", "AA", "BB picks", Pool(where(sex="f"), 1, "BB")),
        Term("cap", "AA", "two", Count(where(holder="AA"), at_most=2)),
    )
    with pytest.raises(NoLottery, match=words):
        prepared(docket(rows, *terms), choices)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_pool_with_quotas_is_proved_fair(seed: int) -> None:
    """A hundred people, twenty seats, four features: floors and table confirmed, to 1e-7."""
    case = assembly(100, 20, (2, 3, 4, 3), seed)
    question, made = prepared(case)
    verdict = verify(made.to_bytes(), case)
    assert verdict.accepted, verdict.refusals
    assert made.draw is not None
    assert Fraction(*made.draw["lottery"]["tolerance"]) < Fraction(1, 10**7)
    assert "draw:chances" in verdict.confirmed
    assert min(by_person(question, made).values()) > 0


def test_many_classes_come_near_and_say_how_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above `FEW` bands the table is a mean of plans; the checker confirms what it misses."""
    monkeypatch.setattr(lotteries, "FEW", 10)
    case = assembly(400, 100, (2, 3, 4), 3)
    _, made = prepared(case)
    assert made.draw is not None
    lottery = made.draw["lottery"]
    assert lottery["method"] == "marginals"
    assert len(lottery["outcomes"]) <= lotteries.MEAN
    assert Fraction(*lottery["tolerance"]) < Fraction(1, 50)
    verdict = verify(made.to_bytes(), case)
    assert verdict.accepted, verdict.refusals


def test_the_order_of_rows_changes_nothing() -> None:
    """The same people in another order: the same bytes, drawn and undrawn.

    Terms stay in theirs, which is part of the case.
    """
    rows = [{"id": f"a{n}", "sex": "fm"[n % 2], "age": "old" if n % 3 else ""} for n in range(9)]
    terms = (
        Term("cap", "AA", "five", Count(where(holder="AA"), at_most=5)),
        Term("men", "AA", "two men", Count(where(sex="m"), at_most=2)),
    )
    seen = set()
    for order in (rows, rows[::-1], rows[4:] + rows[:4]):
        question, made = prepared(docket(order, *terms))
        seen.add((made.to_bytes(), draw(question, made, bytes(32)).to_bytes()))
    assert len(seen) == 1


def test_there_is_nothing_to_draw_where_nobody_goes_or_all_is_drawn() -> None:
    """A plan without people, one from another case, one drawn already."""
    rows = [{"id": "a0"}, {"id": "a1"}]
    case = docket(rows, Term("cap", "AA", "none", Count(where(holder="AA"), at_most=0)))
    with pytest.raises(NoLottery, match="frees nobody"):
        prepared(case)
    other = docket(rows, Term("cap", "AA", "one", Count(where(holder="AA"), at_most=1)))
    with pytest.raises(NoLottery, match="another state"):
        prepare(Question(case), clear(other), HiGHS(), never)
    question, made = prepared(other)
    drawn = draw(question, made, bytes(32))
    with pytest.raises(NoLottery, match="drawn already"):
        prepare(question, drawn, HiGHS(), never)
    with pytest.raises(ValueError, match="no lottery"):
        draw(question, drawn, bytes(32))


@pytest.mark.parametrize("first", range(0, 12, 4))
def test_hundreds_of_people_are_drawn_and_verified(first: int) -> None:
    """Every kind of rule on up to 300 people: proved leximin, drawn, accepted by the checker."""
    for seed in range(first, first + 4):
        case = random_cases.middling(seed)
        plan, question = clear(case), Question(case)
        if not plan.people:
            continue
        drawn = draw(question, prepare(question, plan, HiGHS(), never), bytes([seed] * 32))
        verdict = verify(drawn.to_bytes(), case)
        assert verdict.accepted, (seed, verdict.refusals)
        assert "draw:leximin" in verdict.confirmed, seed
        assert drawn.freed == plan.freed, seed
