"""The optimisation as a frozen value: what is unknown, what binds it, what is made largest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.canonical import canonical, sha256
from canje.base.select import mask
from canje.clear.classes import Classes, Ints, classify, summed_after_another
from canje.clear.rows import Form, Row, rows_of
from canje.clear.worth import Rungs, Worths
from canje.terms.docket import Docket, First, Freed, Level, Owed, Prefer, Wishes
from canje.terms.eligible import Eligibility
from canje.terms.units import Units

INFINITE = 2**62
"""Stands for a limit that is none, in arrays of limits."""


@frozen(eq=False)
class Objective:
    """One level: a coefficient a column, or for `prefer` the worth of each item of a class."""

    name: str
    title: str
    coefficients: Ints
    worths: Worths | None = None


@frozen(eq=False)
class Matrix:
    """The rows over the columns, column by column (compressed sparse columns)."""

    start: Ints
    row: Ints
    value: Ints

    @classmethod
    def of(cls, rows: Sequence[tuple[Form, Ints, Ints]], width: int) -> Matrix:
        """From rows, each as a form over columns and the places and values beside it."""
        row = [np.full(len(f.columns) + len(c), r) for r, (f, c, _) in enumerate(rows)]
        column = [np.concatenate([f.columns, c]) for f, c, _ in rows]
        value = [np.concatenate([f.values, v]) for f, _, v in rows]
        empty = np.zeros(0, np.int64)
        rows_, columns = np.concatenate([empty, *row]), np.concatenate([empty, *column])
        order = np.lexsort((rows_, columns))
        counts = np.bincount(columns, minlength=width)
        return cls(
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            rows_[order].astype(np.int64),
            np.concatenate([empty, *value])[order].astype(np.int64),
        )

    def weigh(self, multipliers: Ints) -> Ints:
        """For each column, the sum of its entries times the multipliers of their rows."""
        terms = np.zeros(len(self.row) + 1, multipliers.dtype)
        np.cumsum(multipliers[self.row] * self.value, out=terms[1:])
        weighed: Ints = terms[self.start[1:]] - terms[self.start[:-1]]
        return weighed


@frozen(eq=False)
class Problem:
    """Maximise the objectives one after the other over counts by class and option.

    Unknowns are whole numbers: the columns of the classes, then the auxiliaries (0 or 1). The
    columns of `group` g together take at most `capacity[g]`; a group is a class, or an auxiliary.
    `optional` are the auxiliaries of wishes, which bind nothing where they are 0.
    """

    classes: Classes
    capacity: Ints
    group: Ints
    auxiliaries: tuple[str, ...]
    optional: frozenset[str]
    rows: tuple[Row, ...]
    matrix: Matrix
    lo: Ints
    hi: Ints
    objectives: tuple[Objective, ...]

    @property
    def columns(self) -> int:
        return len(self.group)

    @cached_property
    def rungs(self) -> Rungs:
        """Where the items of each class stand, one after the other."""
        return Rungs.of(self.capacity[: len(self.classes.size)])

    @cached_property
    def pieces(self) -> Ints:
        """The place of each class's first piece (see `pieces`), and one past the last piece."""
        return self.columns + np.concatenate([[0], np.cumsum(self.rungs.size)])

    def column_name(self, column: int) -> str:
        """`c3.0`, the first option of class c3; or the auxiliary's own name."""
        classes = self.classes.column_class
        if column >= len(classes):
            return self.auxiliaries[column - len(classes)]
        number = int(classes[column])
        return f"c{number + 1}.{column - int(np.searchsorted(classes, number))}"

    def without(self, terms: frozenset[str]) -> Problem:
        """The same problem with the rows of some terms taken away."""
        return self.with_rows(row for row in self.rows if row.term not in terms)

    def with_rows(self, rows: Iterable[Row]) -> Problem:
        """The same unknowns under other rows."""
        rows = tuple(rows)
        place = {
            name: len(self.classes.column_class) + n for n, name in enumerate(self.auxiliaries)
        }
        return attrs.evolve(
            self,
            rows=rows,
            matrix=_matrix(rows, place, self.columns),
            lo=np.array([-INFINITE if row.lo is None else row.lo for row in rows], np.int64),
            hi=np.array([INFINITE if row.hi is None else row.hi for row in rows], np.int64),
        )

    def digest(self) -> str:
        """SHA-256 over the problem's parts; the same for every order of people and of terms."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        hasher = hashlib.sha256()
        parts: list[npt.NDArray[np.int64]] = [
            self.capacity,
            self.group,
            self.matrix.start,
            self.matrix.row,
            self.matrix.value,
            self.lo,
            self.hi,
        ]
        for objective in self.objectives:
            parts += [objective.coefficients, *(objective.worths or ())]
        names = [row.name for row in self.rows]
        hasher.update(canonical([*names, *[objective.name for objective in self.objectives]]))
        for part in parts:
            hasher.update(b"[%d]" % len(part) + part.astype("<i8").tobytes())
        return sha256(hasher.digest())


def problem(docket: Docket, eligibility: Eligibility, units: Units) -> Problem:
    """State the problem that a docket poses."""
    return posed(docket, classify(docket, eligibility, units))


def posed(docket: Docket, classes: Classes) -> Problem:
    """The problem of a docket's terms and levels over classes that are known."""
    made = rows_of(docket, classes)
    width = len(classes.column_class)
    wishes = np.zeros(len(made.auxiliaries), np.int64)
    wishes[[made.auxiliaries.index(name) for name in made.wishes]] = 1
    parts = np.array([made.grades.get(name, 0) for name in made.auxiliaries], np.int64)
    bare = Problem(
        classes=classes,
        capacity=np.concatenate([classes.size, np.ones(len(made.auxiliaries), np.int64)]),
        group=np.concatenate(
            [classes.column_class, len(classes.size) + np.arange(len(made.auxiliaries))]
        ),
        auxiliaries=made.auxiliaries,
        optional=frozenset(
            name for name in made.auxiliaries if f"{name.rpartition('/')[0]}/0" in made.wishes
        ),
        rows=(),
        matrix=_matrix((), {}, width),
        lo=np.zeros(0, np.int64),
        hi=np.zeros(0, np.int64),
        objectives=tuple(
            _objective(number, level, docket, classes, wishes, parts)
            for number, level in enumerate(docket.levels)
        ),
    )
    return bare.with_rows(made.rows)


