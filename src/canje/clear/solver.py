"""What the search asks of a solver, and HiGHS as the one that answers.

A solver's word is never a proof: it proposes points and multipliers, which the search checks in
whole numbers (`bound`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from typing import Any, Literal, Protocol

import highspy
import numpy as np
import numpy.typing as npt
from attrs import frozen

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Stop = Callable[[], bool]
"""Asked now and then during long work; true when it should stop."""


@frozen(eq=False)
class Program:
    """Maximise `objective` over `lower` <= x <= `upper` under rows (compressed sparse columns).

    `whole`: which unknowns `integer` wants in whole numbers; without it, all.
    """

    objective: Floats
    lower: Floats
    upper: Floats
    start: Ints
    row: Ints
    value: Floats
    lo: Floats
    hi: Floats
    whole: npt.NDArray[np.bool_] | None = None


@frozen(eq=False)
class Rows:
    """Rows `lo <= values . x[columns] <= hi`, one after the other: row i from `start[i]` on."""

    start: Ints
    columns: Ints
    values: Floats
    lo: Floats
    hi: Floats

    def __len__(self) -> int:
        return len(self.lo)


@frozen(eq=False)
class Relaxed:
    """The answer to a program without whole numbers; `duals` are one a row, in rows' order."""

    status: Literal["optimal", "infeasible", "stopped"]
    value: float
    point: Floats
    duals: Floats
    reduced: Floats


@frozen(eq=False)
class Basis:
    """Where the last answer stands, and some rows of the inverse of its basis.

    `open` are the unknowns and rows that stand at a limit and could leave it; `fixed` those whose
    limits are one. A row is an unknown of the basis with multipliers of the program's rows: their
    sum is that unknown and none other of the basis.
    """

    rows: tuple[tuple[int, Floats], ...]
    column_at_upper: npt.NDArray[np.bool_]
    column_open: npt.NDArray[np.bool_]
    column_fixed: npt.NDArray[np.bool_]
    row_at_upper: npt.NDArray[np.bool_]
    row_open: npt.NDArray[np.bool_]


@frozen(eq=False)
class Found:
    """The answer to a program in whole numbers; `finished` where the solver thinks it is done."""

    point: Ints | None
    finished: bool


_SMALL = 1_000
"""Unknowns below which a program without whole numbers is sooner solved than made smaller."""


class Session(Protocol):
    """A program being solved again and again as rows come and go; each time from the last basis."""

    def relax(self, stop: Stop) -> Relaxed: ...
    def push(self, rows: Rows) -> None: ...
    def drop(self, row: int) -> None: ...
    def basis(self, unknowns: Ints) -> Basis: ...
    def ray(self) -> Floats | None: ...


class Solver(Protocol):
    """Solves linear programs, with and without whole numbers."""

    @property
    def name(self) -> str: ...
    def open(self, program: Program) -> Session: ...
    def integer(
        self, program: Program, stop: Stop, nodes: int | None = None, start: Ints | None = None
    ) -> Found: ...


class HiGHS:
    """HiGHS (Huangfu and Hall, Math. Prog. Comp. 10, 2018), through highspy."""

    @property
    def name(self) -> str:
        return f"highspy {metadata.version('highspy')}"

    def open(self, program: Program) -> Session:
        return _HighsSession(program)

    def integer(
        self, program: Program, stop: Stop, nodes: int | None = None, start: Ints | None = None
    ) -> Found:
        """Gaps are set to nothing: by default HiGHS calls optimal what is within 1 in 10,000."""
        highs = load(program)
        width = len(program.objective)
        whole = np.full(width, int(highspy.HighsVarType.kInteger), np.uint8)
        if program.whole is not None:
            whole[~program.whole] = int(highspy.HighsVarType.kContinuous)
        highs.changeColsIntegrality(width, np.arange(width, dtype=np.int32), whole)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", 0.99)
        highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
        if nodes is not None:
            highs.setOptionValue("mip_max_nodes", nodes)
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = start.astype(float).tolist()
            highs.setSolution(solution)
        _interruptible(highs, stop, highspy.cb.HighsCallbackType.kCallbackMipInterrupt)
        highs.run()
        finished = highs.getModelStatus() in (
            highspy.HighsModelStatus.kOptimal,
            highspy.HighsModelStatus.kInfeasible,
        )
        if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Found(None, finished)
        return Found(np.rint(highs.getSolution().col_value).astype(np.int64), finished)


