"""Exact bounds: whatever the multipliers, no plan is worth more; and nothing ever overflows."""

from __future__ import annotations

from itertools import accumulate, zip_longest
from random import Random

import attrs
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from canje.base.select import EVERYONE
from canje.clear import bound as bounds
from canje.clear.bound import SCALE, Cut, upper_bound
from canje.clear.problem import Objective, Problem
from canje.clear.worth import Rungs, Steps, Worths, total
from canje.terms import term as kinds
from canje.terms.docket import Freed, Prefer, Wishes
from tests.by_hand import docket, people, term, who
from tests.clear.points import (
    Ints,
    allowed,
    cuts,
    dense,
    enlarged,
    multipliers,
    problem_of,
    small_problem,
    worth,
)
from tests.strategies import seeded

SIZES = st.sampled_from([1, 10**6, 10**12, 10**18, 10**30])


def pair() -> Problem:
    """Three of A's and two of B's, one for one: four go home."""
    table = people("a1 A B B", "a2 A B B", "a3 A B B", "b1 B A A", "b2 B A A")
    return problem_of(docket(table, term(kinds.Ratio(who(holder="A"), who(holder="B")))))


@pytest.mark.parametrize(
    ("multiplier", "value"),
    [(0.0, 5), (1.0, 4), (0.5, 4), (-1.0, 6), (2.0, 6), (1.1, 4), (1e-9, 4)],
)
def test_a_bound_by_hand(multiplier: float, value: int) -> None:
    """Each of A's is worth 1 - y, each of B's 1 + y: 3 (1 - y) + 2 (1 + y) = 5 - y up to y = 1."""
    problem = pair()
    weights = {"t#0": round(multiplier * SCALE)}
    bound = upper_bound(problem, problem.objectives[0], (), weights)
    assert bound.value == value
    every = [3 * max(0, 1 - multiplier), 2 * max(0, 1 + multiplier)]
    assert bound.total == pytest.approx(sum(every) * SCALE)


def test_a_multiplier_on_a_side_without_a_limit_proves_nothing() -> None:
    """It is left out: the bound is weaker, and true."""
    problem = problem_of(docket(people("p1 A B B"), term(kinds.Count(EVERYONE, at_most=0))))
    freed = problem.objectives[0]
    assert upper_bound(problem, freed, (), {"t#0": SCALE}).value == 0
    assert upper_bound(problem, freed, (), {"t#0": -SCALE}).value == 1
    cut = Cut("branch:0", np.array([0]), np.array([1]), None, 0)
    assert upper_bound(problem, freed, (cut,), {"branch:0": -SCALE}).value == 1
    assert upper_bound(problem, freed, (cut,), {"branch:0": SCALE}).value == 0
    assert upper_bound(problem, freed, (), {"of another problem": SCALE}).value == 1


def test_below_zero_proves_that_no_plan_is() -> None:
    """At least three of one person: refuted without an objective."""
    problem = problem_of(docket(people("p1 A B B"), term(kinds.Count(EVERYONE, at_least=3))))
    assert upper_bound(problem, None, (), {"t#0": -SCALE}).total == -2 * SCALE


@settings(max_examples=250)
@given(rng=seeded(), times=SIZES)
def test_no_multipliers_ever_bound_below_the_best(rng: Random, times: int) -> None:
    """Lagrange's bound is never under the best plan, with branches or without."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, every = made
    branches = cuts(rng, problem, pieces=True)
    weights = multipliers(rng, problem, branches)
    weights = {name: each * rng.choice((1, times)) for name, each in weights.items()}
    held = every[allowed(problem, every, branches)]
    for objective in problem.objectives:
        bound = upper_bound(problem, objective, branches, weights)
        assert bound.total == _by_definition(problem, objective, branches, weights)
        if len(held):
            assert bound.value >= int(worth(problem, objective, held).max())
    nothing = upper_bound(problem, None, branches, weights)
    assert nothing.total == _by_definition(problem, None, branches, weights)
    if len(held):
        assert nothing.total >= 0


@settings(max_examples=250)
@given(rng=seeded(), times=SIZES)
def test_every_plan_worth_the_target_is_within_the_domain(rng: Random, times: int) -> None:
    """What the multipliers would fix is fixed so in each of these plans."""
    made = small_problem(rng)
    assume(made is not None)
    assert made is not None
    problem, every = made
    weights = {name: times * each for name, each in multipliers(rng, problem).items()}
    held = every[allowed(problem, every)]
    objective = rng.choice(problem.objectives)
    values = worth(problem, objective, held)
    bound = upper_bound(problem, objective, (), weights)
    for target in {int(values.max(initial=0)) - n for n in range(3)} | {0, 1, bound.value}:
        domain = bound.domain(target)
        good = held[values >= target]
        groups = np.zeros((len(good), len(problem.capacity)), np.int64)
        for group in range(len(problem.capacity)):
            groups[:, group] = good[:, problem.group == group].sum(axis=1)
        assert (good <= domain.column_hi).all()
        assert (groups >= domain.group_lo).all()
        assert (groups <= domain.group_hi).all()
        narrow = bound.domain(target, 8)
        assert (narrow.column_hi <= domain.column_hi).all()
        assert (narrow.group_lo >= domain.group_lo).all()


def _by_definition(
    problem: Problem,
    objective: Objective | None,
    branches: list[Cut],
    weights: dict[str, int],
) -> int:
    """The formula of the plan file, in Python's own integers, item by item."""
    matrix = dense(problem)
    width = problem.columns + int(problem.classes.size.sum())
    sums = [[(row.name, row.lo, row.hi), matrix[n].tolist()] for n, row in enumerate(problem.rows)]
    for cut in branches:
        line = np.zeros(width, np.int64)
        line[cut.columns] = cut.values
        sums.append([(cut.name, cut.lo, cut.hi), line.tolist()])
    profit = [0] * width
    if objective is not None:
        profit[: problem.columns] = [SCALE * each for each in objective.coefficients.tolist()]
        figures = [SCALE * int(each) for worth in objective.worths or () for each in worth]
        profit[problem.columns :] = figures or profit[problem.columns :]
    total = 0
    for (name, lo, hi), line in sums:
        weight = weights.get(name, 0)
        limit = hi if weight > 0 else lo
        if weight and limit is not None:
            total += weight * limit
            profit = [p - weight * a for p, a in zip_longest(profit, line, fillvalue=0)]
    pieces = iter(profit[problem.columns :])
    for group, capacity in enumerate(problem.capacity.tolist()):
        best = max(p for p, g in zip(profit, problem.group.tolist(), strict=False) if g == group)
        if group < len(problem.classes.size):
            gains = [best + next(pieces) for _ in range(capacity)]
            total += max(accumulate(gains, initial=0))
        else:
            total += max(0, best)
    return total


