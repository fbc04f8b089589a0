"""Who can move at all, where to and for whom; and if not, why.

The answer is a table like the people: a code a person into the few distinct sets of moves and the
few distinct barriers, so that a million people cost as much as a few array operations.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import compress
from typing import Literal

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.people import People
from canje.terms.docket import GONE, Bar, Consent, Consents, Docket, Statement
from canje.terms.moves import (
    Move,
    Moves,
    bars_in_force,
    forbidden,
    met,
    perhaps_covered,
    together,
    written,
)

NOT_IN_THIS_ROUND = "not-in-this-round"

BarrierCode = Literal[
    "statement",
    "not-sought",
    "bar",
    "bars",
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

    `by` is the party who answered, or the court; `ref` the statement's code, the bar's id (of
    several, that forbid every move between them, all ids, parted by `|`), or the member who keeps a
    unit from going.
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
    """The moves that each person has, in the order written, or the barrier.

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
        ledger.bar(bar)
    ledger.close()
    public = ledger.move_set.copy()
    _hear(docket, ledger)
    return ledger.eligibility(public, gone[standing.codes])


def shut(docket: Docket, asked: Mapping[int, Iterable[Move]]) -> dict[int, frozenset[Move]]:
    """For some people, by row, those of the moves asked about that they may not make.

    It is for whoever has no destination written down and would go along with others.
    """
    if not asked:
        return {}
    rows = np.array(list(asked), np.int64)
    choices = [tuple(dict.fromkeys(moves)) for moves in asked.values()]
    moves = Moves.of(docket.people, rows, choices)
    against = np.zeros(len(moves), np.bool_)
    for bar in bars_in_force(docket) if docket.law_applies else ():
        against |= forbidden(bar, moves)
    wills = _wills(docket)
    for place, row in enumerate(moves.person.tolist()):
        answer = _answer(wills.get(row, {}), ("", moves.destination[place]))
        against[place] |= answer == "no" or (docket.consent_required and answer != "yes")
    found: dict[int, set[Move]] = {}
    for place in np.flatnonzero(against).tolist():
        move = (moves.beneficiary[place], moves.destination[place])
        found.setdefault(int(moves.person[place]), set()).add(move)
    return {row: frozenset(each) for row, each in found.items()}


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
    pairs, codes = together(status, holder)
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
        self.people = people
        self.sets: list[tuple[Move, ...]] = []
        self.numbers: dict[tuple[Move, ...], int] = {}
        cells, code = written(people)
        numbers = [self._number(moves) for moves in cells]
        self.move_set = np.array(numbers, np.int64)[code] if numbers else _none(0)
        self.unbarred = self.move_set.copy()
        self.orders: list[tuple[str, ...]] = [()]
        self.known_orders: dict[tuple[str, ...], int] = {(): 0}
        self.took = np.zeros(len(people), np.int64)
        self.barrier = _none(len(people))
        self.barriers: dict[Barrier, int] = {}

    def stop(self, rows: npt.NDArray[np.bool_], barrier: Barrier) -> None:
        """Nobody in these rows moves."""
        fresh = rows & (self.barrier < 0)
        if fresh.any():
            self.barrier[fresh] = self.barriers.setdefault(barrier, len(self.barriers))

    def bar(self, bar: Bar) -> None:
        """What an order forbids is taken away.

        Whoever an order leaves no move, by itself, is stopped by it; whoever several orders
        together leave none is stopped when all are heard (`close`).
        """
        rows = np.flatnonzero(perhaps_covered(bar, self.people) & (self.barrier < 0))
        if not len(rows):
            return
        also = [self.move_set[rows], self.took[rows]]
        found = met(bar, self.people, rows, self.unbarred[rows], self.sets, also)
        kept, took = [], []
        for row, flags in zip(rows[found.first].tolist(), found.flags, strict=True):
            barred = set(compress(self.sets[self.unbarred[row]], flags))
            kept.append(self._number(m for m in self.sets[self.move_set[row]] if m not in barred))
            took.append(self._took(int(self.took[row]), bar) if barred else int(self.took[row]))
        alone = np.zeros(len(self.barrier), np.bool_)
        alone[rows[found.all]] = True
        self.move_set[rows] = np.array(kept, np.int64)[found.kind]
        self.took[rows] = np.array(took, np.int64)[found.kind]
        self.stop(alone, Barrier("bar", bar.court, bar.id))

    def close(self) -> None:
        """Who has lost every move, to several orders together, is stopped by all of these."""
        nothing = self.move_set == self.numbers.get((), -1)
        for number in np.unique(self.took[nothing & (self.barrier < 0)]).tolist():
            orders = Barrier("bars", ref="|".join(self.orders[number]))
            self.stop(nothing & (self.took == number), orders)

    def _took(self, before: int, bar: Bar) -> int:
        """The number of the orders that took a move away, with one more among them."""
        orders = (*self.orders[before], bar.id)
        if orders not in self.known_orders:
            self.known_orders[orders] = len(self.orders)
            self.orders.append(orders)
        return self.known_orders[orders]

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
        unique = tuple(dict.fromkeys(moves))
        if unique not in self.numbers:
            self.numbers[unique] = len(self.sets)
            self.sets.append(unique)
        return self.numbers[unique]


def _none(length: int) -> npt.NDArray[np.int64]:
    return np.full(length, -1, np.int64)
