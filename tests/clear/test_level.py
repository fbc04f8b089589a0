"""A level of the objective: points are judged exactly, and a solver's word is only a proposal."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings

from canje.base.select import EVERYONE
from canje.clear.bound import Cut
from canje.clear.engine import never
from canje.clear.level import Incumbent, Level, Relaxation, settled_level, whole_multipliers
from canje.clear.program import elastic
from canje.clear.solver import HiGHS, Program, Relaxed
from canje.terms import term as kinds
from canje.terms.docket import Freed, Prefer
from tests.by_hand import docket, people, term, who
from tests.clear.points import (
    Ints,
    allowed,
    cuts,
    dense,
    multipliers,
    problem_of,
    small_problem,
    worth,
)
from tests.clear.solvers import Says
from tests.strategies import seeded

PAIR = problem_of(
    docket(
        people("a1 B A A|C", "a2 B A A|C", "b1 A B B", "b2 A B B", "b3 A B B"),
        term(kinds.Ratio(who(holder="A"), who(holder="B"))),
    )
)
FREED = PAIR.objectives[0]


def point(*counts: int) -> Ints:
    return np.array(counts, np.int64)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 0), True),
        ((1, 1, 2), True),
        ((2, 0, 2), True),
        ((2, 1, 3), False),  # three of two people
        ((1, 1, 3), False),  # three for two
        ((0, 0, 1), False),
        ((0, -1, -1), False),
        ((2, 2, 4), False),
        ((0, 2**62, 2**62), False),
        ((2**63 - 1, -(2**63 - 1), 0), False),
        ((2**62, 2 + 2**62, 2), False),
    ],
)
def test_a_point_is_allowed_or_not_exactly(counts: tuple[int, ...], expected: bool) -> None:
    """Within what there is, and every row met, to the last person."""
    assert Level(PAIR, FREED).allows(point(*counts)) is expected


def test_sums_that_wrap_around_are_not_taken_for_small_ones() -> None:
    """Four times 2**62 are nothing in 64 bits; a point of such counts is not allowed."""
    table = people("a1 A B B|C|D|E")
    problem = problem_of(docket(table, term(kinds.Count(EVERYONE, at_most=1))))
    level = Level(problem, problem.objectives[0])
    assert not level.allows(np.full(4, 2**62, np.int64))
    assert not Incumbent(level).offer(np.full(4, 2**62, np.int64))


@given(rng=seeded())
@settings(max_examples=150)
def test_points_are_judged_as_by_the_rows_themselves(rng: Random) -> None:
    """Value and permission of every point of small problems, with branches and settled levels."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, every = made
    some = every[rng.sample(range(len(every)), min(len(every), 60))]
    for objective in problem.objectives:
        settled = [settled_level(each, rng.randint(0, 3)) for each in problem.objectives[:1]]
        more = cuts(rng, problem, pieces=True)
        level = Level(problem, objective, tuple(settled))
        assert [level.value(each) for each in some] == worth(problem, objective, some).tolist()
        expected = allowed(problem, some, [*settled, *more]).tolist()
        assert [level.allows(each, more) for each in some] == expected


def test_a_preference_is_worth_its_first_figures() -> None:
    """Two of days 9, 5, 1 are worth 14, whichever two the plan will name."""
    table = people("p1 A B B 5", "p2 A B B 9", "p3 A B B 1",
                   columns="id holder beneficiary destination days")  # fmt: skip
    problem = problem_of(docket(table, levels=(Freed(), Prefer("days"))))
    level = Level(problem, problem.objectives[1])
    assert [level.value(point(n)) for n in range(4)] == [0, 9, 14, 15]
    held = Level(problem, problem.objectives[0], (settled_level(problem.objectives[1], 14),))
    assert [held.allows(point(n)) for n in range(4)] == [False, False, True, True]


def test_the_best_point_is_taken_only_if_it_is_allowed_and_better() -> None:
    """A solver may offer anything."""
    best = Incumbent(Level(PAIR, FREED))
    assert best.below(0)
    assert not best.offer(point(2, 0, 3))
    assert best.value is None
    assert best.offer(point(1, 0, 1))
    assert not best.offer(point(0, 1, 1))
    assert best.offer(point(1, 1, 2))
    assert best.value == 4
    assert best.below(5)
    assert not best.below(4)
    best = Incumbent(Level(PAIR, FREED))
    best.round(np.array([2.0000001, -1e-9, 1.9999999]))
    assert best.value == 4


@pytest.mark.parametrize(
    ("dual", "expected"),
    [
        (0.5, 500_000_000),
        (1 / 3, 333_333_333),
        (-1e-10, None),
        (0.0, None),
        (np.nan, None),
        (np.inf, None),
        (-1e300, None),
        (1e8, 10**17),
    ],
)
def test_duals_become_whole_multipliers(dual: float, expected: int | None) -> None:
    """Billionths; what is no number, or beyond all use, proves nothing and is left out."""
    made = whole_multipliers(["t#0", None], np.array([dual, 7.0]))
    assert made == ({} if expected is None else {"t#0": expected})


def test_the_relaxation_proves_the_pair() -> None:
    """From floats to a bound in whole numbers: four go home."""
    level = Level(PAIR, FREED)
    relaxation = Relaxation(level, HiGHS())
    answer = relaxation.solve(never)
    assert level.bound(relaxation.multipliers(answer.duals)).value == 4
    assert relaxation.names[0] == "t#0"


