"""Pieces: a class's items one after the other, for a solver by stretches, in a plan by name."""

from __future__ import annotations

from random import Random

import attrs
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from canje.base.select import EVERYONE
from canje.clear.bound import Cut, Domain
from canje.clear.branch import grow
from canje.clear.check import verify
from canje.clear.engine import clear, never
from canje.clear.level import Incumbent, Level, Relaxation, settled_level
from canje.clear.pieces import Stretches, held, named, places
from canje.clear.problem import Problem
from canje.clear.solver import HiGHS
from canje.terms import term as kinds
from canje.terms.docket import Freed, Prefer, Wishes
from tests.by_hand import docket, people, term, who
from tests.clear.points import (
    Ints,
    allowed,
    cuts,
    points,
    problem_of,
    small_problem,
    tree_bound,
    with_pieces,
    worth,
)
from tests.oracles import brute, random_cases
from tests.strategies import seeded

LATER = (Freed(), Prefer("days"))


def days() -> Problem:
    """Two people of one class with days 5 and 5; six of another with 9, 7, 7, 7, 2 and 0."""
    table = people(
        "a1 B A A 5", "a2 B A A 5", "b1 A B B 7", "b2 A B B 2", "b3 A B B 9", "b4 A B B 7",
        "b5 A B B 0", "b6 A B B 7", columns="id holder beneficiary destination days",
    )  # fmt: skip
    rule = term(kinds.Ratio(who(holder="A"), who(holder="B")))
    return problem_of(docket(table, rule, levels=(Freed(), Prefer("days"))))


def test_items_of_equal_worth_are_one_stretch() -> None:
    """Within any number of the first class, one to five of the second; then one piece alone."""
    problem = days()
    worths = problem.objectives[1].worths
    assert worths is not None
    domain = Domain(np.array([2, 6]), np.array([0, 1]), np.array([2, 5]))
    made = Stretches.of(problem, worths, domain)
    assert (made.first - problem.columns).tolist() == [0, 3, 6]
    assert made.size.tolist() == [2, 3, 1]
    assert made.worth.tolist() == [5, 7, 2]
    assert made.group.tolist() == [0, 1, 1]
    assert (made.least.tolist(), made.sure) == ([0, 1], 9)
    apart = Stretches.of(problem, worths, domain, problem.columns + np.array([4]))
    assert (apart.first - problem.columns).tolist() == [0, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("pieces", "weights", "names"),
    [
        ([2], [1], [("c1>0", 1)]),
        ([5, 6, 7], [1, 1, 1], [("c2>1..3", 1)]),
        ([5, 6, 7], [1, 2, 2], [("c2>1", 1), ("c2>2..3", 2)]),
        ([2, 3, 4, 5], [-1] * 4, [("c1>0..1", -1), ("c2>0..1", -1)]),
        ([3, 5], [1, 1], [("c1>1", 1), ("c2>1", 1)]),
        ([0, 1, 9], [3, 1, 1], [("c1.0", 3), ("c2.0", 1), ("c2>5", 1)]),
    ],
)
def test_pieces_have_names(
    pieces: list[int], weights: list[int], names: list[tuple[str, int]]
) -> None:
    """By class, and how many items there are more than; several in order by the first and last."""
    problem = days()
    assert list(named(problem, np.array(pieces), np.array(weights))) == names
    read = [place for name, _ in names if ">" in name for place in places(problem, name)]
    assert read == [each for each in pieces if each >= problem.columns]


