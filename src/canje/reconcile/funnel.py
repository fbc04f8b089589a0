"""How many are sought, answered, acknowledged, can go, are agreed, have crossed: step by step.

Counts of persons, and beside them of entries, for the two are confused again and again in practice.
All steps count among those sought, so that none mixes in people whom nobody sought.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Literal, get_args

from attrs import frozen

from canje.reconcile.persons import Person

Step = Literal["sought", "answered", "acknowledged", "eligible", "agreed", "moved"]
STEPS: tuple[Step, ...] = get_args(Step)


@frozen
class Funnel:
    """What one party seeks of one holder, and what came of it.

    `counts` are persons by step; a step that is not known, or of which there is no list, is left
    out. `entries` are the entries of sought lists behind them. `codes` are the holder's answers to
    those sought, by code. `unsought` are those whom the holder's lists have and nobody seeks.
    """

    seeker: str
    holder: str
    entries: int
    counts: tuple[tuple[Step, int], ...]
    codes: tuple[tuple[str, int], ...]
    unsought: int = 0


def funnels(
    persons: Iterable[Person], eligible: Collection[str] | None = None
) -> tuple[Funnel, ...]:
    """A funnel for each seeker and holder. `eligible` are the ids of those who can move, where
    that was worked out."""
    every = tuple(persons)
    pairs = sorted({(seeker, each.holder) for each in every for seeker in each.beneficiaries})
    found = []
    for seeker, holder in pairs:
        sought = [each for each in every if each.holder == holder and seeker in each.beneficiaries]
        unsought = sum(
            each.holder == holder and each.acknowledged and not each.sought_by for each in every
        )
        entries = sum(each.sought_entries for each in sought)
        codes = Counter(each.status for each in sought)
        ranked = tuple(sorted(codes.items(), key=lambda each: (-each[1], each[0])))
        found.append(
            Funnel(seeker, holder, entries, _counts(sought, every, eligible), ranked, unsought)
        )
    return tuple(found)


def _counts(
    sought: list[Person], every: tuple[Person, ...], eligible: Collection[str] | None
) -> tuple[tuple[Step, int], ...]:
    acknowledged = [each for each in sought if each.acknowledged]
    counts: list[tuple[Step, int]] = [
        ("sought", len(sought)),
        ("answered", sum(each.status != "unanswered" for each in sought)),
        ("acknowledged", len(acknowledged)),
    ]
    if eligible is not None:
        counts.append(("eligible", sum(each.id in eligible for each in acknowledged)))
    if any(each.agreed_by for each in every):
        counts.append(("agreed", sum(bool(each.agreed_by) for each in sought)))
    if any(each.moved_by for each in every):
        counts.append(("moved", sum(bool(each.moved_by) for each in sought)))
    return tuple(counts)
