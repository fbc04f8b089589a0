"""How alike two words are, as a number from 0 to 255, for all words of a pool at once.

Two sources: what writers of one script or another make of a name (`spelling.Lexis`), and slips of
the hand within a script, which no training shows. What a level is worth is decided by the lists
themselves: the levels' weights are learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler, OSA

from canje.reconcile.spelling import Lexis, Word

Level = npt.NDArray[np.uint8]

SAME, ALIKE, LIKELY, SLIP, WEAK = 255, 220, 150, 120, 60
"""One spelling; surely one name in two spellings; likely; a slip of the hand; perhaps."""

CLASS = 128
"""From here on two spellings are of one class: they share their rarity."""

_SURE = 3.0
"""Bits from which on two spellings are surely one name."""

CELLS = 300_000_000
"""Pairs of words that are kept as a full table; beyond it only those alike are."""

@frozen(eq=False)
class Likeness:
    """Likeness of words by number. Either `full` is the whole table, or `keys` are those alike."""

    size: int
    full: Level | None
    keys: npt.NDArray[np.int64]
    values: Level

    def look(self, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> Level:
        """Likeness of words, element by element; 0 where either is missing (-1)."""
        left, right = np.broadcast_arrays(left, right)
        here = (left >= 0) & (right >= 0)
        if self.full is not None:
            found = self.full[np.maximum(left, 0), np.maximum(right, 0)]
            found[~here] = 0
            return found
        key = np.minimum(left, right).astype(np.int64) * self.size + np.maximum(left, right)
        place = np.minimum(np.searchsorted(self.keys, key), max(len(self.keys) - 1, 0))
        found = np.where(left == right, np.uint8(SAME), np.uint8(0))
        if len(self.keys):
            found = np.where(self.keys[place] == key, np.maximum(self.values[place], found), found)
        return np.where(here, found, np.uint8(0)).astype(np.uint8)

    def classes(self, weight: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The weight of each word's class: its own, and its share of those alike."""
        row, column = np.divmod(self.keys, self.size)
        near = self.values >= CLASS
        row, column, share = row[near], column[near], self.values[near] / SAME
        total = weight.copy()
        total += np.bincount(row, share * weight[column], self.size)
        total += np.bincount(column, share * weight[row], self.size)
        return total


def likeness(
    words: Sequence[Word],
    pairs: Iterable[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]],
    floor: float = 0.0,
) -> Likeness:
    """Compare the words of each pair of sets (words of one list, of another) with each other."""
    size = len(words)
    lexis = Lexis(words)
    keys: list[npt.NDArray[np.int64]] = []
    values: list[Level] = []
    for left, right in pairs:
        for found in _sets(lexis, left, right, floor):
            row, column, value = found
            apart = row != column
            low, high = np.minimum(row, column)[apart], np.maximum(row, column)[apart]
            keys.append(low.astype(np.int64) * size + high)
            values.append(value[apart])
    return _built(size, keys, values)


def _built(
    size: int, keys: Sequence[npt.NDArray[np.int64]], values: Sequence[Level]
) -> Likeness:
    key = np.concatenate([np.zeros(0, np.int64), *keys])
    value = np.concatenate([np.zeros(0, np.uint8), *values])
    order = np.lexsort((value, key))
    key, value = key[order], value[order]
    last = np.append(key[1:] != key[:-1], True)[: len(key)]  # the strongest of each
    key, value = key[last], value[last]
    full = None
    if size * size <= CELLS:
        full = np.zeros((size, size), np.uint8)
        row, column = np.divmod(key, max(size, 1))
        full[row, column] = value
        full[column, row] = value
        np.fill_diagonal(full, SAME)
    return Likeness(size, full, key, value)


_Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Level]


def _sets(
    lexis: Lexis,
    left: npt.NDArray[np.int32],
    right: npt.NDArray[np.int32],
    floor: float,
) -> Iterable[_Found]:
    one, other, bits = lexis.above(left.astype(np.intp), right.astype(np.intp), floor)
    yield one, other, np.where(bits >= _SURE, ALIKE, LIKELY).astype(np.uint8)
    scripts = np.array([script for script, _ in lexis.words])
    for script in np.intersect1d(scripts[left], scripts[right]):
        some, more = left[scripts[left] == script], right[scripts[right] == script]
        yield from _slips(lexis.words, some, more)


def _slips(
    words: Sequence[Word], left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]
) -> Iterable[_Found]:
    """Words of one script that a slip of the hand tells apart."""
    spelled = [[words[each][1] for each in side.tolist()] for side in (left, right)]
    step = max(1, 20_000_000 // max(1, len(right)))
    for start in range(0, len(left), step):
        some = spelled[0][start : start + step]
        table = process.cdist(
            some, spelled[1], scorer=JaroWinkler.similarity, score_cutoff=0.8, dtype=np.float32,
            workers=-1,
        )  # fmt: skip
        row, column = np.nonzero(table)
        one = [some[each] for each in row.tolist()]
        other = [spelled[1][each] for each in column.tolist()]
        yield left[start + row], right[column], slip(one, other, table[row, column])


def slip(
    one: Sequence[str], other: Sequence[str], score: npt.NDArray[np.float32]
) -> Level:
    """Levels of pairs of words of some Jaro-Winkler likeness."""
    if not one:
        return np.zeros(0, np.uint8)
    edits = process.cpdist(one, other, scorer=OSA.distance, dtype=np.int32, workers=-1)
    shorter = np.minimum([len(each) for each in one], [len(each) for each in other])
    level = np.where(score >= 0.83, WEAK, 0)
    level[(score >= 0.91) & (shorter >= 3)] = SLIP
    level[(edits == 1) & (shorter >= 4)] = SLIP
    level[(edits == 2) & (shorter >= 7)] = SLIP
    level[shorter < 3] = np.where(score[shorter < 3] >= 0.83, WEAK, 0)
    return level.astype(np.uint8)
