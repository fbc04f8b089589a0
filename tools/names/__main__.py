"""`python -m tools.names --data ../shared/data`: learn the shipped tables of names again.

The same data gives the same tables. `--only latin-arabic` learns one of them.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import numpy as np

from canje.reconcile import letters as letter_model
from canje.reconcile import tables
from canje.reconcile.letters import Letters
from canje.reconcile.scripts import SCRIPTS, Script
from canje.reconcile.transducer import NEVER, Side, Transducer
from tools.names import em, rarity, typos, weigh
from tools.names import pairs as read_pairs
from tools.names.pairs import Pair

SHIPPED = Path(__file__).parents[2] / "src" / "canje" / "data" / "names"

MOST = 24_000
"""Pairs that a table is learned from, at most."""

SEED = 5


class Source:
    """The pairs that may be learned from, script by script; read once, filtered once learned."""

    def __init__(self, data: Path) -> None:
        self.latin: dict[Script, Counter[Pair]] = {
            script: read_pairs.learned(read_pairs.read(data, script)) for script in read_pairs.FILES
        }
        self.good: dict[Script, list[Pair]] = {}

    def words(self, script: Script) -> Counter[str]:
        """How often each word of a script was met."""
        found: Counter[str] = Counter()
        for other, pairs in self.latin.items():
            for (latin, word), count in pairs.items():
                if script == "latin" or script == other:
                    found[latin if script == "latin" else word] += count
        return found

    def keep(self, script: Script, made: Transducer) -> None:
        """Note the pairs that the table itself believes; the others are wrong lines of the file."""
        pairs = list(self.latin[script])
        left = made.left.code([pair[0] for pair in pairs])
        right = made.right.code([pair[1] for pair in pairs])
        rows = np.arange(len(pairs))
        bits = made.bits(left, right, rows, rows)
        self.good[script] = [pair for pair, each in zip(pairs, bits, strict=True) if each > 0]

    def pairs(self, left: Script, right: Script) -> Counter[Pair]:
        """Pairs of spellings between two scripts, or within one."""
        if left == "latin" and right != "latin":
            return self.latin[right]
        if left == right == "latin":
            found: Counter[Pair] = Counter()
            for pairs in self.good.values():
                found += read_pairs.variants((other, latin) for latin, other in pairs)
            return found
        if left == right:
            return read_pairs.variants(self.good[left])
        return read_pairs.pivoted(self.good[left], self.good[right])


def learn(source: Source, left: Script, right: Script, models: dict[Script, Letters]) -> Transducer:
    """One table, from its pairs to its worths in bits."""
    counted = source.pairs(left, right)
    if left == right:
        words = source.words(left)
        counted += typos.pairs(words, left, share=len(counted) // 4, seed=SEED)
        counted += Counter({(word, word): 1 for word in list(words)[: len(counted) // 8]})
    known = set(counted)
    chosen = sorted(counted)
    order = np.random.default_rng(SEED).permutation(len(chosen))[:MOST]
    some = [chosen[place] for place in order]
    weighted = [(a, b, min(counted[a, b], 4) ** 0.5) for a, b in some]
    noise = models[left].bits([a for a, _ in some]) + models[right].bits([b for _, b in some])
    lengths = (3 if left == "latin" else 2, 3 if right == "latin" else 2)
    found = em.learn(weighted, (left, right), noise, lengths)
    chance = found.chance
    if left == right:
        chance = (chance + chance.T) / 2 if found.left_groups == found.right_groups else chance
    with np.errstate(divide="ignore"):
        worth = np.where(chance > 0, np.log2(chance), NEVER).astype(np.float32)
    even = (-0.5, -0.5, -0.5)
    made = Transducer(
        Side(left, found.left_groups, chance.sum(1), even, models[left]),
        Side(right, found.right_groups, chance.sum(0), even, models[right]),
        worth,
        0.0,
    )
    true = [pair for pair in some if pair[0] != pair[1]][:18_000]
    return weigh.weigh(made, true, weigh.others(true, known))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.names", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--only", help="one table, such as latin-arabic (learns those before it)")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    source = Source(asked.data)
    models = {
        script: letter_model.learn(
            script, [(word, count**0.5) for word, count in sorted(source.words(script).items())]
        )
        for script in SCRIPTS
    }
    tables.write_arrays(
        asked.out / "letters.npz", {script: model.eighths for script, model in models.items()}
    )
    crossing = [pair for pair in tables.ORDER if pair[0] == "latin" != pair[1]]
    learnt: dict[Script, Transducer] = {}
    for left, right in (*crossing, *(pair for pair in tables.ORDER if pair not in crossing)):
        start = time.perf_counter()
        made = learn(source, left, right, models)
        if (left, right) in crossing:
            source.keep(right, made)
            learnt[right] = made
        tables.write(asked.out, made)
        steps = int((made.worth > NEVER).sum())
        print(f"{left}-{right}: {steps} steps, {time.perf_counter() - start:.0f} s", flush=True)
        if asked.only == f"{left}-{right}":
            return
    for script, text in rarity.tables(asked.data, learnt).items():
        (asked.out / f"common-{script}.tsv").write_text(text, encoding="utf-8")
    for script, text in rarity.known(asked.data, learnt).items():
        (asked.out / f"known-{script}.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
