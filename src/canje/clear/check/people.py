"""The people of a plan, freed and left out, found in the case; units whole; moves that exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from attrs import frozen

from canje.clear.check.codes import Flags, Ints
from canje.clear.check.form import Plan
from canje.clear.check.ground import Ground, forbids
from canje.clear.check.verdict import Book

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
    before = book.count
    ids = ground.docket.people.ids
    place = {person: row for row, person in enumerate(ids)}
    rows = _rows(plan.people["id"], place, "people", book)
    left = _rows(plan.left_out["id"], place, "left_out", book)
    if book.count > before:
        return None
    seen = np.zeros(len(ids), np.int64)
    seen[rows] += 1
    seen[left] += 1
    book.refuse_all("person-twice", (ids[row] for row in np.flatnonzero(seen > 1)[:5].tolist()))
    book.refuse_all("person-missing", (ids[row] for row in np.flatnonzero(seen < 1)[:5].tolist()))
    if book.count > before:
        return None
    said = np.fromiter((each == NOT_NOW for each in plan.left_out["reason"]), np.bool_, len(left))
    not_now = np.zeros(len(ground.size), np.bool_)
    not_now[ground.item[left[said]]] = True
    can = ground.movable[ground.item_kind] & ~not_now
    count = np.bincount(ground.item_kind[can], minlength=len(ground.movable)).astype(np.int64)
    return Found(rows, left, not_now, count)


def _rows(names: Sequence[str], place: dict[str, int], where: str, book: Book) -> Ints:
    rows = np.fromiter((place.get(name, -1) for name in names), np.int64, len(names))
    for each in np.flatnonzero(rows < 0)[:5].tolist():
        book.refuse("unknown-person", f"{where}[{each}]", said=names[each])
    if (rows >= 0).all():
        for each in np.flatnonzero(np.diff(rows) <= 0)[:5].tolist():
            book.refuse("person-order", f"{where}[{each + 1}]", said=names[each + 1])
    return rows


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
    _one_destination(ground, rows, items, dest, book)
    if book.count > before:
        return None
    by_move = np.bincount(taken, minlength=len(moves)).astype(np.int64)
    return Freed(rows, taken, by_move, whole > 0)


def _codes(texts: Iterable[str], code: dict[str, int]) -> Ints:
    return np.array([code.get(text, -1) for text in texts], np.int64)


def _one_destination(ground: Ground, rows: Ints, items: Ints, dest: Ints, book: Book) -> None:
    """A unit goes to one place; whoever has none written down goes along, if no bar forbids it."""
    blank = ground.moves.destinations.get("", -1)
    united = np.flatnonzero((ground.size[items] > 1) & (dest != blank))
    to = np.full(len(ground.size), -1, np.int64)
    to[items[united]] = dest[united]
    ids = ground.docket.people.ids
    for each in united[to[items[united]] != dest[united]][:5].tolist():
        book.refuse("unit-destination", ids[int(rows[each])])
    names = list(ground.moves.destinations)
    along = np.flatnonzero((ground.size[items] > 1) & (dest == blank) & (to[items] >= 0))
    for each in along.tolist() if ground.bars else ():
        row, place = int(rows[each]), names[int(to[items[each]])]
        kind = int(ground.kinds.of[row])
        for bar, covers in ground.bars:
            if covers[kind] and forbids(bar, ground.kinds.texts("holder")[kind], place):
                book.refuse("cannot-move", ids[row], said=place, found=bar.id)
