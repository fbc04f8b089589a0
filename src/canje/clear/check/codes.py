"""People alike share a number, and exact sums over such numbers.

All arithmetic is of whole numbers. Where 64 bits could overflow, arrays of Python's own integers
(`dtype=object`) take over: slower, and as exact.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Exact = npt.NDArray[np.int64] | npt.NDArray[np.object_]
"""Whole numbers, 64 bits wide or as long as they get."""

Flags = npt.NDArray[np.bool_]

_TABLE = 1 << 24
SAFE = 1 << 62


class Alike:
    """Sorts rows by one fact after the other: rows alike in all of them share a number."""

    def __init__(self, rows: int) -> None:
        self._codes: Ints = np.zeros(rows, np.int64)
        self._count = 1

    def by(self, codes: npt.NDArray[np.integer], count: int) -> None:
        """Tell the rows apart by one more fact, given as codes below `count`."""
        if count < 2:
            return
        if self._count * count >= SAFE:
            self._codes, reps = dense(self._codes, self._count)
            self._count = len(reps)
        self._codes = self._codes * np.int64(count) + codes
        self._count *= count
        if self._count > _TABLE:
            self._codes, reps = dense(self._codes, self._count)
            self._count = len(reps)

    def groups(self) -> tuple[Ints, Ints]:
        """The number of each row's group, and the first row of each group."""
        return dense(self._codes, self._count)


def dense(codes: Ints, count: int) -> tuple[Ints, Ints]:
    """Number the codes that occur without gaps; with the first row of each."""
    if count > 4 * max(len(codes), 1 << 16):
        _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
        return inverse.astype(np.int64, copy=False), first.astype(np.int64, copy=False)
    first = np.full(count, -1, np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    there = first >= 0
    return (np.cumsum(there) - 1)[codes], first[there]


def whole(values: Sequence[int]) -> Exact:
    """An array of the numbers, as narrow as is safe."""
    if any(abs(value) >= 1 << 40 for value in values):
        return np.array(values, dtype=object)
    return np.array(values, dtype=np.int64)


def zeros(count: int, like: Exact) -> Exact:
    """So many zeros, as wide as the other array."""
    if like.dtype == object:
        return np.full(count, 0, object)
    return np.zeros(count, np.int64)


def largest(values: Exact) -> int:
    """The largest magnitude."""
    return max(abs(int(values.max())), abs(int(values.min()))) if len(values) else 0


def dot(counts: Ints, values: Exact) -> int:
    """The sum of counts times values, exactly. Counts sum to less than 2**31 (they are people)."""
    if values.dtype == object:
        return int(sum((counts * values).tolist()))
    high, low = values >> 31, values & ((1 << 31) - 1)
    return (int(np.dot(counts, high)) << 31) + int(np.dot(counts, low))
