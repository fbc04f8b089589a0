"""The field of a bound: the items that can move, those alike together, and their options.

Items are alike here where they are of one kind and one class, and have the same total of each
column preferred that the level or one before it counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np
from attrs import evolve, frozen

from canje.clear.check.bound import Frame, Row, sparse
from canje.clear.check.canonical import Json
from canje.clear.check.codes import Alike, Exact, Ints, whole, zeros
from canje.clear.check.ground import Ground
from canje.clear.check.members import Classes
from canje.clear.check.people import Found
from canje.clear.check.traits import choices_of
from canje.terms.docket import Level


@frozen(eq=False)
class Stage:
    """A level by its name: its value in the plan, and its row over the options of item kinds.

    A level that prefers has no such row, but a total for each item.
    """

    name: str
    level: Level
    value: int
    row: Row
    totals: Exact | None = None


class Field:
    """`frame` has the options; `placed` puts a row over item kinds on it, `over` reads a split."""

    def __init__(
        self,
        ground: Ground,
        found: Found,
        classes: Classes | None,
        unknowns: Collection[str],
        stages: Sequence[Stage],
    ) -> None:
        self._ground = ground
        self._classes = classes
        self._unknowns = unknowns
        can = np.flatnonzero(ground.movable[ground.item_kind] & ~found.not_now)
        of_item = classes.of_item if classes else np.full(len(ground.size), -1, np.int64)
        alike = Alike(len(can))
        alike.by(ground.item_kind[can], len(ground.movable))
        alike.by(of_item[can] + 1, int(of_item.max(initial=0)) + 2)
        for stage in stages:
            if stage.totals is not None:
                values, code = np.unique(stage.totals[can], return_inverse=True)
                alike.by(code, len(values))
        group, reps = alike.groups()
        self._items = can[reps]
        self._kinds = ground.item_kind[self._items]
        self._class = of_item[self._items]
        start = ground.option_start
        self._sizes = (start[self._kinds + 1] - start[self._kinds]).astype(np.int64)
        self._start = np.cumsum(self._sizes) - self._sizes
        options = int(self._sizes.sum())
        self._source = np.repeat(start[self._kinds] - self._start, self._sizes) + np.arange(options)
        count = np.bincount(group, minlength=len(reps)).astype(np.int64)
        self.frame = Frame(self._start, count, options, self._class)
        self._of_class: dict[int, list[int]] = defaultdict(list)
        for place, number in enumerate(self._class.tolist()):
            self._of_class[number].append(place)
        self._listed: dict[int, list[Ints]] = {}

    def placed(self, row: Row) -> Row:
        """A row over the options of item kinds, on this field."""
        values = zeros(int(self._ground.option_start[-1]), row.weights)
        values[row.options] = row.weights
        return evolve(sparse(values[self._source], row.low, row.high), unknowns=row.unknowns)

    def level(self, stage: Stage) -> Row:
        """What a level counts, on this field."""
        if stage.totals is None:
            return self.placed(stage.row)
        totals = whole([int(each) for each in stage.totals[self._items]])
        return sparse(totals[np.repeat(np.arange(len(self._items)), self._sizes)])

    def over(self, said: Json) -> Row | None:
        """The row of what a split counts: columns and unknowns by their whole weight, each once.

        A column is an option of a class, `c3.0`; an unknown has its own name, `offer/0`; a piece
        says that more than so many of a class go, `c3>17`, or is one of several in order,
        `c3>17..24`. None where it is no such sum: then it might not be a whole number, or not
        exist.
        """
        if type(said) is not dict or not said:
            return None
        flags = np.zeros(self.frame.options, np.int64)
        unknowns: dict[str, int] = {}
        pieces: dict[tuple[int, int], int] = {}
        seen: set[str] = set()
        for text, names in said.items():
            weight = _weight(text)
            if weight is None or type(names) is not list:
                return None
            for name in names:
                if type(name) is not str or name in seen:
                    return None
                seen.add(name)
                if name in self._unknowns:
                    unknowns[name] = weight
                    continue
                if found := self._pieces(name):
                    if not pieces.keys().isdisjoint(found):
                        return None
                    pieces.update(dict.fromkeys(found, weight))
                    continue
                places = self._column(name)
                if places is None:
                    return None
                flags[places] = weight
        listed = [(*piece, weight) for piece, weight in pieces.items()]
        return evolve(
            sparse(flags), unknowns=unknowns, pieces=np.array(listed, np.int64).reshape(-1, 3)
        )

    def _pieces(self, name: str) -> list[tuple[int, int]]:
        """The pieces, as class and number, that are called `class>first` or `class>first..last`."""
        ident, _, said = name.rpartition(">")
        said, dots, end = said.partition("..")
        number = self._classes.number.get(ident, -1) if self._classes else -1
        first, last = _place(said), _place(end if dots else said)
        if number < 0 or first is None or last is None or (dots and last <= first):
            return []
        items = int(self.frame.count[self._of_class.get(number, [])].sum())
        return [(number, at) for at in range(first, last + 1)] if last < items else []

    def _column(self, name: str) -> Ints | None:
        """Where the option of a class called `class.option` stands on the field."""
        ident, _, option = name.rpartition(".")
        if self._classes is None:
            return None
        listed = self._options_of(self._classes.number.get(ident, -1))
        place = _place(option)
        return listed[place] if place is not None and place < len(listed) else None

    def _options_of(self, number: int) -> list[Ints]:
        """Where on the field each option stands that a class lists; nothing for no class."""
        if self._classes is None or number < 0:
            return []
        if number not in self._listed:
            place_of = {choice: at for at, choice in enumerate(self._classes.choices[number])}
            places: list[list[int]] = [[] for _ in place_of]
            for group in self._of_class[number]:
                first = int(self._start[group])
                for at, choice in enumerate(choices_of(self._ground, int(self._kinds[group]))):
                    places[place_of[choice]].append(first + at)
            self._listed[number] = [np.array(each, np.int64) for each in places]
        return self._listed[number]


def _place(text: str) -> int | None:
    """A number from 0 on in its one spelling, and of no absurd length."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or str(int(text)) != text:
        return None
    return int(text)


def _weight(text: str) -> int | None:
    """A weight as the certificate writes it: a whole number, not nothing, in its one spelling."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or digits[0] == "0" or len(digits) > 15:
        return None
    return int(text)
