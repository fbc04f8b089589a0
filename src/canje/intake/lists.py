"""Lists as parties hand them over: each entry kept as written, with an id that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from canje.base.dates import PartialDate
from canje.base.people import Column

Kind = Literal["sought", "held", "agreed", "moved"]
"""What a list says: we want these, we hold these, these are signed, these have crossed."""

KINDS: tuple[Kind, ...] = get_args(Kind)


def _readonly(columns: Mapping[str, Column]) -> Mapping[str, Column]:
    return MappingProxyType(dict(columns))


@frozen(eq=False)
class Entries:
    """The entries of a list in the order of its lines: a table, a column a fact.

    `ids` are `LIST#LINE`: unique, and the same for ever, since the bytes of a list never change.
    `columns` holds the facts that are understood (`canje.intake.columns.FIELDS`): `name` always,
    with its letters as written; `born` and `taken` as ISO dates known to the day, month or year;
    `born_either` the days, months or years among which a date leaves the choice, separated by `|`;
    `health` and `nationality` as written, `health_code` and `nationality_code` what is compared.
    `written` holds every column of the file, by its header, as it was written.
    """

    ids: tuple[str, ...]
    columns: Mapping[str, Column] = field(converter=_readonly)
    written: Mapping[str, Column] = field(factory=dict, converter=_readonly)
    lines: npt.NDArray[np.int64] = field(factory=lambda: np.zeros(0, np.int64))

    def __len__(self) -> int:
        return len(self.ids)

    def compared(self, name: str) -> Column:
        """A fact as it is compared: its code where it has one, since lists write it in words."""
        return self.columns.get(f"{name}_code") or self.column(name)

    def column(self, name: str) -> Column:
        """A fact by name; one that the list does not give is blank for every entry."""
        return self.columns.get(name) or Column(("",), np.zeros(len(self.ids), np.int32))


@frozen(eq=False, kw_only=True)
class List:
    """One version of one list, as a party handed it over.

    `series` is the name that its versions share, `id` is series and version. `one_each` says that
    who made it vouches for one entry a person. `sha256` is of the bytes of the file.
    """

    id: str
    party: str
    kind: Kind
    version: int
    date: PartialDate | None
    file: str
    sha256: str
    entries: Entries
    series: str = ""
    one_each: bool = False
    form: str = "csv"

    def __len__(self) -> int:
        return len(self.entries)