class _SilentHighs(highspy.Highs):
    """HiGHS that says nothing: it greets while its callbacks are made, before it can be asked."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class _HighsSession:
    def __init__(self, program: Program) -> None:
        self.highs = load(program)
        if len(program.objective) < _SMALL:
            self.highs.setOptionValue("presolve", "off")

    def relax(self, stop: Stop) -> Relaxed:
        if not self.highs.getNumCol():
            return self._empty()
        _interruptible(self.highs, stop, highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt)
        self.highs.run()
        status = self.highs.getModelStatus()
        if status == highspy.HighsModelStatus.kUnknown:  # a stalled warm start; once more, cold
            self.highs.clearSolver()
            self.highs.run()
            status = self.highs.getModelStatus()
        solution = self.highs.getSolution()
        if status == highspy.HighsModelStatus.kOptimal:
            return Relaxed(
                "optimal",
                self.highs.getInfo().objective_function_value,
                np.array(solution.col_value),
                np.array(solution.row_dual),
                np.array(solution.col_dual),
            )
        none = np.zeros(0)
        infeasible = status == highspy.HighsModelStatus.kInfeasible
        return Relaxed("infeasible" if infeasible else "stopped", 0.0, none, none, none)

    def ray(self) -> Floats | None:
        """After `infeasible`: multipliers of the rows that may show why, the largest of them 1."""
        _, found, ray = self.highs.getDualRay()  # type: ignore[attr-defined]
        largest = float(np.abs(ray).max(initial=0.0)) if found else 0.0
        return ray / largest if np.isfinite(largest) and largest > 0 else None

    def _inverse_row(self, place: int) -> Any:
        return self.highs.getBasisInverseRow(place)  # type: ignore[attr-defined]

    def basis(self, unknowns: Ints) -> Basis:
        lp, basis = self.highs.getLp(), self.highs.getBasis()
        upper, basic = highspy.HighsBasisStatus.kUpper, highspy.HighsBasisStatus.kBasic
        columns = np.array([int(each) for each in basis.col_status])
        rows = np.array([int(each) for each in basis.row_status])
        fixed = np.array(lp.col_lower_) == np.array(lp.col_upper_)
        equal = np.array(lp.row_lower_) == np.array(lp.row_upper_)
        place: dict[int, int] = {}
        if len(unknowns) and lp.num_row_ and basis.valid:  # else HiGHS reads memory that is not its
            _, order = self.highs.getBasicVariables()  # type: ignore[attr-defined]
            place = {int(variable): row for row, variable in enumerate(order)}
        found = []
        for unknown in unknowns.tolist():
            if unknown in place:
                multipliers = np.array(self._inverse_row(place[unknown])[1])
                found.append((unknown, multipliers))
        return Basis(
            tuple(found),
            columns == int(upper),
            (columns != int(basic)) & ~fixed,
            fixed,
            rows == int(upper),
            (rows != int(basic)) & ~equal,
        )

    def _empty(self) -> Relaxed:
        """HiGHS has no answer for a program without unknowns."""
        lp = self.highs.getLp()
        lo, hi = np.array(lp.row_lower_), np.array(lp.row_upper_)
        holds = bool(((lo <= 0) & (hi >= 0)).all())
        none = np.zeros(0)
        return Relaxed("optimal" if holds else "infeasible", 0.0, none, np.zeros(len(lo)), none)

    def push(self, rows: Rows) -> None:
        start, columns = rows.start[:-1].astype(np.int32), rows.columns.astype(np.int32)
        self.highs.addRows(len(rows), rows.lo, rows.hi, len(columns), start, columns, rows.values)

    def drop(self, row: int) -> None:
        self.highs.deleteRows(1, np.array([row], np.int32))


def load(program: Program) -> highspy.Highs:
    highs = _SilentHighs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("threads", 1)  # one answer on every machine
    highs.setOptionValue("random_seed", 0)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.objective), len(program.lo)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = program.objective
    lp.col_lower_ = program.lower
    lp.col_upper_ = program.upper
    lp.row_lower_, lp.row_upper_ = program.lo, program.hi
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = program.start.astype(np.int32)
    lp.a_matrix_.index_ = program.row.astype(np.int32)
    lp.a_matrix_.value_ = program.value
    highs.passModel(lp)
    return highs


def _interruptible(highs: highspy.Highs, stop: Stop, kind: Any) -> None:
    def ask(_kind: Any, _message: Any, _out: Any, answer: Any, _data: Any) -> None:
        answer.user_interrupt = stop()

    highs.setCallback(ask, None)
    highs.startCallback(kind)
