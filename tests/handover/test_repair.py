"""The best continuation: what brute force finds, and what it never does."""

from __future__ import annotations

from random import Random

import attrs
import pytest
from hypothesis import given, settings

from canje.clear.check import verify
from canje.clear.engine import clear, never
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.draw.draw import draw, prepare
from canje.handover.confirm import confirm
from canje.handover.outcome import Account
from canje.handover.overlay import missed
from canje.handover.repair import Repair, announced_by, repair
from canje.terms.docket import Docket
from canje.terms.term import Count, Named, Ratio, Term
from tests import by_hand
from tests.by_hand import who
from tests.oracles import brute, days, random_cases
from tests.strategies import days as some_days

CHUNK = 60


@pytest.mark.parametrize("first", range(0, 600, CHUNK))
def test_it_is_the_best_that_brute_force_finds(first: int) -> None:
    """Every level is the best there is; the fewest terms are unmet, and the least is owed."""
    for seed in range(first, first + CHUNK):
        docket = random_cases.small(seed)
        plan = clear(docket)
        if not plan.people:
            continue
        account = days.draw(Random(seed), docket, plan)
        announced = announced_by(plan, docket)
        made = repair(docket, announced, account)
        verdict = verify(made.plan.to_bytes(), made.docket)
        assert verdict.accepted, (seed, [each.words for each in verdict.refusals])
        if days.splits(docket, account):
            continue  # the oracle keeps units whole, and this day has not
        values = tuple(each.value for each in made.plan.objective)
        best = days.best(docket, announced, account)
        if not made.unmet:
            assert values == (best or ()), seed
            assert best is not None or days.best_leaving(docket, announced, account) is None, seed
            continue
        assert best is None, seed
        leaving = days.best_leaving(docket, announced, account)
        assert leaving is not None, seed
        owed = [each.value for each in made.plan.objective if each.level == "owed"]
        rest = tuple(each.value for each in made.plan.objective if each.level != "owed")
        assert made.choice is not None
        assert made.choice.settled, seed
        assert (made.unmet, rest, missed(made.docket, made.plan)) == leaving, seed
        assert len(owed) == 1


def test_the_days_ask_something() -> None:
    """Many days call somebody in or leave somebody out, and some cannot keep all terms."""
    called = dropped = owed = 0
    for seed in range(200):
        docket = random_cases.small(seed)
        plan = clear(docket)
        if plan.people:
            made = _repaired(docket, plan, days.draw(Random(seed), docket, plan))
            called += bool(made.called)
            dropped += bool(made.dropped)
            owed += bool(made.unmet)
    assert min(called, dropped, owed) >= 5, (called, dropped, owed)


@settings(max_examples=100)
@given(some_days())
def test_nobody_is_called_back_and_nobody_out_is_taken(
    some: tuple[Docket, Plan, Account],
) -> None:
    """Who has gone goes, as announced; who is out or barred does not; nobody is lost."""
    docket, plan, account = some
    made = _repaired(docket, plan, account)
    if not made.plan.people and account.fixed:
        assert made.plan.outcome in ("infeasible", "stopped")
        return
    goes = {each.id: (each.beneficiary, each.destination) for each in made.plan.people}
    before = {each.id: (each.beneficiary, each.destination) for each in plan.people}
    for person in account.fixed:
        assert goes[person] == before[person]
    assert not goes.keys() & {*account.out, *account.died}
    everyone = [*goes, *(each.id for each in made.plan.left_out)]
    assert sorted(everyone) == list(docket.people.ids)
    for each in goes.keys() - set(account.fixed):
        row = docket.people.ids.index(each)
        facts = brute.people(docket)[row]
        assert brute.moves_of(days.on_the_day(docket, account), facts), each
    gone = {*account.fixed, *account.out, *account.died}
    still = before.keys() - gone
    assert still == {*made.stay, *made.dropped}
    assert {*made.called} == goes.keys() - before.keys() - gone


