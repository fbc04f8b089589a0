"""Moves, and what orders forbid of them: a bar takes away the moves that it covers and forbids.

A move is a person with one beneficiary and one destination. What a selection says of beneficiary or
destination is asked of the move, and everything else of the person: an order about people who go
anywhere but to S says nothing of a person's move to S, wherever else that person could go.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from canje.base.people import CHOICES, Column, People
from canje.base.select import Selection, mask, verdicts
from canje.terms.docket import Bar, Docket

Move = tuple[str, str]
"""A beneficiary and a destination; an empty text where the case names none."""

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@frozen(eq=False)
class Moves:
    """Moves as a table that selections can be asked of: a person's row, and what is chosen."""

    people: People
    person: Ints
    beneficiary: Column
    destination: Column

    @classmethod
    def of(cls, people: People, rows: Ints, choices: Sequence[Sequence[Move]]) -> Moves:
        """The moves of some people, one person after the other."""
        counts = np.array([len(each) for each in choices], np.int64)
        return cls(
            people,
            np.repeat(rows, counts),
            Column.of([move[0] for each in choices for move in each]),
            Column.of([move[1] for each in choices for move in each]),
        )

    def __len__(self) -> int:
        return len(self.person)

    def column(self, name: str) -> Column:
        if name in CHOICES:
            return self.beneficiary if name == "beneficiary" else self.destination
        return self.people.column(name).take(self.person)


def written(people: People) -> tuple[list[tuple[Move, ...]], Ints]:
    """The few distinct lists of moves that cells give, and which of them each person has.

    Moves stand in the order written: place by place, and for each place beneficiary by beneficiary.
    """
    beneficiary, destination = people.column("beneficiary"), people.column("destination")
    pairs, code = together(beneficiary, destination)
    sets = [
        tuple(
            (whom, place)
            for place, whom in product(
                destination.values[d].split("|"), beneficiary.values[b].split("|")
            )
        )
        for b, d in pairs
    ]
    return sets, code


def together(one: Column, other: Column) -> tuple[list[tuple[int, int]], Ints]:
    """The pairs of codes that two columns have, in order, and which pair each person has."""
    width = len(other.values)
    key = one.codes.astype(np.int64) * width + other.codes
    if len(one.values) * width > 4 * len(key) + 2**20:  # too many to count each
        found, place = np.unique(key, return_inverse=True)
        return [divmod(each, width) for each in found.tolist()], place.reshape(-1)
    there = np.flatnonzero(np.bincount(key, minlength=1))
    number = np.zeros(int(there.max(initial=0)) + 1, np.int64)
    number[there] = np.arange(len(there))
    return [divmod(each, width) for each in there.tolist()], number[key]


def possible(selection: Selection, people: People) -> Flags:
    """Whoever has a move written down that the selection holds for."""
    if all(name not in CHOICES for name, _ in selection.atoms()):
        return mask(selection, people)
    rows = np.flatnonzero(mask(_of_people(selection), people))
    result = np.zeros(len(people), np.bool_)
    if len(rows):
        sets, code = written(people)
        kind, first = _alike([code[rows], *_answers(selection, people, rows)])
        choices = [sets[number] for number in code[rows[first]].tolist()]
        holds = mask(selection, Moves.of(people, rows[first], choices))
        ends = np.cumsum([len(each) for each in choices])
        some = np.array([flags.any() for flags in np.split(holds, ends[:-1])], np.bool_)
        result[rows] = some[kind]
    return result


def bars_in_force(docket: Docket) -> tuple[Bar, ...]:
    """The bars that may be in force on the case's date; a doubt counts for the bar."""
    return tuple(
        bar
        for bar in sorted(docket.bars, key=lambda bar: bar.id)
        if bar.start.earliest <= docket.date.latest
        and (bar.until is None or bar.until.latest >= docket.date.earliest)
    )


