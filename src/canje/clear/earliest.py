"""Of plans that are equally good, one in which people go to the places that stand first for them.

It is a choice among equals, made after every level: no value changes, and nothing is claimed of it
in a proof. The sum of the numbers of places is made least, and then that of beneficiaries, as far
as a search of bounded work finds it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from canje.clear.classes import Ints
from canje.clear.level import Level, settled_level
from canje.clear.problem import Objective, Problem
from canje.clear.search import Effort, search
from canje.clear.solver import Solver, Stop
from canje.clear.wishes import granted

_EFFORT = Effort(core_nodes=500, tree_nodes=200)


def earliest(problem: Problem, point: Ints, solver: Solver, stop: Stop) -> Ints:
    """A point with the same value at every level, where options are taken as early as can be."""
    cuts = [settled_level(each, value) for each, value in _values(problem, point)]
    for number, name in enumerate(("places", "beneficiaries")):
        objective = _early(problem, number, name)
        if objective.coefficients @ point < 0:
            level = Level(problem, objective, tuple(cuts))
            found = search(level, solver, stop, point, _EFFORT).point
            if found is not None:
                point = _if_as_good(problem, granted(problem, found), point)
        cuts.append(settled_level(objective, int(objective.coefficients @ point)))
    return point


def _early(problem: Problem, number: int, name: str) -> Objective:
    late = problem.classes.late[:, number]
    return Objective(
        name, "", np.concatenate([-late, np.zeros(len(problem.auxiliaries), np.int64)])
    )


def _if_as_good(problem: Problem, found: Ints, point: Ints) -> Ints:
    """The point found, unless it has other values: a level unproved may even have become better."""
    same = [value for _, value in _values(problem, found)] == [
        value for _, value in _values(problem, point)
    ]
    return found if same else point


def _values(problem: Problem, point: Ints) -> Iterable[tuple[Objective, int]]:
    return [(each, Level(problem, each).value(point)) for each in problem.objectives]
