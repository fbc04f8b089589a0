"""How much two entries speak for one person: weights learned without labels, in bits.

Fellegi, Sunter 1969: a level of a comparison is worth log2 of how often it is met between entries
of one person (m) by how often between entries of two (u). Both are learned by expectation
maximisation (Winkler 1988) over the candidates, with u held to what random pairs show, so that
whom the candidates leave out does not shift it. Three things are ours:

- what is rare is worth more, by the class of spellings, not the spelling (`chains.Rarity`);
- brothers and cousins are a third case beside one person and strangers: all that kin share is
  explained by kinship, and what is left to speak for one person is what is their own;
- where a list has one entry a person, the entries of that list compete: probabilities are marginals
  of a one-to-one matching (`competition`), in learning too.

Judgements enter as pairs whose case is known; weak priors keep few pairs from moving much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from canje.reconcile.chains import ACROSS_LEVELS, NAME_FIELDS, NAME_LEVELS, Rarity, name_levels
from canje.reconcile.competition import Groups, marginals
from canje.reconcile.facts import Fact
from canje.reconcile.likeness import Likeness
from canje.reconcile.pool import Pool, Small

Pairs = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

_CHUNK = 100_000
ROUNDS = 20
_ENOUGH = 1e-4

_PRIOR_M = {
    "name": (0.0, 0.05, 0.02, 0.08, 0.09, 0.74, 0.02),
    "elsewhere": (0.0, 0.10, 0.35, 0.25, 0.30),
    "born": (0.0, 0.72, 0.02, 0.06, 0.10, 0.04, 0.02, 0.04),
    "taken": (0.0, 0.45, 0.20, 0.15, 0.12, 0.08),
    "text": (0.0, 0.70, 0.08, 0.10, 0.12),
    "choice": (0.0, 0.95, 0.05),
}
_PRIOR_U = {
    "name": (0.0, 0.86, 0.03, 0.01, 0.02, 0.02, 0.06),
    "elsewhere": (0.0, 0.27, 0.70, 0.029, 0.001),
    "born": (0.0, 0.0002, 0.0003, 0.003, 0.02, 0.01, 0.02, 0.9465),
    "taken": (0.0, 0.005, 0.01, 0.05, 0.05, 0.885),
    "text": (0.0, 0.05, 0.01, 0.10, 0.84),
    "choice": (0.0, 0.5, 0.5),
}
_KIN = 1.0, 10.0
"""Before anything is seen: one pair of kin for so many pairs that are one person."""

_LEFT_OVER = 5.0
"""Entries that are taken to have no partner besides those that have none."""

_UNSEEN = 0.05
"""Of the entries that are one person, those too unlike to be found: they take no other's place."""

_TRUST_M, _TRUST_U = 20.0, 5.0
"""How many pairs a prior counts as."""


@frozen(eq=False)
class Compared:
    """Pairs of entries and the level of each comparison; bits that rarity adds, to kin too."""

    left: Pairs
    right: Pairs
    levels: Small
    rare: npt.NDArray[np.float32]
    rare_kin: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.left)

    def take(self, rows: npt.NDArray[np.intp]) -> Compared:
        return Compared(
            self.left[rows], self.right[rows], self.levels[rows],
            self.rare[rows], self.rare_kin[rows],
        )  # fmt: skip


