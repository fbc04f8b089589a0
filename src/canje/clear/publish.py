"""From counts to people, and the plan's tables as any party may read them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import attrs
import numpy as np
from attrs import frozen

from canje.clear.classes import Classes, Ints
from canje.clear.plan import Freed, LeftOut, Option, Picked, PlanClass, PlanTerm
from canje.clear.problem import INFINITE, Problem, worth_of_people
from canje.clear.question import Question
from canje.clear.reasons import Reason
from canje.terms.docket import Docket, Prefer
from canje.terms.term import HANDOVER, Term, resolved

_Why = tuple[str | None, str, str | None, str | None, tuple[str, ...]]


@frozen(eq=False)
class Chosen:
    """For each person the kind of move that he or she makes, or -1; and the auxiliaries' values."""

    classes: Classes
    move: Ints
    auxiliaries: Ints

    @property
    def count(self) -> int:
        return int((self.move >= 0).sum())


def nobody(problem: Problem) -> Chosen:
    """Nobody moves."""
    none = np.full(len(problem.classes.moves.people), -1, np.int64)
    return Chosen(problem.classes, none, np.zeros(len(problem.auxiliaries), np.int64))


def pick(docket: Docket, problem: Problem, point: Ints, seed: str) -> Chosen:
    """Fill the counts with people: by worth where there is a preference, else by a fixed shuffle.

    The shuffle is SHA-256 over the problem's digest and the id, so that no order of a list
    favours anyone; the draw takes its place where the parties hold one.
    """
    classes = problem.classes
    chosen = attrs.evolve(nobody(problem), auxiliaries=point[len(classes.column_class) :])
    order = Order(docket, seed)
    for number, (first, last) in enumerate(_spans(classes)):
        counts = point[first:last]
        if counts.any():
            items = order.taken(classes.members(number), counts)
            start = 0
            for column, count in enumerate(counts.tolist(), start=first):
                option = classes.move[classes.start[column] : classes.start[column + 1]]
                chosen.move[items[start : start + count]] = option
                start += count
    return chosen


class Order:
    """The published order in which the items of a class are taken."""

    def __init__(self, docket: Docket, seed: str) -> None:
        self.ids = docket.people.ids
        self.prefix = (seed + "\n").encode()
        self.worth: Ints | None = None
        preferred = [level.column for level in docket.levels if isinstance(level, Prefer)]
        preferred += [docket.order] if docket.order else []
        if preferred:  # a class has one figure in any further column
            self.worth = worth_of_people(preferred[0], docket)

    def keys(self, rows: Ints) -> list[bytes]:
        """What each person is ordered by where worth does not decide."""
        sha256, prefix = hashlib.sha256, self.prefix
        return [sha256(prefix + self.ids[row].encode()).digest() for row in rows.tolist()]

    def ranked(self, members: Ints) -> Ints:
        """All items of a class, in order."""
        # people stand in the order of ids: the smallest row of an item is its first id
        keys = self.keys(members.min(axis=1))
        if self.worth is not None:
            worth = (-self.worth[members].sum(axis=1)).tolist()
            ranked = sorted(range(len(keys)), key=lambda place: (worth[place], keys[place]))
        else:
            ranked = sorted(range(len(keys)), key=keys.__getitem__)
        return members[ranked]

    def taken(self, members: Ints, counts: Ints) -> Ints:
        """The items freed, in order; where all go the same way there is nothing to order."""
        if counts.max() == len(members):
            return members
        going = int(counts.sum())
        if self.worth is None or np.count_nonzero(counts) > 1:
            return self.ranked(members)[:going]
        worth = self.worth[members].sum(axis=1)
        least = np.sort(worth)[-going]  # who is worth more goes the one way, whatever the order
        above, even = members[worth > least], members[worth == least]
        return np.concatenate([above, self.ranked(even)[: going - len(above)]])


