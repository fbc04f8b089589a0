"""Splits: sums that are whole in every plan, either at most so many or more."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings

from canje.base.select import EVERYONE
from canje.clear.branch import grow
from canje.clear.engine import never
from canje.clear.level import Incumbent, Level, Relaxation
from canje.clear.solver import HiGHS, Relaxed
from canje.clear.split import Split, Splits
from canje.terms import term as kinds
from canje.terms.docket import Freed
from tests.by_hand import docket, people, term, who
from tests.clear.points import problem_of, small_problem
from tests.clear.solvers import Liar
from tests.strategies import seeded


def test_a_sum_is_written_by_the_names_of_its_columns() -> None:
    """As the plan file has it: names by weight."""
    table = people("p1 B A A", "p2 A B B|C")
    wish = term(kinds.Never(EVERYONE), force="wish")
    problem = problem_of(docket(table, wish))
    split = Split(np.array([0, 1, 2, 3]), np.array([1, -2, 1, 1]))
    assert split.over(problem) == {"1": ["c1.0", "c2.1", "t/0"], "-2": ["c2.0"]}
    assert Split.of(np.array([1])).over(problem) == {"1": ["c2.0"]}
    assert split.amount(np.array([1.0, 0.5, 0.0, 1.0])) == 1.0


@pytest.mark.parametrize(("side", "lo", "hi"), [("le", None, 3), ("ge", 4, None)])
def test_its_sides_leave_no_whole_number_out(side: str, lo: int | None, hi: int | None) -> None:
    """At most three, or four and more: a whole number is on one side and not on the other."""
    cut = Split.of(np.array([0])).cut(7, side, 3)
    assert (cut.name, cut.lo, cut.hi) == ("branch:7", lo, hi)


@given(rng=seeded())
@settings(max_examples=120)
def test_every_split_is_whole_and_cuts_the_relaxation_off(rng: Random) -> None:
    """In any plan it is a whole number; where the relaxation is, it is none."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, every = made
    level = Level(problem, rng.choice(problem.objectives))
    relaxation = Relaxation(level, HiGHS())
    answer = relaxation.solve(never)
    assume(answer.status == "optimal")
    bound = rng.choice((None, level.bound(relaxation.multipliers(answer.duals))))
    split = Splits(relaxation, bound).best(answer)
    point = answer.point[: problem.columns]
    if split is None:
        assert np.abs(point - np.rint(point)).max() < 1e-5
        return
    assert split.weights.dtype == np.int64
    assert (np.sort(split.columns) == split.columns).all()
    assert (split.weights != 0).all()
    amounts = every[:, split.columns] @ split.weights
    amount = split.amount(answer.point)
    at = int(np.floor(amount))
    assert at + 1e-7 < amount < at + 1 - 1e-7
    assert ((amounts <= at) ^ (amounts >= at + 1)).all()


def test_a_split_with_a_factor_finds_what_number_theory_forbids() -> None:
    """3 w = 6 c + 1 has a solution in fractions and none in whole people."""
    table = people(*(f"w{n} A B B w" for n in range(9)), *(f"c{n} B A A c" for n in range(9)),
                   "x B A A x", columns="id holder beneficiary destination rank")  # fmt: skip
    worth = kinds.Tariff(who(holder="A"), who(holder="B"), "rank", {"w": 3, "c": 6, "x": 1})
    rules = [term(worth, "t0"), term(kinds.Named(("x",)), "t1")]
    problem = problem_of(docket(table, *rules, levels=(Freed(),)))
    level = Level(problem, problem.objectives[0])
    relaxation = Relaxation(level, HiGHS())
    assert relaxation.solve(never).status == "optimal"
    tree, bound = grow(relaxation, Incumbent(level), never, 100)
    assert bound is None
    assert str(tree).count("farkas") <= 3


def test_no_word_of_a_solver_makes_a_split_of_parts() -> None:
    """From a basis that is nonsense comes nonsense, but in whole numbers."""
    for seed in range(60):
        rng = Random(seed)
        made = small_problem(rng)
        if made is None:
            continue
        level = Level(made[0], made[0].objectives[0])
        relaxation = Relaxation(level, Liar(rng, 1.0))
        half = np.full(made[0].columns + len(level.worths or ()), 0.5)
        rows = np.zeros(len(relaxation.names))
        split = Splits(relaxation, None).best(Relaxed("optimal", 0.0, half, rows, half))
        assert split is not None
        assert split.weights.dtype == np.int64
        assert np.abs(split.weights).max() <= 10**4
