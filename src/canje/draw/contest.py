"""What a lottery is over: every plan that is as good, by the bands of those who take part."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs
import numpy as np
from attrs import frozen

from canje.clear.bound import Cut
from canje.clear.branch import Tree
from canje.clear.classes import Ints
from canje.clear.level import Level
from canje.clear.problem import Objective
from canje.clear.solver import Program, Solver, Stop
from canje.draw.bands import Bands, in_bands


@frozen(eq=False)
class Contest:
    """The plans that reach the values held by `cuts`, and the bands whose chances count.

    `open` are the bands that take part; of the others the counts are held.
    """

    bands: Bands
    cuts: tuple[Cut, ...]
    open: Ints
    solver: Solver
    stop: Stop

    @property
    def size(self) -> Ints:
        return self.bands.size

    def aim(self, weights: Sequence[int] | Ints) -> Level:
        """The level that counts each item of a band by the band's weight."""
        return Level(self.bands.problem, in_bands(weights, self.bands), self.cuts)

    def nothing(self) -> Level:
        """The same plans with nothing to gain."""
        none = np.zeros(self.bands.problem.columns, np.int64)
        return Level(self.bands.problem, Objective("draw", "nothing", none), self.cuts)

    def earliest(self, point: Ints) -> Ints:
        """The point with as many as may take an earlier option of their own, band by band.

        The same items go; a row of the table sends people to the places that stand first for them,
        as far as one band by itself can be changed.
        """
        plans, group = self.nothing(), self.bands.problem.classes.column_class
        point = point.copy()
        for band in np.flatnonzero(np.bincount(group, minlength=self.bands.width) > 1).tolist():
            columns = np.flatnonzero(group == band).tolist()
            for place, later in enumerate(columns):
                for earlier in columns[:place]:
                    several = int(point[later])
                    while several:
                        tried = point.copy()
                        tried[[earlier, later]] += (several, -several)
                        if plans.allows(tried):
                            point = tried
                            several = int(point[later])
                        else:
                            several //= 2
        return point

    def freed(self, point: Ints) -> Ints:
        """Items freed of each band by a point over bands."""
        return self.nothing().freed(point)[: self.bands.width]


@frozen(eq=False)
class Floor:
    """A step of the leximin, with what proves it.

    No plan that is as good is worth more than `bound` under `weights` (so much an item of a band);
    so no lottery that gives the bands of earlier floors what they have gives all the others more
    than `chance`. `bands` are those that this floor settles.
    """

    chance: Fraction
    bands: tuple[int, ...]
    weights: tuple[int, ...]
    bound: int
    tree: Tree


def most(weights: Sequence[int], bound: int, size: Ints, settled: dict[int, Fraction]) -> Fraction:
    """What the bound leaves at most to all who are not settled, given what the settled have."""
    left, among = Fraction(bound), 0
    for band, weight in enumerate(weights):
        if weight and band in settled:
            left -= weight * int(size[band]) * settled[band]
        elif weight:
            among += weight * int(size[band])
    return left / among if among else Fraction(1)


def risen(program: Program, bands: Bands, among: Ints) -> Program:
    """The program with a last column t, to be made large, and for each of these bands the row
    items freed - size t >= 0. The rows come last.
    """
    width, rows, count = len(program.objective), len(program.lo), len(among)
    group = bands.problem.classes.column_class
    place = np.full(bands.width, -1)
    place[among] = np.arange(count)
    column = np.repeat(np.arange(width), np.diff(program.start))
    own = np.flatnonzero(place[group] >= 0)
    columns = np.concatenate([column, own, np.full(count, width)])
    into = np.concatenate([program.row, rows + place[group[own]], rows + np.arange(count)])
    values = np.concatenate([program.value, np.ones(len(own)), -bands.size[among].astype(float)])
    order = np.lexsort((into, columns))
    counts = np.bincount(columns, minlength=width + 1)
    return attrs.evolve(
        program,
        objective=np.append(np.zeros(width), 1.0),
        lower=np.append(program.lower, 0.0),
        upper=np.append(program.upper, 1.0),
        start=np.concatenate([[0], np.cumsum(counts)]),
        row=into[order],
        value=values[order],
        lo=np.append(program.lo, np.zeros(count)),
        hi=np.append(program.hi, np.full(count, np.inf)),
    )
