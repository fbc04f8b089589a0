"""Small lists to link, made in a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from canje.base.dates import PartialDate
from canje.base.people import Column
from canje.intake.lists import Entries, List


def listed(id: str, rows: Sequence[Mapping[str, str]], one_each: bool = True) -> List:
    """A list of entries, each a mapping from columns to texts; ids count from 1."""
    names = sorted({name for row in rows for name in row})
    columns = {name: Column.of([row.get(name, "") for row in rows]) for name in names}
    ids = tuple(f"{id}#{row}" for row in range(1, len(rows) + 1))
    return List(
        id=id, party=id, kind="held", version=1, date=PartialDate(2025, 1, 1), file=f"{id}.csv",
        sha256="", entries=Entries(ids, columns),
        series=id, one_each=one_each,
    )  # fmt: skip


def named(id: str, *names: str, one_each: bool = True) -> List:
    """A list of names alone."""
    return listed(id, [{"name": name} for name in names], one_each)
