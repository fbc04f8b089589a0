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

SCALE = 10**9
"""Multipliers are written as whole numbers of this part."""

_SAFE = 2**62


@frozen(eq=False)
class Cut:
    """A row beside the problem's own: a branch, or the value of a level already settled.

    For a settled `prefer` level the row counts each item by its worth.
    """

    name: str
    columns: Ints
    values: Ints
    lo: int | None
    hi: int | None
    worths: tuple[Ints, ...] = ()


@frozen(eq=False)
class Domain:
    """What a plan of some value can hold: the most of each column, least and most of each group."""

    column_hi: Ints
    group_lo: Ints
    group_hi: Ints


@frozen(eq=False)
class Bound:
    """An upper bound, and what multipliers leave of each option; all times SCALE.

    `profit[j]` is what an item brings under column j, beside its own worth times `factor`;
    `best[g]` the most of these in group g. `multipliers` are those that were of use.
    """

    total: int
    problem: Problem
    profit: Ints
    best: Ints
    worths: tuple[Ints, ...]
    factor: int
    multipliers: Mapping[str, int]

    @property
    def value(self) -> int:
        return self.total // SCALE

    def domain(self, target: int, part: int = 1) -> Domain:
        """Where every plan worth at least the target lies: elsewhere it would lose too much.

        An item moved from the best that the multipliers leave it loses the difference, and all
        losses together are at most the bound less the target (reduced cost fixing). Where no one
        option may lose more than a `part`-th of that, many such plans still lie, and few others.
        """
        spare = max(self.total - target * SCALE, 0) // part
        capacity, group = self.problem.capacity, self.problem.group
        best, profit = self.best, self.profit
        if spare >= _SAFE:
            best, profit = best.astype(object), profit.astype(object)
        loss = best[group] - profit
        most = np.where(loss > 0, spare // np.maximum(loss, 1), capacity[group])
        lo = np.where(best > 0, capacity - spare // np.maximum(best, 1), 0)
        hi = np.where(best < 0, spare // np.maximum(-best, 1), capacity)
        if self.factor:
            for number, worth in enumerate(self.worths):
                items = self.factor * worth.astype(profit.dtype) + best[number]
                lo[number], hi[number] = _span(items, spare)
        lo, hi = _within(lo, capacity), _within(hi, capacity)
        return Domain(_within(np.minimum(most, hi[group]), capacity[group]), lo, hi)


def _within(counts: Ints, capacity: Ints) -> Ints:
    return np.minimum(np.maximum(counts, 0), capacity).astype(np.int64)


def _span(values: Ints, spare: int) -> tuple[int, int]:
    """How few and how many of the items, best first, can be taken at a loss of at most `spare`."""
    if values.dtype != object and np.abs(values.astype(float)).sum() >= _SAFE:
        values = values.astype(object)
    kept = int((values > 0).sum())
    fewer = np.cumsum(values[:kept][::-1])
    more = np.cumsum(-values[kept:])
    return (
        kept - int(np.searchsorted(fewer, spare, side="right")),
        kept + int(np.searchsorted(more, spare, side="right")),
    )


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
    worths: tuple[Ints, ...] = ()
    factor = 0
    if objective is not None:
        profit += SCALE * objective.coefficients
        if objective.worths:
            worths, factor = objective.worths, SCALE
    for cut in cuts:
        weight = multipliers.get(cut.name, 0)
        limit = cut.hi if weight > 0 else cut.lo
        if not weight or limit is None:
            continue
        total += weight * limit
        used[cut.name] = weight
        if cut.worths:
            worths, factor = cut.worths, factor - weight
        profit[cut.columns] -= weight * cut.values.astype(profit.dtype)
    best = np.full(len(problem.capacity), -_SAFE, profit.dtype)
    np.maximum.at(best, problem.group, profit)
    if worths and factor:
        total += _worth_of_items(problem, best, worths, factor)
    else:
        total += _dot(np.maximum(best, 0), problem.capacity)
    return Bound(total, problem, profit, best, worths, factor, used)


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
        reach += _magnitude(multipliers.get(cut.name, 0)) * _furthest(cut.values, cut.worths)
    return np.int64 if 16 * reach < _SAFE else object


def _magnitude(multiplier: int) -> float:
    return float(min(abs(multiplier), _SAFE))


def _furthest(values: Ints, worths: Sequence[Ints]) -> float:
    return max(float(np.abs(each.astype(float)).max(initial=0.0)) for each in (values, *worths))


def _worth_of_items(problem: Problem, best: Ints, worths: Sequence[Ints], factor: int) -> int:
    classes = len(worths)
    figures = np.concatenate([np.zeros(0, np.int64), *worths])
    items = factor * figures.astype(best.dtype) + np.repeat(
        best[:classes], problem.capacity[:classes]
    )
    total = _sum(np.maximum(items, 0))
    return total + _dot(np.maximum(best[classes:], 0), problem.capacity[classes:])


def _dot(left: Ints, right: Ints) -> int:
    """The exact sum of products, in Python's integers where 64 bits may not hold it."""
    if left.dtype != object:
        reach = float(np.abs(left.astype(float)) @ np.abs(right.astype(float)))
        if reach < _SAFE:
            return int(left @ right)
    return sum(a * b for a, b in zip(left.tolist(), right.tolist(), strict=True))


def _sum(values: Ints) -> int:
    if values.dtype != object and float(np.abs(values.astype(float)).sum()) < _SAFE:
        return int(values.sum())
    return sum(values.tolist())
