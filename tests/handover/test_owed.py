"""Debts are proved: a continuation that owes more than it must, or says less, is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from canje.clear.check import verify
from canje.clear.engine import clear
from canje.handover.confirm import NotOwable, unmet_by
from canje.handover.outcome import Account
from canje.handover.overlay import over, owing
from canje.handover.repair import Repair, announced_by, repair
from canje.terms.docket import LAW, Docket
from canje.terms.term import All, AllOrNone, Count, Either, Never, Pool, Ratio, Rule, Tariff, Term
from tests import by_hand
from tests.by_hand import who

GONE = Account(crossed=("a0", "a1", "a2"), out=("b2",))


def _docket(*terms: Term) -> Docket:
    rows = [f"a{n} A B B x" for n in range(3)] + [f"b{n} B A A x" for n in range(3)]
    table = by_hand.people(*rows, columns="id holder beneficiary destination rank")
    return by_hand.docket(table, *terms)


def _made(*terms: Term, account: Account = GONE) -> tuple[Docket, Repair]:
    docket = _docket(*terms)
    return docket, repair(docket, announced_by(clear(docket), docket), account)


def _sealed(value: dict[str, Any]) -> bytes:
    """The bytes of an altered plan, with its own digest made right again."""

    def text() -> bytes:
        return (
            json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
        ).encode()

    value["digest"]["plan"] = ""
    value["digest"]["plan"] = "sha256:" + hashlib.sha256(text()).hexdigest()
    return text()


def _less_owed(plan: dict[str, Any]) -> None:
    next(each for each in plan["objective"] if each["level"] == "owed")["value"] += 1


def _bound_too(plan: dict[str, Any]) -> None:
    for each in (*plan["objective"], *plan["certificate"]["levels"]):
        if each["level"] == "owed":
            each["bound"] += 1
    _less_owed(plan)


def _held_after_all(plan: dict[str, Any]) -> None:
    plan["terms"][-1]["holds"] = True


def _a_must_again(plan: dict[str, Any]) -> None:
    plan["terms"][-1]["force"] = "must"


def _unbounded(plan: dict[str, Any]) -> None:
    for each in plan["certificate"]["levels"]:
        if each["level"] == "owed":
            each["tree"] = {"duals": {}}


@pytest.mark.parametrize(
    "alter", [_less_owed, _bound_too, _held_after_all, _a_must_again, _unbounded]
)
def test_an_altered_debt_is_refused(alter: Callable[[dict[str, Any]], None]) -> None:
    """Each lie about what is owed, in an otherwise right plan, is found."""
    _, made = _made(by_hand.term(Ratio(who(holder="A"), who(holder="B")), "offer"))
    plan = json.loads(made.plan.to_bytes())
    assert verify(_sealed(plan), made.docket).accepted
    alter(plan)
    assert not verify(_sealed(plan), made.docket).accepted


def test_a_plan_that_owes_more_than_it_must_is_not_proved() -> None:
    """Leaving out one more of B's makes the debt larger: the bound is above the value."""
    docket, made = _made(by_hand.term(Ratio(who(holder="A"), who(holder="B")), "offer"))
    assert [each.amount for each in made.debts] == [1]
    fewer = Account(crossed=GONE.crossed, out=("b1", "b2"))
    worse = repair(docket, made.announced, fewer)
    day = owing(over(docket, GONE, made.announced), ("offer",))
    assert not verify(worse.plan.to_bytes(), day).accepted


RULES: list[tuple[Rule, int | None, str]] = [
    (Ratio(who(holder="A"), who(holder="B")), 1, "people"),
    (Ratio(who(holder="A"), who(holder="B"), 1, 2), 2, "people"),
    (Ratio(who(holder="B"), who(holder="A"), how="at-least"), 1, "people"),
    (Tariff(who(holder="A"), who(holder="B"), "rank", {"x": 5}), 5, "worth"),
    (Count(who(holder="B"), at_least=3), 1, "people"),
    (Count(who(holder="A"), at_most=2), 1, "people"),
    (Pool(who(holder="B"), 3), 1, "people"),
    (Never(who(id="a0")), 1, "people"),
    (Either((Count(who(holder="B"), 3, 3), Count(who(holder="B"), 0, 0))), None, "people"),
]


@pytest.mark.parametrize(("rule", "amount", "unit"), RULES)
def test_every_rule_that_can_be_missed_says_by_how_much(
    rule: Rule, amount: int | None, unit: str
) -> None:
    """In people or in worth; for what is yes or no, that it is not met."""
    docket = _docket()
    announced = announced_by(clear(docket), docket)
    both = by_hand.term(All(who(holder="B")), "law.rest", by=LAW)
    docket = _docket(by_hand.term(rule, "t"), both)
    made = repair(docket, announced, GONE)
    if isinstance(rule, Ratio) and rule.got == 2:  # two of B's for each of A's: four short
        assert [each.amount for each in made.debts] == [4]
        return
    assert made.unmet == ("t",)
    assert [(each.amount, each.unit) for each in made.debts] == [(amount, unit)]
    assert verify(made.plan.to_bytes(), made.docket).accepted
    assert made.plan.outcome == "proved"


def test_law_is_never_left_unmet() -> None:
    """If what has happened goes against law itself, the terms in conflict are told, and no debt."""
    docket = _docket()
    announced = announced_by(clear(docket), docket)
    law = Term("law.cap", LAW, "no more than two", Count(who(holder="A"), at_most=2))
    made = repair(_docket(law), announced, GONE)
    assert made.plan.outcome == "infeasible"
    assert "law.cap" in made.plan.conflict
    assert made.unmet == ()


def test_nobody_can_have_law_or_fact_left_unmet() -> None:
    """A plan that says so is refused before anything else."""
    _, made = _made(by_hand.term(Ratio(who(holder="A"), who(holder="B")), "offer"))
    plan = json.loads(made.plan.to_bytes())
    for term in plan["terms"]:
        if term["id"] == "@crossed":
            term["force"] = "withdrawn"
    docket = _docket(by_hand.term(Ratio(who(holder="A"), who(holder="B")), "offer"))
    altered = type(made.plan).from_bytes(_sealed(plan))
    with pytest.raises(NotOwable, match="@crossed"):
        unmet_by(altered, over(docket, GONE, made.announced))


def test_all_or_none_is_met_or_not() -> None:
    """Some of them are across and one is out: whoever can still go makes it whole again."""
    _, made = _made(by_hand.term(AllOrNone(who(holder="B")), "whole"), account=Account(("b0",)))
    assert made.unmet == ()
    assert {each.id for each in made.plan.people} >= {"b0", "b1", "b2"}
