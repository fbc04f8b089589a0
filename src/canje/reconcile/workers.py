"""What is worked out where the pairs are: functions of two columns of numbers.

They travel to the workers of a back end with what they need: words or entries as numbers, and no
entry's id. The code is that of our own engine, so that a pair gets the same levels wherever it is
compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from attrs import asdict, evolve, frozen

from canje.reconcile.chains import Rarity
from canje.reconcile.facts import facts
from canje.reconcile.likeness import Likeness, Meeting
from canje.reconcile.model import Comparer, Weights, block_of
from canje.reconcile.pool import Pool
from canje.reconcile.spelling import Word

Numbers = npt.NDArray[np.int32]


class Work(Protocol):
    """A function of pairs of numbers; it can be pickled."""

    def __call__(self, one: Numbers, other: Numbers) -> npt.NDArray[np.int16]: ...


@frozen(eq=False)
class Alike:
    """How alike two words are (`likeness`), 0 where they are not; by number, the lower first."""

    words: tuple[Word, ...]

    @cached_property
    def meeting(self) -> Meeting:
        return Meeting.of(self.words)

    def __call__(self, one: Numbers, other: Numbers) -> npt.NDArray[np.int16]:
        asked = one.astype(np.int64) * len(self.words) + other
        key, back = np.unique(asked, return_inverse=True)
        value = np.zeros(len(key), np.int16)
        found, level = self.meeting.alike(key)
        np.maximum.at(value, np.searchsorted(key, found), level.astype(np.int16))
        return value[back]


@frozen(eq=False)
class Likely:
    """Whether two entries may be one person, 1 or 0: odds above `least`, or judged by people.

    `pool` are the fields of a `Pool`; what cannot be pickled is made anew by each worker, once.
    """

    pool: Mapping[str, Any]
    like: Likeness
    rarity: Rarity
    weights: Weights
    size: int
    judged: npt.NDArray[np.int64]
    least: float

    @classmethod
    def of(
        cls, comparer: Comparer, weights: Weights, judged: Sequence[tuple[int, int]], least: float
    ) -> Likely:
        fields = asdict(comparer.pool, recurse=False)
        fields |= {"facts": dict(fields["facts"]), "fact_words": dict(fields["fact_words"])}
        fields["ids"] = ()  # entries are numbers there
        keys = [one * len(comparer.pool) + other for one, other in judged]
        return cls(
            fields, evolve(comparer.like, full=None), comparer.rarity, weights,
            len(comparer.pool), np.array(sorted(keys), np.int64), least,
        )  # fmt: skip

    @cached_property
    def comparer(self) -> Comparer:
        entries = Pool(**self.pool)
        return Comparer(entries, self.like, self.rarity, facts(entries, self.like))

    def __call__(self, one: Numbers, other: Numbers) -> npt.NDArray[np.int16]:
        comparer = self.comparer
        odds = self.weights.odds(comparer.compare(one, other), block_of(comparer.pool, one, other))
        judged = np.isin(one.astype(np.int64) * self.size + other, self.judged)
        return ((odds > self.least) | judged).astype(np.int16)
