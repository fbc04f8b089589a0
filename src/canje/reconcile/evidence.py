"""How alike two whole names are: bits, a score from 0 to 1, the matching of words, and why.

Two figures, for two questions.

* `bits` is evidence: log2 of how much more likely the two names are one person's than two people's.
  Agreeing on a rare name is worth more than on a common one; what contradicts counts against.
* `score` says how little the two differ, 1 for a name and itself, whoever else bears it. This is
  the figure for a threshold.

Words are matched one to one; order costs little. A word that one side lacks (omission) costs
little; two different words in one role (contradiction) cost much: a chain of forebears may skip
generations, and either family name may be dropped, but nobody has two fathers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from attrs import fields
from scipy import sparse

from canje.reconcile.align import FREE
from canje.reconcile.compared import LEVELS as LEVELS
from canje.reconcile.compared import Aligned as Aligned
from canje.reconcile.compared import Compared as Compared
from canje.reconcile.compared import Likeness as Likeness
from canje.reconcile.compared import Note as Note
from canje.reconcile.comparing import Comparison, later
from canje.reconcile.spelling import Lexis, Word
from canje.reconcile.tokens import MOST, Token, tokens

ALIKE, PERHAPS = 0.85, 0.7
"""Scores from which two names are said to be alike, and perhaps alike."""

_BATCH = 50_000
"""Pairs at a time: the tables of words against words stay small."""


class Names:
    """The comparison of names, by the tables that ship with the project."""

    @classmethod
    def shipped(cls) -> Names:
        return cls()

    def tokens(self, name: str) -> tuple[Token, ...]:
        return tokens(name)

    def token_table(
        self, left: Sequence[str], right: Sequence[str], floor: float = 0.0
    ) -> sparse.csr_matrix:
        """Bits of every pair of single words that are worth at least the floor.

        Words are normalised; the same word stands at its own highest value.
        """
        lexis = Lexis(_distinct([*left, *right]))
        number = {word: place for place, word in enumerate(lexis.words)}
        places = [
            np.array([number[each] for each in map(_word, words)], np.intp)
            for words in (left, right)
        ]
        ones, others, bits = lexis.above(np.unique(places[0]), np.unique(places[1]), floor)
        at = sparse.csr_matrix((bits, (ones, others)), (len(number), len(number)))
        return at[places[0]][:, places[1]].tocsr()

    def compare(self, left: str, right: str) -> Likeness:
        """Two names, with the reason for each word."""
        pair = np.array([[0, 0]], np.intp)
        swapped = later(left, right)
        one, other = (right, left) if swapped else (left, right)
        made = Comparison([one], [other], pair)
        return made.likeness(one, other, swapped)

    def compare_many(
        self, left: Sequence[str], right: Sequence[str], pairs: npt.NDArray[np.integer]
    ) -> Compared:
        """The pairs (left[pairs[k, 0]], right[pairs[k, 1]]); figures as `compare` gives them."""
        asked = np.asarray(pairs, np.intp).reshape(-1, 2)
        parts = [
            _compared(left, right, asked[start : start + _BATCH])
            for start in range(0, max(1, len(asked)), _BATCH)
        ]
        return Compared(
            *(
                np.concatenate([getattr(part, each.name) for part in parts])
                for each in fields(Compared)
            )
        )


def _compared(left: Sequence[str], right: Sequence[str], pairs: npt.NDArray[np.intp]) -> Compared:
    """Some pairs, with only the names that they need."""
    ones, row = np.unique(pairs[:, 0], return_inverse=True)
    others, column = np.unique(pairs[:, 1], return_inverse=True)
    made = Comparison(
        [left[place] for place in ones.tolist()],
        [right[place] for place in others.tolist()],
        np.stack([row, column], 1),
    )
    wide = ((0, 0), (0, MOST - made.matched.shape[1]))
    return Compared(
        made.bits,
        made.score,
        made.levels,
        np.pad(made.matched, wide, constant_values=FREE),
        np.pad(made.why, wide),
    )


def _word(text: str) -> Word:
    found = tokens(text)
    return (found[0].script, "".join(word.core for word in found)) if found else ("latin", "")


def _distinct(texts: Sequence[str]) -> list[Word]:
    return list(dict.fromkeys(map(_word, texts)))
