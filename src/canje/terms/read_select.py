"""Selections as written become values; columns and values that nobody has are noted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from attrs import define, field

from canje.base.dates import PartialDate
from canje.base.findings import At
from canje.base.people import CHOICES, People
from canje.base.select import (
    All,
    Compare,
    Condition,
    Missing,
    Not,
    OneOf,
    Order,
    Selection,
)
from canje.base.select import (
    number as as_number,
)
from canje.intake.fields import join, text, texts, wrong
from canje.intake.health import as_code
from canje.intake.tree import Node, Record, Series
from canje.terms.moves import possible

Mask = npt.NDArray[np.bool_]

_ORDERS: tuple[Order, ...] = ("lt", "le", "gt", "ge")
_KEPT = 64
_WORDS = ("not", *_ORDERS, "missing")


@define
class Crowd:
    """The people of a case as selections are checked against them; each selection once."""

    people: People
    columns: frozenset[str] = field(init=False)
    ids: frozenset[str] = field(init=False)
    groups: frozenset[str] = field(init=False)
    who: frozenset[str] = field(init=False)
    _values: dict[str, frozenset[str]] = field(factory=dict)
    _masks: dict[Selection, Mask] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.columns = frozenset(self.people.columns) | {"id"}
        self.ids = frozenset(self.people.ids)
        self.groups = frozenset(self.people.column("group").values) - {""}
        self.who = self.ids | self.groups if self.groups else self.ids

    def values(self, column: str) -> frozenset[str]:
        """Every value that someone has in the column; choices one by one."""
        if column not in self._values:
            values: Iterator[str] | tuple[str, ...] = self.people.column(column).values
            if column in CHOICES:
                values = (part for value in values for part in value.split("|"))
            self._values[column] = frozenset(values)
        return self._values[column]

    def mask(self, selection: Selection) -> Mask:
        """For whom a selection holds in some move of theirs; the last few answers are kept."""
        if selection not in self._masks:
            if len(self._masks) >= _KEPT:
                self._masks.pop(next(iter(self._masks)))
            self._masks[selection] = possible(selection, self.people)
        return self._masks[selection]


def read_selection(
    node: Node, path: str, note: At, crowd: Crowd, *, may_be_empty: bool = False
) -> Selection | None:
    """Read a selection of people; None where it cannot be read (then the reason is noted)."""
    reader = _Reader(note, crowd)
    selection = reader.selection(node, path)
    if not reader.sound or selection is None:
        return None
    if not may_be_empty and len(crowd.people) and not crowd.mask(selection).any():
        note("terms.selects-nobody", node.line, path)
    return selection


@define
class _Reader:
    note: At
    crowd: Crowd
    sound: bool = True

    def selection(self, node: Node, path: str) -> Selection | None:
        if not isinstance(node, Record):
            self.sound = False
            wrong(node, path, self.note, "a selection such as {holder: A}")
            return None
        conditions: list[tuple[str, Condition]] = []
        any_of: list[Selection] = []
        for name, inner in node.entries.items():
            place = join(path, name)
            if name == "any":
                any_of = list(self.alternatives(inner, place))
                continue
            if self.column(name, node, place):
                condition = self.condition(inner, place, name)
                if condition is not None:
                    conditions.append((name, condition))
        return Selection(tuple(conditions), tuple(any_of))

    def alternatives(self, node: Node, path: str) -> Iterator[Selection]:
        if not isinstance(node, Series):
            self.sound = False
            wrong(node, path, self.note, "a list of selections")
            return
        if not node.items:
            self.fault("rule.empty", node, path)
        for number, item in enumerate(node.items, 1):
            selection = self.selection(item, f"{path}[{number}]")
            if selection is not None:
                yield selection

    def column(self, name: str, record: Record, path: str) -> bool:
        columns = self.crowd.columns
        if name in columns:
            return True
        self.sound = False
        self.note(
            "select.unknown-column", record.lines[name], path, name,
            among=columns, name=name,
        )  # fmt: skip
        return False

    def condition(self, node: Node, path: str, name: str) -> Condition | None:
        if isinstance(node, Record):
            return self.comparison(node, path, name)
        values = texts(node, path, self.note)
        if isinstance(node, Series) and len(values) < len(node.items):
            self.sound = False
        if not values or "" in values:
            self.fault("select.empty", node, path)
            return None
        if name == "health":  # as in the column itself, words stand for their codes
            values = tuple(as_code(value) for value in values)
        known = self.crowd.values(name)
        for value in dict.fromkeys(values):
            if value not in known and len(self.crowd.people):
                self.note("select.unknown-value", node.line, path, value, among=known, name=name)
        return OneOf(tuple(dict.fromkeys(values)))

    def comparison(self, node: Record, path: str, name: str) -> Condition | None:
        conditions: list[Condition] = []
        if not node.entries:
            self.fault("select.empty", node, path)
        for word, inner in node.entries.items():
            place = join(path, word)
            condition: Condition | None = None
            if word == "not":
                meant = self.condition(inner, place, name)
                condition = meant and Not(meant)
            elif word == "missing":
                condition = self.missing(inner, place)
            elif word in _ORDERS:
                condition = self.bound(inner, place, _ORDERS[_ORDERS.index(word)])
            else:
                self.sound = False
                self.note("key.unknown", node.lines[word], place, word, among=_WORDS)
            if condition is not None:
                conditions.append(condition)
        return conditions[0] if len(conditions) == 1 else All(tuple(conditions))

    def missing(self, node: Node, path: str) -> Condition | None:
        value = text(node, path, self.note)
        if value is not None and value.lower() in ("true", "yes", "false", "no"):
            return Missing(value.lower() in ("true", "yes"))
        self.sound = False
        if value is not None:
            self.note("value.choice", node.line, path, value, among=("true", "false"))
        return None

    def bound(self, node: Node, path: str, order: Order) -> Condition | None:
        value = text(node, path, self.note)
        if value is None:
            self.sound = False
        elif not comparable(value):
            self.fault("select.comparison", node, path, value)
        else:
            return Compare(order, value)
        return None

    def fault(self, code: str, node: Node, path: str, value: str | None = None) -> None:
        self.sound = False
        self.note(code, node.line, path, value)


def comparable(value: str) -> bool:
    """Whether a text is a number or a date, so that it can be above or below another one."""
    if as_number(value) is not None:
        return True
    try:
        return PartialDate.parse(value) is not None
    except ValueError:
        return False
