"""The people of a plan, freed and left out, found in the case; units whole; moves that exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat

import numpy as np
from attrs import frozen

from canje.base.refusals import Book
from canje.clear.check.codes import Flags, Ints
from canje.clear.check.form import Plan
from canje.clear.check.ground import Ground

NOT_NOW = "not-in-this-round"


@frozen(eq=False)
class Found:
    """`rows`: the people freed, as rows of the case; `left`: those left out. Each in order of ids.

    `not_now`: for each item, whether the plan takes it out of the round on the desk's word.
    """

    rows: Ints
    left: Ints
    not_now: Flags
    count: Ints
    """How many items of each kind can move, in the plan's reading."""


@frozen(eq=False)
class Freed:
    """Who is freed by which move. `by_move`: how many people make each move."""

    rows: Ints
    moves: Ints
    by_move: Ints
    items: Flags
    """For each item, whether it is freed."""


def find(plan: Plan, ground: Ground, book: Book) -> Found | None:
    """Everybody in the case stands in the plan once: freed or left out."""
    ids = ground.docket.people.ids
    named = frozenset(plan.people["id"])
    goes = np.fromiter(map(named.__contains__, ids), np.bool_, len(ids))
    rows, left = np.flatnonzero(goes), np.flatnonzero(~goes)
    for key, found in (("people", rows), ("left_out", left)):
        if [ids[row] for row in found.tolist()] != list(getattr(plan, key)["id"]):
            _who_is_wrong(plan, ids, book)
            return None
    said = np.fromiter(map(NOT_NOW.__eq__, plan.left_out["reason"]), np.bool_, len(left))
    not_now = np.zeros(len(ground.size), np.bool_)
    not_now[ground.item[left[said]]] = True
    can = ground.movable[ground.item_kind] & ~not_now
    count = np.bincount(ground.item_kind[can], minlength=len(ground.movable)).astype(np.int64)
    return Found(rows, left, not_now, count)


def _who_is_wrong(plan: Plan, ids: Sequence[str], book: Book) -> None:
    """Say who is in the plan and not in the case, out of order, twice, or not in the plan."""
    known, seen = frozenset(ids), set[str]()
    for key, names in (("people", plan.people["id"]), ("left_out", plan.left_out["id"])):
        last = ""
        for place, name in enumerate(names):
            where = f"{key}[{place}]"
            if name not in known:
                book.refuse("unknown-person", where, said=name)
            elif place and name <= last:
                book.refuse("person-order", where, said=name)
            elif name in seen:
                book.refuse("person-twice", name)
            last = name
            seen.add(name)
    book.refuse_all("person-missing", (name for name in ids if name not in seen))


def freed(plan: Plan, found: Found, ground: Ground, book: Book) -> Freed | None:
    """Each person freed makes a move that the person has, and units move as one."""
    before = book.count
    rows, people, moves = found.rows, ground.docket.people, ground.moves
    holder = people.column("holder")
    code = {value: number for number, value in enumerate(holder.values)}
    said = _codes(plan.people["holder"], code)
    for each in np.flatnonzero(said != holder.codes[rows])[:5].tolist():
        row = int(rows[each])
        book.refuse("holder", people.ids[row], plan.people["holder"][each], holder[row])
    items = ground.item[rows]
    fixed = ~ground.movable[ground.item_kind[items]] | found.not_now[items]
    book.refuse_all("cannot-move", (people.ids[row] for row in rows[fixed][:5].tolist()))
    ben = _codes(plan.people["beneficiary"], moves.beneficiaries)
    dest = _codes(plan.people["destination"], moves.destinations)
    taken = moves.find(ground.kinds.of[rows], ben, dest)
    for each in np.flatnonzero((taken < 0) & ~fixed)[:5].tolist():
        choice = f"{plan.people['beneficiary'][each]} -> {plan.people['destination'][each]}"
        book.refuse("move", people.ids[int(rows[each])], said=choice)
    whole = np.bincount(items, minlength=len(ground.size)).astype(np.int64)
    for item in np.flatnonzero((whole > 0) & (whole < ground.size))[:5].tolist():
        book.refuse("unit-split", people.ids[int(ground.first[item])])
    if book.count > before:
        return None
    _one_destination(ground, rows, items, ben, dest, book)
    if book.count > before:
        return None
    by_move = np.bincount(taken, minlength=len(moves)).astype(np.int64)
    return Freed(rows, taken, by_move, whole > 0)


def _codes(texts: Iterable[str], code: dict[str, int]) -> Ints:
    return np.fromiter(map(code.get, texts, repeat(-1)), np.int64)


def _one_destination(
    ground: Ground, rows: Ints, items: Ints, ben: Ints, dest: Ints, book: Book
) -> None:
    """A unit goes to one place; whoever has none written down goes along, if no bar forbids it."""
    blank = ground.moves.destinations.get("", -1)
    united = np.flatnonzero((ground.size[items] > 1) & (dest != blank))
    to = np.full(len(ground.size), -1, np.int64)
    to[items[united]] = dest[united]
    ids = ground.docket.people.ids
    for each in united[to[items[united]] != dest[united]][:5].tolist():
        book.refuse("unit-destination", ids[int(rows[each])])
    whom, names = ground.moves.names
    along = np.flatnonzero((ground.size[items] > 1) & (dest == blank) & (to[items] >= 0))
    for each in along.tolist() if ground.shut else ():
        row, place = int(rows[each]), names[int(to[items[each]])]
        if (int(ground.kinds.of[row]), whom[int(ben[each])], place) in ground.shut:
            book.refuse("cannot-move", ids[row], said=place)
