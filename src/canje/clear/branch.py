"""The branch tree that closes the gap between the relaxation and whole numbers.

Every node splits on a sum that is whole in every plan (`split`). Every leaf holds multipliers that
prove its bound, or that refute it; splits are exhaustive, so the worst leaf is a bound for the
whole, and whoever distrusts the search can follow the tree.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from attrs import frozen

from canje.clear.bound import SCALE, Bound, Domain
from canje.clear.level import Incumbent, Relaxation
from canje.clear.problem import Problem
from canje.clear.solver import Stop
from canje.clear.split import Split, Splits

Tree = dict[str, Any]
"""A certificate's node, as the plan file has it: `duals`, `farkas`, or `split` and its sides."""

_DEEPEST = 400
_LAYERS = (0, 1, 3)
"""How many of ever less costly options a fence allows."""


@frozen(eq=False)
class Fence:
    """A split one side of which the root's own multipliers close.

    Each of its options and pieces loses at least `loss` against the best that the root's
    multipliers leave, so that taking `at + 1` of them (or leaving out so many of those that are
    sure) loses more than is left to lose. `side` is the one that stays open.
    """

    split: Split
    at: int
    side: str
    loss: int
    fixes: bool


def grow(
    relaxation: Relaxation, best: Incumbent, stop: Stop, nodes: int, root: Bound | None = None
) -> tuple[Tree, int | None]:
    """The tree below a relaxation, and its bound: None where every leaf is refuted.

    `root` is the relaxation's own bound with its multipliers; with a plan at hand it fences in
    where a better one could be, which leaves little to search. A tree that ends early, after so
    many nodes or by `stop`, is a proof of a weaker bound.
    """
    if root is None:
        tree = _Tree(relaxation, best, stop, nodes, root)
        return tree.node({}, 0), tree.bound
    if best.value is None:
        inner = relaxation
        if not relaxation.whole:
            inner = Relaxation(relaxation.level, relaxation.solver, _everything(root.problem))
        tree = _Tree(inner, best, stop, nodes, root)
        return tree.node(dict(root.multipliers), 0), tree.bound
    fences = _fences(root, best.value + 1)
    inner = Relaxation(
        relaxation.level,
        relaxation.solver,
        _fixed(root, best.value + 1),
        np.concatenate(
            [np.zeros(0, np.int64), *(each.split.pieces(root.problem) for each in fences)]
        ),
    )
    for depth, fence in enumerate(fences):
        cut = fence.split.cut(depth, fence.side, fence.at)
        (inner.fix if fence.fixes else inner.push)(cut)
    tree = _Tree(inner, best, stop, nodes, root)
    node = tree.node(dict(root.multipliers), len(fences))
    for depth, fence in reversed(list(enumerate(fences))):
        sign = -1 if fence.side == "le" else 1
        closed = {"duals": {**root.multipliers, f"branch:{depth}": sign * fence.loss}}
        other = "ge" if fence.side == "le" else "le"
        over = fence.split.over(root.problem)
        node = {"split": over, "at": fence.at, fence.side: node, other: closed}
    return node, max(tree.bound, best.value) if tree.bound is not None else best.value


def _everything(problem: Problem) -> Domain:
    none = np.zeros_like(problem.capacity)
    return Domain(problem.capacity[problem.group], none, problem.capacity)


def _fixed(root: Bound, target: int) -> Domain:
    """What the fences that fix options and pieces leave of the domain of a target."""
    domain, capacity = root.domain(target), root.problem.capacity
    lo = np.where(domain.group_lo == capacity, capacity, 0)
    hi = capacity.copy()
    lo[: root.stepped] = domain.group_lo[: root.stepped]
    hi[: root.stepped] = domain.group_hi[: root.stepped]
    most = np.where(domain.column_hi == 0, 0, capacity[root.problem.group])
    return Domain(most, lo, hi)


