"""The engine whole: by hand, cut short, lied to, and the same on every machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from random import Random

import attrs
import numpy as np
import pytest
from hypothesis import given, settings

from canje.base.people import People
from canje.base.select import EVERYONE, All, Compare, Condition, Missing, Not, OneOf
from canje.clear.bound import Cut
from canje.clear.check import verify
from canje.clear.engine import clear
from canje.clear.level import settled_level
from canje.clear.plan import Plan
from canje.clear.problem import Problem
from canje.clear.question import Question
from canje.clear.search import Effort
from canje.clear.solver import Found, Program, Relaxed
from canje.terms import term as kinds
from canje.terms.docket import LAW, Consent, Docket, First, Freed, Prefer, Wishes
from canje.terms.term import Term
from tests.by_hand import docket, people, term, who
from tests.clear.points import tree_bound
from tests.clear.solvers import After, Liar, Says
from tests.oracles import brute, random_cases
from tests.strategies import dockets, seeded

A, B = who(holder="A"), who(holder="B")
ONE_FOR_ONE = term(kinds.Ratio(A, B), "ratio")


def crowd(a: int, b: int, *more: str, columns: str = "") -> People:
    """So many of A's for B and of B's for A."""
    blank = " -" * len(columns.split())
    return people(
        *(f"a{n} A B B{blank}" for n in range(a)),
        *(f"b{n} B A A{blank}" for n in range(b)),
        *more,
        columns=f"id holder beneficiary destination {columns}",
    )


def values(plan: Plan) -> tuple[int, ...] | None:
    if plan.outcome in ("infeasible", "stopped"):
        return None
    return tuple(level.value for level in plan.objective)


@pytest.mark.parametrize(
    ("terms", "outcome", "freed"),
    [
        ([], "proved", 9),
        ([ONE_FOR_ONE], "proved", 8),
        ([term(kinds.Ratio(A, B, 3, 2))], "proved", 5),
        ([term(kinds.Ratio(A, B, 1, 3))], "proved", 4),
        ([ONE_FOR_ONE, term(kinds.Count(A, at_most=3))], "proved", 6),
        ([ONE_FOR_ONE, term(kinds.Named(("b0", "b1")))], "proved", 8),
        ([ONE_FOR_ONE, term(kinds.Outside(who(id="a0")))], "proved", 9),
        ([ONE_FOR_ONE, term(kinds.AllOrNone(A))], "proved", 0),
        ([term(kinds.Either((kinds.Never(A), kinds.Count(A, 2, 2))))], "proved", 6),
        ([ONE_FOR_ONE, term(kinds.Count(A, at_least=5))], "infeasible", 0),
        ([term(kinds.Named(("z",)))], "infeasible", 0),
    ],
)
def test_what_anyone_can_work_out(terms: list[Term], outcome: str, freed: int) -> None:
    """Five of A's and four of B's."""
    terms = [attrs.evolve(each, id=f"t{n}") for n, each in enumerate(terms)]
    plan = clear(docket(crowd(5, 4), *terms))
    assert (plan.outcome, plan.freed, plan.desk) == (outcome, freed, outcome)
    assert plan.bound == freed
    assert len(plan.people) == freed


def test_levels_come_one_after_the_other() -> None:
    """As many as can; then law's first; then wishes; and no level costs one before it."""
    table = crowd(3, 1, "b9 B A A w", columns="health")
    law = First("wounded", who(health="w"))
    wish = term(kinds.Never(who(id="b9")), "wish", force="wish")
    cap = term(kinds.Count(EVERYONE, at_most=4), "cap")
    plan = clear(docket(table, cap, wish, levels=(Freed(), law, Wishes())))
    assert [(each.level, each.value, each.bound) for each in plan.objective] == [
        ("freed", 4, 4), ("first:1", 1, 1), ("wishes", 0, 0),
    ]  # fmt: skip
    plan = clear(docket(table, cap, wish, levels=(Wishes(), Freed(), law)))
    assert values(plan) == (1, 4, 0)
    assert plan.bound == 4


def test_an_item_of_law_is_advice_where_the_case_says_so() -> None:
    """Shown, and not enforced."""
    law = term(kinds.Never(A), "law.1", LAW)
    assert clear(docket(crowd(2, 2), law)).freed == 2
    plan = clear(docket(crowd(2, 2), law, law_applies=False))
    assert plan.freed == 4
    assert [each.holds for each in plan.terms] == [None]


@pytest.mark.parametrize(
    ("condition", "freed"),
    [
        (OneOf(("a0",)), 8),
        (Not(OneOf(("a0",))), 1),
        (Not(OneOf(("a0", "b0"))), 2),
        (Not(Not(OneOf(("a0",)))), 8),
        (All((Not(OneOf(("a0",))), Missing(False))), 1),
        (Compare("lt", "5"), 9),
    ],
)
def test_a_term_may_name_whom_it_does_not_mean(condition: Condition, freed: int) -> None:
    """`never: {id: {not: a0}}` is everyone else."""
    plan = clear(docket(crowd(5, 4), term(kinds.Never(who(id=condition)))))
    assert (plan.outcome, plan.freed) == ("proved", freed)


