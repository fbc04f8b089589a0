"""The search of one level: found, proved, refuted, or stopped, and never one for another."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings

from canje.base.select import EVERYONE
from canje.clear.engine import never
from canje.clear.level import Level
from canje.clear.search import Effort, search
from canje.clear.solver import HiGHS
from canje.terms import term as kinds
from canje.terms.docket import Freed
from tests.by_hand import docket, people, term, who
from tests.clear.points import allowed, problem_of, small_problem, tree_bound, worth
from tests.clear.solvers import After, Liar
from tests.strategies import seeded

A, B = who(holder="A"), who(holder="B")


def level(*rules: kinds.Rule) -> Level:
    table = people(*(f"a{n} A B B" for n in range(5)), *(f"b{n} B A A" for n in range(4)))
    terms = [term(rule, f"t{number}") for number, rule in enumerate(rules)]
    problem = problem_of(docket(table, *terms, levels=(Freed(),)))
    return Level(problem, problem.objectives[0])


@pytest.mark.parametrize(
    ("rules", "status", "value"),
    [
        ([], "proved", 9),
        ([kinds.Ratio(A, B)], "proved", 8),
        ([kinds.Ratio(A, B, 3, 2), kinds.Count(A, at_most=4)], "proved", 5),
        ([kinds.Ratio(A, B, 2, 3), kinds.Count(B, at_most=2)], "proved", 0),
        ([kinds.Never(EVERYONE)], "proved", 0),
        ([kinds.Count(A, at_least=6)], "infeasible", None),
        ([kinds.Ratio(A, B), kinds.Count(A, at_least=5)], "infeasible", None),
        # whole people only: 2 a = 3 b + an odd number is no sum of pairs
        ([kinds.Ratio(A, B, 2, 1), kinds.Count(EVERYONE, 4, 5)], "infeasible", None),
    ],
)  # fmt: skip
def test_outcomes_by_hand(rules: list[kinds.Rule], status: str, value: int | None) -> None:
    """What anyone can work out on a page."""
    asked = level(*rules)
    found = search(asked, HiGHS(), never)
    assert (found.status, found.value) == (status, value)
    assert found.bound == value
    assert found.tree is not None
    assert tree_bound(found.tree, asked.problem, asked.objective) == value
    if found.point is not None:
        assert asked.allows(found.point)


def test_it_begins_from_a_point() -> None:
    """A stop that comes at once leaves the plan that there was; it is not called proved."""
    asked = level(kinds.Ratio(A, B))
    found = search(asked, HiGHS(), After(0), np.array([1, 1]))
    assert (found.status, found.value, found.bound) == ("feasible", 2, None)
    found = search(asked, HiGHS(), After(0))
    assert (found.status, found.point, found.bound) == ("stopped", None, None)
    found = search(asked, HiGHS(), After(0), np.array([1, 2]))  # no plan at all
    assert found.status == "stopped"
    found = search(asked, HiGHS(), never, np.array([4, 4]))
    assert (found.status, found.value) == ("proved", 8)


def test_progress_is_told() -> None:
    """The best value and the bound, as they come."""
    told: list[tuple[int | None, int | None]] = []
    search(level(kinds.Ratio(A, B)), HiGHS(), never, progress=lambda *said: told.append(said))
    assert told == [(8, 8)]
    told.clear()
    odd = level(kinds.Ratio(A, B, 3, 2), kinds.Count(A, at_most=4))
    search(odd, HiGHS(), never, progress=lambda *said: told.append(said))
    assert told[-1] == (5, 5)


@given(rng=seeded())
@settings(max_examples=150)
def test_a_search_ends_with_what_is_true(rng: Random) -> None:
    """By every point there is: with any effort, stop, start and honesty of the solver."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, every = made
    objective = rng.choice(problem.objectives)
    asked = Level(problem, objective)
    held = every[allowed(problem, every)]
    best = int(worth(problem, objective, held).max()) if len(held) else None
    start = held[rng.randrange(len(held))] if len(held) and rng.random() < 0.3 else None
    honest = rng.random() < 0.5
    solver = HiGHS() if honest else Liar(rng, rng.choice((0.1, 0.5, 1.0)))
    ends = rng.random() < 0.5
    effort = Effort(rng.choice((0, 10)), rng.choice((0, 3))) if ends else Effort(50, 60)
    stop = rng.choice((never, After(rng.randint(0, 9)))) if ends else never
    found = search(asked, solver, stop, start, effort)
    if honest and not ends:
        assert found.status == ("infeasible" if best is None else "proved")
    match found.status:
        case "proved":
            assert found.value == found.bound == best
        case "feasible":
            assert best is not None
            assert found.value is not None
            assert found.value <= best
            assert found.bound is None or found.bound >= best
        case "infeasible":
            assert best is None
        case "stopped":
            assert found.point is None
            assert best is None or found.bound is None or found.bound >= best
    if found.point is not None:
        assert asked.allows(found.point)
        assert asked.value(found.point) == found.value
    if found.tree is not None:
        assert tree_bound(found.tree, problem, objective) == found.bound
