"""Whether a selection holds: the checker's own reading of the selection language.

It works on kinds of people (all who are alike in what is read) and on the moves that a kind can
make, so that a million people cost as much as the kinds that there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import numpy as np

from canje.base.dates import PartialDate
from canje.base.people import CHOICES, Column, People
from canje.base.select import Compare, Condition, Missing, Not, OneOf, Selection
from canje.clear.check.codes import Alike, Flags, Ints

Span = tuple[Fraction | int, Fraction | int]
"""The least and the most that something may be."""


def meets(condition: Condition, parts: tuple[str, ...]) -> bool:
    """Whether a cell with these parts (one, unless several choices stand in it) is meant."""
    if isinstance(condition, OneOf):
        return not set(parts).isdisjoint(condition.values)
    if isinstance(condition, Missing):
        return (parts == ("",)) == condition.missing
    if isinstance(condition, Not):
        return not meets(condition.condition, parts)
    if isinstance(condition, Compare):
        return any(_compares(part, condition) for part in parts)
    return all(meets(each, parts) for each in condition.conditions)


def _compares(text: str, compare: Compare) -> bool:
    number, limit = _number(text), _number(compare.bound)
    if number is not None and limit is not None:
        return _ordered(compare.order, (number, number), (limit, limit))
    days, bounds = _days(text), _days(compare.bound)
    return days is not None and bounds is not None and _ordered(compare.order, days, bounds)


def _ordered(order: str, value: Span, limit: Span) -> bool:
    """Comparison of what is known only as a span; a number is a span of one."""
    (low, high), (least, most) = value, limit
    if order == "lt":
        return high < least
    if order == "le":
        return high <= most
    if order == "gt":
        return low > most
    return low >= least


def _number(text: str) -> Fraction | None:
    """Digits, with a sign and decimals or without; a power of ten could fill any memory."""
    whole, _, part = text.removeprefix("-").partition(".")
    plain = whole.isdecimal() and (part.isdecimal() or "." not in text)
    return Fraction(text) if plain and len(text) <= 40 else None


def _days(text: str) -> tuple[int, int] | None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return None
    return date.earliest.toordinal(), date.latest.toordinal()


def atoms(selection: Selection) -> Iterator[tuple[str, Condition]]:
    """Every condition in a selection with its column."""
    yield from selection.conditions
    for part in selection.any_of:
        yield from atoms(part)


def parts_of(cell: str) -> tuple[str, ...]:
    """The choices written in a cell, each once, in the order written."""
    return tuple(dict.fromkeys(cell.split("|")))


def plain(condition: Condition) -> Iterator[Condition]:
    """The conditions that a condition is made of."""
    if isinstance(condition, Not):
        yield from plain(condition.condition)
    elif isinstance(condition, (OneOf, Missing, Compare)):
        yield condition
    else:
        for each in condition.conditions:
            yield from plain(each)


def by_column(selections: Iterable[Selection]) -> dict[str, dict[Condition, None]]:
    """The conditions that selections put on each column; on ids, those that these are made of."""
    found: dict[str, dict[Condition, None]] = {}
    for selection in selections:
        for name, condition in atoms(selection):
            for each in plain(condition) if name == "id" else (condition,):
                found.setdefault(name, {})[each] = None
    return found


class Kinds:
    """The people sorted into kinds: alike in every condition that is read, in holder and choices.

    `of` is each person's kind, `reps` one person of each kind.
    """

    def __init__(
        self,
        people: People,
        selections: Iterable[Selection],
        whole: Iterable[str],
        more: Iterable[tuple[Ints, int]] = (),
    ) -> None:
        """`whole` columns count value by value."""
        self.people = people
        self._columns: dict[str, Column] = {}
        told = sorted({"holder", *CHOICES, *whole})
        alike = Alike(len(people))
        for name in told:
            column = self.column(name)
            alike.by(column.codes, len(column.values))
        conditions = by_column(selections)
        for name in sorted(conditions.keys() - set(told)):
            of_value, count = told_apart(name, conditions[name], self.column(name).values)
            alike.by(of_value[self.column(name).codes], count)
        for codes, count in more:
            alike.by(codes, count)
        self.of, self.reps = alike.groups()
        self._verdicts: dict[tuple[str, Condition], Flags] = {}

    def __len__(self) -> int:
        return len(self.reps)

    def column(self, name: str) -> Column:
        if name not in self._columns:
            self._columns[name] = self.people.column(name)
        return self._columns[name]

    def codes(self, name: str) -> Ints:
        """Each kind's value of a column that is told apart value by value."""
        return self.column(name).codes[self.reps].astype(np.int64)

    def texts(self, name: str) -> list[str]:
        column = self.column(name)
        return [column.values[code] for code in column.codes[self.reps].tolist()]

    def holds(self, selection: Selection) -> Flags:
        """For each kind, whether the selection holds for its people, whatever they would choose."""
        result = np.ones(len(self), np.bool_)
        for name, condition in selection.conditions:
            result &= self.meets(name, condition)
        if selection.any_of:
            result &= np.logical_or.reduce([self.holds(part) for part in selection.any_of])
        return result

    def meets(self, name: str, condition: Condition) -> Flags:
        key = (name, condition)
        if key not in self._verdicts:
            column = self.column(name)
            verdict = _verdict(name, condition, column.values)
            self._verdicts[key] = verdict[column.codes[self.reps]]
        return self._verdicts[key]


