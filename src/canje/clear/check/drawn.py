"""What a seed makes of a lottery: the row, the order within each class, and who stands by.

A second reading of `docs/draw.md`: numbers from SHA-256 in counter mode, order by HMAC-SHA256.
"""

from __future__ import annotations

import hashlib
import hmac
from itertools import accumulate, count

import numpy as np

from canje.base.refusals import Book
from canje.clear.check.canonical import Json
from canje.clear.check.ceremony import rests, settle
from canje.clear.check.classes import options_taken
from canje.clear.check.lottery import Lottery
from canje.clear.check.people import Freed
from canje.clear.check.traits import preferred

_LABEL = b"canje.draw/1 ticket\x00"


def number(seed: bytes, below: int) -> int:
    """The first number of the seed's stream of tickets that is below the limit."""
    bits = (below - 1).bit_length()
    need = -(-bits // 8)
    stream = b""
    blocks = count()
    at = 0
    while True:
        while len(stream) < at + need:
            stream += hashlib.sha256(_LABEL + seed + next(blocks).to_bytes(8, "big")).digest()
        drawn = int.from_bytes(stream[at : at + need], "big") % (1 << bits)
        if drawn < below:
            return drawn
        at += need


def confirm(lottery: Lottery, freed: Freed, book: Book) -> list[str]:
    """Confirm what was drawn; the claims that remain."""
    plan = lottery.plan
    drawn = plan["draw"]
    seed = bytes.fromhex(drawn["seed"])
    claims = []
    if drawn["ceremony"] is None:
        claims.append("draw-seed")
    else:
        found = settle(plan, lottery.builder.ground.docket, book)
        if found is None:
            return claims
        claims += rests(drawn["ceremony"])
        if found != seed:
            book.refuse("draw-seed", "draw.seed", drawn["seed"], found.hex())
    ticket = number(seed, drawn["lottery"]["tickets"])
    if drawn["ticket"] != ticket:
        book.refuse("draw-ticket", "draw.ticket", drawn["ticket"], ticket)
        return claims
    ends = list(accumulate(each["tickets"] for each in drawn["lottery"]["outcomes"]))
    row = next(place for place, end in enumerate(ends) if ticket < end)
    if drawn["outcome"] != row:
        book.refuse("draw-outcome", "draw.outcome", drawn["outcome"], row)
        return claims
    taken = [option["freed"] for each in plan["classes"] for option in each["options"]]
    if taken != lottery.counts[row].tolist():
        book.refuse("draw-outcome", "classes", found=f"other counts than in row {row}")
        return claims
    _order(lottery, freed, seed, drawn["reserves"], book)
    return claims


def _order(lottery: Lottery, freed: Freed, seed: bytes, reserves: Json, book: Book) -> None:
    """Within each class: by the column preferred first, then by HMAC; options as listed."""
    plan, ground, groups = lottery.plan, lottery.builder.ground, lottery.groups
    ids = ground.docket.people.ids
    totals = preferred(ground)[:1]
    option = options_taken(groups, freed, ground)
    order = np.argsort(groups.of_item, kind="stable")
    edges = np.searchsorted(groups.of_item[order], np.arange(len(plan["classes"]) + 1)).tolist()
    chosen, waiting = lottery.chosen(), dict[str, list[str]]()
    for place, entry in enumerate(plan["classes"]):
        items = order[edges[place] : edges[place + 1]].tolist()
        by = lottery.held.get(place)
        due = "draw" if by is None else "choice" if by not in ("order", "desk") else ""
        if due and entry["picked"] != due:
            book.refuse("draw-picked", entry["id"], entry["picked"], due)
        if by is not None and not due and entry["picked"] not in ("order", "desk"):
            book.refuse("draw-picked", entry["id"], entry["picked"], "order")
        if not due:
            continue
        if by is None:
            keys = {
                item: (
                    *(-int(total[item]) for total in totals),
                    hmac.digest(seed, ids[int(ground.first[item])].encode(), hashlib.sha256),
                )
                for item in items
            }
            ranked = sorted(items, key=keys.__getitem__)
        else:
            ranked = [item for item in items if ids[int(ground.first[item])] in chosen]
        want = [way for way, each in enumerate(entry["options"]) for _ in range(each["freed"])]
        for item, way in zip(ranked, want, strict=False):
            if option[item] != way:
                person = ids[int(ground.first[item])]
                book.refuse("draw-order", person, int(option[item]), way)
                break
        if by is None and len(ranked) > len(want):
            waiting[entry["id"]] = [ids[int(ground.first[item])] for item in ranked[len(want) :]]
    if reserves != waiting:
        wrong = sorted(
            name for name in {*reserves, *waiting} if reserves.get(name) != waiting.get(name)
        )
        book.refuse("draw-reserves", "draw.reserves", found=", ".join(wrong[:5]))
