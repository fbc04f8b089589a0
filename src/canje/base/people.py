"""The people of a case as a table: a column a fact, a row a person, always in the order of ids.

A column keeps each distinct text once and a code per person, so that a question about a million
people is asked of the few distinct values and then looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

CHOICES = ("beneficiary", "destination")
"""Columns in which a person may name several values, separated by `|`; a plan picks one."""

Codes = npt.NDArray[np.int32]


@frozen(eq=False)
class Column:
    """A fact about each person: `values[codes[i]]` is the text for person i; no text is missing."""

    values: tuple[str, ...]
    codes: Codes

    @classmethod
    def of(cls, texts: Iterable[str]) -> Column:
        """Encode one text a person; values in sorted order, so that equal columns are equal."""
        texts = list(texts)
        values = tuple(sorted(set(texts)))
        code = {value: number for number, value in enumerate(values)}
        return cls(values, np.fromiter(map(code.__getitem__, texts), np.int32, len(texts)))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, person: int) -> str:
        return self.values[int(self.codes[person])]

    def texts(self) -> list[str]:
        """The text of every person, in order."""
        return list(map(self.values.__getitem__, self.codes.tolist()))

    def take(self, rows: npt.NDArray[np.intp]) -> Column:
        """The same fact for some of the people."""
        return Column(self.values, self.codes[rows])


def _readonly(columns: Mapping[str, Column]) -> Mapping[str, Column]:
    return MappingProxyType(dict(columns))


@frozen(eq=False)
class People:
    """The people of a case. `ids` are unique and sorted; every column is as long as `ids`."""

    ids: tuple[str, ...]
    columns: Mapping[str, Column] = field(converter=_readonly)

    @classmethod
    def of(cls, ids: Sequence[str], columns: Mapping[str, Sequence[str]]) -> People:
        """Build the table from texts in any order of people."""
        order = sorted(range(len(ids)), key=ids.__getitem__)
        return cls(
            tuple(ids[row] for row in order),
            {name: Column.of([texts[row] for row in order]) for name, texts in columns.items()},
        )

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> Column:
        """A fact by name; one that nobody has is missing for everyone."""
        if name == "id":
            return Column(self.ids, np.arange(len(self.ids), dtype=np.int32))
        return self.columns.get(name) or Column(("",), np.zeros(len(self.ids), np.int32))
