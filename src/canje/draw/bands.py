"""Who is alike to the lottery: the classes, cut into bands where a preference orders a class.

Under an objective `prefer: COLUMN` a class is not drawn as one: whoever has more of the column
goes first, and only a tie is left to chance. So each class is cut into **bands** of items with one
total of the first preferred column, and every level is linear over bands. Without a preference a
band is a class.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import attrs
import numpy as np
from attrs import field, frozen

from canje.clear.bound import Cut
from canje.clear.classes import Ints
from canje.clear.problem import Objective, Problem
from canje.clear.rows import Form


@frozen(eq=False)
class Banded(Problem):
    """The problem over bands; a band of class c3 is called `c3:1`, `c3:2`, ... from the top."""

    names: tuple[str, ...] = ()

    def column_name(self, column: int) -> str:
        if column < len(self.names):
            return self.names[column]
        return self.auxiliaries[column - len(self.names)]


@frozen(eq=False)
class Bands:
    """The bands of a problem. `klass[b]` is the class of band b, `origin[j]` the column of the
    problem that column j over bands comes from. Bands of a class stand together, the first on top.
    """

    plain: Problem
    problem: Problem
    klass: Ints
    origin: Ints
    width: int = field(init=False)

    @width.default
    def _bands(self) -> int:
        return len(self.klass)

    @property
    def size(self) -> Ints:
        """Items of each band."""
        return self.problem.capacity[: self.width]

    @property
    def columns(self) -> int:
        """Columns over bands, without auxiliaries."""
        return len(self.problem.classes.column_class)

    def freed(self, points: Ints) -> Ints:
        """Items freed of each band under points of the plain problem, a row a point.

        The upper bands of a class go first.
        """
        classes = self.plain.classes
        counts = np.zeros((len(points), len(classes.size)), np.int64)
        np.add.at(counts.T, classes.column_class, points[:, : len(classes.column_class)].T)
        above = np.cumsum(self.size) - self.size
        first = np.searchsorted(self.klass, np.arange(len(classes.size)))
        above = above - above[first][self.klass] if self.width else above
        freed: Ints = np.clip(counts[:, self.klass] - above, 0, self.size)
        return freed

    def row(self, point: Ints) -> Ints:
        """The counts by class and option of a point over the plain problem: a row of the table."""
        return point[: len(self.plain.classes.column_class)]

    def plainly(self, point: Ints) -> Ints:
        """The row of a point over bands."""
        plain = np.zeros(self.plain.columns, np.int64)
        np.add.at(plain, self.origin, point[: len(self.origin)])
        return self.row(plain)

    def over(self, point: Ints) -> Ints:
        """A point of the plain problem over bands, the upper bands of a class first."""
        if self.problem is self.plain:
            return point
        left = self.size.copy()
        found = np.zeros(self.problem.columns, np.int64)
        found[self.columns :] = point[len(self.plain.classes.column_class) :]
        group = self.problem.classes.column_class
        for column, count in enumerate(self.row(point).tolist()):
            for place in np.flatnonzero(self.origin[: self.columns] == column).tolist():
                found[place] = min(count, int(left[group[place]]))
                left[group[place]] -= found[place]
                count -= int(found[place])
        return found

    def level_cuts(self, values: Sequence[int]) -> tuple[Cut, ...]:
        """The rows that hold every level at its value, over bands."""
        return tuple(
            fixed(each, value) for each, value in zip(self.problem.objectives, values, strict=True)
        )

    def held(self, counts: Mapping[str, tuple[Ints, int]]) -> tuple[Cut, ...]:
        """Rows that hold sums of the plain problem's columns, by name."""
        return tuple(
            Cut(f"hold:{name}", where := np.flatnonzero(np.isin(self.origin, columns)),
                np.ones(len(where), np.int64), count, count)
            for name, (columns, count) in counts.items()
        )  # fmt: skip


def fixed(level: Objective, value: int) -> Cut:
    """The row that holds a level at exactly its value; the name is that of the plan's own proof."""
    columns = np.flatnonzero(level.coefficients)
    values = level.coefficients[columns]
    return Cut(f"level:{level.name}", columns, values, value, value, level.worths)


