"""Exact upper bounds: what whole multipliers prove, in whole numbers.

For every choice of multipliers y, one a row, no plan is worth more than the sum over items of the
best that the item's options leave after y has taken its part, plus what y makes of the rows'
limits (Lagrangian relaxation; weak duality). The multipliers come from a solver's floats, are
rounded to a billionth, and from there on nothing is rounded: a bad multiplier gives a weak bound,
never a wrong one (Neumaier and Shcherbina, Math. Prog. 99, 2004).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen

from canje.clear.classes import Ints
from canje.clear.problem import INFINITE, Objective, Problem
from canje.clear.worth import SAFE, Steps, Worths
from canje.clear.worth import total as total_of

SCALE = 10**9
"""Multipliers are written as whole numbers of this part."""


@frozen(eq=False)
class Cut:
    """A row beside the problem's own: a branch, or the value of a level already settled.

    Its columns may be pieces (see `pieces`). For a settled `prefer` level the row counts each item
    by its worth.
    """

    name: str
    columns: Ints
    values: Ints
    lo: int | None
    hi: int | None
    worths: Worths | None = None


@frozen(eq=False)
class Domain:
    """What a plan of some value can hold: the most of each column, least and most of each group."""

    column_hi: Ints
    group_lo: Ints
    group_hi: Ints

    @property
    def open(self) -> int:
        """How many groups' counts are left open."""
        return int(np.count_nonzero(self.group_hi > self.group_lo))


