"""Two entries side by side, field by field: match, near, mismatch or blank, and why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from attrs import frozen

from canje.intake.headers import FIELDS
from canje.reconcile.evidence import ALIKE, PERHAPS, Names
from canje.reconcile.explain import Explained
from canje.reconcile.persons import Entry
from canje.reconcile.pool import ROLES, Pool
from canje.reconcile.scripts import script_of

Mark = Literal["match", "near", "mismatch", "script", "blank"]
"""`script`: written in two scripts, and nothing is known of whether they say the same."""

_NAMES = ("mother", "patronymic", "aka", "born_place", "home")
"""Fields of names and places, which sound alike in every script."""

_PARTS: Mapping[str, str] = MappingProxyType(
    {"given": "given", "father": "father", "grandfather": "grandfather", "family": "family"}
)
_MATCH = ("same", "same day", "likely", "same as far as known")
_AGAINST = ("apart",)
_LEFT_OUT = ("number", "born_either")


@frozen
class Line:
    """One field of both entries as written, how they stand to each other, and the bits."""

    field: str
    left: str
    right: str
    mark: Mark
    words: str = ""
    bits: float = 0.0


def beside(left: Entry, right: Entry, why: Explained, pool: Pool) -> tuple[Line, ...]:
    """Every field that either entry has: the name first, then what was made of its parts."""
    said = {each.field: each for each in why.said}
    found = [_whole(left, right)]
    for role, name in _PARTS.items():
        if role in said:
            each = said[role]
            texts = [_word(pool, pool.number[each.id], role) for each in (left, right)]
            found.append(
                Line(f"  {name}", texts[0], texts[1], _mark(each.level), each.words, each.bits)
            )
    if "elsewhere" in said:
        each = said["elsewhere"]
        found.append(Line("  other words", "", "", "near", each.words, each.bits))
    for field in FIELDS:
        if field in ("name", *_PARTS, *_LEFT_OUT):
            continue
        one, other = left.fact(field), right.fact(field)
        if not one and not other:
            continue
        if field in said:
            each = said[field]
            found.append(Line(field, one, other, _mark(each.level), each.words, each.bits))
        elif not one or not other:
            found.append(Line(field, one, other, "blank"))
        else:
            found.append(Line(field, one, other, _written(field, left, right)))
    return tuple(found)


def _written(field: str, left: Entry, right: Entry) -> Mark:
    """How two texts stand to each other that the linkage does not weigh: names across scripts as
    names are; other words in two scripts may say the same, and nothing is said of them."""
    one, other = (each.compared(field).casefold() for each in (left, right))
    if one == other:
        return "match"
    if field in _NAMES:
        score = Names.shipped().compare(one, other).score
        return "match" if score >= ALIKE else "near" if score >= PERHAPS else "mismatch"
    return "mismatch" if script_of(one) == script_of(other) else "script"


def _word(pool: Pool, entry: int, role: str) -> str:
    """The word of a name that is compared in a role, in the form in which it is."""
    place = int(pool.place[entry, ROLES.index(role)])
    return pool.words[int(pool.chain[entry, place])][1] if place >= 0 else ""


def _whole(left: Entry, right: Entry) -> Line:
    one, other = left.fact("name"), right.fact("name")
    if not one or not other:
        return Line("name", one, other, "blank")
    return Line("name", one, other, "match" if one.casefold() == other.casefold() else "near")


def _mark(level: str) -> Mark:
    if level == "missing":
        return "blank"
    if level in _MATCH:
        return "match"
    return "mismatch" if level in _AGAINST else "near"