def test_ids_that_are_numbers_can_be_compared() -> None:
    """`id: {lt: 3}` tells people of one class apart."""
    table = people(*(f"{n} A B B" for n in range(6)))
    plan = clear(docket(table, term(kinds.Never(who(id=Compare("lt", "3"))))))
    assert [each.id for each in plan.people] == ["3", "4", "5"]


@given(rng=seeded())
@settings(max_examples=60)
def test_several_preferences_are_met_in_their_order(rng: Random) -> None:
    """The best by the first column, and among these the best by the second."""
    case = random_cases.draw(rng)
    case = attrs.evolve(case, levels=(Freed(), Prefer("days"), Prefer("age")))
    plan, best = clear(case), brute.best(case)
    assert values(plan) == best
    moves = [(each.id, each.beneficiary, each.destination) for each in plan.people]
    assert best is None or brute.judge(case, moves) == best


def test_nobody_and_nothing() -> None:
    """A case without people, and one in which nobody can move."""
    for table in (People.of([], {}), people()):
        plan = clear(docket(table, term(kinds.Count(EVERYONE, at_most=3))))
        assert (plan.outcome, plan.freed, plan.bound) == ("proved", 0, 0)
        assert clear(docket(table, term(kinds.Count(EVERYONE, at_least=1)))).outcome == "infeasible"
    plan = clear(docket(people("a A B B"), consents=(Consent("a", "no"),)))
    assert (plan.outcome, plan.freed) == ("proved", 0)


# Proofs


@given(case=dockets())
@settings(max_examples=60)
def test_the_certificate_bounds_every_level(case: Docket) -> None:
    """Leaf by leaf, in whole numbers, under the levels before it."""
    plan = clear(case)
    if plan.outcome not in ("proved", "feasible"):
        return
    problem = Question(case).published.problem
    assert plan.certificate is not None
    cuts: list[Cut] = []
    for objective, level, proof in zip(
        problem.objectives, plan.objective, plan.certificate["levels"], strict=True
    ):
        assert (proof["level"], proof["bound"]) == (objective.name, level.bound)
        assert tree_bound(proof["tree"], problem, objective, cuts) == level.bound
        cuts.append(settled_level(objective, level.value))


# Cut short


def test_a_stop_that_comes_at_once_proves_nothing() -> None:
    """Stopped is not proved, and not infeasible, however small the case is."""
    for terms in ([], [ONE_FOR_ONE], [ONE_FOR_ONE, term(kinds.Count(A, at_least=5))]):
        plan = clear(docket(crowd(5, 4), *terms), stop=After(0))
        assert (plan.outcome, plan.freed, plan.bound) == ("stopped", 0, None)
        assert plan.certificate is None
        assert plan.conflict == ()
        assert {each.reason for each in plan.left_out} == {"terms"}


@given(rng=seeded())
@settings(max_examples=100)
def test_a_search_cut_short_says_only_what_is_so(rng: Random) -> None:
    """After any number of questions, with any effort: what is called proved is the best."""
    case = random_cases.draw(rng)
    best = brute.best(case)
    if rng.random() < 0.6:
        plan = clear(case, stop=After(rng.choice((0, 1, 2, 3, 5, 8, 13, 30))))
    else:
        plan = clear(case, effort=Effort(rng.choice((0, 1, 5)), rng.choice((0, 1, 2, 5))))
    _says_what_is_so(plan, case, best)
    _accepted(plan, case)


def _says_what_is_so(plan: Plan, case: Docket, best: tuple[int, ...] | None) -> None:
    match plan.outcome:
        case "proved":
            assert values(plan) == best
        case "infeasible":
            assert best is None
        case "feasible":
            assert best is not None
            assert (values(plan) or ()) <= best
            first = plan.objective[0].bound
            assert first is None or first >= best[0]
    for level in plan.objective:
        assert level.bound is None or level.bound >= level.value
        assert level.proved is (level.bound == level.value)
    moves = [(each.id, each.beneficiary, each.destination) for each in plan.people]
    if plan.outcome in ("proved", "feasible"):
        assert brute.judge(case, moves) == values(plan)


def _accepted(plan: Plan, case: Docket) -> None:
    verdict = verify(plan.to_bytes(), case)
    assert verdict.accepted, [each.words for each in verdict.refusals]


# Lied to


@given(rng=seeded())
@settings(max_examples=150)
def test_a_solver_that_lies_proves_nothing_wrong(rng: Random) -> None:
    """Wrong points, wrong statuses, mad multipliers, nonsense for a basis."""
    case = random_cases.draw(rng)
    plan = clear(case, solver=Liar(rng, rng.choice((0.05, 0.3, 1.0))), effort=Effort(50, 60))
    _says_what_is_so(plan, case, brute.best(case))
    _accepted(plan, case)


