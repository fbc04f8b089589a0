"""History's cases, all together: read, cleared, verified and put into stages."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import canje
from canje.case.case import Case
from canje.clear import check, engine
from canje.stage import check as stage_check
from canje.stage.engine import schedule

FOLDER = Path(canje.__file__).parent / "data" / "cases"

Row = dict[str, Any]


def walk() -> Row:
    """Every folder that ships, from its files to a plan and stages that their checkers take."""
    start = time.perf_counter()
    slowest, freed, stages = (0.0, ""), 0, 0
    names = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    unproved = []
    for name in names:
        began = time.perf_counter()
        case = Case.read(FOLDER / name)
        plan = engine.clear(case.docket)
        accepted = check.verify(plan.to_bytes(), case.docket).accepted
        staged = schedule(case.docket, plan, case.handover)
        told = staged.to_bytes()
        accepted &= stage_check.verify(told, plan, case.docket, case.handover).accepted
        if not (accepted and plan.outcome == staged.outcome == "proved"):
            unproved.append(name)
        freed, stages = freed + plan.freed, stages + len(staged.stages)
        slowest = max(slowest, (time.perf_counter() - began, name))
    return {
        "seconds": time.perf_counter() - start,
        "outcome": "failed" if unproved else "proved",
        "freed": freed,
        "bound": freed,
        "note": f"{len(names)} cases, {stages} stages; slowest: {slowest[1]}, {slowest[0]:.2f} s"
        + (f"; not proved: {', '.join(unproved)}" if unproved else ""),
    }
