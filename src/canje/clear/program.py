"""Programs for a solver, put together row by row."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from attrs import frozen

from canje.clear.classes import Ints
from canje.clear.problem import INFINITE
from canje.clear.solver import Floats, Program, Session


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
        session.push(self.columns, self.values, *self.sides)


def below(program: Program, rows: Sequence[SolverRow]) -> Program:
    """The program with further rows below its own."""
    width, own = len(program.objective), len(program.lo)
    number = np.repeat(np.arange(own, own + len(rows)), [len(each.columns) for each in rows])
    column = np.concatenate(
        [np.repeat(np.arange(width), np.diff(program.start)), *(each.columns for each in rows)]
    )
    row = np.concatenate([program.row, number])
    order = np.lexsort((row, column))
    sides = np.array([each.sides for each in rows]).reshape(len(rows), 2)
    return attrs.evolve(
        program,
        start=np.concatenate([[0], np.cumsum(np.bincount(column, minlength=width))]),
        row=row[order],
        value=np.concatenate([program.value, *(each.values for each in rows)])[order],
        lo=np.append(program.lo, sides[:, 0]),
        hi=np.append(program.hi, sides[:, 1]),
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