@settings(max_examples=100)
@given(some_days())
def test_terms_hold_or_the_debt_is_named(some: tuple[Docket, Plan, Account]) -> None:
    """Each must-term holds under brute force's reading, or stands among those unmet."""
    docket, plan, account = some
    made = _repaired(docket, plan, account)
    if not made.plan.people or days.splits(docket, account):
        return
    judged = brute.judge(
        attrs.evolve(
            days.on_the_day(docket, account),
            terms=tuple(each for each in docket.terms if each.id not in made.unmet),
        ),
        [(each.id, each.beneficiary, each.destination) for each in made.plan.people],
    )
    assert judged is not None
    assert {each.term for each in made.debts} == set(made.unmet)
    assert all(each.amount is None or each.amount > 0 for each in made.debts)


@settings(max_examples=100)
@given(some_days())
def test_a_party_can_check_it_without_what_the_desk_alone_knows(
    some: tuple[Docket, Plan, Account],
) -> None:
    """The account without anybody's reason, and the case without consents, are enough."""
    docket, plan, account = some
    made = _repaired(docket, plan, account)
    told = attrs.evolve(docket, consents=())
    verdict, unmet = confirm(made.plan.to_bytes(), told, account, announced_by(plan, told))
    assert verdict.accepted, [each.words for each in verdict.refusals]
    assert unmet == made.unmet


def test_a_plan_that_takes_somebody_who_is_out_is_refused() -> None:
    """Even where a party has no consents to see it by."""
    docket = _five_for_five()
    plan = clear(docket)
    out = plan.people[0].id
    made = _repaired(docket, plan, Account())
    verdict, _ = confirm(
        made.plan.to_bytes(), docket, Account(out=(out,)), announced_by(plan, docket)
    )
    assert not verdict.accepted


def _repaired(docket: Docket, plan: Plan, account: Account) -> Repair:
    return repair(docket, announced_by(plan, docket), account)


def _five_for_five(*terms: Term, spare: int = 2) -> Docket:
    """Five held by A, five and some spare ones held by B, one for one."""
    rows = [f"a{number} A B B" for number in range(5)]
    rows += [f"b{number} B A A" for number in range(5 + spare)]
    ratio = by_hand.term(Ratio(who(holder="A"), who(holder="B")), "offer")
    return by_hand.docket(by_hand.people(*rows), ratio, *terms)


def test_a_reserve_steps_in() -> None:
    """One drops out: the first of the reserves goes instead, and all others stay."""
    docket = _five_for_five()
    plan = clear(docket)
    first = next(each.id for each in plan.people if each.holder == "B")
    announced = announced_by(plan, docket)
    made = repair(docket, announced, Account(out=(first,)))
    assert made.plan.freed == 10
    assert made.plan.outcome == "proved"
    (called,) = made.called
    waiting = [
        each for each in announced.rank if each.startswith("b") and each not in announced.moves
    ]
    assert called == min(waiting, key=announced.rank.__getitem__)
    assert not made.dropped


def test_the_reserves_of_a_draw_come_in_its_order() -> None:
    """Those drawn as reserves, one after the other; of those drawn, the last are left first."""
    docket = _five_for_five(spare=6)
    question = Question(docket)
    drawn = draw(question, prepare(question, clear(docket), HiGHS(), never), bytes(range(32)))
    assert drawn.draw is not None
    (reserves,) = drawn.draw["reserves"].values()
    goes = [each.id for each in drawn.people if each.holder == "B"]
    announced = announced_by(drawn, docket)
    for count in (1, 2, 3):
        made = repair(docket, announced, Account(out=tuple(goes[:count])))
        assert set(made.called) == set(reserves[:count])
        assert verify(made.plan.to_bytes(), made.docket).accepted
    fewer = repair(docket, announced, Account(out=("a0", "a1")))
    last = sorted(goes, key=announced.rank.__getitem__)[-2:]
    assert set(fewer.dropped) == set(last)


