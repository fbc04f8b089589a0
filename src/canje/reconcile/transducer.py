"""A learned edit transducer: how the letters of one script are written in another, in bits.

A pair of spellings is cut into steps, each a group of letters of the one against a group of the
other ("kh" against "خ", "a" against nothing). What a step is worth is learned from pairs of
spellings: first its probability, by expectation maximisation; then the worths are weighed once
more so that they tell a name from the most similar other one (`tools/names`). A pair's bits are

    the best cut's worth + what the left word is worth + what the right word is worth

where the words' own parts make up for common letters: a short common word that happens to agree
says less. The bits are log2 odds against a mix of similar and of random other names.

Joint multigrams: Deligne, Yvon, Bimbot 1995; Bisani, Ney 2008. Stochastic edit distance: Ristad,
Yianilos 1998. Weights that tell apart: McCallum, Bellare, Pereira 2005.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.letters import Letters
from canje.reconcile.scripts import LETTERS, Script

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Rows = npt.NDArray[np.intp]

START, END = "^", "$"
LONGEST = 20
"""Letters of a word that are read."""

NEVER = np.float32(-1e6)
"""The worth of a step that is not in the table."""

_BATCH = 8192
"""Pairs at a time: their cells stay in the processor's cache."""


@frozen
class Step:
    """One step of the best cut: these letters stand for those, and what that is worth in bits."""

    left: str
    right: str
    bits: float


@frozen(eq=False)
class Coded:
    """Words cut into groups: `groups[word, length, end]` is a group's number, 0 where unknown.

    `own` is what each word is worth by itself.
    """

    words: tuple[str, ...]
    groups: Ints
    ends: Ints
    own: Floats

    def __len__(self) -> int:
        return len(self.ends)

    def take(self, rows: npt.NDArray[np.integer]) -> Coded:
        """Some of the words."""
        words = tuple(self.words[row] for row in rows.tolist())
        return Coded(words, self.groups[rows], self.ends[rows], self.own[rows])


@lru_cache(maxsize=64)
def _numbers(groups: tuple[str, ...]) -> tuple[dict[str, int], tuple[Ints, ...]]:
    """A number for each letter, and for each length a table from letters' numbers to groups."""
    letter = {each: place for place, each in enumerate(sorted({*"".join(groups)}), 1)}
    size = len(letter) + 1
    found = [np.zeros(size**length, np.int32) for length in range(max(map(len, groups)) + 1)]
    for place, group in enumerate(groups):
        if place:
            key = 0
            for each in group:
                key = key * size + letter[each]
            found[len(group)][key] = place
    return letter, tuple(found)


def cut(words: Sequence[str], groups: tuple[str, ...]) -> tuple[Ints, Ints]:
    """Words between their edges, cut into all groups that are known; and where each ends."""
    letter, found = _numbers(groups)
    framed = [START + word[:LONGEST] + END for word in words]
    ends = np.array([len(each) for each in framed], np.int32)
    wide = int(ends.max(initial=0))
    codes = np.zeros((len(words), wide), np.intp)
    codes[np.arange(wide) < ends[:, None]] = [letter.get(each, 0) for each in "".join(framed)]
    coded = np.zeros((len(words), len(found), wide + 1), np.int32)
    coded[:, 0] = np.where(np.arange(wide + 1) <= ends[:, None], found[0][0], 0)
    size = len(letter) + 1
    key = np.zeros_like(codes)
    for length in range(1, len(found)):
        if length > wide:
            break
        # the last `length` letters before each place as one number; an unknown letter is a 0 in it
        before = key[:, : wide - length + 1] if length == 1 else key[:, :-1]
        key = before * size + codes[:, length - 1 :]
        coded[:, length, length:] = found[length][key]
    return coded, ends


@frozen(eq=False)
class Side:
    """What a transducer knows of one of its scripts.

    `groups[0]` stands for any group that is not in the table, `groups[1]` is the empty one.
    `chance` is each group's probability under the steps; `weights` weigh log2 of a word's
    probability under them, the same under the letter model, and the word's length.
    """

    script: Script
    groups: tuple[str, ...]
    chance: npt.NDArray[np.float64]
    weights: tuple[float, float, float]
    letters: Letters

    def features(self, words: Sequence[str]) -> npt.NDArray[np.float64]:
        """A row a word: log2 of its chance under the steps and under the letters; its length."""
        groups, ends = cut(words, self.groups)
        alone = self.chance / (1 - self.chance[1])
        alone[:2] = 0
        wide = groups.shape[2]
        sums = np.zeros((wide, len(words)))
        sums[0] = 1
        for end in range(1, wide):
            for length in range(1, min(groups.shape[1] - 1, end) + 1):
                sums[end] += alone[groups[:, length, end]] * sums[end - length]
        steps = np.log2(sums[ends, np.arange(len(words))] + 1e-300)
        short = [word[:LONGEST] for word in words]
        return np.stack([steps, self.letters.bits(short), ends - 2.0], 1)

    def code(self, words: Sequence[str]) -> Coded:
        groups, ends = cut(words, self.groups)
        own = self.features(words) @ np.array(self.weights)
        return Coded(tuple(words), groups, ends, own.astype(np.float32))


