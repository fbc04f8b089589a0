"""All entries that are to be linked, in one order and as numbers.

The order is that of what the entries say, not of their lines: which line stood first decides
nothing. Names become chains of words with the role that each is read in; dates become numbers, 0
where a part is not known. Nothing is changed in the lists themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from canje.base.people import Column
from canje.intake.lists import List
from canje.reconcile.roles import roles as roles_of
from canje.reconcile.spelling import Word
from canje.reconcile.tokens import tokens

Codes = npt.NDArray[np.int32]
Small = npt.NDArray[np.int8]
Ints = npt.NDArray[np.int64]

WORDS_MOST = 6
"""Words of a name that are compared; those with a role are kept first."""

VALUE_WORDS_MOST = 3
"""Words of a place that are compared."""

EXTRA, GIVEN, FATHER, GRANDFATHER, FAMILY = range(5)
ROLES = ("extra", "given", "father", "grandfather", "family")

PARTS: Mapping[str, int] = MappingProxyType(
    {
        "given": GIVEN,
        "father": FATHER,
        "patronymic": FATHER,
        "grandfather": GRANDFATHER,
        "family": FAMILY,
        "family2": EXTRA,
    }
)
"""Columns that hold parts of a name, and the role of their first word."""

KEPT = ("sex", "nationality", "place", "taken_place", "id_number")
"""Facts that are compared wherever two lists give them."""

CHOICES = ("sex", "nationality")
"""Facts whose values are codes, the same or not."""

_DIGITS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@frozen(eq=False)
class Dates:
    """A date of each entry: year, month and day, 0 where not known, and the years it may be."""

    year: npt.NDArray[np.int16]
    month: npt.NDArray[np.int16]
    day: npt.NDArray[np.int16]
    first: npt.NDArray[np.int16]
    last: npt.NDArray[np.int16]

    @property
    def whole(self) -> npt.NDArray[np.int64]:
        """The date as one number, YYYYMMDD, or 0 where it is not known to the day."""
        number = self.year.astype(np.int64) * 10_000 + self.month * 100 + self.day
        return np.where((self.year > 0) & (self.month > 0) & (self.day > 0), number, 0)


def _readonly(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(facts))


@frozen(eq=False)
class Pool:
    """Entries of several lists. `chain[e]` are the words of entry e's name, -1 where it has none.

    `place[e, role]` is where in its chain entry e has that role. `fact_words[fact]` are the words
    of each value of a fact, as numbers of `words`, -1 for no more.
    """

    ids: tuple[str, ...]
    lists: tuple[str, ...]
    clean: npt.NDArray[np.bool_]
    of: npt.NDArray[np.int16]
    words: tuple[Word, ...]
    chain: Codes
    roles: Small
    place: Small
    born: tuple[Dates, ...]
    taken: Dates
    facts: Mapping[str, Column] = field(converter=_readonly)
    fact_words: Mapping[str, Codes] = field(converter=_readonly)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def number(self) -> dict[str, int]:
        return {entry: number for number, entry in enumerate(self.ids)}


def pool(lists: Sequence[List], further: Sequence[str] = ()) -> Pool:
    """Bring lists together; `further` names columns to compare besides those always compared."""
    lists = sorted(lists, key=lambda each: each.id)
    if not lists:
        raise ValueError("nothing to link")
    ids: list[str] = []
    parts: dict[str, list[Column]] = {}
    of = np.concatenate([np.full(len(each), number) for number, each in enumerate(lists)])
    wanted = [*PARTS, "name", "aka", "born", "born_either", "age", "taken", *KEPT, *further]
    for each in lists:
        ids += each.entries.ids
        for name in wanted:
            parts.setdefault(name, []).append(each.entries.compared(name))
    columns = {name: joined(each) for name, each in parts.items()}
    places = np.argsort(np.array(ids, dtype=object), kind="stable")
    keys: list[npt.NDArray[np.integer[Any]]] = [np.argsort(places)]
    keys += [columns[name].codes for name in reversed(wanted)]
    keys.append(of)
    order = np.lexsort(keys)
    columns = {name: column.take(order) for name, column in columns.items()}
    of = of[order].astype(np.int16)
    facts = {name: columns[name] for name in (*KEPT, *further) if columns[name].codes.any()}
    number: dict[Word, int] = {}
    chain, roles = _chains(columns, number)
    written = {name: _value_words(facts[name], number) for name in facts if name not in CHOICES}
    words = tuple(sorted(number))
    renumber = np.full(len(words) + 1, -1, np.int32)
    renumber[[number[word] for word in words]] = np.arange(len(words), dtype=np.int32)
    chain = renumber[chain]
    place = np.full((len(ids), len(ROLES)), -1, np.int8)
    for position in reversed(range(chain.shape[1])):
        here = np.flatnonzero(chain[:, position] >= 0)
        place[here, roles[here, position]] = position
    day = np.array([each.date.year if each.date else 0 for each in lists], np.int16)[of]
    return Pool(
        tuple(ids[row] for row in order.tolist()),
        tuple(each.id for each in lists),
        np.array([each.one_each for each in lists]),
        of,
        words,
        chain,
        roles,
        place,
        _born(columns, day),
        dates(columns["taken"]),
        facts,
        {name: renumber[codes] for name, codes in written.items()},
    )


def joined(columns: Sequence[Column]) -> Column:
    """One column after the other, as one; a blank has the code 0."""
    values = tuple(sorted({"", *(value for column in columns for value in column.values)}))
    code = {value: number for number, value in enumerate(values)}
    codes = [
        np.array([code[value] for value in column.values], np.int32)[column.codes]
        for column in columns
    ]
    return Column(values, np.concatenate(codes))


def dates(column: Column, either: int = 0) -> Dates:
    """The dates of a column of ISO dates; of several readings the one that is asked for."""
    read = np.zeros((len(column.values), 3), np.int16)
    for row, text in enumerate(column.values):
        readings = text.split("|")
        found = _DIGITS.match(readings[min(either, len(readings) - 1)])
        if found:
            read[row] = [int(part or 0) for part in found.groups()]
    year, month, day = read[column.codes].T
    return Dates(year, month, day, year, year)


def _born(columns: Mapping[str, Column], list_year: npt.NDArray[np.int16]) -> tuple[Dates, ...]:
    """When each was born, in up to two readings; an age leaves the choice of two years."""
    first = dates(columns["born"])
    ages = np.array([_age(text) for text in columns["age"].values], np.int16)[columns["age"].codes]
    aged = (first.year == 0) & (ages > 0) & (list_year > 0)
    from_age = Dates(
        first.year,
        first.month,
        first.day,
        np.where(aged, list_year - ages - 1, first.year).astype(np.int16),
        np.where(aged, list_year - ages, first.year).astype(np.int16),
    )
    either = columns["born_either"]
    if not either.codes.any():
        return (from_age,)
    given = [dates(either, reading) for reading in (0, 1)]
    has = given[0].year > 0
    readings = []
    for reading in given:
        merged = [
            np.where(has, there, here).astype(np.int16)
            for there, here in zip(_parts(reading), _parts(from_age), strict=True)
        ]
        readings.append(Dates(*merged))
    return tuple(readings)


def _parts(of: Dates) -> tuple[npt.NDArray[np.int16], ...]:
    return of.year, of.month, of.day, of.first, of.last


def _age(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _spelled(text: str) -> list[Word]:
    return [(word.script, word.core) for word in tokens(text) if word.core]


def _read(text: str) -> list[tuple[Word, int]]:
    """The words of a whole name with their roles; unnamed ones between are forebears in order."""
    words = tokens(text)
    found: list[tuple[Word, int]] = []
    used: set[int] = set()
    for word, role in zip(words, roles_of(words), strict=True):
        number = _AS.get(role, EXTRA)
        if role in ("middle", "forebear"):
            number = next((each for each in (FATHER, GRANDFATHER) if each not in used), EXTRA)
        number = EXTRA if number in used else number
        used.add(number)
        if word.core:
            found.append(((word.script, word.core), number))
    return found


_AS = {"given": GIVEN, "father": FATHER, "grandfather": GRANDFATHER, "family": FAMILY}


def _chains(columns: Mapping[str, Column], number: dict[Word, int]) -> tuple[Codes, Small]:
    """Each entry's words as numbers, with their roles; new words get the next numbers.

    Where a list gives parts, they have their roles; words of the name besides are extra.
    """
    names = [*PARTS, "name", "aka"]
    codes = np.stack([columns[name].codes for name in names], axis=1)
    rows, back = np.unique(codes, axis=0, return_inverse=True)
    back = back.ravel()
    whole = names.index("name")
    alone = (rows[:, :whole] == 0).all(axis=1)
    # Numbers, not words, are kept for each value: a million small objects would slow everything.
    split: dict[str, dict[int, tuple[int, ...]]] = {}
    for at, name in enumerate(names):
        need = rows[~alone, at] if at <= whole else rows[:, at]
        values = columns[name].values
        split[name] = {
            code: tuple(number.setdefault(word, len(number)) for word in _spelled(values[code]))
            for code in np.unique(need).tolist()
        }
    written = columns["name"].values
    chain = np.full((len(rows), WORDS_MOST), -1, np.int32)
    roles = np.zeros((len(rows), WORDS_MOST), np.int8)
    for row, cells in enumerate(rows.tolist()):
        if alone[row]:
            found = [
                (number.setdefault(word, len(number)), role)
                for word, role in _read(written[cells[whole]])
            ]
            also: Sequence[int] = split["aka"][cells[whole + 1]]
        else:
            parts = {name: split[name][cell] for name, cell in zip(names, cells, strict=True)}
            found = _parts_of(parts)
            also = [*parts["name"], *parts["aka"]]
        if also:
            have = {word for word, _ in found}
            found += [(word, EXTRA) for word in dict.fromkeys(also) if word not in have]
        if len(found) > WORDS_MOST:
            found = sorted(found, key=lambda each: each[1] == EXTRA)[:WORDS_MOST]
        for place, (word, role) in enumerate(found):
            chain[row, place] = word
            roles[row, place] = role
    return chain[back], roles[back]


def _value_words(column: Column, number: dict[Word, int]) -> Codes:
    """The words of each value of a fact; new words get the next numbers."""
    found = np.full((len(column.values), VALUE_WORDS_MOST), -1, np.int32)
    for row, value in enumerate(column.values):
        for place, word in enumerate(_spelled(value)[:VALUE_WORDS_MOST]):
            found[row, place] = number.setdefault(word, len(number))
    return found


def _parts_of(parts: Mapping[str, Sequence[int]]) -> list[tuple[int, int]]:
    """The words of the parts, in the order of the parts; each part's first word has its role."""
    found: list[tuple[int, int]] = []
    used: set[int] = set()
    for name, role in PARTS.items():
        for place, word in enumerate(parts[name]):
            found.append((word, EXTRA if place or role in used else role))
        if parts[name]:
            used.add(role)
    return found
