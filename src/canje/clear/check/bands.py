"""Bands: the classes of a plan as a lottery sees them, and the field of a floor's certificate.

A **band** is a class, or, where a column is preferred, the items of a class with one total of it;
bands of a class are numbered from the highest total.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import frozen

from canje.clear.check.bound import Row, sparse
from canje.clear.check.codes import SAFE, Ints, largest
from canje.clear.check.field import Field
from canje.clear.check.form import SCALE, Plan
from canje.clear.check.members import Classes
from canje.clear.check.rows import Builder
from canje.clear.check.traits import preferred


@frozen(eq=False)
class Bands:
    """`of_item`: the band of each item, or -1; `klass` and `total` of each band; `names`."""

    of_item: Ints
    klass: list[int]
    total: list[int]
    size: list[int]
    names: list[str]

    @classmethod
    def of(cls, plan: Plan, builder: Builder, groups: Classes) -> Bands:
        totals = preferred(builder.ground)[:1]
        of_item = np.full(len(groups.of_item), -1, np.int64)
        keys: dict[tuple[int, int], int] = {}
        items = np.flatnonzero(groups.of_item >= 0)
        pairs = [
            (int(groups.of_item[item]), -int(totals[0][item]) if totals else 0)
            for item in items.tolist()
        ]
        for pair in sorted(set(pairs)):
            keys[pair] = len(keys)
        of_item[items] = [keys[pair] for pair in pairs]
        klass = [number for number, _ in keys]
        ids = [each["id"] for each in plan["classes"]]
        names = [
            f"{ids[number]}:{place - klass.index(number) + 1}" if totals else ids[number]
            for place, number in enumerate(klass)
        ]
        size = np.bincount(of_item[items], minlength=len(keys)).tolist()
        return cls(of_item, klass, [-total for _, total in keys], size, names)


class BandField(Field):
    """A field on which bands have columns of their own, `c3:1.0`."""

    def __init__(self, bands: Bands, totals: bool, *parts: object) -> None:
        super().__init__(*parts)  # type: ignore[arg-type]  # the same as the field's own
        self.of_group = bands.of_item[self._items]
        self.band = {name: number for number, name in enumerate(bands.names)} if totals else {}

    def weighed(self, weights: Mapping[int, int]) -> Row:
        """So much for every item of a band."""
        values = np.array([weights.get(int(band), 0) for band in self.of_group], object)
        if largest(values) < SAFE // SCALE:
            values = values.astype(np.int64)
        return sparse(values[np.repeat(np.arange(len(values)), self._sizes)])

    def _column(self, name: str) -> Ints | None:
        if not self.band:
            return super()._column(name)
        ident, _, option = name.rpartition(".")
        number = self.band.get(ident, -1)
        if number < 0:
            return None
        klass = ident.rpartition(":")[0]
        own = super()._column(f"{klass}.{option}")
        if own is None:
            return None
        group = np.repeat(np.arange(len(self._items)), self._sizes)
        kept: Ints = own[self.of_group[group[own]] == number]
        return kept
