"""The entries that stand today: the newest version of every list, and what earlier ones lost.

An entry that a later version no longer has is not forgotten: it stays, under the list that it was
last on, so that it is still in exactly one person. An entry that a later version still has is that
later entry, and what was judged or said of the one holds for the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from attrs import evolve, field, frozen

from canje.intake.diff import diff
from canje.intake.lists import Entries, List


def _readonly(ids: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(ids))


@frozen(eq=False)
class Standing:
    """`lists` hold every entry that stands, each once. `now[id]` is the entry that an entry of any
    version has become: itself where nothing took its place. `struck` are those that no newest
    version has."""

    lists: tuple[List, ...]
    now: Mapping[str, str] = field(converter=_readonly)
    struck: frozenset[str] = frozenset()

    @property
    def entries(self) -> tuple[str, ...]:
        return tuple(each for made in self.lists for each in made.entries.ids)

    @property
    def before(self) -> dict[str, tuple[str, ...]]:
        """The entries of earlier versions that an entry has taken the place of."""
        found: dict[str, list[str]] = defaultdict(list)
        for old, new in self.now.items():
            if old != new:
                found[new].append(old)
        return {new: tuple(sorted(olds)) for new, olds in found.items()}


def standing(lists: Sequence[List]) -> Standing:
    """What stands of all versions of all lists; the order of lists decides nothing."""
    series: dict[str, list[List]] = defaultdict(list)
    for each in lists:
        series[each.series or each.id].append(each)
    made: list[List] = []
    now: dict[str, str] = {}
    struck: set[str] = set()
    for _, versions in sorted(series.items()):
        ordered = sorted(versions, key=lambda each: (each.version, each.id))
        newest = ordered[-1]
        made.append(newest)
        now.update({each: each for each in newest.entries.ids})
        later = newest
        for older in reversed(ordered[:-1]):
            carried = diff(older, later).carried
            lost = [each for each in older.entries.ids if each not in carried]
            now.update({old: now[new] for old, new in carried.items()})
            now.update({each: each for each in lost})
            struck.update(lost)
            if lost:
                made.append(_only(older, frozenset(lost)))
            later = older
    made.sort(key=lambda each: each.id)
    return Standing(tuple(made), now, frozenset(struck))


def _only(of: List, kept: frozenset[str]) -> List:
    """A list with some of its entries."""
    rows = np.array([row for row, each in enumerate(of.entries.ids) if each in kept], np.intp)
    entries = of.entries
    lines = entries.lines[rows] if len(entries.lines) == len(entries.ids) else entries.lines
    return evolve(
        of,
        entries=Entries(
            tuple(entries.ids[row] for row in rows.tolist()),
            {name: column.take(rows) for name, column in entries.columns.items()},
            {name: column.take(rows) for name, column in entries.written.items()},
            lines,
        ),
    )
