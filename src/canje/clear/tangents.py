"""Tangents that hold the worth of a class under its concave curve, added where a point lies above.

What the first n items of a class are worth is concave in n, and so never above the line through
the curve at any two following numbers (Kelley's cutting planes, J. SIAM 8, 1960).
"""

from __future__ import annotations

import numpy as np

from canje.clear.classes import Ints
from canje.clear.problem import Problem
from canje.clear.solver import Floats, Rows
from canje.clear.worth import Worths

_TOUCHES = 1e-3
"""How far a point may lie above a concave curve before it is cut off; for an item that is worth
more than a thousand, a millionth of that."""


class Tangents:
    """The tangents that a program has so far; a class's worth is the unknown behind the options."""

    def __init__(self, problem: Problem, worths: Worths) -> None:
        self.problem, self.worths = problem, worths
        self.rows: list[Rows] = []
        self.stands = np.zeros(len(worths.steps.sums), np.bool_)
        self.first = np.searchsorted(problem.group, np.arange(len(worths)), side="left")
        self.end = np.searchsorted(problem.group, np.arange(len(worths)), side="right")

    def cut(self, point: Floats) -> Rows | None:
        """Further tangents that cut a point off, and stand from now on; None where none is needed.

        Of each class above its curve, the tangents on both sides of the number that go.
        """
        problem, steps, size = self.problem, self.worths.steps, self.worths.size
        freed = np.bincount(problem.group, point[: problem.columns], len(problem.capacity))
        count = freed[: len(size)]
        at = np.clip((count + 1e-7).astype(np.int64), 0, size - 1)
        before, after = steps.at(at).astype(float), steps.at(at + 1).astype(float)
        slope = after - before
        touches = np.maximum(_TOUCHES, 1e-6 * np.abs(slope))
        above = np.flatnonzero(point[problem.columns :] > before + slope * (count - at) + touches)
        start = steps.start[above]
        places = np.unique(np.append(start + at[above], start + np.maximum(at[above] - 1, 0)))
        places = places[~self.stands[places]]
        if not len(places):
            return None
        self.stands[places] = True
        self.rows.append(self._at(places))
        return self.rows[-1]

    def _at(self, places: Ints) -> Rows:
        """Worth of n items <= worth of the first `at` + (n - at) times that of the next."""
        steps = self.worths.steps
        number = np.searchsorted(steps.start, places, side="right") - 1
        before = steps.sums[places]
        slope = steps.sums[places + 1] - before
        width = self.end[number] - self.first[number] + 1
        start = np.concatenate([[0], np.cumsum(width)])
        columns = np.arange(start[-1]) - np.repeat(start[:-1] - self.first[number], width)
        values = np.repeat(-slope.astype(float), width)
        columns[start[1:] - 1], values[start[1:] - 1] = self.problem.columns + number, 1.0
        hi = (before - slope * (places - steps.start[number])).astype(float)
        return Rows(start, columns, values, np.full(len(places), -np.inf), hi)
