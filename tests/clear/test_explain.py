"""Explaining a plan, on the desk's machine and on a party's."""

from __future__ import annotations

import attrs
import pytest

from canje.clear.engine import clear, never
from canje.clear.explain import answers, explain, question_of
from canje.clear.plan import Plan
from canje.clear.price import price
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.terms import term as kinds
from canje.terms.docket import Consent, Docket
from tests.by_hand import docket, people, term, who

TABLE = people(
    "a A B B f1",
    "b A B B f1",
    "c A B B -",
    "d B A A -",
    "e B A A -",
    "f B A A -",
    columns="id holder beneficiary destination family",
)
RATIO = term(kinds.Ratio(who(holder="A"), who(holder="B")), "ratio", "B")
UNITS = term(kinds.Together("family"), "units")


def desk(required: bool = False) -> Docket:
    """b refuses, so that a and b stay; where consent is required, everyone else said yes."""
    told = [Consent(each, "yes") for each in "acdef"] if required else []
    wills = (*told, Consent("b", "no"))
    return docket(TABLE, RATIO, UNITS, consents=wills, consent_required=required)


def party(case: Docket) -> Docket:
    """The same case without what people told the desk."""
    return attrs.evolve(case, consents=())


@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize("person", list("abcdef"))
def test_a_party_is_told_what_the_desk_tells(required: bool, person: str) -> None:
    """From the plan and the case without consents; and no will is made up for anybody."""
    case = desk(required)
    plan = clear(case)
    assert plan.freed == 2
    told = explain(party(case), plan, person, HiGHS(), never)
    known = explain(case, plan, person, HiGHS(), never)
    assert not any(each.desk_only for each in told.checks)
    public = tuple(each for each in known.checks if not each.desk_only)
    assert attrs.evolve(known, checks=public) == told


def test_a_party_finds_the_prices_that_the_desk_finds() -> None:
    """Two go; without the ratio four, for who is not in this round stays."""
    case = desk()
    plan = clear(case)
    prices = [price(question_of(each, plan), HiGHS(), never) for each in (case, party(case))]
    assert prices[0] == prices[1]
    assert (prices[1].freed, prices[1].terms[0].without) == (2, 4)


def test_a_refusal_that_the_plan_keeps_is_in_no_price_that_is_shown() -> None:
    """a would go to B only, and refused it; b goes, and nothing in the plan tells of a."""
    table = people("a A B B|C", "b A B B|C", "d B A A", "e B A A")
    no_c = term(kinds.Count(who(destination="C"), at_most=0), "no-c", "B")
    cap = term(kinds.Count(who(holder="B"), at_most=1), "cap", "B")
    case = docket(table, RATIO, no_c, cap, consents=(Consent("a", "no", "B"),))
    plan = clear(case)
    shown = price(Question(case).shared, HiGHS(), never)
    assert shown == price(question_of(party(case), plan), HiGHS(), never)
    without = {each.term: each.without for each in shown.terms}
    assert without["cap"] == 4
    known = {each.term: each.without for each in price(Question(case), HiGHS(), never).terms}
    assert known["cap"] == 2


def test_a_refusal_under_an_answer_is_in_no_answer_that_is_shown() -> None:
    """a is not acknowledged, and told the desk no; the parties know the one and not the other."""
    table = people(
        "a A B B unanswered", "b B A A -", columns="id holder beneficiary destination status"
    )
    case = docket(table, RATIO, consents=(Consent("a", "no"),))
    [shown] = answers(Question(case).shared, HiGHS(), never)
    [known] = answers(Question(case), HiGHS(), never)
    assert (shown.most.freed, known.most.freed) == (2, 0)
    plan = clear(case)
    assert [shown] == list(answers(question_of(party(case), plan), HiGHS(), never))


def test_a_plan_of_another_state_is_not_explained() -> None:
    """Neither on the desk's machine, nor where a plan claims others not to be in this round."""
    case = desk()
    plan: Plan = clear(case)
    for other in (docket(TABLE, UNITS), attrs.evolve(case, consents=(Consent("d", "no"),))):
        with pytest.raises(ValueError, match="another state"):
            explain(other, plan, "a", HiGHS(), never)
    left = tuple(each for each in plan.left_out if each.reason != "not-in-this-round")
    altered = attrs.evolve(plan, left_out=left)
    with pytest.raises(ValueError, match="another state"):
        explain(party(case), altered, "a", HiGHS(), never)


def test_nobody_of_that_id() -> None:
    """A KeyError, so that a command can say it."""
    case = desk()
    with pytest.raises(KeyError):
        explain(case, clear(case), "z", HiGHS(), never)
