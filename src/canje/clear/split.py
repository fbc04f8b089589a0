"""Sums that are whole in every plan, and which of them to split on.

Best is a sum read off the relaxation's basis: a fractional unknown, times a small factor, together
with those others that must move with it by whole amounts. On either side of such a split the
relaxation loses at least what its cheapest way out costs (the disjunction behind Gomory's mixed
integer cut; Karamanov and Cornuejols, Math. Prog. 128, 2011). With factors it finds what the
tariff's number theory forbids: 3 w - 6 c cannot be 475. Where no such sum gains anything, plainer
ones are taken: options alike where it binds, people of a holder, a class, an option.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from attrs import frozen

from canje.clear.bound import SCALE, Bound, Cut
from canje.clear.classes import Ints
from canje.clear.level import Relaxation
from canje.clear.pieces import named
from canje.clear.problem import Problem
from canje.clear.solver import Basis, Floats, Relaxed

_FRACTION = 1e-6
_FACTORS = np.arange(1, 61)
_CANDIDATES = 24
_LARGEST = 10**6
_HEAVIEST = 10**4
"""The largest weight of a split: with more, what a solver's floats let pass is more than a unit."""


@frozen(eq=False)
class Split:
    """A sum over columns and pieces with whole weights."""

    columns: Ints
    weights: Ints

    @classmethod
    def of(cls, columns: Ints) -> Split:
        """The plain sum of some columns."""
        return cls(columns, np.ones(len(columns), np.int64))

    def amount(self, point: Floats) -> float:
        """What it comes to at a point over a problem's own columns, of which the sum is."""
        return float(self.weights @ point[self.columns])

    def pieces(self, problem: Problem) -> Ints:
        """The pieces in it."""
        return self.columns[self.columns >= problem.columns]

    def cut(self, depth: int, side: str, at: int) -> Cut:
        """The row of one side: at most `at`, or more."""
        lo, hi = (None, at) if side == "le" else (at + 1, None)
        return Cut(f"branch:{depth}", self.columns, self.weights, lo, hi)

    def over(self, problem: Problem) -> dict[str, list[str]]:
        """The sum as the plan file writes it: the columns' names by their weight.

        Pieces of a class one after the other are written together, `c3>17..24`.
        """
        written: dict[str, list[str]] = {}
        for name, weight in named(problem, self.columns, self.weights):
            written.setdefault(str(weight), []).append(name)
        return written


class Splits:
    """Chooses what to split on, given a relaxation's answer."""

    def __init__(self, relaxation: Relaxation, root: Bound | None) -> None:
        self.relaxation = relaxation
        self.families = list(_families(relaxation.level.problem, root))

    def best(self, answer: Relaxed) -> Split | None:
        """The split that promises most; None where every sum is whole already."""
        if self.relaxation.whole:
            split = self._from_basis(answer)
            if split is not None:
                return split
        for family in self.families:
            amounts = np.array([split.amount(answer.point) for split in family])
            off = np.abs(amounts - np.rint(amounts))
            if len(off) and off.max() > _FRACTION:
                return family[int(off.argmax())]
        return None

    def _from_basis(self, answer: Relaxed) -> Split | None:
        point = answer.point
        off = np.abs(point - np.rint(point))
        fractional = np.argsort(-off, kind="stable")[:_CANDIDATES]
        fractional = fractional[off[fractional] > _FRACTION]
        if not len(fractional):
            return None
        basis = self.relaxation.session.basis(fractional)
        most, chosen = 0.0, None
        for unknown, multipliers in basis.rows:
            if not (np.abs(multipliers) < _LARGEST).all():
                continue  # a basis that is all but singular
            line = _Line(self.relaxation, answer, basis, unknown, multipliers)
            factor, gain = line.best_factor()
            if gain > most * (1 + 1e-9):
                split = line.split(factor)
                if 0 < np.abs(split.weights).max(initial=0) <= _HEAVIEST:
                    most, chosen = gain, split
        return chosen


