"""Poisson log-linear models of overlapping lists: which there are, and their fits, many at once.

The table has a cell for each set of lists, but for the empty set, which nobody can have counted. A
model is a set of terms, each itself a set of lists: the logarithm of a cell's mean is the sum of
the terms inside the cell, so that e to the power of the empty term is the mean of the cell that
was not seen. Models are hierarchical: with a term come all its parts, and every single list.

Where lists share nobody and the model has a term for that overlap, the term is taken as minus
infinity and the cells in it drop out (Chan, Silverman and Vincent 2021). What is left has a
maximum of its likelihood, or has none (Fienberg and Rinaldo 2012); both are proved: a maximum by
Newton steps that come to rest, none by whole numbers along which the likelihood never falls, and
by a linear program where neither is found. A model whose terms no table could tell apart is set
aside before that, by the rank of its matrix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
from attrs import field, frozen
from scipy.optimize import linprog
from scipy.special import gammaln

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

FITTED, ENDLESS, UNTOLD = 0, 1, 2
"""How a fit ends: with a maximum; with none, as the likelihood rises for ever; or with terms that
no table could tell apart."""

_REST = 1e-9
"""Newton steps shorter than this, in logarithms of means, have come to rest."""

_STEPS = 30
_HALVINGS = 12
_NUMBERS = 2_000_000
"""Numbers in the matrices of the fits that are made at once, about."""

_HIGHEST = 60.0


@frozen(eq=False)
class Design:
    """All terms of at most `order` out of so many lists; cells and terms are sets written in bits.

    `matrix[c, t]` is 1 where term t lies in cell c, the set of lists c + 1.
    """

    lists: int
    order: int
    terms: tuple[int, ...] = field(init=False)
    matrix: Floats = field(init=False)

    def __attrs_post_init__(self) -> None:
        terms = [
            sum(1 << each for each in some)
            for size in range(self.order + 1)
            for some in combinations(range(self.lists), size)
        ]
        cells = np.arange(1, 1 << self.lists)[:, None]
        object.__setattr__(self, "terms", tuple(terms))
        object.__setattr__(self, "matrix", ((cells & terms) == terms).astype(float))

    @property
    def independent(self) -> int:
        """The model without any interaction: the empty term and the single lists, as bits."""
        return (1 << self.lists + 1) - 1

    def wider(self, model: int) -> Iterator[int]:
        """The models with one term more whose parts are all there."""
        place = {term: number for number, term in enumerate(self.terms)}
        for number, term in enumerate(self.terms):
            if not model >> number & 1 and all(
                model >> place[term ^ 1 << each] & 1
                for each in range(self.lists)
                if term >> each & 1
            ):
                yield model | 1 << number

    def models(self) -> list[int]:
        """Every model as the bits of its terms, in ascending order."""
        found, new = {self.independent}, {self.independent}
        while new:
            new = {each for model in new for each in self.wider(model)} - found
            found |= new
        return sorted(found)

    def members(self, models: list[int]) -> Flags:
        """A row a model, a column a term: whether the model has it."""
        return np.array(
            [[model >> number & 1 for number in range(len(self.terms))] for model in models], bool
        ).reshape(len(models), len(self.terms))

    def tops(self, model: int) -> tuple[int, ...]:
        """The interactions of a model that are part of no larger one: they say all of it."""
        own = [term for number, term in enumerate(self.terms) if model >> number & 1]
        return tuple(
            term
            for term in own
            if term & (term - 1) and not any(term != each and term & each == term for each in own)
        )


@frozen(eq=False)
class Fits:
    """A row a fit: how it ended, the mean of the cell nobody saw, log likelihood, terms, means."""

    state: Whole
    unseen: Floats
    likelihood: Floats
    size: Whole
    means: Floats

    @classmethod
    def joined(cls, parts: Sequence[Fits]) -> Fits:
        """The rows of several, one after the other."""
        return cls(
            np.concatenate([each.state for each in parts]),
            np.concatenate([each.unseen for each in parts]),
            np.concatenate([each.likelihood for each in parts]),
            np.concatenate([each.size for each in parts]),
            np.concatenate([each.means for each in parts]),
        )

    def some(self, rows: Whole) -> Fits:
        """The same for some rows."""
        return Fits(
            self.state[rows],
            self.unseen[rows],
            self.likelihood[rows],
            self.size[rows],
            self.means[rows],
        )

    def bic(self, seen: Floats) -> Floats:
        """Schwarz's criterion with the people seen as sample; infinite where nothing is fitted."""
        value = self.size * np.log(seen) - 2 * self.likelihood
        return np.where(self.state == FITTED, value, np.inf)


