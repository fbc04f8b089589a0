"""From lists to proposed persons: candidates, weights, probabilities, assignment, clusters.

What people judged always stands; the rest is the machine's suggestion, with what speaks for it and
against it. Every entry is in exactly one person. docs/linking.md has the method and its sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from canje.intake.lists import List
from canje.reconcile.arrays import distinct
from canje.reconcile.assign import assign
from canje.reconcile.calibrate import Line, calibrated
from canje.reconcile.candidates import BEST, exhaustive
from canje.reconcile.chains import APART, rarity
from canje.reconcile.clusters import Clusters, cluster
from canje.reconcile.competition import groups, marginals
from canje.reconcile.facts import BORN, facts
from canje.reconcile.index import MOST, indexed
from canje.reconcile.likeness import likeness, likeness_met
from canje.reconcile.model import (
    Compared,
    Comparer,
    Weights,
    block_of,
    chance_pairs,
    fit,
)
from canje.reconcile.pool import FATHER, ROLES, Pool, pool
from canje.reconcile.register import Judgement, Pair, Register, register

Pairs = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

CERTAIN = 1e15
"""Odds of a pair that people judged the same."""

Alarm = Literal["bridge", "father", "born", "judged"]
"""A person that hangs together by a thin link, has two fathers or two births, or joins what
judgements about it contradict."""


@frozen(kw_only=True)
class Settings:
    """How entries are linked. `further` names columns that are compared besides the usual ones."""

    accept: float = 0.5
    best: int = BEST
    every_word_to: int = 20_000
    under_one_key: int = MOST
    learn_from: int = 1_000_000
    chance: int = 300_000
    people: int = 1
    further: tuple[str, ...] = ()


@frozen
class Warned:
    """An alarm about a person: its kind, the entries it is about, and the bits of a thin link."""

    kind: Alarm
    entries: tuple[str, ...]
    bits: float = 0.0


@frozen(eq=False)
class Linked:
    """Proposed persons, and what was found on the way.

    `left` and `right` are numbers of entries in `pool`, pair by pair; `odds` are before entries
    compete, `probability` after it and calibrated. `margin` is the doubt of each assigned pair in
    bits, not a number where there was no assignment.
    """

    pool: Pool
    comparer: Comparer
    weights: Weights
    line: Line
    left: Pairs
    right: Pairs
    odds: Floats
    probability: Floats
    margin: Floats
    clusters: Clusters
    register: Register
    alarms: tuple[Warned, ...]
    judged: Mapping[tuple[int, int], bool] = field(factory=dict)

    @property
    def persons(self) -> tuple[tuple[str, ...], ...]:
        """The entries of each person, in order of ids."""
        found = [
            tuple(sorted(self.pool.ids[each] for each in members))
            for members in self.clusters.members()
        ]
        return tuple(sorted(found))


def link(
    lists: Sequence[List],
    judgements: Sequence[Judgement] = (),
    settings: Settings | None = None,
) -> Linked:
    """Link the entries of lists, from nothing."""
    settings = settings or Settings()
    entries = pool(lists, settings.further)
    comparer, left, right = candidates(entries, settings)
    pairs = comparer.compare(left, right)
    chance = comparer.compare(*chance_pairs(entries, settings.chance))
    weights = learn(comparer, pairs, chance, settings, judged_pairs(entries, judgements, settings))
    odds = weights.odds(pairs, block_of(entries, left, right))
    return conclude(comparer, weights, left, right, odds, judgements, settings)


def candidates(
    entries: Pool, settings: Settings, touched: npt.NDArray[np.bool_] | None = None
) -> tuple[Comparer, Pairs, Pairs]:
    """Pairs worth comparing, and what compares them."""
    if by_every_word(entries, settings):
        like = likeness(entries.words, word_sets(entries, touched))
        rare = rarity(entries, like)
        left, right = exhaustive(entries, like, rare, settings.best, touched)
    else:
        left, right = indexed(entries, under_one_key(entries, settings), touched)
        like = likeness_met(entries.words, _met(entries, left, right))
        rare = rarity(entries, like)
    return Comparer(entries, like, rare, facts(entries, like)), left, right


def by_every_word(entries: Pool, settings: Settings) -> bool:
    """Whether the lists are short enough to hold every word against every word."""
    counts = np.bincount(entries.of, minlength=len(entries.lists))
    return int(counts.max()) <= settings.every_word_to


def under_one_key(entries: Pool, settings: Settings) -> int:
    """How many entries may share a key: of very many half as many, for pairs grow faster."""
    return settings.under_one_key // (1 if len(entries) <= _MANY else 2)


def word_sets(
    entries: Pool, touched: npt.NDArray[np.bool_] | None = None
) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
    """Words that may meet: those of each two lists' names, and of the values of each fact."""
    new = np.ones(len(entries), bool) if touched is None else touched
    for one in range(len(entries.lists)):
        for other in range(one, len(entries.lists)):
            if one == other and entries.clean[one]:
                continue
            sides = [entries.of == one, entries.of == other]
            if not (new[sides[0]].any() or new[sides[1]].any()):
                continue
            yield _some(entries.chain[sides[0]]), _some(entries.chain[sides[1]])
            for name, words in entries.fact_words.items():
                codes = entries.facts[name].codes
                first, second = (_some(words[np.unique(codes[side])]) for side in sides)
                yield first, second