def test_a_reserve_who_is_out_and_never_called_is_told_to_nobody() -> None:
    """Where the best continuation does without the person, nothing differs, to the byte."""
    docket = _five_for_five()
    plan = clear(docket)
    announced = announced_by(plan, docket)
    first = next(each.id for each in plan.people if each.holder == "B")
    waiting = sorted(
        (each for each in announced.rank if each not in announced.moves),
        key=lambda each: announced.rank[each],
    )
    for out, called in (((), ()), ((first,), (waiting[0],))):
        plain = repair(docket, announced, Account(out=out))
        made = repair(docket, announced, Account(out=(*out, waiting[-1])))
        assert made.called == plain.called == called
        assert made.plan.to_bytes() == plain.plan.to_bytes()
        assert made.told == plain.told == Account(out=out)
        for account in (made.told, made.account):
            verdict, _ = confirm(made.plan.to_bytes(), docket, account, announced)
            assert verdict.accepted, [each.words for each in verdict.refusals]


def test_the_first_reserve_is_out_and_the_next_is_called() -> None:
    """It is in nothing that the parties are told but the plan, which must take the next one."""
    docket = _five_for_five()
    plan = clear(docket)
    announced = announced_by(plan, docket)
    first = next(each.id for each in plan.people if each.holder == "B")
    waiting = sorted(
        (each for each in announced.rank if each not in announced.moves),
        key=lambda each: announced.rank[each],
    )
    made = repair(docket, announced, Account(out=(first, waiting[0])))
    assert made.called == (waiting[1],)
    assert [each.person for each in made.told.rows()] == [first]
    for account in (made.told, made.account):
        verdict, _ = confirm(made.plan.to_bytes(), docket, account, announced)
        assert verdict.accepted, [each.words for each in verdict.refusals]


@settings(max_examples=100)
@given(some_days())
def test_parties_are_told_of_nobody_who_was_never_called(
    some: tuple[Docket, Plan, Account],
) -> None:
    """Whoever is told of was announced, stands in for somebody, or has a companion who went."""
    docket, plan, account = some
    made = _repaired(docket, plan, account)
    announced = {each.id for each in plan.people}
    announced |= {person for pair in account.instead for person in pair}
    seen = {*account.fixed, *(by for _, by in account.instead)}
    for unit in brute.units(docket):
        if seen & {each["id"] for each in unit}:
            announced |= {each["id"] for each in unit}
    assert {each.person for each in made.told.rows()} <= announced
    verdict, unmet = confirm(
        made.plan.to_bytes(),
        attrs.evolve(docket, consents=()),
        made.told,
        announced_by(plan, attrs.evolve(docket, consents=())),
    )
    assert verdict.accepted, [each.words for each in verdict.refusals]
    assert unmet == made.unmet


def test_who_owes_whom() -> None:
    """All of A's have crossed, and B has two fewer: B owes A two people on that very term."""
    docket = _five_for_five(spare=0)
    plan = clear(docket)
    account = Account(crossed=tuple(f"a{n}" for n in range(5)), out=("b1", "b3"))
    made = _repaired(docket, plan, account)
    (debt,) = made.debts
    assert (debt.term, debt.amount, debt.unit, debt.people) == ("offer", 2, "people", 2)
    assert (debt.debtors, debt.creditors) == (("B",), ("A",))
    assert made.plan.freed == 8
    assert made.plan.outcome == "proved"
    verdict, unmet = confirm(made.plan.to_bytes(), docket, account, announced_by(plan, docket))
    assert verdict.accepted
    assert unmet == ("offer",)
    assert "fewest-unmet" in verdict.unconfirmed
    verdict, _ = confirm(
        made.plan.to_bytes(), docket, account, announced_by(plan, docket), made.shown
    )
    assert verdict.accepted
    assert "unmet" in verdict.confirmed
    assert not verdict.unconfirmed


def test_the_fewest_terms_are_left_unmet() -> None:
    """One that is named is dead: that term alone is missed, by one, and the rest still holds."""
    named = by_hand.term(Named(("b0", "b1")), "names", by="A")
    cap = by_hand.term(Count(who(holder="B"), at_most=6), "cap", by="B")
    docket = _five_for_five(named, cap)
    plan = clear(docket)
    made = _repaired(docket, plan, Account(died=("b0",)))
    assert made.unmet == ("names",)
    assert [(each.amount, each.people) for each in made.debts] == [(1, 1)]
    assert "b1" in {each.id for each in made.plan.people}
    assert made.plan.freed == 10