def test_branches_come_and_go() -> None:
    """A branch is a row with a name while it lasts; the last comes off first."""
    level = Level(PAIR, FREED)
    relaxation = Relaxation(level, HiGHS())
    first = Cut("branch:0", point(2), point(1), None, 1)
    second = Cut("branch:1", point(1), point(1), 1, None)
    relaxation.push(first)
    relaxation.push(second)
    answer = relaxation.solve(never)
    assert answer.value == pytest.approx(2)
    multipliers_ = relaxation.multipliers(answer.duals)
    assert level.bound(multipliers_, (first, second)).value == 2
    relaxation.pop()
    relaxation.pop()
    assert relaxation.branches == []
    assert relaxation.solve(never).value == pytest.approx(4)


def test_what_cannot_be_met_is_refuted_exactly() -> None:
    """At least three for one, of one and none: phase one's duals refute it."""
    table = people("a1 A B B", "b1 B A A")
    rules = [term(kinds.Count(who(holder="A"), at_least=1), "t0"),
             term(kinds.Ratio(who(holder="A"), who(holder="B"), 1, 3), "t1")]  # fmt: skip
    problem = problem_of(docket(table, *rules))
    level = Level(problem, problem.objectives[0])
    relaxation = Relaxation(level, HiGHS())
    assert relaxation.solve(never).status == "infeasible"
    refutation = relaxation.refutation(never)
    assert level.refutation(refutation).total < 0
    assert level.refutation({}).total == 0
    stopped = Says(lambda p: Relaxed("stopped", 0.0, np.zeros(0), np.zeros(0), np.zeros(0)))
    assert Relaxation(level, stopped).refutation(never) == {}


def test_every_row_may_be_broken_at_a_price() -> None:
    """The elastic program always has an answer: how much must be broken at least."""
    table = people("a1 A B B")
    problem = problem_of(docket(table, term(kinds.Count(EVERYONE, at_least=3))))
    level = Level(problem, problem.objectives[0])
    answer = HiGHS().open(elastic(level.program())).relax(never)
    assert answer.status == "optimal"
    assert answer.value == pytest.approx(-2)


def test_an_answer_that_is_no_number_is_no_answer() -> None:
    """A solver in trouble is taken for one that stopped."""

    def mad(program: Program) -> Relaxed:
        width, rows = len(program.objective), len(program.lo)
        return Relaxed("optimal", 0.0, np.full(width, np.nan), np.zeros(rows), np.zeros(width))

    assert Relaxation(Level(PAIR, FREED), Says(mad)).solve(never).status == "stopped"


@given(rng=seeded())
@settings(max_examples=60)
def test_the_program_is_the_level(rng: Random) -> None:
    """Rows, capacities and cuts, for the solver as they are exactly; a domain only narrows it."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, every = made
    objective = problem.objectives[0]
    assume(not objective.worths)
    more = tuple(cuts(rng, problem))
    level = Level(problem, objective, more)
    bound = level.bound(multipliers(rng, problem, more))
    held = every[allowed(problem, every, more)]
    target = int(worth(problem, objective, held).max(initial=0)) - rng.randint(0, 2)
    for domain in (None, bound.domain(target)):
        program = level.program(domain)
        assert len(level.names()) == len(program.lo)
        fits = _fits(program, every)
        expected = allowed(problem, every, more)
        if domain is None:
            assert fits.tolist() == expected.tolist()
        else:
            assert not (fits & ~expected).any()
            good = expected & (worth(problem, objective, every) >= target)
            assert not (good & ~fits).any()


def _fits(program: Program, every: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    table = np.zeros((len(program.lo), len(program.objective)))
    column = np.repeat(np.arange(len(program.objective)), np.diff(program.start))
    table[program.row, column] = program.value
    sums = every @ table.T
    inside = (every >= program.lower).all(axis=1) & (every <= program.upper).all(axis=1)
    return np.asarray(inside & (sums >= program.lo).all(axis=1) & (sums <= program.hi).all(axis=1))


@given(rng=seeded())
@settings(max_examples=60)
def test_rows_are_combined_column_by_column(rng: Random) -> None:
    """The rows of the program times multipliers, over the problem's own columns."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, _ = made
    relaxation = Relaxation(Level(problem, problem.objectives[0]), HiGHS())
    for cut in cuts(rng, problem):
        relaxation.push(cut)
    weights = np.array([float(rng.randint(-3, 3)) for _ in relaxation.names])
    expected = weights[: len(problem.rows)] @ dense(problem).astype(float)
    place = len(problem.rows)
    for group in range(len(problem.capacity)):
        if (problem.group == group).sum() > 1:
            expected[problem.group == group] += weights[place]
            place += 1
    for cut in relaxation.branches:
        expected[cut.columns] += weights[place] * cut.values
        place += 1
    assert place == len(weights)
    assert relaxation.combine(weights) == pytest.approx(expected)


def test_a_preference_is_bounded_by_tangents() -> None:
    """The relaxation is cut down to the worth curve where it lies above."""
    table = people(*(f"p{n} A B B {n * n}" for n in range(9)),
                   columns="id holder beneficiary destination days")  # fmt: skip
    rule = term(kinds.Count(EVERYONE, at_most=3))
    problem = problem_of(docket(table, rule, levels=(Freed(), Prefer("days"))))
    level = Level(problem, problem.objectives[1])
    relaxation = Relaxation(level, HiGHS())
    answer = relaxation.solve(never)
    assert answer.value == pytest.approx(64 + 49 + 36)
    assert level.bound(relaxation.multipliers(answer.duals)).value == 149
