"""Candidates by an inverted index: for lists that are too long to hold every word against all.

An entry is listed under what it says, two facts at a time: skeleton of the given name and birth
date, skeletons of given and family name, family name and place, and so on. Whoever stands together
under a key that few share is a candidate; a key that too many share is narrowed by a third fact.
A skeleton is a word's consonants in a few classes that scripts and spellings leave alone
(`bones.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.arrays import distinct
from canje.reconcile.bones import skeleton
from canje.reconcile.pool import EXTRA, FAMILY, FATHER, GIVEN, GRANDFATHER, Pool

Pairs = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]

MOST = 40
"""Entries under one key, at most."""


@frozen(eq=False)
class Mark:
    """One fact of each entry as a number, -1 where it says nothing; how telling it is alone."""

    name: str
    code: Keys
    family: str


def indexed(
    pool: Pool, most: int = MOST, touched: npt.NDArray[np.bool_] | None = None
) -> tuple[Pairs, Pairs]:
    """Pairs of entries that share two facts (three, where two are common) that few share.

    Where `touched` says which entries are new, only pairs with a new entry are looked for.
    """
    new = np.ones(len(pool), bool) if touched is None else touched
    found = [_pairs(pool, new, *shared, most) for shared in listed(pool, most)]
    left, right = np.divmod(distinct(np.concatenate([np.zeros(0, np.int64), *found])), len(pool))
    return left.astype(np.int32), right.astype(np.int32)


def listed(pool: Pool, most: int = MOST) -> Iterator[tuple[Keys, Keys, Keys]]:
    """The index, one combination of facts at a time: key, entry under it, how many are under it.

    Only keys that two entries or more share, and `most` at most; in order of keys.
    """
    marks = list(_marks(pool))
    common: dict[tuple[int, ...], npt.NDArray[np.bool_]] = {}
    for mark in marks:
        if mark.name in ("born", "id_number"):
            yield _few(mark.code, most)[0]
    for one, other in combinations(range(len(marks)), 2):
        if marks[one].family != marks[other].family:
            shared, common[one, other] = _few(_mixed(marks[one], marks[other]), most)
            yield shared
    for three in combinations(range(len(marks)), 3):
        twos = list(combinations(three, 2))
        if all(two in common for two in twos):
            rows = common[twos[0]] & common[twos[1]] & common[twos[2]]
            if rows.any():
                key = _hash(_hash(*(marks[each].code for each in three[:2])), marks[three[2]].code)
                yield _few(np.where(rows, key, -1), most)[0]


def _few(key: Keys, most: int) -> tuple[tuple[Keys, Keys, Keys], npt.NDArray[np.bool_]]:
    """Entries under keys that at most `most` share, and which entries' keys more do."""
    rows = np.flatnonzero(key >= 0)
    many = np.zeros(len(key), bool)
    key = key[rows]
    order = np.argsort(key, kind="stable")
    key, rows = key[order], rows[order]
    size = _sizes(key)
    many[rows[size > most]] = True
    few = (size <= most) & (size > 1)
    return (key[few], rows[few], size[few]), many


def _pairs(
    pool: Pool, new: npt.NDArray[np.bool_], key: Keys, rows: Keys, size: Keys, most: int
) -> Keys:
    """All pairs under the keys of an index."""
    found = []
    for step in range(1, most):
        key, rows, size = _still(key, rows, size, step)
        here = np.flatnonzero(key[step:] == key[:-step]) if step < len(key) else key[:0]
        if not len(here):
            break
        one, other = rows[here], rows[here + step]
        may = (pool.of[one] != pool.of[other]) | ~pool.clean[pool.of[one]]
        may &= new[one] | new[other]
        one, other = one[may], other[may]
        found.append(np.minimum(one, other) * len(pool) + np.maximum(one, other))
    return np.concatenate([np.zeros(0, np.int64), *found])


def _still(
    key: Keys, rows: npt.NDArray[np.intp], size: npt.NDArray[np.int64], step: int
) -> tuple[Keys, npt.NDArray[np.intp], npt.NDArray[np.int64]]:
    """Only the keys that still have entries so far apart."""
    keep = size > step
    return (key, rows, size) if keep.all() else (key[keep], rows[keep], size[keep])


def _sizes(key: Keys) -> npt.NDArray[np.int64]:
    """How many share each key; the keys are sorted."""
    if not len(key):
        return np.zeros(0, np.int64)
    edge = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    return np.repeat(np.diff(np.append(edge, len(key))), np.diff(np.append(edge, len(key))))


def _mixed(one: Mark, other: Mark) -> Keys:
    """Both facts as one number; two words of a name in either order."""
    first, second = one.code, other.code
    if one.family.startswith("word") and other.family.startswith("word"):
        first, second = np.minimum(first, second), np.maximum(first, second)
    key = _hash(first, second)
    return np.where((one.code >= 0) & (other.code >= 0), key, -1)


def _hash(one: Keys, other: Keys) -> Keys:
    """A number for two numbers; what collides is compared and found unlike."""
    mixed = one.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed = (mixed + other.astype(np.uint64)) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    return (mixed >> np.uint64(2)).astype(np.int64)


def _marks(pool: Pool) -> Iterator[Mark]:
    bones = [skeleton(word) for _, word in pool.words]
    number = {bone: place for place, bone in enumerate(sorted(set(bones)))}
    bone = np.array([number[each] for each in bones] + [-1], np.int64)
    for role, name in ((GIVEN, "given"), (FAMILY, "family"), (FATHER, "father")):
        place = pool.place[:, role]
        word = np.where(place >= 0, pool.chain[np.arange(len(pool)), np.maximum(place, 0)], -1)
        if (word >= 0).any():
            yield Mark(name, bone[word], f"word {name}")
    spare = np.where(np.isin(pool.roles, (EXTRA, GRANDFATHER)), pool.chain, -1).max(axis=1)
    if (spare >= 0).any():
        yield Mark("spare", bone[spare], "word spare")
    for reading in pool.born:
        whole, year = reading.whole, reading.year.astype(np.int64)
        day = reading.month.astype(np.int64) * 100 + reading.day
        yield Mark("born", np.where(whole > 0, whole, -1), "born")
        yield Mark("birthday", np.where(reading.day > 0, day, -1), "birthday")
        yield Mark("year", np.where(year > 0, year * 13 + reading.month, -1), "year")
    if pool.taken.whole.any():
        yield Mark("taken", np.where(pool.taken.whole > 0, pool.taken.whole, -1), "taken")
    for name, column in pool.facts.items():
        if name != "sex":
            yield Mark(name, np.where(column.codes > 0, column.codes, -1).astype(np.int64), name)
