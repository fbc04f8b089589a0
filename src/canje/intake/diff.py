"""One version of a list against the last: who was added, dropped, changed, moved.

Entries are one across versions where they share a number that is theirs alone, or are the same word
for word; then by name and what else agrees; then by names that are nearly the same. Each pair says
why it is one. These are suggestions about lines of one party's list, not judgements about people.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Literal

from attrs import define, field, frozen

from canje.intake.headers import normal
from canje.intake.lists import List

Why = Literal["number", "same", "name", "words", "alike", "only-name"]
"""The same number of their own; word for word the same; the same name, nothing against it; the same
words in another order; a name that is nearly the same, and something besides; the same name, once
on either side, with a date of birth, a sex or a number against it."""

NEAR = 0.82
"""How alike two names must be that are not the same (0 to 1, `difflib`'s ratio)."""

MOST = 60
"""Entries with a word in common that are compared for one entry, at most; fewer in long lists."""

COMPARED = 400_000
"""Comparisons of one kind, about: a list of one name alone must not take for ever."""

_KEYS = ("reference", "id_number", "service_number")
_LEFT_OUT = frozenset({"number", "health_code", "nationality_code"})


@frozen
class Pair:
    """One entry of the old list that is one of the new: rows from 0, why, and what is different."""

    old: int
    new: int
    why: Why
    changes: tuple[tuple[str, str, str], ...] = ()
    moved: bool = False


@frozen(eq=False)
class Diff:
    """What one version changes in another. `added` and `dropped` are rows, from 0."""

    old: List
    new: List
    pairs: tuple[Pair, ...]
    added: tuple[int, ...]
    dropped: tuple[int, ...]

    @property
    def changed(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.changes)

    @property
    def moved(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.moved)

    @property
    def same(self) -> int:
        return sum(not pair.changes and not pair.moved for pair in self.pairs)

    @property
    def carried(self) -> dict[str, str]:
        """Old entry id -> new entry id: by which judgements pass to the next version."""
        old, new = self.old.entries.ids, self.new.entries.ids
        return {old[p.old]: new[p.new] for p in self.pairs if p.why != "only-name"}


def diff(old: List, new: List) -> Diff:
    """Compare two versions of a list; the order of rows matters only for what moved."""
    made = _Pairing(old, new)
    pairs = made.pairs()
    stay = _in_order(pair.new for pair in pairs)
    done = tuple(
        Pair(pair.old, pair.new, pair.why, made.changes(pair), pair.new not in stay)
        for pair in pairs
    )
    olds, news = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    added = tuple(row for row in range(len(new)) if row not in news)
    return Diff(old, new, done, added, tuple(row for row in range(len(old)) if row not in olds))


def _in_order(places: Iterable[int]) -> set[int]:
    """The largest set of entries that kept their order: all others moved (patience sorting)."""
    tails: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    sequence = list(places)
    for number, place in enumerate(sequence):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if tails[middle] < place else (low, middle)
        if low == len(tails):
            tails.append(place)
            heads.append(number)
        else:
            tails[low], heads[low] = place, number
        before.append(heads[low - 1] if low else -1)
    kept: set[int] = set()
    at = heads[-1] if heads else -1
    while at >= 0:
        kept.add(sequence[at])
        at = before[at]
    return kept


@define
class _Side:
    """The facts of one list, row by row."""

    facts: dict[str, list[str]]
    names: list[str]
    free: set[int] = field(factory=set)

    @classmethod
    def of(cls, made: List) -> _Side:
        columns = made.entries.columns.items()
        facts = {name: column.texts() for name, column in columns if name not in _LEFT_OUT}
        key = {text: normal(text) for text in set(facts["name"])}
        return cls(facts, [key[text] for text in facts["name"]], set(range(len(made))))

    def get(self, name: str, row: int) -> str:
        return self.facts[name][row] if name in self.facts else ""


@define
class _Pairing:
    old_list: List
    new_list: List
    old: _Side = field(init=False)
    new: _Side = field(init=False)
    found: list[Pair] = field(factory=list)
    shared: list[str] = field(factory=list)
    most: int = MOST

    def __attrs_post_init__(self) -> None:
        self.old, self.new = _Side.of(self.old_list), _Side.of(self.new_list)
        self.most = max(4, min(MOST, COMPARED // max(len(self.old_list), 1)))
        self.shared = sorted(set(self.old.facts) & set(self.new.facts))

    def pairs(self) -> list[Pair]:
        for name in _KEYS:
            self._by_key(name)
        self._word_for_word()
        self._by_name(lambda key: key, "name")
        self._by_name(lambda key: " ".join(sorted(key.split())), "words")
        self._alike()
        self._only_name()
        return sorted(self.found, key=lambda pair: pair.old)

    def changes(self, pair: Pair) -> tuple[tuple[str, str, str], ...]:
        """What is different: a fact, what it was, what it is."""
        names = sorted(set(self.old.facts) | set(self.new.facts))
        both = (
            (name, self.old.get(name, pair.old), self.new.get(name, pair.new)) for name in names
        )
        return tuple(each for each in both if each[1] != each[2])

    def _join(self, old: int, new: int, why: Why) -> None:
        self.found.append(Pair(old, new, why))
        self.old.free.discard(old)
        self.new.free.discard(new)

    def _by_key(self, name: str) -> None:
        """Numbers that stand once in each list."""
        if name not in self.old.facts or name not in self.new.facts:
            return
        sides = []
        for side in (self.old, self.new):
            count = Counter(side.facts[name])
            sides.append(
                {
                    side.facts[name][row]: row
                    for row in sorted(side.free)
                    if count[side.facts[name][row]] == 1 and side.facts[name][row]
                }
            )
        for text in sides[0].keys() & sides[1].keys():
            self._join(sides[0][text], sides[1][text], "number")

    def _word_for_word(self) -> None:
        waiting: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for row in sorted(self.new.free, reverse=True):
            waiting[tuple(self.new.facts[name][row] for name in self.shared)].append(row)
        for row in sorted(self.old.free):
            rows = waiting[tuple(self.old.facts[name][row] for name in self.shared)]
            if rows:
                self._join(row, rows.pop(), "same")

    def _by_name(self, key: Callable[[str], str], why: Why) -> None:
        """The same name, the pair on which most else agrees first, nothing against it."""
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for row in sorted(self.new.free):
            groups[key(self.new.names[row])].append(row)
        scored = []
        for row in sorted(self.old.free):
            for other in groups.get(key(self.old.names[row]), ())[: self.most]:
                agree, against = self._weigh(row, other)
                if not against:
                    scored.append((-agree, row, other))
        self._take(scored, why)

    def _alike(self) -> None:
        """Names that are nearly the same, where something agrees besides and nothing disagrees."""
        index: defaultdict[str, list[int]] = defaultdict(list)
        for row in sorted(self.new.free):
            for word in set(self.new.names[row].split()):
                index[word].append(row)
            born = self.new.get("born", row)
            if len(born) == 10:
                index[born].append(row)
        scored = []
        for row in sorted(self.old.free):
            words = sorted(
                {*self.old.names[row].split(), self.old.get("born", row)},
                key=lambda word: (len(index.get(word, ())), word),
            )
            near = dict.fromkeys(
                other for word in words for other in index.get(word, ())[: self.most]
            )
            for other in list(near)[: self.most]:
                agree, against = self._weigh(row, other)
                if against or not agree:
                    continue
                matcher = difflib.SequenceMatcher(None, self.old.names[row], self.new.names[other])
                if matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR:
                    scored.append((-matcher.ratio() - agree, row, other))
        self._take(scored, "alike")

    def _only_name(self) -> None:
        """A name that is left once on either side: most likely a line that was corrected."""
        sides = []
        for side in (self.old, self.new):
            count = Counter(side.names[row] for row in side.free)
            sides.append({side.names[row]: row for row in side.free if count[side.names[row]] == 1})
        for name in sides[0].keys() & sides[1].keys():
            self._join(sides[0][name], sides[1][name], "only-name")

    def _take(self, scored: Iterable[tuple[float, int, int]], why: Why) -> None:
        for _, row, other in sorted(scored):
            if row in self.old.free and other in self.new.free:
                self._join(row, other, why)

    def _weigh(self, old: int, new: int) -> tuple[int, int]:
        """How many further facts agree, and how many of those that hardly change do not."""
        agree = against = 0
        for name in self.shared:
            a, b = self.old.facts[name][old], self.new.facts[name][new]
            if not (a and b) or name == "name":
                continue
            if a == b:
                agree += 1
            elif name in _FIRM and not (name == "born" and (a.startswith(b) or b.startswith(a))):
                against += 1
        return agree, against


_FIRM = frozenset({"born", "sex", "id_number", "service_number", "reference"})
"""Facts that speak against it where they differ; a date that is known better does not."""
