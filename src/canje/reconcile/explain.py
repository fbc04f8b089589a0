"""Why two entries are, or are not, proposed as one person: each comparison with its bits, in words.

The bits of the comparisons, of rarity and of how common one person is add up to the log odds that
the model has before entries compete; so what a reader sees is all that there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from attrs import frozen

from canje.base.languages import Language, said
from canje.reconcile.catalogue import LEVELS, SEMICOLON
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
from canje.reconcile.reasons import about, in_scripts

_NAMES: Mapping[int, str] = MappingProxyType(
    {
        MISSING: "missing",
        APART: "apart",
        PERHAPS: "perhaps",
        NEAR: "near",
        LIKELY: "likely",
        AGREE: "same",
        CROSSED: "crossed",
    }
)

_ACROSS: Mapping[int, str] = MappingProxyType(
    {FAINT: "near", ONE: "one", MORE: "more", TURNED: "turned"}
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
    language: Language = "en"

    @property
    def words(self) -> str:
        """In one line, what weighs most first; what is missing last."""
        return in_words(self.said, self.language)


def in_words(found: Sequence[Said], language: Language = "en") -> str:
    """In one line, what weighs most first; what is missing last."""
    ranked = sorted(found, key=lambda each: (each.level == "missing", -abs(each.bits)))
    return said(SEMICOLON, language).join(each.words for each in ranked)


def reasons(linked: Linked, rows: Sequence[int], language: Language = "en") -> list[str]:
    """What `Explained.words` says of many compared pairs, by their rows, at once."""
    left, right = linked.left[rows], linked.right[rows]
    levels = linked.comparer.compare(left, right).levels.tolist()
    return [
        in_words(_said(linked, one, other, found, language), language)
        for one, other, found in zip(left.tolist(), right.tolist(), levels, strict=True)
    ]


def explain(linked: Linked, left: str, right: str, language: Language = "en") -> Explained:
    """Say why. The order of the two entries changes nothing but which is called left."""
    number = linked.pool.number
    one, other = sorted((number[left], number[right]))
    first, second = np.array([one], np.int32), np.array([other], np.int32)
    pairs = linked.comparer.compare(first, second)
    weights = linked.weights
    levels = pairs.levels[0].tolist()
    told = _said(linked, one, other, levels, language)
    total, _ = weights.bits(pairs)
    blocks = block_of(linked.pool, first, second)
    key = linked.left.astype(np.int64) * len(linked.pool) + linked.right
    at = int(np.searchsorted(key, one * len(linked.pool) + other))
    met = at < len(key) and key[at] == one * len(linked.pool) + other
    return Explained(
        left,
        right,
        told,
        float(pairs.rare[0]) * weights.scale,
        float(np.log2(max(weights.rate.get(int(blocks[0]), 1e-12), 1e-12))),
        float(np.log2(1 + weights.kin_odds(pairs, blocks)[0])),
        float(total[0]),
        float(linked.probability[at]) if met else None,
        language,
    )


def level_words(linked: Linked, at: int, level: int, language: Language) -> str:
    """What a level says of any two entries, by the number of the comparison among the weights."""
    if at < len(NAME_FIELDS) - 1:
        return name_words(NAME_FIELDS[at], level, (), language)
    if at < len(NAME_FIELDS):
        return across_words(level, language)
    fact = linked.comparer.facts[at - len(NAME_FIELDS)]
    return fact_words(fact.name, fact.levels, fact.levels[level], language)


def _said(
    linked: Linked, one: int, other: int, levels: list[int], language: Language
) -> tuple[Said, ...]:
    """Each comparison of two entries, by number."""
    weights = linked.weights
    found = list(_names(linked, one, other, levels, language))
    for at, fact in enumerate(linked.comparer.facts, len(NAME_FIELDS)):
        bits = float(worth(weights.m[at], weights.u[at])[levels[at]] * weights.scale)
        name = fact.levels[levels[at]]
        known = [_known(linked.pool, fact.name, each) for each in (one, other)]
        if name != "missing":
            words = fact_words(fact.name, fact.levels, name, language)
            found.append(Said(fact.name, name, bits, words))
        elif any(known) and not all(known):
            words = about(LEVELS["missing"], fact.name, language)
            found.append(Said(fact.name, name, bits, words))
    return tuple(found)


def _names(
    linked: Linked, one: int, other: int, levels: list[int], language: Language
) -> Iterator[Said]:
    weights, entries = linked.weights, linked.pool
    for at, role in enumerate(NAME_FIELDS[:-1]):
        level = levels[at]
        bits = float(worth(weights.m[at], weights.u[at])[level] * weights.scale)
        if level != MISSING:
            scripts = _scripts(entries, role, one, other)
            yield Said(role, _NAMES[level], bits, name_words(role, level, scripts, language))
        elif _has(entries, role, one) != _has(entries, role, other):
            yield Said(role, "missing", 0.0, about(LEVELS["missing"], role, language))
    level = levels[len(NAME_FIELDS) - 1]
    if level != MISSING:
        at = len(NAME_FIELDS) - 1
        bits = float(worth(weights.m[at], weights.u[at])[level] * weights.scale)
        yield Said("elsewhere", _ACROSS[level], bits, across_words(level, language))


def name_words(role: str, level: int, scripts: Sequence[str], language: Language) -> str:
    """What the level of a role says, and in which scripts where they are two.

    >>> name_words("family", AGREE, ("arabic", "latin"), "en")
    'family name the same in Arabic and Latin script'
    """
    words = about(LEVELS[f"name.{_NAMES[level]}"], role, language)
    if level not in (LIKELY, AGREE) or not scripts:
        return words
    return in_scripts(words, scripts[0], scripts[1], language)


def across_words(level: int, language: Language) -> str:
    """What words say that agree under two roles."""
    return about(LEVELS[f"elsewhere.{_ACROSS[level]}"], "elsewhere", language)


def fact_words(name: str, levels: tuple[str, ...], level: str, language: Language) -> str:
    """What the level of a fact says, by the kind of its levels."""
    kind = {BORN: "born", TAKEN: "taken", CHOICE: "text", TEXT: "text"}[levels]
    return about(LEVELS[f"{kind}.{level}"], name, language)


def _has(entries: Pool, role: str, entry: int) -> bool:
    return bool(entries.place[entry, ROLES.index(role)] >= 0)


def _scripts(entries: Pool, role: str, one: int, other: int) -> tuple[str, ...]:
    """Which scripts the two names are in, where they are not in one."""
    found: set[str] = set()
    for entry in (one, other):
        place = int(entries.place[entry, ROLES.index(role)])
        found.add(entries.words[int(entries.chain[entry, place])][0])
    return tuple(sorted(found)) if len(found) > 1 else ()


def _known(entries: Pool, name: str, entry: int) -> bool:
    if name == "born":
        return any(bool(reading.last[entry]) for reading in entries.born)
    if name == "taken":
        return bool(entries.taken.year[entry])
    return bool(entries.facts[name].codes[entry])
