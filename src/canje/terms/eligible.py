"""Who can move at all, where to and for whom; and if not, why.

The answer is a table like the people: a code a person into the few distinct sets of moves and the
few distinct barriers, so that a million people cost as much as a few array operations.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Literal

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.people import Column, People
from canje.base.select import mask
from canje.terms.docket import GONE, Bar, Consent, Consents, Docket, Statement

Move = tuple[str, str]
"""A beneficiary and a destination; an empty text where the case names none."""

NOT_IN_THIS_ROUND = "not-in-this-round"

BarrierCode = Literal[
    "statement",
    "not-sought",
    "bar",
    "no-destination",
    "unit",
    "unit-no-destination",
    "consent-refused",
    "consent-not-asked",
    "unit-not-in-this-round",
]
_DESK_ONLY = ("consent-refused", "consent-not-asked", "unit-not-in-this-round")


@frozen
class Barrier:
    """Why a person cannot move.

    `by` is the party who answered, or the court; `ref` the statement's code, the bar's id, or
    the member who keeps a unit from going.
    What `desk_only` says is published as `not-in-this-round`, among other causes.
    """

    code: BarrierCode
    by: str | None = None
    ref: str | None = None

    @property
    def desk_only(self) -> bool:
        return self.code in _DESK_ONLY

    @property
    def published(self) -> str:
        """The reason's code as any party may read it."""
        if self.desk_only:
            return NOT_IN_THIS_ROUND
        if self.code == "unit-no-destination":
            return "no-destination"
        return self.ref or "" if self.code == "statement" else self.code


@frozen(eq=False)
class Eligibility:
    """The moves that each person has, or the barrier.

    `moves[move_set[i]]` are person i's moves and `barriers[barrier[i]]` what stops person i, with
    -1 where there are none. `public_moves` are the moves before anyone was asked for consent.
    `gone` marks those of whom the holder says that there is nobody (any longer) to be freed.
    """

    moves: tuple[tuple[Move, ...], ...]
    move_set: npt.NDArray[np.int64]
    public_move_set: npt.NDArray[np.int64]
    barriers: tuple[Barrier, ...]
    barrier: npt.NDArray[np.int64]
    gone: npt.NDArray[np.bool_]

    def barrier_of(self, person: int) -> Barrier | None:
        number = int(self.barrier[person])
        return self.barriers[number] if number >= 0 else None

    def moves_of(self, person: int) -> tuple[Move, ...]:
        number = int(self.move_set[person])
        return self.moves[number] if number >= 0 else ()

    def public_moves_of(self, person: int) -> tuple[Move, ...]:
        number = int(self.public_move_set[person])
        return self.moves[number] if number >= 0 else ()


def eligible(docket: Docket) -> Eligibility:
    """Decide for every person: the holder's answer, whether anybody asks, bars, the person's will.

    Public grounds come before what only the desk knows, so that whoever has both is left out
    publicly for the public one.
    """
    ledger = _Ledger(docket.people)
    standing = standing_statements(docket)
    gone = np.array([code in GONE for code, _ in standing.values], np.bool_)
    for number, (code, party) in enumerate(standing.values):
        if code != "held":
            ledger.stop(standing.codes == number, Barrier("statement", party, code))
    if not docket.unsought_free:
        ledger.stop(unsought(docket.people), Barrier("not-sought"))
    for bar in bars_in_force(docket) if docket.law_applies else ():
        ledger.bar(bar, mask(bar.covers, docket.people))
    ledger.close(Barrier("no-destination"))
    public = ledger.move_set.copy()
    _hear(docket, ledger)
    return ledger.eligibility(public, gone[standing.codes])


def forbidden(docket: Docket, asked: Mapping[int, set[str]]) -> dict[int, frozenset[str]]:
    """For some people, by row, those of the places asked for where they may not go.

    It is for whoever has no destination written down and would go along with others.
    """
    if not asked:
        return {}
    holder = docket.people.column("holder")
    bars = bars_in_force(docket) if docket.law_applies else ()
    covered = [(bar, mask(bar.covers, docket.people)) for bar in bars if bar.forbids != "release"]
    wills = _wills(docket)
    shut = {}
    for row, places in asked.items():
        against = {
            place
            for place in places
            for bar, rows in covered
            if rows[row] and not leaves_open(bar, place, holder[row])
        }
        will = wills.get(row, {})
        for place in places:
            answer = _answer(will, ("", place))
            if answer == "no" or (docket.consent_required and answer != "yes"):
                against.add(place)
        if against:
            shut[row] = frozenset(against)
    return shut


