"""Who is on which lists, as a table: how many people are on exactly each set of lists."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from attrs import frozen

from canje.reconcile.loglinear import Floats


@frozen
class Overlaps:
    """`counts[s - 1]` people are on exactly the lists in the bits of s; bit i is `lists[i]`.

    Lists stand in the order of their names, and each has somebody: neither the order of rows nor
    that of columns changes anything.
    """

    lists: tuple[str, ...]
    counts: tuple[int, ...]

    @classmethod
    def of(cls, counted: Mapping[frozenset[str], int]) -> Overlaps:
        """From how many people are on exactly each set of lists; nobody is on none."""
        lists = sorted({name for some, count in counted.items() if count for name in some})
        bit = {name: 1 << number for number, name in enumerate(lists)}
        counts = [0] * ((1 << len(lists)) - 1)
        for some, count in counted.items():
            if some and count:
                counts[sum(bit[name] for name in some) - 1] += count
        return cls(tuple(lists), tuple(counts))

    @classmethod
    def of_people(cls, lists: Iterable[str]) -> Overlaps:
        """From the lists of each person, their names separated by `|`.

        >>> Overlaps.of_people(["A", "A|B", "B|A", ""]).counts
        (1, 0, 2)
        """
        texts = Counter(lists)
        counted: Counter[frozenset[str]] = Counter()
        for text, count in texts.items():
            counted[frozenset(filter(None, map(str.strip, text.split("|"))))] += count
        return cls.of(counted)

    @property
    def seen(self) -> int:
        """People on any list."""
        return sum(self.counts)

    def sets(self) -> dict[frozenset[str], int]:
        """The cells that hold somebody, by the names of their lists."""
        return {
            frozenset(name for bit, name in enumerate(self.lists) if cell >> bit & 1): count
            for cell, count in enumerate(self.counts, 1)
            if count
        }

    def on(self, lists: int) -> int:
        """People on all the lists of these bits, whatever else they are on."""
        return sum(n for cell, n in enumerate(self.counts, 1) if cell & lists == lists)

    def without(self, *names: str) -> Overlaps:
        """As if these lists had not been made: who is on no other is not seen."""
        return self._renamed(dict.fromkeys(names))

    def merged(self, *names: str) -> Overlaps:
        """As if these lists were one."""
        return self._renamed(dict.fromkeys(names, "+".join(sorted(names))))

    def _renamed(self, names: Mapping[str, str | None]) -> Overlaps:
        counted: Counter[frozenset[str]] = Counter()
        for some, count in self.sets().items():
            new = (names.get(name, name) for name in some)
            counted[frozenset(name for name in new if name is not None)] += count
        return Overlaps.of(counted)

    def table(self) -> Floats:
        """The counts as numbers to compute with."""
        return np.array(self.counts, float)

    def digest(self) -> bytes:
        """SHA-256 of what is known: equal tables have equal digests."""
        rows = [self.lists, self.counts]
        return hashlib.sha256(repr(rows).encode()).digest()


def relinked(table: Floats, share: float) -> Floats:
    """The table if links between entries were wrong: `share` of the links false, or missed (below
    nothing).

    A false link made one person of two: somebody on the lists s is really one on s without some
    list and another on that list alone. A missed link is the other way round, and for so many
    links as are there `share` of all are missing. Which list it is, is as likely for each.
    """
    moved = table.copy()
    for cell in range(1, len(table) + 1):
        own = [1 << bit for bit in range(cell.bit_length()) if cell >> bit & 1]
        if len(own) < 2:
            continue
        count = table[cell - 1]
        for one in own:
            if share >= 0:
                part = count * share / len(own)
            else:
                least = min(moved[(cell ^ one) - 1], moved[one - 1])
                part = -min(count * -share / (1 + share) / len(own), least)
            moved[cell - 1] -= part
            moved[(cell ^ one) - 1] += part
            moved[one - 1] += part
    return moved