def test_a_settled_preference_weighs_item_by_item() -> None:
    """Held at 12 of 9 + 3 + 3 + 1, the dearest two must go: so not three of the cheap ones."""
    table = people(
        "p1 A B B 9", "p2 A B B 3", "p3 A B B 3", "p4 A B B 1",
        columns="id holder beneficiary destination days",
    )  # fmt: skip
    problem = problem_of(docket(table, levels=(Prefer("days"), Freed())))
    preferred, freed = problem.objectives
    at_least = Cut("level:prefer:days", np.zeros(0, np.int64), np.zeros(0, np.int64), 12, None,
                   preferred.worths)  # fmt: skip
    fewest = attrs.evolve(freed, coefficients=-freed.coefficients)
    bound = upper_bound(problem, fewest, (at_least,), {"level:prefer:days": -SCALE // 3})
    assert bound.value == -2
    assert upper_bound(problem, None, (attrs.evolve(at_least, lo=17),),
                       {"level:prefer:days": -SCALE}).total == -SCALE  # fmt: skip


HUGE = np.array([2**61, 2**61, -(2**61), 3], np.int64)


def test_sums_and_products_do_not_wrap_around() -> None:
    """Where 64 bits may not hold them, Python's own integers do."""
    ones = np.ones(4, np.int64)
    assert bounds._dot(HUGE, ones) == 2**61 + 3
    assert bounds._dot(HUGE[:2], np.array([4, 4])) == 2**64
    assert bounds._dot(HUGE.astype(object) * 10**400, ones) == (2**61 + 3) * 10**400
    assert bounds._dot(np.array([10**6] * 3), np.array([10**6] * 3)) == 3 * 10**12
    assert total(HUGE[[0, 1, 0, 1]]) == 2**63
    assert total(HUGE[[0, 1]].astype(object) * 10**400) == 2**62 * 10**400
    assert total(np.array([1, 2, 3])) == 6
    gains = np.array([2**61] * 9 + [-(2**61)] * 9 + [1, -1])
    steps = Steps.of(gains, Rungs.of(np.array([18, 2])))
    assert steps.best.tolist() == [9 * 2**61, 1]
    assert [each.tolist() for each in steps.within(3 * 2**61)] == [[6, 0], [12, 2]]
    assert steps.turn(np.array([0]), np.array([11])).tolist() == [-3 * 2**61]


def test_a_million_people_worth_ten_thousand_days_each() -> None:
    """10**6 items times 10**4 days in billionths are more than 64 bits hold."""
    count = 10**6
    problem = _crowd(count)
    days = np.full(count, 10_000, np.int64)
    objective = Objective("prefer:days", "days", np.zeros(1, np.int64), Worths.of([days]))
    bound = upper_bound(problem, objective, (), {})
    assert bound.value == 10**10
    domain = bound.domain(10**10 - 10_000)
    assert (domain.group_lo.tolist(), domain.group_hi.tolist()) == ([count - 1], [count])
    assert bound.domain(0).group_lo.tolist() == [0]
    dear = upper_bound(problem, objective, (), {"t#0": 10**15})
    assert dear.value == 3 * 10**6  # a million for each of the three whom the cap allows


def _crowd(count: int) -> Problem:
    """A million people of one class, as a problem; a cap of three on it."""
    small = problem_of(docket(people("p1 A B B"), term(kinds.Count(EVERYONE, at_most=3)),
                              levels=(Freed(), Wishes())))  # fmt: skip
    size: Ints = np.array([count])
    return attrs.evolve(
        small,
        capacity=size,
        objectives=(Objective("freed", "people freed", np.ones(1, np.int64)),),
    )


@pytest.mark.parametrize("weight", [10**9, 2**62, 10**25, -(10**25), 10**500, -(10**500)])
def test_multipliers_of_any_size_bound_a_crowd(weight: int) -> None:
    """Nobody's duals, however mad, wrap around into a proof."""
    problem = enlarged(_crowd(10**6), 10**6)
    problem = attrs.evolve(problem, capacity=np.array([10**6]))
    bound = upper_bound(problem, problem.objectives[0], (), {"t#0": weight})
    assert bound.value >= 3
    if weight > 0:
        assert bound.total == 3 * 10**6 * weight  # the cap's price, and nobody worth it
    assert bound.domain(3).column_hi.tolist() == [3 if weight > 0 else 10**6]
