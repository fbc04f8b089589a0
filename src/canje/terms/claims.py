"""Claims: what someone asserts or denies, with source and date; never overwritten, never merged.

A dispute is two claims that cannot both hold. It is derived from the claims, never written down.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import frozen

from canje.base.dates import PartialDate

Stance = Literal["asserts", "denies"]


@frozen
class Claim:
    """Someone asserts, or denies, that something is so: `about` a thing, `says` what of it.

    With a `value` it is one of a kind that has one value only (a number of people, a ground, a
    date): two different values asserted for the same cannot both be right.
    """

    id: str
    about: str
    says: str
    by: str
    stance: Stance
    date: PartialDate
    source: str
    value: str = ""


@frozen
class Dispute:
    """Claims about the same that cannot all hold, side by side: each side says one thing."""

    about: str
    says: str
    sides: tuple[tuple[Claim, ...], ...]


def disputes(claims: Iterable[Claim]) -> tuple[Dispute, ...]:
    """Every dispute among claims of different speakers, in the order of the first claim of each.

    Someone who says one thing today and another tomorrow has changed position, and disputes with
    nobody by that.
    """
    topics: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        topics[claim.about, claim.says].append(claim)
    found = []
    for (about, says), group in topics.items():
        sides: defaultdict[tuple[Stance, str], list[Claim]] = defaultdict(list)
        for claim in _disputed(group):
            sides[claim.stance, claim.value].append(claim)
        if sides:
            found.append(Dispute(about, says, tuple(map(tuple, sides.values()))))
    return tuple(found)


def _disputed(group: list[Claim]) -> Iterator[Claim]:
    """The claims on one topic that another speaker's claim contradicts.

    An assertion is contradicted by a denial of the same value or of the whole, and by the
    assertion of another value; a denial of the whole by any assertion.
    """
    said = {(claim.stance, claim.value, claim.by) for claim in group}
    speakers: defaultdict[tuple[Stance, str], set[str]] = defaultdict(set)
    for stance, value, by in said:
        speakers[stance, value].add(by)
    values = [(value, by) for stance, value, by in said if stance == "asserts" and value]
    of_value, of_speaker = Counter(value for value, _ in values), Counter(by for _, by in values)
    asserters = {by for stance, _, by in said if stance == "asserts"}

    def others(claim: Claim, *positions: tuple[Stance, str]) -> bool:
        return any(speakers[position] - {claim.by} for position in positions)

    for claim in group:
        value = claim.value
        if claim.stance == "denies":
            contradicted = (
                others(claim, ("asserts", value)) if value else bool(asserters - {claim.by})
            )
        else:
            contradicted = others(claim, ("denies", value), ("denies", ""))
            if value and not contradicted:  # someone else asserts another value
                mine = ("asserts", value, claim.by) in said
                same = of_value[value] + of_speaker[claim.by] - mine
                contradicted = len(values) > same
        if contradicted:
            yield claim
