"""Which pairs of entries are worth comparing.

Up to some twenty thousand entries a list, every word is held against every word: an entry's best
`BEST` on the other side, each way, by how rare what they share is, dates and places counted as
words. Beyond it an inverted index (`index.py`) brings together who shares something rare.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import sparse

from canje.base.people import Column
from canje.reconcile.arrays import distinct
from canje.reconcile.chains import Rarity
from canje.reconcile.likeness import CLASS, SAME, SLIP, Likeness
from canje.reconcile.pool import EXTRA, Pool

Pairs = npt.NDArray[np.int32]

BEST = 25
"""Candidates of an entry in each direction."""

_CELLS = 8_000_000
"""Scores worked on at a time."""

_LEAST = 4.0
"""Bits that a candidate must share at least: less is shared by chance all the time."""


def exhaustive(
    pool: Pool,
    like: Likeness,
    rare: Rarity,
    best: int = BEST,
    touched: npt.NDArray[np.bool_] | None = None,
) -> tuple[Pairs, Pairs]:
    """The best candidates of each entry in every other list, and in its own unless it is clean.

    Where `touched` says which entries are new, only pairs with a new entry are looked for.
    """
    new = np.ones(len(pool), bool) if touched is None else touched
    shared, weighted = _atoms(pool, like, rare)
    found: list[npt.NDArray[np.int64]] = []
    lists = range(len(pool.lists))
    for one in lists:
        for other in range(one, len(pool.lists)):
            if one == other and pool.clean[one]:
                continue
            rows, cols = np.flatnonzero(pool.of == one), np.flatnonzero(pool.of == other)
            old = rows[~new[rows]]
            for some, more in ((rows[new[rows]], cols), (old, cols[new[cols]])):
                if len(some) and len(more) and not (one == other and some is old):
                    found.append(_best(weighted, shared, some, more, best, len(pool)))
    keys = distinct(np.concatenate([np.zeros(0, np.int64), *found]))
    left, right = np.divmod(keys, len(pool))
    return left.astype(np.int32), right.astype(np.int32)


def _best(
    weighted: sparse.csr_array,
    shared: sparse.csr_array,
    rows: npt.NDArray[np.intp],
    cols: npt.NDArray[np.intp],
    best: int,
    size: int,
) -> npt.NDArray[np.int64]:
    """Keys of the best pairs, by row and by column."""
    target = shared[cols].T.tocsr()
    keys: list[npt.NDArray[np.int64]] = []
    top = np.zeros(0, np.int64)
    within = bool(np.isin(rows[:1], cols).all())
    step = max(1, _CELLS // len(cols))
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        score = (weighted[some] @ target).tocoo()
        keep = score.data >= _LEAST
        row, column, bits = some[score.row[keep]], cols[score.col[keep]], score.data[keep]
        if within:
            apart = row != column
            row, column, bits = row[apart], column[apart], bits[apart]
        one, other = _top(_packed(row, bits, column), best)[1]
        keys.append(_key(one, other, size))
        if not within:  # or the other direction comes with its own row
            top = _top(np.concatenate([top, _packed(column, bits, row)]), best)[0]
    one, other = _unpacked(top)
    keys.append(_key(one, other, size))
    return distinct(np.concatenate(keys))


_WIDTH, _STEPS = 23, 64
"""Binary digits of an entry's number; parts of a bit that still order candidates."""


def _packed(
    entry: npt.NDArray[np.integer], bits: npt.NDArray[np.float32], other: npt.NDArray[np.integer]
) -> npt.NDArray[np.int64]:
    """Entry, score, other entry as one number: sorted, each entry's best come first."""
    below = 65_535 - np.minimum(bits * _STEPS, 65_535).astype(np.int64)
    return (entry.astype(np.int64) << (_WIDTH + 16)) | (below << _WIDTH) | other.astype(np.int64)


def _unpacked(packed: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    return packed >> (_WIDTH + 16), packed & ((1 << _WIDTH) - 1)


def _top(
    packed: npt.NDArray[np.int64], best: int
) -> tuple[npt.NDArray[np.int64], tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    packed = np.sort(packed)
    entry = packed >> (_WIDTH + 16)
    first = np.searchsorted(entry, entry, side="left")
    packed = packed[np.arange(len(packed)) - first < best]
    return packed, _unpacked(packed)


def _key(
    one: npt.NDArray[np.integer], other: npt.NDArray[np.integer], size: int
) -> npt.NDArray[np.int64]:
    low, high = np.minimum(one, other), np.maximum(one, other)
    key: npt.NDArray[np.int64] = low.astype(np.int64) * size + high
    return key


def _atoms(pool: Pool, like: Likeness, rare: Rarity) -> tuple[sparse.csr_array, sparse.csr_array]:
    """What each entry says, as a row: plain, and weighted by what sharing it is worth."""
    size = len(pool.words)
    entry, place = np.nonzero(pool.chain >= 0)
    words = sparse.csr_array(
        (np.ones(len(entry), np.float32), (entry, pool.chain[entry, place])), (len(pool), size)
    )
    row, column = np.divmod(like.keys, max(size, 1))
    share = np.where(
        like.values >= CLASS, like.values / SAME, np.where(like.values >= SLIP, 0.5, 0.15)
    )
    bits = rare.bits[EXTRA]
    worth = share * np.minimum(bits[row], bits[column])
    every = np.arange(size)
    table = sparse.csr_array(
        (
            np.concatenate([worth, worth, bits]).astype(np.float32),
            (np.concatenate([row, column, every]), np.concatenate([column, row, every])),
        ),
        (size, size),
    )
    plain, weighted = [words], [words @ table]
    for column_, most in _facts(pool):
        marks, weights = _marks(column_, most)
        plain.append(marks)
        weighted.append(weights)
    return sparse.hstack(weighted, "csr"), sparse.hstack(plain, "csr")


def _facts(pool: Pool) -> Iterator[tuple[npt.NDArray[np.int64], float]]:
    """Facts that bring entries together, and the most bits each may bring."""
    for reading in pool.born:
        yield reading.whole, 8.0
        yield reading.year.astype(np.int64), 4.0
        turned = reading.year.astype(np.int64) * 10_000 + reading.day * 100 + reading.month
        yield np.where((reading.whole > 0) & (reading.day <= 12), turned, reading.whole), 2.0
    yield pool.taken.whole, 6.0
    for name, column in pool.facts.items():
        if name != "sex":
            yield _folded(column), 5.0


def _folded(column: Column) -> npt.NDArray[np.int64]:
    return column.codes.astype(np.int64)


def _marks(codes: npt.NDArray[np.int64], most: float) -> tuple[sparse.csr_array, sparse.csr_array]:
    has = np.flatnonzero(codes > 0)
    values, back, counts = np.unique(codes[has], return_inverse=True, return_counts=True)
    shape = (len(codes), len(values))
    bits = np.minimum(-np.log2(counts / max(1, len(has))), most)
    ones = np.ones(len(has), np.float32)
    plain = sparse.csr_array((ones, (has, back.ravel())), shape)
    weighted = sparse.csr_array((bits[back.ravel()].astype(np.float32), (has, back.ravel())), shape)
    return plain, weighted
