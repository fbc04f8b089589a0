"""What the people of one kind have of what a plan's classes show: options, facts, holders."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from canje.base.people import CHOICES
from canje.clear.check.codes import Alike, Exact, Ints
from canje.clear.check.ground import Ground, live, summed_later
from canje.clear.check.reading import Moves, by_column, told_apart

Choice = tuple[tuple[str, str], ...]
"""An option: the beneficiary and the destination of each member, by id where that matters."""


def choices_of(ground: Ground, item_kind: int) -> list[Choice]:
    """The options of an item kind, in their order."""
    moves = ground.moves
    ben, dest = moves.names
    span = range(int(ground.option_start[item_kind]), int(ground.option_start[item_kind + 1]))
    if item_kind < len(ground.kinds):
        return [((ben[moves.ben[move]], dest[moves.dest[move]]),) for move in span]
    result: list[Choice] = []
    by_id = ground.told_by_id(item_kind)
    for option in span:
        at = option - len(moves)
        taken = ground.unit_moves[ground.unit_start[at] : ground.unit_start[at + 1]].tolist()
        result.append(
            as_choice([(ben[moves.ben[one]], dest[moves.dest[one]]) for one in taken], by_id)
        )
    return result


def as_choice(members: Sequence[tuple[str, str]], by_id: bool) -> Choice:
    """An option as it is written: in the order of ids, or else by beneficiary and destination."""
    return tuple(members if by_id else sorted(members))


class Traits:
    """What the items of each kind have of what tells classes apart."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        kinds, docket = ground.kinds, ground.docket
        self._holders = kinds.texts("holder")
        self._facts: list[dict[str, str]] = [{} for _ in range(len(kinds))]
        alike = Alike(len(kinds))
        alike.by(*_numbered(ground.moves))
        conditions = by_column(live(docket))
        whole = {"holder", *summed_later(docket)}
        for name in sorted({*conditions, *whole} - set(CHOICES)):
            column = kinds.column(name)
            if name in whole:
                of_value, count = np.arange(len(column.values), dtype=np.int64), len(column.values)
            else:
                of_value, count = told_apart(name, conditions[name], column.values)
            alike.by(of_value[kinds.codes(name)], max(1, count))
            if name != "id":
                self._tell(name, of_value)
        self._alike = alike.groups()[0]

    def _tell(self, name: str, of_value: Ints) -> None:
        """A column is a fact about a kind where no other text in it is answered alike."""
        many = np.bincount(of_value)
        alone = [
            text if many[number] == 1 else ""
            for text, number in zip(
                self._ground.kinds.column(name).values, of_value.tolist(), strict=True
            )
        ]
        for facts, code in zip(self._facts, self._ground.kinds.codes(name).tolist(), strict=True):
            if alone[code]:
                facts[name] = alone[code]

    def facts(self, item_kind: int) -> dict[str, str]:
        """The facts that all people of an item share."""
        first, *others = (self._facts[each] for each in self._ground.people_of(item_kind))
        return {
            name: text
            for name, text in first.items()
            if all(other.get(name) == text for other in others)
        }

    def holder(self, item_kind: int) -> str:
        """The holder of an item, or nothing where its people have several."""
        holders = {self._holders[each] for each in self._ground.people_of(item_kind)}
        return holders.pop() if len(holders) == 1 else ""

    def read(self, item_kind: int) -> Hashable:
        """All that tells classes apart: two items are of one class where it is equal."""
        ground = self._ground
        read = self._alike[list(ground.people_of(item_kind))].tolist()
        members = tuple(read if ground.told_by_id(item_kind) else sorted(read))
        return members, tuple(choices_of(ground, item_kind))

    def weights(self, item_kind: int, code: Ints) -> Hashable:
        """Each option in its order, with its weight in every row and level."""
        span = slice(*self._ground.option_start[item_kind : item_kind + 2].tolist())
        return tuple(code[span].tolist())


def _numbered(moves: Moves) -> tuple[Ints, int]:
    """A number for each kind, equal where the same moves are open in the same order."""
    start = moves.start.tolist()
    pairs = list(zip(moves.ben.tolist(), moves.dest.tolist(), strict=True))
    numbers: dict[tuple[tuple[int, int], ...], int] = {}
    codes = [
        numbers.setdefault(tuple(pairs[start[kind] : start[kind + 1]]), len(numbers))
        for kind in range(len(start) - 1)
    ]
    return np.array(codes, np.int64), max(1, len(numbers))


def preferred(ground: Ground) -> list[Exact]:
    """For each column preferred, in the order of levels, the total of each item.

    A cell without a whole number in it counts nothing.
    """
    return [item_total(ground, column) for column in ground.preferences]


def item_total(ground: Ground, column: str) -> Exact:
    """The sum of a column over each item."""
    cells = ground.docket.people.column(column)
    values = [_whole(text) for text in cells.values]
    wide = any(abs(value) >= 1 << 30 for value in values)
    of_value = np.array(values, object if wide else np.int64)
    total = np.zeros(len(ground.size), of_value.dtype)
    np.add.at(total, ground.item, of_value[cells.codes])
    return total


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
