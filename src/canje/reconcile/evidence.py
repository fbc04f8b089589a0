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
from scipy import sparse

from canje.reconcile.compared import LEVELS as LEVELS
from canje.reconcile.compared import Aligned as Aligned
from canje.reconcile.compared import Compared as Compared
from canje.reconcile.compared import Likeness as Likeness
from canje.reconcile.compared import Note as Note
from canje.reconcile.comparing import Comparison, later
from canje.reconcile.spelling import Lexis, Word
from canje.reconcile.tokens import Token, tokens


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
        made = Comparison(left, right, np.asarray(pairs, np.intp))
        return Compared(made.bits, made.score, made.levels, made.matched, made.why)


def _word(text: str) -> Word:
    found = tokens(text)
    return (found[0].script, "".join(word.core for word in found)) if found else ("latin", "")


def _distinct(texts: Sequence[str]) -> list[Word]:
    return list(dict.fromkeys(map(_word, texts)))
