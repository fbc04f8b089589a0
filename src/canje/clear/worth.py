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
class Steps:
    """What the first n items of each class bring, for n from 0 up to all, class after class.

    `start[c]` is where class c begins in `sums`; the last one is the length.
    """

    sums: Ints
    start: Ints

    @classmethod
    def of(cls, gains: Ints, size: Ints) -> Steps:
        """From what each item brings, class after class; `size` are those of the classes."""
        if gains.dtype != object and len(size):
            first = np.cumsum(size) - size
            reach = np.add.reduceat(np.abs(gains.astype(float)), first)
            if 4 * float(reach.max()) >= SAFE:
                gains = gains.astype(object)
        start = np.concatenate([[0], np.cumsum(size + 1)])
        along = np.zeros(int(start[-1]), gains.dtype)
        along[np.arange(len(gains)) + np.repeat(np.arange(len(size)), size) + 1] = gains
        run = np.cumsum(along)  # may wrap around: differences within a class are right again
        return cls(run - np.repeat(run[start[:-1]], size + 1), start)

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
        count = np.diff(self.start)
        if self.sums.dtype != object:
            spare = min(spare, SAFE)
        opens = np.repeat(self.best, count) - self.sums <= spare
        number = np.arange(len(self.sums)) - np.repeat(self.start[:-1], count)
        few = np.minimum.reduceat(np.where(opens, number, len(number)), self.start[:-1])
        return few, np.maximum.reduceat(np.where(opens, number, -1), self.start[:-1])

    def turn(self, classes: Ints, at: Ints) -> Ints:
        """What it brings at best that more than `at` items go, less the best of other numbers."""
        if not len(classes):
            return self.sums[:0]
        first, end = self.start[classes], self.start[classes + 1]
        edges = np.stack([first, first + at + 1, end], axis=1).reshape(-1)
        most = np.maximum.reduceat(np.append(self.sums, 0), edges)
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
        return Steps.of(self.figures, self.size)

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
