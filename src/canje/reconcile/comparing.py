"""Names compared, many pairs at once: words against words, the best matching, and the judgement.

Steps are those of the methods of `Comparison`, in their order. What each difference costs stands
in the constants; they are bits of log2 odds, chosen by reasoning and not fitted to any set: what
share of true pairs shows such a difference, against what share of others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.align import FREE, align
from canje.reconcile.compared import LEVELS, Aligned, Codes, Likeness, Note
from canje.reconcile.roles import ROLES, Role, roles
from canje.reconcile.spelling import LEAST, WHYS, Lexis, Word
from canje.reconcile.tokens import Token, core_of, tokens

Rows = npt.NDArray[np.intp]

EXPECTED, ALONE = 1.0, -1.0
"""Bits in favour of two words being one before looking at them: beside other words that agree, and
where a name is that one word."""

SPELLED = 6.0
"""Bits that a matched word may cost at most: a worse one is another word."""

JOINED = 2.0
"""Bits that a word may cost that is written as two on the other side; a single word that costs
more gives way to it."""

ORDER, SWAPPED = 0.7, 6.0
"""Bits that another order of words costs; and father and child changing places, both marked so."""

SOFT = 4.0
"""Bits of difference that take a score from 1 to a half."""

_OMITTED: dict[Role, float] = {
    "given": 2.0,
    "family": 1.0,
    "kunya": 0.3,
    "either": 0.3,
    "title": 0.1,
}
_OMIT = 0.5
"""Bits that a missing word costs, by role."""

_AGAINST: dict[Role, float] = {
    "given": 8.0,
    "father": 7.0,
    "family": 7.0,
    "grandfather": 6.0,
    "title": 0.3,
}
_DIFFER = 5.0
"""Bits that two different words in one role cost; where the roles are not the same, this much."""


_NAMES = np.array([role not in ("either", "title") for role in ROLES])
"""Roles whose words are names for sure."""


@frozen(eq=False)
class _Side:
    """Names as padded tables of word numbers and roles; -1 where a name has no more words."""

    words: npt.NDArray[np.int32]
    roles: Codes
    count: Codes
    marked: npt.NDArray[np.bool_]


def later(left: str, right: str) -> bool:
    return key(left) > key(right)


def key(name: str) -> tuple[int, tuple[str, ...], str]:
    words = tokens(name)
    return len(words), tuple(word.script + word.core for word in words), name


class Comparison:
    """One run over many pairs. Each pair is turned so that it comes out the same both ways."""

    matched: Codes
    why: Codes

    def __init__(self, left: Sequence[str], right: Sequence[str], pairs: Rows) -> None:
        names = list(dict.fromkeys([*left, *right]))
        number = {name: place for place, name in enumerate(names)}
        places = [np.array([number[name] for name in side], np.intp) for side in (left, right)]
        ones, others = places[0][pairs[:, 0]], places[1][pairs[:, 1]]
        parsed = [tokens(name) for name in names]
        rank = _ranks([key(name) for name in names])
        self.turned = rank[ones] > rank[others]
        self.identical = rank[ones] == rank[others]
        ones, others = np.where(self.turned, others, ones), np.where(self.turned, ones, others)
        self.lexis, self.side = _sides(parsed)
        self._words(ones, others)
        self._match(ones, others)
        self._join(ones, others)
        self._judge(ones, others)
        self._turn_back(others)

    def _words(self, ones: Rows, others: Rows) -> None:
        """Bits of every word against every word, each two words looked at once."""
        left, right = self.side.words[ones], self.side.words[others]
        size = len(self.lexis.words)
        keys = left[:, :, None].astype(np.int64) * size + right[:, None, :]
        there = (left[:, :, None] >= 0) & (right[:, None, :] >= 0)
        distinct, back = np.unique(keys[there], return_inverse=True)
        bits, why = self.lexis.pairs(
            (distinct // size).astype(np.intp), (distinct % size).astype(np.intp)
        )
        self.word_bits = np.full(there.shape, LEAST, np.float32)
        self.word_why = np.zeros(there.shape, np.int8)
        self.word_bits[there], self.word_why[there] = bits[back], why[back]
        self.there = there

    def _match(self, ones: Rows, others: Rows) -> None:
        """The best one-to-one matching; a little for the same role, for names with like words."""
        rarity = np.append(self.lexis.rarity(), np.float32(0))  # number -1 is no word
        self.rare = [rarity[words] for words in (self.side.words[ones], self.side.words[others])]
        self.worth = np.minimum(self.rare[0][:, :, None], self.rare[1][:, None, :])
        alone = np.minimum(self.side.count[ones], self.side.count[others]) == 1
        expected = np.where(alone, ALONE, EXPECTED).astype(np.float32)[:, None, None]
        self.cost = np.minimum(np.logaddexp2(0, -(self.word_bits + expected)), 99)
        same_role = self.side.roles[ones][:, :, None] == self.side.roles[others][:, None, :]
        gain = SPELLED - self.cost + 0.02 * self.worth + 0.3 * same_role
        gain = np.where(self.there & (self.cost < SPELLED), gain, 0).astype(np.float32)
        self.matched = align(gain, self.side.count[ones], self.side.count[others])
        self.taken = np.zeros((len(ones), self.there.shape[2]), bool)
        rows, columns = np.nonzero(self.matched >= 0)
        self.taken[rows, self.matched[rows, columns]] = True
        self.why = np.zeros(self.matched.shape, np.int8)
        self.why[rows, columns] = self.word_why[rows, columns, self.matched[rows, columns]]
        self.paid = np.zeros(self.matched.shape, np.float32)
        self.paid[rows, columns] = self.cost[rows, columns, self.matched[rows, columns]]
        self.gained = np.zeros(self.matched.shape, np.float32)
        self.gained[rows, columns] = self.worth[rows, columns, self.matched[rows, columns]]

    def _join(self, ones: Rows, others: Rows) -> None:
        """Two words of the one side that the other writes as one: each is tried where free."""
        self.joined_left = np.zeros(self.matched.shape, bool)
        self.joined_right = np.zeros(self.taken.shape, bool)
        weak = (self.matched != FREE) & (self.paid > JOINED)
        free_left = ((self.matched == FREE) & (self.side.words[ones] >= 0)) | weak
        free_right = ~self.taken & (self.side.words[others] >= 0)
        rows, columns = np.nonzero(weak)
        free_right[rows, self.matched[rows, columns]] = True
        good = (self.matched != FREE) & ~weak
        alone = np.minimum(self.side.count[ones], self.side.count[others]) == 1
        likely = good.any(1) | alone  # where nothing else agrees it would change little
        found: list[tuple[int, int, int, bool]] = []
        for two, one, turned in ((free_left, free_right, False), (free_right, free_left, True)):
            both = two[:, :-1] & two[:, 1:]
            some = np.flatnonzero(both.any(1) & one.any(1) & likely)
            for row in some.tolist():
                for place in np.flatnonzero(both[row]).tolist():
                    found += [
                        (row, place, other, turned) for other in np.flatnonzero(one[row]).tolist()
                    ]
        self._try(ones, others, found)

    def _try(self, ones: Rows, others: Rows, found: Sequence[tuple[int, int, int, bool]]) -> None:
        words = self.lexis.words
        asked: list[tuple[Word, Word]] = []
        kept = []
        for row, place, other, turned in found:
            long, short = (others, ones) if turned else (ones, others)
            first, second = self.side.words[long[row], place : place + 2]
            (script, one), (also, two) = words[first], words[second]
            single = words[self.side.words[short[row], other]]
            joined = one + two
            if script == also and _could_be(joined, script, single):
                asked.append(((script, core_of(script, joined)), single))
                kept.append((row, place, other, turned))
        if not asked:
            return
        lexis = Lexis(list(dict.fromkeys(word for pair in asked for word in pair)))
        number = {word: place for place, word in enumerate(lexis.words)}
        bits, _ = lexis.pairs(
            np.array([number[one] for one, _ in asked], np.intp),
            np.array([number[other] for _, other in asked], np.intp),
        )
        cost = np.logaddexp2(0, -(bits + EXPECTED))
        for k in np.argsort(cost, kind="stable").tolist():
            if cost[k] > JOINED:
                break
            row, place, other, turned = kept[k]
            self._take(row, place, other, turned, float(cost[k]))

    def _take(self, row: int, place: int, other: int, turned: bool, cost: float) -> None:
        """Note a joined word where its words are still free."""
        left = slice(other, other + 1) if turned else slice(place, place + 2)
        right = slice(place, place + 2) if turned else slice(other, other + 1)
        for column in np.flatnonzero(self.matched[row] != FREE).tolist():
            target = int(self.matched[row, column])
            if left.start <= column < left.stop or right.start <= target < right.stop:
                if self.paid[row, column] <= JOINED:
                    return  # one of its words has found a good answer meanwhile
                self.matched[row, column], self.taken[row, target] = FREE, False
                self.paid[row, column] = self.gained[row, column] = self.why[row, column] = 0
        self.matched[row, left] = right.start
        self.taken[row, right] = True
        self.why[row, left] = WHYS.index("joined")
        self.paid[row, left.start] = cost
        worth = min(self.rare[0][row, left].sum(), self.rare[1][row, right].sum())
        self.gained[row, left.start] = min(worth, 12)
        self.joined_left[row, left.start + 1 : left.stop] = True
        self.joined_right[row, right.start + 1 : right.stop] = True

    def _judge(self, ones: Rows, others: Rows) -> None:
        """What agrees, what is missing, what contradicts; from there bits, score and levels."""
        many = np.arange(len(ones))
        roles_left, roles_right = self.side.roles[ones], self.side.roles[others]
        free_left = (self.matched == FREE) & (self.side.words[ones] >= 0)
        free_right = ~self.taken & (self.side.words[others] >= 0)
        self.free = free_left, free_right
        count = [_by_role(free_left, roles_left), _by_role(free_right, roles_right)]
        clash = np.minimum(*count)
        against = clash @ _weights(_AGAINST, _DIFFER)
        rest = [each - clash for each in count]
        omit = _weights(_OMITTED, _OMIT)
        more, missing = self._beside(rest, omit)
        rest = [np.where(_NAMES, each, 0) for each in rest]
        apart = np.minimum(rest[0].sum(1), rest[1].sum(1))
        more = more + apart
        against = against + _DIFFER * more
        for own, other in (rest, rest[::-1]):
            over = np.maximum(own.sum(1) - other.sum(1), 0)
            share = np.where(own.sum(1) > 0, over / np.maximum(own.sum(1), 1), 0)
            missing += share * (own @ omit)
        order = self._order(many)
        swapped = self._swapped(roles_left, roles_right, ones, others)
        spelled = self.paid.sum(1)
        self.notes = order, swapped
        agree = (self.gained * np.exp2(-self.paid)).sum(1)
        cost = spelled + against + missing + ORDER * order + (SWAPPED - ORDER) * swapped
        none = (self.side.count[ones] == 0) | (self.side.count[others] == 0)
        cost = np.where(self.identical & ~none, 0, cost)
        self.bits = np.where(none, 0, agree - cost).astype(np.float32)
        self.score = np.where(none, 0, np.exp2(-cost / SOFT)).astype(np.float32)
        self.levels = self._levels(roles_left, roles_right, clash, more)

    def _beside(
        self, rest: list[npt.NDArray[np.int64]], omit: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Words before names that nothing answers: those that contradict a given name of the other
        side (which `rest` then lacks), and what the others cost by being missing.

        A title is missing, whatever the other side has more; a word that may be a title is missing
        unless the other side opens with another given name.
        """
        given, either = ROLES.index("given"), ROLES.index("either")
        more = np.zeros(len(rest[0]), np.int64)
        for own, other in (rest, rest[::-1]):
            apart = np.minimum(own[:, either], other[:, given])
            own[:, either] -= apart
            other[:, given] -= apart
            more += apart
        both = rest[0] + rest[1]
        return more, np.where(_NAMES, 0, both) @ omit

    def _order(self, many: Rows) -> npt.NDArray[np.bool_]:
        """Whether matched words stand in another order."""
        last = np.full(len(many), -1)
        out = np.zeros(len(many), bool)
        for column in range(self.matched.shape[1]):
            here = self.matched[:, column].astype(np.intp)
            on = here >= 0
            out |= on & (here < last)
            last = np.where(on, np.maximum(here, last), last)
        return out

    def _swapped(
        self, left: Codes, right: Codes, ones: Rows, others: Rows
    ) -> npt.NDArray[np.bool_]:
        """Whether the one name's child is the other's father, where both say so (X bin Y)."""
        given, father = ROLES.index("given"), ROLES.index("father")
        rows, columns = np.nonzero(self.matched >= 0)
        target = self.matched[rows, columns]
        here, there = left[rows, columns], right[rows, target]
        up = np.zeros(len(self.matched), bool)
        down = np.zeros(len(self.matched), bool)
        up[rows[(here == given) & (there == father)]] = True
        down[rows[(here == father) & (there == given)]] = True
        return up & down & self.side.marked[ones] & self.side.marked[others]

    def _levels(
        self, left: Codes, right: Codes, clash: npt.NDArray[np.int64], more: npt.NDArray[np.int64]
    ) -> Codes:
        found = np.zeros((len(left), len(ROLES)), np.int8)
        rows, columns = np.nonzero((self.matched >= 0) & ~self.joined_left)
        role = _common(left[rows, columns], right[rows, self.matched[rows, columns]])
        paid = self.paid[rows, columns]
        same = self.why[rows, columns] == WHYS.index("same")
        level = np.where(same, 1, np.where(paid <= 1, 2, 3)).astype(np.int8)
        np.maximum.at(found, (rows, role), level)
        found[clash > 0] = LEVELS.index("differs")
        return found

    def _turn_back(self, others: Rows) -> None:
        """Matchings of turned pairs are given from the left name's words again."""
        self.turned_matched, self.turned_why = self.matched, self.why
        wide = self.matched.shape[1]  # as wide as `taken`: both are of the longest name
        matched = np.full((len(others), wide), FREE, np.int8)
        why = np.zeros((len(others), wide), np.int8)
        straight = ~self.turned
        matched[straight, : self.matched.shape[1]] = self.matched[straight]
        why[straight, : self.matched.shape[1]] = self.why[straight]
        rows, columns = np.nonzero((self.matched >= 0) & self.turned.reshape(-1, 1))
        target = self.matched[rows, columns]
        matched[rows, target], why[rows, target] = columns, self.why[rows, columns]
        self.matched, self.why = matched, why

    def likeness(self, one: str, other: str, swapped: bool) -> Likeness:
        """The only pair of this run, in words."""
        left, right = tokens(one), tokens(other)
        roles_left, roles_right = roles(left), roles(right)
        matched, why = self.turned_matched[0], self.turned_why[0]
        parts: list[tuple[float, Aligned]] = []
        for place, word in enumerate(left):
            if matched[place] == FREE or self.joined_left[0, place]:
                continue
            target = int(matched[place])
            texts = [word.text, right[target].text]
            if place + 1 < len(left) and self.joined_left[0, place + 1]:
                texts[0] += " " + left[place + 1].text
            if target + 1 < len(right) and self.joined_right[0, target + 1]:
                texts[1] += " " + right[target + 1].text
            role = ROLES[int(_common(*(np.array([ROLES.index(each)]) for each in (
                roles_left[place], roles_right[target])))[0])]  # fmt: skip
            paid = float(self.paid[0, place])
            bits = float(self.gained[0, place]) * 2**-paid - paid
            parts.append((place, Aligned(texts[0], texts[1], role, bits, WHYS[why[place]])))
        parts += self._unanswered(left, right, roles_left, roles_right)
        parts.sort(key=lambda each: each[0])
        flip = [
            Aligned(each.right, each.left, each.role, each.bits, each.why) if swapped else each
            for _, each in parts
        ]
        notes: list[Note] = []
        if self.notes[1][0]:
            notes.append("swapped")
        elif self.notes[0][0]:
            notes.append("order")
        return Likeness(float(self.bits[0]), float(self.score[0]), tuple(flip), tuple(notes))

    def _unanswered(
        self,
        left: Sequence[Token],
        right: Sequence[Token],
        roles_left: Sequence[Role],
        roles_right: Sequence[Role],
    ) -> list[tuple[float, Aligned]]:
        """Words that nothing answers: two that differ in one role, or one that a side lacks."""
        free_left = [place for place in range(len(left)) if self.free[0][0, place]]
        free_right = [place for place in range(len(right)) if self.free[1][0, place]]
        found: list[tuple[float, Aligned]] = []
        for same in (True, False):
            for place in list(free_left):
                for other in free_right:
                    both = {roles_left[place], roles_right[other]}
                    if len(both) > 1 and (same or not _contradict(both)):
                        continue
                    role = roles_left[place]
                    cost = _AGAINST.get(role, _DIFFER) if same else _DIFFER
                    texts = left[place].text, right[other].text
                    found.append((place, Aligned(*texts, role, -cost, "differs")))
                    free_left.remove(place)
                    free_right.remove(other)
                    break
        for place in free_left:
            role = roles_left[place]
            cost = _OMITTED.get(role, _OMIT)
            found.append((place, Aligned(left[place].text, "", role, -cost, "missing")))
        for place in free_right:
            role = roles_right[place]
            cost = _OMITTED.get(role, _OMIT)
            found.append((place + 0.5, Aligned("", right[place].text, role, -cost, "missing")))
        return found