@frozen(eq=False)
class Transducer:
    """Steps between two scripts: `worth[left group, right group]` in bits; and a base rate."""

    left: Side
    right: Side
    worth: Floats
    base: float

    @cached_property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """Lengths of the groups that steps bring together."""
        long_left = np.array([len(each) for each in self.left.groups])
        long_right = np.array([len(each) for each in self.right.groups])
        row, column = np.nonzero(self.worth > NEVER)
        pairs = zip(long_left[row].tolist(), long_right[column].tolist(), strict=True)
        return tuple(sorted(set(pairs)))

    def bits(
        self, left: Coded, right: Coded, rows: Rows, columns: Rows, floor: float = -np.inf
    ) -> Floats:
        """Bits of the pairs (left[rows[k]], right[columns[k]]).

        Pairs that cannot reach the floor are given up on the way, at `NEVER`.
        """
        found = np.empty(len(rows), np.float32)
        to_come = self._to_come(left)
        order = np.lexsort((right.ends[columns], left.ends[rows]))
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            own = left.own[rows[some]] + right.own[columns[some]] + np.float32(self.base)
            found[some] = own + self._best(
                left, right, rows[some], columns[some], to_come, np.float32(floor) - own
            )
        return found

    def _best(
        self,
        left: Coded,
        right: Coded,
        rows: Rows,
        columns: Rows,
        to_come: Floats,
        floor: Floats,
    ) -> Floats:
        """The worth of the best cut, by dynamic programming over all pairs at once.

        A row of cells stands for all cuts of the left word's first letters. Every few rows the
        pairs are dropped that would miss their floor even if all letters to come met their best.
        """
        found = np.full(len(rows), NEVER, np.float32)
        ends_left, ends_right = left.ends[rows], right.ends[columns]
        high, wide = int(ends_left.max()) + 1, int(ends_right.max()) + 1
        flat = self.worth.ravel()
        stride = np.int32(self.worth.shape[1])
        groups_left = left.groups[rows, :, :high].transpose(1, 2, 0) * stride
        groups_right = np.ascontiguousarray(right.groups[columns, :, :wide].transpose(1, 2, 0))
        to_come = to_come[rows, :high].T
        pairs = np.arange(len(rows))
        first = np.full((wide, len(rows)), NEVER, np.float32)
        first[0] = 0
        cells = [first]
        for i in range(1, high):
            cells.append(np.full((wide, len(pairs)), NEVER, np.float32))
            here = cells[i]
            for j in range(1, wide):
                for p, q in self.shapes:
                    if p <= i and q <= j:
                        step = flat.take(groups_left[p, i] + groups_right[q, j])
                        step += cells[i - p][j - q]
                        np.maximum(here[j], step, out=here[j])
            done = np.flatnonzero(ends_left == i)
            found[pairs[done]] = here[ends_right[done], done]
            if i % 2 and i > 2:
                reach = np.max(
                    [cells[k].max(0) + to_come[k] for k in range(i - self._longest + 1, i + 1)], 0
                )
                kept = np.flatnonzero((ends_left > i) & (reach >= floor))
                if not len(kept):
                    break
                if len(kept) < 0.8 * len(pairs):
                    pairs, floor = pairs[kept], floor[kept]
                    ends_left, ends_right = ends_left[kept], ends_right[kept]
                    groups_left, groups_right = groups_left[:, :, kept], groups_right[:, :, kept]
                    to_come = to_come[:, kept]
                    cells = [
                        cell[:, kept] if k > i - self._longest else cell[:, :0]
                        for k, cell in enumerate(cells)
                    ]
        return found

    @cached_property
    def _longest(self) -> int:
        """Letters of the longest left group."""
        return max(p for p, _ in self.shapes)

    def _to_come(self, left: Coded) -> Floats:
        """`[word, place]`: the most that a left word's letters from a place on can be worth."""
        best = self.worth.max(1)
        found = np.full((len(left), left.groups.shape[2]), 0, np.float32)
        for place in range(found.shape[1] - 2, -1, -1):
            inside = place < left.ends
            most = np.full(len(left), NEVER, np.float32)
            for length in range(1, min(self._longest, found.shape[1] - 1 - place) + 1):
                end = place + length
                step = best[left.groups[:, length, end]] + found[:, end]
                np.maximum(most, np.where(end <= left.ends, step, NEVER), out=most)
            found[:, place] = np.where(inside, most, 0)
        return found + max(0.0, float(self.worth[1].max())) * LONGEST

    def steps(self, left: str, right: str) -> tuple[Step, ...]:
        """The best cut of one pair, step by step: the explanation of its bits."""
        groups_left, ends_left = cut([left], self.left.groups)
        groups_right, ends_right = cut([right], self.right.groups)
        high, wide = int(ends_left[0]), int(ends_right[0])
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        for i in range(high + 1):
            for j in range(wide + 1):
                for p, q in self.shapes:
                    if (i - p, j - q) not in best:
                        continue
                    worth = float(self.worth[groups_left[0, p, i], groups_right[0, q, j]])
                    total = worth + best[i - p, j - q][0]
                    if worth > NEVER and ((i, j) not in best or total > best[i, j][0]):
                        best[i, j] = total, (p, q)
        framed = START + left[:LONGEST] + END, START + right[:LONGEST] + END
        found = []
        i, j = high, wide
        while (i, j) != (0, 0) and (i, j) in best:
            total, (p, q) = best[i, j]
            worth = total - best[i - p, j - q][0]
            found.append(Step(framed[0][i - p : i], framed[1][j - q : j], worth))
            i, j = i - p, j - q
        return tuple(reversed(found))

    @cached_property
    def _shares(self) -> tuple[tuple[Floats, Floats], ...]:
        """For each group of the one side and letter of the other, the most a letter can bring."""
        return tuple(
            (
                _share(self.worth, self.left, self.right, part),
                _share(self.worth.T, self.right, self.left, 1 - part),
            )
            for part in (0.0, 0.6, 1.0)
        )

    def bound(self, left: Coded, right: Coded) -> Floats:
        """No pair's bits are above this: a matrix, made of a few products.

        Each step's worth is shared out among its letters, a part to the one side and the rest to
        the other. A letter of the one word brings at most the best share of any step whose other
        group is found in the other. Every way of sharing gives a bound; the least of some is kept.
        """
        letters_left = _count(left, self.left.script)
        letters_right = _count(right, self.right.script)
        found = np.full((len(left), len(right)), np.inf, np.float32)
        for to_right, to_left in self._shares:
            most = _most(left, to_right) @ letters_right.T
            most += letters_left @ _most(right, to_left).T
            np.minimum(found, most, out=found)
        found += left.own[:, None] + right.own[None, :] + np.float32(self.base)
        return found

    def pairs_above(self, left: Coded, right: Coded, floor: float) -> tuple[Rows, Rows, Floats]:
        """All pairs worth at least `floor` bits: rows, columns, bits."""
        rows, columns = np.nonzero(self.bound(left, right) >= floor)
        bits = self.bits(left, right, rows, columns, floor)
        kept = bits >= floor
        return rows[kept], columns[kept], bits[kept]


