"""The floors of a lottery: the proof that no lottery is fairer.

Each floor's certificate is one for an aim of so much an item of each band, over all plans with the
levels' values. With its bound B, weights a, sizes N and chances p, no lottery with the same chances
for the bands of earlier floors gives everybody else more than
(B - sum over those of a N p) / (sum over the others of a N).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from attrs import evolve

from canje.clear.check.bands import BandField
from canje.clear.check.bound import Row, bound_of, sparse
from canje.clear.check.field import Field
from canje.clear.check.form import SCALE
from canje.clear.check.lottery import Lottery


def settle(lottery: Lottery, chances: Sequence[Fraction]) -> None:
    """Confirm each floor by its certificate, and by how much the lottery falls short of them."""
    number = {name: band for band, name in enumerate(lottery.bands.names)}
    left, settled = set(lottery.open()), dict[int, Fraction]()
    short = Fraction(0)
    field, rows = _field(lottery)
    for place, floor in enumerate(lottery.made["floors"]):
        where = f"draw.lottery.floors[{place}]"
        weights = {number.get(name, -1): each for name, each in floor["weights"].items()}
        fresh = [band for band in weights if band in left]
        known = left | settled.keys()
        if not fresh or not weights.keys() <= known or min(weights.values()) < 1:
            lottery.book.refuse("draw-floor", where, found="weights of bands that take part")
            return
        shown = bound_of(
            floor["tree"], field.frame, rows, field.weighed(weights), field.over, lottery.book
        )
        if shown is None:
            return
        if shown[0] != floor["bound"] or floor["scale"] != SCALE:
            lottery.book.refuse("draw-floor", where, floor["bound"], shown[0])
            return
        rest, among = Fraction(floor["bound"]), 0
        for band, weight in weights.items():
            if band in settled:
                rest -= weight * lottery.bands.size[band] * settled[band]
            else:
                among += weight * lottery.bands.size[band]
        most = rest / among
        if floor["at_most"] != [most.numerator, most.denominator]:
            lottery.book.refuse("draw-floor", where, floor["at_most"], str(most))
        short = max(short, most - min(chances[band] for band in left))
        for band in fresh:
            left.discard(band)
            settled[band] = chances[band]
    if lottery.made["refined"] and left:
        short = max(short, 1 - min(chances[band] for band in left))
    if lottery.made["tolerance"] != [short.numerator, short.denominator]:
        lottery.book.refuse("draw-tolerance", "draw.lottery.tolerance", found=str(short))
    _method(lottery, short, sure=all(chances[band] == 1 for band in left))


def _method(lottery: Lottery, short: Fraction, *, sure: bool) -> None:
    """`sure`: whether everybody above the last floor is sure to go, if anybody is there."""
    method, refined = lottery.made["method"], lottery.made["refined"]
    if method not in ("leximin", "marginals", "plan"):
        lottery.book.refuse("type", "draw.lottery.method", said=method)
    if method == "plan" and (len(lottery.counts) > 1 or (refined and lottery.open())):
        lottery.book.refuse("draw-method", "draw.lottery.method", said=method)
    if not refined and method != "plan" and sure:
        lottery.book.refuse("draw-method", "draw.lottery.refined", said=refined)
    if not refined:
        lottery.claims.append("draw-fairness")
    elif short:
        lottery.claims.append(f"draw-within:{short.numerator}/{short.denominator}")


def _field(lottery: Lottery) -> tuple[BandField, dict[str, Row]]:
    """The field of the floors: terms, levels at their values, and what is held."""
    unknowns = {name for row in lottery.rows.values() for name in row.unknowns}
    unknowns.update(each.wish for each in lottery.terms if each.wish is not None)
    ground = lottery.builder.ground
    totals = bool(ground.preferences)
    field = BandField(
        lottery.bands, totals, ground, lottery.found, lottery.groups, unknowns, list(lottery.levels)
    )
    rows = {name: field.placed(row) for name, row in lottery.rows.items()}
    for stage, said in zip(lottery.levels, lottery.plan["objective"], strict=False):
        value = said["value"]
        rows[f"level:{stage.name}"] = evolve(field.level(stage), low=value, high=value)
    for name, (columns, value) in lottery.sums().items():
        flags = np.zeros(field.frame.options, np.int64)
        for column in columns:
            number = next(n for n, (a, b) in enumerate(lottery.spans) if a <= column < b)
            entry = lottery.plan["classes"][number]["id"]
            places = Field._column(field, f"{entry}.{column - lottery.spans[number][0]}")
            flags[places] = 1
        rows[name] = evolve(sparse(flags), low=value, high=value)
    return field, rows
