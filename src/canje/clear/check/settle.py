"""Who of those left out belongs to which class, where the plan does not say it of them.

A class shows the holder, the options and the facts that its members share, and its size. Kinds of
people that fit one class only are in it. Of the others a **block**, the kinds that no condition
tells apart, is as a rule one class: the one that those freed in it name, or one that has its size
and shows all that it shares. What is open even then goes where there is room. All this is only a
proposal: `members` checks it like the word of the plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from canje.base.people import CHOICES
from canje.base.select import Selection
from canje.clear.check.codes import Alike, Ints
from canje.clear.check.form import Plan
from canje.clear.check.ground import Ground, read_by, resolved, whole_columns
from canje.clear.check.reading import atoms
from canje.clear.check.traits import Choice, Traits, choices_of
from canje.terms.docket import LAW, Docket, First
from canje.terms.term import Either, Rule


def settle(
    plan: Plan, choices: Sequence[Sequence[Choice]], of_item: Ints, can: Ints, ground: Ground
) -> Ints:
    """A class for each item that can move; `of_item` has those that are named, -1 for the rest."""
    kinds = ground.item_kind[can]
    pairs = Alike(len(can))
    pairs.by(kinds, len(ground.movable))
    pairs.by(of_item[can] + 1, len(choices) + 1)
    group, reps = pairs.groups()
    work = _Settling(plan, choices, ground)
    for kind, number, count in zip(
        kinds[reps].tolist(),
        of_item[can[reps]].tolist(),
        np.bincount(group, minlength=len(reps)).tolist(),
        strict=True,
    ):
        if number < 0:
            work.count[kind] = count
        else:
            work.named[kind].append(number)
            work.room[number] -= count
    proposed = np.full(len(ground.movable), -1, np.int64)
    for kind, number in work.settled().items():
        proposed[kind] = number
    result = of_item.copy()
    result[can] = np.where(of_item[can] >= 0, of_item[can], proposed[kinds])
    return result


class _Settling:
    """`count`: how many items of each kind are to be settled; `room`: how many a class still takes."""

    def __init__(self, plan: Plan, choices: Sequence[Sequence[Choice]], ground: Ground) -> None:
        self._ground = ground
        self._entries = plan["classes"]
        self._traits = Traits(plan, ground)
        self.count: dict[int, int] = {}
        self.named: dict[int, list[int]] = defaultdict(list)
        self.room = [each["size"] for each in self._entries]
        self._shelf: dict[Hashable, dict[tuple[str, ...], dict[Hashable, list[int]]]] = {}
        for number, each in enumerate(self._entries):
            columns = tuple(sorted(each["facts"]))
            shelf = self._shelf.setdefault((each["holder"], frozenset(choices[number])), {})
            facts = tuple(each["facts"][column] for column in columns)
            shelf.setdefault(columns, {}).setdefault(facts, []).append(number)

    def settled(self) -> dict[int, int]:
        """The class of each kind, of those whose people do not name it."""
        result: dict[int, int] = {}
        fitting = {kind: self._fitting(kind) for kind in {**self.count, **self.named}}
        for codes in self._ways():
            blocks: dict[Hashable, list[int]] = defaultdict(list)
            for kind in fitting:
                key = tuple(sorted(codes[list(self._ground.people_of(kind))].tolist()))
                blocks[key, frozenset(choices_of(self._ground, kind))].append(kind)
            for block in blocks.values():
                left = [kind for kind in block if kind in self.count and kind not in result]
                number = self._of_block(block, left, fitting, result) if left else None
                for kind in left if number is not None else ():
                    self._put(kind, int(number or 0), result)
        for kind in self.count:
            if kind not in result and fitting[kind]:
                self._put(kind, self._roomiest(kind, fitting[kind]), result)
        return result

    def _put(self, kind: int, number: int, result: dict[int, int]) -> None:
        result[kind] = number
        self.room[number] -= self.count[kind]

    def _of_block(
        self,
        block: Sequence[int],
        left: Sequence[int],
        fitting: Mapping[int, Sequence[int]],
        result: Mapping[int, int],
    ) -> int | None:
        there = {number for kind in block for number in self.named.get(kind, ())}
        there |= {result[kind] for kind in block if kind in result}
        size = sum(self.count[kind] for kind in left)
        numbers = there if len(there) == 1 else set(fitting[left[0]]) if not there else set()
        for number in sorted(numbers):
            if self.room[number] == size and all(number in fitting[kind] for kind in left):
                if there or self._shows(number, left):
                    return number
        return None

    def _shows(self, number: int, block: Sequence[int]) -> bool:
        """Whether a class that nobody names shows just what a block shares."""
        each = self._entries[number]
        if self.room[number] != each["size"]:
            return False
        people = [one for kind in block for one in self._ground.people_of(kind)]
        shared = {column: self._traits.shared(column, people) for column in self._traits.columns}
        told = {**each["facts"], "holder": each["holder"]}
        return {key: value for key, value in told.items() if value} == {
            key: value for key, value in shared.items() if value
        }

    def _roomiest(self, kind: int, fitting: Sequence[int]) -> int:
        """Where the kind just fits, else where there is room; of several where most is told."""
        size = self.count[kind]
        return min(
            fitting,
            key=lambda number: (
                self.room[number] != size,
                self.room[number] < size,
                -len(self._entries[number]["facts"]),
                number,
            ),
        )

    def _fitting(self, kind: int) -> list[int]:
        """The classes whose holder, options and facts the people of a kind have."""
        people = self._ground.people_of(kind)
        holder = self._traits.shared("holder", people) or ""
        options = frozenset(choices_of(self._ground, kind))
        result: list[int] = []
        for columns, shelf in self._shelf.get((holder, options), {}).items():
            facts = tuple(self._traits.shared(column, people) for column in columns)
            result.extend(shelf.get(facts, ()))
        return result

    def _ways(self) -> Iterator[Ints]:
        """Codes for kinds of people by several ways to tell them apart, the likeliest first."""
        docket = self._ground.docket
        first = [level.of for level in docket.levels if isinstance(level, First)]
        live = [*first, *(each for rule in _live(docket) for each in read_by(rule))]
        every = [*first, *(each for term in docket.terms for each in read_by(term.rule))]
        for read in (live, every, [*every, *(bar.covers for bar in docket.bars)]):
            yield self._conditions(read)

    def _conditions(self, selections: Iterable[Selection]) -> Ints:
        """Alike in holder, every condition and every worth."""
        kinds = self._ground.kinds
        alike = Alike(len(kinds))
        for column in sorted({"holder", *whole_columns(self._ground.docket)} - {*CHOICES}):
            alike.by(kinds.codes(column), len(kinds.column(column).values))
        for name, condition in dict.fromkeys(each for one in selections for each in atoms(one)):
            if name not in CHOICES:
                alike.by(kinds.meets(name, condition).astype(np.int64), 2)
        return alike.groups()[0]


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
