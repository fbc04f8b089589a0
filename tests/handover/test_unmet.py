"""Which terms are left unmet: by people, then by debts, then as stated; never by what they are
called."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.handover.choice import Choice
from canje.handover.confirm import confirm
from canje.handover.outcome import Account
from canje.handover.overlay import giveable
from canje.handover.repair import Repair, announced_by, repair
from canje.terms.docket import LAW, Docket
from canje.terms.term import Count, Ratio, Term
from tests import by_hand
from tests.by_hand import who
from tests.oracles import days as made_up_days
from tests.oracles import random_cases
from tests.strategies import days as some_days

GONE = Account(crossed=("a1",), out=("a2", "a3"))


def three_for_three(*terms: Term) -> Docket:
    rows = [
        f"{side}{n} {side.upper()} {other} {other}"
        for side, other in ("aB", "bA")
        for n in (1, 2, 3)
    ]
    table = by_hand.people(*rows, columns="id holder beneficiary destination")
    return by_hand.docket(table, *terms)


def ratio(name: str = "n") -> Term:
    return Term(name, "A", "one for one", Ratio(who(holder="A"), who(holder="B")))


def floor(name: str = "m", at_least: int = 3) -> Term:
    return Term(name, "B", "at least so many of ours", Count(who(holder="B"), at_least=at_least))


def made(docket: Docket, account: Account = GONE) -> tuple[Docket, Repair]:
    return docket, repair(docket, announced_by(clear(docket), docket), account)


@pytest.mark.parametrize("name", ["a", "m", "z"])
def test_a_terms_name_decides_nothing(name: str) -> None:
    """One for one, or three at least: four people go home whatever the terms are called."""
    _, done = made(three_for_three(ratio(), floor(name)))
    assert (done.plan.outcome, done.plan.freed, done.unmet) == ("proved", 4, ("n",))
    assert [(each.term, each.amount) for each in done.debts] == [("n", 2)]


def test_of_choices_alike_what_is_stated_first_is_kept() -> None:
    """Two caps against one floor each way: nothing tells them apart but their order."""
    least = [Term(f"t{n}", "A", "all of these", Count(who(id=f"a{n}"), at_least=1)) for n in (1, 2)]
    cap = Term("law.cap", LAW, "one of the two", Count(who(id=("a1", "a2")), at_most=1))
    for terms in (least, least[::-1]):
        docket = three_for_three(*terms)
        announced = announced_by(clear(docket), docket)
        done = repair(three_for_three(cap, *terms), announced, Account())
        assert done.unmet == (terms[1].id,)
        assert done.choice is not None
        assert done.choice.settled


@settings(max_examples=60)
@given(some_days())
def test_names_change_nothing_but_names(some: tuple[Docket, Plan, Account]) -> None:
    """Any day, its terms called otherwise: the same people, the same terms, the same debts."""
    docket, plan, account = some
    own = [term.id for term in docket.terms if term.by != LAW]
    names = dict(zip(own, reversed([f"r{n:02}" for n in range(len(own))]), strict=True))
    renamed = attrs.evolve(
        docket,
        terms=tuple(attrs.evolve(each, id=names.get(each.id, each.id)) for each in docket.terms),
    )
    one = repair(docket, announced_by(plan, docket), account)
    other = repair(renamed, announced_by(clear(renamed), renamed), account)
    assert tuple(names.get(each, each) for each in one.unmet) == other.unmet
    assert [(e.level, e.value) for e in one.plan.objective] == [
        (e.level, e.value) for e in other.plan.objective
    ]


def _told(docket: Docket, done: Repair, choice: Choice | None) -> tuple[bool, list[str], list[str]]:
    verdict, _ = confirm(done.plan.to_bytes(), docket, done.account, done.announced, choice)
    return verdict.accepted, [each.words for each in verdict.refusals], list(verdict.confirmed)


def test_the_choice_is_shown_to_everybody_without_a_solver() -> None:
    """On many days: what lies beside the plan is accepted, read back from its bytes."""
    shown = 0
    for seed in range(160):
        docket = random_cases.small(seed)
        plan = clear(docket)
        if not plan.people:
            continue
        account = made_up_days.draw(Random(seed), docket, plan)
        done = repair(docket, announced_by(plan, docket), account)
        if not done.unmet or done.shown is None:
            continue
        choice = Choice.from_bytes(done.shown.to_bytes())
        accepted, words, confirmed = _told(docket, done, choice)
        assert accepted, (seed, words)
        assert "unmet" in confirmed
        shown += 1
    assert shown >= 8


def _no_refutation(value: dict[str, Any]) -> None:
    value["refuted"] = []


def _no_rival(value: dict[str, Any]) -> None:
    value["rivals"] = []


def _another_plan(value: dict[str, Any]) -> None:
    value["plan"] = "sha256:" + "0" * 64


def _too_much_given_up(value: dict[str, Any]) -> None:
    value["refuted"][0]["without"] = ["n", "m"]


def _rival_is_no_proof(value: dict[str, Any]) -> None:
    value["rivals"][0]["plan"]["freed"] += 1


def _refuted_by_the_rival(value: dict[str, Any]) -> None:
    value["refuted"][0]["plan"] = value["rivals"][0]["plan"]


FORGED = [
    _no_refutation, _no_rival, _another_plan, _too_much_given_up, _rival_is_no_proof,
    _refuted_by_the_rival,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGED)
def test_a_forged_choice_is_refused(forge: Callable[[dict[str, Any]], None]) -> None:
    """What is left out of the file, or put into it, does not pass for a proof."""
    docket, done = made(three_for_three(ratio(), floor()))
    assert done.shown is not None
    assert _told(docket, done, done.shown)[0]
    value = json.loads(done.shown.to_bytes())
    forge(value)
    accepted, words, _ = _told(docket, done, Choice.from_bytes(json.dumps(value).encode()))
    assert not accepted
    assert words


def test_a_worse_choice_is_refused_by_the_better_one() -> None:
    """A plan that leaves the other term unmet frees two: the rival beside it frees four."""
    docket, done = made(three_for_three(ratio(), floor()))
    assert done.choice is not None
    (rival,) = done.choice.rivals
    worse = attrs.evolve(done, plan=rival.plan, unmet=rival.unmet)
    assert giveable(done.docket)
    accepted, words, _ = _told(docket, worse, None)
    assert not accepted or "fewest-unmet" not in words
