"""Shares as whole tickets: exactly where they are ratios of moderate size, else rounded.

The shares of a lottery solve linear equations in whole numbers. They are solved exactly by p-adic
lifting (Dixon, Numer. Math. 40, 1982), and taken where all denominators have a common multiple
below 2**53; what is larger nobody would put in an urn, and is rounded to `ROUND` tickets.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt, lcm

import numpy as np

from canje.clear.classes import Ints
from canje.clear.solver import Floats

ROUND = 10**15
"""Tickets where shares have to be rounded."""

MOST = 2**53

_PRIME = 67_108_859
"""The largest prime below 2**26: products of two residues, a hundred thousand of them summed, fit
in 64 bits."""
_LIFTS = 40
_LARGEST = 400


def exact(columns: Sequence[Ints], sums: Sequence[Fraction]) -> list[Fraction] | None:
    """Shares x of one in sum with, for each row, sum of x times the columns' entries = the row's
    sum, where the rows determine them and they are of moderate size; else None.
    """
    count = len(columns)
    if count > _LARGEST:
        return None
    matrix = np.array([[1, *column.tolist()] for column in columns], np.int64).T
    rows = _independent(matrix)
    if len(rows) < count:
        return None
    wanted = [Fraction(1), *sums]
    square = matrix[rows]
    scale = lcm(*(wanted[row].denominator for row in rows))
    if scale >= 2**62:
        return None
    right = [int(wanted[row] * scale) for row in rows]
    found = _solve(square, right)
    if found is None:
        return None
    return [each / scale for each in found]


def _independent(matrix: Ints) -> list[int]:
    """Rows of the matrix that determine all columns, the first ones that do (mod the prime)."""
    left = matrix.T % _PRIME  # columns as rows; its pivots are rows of the matrix
    pivots: list[int] = []
    top = 0
    for row in range(left.shape[1]):
        if top == left.shape[0]:
            break
        some = np.flatnonzero(left[top:, row])
        if not len(some):
            continue
        at = top + int(some[0])
        left[[top, at]] = left[[at, top]]
        left[top] = left[top] * pow(int(left[top, row]), -1, _PRIME) % _PRIME
        below = left[top + 1 :, row].copy()
        left[top + 1 :] = (left[top + 1 :] - below[:, None] * left[top]) % _PRIME
        pivots.append(row)
        top += 1
    return pivots


def _inverse(matrix: Ints) -> Ints:
    count = len(matrix)
    both = np.concatenate([matrix % _PRIME, np.eye(count, dtype=np.int64)], axis=1)
    for row in range(count):
        at = row + int(np.flatnonzero(both[row:, row])[0])
        both[[row, at]] = both[[at, row]]
        both[row] = both[row] * pow(int(both[row, row]), -1, _PRIME) % _PRIME
        others = both[:, row].copy()
        others[row] = 0
        both = (both - others[:, None] * both[row]) % _PRIME
    inverse: Ints = both[:, count:]
    return inverse


def _solve(matrix: Ints, right: Sequence[int]) -> list[Fraction] | None:
    """The solution in ratios, by lifting it modulo ever higher powers of the prime."""
    inverse = _inverse(matrix)
    rest = np.array(right, dtype=object)
    whole = np.zeros(len(right), dtype=object)
    power = 1
    for _ in range(_LIFTS):
        digit = inverse @ np.array([int(each) % _PRIME for each in rest], np.int64) % _PRIME
        whole = whole + digit.astype(object) * power
        rest = (rest - (matrix @ digit).astype(object)) // _PRIME
        power *= _PRIME
    limit = isqrt(power // 2)
    found = []
    for each in whole.tolist():
        ratio = _ratio(each, power, limit)
        if ratio is None:
            return None
        found.append(ratio)
    return found


def _ratio(residue: int, modulus: int, limit: int) -> Fraction | None:
    """The ratio of small numbers that a residue stands for (Wang's reconstruction)."""
    above, below, high, low = modulus, residue % modulus, 0, 1
    while below > limit:
        part = above // below
        above, below = below, above - part * below
        high, low = low, high - part * low
    if low == 0 or abs(low) > limit:
        return None
    return Fraction(below, low) if low > 0 else Fraction(-below, -low)


def tickets(shares: Sequence[Fraction]) -> list[int] | None:
    """Shares as whole tickets, exactly where the urn is no larger than `MOST`; None where they are
    no shares.
    """
    if any(each < 0 for each in shares) or sum(shares) != 1:
        return None
    total = lcm(*(each.denominator for each in shares))
    return [int(each * total) for each in shares] if total <= MOST else _rounded(shares)


def rounded(shares: Floats) -> list[int]:
    """Shares that are known roughly as tickets of an urn of `ROUND`."""
    known = [Fraction(each) for each in np.maximum(shares, 0.0).tolist()]
    total = sum(known)
    return _rounded([each / total for each in known])


def _rounded(shares: Sequence[Fraction]) -> list[int]:
    """By largest remainders; among equals the first first."""
    exactly = [each * ROUND for each in shares]
    whole = [int(each) for each in exactly]
    order = sorted(range(len(whole)), key=lambda place: (whole[place] - exactly[place], place))
    for place in order[: ROUND - sum(whole)]:
        whole[place] += 1
    return whole
