"""How many people are on no list at all: multiple systems estimation.

From how independent lists overlap, log-linear models say how many people none of them holds
(Bishop, Fienberg and Holland 1975, chapter 6; Cormack 1989). Models that fit about equally well
often say very different numbers, so that the answer here is their spread: every model within
Occam's window (Madigan and Raftery 1994), its weight by Schwarz's criterion, the average, and an
interval from tables that these models bring about, with the weights found anew in each.
`docs/estimate.md` tells what it rests on and when it must not be used.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from attrs import frozen

from canje.reconcile.loglinear import ENDLESS, FITTED, UNTOLD, Floats, fit
from canje.reconcile.overlaps import Overlaps, relinked
from canje.reconcile.resample import Source, tables
from canje.reconcile.window import ALL_OF, OCCAM, Average, Found, Model, find

MOST_LISTS = 8
DRAWN = 60
"""Models of the window from which the interval is drawn, the heaviest first, at most."""

CONTAINED, FEW, SPREAD, FAR = 0.9, 30, 1.5, 10

ODDS = (0.5, 1.0, 2.0, 4.0)
"""How many times the odds of being on one of two lists are for those on the other."""

Why = Literal["one-list", "many-lists", "no-overlap", "all-on-one"]
Code = Literal[
    "two-lists",
    "spread",
    "endless",
    "far",
    "few",
    "apart",
    "contained",
    "search",
    "lost",
    "no-interval",
    "dependence",
    "capture",
    "links",
    "closed",
]


class NotEstimated(Exception):
    """The lists do not say how many are on none; `why` is the reason, `about` the lists meant."""

    def __init__(self, why: Why, about: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.why, self.about = why, about


@frozen
class Caution:
    """What speaks against an answer: the lists or the number that it is about."""

    code: Code
    lists: tuple[str, ...] = ()
    number: int = 0


@frozen
class Estimate:
    """The answer. `interval` is of 95 %; its upper end is infinite where nothing bounds it.

    `looked` models were fitted; `endless` of them have no maximum and `untold` cannot be told
    apart. `without` leaves out one list at a time, None where then nothing can be said;
    `false_links` and `missed_links` say what `link_share` of links that are wrong would change.
    `odds` is for two lists alone, which say nothing about their dependence.
    """

    overlaps: Overlaps
    order: int
    models: tuple[Model, ...]
    average: Average
    interval: tuple[float, float] | None
    runs: int
    looked: int
    endless: int
    untold: int
    without: tuple[tuple[str, Average | None], ...]
    link_share: float
    false_links: Average | None
    missed_links: Average | None
    odds: tuple[tuple[float, float], ...] = ()
    chapman: float | None = None
    cautions: tuple[Caution, ...] = ()


def estimate(
    overlaps: Overlaps,
    source: Source,
    *,
    order: int | None = None,
    runs: int = 400,
    link_share: float = 0.05,
) -> Estimate:
    """Estimate how many there are; NotEstimated where the lists do not say it.

    `order` is the most lists whose dependence on one another a term may stand for, by itself three
    and with six lists or more two; `source` is the chance of the interval's `runs` tables.
    """
    _possible(overlaps)
    count = len(overlaps.lists)
    order = min(order or (3 if count <= ALL_OF else 2), count - 1)
    found = find(overlaps.table(), count, order)
    if found is None:  # by the facets of the cube without its corner independence always fits
        raise ArithmeticError("lists that overlap, and yet not even independence fits")
    interval, lost = _interval(found, source, runs)
    false, missed = (
        _average(relinked(overlaps.table(), each), count, order)
        for each in (link_share, -link_share)
    )
    return Estimate(
        overlaps,
        order,
        found.told(),
        found.average,
        interval,
        runs,
        sum(found.states),
        found.states[ENDLESS],
        found.states[UNTOLD],
        tuple((name, _without(overlaps, name, order)) for name in overlaps.lists if count > 2),
        link_share,
        false,
        missed,
        _odds(overlaps) if count == 2 else (),
        _chapman(overlaps) if count == 2 else None,
        _cautions(overlaps, found, lost, runs),
    )


def _possible(overlaps: Overlaps) -> None:
    count = len(overlaps.lists)
    if count < 2:
        raise NotEstimated("one-list", overlaps.lists)
    if count > MOST_LISTS:
        raise NotEstimated("many-lists", overlaps.lists)
    if not any(n for cell, n in enumerate(overlaps.counts, 1) if cell & (cell - 1)):
        raise NotEstimated("no-overlap", overlaps.lists)
    for bit, name in enumerate(overlaps.lists):
        if overlaps.on(1 << bit) == overlaps.seen:
            raise NotEstimated("all-on-one", (name,))


def _without(overlaps: Overlaps, name: str, order: int) -> Average | None:
    rest = overlaps.without(name)
    try:
        _possible(rest)
    except NotEstimated:
        return None
    count = len(rest.lists)
    return _average(rest.table(), count, min(order, count - 1))


def _average(table: Floats, lists: int, order: int) -> Average | None:
    found = find(table, lists, order)
    return None if found is None else found.average


def _interval(found: Found, source: Source, runs: int) -> tuple[tuple[float, float] | None, int]:
    """From tables drawn of the window's models, each averaged over the models anew: the middle
    95 % of the averages, and how many tables gave none. Those count as endless."""
    if not runs:
        return None, 0
    drawn = tables(source, found.fits.means[:DRAWN], found.weights[:DRAWN].tolist(), runs)
    members = found.design.members(found.models[:DRAWN])
    many = len(members)
    fits = fit(found.design, np.repeat(drawn, many, 0), np.tile(members, (runs, 1)), prove=False)
    seen = drawn.sum(1)
    bic = fits.bic(np.repeat(np.maximum(seen, 1), many)).reshape(runs, many)
    best = bic.min(1)
    lost = ~np.isfinite(best)
    away = bic - np.where(lost, 0, best)[:, None]
    weights = np.where(away <= 2 * np.log(OCCAM), np.exp(-np.minimum(away, 700) / 2), 0)
    weights[lost] = 1
    unseen = np.where(fits.state == FITTED, fits.unseen, 0).reshape(runs, many)
    people = seen + (unseen * weights).sum(1) / weights.sum(1)
    ordered = np.sort(np.where(lost, np.inf, people))
    cut = int(runs * 0.025)
    return (float(ordered[cut]), float(ordered[-1 - cut])), int(lost.sum())


def _odds(overlaps: Overlaps) -> tuple[tuple[float, float], ...]:
    """Two lists: how many people, if those on one were so much likelier to be on the other."""
    first, second, both = overlaps.counts
    return tuple((each, overlaps.seen + each * first * second / both) for each in ODDS)


def _chapman(overlaps: Overlaps) -> float:
    """Two lists, corrected for small numbers (Chapman 1951)."""
    return (overlaps.on(1) + 1) * (overlaps.on(2) + 1) / (overlaps.on(3) + 1) - 1


def _cautions(overlaps: Overlaps, found: Found, lost: int, runs: int) -> tuple[Caution, ...]:
    """What in these lists speaks against the answer, then what speaks against any such answer."""
    names = overlaps.lists
    told: list[Caution] = []
    if len(names) == 2:
        told.append(Caution("two-lists", names))
    average = found.average
    if average.most > SPREAD * average.least:
        told.append(Caution("spread", number=len(found.models)))
    if found.better:
        told.append(Caution("endless", number=found.better))
    if average.people > FAR * average.seen:
        told.append(Caution("far", number=round(average.people / average.seen)))
    overlapping = sum(n for cell, n in enumerate(overlaps.counts, 1) if cell & (cell - 1))
    if overlapping < FEW:
        told.append(Caution("few", number=overlapping))
    for one, name in enumerate(names):
        for two, other in enumerate(names):
            both = overlaps.on(1 << one | 1 << two)
            if one < two and not both:
                told.append(Caution("apart", (name, other)))
            if one != two and both >= CONTAINED * overlaps.on(1 << one):
                told.append(Caution("contained", (name, other), overlaps.on(1 << one) - both))
    if len(names) > ALL_OF:
        told.append(Caution("search", number=sum(found.states)))
    if lost:
        told.append(Caution("lost", number=lost))
    if not runs:
        told.append(Caution("no-interval"))
    return (*told, *(Caution(each) for each in ("dependence", "capture", "links", "closed")))
