"""Small lists of made-up people for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from canje.base.dates import PartialDate
from canje.base.people import Column
from canje.intake.lists import Entries, Kind, List


def made(
    series: str,
    kind: Kind,
    rows: Sequence[Mapping[str, str]],
    version: int = 1,
    party: str | None = None,
    one_each: bool = True,
    date: str = "2025-03-01",
) -> List:
    """A list with these rows; its party is the first letter of its name."""
    id = f"{series}-{version}"
    names = list(dict.fromkeys(name for row in rows for name in row)) or ["name"]
    return List(
        id=id, party=party or series[0], kind=kind, version=version, date=PartialDate.parse(date),
        file=f"{id}.csv", sha256="", series=series, one_each=one_each,
        entries=Entries(
            tuple(f"{id}#{line}" for line in range(2, len(rows) + 2)),
            {name: Column.of([row.get(name, "") for row in rows]) for name in names},
        ),
    )  # fmt: skip


def named(*names: str) -> list[dict[str, str]]:
    return [{"name": name} for name in names]
