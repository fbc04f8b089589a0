"""The leximin over fractions of plans: what chances the terms allow if counts could be split.

Every lottery's expected counts meet the terms' rows, so each floor found here is an upper bound
for lotteries over whole plans too, and its proof is one vector of multipliers. Very often a
lottery over whole plans reaches all of them (`realise`), and then they are the leximin itself.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

import numpy as np
from attrs import frozen

from canje.clear.classes import Ints
from canje.clear.level import Relaxation
from canje.clear.solver import Floats
from canje.draw.contest import Contest, Floor, most, risen
from canje.draw.warm import Warm

_WEIGHT = 10**6
"""Weights are whole numbers up to this; multipliers of rows stay within what bounds can take."""

_NOTHING = 1e-9
_SURE = 1 - 1e-9


@frozen(eq=False)
class Relaxed:
    """Floors from the lowest up, the counts (over bands' columns) that reach them, and whether
    every band that can be refined was.
    """

    floors: tuple[Floor, ...]
    counts: Floats
    complete: bool

    def chances(self, contest: Contest) -> dict[int, Fraction]:
        """The chance of each open band; whoever is in no floor is sure, or not refined."""
        rest = Fraction(1) if self.complete else self.floors[-1].chance
        found = dict.fromkeys(contest.open.tolist(), rest)
        found |= {band: floor.chance for floor in self.floors for band in floor.bands}
        return found


def relaxed(contest: Contest, steps: int) -> Relaxed | None:
    """Floors by linear programs, at most so many; None where not even fractions of plans exist."""
    climb = _Climb(contest)
    if not climb.start():
        return None
    while len(climb.floors) < steps and climb.open and not contest.stop():
        if not climb.step():
            break
    complete = not climb.open or climb.sure
    return Relaxed(tuple(climb.floors), climb.counts, complete)


class _Climb:
    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self.program = contest.nothing().program()
        self.rows = len(self.program.lo)
        self.warm = Warm(risen(self.program, contest.bands, contest.open))
        self.place = {band: self.rows + n for n, band in enumerate(contest.open.tolist())}
        self.open = set(self.place)
        self.settled: dict[int, Fraction] = {}
        self.floors: list[Floor] = []
        self.counts: Floats = np.zeros(0)
        self.sure = False

    def start(self) -> bool:
        if not self.warm.solve():
            return False
        self.counts = self.warm.point[:-1]
        if self.warm.value < _NOTHING and self.open:
            self._hopeless()
        return True

    def step(self) -> bool:
        """The next floor; false where there is none to be found."""
        if not self.warm.solve():
            return False
        self.counts = self.warm.point[:-1]
        if self.warm.value > _SURE:
            self.sure = True
            return False
        duals = np.zeros(self.contest.bands.width)
        for band, row in self.place.items():
            duals[band] = abs(self.warm.duals[row])
        return self._settle(whole_weights(duals), self.warm.value)

    def _hopeless(self) -> None:
        """Those who go in no plan at all, together as the first floor."""
        bands, among = self.contest.bands, self.contest.open
        apart = Warm(risen(self.program, bands, among))
        apart.aim(np.zeros(apart.width))
        width = apart.width
        for band, row in self.place.items():  # items freed >= s, s at most 1, all s together large
            apart.entry(row, width - 1, 0.0)
            apart.highs.addCol(1.0, 0.0, 1.0, 1, np.array([row], np.int32), np.array([-1.0]))
            del band
        if not apart.solve():
            return
        none = apart.point[width:] < _NOTHING
        weights = np.zeros(bands.width, np.int64)
        weights[among[none]] = 1
        if none.any():
            self._settle(weights, 0.0)

    def _settle(self, weights: Ints, value: float) -> bool:
        contest = self.contest
        level = contest.aim(weights)
        relaxation = Relaxation(level, contest.solver)
        answer = relaxation.solve(contest.stop)
        if answer.status != "optimal":
            return False
        bound = level.bound(relaxation.multipliers(answer.duals))
        chance = most(weights.tolist(), bound.value, contest.size, self.settled)
        fresh = [band for band in np.flatnonzero(weights).tolist() if band in self.open]
        if not fresh or chance > Fraction(value) + Fraction(1, 10**4) or chance < 0:
            return False
        floor = Floor(
            chance, tuple(fresh), tuple(weights.tolist()), bound.value, {"duals": bound.multipliers}
        )
        self.floors.append(floor)
        for band in fresh:
            self.open.discard(band)
            self.settled[band] = chance
            self.warm.entry(self.place[band], self.warm.width - 1, 0.0)
            # a hair below: what is fixed must not be impossible by a rounding
            floor_of = max(0.0, float(chance) - 1e-10) * float(contest.size[band])
            self.warm.least(self.place[band], floor_of)
        return True


def whole_weights(duals: Floats) -> Ints:
    """Multipliers of bands as whole numbers without a common part.

    Where they are simple ratios they become exact, and then so does what they prove.
    """
    largest = float(duals.max(initial=0.0))
    if not largest > 0:
        return np.zeros(len(duals), np.int64)
    ratios = np.where(duals < largest * 1e-8, 0.0, duals / largest)
    simple = [Fraction(each).limit_denominator(5_000) for each in ratios.tolist()]
    common = lcm(*(each.denominator for each in simple))
    near = all(
        abs(float(each) - ratio) < 1e-8 and (each or not ratio)
        for each, ratio in zip(simple, ratios.tolist(), strict=True)
    )
    if near and common <= _WEIGHT:
        whole = [int(each * common) for each in simple]
        part = gcd(*whole)
        return np.array([each // part for each in whole], np.int64)
    scaled: Ints = np.rint(ratios * _WEIGHT).astype(np.int64)
    return scaled