def leaves_open(bar: Bar, place: str, holder: str) -> bool:
    """Whether an order that is no bar to release leaves a place open."""
    return place == holder if bar.forbids == "transfer" else place not in bar.destinations


def unsought(people: People) -> npt.NDArray[np.bool_]:
    """Those for whom nobody asks: no beneficiary is written down."""
    column = people.column("beneficiary")
    return np.array([not value for value in column.values], np.bool_)[column.codes]


@frozen(eq=False)
class Standing:
    """The answer that stands about each person: `values[codes[i]]`, a code and who gave it."""

    values: tuple[tuple[str, str], ...]
    codes: npt.NDArray[np.int64]


def standing_statements(docket: Docket) -> Standing:
    """What the holder says of each person, by the newest of its statements.

    The column `status` counts where no statement was made, and where that is blank the person is
    held: who compiles `people.csv` with a holder says so.
    """
    people = docket.people
    holder, status = people.column("holder"), people.column("status")
    pairs, codes = _pairs(status, holder)
    number: dict[tuple[str, str], int] = {}
    places = [
        number.setdefault((status.values[s] or "held", holder.values[h]), len(number))
        for s, h in pairs
    ]
    codes = np.array(places, np.int64)[codes]
    for statement, rows in _statements_in_order(docket):
        value = (str(statement.code), statement.party)
        codes[rows] = number.setdefault(value, len(number))
    return Standing(tuple(number), codes)


def _statements_in_order(docket: Docket) -> Iterator[tuple[Statement, npt.NDArray[np.intp]]]:
    """Holders' statements, oldest first, each with the people it is about."""
    people = docket.people
    if not docket.statements:
        return
    row_of = {identifier: row for row, identifier in enumerate(people.ids)}
    holder, group = people.column("holder"), people.column("group")
    for statement in sorted(docket.statements, key=_when):
        if statement.person in row_of:
            rows = np.array([row_of[statement.person]])
        elif statement.person in group.values:
            rows = np.flatnonzero(group.codes == group.values.index(statement.person))
        else:
            continue
        spoken = [row for row in rows.tolist() if holder[row] == statement.party]
        yield statement, np.array(spoken, np.intp)


def bars_in_force(docket: Docket) -> tuple[Bar, ...]:
    """The bars that may be in force on the case's date; a doubt counts for the bar."""
    return tuple(
        bar
        for bar in sorted(docket.bars, key=lambda bar: bar.id)
        if bar.start.earliest <= docket.date.latest
        and (bar.until is None or bar.until.latest >= docket.date.earliest)
    )


def _hear(docket: Docket, ledger: _Ledger) -> None:
    """Apply what people told the desk: the newest word about each destination stands."""
    wills = _wills(docket)
    for row, will in wills.items():
        ledger.keep(row, _Willing(will, "no", False).to, "consent-refused")
    if docket.consent_required:
        silent = np.ones(len(docket.people), np.bool_)
        silent[list(wills)] = False
        ledger.stop(silent, Barrier("consent-not-asked"))
        for row, will in wills.items():
            ledger.keep(row, _Willing(will, "yes", True).to, "consent-not-asked")


@frozen
class _Willing:
    """Whether a person's answer about a move is, or is not, the one named."""

    will: Mapping[str, Consents]
    answer: Consents
    given: bool

    def to(self, move: Move) -> bool:
        return (_answer(self.will, move) == self.answer) is self.given


def _wills(docket: Docket) -> dict[int, dict[str, Consents]]:
    """What each person said last, by row, of each destination and ("") of all."""
    if not docket.consents:
        return {}
    ids = docket.people.ids
    wills: dict[int, dict[str, Consents]] = {}
    for consent in sorted(docket.consents, key=_when):
        row = bisect_left(ids, consent.person)
        if row < len(ids) and ids[row] == consent.person:
            wills.setdefault(row, {})[consent.destination] = consent.consents
    return wills


def _answer(will: Mapping[str, Consents], move: Move) -> Consents:
    """What was said of the destination and of all of them: a no to either is a no.

    A move without a destination is one to the beneficiary: that is where the stages take people.
    """
    said = (will.get(move[1] or move[0]), will.get(""))
    if "no" in said:
        return "no"
    return "yes" if "yes" in said else "not-asked"


