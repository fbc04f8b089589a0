"""A sieve for what meets under a key: which pairs share enough to be compared in full.

A pair is given rough bits for one person: how rare the words, dates and places are that it shares,
less what it has apart. Of those who meet under a key of hundreds nearly all are strangers, and
comparing in full takes twenty times as long. Kept is what may have odds of 1 to 250 or better.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.pool import Pool
from canje.reconcile.spoken import Spoken

Entries = npt.NDArray[np.signedinteger]
Codes = npt.NDArray[np.int32]
Bits = npt.NDArray[np.float32]

_SLACK = 8.0
"""Bits that may be missing to even odds, where everybody of the shorter list is on the longer."""

_MOST = 12.0
"""Bits that sharing one fact may bring."""

_WORD, _DAY, _YEAR, _TAKEN, _SEX, _FACT = 2.5, 2.5, 5.0, 4.0, 5.0, 1.0
"""Bits against one person where both say something and it differs: about log2 of how often that is
so of one person, 1 in 6 for a word of the shorter name (another name, or spelled beyond its bones)
and for the day of birth, 1 in 32 for the year and sex, 1 in 16 for times of capture more than a
month apart, 1 in 2 for places and the like."""

_NEAR = 1.0
"""Bits for one person of birth in the next year, or capture in the same weeks."""

_AT_ONCE = 200_000


@frozen(eq=False)
class _Said:
    """A fact of each entry as a number, 0 for nothing; the bits that sharing it brings, and those
    that differing takes, by more than `near`."""

    code: Codes
    rare: Bits
    against: float
    near: int = 0

    @classmethod
    def of(cls, code: npt.NDArray[np.signedinteger], against: float, near: int = 0) -> _Said:
        code = np.asarray(code, np.int32)
        bits = _rarity(np.bincount(code, minlength=1), int((code > 0).sum()))
        return cls(code, bits[code], against, near)

    def bits(self, one: Entries, other: Entries) -> Bits:
        left, right = self.code[one], self.code[other]
        apart = np.full(len(one), -self.against, np.float32)
        if self.near:
            apart[np.abs(left - right) <= self.near] = _NEAR
        told = np.where(left == right, self.rare[one], apart)
        told[(left == 0) | (right == 0)] = 0
        return told


@frozen(eq=False)
class Sieve:
    """What entries say, and how rare that is. A function of numbers of entries: 1 for a pair that
    is worth comparing, else 0; the same both ways."""

    weak: Codes
    strong: Codes
    rare: Bits
    words: npt.NDArray[np.int8]
    name: Bits
    born: tuple[tuple[_Said, _Said], ...]
    facts: tuple[_Said, ...]
    least: Bits

    @classmethod
    def of(cls, pool: Pool, said: Spoken) -> Sieve:
        weak, strong = (
            np.ascontiguousarray(each[pool.chain.T]) for each in (said.weak, said.strong)
        )
        count = np.bincount(weak.ravel(), minlength=int(strong.max(initial=0)) + 1)
        either = np.where(weak > 0, weak, strong)
        days = pool.taken.year.astype(np.int32) * 372 + pool.taken.month * 31 + pool.taken.day
        facts = [_Said.of(np.where(pool.taken.whole > 0, days, 0), _TAKEN, 31)]
        for name, codes in said.facts.items():
            facts.append(_Said.of(codes, _SEX if name == "sex" else _FACT))
        born = tuple(
            (
                _Said.of(each.year, _YEAR, 1),
                _Said.of(np.where(each.day > 0, each.month * 31 + each.day, 0), _DAY),
            )
            for each in pool.born
        )
        sizes = np.bincount(pool.of, minlength=len(pool.lists))
        least = np.log2(np.maximum(sizes, 1)) - _SLACK
        rare = _rarity(count, len(pool))[either]
        words = (either > 0).sum(axis=0).astype(np.int8)
        return cls(
            weak, strong, rare, words, rare.sum(axis=0), born, tuple(facts),
            least.astype(np.float32)[pool.of],
        )  # fmt: skip

    def __call__(self, one: Entries, other: Entries) -> npt.NDArray[np.int16]:
        one, other = np.minimum(one, other), np.maximum(one, other)
        found = np.zeros(len(one), np.int16)
        for start in range(0, len(one), _AT_ONCE):
            left, right = one[start : start + _AT_ONCE], other[start : start + _AT_ONCE]
            least = np.maximum(self.least[left], self.least[right])
            bits = self._facts(left, right)
            # Most contradict themselves so much that no words could make up for it.
            some = np.flatnonzero(bits + self.name[left] >= least)
            bits = bits[some] + self._words(left[some], right[some])
            found[start + some] = bits >= least[some]
        return found

    def bits(self, one: Entries, other: Entries) -> Bits:
        """Rough bits for one person."""
        one, other = np.minimum(one, other), np.maximum(one, other)
        return self._facts(one, other) + self._words(one, other)

    def _facts(self, one: Entries, other: Entries) -> Bits:
        dates = [year.bits(one, other) + day.bits(one, other) for year, day in self.born]
        bits: Bits = np.max(dates, axis=0)  # of several readings the one that agrees best
        for fact in self.facts:
            bits += fact.bits(one, other)
        return bits

    def _words(self, one: Entries, other: Entries) -> Bits:
        """What shared words bring, less what the shorter name has besides."""
        theirs = [each[other] for each in (*self.weak, *self.strong)]
        theirs = [each for each in theirs if each.any()]
        bits = np.zeros(len(one), np.float32)
        shared = np.zeros(len(one), np.int8)
        for weak, strong, rare in zip(self.weak, self.strong, self.rare, strict=True):
            hit = np.zeros(len(one), bool)
            for mine in (weak[one], strong[one]):
                if mine.any():
                    mine[mine == 0] = -1
                    for each in theirs:
                        hit |= mine == each
            bits += np.where(hit, rare[one], np.float32(0))
            shared += hit
        rest = np.minimum(self.words[one], self.words[other]) - shared
        bits -= np.float32(_WORD) * np.maximum(rest, 0)
        return bits


def _rarity(count: npt.NDArray[np.integer], total: int) -> Bits:
    """Bits that sharing each value brings, by how many of all say it; 0 says nothing."""
    bits = np.minimum(-np.log2(np.maximum(count, 1) / max(total, 1)), _MOST)
    bits[0] = 0
    return np.asarray(bits, np.float32)
