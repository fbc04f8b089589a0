"""What two entries say about one fact: levels, from agreement to contradiction; 0 says nothing.

Blank on either side is no evidence, ever: lists leave out what they do not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from canje.base.people import Column
from canje.reconcile.likeness import CLASS, SLIP, Likeness
from canje.reconcile.pool import CHOICES, Codes, Dates, Pool, Small

Pairs = npt.NDArray[np.int32]
Bits = npt.NDArray[np.float32]

BORN = (
    "missing",
    "same day",
    "day and month swapped",
    "one digit",
    "same as far as known",
    "a year apart",
    "two digits",
    "apart",
)
TAKEN = ("missing", "same day", "within days", "within weeks", "same as far as known", "apart")
TEXT = ("missing", "same", "close", "part", "apart")
CHOICE = ("missing", "same", "apart")


@frozen(eq=False)
class Fact:
    """A fact that is compared: its name, its levels' names, and what makes the levels.

    `rare[code]` are the bits that agreeing on a value is worth more than on any, by its code.
    """

    name: str
    levels: tuple[str, ...]
    compare: Callable[[Pairs, Pairs], Small]
    rare: Bits | None = None
    personal: bool = True


def facts(pool: Pool, like: Likeness) -> tuple[Fact, ...]:
    """The facts that a pool can compare. What kin share is not personal."""
    found: list[Fact] = []
    if any(reading.last.any() for reading in pool.born):
        found.append(Fact("born", BORN, lambda left, right: born(pool.born, left, right)))
    if pool.taken.year.any():
        found.append(Fact("taken", TAKEN, lambda left, right: taken(pool.taken, left, right)))
    for name, column in pool.facts.items():
        found.append(_fact(pool, like, name, column))
    return tuple(found)


def _fact(pool: Pool, like: Likeness, name: str, column: Column) -> Fact:
    if name in CHOICES:
        rare = None if name == "sex" else _rarity(np.bincount(column.codes), column.codes)
        return Fact(
            name, CHOICE, lambda left, right: choice(column, left, right), rare, name == "sex"
        )
    words = pool.fact_words[name]
    weight = np.bincount(
        words[column.codes][:, 0][words[column.codes][:, 0] >= 0], minlength=len(pool.words)
    )
    shared = like.classes(weight.astype(np.float64))
    counts = np.where(words[:, 0] >= 0, shared[words[:, 0]], np.bincount(column.codes))
    return Fact(
        name,
        TEXT,
        lambda left, right: text(column, words, like, left, right),
        _rarity(counts, column.codes),
        name != "place",
    )


def _rarity(counts: npt.NDArray[Any], codes: npt.NDArray[np.int32]) -> Bits:
    """Bits that agreeing on each value is worth more than on any; a blank has none."""
    total = float((codes > 0).sum())
    share = np.maximum(counts, 1) / (total + 20)
    average = float(share[codes[codes > 0]].mean()) if total else 1.0
    bits: Bits = np.clip(np.log2(average) - np.log2(share), -5, 9).astype(np.float32)
    bits[0] = 0
    return bits


def born(readings: Sequence[Dates], left: Pairs, right: Pairs) -> Small:
    """Levels of birth dates; of several readings the one that agrees best."""
    best = np.full(len(left), 99, np.int64)
    for one in readings:
        for other in readings:
            level = _born(one, left, other, right)
            level = np.where(level == 0, 99, level)
            best = np.minimum(best, level)
    return np.where(best == 99, 0, best).astype(np.int8)


def _born(one: Dates, left: Pairs, other: Dates, right: Pairs) -> npt.NDArray[np.int64]:
    year, years = one.year[left], other.year[right]
    month, months = one.month[left], other.month[right]
    day, days = one.day[left], other.day[right]
    known = (one.last[left] > 0) & (other.last[right] > 0)
    whole = (day > 0) & (days > 0)
    gap = np.maximum(one.first[left] - other.last[right], other.first[right] - one.last[left])
    wrong = digits_apart(_digits(year, month, day), _digits(years, months, days))
    partial = np.where(
        gap <= 0,
        np.where((month > 0) & (months > 0) & (month != months), 7, 4),
        np.where(gap == 1, 5, 7),
    )
    swapped = (year == years) & (day == months) & (days == month)
    full = np.select(
        [wrong == 0, swapped, wrong == 1, np.abs(year - years) == 1, wrong == 2],
        [1, 2, 3, 5, 6],
        7,
    )
    full = np.where((full == 5) & ~((month == months) & (day == days)), 7, full)
    full = np.where((full == 7) & (wrong == 2), 6, full)
    return np.where(known, np.where(whole, full, partial), 0)


def _digits(*date: npt.NDArray[np.int16]) -> npt.NDArray[np.int64]:
    year, month, day = date
    return year.astype(np.int64) * 10_000 + month * 100 + day


def digits_apart(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Digits in which two dates differ, place by place; neighbours turned count one."""
    apart = np.zeros(len(one), np.int64)
    before = np.zeros(len(one), bool)
    last_one = last_other = np.zeros(len(one), np.int64)
    for place in range(8):
        digit, digits = one // 10**place % 10, other // 10**place % 10
        differ = digit != digits
        turned = differ & before & (digit == last_other) & (digits == last_one)
        apart += differ & ~turned
        before = differ & ~turned
        last_one, last_other = digit, digits
    return apart


