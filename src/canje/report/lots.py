"""The draw on a page: how often each class would go, and who stands by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen
from markupsafe import Markup

from canje.clear.plan import Plan, PlanClass
from canje.draw.ceremony import Ceremony
from canje.draw.turns import silent
from canje.report.names import code
from canje.report.words import Words

ROWS = 60
"""Classes in the table, those with the smallest chances first; the plan file has them all."""

WAITING = 6
"""Reserves of a class that are named."""


@frozen
class Lot:
    """A class that is drawn: how many they are, how often they go in 1000 draws, who waits."""

    band: Markup
    items: int
    often: str
    exact: Markup
    reserves: Markup
    facts: tuple[tuple[str, str], ...]


def sentences(plan: Plan, words: Words) -> Iterator[Markup]:
    """What kind of lottery it is, how fair, and where the seed came from."""
    if plan.draw is None:
        return
    lottery = plan.draw["lottery"]
    yield words("draw.table", n=len(lottery["outcomes"]), tickets=words.number(lottery["tickets"]))
    short = Fraction(*lottery["tolerance"])
    if not lottery["refined"]:
        yield words("draw.unproved")
    elif short:
        yield words("draw.within", most=words.number(_above(short)))
    else:
        yield words("draw.fair")
    if plan.draw["seed"] is None:
        yield words("draw.open")
    elif plan.draw["ceremony"] is None:
        yield words("draw.seed", seed=code(plan.draw["seed"]))
    else:
        yield from _ceremony(Ceremony.from_json(plan.draw["ceremony"]), plan.draw["seed"], words)
    if lottery["held"]:
        held = [code(each["class"]) for each in lottery["held"][:12]]
        yield words("draw.held", classes=words.listed(held))


def _ceremony(said: Ceremony, seed: str, words: Words) -> Iterator[Markup]:
    """What the seed was made of, on whose word, and whose secret is not in it."""
    quiet = silent(said)
    heard = words.listed([code(each) for each in said.parties if each not in quiet])
    throwers = words.listed([code(each.by) for each in said.beacon.throws])
    if said.beacon.kind == "drand":
        yield words("draw.ceremony.drand", parties=heard, seed=code(seed))
    else:
        yield words("draw.ceremony.dice", parties=heard, seed=code(seed), throwers=throwers)
    if quiet:
        yield words("draw.silent", parties=words.listed([code(each) for each in quiet]))


def _above(short: Fraction) -> int:
    """So small a part of a million, rounded up."""
    return -(-short.numerator * 1_000_000 // short.denominator)


def rows(plan: Plan, words: Words) -> list[Lot]:
    """Each class that is drawn, the smallest chance first."""
    if plan.draw is None:
        return []
    reserves: dict[str, list[str]] = plan.draw["reserves"] or {}
    facts = facts_apart(plan)
    ranked = sorted(plan.draw["lottery"]["chances"], key=lambda each: Fraction(*each["chance"]))
    return [
        Lot(
            code(each["band"]),
            each["items"],
            often(each["chance"], words),
            _exact(each["chance"]),
            _waiting(reserves.get(each["class"], ()) if each["chance"][0] else (), words),
            facts.get(each["class"], ()),
        )
        for each in ranked[:ROWS]
    ]


def facts_apart(plan: Plan) -> dict[str, tuple[tuple[str, str], ...]]:
    """The facts of each class; where these are alike, also for whom and where to they can go."""
    ways: dict[tuple[tuple[str, str], ...], set[tuple[tuple[str, str], ...]]] = defaultdict(set)
    for each in plan.classes:
        ways[each.facts].add(_ways(each))
    return {
        each.id: each.facts + (_ways(each) if len(ways[each.facts]) > 1 else ())
        for each in plan.classes
    }


def _ways(each: PlanClass) -> tuple[tuple[str, str], ...]:
    """For whom and where to a class can go, as facts, but for what is a fact already."""
    known = {name for name, _ in each.facts}
    found = {
        "beneficiary": {who for option in each.options for who in option.beneficiary},
        "destination": {to for option in each.options for to in option.destination},
    }
    return tuple((name, "|".join(sorted(of))) for name, of in found.items() if name not in known)


def _waiting(ids: Sequence[str], words: Words) -> Markup:
    """The first of the reserves in their order, and how many more; whoever cannot go waits not."""
    shown = Markup(", ").join(code(each) for each in ids[:WAITING])
    return shown + " " + words("classes.more", n=len(ids) - WAITING) if ids[WAITING:] else shown


def often(pair: Any, words: Words) -> str:
    """Times in a thousand draws; never none or all where it is not quite so."""
    times = 1000 * Fraction(*pair)
    if 0 < times < 1:
        return "< " + words.number(1)
    if 999 < times < 1000:
        return "> " + words.number(999)
    return words.number(round(times))


def _exact(pair: Any) -> Markup:
    numerator, denominator = pair
    short = 1 < denominator < 100_000
    return code(f"{numerator}/{denominator}") if short else Markup("")
