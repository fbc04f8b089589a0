"""How many of so many: the binomial distribution, drawn from a seed's numbers.

The table of a distribution is made of sums, products and quotients alone, which come out the same
on every machine; a number from the stream then picks a row of it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate

from attrs import frozen

from canje.draw.stream import Stream

WHOLE = 2**64
_NOTHING = 2.0**-80
"""Of the likeliest count: what is less likely than this is never drawn."""


@frozen
class Table:
    """`below[i]`: of `WHOLE` numbers, those that give a count up to `first` + i."""

    first: int
    below: tuple[int, ...]

    def draw(self, source: Stream) -> int:
        return self.first + bisect_right(self.below, source.below(WHOLE))


@lru_cache(maxsize=4096)
def binomial(trials: int, chance: Fraction) -> Table:
    """How many of so many trials succeed, each with the same chance and by itself.

    From the likeliest count outwards, each weight follows from the one beside it.
    """
    if chance in (0, 1) or not trials:
        return Table(trials if chance == 1 else 0, (WHOLE,))
    odds = float(chance / (1 - chance))
    likeliest = int((trials + 1) * chance)
    up, down = [1.0], [1.0]
    for count in range(likeliest, trials):
        up.append(up[-1] * odds * (trials - count) / (count + 1))
        if up[-1] < _NOTHING:
            break
    for count in range(likeliest, 0, -1):
        down.append(down[-1] * count / (odds * (trials - count + 1)))
        if down[-1] < _NOTHING:
            break
    weights = [*down[:0:-1], *up]
    sums = list(accumulate(weights))
    below = tuple(min(WHOLE, int(each / sums[-1] * WHOLE)) for each in sums)
    return Table(likeliest - len(down) + 1, (*below[:-1], WHOLE))


def happens(source: Stream, chance: Fraction) -> bool:
    """Whether something with this chance happens; exact."""
    return source.below(chance.denominator) < chance.numerator


def split(source: Stream, count: int, shares: Sequence[Fraction]) -> list[int]:
    """So many, sorted by what befell each, in proportion to the shares; exact."""
    found = [0] * len(shares)
    if count:
        whole, parts = Fraction(sum(shares)), _parts(tuple(shares))
        edges = [each * parts / whole for each in accumulate(shares)]
        for _ in range(count):
            found[bisect_right(edges, source.below(parts))] += 1
    return found


@lru_cache(maxsize=64)
def _parts(shares: tuple[Fraction, ...]) -> int:
    """Into how many equal parts their sum can be cut so that each share is some of them."""
    whole = Fraction(sum(shares))
    return math.lcm(*[(share / whole).denominator for share in shares])
