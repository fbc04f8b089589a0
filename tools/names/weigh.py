"""Steps weighed again so that they tell a name from the most similar other one.

A logistic model over the steps of each pair's best cut: what a step is worth starts at its learned
probability and moves only where pairs that are no pair say so (a ridge towards the start). Best
cuts and worths take turns. Pairs that are no pair are, for each true one, the word of the most
similar left word, and one of any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import attrs
import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from scipy import sparse
from scipy.optimize import minimize

from canje.reconcile.transducer import NEVER, Coded, Transducer
from tools.names.pairs import Pair

Array = npt.NDArray[np.float64]

LOST = 4.0
"""A true pair that is doubted more than this (in nats) is taken for a wrong line of the file."""

_BATCH = 2000


def others(
    pairs: Sequence[Pair], known: Collection[Pair], pool: int = 8000, seed: int = 1
) -> list[Pair]:
    """Two pairs that are none for each pair: a similar word's, and any word's."""
    chance = np.random.default_rng(seed)
    by: dict[str, list[str]] = defaultdict(list)
    for left, right in pairs:
        by[left].append(right)
    words = sorted(by)
    words = [words[place] for place in chance.permutation(len(words))[:pool]]
    found = []
    for start in range(0, len(pairs), _BATCH):
        some = pairs[start : start + _BATCH]
        alike = process.cdist(
            [left for left, _ in some], words, scorer=JaroWinkler.similarity, dtype=np.float32
        )
        near = np.argpartition(-alike, 5, axis=1)[:, :5]
        for row, (left, right) in enumerate(some):
            for column in near[row][np.argsort(-alike[row][near[row]], kind="stable")]:
                word = words[column]
                other = by[word][0]
                if word != left and other not in (right, left) and (left, other) not in known:
                    found.append((left, other))
                    break
            other = pairs[int(chance.integers(len(pairs)))][1]
            if (left, other) not in known and left != other:
                found.append((left, other))
    return found


def weigh(
    made: Transducer,
    pairs: Sequence[Pair],
    none: Sequence[Pair],
    turns: int = 2,
    ridge: float = 1.0,
) -> Transducer:
    """The transducer with worths in bits of log2 odds against such a mix of other names."""
    left_words = [left for left, _ in (*pairs, *none)]
    right_words = [right for _, right in (*pairs, *none)]
    true = np.repeat([1.0, -1.0], [len(pairs), len(none)])
    own = np.hstack([made.left.features(left_words), made.right.features(right_words)])
    own = np.hstack([own, np.ones((len(own), 1))])
    left, right = made.left.code(left_words), made.right.code(right_words)
    scale = 0.1  # from bits of a rough model to cautious nats
    weights = scale * np.array([-0.5, -0.5, -0.5, -0.5, -0.5, -0.5, 0])
    weights[-1] = -1.0
    worth = np.where(made.worth > NEVER, made.worth * scale, NEVER).astype(np.float64)
    for _ in range(turns):
        now = attrs.evolve(made, worth=worth.astype(np.float32))
        met = cuts(now, left, right)
        used = np.flatnonzero(np.asarray(met.sum(0)).ravel())
        met = met[:, used].tocsr()
        start = worth.ravel()[used]
        found = _fit(met, own, true, start, weights, ridge)
        worth.ravel()[used] = found[: len(used)]
        weights = found[len(used) :]
    bits = 1 / np.log(2)
    prior = np.log2(len(pairs) / len(none))
    return attrs.evolve(
        made,
        worth=np.where(worth > NEVER, worth * bits, NEVER).astype(np.float32),
        left=attrs.evolve(made.left, weights=tuple((weights[0:3] * bits).tolist())),
        right=attrs.evolve(made.right, weights=tuple((weights[3:6] * bits).tolist())),
        base=float(weights[6] * bits - prior),
    )


def _fit(
    met: sparse.csr_matrix, own: Array, true: Array, start: Array, weights: Array, ridge: float
) -> Array:
    size = len(true)
    steps = len(start)
    first = np.concatenate([start, weights])
    pull = np.concatenate([np.full(steps, ridge / size), np.full(len(weights), 1e-4)])

    def loss(now: Array) -> tuple[float, Array]:
        odds = true * (met @ now[:steps] + own @ now[steps:])
        cost = np.logaddexp(0, -odds)
        slope = -true / (1 + np.exp(np.clip(odds, -50, 50)))
        lost = (true > 0) & (odds < -LOST)
        cost, slope = np.where(lost, LOST, cost), np.where(lost, 0, slope)
        off = now - first
        gradient = np.concatenate([met.T @ slope, own.T @ slope]) / size + 2 * pull * off
        return float(cost.mean() + (pull * off * off).sum()), gradient

    found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return np.asarray(found.x)


def cuts(made: Transducer, left: Coded, right: Coded) -> sparse.csr_matrix:
    """How often each step stands in each pair's best cut: pairs by steps."""
    stride = made.worth.shape[1]
    flat = made.worth.ravel()
    lengths = np.array(made.shapes)
    order = np.lexsort((right.ends, left.ends))
    at_rows, at_steps = [], []
    for begin in range(0, len(order), _BATCH):
        rows = order[begin : begin + _BATCH]
        ends_left, ends_right = left.ends[rows], right.ends[rows]
        high, wide = int(ends_left.max()) + 1, int(ends_right.max()) + 1
        groups_left = left.groups[rows, :, :high].transpose(1, 2, 0)
        groups_right = right.groups[rows, :, :wide].transpose(1, 2, 0)
        each = np.arange(len(rows))
        cell = np.full((high, wide, len(rows)), NEVER, np.float32)
        cell[0, 0] = 0
        came = np.zeros((high, wide, len(rows)), np.int8)
        for i in range(high):
            for j in range(wide):
                for kind, (p, q) in enumerate(made.shapes):
                    if p <= i and q <= j:
                        total = flat[groups_left[p, i] * stride + groups_right[q, j]]
                        total = total + cell[i - p, j - q]
                        better = total > cell[i, j]
                        cell[i, j] = np.where(better, total, cell[i, j])
                        came[i, j] = np.where(better, kind, came[i, j])
        row, column = ends_left.astype(np.intp), ends_right.astype(np.intp)
        alive = cell[row, column, each] > NEVER / 2
        while alive.any():
            back, up = lengths[came[row, column, each]].T
            step = groups_left[back, row, each] * stride + groups_right[up, column, each]
            at_rows.append(rows[alive])
            at_steps.append(step[alive])
            row, column = np.where(alive, row - back, row), np.where(alive, column - up, column)
            alive &= (row > 0) | (column > 0)
    met = np.concatenate(at_rows), np.concatenate(at_steps)
    return sparse.csr_matrix((np.ones(len(met[0])), met), (len(left), flat.size))
