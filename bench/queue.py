"""A hundred judgements by the queue's order against a hundred random ones: the errors left.

Made-up lists (`names_made_up`), fresh seeds; who answers knows the truth. Errors are pairs that are
put together wrongly and pairs that are missed. After every twenty answers the linkage learns and
the queue is made anew; the random ones are drawn from all candidates, and, a harder rival, from
those that are in doubt (probability 0.05 to 0.95).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from attrs import frozen

from bench.names_made_up import Made, made_up
from canje.intake.lists import Kind
from canje.reconcile.competition import groups
from canje.reconcile.link import Linked, Settings, candidates, conclude, learn
from canje.reconcile.model import block_of, chance_pairs
from canje.reconcile.pool import pool
from canje.reconcile.queue import Doubts, ranked, stakes
from canje.reconcile.register import Judgement

Picks = Callable[[Linked, int, set[tuple[str, str]]], Sequence[int]]


@frozen(eq=False)
class Desk:
    """Lists with a truth, compared once; judged and concluded as often as wanted."""

    made: Made

    def run(self, picks: Picks, count: int, step: int = 20) -> list[int]:
        """Errors before and after every `step` judgements, up to `count`."""
        settings = Settings()
        entries = pool(self.made.lists)
        comparer, left, right = candidates(entries, settings)
        pairs = comparer.compare(left, right)
        chance = comparer.compare(*chance_pairs(entries, settings.chance))
        blocks = block_of(entries, left, right)
        truth = np.array([self.made.truth[each] for each in entries.ids])
        said: list[Judgement] = []
        errors = []
        while True:
            judged = {
                (min(a, b), max(a, b)): same
                for each in said
                for a, b, same in [
                    (entries.number[each.left], entries.number[each.right], each.verdict == "same")
                ]
            }
            weights = learn(comparer, pairs, chance, settings, judged)
            odds = weights.odds(pairs, blocks)
            linked = conclude(comparer, weights, left, right, odds, said, settings)
            errors.append(wrong(linked.clusters.of, truth))
            if len(said) >= count:
                return errors
            known = {each.pair for each in said}
            rows = picks(linked, step, known)
            if not rows:  # nothing is left to ask
                return [*errors, *[errors[-1]] * ((count - len(said)) // step)]
            for row in rows:
                one, other = entries.ids[left[row]], entries.ids[right[row]]
                same = truth[left[row]] == truth[right[row]]
                said.append(
                    Judgement(
                        left=one, right=other, verdict="same" if same else "different", by="truth"
                    )
                )


def wrong(found: np.ndarray, truth: np.ndarray) -> int:
    """Pairs put together that are two people, and pairs of one person that are not together."""

    def pairs(*keys: np.ndarray) -> int:
        _, counts = np.unique(np.stack(keys), axis=1, return_counts=True)
        return int((counts * (counts - 1) // 2).sum())

    both = pairs(found, truth)
    return pairs(found) + pairs(truth) - 2 * both


def by_queue(linked: Linked, count: int, known: set[tuple[str, str]]) -> Sequence[int]:
    entries = linked.pool
    of, sizes = linked.clusters.of, np.bincount(linked.clusters.of)
    left, right = linked.left, linked.right
    sought: list[Kind] = ["sought"] * (len(entries.lists) - 1)
    weight = stakes(
        ["held", *sought],
        [each[0] for each in entries.lists],
        entries.of[left],
        entries.of[right],
    )
    doubts = Doubts.of(
        linked.probability,
        weight,
        groups(entries, left, right),
        (sizes[of[left]], sizes[of[right]]),
        of[left] == of[right],
    )
    names = [[entries.ids[each] for each in side.tolist()] for side in (left, right)]
    return [row for row, _ in ranked(names[0], names[1], doubts, known, count)]


def at_random(seed: int, least: float = 0.0) -> Picks:
    chance = random.Random(seed)

    def pick(linked: Linked, count: int, known: set[tuple[str, str]]) -> Sequence[int]:
        ids = linked.pool.ids
        p = linked.probability
        rows = [
            row
            for row in np.flatnonzero((p >= least) & (p <= 1 - least)).tolist()
            if tuple(sorted((ids[linked.left[row]], ids[linked.right[row]]))) not in known
        ]
        return chance.sample(rows, min(count, len(rows)))

    return pick


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000, help="people of each list")
    parser.add_argument("--seeds", type=int, nargs="+", default=[101, 102, 103])
    parser.add_argument("--count", type=int, default=100, help="judgements")
    parser.add_argument("--step", type=int, default=20, help="judgements between two learnings")
    given = parser.parse_args()
    rivals = {"queue": 0, "random": 0, "in doubt": 0}
    before = 0
    for seed in given.seeds:
        start = time.perf_counter()
        desk = Desk(made_up(seed, given.size))
        ways: dict[str, Picks] = {
            "queue": by_queue,
            "random": at_random(seed),
            "in doubt": at_random(seed, 0.05),
        }
        for name, picks in ways.items():
            left = desk.run(picks, given.count, given.step)
            rivals[name] += left[-1]
            before += left[0] if name == "queue" else 0
            print(f"seed {seed} {name:>9}: errors {' '.join(map(str, left))}", flush=True)
        print(f"  {time.perf_counter() - start:.0f} s")
    print(f"errors before {before}, left after {given.count} judgements: {rivals}")
    for name in ("random", "in doubt"):
        fewer = 1 - rivals["queue"] / max(1, rivals[name])
        print(f"queue against {name}: {fewer:.0%} fewer errors left")
    return 0 if rivals["queue"] * 3 <= rivals["random"] * 2 else 1


if __name__ == "__main__":
    sys.exit(main())