def taken(of: Dates, left: Pairs, right: Pairs) -> Small:
    """Levels of dates of capture: reports of one night differ by days, of one battle by weeks."""
    year, years = of.year[left], of.year[right]
    month, months = of.month[left], of.month[right]
    known = (year > 0) & (years > 0)
    whole = (of.day[left] > 0) & (of.day[right] > 0)
    days = np.abs(_day(of, left) - _day(of, right))
    partial = (year == years) & ((month == months) | (month == 0) | (months == 0))
    full = np.select([days == 0, days <= 3, days <= 31], [1, 2, 3], 5)
    return np.where(known, np.where(whole, full, np.where(partial, 4, 5)), 0).astype(np.int8)


def _day(of: Dates, rows: Pairs) -> npt.NDArray[np.int64]:
    """Days since a far day, months taken as equally long: good to a day or two."""
    year, month = of.year[rows].astype(np.int64), of.month[rows].astype(np.int64)
    return (year * 3653 // 10 + (month - 1) * 3044 // 100 + of.day[rows]).astype(np.int64)


def choice(column: Column, left: Pairs, right: Pairs) -> Small:
    """The same, or not."""
    one, other = column.codes[left], column.codes[right]
    known = (one > 0) & (other > 0)
    return np.where(known, np.where(one == other, 1, 2), 0).astype(np.int8)


def text(column: Column, words: Codes, like: Likeness, left: Pairs, right: Pairs) -> Small:
    """The same, in any script; a slip apart; one part in common (a word, how it begins); apart."""
    one, other = column.codes[left], column.codes[right]
    size = len(column.values)
    key = np.minimum(one, other).astype(np.int64) * size + np.maximum(one, other)
    distinct, back = np.unique(key, return_inverse=True)
    row, col = np.divmod(distinct, size)
    level = np.full(len(distinct), 4, np.int8)
    rest = np.flatnonzero((row != col) & (row > 0))
    level[rest] = _texts(column.values, words, like, row[rest], col[rest])
    level[row == col] = 1
    level[row == 0] = 0
    return level[back.ravel()]


def _texts(
    values: Sequence[str],
    words: Codes,
    like: Likeness,
    row: npt.NDArray[np.int64],
    col: npt.NDArray[np.int64],
) -> Small:
    if not len(row):
        return np.zeros(0, np.int8)
    table = like.look(words[row][:, :, None], words[col][:, None, :])
    there = (words[row] >= 0)[:, :, None] & (words[col] >= 0)[:, None, :]
    best = np.where(there, table, 0)
    answered = np.where((words[row] >= 0), best.max(axis=2), 255).min(axis=1)
    back = np.where((words[col] >= 0), best.max(axis=1), 255).min(axis=1)
    whole = np.maximum(answered, back)  # all words of the one stand in the other
    some = best.max(axis=(1, 2))
    folded = {each: values[each].casefold() for each in np.unique(np.append(row, col)).tolist()}
    one = [folded[each] for each in row.tolist()]
    other = [folded[each] for each in col.tolist()]
    score = process.cpdist(one, other, scorer=JaroWinkler.similarity, workers=-1)
    edits = process.cpdist(one, other, scorer=OSA.distance, dtype=np.int32, workers=-1)
    shorter = np.minimum([len(each) for each in one], [len(each) for each in other])
    slip = (edits == 1) & (shorter >= 4) | (edits == 2) & (shorter >= 8)
    both = np.minimum(answered, back)
    return np.select(
        [
            both >= CLASS,
            slip | (both >= SLIP),
            (whole >= CLASS) | (some >= CLASS) | (score >= 0.85),
        ],
        [1, 2, 3],
        4,
    ).astype(np.int8)