def forbidden(bar: Bar, moves: Moves) -> Flags:
    """Which of the moves an order forbids.

    A move whose destination is not written down leads to the beneficiary. It is forbidden where it
    is as it is written, or with the beneficiary in the place of the blank.
    """
    against = _forbidden(bar, moves)
    blank = np.array([not place for place in moves.destination.values], np.bool_)
    blank = blank[moves.destination.codes]
    if blank.any():
        written = zip(moves.destination.texts(), moves.beneficiary.texts(), strict=True)
        leads_to = Column.of(place or beneficiary for place, beneficiary in written)
        against |= _forbidden(bar, evolve(moves, destination=leads_to))
    return against


def _forbidden(bar: Bar, moves: Moves) -> Flags:
    """`transfer` leaves the moves to the holder's own ground, which a blank is not."""
    covered = mask(bar.covers, moves)
    if bar.forbids == "release" or not covered.any():
        return covered
    places = moves.destination
    if bar.forbids == "destination":
        named = np.array([place in bar.destinations for place in places.values], np.bool_)
        return covered & named[places.codes]
    holder = moves.column("holder")
    number = {value: code for code, value in enumerate(places.values)}
    at_home = np.array([number.get(value, -1) for value in holder.values], np.int64)
    elsewhere: Flags = at_home[holder.codes] != places.codes
    return covered & elsewhere


def perhaps_covered(bar: Bar, people: People) -> Flags:
    """Whoever has what the order says of people; of their moves it may cover all, some or none."""
    return mask(_of_people(bar.covers), people)


def _of_people(selection: Selection) -> Selection:
    return Selection(
        tuple(each for each in selection.conditions if each[0] not in CHOICES),
        tuple(map(_of_people, selection.any_of)),
    )


@frozen(eq=False)
class Met:
    """What a bar forbids to some people: `kind` a person, and `flags` over the moves of a kind."""

    kind: Ints
    first: Ints
    flags: tuple[Flags, ...]

    @property
    def all(self) -> Flags:
        """For each person, whether the order by itself forbids every move."""
        return np.array([flags.all() for flags in self.flags], np.bool_)[self.kind]

    @property
    def any(self) -> Flags:
        """For each person, whether the order forbids a move."""
        return np.array([flags.any() for flags in self.flags], np.bool_)[self.kind]


def met(
    bar: Bar,
    people: People,
    rows: Ints,
    move_set: Ints,
    sets: Sequence[tuple[Move, ...]],
    also: Sequence[Ints] = (),
) -> Met:
    """Ask an order about each person's moves, once for all who are alike in what it reads.

    `move_set` is the set of each of these people, `also` codes by which to tell them apart further.
    """
    parts = [move_set, people.column("holder").codes[rows].astype(np.int64), *also]
    if any(name in CHOICES for name, _ in bar.covers.atoms()):
        parts += _answers(bar.covers, people, rows)
    kind, first = _alike(parts)
    choices = [sets[number] for number in move_set[first].tolist()]
    flags = forbidden(bar, Moves.of(people, rows[first], choices))
    ends = np.cumsum([len(each) for each in choices])
    return Met(kind, first, tuple(np.split(flags, ends[:-1])))


def _answers(selection: Selection, people: People, rows: Ints) -> list[Ints]:
    """For each condition that is asked of people, what it answers for some of them."""
    answers = []
    for name, condition in selection.atoms():
        if name not in CHOICES:
            column = people.column(name)
            told = verdicts(condition, name, column.values).astype(np.int64)
            answers.append(told[column.codes[rows]])
    return answers


def _alike(parts: Sequence[Ints]) -> tuple[Ints, Ints]:
    """A number for each person, equal where all the parts are, and the first person of each."""
    kind, first = np.zeros(len(parts[0]), np.int64), np.zeros(1, np.int64)
    for part in parts:
        key = kind * (int(part.max(initial=0)) + 1) + part
        _, first, kind = np.unique(key, return_index=True, return_inverse=True)
        kind = kind.reshape(-1)
    return kind, first
