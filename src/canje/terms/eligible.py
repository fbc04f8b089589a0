"""Who can move at all, where to and for whom; and if not, why.

The answer is a table like the people: a code a person into the few distinct sets of moves and the
few distinct barriers, so that a million people cost as much as a few array operations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.people import People
from canje.base.select import mask
from canje.terms.docket import GONE, Bar, Consent, Docket, Statement

Move = tuple[str, str]
"""A beneficiary and a destination; an empty text where the case names none."""

NOT_IN_THIS_ROUND = "not-in-this-round"

BarrierCode = Literal["statement", "bar", "no-destination", "consent-refused", "consent-not-asked"]


@frozen
class Barrier:
    """Why a person cannot move.

    `by` is the party who answered, or the court; `ref` the statement's code or the bar's id.
    What `desk_only` says is published as `not-in-this-round`, among other causes.
    """

    code: BarrierCode
    by: str | None = None
    ref: str | None = None

    @property
    def desk_only(self) -> bool:
        return self.code in ("consent-refused", "consent-not-asked")

    @property
    def published(self) -> str:
        """The reason's code as any party may read it."""
        if self.desk_only:
            return NOT_IN_THIS_ROUND
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


def eligible(docket: Docket) -> Eligibility:
    """Decide for every person: statements first, then bars, then the person's own will.

    Public grounds come before what only the desk knows, so that whoever has both is left out
    publicly for the public one.
    """
    ledger = _Ledger(docket.people)
    standing = standing_statements(docket)
    codes = np.array([code for code, _ in standing.values], dtype=object)
    for number, (code, party) in enumerate(standing.values):
        if code != "held":
            ledger.stop(standing.codes == number, Barrier("statement", party, code))
    for bar in bars_in_force(docket) if docket.law_applies else ():
        ledger.bar(bar, mask(bar.covers, docket.people))
    ledger.close(Barrier("no-destination"))
    public = ledger.move_set.copy()
    for row, refused in _wills(docket):
        ledger.refuse(row, refused)
    if docket.consent_required:
        ledger.stop(~_agreed(docket), Barrier("consent-not-asked"))
    gone = np.isin(codes, list(GONE))[standing.codes] if len(codes) else np.zeros(0, np.bool_)
    return ledger.eligibility(public, gone)


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
    pairs, codes = np.unique(
        np.stack([status.codes, holder.codes], 1).astype(np.int64), axis=0, return_inverse=True
    )
    values = [(status.values[s] or "held", holder.values[h]) for s, h in pairs.tolist()]
    codes = codes.reshape(-1).copy()
    number = {value: place for place, value in enumerate(values)}
    for statement, rows in _statements_in_order(docket):
        value = (str(statement.code), statement.party)
        codes[rows] = number.setdefault(value, len(number))
    return Standing(tuple(number), codes)


def _statements_in_order(docket: Docket) -> Iterator[tuple[Statement, npt.NDArray[np.intp]]]:
    """Holders' statements, oldest first, each with the people it is about."""
    people = docket.people
    row_of = {identifier: row for row, identifier in enumerate(people.ids)}
    holder, group = people.column("holder"), people.column("group")
    ordered = sorted(
        enumerate(docket.statements),
        key=lambda pair: (pair[1].date.earliest.toordinal() if pair[1].date else 0, pair[0]),
    )
    for _, statement in ordered:
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
        for bar in docket.bars
        if bar.start.earliest <= docket.date.latest
        and (bar.until is None or bar.until.latest >= docket.date.earliest)
    )


def _wills(docket: Docket) -> Iterator[tuple[int, Consent]]:
    row_of = {identifier: row for row, identifier in enumerate(docket.people.ids)}
    for consent in docket.consents:
        if consent.consents == "no" and consent.person in row_of:
            yield row_of[consent.person], consent


