"""How alike two words are, as a number from 0 to 255, for all words of a pool at once.

Two sources: what writers of one script or another make of a name (`spelling.Lexis`), and slips of
the hand within a script, which no training shows. What a level is worth is decided by the lists
themselves: the levels' weights are learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler, Levenshtein

from canje.reconcile.arrays import Keys, distinct
from canje.reconcile.bones import readings
from canje.reconcile.spelling import Lexis, Word

Level = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.signedinteger[Any]]

SAME, ALIKE, LIKELY, SLIP, WEAK = 255, 220, 150, 120, 60
"""One spelling; surely one name in two spellings; likely; a slip of the hand; perhaps."""

CLASS = 128
"""From here on two spellings are of one class: they share their rarity."""

_SURE = 3.0
"""Bits from which on two spellings are surely one name."""

_FAINT = -2.0
"""Bits down to which words of two scripts are perhaps one name (محمد and מוחמאד: -1.4). Of real
names, so little is met 7 to 23 times as often between two spellings of one as between two."""

_BONES, _READS = 0.6 - 1e-6, 0.8
"""How alike consonants, or whole words, must be for two words to be looked at: of five consonants
three, which rounding must not leave out."""

_AT_ONCE = 20_000_000

CELLS = 300_000_000
"""Pairs of words that are kept as a full table; beyond it only those alike are."""


@frozen(eq=False)
class Likeness:
    """Likeness of words by number. Either `full` is the whole table, or `keys` are those alike."""

    size: int
    full: Level | None
    keys: Keys
    values: Level

    def look(self, left: Numbers, right: Numbers) -> Level:
        """Likeness of words, element by element; 0 where either is missing (-1)."""
        left, right = np.broadcast_arrays(left, right)
        here = (left >= 0) & (right >= 0)
        if self.full is not None and self.size:
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
    pairs: Iterable[tuple[Numbers, Numbers]],
) -> Likeness:
    """Compare the words of each pair of sets (words of one list, of another) with each other."""
    size = len(words)
    lexis = Lexis(words)
    keys: list[Keys] = []
    values: list[Level] = []
    for left, right in pairs:
        for found in _sets(lexis, left, right):
            row, column, value = found
            apart = row != column
            low, high = np.minimum(row, column)[apart], np.maximum(row, column)[apart]
            keys.append(low.astype(np.int64) * size + high)
            values.append(value[apart])
    return _built(size, keys, values)


def likeness_met(words: Sequence[Word], met: Iterable[Keys]) -> Likeness:
    """Compare only words that meet: each key is `left * len(words) + right`, left before right."""
    meeting = Meeting.of(words)
    found = [meeting.alike(key) for key in met]
    return _built(len(words), [keys for keys, _ in found], [values for _, values in found])


@frozen(eq=False)
class Meeting:
    """Words that are read once and compared as they meet."""

    lexis: Lexis
    scripts: npt.NDArray[np.str_]
    letters: _Letters
    bones: _Bones

    @classmethod
    def of(cls, words: Sequence[Word]) -> Meeting:
        spelled = [core for _, core in words]
        scripts = np.array([script for script, _ in words])
        return cls(Lexis(words), scripts, _letters(spelled), _bones(spelled))

    def alike(self, key: Keys) -> tuple[Keys, Level]:
        """Of these pairs of words those alike, and how much; a pair may come twice."""
        words = self.lexis.words
        row, column = np.divmod(key, len(words))
        alike = np.flatnonzero(self.scripts[row] == self.scripts[column])
        cross = np.flatnonzero(self.scripts[row] != self.scripts[column])
        alike = alike[self.letters.may_read(row[alike], column[alike])]
        first = [words[each][1] for each in row[alike].tolist()]
        second = [words[each][1] for each in column[alike].tolist()]
        score = process.cpdist(
            first, second, scorer=JaroWinkler.similarity, score_cutoff=_READS, dtype=np.float32,
            workers=-1,
        )  # fmt: skip
        near = np.flatnonzero(score)
        slips = slip(
            [first[k] for k in near.tolist()], [second[k] for k in near.tolist()], score[near]
        )
        look = np.concatenate([alike[near], cross[self.bones.agree(row[cross], column[cross])]])
        bits, _ = self.lexis.pairs(row[look].astype(np.intp), column[look].astype(np.intp))
        level = _graded(bits, self.scripts[row[look]] != self.scripts[column[look]])
        keys = np.concatenate([key[alike[near]], key[look[level > 0]]])
        return keys, np.concatenate([slips, level[level > 0]])


@frozen(eq=False)
class _Letters:
    """Which letters each word has (32 kinds) and how many: what cannot be alike is left out."""

    kinds: npt.NDArray[np.uint32]
    length: npt.NDArray[np.int64]

    def _missing(self, one: Keys, other: Keys) -> npt.NDArray[np.int64]:
        """Kinds of letters of the one that the other lacks: each is a letter without a partner."""
        lacks: npt.NDArray[np.uint32] = self.kinds[one] & ~self.kinds[other]
        return np.asarray(np.bitwise_count(lacks), np.int64)

    def may_agree(self, one: Keys, other: Keys) -> npt.NDArray[np.bool_]:
        """False only where normalised edits are sure to be too many: each missing kind is one."""
        most = (1 - _BONES) * np.maximum(self.length[one], self.length[other]) + 1e-9
        edits = np.maximum(self._missing(one, other), self._missing(other, one))
        found: npt.NDArray[np.bool_] = edits <= most
        return found

    def may_read(self, one: Keys, other: Keys) -> npt.NDArray[np.bool_]:
        """False only where Jaro-Winkler is sure to be too low, by the letters that can match.

        With m letters that match it is 1 - (1 - J)(1 - 4/10) at most, J = (m/a + m/b + 1) / 3.
        """
        a, b = np.maximum(self.length[one], 1), np.maximum(self.length[other], 1)
        match = np.minimum(a - self._missing(one, other), b - self._missing(other, one))
        jaro = (match / a + match / b + 1) / 3
        found: npt.NDArray[np.bool_] = 1 - 0.6 * (1 - jaro) >= _READS - 1e-9
        return found


def _letters(words: Sequence[str]) -> _Letters:
    kinds = np.zeros(len(words), np.uint32)
    for row, word in enumerate(words):
        bits = 0
        for letter in word:
            bits |= 1 << (ord(letter) % 32)
        kinds[row] = bits
    return _Letters(kinds, np.array([len(word) for word in words], np.int64))


@frozen(eq=False)
class _Bones:
    """The bones of words by number, read weak and read strong; the same number where they do."""

    texts: Sequence[str]
    letters: _Letters
    weak: npt.NDArray[np.int64]
    strong: npt.NDArray[np.int64]

    def agree(self, left: Keys, right: Keys) -> npt.NDArray[np.bool_]:
        """Whether any reading of the one is near any of the other, word by word."""
        found = np.zeros(len(left), bool)
        for one, first in ((self.weak, True), (self.strong, False)):
            for other, last in ((self.weak, True), (self.strong, False)):
                rest = ~found
                if not first:
                    rest &= self.weak[left] != self.strong[left]
                if not last:
                    rest &= self.weak[right] != self.strong[right]
                rows = np.flatnonzero(rest)
                found[rows] = self._near(one[left[rows]], other[right[rows]])
        return found

    def _near(self, one: Keys, other: Keys) -> npt.NDArray[np.bool_]:
        near = self.letters.may_agree(one, other)
        key, back = np.unique(one[near] * len(self.texts) + other[near], return_inverse=True)
        row, column = np.divmod(key, max(len(self.texts), 1))
        score = process.cpdist(
            [self.texts[each] for each in row.tolist()],
            [self.texts[each] for each in column.tolist()],
            scorer=Levenshtein.normalized_similarity, score_cutoff=_BONES, dtype=np.float32,
            workers=-1,
        )  # fmt: skip
        near[near] = (score > 0)[back.ravel()]
        return near


def _bones(words: Sequence[str]) -> _Bones:
    read = [readings(word) for word in words]
    texts = sorted({each for both in read for each in both})
    number = {text: place for place, text in enumerate(texts)}
    weak = np.array([number[both[0]] for both in read], np.int64)
    strong = np.array([number[both[-1]] for both in read], np.int64)
    return _Bones(texts, _letters(texts), weak, strong)


def _built(size: int, keys: Sequence[Keys], values: Sequence[Level]) -> Likeness:
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


_Found = tuple[Numbers, Numbers, Level]


def _sets(lexis: Lexis, left: Numbers, right: Numbers) -> Iterable[_Found]:
    """Words that are likely one name, and words of one script that a slip tells apart."""
    scripts = np.array([script for script, _ in lexis.words])
    known = lexis.known(left.astype(np.intp), right.astype(np.intp))
    ones, others = [known[0]], [known[1]]
    for one in np.unique(scripts[left]).tolist():
        for other in np.unique(scripts[right]).tolist():
            some, more = left[scripts[left] == one], right[scripts[right] == other]
            if one == other:
                rows, columns, score = _near(lexis.words, some, more)
                yield (
                    rows,
                    columns,
                    slip(
                        [lexis.words[each][1] for each in rows.tolist()],
                        [lexis.words[each][1] for each in columns.tolist()],
                        score,
                    ),
                )
            else:
                rows, columns = _boned(lexis.words, some, more)
            ones.append(rows)
            others.append(columns)
    rows, columns = np.concatenate(ones), np.concatenate(others)
    bits, _ = lexis.pairs(rows.astype(np.intp), columns.astype(np.intp))
    level = _graded(bits, scripts[rows] != scripts[columns])
    yield rows[level > 0], columns[level > 0], level[level > 0]


def _graded(bits: npt.NDArray[np.floating[Any]], across: npt.NDArray[np.bool_]) -> Level:
    """Levels of evidence in bits; of two scripts, a little against is still perhaps one name."""
    perhaps = np.where(across & (bits >= _FAINT), WEAK, 0)
    return np.select([bits >= _SURE, bits >= 0], [ALIKE, LIKELY], perhaps).astype(np.uint8)


def _boned(words: Sequence[Word], left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Words of two scripts whose consonants agree well enough, in some reading, to be looked at.

    Of the words that the evidence then finds alike, this leaves out 1 to 2 in 100 (`bones`).
    """
    bones, whose = zip(*(_readings(words, side) for side in (left, right)), strict=True)
    keys = [np.zeros(0, np.int64)]
    for rows, table in _tables(bones[0], bones[1], Levenshtein.normalized_similarity, _BONES):
        row, column = np.nonzero(table)
        keys.append(whose[0][rows + row] * len(words) + whose[1][column])
    one, other = np.divmod(distinct(np.concatenate(keys)), max(len(words), 1))
    return one.astype(np.int32), other.astype(np.int32)


