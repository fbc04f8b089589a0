"""Pairs of spellings to learn from, and those that are held out by name to measure with.

The files are lines of a Latin word, the same word in another script and how often it was met
(Wikidata, CC0; NETransliteration-COLING2018). Two Latin words that share a word of the other script
are spellings of one name, and the other way round; so are an Arabic and a Russian word that share a
Latin one.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from canje.reconcile.scripts import Script
from canje.reconcile.tokens import core
from tools.names.ukrainian import PAIRS as UKRAINIAN

FILES: dict[Script, str] = {
    "arabic": "names/data_wd_arabic_80",
    "hebrew": "names/data_wd_hebrew_80",
    "cyrillic": "names/data_wd_russian_80",
}

HELD_OUT = 10
"""One Latin word in so many is held out, with all its spellings."""

Pair = tuple[str, str]


def held_out(latin: str) -> bool:
    """Whether a Latin word is kept from training, by a digest of its normal form."""
    digest = hashlib.blake2b(latin.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % HELD_OUT == 0


def read(data: Path, script: Script) -> Counter[Pair]:
    """All pairs of a script in normal forms, (latin, other), with how often each was met."""
    found: Counter[Pair] = Counter()
    for line in (data / FILES[script]).read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != 3:
            continue
        (from_script, latin), (to_script, other) = core(cells[0]), core(cells[1].replace(" ", ""))
        if from_script == "latin" and to_script == script and latin and other:
            found[latin, other] += int(cells[2])
    if script == "cyrillic":
        for latin, other in UKRAINIAN:
            found[latin, other] += 3
    return found


def learned(pairs: Counter[Pair]) -> Counter[Pair]:
    """Those that may be learned from."""
    return Counter({pair: count for pair, count in pairs.items() if not held_out(pair[0])})


def pivoted(left: Iterable[Pair], right: Iterable[Pair], most: int = 12) -> Counter[Pair]:
    """Pairs (a, b) with (x, a) on the left and (x, b) on the right for some x.

    A pivot with very many spellings is a common noise and is passed over.
    """
    by_left, by_right = defaultdict(list), defaultdict(list)
    for pivot, word in left:
        by_left[pivot].append(word)
    for pivot, word in right:
        by_right[pivot].append(word)
    found: Counter[Pair] = Counter()
    for pivot in by_left.keys() & by_right.keys():
        if len(by_left[pivot]) <= most and len(by_right[pivot]) <= most:
            for one in by_left[pivot]:
                for other in by_right[pivot]:
                    found[one, other] += 1
    return found


def variants(pairs: Iterable[Pair], most: int = 12) -> Counter[Pair]:
    """Pairs of different second words that share a first one, in both orders."""
    by: dict[str, set[str]] = defaultdict(set)
    for pivot, word in pairs:
        by[pivot].add(word)
    found: Counter[Pair] = Counter()
    for words in by.values():
        if len(words) <= most:
            for one, other in combinations(sorted(words), 2):
                found[one, other] += 1
                found[other, one] += 1
    return found