def fit(design: Design, counts: Floats, members: Flags, *, prove: bool = True) -> Fits:
    """Fit a model to a table in each row; without `prove` no maximum found counts as none."""
    most = int(members.sum(1).max(initial=1)) * design.matrix.shape[0]
    some = max(1, _NUMBERS // most)
    parts = [
        _fit(design.matrix, counts[at : at + some], members[at : at + some], prove)
        for at in range(0, len(counts), some)
    ]
    return Fits.joined(parts)


def _fit(matrix: Floats, counts: Floats, members: Flags, prove: bool) -> Fits:
    gone = members & (counts @ matrix == 0)
    alive, kept = members & ~gone, gone @ matrix.T == 0
    state = np.where(_told_apart(matrix, alive, kept), ENDLESS, UNTOLD)
    means, terms = np.zeros_like(counts), np.zeros(members.shape)
    rows = np.flatnonzero(state == ENDLESS)
    rest, step, terms[rows], means[rows] = _newton(matrix, counts[rows], alive[rows], kept[rows])
    state[rows[rest]] = FITTED
    if prove:
        for row, way in zip(rows[~rest], step[~rest], strict=True):
            if not rises_for_ever(matrix, counts[row], alive[row], kept[row], way) and has_maximum(
                matrix, counts[row], alive[row], kept[row]
            ):
                raise ArithmeticError("a maximum that Newton steps do not reach")
    likelihood = np.where(
        kept, counts * np.log(np.where(means > 0, means, 1)) - means - gammaln(counts + 1), 0
    ).sum(1)
    unseen = np.exp(np.minimum(terms[:, 0], _HIGHEST))
    return Fits(state, unseen, likelihood, members.sum(1), means)


def _told_apart(matrix: Floats, alive: Flags, kept: Flags) -> Flags:
    """Whether a model's terms can be told apart in its cells: the rank, once for each pattern."""
    packed = np.packbits(np.concatenate([alive, kept], 1), axis=1)
    _, first, which = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    _, _, own = _own(matrix, alive[first], kept[first])
    full = np.linalg.matrix_rank(own) == alive[first].sum(1)
    return np.asarray(full[which.reshape(-1)])


def _own(matrix: Floats, alive: Flags, kept: Flags) -> tuple[Whole, Flags, Floats]:
    """Each row's own terms moved to the front, so that small models cost little in a large design:
    which they are, how many, and their matrix, a row a term and a column a cell."""
    front = np.argsort(~alive, axis=1, kind="stable")[:, : int(alive.sum(1).max(initial=1))]
    mine = np.take_along_axis(alive, front, 1)
    return front, mine, matrix.T[front] * (mine[:, :, None] & kept[:, None, :])


def _newton(
    matrix: Floats, counts: Floats, alive: Flags, kept: Flags
) -> tuple[Flags, Floats, Floats, Floats]:
    """Who came to rest, the last steps, the terms and the means."""
    front, mine, own = _own(matrix, alive, kept)
    number, size = mine.shape
    diagonal = np.arange(size)

    def logs(terms: Floats, rows: Whole) -> Floats:
        return np.asarray(np.matmul(terms[:, None, :], own[rows])[:, 0, :])

    def means(terms: Floats, rows: Whole) -> Floats:
        return np.exp(np.clip(logs(terms, rows), -4 * _HIGHEST, _HIGHEST)) * kept[rows]

    def solve(weights: Floats, right: Floats, rows: Whole) -> Floats:
        each = own[rows]
        curve = np.matmul(each * weights[:, None, :], each.transpose(0, 2, 1))
        curve[:, diagonal, diagonal] *= 1 + 1e-12  # never quite singular as means go to nothing
        curve[:, diagonal, diagonal] += ~mine[rows]
        return np.asarray(np.linalg.solve(curve, np.matmul(each, right[:, :, None]))[:, :, 0])

    def height(terms: Floats, mean: Floats, rows: Whole) -> Floats:
        return np.asarray((counts[rows] * logs(terms, rows) - mean).sum(1))

    everyone = np.arange(number)
    start = (counts + 0.5) * kept
    terms = solve(start, start * np.log(counts + 0.5), everyone)
    mean, step = means(terms, everyone), np.zeros((number, size))
    rest = np.zeros(number, bool)
    for _ in range(_STEPS):
        rows = np.flatnonzero(~rest)
        if not len(rows):
            break
        old, level = terms[rows], height(terms[rows], mean[rows], rows)
        step[rows] = move = solve(mean[rows], counts[rows] - mean[rows], rows)
        rest[rows] = np.abs(logs(move, rows)).max(1) < _REST
        for _ in range(_HALVINGS):
            terms[rows] = old + move
            mean[rows] = means(terms[rows], rows)
            worse = height(terms[rows], mean[rows], rows) < level - 1e-9 * (1 + np.abs(level))
            if not worse.any():
                break
            move[worse] /= 2
    return rest, _back(step, front, alive), _back(terms, front, alive), mean


def _back(moved: Floats, front: Whole, alive: Flags) -> Floats:
    """What stands at the front of each row, in the places of all terms."""
    found = np.zeros(alive.shape)
    np.put_along_axis(found, front, moved, 1)
    return found * alive


def rises_for_ever(matrix: Floats, counts: Floats, alive: Flags, kept: Flags, way: Floats) -> bool:
    """Whether whole numbers near `way` prove that there is no maximum.

    Along them no mean of a cell with people changes, none of the others rises, and one falls.
    """
    own = matrix[np.ix_(kept, alive)].astype(np.int64)
    people = counts[kept] > 0
    for times in (1, 2, 3, 4, 6):
        moved = own @ np.rint(way[alive] * times).astype(np.int64)
        if moved.any() and not moved[people].any() and (moved <= 0).all():
            return True
    return False


def has_maximum(matrix: Floats, counts: Floats, alive: Flags, kept: Flags) -> bool:
    """Whether means above nothing in every cell give the same margins: a linear program."""
    own = matrix[np.ix_(kept, alive)].T
    most = max(1.0, float(counts.max()))
    cells = own.shape[1]
    equal = np.concatenate([own, own.sum(1)[:, None]], 1)  # means are slack plus the least of them
    found = linprog(
        [0.0] * cells + [-1.0], A_eq=equal, b_eq=own @ counts[kept] / most, bounds=(0, None)
    )
    return bool(found.status == 0 and -found.fun * most > 1e-7)