def banded(problem: Problem, worth: Ints | None) -> Bands:
    """Cut the classes of a problem into bands by what each person is worth (None: nothing)."""
    classes = problem.classes
    if worth is None:
        whole = np.arange(len(classes.size))
        return Bands(problem, problem, whole, np.arange(problem.columns))
    edges = np.searchsorted(classes.column_class, np.arange(len(classes.size) + 1)).tolist()
    klass: list[int] = []
    sizes: list[int] = []
    totals: list[int] = []
    columns: list[int] = []
    order: list[Ints] = []
    names: list[str] = []
    for number, (first, last) in enumerate(pairwise(edges)):
        members = classes.members(number)
        total = worth[members].sum(axis=1)
        ranked = np.argsort(-total, kind="stable")
        order.append(members[ranked].reshape(-1))
        values, counts = np.unique(-total, return_counts=True)
        for band, (value, count) in enumerate(zip(values.tolist(), counts.tolist(), strict=True)):
            klass.append(number)
            sizes.append(count)
            totals.append(-value)
            columns += range(first, last)
            names += [f"c{number + 1}:{band + 1}.{way}" for way in range(last - first)]
    of_class = np.array(klass, np.int64)
    size, origin = np.array(sizes, np.int64), np.array(columns, np.int64)
    ways = np.diff(edges)[of_class] if len(of_class) else of_class
    column_class = np.repeat(np.arange(len(size)), ways).astype(np.int64)
    width = classes.unit_size[of_class]
    spans = [classes.move[classes.start[j] : classes.start[j + 1]] for j in columns]
    empty = np.zeros(0, np.int64)
    inner = attrs.evolve(
        classes,
        size=size,
        people=size * width,
        column_class=column_class,
        start=np.cumsum([0, *map(len, spans)]).astype(np.int64),
        move=np.concatenate([empty, *spans]),
        item_start=np.concatenate([[0], np.cumsum(size * width)]).astype(np.int64),
        item_person=np.concatenate([empty, *order]),
        unit_size=width,
        facts=tuple(classes.facts[number] for number in klass),
    )
    extra = np.arange(len(problem.auxiliaries))
    copies = _copies(origin, len(classes.column_class))
    bare = Banded(
        classes=inner,
        capacity=np.concatenate([size, np.ones(len(extra), np.int64)]),
        group=np.concatenate([column_class, len(size) + extra]),
        auxiliaries=problem.auxiliaries,
        optional=problem.optional,
        rows=(),
        matrix=problem.matrix,
        lo=empty,
        hi=empty,
        objectives=tuple(
            _over(each, origin, problem, np.array(totals, np.int64)[column_class])
            for each in problem.objectives
        ),
        names=tuple(names),
    )
    rows = (attrs.evolve(row, form=_spread(row.form, copies)) for row in problem.rows)
    whole_origin = np.concatenate([origin, len(classes.column_class) + extra])
    return Bands(problem, bare.with_rows(rows), of_class, whole_origin)


def _copies(origin: Ints, count: int) -> list[Ints]:
    """Where each column of the plain problem stands over bands."""
    ranked = np.argsort(origin, kind="stable")
    return np.split(ranked, np.searchsorted(origin[ranked], np.arange(1, count)))


def _spread(form: Form, copies: Sequence[Ints]) -> Form:
    places = [copies[column] for column in form.columns.tolist()]
    columns = np.concatenate([np.zeros(0, np.int64), *places])
    values = np.repeat(form.values, [len(each) for each in places])
    ranked = np.argsort(columns)
    return Form(columns[ranked], values[ranked])


def _over(level: Objective, origin: Ints, problem: Problem, totals: Ints) -> Objective:
    """A level over bands; the one that counts by worth is plain there."""
    rest = level.coefficients[len(problem.classes.column_class) :]
    own = totals if level.worths else level.coefficients[origin]
    return attrs.evolve(level, coefficients=np.concatenate([own, rest]), worths=None)


def in_bands(weights: Iterable[int], bands: Bands) -> Objective:
    """An aim of the lottery: so much for each item of each band."""
    of_band = np.array(list(weights), np.int64)
    none = np.zeros(bands.problem.columns - bands.columns, np.int64)
    values = of_band[bands.problem.classes.column_class]
    return Objective("draw", "chances", np.concatenate([values, none]))
