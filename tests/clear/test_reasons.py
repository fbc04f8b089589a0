"""Reasons by hand: a red line, a draw, the terms that would have to give, and contradictions."""

from __future__ import annotations

import json

import pytest

from canje.base.people import People
from canje.base.select import EVERYONE, Selection
from canje.clear import reasons as module
from canje.clear.check import verify
from canje.clear.engine import clear, never
from canje.clear.explain import point_of
from canje.clear.question import Question
from canje.clear.reasons import Explainer, Reason, conflict, needed, red_lines
from canje.clear.solver import HiGHS
from canje.terms import term as kinds
from canje.terms.docket import LAW, Docket
from canje.terms.term import Term
from tests.by_hand import docket, people, term, who
from tests.clear.points import problem_of, tree_bound
from tests.clear.solvers import After
from tests.oracles import random_cases
from tests.oracles.mutate import sealed

TABLE = people(
    *("a1 A B B private", "a2 A B B private", "a3 A B B private", "a4 A B B major"),
    *("b1 B A A private", "b2 B A A private"),
    *("x1 C A A spy",),
    columns="id holder beneficiary destination rank",
)
A, B, X = who(holder="A"), who(holder="B"), who(rank="spy")
RATIO = term(kinds.Ratio(A, B), "ratio", "B")


def no(name: str, by: str = "A", of: Selection = X) -> Term:
    """At most none, but no red line."""
    return term(kinds.Count(of, at_most=0), name, by)


@pytest.mark.parametrize(
    ("terms", "person", "expected"),
    [
        ([RATIO], "a", ("draw", None, None, ())),  # two of three privates, or the major
        ([term(kinds.Never(X), "red", "B")], "x1", ("red-line", "B", "red", ("red",))),
        ([no("n1")], "x1", ("terms", None, None, ("n1",))),
        ([no("n1"), no("n2", "B")], "x1", ("terms", None, None, ("n1", "n2"))),
        ([no("n1"), no("n2", LAW)], "x1", ("terms", None, None, ())),  # law cannot give
        ([no("n1"), RATIO], "x1", ("terms", None, None, ("n1",))),
        ([no("n1"), term(kinds.Never(X), "red", "B")], "x1", ("red-line", "B", "red", ("red",))),
        ([no("n1", of=who(rank="major")), RATIO], "a4", ("terms", None, None, ("n1", "ratio"))),
    ],
)
def test_one_reason_each(
    terms: list[Term], person: str, expected: tuple[str, str | None, str | None, tuple[str, ...]]
) -> None:
    """The smallest set of terms without which the person goes and the exchange grows."""
    plan = clear(docket(TABLE, *terms))
    told = {each.id: (each.reason, each.by, each.ref, each.terms) for each in plan.left_out}
    found = [reason for name, reason in told.items() if name.startswith(person)]
    assert expected in found


def explainer(case: Docket) -> Explainer:
    plan, question = clear(case), Question(case)
    return Explainer(question, point_of(question, plan), HiGHS(), never)


def of(case: Docket, person: str) -> int:
    """The class of a person."""
    classes = problem_of(case).classes
    row = case.people.ids.index(person)
    return next(n for n in range(len(classes.size)) if row in classes.members(n))


def test_all_smallest_sets_are_found() -> None:
    """One by one, in pairs, or by putting back what is not needed."""
    caps = [term(kinds.Count(EVERYONE, at_most=6), f"cap{n}") for n in (1, 2)]
    case = docket(TABLE, no("ban"), *caps)
    assert list(explainer(case).sets(of(case, "x1"))) == [("ban", "cap1", "cap2")]
    case = docket(TABLE, no("ban"), term(kinds.Count(X, at_most=0), "other"))
    assert list(explainer(case).sets(of(case, "x1"))) == [("ban", "other")]
    case = docket(TABLE, *[no(f"n{n}") for n in range(4)])
    assert list(explainer(case).sets(of(case, "x1"))) == [("n0", "n1", "n2", "n3")]


