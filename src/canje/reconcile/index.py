"""Candidates by an inverted index: for lists that are too long to hold every word against all.

An entry is listed under what it says, two facts at a time: two words of its name, whatever their
roles; a word and the day or year of birth, a place, the day of capture; day of birth and place, and
so on. Whoever stands together under a key that few share may be a candidate; where a key is shared
by too many, those under it are listed by a third fact. A word is listed by its bones, in each
reading (`bones.py`), a place too, so that scripts meet. What meets goes through a sieve
(`sieve.py`): most share too little, or contradict each other.

What is said is a number of 64 bits, and a key the sum of its facts' numbers: the same whatever
their order. What collides is compared and found unlike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.reconcile.arrays import distinct
from canje.reconcile.pool import Pool
from canje.reconcile.sieve import Sieve
from canje.reconcile.spoken import Spoken, spoken

Pairs = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]
Atoms = npt.NDArray[np.uint64]

MOST = 400
"""Entries under one key, at most."""

_AT_ONCE = 200_000


@frozen(eq=False)
class Mark:
    """One fact of each entry as a number, 0 where it says nothing. No key has two of one family."""

    kind: str
    family: str
    atom: Atoms


def indexed(
    pool: Pool, most: int = MOST, touched: npt.NDArray[np.bool_] | None = None
) -> tuple[Pairs, Pairs]:
    """Pairs of entries that share two facts (three, where two are common) that few share, and
    that what they say in all does not hold apart.

    Where `touched` says which entries are new, only pairs with a new entry are looked for.
    """
    words = spoken(pool)
    sieve = Sieve.of(pool, words)
    found = [np.zeros(0, np.int64)]
    for key, rows, size in _listed(pool, words, most):
        if touched is not None:
            key, rows, size = _with_new(key, rows, size, touched)
        for one, other in _together(_pairs(pool, key, rows, size)):
            if touched is not None:
                new = touched[one] | touched[other]
                one, other = one[new], other[new]
            keep = sieve(one, other) > 0
            found.append(one[keep].astype(np.int64) * len(pool) + other[keep])
    left, right = np.divmod(distinct(np.concatenate(found)), len(pool))
    return left.astype(np.int32), right.astype(np.int32)


def listed(pool: Pool, most: int = MOST) -> Iterator[tuple[Keys, Keys, Keys]]:
    """The index, some facts at a time: key, entry under it, how many are under it.

    Only keys that two entries or more share, and `most` at most; in order of keys.
    """
    return _listed(pool, spoken(pool), most)


def _listed(pool: Pool, words: Spoken, most: int) -> Iterator[tuple[Keys, Keys, Keys]]:
    marks = list(_marks(pool, words))
    for mark in marks:
        if mark.kind in ("born", "id_number"):
            yield _few([mark.atom], most)[0]
    common: dict[tuple[int, ...], npt.NDArray[np.bool_]] = {}
    for group in _grouped(marks, 2):
        shared, many = _few([_sum(marks, two) for two in group], most)
        yield shared
        common.update((two, each) for two, each in zip(group, many, strict=True) if each.any())
    for group in _grouped(marks, 3):
        sums = [_where_common(marks, three, common) for three in group]
        yield _few([each for each in sums if each is not None], most)[0]


def _grouped(marks: Sequence[Mark], size: int) -> list[list[tuple[int, ...]]]:
    """Marks of which each kind of key is made, those of one kind together."""
    found: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
    for some in combinations(range(len(marks)), size):
        if len({marks[each].family for each in some}) == size:
            found.setdefault(tuple(sorted(marks[each].kind for each in some)), []).append(some)
    return [found[kinds] for kinds in sorted(found)]


def _sum(marks: Sequence[Mark], some: Sequence[int]) -> Atoms:
    """The key of some facts, 0 where one of them is not said."""
    total = np.zeros(len(marks[0].atom), np.uint64)
    said = np.ones(len(total), bool)
    for each in some:
        total += marks[each].atom
        said &= marks[each].atom > 0
    return np.where(said, total, np.uint64(0))


def _where_common(
    marks: Sequence[Mark],
    three: Sequence[int],
    common: dict[tuple[int, ...], npt.NDArray[np.bool_]],
) -> Atoms | None:
    """Keys of three facts, for entries each two of whose facts too many share."""
    twos = list(combinations(three, 2))
    if not all(two in common for two in twos):
        return None
    rows = common[twos[0]] & common[twos[1]] & common[twos[2]]
    return np.where(rows, _sum(marks, three), np.uint64(0)) if rows.any() else None


def _few(
    sums: Sequence[Atoms], most: int
) -> tuple[tuple[Keys, Keys, Keys], list[npt.NDArray[np.bool_]]]:
    """Entries under keys that at most `most` share; of each array, which entries' keys more do."""
    rows = [np.flatnonzero(each) for each in sums]
    row = np.concatenate([np.zeros(0, np.int64), *rows])
    key = np.concatenate([each[some] for each, some in zip(sums, rows, strict=True)] or [row])
    key = (key.astype(np.uint64) >> np.uint64(1)).astype(np.int64)
    order = np.argsort(key, kind="stable")
    size = np.empty(len(key), np.int64)
    size[order] = _sizes(key[order])
    many = []
    start = 0
    for each, some in zip(sums, rows, strict=True):
        found = np.zeros(len(each), bool)
        found[some] = size[start : start + len(some)] > most
        start += len(some)
        many.append(found)
    order = order[(size[order] <= most) & (size[order] > 1)]
    return (key[order], row[order], size[order]), many


