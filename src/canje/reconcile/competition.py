"""Probabilities where entries compete: in a list of one entry a person, at most one is the one.

Each pair has odds by itself; a matching's weight is the product of the odds of its pairs. How
often a pair stands in a matching drawn by weight is its probability. Exact sums are out of reach;
belief propagation for the monomer-dimer model finds them well on sparse graphs, and always settles
(Bayati, Gamarnik, Katz, Nair, Tetali 2007; Zdeborova, Mezard 2006).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.pool import Pool

Floats = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.int32]

_LARGE = 1e15
_SWEEPS = 30
_ENOUGH = 1e-4


@frozen(eq=False)
class Groups:
    """For each pair, the group of its left and of its right entry, or -1 where none competes.

    The group of an entry with a list of one entry a person: that list's entries compete for it.
    """

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    count: int


def groups(pool: Pool, left: Pairs, right: Pairs) -> Groups:
    """Who competes for whom among these pairs."""
    lists = len(pool.lists)
    one = left.astype(np.int64) * lists + pool.of[right]
    other = right.astype(np.int64) * lists + pool.of[left]
    distinct, back = np.unique(np.concatenate([one, other]), return_inverse=True)
    number = back.ravel()
    apart = pool.of[left] != pool.of[right]
    return Groups(
        np.where(pool.clean[pool.of[right]] & apart, number[: len(left)], -1),
        np.where(pool.clean[pool.of[left]] & apart, number[len(left) :], -1),
        len(distinct),
    )


def marginals(odds: Floats, of: Groups, start: Floats | None = None) -> tuple[Floats, Floats]:
    """The probability of each pair, and the messages to start from next time."""
    odds = np.minimum(odds, _LARGE)
    from_right = np.ones(len(odds)) if start is None else start
    from_left = from_right
    for _ in range(_SWEEPS):
        from_left = _message(odds, from_right, of.left, of.count)
        update = _message(odds, from_left, of.right, of.count)
        moved = float(np.abs(update - from_right).max(initial=0))
        from_right = update
        if moved < _ENOUGH:
            break
    weight = odds * from_left * from_right
    return weight / (1 + weight), from_right


def _message(odds: Floats, message: Floats, group: npt.NDArray[np.int64], count: int) -> Floats:
    """How free an entry is for each of its pairs, the others weighed by how free they are."""
    weight = odds * message
    inside = group >= 0
    total = np.bincount(group[inside], weight[inside], count)
    others = np.where(inside, total[np.maximum(group, 0)] - weight, 0)
    return 1 / (1 + np.maximum(others, 0))
