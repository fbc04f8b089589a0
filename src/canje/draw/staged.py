"""The leximin over whole plans, floor by floor, where fractions of plans promise too much.

Each floor is a linear program over the plans found so far (`master`). Its multipliers, as whole
weights of bands, are the aim of the clearing's own search: the plan that is worth most under them
either brings something new, or its proved bound is the proof that no lottery gives more.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from canje.clear.classes import Ints
from canje.clear.search import Effort, search
from canje.draw.contest import Contest, Floor, most
from canje.draw.master import Master
from canje.draw.realise import Mixture
from canje.draw.relaxed import whole_weights
from canje.draw.warm import Whole

_SURE = 1 - 1e-9
_NEARER = 1e-7


def staged(
    contest: Contest, start: Sequence[Ints], effort: Effort
) -> tuple[tuple[Floor, ...], Mixture, bool] | None:
    """The floors, a lottery that reaches them, and whether all were found; None without a plan."""
    climb = _Climb(contest, start, effort)
    if not climb.master.plans:
        return None
    while climb.open and not contest.stop():
        if not climb.step():
            break
    if not climb.master.solve():
        return None
    mixture = Mixture(tuple(climb.master.plans), climb.master.shares, 0.0)
    return tuple(climb.floors), mixture, climb.sure or not climb.open


class _Climb:
    def __init__(self, contest: Contest, start: Sequence[Ints], effort: Effort) -> None:
        self.contest, self.effort = contest, effort
        self.master = Master(contest, 0.0, 1.0)
        self.whole = Whole(contest.nothing().program())
        self.place = {band: number for number, band in enumerate(contest.open.tolist())}
        self.open = set(self.place)
        self.settled: dict[int, Fraction] = {}
        self.floors: list[Floor] = []
        self.sure = False
        for point in start:
            self.master.add(point)
        if not self.master.plans:
            found, _ = self.whole.best(self.master.costs(np.ones(len(self.place))))
            if found is not None:
                self.master.add(found)
        # one plan at least for every band that goes in any, so that no floor is 0 for want of one
        for band in contest.open.tolist() if self.master.plans else ():
            if not any(freed[self.place[band]] for freed in self.master.freed):
                alone = np.zeros(len(self.place))
                alone[self.place[band]] = 1.0
                found, _ = self.whole.best(self.master.costs(alone))
                if found is not None:
                    self.master.add(found)

    def step(self) -> bool:
        """The next floor; false where none was found."""
        while self.master.solve() and not self.contest.stop():
            if self.master.value > _SURE:
                self.sure = True
                return False
            weights = self._weights()
            if not self._better(weights):
                floor = self._proved(weights)
                if floor is not None:
                    return self._settle(floor)
        return False

    def _weights(self) -> Ints:
        multipliers = np.zeros(self.contest.bands.width)
        multipliers[self.contest.open] = self.master.multipliers / self.master.size
        return whole_weights(multipliers)

    def _reached(self, weights: Ints) -> int:
        """The most that a plan found so far is worth."""
        own = weights[self.contest.open]
        return max(int(own @ freed) for freed in self.master.freed)

    def _better(self, weights: Ints) -> bool:
        """Take in a plan that is worth more than all so far, if the solver has one."""
        found, _ = self.whole.best(self.contest.aim(weights).objective.coefficients.astype(float))
        if found is None:
            return False
        own = weights[self.contest.open]
        worth = int(own @ self.contest.freed(found)[self.contest.open])
        return worth > self._reached(weights) * (1 + _NEARER) and self.master.add(found)

    def _proved(self, weights: Ints) -> Floor | None:
        """The floor that the weights prove; None where the search came upon a better plan."""
        level = self.contest.aim(weights)
        best = max(self.master.plans, key=level.value)
        found = search(level, self.contest.solver, self.contest.stop, best, self.effort)
        reached = self._reached(weights) * (1 + _NEARER)
        better = found.point is not None and level.value(found.point) > reached
        if better and found.point is not None and self.master.add(found.point):
            return None
        if found.bound is None or found.tree is None:
            return Floor(Fraction(1), (), (), 0, {})
        chance = most(weights.tolist(), found.bound, self.contest.size, self.settled)
        fresh = tuple(band for band in np.flatnonzero(weights).tolist() if band in self.open)
        return Floor(chance, fresh, tuple(weights.tolist()), found.bound, found.tree)

    def _settle(self, floor: Floor) -> bool:
        if not floor.bands:
            return False
        self.floors.append(floor)
        for band in floor.bands:
            self.open.discard(band)
            # where the bound is not reached, what is reached is what the next floors rest on
            reached = min(floor.chance, Fraction(self.master.value) + Fraction(1, 10**8))
            self.settled[band] = min(floor.chance, max(reached, Fraction(0)))
            held = max(0.0, min(float(floor.chance), self.master.value) - 1e-10)
            self.master.target(self.place[band], held, rises=False)
        return True
