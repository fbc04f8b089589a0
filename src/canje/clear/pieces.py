"""Pieces: a class's items one after the other, each an unknown that is 0 or 1.

Piece n of a class is 1 where more than n of its items are freed, else 0. Items are freed best
first, so the sum over pieces of each one's figure is what the class is worth: a plain sum, where
over counts it is a curve. Every piece is a whole number in every plan, so splits may weigh it.

In cuts and splits pieces have places beyond the problem's own columns, class by class. A solver
gets them by `Stretches`, within a domain that has few of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from canje.clear.bound import Cut, Domain
from canje.clear.classes import Ints
from canje.clear.problem import Problem
from canje.clear.worth import Worths


@frozen(eq=False)
class Stretches:
    """The pieces that are open within a domain, those of equal worth together.

    Stretch s stands for `size[s]` pieces from the place `first[s]` on, all of class `group[s]`;
    the unknown is how many of them are 1. Of each class the first `least` pieces are 1 anyway,
    which is worth `sure` in all; those beyond its stretches are 0.
    """

    problem: Problem
    group: Ints
    first: Ints
    size: Ints
    worth: Ints
    least: Ints
    sure: int

    @classmethod
    def of(
        cls, problem: Problem, worths: Worths, domain: Domain, breaks: Ints | None = None
    ) -> Stretches:
        """`breaks` are pieces that stand alone whatever they are worth."""
        start = problem.pieces
        worth = worths.figures
        group = np.repeat(np.arange(len(worths)), worths.size)
        at = np.arange(len(worth)) - (start[:-1] - start[0])[group]
        least, most = domain.group_lo[: len(worths)], domain.group_hi[: len(worths)]
        inside = np.flatnonzero((at >= least[group]) & (at < most[group]))
        fresh = np.ones(len(inside), np.bool_)
        fresh[1:] = (np.diff(group[inside]) != 0) | (np.diff(worth[inside]) != 0)
        if breaks is not None:
            alone = np.concatenate([breaks, breaks + 1]) - start[0]
            fresh |= np.isin(inside, alone)
        ends = np.flatnonzero(fresh)
        opens = inside[ends]
        return cls(
            problem,
            group[opens],
            start[0] + opens,
            np.diff(np.append(ends, len(inside))),
            worth[opens],
            least,
            worths.total(least),
        )

    def row(self, cut: Cut) -> tuple[Ints, Ints, int]:
        """A cut over a solver's unknowns: columns, values, and what the sure pieces add to it."""
        width = self.problem.columns
        own = cut.columns < width
        columns, values = cut.columns[own], cut.values[own]
        sure = 0
        if cut.worths is not None:
            columns = np.append(columns, width + np.arange(len(self.first)))
            values, sure = np.append(values, self.worth), self.sure
        if own.all():
            return columns, values, sure
        places, weights = cut.columns[~own], cut.values[~own]
        group, at = apart(self.problem, places)
        sure += int(weights[at < self.least[group]].sum())
        stretch = np.searchsorted(self.first, places)
        opens = stretch < len(self.first)
        opens[opens] = self.first[stretch[opens]] == places[opens]
        return (
            np.append(columns, width + stretch[opens]),
            np.append(values, weights[opens]),
            sure,
        )

    def places(self, columns: Ints, weights: Ints) -> tuple[Ints, Ints]:
        """Unknowns of a solver with weights, as places: every stretch piece by piece."""
        width = self.problem.columns
        own = columns < width
        stretch, count = columns[~own] - width, self.size[columns[~own] - width]
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        return (
            np.append(columns[own], np.repeat(self.first[stretch], count) + within),
            np.append(weights[own], np.repeat(weights[~own], count)),
        )


def apart(problem: Problem, pieces: Ints) -> tuple[Ints, Ints]:
    """The class of each piece by its place, and its number in the class."""
    group = np.searchsorted(problem.pieces, pieces, side="right") - 1
    return group, pieces - problem.pieces[group]


def held(problem: Problem, point: Ints, places: Ints) -> Ints:
    """The values that columns and pieces have at a point in whole numbers."""
    values = np.zeros(len(places), np.int64)
    own = places < problem.columns
    values[own] = point[places[own]]
    if not own.all():
        group, at = apart(problem, places[~own])
        count = np.zeros(len(problem.capacity), np.int64)
        np.add.at(count, problem.group, point[: problem.columns])
        values[~own] = count[group] > at
    return values


def named(problem: Problem, places: Ints, weights: Ints) -> Iterator[tuple[str, int]]:
    """Columns and pieces with weights, by the names that the plan file has for them.

    Pieces of a class one after the other, of one weight, are named together: `c3>17..24`.
    """
    own = places < problem.columns
    for column, weight in zip(places[own].tolist(), weights[own].tolist(), strict=True):
        yield problem.column_name(column), weight
    pieces, weights = places[~own], weights[~own]
    group, at = apart(problem, pieces)
    alike = (np.diff(pieces) == 1) & (np.diff(weights) == 0) & (np.diff(group) == 0)
    first = np.flatnonzero(np.append(np.ones(min(len(pieces), 1), np.bool_), ~alike))
    last = np.append(first[1:], len(pieces))[: len(first)] - 1
    runs = (group[first], at[first], at[last], weights[first])
    for number, begins, ends, weight in zip(*(each.tolist() for each in runs), strict=True):
        more = f"..{ends}" if ends > begins else ""
        yield f"c{number + 1}>{begins}{more}", weight


def places(problem: Problem, name: str) -> range:
    """The places of the pieces that such a name stands for."""
    of, _, said = name.partition(">")
    first, _, last = said.partition("..")
    start = int(problem.pieces[int(of.removeprefix("c")) - 1])
    return range(start + int(first), start + int(last or first) + 1)