def _fences(root: Bound, target: int) -> list[Fence]:
    """Fences for options and pieces that a plan worth the target cannot take, or leave, many of."""
    spare = root.total - target * SCALE
    return [
        fence
        for most in _LAYERS
        for fence in (_costly(root, spare, most), _sure(root, spare, most))
        if fence is not None
    ]


def _costly(root: Bound, spare: int, most: int) -> Fence | None:
    """At most so many of what loses too much; of each class, of the items that are too many."""
    loss = root.loss()
    columns = np.flatnonzero(loss * (most + 1) > spare)
    pieces, lost = root.problem.pieces[:0], loss[:0]
    if root.steps is not None:
        at = root.steps.within(spare // (most + 1))[1]
        classes = np.flatnonzero(at < root.problem.capacity[: root.stepped])
        pieces = root.problem.pieces[classes] + at[classes]
        lost = -root.steps.turn(classes, at[classes])
    losses = [*loss[columns].tolist(), *lost.tolist()]
    if not losses:
        return None
    return Fence(Split.of(np.append(columns, pieces)), most, "le", min(losses), most == 0)


def _sure(root: Bound, spare: int, most: int) -> Fence | None:
    """All but so many of what loses too much where it stays; of each class, of its first items."""
    problem = root.problem
    groups = np.flatnonzero(root.best * (most + 1) > spare)
    groups = groups[groups >= root.stepped]
    columns = np.flatnonzero(np.isin(problem.group, groups))
    pieces, lost = problem.pieces[:0], root.best[:0]
    if root.steps is not None:
        few = root.steps.within(spare // (most + 1))[0]
        classes = np.flatnonzero(few > 0)
        pieces = problem.pieces[classes] + few[classes] - 1
        lost = root.steps.turn(classes, few[classes] - 1)
    losses = [*root.best[groups].tolist(), *lost.tolist()]
    at = int(problem.capacity[groups].sum()) + len(pieces) - most - 1
    if at < 0:
        return None
    return Fence(Split.of(np.append(columns, pieces)), at, "ge", min(losses), most == 0)


class _Tree:
    def __init__(
        self,
        relaxation: Relaxation,
        best: Incumbent,
        stop: Stop,
        nodes: int,
        root: Bound | None,
    ) -> None:
        self.relaxation, self.best, self.stop = relaxation, best, stop
        self.left = nodes
        self.bound: int | None = None
        self.splits = Splits(relaxation, root)

    def node(self, inherited: dict[str, int], depth: int) -> Tree:
        """Prove this node, by its own multipliers or by those of its two sides."""
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST or self.stop():
            return self._leaf(inherited)
        answer = self.relaxation.solve(self.stop)
        if answer.status == "stopped":
            return self._leaf(inherited)
        if answer.status == "infeasible":
            refutation = self.relaxation.refutation(self.stop)
            return {"farkas": refutation} if refutation else self._leaf(inherited)
        bound = self.relaxation.bound(answer.duals)
        self.best.round(answer.point)
        split = self.splits.best(answer) if self.best.below(bound.value) else None
        if split is None:
            return self._closed(bound)
        amount = self.relaxation.amount(split.cut(depth, "le", 0), answer.point)
        low_first = amount % 1 < 0.5
        return self._split(split, math.floor(amount), low_first, dict(bound.multipliers), depth)

    def _split(
        self, split: Split, at: int, low_first: bool, multipliers: dict[str, int], depth: int
    ) -> Tree:
        sides: dict[str, Tree] = {}
        for side in ("le", "ge") if low_first else ("ge", "le"):
            self.relaxation.push(split.cut(depth, side, at))
            sides[side] = self.node(multipliers, depth + 1)
            self.relaxation.pop()
        return {"split": split.over(self.relaxation.level.problem), "at": at, **sides}

    def _leaf(self, multipliers: dict[str, int]) -> Tree:
        return self._closed(self.relaxation.level.bound(multipliers, self.relaxation.branches))

    def _closed(self, bound: Bound) -> Tree:
        self.bound = bound.value if self.bound is None else max(self.bound, bound.value)
        return {"duals": bound.multipliers}
