"""Reasons by hand: a red line, a draw, the terms that would have to give, and contradictions."""

from __future__ import annotations

import pytest

from canje.base.people import People
from canje.base.select import EVERYONE, Selection
from canje.clear import reasons as module
from canje.clear.engine import clear, never
from canje.clear.explain import point_of
from canje.clear.question import Question
from canje.clear.reasons import Explainer, Reason, conflict, red_lines
from canje.clear.solver import HiGHS
from canje.terms import term as kinds
from canje.terms.docket import LAW, Docket
from canje.terms.term import Term
from tests.by_hand import docket, people, term, who
from tests.clear.points import problem_of, tree_bound
from tests.clear.solvers import After

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
    named, tree = conflict(question, HiGHS(), never)
    assert list(named) == expected
    assert tree is not None
    kept = [row for row in question.problem.rows if row.term in named]
    alone = question.problem.with_rows(kept)
    assert tree_bound(tree, alone, alone.objectives[0]) is None


def test_a_contradiction_cut_short_is_none() -> None:
    """A stop refutes nothing."""
    question = Question(docket(TABLE, term(kinds.Count(A, at_least=5))))
    assert conflict(question, HiGHS(), After(0))[1] is None


def test_a_red_line_covers_every_way_to_go() -> None:
    """A ban of one place out of two is no red line for who may go to the other."""
    table: People = people("p A B B|C", "q A B C")
    case = docket(table, term(kinds.Never(who(destination="C")), "red", "C"))
    found = red_lines(Question(case))
    assert found == {of(case, "q"): Reason("red-line", "C", "red", ("red",))}
