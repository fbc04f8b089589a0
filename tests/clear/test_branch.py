"""Branch trees: every leaf proves what it says, and the worst of them is the bound."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import assume, given, settings

from canje.base.select import EVERYONE
from canje.clear.bound import upper_bound
from canje.clear.branch import _fences, grow
from canje.clear.engine import never
from canje.clear.level import Incumbent, Level, Relaxation
from canje.clear.problem import Problem
from canje.clear.solver import HiGHS
from canje.terms import term as kinds
from canje.terms.docket import Freed
from tests.by_hand import docket, people, term, who
from tests.clear.points import (
    Ints,
    allowed,
    multipliers,
    problem_of,
    small_problem,
    tree_bound,
    worth,
)
from tests.clear.solvers import After
from tests.strategies import seeded


def parity() -> Problem:
    """Two of A's for one of B's, and an odd number: three are two and one, never three and two."""
    table = people(*(f"a{n} A B B" for n in range(5)), *(f"b{n} B A A" for n in range(5)))
    rules = [term(kinds.Ratio(who(holder="A"), who(holder="B"), 3, 2), "t0"),
             term(kinds.Count(EVERYONE, at_most=9), "t1")]  # fmt: skip
    return problem_of(docket(table, *rules, levels=(Freed(),)))


def test_a_gap_is_closed_by_a_tree() -> None:
    """The relaxation says eight or more; three and two are five, and the tree proves it."""
    problem = parity()
    level = Level(problem, problem.objectives[0])
    relaxation = Relaxation(level, HiGHS())
    answer = relaxation.solve(never)
    root = level.bound(relaxation.multipliers(answer.duals))
    assert root.value > 5
    best = Incumbent(level)
    tree, bound = grow(relaxation, best, never, 100, root)
    assert (best.value, bound) == (5, 5)
    assert tree_bound(tree, problem, problem.objectives[0]) == 5


def test_without_nodes_there_is_a_weaker_bound_that_is_true() -> None:
    """A tree that ends early proves less."""
    problem = parity()
    level = Level(problem, problem.objectives[0])
    relaxation = Relaxation(level, HiGHS())
    answer = relaxation.solve(never)
    root = level.bound(relaxation.multipliers(answer.duals))
    for best, stop, nodes in (
        (5, never, 0),
        (None, never, 0),
        (5, After(0), 99),
        (None, After(1), 9),
    ):
        incumbent = Incumbent(level)
        if best:
            incumbent.offer(np.array([2, 3]) if problem.capacity[0] == 5 else np.array([3, 2]))
        tree, bound = grow(Relaxation(level, HiGHS()), incumbent, stop, nodes, root)
        assert bound is not None
        assert bound >= 5
        assert tree_bound(tree, problem, problem.objectives[0]) == bound


@given(rng=seeded())
@settings(max_examples=150)
def test_a_fence_closes_what_it_says(rng: Random) -> None:
    """On the far side of a fence the root's own multipliers leave nothing worth the target."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, every = made
    objective = rng.choice(problem.objectives)
    root = upper_bound(problem, objective, (), multipliers(rng, problem))
    held = every[allowed(problem, every)]
    values = worth(problem, objective, held)
    for target in range(max(0, root.value - 3), root.value + 1):
        for depth, fence in enumerate(_fences(root, target)):
            other = "ge" if fence.side == "le" else "le"
            cut = fence.split.cut(depth, other, fence.at)
            sign = -1 if fence.side == "le" else 1
            closed = {**root.multipliers, cut.name: sign * fence.loss}
            assert upper_bound(problem, objective, (cut,), closed).value < target
            open_side = fence.split.cut(depth, fence.side, fence.at)
            good = held[values >= target]
            assert allowed(problem, good, (open_side,)).all()


@given(rng=seeded())
@settings(max_examples=120)
def test_a_trees_bound_is_its_worst_leaf(rng: Random) -> None:
    """With or without a plan to begin from, a root bound, nodes to spare or a stop."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, every = made
    objective = rng.choice(problem.objectives)
    level = Level(problem, objective)
    relaxation = Relaxation(level, HiGHS())
    answer = relaxation.solve(never)
    root = None
    if answer.status == "optimal":
        root = level.bound(relaxation.multipliers(answer.duals))
    held = every[allowed(problem, every)]
    best = Incumbent(level)
    if len(held) and rng.random() < 0.5:
        best.offer(held[rng.randrange(len(held))])
    if root is not None and not best.below(root.value):
        return
    nodes, stop = rng.choice((0, 2, 500)), rng.choice((never, After(rng.randint(0, 9))))
    tree, bound = grow(relaxation, best, stop, nodes, root)
    assert tree_bound(tree, problem, objective) == bound
    _is_true(problem, every, level, bound)
    if best.point is not None:
        assert level.allows(best.point)
    if nodes == 500 and stop is never:
        most = int(worth(problem, objective, held).max()) if len(held) else None
        assert (best.value, bound) == (most, most)


def _is_true(problem: Problem, every: Ints, level: Level, bound: int | None) -> None:
    held = every[allowed(problem, every)]
    if bound is None:
        assert not len(held)
    elif len(held):
        assert bound >= int(worth(problem, level.objective, held).max())