def standing_consents(docket: Docket, person: str) -> dict[str, Consent]:
    """The newest that a person said of each destination and ("") of all."""
    said = (each for each in docket.consents if each.person == person)
    return {each.destination: each for each in sorted(said, key=_when)}


def last_words(docket: Docket) -> dict[tuple[str, str], Consents]:
    """The newest answer of everybody about each destination and ("") all, by person and place."""
    said = sorted(docket.consents, key=_when)
    return {(each.person, each.destination): each.consents for each in said}


def _when(said: Statement | Consent) -> tuple[int, int]:
    """What is undated comes first; of two that may begin on one day, what may end earlier."""
    if said.date is None:
        return (0, 0)
    return (said.date.earliest.toordinal(), said.date.latest.toordinal())


class _Ledger:
    """Moves and barriers while they are being decided; the first barrier of a person stays."""

    def __init__(self, people: People) -> None:
        beneficiary, destination = people.column("beneficiary"), people.column("destination")
        pairs, move_set = _pairs(beneficiary, destination)
        self.sets: list[tuple[Move, ...]] = []
        self.numbers: dict[tuple[Move, ...], int] = {}
        numbers = [
            self._number(
                product(beneficiary.values[b].split("|"), destination.values[d].split("|"))
            )
            for b, d in pairs
        ]
        self.move_set = np.array(numbers, np.int64)[move_set] if numbers else _none(0)
        self.unbarred = self.move_set.copy()
        self.holder = people.column("holder")
        self.barrier = _none(len(people))
        self.barriers: dict[Barrier, int] = {}

    def stop(self, rows: npt.NDArray[np.bool_], barrier: Barrier) -> None:
        """Nobody in these rows moves."""
        fresh = rows & (self.barrier < 0)
        if fresh.any():
            self.barrier[fresh] = self.barriers.setdefault(barrier, len(self.barriers))

    def bar(self, bar: Bar, covered: npt.NDArray[np.bool_]) -> None:
        """What an order forbids is taken away.

        Whoever an order to stay leaves nowhere to go, by itself, is stopped by it; whoever
        several orders together leave nowhere is stopped when all are heard (`close`).
        """
        if bar.forbids == "release":
            self.stop(covered, Barrier("bar", bar.court, bar.id))
            return
        for holder_code in np.unique(self.holder.codes[covered]).tolist():
            holder = self.holder.values[holder_code]
            rows = covered & (self.holder.codes == holder_code)
            for number in np.unique(self.unbarred[rows]).tolist():
                if not any(leaves_open(bar, move[1], holder) for move in self.sets[number]):
                    self.stop(rows & (self.unbarred == number), Barrier("bar", bar.court, bar.id))
            for number in np.unique(self.move_set[rows]).tolist():
                kept = [move for move in self.sets[number] if leaves_open(bar, move[1], holder)]
                self.move_set[rows & (self.move_set == number)] = self._number(kept)

    def close(self, barrier: Barrier) -> None:
        """Who has lost every move, to several orders together, is stopped."""
        empty = self.numbers.get((), -1)
        self.stop(self.move_set == empty, barrier)

    def keep(self, row: int, wanted: Callable[[Move], bool], code: BarrierCode) -> None:
        """Leave one person the moves that he or she wants."""
        if self.barrier[row] >= 0:
            return
        kept = [move for move in self.sets[self.move_set[row]] if wanted(move)]
        if kept:
            self.move_set[row] = self._number(kept)
        else:
            self.barrier[row] = self.barriers.setdefault(Barrier(code), len(self.barriers))

    def eligibility(
        self, public: npt.NDArray[np.int64], gone: npt.NDArray[np.bool_]
    ) -> Eligibility:
        stopped = self.barrier >= 0
        barriers = tuple(self.barriers)
        public_stop = np.array([not barrier.desk_only for barrier in barriers] + [False])
        return Eligibility(
            moves=tuple(self.sets),
            move_set=np.where(stopped, -1, self.move_set),
            public_move_set=np.where(public_stop[self.barrier], -1, public),
            barriers=barriers,
            barrier=self.barrier,
            gone=gone,
        )

    def _number(self, moves: Iterable[Move]) -> int:
        unique = tuple(sorted(set(moves)))
        if unique not in self.numbers:
            self.numbers[unique] = len(self.sets)
            self.sets.append(unique)
        return self.numbers[unique]


def _pairs(one: Column, other: Column) -> tuple[list[tuple[int, int]], npt.NDArray[np.int64]]:
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


def _none(length: int) -> npt.NDArray[np.int64]:
    return np.full(length, -1, np.int64)
