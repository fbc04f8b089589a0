"""The best one-to-one matching, against every matching."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from canje.reconcile.align import FREE, align


def _brute(gain: np.ndarray, high: int, wide: int) -> float:
    best = 0.0
    places = [*range(wide), *[FREE] * high]
    for chosen in set(permutations(places, high)):
        total = 0.0
        for i, j in enumerate(chosen):
            if j != FREE:
                if gain[i, j] <= 0:
                    break
                total += float(gain[i, j])
        else:
            best = max(best, total)
    return best


def test_matchings_are_best_and_one_to_one() -> None:
    """Shapes of up to three by four, gains of which a third may not be."""
    chance = np.random.default_rng(1)
    gain = chance.normal(0.6, 1, (40, 3, 4)).astype(np.float32)
    left = chance.integers(0, 4, 40).astype(np.int8)
    right = chance.integers(0, 5, 40).astype(np.int8)
    found = align(gain, left, right)
    for row in range(40):
        taken = found[row][found[row] != FREE]
        assert len(set(taken.tolist())) == len(taken)
        assert (found[row, left[row] :] == FREE).all()
        assert (taken < right[row]).all()
        pairs = [(i, int(j)) for i, j in enumerate(found[row]) if j != FREE]
        assert all(gain[row, i, j] > 0 for i, j in pairs)
        total = sum(float(gain[row, i, j]) for i, j in pairs)
        assert abs(total - _brute(gain[row], int(left[row]), int(right[row]))) < 1e-4
