"""A table that is made anew and was changed by hand: what people wrote stays.

Three tables: as it was made last, as it stands now, as it is made today. What differs between the
first two is people's work; it wins over the third, cell by cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

Row = Mapping[str, str]
Table = Mapping[str, Row]
"""Rows by their id."""


@frozen
class Edit:
    """A cell that people changed: was, is. Without a column: a row added (`is`) or taken out."""

    id: str
    column: str
    was: str
    now: str


@frozen(eq=False)
class Kept:
    """The table to write, the edits in it, those that found no place, and those that were about
    something that has changed since."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    edits: tuple[Edit, ...]
    lost: tuple[Edit, ...]
    reopened: tuple[Edit, ...] = ()

    @property
    def by_id(self) -> Table:
        return {row["id"]: row for row in self.rows}


def edits(last: Table, stands: Table) -> tuple[Edit, ...]:
    """What people changed since the table was made last."""
    found = []
    for id, row in stands.items():
        if id not in last:
            found.append(Edit(id, "", "", "added"))
            continue
        before = last[id]
        for column in sorted({*row, *before}):
            was, now = before.get(column, ""), row.get(column, "")
            if was != now:
                found.append(Edit(id, column, was, now))
    found += [Edit(id, "", "taken out", "") for id in last if id not in stands]
    return tuple(sorted(found, key=lambda each: (each.id, each.column)))


def kept(
    last: Table,
    stands: Table,
    made: Table,
    columns: Sequence[str],
    heirs: Mapping[str, str],
    rests_on: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Kept:
    """Today's table with people's edits in it.

    `heirs` names, for an id that is gone, the one that has its entries now: its edits pass on,
    unless that row was changed in the same place. A row that people added stays; one that they took
    out comes back, for no entry may be lost. An answer to a question stands while the question is
    the same: an edit in a column of `rests_on` only while the columns named there are made as they
    were last time.
    """
    changed = edits(last, stands)
    rows = {id: dict(row) for id, row in made.items()}
    lost, reopened = [], []
    for each in changed:
        if not each.column and each.now == "added":
            row = stands[each.id]
            was = rows.get(each.id, {})
            rows[each.id] = {**was, **{key: text for key, text in row.items() if text}}
    placed = {(each.id, each.column) for each in changed if each.column and each.id in rows}
    for each in changed:
        if not each.column:
            if not each.now:
                lost.append(each)
            continue
        to = each.id if each.id in rows else heirs.get(each.id, "")
        if to not in rows or (to != each.id and (to, each.column) in placed):
            lost.append(each)
            continue
        before = last.get(each.id, {})
        if any(made[to].get(on, "") != before.get(on, "") for on in rests_on.get(each.column, ())):
            reopened.append(each)
            continue
        rows[to][each.column] = each.now
    names = list(columns)
    for row in stands.values():
        names += [name for name in row if name not in names]
    rows_now = tuple(rows[id] for id in sorted(rows))
    return Kept(tuple(names), rows_now, changed, tuple(lost), tuple(reopened))
