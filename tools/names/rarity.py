"""How common a name is, all its spellings together: minus log2 of its share of all words.

Also the few pairs of words that are known by count alone.

A word's spellings are those that share its most usual word in the other script. Only words more
common than one in 4,096 are listed; all others count as that rare.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from canje.reconcile.scripts import SCRIPTS, Script
from canje.reconcile.transducer import Transducer
from tools.names.pairs import FILES, learned, read

RAREST = 12.0

OFTEN, SHARE, UNSURE = 8, 0.1, 4.0
"""A pair is known that was met so often, is so much of its Latin word, and has fewer bits."""


def known(data: Path, learnt: Mapping[Script, Transducer]) -> dict[Script, str]:
    """Pairs of words that are one name by sheer count, though their letters say little."""
    found = {}
    for script in FILES:
        pairs = learned(read(data, script))
        made = learnt[script]
        listed = sorted(pairs)
        rows = np.arange(len(listed))
        left = made.left.code([latin for latin, _ in listed])
        bits = made.bits(left, made.right.code([other for _, other in listed]), rows, rows)
        total: Counter[str] = Counter()
        for (latin, _), count in pairs.items():
            total[latin] += count
        kept = [
            f"{latin}\t{other}\n"
            for (latin, other), each in zip(listed, bits, strict=True)
            if each < UNSURE
            and pairs[latin, other] >= OFTEN
            and pairs[latin, other] >= SHARE * total[latin]
        ]
        found[script] = "".join(kept)
    return found


def tables(data: Path, learnt: Mapping[Script, Transducer]) -> dict[Script, str]:
    """A line a word: the word, TAB, bits."""
    bits: dict[Script, dict[str, float]] = {script: {} for script in SCRIPTS}
    for script in FILES:
        pairs = read(data, script)
        made = learnt[script]
        listed = sorted(pairs)
        rows = np.arange(len(listed))
        worth = made.bits(
            made.left.code([latin for latin, _ in listed]),
            made.right.code([other for _, other in listed]),
            rows,
            rows,
        )
        total = sum(pairs.values())
        of_other: Counter[str] = Counter()
        usual: dict[str, Counter[str]] = defaultdict(Counter)
        for (latin, other), each in zip(listed, worth, strict=True):
            of_other[other] += pairs[latin, other]
            if each > 0:
                usual[latin][other] += pairs[latin, other]
        for other, count in of_other.items():
            bits[script][other] = float(np.log2(total / count))
        for latin, others in usual.items():
            share = float(np.log2(total / of_other[others.most_common(1)[0][0]]))
            bits["latin"][latin] = min(share, bits["latin"].get(latin, RAREST))
    return {
        script: "".join(
            f"{word}\t{each:.1f}\n" for word, each in sorted(found.items()) if each < RAREST
        )
        for script, found in bits.items()
    }
