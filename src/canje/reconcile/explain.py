"""Why two entries are, or are not, proposed as one person: each comparison with its bits, in words.

The bits of the comparisons, of rarity and of how common one person is add up to the log odds that
the model has before entries compete; so what a reader sees is all that there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from attrs import frozen

from canje.reconcile.chains import (
    AGREE,
    APART,
    CROSSED,
    FAINT,
    LIKELY,
    MISSING,
    MORE,
    NAME_FIELDS,
    NEAR,
    ONE,
    PERHAPS,
    TURNED,
)
from canje.reconcile.facts import BORN, CHOICE, TAKEN, TEXT
from canje.reconcile.link import Linked
from canje.reconcile.model import block_of, worth
from canje.reconcile.pool import ROLES, Pool

_SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "given": "given name",
        "father": "father's name",
        "grandfather": "grandfather's name",
        "family": "family name",
        "born": "birth date",
        "taken": "date of capture",
        "taken_place": "place of capture",
        "id_number": "number of the identity card",
    }
)

_NAMES: Mapping[int, str] = MappingProxyType(
    {
        APART: "{subject} another one",
        PERHAPS: "{subject} perhaps the same",
        NEAR: "{subject} a slip apart",
        LIKELY: "{subject} likely the same{scripts}",
        AGREE: "{subject} the same{scripts}",
        CROSSED: "{subject} stands elsewhere in the other name, which has another one here",
    }
)

_ACROSS: Mapping[int, str] = MappingProxyType(
    {
        FAINT: "another word of the names a slip apart",
        ONE: "one word stands at another place of the name",
        MORE: "several words stand at other places of the name",
        TURNED: "the same words, family name and given name turned around",
    }
)

_BORN: Mapping[str, str] = MappingProxyType(
    {
        "same day": "birth date the same",
        "day and month swapped": "birth day and month swapped",
        "one digit": "birth date one digit apart",
        "same as far as known": "birth date the same as far as it is known",
        "a year apart": "birth year one apart",
        "two digits": "birth date two digits apart",
        "apart": "birth date another one",
    }
)

_TAKEN: Mapping[str, str] = MappingProxyType(
    {
        "same day": "taken on the same day",
        "within days": "taken within three days",
        "within weeks": "taken within a month",
        "same as far as known": "taken in the same month or year, as far as it is known",
        "apart": "taken at another time",
    }
)

_TEXT: Mapping[str, str] = MappingProxyType(
    {
        "same": "{subject} the same",
        "close": "{subject} a slip apart",
        "part": "{subject} in part the same",
        "apart": "{subject} another one",
    }
)


@frozen
class Said:
    """One comparison: the field, its level, the bits for (or against) one person, the words."""

    field: str
    level: str
    bits: float
    words: str


@frozen
class Explained:
    """All that speaks for and against two entries being one person.

    `bits` is the sum of the comparisons and of `rarity`; `prior` what one person among all
    pairs is worth before anything is compared; `kin` what kinship would explain as well,
    and is taken off: `bits + prior - kin` are the log odds before entries compete.
    """

    left: str
    right: str
    said: tuple[Said, ...]
    rarity: float
    prior: float
    kin: float
    bits: float
    probability: float | None

    @property
    def words(self) -> str:
        """In one line, what weighs most first; what is missing last."""
        return in_words(self.said)


def in_words(said: Sequence[Said]) -> str:
    """In one line, what weighs most first; what is missing last."""
    found = sorted(said, key=lambda each: (each.level == "missing", -abs(each.bits)))
    return "; ".join(each.words for each in found)


def reasons(linked: Linked, rows: Sequence[int]) -> list[str]:
    """What `Explained.words` says of many compared pairs, by their rows, at once."""
    left, right = linked.left[rows], linked.right[rows]
    levels = linked.comparer.compare(left, right).levels.tolist()
    return [
        in_words(_said(linked, one, other, found))
        for one, other, found in zip(left.tolist(), right.tolist(), levels, strict=True)
    ]


def explain(linked: Linked, left: str, right: str) -> Explained:
    """Say why. The order of the two entries changes nothing but which is called left."""
    number = linked.pool.number
    one, other = sorted((number[left], number[right]))
    first, second = np.array([one], np.int32), np.array([other], np.int32)
    pairs = linked.comparer.compare(first, second)
    weights = linked.weights
    levels = pairs.levels[0].tolist()
    said = _said(linked, one, other, levels)
    total, _ = weights.bits(pairs)
    blocks = block_of(linked.pool, first, second)
    key = linked.left.astype(np.int64) * len(linked.pool) + linked.right
    at = int(np.searchsorted(key, one * len(linked.pool) + other))
    met = at < len(key) and key[at] == one * len(linked.pool) + other
    return Explained(
        left,
        right,
        said,
        float(pairs.rare[0]) * weights.scale,
        float(np.log2(max(weights.rate.get(int(blocks[0]), 1e-12), 1e-12))),
        float(np.log2(1 + weights.kin_odds(pairs, blocks)[0])),
        float(total[0]),
        float(linked.probability[at]) if met else None,
    )


def _said(linked: Linked, one: int, other: int, levels: list[int]) -> tuple[Said, ...]:
    """Each comparison of two entries, by number."""
    weights = linked.weights
    said = list(_names(linked, one, other, levels))
    for at, fact in enumerate(linked.comparer.facts, len(NAME_FIELDS)):
        bits = float(worth(weights.m[at], weights.u[at])[levels[at]] * weights.scale)
        name = fact.levels[levels[at]]
        words = _fact_words(linked.pool, fact.name, fact.levels, name, one, other)
        if words:
            said.append(Said(fact.name, name, bits, words))
    return tuple(said)


def _names(linked: Linked, one: int, other: int, levels: list[int]) -> Iterator[Said]:
    weights, entries = linked.weights, linked.pool
    names = ("missing", "apart", "perhaps", "near", "likely", "same", "crossed")
    for at, role in enumerate(NAME_FIELDS[:-1]):
        level = levels[at]
        bits = float(worth(weights.m[at], weights.u[at])[level] * weights.scale)
        subject = _SUBJECTS[role]
        if level != MISSING:
            words = _NAMES[level].format(
                subject=subject, scripts=_scripts(entries, role, one, other)
            )
            yield Said(role, names[level], bits, words)
        elif _has(entries, role, one) != _has(entries, role, other):
            yield Said(role, "missing", 0.0, f"{subject} missing")
    level = levels[len(NAME_FIELDS) - 1]
    if level != MISSING:
        at = len(NAME_FIELDS) - 1
        bits = float(worth(weights.m[at], weights.u[at])[level] * weights.scale)
        name = ("missing", "near", "one", "more", "turned")[level]
        yield Said("elsewhere", name, bits, _ACROSS[level])


def _has(entries: Pool, role: str, entry: int) -> bool:
    return bool(entries.place[entry, ROLES.index(role)] >= 0)


def _scripts(entries: Pool, role: str, one: int, other: int) -> str:
    """Which scripts the two names are in, where they are not in one."""
    found = []
    for entry in (one, other):
        place = int(entries.place[entry, ROLES.index(role)])
        found.append(entries.words[int(entries.chain[entry, place])][0])
    if found[0] == found[1]:
        return ""
    return " in {} and {} script".format(*sorted(script.title() for script in found))


def _fact_words(
    entries: Pool, name: str, levels: tuple[str, ...], level: str, one: int, other: int
) -> str:
    subject = _SUBJECTS.get(name, name.replace("_", " "))
    if level == "missing":
        return (
            f"{subject} missing"
            if _known(entries, name, one) != _known(entries, name, other)
            else ""
        )
    if levels is BORN:
        return _BORN[level]
    if levels is TAKEN:
        return _TAKEN[level]
    if levels is CHOICE or levels is TEXT:
        return _TEXT[level].format(subject=subject)
    raise AssertionError(name)


def _known(entries: Pool, name: str, entry: int) -> bool:
    if name == "born":
        return any(bool(reading.last[entry]) for reading in entries.born)
    if name == "taken":
        return bool(entries.taken.year[entry])
    return bool(entries.facts[name].codes[entry])
