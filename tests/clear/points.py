"""Every point of a small problem, and a docket's problem: what the exact parts are judged by."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve

from canje.clear.bound import Cut, upper_bound
from canje.clear.problem import Objective, Problem
from canje.clear.question import Question
from canje.clear.worth import Worths
from canje.terms.docket import Docket
from tests.oracles import random_cases

Ints = npt.NDArray[np.int64]
MOST = 5_000


def problem_of(docket: Docket) -> Problem:
    return Question(docket).problem


def points(problem: Problem, most: int = MOST) -> Ints:
    """Every way to take items and to set switches, a row each, whatever the rows say.

    No rows at all where they would be more than `most`.
    """
    ways: list[list[tuple[int, ...]]] = []
    count = 1
    for group, capacity in enumerate(problem.capacity.tolist()):
        width = int((problem.group == group).sum())
        choices = itertools.product(range(capacity + 1), repeat=width)
        ways.append([way for way in choices if sum(way) <= capacity])
        count *= len(ways[-1])
        if count > most:
            return np.zeros((0, problem.columns), np.int64)
    every = [list(itertools.chain(*way)) for way in itertools.product(*ways)]
    return np.array(every, np.int64).reshape(len(every), problem.columns)


def dense(problem: Problem) -> Ints:
    """The rows as a matrix, a line a row, from the forms and not from the sparse columns."""
    names = {
        name: len(problem.classes.column_class) + n for n, name in enumerate(problem.auxiliaries)
    }
    matrix = np.zeros((len(problem.rows), problem.columns), np.int64)
    for number, row in enumerate(problem.rows):
        matrix[number, row.form.columns] = row.form.values
        for name, value in row.auxiliaries.items():
            matrix[number, names[name]] = value
    return matrix


def allowed(problem: Problem, every: Ints, cuts: Sequence[Cut] = ()) -> npt.NDArray[np.bool_]:
    """Which points meet every row and cut."""
    sums = every @ dense(problem).T
    result = ((sums >= problem.lo) & (sums <= problem.hi)).all(axis=1)
    for cut in cuts:
        total = with_pieces(problem, every)[:, cut.columns] @ cut.values
        total += _worth(problem, every, cut.worths)
        if cut.lo is not None:
            result &= total >= cut.lo
        if cut.hi is not None:
            result &= total <= cut.hi
    return np.asarray(result, np.bool_)


def with_pieces(problem: Problem, every: Ints) -> Ints:
    """The points with all pieces beside their columns: 1 where more than so many items go."""
    made = [every]
    for group, size in enumerate(problem.classes.size.tolist()):
        count = every[:, problem.group == group].sum(axis=1)
        made += [(count[:, None] > np.arange(size)).astype(np.int64)]
    return np.concatenate(made, axis=1)


def worth(problem: Problem, objective: Objective, every: Ints) -> Ints:
    """What each point is worth."""
    return every @ objective.coefficients + _worth(problem, every, objective.worths)


def _worth(problem: Problem, every: Ints, worths: Worths | None) -> Ints:
    total = np.zeros(len(every), np.int64)
    for group, figures in enumerate(worths or ()):
        first = np.concatenate([[0], np.cumsum(figures)])
        total += first[every[:, problem.group == group].sum(axis=1)]
    return total


def multipliers(rng: Random, problem: Problem, cuts: Sequence[Cut] = ()) -> dict[str, int]:
    """Multipliers of any sign and size; many are none."""
    names = [row.name for row in problem.rows] + [cut.name for cut in cuts]
    sizes = (0, 0, 10**7, 10**9, 3 * 10**9, 10**11)
    return {name: rng.randint(-1, 1) * rng.randint(0, rng.choice(sizes)) for name in names}


def cuts(rng: Random, problem: Problem, pieces: bool = False) -> list[Cut]:
    """Branches as a tree would make them; where worth counts, over pieces as well."""
    made = []
    width = problem.columns + pieces * int(problem.classes.size.sum())
    for number in range(rng.randint(0, 2)):
        among = rng.choice((problem.columns, width))
        columns = np.array(sorted(rng.sample(range(among), rng.randint(1, among))))
        values = np.array([rng.choice((-7, -1, 1, 1, 2)) for _ in columns], np.int64)
        at = rng.randint(-2, 3)
        lo, hi = (None, at) if rng.random() < 0.5 else (at + 1, None)
        made.append(Cut(f"branch:{number}", columns, values, lo, hi))
    return made


def enlarged(problem: Problem, times: int) -> Problem:
    """The same problem with every row and its limits so many times as large."""
    rows = [
        evolve(
            row,
            form=evolve(row.form, values=row.form.values * times),
            auxiliaries={name: value * times for name, value in row.auxiliaries.items()},
            lo=None if row.lo is None else row.lo * times,
            hi=None if row.hi is None else row.hi * times,
        )
        for row in problem.rows
    ]
    return problem.with_rows(rows)


def small_problem(rng: Random) -> tuple[Problem, Ints] | None:
    """A made-up docket's problem with all its points, where they are few enough."""
    problem = problem_of(random_cases.draw(rng, count=rng.randint(2, 6), terms=rng.randint(1, 3)))
    every = points(problem)
    return (problem, every) if len(every) and problem.columns else None


def _pieces(problem: Problem, name: str) -> range:
    """The places of the pieces `c3>17` or `c3>17..24`, counted on beyond the columns."""
    found = re.fullmatch(r"c(\d+)>(\d+)(?:\.\.(\d+))?", name)
    assert found is not None
    number, first, last = int(found[1]) - 1, int(found[2]), int(found[3] or found[2])
    assert first <= last < problem.capacity[number]
    before = problem.columns + int(problem.capacity[:number].sum())
    return range(before + first, before + last + 1)


def tree_bound(
    tree: Mapping[str, Any],
    problem: Problem,
    objective: Objective,
    settled: Sequence[Cut] = (),
    branches: tuple[Cut, ...] = (),
) -> int | None:
    """The worst leaf of a certificate's tree, as a stranger would work it out; None for refuted."""
    if "split" in tree:
        names = {problem.column_name(column): column for column in range(problem.columns)}
        pairs = [
            (place, int(weight))
            for weight, each in tree["split"].items()
            for name in each
            for place in ([names[name]] if name in names else _pieces(problem, name))
        ]
        columns = np.array([column for column, _ in pairs], np.int64)
        weights = np.array([weight for _, weight in pairs], np.int64)
        sides = []
        for side, lo, hi in (("le", None, tree["at"]), ("ge", tree["at"] + 1, None)):
            cut = Cut(f"branch:{len(branches)}", columns, weights, lo, hi)
            sides.append(tree_bound(tree[side], problem, objective, settled, (*branches, cut)))
        return max((each for each in sides if each is not None), default=None)
    every = (*settled, *branches)
    if "farkas" in tree:
        assert upper_bound(problem, None, every, tree["farkas"]).total < 0
        return None
    return upper_bound(problem, objective, every, tree["duals"]).value
