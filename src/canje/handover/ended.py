"""How a handover ended, by whatever way: who is home, held, dead, and who gave more than it got."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from attrs import frozen

from canje.handover.crowd import Crowd

How = Literal["through", "side", "exposed", "debt"]
"""Why it ended: all steps were taken; a side stopped; the next step would have exposed a party
beyond its limit; or the parties broke off over a debt."""

HOW: tuple[How, ...] = get_args(How)


@frozen
class Ended:
    """Numbers of people. `exposure[i]` is that of the i-th trading party of the crowd.

    `asked` are people who stood by and were called; home, held and dead together are those of the
    plan and they. A party's exposure is how many people it has given for whom, by what the plan
    gives for what it gets, nothing came back. `unmet` are the terms that those home do not meet.
    """

    home: int
    held: int
    dead: int
    asked: int
    exposure: tuple[int, ...]
    how: How
    unmet: tuple[str, ...]


def ended(
    crowd: Crowd,
    crossed: Iterable[tuple[int, int]],
    lost: Iterable[tuple[int, int]],
    dead: int,
    asked: int,
    how: How,
) -> Ended:
    """The end of a handover in which so many items crossed by each option.

    `lost` are those announced who were out of the round, or on a leg that failed.
    """
    crossed = list(crossed)
    given, got, home = [0] * len(crowd.parties), [0] * len(crowd.parties), 0
    for option, count in crossed:
        side = crowd.sides[option]
        home += count * side.people
        add(given, side.given, count)
        add(got, side.got, count)
    exposure = tuple(short(crowd.total[p], given[p], got[p]) for p in crowd.trading)
    held = crowd.people + asked - home - dead
    unmet = crowd.met.unmet(crowd.by_option(crossed), crowd.by_option(lost))
    return Ended(home, held, dead, asked, exposure, how, unmet)


def add(sums: list[int], numbers: Sequence[int], times: int) -> None:
    if times:
        for place, number in enumerate(numbers):
            sums[place] += number * times


def short(total: tuple[int, int], given: int, got: int) -> int:
    """People given beyond what the plan gives for what was got; none where that is none."""
    to_give, to_get = total
    return max(0, -((got * to_give - given * to_get) // to_get))


def tempted(total: tuple[int, int], given: int, got: int) -> bool:
    """Whether a side has got all that it will get, or more than it still gives; in shares of what
    it gives and gets in all, since a plan that is worth its while to both makes these equal.
    """
    to_give, to_get = total
    still = to_give - given
    return still > 0 and got > 0 and (got >= to_get or got * to_give > still * to_get)