class Shown:
    """What a plan says of people, classes and terms, in the published reading of the question."""

    def __init__(
        self,
        docket: Docket,
        question: Question,
        chosen: Chosen,
        seed: str,
        picked: Sequence[Picked] | None = None,
    ) -> None:
        """`picked` is how each class was picked where it was not by the published order."""
        self.docket, self.question, self.chosen = docket, question, chosen
        self.problem = question.problem
        self.classes_ = self.problem.classes
        self.by_order = Order(docket, seed)
        self.class_of = np.full(len(docket.people), -1, np.int64)
        self.class_of[self.classes_.item_person] = np.repeat(
            np.arange(len(self.classes_.size)), self.classes_.people
        )
        self.point, explained = self._counts()
        in_order: list[Picked] = ["order" if each else "desk" for each in explained]
        self.picked = in_order if picked is None else picked

    def people(self) -> tuple[Freed, ...]:
        """Everyone freed, in the order of ids."""
        rows = np.flatnonzero(self.chosen.move >= 0)
        moves = self.chosen.classes.moves
        kinds = self.chosen.move[rows]
        people = self.docket.people
        return tuple(
            map(
                Freed,
                [people.ids[row] for row in rows.tolist()],
                [f"c{number + 1}" for number in self.class_of[rows].tolist()],
                people.column("holder").take(rows).texts(),
                moves.beneficiary.take(kinds).texts(),
                moves.destination.take(kinds).texts(),
            )
        )

    def left_out(self, why: Sequence[Reason]) -> tuple[LeftOut, ...]:
        """Everyone else, each with one reason; `why` is one a class."""
        ids = self.docket.people.ids
        eligibility = self.question.units.eligibility
        barriers: list[_Why] = [
            (
                None,
                each.published,
                None if each.desk_only else each.by,
                None if each.desk_only or each.code == "statement" else each.ref,
                (),
            )
            for each in eligibility.barriers
        ]
        classes: list[_Why] = [
            (f"c{number + 1}", each.code, each.by, each.ref, each.terms)
            for number, each in enumerate(why)
        ]
        rows = np.flatnonzero(self.chosen.move < 0)
        return tuple(
            LeftOut(ids[row], *(barriers[barrier] if barrier >= 0 else classes[number]))
            for row, barrier, number in zip(
                rows.tolist(),
                eligibility.barrier[rows].tolist(),
                self.class_of[rows].tolist(),
                strict=True,
            )
        )

    def classes(self) -> tuple[PlanClass, ...]:
        """The classes with what is freed of each and how."""
        classes = self.classes_
        made = []
        for number, (first, last) in enumerate(_spans(classes)):
            ways = [classes.option(column) for column in range(first, last)]
            moves = ways if classes.by_id[number] else [tuple(sorted(way)) for way in ways]
            freed = self.point[first:last].tolist()
            made.append(
                PlanClass(
                    id=f"c{number + 1}",
                    size=int(classes.size[number]),
                    freed=sum(freed),
                    members=int(classes.unit_size[number]),
                    holder=classes.facts[number].get("holder", ""),
                    facts=tuple(sorted(classes.facts[number].items())),
                    options=tuple(
                        Option(tuple(m[0] for m in move), tuple(m[1] for m in move), count)
                        for move, count in zip(moves, freed, strict=True)
                    ),
                    picked=self.picked[number],
                )
            )
        return tuple(made)

    def terms(self, point: Ints | None) -> tuple[PlanTerm, ...]:
        """Each term, whether it holds and how far its nearest limit is."""
        sums = np.zeros(len(self.problem.rows), np.int64)
        if point is not None:
            counts = np.repeat(point, np.diff(self.problem.matrix.start))
            np.add.at(sums, self.problem.matrix.row, counts * self.problem.matrix.value)
        slack: dict[str, int | None] = {}
        for number, row in enumerate(self.problem.rows):
            room = min(
                int(sums[number] - self.problem.lo[number])
                if self.problem.lo[number] > -INFINITE
                else INFINITE,
                int(self.problem.hi[number] - sums[number])
                if self.problem.hi[number] < INFINITE
                else INFINITE,
            )
            alone = not row.auxiliaries and row.term not in slack
            slack[row.term] = room if alone else None
        width = len(self.classes_.column_class)
        switches = [] if point is None else point[width:].tolist()
        met = dict(zip(self.problem.auxiliaries, map(bool, switches), strict=False))
        return tuple(
            self._term(each, point is not None, slack.get(each.id), met)
            for each in sorted(self.docket.terms, key=lambda term: term.id)
        )

    def _term(self, term: Term, planned: bool, slack: int | None, met: dict[str, bool]) -> PlanTerm:
        rule = resolved(term.rule, self.docket.facts)
        holds: bool | None = None
        if planned and term in self.docket.wishes:
            holds = met[f"{term.id}/0"]
        elif planned and term in self.docket.owed:
            holds = all(on for name, on in met.items() if name.rpartition("/")[0] == term.id)
        elif planned and term in self.docket.musts and not isinstance(rule, HANDOVER):
            holds = True
        return PlanTerm(term.id, term.by, term.force, holds, slack if holds else None)

    def _counts(self) -> tuple[Ints, list[bool]]:
        """Items by class and option under the choice, and whether the order explains each class."""
        point = np.zeros(self.problem.columns, np.int64)
        point[len(self.classes_.column_class) :] = self.chosen.auxiliaries
        explained = []
        for number, (first, last) in enumerate(_spans(self.classes_)):
            members = self.classes_.members(number)
            moves = self.chosen.move[members]
            gone = moves[:, 0] >= 0
            if not gone.any():
                explained.append(True)
                continue
            point[first:last] = self._by_option(moves[gone], first, last)
            explained.append(self._in_order(members, point[first:last], first))
        return point, explained

    def _by_option(self, moves: Ints, first: int, last: int) -> list[int]:
        if last == first + 1:
            return [len(moves)]
        spoken = self.chosen.classes.moves
        counts = Counter(
            tuple((spoken.beneficiary[move], spoken.destination[move]) for move in item)
            for item in moves.tolist()
        )
        return [counts[self.classes_.option(column)] for column in range(first, last)]

    def _in_order(self, members: Ints, counts: Ints, first: int) -> bool:
        """Whether filling the options from the published order gives the choice that was made."""
        if self.chosen.classes is self.classes_:
            return True
        taken = self.by_order.taken(members, counts)
        spoken = self.chosen.classes.moves
        start = 0
        for column, count in enumerate(counts.tolist(), start=first):
            option = self.classes_.option(column)
            for item in taken[start : start + count].tolist():
                kinds = self.chosen.move[item].tolist()
                if any(
                    kind < 0 or (spoken.beneficiary[kind], spoken.destination[kind]) != move
                    for kind, move in zip(kinds, option, strict=True)
                ):
                    return False
            start += count
        return True


def _spans(classes: Classes) -> list[tuple[int, int]]:
    """The columns of each class, as first and one past the last."""
    edges = np.searchsorted(classes.column_class, np.arange(len(classes.size) + 1)).tolist()
    return list(pairwise(edges))
