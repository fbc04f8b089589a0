"""The lottery as the plan file has it, and the digests that freeze it before there is a seed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from canje.base.canonical import canonical, sha256
from canje.clear.bound import SCALE
from canje.clear.classes import Classes
from canje.clear.plan import Plan
from canje.clear.problem import worth_of_people
from canje.draw.bands import Bands
from canje.draw.contest import most
from canje.draw.held import Held
from canje.draw.lottery import Lottery
from canje.terms.docket import Docket, Prefer

Json = Any


def told(docket: Docket, plan: Plan, bands: Bands, made: Lottery, kept: Held) -> dict[str, Json]:
    """The field `draw.lottery` of a plan."""
    names = band_names(bands)
    worths = _worths(docket, bands)
    outcomes = [
        {"counts": row.tolist(), "tickets": count}
        for row, count in zip(made.rows, made.tickets, strict=True)
    ]
    choices = [
        {"term": each.term, "by": each.by, "people": list(each.people)} for each in kept.choices
    ]
    holds = [
        {"class": f"c{number + 1}", "by": each.by, "term": each.term}
        for number, each in sorted(kept.classes.items())
    ]
    table: dict[str, Json] = {"tickets": made.total, "outcomes": outcomes}
    classes = bands.plain.classes
    return {
        **table,
        "method": made.method,
        "chances": [
            {
                "band": names[band],
                "class": f"c{int(number) + 1}",
                "items": int(bands.size[band]),
                "worth": worths[band],
                "chance": _pair(made.chances[band]),
            }
            for band, number in enumerate(bands.klass.tolist())
            if number not in kept.classes
        ],
        "floors": _floors(made, bands, names),
        "refined": made.refined,
        "tolerance": _pair(made.tolerance),
        "held": holds,
        "choices": choices,
        "digest": {
            "problem": problem_digest(plan, _members(docket, classes), holds, choices),
            "table": sha256(canonical(table)),
        },
    }


def band_names(bands: Bands) -> list[str]:
    """`c3`; or `c3:1`, `c3:2`, ... where a preference cuts classes into bands."""
    if bands.problem is bands.plain:
        return [f"c{number + 1}" for number in bands.klass.tolist()]
    first = np.searchsorted(bands.klass, bands.klass)
    return [
        f"c{number + 1}:{place - start + 1}"
        for place, (number, start) in enumerate(
            zip(bands.klass.tolist(), first.tolist(), strict=True)
        )
    ]


def problem_digest(
    plan: Plan,
    members: Sequence[str],
    holds: Sequence[Mapping[str, Json]],
    choices: Sequence[Mapping[str, Json]],
) -> str:
    """What is frozen before any secret is committed to: the case, the levels' values, who is in
    which class, and whose places are not drawn.
    """
    return sha256(
        canonical(
            {
                "case": plan.case_digest,
                "problem": plan.problem_digest,
                "levels": [[each.level, each.value] for each in plan.objective],
                "classes": [
                    [each.id, each.size, digest]
                    for each, digest in zip(plan.classes, members, strict=True)
                ],
                "held": [dict(each) for each in holds],
                "choices": [dict(each) for each in choices],
            }
        )
    )


def _members(docket: Docket, classes: Classes) -> list[str]:
    """For each class, SHA-256 over the ids of its people in their order, a line feed after each."""
    ids = docket.people.ids
    found = []
    for number in range(len(classes.size)):
        rows = np.sort(classes.members(number).reshape(-1)).tolist()
        found.append(hashlib.sha256("".join(f"{ids[row]}\n" for row in rows).encode()).hexdigest())
    return found


def _worths(docket: Docket, bands: Bands) -> list[int | None]:
    preferred = [level.column for level in docket.levels if isinstance(level, Prefer)]
    if not preferred or bands.problem is bands.plain:
        return [None] * bands.width
    worth = worth_of_people(preferred[0], docket)
    inner = bands.problem.classes
    return [int(worth[inner.members(band)[0]].sum()) for band in range(bands.width)]


def _floors(made: Lottery, bands: Bands, names: Sequence[str]) -> list[dict[str, Json]]:
    settled: dict[int, Fraction] = {}
    found: list[dict[str, Json]] = []
    for floor in made.floors:
        allowed = most(floor.weights, floor.bound, bands.size, settled)
        settled |= {band: made.chances[band] for band in floor.bands}
        found.append(
            {
                "at_most": _pair(allowed),
                "bound": floor.bound,
                "scale": SCALE,
                "weights": {
                    names[band]: weight for band, weight in enumerate(floor.weights) if weight
                },
                "tree": floor.tree,
            }
        )
    return found


def _pair(value: Fraction) -> list[int]:
    return [value.numerator, value.denominator]
