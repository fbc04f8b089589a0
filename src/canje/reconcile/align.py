"""Which word of one name answers which word of the other: the best one-to-one matching.

Names are short, so every matching is weighed: for each set of words of the right name that may be
taken, the best that the first words of the left name can make of it. All pairs of names of one
shape are done at once.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Matching = npt.NDArray[np.int8]

FREE = -1
"""In a matching: this word is matched with none."""


def align(gain: Floats, left: npt.NDArray[np.int8], right: npt.NDArray[np.int8]) -> Matching:
    """For each pair of names, the right word of each left word, or `FREE`.

    `gain[pair, i, j]` is what matching i with j brings, 0 or less where it must not be; `left` and
    `right` count each name's words.
    """
    found = np.full(gain.shape[:2], FREE, np.int8)
    shapes = left.astype(np.intp) * (gain.shape[2] + 1) + right
    for shape in np.unique(shapes):
        some = np.flatnonzero(shapes == shape)
        high, wide = int(left[some[0]]), int(right[some[0]])
        if high and wide:
            found[some, :high] = _best(np.moveaxis(gain[some, :high, :wide], 0, -1))
    return found


def _best(gain: Floats) -> Matching:
    """Best matchings of pairs of one shape: `gain[i, j, pair]`."""
    high, wide, many = gain.shape
    every = np.ascontiguousarray(gain)
    states = 1 << wide
    best = np.full((states, many), -np.inf, np.float32)
    best[0] = 0
    chosen = np.full((high, states, many), FREE, np.int8)
    for i in range(high):
        now = best.copy()
        for state in range(states):
            if state.bit_count() > i:
                continue
            for j in range(wide):
                if state >> j & 1:
                    continue
                then = state | 1 << j
                total = best[state] + every[i, j]
                better = (total > now[then]) & (every[i, j] > 0)
                np.copyto(now[then], total, where=better)
                np.copyto(chosen[i, then], np.int8(j), where=better)
        best = now
    state = best.argmax(0)
    pairs = np.arange(many)
    found = np.full((many, high), FREE, np.int8)
    for i in range(high - 1, -1, -1):
        taken = chosen[i, state, pairs]
        found[:, i] = taken
        state = np.where(taken >= 0, state & ~(1 << np.maximum(taken, 0).astype(np.intp)), state)
    return found
