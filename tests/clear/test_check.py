"""The checker accepts plans written by hand, one a rule, and refuses each altered in one place."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import attrs
import pytest

from canje.clear.check import Verdict, verify
from canje.clear.engine import clear, never
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.draw.draw import draw, prepare
from canje.terms import term as kinds
from canje.terms.docket import Consent
from tests import by_hand as hand
from tests.clear.by_hand import (
    AA,
    BB,
    CASES,
    D,
    blank,
    docket,
    must,
    one,
    plan,
    ratio,
    row,
    unwilling,
)
from tests.oracles import random_cases
from tests.oracles.mutate import claims, every, mutations, open_to_doubt, sealed


def told(verdict: Verdict) -> list[str]:
    return [each.words for each in verdict.refusals]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_right_plan_is_accepted(case: Any) -> None:
    """The desk's machine and a party's both accept it, and confirm the bound."""
    made, data = case()
    for at in (made, attrs.evolve(made, consents=())):
        verdict = verify(data, at)
        assert verdict.accepted, told(verdict)
        assert {"people", "terms", "objective", "left-out"} <= set(verdict.confirmed)
        assert {"bound:dual", "bound:tree"} & set(verdict.confirmed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_plan_altered_in_one_place_is_refused(case: Any) -> None:
    """Any number, person, digest or answer, sealed again: refused with a reason in words."""
    made, data = case()
    for mutation in mutations(data):
        verdict = verify(mutation.plan, made)
        assert not verdict.accepted, mutation.what
        assert all(told(verdict)), mutation.what


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_another_proof_proves_the_same_or_is_refused(case: Any) -> None:
    """No alteration of a certificate makes the checker stumble or confirm another bound."""
    made, data = case()
    for mutation in claims(data):
        verdict = verify(mutation.plan, made)
        assert verdict.accepted != bool(verdict.refusals), mutation.what


def test_the_seal_alone_refuses_a_change_that_could_be_right() -> None:
    """What no rule decides (another proof, other versions) is still not what was sealed."""
    made, data = ratio()
    verdict = verify(data.replace(b"0.1.0", b"0.1.1"), made)
    assert [each.code for each in verdict.refusals] == ["digest-plan"]


def test_what_only_the_desk_can_confirm_is_said() -> None:
    """With the consents the desk confirms who is not in this round; a party takes its word."""
    made, data = unwilling()
    assert "wills" in verify(data, made).confirmed
    party = verify(data, attrs.evolve(made, consents=()))
    assert party.unconfirmed == ("desk-word:1",)


def test_a_no_to_the_beneficiary_counts_where_no_destination_is_written() -> None:
    """The desk's checker refuses a plan that frees her for whom she refused to go to."""
    own = hand.docket(hand.people("a0 A B|C -", "b0 B A A"))
    plan = clear(own)
    (freed,) = (each for each in plan.people if each.id == "a0")
    against = attrs.evolve(own, consents=(Consent("a0", "no", freed.beneficiary),))
    assert {each.code for each in verify(plan.to_bytes(), against).refusals} == {"consent"}
    again = clear(against)
    assert {each.beneficiary for each in again.people if each.id == "a0"} == {"B", "C"} - {
        freed.beneficiary
    }
    assert verify(again.to_bytes(), against).accepted


def test_nobody_is_freed_or_kept_out_against_their_will() -> None:
    """A plan that a party would accept is refused by the desk where wills say otherwise."""
    made, data = unwilling()
    against = attrs.evolve(made, consents=(*made.consents, Consent("a0", "no")))
    assert {each.code for each in verify(data, against).refusals} == {"consent"}
    willing = attrs.evolve(made, consents=(Consent("a1", "yes"),))
    assert {each.code for each in verify(data, willing).refusals} == {"not-in-this-round"}


def test_whom_nobody_seeks_is_neither_freed_nor_left_out_for_another_reason() -> None:
    """The reason is confirmed from the case, and only where the case does not free them."""
    made = docket([row("a0", "AA", ""), row("a1", "AA", "BB")])
    plan = clear(made)
    assert [(each.id, each.reason) for each in plan.left_out] == [("a0", "not-sought")]
    assert verify(plan.to_bytes(), made).accepted
    for mutation in mutations(plan.to_bytes()):
        assert not verify(mutation.plan, made).accepted, mutation.what
    free = attrs.evolve(made, unsought_free=True)
    assert not verify(plan.to_bytes(), free).accepted
    assert clear(free).freed == 2
    assert not verify(clear(free).to_bytes(), made).accepted


def test_a_bound_that_is_not_reached_is_feasible_and_no_more() -> None:
    """Trivial duals bound the ratio by all five people; `proved` is then refused."""
    made, data = ratio()
    value = json.loads(data)
    level = value["certificate"]["levels"][0]
    level["bound"], level["tree"] = 5, {"duals": {}}
    value["bound"] = value["objective"][0]["bound"] = 5
    value["objective"][0]["proved"] = False
    assert [each.code for each in verify(sealed(value), made).refusals] == ["outcome"]
    assert verify(sealed({**value, "outcome": "feasible"}), made).accepted