def _agreed(docket: Docket) -> npt.NDArray[np.bool_]:
    row_of = {identifier: row for row, identifier in enumerate(docket.people.ids)}
    agreed = np.zeros(len(docket.people), np.bool_)
    for consent in docket.consents:
        if consent.consents == "yes" and consent.person in row_of:
            agreed[row_of[consent.person]] = True
    return agreed


class _Ledger:
    """Moves and barriers while they are being decided; the first barrier of a person stays."""

    def __init__(self, people: People) -> None:
        beneficiary, destination = people.column("beneficiary"), people.column("destination")
        pairs, move_set = np.unique(
            np.stack([beneficiary.codes, destination.codes], 1), axis=0, return_inverse=True
        )
        self.numbers: dict[tuple[Move, ...], int] = {}
        sets = [
            self._number(
                product(beneficiary.values[b].split("|"), destination.values[d].split("|"))
            )
            for b, d in pairs.tolist()
        ]
        self.move_set = np.array(sets, np.int64)[move_set.reshape(-1)] if sets else _none(0)
        self.holder = people.column("holder")
        self.barrier = _none(len(people))
        self.barriers: dict[Barrier, int] = {}

    def stop(self, rows: npt.NDArray[np.bool_], barrier: Barrier) -> None:
        """Nobody in these rows moves."""
        fresh = rows & (self.barrier < 0)
        if fresh.any():
            self.barrier[fresh] = self.barriers.setdefault(barrier, len(self.barriers))

    def bar(self, bar: Bar, covered: npt.NDArray[np.bool_]) -> None:
        """What an order forbids is taken away; who has no move left is stopped by that order."""
        if bar.forbids == "release":
            self.stop(covered, Barrier("bar", bar.court, bar.id))
            return
        for holder_code in np.unique(self.holder.codes[covered]).tolist():
            holder = self.holder.values[holder_code]
            rows = covered & (self.holder.codes == holder_code)
            for number in np.unique(self.move_set[rows]).tolist():
                kept = [
                    move
                    for move in self._moves(number)
                    if (
                        move[1] == holder
                        if bar.forbids == "transfer"
                        else move[1] not in bar.destinations
                    )
                ]
                those = rows & (self.move_set == number)
                if kept:
                    self.move_set[those] = self._number(kept)
                elif bar.forbids == "transfer":
                    self.stop(those, Barrier("bar", bar.court, bar.id))
                else:
                    self.move_set[those] = self._number(())

    def close(self, barrier: Barrier) -> None:
        """Who has lost every move, to several orders together, is stopped."""
        empty = self.numbers.get((), -1)
        self.stop(self.move_set == empty, barrier)

    def refuse(self, row: int, consent: Consent) -> None:
        """Take from one person what he or she does not want."""
        if self.barrier[row] >= 0:
            return
        moves = self._moves(int(self.move_set[row]))
        kept = [move for move in moves if consent.destination and move[1] != consent.destination]
        if kept:
            self.move_set[row] = self._number(kept)
        else:
            self.barrier[row] = self.barriers.setdefault(
                Barrier("consent-refused"), len(self.barriers)
            )

    def eligibility(
        self, public: npt.NDArray[np.int64], gone: npt.NDArray[np.bool_]
    ) -> Eligibility:
        stopped = self.barrier >= 0
        barriers = tuple(self.barriers)
        public_stop = np.array([not barrier.desk_only for barrier in barriers] + [False])
        return Eligibility(
            moves=tuple(self.numbers),
            move_set=np.where(stopped, -1, self.move_set),
            public_move_set=np.where(public_stop[self.barrier], -1, public),
            barriers=barriers,
            barrier=self.barrier,
            gone=gone,
        )

    def _number(self, moves: Iterable[Move]) -> int:
        unique = tuple(sorted(set(moves)))
        return self.numbers.setdefault(unique, len(self.numbers))

    def _moves(self, number: int) -> tuple[Move, ...]:
        return tuple(self.numbers)[number]


def _none(length: int) -> npt.NDArray[np.int64]:
    return np.full(length, -1, np.int64)