def _some(words: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    found = np.unique(words)
    return found[found >= 0]


def _met(entries: Pool, left: Pairs, right: Pairs) -> Iterator[npt.NDArray[np.int64]]:
    """Words that meet in pairs of entries, as keys, many at a time."""
    size = len(entries.words)
    step = 2_000_000
    for start in range(0, len(left), step):
        one, other = left[start : start + step], right[start : start + step]
        chunks = [(entries.chain[one], entries.chain[other])]
        for name, words in entries.fact_words.items():
            codes = entries.facts[name].codes
            both = distinct(codes[one].astype(np.int64) * len(words) + codes[other])
            chunks.append((words[both // len(words)], words[both % len(words)]))
        keys = []
        for first, second in chunks:
            for i in range(first.shape[1]):
                for j in range(second.shape[1]):
                    a, b = first[:, i], second[:, j]
                    here = (a >= 0) & (b >= 0) & (a != b)
                    a, b = a[here].astype(np.int64), b[here].astype(np.int64)
                    keys.append(distinct(np.minimum(a, b) * size + np.maximum(a, b)))
        yield distinct(np.concatenate(keys))


def learn(
    comparer: Comparer,
    pairs: Compared,
    chance: Compared,
    settings: Settings,
    judged: Mapping[tuple[int, int], bool],
    start: Weights | None = None,
) -> Weights:
    """Learn weights from the candidates; of very many, from those of some entries."""
    share = min(1.0, settings.learn_from / max(1, len(pairs)))
    if share < 1:
        pairs = pairs.take(np.flatnonzero(spread(pairs.left) < share * (1 << 24)))
    return learn_thinned(comparer, pairs, chance, judged, start, share)


def spread(entry: Pairs) -> npt.NDArray[np.uint64]:
    """A number below 2 ** 24 for each entry, evenly: those with a small one are learned from."""
    return entry.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(40)


def learn_thinned(
    comparer: Comparer,
    pairs: Compared,
    chance: Compared,
    judged: Mapping[tuple[int, int], bool],
    start: Weights | None = None,
    share: float = 1.0,
) -> Weights:
    """Learn weights from a share of the candidates: all candidates of some entries."""
    known = {}
    if judged:
        some = pairs.left.astype(np.int64) * len(comparer.pool) + pairs.right
        for (one, other), same in judged.items():
            at = np.flatnonzero(some == one * len(comparer.pool) + other)
            known.update(dict.fromkeys(at.tolist(), same))
    of = groups(comparer.pool, pairs.left, pairs.right)
    return fit(comparer, pairs, chance, of, known, start, share).weights


def conclude(
    comparer: Comparer,
    weights: Weights,
    left: Pairs,
    right: Pairs,
    odds: Floats,
    judgements: Sequence[Judgement],
    settings: Settings,
) -> Linked:
    """From odds to persons: competition, judgements, assignment, clusters, alarms."""
    entries = comparer.pool
    probability = _competed(entries, left, right, odds)
    said = judged_pairs(entries, judgements, settings)
    key = left.astype(np.int64) * len(entries) + right
    rows = np.searchsorted(key, [one * len(entries) + other for one, other in said])
    truth = np.array(list(said.values()), bool)
    met = rows < len(key)
    wanted = np.array([one * len(entries) + other for one, other in said], np.int64)
    met[met] = key[rows[met]] == wanted[met]
    line = calibrated(probability[rows[met]], truth[met])
    if met.any():  # who was judged the same no longer competes, nor does who was judged different
        known = odds.copy()
        known[rows[met]] = np.where(truth[met], CERTAIN, 0.0)
        probability = _competed(entries, left, right, known)
    probability = line(probability)
    probability[rows[met]] = truth[met]
    bits = _log_odds(probability)
    margin = np.full(len(left), np.nan)
    free = ~np.isin(np.arange(len(left)), rows[met])
    for one, other in _clean_pairs(entries):
        here = np.flatnonzero((entries.of[left] == one) & (entries.of[right] == other) & free)
        here = here[probability[here] > 0.01]
        best = assign(left[here], right[here], np.log2(np.maximum(odds[here], 1e-30)))
        margin[here[best.chosen]] = best.margin
        rest = np.setdiff1d(here, here[best.chosen])
        bits[rest] = np.minimum(bits[rest], -1.0)
    number = entries.number
    stands = register(judgements, people=settings.people)
    said_of = [each.pair for each in stands.standing]
    stands = register(judgements, _bits_of(entries, said_of, key, odds), settings.people)
    one_each = np.where(entries.clean[entries.of], entries.of, -1)
    level = float(np.log2(settings.accept / (1 - settings.accept)))
    made = cluster(
        len(entries), left, right, bits - level, one_each,
        [(number[a], number[b]) for a, b in stands.same if a in number and b in number],
        [(number[a], number[b]) for a, b in stands.different if a in number and b in number],
    )  # fmt: skip
    alarms = tuple(_alarms(comparer, made, stands))
    return Linked(
        entries, comparer, weights, line, left, right, odds, probability, margin, made, stands,
        alarms, said,
    )  # fmt: skip


_MANY = 300_000
"""Entries beyond which half as many may share a key."""

FAINT = 1e-5
"""Odds below which a pair is left out of the competition, and has them for a probability."""


def _competed(entries: Pool, left: Pairs, right: Pairs, odds: Floats) -> Floats:
    """The probability of each pair; those left out are too faint to take anybody's place."""
    probability = odds.copy()
    some = np.flatnonzero(odds > FAINT)
    probability[some] = marginals(odds[some], groups(entries, left[some], right[some]))[0]
    return probability


def bits_of(linked: Linked, pairs: Iterable[Pair]) -> dict[Pair, float]:
    """The machine's own log odds, before anybody judged, for those of the pairs that it looked at:
    above 0 where it holds one person for the likelier."""
    key = linked.left.astype(np.int64) * len(linked.pool) + linked.right
    return _bits_of(linked.pool, pairs, key, linked.odds)


def _bits_of(
    entries: Pool, pairs: Iterable[Pair], key: npt.NDArray[np.int64], odds: Floats
) -> dict[Pair, float]:
    number = entries.number
    found = {}
    for pair in pairs:
        if pair[0] in number and pair[1] in number:
            one, other = sorted(number[name] for name in pair)
            at = int(np.searchsorted(key, one * len(entries) + other))
            if at < len(key) and key[at] == one * len(entries) + other:
                found[pair] = float(np.log2(max(odds[at], 1e-30)))
    return found


def judged_pairs(
    entries: Pool, judgements: Sequence[Judgement], settings: Settings
) -> dict[tuple[int, int], bool]:
    """What judgements say of pairs of entries, in numbers; unsure says nothing."""
    number = entries.number if judgements else {}
    found = {}
    for each in register(judgements, people=settings.people).standing:
        if each.verdict != "unsure" and each.pair[0] in number and each.pair[1] in number:
            one, other = sorted(number[name] for name in each.pair)
            found[one, other] = each.verdict == "same"
    return dict(sorted(found.items()))


def _clean_pairs(entries: Pool) -> Iterator[tuple[int, int]]:
    for one in range(len(entries.lists)):
        for other in range(one + 1, len(entries.lists)):
            if entries.clean[one] and entries.clean[other]:
                yield one, other


def _log_odds(probability: Floats) -> Floats:
    inside = np.clip(probability, 1e-9, 1 - 1e-9)
    bits: Floats = np.log2(inside) - np.log2(1 - inside)
    return bits


_LARGE = 40
"""Entries of a person that are all held against each other in looking for contradictions."""


def _alarms(comparer: Comparer, made: Clusters, stands: Register) -> Iterator[Warned]:
    """What a human should look at in the proposed persons."""
    entries = comparer.pool
    for bridge in made.bridges:
        names = tuple(sorted(entries.ids[each] for each in (*bridge.left, *bridge.right)))
        yield Warned("bridge", names, bridge.bits)
    one, other = _inside(made)
    for kind, left, right in _against(comparer, one, other):
        yield Warned(kind, tuple(sorted((entries.ids[left], entries.ids[right]))))
    for contradiction in stands.contradictions:
        yield Warned("judged", contradiction.apart.pair)


def _inside(made: Clusters) -> tuple[Pairs, Pairs]:
    """All pairs of entries of one person."""
    order = np.argsort(made.of, kind="stable")
    of = made.of[order]
    left, right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, _LARGE):
        here = np.flatnonzero(of[step:] == of[:-step]) if step < len(of) else of[:0]
        if not len(here):
            break
        left.append(order[here])
        right.append(order[here + step])
    one, other = np.concatenate(left), np.concatenate(right)
    return np.minimum(one, other).astype(np.int32), np.maximum(one, other).astype(np.int32)


def _against(comparer: Comparer, left: Pairs, right: Pairs) -> Iterator[tuple[Alarm, int, int]]:
    if not len(left):
        return
    compared = comparer.compare(left, right)
    checks: list[tuple[Alarm, str, int]] = [("father", ROLES[FATHER], APART)]
    checks += [("born", "born", BORN.index("apart"))] if "born" in comparer.names else []
    for kind, name, level in checks:
        for row in np.flatnonzero(compared.levels[:, comparer.names.index(name)] == level).tolist():
            yield kind, int(left[row]), int(right[row])
