"""Programs of the draw, kept warm in HiGHS while limits, aims and columns change.

What they say is only ever a proposal: chances, bounds and tables are worked out again in whole
numbers from what comes of it.
"""

from __future__ import annotations

import highspy
import numpy as np

from canje.clear.solver import Floats, Ints, Program, load

_OPTIMAL = highspy.HighsModelStatus.kOptimal

NODES = 20_000
"""Nodes of one search for a plan, so that the same input ends the same everywhere."""


class Warm:
    """A program solved again and again; `solve` says whether it has an optimum."""

    def __init__(self, program: Program) -> None:
        self.highs = load(program)
        self.highs.setOptionValue("primal_feasibility_tolerance", 1e-10)
        self.highs.setOptionValue("dual_feasibility_tolerance", 1e-9)
        self.width = len(program.objective)
        self.point: Floats = np.zeros(0)
        self.duals: Floats = np.zeros(0)
        self.value = 0.0

    def solve(self) -> bool:
        self.highs.run()
        if self.highs.getModelStatus() != _OPTIMAL:
            self.highs.clearSolver()  # a stalled warm start; once more, cold
            self.highs.run()
        if self.highs.getModelStatus() != _OPTIMAL:
            return False
        solution = self.highs.getSolution()
        self.point = np.array(solution.col_value)
        self.duals = np.array(solution.row_dual)
        self.value = float(self.highs.getInfo().objective_function_value)
        return True

    def aim(self, costs: Floats) -> None:
        """Make another sum of the first columns large."""
        places = np.arange(len(costs), dtype=np.int32)
        self.highs.changeColsCost(len(costs), places, costs)

    def entry(self, row: int, column: int, value: float) -> None:
        self.highs.changeCoeff(row, column, value)

    def least(self, row: int, value: float) -> None:
        self.highs.changeRowBounds(row, value, np.inf)

    def column(self, rows: Ints, values: Floats) -> None:
        """One more column, from 0 on, that gains nothing by itself."""
        self.highs.addCol(0.0, 0.0, np.inf, len(rows), rows.astype(np.int32), values)
        self.width += 1


class Whole:
    """A program in whole numbers, for one aim after the other; first without whole numbers, which
    is often enough.
    """

    def __init__(self, program: Program, gap: float = 1e-6, nodes: int = NODES) -> None:
        self.relaxed = Warm(program)
        self.highs = load(program)
        width = len(program.objective)
        whole = np.full(width, int(highspy.HighsVarType.kInteger), np.uint8)
        self.highs.changeColsIntegrality(width, np.arange(width, dtype=np.int32), whole)
        self.highs.setOptionValue("mip_rel_gap", gap)
        self.highs.setOptionValue("mip_abs_gap", 1e-9)
        self.highs.setOptionValue("mip_max_nodes", nodes)

    def best(self, costs: Floats) -> tuple[Ints | None, float]:
        """A point in whole numbers that may be the best, and what no point is thought to exceed."""
        self.relaxed.aim(costs)
        if not self.relaxed.solve():
            return None, np.inf
        nearest = np.rint(self.relaxed.point)
        if np.abs(nearest - self.relaxed.point).max(initial=0.0) < 1e-6:
            return nearest.astype(np.int64), self.relaxed.value
        places = np.arange(len(costs), dtype=np.int32)
        self.highs.changeColsCost(len(costs), places, costs)
        self.highs.run()
        info = self.highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None, self.relaxed.value
        point = np.rint(self.highs.getSolution().col_value).astype(np.int64)
        return point, min(float(info.mip_dual_bound), self.relaxed.value)

    def limits(self, lower: Floats, upper: Floats, lo: Floats, hi: Floats) -> None:
        """Other limits of columns and rows."""
        columns, rows = np.arange(len(lower), dtype=np.int32), np.arange(len(lo), dtype=np.int32)
        for highs in (self.highs, self.relaxed.highs):
            highs.changeColsBounds(len(lower), columns, lower, upper)
            highs.changeRowsBounds(len(lo), rows, lo, hi)  # type: ignore[attr-defined]
