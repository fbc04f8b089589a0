"""What a point meets, or owes no more, whether or not the search had to say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from canje.clear.classes import Ints
from canje.clear.problem import INFINITE, Problem

_SWITCHES = 12
"""Inner switches of a wish that are tried in every way."""


def granted(problem: Problem, point: Ints) -> Ints:
    """The point with the switch of every wish on that it meets, and no debt larger than it is.

    Nobody moves otherwise.
    """
    point = _least_debts(problem, point)
    width = len(problem.classes.column_class)
    place = {name: width + number for number, name in enumerate(problem.auxiliaries)}
    for wish in _wishes(problem):
        if point[place[wish]]:
            continue
        term = wish.rpartition("/")[0]
        own = [place[name] for name in place if name.rpartition("/")[0] == term and name != wish]
        rows = [number for number, row in enumerate(problem.rows) if row.term == term]
        columns = [place[wish], *own[:_SWITCHES]]
        for way in product((0, 1), repeat=len(columns) - 1):
            tried = point.copy()
            tried[columns] = (1, *way)
            if _hold(problem, rows, tried):
                point = tried
                break
    return point


def _least_debts(problem: Problem, point: Ints) -> Ints:
    """The point with as many grades of what is not owed as its people allow."""
    point = point.copy()
    parts = next((each.coefficients for each in problem.objectives if each.name == "owed"), None)
    if parts is None:
        return point
    matrix = problem.matrix
    column = np.repeat(np.arange(problem.columns), np.diff(matrix.start))
    grade = parts[column] > 0
    sums = np.zeros(len(problem.rows), np.int64)
    np.add.at(sums, matrix.row[~grade], matrix.value[~grade] * point[column[~grade]])
    for row in np.unique(matrix.row[grade]).tolist():
        mine = column[grade & (matrix.row == row)]
        has_top = problem.hi[row] < INFINITE
        room = int(problem.hi[row] - sums[row] if has_top else sums[row] - problem.lo[row])
        for place in sorted(mine.tolist(), key=lambda place: -int(parts[place])):
            point[place] = 1 if room >= parts[place] else 0
            room -= int(parts[place] * point[place])
    return point


def _wishes(problem: Problem) -> Iterator[str]:
    """The switch of each wish: the first that its term made."""
    yield from (name for name in problem.auxiliaries if name in problem.optional and _first(name))


def _first(name: str) -> bool:
    return name.rpartition("/")[2] == "0"


def _hold(problem: Problem, rows: Sequence[int], point: Ints) -> bool:
    width = len(problem.classes.column_class)
    place = {name: width + number for number, name in enumerate(problem.auxiliaries)}
    for number in rows:
        row = problem.rows[number]
        total = int(row.form.values @ point[row.form.columns])
        total += sum(weight * int(point[place[name]]) for name, weight in row.auxiliaries.items())
        if not int(problem.lo[number]) <= total <= int(problem.hi[number]):
            return False
    return True
