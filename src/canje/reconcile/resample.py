"""Tables that a fitted model could have brought about: Poisson counts drawn from given numbers.

The table of a distribution is made of products and quotients alone, outwards from its likeliest
count; a number from the source then picks a row of it. Means are rounded to a thousandth of a
person first, so that the last digits of a solver change nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

import numpy as np
from attrs import frozen

from canje.reconcile.loglinear import Floats

WHOLE = 2**64
_NOTHING = 2.0**-80
"""Of the likeliest count: what is less likely than this is never drawn."""


class Source(Protocol):
    """Where chance comes from."""

    def below(self, count: int) -> int:
        """A whole number from 0 to count - 1, none likelier than another."""
        ...


@frozen
class Counts:
    """`below[i]`: of `WHOLE` numbers, those that give a count up to `first` + i."""

    first: int
    below: tuple[int, ...]

    def draw(self, source: Source) -> int:
        return self.first + bisect_right(self.below, source.below(WHOLE))


def poisson(mean: float) -> Counts:
    """The Poisson distribution of this mean, to a thousandth."""
    mean = round(mean, 3)
    likeliest = int(mean)
    up, down = [1.0], [1.0]
    while up[-1] >= _NOTHING and mean:
        up.append(up[-1] * mean / (likeliest + len(up)))
    for count in range(likeliest, 0, -1):
        down.append(down[-1] * count / mean)
        if down[-1] < _NOTHING:
            break
    weights = [*down[:0:-1], *up]
    sums = list(accumulate(weights))
    below = tuple(min(WHOLE, int(each / sums[-1] * WHOLE)) for each in sums)
    return Counts(likeliest - len(down) + 1, (*below[:-1], WHOLE))


def tables(source: Source, means: Floats, weights: Sequence[float], runs: int) -> Floats:
    """So many tables: for each a row of means is picked by weight, then a count for every cell."""
    shares = list(accumulate(weights))
    edges = [int(each / shares[-1] * WHOLE) for each in shares]
    known: dict[int, list[Counts]] = {}
    drawn = []
    for _ in range(runs):
        row = min(bisect_right(edges, source.below(WHOLE)), len(means) - 1)
        if row not in known:
            known[row] = [poisson(float(mean)) for mean in means[row]]
        drawn.append([each.draw(source) for each in known[row]])
    return np.array(drawn, float)