def told_apart(
    name: str, conditions: Iterable[Condition], values: tuple[str, ...]
) -> tuple[Ints, int]:
    """A number for each value of a column, equal where all the conditions answer alike."""
    verdicts = [_verdict(name, each, values) for each in conditions]
    if not verdicts:
        return np.zeros(len(values), np.int64), 1
    numbers: dict[tuple[bool, ...], int] = {}
    answers = zip(*(each.tolist() for each in verdicts), strict=True)
    of_value = [numbers.setdefault(answer, len(numbers)) for answer in answers]
    return np.array(of_value, np.int64), max(1, len(numbers))


def _verdict(name: str, condition: Condition, values: tuple[str, ...]) -> Flags:
    """For each value that a column has, whether the condition holds."""
    if name in CHOICES:
        cells: Iterable[tuple[str, ...]] = map(parts_of, values)
        return np.fromiter((meets(condition, cell) for cell in cells), np.bool_, len(values))
    if isinstance(condition, OneOf):
        wanted = frozenset(condition.values)
        return np.fromiter(map(wanted.__contains__, values), np.bool_, len(values))
    return np.fromiter((meets(condition, (value,)) for value in values), np.bool_, len(values))


class Moves:
    """Moves of kinds: `kind`, and codes of the beneficiary and the destination chosen.

    The moves of kind k stand from `start[k]` to `start[k + 1]`, in the order given.
    """

    def __init__(self, kinds: Kinds, choices: Iterable[Sequence[tuple[str, str]]]) -> None:
        """`choices`: for each kind its moves, each a beneficiary and a destination."""
        self.kinds = kinds
        self.beneficiaries: dict[str, int] = {}
        self.destinations: dict[str, int] = {}
        ben: list[int] = []
        dest: list[int] = []
        counts: list[int] = []
        for each in choices:
            counts.append(len(each))
            for one, other in each:
                ben.append(self.beneficiaries.setdefault(one, len(self.beneficiaries)))
                dest.append(self.destinations.setdefault(other, len(self.destinations)))
        sizes = np.array(counts, np.int64)
        self.start: Ints = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        self.kind: Ints = np.repeat(np.arange(len(kinds), dtype=np.int64), sizes)
        self.ben: Ints = np.array(ben, np.int64)
        self.dest: Ints = np.array(dest, np.int64)
        key = self._key(self.kind, self.ben, self.dest)
        self._order = np.argsort(key, kind="stable")
        self._keys = key[self._order]

    def __len__(self) -> int:
        return len(self.kind)

    def led(self) -> Moves:
        """The same moves, those without a destination with the beneficiary as theirs."""
        whom, places = self.names
        start = self.start.tolist()
        pairs = [
            (whom[b], places[d] or whom[b])
            for b, d in zip(self.ben.tolist(), self.dest.tolist(), strict=True)
        ]
        return Moves(
            self.kinds, [pairs[start[kind] : start[kind + 1]] for kind in range(len(start) - 1)]
        )

    def chooses(self, kind: int) -> bool:
        """Whether people of a kind have several beneficiaries to choose from."""
        return len(set(self.ben[self.start[kind] : self.start[kind + 1]].tolist())) > 1

    @property
    def names(self) -> tuple[list[str], list[str]]:
        """What the codes of beneficiaries and of destinations stand for."""
        return list(self.beneficiaries), list(self.destinations)

    def _key(self, kind: Ints, ben: Ints, dest: Ints) -> Ints:
        return (kind * len(self.beneficiaries) + ben) * len(self.destinations) + dest

    def find(self, kind: Ints, ben: Ints, dest: Ints) -> Ints:
        """The number of each move asked for, or -1 where the kind has no such move."""
        if not len(self):
            return np.full(len(kind), -1, np.int64)
        key = np.where((ben >= 0) & (dest >= 0), self._key(kind, ben, dest), -1)
        place = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        return np.where(self._keys[place] == key, self._order[place], -1).astype(np.int64)

    def holds(self, selection: Selection) -> Flags:
        """For each move, whether the selection holds for the person with what is chosen."""
        result = np.ones(len(self), np.bool_)
        for name, condition in selection.conditions:
            if name == "beneficiary":
                result &= _verdict(name, condition, tuple(self.beneficiaries))[self.ben]
            elif name == "destination":
                result &= _verdict(name, condition, tuple(self.destinations))[self.dest]
            else:
                result &= self.kinds.meets(name, condition)[self.kind]
        if selection.any_of:
            result &= np.logical_or.reduce([self.holds(part) for part in selection.any_of])
        return result