class _Line:
    """One row of the basis: unknown + sum of coefficient times each other = a constant.

    The others (options at a limit, and the room left in rows at a limit) count from their limits
    inwards, so that they are whole and none below zero.
    """

    def __init__(
        self,
        relaxation: Relaxation,
        answer: Relaxed,
        basis: Basis,
        unknown: int,
        multipliers: Floats,
    ) -> None:
        self.relaxation, self.unknown, self.value = relaxation, unknown, answer.point[unknown]
        self.basis = basis
        combined = relaxation.combine(multipliers)
        self.inward = np.where(basis.column_at_upper, -1.0, 1.0)
        self.row_inward = np.where(basis.row_at_upper, 1.0, -1.0)
        columns = combined * self.inward
        rows = multipliers * self.row_inward
        self.open_columns = np.flatnonzero(basis.column_open & (np.abs(columns) > 1e-9))
        self.open_rows = np.flatnonzero(basis.row_open & (np.abs(rows) > 1e-9))
        self.coefficient = np.concatenate([columns[self.open_columns], rows[self.open_rows]])
        self.loss = np.concatenate(
            [np.abs(answer.reduced[self.open_columns]), np.abs(answer.duals[self.open_rows])]
        )

    def best_factor(self) -> tuple[int, float]:
        """The factor by which the split gains most, and a lower limit of the gain."""
        part = (self.value * _FACTORS) % 1.0
        usable = (part > 1e-4) & (part < 1 - 1e-4)
        if not usable.any():
            return 1, 0.0
        if not len(self.loss):
            return int(_FACTORS[usable][0]), np.inf
        scaled = np.outer(_FACTORS, self.coefficient)
        rest = scaled - np.floor(scaled + 1e-7)
        rest[rest < 1e-6] = 0.0
        start = part[:, None].clip(1e-4, 1 - 1e-4)
        need = np.where(rest <= start, rest / start, (1 - rest) / (1 - start))
        with np.errstate(all="ignore"):
            gain = np.where(need > 1e-7, self.loss / np.maximum(need, 1e-12), np.inf).min(axis=1)
        gain[~usable | (np.abs(scaled).max(axis=1) > _LARGEST)] = 0.0
        best = int(gain.argmax())
        return int(_FACTORS[best]), float(gain[best])

    def split(self, factor: int) -> Split:
        scaled = self.coefficient * factor
        whole = np.floor(scaled + 1e-7)
        rest = scaled - whole
        part = (self.value * factor) % 1.0
        whole = np.where(rest <= part + 1e-9, whole, whole + 1).astype(np.int64)
        weights = np.zeros(len(self.inward), np.int64)
        weights[self.unknown] = factor
        count = len(self.open_columns)
        weights[self.open_columns] += whole[:count] * self.inward[self.open_columns].astype(int)
        rows = np.zeros(len(self.row_inward), np.int64)
        rows[self.open_rows] = -whole[count:] * self.row_inward[self.open_rows].astype(int)
        weights += self.relaxation.combine(rows.astype(float)).round().astype(np.int64)
        weights[self.basis.column_fixed] = 0
        columns = np.flatnonzero(weights)
        if self.relaxation.stretches is None:
            return Split(columns, weights[columns])
        return Split(*self.relaxation.stretches.places(columns, weights[columns]))


def _families(problem: Problem, root: Bound | None) -> Iterator[list[Split]]:
    """Sums to split on, the strongest first."""
    classes, width = problem.classes, len(problem.classes.column_class)
    switches: dict[bool, list[Split]] = {True: [], False: []}
    for number, name in enumerate(problem.auxiliaries):
        switches[name in problem.optional].append(Split.of(np.array([width + number])))
    yield switches[False]
    if root is not None:
        yield [Split.of(columns) for columns in _alike(problem, root)]
    holder = classes.moves.column("holder")
    yield [
        Split(np.flatnonzero(count), count[count > 0])
        for code in range(len(holder.values))
        if (count := classes.count(holder.codes == code)).any()
    ]
    by_class = np.searchsorted(classes.column_class, np.arange(len(classes.size) + 1))
    yield [Split.of(np.arange(first, last)) for first, last in pairwise(by_class.tolist())]
    yield [
        Split.of(np.array([column]))
        for column, c in enumerate(classes.column_class.tolist())
        if by_class[c + 1] - by_class[c] > 1
    ]
    yield switches[True]


def _alike(problem: Problem, root: Bound) -> list[Ints]:
    """Options that lose nothing at the root, by what they weigh in the rows that bind there.

    Options of one such set can take each other's place at no loss, so that only their sum counts.
    """
    binding = np.array([root.multipliers.get(row.name, 0) != 0 for row in problem.rows], np.bool_)
    loss = np.abs(root.best[problem.group] - root.profit) + np.abs(root.best[problem.group])
    matrix = problem.matrix
    sets: dict[tuple[int, ...], list[int]] = {}
    for column in np.flatnonzero(loss < SCALE // 1000).tolist():
        span = slice(matrix.start[column], matrix.start[column + 1])
        rows, values = matrix.row[span], matrix.value[span]
        if not values.any():
            continue  # in no row, so whole already
        bound = binding[rows]
        key = (*rows[bound].tolist(), -1, *values[bound].tolist())
        sets.setdefault(key, []).append(column)
    return [np.array(sets[key]) for key in sorted(sets)]
