"""How likely a word is as a word of its script: a model of three letters in a row, in bits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.scripts import LETTERS, Script

STEP = 1 / 8
"""Bits are kept in eighths, so that the table is one of bytes."""


@frozen(eq=False)
class Letters:
    """`eighths[a, b, c]`: minus log2 of the chance of c after a and b, in eighths of a bit.

    Number 0 is the edge of a word; letters count from 1 in the order of `LETTERS`.
    """

    script: Script
    eighths: npt.NDArray[np.uint8]

    def bits(self, words: Sequence[str]) -> npt.NDArray[np.float64]:
        """log2 of each word's probability, its end included."""
        number = {letter: place for place, letter in enumerate(LETTERS[self.script], 1)}
        longest = max(map(len, words), default=0)
        codes = np.zeros((len(words), longest + 3), np.intp)
        ends = np.array([len(word) + 1 for word in words], np.intp)
        for row, word in enumerate(words):
            codes[row, 2 : len(word) + 2] = [number[letter] for letter in word]
        each = self.eighths[codes[:, :-2], codes[:, 1:-1], codes[:, 2:]].astype(np.float64)
        inside = np.arange(longest + 1) < ends[:, None]
        found: npt.NDArray[np.float64] = -STEP * (each * inside).sum(1)
        return found


def learn(script: Script, words: Iterable[tuple[str, float]], trust: float = 5.0) -> Letters:
    """Counted from weighted words; each order is smoothed by the one below (Witten-Bell's idea)."""
    letters = LETTERS[script]
    number = {letter: place for place, letter in enumerate(letters, 1)}
    size = len(letters) + 1
    three = np.zeros((size, size, size))
    for word, weight in words:
        codes = [0, 0, *(number[letter] for letter in word), 0]
        for place in range(2, len(codes)):
            three[codes[place - 2], codes[place - 1], codes[place]] += weight
    one = three.sum((0, 1)) + 0.5
    one /= one.sum()
    two = three.sum(0)
    two = (two + trust * one) / (two.sum(1, keepdims=True) + trust)
    three = (three + trust * two[None]) / (three.sum(2, keepdims=True) + trust)
    return Letters(script, np.clip(np.rint(-np.log2(three) / STEP), 0, 255).astype(np.uint8))
