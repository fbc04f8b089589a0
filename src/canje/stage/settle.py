"""Whole people stage by stage, each settled with all later ones still in fractions.

A stage is first paced (`pace`) after the fractions as they stand by then. If that leaves the later
stages none, it is settled by a program in which this stage alone is in whole numbers (relax and
fix; Pochet and Wolsey, Production Planning by Mixed Integer Programming, 2006).
"""

from __future__ import annotations

import attrs
import numpy as np

from canje.clear.classes import Ints
from canje.clear.solver import Floats, Program, Solver, Stop
from canje.stage.pace import Walk
from canje.stage.relax import Goal, Lean

_NODES = 20
_LAST = 2
"""The last stages are settled together: there nothing is left that could make up for either."""


def settled(goal: Goal, wish: Floats, solver: Solver, stop: Stop) -> Ints | None:
    """A point in whole numbers that meets the goal's lines, or None where none came of it.

    `wish` are the fractions to begin with.
    """
    return _Settling(goal, wish, solver, stop).point()


class _Settling:
    """One walk through the stages, with the program in which past stages stand fast."""

    def __init__(self, goal: Goal, wish: Floats, solver: Solver, stop: Stop) -> None:
        self.frame, self.solver, self.stop = goal.frame, solver, stop
        self.walk = Walk(goal.frame, goal.ceilings, wish, solver)
        self.program = Lean(goal).program()
        self.stage = np.zeros(len(self.program.lower), np.int64)
        self.stage[: self.frame.start[-1]] = self.frame.stage
        for name, column in self.frame.switches.items():
            if name.startswith("set:"):
                self.stage[column] = int(name.partition("@")[2])

    def point(self) -> Ints | None:
        stages = self.frame.stages
        t = 1
        while t <= stages - _LAST:
            if self.stop() or not (self._paced(t) or self._whole(t, t)):
                return None
            t += 1
        return self.walk.point if self._whole(t, stages) else None

    def _paced(self, t: int) -> bool:
        """Pace a stage, if the later ones can still follow; they are wished for anew."""
        point = self.walk.next(t, self.stop)
        if point is None:
            return False
        program = self._fixed(t, point)
        answer = self.solver.open(program).relax(self.stop)
        if answer.status != "optimal":
            return False
        self.program = program
        self.walk.take(t, point)
        self.walk.wish(answer.point[: self.frame.width])
        return True

    def _whole(self, first: int, last: int) -> bool:
        """Settle some stages in whole numbers."""
        now = (self.stage >= first) & (self.stage <= last)
        step = attrs.evolve(self.program, whole=now)
        found = self.solver.integer(step, self.stop, _NODES)
        if found.point is None:
            return False
        point = found.point[: self.frame.width]
        for t in range(first, last + 1):
            self.program = self._fixed(t, point)
            self.walk.take(t, point)
        return True

    def _fixed(self, t: int, point: Ints) -> Program:
        past = np.flatnonzero(self.stage == t)
        lower, upper = self.program.lower.copy(), self.program.upper.copy()
        lower[past] = upper[past] = point[past]
        return attrs.evolve(self.program, lower=lower, upper=upper)
