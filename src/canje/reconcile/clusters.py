"""Persons from pairs: clusters of entries that hang together as a whole, not by one thin link.

Average linkage: the two clusters merge whose entries, each of the one against each of the other,
speak for one person the most on average; merging ends where the average speaks against it. Pairs
that were no candidates speak against. Never merged: two entries of a list that has one entry a
person, and whoever was judged different. What was judged the same is merged before anything else.
Every entry is in exactly one cluster, and the order of entries decides nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Pairs = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

SILENT = -2.0
"""Bits that a pair speaks against one person which was no candidate."""

LOUDEST = 12.0
"""Bits a pair may speak for or against: no one pair outvotes all others."""


@frozen(eq=False)
class Bridge:
    """A thin link: the best that two parts of a cluster have to say for each other on average."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    bits: float


@frozen(eq=False)
class Clusters:
    """`of[e]` is the number of entry e's cluster; numbers follow the first entry of each."""

    of: npt.NDArray[np.int64]
    bridges: tuple[Bridge, ...]

    def members(self) -> list[list[int]]:
        if not len(self.of):
            return []
        order = np.argsort(self.of, kind="stable")
        edges = np.flatnonzero(np.diff(self.of[order])) + 1
        return [each.tolist() for each in np.split(order, edges)]


def cluster(
    size: int,
    left: Pairs,
    right: Pairs,
    bits: Floats,
    one_each: npt.NDArray[np.integer] | None = None,
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
    thin: float = 2.0,
    silent: float = SILENT,
) -> Clusters:
    """Cluster `size` entries. `bits` are log2 odds of each pair; `one_each[e]` is the number of e's
    list where that has one entry a person, else -1. Links below `thin` bits are told as bridges."""
    lists = np.full(size, -1) if one_each is None else one_each
    together, apart = list(same), list(different)
    first = np.array([each[0] for each in together], np.int64)
    second = np.array([each[1] for each in together], np.int64)
    hopeful = bits > 0  # without one such link no two clusters merge
    link = coo_array(
        (
            np.ones(int(hopeful.sum()) + len(first), np.int8),
            (
                np.concatenate([left[hopeful], first]),
                np.concatenate([right[hopeful], second]),
            ),
        ),
        (size, size),
    )
    _, component = connected_components(link, directed=False)
    order = np.argsort(component[left], kind="stable")
    inside = order[component[left[order]] == component[right[order]]]
    starts = np.searchsorted(component[left[inside]], np.arange(component.max(initial=0) + 2))
    loud = np.clip(bits, -LOUDEST, LOUDEST)
    of = np.arange(size)
    bridges: list[Bridge] = []
    judged_same = _by(component, together)
    judged_apart = _by(component, apart)
    for number in np.flatnonzero(np.bincount(component) > 1).tolist():
        rows = inside[starts[number] : starts[number + 1]]
        edges = zip(left[rows].tolist(), right[rows].tolist(), loud[rows].tolist(), strict=True)
        merged = _Component(
            list(edges), lists, judged_same.get(number, []), judged_apart.get(number, []), silent
        )
        merged.run()
        for members in merged.members.values():
            of[members] = min(members)
        bridges += merged.bridges(thin)
    of = np.unique(of, return_inverse=True)[1]
    return Clusters(of, tuple(sorted(bridges, key=lambda each: (each.bits, each.left))))


def _by(
    component: npt.NDArray[np.int32], pairs: Sequence[tuple[int, int]]
) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for one, other in pairs:
        if component[one] == component[other]:
            found.setdefault(int(component[one]), []).append((one, other))
    return found


class _Component:
    """Average linkage of the entries of one component, its links in a heap, the best on top."""

    def __init__(
        self,
        edges: Sequence[tuple[int, int, float]],
        lists: npt.NDArray[np.integer],
        same: Sequence[tuple[int, int]],
        apart: Sequence[tuple[int, int]],
        silent: float,
    ) -> None:
        entries = {each for edge in edges for each in edge[:2]} | {e for pair in same for e in pair}
        self.silent = silent
        self.members = {each: [each] for each in sorted(entries)}
        self.lists = {
            each: {int(lists[each])} if lists[each] >= 0 else set() for each in self.members
        }
        self.apart: dict[int, set[int]] = {}
        self.near: dict[int, dict[int, tuple[float, int]]] = {each: {} for each in self.members}
        self.joined: list[tuple[float, list[int], list[int]]] = []
        for one, other, bits in edges:
            self.near[one][other] = self.near[other][one] = (bits, 1)
        for one, other in apart:
            self.apart.setdefault(one, set()).add(other)
            self.apart.setdefault(other, set()).add(one)
        self.where = {each: each for each in self.members}
        for one, other in same:
            a, b = self.where[one], self.where[other]
            if a != b:
                self._merge(min(a, b), max(a, b))
        self.heap: list[tuple[float, int, int]] = []
        for one, near in self.near.items():
            for other in near:
                if one < other:
                    self._push(one, other)

    def run(self) -> None:
        while self.heap:
            worth, one, other = heapq.heappop(self.heap)
            if one not in self.members or other not in self.members:
                continue
            if worth != -self._average(one, other):
                continue  # an older reckoning
            self.joined.append((-worth, list(self.members[one]), list(self.members[other])))
            for each in self._merge(one, other):
                self._push(min(one, each), max(one, each))

    def bridges(self, thin: float) -> list[Bridge]:
        """Merges that little spoke for, of more than two entries."""
        return [
            Bridge(tuple(sorted(one)), tuple(sorted(other)), bits)
            for bits, one, other in self.joined
            if bits < thin and len(one) + len(other) > 2
        ]

    def _average(self, one: int, other: int) -> float:
        bits, known = self.near[one][other]
        pairs = len(self.members[one]) * len(self.members[other])
        return (bits + self.silent * (pairs - known)) / pairs

    def _push(self, one: int, other: int) -> None:
        worth = self._average(one, other)
        if worth > 0 and self._may(one, other):
            heapq.heappush(self.heap, (-worth, one, other))

    def _may(self, one: int, other: int) -> bool:
        if not self.lists[one].isdisjoint(self.lists[other]):
            return False
        return self.apart.get(one, set()).isdisjoint(self.members[other])

    def _merge(self, one: int, other: int) -> list[int]:
        """Put `other` into `one`; whom the two are near."""
        self.members[one] += self.members.pop(other)
        self.lists[one] |= self.lists.pop(other)
        if other in self.apart:
            self.apart.setdefault(one, set()).update(self.apart.pop(other))
        for each in self.members[one]:
            self.where[each] = one
        near = self.near.pop(other)
        near.pop(one, None)
        mine = self.near[one]
        mine.pop(other, None)
        for each, (bits, known) in near.items():
            before, count = mine.get(each, (0.0, 0))
            mine[each] = self.near[each][one] = (before + bits, count + known)
            del self.near[each][other]
        return list(mine)
