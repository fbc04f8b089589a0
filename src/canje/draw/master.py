"""The lottery over the plans found so far, and the search for the plan that it lacks.

Column generation (Dantzig and Wolfe 1960; for leximin lotteries: Flanigan, Goelz, Gupta, Hennig,
Procaccia, Nature 596, 2021), over classes and not people. The master's unknowns are the shares of
plans; its multipliers of bands are the aim under which the next plan is sought, by the integer
program of the clearing.
"""

from __future__ import annotations

import numpy as np

from canje.clear.classes import Ints
from canje.clear.solver import Floats, Program
from canje.draw.contest import Contest
from canje.draw.warm import Warm

_NOTHING = 1e-9


class Master:
    """Make t large where each open band has at least its target, and t more where it rises.

    `plans` are points over bands; `shares` the last answer; `multipliers` one an open band, for
    chances (the sum over those that rise is 1 where t is between its limits).
    """

    def __init__(self, contest: Contest, lowest: float, highest: float) -> None:
        self.contest = contest
        self.open = contest.open
        count = len(self.open)
        rows = np.arange(count)
        # one column, t; rows: chance of a band - t >= target, and the shares are one in sum
        self.warm = Warm(
            Program(
                np.ones(1),
                np.array([lowest]),
                np.array([highest]),
                np.array([0, count]),
                rows,
                np.full(count, -1.0),
                np.append(np.zeros(count), 1.0),
                np.append(np.full(count, np.inf), 1.0),
            )
        )
        self.size = contest.size[self.open].astype(float)
        self.plans: list[Ints] = []
        self.freed: list[Ints] = []
        self.known: set[bytes] = set()

    def target(self, place: int, chance: float, rises: bool) -> None:
        """What the open band at this place must have at least, beside its t."""
        self.warm.entry(place, 0, -1.0 if rises else 0.0)
        self.warm.least(place, chance)

    def add(self, point: Ints) -> bool:
        """Take in a plan; false where it is known, or is none that the contest allows."""
        point = point[: self.contest.bands.problem.columns]
        freed = self.contest.freed(point)[self.open]
        key = freed.tobytes()
        if key in self.known or not self.contest.nothing().allows(point):
            return False
        self.known.add(key)
        self.plans.append(point)
        self.freed.append(freed)
        went = np.flatnonzero(freed)
        rows = np.append(went, len(self.open))
        self.warm.column(rows, np.append(freed[went] / self.size[went], 1.0))
        return True

    def solve(self) -> bool:
        return self.warm.solve()

    @property
    def value(self) -> float:
        return self.warm.value

    @property
    def shares(self) -> Floats:
        return self.warm.point[1:]

    @property
    def multipliers(self) -> Floats:
        return np.abs(self.warm.duals[: len(self.open)])

    def costs(self, multipliers: Floats) -> Floats:
        """The multipliers as an aim over the columns of a plan."""
        bands = self.contest.bands
        of_band = np.zeros(bands.width)
        of_band[self.open] = multipliers / self.size
        none = np.zeros(bands.problem.columns - bands.columns)
        return np.concatenate([of_band[bands.problem.classes.column_class], none])
