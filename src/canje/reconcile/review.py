"""Judgements looked at as work: carried to newer versions, waiting for a second, agreed or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from canje.reconcile.register import Judgement, Pair, Verdict


def carried(judgements: Sequence[Judgement], now: Mapping[str, str]) -> tuple[Judgement, ...]:
    """Judgements about the entries that have taken the place of those judged.

    A judgement whose two entries have become one says nothing any longer, and is left out here.
    """
    moved = (
        evolve(each, left=now.get(each.left, each.left), right=now.get(each.right, each.right))
        for each in judgements
    )
    return tuple(each for each in moved if each.left != each.right)


@frozen
class Agreement:
    """How often two people agree who judged the same two entries."""

    both: int
    agree: int

    @property
    def share(self) -> float:
        return self.agree / self.both if self.both else 0.0


def agreement(judgements: Sequence[Judgement]) -> Agreement:
    """Of two entries that several people judged: whether the first two verdicts are one.

    First words only: who changes their mind after hearing another gives no second judgement.
    """
    both = agree = 0
    for said in first_words(judgements).values():
        verdicts = list(said.values())
        if len(verdicts) > 1:
            both += 1
            agree += verdicts[0] == verdicts[1]
    return Agreement(both, agree)


def first_words(judgements: Sequence[Judgement]) -> dict[Pair, dict[str, Verdict]]:
    """What each person said first of each two entries, in the order in which it was said."""
    first: dict[Pair, dict[str, Verdict]] = defaultdict(dict)
    for each in judgements:
        first[each.pair].setdefault(each.by, each.verdict)
    return first
