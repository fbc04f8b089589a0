"""The linkage where pairs are found and compared elsewhere: on a back end of Splink.

Here are entries, what is learned from (a million pairs), and likely pairs: those with odds above
`FAINT`, and fainter ones that hold likely ones apart. What is found is what `link` finds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from canje.intake.lists import List
from canje.reconcile.arrays import distinct
from canje.reconcile.chains import rarity
from canje.reconcile.facts import facts
from canje.reconcile.link import (
    FAINT,
    Linked,
    Settings,
    by_every_word,
    candidates,
    conclude,
    judged_pairs,
    learn_thinned,
    under_one_key,
)
from canje.reconcile.model import Comparer, Weights, block_of, chance_pairs
from canje.reconcile.pool import Pool, pool
from canje.reconcile.register import Judgement
from canje.reconcile.splink_pairs import Backend, Found, SplinkPairs
from canje.reconcile.workers import Likely


def link_afar(
    on: Backend,
    lists: Sequence[List],
    judgements: Sequence[Judgement] = (),
    settings: Settings | None = None,
) -> Linked:
    """Link the entries of lists, from nothing, on a back end."""
    settings = settings or Settings()
    entries = pool(lists, settings.further)
    comparer, far = _candidates(on, entries, settings)
    said = judged_pairs(entries, judgements, settings)
    share = min(1.0, settings.learn_from / max(1, len(far)))
    some = comparer.compare(*far.picked(share))
    chance = comparer.compare(*chance_pairs(entries, settings.chance))
    weights = learn_thinned(comparer, some, chance, said, None, share)
    near = far.likely(Likely.of(comparer, weights, list(said), FAINT))
    made = _concluded(comparer, weights, near, judgements, settings)
    if float(made.line(np.array([FAINT]))[0]) >= settings.accept:
        return _concluded(comparer, weights, far.every(), judgements, settings)
    both = _together(len(entries), near, far.inside(_parts(made, settings)))
    if len(both[0]) == len(near[0]):
        return made
    return _concluded(comparer, weights, both, judgements, settings)


def _candidates(on: Backend, entries: Pool, settings: Settings) -> tuple[Comparer, SplinkPairs]:
    """Pairs worth comparing, by the same rule as `candidates`; of short lists they are found here.

    What is held against every word is little; what has to be blocked is blocked there.
    """
    if by_every_word(entries, settings):
        comparer, left, right = candidates(entries, settings)
        return comparer, SplinkPairs.given(on, entries, left, right)
    far = SplinkPairs.blocked(on, entries, under_one_key(entries, settings))
    like = far.likeness()
    return Comparer(entries, like, rarity(entries, like), facts(entries, like)), far


def _concluded(
    comparer: Comparer,
    weights: Weights,
    pairs: Found,
    judgements: Sequence[Judgement],
    settings: Settings,
) -> Linked:
    left, right = pairs
    compared = comparer.compare(left, right)
    odds = weights.odds(compared, block_of(comparer.pool, left, right))
    return conclude(comparer, weights, left, right, odds, judgements, settings)


def _parts(made: Linked, settings: Settings) -> npt.NDArray[np.int64]:
    """Of each entry the number of what hangs together by links, at their thinnest; -1 alone.

    Inside these parts a faint pair counts: it speaks against those that would join its two.
    """
    number = made.pool.number
    same = [(number[a], number[b]) for a, b in made.register.same if a in number and b in number]
    link = made.probability > settings.accept
    one = np.append(made.left[link], np.array([a for a, _ in same], np.int32))
    other = np.append(made.right[link], np.array([b for _, b in same], np.int32))
    size = len(made.pool)
    graph = coo_array((np.ones(len(one), np.int8), (one, other)), (size, size))
    _, of = connected_components(graph, directed=False)
    found: npt.NDArray[np.int64] = np.where(np.bincount(of)[of] > 2, of, -1).astype(np.int64)
    return found


def _together(size: int, one: Found, other: Found) -> Found:
    keys = [left.astype(np.int64) * size + right for left, right in (one, other)]
    left, right = np.divmod(distinct(np.concatenate(keys)), size)
    return left.astype(np.int32), right.astype(np.int32)