def test_a_contradiction_is_shown_by_rows_of_its_terms_only() -> None:
    """At least two and at most one: nobody can be freed, and a third term has no part in it."""
    rows = [row("a0", "AA", "BB"), row("a1", "AA", "BB")]
    terms = [
        must(kinds.Count(AA, at_least=2), "floor"),
        must(kinds.Count(AA, at_most=1), "cap"),
        must(kinds.Count(AA, at_most=0), "other"),
    ]
    made = docket(rows, *terms)
    value = {
        **blank(made),
        "outcome": "infeasible",
        "bound": 0,
        "conflict": ["cap", "floor"],
        "certificate": {
            "scale": D,
            "levels": [{"level": "conflict", "tree": {"farkas": {"cap#0": D, "floor#0": -D}}}],
        },
        "classes": [one("c1", 2, 0, ("BB", ""), holder="AA")],
        "left_out": [
            {
                "id": name,
                "class": "c1",
                "reason": "terms",
                "by": None,
                "ref": None,
                "terms": ["cap", "floor"],
            }
            for name in ("a0", "a1")
        ],
    }
    verdict = verify(sealed(value), made)
    assert verdict.accepted, told(verdict)
    assert "infeasible" in verdict.confirmed
    assert verdict.unconfirmed == ("conflict-smallest",)
    for mutation in mutations(sealed(value)):
        assert not verify(mutation.plan, made).accepted, mutation.what
    leaf = value["certificate"]["levels"][0]["tree"]["farkas"]
    for duals in ({"other#0": D, "floor#0": -D}, {"cap#0": D}, {"cap#0": -D}, {}):
        leaf.clear()
        leaf.update(duals)
        assert not verify(sealed(value), made).accepted, duals


def test_numbers_that_64_bits_do_not_hold_are_checked_exactly() -> None:
    """Worths of 53 bits, and duals a billion times as long: Python's own integers take over."""
    huge = 2**53 - 2  # the longest that a digest of the case can have
    rows = [row("a0", "AA", "BB", grade="x"), row("b0", "BB", "AA", grade="y")]
    made = docket(rows, must(kinds.Tariff(AA, BB, "grade", {"x": huge, "y": huge + 1})))
    classes = [
        one("c1", 1, 0, ("BB", ""), holder="AA", grade="x"),
        one("c2", 1, 0, ("AA", ""), holder="BB", grade="y"),
    ]
    # x a0 = (x + 1) b0: with a0 at 0 nothing is left for b0, and with a0 at 1 no whole b0 fits
    tree = {
        "split": {"1": ["c1.0"]},
        "at": 0,
        "le": {"duals": {"t#0": -D, "branch:0": D * (huge + 1)}},
        "ge": {
            "split": {"1": ["c2.0"]},
            "at": 0,
            "le": {"farkas": {"t#0": D, "branch:1": D * (huge + 1), "branch:0": -D * huge}},
            "ge": {"farkas": {"t#0": -D, "branch:1": -D * (huge + 1), "branch:0": 0}},
        },
    }
    left = {"a0": ("c1", "terms", None, None, ("t",)), "b0": ("c2", "terms", None, None, ("t",))}
    data = plan(made, classes, {}, left, [("freed", 0, tree)], {"t": 0})
    verdict = verify(data, made)
    assert verdict.accepted, told(verdict)


@pytest.mark.parametrize("seed", range(0, 600, 40))
def test_a_plan_of_the_engine_altered_in_one_place_is_refused(seed: int) -> None:
    """The same for plans that the engine made, for the desk and for a party."""
    made = random_cases.small(seed)
    data = clear(made).to_bytes()
    for at in (made, attrs.evolve(made, consents=())):
        verdict = verify(data, at)
        assert verdict.accepted, told(verdict)
    for mutation in mutations(data):
        assert not verify(mutation.plan, made).accepted, mutation.what


@pytest.mark.parametrize("seed", range(0, 600, 120))
@pytest.mark.parametrize("kind", ["small", "choosing"])
def test_no_field_of_a_plan_can_be_told_otherwise(kind: str, seed: int) -> None:
    """Every field altered in many ways, and sealed; what is never confirmed is on the page."""
    made = getattr(random_cases, kind)(seed)
    rng = Random(seed)
    data = clear(made).to_bytes()
    for altered in every(data, rng, few=3):
        if rng.random() < 0.15 and verify(altered.plan, made).accepted:
            assert open_to_doubt(data, altered), altered.what


def test_numbers_of_any_size_are_refused_without_counting_up_to_them() -> None:
    """A plan may say that a million million people take an option: that is one comparison."""
    made, data = ratio()
    value = json.loads(data)
    value["classes"][0]["options"][0]["freed"] = 10**12
    assert "class-option-freed" in {each.code for each in verify(sealed(value), made).refusals}


def test_the_desk_picks_otherwise_only_where_it_must() -> None:
    """Where the published order gives the very people, nobody has a word to keep."""
    made, data = ratio()
    value = json.loads(data)
    for each in value["classes"]:
        if 0 < each["freed"] < each["size"]:
            each["picked"] = "desk"
    assert {each.code for each in verify(sealed(value), made).refusals} == {"pick-desk"}


@pytest.mark.parametrize("seed", [1, 2, 11])
def test_no_field_of_a_draw_can_be_told_otherwise(seed: int) -> None:
    """The same of a plan with a lottery, and of one that is drawn."""
    made = attrs.evolve(random_cases.choosing(seed), consents=(), consent_required=False)
    question, rng = Question(made), Random(seed)
    prepared = prepare(question, clear(made), HiGHS(), never)
    for told_of in (prepared, draw(question, prepared, bytes(range(32)))):
        data = told_of.to_bytes()
        assert verify(data, made).accepted
        for altered in every(data, rng, few=3):
            if altered.path[0] == "draw" and verify(altered.plan, made).accepted:
                assert open_to_doubt(data, altered), altered.what
