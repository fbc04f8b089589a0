"""Programs for a solver, put together row by row."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from attrs import frozen

from canje.clear.classes import Ints
from canje.clear.problem import INFINITE
from canje.clear.solver import Floats, Program, Rows, Session


@frozen(eq=False)
class SolverRow:
    """A row over a program's unknowns; a side that is None is without a limit."""

    columns: Ints
    values: Floats
    lo: int | None
    hi: int | None

    @property
    def sides(self) -> tuple[float, float]:
        return (
            -np.inf if self.lo is None else float(self.lo),
            np.inf if self.hi is None else float(self.hi),
        )

    def push(self, session: Session) -> None:
        start, (lo, hi) = np.array([0, len(self.columns)]), self.sides
        session.push(Rows(start, self.columns, self.values, np.array([lo]), np.array([hi])))


def below(program: Program, rows: Sequence[SolverRow]) -> Program:
    """The program with further rows below its own."""
    row = np.repeat(np.arange(len(rows)), [len(each.columns) for each in rows])
    column = np.concatenate([np.zeros(0, np.int64), *(each.columns for each in rows)])
    value = np.concatenate([np.zeros(0), *(each.values for each in rows)])
    sides = np.array([each.sides for each in rows]).reshape(len(rows), 2)
    return entered(program, (column, row, value), sides[:, 0], sides[:, 1])


def entered(
    program: Program, entries: tuple[Ints, Ints, Floats], lo: Floats, hi: Floats
) -> Program:
    """The program with further rows below its own, as entries: columns, rows, values."""
    width, own = len(program.objective), len(program.lo)
    column = np.append(np.repeat(np.arange(width), np.diff(program.start)), entries[0])
    row = np.append(program.row, own + entries[1])
    order = np.lexsort((row, column))
    return attrs.evolve(
        program,
        start=np.concatenate([[0], np.cumsum(np.bincount(column, minlength=width))]),
        row=row[order],
        value=np.append(program.value, entries[2])[order],
        lo=np.append(program.lo, lo),
        hi=np.append(program.hi, hi),
    )


def elastic(program: Program) -> Program:
    """The program's rows, each of which may be broken at a price of one a unit."""
    rows, width = len(program.lo), len(program.objective)
    sides = np.repeat(np.arange(rows), 2)
    return Program(
        np.concatenate([np.zeros(width), -np.ones(2 * rows)]),
        np.concatenate([program.lower, np.zeros(2 * rows)]),
        np.concatenate([program.upper, np.full(2 * rows, np.inf)]),
        np.concatenate([program.start, program.start[-1] + 1 + np.arange(2 * rows)]),
        np.concatenate([program.row, sides]),
        np.concatenate([program.value, np.tile([1.0, -1.0], rows)]),
        program.lo,
        program.hi,
    )


def limits(sides: Ints) -> Floats:
    """A problem's limits as a solver's."""
    floats = sides.astype(float)
    floats[sides == -INFINITE], floats[sides == INFINITE] = -np.inf, np.inf
    return floats