@given(rng=seeded())
@settings(max_examples=120)
def test_within_a_domain_stretches_are_what_the_level_is(rng: Random) -> None:
    """Every point of a domain fits the program as it meets the level, and is worth the same."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, every = made
    days = next((each for each in problem.objectives if each.worths), None)
    assume(days is not None)
    assert days is not None
    settled = (settled_level(days, rng.randint(0, 300)),) if rng.random() < 0.5 else ()
    level = Level(problem, rng.choice(problem.objectives) if settled else days, settled)
    domain = _domain(rng, problem)
    stretches = level.stretches(domain)
    assert stretches is not None
    program = level.program(domain, stretches)
    whole = with_pieces(problem, every)
    more = cuts(rng, problem, pieces=True)
    rows = [level.row(_by_stretch(cut, stretches), stretches) for cut in more]
    for point in whole[_inside(problem, every, domain)]:
        ends = np.cumsum(np.append(0, stretches.size))
        opens = np.repeat(stretches.first, stretches.size) + np.arange(ends[-1])
        opens -= np.repeat(ends[:-1], stretches.size)
        amounts = np.add.reduceat(np.append(point[opens], 0), ends[:-1])[: len(stretches.size)]
        x = np.append(point[: problem.columns], amounts if len(stretches.size) else [])
        assert (x >= program.lower).all()
        assert (x <= program.upper).all()
        table = np.zeros((len(program.lo), len(x)))
        table[program.row, np.repeat(np.arange(len(x)), np.diff(program.start))] = program.value
        fits = ((table @ x >= program.lo) & (table @ x <= program.hi)).all()
        assert fits == level.allows(point)
        sure = stretches.sure if level.objective.worths else 0
        assert program.objective @ x + sure == level.value(point)
        for cut, row in zip(more, rows, strict=True):
            cut = _by_stretch(cut, stretches)
            total = int(cut.values @ point[cut.columns])
            assert total == cut.values @ held(problem, point[: problem.columns], cut.columns)
            low, high = row.sides
            there = row.values @ x[row.columns]
            assert (low <= there <= high) == (
                (cut.lo is None or total >= cut.lo) and (cut.hi is None or total <= cut.hi)
            )


def _domain(rng: Random, problem: Problem) -> Domain:
    lo = np.array([rng.randint(0, each) for each in problem.capacity.tolist()])
    hi = np.array([rng.randint(a, b) for a, b in zip(lo, problem.capacity, strict=True)])
    return Domain(problem.capacity[problem.group], lo, hi)


def _inside(problem: Problem, every: Ints, domain: Domain) -> Ints:
    count = np.zeros((len(every), len(problem.capacity)), np.int64)
    for column, group in enumerate(problem.group.tolist()):
        count[:, group] += every[:, column]
    return np.flatnonzero(((count >= domain.group_lo) & (count <= domain.group_hi)).all(axis=1))


def _by_stretch(cut: Cut, stretches: Stretches) -> Cut:
    """The cut with the pieces of a stretch weighed alike, as splits and fences do."""
    weights = dict(zip(cut.columns.tolist(), cut.values.tolist(), strict=True))
    for first, size in zip(stretches.first.tolist(), stretches.size.tolist(), strict=True):
        for place in range(first, first + size):
            weights[place] = weights.get(first, 0)
    columns = np.array(sorted(weights))
    values = np.array([weights[each] for each in columns.tolist()])
    return attrs.evolve(cut, columns=columns, values=values)


def test_a_tree_over_pieces_closes_what_curves_leave_open() -> None:
    """Three of A's for two of B's, and odd: the curves' bound is not reached."""
    table = people(
        *(f"a{n} A B B {n * n}" for n in range(9)),
        *(f"b{n} B A A {n}" for n in range(9)),
        columns="id holder beneficiary destination days",
    )
    rules = [term(kinds.Ratio(who(holder="A"), who(holder="B"), 3, 2), "t0"),
             term(kinds.Count(EVERYONE, at_most=9), "t1")]  # fmt: skip
    problem = problem_of(docket(table, *rules, levels=(Prefer("days"), Freed())))
    level = Level(problem, problem.objectives[0])
    relaxation = Relaxation(level, HiGHS())
    answer = relaxation.solve(never)
    root = level.bound(relaxation.multipliers(answer.duals))
    every = points(problem)
    every = every[allowed(problem, every)]
    best = Incumbent(level)
    assert best.offer(every[worth(problem, level.objective, every).argmax()])
    tree, bound = grow(relaxation, best, never, 100, root)
    assert bound is not None
    assert best.value == bound < root.value
    assert tree_bound(tree, problem, level.objective) == bound
    assert ">" in str(tree)


@given(rng=seeded(), most=st.sampled_from([3, 1_000, 10**6, 2**45]))
@settings(max_examples=80)
def test_worths_of_any_size_are_proved_and_confirmed(rng: Random, most: int) -> None:
    """Below zero as well; beyond what floats tell apart the bound may stay open, but is true."""
    table = people(
        *(f"a{n} A B B {rng.randint(-most // 9, most)}" for n in range(7)),
        *(f"b{n} B A A {rng.randint(-most // 9, most)}" for n in range(7)),
        columns="id holder beneficiary destination days",
    )
    rates = rng.choice(((3, 2), (1, 1), (2, 1)))
    rule = term(kinds.Ratio(who(holder="A"), who(holder="B"), *rates))
    cap = term(kinds.Count(EVERYONE, at_most=rng.randint(3, 12)), "t1")
    made = docket(table, rule, cap, levels=rng.choice(((Prefer("days"), Freed()), LATER)))
    plan = clear(made)
    assert verify(plan.to_bytes(), made).accepted
    if most <= 10**6:
        assert plan.outcome == "proved"


@given(rng=seeded())
@settings(max_examples=40)
def test_what_is_settled_by_worth_holds_for_later_levels(rng: Random) -> None:
    """Days first, and then a second column, children and wishes, as brute force has them."""
    made = random_cases.draw(rng)
    later: tuple[Freed | Prefer | Wishes, ...] = (Prefer("age"), Freed(), Wishes())
    made = attrs.evolve(made, levels=(Prefer("days"), *rng.sample(later, 3)))
    plan, best = clear(made), brute.best(made)
    assert (best is None) == (plan.outcome in ("infeasible", "stopped"))
    if best is not None:
        assert tuple(each.value for each in plan.objective) == best
    assert verify(plan.to_bytes(), made).accepted
