"""Chances made real: a lottery over whole plans in which nobody has less than a target.

Where the plans allow it, a lottery reaches every target; the search ends when no plan is left that
would bring it nearer, and what is missing then is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs
import numpy as np
from attrs import frozen

from canje.clear.classes import Ints
from canje.clear.solver import Floats, Program
from canje.draw.contest import Contest
from canje.draw.master import Master
from canje.draw.warm import Whole

_REACHED = 1e-9
_NEARER = 1e-9


@frozen(eq=False)
class Mixture:
    """Plans over bands with their shares; `missing` is by how much a chance falls short at most."""

    plans: tuple[Ints, ...]
    shares: Floats
    missing: float


def realise(
    contest: Contest,
    target: dict[int, Fraction],
    start: Sequence[Ints],
    rounds: int,
    program: Program,
) -> Mixture | None:
    """A lottery as near to the target as so many rounds bring it; None where no plan was found.

    `program` are the plans that may have a part in it.
    """
    master = Master(contest, -1.0, 0.0)
    for place, band in enumerate(contest.open.tolist()):
        master.target(place, float(target[band]), rises=True)
    for point in start:
        master.add(point)
    wanted = np.array([float(target[band]) for band in contest.open.tolist()])
    whole = Whole(program, gap=0.02)
    if not master.plans:
        found, _ = whole.best(master.costs(wanted))
        if found is None or not master.add(found):
            return None
    for _ in range(rounds):
        if contest.stop() or not master.solve():
            break
        if master.value > -_REACHED:
            break
        multipliers = master.multipliers
        found, reach = whole.best(master.costs(multipliers))
        needed = float(multipliers @ wanted) + master.value
        if found is None or reach <= needed + _NEARER or not master.add(found):
            break
    if not master.solve():
        return None
    return Mixture(tuple(master.plans), master.shares, max(0.0, -master.value))


def approach(
    contest: Contest, counts: Floats, programs: Sequence[Program], rounds: int
) -> Mixture | None:
    """For very many bands: plans near the wanted counts, the mean of which nears them; then the
    shares that miss least.

    Each next plan makes up for what the mean of those before lacks, weighed by the size of bands;
    each program is tried where the ones before have no such plan.
    """
    nears = [Whole(_near(program, counts), gap=0.3, nodes=200) for program in programs]
    width, columns = len(programs[0].objective), contest.bands.columns
    group = contest.bands.problem.classes.column_class
    scale = contest.size[group].astype(float)
    master = Master(contest, -1.0, 0.0)
    wanted = np.bincount(group, counts[:columns], contest.bands.width) / contest.size
    for place, band in enumerate(contest.open.tolist()):
        master.target(place, max(0.0, float(wanted[band])), rises=True)
    total = np.zeros(columns)
    for turn in range(rounds):
        if contest.stop():
            break
        lack = ((turn + 1) * counts[:columns] - total) / scale
        costs = np.zeros(width)
        costs[:columns] = lack / max(1e-12, float(np.abs(lack).max(initial=0.0)))
        found = next((plan for near in nears if (plan := near.best(costs)[0]) is not None), None)
        if found is None:
            break
        master.add(found)
        total += found[:columns]
    if not master.plans or not master.solve():
        return None
    return Mixture(tuple(master.plans), master.shares, max(0.0, -master.value))


def _near(program: Program, counts: Floats) -> Program:
    """The plans that are within one of the counts, rounded down and up."""
    counts = counts[: len(program.objective)]
    return attrs.evolve(
        program,
        lower=np.maximum(program.lower, np.floor(counts + 1e-7) - 1),
        upper=np.minimum(program.upper, np.ceil(counts - 1e-7) + 1),
    )