def _sizes(key: Keys) -> Keys:
    """How many share each key; the keys are sorted."""
    if not len(key):
        return np.zeros(0, np.int64)
    edge = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    counts = np.diff(np.append(edge, len(key)))
    return np.repeat(counts, counts)


def _with_new(
    key: Keys, rows: Keys, size: Keys, new: npt.NDArray[np.bool_]
) -> tuple[Keys, Keys, Keys]:
    """Only the keys that a new entry is under."""
    if not len(key):
        return key, rows, size
    edge = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    keep = np.repeat(np.logical_or.reduceat(new[rows], edge), size[edge])
    return key[keep], rows[keep], size[keep]


def _pairs(pool: Pool, key: Keys, rows: Keys, size: Keys) -> Iterator[tuple[Keys, Keys]]:
    """All pairs under the keys of an index that may be one person, some at a time."""
    for step in range(1, int(size.max(initial=0))):
        keep = size > step
        if not keep.all():
            key, rows, size = key[keep], rows[keep], size[keep]
        here = np.flatnonzero(key[step:] == key[:-step])
        one, other = rows[here], rows[here + step]
        may = (pool.of[one] != pool.of[other]) | ~pool.clean[pool.of[one]]
        may &= one != other
        one, other = one[may], other[may]
        yield np.minimum(one, other), np.maximum(one, other)


def _together(some: Iterable[tuple[Keys, Keys]]) -> Iterator[tuple[Keys, Keys]]:
    """The same pairs, many at a time."""
    held: list[tuple[Keys, Keys]] = []
    count = 0
    for pairs in some:
        held.append(pairs)
        count += len(pairs[0])
        if count >= _AT_ONCE:
            yield np.concatenate([one for one, _ in held]), np.concatenate([two for _, two in held])
            held, count = [], 0
    if held:
        yield np.concatenate([one for one, _ in held]), np.concatenate([two for _, two in held])


def _marks(pool: Pool, words: Spoken) -> Iterator[Mark]:
    """What entries say; what a name says twice once, so that no key has an entry twice."""
    before: list[Atoms] = []
    for place in range(pool.chain.shape[1]):
        said = [_atom(each[pool.chain[:, place]], 0) for each in (words.weak, words.strong)]
        for atom in said:
            for other in before:
                atom[atom == other] = 0
        before += said
        yield from (Mark("word", f"word {place}", atom) for atom in said if atom.any())
    for reading in pool.born:
        year, month = reading.year.astype(np.int64), reading.month.astype(np.int64)
        yield Mark("born", "born", _atom(reading.whole, 1))
        yield Mark(
            "birthday", "born", _atom(np.where(reading.day > 0, month * 100 + reading.day, 0), 2)
        )
        yield Mark("month", "born", _atom(np.where(month > 0, year * 100 + month, 0), 3))
        yield Mark("year", "born", _atom(year, 4))
    yield Mark("taken", "taken", _atom(pool.taken.whole, 5))
    for number, (name, codes) in enumerate(words.facts.items()):
        if name != "sex":
            yield Mark(name, name, _atom(codes, 6 + number))


def _atom(code: npt.NDArray[np.integer], kind: int) -> Atoms:
    """A number for a number of some kind, mixed so that sums tell sets apart; 0 stays 0."""
    mixed = code.astype(np.uint64) + np.uint64(kind << 48)
    for shift, by in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(by)
    return np.where(code > 0, mixed | np.uint64(1 << 20), np.uint64(0))
