"""The form of a stages file: what is read of it, and nothing about its truth."""

from __future__ import annotations

from canje.base.shape import Each, Shape
from canje.clear.form import tree

_OUTCOME = frozenset({"proved", "feasible", "infeasible", "stopped"})
STAGES: Shape = {
    "case": str,
    "scenario": (str, None),
    "digest": {"plan": str, "handover": Each(str), "stages": str},
    "outcome": _OUTCOME,
    "bound": (int, None),
    "most": (int, None),
    "stages": [
        {
            "number": int,
            "day": int,
            "rides": [{"leg": (str, None), "people": [str]}],
            "waits": [str],
        },
    ],
    "exposures": [{"party": str, "limit": (int, None), "after": [int]}],
    "certificate": ({"levels": [{"tree": tree}]}, None),
    "conflict": [str],
    "changes": [
        {"what": str, "of": (str, None), "by": (int, None), "to": (int, None)},
    ],
    "levels": [{"level": str, "value": (int, None), "bound": (int, None)}],
}
