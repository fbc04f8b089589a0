"""Classes: people, or units, whom nothing in the case tells apart, and the moves open to them.

Two people are in one class when no selection in the terms or the objective, no worth, no bar, no
consent and no choice of destination can tell them apart. The unknowns of the clearing are then
counts by class and option: as many as the terms are complicated, not as the case is large.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base import select
from canje.base.people import CHOICES, Column, People
from canje.base.select import All, Condition, Not, OneOf, Selection
from canje.terms import term as kinds
from canje.terms.docket import Docket, First, Prefer
from canje.terms.eligible import Eligibility
from canje.terms.moves import Move, Moves
from canje.terms.term import Rule
from canje.terms.units import Units, common_destinations

Ints = npt.NDArray[np.int64]


@frozen(eq=False)
class Classes:
    """The items that can be freed, sorted into classes, and each class's options as columns.

    An item is a person or a unit. Class c has `size[c]` items; the people of its i-th item are
    `members(c)[i]`. Column j is an option of class `column_class[j]`: the moves
    `move[start[j]:start[j + 1]]`, one a member. Columns of a class stand together, the earliest
    written first: `late[j]` is how late the places and the beneficiaries of option j stand in what
    is written, each as a sum over members. Where `by_id` two or more members choose between
    beneficiaries, so that members stand in the order of ids; else that order says nothing.
    """

    size: Ints
    people: Ints
    column_class: Ints
    start: Ints
    move: Ints
    late: Ints
    moves: Moves
    item_start: Ints
    item_person: Ints
    unit_size: Ints
    by_id: npt.NDArray[np.bool_]
    facts: tuple[dict[str, str], ...]

    def members(self, number: int) -> Ints:
        """People of a class, a row an item; members of units always in the same order."""
        width = int(self.unit_size[number])
        first, last = self.item_start[number], self.item_start[number + 1]
        return self.item_person[first:last].reshape(-1, width)

    def count(self, of: npt.NDArray[np.bool_] | Ints) -> Ints:
        """For each column, the sum over its moves of a figure for each kind of move."""
        figures = of.astype(np.int64)
        if len(self.move) == len(self.column_class):
            return figures[self.move]
        return np.add.reduceat(figures[self.move], self.start[:-1]) if len(self.move) else figures

    def option(self, column: int) -> tuple[Move, ...]:
        """The beneficiary and destination of each member under an option."""
        rows = self.move[self.start[column] : self.start[column + 1]].tolist()
        return tuple((self.moves.beneficiary[row], self.moves.destination[row]) for row in rows)


def classify(docket: Docket, eligibility: Eligibility, units: Units) -> Classes:
    """Sort everyone who can move into classes."""
    signature, facts = _signatures(docket, eligibility)
    return _Sorter(docket.people, eligibility, units, signature, facts).classes()


def atoms(docket: Docket) -> dict[str, set[Condition]]:
    """Every condition that a term or a level puts on a column, by column."""
    found: dict[str, set[Condition]] = {}
    for selection in _selections(docket):
        for name, condition in selection.atoms():
            found.setdefault(name, set()).add(condition)
    return found


def rules_within(rule: Rule) -> Iterator[Rule]:
    """The rule and every rule in it, whatever the facts say."""
    yield rule
    inner: Sequence[Rule | None] = ()
    if isinstance(rule, kinds.Either):
        inner = rule.rules
    elif isinstance(rule, kinds.If):
        inner = (rule.then, rule.otherwise)
    for each in inner:
        if each is not None:
            yield from rules_within(each)


def _active(docket: Docket) -> Iterator[Rule]:
    for term in docket.terms:
        if term.force != "withdrawn":
            yield from rules_within(term.rule)


def _selections(docket: Docket) -> Iterator[Selection]:
    for rule in _active(docket):
        match rule:
            case kinds.Ratio() | kinds.Tariff():
                yield rule.give
                yield rule.get
                if isinstance(rule, kinds.Tariff):
                    for value in rule.table:
                        yield Selection(((rule.column, OneOf((value,))),))
            case kinds.Before():
                yield rule.first
                yield rule.then
            case kinds.Guard():
                yield rule.before
            case kinds.Named():
                yield Selection((("id", OneOf(rule.people)),))
            case (
                kinds.Count()
                | kinds.All()
                | kinds.AllOrNone()
                | kinds.Never()
                | kinds.Outside()
                | kinds.Pool()
            ):
                yield rule.of
            case _:
                pass
    for level in docket.levels:
        if isinstance(level, First):
            yield level.of


def _signatures(docket: Docket, eligibility: Eligibility) -> tuple[Ints, dict[str, Column]]:
    """A number for each person, equal where nothing tells two apart, and the facts behind it."""
    people = docket.people
    key = _renumber(eligibility)
    found = atoms(docket)
    of_ids = {plain for condition in found.pop("id", ()) for plain in _plain(condition)}
    parts: list[tuple[Ints, int]] = [(key, int(key.max(initial=0)) + 1)]
    facts: dict[str, Column] = {}
    whole = {"holder", *summed_after_another(docket)}
    for name in sorted({*found, *whole} - set(CHOICES)):
        column = people.column(name)
        conditions = sorted(found.get(name, ()), key=repr)
        told, labels = _told_apart(name, column, None if name in whole else conditions)
        parts.append((told[column.codes], int(told.max(initial=0)) + 1))
        facts[name] = Column(labels, told[column.codes].astype(np.int32))
    parts.append(_named_together(people, [each for each in of_ids if isinstance(each, OneOf)]))
    compared = sorted((each for each in of_ids if not isinstance(each, OneOf)), key=repr)
    if compared:
        column = people.column("id")
        told, _ = _told_apart("id", column, compared)
        parts.append((told[column.codes], int(told.max(initial=0)) + 1))
    return _combine(parts), facts


def _named_together(people: People, lists: Sequence[OneOf]) -> tuple[Ints, int]:
    """A number for each person, equal where the same lists of ids name them."""
    together = [frozenset(values) for values in sorted({each.values for each in lists})]
    named = {identifier for ids in together for identifier in ids}
    numbers = np.zeros(len(people), np.int64)
    if not named:
        return numbers, 1
    row_of = {identifier: row for row, identifier in enumerate(people.ids)}
    by = {one: tuple(one in ids for ids in together) for one in named}
    known = {each: number for number, each in enumerate(sorted(set(by.values())), start=1)}
    for identifier in named & row_of.keys():
        numbers[row_of[identifier]] = known[by[identifier]]
    return numbers, len(known) + 1


def summed_after_another(docket: Docket) -> tuple[str, ...]:
    """The columns that a `prefer` sums after an earlier one.

    The people of a class have one figure in each of these: an order of the class by the first
    column is then its order by all of them.
    """
    columns = [level.column for level in docket.levels if isinstance(level, Prefer)]
    return tuple(columns[1:])


def _plain(condition: Condition) -> Iterator[Condition]:
    """The conditions that a condition is made of."""
    if isinstance(condition, Not):
        yield from _plain(condition.condition)
    elif isinstance(condition, All):
        for each in condition.conditions:
            yield from _plain(each)
    else:
        yield condition


def _renumber(eligibility: Eligibility) -> Ints:
    """Number the sets of moves in their own order, so that no order of the input shows."""
    order = sorted(range(len(eligibility.moves)), key=eligibility.moves.__getitem__)
    rank = np.zeros(len(order) + 1, np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    return rank[eligibility.move_set]


def _told_apart(
    name: str, column: Column, conditions: Sequence[Condition] | None
) -> tuple[Ints, tuple[str, ...]]:
    """Number a column's values so that those which every condition treats alike are one.

    With None each value counts. The label of a number is its value where it has but one, and else
    stays empty.
    """
    if conditions is None:
        return np.arange(len(column.values), dtype=np.int64), column.values
    answers = np.array(
        [select.verdicts(condition, name, column.values) for condition in conditions]
    ).reshape(len(conditions), len(column.values))
    _, told = np.unique(answers, axis=1, return_inverse=True)
    told = told.reshape(-1).astype(np.int64)
    labels = [""] * (int(told.max(initial=0)) + 1)
    many = np.bincount(told)
    for value, number in zip(column.values, told.tolist(), strict=True):
        labels[number] = value if many[number] == 1 else ""
    return told, tuple(labels)


def _combine(parts: Iterable[tuple[Ints, int]]) -> Ints:
    """One number out of several, in the order that the several have among themselves."""
    key, span = np.zeros(0, np.int64), 0
    for numbers, width in parts:
        if not span:
            key, span = numbers.astype(np.int64), width
            continue
        if span * width >= 2**62:
            key, span = _dense(key)
        key, span = key * width + numbers, span * width
    return key


def _dense(key: Ints) -> tuple[Ints, int]:
    values, dense = np.unique(key, return_inverse=True)
    return dense.reshape(-1).astype(np.int64), len(values)


@frozen
class _Option:
    """A move a member, and how late its place and its beneficiaries stand in what is written."""

    moves: tuple[int, ...]
    place: int
    whom: int


_Unit = tuple[tuple[int, ...], tuple[frozenset[Move], ...]]
"""The kinds of a unit's members, and what each could not do along with the others."""


