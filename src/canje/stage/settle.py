"""Whole people stage by stage, each settled with all later ones still in fractions.

Slower than pacing and surer: no stage is settled in a way that leaves the later ones none (relax
and fix; Pochet and Wolsey, Production Planning by Mixed Integer Programming, 2006).
"""

from __future__ import annotations

import attrs
import numpy as np

from canje.clear.classes import Ints
from canje.clear.solver import Solver, Stop
from canje.stage.relax import Goal, Lean

_NODES = 20
_LAST = 2
"""The last stages are settled together: there nothing is left that could make up for either."""


def settled(
    goal: Goal, solver: Solver, stop: Stop, begin: Ints | None = None, done: int = 0
) -> Ints | None:
    """A point in whole numbers that meets the goal's lines, or None where none came of it.

    The first `done` stages are taken from `begin` as they stand.
    """
    frame = goal.frame
    program = Lean(goal).program()
    lower, upper = program.lower.copy(), program.upper.copy()
    stage = np.zeros(len(lower), np.int64)
    stage[: frame.start[-1]] = frame.stage
    for name, column in frame.switches.items():
        if name.startswith("set:"):
            stage[column] = int(name.partition("@")[2])
    point = np.zeros(frame.width, np.int64)
    t = done
    if begin is not None:
        point = begin
        past = (stage > 0) & (stage <= t)
        lower[past] = upper[past] = np.append(begin, np.zeros(len(lower) - len(begin)))[past]
    while t < frame.stages:
        last = t + 1 if t + 1 + _LAST < frame.stages else frame.stages
        now = (stage > t) & (stage <= last)
        step = attrs.evolve(program, lower=lower, upper=upper, whole=now)
        found = solver.integer(step, stop, _NODES)
        if found.point is None or stop():
            return None
        lower[now] = upper[now] = found.point[now]
        t = last
        point = found.point[: frame.width]
    return point