def _matrix(rows: Sequence[Row], place: Mapping[str, int], width: int) -> Matrix:
    return Matrix.of(
        [
            (
                row.form,
                np.array([place[name] for name in row.auxiliaries], np.int64),
                np.array(list(row.auxiliaries.values()), np.int64),
            )
            for row in rows
        ],
        width,
    )


def _objective(
    number: int, level: Level, docket: Docket, classes: Classes, wishes: Ints, parts: Ints
) -> Objective:
    none = np.zeros_like(wishes)
    match level:
        case Freed():
            everyone = classes.unit_size[classes.column_class]
            return Objective("freed", "people freed", np.concatenate([everyone, none]))
        case First(title, of):
            counts = classes.count(mask(of, classes.moves))
            return Objective(f"first:{number}", title, np.concatenate([counts, none]))
        case Wishes():
            nobody = np.zeros(len(classes.column_class), np.int64)
            return Objective("wishes", "wishes met", np.concatenate([nobody, wishes]))
        case Owed():
            nobody = np.zeros(len(classes.column_class), np.int64)
            return Objective("owed", "debts that are not left", np.concatenate([nobody, parts]))
        case Prefer(name):
            worths = _worths(name, docket, classes)
            if name not in summed_after_another(docket):
                nobody = np.zeros(len(classes.column_class) + len(wishes), np.int64)
                return Objective(f"prefer:{name}", name, nobody, worths)
            each = worths.steps.at(np.ones(len(worths), np.int64))[classes.column_class]
            return Objective(f"prefer:{name}", name, np.concatenate([each, none]))


def _worths(name: str, docket: Docket, classes: Classes) -> Worths:
    """What each item of each class is worth by a column, the largest first."""
    if not len(classes.size):
        return Worths.of([])
    people = worth_of_people(name, docket)[classes.item_person]
    each = np.repeat(classes.unit_size, classes.size)
    items = np.add.reduceat(people, np.cumsum(each) - each)
    of = np.repeat(np.arange(len(classes.size)), classes.size)
    return Worths(items[np.lexsort((-items, of))], classes.size)


def worth_of_people(name: str, docket: Docket) -> Ints:
    """A column's whole numbers, one a person; blank counts as nothing."""
    column = docket.people.column(name)
    return np.array([int(value or 0) for value in column.values], np.int64)[column.codes]
