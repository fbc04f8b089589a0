"""Simulation: made-up days of Yemen 2023, from the folder to the distributions, over all cores."""

from __future__ import annotations

import time
from typing import Any

from bench.history import FOLDER
from canje.app.simulation import Work, cores, simulate
from canje.case.case import Case
from canje.clear import engine
from canje.handover.rates import shipped
from canje.stage.engine import schedule

Row = dict[str, Any]


def runs(seed: int, number: int) -> Row:
    """So many runs, each under all three ways, and nobody lost in any."""
    start = time.perf_counter()
    folder = FOLDER / "yemen-2023"
    case = Case.read(folder)
    plan = engine.clear(case.docket)
    staged = schedule(case.docket, plan, case.handover)
    work = Work(
        folder, None, plan.to_bytes(), staged.to_bytes(), shipped(), seed.to_bytes(32, "big")
    )
    ready = time.perf_counter()
    found = simulate(work, number, cores(), engine.never, lambda _: None)
    seconds = time.perf_counter() - start
    for way in found.ways[1:]:  # in stages those who were called in are told of besides
        total = way.home.mean + way.held.mean + way.dead.mean
        assert total == found.people, (way.name, total)
    medians = ", ".join(f"{way.name} {way.home.quantile(50)}" for way in found.ways)
    return {
        "seconds": seconds,
        "outcome": "done",
        "freed": found.people,
        "note": f"{found.runs} runs in {seconds - (ready - start):.1f} s with {cores()} processes; "
        f"median home: {medians}",
    }
