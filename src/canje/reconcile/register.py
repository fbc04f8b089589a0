"""Judgements: what people decided about two entries, and the persons that follow.

A later judgement about the same two entries undoes an earlier one; none is ever deleted. Where the
judgements that stand cannot all be true (A is B, B is C, A is not C), the contradiction is told
with all that leads to it, weakest link first, and nothing is resolved in silence: until people
decide, the weakest link is left out of the persons.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal, get_args

from attrs import field, frozen

from canje.base.dates import PartialDate

Verdict = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

Pair = tuple[str, str]


def _words(text: str) -> str:
    return " ".join(text.split())


@frozen(kw_only=True)
class Judgement:
    """That two entries are one person, two, or that it cannot be told; by whom, when and why."""

    left: str
    right: str
    verdict: Verdict
    by: str = field(converter=_words)
    why: str = ""
    date: PartialDate | None = None

    @property
    def pair(self) -> Pair:
        """The two entries in a fixed order."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


@frozen
class Standing:
    """What stands about two entries, by how many people who say so now, and the last to say it."""

    pair: Pair
    verdict: Verdict
    by: tuple[str, ...]
    last: Judgement


@frozen
class Contradiction:
    """Judgements that cannot all be true: two entries that differ, and the links that join them.

    `links` go from the first of `apart` to the second, `weakest` first among those that could give.
    """

    apart: Standing
    links: tuple[Standing, ...]
    weakest: tuple[Standing, ...]


@frozen(eq=False)
class Register:
    """What stands of all judgements, as links and as persons. Every entry is in one person."""

    standing: tuple[Standing, ...]
    same: tuple[Pair, ...]
    different: tuple[Pair, ...]
    left_out: tuple[Pair, ...]
    contradictions: tuple[Contradiction, ...]

    def persons(self, entries: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The persons that judgements alone make of these entries."""
        joined = _Joined(entries)
        for one, other in self.same:
            joined.join(one, other)
        return joined.groups()


def register(
    judgements: Sequence[Judgement],
    bits: Mapping[Pair, float] | None = None,
    people: int = 1,
) -> Register:
    """Read judgements in their order. `bits` are the machine's for one person, by pair: they
    say how strong a link is.

    `people` is how many must agree before a judgement stands (the two-person rule).
    """
    standing = _standing(judgements, people)
    by_pair = {each.pair: each for each in standing}
    apart = [each for each in standing if each.verdict == "different"]
    strength = {each.pair: _strength(each, bits or {}) for each in standing}
    links = sorted(
        (each for each in standing if each.verdict == "same"),
        key=lambda each: (tuple(-part for part in strength[each.pair]), each.pair),
    )
    joined = _Joined(entry for each in standing for entry in each.pair)
    kept: list[Pair] = []
    left_out: list[Pair] = []
    for link in links:
        one, other = (joined.find(entry) for entry in link.pair)
        if one != other and any({joined.find(a), joined.find(b)} == {one, other} for a, b in
                                (each.pair for each in apart)):  # fmt: skip
            left_out.append(link.pair)
            continue
        joined.join(*link.pair)
        kept.append(link.pair)
    return Register(
        tuple(standing),
        tuple(sorted(kept)),
        tuple(sorted(each.pair for each in apart)),
        tuple(sorted(left_out)),
        tuple(_contradictions(apart, links, strength, by_pair)),
    )


def _standing(judgements: Sequence[Judgement], people: int) -> list[Standing]:
    """What stands: the last verdict that enough people hold, each by their own last word."""
    said: dict[Pair, dict[str, Judgement]] = {}
    for each in judgements:
        if each.left == each.right:
            continue  # an entry is itself
        own = said.setdefault(each.pair, {})
        own.pop(each.by, None)
        own[each.by] = each  # the last word of each, in the order in which they were said
    found = []
    for pair, own in sorted(said.items()):
        words = list(own.values())
        last = words[-1]
        agreed = tuple(each.by for each in words if each.verdict == last.verdict)
        if last.verdict == "unsure" or len(agreed) >= people:
            found.append(Standing(pair, last.verdict, agreed, last))
    return found


def _strength(standing: Standing, bits: Mapping[Pair, float]) -> tuple[float, float]:
    """People who say so, then the machine's bits for what they say."""
    known = bits.get(standing.pair, 0.0)
    return float(len(standing.by)), -known if standing.verdict == "different" else known


def _contradictions(
    apart: Sequence[Standing],
    links: Sequence[Standing],
    strength: Mapping[Pair, tuple[float, float]],
    by_pair: Mapping[Pair, Standing],
) -> Iterable[Contradiction]:
    near: dict[str, list[str]] = {}
    for link in links:
        one, other = link.pair
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    for each in near.values():
        each.sort()
    for differ in apart:
        path = _path(near, *differ.pair)
        if path:
            steps = [by_pair[min(a, b), max(a, b)] for a, b in pairwise(path)]
            weakest = sorted([*steps, differ], key=lambda each: (strength[each.pair], each.pair))
            yield Contradiction(differ, tuple(steps), tuple(weakest))


def _path(near: Mapping[str, Sequence[str]], start: str, end: str) -> list[str]:
    """The shortest chain of links between two entries; of equal ones the first by name."""
    heap: list[tuple[int, list[str]]] = [(0, [start])]
    seen: set[str] = set()
    while heap:
        length, path = heapq.heappop(heap)
        here = path[-1]
        if here == end:
            return path
        if here in seen:
            continue
        seen.add(here)
        for other in near.get(here, ()):
            if other not in seen:
                heapq.heappush(heap, (length + 1, [*path, other]))
    return []


class _Joined:
    """Which entries hang together: union and find, the first by name standing for all."""

    def __init__(self, entries: Iterable[str]) -> None:
        self.parent = {entry: entry for entry in entries}

    def find(self, entry: str) -> str:
        self.parent.setdefault(entry, entry)
        while self.parent[entry] != entry:
            self.parent[entry] = self.parent[self.parent[entry]]
            entry = self.parent[entry]
        return entry

    def join(self, one: str, other: str) -> None:
        a, b = self.find(one), self.find(other)
        self.parent[max(a, b)] = min(a, b)

    def groups(self) -> tuple[tuple[str, ...], ...]:
        found: dict[str, list[str]] = {}
        for entry in sorted(self.parent):
            found.setdefault(self.find(entry), []).append(entry)
        return tuple(tuple(found[first]) for first in sorted(found))
