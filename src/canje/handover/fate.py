"""What befalls people, legs and sides in one run, before anybody knows how the handover goes.

It is drawn once and is the same for every way of handing over, so that the ways differ by nothing
but themselves. Each run has numbers of its own: `Stream(seed, "canje.simulate/1 run N")`.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from canje.draw.stream import Stream
from canje.handover.chance import binomial, happens, split
from canje.handover.crowd import Cell, Crowd
from canje.handover.rates import FATES, Rates

LABEL = "canje.simulate/1 run "
DIED = FATES.index("died")


def stream_of(seed: bytes, run: int) -> Stream:
    """The numbers of a run."""
    return Stream(seed, f"{LABEL}{run}".encode())


@frozen
class Fate:
    """One run's chance, cell by cell, run of a leg by run of a leg, party by party.

    `out[i]` items of cell i do not go, and `dead[i]` people of it die. `alone[i]` of those who do
    go would be stopped by their legs if each travelled by himself or herself. `failed` are runs of
    legs (stage, leg). `stops` are the parties that stop once they have gained; `breaks_off` says
    whether a debt ends it.
    """

    out: tuple[int, ...]
    dead: tuple[int, ...]
    alone: tuple[int, ...]
    failed: frozenset[tuple[int, str]]
    stops: frozenset[int]
    breaks_off: bool


def fate(crowd: Crowd, rates: Rates, source: Stream) -> Fate:
    """Draw a run's chance, in an order that no outcome can change."""
    out, dead = [], []
    for cell in crowd.cells:
        gone, died = _out(cell, crowd, rates, source)
        out.append(gone)
        dead.append(died)
    leg = rates.share("leg")
    failed = frozenset(run for run in crowd.runs if happens(source, leg))
    stops = frozenset(p for p in range(len(crowd.parties)) if happens(source, rates.share("stops")))
    breaks_off = happens(source, rates.share("breaks-off"))
    alone = tuple(
        binomial(cell.size - gone, 1 - (1 - leg) ** len(cell.load)).draw(source)
        for cell, gone in zip(crowd.cells, out, strict=True)
    )
    return Fate(tuple(out), tuple(dead), alone, failed, stops, breaks_off)


def _out(cell: Cell, crowd: Crowd, rates: Rates, source: Stream) -> tuple[int, int]:
    """Items of a cell that do not go, and how many people die. A unit goes whole or not at all."""
    shares = [rates.share(kind) for kind in FATES]
    whole = sum(shares, Fraction(0))
    people = crowd.sides[cell.option].people
    if people == 1:
        out = binomial(cell.size, whole).draw(source)
        return out, split(source, out, shares)[DIED]
    out = dead = 0
    for _ in range(cell.size):
        struck = binomial(people, whole).draw(source)
        out += struck > 0
        dead += split(source, struck, shares)[DIED]
    return out, dead


def one_more(people: int, rates: Rates, source: Stream) -> tuple[bool, int]:
    """Whether one who stands by goes when called, and how many of the unit have died."""
    shares = [rates.share(kind) for kind in FATES]
    struck = binomial(people, sum(shares, Fraction(0))).draw(source)
    return struck == 0, split(source, struck, shares)[DIED]