@frozen(eq=False)
class Comparer:
    """Compares pairs of one pool: the words' likeness, their rarity, the facts."""

    pool: Pool
    like: Likeness
    rarity: Rarity
    facts: tuple[Fact, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (*NAME_FIELDS, *(fact.name for fact in self.facts))

    @property
    def personal(self) -> npt.NDArray[np.bool_]:
        """Fields that kin do not share."""
        own = [name in ("given", "elsewhere") for name in NAME_FIELDS]
        return np.array(own + [fact.personal for fact in self.facts])

    def compare(self, left: Pairs, right: Pairs) -> Compared:
        parts = [
            self._compare(left[start : start + _CHUNK], right[start : start + _CHUNK])
            for start in range(0, max(1, len(left)), _CHUNK)
        ]
        levels, rare, kin = (np.concatenate(each) for each in zip(*parts, strict=True))
        return Compared(left, right, levels, rare, kin)

    def _compare(
        self, left: Pairs, right: Pairs
    ) -> tuple[Small, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        names = name_levels(self.pool, self.like, self.rarity, left, right)
        levels = [names.levels]
        rare, kin = names.rare, names.rare_kin
        for fact in self.facts:
            level = fact.compare(left, right)
            levels.append(level[:, None])
            if fact.rare is not None:
                codes = self.pool.facts[fact.name].codes
                more = np.minimum(fact.rare[codes[left]], fact.rare[codes[right]])
                more = np.where(level == 1, more, 0)
                rare = rare + more
                kin = kin + (0 if fact.personal else more)
        return np.concatenate(levels, axis=1), rare, kin


@frozen(eq=False)
class Weights:
    """What has been learned: m and u of each field's levels, and how common each case is.

    `share[block]` is how many of the pairs of two lists are one person, `rate[block]` the odds that
    say so where entries compete; `kin` is how many pairs are kin for each that is one person.
    """

    fields: tuple[str, ...]
    m: tuple[Floats, ...]
    u: tuple[Floats, ...]
    personal: npt.NDArray[np.bool_]
    rate: Mapping[int, float]
    share: Mapping[int, float]
    kin: float
    scale: float = 1.0

    def bits(self, pairs: Compared) -> tuple[Floats, Floats]:
        """Bits for one person, and for kin, against two strangers."""
        one = pairs.rare.astype(np.float64)
        kin = pairs.rare_kin.astype(np.float64)
        for number, (m, u) in enumerate(zip(self.m, self.u, strict=True)):
            bits = worth(m, u)[pairs.levels[:, number]]
            one += bits
            if not self.personal[number]:
                kin += bits
        return one * self.scale, kin * self.scale

    def odds(self, pairs: Compared, blocks: npt.NDArray[np.int32]) -> Floats:
        """Odds of one person against kin and strangers, before entries compete."""
        return self._odds(pairs, blocks, self.rate)

    def odds_alone(self, pairs: Compared, blocks: npt.NDArray[np.int32]) -> Floats:
        """The same for pairs picked by chance, whose competitors are not among them."""
        return self._odds(pairs, blocks, self.share)

    def _odds(
        self, pairs: Compared, blocks: npt.NDArray[np.int32], rates: Mapping[int, float]
    ) -> Floats:
        one, kin = self.bits(pairs)
        most = range(int(blocks.max(initial=0)) + 1)
        rate = np.array([rates.get(block, 0.0) for block in most])[blocks]
        share = np.array([self.share.get(block, 0.0) for block in most])[blocks]
        return rate * np.exp2(one) / (1 + share * self.kin * np.exp2(np.minimum(kin, 60)))

    def kin_odds(self, pairs: Compared, blocks: npt.NDArray[np.int32]) -> Floats:
        """Odds of kin against strangers."""
        _, kin = self.bits(pairs)
        most = range(int(blocks.max(initial=0)) + 1)
        share = np.array([self.share.get(block, 0.0) for block in most])[blocks]
        return share * self.kin * np.exp2(np.minimum(kin, 60))


def worth(m: Floats, u: Floats) -> Floats:
    """Bits of each level; what is missing says nothing."""
    bits: Floats = np.log2(np.maximum(m, 1e-6) / np.maximum(u, 1e-9))
    bits[0] = 0
    return bits


def block_of(pool: Pool, left: Pairs, right: Pairs) -> npt.NDArray[np.int32]:
    """A number for the pair of lists that a pair of entries comes from."""
    one, other = pool.of[left].astype(np.int32), pool.of[right].astype(np.int32)
    return np.minimum(one, other) * len(pool.lists) + np.maximum(one, other)


def possible(pool: Pool) -> dict[int, int]:
    """How many pairs each two lists make; none within a list that has one entry a person."""
    sizes = np.bincount(pool.of, minlength=len(pool.lists)).tolist()
    count = {}
    for one, size in enumerate(sizes):
        for other in range(one, len(sizes)):
            pairs = size * sizes[other]
            if one == other:
                pairs = 0 if pool.clean[one] else size * (size - 1) // 2
            if pairs:
                count[one * len(sizes) + other] = pairs
    return count


def chance_pairs(pool: Pool, count: int) -> tuple[Pairs, Pairs]:
    """Pairs as by chance, spread evenly by a fixed rule: the same for the same entries."""
    total = possible(pool)
    every = sum(total.values())
    left, right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for block, pairs in total.items():
        one, other = divmod(block, len(pool.lists))
        rows, cols = np.flatnonzero(pool.of == one), np.flatnonzero(pool.of == other)
        some = min(pairs, max(1, round(count * pairs / every)))
        at = np.arange(some, dtype=np.float64) * 0.6180339887498949 % 1
        step = (np.arange(some, dtype=np.float64) * 0.7548776662466927 + 0.5) % 1
        i, j = (at * len(rows)).astype(np.int64), (step * len(cols)).astype(np.int64)
        if some == pairs:  # few enough: all of them
            i, j = np.divmod(np.arange(len(rows) * len(cols)), len(cols))
            if one == other:
                i, j = i[i < j], j[i < j]
        keep = rows[i] != cols[j]
        left.append(rows[i][keep])
        right.append(cols[j][keep])
    first, second = np.concatenate(left), np.concatenate(right)
    return np.minimum(first, second).astype(np.int32), np.maximum(first, second).astype(np.int32)


def _prior(name: str, size: int, which: Mapping[str, Sequence[float]]) -> Floats:
    if name in NAME_FIELDS:
        name = "elsewhere" if name == "elsewhere" else "name"
    if name not in which:
        name = "choice" if size == 3 else "text"
    return np.array(which[name])


@frozen(eq=False)
class Fitted:
    """Weights, and the probability of each candidate pair."""

    weights: Weights
    probability: Floats


def first_guess(comparer: Comparer) -> Weights:
    """Weights before anything is learned."""
    sizes = [NAME_LEVELS] * 4 + [ACROSS_LEVELS] + [len(fact.levels) for fact in comparer.facts]
    priors = [
        (_prior(name, size, _PRIOR_M), _prior(name, size, _PRIOR_U))
        for name, size in zip(comparer.names, sizes, strict=True)
    ]
    pool = comparer.pool
    counts = np.bincount(pool.of, minlength=len(pool.lists))
    rate = {}
    for block, pairs in possible(pool).items():
        one, other = divmod(block, len(pool.lists))
        share = 0.3 if one != other else 0.1
        rate[block] = share * float(min(counts[one], counts[other])) / pairs
    return Weights(
        comparer.names, tuple(m for m, _ in priors), tuple(u for _, u in priors),
        comparer.personal, rate, rate, _KIN[0] / _KIN[1],
    )  # fmt: skip


def fit(
    comparer: Comparer,
    pairs: Compared,
    chance: Compared,
    groups: Groups,
    known: Mapping[int, bool] | None = None,
    start: Weights | None = None,
    thinned: float = 1.0,
    held: Set[int] | None = None,
) -> Fitted:
    """Learn the weights. `known` gives the case of some pairs, by row: judged by people.

    `thinned` is the share of the candidates that are given. Where `held` is given, what levels are
    worth is taken from `start`, and so are the rates of these blocks; other rates are learned.
    """
    weights = start or first_guess(comparer)
    rows = np.array(sorted(known or {}), np.intp)
    truth = np.array([float((known or {})[int(row)]) for row in rows])
    total = possible(comparer.pool)
    blocks = block_of(comparer.pool, pairs.left, pairs.right)
    chance_blocks = block_of(comparer.pool, chance.left, chance.right)
    probability = np.zeros(len(pairs))
    message = np.ones(len(pairs))
    for _ in range(ROUNDS):
        odds = weights.odds(pairs, blocks)
        before = probability
        probability, message = marginals(odds, groups, message)
        probability[rows] = truth
        kin_odds = weights.kin_odds(pairs, blocks)
        kin = (1 - probability) * kin_odds / (1 + kin_odds)
        apart = weights.odds_alone(chance, chance_blocks)
        strangers = 1 / (1 + apart)
        if held is None:
            weights = _learn(weights, pairs, probability, chance, strangers)
        met = np.bincount(blocks, probability, len(comparer.pool.lists) ** 2) / thinned
        free = [block for block in total if held is None or block not in held]
        rate = {block: _rate(comparer.pool, block, float(met[block])) for block in free}
        found = {block: max(float(met[block]), 1e-3) / total[block] for block in free}
        often = (float(kin.sum()) + _KIN[0]) / (float(probability.sum()) + _KIN[1])
        weights = evolve(
            weights,
            rate={**weights.rate, **rate},
            share={**weights.share, **found},
            kin=min(often, 10.0) if held is None else weights.kin,
        )
        if float(np.abs(probability - before).max(initial=0)) < _ENOUGH:
            break
    return Fitted(weights, probability)


def _rate(pool: Pool, block: int, met: float) -> float:
    """Odds of a random pair of two lists, from how many pairs are one person.

    Where entries compete, the odds are those under which so many find their one: a share s of n
    entries, each free with 1 - s, needs s / n (1 - s) for each side that competes.
    """
    one, other = divmod(block, len(pool.lists))
    sizes = float((pool.of == one).sum()), float((pool.of == other).sum())
    met = max(met, 1e-3) / (1 - _UNSEEN)
    rate = met / possible(pool)[block]
    if one == other:
        return rate
    for clean, size in ((pool.clean[one], sizes[1]), (pool.clean[other], sizes[0])):
        if clean:
            rate /= (max(size - met, 0.0) + _LEFT_OVER) / (size + _LEFT_OVER)
    return rate


def _learn(
    weights: Weights, pairs: Compared, one: Floats, chance: Compared, strangers: Floats
) -> Weights:
    m, u = [], []
    for number, name in enumerate(weights.fields):
        size = len(weights.m[number])
        met = np.bincount(pairs.levels[:, number], one, size)
        rest = np.bincount(chance.levels[:, number], strangers, size)
        m.append(_share(met, _TRUST_M * _prior(name, size, _PRIOR_M)))
        u.append(_share(rest, _TRUST_U * _prior(name, size, _PRIOR_U)))
    return evolve(weights, m=tuple(m), u=tuple(u))


def _share(met: npt.NDArray[Any], prior: Floats) -> Floats:
    counts: Floats = met + prior
    counts[0] = 0
    share: Floats = counts / counts.sum()
    return share
