"""The branch tree that closes the gap between the relaxation and whole numbers.

It splits on sums first (people freed of one holder, then items of the classes that the rows weigh
alike), because a sum that must be whole cuts deeper than one of its many parts. Every leaf holds
multipliers that prove its bound, or that refute it; splits are exhaustive, so the worst leaf is a
bound for the whole, and whoever distrusts the search can follow the tree.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from attrs import frozen

from canje.clear.bound import Cut
from canje.clear.level import Incumbent, Relaxation
from canje.clear.problem import Ints, Problem
from canje.clear.solver import Floats, Stop

Tree = dict[str, Any]
"""A certificate's node, as the plan file writes it: `duals`, `farkas`, or `split` with its sides."""

_FRACTION = 1e-6
_DEEPEST = 400


@frozen(eq=False)
class Split:
    """A sum over columns that is whole in every plan: `over` is how the plan file names it."""

    over: Mapping[str, Any]
    columns: Ints
    values: Ints


def grow(
    relaxation: Relaxation, best: Incumbent, stop: Stop, nodes: int
) -> tuple[Tree, int | None]:
    """The tree below a relaxation, and its bound: None where every leaf is refuted.

    A tree that ends early, after so many nodes or by `stop`, is a proof of a weaker bound.
    """
    tree = _Tree(relaxation, best, stop, nodes)
    return tree.node({}, 0), tree.bound


class _Tree:
    def __init__(
        self, relaxation: Relaxation, best: Incumbent, stop: Stop, nodes: int
    ) -> None:
        self.relaxation, self.best, self.stop = relaxation, best, stop
        self.left = nodes
        self.bound: int | None = None
        self.families = list(_families(relaxation.level.problem))

    def node(self, inherited: dict[str, int], depth: int) -> Tree:
        """Prove this node, by its own multipliers or by those of its two sides."""
        level, branches = self.relaxation.level, self.relaxation.branches
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST or self.stop():
            return self._leaf(inherited)
        answer = self.relaxation.solve(self.stop)
        if answer.status == "stopped":
            return self._leaf(inherited)
        if answer.status == "infeasible":
            refutation = self.relaxation.refutation(self.stop)
            if level.refutation(refutation, branches).total < 0:
                return {"farkas": refutation}
            return self._leaf(inherited)
        multipliers = self.relaxation.multipliers(answer.duals)
        self.best.round(answer.point)
        if not self.best.below(level.bound(multipliers, branches).value):
            return self._leaf(multipliers)
        found = self._fractional(answer.point)
        if found is None:
            return self._leaf(multipliers)
        split, amount = found
        return self._split(split, math.floor(amount), amount % 1 < 0.5, multipliers, depth)

    def _split(
        self, split: Split, at: int, low_first: bool, multipliers: dict[str, int], depth: int
    ) -> Tree:
        sides: dict[str, Tree] = {}
        for side in ("le", "ge") if low_first else ("ge", "le"):
            lo, hi = (None, at) if side == "le" else (at + 1, None)
            self.relaxation.push(Cut(f"branch:{depth}", split.columns, split.values, lo, hi))
            sides[side] = self.node(multipliers, depth + 1)
            self.relaxation.pop()
        return {"split": dict(split.over), "at": at, **sides}

    def _leaf(self, multipliers: dict[str, int]) -> Tree:
        bound = self.relaxation.level.bound(multipliers, self.relaxation.branches).value
        self.bound = bound if self.bound is None else max(self.bound, bound)
        return {"duals": multipliers}

    def _fractional(self, point: Floats) -> tuple[Split, float] | None:
        """The sum furthest from whole, in the first family that has one."""
        for family in self.families:
            amounts = [float(split.values @ point[split.columns]) for split in family]
            off = [abs(amount - round(amount)) for amount in amounts]
            if off and max(off) > _FRACTION:
                worst = off.index(max(off))
                return family[worst], amounts[worst]
        return None


def _families(problem: Problem) -> Iterator[list[Split]]:
    """Sums to split on, the strongest first."""
    classes, width = problem.classes, len(problem.classes.column_class)
    one = np.ones(1, np.int64)
    yield [
        Split({"aux": name}, np.array([width + number]), one)
        for number, name in enumerate(problem.auxiliaries)
    ]
    holder = classes.moves.column("holder")
    yield [
        Split({"holder": name}, np.flatnonzero(count), count[count > 0])
        for code, name in enumerate(holder.values)
        if (count := classes.count(holder.codes == code)).any()
    ]
    yield [
        Split({"classes": [f"c{c + 1}" for c in alike]}, columns, np.ones_like(columns))
        for alike in _alike(problem)
        if (columns := np.flatnonzero(np.isin(classes.column_class, alike))).size
    ]
    by_class = np.searchsorted(classes.column_class, np.arange(len(classes.size) + 1))
    yield [
        Split({"classes": [f"c{c + 1}"]}, np.arange(first, last), np.ones(last - first, np.int64))
        for c, (first, last) in enumerate(zip(by_class[:-1], by_class[1:], strict=True))
    ]
    yield [
        Split({"move": [f"c{c + 1}", column - int(by_class[c])]}, np.array([column]), one)
        for column, c in enumerate(classes.column_class.tolist())
        if by_class[c + 1] - by_class[c] > 1
    ]


def _alike(problem: Problem) -> list[list[int]]:
    """Classes of one holder whose first option has the same weights, wherever the rows put them."""
    classes = problem.classes
    first = np.searchsorted(classes.column_class, np.arange(len(classes.size)))
    holder = classes.moves.column("holder")
    groups: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for number, column in enumerate(first.tolist()):
        entries = problem.matrix.value[
            problem.matrix.start[column] : problem.matrix.start[column + 1]
        ]
        weights = tuple(sorted(np.abs(entries).tolist()))
        name = holder[int(classes.move[classes.start[column]])]
        groups.setdefault((name, weights), []).append(number)
    return [groups[key] for key in sorted(groups)]
