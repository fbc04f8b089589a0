"""The lottery: a table of plans with tickets, everyone's chance, and the proof that it is fair.

Fair is leximin: nobody's smallest chance could be larger; given that, not the next; and so on. A
chance belongs to a band (`bands`) and is the expected number of its items that go, of its items.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import numpy as np
from attrs import frozen

from canje.clear.classes import Ints
from canje.clear.search import Effort
from canje.draw.contest import Contest, Floor, most
from canje.draw.peel import face, peel
from canje.draw.realise import Mixture, approach, realise
from canje.draw.relaxed import Relaxed, relaxed
from canje.draw.staged import staged
from canje.draw.tickets import exact, rounded, tickets

Method = Literal["leximin", "marginals", "plan"]

FEW = 400
"""Bands up to which chances are realised exactly; above, as near as `MEAN` plans bring them."""

MEAN = 48
_STEPS = 2_000
_ROUNDS = 2_000
_CLOSE = 1e-7
_SHARES = (1e-7, 1e-8, 1e-9, 1e-12)


class NoLottery(Exception):
    """There is nothing to draw; the text says why."""


@frozen(eq=False)
class Lottery:
    """`rows` are counts by class and option, `tickets` how many each has.

    `tolerance` is by how much the smallest chance of any floor falls short of what its proof
    allows: 0 where the lottery is proved leximin. `refined` is false where floors were not sought
    to the end: whoever is in none has at least the last one's chance.
    """

    method: Method
    rows: tuple[Ints, ...]
    tickets: tuple[int, ...]
    chances: tuple[Fraction, ...]
    floors: tuple[Floor, ...]
    refined: bool
    tolerance: Fraction

    @property
    def total(self) -> int:
        return sum(self.tickets)


def lottery(contest: Contest, start: Ints, effort: Effort | None = None) -> Lottery:
    """The leximin lottery of a contest; `start` is a plan over bands to begin from.

    Where the bands are few, chances are those of whole plans, with tickets in whole numbers. Where
    they are many, the floors are those of fractions of plans, and the table comes near them.
    """
    if not len(contest.open):
        return _only(contest, start)
    ideal = relaxed(contest, _STEPS)
    if ideal is None:
        raise NoLottery("no plan is as good under what is held")
    method: Method = "leximin"
    floors, refined = ideal.floors, ideal.complete
    if contest.bands.width > FEW:
        method = "marginals"
        programs = (face(contest, ideal.floors), contest.nothing().program())
        mixture = approach(contest, ideal.counts, programs, MEAN)
    else:
        mixture = _mixed(contest, ideal, start)
        if mixture is None or mixture.missing > _CLOSE:
            found = staged(contest, mixture.plans if mixture else [start], effort or Effort())
            if found is not None:
                floors, mixture, refined = found
    if mixture is None and contest.nothing().allows(start):
        mixture = Mixture((start,), np.ones(1), 1.0)
    if mixture is None:
        raise NoLottery("no plan could be found again that is as good")
    return _table(contest, method, mixture, floors, refined)


def _only(contest: Contest, start: Ints) -> Lottery:
    row = contest.bands.plainly(start)
    chances = _chances(contest, [row], [1])
    return Lottery("plan", (row,), (1,), chances, (), True, Fraction(0))


def _mixed(contest: Contest, ideal: Relaxed, start: Ints) -> Mixture | None:
    """A lottery over whole plans with the chances that fractions of plans allow, if any has."""
    narrow = face(contest, ideal.floors)
    target = ideal.chances(contest)
    width = len(narrow.objective)
    plans = peel(narrow, ideal.counts[:width], 2 * width + 10, contest)
    return realise(contest, target, [*plans, start], _ROUNDS, narrow)


def _table(
    contest: Contest,
    method: Method,
    mixture: Mixture,
    floors: tuple[Floor, ...],
    refined: bool,
) -> Lottery:
    urn: list[int] | None = None
    for least in _SHARES:  # a share of next to nothing may be one of nothing
        kept = np.flatnonzero(mixture.shares > least).tolist()
        plans = [mixture.plans[place] for place in kept]
        if method == "leximin" and urn is None:
            urn = _exactly(contest, plans, floors, refined)
        if urn is not None:
            break
    urn = urn or rounded(mixture.shares[kept])
    merged: dict[bytes, tuple[Ints, int]] = {}
    for plan, count in zip(plans, urn, strict=True):
        if count:
            early = contest.earliest(plan) if contest.bands.width <= FEW else plan
            row = contest.bands.plainly(early)
            merged[row.tobytes()] = (row, merged.get(row.tobytes(), (row, 0))[1] + count)
    order = sorted(merged.values(), key=lambda each: (-each[1], each[0].tolist()))
    rows, counts = [row for row, _ in order], [count for _, count in order]
    chances = _chances(contest, rows, counts)
    return Lottery(
        method, tuple(rows), tuple(counts), chances, floors, refined,
        shortfall(contest, floors, chances, refined),
    )  # fmt: skip


def _exactly(
    contest: Contest, plans: Sequence[Ints], floors: Sequence[Floor], refined: bool
) -> list[int] | None:
    """Tickets that give every band exactly its floor, where they are few enough."""
    target = dict.fromkeys(contest.open.tolist(), Fraction(1))
    target |= {band: floor.chance for floor in floors for band in floor.bands}
    if not refined:
        return None
    size = contest.size
    freed = [contest.freed(plan)[contest.open] for plan in plans]
    sums = [target[band] * int(size[band]) for band in contest.open.tolist()]
    shares = exact(freed, sums)
    if shares is None:
        return None
    reached = [
        sum(share * int(each[place]) for share, each in zip(shares, freed, strict=True))
        for place in range(len(sums))
    ]
    if any(each < wanted for each, wanted in zip(reached, sums, strict=True)):
        return None
    return tickets(shares)


def _chances(contest: Contest, rows: Sequence[Ints], urn: Sequence[int]) -> tuple[Fraction, ...]:
    freed = contest.bands.freed(np.array(rows, np.int64))
    total = sum(urn)
    weights = np.array(urn, dtype=object)
    expected = weights @ freed.astype(object)
    return tuple(
        Fraction(int(each), total * size)
        for each, size in zip(expected.tolist(), contest.size.tolist(), strict=True)
    )


def shortfall(
    contest: Contest, floors: Sequence[Floor], chances: Sequence[Fraction], refined: bool
) -> Fraction:
    """By how much the smallest chance at a floor is below what its bound leaves at most.

    Above the last floor of a lottery that is refined everybody should be sure to go.
    """
    open_bands = set(contest.open.tolist())
    settled: dict[int, Fraction] = {}
    largest = Fraction(0)
    for floor in floors:
        allowed = most(floor.weights, floor.bound, contest.size, settled)
        reached = min(chances[band] for band in open_bands)
        largest = max(largest, allowed - reached)
        for band in floor.bands:
            open_bands.discard(band)
            settled[band] = chances[band]
    if refined and open_bands:
        largest = max(largest, 1 - min(chances[band] for band in open_bands))
    return largest