def _readings(words: Sequence[Word], some: Numbers) -> tuple[list[str], npt.NDArray[np.int64]]:
    """The bones of words in all readings, and the number of the word that each is of."""
    bones = [readings(words[each][1]) for each in some.tolist()]
    flat = [each for word in bones for each in word]
    return flat, np.repeat(some.astype(np.int64), [len(each) for each in bones])


def _near(
    words: Sequence[Word], left: Numbers, right: Numbers
) -> tuple[Numbers, Numbers, npt.NDArray[np.float32]]:
    """Words of one script that read alike, and how much (Jaro-Winkler)."""
    spelled = [[words[each][1] for each in side.tolist()] for side in (left, right)]
    ones, others = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    scores = [np.zeros(0, np.float32)]
    for rows, table in _tables(spelled[0], spelled[1], JaroWinkler.similarity, _READS):
        row, column = np.nonzero(table)
        ones.append(left[rows + row])
        others.append(right[column])
        scores.append(table[row, column])
    return np.concatenate(ones), np.concatenate(others), np.concatenate(scores)


def _tables(
    left: Sequence[str], right: Sequence[str], scorer: Any, cutoff: float
) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
    """Scores of some left words against all right ones at a time, 0 below the cutoff."""
    step = max(1, _AT_ONCE // max(1, len(right)))
    for start in range(0, len(left), step):
        yield start, process.cdist(
            left[start : start + step], right, scorer=scorer, score_cutoff=cutoff,
            dtype=np.float32, workers=-1,
        )  # fmt: skip


def slip(one: Sequence[str], other: Sequence[str], score: npt.NDArray[np.float32]) -> Level:
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