def _yes(problem: Problem) -> Says:
    """Says that everybody goes home, that it is optimal, and that rows have no price."""
    upper = problem.capacity[problem.group]
    return Says(
        lambda p: Relaxed(
            "optimal", float(upper.sum()), p.upper, np.zeros(len(p.lo)), p.objective * 0
        ),
        lambda p: Found(p.upper.astype("int64"), True),
    )


def test_a_yes_man_is_not_believed() -> None:
    """Nine for one to four is no plan, whatever the solver calls it."""
    case = docket(crowd(5, 4), ONE_FOR_ONE, levels=(Freed(),))
    plan = clear(case, solver=_yes(Question(case).problem))
    assert (plan.outcome, plan.people) == ("feasible", ())
    _accepted(plan, case)


def test_where_no_plan_was_found_nobody_goes_if_the_terms_allow_it() -> None:
    """With the bound that is known: a gap, and not that nothing is known."""
    case = docket(crowd(5, 4), ONE_FOR_ONE)
    plan = clear(case, solver=_yes(Question(case).problem))
    assert (plan.outcome, plan.freed, plan.bound) == ("feasible", 0, 9)
    floor = docket(crowd(5, 4), ONE_FOR_ONE, term(kinds.Count(A, at_least=1), "floor"))
    plan = clear(floor, solver=_yes(Question(floor).problem))
    assert (plan.outcome, plan.freed, plan.bound) == ("stopped", 0, None)


def test_a_nay_sayer_is_not_believed() -> None:
    """`infeasible` without multipliers that refute is no refutation."""

    def no(program: Program) -> Relaxed:
        none = np.zeros(len(program.objective))
        return Relaxed("infeasible", 0.0, none, np.zeros(len(program.lo)), none)

    plan = clear(docket(crowd(5, 4), ONE_FOR_ONE), solver=Says(no))
    assert (plan.outcome, plan.freed, plan.bound) == ("feasible", 0, 9)
    assert plan.conflict == ()


# The same everywhere


def test_a_term_that_a_private_refusal_would_seem_to_break_is_not_published() -> None:
    """Everyone of a place goes there; one who may go elsewhere too told the desk: not there."""
    table = people("p1 A B B|N", "p2 A B B", columns="id holder beneficiary destination")
    case = docket(table, term(kinds.All(who(destination="B"))))
    case = attrs.evolve(case, consents=(Consent("p1", "no", "B"),))
    plan = clear(case)
    assert (plan.outcome, plan.desk, plan.people) == ("stopped", "proved", ())
    _accepted(plan, case)
    assert clear(attrs.evolve(case, consents=())).freed == 2


def test_the_same_case_gives_the_same_bytes() -> None:
    """Twice in one process, and in another with another seed of Python's hashes."""
    program = """
import hashlib
from canje.clear.engine import clear
from tests.oracles import random_cases
data = b"".join(clear(random_cases.small(seed)).to_bytes() for seed in range(20))
print(hashlib.sha256(data).hexdigest())
"""
    data = b"".join(clear(random_cases.small(seed)).to_bytes() for seed in range(20))
    assert data == b"".join(clear(random_cases.small(seed)).to_bytes() for seed in range(20))
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == hashlib.sha256(data).hexdigest()


# Large numbers


def test_worths_of_a_million_are_weighed_exactly() -> None:
    """Two primes near a million have no small multiple in common: nobody can go."""
    table = people(*(f"a{n} A B B x" for n in range(40)), *(f"b{n} B A A y" for n in range(40)),
                   columns="id holder beneficiary destination rank")  # fmt: skip
    tariff = kinds.Tariff(A, B, "rank", {"x": 999_983, "y": 1_000_003})
    plan = clear(docket(table, term(tariff)))
    assert plan.freed == 0
    assert plan.outcome in ("proved", "feasible")
    even = kinds.Tariff(A, B, "rank", {"x": 999_983 * 3, "y": 999_983 * 2})
    plan = clear(docket(table, term(even)))
    assert (plan.outcome, plan.freed) == ("proved", 26 + 39)


def test_a_preference_of_large_numbers_is_summed_exactly() -> None:
    """Forty people detained for a million days each."""
    table = people(*(f"a{n} A B B {10**6 - n}" for n in range(40)),
                   columns="id holder beneficiary destination days")  # fmt: skip
    cap = term(kinds.Count(EVERYONE, at_most=30))
    plan = clear(docket(table, cap, levels=(Freed(), Prefer("days"))))
    assert plan.outcome == "proved"
    assert values(plan) == (30, sum(10**6 - n for n in range(30)))


def test_progress_is_told_of_the_first_level_only() -> None:
    """What is told while it works: the best plan, and the bound."""
    told: list[tuple[int | None, int | None]] = []
    clear(docket(crowd(5, 4), ONE_FOR_ONE), progress=lambda best, bound: told.append((best, bound)))
    assert told == [(8, 8)]
