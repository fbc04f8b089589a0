"""Names laid beside each other: which word of the one stands for which of the other.

The likeliest pair of words first, then the next among what is left; of equal ones those in the
same role, then those in the same place. Order is no condition: lists turn names around, and what a
turned name is worth is learned.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.likeness import ALIKE, CLASS, SLIP, WEAK, Likeness
from canje.reconcile.pool import EXTRA, FAMILY, GIVEN, ROLES, Codes, Pool, Small

Pairs = npt.NDArray[np.int32]

MISSING, APART, PERHAPS, NEAR, LIKELY, AGREE, CROSSED = range(7)
"""What a role says: not given by both, or the names turned around; two names; perhaps one; a slip
apart; likely one name in two spellings; one name; one side's stands under another role on the
other side, whose own is a strange one."""

FAINT, ONE, MORE, TURNED = 1, 2, 3, 4
"""What words say that agree under two roles: a slip apart; one does; more do; all words of the
shorter name, the given name standing where the other has the family name."""

NAME_LEVELS, ACROSS_LEVELS = 7, 5


@frozen(eq=False)
class Aligned:
    """Partners of the words of left names, and how alike they are."""

    partner: Small
    level: npt.NDArray[np.uint8]


def align(left: Codes, right: Codes, like: Likeness, same: npt.NDArray[np.bool_]) -> Aligned:
    """Lay chains of words beside each other; `same[p, i, j]`: those two words have one role."""
    count, most = left.shape
    level = like.look(left[:, :, None], right[:, None, :])
    rank = level.astype(np.int16) * 4 + same * 2 + np.eye(most, dtype=np.int16)
    rank[level == 0] = 0
    partner = np.full((count, most), -1, np.int8)
    found = np.zeros((count, most), np.uint8)
    every = np.arange(count)
    for _ in range(most):
        best = rank.reshape(count, most * most).argmax(axis=1)
        i, j = np.divmod(best, most)
        has = np.flatnonzero(rank[every, i, j] > 0)
        if not len(has):
            break
        i, j = i[has], j[has]
        partner[has, i] = j
        found[has, i] = level[has, i, j]
        rank[has, i, :] = 0
        rank[has, :, j] = 0
    return Aligned(partner, found)


_CROWD = 100
"""People of other names that are taken to exist: in a list of three, no name is common yet."""


@frozen(eq=False)
class Rarity:
    """How common the class of each word is: in a role, and anywhere in a name (log2 of a share).

    `level[role]` is what an agreement by chance is worth on average; a rarer name is worth more.
    """

    bits: npt.NDArray[np.float32]
    level: npt.NDArray[np.float32]

    def more(
        self, role: npt.NDArray[np.int8], word: npt.NDArray[np.int32]
    ) -> npt.NDArray[np.float32]:
        """Bits by which agreeing on this word is worth more than on any."""
        return self.bits[role, word] - self.level[role]


def rarity(pool: Pool, like: Likeness) -> Rarity:
    """Count words by role; a word's class are the spellings that are likely the same name."""
    size = len(pool.words)
    bits = np.zeros((len(ROLES), size), np.float32)
    level = np.zeros(len(ROLES), np.float32)
    for role in range(len(ROLES)):
        at = pool.roles == role if role != EXTRA else np.ones_like(pool.roles, bool)
        words = pool.chain[at & (pool.chain >= 0)]
        counts = np.bincount(words, minlength=size).astype(np.float64)
        total = max(1.0, counts.sum())
        share = np.maximum(like.classes(counts), 1) / (total + _CROWD)
        share = np.minimum(share, 1.0)
        bits[role] = -np.log2(share)
        chance = float((counts / total * share).sum())
        level[role] = -np.log2(chance) if chance > 0 else 0
    return Rarity(bits, level)


NAME_FIELDS = (*ROLES[1:], "elsewhere")


@frozen(eq=False)
class NameLevels:
    """Levels of each role for each pair, and bits of rarity, of all words and all but the given."""

    levels: Small
    rare: npt.NDArray[np.float32]
    rare_kin: npt.NDArray[np.float32]


_LEAST, _MOST = -5.0, 9.0
"""Bits of rarity that one word may add."""


def name_levels(pool: Pool, like: Likeness, rare: Rarity, left: Pairs, right: Pairs) -> NameLevels:
    """Compare the names of pairs of entries, role by role."""
    chain_left, chain_right = pool.chain[left], pool.chain[right]
    roles_left, roles_right = pool.roles[left], pool.roles[right]
    same = roles_left[:, :, None] == roles_right[:, None, :]
    found = align(chain_left, chain_right, like, same)
    count, most = chain_left.shape
    levels = np.zeros((count, len(NAME_FIELDS)), np.int8)
    bits = np.zeros(count, np.float32)
    kin = np.zeros(count, np.float32)
    taken = np.zeros((count, most), bool)
    rows, places = np.nonzero(found.partner >= 0)
    partners = found.partner[rows, places]
    taken[rows, partners] = True
    place_left, place_right = pool.place[left], pool.place[right]
    every = np.arange(count)
    for role in range(GIVEN, FAMILY + 1):
        i, j = place_left[:, role], place_right[:, role]
        both = (i >= 0) & (j >= 0)
        partner = found.partner[every, i]
        here = both & (partner == j)
        level = found.level[every, i]
        grade = np.select(
            [level >= ALIKE, level >= CLASS, level >= SLIP], [AGREE, LIKELY, NEAR], PERHAPS
        )
        turned = (partner >= 0).astype(np.int8) + taken[every, j]
        other = np.select([turned == 0, turned == 1], [APART, CROSSED], MISSING)
        levels[:, role - 1] = np.where(both, np.where(here, grade, other), MISSING)
    value = found.level[rows, places]
    role_left, role_right = roles_left[rows, places], roles_right[rows, partners]
    aligned = (role_left == role_right) & (role_left != EXTRA)
    shared = np.where(aligned, role_left, EXTRA).astype(np.int8)
    weight = np.select([value >= CLASS, value >= SLIP, value >= WEAK], [1.0, 0.6, 0.2], 0.0)
    more = np.minimum(
        rare.more(shared, chain_left[rows, places]),
        rare.more(shared, chain_right[rows, partners]),
    )
    more = np.clip(more, _LEAST, _MOST) * weight
    bits += np.bincount(rows, more, count).astype(np.float32)
    first = (role_left == GIVEN) | (role_right == GIVEN)
    kin += np.bincount(rows, np.where(first, 0, more), count).astype(np.float32)
    across = (role_left != role_right) | (role_left == EXTRA)
    strong = np.bincount(rows, across & (value >= CLASS), count)
    faint = np.bincount(rows, across & (value < CLASS), count)
    shorter = np.minimum((chain_left >= 0).sum(axis=1), (chain_right >= 0).sum(axis=1))
    agreed = np.bincount(rows, value >= CLASS, count)
    around = np.zeros(count, bool)
    for first_role, other_role in ((GIVEN, FAMILY), (FAMILY, GIVEN)):
        i, j = place_left[:, first_role], place_right[:, other_role]
        around |= (i >= 0) & (j >= 0) & (found.partner[every, i] == j)
    around &= (agreed == shorter) & (shorter > 1) & (strong > 1)
    levels[:, -1] = np.select(
        [around, strong > 1, strong == 1, faint > 0], [TURNED, MORE, ONE, FAINT], MISSING
    )
    return NameLevels(levels, bits, kin)