def _alphabet(script: Script) -> str:
    return LETTERS[script] + START + END


def _share(worth: Floats, groups: Side, letters: Side, part: float) -> Floats:
    """`[group, letter]`: the best share of a step of this group for the other side's letter."""
    alphabet = _alphabet(letters.script)
    found = np.full((len(groups.groups), len(alphabet)), NEVER, np.float32)
    alone = np.array([not group for group in groups.groups])
    for column, group in enumerate(letters.groups):
        if column and group:
            share = worth[:, column] * np.where(alone, 1, part) / len(group)
            for letter in set(group):
                place = alphabet.index(letter)
                np.maximum(found[:, place], share, out=found[:, place])
    return np.maximum(found, NEVER / 64)


def _most(coded: Coded, share: Floats) -> Floats:
    """`[word, letter]`: the best share over all groups that the word holds."""
    found = np.full((len(coded), share.shape[1]), NEVER / 64, np.float32)
    for length in range(coded.groups.shape[1]):
        for end in range(coded.groups.shape[2]):
            held = coded.groups[:, length, end]
            np.maximum(found, share[held], out=found)
    return found


def _count(coded: Coded, script: Script) -> Floats:
    alphabet = _alphabet(script)
    found = np.zeros((len(coded), len(alphabet)), np.float32)
    for row, word in enumerate(coded.words):
        for letter in START + word[:LONGEST] + END:
            found[row, alphabet.index(letter)] += 1
    return found
