"""What the people of one kind have of what a plan's classes show: options, facts, holders."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

import numpy as np

from canje.clear.check.canonical import Json
from canje.clear.check.codes import Exact, Ints
from canje.clear.check.form import Plan
from canje.clear.check.ground import Ground

Choice = tuple[tuple[str, str], ...]
"""An option: the beneficiary and the destination of each member, by id where that matters."""


def facts_told(plan: Plan) -> dict[str, frozenset[str]]:
    """The values by which the plan tells its classes apart, by column."""
    told: dict[str, set[str]] = defaultdict(set)
    for each in plan["classes"]:
        for column, value in each["facts"].items():
            told[column].add(value)
    return {column: frozenset(values) for column, values in told.items()}


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
    """An option as it is compared: in the order of ids, or else in none."""
    return tuple(members if by_id else sorted(members))


class Traits:
    """What the people of each kind have of what classes show."""

    def __init__(self, plan: Plan, ground: Ground) -> None:
        self._ground = ground
        self.columns = tuple(sorted({"holder", *facts_told(plan)}))
        self._cells = {column: ground.kinds.texts(column) for column in self.columns}

    def shared(self, column: str, kinds: Sequence[int]) -> str | None:
        """The value that all these kinds have, if it is one."""
        cells = self._cells[column]
        value = cells[kinds[0]]
        return value if all(cells[each] == value for each in kinds[1:]) else None

    def fit(self, item_kind: int, entry: Json) -> bool:
        """Whether an item has the holder and the facts of a class."""
        people = self._ground.people_of(item_kind)
        if entry["holder"] != (self.shared("holder", people) or ""):
            return False
        return all(self.shared(column, people) == value for column, value in entry["facts"].items())

    def read(self, item_kind: int) -> Hashable:
        """What terms, levels and bars read of an item; alike in it is of one class."""
        read = self._ground.kinds.plain[list(self._ground.people_of(item_kind))].tolist()
        return tuple(read if self._ground.told_by_id(item_kind) else sorted(read))

    def common(self, item_kind: int, code: Ints) -> Hashable:
        """What all in a class have alike: holders, and each option with its weight in every row."""
        ground = self._ground
        span = slice(*ground.option_start[item_kind : item_kind + 2].tolist())
        pairs = zip(choices_of(ground, item_kind), code[span].tolist(), strict=True)
        held = [self._cells["holder"][each] for each in ground.people_of(item_kind)]
        return frozenset(Counter(pairs).items()), tuple(sorted(held))


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