def _ranks(keys: Sequence[tuple[int, tuple[str, ...], str]]) -> Rows:
    """Places in the order of the keys; names with the same words and links share a place."""
    order = sorted(range(len(keys)), key=lambda place: keys[place])
    found = np.empty(len(keys), np.intp)
    rank, before = -1, None
    for place in order:
        if keys[place][:2] != before:
            rank, before = rank + 1, keys[place][:2]
        found[place] = rank
    return found


def _sides(parsed: Sequence[tuple[Token, ...]]) -> tuple[Lexis, _Side]:
    """Names as tables of word numbers."""
    number: dict[Word, int] = {}
    wide = max([1, *map(len, parsed)])
    words = np.full((len(parsed), wide), -1, np.int32)
    codes = np.full((len(parsed), wide), -1, np.int8)
    count = np.zeros(len(parsed), np.int8)
    marked = np.zeros(len(parsed), bool)
    role_number = {role: place for place, role in enumerate(ROLES)}
    for row, name in enumerate(parsed):
        count[row] = len(name)
        for column, (word, role) in enumerate(zip(name, roles(name), strict=True)):
            words[row, column] = number.setdefault((word.script, word.core), len(number))
            codes[row, column] = role_number[role]
            marked[row] |= word.link in ("son", "daughter")
    return Lexis(list(number)), _Side(words, codes, count, marked)


def _contradict(both: Collection[Role]) -> bool:
    """Whether words in two different roles speak against each other."""
    return "title" not in both and ("either" not in both or "given" in both)


def _by_role(free: npt.NDArray[np.bool_], codes: Codes) -> npt.NDArray[np.int64]:
    """How many free words a name has in each role."""
    count = [(free & (codes == number)).sum(1) for number in range(len(ROLES))]
    return np.stack(count, 1).astype(np.int64)


def _weights(costs: dict[Role, float], other: float) -> npt.NDArray[np.float64]:
    return np.array([costs.get(role, other) for role in ROLES])


def _common(left: Codes, right: Codes) -> Codes:
    """One role for two matched words: the one that says more, first in the order of `ROLES`."""
    return np.minimum(left, right).astype(np.int8)


def _could_be(joined: str, script: str, single: Word) -> bool:
    """Whether two words written as one could be this one, by length."""
    if script == single[0]:
        return abs(len(joined) - len(single[1])) <= 2
    return 0.45 <= len(joined) / max(1, len(single[1])) <= 2.2