def _number_of(place: str, moves: Sequence[Move]) -> int:
    """The number of a place among those that moves lead to; nothing for who goes along."""
    places = list(dict.fromkeys(where for _, where in moves))
    return places.index(place) if place in places else 0


@frozen(eq=False)
class _Made:
    """A class as it is found: its first person, the kinds of members, its people and options."""

    first: int
    pattern: tuple[int, ...]
    people: Ints
    options: Sequence[_Option]


class _Sorter:
    """Builds the classes from signatures; units are joined as they come."""

    def __init__(
        self,
        people: People,
        eligibility: Eligibility,
        units: Units,
        signature: Ints,
        facts: dict[str, Column],
    ) -> None:
        self.people, self.facts = people, facts
        self.can_move = np.flatnonzero(eligibility.move_set >= 0)
        values, first, kind = np.unique(
            signature[self.can_move], return_index=True, return_inverse=True
        )
        self.kind = kind.reshape(-1).astype(np.int64)
        self.model = self.can_move[first] if len(values) else np.zeros(0, np.int64)
        self.kind_moves = [eligibility.moves_of(row) for row in self.model.tolist()]
        counts = np.array([len(each) for each in self.kind_moves], np.int64)
        self.first_move = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.moves = Moves.of(people, self.model, self.kind_moves)
        label = units.label[self.can_move]
        _, unit, size = np.unique(label, return_inverse=True, return_counts=True)
        self.in_unit = size[unit.reshape(-1)] > 1
        self.shut = units.shut
        self.label = label
        self.choosing = [len({whom for whom, _ in each}) > 1 for each in self.kind_moves]

    def classes(self) -> Classes:
        """The classes in the order of the first person, by id, in each of them."""
        made = sorted((*self._people_alone(), *self._whole_units()), key=lambda each: each.first)
        width = np.array([len(each.pattern) for each in made], np.int64)
        size = np.array([len(each.people) for each in made], np.int64) // np.maximum(width, 1)
        options = [option for each in made for option in each.options]
        return Classes(
            size=size,
            people=size * width,
            column_class=np.repeat(
                np.arange(len(made)), [len(each.options) for each in made]
            ).astype(np.int64),
            start=np.cumsum([0, *(len(each.moves) for each in options)]).astype(np.int64),
            move=np.array([row for each in options for row in each.moves], np.int64),
            late=np.array([(each.place, each.whom) for each in options], np.int64).reshape(-1, 2),
            moves=self.moves,
            item_start=np.cumsum([0, *(size * width)]).astype(np.int64),
            item_person=np.concatenate([np.zeros(0, np.int64), *(each.people for each in made)]),
            unit_size=width,
            by_id=np.array([self._chooses(each.pattern) > 1 for each in made], np.bool_),
            facts=self._facts([each.pattern for each in made]),
        )

    def _people_alone(self) -> Iterator[_Made]:
        """A class for each kind of people who are tied to nobody."""
        alone = np.flatnonzero(~self.in_unit)
        order = alone[np.argsort(self.kind[alone], kind="stable")]
        starts = np.flatnonzero(np.diff(self.kind[order], prepend=-1))
        for members in np.split(order, starts[1:]) if len(order) else ():
            kind = int(self.kind[members[0]])
            moves = range(self.first_move[kind], self.first_move[kind + 1])
            people = self.can_move[members]
            yield _Made(int(people[0]), (kind,), people, self._options_alone(kind, moves))

    def _options_alone(self, kind: int, rows: range) -> list[_Option]:
        moves = self.kind_moves[kind]
        late = [(place, _number_of(place, moves)) for _, place in moves]
        before = Counter[str]()
        options = []
        for row, (place, number) in zip(rows, late, strict=True):
            options.append(_Option((row,), number, before[place]))
            before[place] += 1
        return options

    def _whole_units(self) -> Iterator[_Made]:
        """A class for all units whose members and options are alike."""
        options: dict[_Unit, list[_Option]] = {}
        found: dict[tuple[tuple[int, ...], tuple[_Option, ...]], list[int]] = {}
        for members in self._units():
            pattern = tuple(self.kind[members].tolist())
            people = self.can_move[members].tolist()
            unit = (pattern, tuple(self.shut.get(row, frozenset()) for row in people))
            if unit not in options:
                options[unit] = self._unit_options(*unit)
            found.setdefault((pattern, tuple(options[unit])), []).extend(people)
        for (pattern, ways), together in found.items():
            rows = np.array(together, np.int64)
            yield _Made(int(rows.min()), pattern, rows, ways)

    def _chooses(self, pattern: tuple[int, ...]) -> int:
        """How many members choose between beneficiaries."""
        return sum(self.choosing[kind] for kind in pattern)

    def _units(self) -> Iterator[Ints]:
        """The members of each unit, in the order of their kinds.

        Where two or more choose between beneficiaries, the order is that of ids: an option tells
        who goes for whom, and the plan's reader must see it without knowing our kinds.
        """
        rows = np.flatnonzero(self.in_unit)
        label = self.label[rows]
        chooses = np.array(self.choosing, np.int64)
        choosing = np.bincount(label, chooses[self.kind[rows]], len(self.people) + 1)
        place = np.where(choosing[label] > 1, 0, self.kind[rows])
        order = rows[np.lexsort((rows, place, label))]
        starts = np.flatnonzero(np.diff(self.label[order], prepend=-1))
        yield from np.split(order, starts[1:]) if len(order) else ()

    def _unit_options(
        self, pattern: tuple[int, ...], closed: tuple[frozenset[Move], ...]
    ) -> list[_Option]:
        """Every way in which the members can go to one destination, the earliest written first.

        Of the ways to one place that comes first which has the earlier beneficiaries, by the sum of
        their numbers among those of each member's moves to it, and of equals by their names.
        """
        options: list[_Option] = []
        moves = [self.kind_moves[kind] for kind in pattern]
        for place in common_destinations(moves, list(closed)):
            late = sum(_number_of(place, own) for own in moves)
            ways = [
                list(enumerate(self._ways(kind, place, barred)))
                for kind, barred in zip(pattern, closed, strict=True)
            ]
            found = [
                _Option(tuple(row for _, row in way), late, sum(number for number, _ in way))
                for way in product(*ways)
            ]
            whom = self.moves.beneficiary
            found.sort(key=lambda each: (each.whom, [whom[row] for row in each.moves]))
            options.extend(found)
        return options

    def _ways(self, kind: int, destination: str, barred: frozenset[Move]) -> list[int]:
        """The moves of one member of a unit that goes to the destination."""
        moves = self.kind_moves[kind]
        there = [place for place, move in enumerate(moves) if move[1] == destination]
        along = [
            place
            for place, (whom, where) in enumerate(moves)
            if where == "" and (whom, destination) not in barred
        ]
        return [int(self.first_move[kind]) + place for place in there or along]

    def _facts(self, patterns: Sequence[tuple[int, ...]]) -> tuple[dict[str, str], ...]:
        """For each class, what is known of every member of its items alike."""
        told = [(name, column.take(self.model).texts()) for name, column in self.facts.items()]
        return tuple(
            {
                name: texts[kinds[0]]
                for name, texts in told
                if texts[kinds[0]] and all(texts[kind] == texts[kinds[0]] for kind in kinds[1:])
            }
            for kinds in patterns
        )