def test_where_it_would_take_too_long_the_terms_are_left_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An empty set says that nothing was found out, not that nothing would help."""
    monkeypatch.setattr(module, "TESTS", 0)
    plan = clear(docket(TABLE, no("n1")))
    assert [each.terms for each in plan.left_out] == [()]


def test_a_reason_that_a_stop_cut_short_is_left_open() -> None:
    """Never a wrong one: the full answer, or none."""
    case = docket(TABLE, no("n1"), no("n2", "B"), RATIO)
    question, plan = Question(case), clear(case)
    point = point_of(question, plan)
    full = module.reasons(question, point, HiGHS(), never)
    for count in range(0, 60, 3):
        told = module.reasons(question, point, HiGHS(), After(count))
        for complete, each in zip(full, told, strict=True):
            assert each in (complete, Reason("terms"))
    assert module.reasons(question, point, HiGHS(), After(10**6)) == full


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([term(kinds.Count(A, at_least=5), "t1")], ["t1"]),
        ([RATIO, term(kinds.Count(A, at_least=3), "t1"), no("n1")], ["ratio", "t1"]),
        ([RATIO, term(kinds.Count(A, at_least=2), "t1"), term(kinds.Count(B, at_most=1), "t2")],
         ["ratio", "t1", "t2"]),
        ([term(kinds.Named(("x1",)), "t1"), no("n1"), no("n2")], ["n2", "t1"]),
        ([term(kinds.Named(("nobody",)), "t1"), RATIO], ["t1"]),
        # two thirds and one more, in whole people
        ([term(kinds.Ratio(A, B, 2, 1), "t1"), term(kinds.Count(who(A, B), 4, 5), "t2")],
         ["t1", "t2"]),
        ([term(kinds.Together("holder"), "unit"), term(kinds.Never(who(id="a1")), "t1"),
          term(kinds.Named(("a2",)), "t2")], ["t1", "t2", "unit"]),
        ([term(kinds.Count(A, at_least=5), "w", force="wish"), term(kinds.Named(("z",)), "t1")],
         ["t1"]),
    ],
)  # fmt: skip
def test_a_smallest_set_of_terms_that_contradict_each_other(
    terms: list[Term], expected: list[str]
) -> None:
    """Each of them is needed, and a tree in whole numbers refutes them."""
    case = docket(TABLE, *terms)
    plan = clear(case)
    assert plan.outcome == "infeasible"
    assert list(plan.conflict) == expected
    question = Question(case)
    found = conflict(question, HiGHS(), never)
    assert list(found.terms) == expected
    assert found.tree is not None
    alone = question.only(frozenset(expected))
    assert tree_bound(found.tree, alone, alone.objectives[0]) is None
    assert verify(plan.to_bytes(), case).accepted


def test_a_contradiction_cut_short_is_none() -> None:
    """A stop refutes nothing."""
    question = Question(docket(TABLE, term(kinds.Count(A, at_least=5))))
    found = conflict(question, HiGHS(), After(0))
    assert (found.terms, found.tree) == ((), None)


def test_a_red_line_covers_every_way_to_go() -> None:
    """A ban of one place out of two is no red line for who may go to the other."""
    table: People = people("p A B B|C", "q A B C")
    case = docket(table, term(kinds.Never(who(destination="C")), "red", "C"))
    found = red_lines(Question(case))
    assert found == {of(case, "q"): Reason("red-line", "C", "red", ("red",))}


def test_a_term_that_puts_people_outside_takes_part_where_the_rest_could_be_met_without() -> None:
    """One for one, with n1 and s1 both named, and s1 outside the count: two go if s1 is counted."""
    table = people("n1 N S S -", "s1 S N N a", columns="id holder beneficiary destination kind")
    deal = term(kinds.Ratio(who(holder="S"), who(holder="N")), "one-for-one")
    both, out = term(kinds.Named(("n1", "s1")), "both"), term(kinds.Outside(who(kind="a")), "out")
    case = docket(table, deal, both, out)
    plan = clear(case)
    assert plan.conflict == ("both", "one-for-one", "out")
    assert plan.certificate is not None
    assert [each["level"] for each in plan.certificate["levels"]] == ["conflict"]
    assert verify(plan.to_bytes(), case).accepted
    assert clear(docket(table, deal, both)).freed == 2
    without = {**json.loads(plan.to_bytes()), "conflict": ["both", "one-for-one"]}
    for each in without["left_out"]:
        each["terms"] = without["conflict"]
    assert not verify(sealed(without), case).accepted


def test_terms_that_make_units_or_stand_outside_are_left_out_where_they_have_no_part() -> None:
    """Then one proof is about the rest alone, and one about the whole case, units and all."""
    table = people(
        *("n1 N S S f -", "n2 N S S f -", "n3 N S S - -", "s1 S N N - a", "s2 S N N - -"),
        columns="id holder beneficiary destination family kind",
    )
    units, out = term(kinds.Together("family"), "units"), term(kinds.Outside(who(kind="a")), "out")
    odd = term(kinds.Ratio(who(holder="N"), who(holder="S"), 2, 1), "two-for-one")
    three = term(kinds.Count(who(holder="N"), at_least=3, at_most=3), "three")
    case = docket(table, units, out, odd, three)
    plan = clear(case)
    assert plan.conflict == ("three", "two-for-one")
    assert plan.certificate is not None
    alone, whole = plan.certificate["levels"]
    assert (alone["level"], whole["level"]) == ("conflict", "infeasible")
    assert verify(plan.to_bytes(), case).accepted
    value = json.loads(plan.to_bytes())
    for levels in ([alone], [whole], [whole, alone], [alone, alone], [alone, whole, whole]):
        value["certificate"]["levels"] = levels
        assert not verify(sealed(value), case).accepted, levels


def test_classes_of_the_case_without_units_are_listed_with_the_proof() -> None:
    """A tree that splits on them says who they are; others than these are refused."""
    found = 0
    for seed in range(400):
        case = random_cases.contradicting(seed)
        plan = clear(case)
        own = {} if not plan.conflict else (plan.certificate or {})["levels"][0].get("classes", {})
        for name, ids in own.items():
            found += 1
            for other in ([], [*ids, "nobody"], [*ids, ids[0]], ids[0], None):
                value = json.loads(plan.to_bytes())
                value["certificate"]["levels"][0]["classes"][name] = other
                assert not verify(sealed(value), case).accepted, (seed, name, other)
            value = json.loads(plan.to_bytes())
            del value["certificate"]["levels"][0]["classes"]
            assert not verify(sealed(value), case).accepted, seed
    assert found


def test_of_some_terms_those_are_needed_that_the_others_leave_no_room_for() -> None:
    """All other terms stand, and take no part."""
    terms = [
        term(kinds.Count(A, at_least=3), "floor"),
        term(kinds.Count(A, at_most=2), "cap"),
        term(kinds.Count(A, at_most=1), "less"),
    ]
    question = Question(docket(TABLE, *terms))
    assert needed(question, ["cap", "less"], HiGHS(), never) == frozenset({"less"})
    question = Question(docket(TABLE, *terms, RATIO))  # of B there are two: three is too many
    assert needed(question, ["floor"], HiGHS(), never) == frozenset({"floor"})
    assert needed(question, ["cap", "less"], HiGHS(), never) == frozenset()
    assert needed(Question(docket(TABLE, RATIO)), ["ratio"], HiGHS(), never) is None
