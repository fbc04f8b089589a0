"""The form of a plan file: what is read of it, and nothing about its truth.

docs/plan.schema.json says more, for those who have a validator.
"""

from __future__ import annotations

import re
from typing import Any

from canje.base.shape import Each, Shape, misfit

Json = Any

_HEX32 = re.compile("[0-9a-f]{64}")
_OUTCOME = frozenset({"proved", "feasible", "infeasible", "stopped"})


def _hex32(value: Json) -> bool:
    return isinstance(value, str) and _HEX32.fullmatch(value) is not None


def _share(value: Json) -> bool:
    """Two whole numbers, of which the first is no larger than the second, and that is above 0."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(each) is int for each in value)
        and 0 <= value[0] <= value[1] != 0
    )


def tree(value: Json) -> bool:
    """A certificate's tree: forks with two branches, and leaves with multipliers by name."""
    pending = [value]
    while pending:
        node = pending.pop()
        if not isinstance(node, dict):
            return False
        if "split" in node:
            if not {"le", "ge"} <= node.keys():
                return False
            pending += [node["le"], node["ge"]]
            continue
        duals = node["duals"] if "duals" in node else node.get("farkas")
        if not isinstance(duals, dict) or any(type(each) is not int for each in duals.values()):
            return False
    return True


_LOTTERY = {
    "outcomes": [{"counts": [int], "tickets": int}],
    "tickets": int,
    "chances": [
        {"band": str, "chance": _share, "class": str, "items": int, "worth": (int, None)},
    ],
    "floors": [{"at_most": _share, "tree": tree, "weights": dict}],
    "held": [{"by": str, "class": str, "term": (str, None)}],
    "digest": {"problem": str, "table": str},
    "refined": bool,
    "tolerance": _share,
}
_DRAND = {
    "kind": frozenset({"drand"}),
    "chain": _hex32,
    "round": int,
    "randomness": _hex32,
    "signature": str,
}
_DICE = {
    "kind": frozenset({"dice"}),
    "throws": [
        {
            "by": str,
            "witnesses": [str],
            "at": str,
            "commitment": _hex32,
            "opened": str,
            "rolls": str,
            "nonce": _hex32,
        },
    ],
}
_CEREMONY = {
    "parties": [str],
    "deadline": str,
    "beacon": (_DRAND, _DICE),
    "commitments": [{"party": str, "commitment": _hex32, "at": str}],
    "reveals": [{"party": str, "nonce": _hex32, "at": str}],
    "frozen": _hex32,
    "closed": str,
    "void": [_hex32],
}
_DRAW: Shape = (
    {
        "lottery": _LOTTERY,
        "seed": None,
        "ceremony": None,
        "outcome": None,
        "ticket": None,
        "reserves": None,
    },
    {
        "lottery": _LOTTERY,
        "seed": _hex32,
        "ceremony": (_CEREMONY, None),
        "outcome": int,
        "ticket": int,
        "reserves": Each([str]),
    },
)
PLAN: Shape = {
    "case": str,
    "scenario": (str, None),
    "digest": {"case": str, "parts": Each(str), "plan": str, "problem": str},
    "outcome": _OUTCOME,
    "freed": int,
    "bound": (int, None),
    "objective": [
        {"level": str, "title": str, "value": int, "bound": (int, None), "proved": bool},
    ],
    "certificate": ({"levels": [{"level": str, "tree": tree}]}, None),
    "people": [
        {"id": str, "class": str, "holder": str, "beneficiary": str, "destination": str},
    ],
    "left_out": [
        {
            "id": str,
            "class": (str, None),
            "reason": str,
            "by": (str, None),
            "ref": (str, None),
            "terms": [str],
        },
    ],
    "classes": [
        {
            "id": str,
            "size": int,
            "freed": int,
            "members": int,
            "holder": str,
            "facts": Each(str),
            "options": [{"beneficiary": [str], "destination": [str], "freed": int}],
            "picked": str,
        },
    ],
    "terms": [
        {
            "id": str,
            "by": str,
            "force": str,
            "holds": (bool, None),
            "slack": (int, None),
        },
    ],
    "conflict": [str],
    "witness": (Each(str), None),
    "versions": Each(str),
}


def stray(value: Json) -> str | None:
    """Where a value first strays from the form of a plan file; None where it does not."""
    found = misfit(value, PLAN)
    if found is None and "draw" in value:
        found = misfit(value["draw"], _DRAW, "draw")
    return found
