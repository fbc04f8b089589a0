"""The people of a case as the persons whom lists made of them, where `canje persons` did.

What a person's row says of lists is taken as it stands, with what people changed in it; what the
holder says is what the docket has: its newest answer.
"""

from __future__ import annotations

from typing import get_args

from canje.case.case import Case
from canje.case.parts import Listing
from canje.reconcile.persons import Person, Source
from canje.terms.eligible import standing_statements

_NEEDED = ("entries", "sought_by", "joined")
"""Columns without which a table of people was not made from lists."""


def newest(case: Case) -> tuple[Listing, ...]:
    """The newest version of each of a case's lists."""
    last: dict[str, Listing] = {}
    for each in case.lists:
        if each.series not in last or last[each.series].version < each.version:
            last[each.series] = each
    return tuple(last.values())


def persons_of(case: Case) -> tuple[Person, ...]:
    """Persons with the lists that they are on; none where the case's people are from no list."""
    people = case.docket.people
    if not case.lists or not people.columns.keys() >= set(_NEEDED):
        return ()
    sought = {each.id for each in newest(case) if each.kind == "sought"}
    standing = standing_statements(case.docket)
    names = ("holder", *_NEEDED, "agreed_by", "moved_by")
    columns = [people.column(name).texts() for name in names]
    found = []
    for id, code, *texts in zip(people.ids, standing.codes.tolist(), *columns, strict=True):
        holder, entries, sought_by, joined, agreed_by, moved_by = texts
        if not entries:  # a row written by hand beside those of lists
            continue
        ids = tuple(entries.split())
        found.append(
            Person(
                id=id,
                entries=ids,
                joined=_joined(joined, len(ids)),
                holder=holder,
                sought_by=tuple(sought_by.split()),
                sought_entries=sum(each.rpartition("#")[0] in sought for each in ids),
                status=standing.values[code][0],
                agreed_by=tuple(agreed_by.split()),
                moved_by=tuple(moved_by.split()),
                facts={},
            )
        )
    return tuple(found)


def _joined(text: str, entries: int) -> Source:
    """How entries became one person, as the row says; where it says nothing, nobody judged it."""
    for each in get_args(Source):
        if each == text:
            return each  # type: ignore[no-any-return]
    return "alone" if entries == 1 else "proposed"
