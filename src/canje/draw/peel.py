"""Expected counts taken apart into whole plans, one after the other.

A point that is a mixture of whole plans lies in the smallest face of all plans around it; any plan
of that face has some share in it. Take the largest share that leaves the rest within the rows and
limits, and go on with the rest, which lies in a smaller face (Caratheodory's theorem, as an
algorithm in Groetschel, Lovasz, Schrijver 1981, 3.1). That takes at most as many plans as there
are bands, and each search is over a smaller problem than the one before.
"""

from __future__ import annotations

import attrs
import numpy as np

from canje.clear.bound import SCALE
from canje.clear.classes import Ints
from canje.clear.solver import Floats, Program
from canje.draw.contest import Contest, Floor
from canje.draw.warm import Whole

_SLACK = 1e-7
_CLOSE = 1e-9


def face(contest: Contest, floors: tuple[Floor, ...]) -> Program:
    """The plans that are worth each floor's bound: no other has a part in the leximin.

    A multiplier above what the bound has to spare fixes its row; options that would lose too much
    are shut.
    """
    program = contest.nothing().program()
    problem = contest.bands.problem
    lo, hi = program.lo.copy(), program.hi.copy()
    lower, upper = program.lower.copy(), program.upper.copy()
    place = {row.name: number for number, row in enumerate(problem.rows)}
    alone = np.bincount(problem.group)[problem.group] == 1
    for floor in floors:
        bound = contest.aim(floor.weights).bound(floor.tree.get("duals", {}))
        spare = bound.total - floor.bound * SCALE
        if bound.value != floor.bound:
            continue
        domain = bound.domain(floor.bound)
        upper = np.minimum(upper, domain.column_hi)
        lower = np.where(alone, np.maximum(lower, domain.group_lo[problem.group]), lower)
        for name, multiplier in bound.multipliers.items():
            if name in place and abs(multiplier) > spare:
                row = place[name]
                lo[row] = hi[row] = hi[row] if multiplier > 0 else lo[row]
    return attrs.evolve(program, lo=lo, hi=hi, lower=np.minimum(lower, upper), upper=upper)


def peel(program: Program, point: Floats, rounds: int, contest: Contest) -> list[Ints]:
    """Plans of which the point is a mixture, as far as they can be found in so many rounds."""
    peeler = _Peeler(program)
    found: list[Ints] = []
    rest = np.clip(point, peeler.lower, peeler.upper)
    while len(found) < rounds and not contest.stop():
        peeler.shrink(rest)
        plan = peeler.plan(rest)
        if plan is None:
            break
        found.append(plan)
        share = peeler.share(rest, plan.astype(float))
        if share >= 1 - _CLOSE:
            break
        rest = np.clip((rest - share * plan) / (1 - share), peeler.lower, peeler.upper)
    return found


class _Peeler:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.column = np.repeat(np.arange(len(program.objective)), np.diff(program.start))
        self.lower, self.upper = program.lower.copy(), program.upper.copy()
        self.lo, self.hi = program.lo.copy(), program.hi.copy()
        self.whole = Whole(program, gap=0.1)
        self.sums: Floats = np.zeros(0)

    def _sums(self, point: Floats) -> Floats:
        weights = self.program.value * point[self.column]
        sums: Floats = np.bincount(self.program.row, weights, len(self.lo)).astype(np.float64)
        return sums

    def shrink(self, rest: Floats) -> None:
        """Fix whatever is at a limit: the smallest face around the rest."""
        low, high = rest <= self.lower + _CLOSE, rest >= self.upper - _CLOSE
        self.upper = np.where(low, self.lower, self.upper)
        self.lower = np.where(high, self.upper, self.lower)
        self.sums = self._sums(rest)
        low, high = self.sums <= self.lo + _SLACK, self.sums >= self.hi - _SLACK
        self.hi = np.where(low, self.lo, self.hi)
        self.lo = np.where(high & ~low, self.hi, self.lo)
        self.whole.limits(self.lower, self.upper, self.lo, self.hi)

    def plan(self, rest: Floats) -> Ints | None:
        """A whole plan of the face, rather like the rest, so that it can have a large share."""
        span = np.maximum(self.upper - self.lower, 1.0)
        return self.whole.best((rest - self.lower) / span - 0.5)[0]

    def share(self, rest: Floats, plan: Floats) -> float:
        """The largest share of the plan that leaves the rest of the rest within all limits."""
        sums, own = self.sums, self._sums(plan)
        free = self.hi > self.lo
        shares = [
            _least(rest - self.lower, plan - self.lower),
            _least(self.upper - rest, self.upper - plan),
            _least(sums[free] - self.lo[free], own[free] - self.lo[free]),
            _least(self.hi[free] - sums[free], self.hi[free] - own[free]),
        ]
        return min(1.0, *shares)


def _least(room: Floats, taken: Floats) -> float:
    """The smallest ratio of room to what is taken, where anything is taken."""
    some = np.isfinite(taken) & (taken > _SLACK)
    return float((np.maximum(room[some], 0.0) / taken[some]).min(initial=1.0))
