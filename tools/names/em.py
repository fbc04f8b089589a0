"""Probabilities of steps between two scripts, by expectation maximisation from pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.scripts import LETTERS, Script
from canje.reconcile.transducer import END, LONGEST, START, cut

Array = npt.NDArray[np.float64]

LEFT, RIGHT = 3, 2
"""Letters of a group, at most: Latin digraphs and the edge; two letters elsewhere."""

NOISE = 0.03
"""Share of pairs that are no spellings of one name at first guess; each is doubted by itself."""

_BATCH = 3000


@frozen(eq=False)
class Learned:
    left_groups: tuple[str, ...]
    right_groups: tuple[str, ...]
    chance: Array


def groups_of(
    words: Iterable[tuple[str, float]], script: Script, longest: int, least: float
) -> tuple[str, ...]:
    """Groups common enough to be learned of, every single letter, "?" and the empty one."""
    count: dict[str, float] = defaultdict(float)
    for word, weight in words:
        framed = START + word[:LONGEST] + END
        for length in range(2, longest + 1):
            for place in range(len(framed) - length + 1):
                count[framed[place : place + length]] += weight
    long = {group for group, weight in count.items() if weight >= least and group != START + END}
    return ("?", "", *sorted({*LETTERS[script], START, END} | long))


def learn(
    pairs: Sequence[tuple[str, str, float]],
    scripts: tuple[Script, Script],
    noise_bits: Array,
    lengths: tuple[int, int] = (LEFT, RIGHT),
    rounds: int = 7,
    keep: int = 3000,
    least: float = 30,
) -> Learned:
    """The table of joint probabilities of (left group, right group).

    `noise_bits` is log2 of each pair's probability as two unrelated words. Groups of more than one
    letter must earn their place: half a count is taken from each (a sparse Dirichlet prior), and
    the rarest are dropped.
    """
    weights = np.array([weight for _, _, weight in pairs])
    left_words = [left for left, _, _ in pairs]
    right_words = [right for _, right, _ in pairs]
    sides = [
        groups_of(zip(words, weights.tolist(), strict=True), script, longest, least)
        for words, script, longest in zip((left_words, right_words), scripts, lengths, strict=True)
    ]
    cuts = cut(left_words, sides[0]), cut(right_words, sides[1])
    allowed, single = _masks(*sides)
    order = np.lexsort((cuts[1][1], cuts[0][1]))
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    chance = np.zeros(allowed.shape)
    for done in range(rounds):
        count = np.zeros(allowed.size)
        for rows in batches:
            _count(count, chance, allowed, [(c[rows], e[rows]) for c, e in cuts],
                   weights[rows], noise_bits[rows], done == 0)  # fmt: skip
        table = np.where(allowed, count.reshape(allowed.shape), 0)
        if done:
            table = np.where(single, table, np.maximum(table - 0.5, 0))
        if done >= 2:
            most = keep * 3 if done < rounds // 2 else keep
            ranked = np.sort(table[~single])[::-1]
            table = np.where(
                single | (table >= max(ranked[min(most, len(ranked) - 1)], 1)), table, 0
            )
        table += 0.05 * single
        chance = table / table.sum()
    return Learned(sides[0], sides[1], chance)


def _masks(
    left: Sequence[str], right: Sequence[str]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Steps that may be: edges meet edges, and only single letters vanish or appear."""
    edge = [np.array([(START in g) + 2 * (END in g) for g in groups]) for groups in (left, right)]
    long = [np.array([len(g) for g in groups]) for groups in (left, right)]
    p, q = long[0][:, None], long[1][None, :]
    allowed = (edge[0][:, None] == edge[1][None, :]) & (p + q > 0)
    allowed &= ((p > 0) | (q == 1)) & ((q > 0) | (p == 1))
    allowed[0] = allowed[:, 0] = False
    return allowed, allowed & (p <= 1) & (q <= 1)


def _count(
    count: Array,
    chance: Array,
    allowed: npt.NDArray[np.bool_],
    cuts: Sequence[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]],
    weights: Array,
    noise_bits: Array,
    first: bool,
) -> None:
    """Add the expected number of each step in a batch of pairs.

    In the first round nothing is known, and letters at like places are taken to meet.
    """
    (left, left_ends), (right, right_ends) = cuts
    high, wide = int(left_ends.max()) + 1, int(right_ends.max()) + 1
    left = left[:, :, :high].transpose(1, 2, 0)
    right = right[:, :, :wide].transpose(1, 2, 0)
    each = np.arange(len(weights))
    shapes = [
        (p, q)
        for p in range(len(left))
        for q in range(len(right))
        if p + q and (p or q == 1) and (q or p == 1)
    ]
    place = {
        (p, q): left[p][:, None, :].astype(np.intp) * chance.shape[1] + right[q][None, :, :]
        for p, q in shapes
    }
    if first:
        apart = (
            np.arange(high)[:, None, None] / left_ends - np.arange(wide)[None, :, None] / right_ends
        )
        near = np.exp(-((8 * apart) ** 2)) * weights
        for (p, q), at in place.items():
            guess = near * 0.3 ** (p + q - 2 if p and q else 1) * allowed.ravel()[at]
            count += np.bincount(at.ravel(), guess.ravel(), count.size)
        return
    step = {shape: chance.ravel()[at] for shape, at in place.items()}
    ahead = np.zeros((high, wide, len(weights)))
    ahead[0, 0] = 1
    behind = np.zeros_like(ahead)
    behind[left_ends, right_ends, each] = 1
    for i in range(high):
        for j in range(wide):
            for p, q in shapes:
                if p <= i and q <= j:
                    ahead[i, j] += step[p, q][i, j] * ahead[i - p, j - q]
    for i in range(high - 1, -1, -1):
        for j in range(wide - 1, -1, -1):
            for p, q in shapes:
                if i + p < high and j + q < wide:
                    behind[i, j] += step[p, q][i + p, j + q] * behind[i + p, j + q]
    whole = ahead[left_ends, right_ends, each]
    share = weights / (whole + NOISE * 2.0**noise_bits + 1e-300)
    for (p, q), at in place.items():
        met = np.zeros_like(ahead)
        met[p:, q:] = ahead[: high - p, : wide - q] * step[p, q][p:, q:] * behind[p:, q:] * share
        count += np.bincount(at.ravel(), met.ravel(), count.size)
