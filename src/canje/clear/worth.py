"""What the items of classes are worth, best first, and what the first so many of them are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from attrs import frozen

from canje.clear.classes import Ints

SAFE = 2**62
"""What is below it can be added to its like without outgrowing 64 bits."""


@frozen(eq=False)
class Rungs:
    """Where the steps of each class stand: `start` and one past the last, `place` of each item's.

    A class has a step more than items, the one of no item.
    """

    size: Ints
    start: Ints
    place: Ints

    @classmethod
    def of(cls, size: Ints) -> Rungs:
        """From the size of each class."""
        start = np.concatenate([[0], np.cumsum(size + 1)])
        place = np.arange(int(size.sum())) + np.repeat(np.arange(len(size)), size) + 1
        return cls(size, start, place)

    @property
    def count(self) -> Ints:
        return self.size + 1


@frozen(eq=False)
class Steps:
    """What the first n items of each class bring, for n from 0 up to all, class after class."""

    sums: Ints
    rungs: Rungs

    @classmethod
    def of(cls, gains: Ints, rungs: Rungs) -> Steps:
        """From what each item brings, class after class."""
        if gains.dtype != object and len(gains):
            largest = float(np.abs(gains).max()) * float(rungs.size.max())
            if 2 * largest >= SAFE:
                gains = gains.astype(object)
        along = np.zeros(int(rungs.start[-1]), gains.dtype)
        along[rungs.place] = gains
        run = np.cumsum(along)  # may wrap around: differences within a class are right again
        return cls(run - np.repeat(run[rungs.start[:-1]], rungs.count), rungs)

    @property
    def start(self) -> Ints:
        """Where each class's steps begin, and one past the last of all."""
        return self.rungs.start

    @property
    def best(self) -> Ints:
        """The most that any number of items of each class brings."""
        most: Ints = np.maximum.reduceat(self.sums, self.start[:-1])
        return most

    @property
    def least(self) -> Ints:
        """The least that any number of items of each class brings."""
        least: Ints = np.minimum.reduceat(self.sums, self.start[:-1])
        return least

    def at(self, counts: Ints) -> Ints:
        """What so many items of each class bring."""
        sums: Ints = self.sums[self.start[:-1] + counts]
        return sums

    def within(self, spare: int) -> tuple[Ints, Ints]:
        """How few and how many items of each class lose at most so much against the best."""
        count = self.rungs.count
        if self.sums.dtype != object:
            spare = min(spare, SAFE)
        opens = np.repeat(self.best, count) - self.sums <= spare
        number = np.arange(len(self.sums)) - np.repeat(self.start[:-1], count)
        few = np.minimum.reduceat(np.where(opens, number, len(number)), self.start[:-1])
        return few, np.maximum.reduceat(np.where(opens, number, -1), self.start[:-1])

    def turn(self, classes: Ints, at: Ints, least: Ints | None = None) -> Ints:
        """What it brings at best that more than `at` items go, less the best of other numbers.

        Of the other numbers those from `least` on count, where that is given.
        """
        if not len(classes):
            return self.sums[:0]
        first, end = self.start[classes], self.start[classes + 1]
        edges = np.stack([first + (0 if least is None else least), first + at + 1, end], axis=1)
        most = np.maximum.reduceat(np.append(self.sums, 0), edges.reshape(-1))
        turned: Ints = most[1::3] - most[0::3]
        return turned


@frozen(eq=False)
class Worths:
    """A figure for each item of each class, class after class, the largest of a class first.

    The first n figures of a class are what n of its items are worth, which is concave in n.
    """

    figures: Ints
    size: Ints

    @classmethod
    def of(cls, figures: Sequence[Ints]) -> Worths:
        """From the figures of each class."""
        size = np.array([len(each) for each in figures], np.int64)
        return cls(np.concatenate([np.zeros(0, np.int64), *figures]), size)

    def __len__(self) -> int:
        return len(self.size)

    def __iter__(self) -> Iterator[Ints]:
        """The figures of each class."""
        yield from np.split(self.figures, np.cumsum(self.size)[:-1])[: len(self.size)]

    @cached_property
    def steps(self) -> Steps:
        """What the first items of each class are worth."""
        return Steps.of(self.figures, Rungs.of(self.size))

    @cached_property
    def furthest(self) -> float:
        """The largest magnitude of a figure."""
        return float(np.abs(self.figures.astype(float)).max(initial=0.0))

    def total(self, counts: Ints) -> int:
        """What so many items of each class are worth; groups beyond the classes do not matter."""
        return total(self.steps.at(counts[: len(self.size)]))


def total(values: Ints) -> int:
    """The exact sum, in Python's integers where 64 bits may not hold it."""
    if values.dtype != object and float(np.abs(values.astype(float)).sum()) < SAFE:
        return int(values.sum())
    return sum(values.tolist())
