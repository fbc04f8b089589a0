"""Who belongs to which class of a plan, and that the terms cannot tell the members apart.

Members are not listed in the plan. They are those who can move, have every fact of the class and
exactly its options, one with the other; the people freed name their class. What is still open
after that (a class shows only the facts that its members share) is settled by what those alike in
every selection share, and by size. However it is settled, every class must come out at its size,
with members who are alike in every row and level.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from attrs import frozen

from canje.base.people import CHOICES
from canje.base.select import Selection
from canje.clear.check.bound import Row, alike_options, sparse
from canje.clear.check.codes import Alike, Ints
from canje.clear.check.form import Json, Plan
from canje.clear.check.ground import Ground, read_by, resolved, whole_columns
from canje.clear.check.people import Found, Freed
from canje.clear.check.reading import atoms
from canje.clear.check.rows import Builder
from canje.clear.check.verdict import Book
from canje.terms.docket import LAW, Docket, First
from canje.terms.term import Either, Rule

Choice = tuple[tuple[str, str], ...]
"""An option: the beneficiary and the destination of each member, sorted."""


@frozen(eq=False)
class Classes:
    """`of_kind`: the class of each item kind that can move, or -1."""

    number: Mapping[str, int]
    of_kind: Ints
    choices: list[list[Choice]]
    """The options that each class lists."""


def facts_told(plan: Plan) -> dict[str, frozenset[str]]:
    """The values by which the plan tells its classes apart, by column."""
    told: dict[str, set[str]] = defaultdict(set)
    for each in plan["classes"]:
        for column, value in each["facts"].items():
            told[column].add(value)
    return {column: frozenset(values) for column, values in told.items()}


def settle(
    plan: Plan, found: Found, freed: Freed, builder: Builder, rows: Sequence[Row], book: Book
) -> Classes | None:
    """Settle who is in which class; `rows` are all rows and levels that a class is alike in."""
    before = book.count
    number: dict[str, int] = {}
    for each in plan["classes"]:
        if each["id"] in number:
            book.refuse("class-twice", each["id"])
        number.setdefault(each["id"], len(number))
    said = np.array([number.get(name, -1) for name in plan.people["class"]], np.int64)
    for row in np.flatnonzero(said < 0)[:5].tolist():
        book.refuse("class-unknown", plan.people["id"][row], said=plan.people["class"][row])
    if book.count > before:
        return None
    choices = [_listed(each, book) for each in plan["classes"]]
    labels = _labels(said, freed, builder.ground)
    of_kind = _Settling(plan, choices, found, builder, rows, book).by(labels)
    return Classes(number, of_kind, choices) if book.count == before else None


def _listed(each: Json, book: Book) -> list[Choice]:
    result: list[Choice] = [
        tuple(sorted(zip(option["beneficiary"], option["destination"], strict=True)))
        for option in each["options"]
    ]
    if len(set(result)) < len(result):
        book.refuse("class-options", each["id"], found="an option stands there twice")
    return result


def _labels(said: Ints, freed: Freed, ground: Ground) -> dict[int, list[int]]:
    """For each item kind, the classes that its freed people name."""
    kinds = ground.item_kind[ground.item[freed.rows]]
    pairs = Alike(len(said))
    pairs.by(kinds, len(ground.movable))
    pairs.by(said, int(said.max(initial=0)) + 1)
    _, reps = pairs.groups()
    labels: dict[int, list[int]] = defaultdict(list)
    for kind, label in zip(kinds[reps].tolist(), said[reps].tolist(), strict=True):
        labels[kind].append(label)
    return labels


def choices_of(ground: Ground, item_kind: int) -> list[Choice]:
    """The options of an item kind, in their order."""
    moves = ground.moves
    ben, dest = list(moves.beneficiaries), list(moves.destinations)
    span = range(int(ground.option_start[item_kind]), int(ground.option_start[item_kind + 1]))
    if item_kind < len(ground.kinds):
        return [((ben[moves.ben[move]], dest[moves.dest[move]]),) for move in span]
    result: list[Choice] = []
    for option in span:
        at = option - len(moves)
        taken = ground.unit_moves[ground.unit_start[at] : ground.unit_start[at + 1]].tolist()
        result.append(tuple(sorted((ben[moves.ben[one]], dest[moves.dest[one]]) for one in taken)))
    return result


class _Settling:
    """Puts the item kinds that can move into classes.

    Kinds are finer than classes. A **block** are kinds that one of several ways to tell people
    apart does not; where it has the size of a class, and shares just what the class tells, it is
    that class.
    """

    def __init__(
        self,
        plan: Plan,
        choices: Sequence[Sequence[Choice]],
        found: Found,
        builder: Builder,
        rows: Sequence[Row],
        book: Book,
    ) -> None:
        self.ground = ground = builder.ground
        self.builder = builder
        self.rows = rows
        self.book = book
        self.count = found.count
        self.entries = plan["classes"]
        self.room = [each["size"] for each in self.entries]
        self.alike: dict[int, Hashable] = {}
        """What the members of each class so far have in common."""
        self.of_kind = np.full(len(found.count), -1, np.int64)
        options = int(ground.option_start[-1])
        self._code = alike_options(options, rows)
        self._cells = {column: ground.kinds.texts(column) for column in facts_told(plan)}
        self._cells["holder"] = ground.kinds.texts("holder")
        self._shelf: dict[Hashable, dict[tuple[str, ...], dict[Hashable, list[int]]]] = {}
        for number, each in enumerate(self.entries):
            columns = tuple(sorted(each["facts"]))
            shelf = self._shelf.setdefault((each["holder"], frozenset(choices[number])), {})
            facts = tuple(each["facts"][column] for column in columns)
            shelf.setdefault(columns, {}).setdefault(facts, []).append(number)

    def by(self, labels: Mapping[int, Sequence[int]]) -> Ints:
        """The class of each item kind: as its freed people name it, then by what is left."""
        first = self._first_items()
        kinds = sorted(np.flatnonzero(self.count).tolist(), key=first.__getitem__)
        fitting = {kind: self._fitting(kind) for kind in kinds}
        settled: list[int] = []
        for kind in kinds:
            named = labels.get(kind, ())
            if not fitting[kind]:
                self.book.refuse("class-none", self._somebody(kind))
            elif len(named) > 1 or not set(named) <= set(fitting[kind]):
                ids = ", ".join(self.entries[label]["id"] for label in named)
                self.book.refuse("class-other", self._somebody(kind), said=ids)
            else:
                settled.append(kind)
                if named:
                    self._put(kind, named[0])
        for block_of in self._ways():
            blocks: dict[Hashable, list[int]] = defaultdict(list)
            for kind in settled:
                blocks[block_of(kind)].append(kind)
            for block in blocks.values():
                self._settle(block, fitting)
        opened = [kind for kind in settled if self.of_kind[kind] < 0]
        for kind in opened:
            self._put(kind, self._nearest(kind, fitting[kind]))
        return self.of_kind

    def _settle(self, block: Sequence[int], fitting: Mapping[int, Sequence[int]]) -> None:
        """Put what is left of a block into the class of the others, or into one that is its own."""
        left = [kind for kind in block if self.of_kind[kind] < 0]
        if not left:
            return
        there = {int(self.of_kind[kind]) for kind in block} - {-1}
        new = [number for number in fitting[left[0]] if number not in self.alike]
        number = self._exactly(block, left, sorted(there)) if len(there) == 1 else None
        if number is None:
            number = self._exactly(left, left, new)
        for kind in left if number is not None else ():
            self._put(kind, int(number or 0))

    def _exactly(
        self, block: Sequence[int], left: Sequence[int], numbers: Sequence[int]
    ) -> int | None:
        """The class that has the size of a block, room for what is left, and all that it shares."""
        size = sum(int(self.count[kind]) for kind in block)
        room = sum(int(self.count[kind]) for kind in left)
        people = [each for kind in block for each in self.ground.people_of(kind)]
        shared = {column: self._shared(column, people) for column in self._cells}
        facts = {column: value for column, value in shared.items() if value}
        for number in numbers:
            each = self.entries[number]
            told = {**each["facts"], "holder": each["holder"]}
            if (each["size"], self.room[number]) == (size, room) and {
                key: value for key, value in told.items() if value
            } == facts:
                return number
        return None

    def _nearest(self, kind: int, fitting: Sequence[int]) -> int:
        """The class that a kind alone goes to: like-minded, with room, and the most told."""
        common, size = self._common(kind), int(self.count[kind])
        return min(
            fitting,
            key=lambda number: (
                self.alike.get(number, common) != common,
                self.room[number] != size,
                self.room[number] < size,
                -len(self.entries[number]["facts"]),
                number,
            ),
        )

    def _fitting(self, kind: int) -> list[int]:
        """The classes whose holder, options and facts the people of a kind have."""
        people = self.ground.people_of(kind)
        holder = self._shared("holder", people) or ""
        options = frozenset(choices_of(self.ground, kind))
        result: list[int] = []
        for columns, shelf in self._shelf.get((holder, options), {}).items():
            facts = tuple(self._shared(column, people) for column in columns)
            result.extend(shelf.get(facts, ()))
        return result

    def _shared(self, column: str, people: Sequence[int]) -> str | None:
        cells = self._cells[column]
        value = cells[people[0]]
        return value if all(cells[each] == value for each in people[1:]) else None

    def _put(self, kind: int, number: int) -> None:
        self.of_kind[kind] = number
        self.room[number] -= int(self.count[kind])
        common = self._common(kind)
        if self.alike.setdefault(number, common) != common:
            self.book.refuse("class-mixed", self.entries[number]["id"], found=self._somebody(kind))

    def _common(self, kind: int) -> Hashable:
        """What all in a class have alike: holders, and each option with its weight in every row."""
        return self._with(kind, code=self._code)

    def _ways(self) -> Iterator[Callable[[int], Hashable]]:
        """Ways to tell people apart, one of which is that of the plan's classes."""
        docket = self.ground.docket
        first = [level.of for level in docket.levels if isinstance(level, First)]
        live = [*first, *(each for rule in _live(docket) for each in read_by(rule))]
        every = [*first, *(each for term in docket.terms for each in read_by(term.rule))]
        for read in (live, every, [*every, *(bar.covers for bar in docket.bars)]):
            yield partial(self._by_conditions, self._conditions(read))
        options = int(self.ground.option_start[-1])
        told = [
            sparse(self.builder.option_values(self.builder.number(each)))
            for each in dict.fromkeys(every)
        ]
        yield partial(self._with, code=alike_options(options, [*self.rows, *told]))
        yield self._common

    def _conditions(self, selections: Iterable[Selection]) -> Ints:
        """For each kind of people a code: alike in every condition and every worth."""
        kinds = self.ground.kinds
        alike = Alike(len(kinds))
        for name, condition in dict.fromkeys(each for one in selections for each in atoms(one)):
            if name not in CHOICES:
                alike.by(kinds.meets(name, condition).astype(np.int64), 2)
        for column in whole_columns(self.ground.docket):
            if column not in CHOICES:
                alike.by(kinds.codes(column), len(kinds.column(column).values))
        return alike.groups()[0]

    def _by_conditions(self, code: Ints, kind: int) -> Hashable:
        people = self.ground.people_of(kind)
        told = sorted((int(code[each]), self._cells["holder"][each]) for each in people)
        return tuple(told), frozenset(choices_of(self.ground, kind))

    def _with(self, kind: int, *, code: Ints) -> Hashable:
        ground = self.ground
        span = slice(int(ground.option_start[kind]), int(ground.option_start[kind + 1]))
        pairs = zip(choices_of(ground, kind), code[span].tolist(), strict=True)
        people = ground.people_of(kind)
        held = tuple(sorted(self._cells["holder"][each] for each in people))
        return frozenset(Counter(pairs).items()), held

    def _first_items(self) -> dict[int, int]:
        """The first person of each item kind."""
        ground = self.ground
        kinds, at = np.unique(ground.item_kind, return_index=True)
        return dict(zip(kinds.tolist(), ground.first[at].tolist(), strict=True))

    def _somebody(self, kind: int) -> str:
        item = int(np.flatnonzero(self.ground.item_kind == kind)[0])
        return self.ground.docket.people.ids[int(self.ground.first[item])]


def _live(docket: Docket) -> Iterator[Rule]:
    """The rules that are not withdrawn nor mere advice, without branches that do not apply."""
    pending = [
        term.rule
        for term in docket.terms
        if term.force != "withdrawn" and (docket.law_applies or term.by != LAW)
    ]
    while pending:
        rule = resolved(pending.pop(), docket.facts)
        if isinstance(rule, Either):
            pending.extend(rule.rules)
        elif rule is not None:
            yield rule
