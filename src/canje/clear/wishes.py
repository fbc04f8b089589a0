"""Wishes that a point meets whether or not the search had anything to gain by saying so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from canje.clear.classes import Ints
from canje.clear.problem import Problem

_SWITCHES = 12
"""Inner switches of a wish that are tried in every way."""


def granted(problem: Problem, point: Ints) -> Ints:
    """The point with the switch of every wish on that it meets; nobody moves otherwise."""
    point = point.copy()
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
