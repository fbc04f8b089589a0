"""The search for the best plan of one level, and the proof that there is no better.

Bounds come first: the relaxation's multipliers give one that is exact. Then a point is sought that
reaches it, where the multipliers leave room (`Bound.domain`). Where none does, a branch tree
closes the gap (`branch`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from attrs import frozen

from canje.clear.bound import Bound
from canje.clear.branch import Tree, grow
from canje.clear.classes import Ints
from canje.clear.level import Incumbent, Level, Relaxation
from canje.clear.solver import Solver, Stop

Progress = Callable[[int | None, int | None], Any]
"""Told, as they come, of the best value found and of the bound."""

_SMALL = 2_000
"""Columns up to which all that is left to lose may be open at once."""

_PARTS = (32, 8, 2, 1)
"""Of what is left to lose, the part that one option may lose: at first little, and little open."""


@frozen(eq=False)
class Solved:
    """What the search found. `proved` where `tree` shows that nothing is above the value.

    `infeasible` where the tree refutes every plan; `stopped` where there is neither a plan nor a
    refutation. The bound is None where there is none.
    """

    status: Literal["proved", "feasible", "infeasible", "stopped"]
    point: Ints | None
    value: int | None
    bound: int | None
    tree: Tree | None


@frozen
class Effort:
    """How much work a search may do, in nodes, so that the same input ends the same everywhere."""

    core_nodes: int = 2_000
    tree_nodes: int = 20_000


def search(
    level: Level,
    solver: Solver,
    stop: Stop,
    start: Ints | None = None,
    effort: Effort | None = None,
    progress: Progress | None = None,
) -> Solved:
    """Find the best point of a level and prove it; `start` is a point to begin from."""
    effort = effort or Effort()
    best = Incumbent(level)
    if start is not None:
        best.offer(start)
    if stop():
        return _result(best, None, None)
    relaxation = Relaxation(level, solver)
    root = relaxation.solve(stop)
    bound: Bound | None = None
    if root.status == "stopped":
        return _result(best, None, None)
    if root.status == "optimal":
        bound = relaxation.bound(root.duals)
        best.round(root.point)
        if best.below(bound.value):
            _seek(best, bound, solver, stop, effort)
        if progress is not None:
            progress(best.value, bound.value)
        if not best.below(bound.value):
            return _result(best, bound.value, {"duals": bound.multipliers})
    tree, proved = grow(relaxation, best, stop, effort.tree_nodes, bound)
    if progress is not None:
        progress(best.value, proved)
    return _result(best, proved, tree)


def _seek(best: Incumbent, bound: Bound, solver: Solver, stop: Stop, effort: Effort) -> None:
    """Look for a point worth the bound, then for ever less, until one is found.

    What is left to lose decides how much of the problem is open at all; for the bound itself that
    is often a few hundred columns of many thousands.
    """
    level = best.level
    small = level.problem.columns <= _SMALL
    faster = 2 if level.worths is None else 4  # worth goes by larger steps than people
    missing = 0
    while best.below(bound.value) and not stop():
        least = 0 if best.value is None else best.value + 1
        target = max(bound.value - missing, least)
        for part in (1,) if small else _PARTS:
            domain = bound.domain(target, part)
            if target > least and domain.open < len(level.problem.rows):
                continue  # so few hardly meet so many rows, and a lower target opens more
            found = solver.integer(level.program(domain), stop, effort.core_nodes)
            if found.point is not None and best.offer(found.point) and not best.below(target):
                return
        if target == least:
            return
        missing = faster * (missing + 1) - 1


def _result(best: Incumbent, bound: int | None, tree: Tree | None) -> Solved:
    if best.point is None:
        refuted = tree is not None and bound is None
        return Solved("infeasible" if refuted else "stopped", None, None, bound, tree)
    proved = tree is not None and (bound is None or not best.below(bound))
    if proved:
        return Solved("proved", best.point, best.value, best.value, tree)
    return Solved("feasible", best.point, best.value, bound, tree)
