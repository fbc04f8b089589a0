"""Slips of the pen: a letter left out, doubled, put in, changed or swapped with the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from canje.reconcile.scripts import LETTERS, Script
from tools.names.pairs import Pair


def pairs(words: Mapping[str, int], script: Script, share: int, seed: int) -> Counter[Pair]:
    """So many words with a slipped spelling of them, in either order."""
    chance = np.random.default_rng(seed)
    listed = [word for word in sorted(words) if len(word) >= 4]
    found: Counter[Pair] = Counter()
    for _ in range(share):
        word = listed[int(chance.integers(len(listed)))]
        slipped = slip(word, script, chance)
        pair = (word, slipped) if chance.integers(2) else (slipped, word)
        if word != slipped:
            found[pair] += 1
    return found


def slip(word: str, script: Script, chance: np.random.Generator) -> str:
    letters = LETTERS[script]
    place = int(chance.integers(len(word) - 1))
    other = letters[int(chance.integers(len(letters)))]
    match int(chance.integers(6)):
        case 0:
            return word[:place] + word[place + 1 :]
        case 1:
            return word[:place] + word[place] + word[place:]
        case 2:
            return word[:place] + other + word[place:]
        case 3:
            return word[:place] + other + word[place + 1 :]
        case _:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