@frozen(eq=False)
class Bound:
    """An upper bound, and what multipliers leave of each option; all times SCALE.

    `profit[j]` is what an item brings under column j, without its own worth; `best[g]` the most of
    these in group g. `steps` are there where items of a class differ, by worth or as pieces: then
    so much is made of each class. `multipliers` are those that were of use.
    """

    total: int
    problem: Problem
    profit: Ints
    best: Ints
    steps: Steps | None
    multipliers: Mapping[str, int]

    @property
    def value(self) -> int:
        return self.total // SCALE

    @property
    def stepped(self) -> int:
        """How many of the groups, the first ones, are classes whose items differ."""
        return len(self.steps.start) - 1 if self.steps else 0

    def loss(self) -> Ints:
        """What an item loses under each column against the best that it could do.

        That is to stay, where staying is better; of classes whose items differ, `steps` say so.
        """
        most = self.best.copy()
        most[self.stepped :] = np.maximum(most[self.stepped :], 0)
        lost: Ints = most[self.problem.group] - self.profit
        return lost

    def domain(self, target: int, part: int = 1) -> Domain:
        """Where every plan worth at least the target lies: elsewhere it would lose too much.

        An item moved from the best that the multipliers leave it loses the difference, and all
        losses together are at most the bound less the target (reduced cost fixing). Where no one
        option may lose more than a `part`-th of that, many such plans still lie, and few others.
        """
        spare = max(self.total - target * SCALE, 0) // part
        capacity, group = self.problem.capacity, self.problem.group
        best, profit = self.best, self.profit
        if spare >= SAFE:
            best, profit = best.astype(object), profit.astype(object)
        loss = best[group] - profit
        most = np.where(loss > 0, spare // np.maximum(loss, 1), capacity[group])
        lo = np.where(best > 0, capacity - spare // np.maximum(best, 1), 0)
        hi = np.where(best < 0, spare // np.maximum(-best, 1), capacity)
        if self.steps is not None:
            lo[: self.stepped], hi[: self.stepped] = self.steps.within(spare)
        lo, hi = _within(lo, capacity), _within(hi, capacity)
        return Domain(_within(np.minimum(most, hi[group]), capacity[group]), lo, hi)


def _within(counts: Ints, capacity: Ints) -> Ints:
    return np.minimum(np.maximum(counts, 0), capacity).astype(np.int64)


def upper_bound(
    problem: Problem,
    objective: Objective | None,
    cuts: Sequence[Cut],
    multipliers: Mapping[str, int],
) -> Bound:
    """The bound that the multipliers prove; with no objective, below zero proves that no plan is.

    A multiplier on a side without a limit is left out, which weakens the bound and keeps it true.
    """
    names = [row.name for row in problem.rows]
    weights = np.array(
        [multipliers.get(name, 0) for name in names],
        _wide_enough(problem, objective, cuts, multipliers),
    )
    weights[(weights > 0) & (problem.hi == INFINITE)] = 0
    weights[(weights < 0) & (problem.lo == -INFINITE)] = 0
    used = {n: int(w) for n, w in zip(names, weights.tolist(), strict=True) if w}
    total = _dot(np.maximum(weights, 0), np.where(weights > 0, problem.hi, 0))
    total += _dot(np.minimum(weights, 0), np.where(weights < 0, problem.lo, 0))
    profit = -problem.matrix.weigh(weights)
    items = _Items(problem)
    if objective is not None:
        profit += SCALE * objective.coefficients
        items.weigh(objective.worths, SCALE)
    for cut in cuts:
        weight = multipliers.get(cut.name, 0)
        limit = cut.hi if weight > 0 else cut.lo
        if not weight or limit is None:
            items.see(cut)
            continue
        total += weight * limit
        used[cut.name] = weight
        own = cut.columns < problem.columns
        values = -weight * cut.values.astype(profit.dtype)
        profit[cut.columns[own]] += values[own]
        items.weigh(cut.worths, -weight)
        if not own.all():
            items.add(cut.columns[~own], values[~own])
    best = np.full(len(problem.capacity), profit.min(initial=-SAFE), profit.dtype)
    np.maximum.at(best, problem.group, profit)
    steps = items.steps(best)
    if steps is not None:
        total += total_of(steps.best)
    rest = len(steps.start) - 1 if steps else 0
    total += _dot(np.maximum(best[rest:], 0), problem.capacity[rest:])
    return Bound(total, problem, profit, best, steps, used)


class _Items:
    """What each item of a class brings beside the best of its options, where that differs."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.worths: Worths | None = None
        self.factor = 0
        self.pieces: list[tuple[Ints, Ints]] = []

    def weigh(self, worths: Worths | None, factor: int) -> None:
        """So many times its worth."""
        if worths is not None:
            self.worths, self.factor = worths, self.factor + factor

    def add(self, pieces: Ints, values: Ints) -> None:
        """So much where it is one of these pieces."""
        self.pieces.append((pieces, values))

    def see(self, cut: Cut) -> None:
        """Items differ by what a cut counts even where it costs nothing."""
        self.weigh(cut.worths, 0)
        if cut.columns.max(initial=0) >= self.problem.columns:
            self.add(cut.columns[:0], cut.values[:0])

    def steps(self, best: Ints) -> Steps | None:
        """All together, where any worth or piece is in play."""
        if self.worths is None and not self.pieces:
            return None
        rungs = self.problem.rungs
        gains: Ints = np.repeat(best[: len(rungs.size)], rungs.size)
        if self.worths is not None:
            gains += self.factor * self.worths.figures.astype(best.dtype)
        for pieces, values in self.pieces:
            gains[pieces - self.problem.columns] += values
        return Steps.of(gains, rungs)


def _wide_enough(
    problem: Problem,
    objective: Objective | None,
    cuts: Sequence[Cut],
    multipliers: Mapping[str, int],
) -> type[np.int64] | type[object]:
    """64 bits where no sum for one option or item can outgrow them; else Python's integers."""
    weights = np.array([_magnitude(multipliers.get(row.name, 0)) for row in problem.rows])
    matrix = problem.matrix
    parts = weights[matrix.row] * np.abs(matrix.value.astype(float))
    column = np.repeat(np.arange(problem.columns), np.diff(matrix.start))
    reach = float(np.bincount(column, parts, problem.columns).max(initial=0.0))
    reach += float(weights.max(initial=0.0))  # a row may be about nobody
    if objective is not None:
        reach += SCALE * _furthest(objective.coefficients, objective.worths)
    for cut in cuts:
        if weight := multipliers.get(cut.name, 0):
            reach += _magnitude(weight) * _furthest(cut.values, cut.worths)
    return np.int64 if 16 * reach < SAFE else object


def _magnitude(multiplier: int) -> float:
    return float(min(abs(multiplier), SAFE))


def _furthest(values: Ints, worths: Worths | None) -> float:
    furthest = float(np.abs(values.astype(float)).max(initial=1.0))
    return furthest if worths is None else max(furthest, worths.furthest)


def _dot(left: Ints, right: Ints) -> int:
    """The exact sum of products, in Python's integers where 64 bits may not hold it."""
    if left.dtype != object:
        reach = float(np.abs(left.astype(float)) @ np.abs(right.astype(float)))
        if reach < SAFE:
            return int(left @ right)
    return sum(a * b for a, b in zip(left.tolist(), right.tolist(), strict=True))
