"""The engine's side of every measurement, timed from people in memory."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from canje.case.case import Case
from canje.clear import check, engine
from canje.clear import price as pricing
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.clear.search import Effort
from canje.clear.solver import HiGHS
from canje.terms.docket import Docket, Prefer

Row = dict[str, Any]


def read(folder: Path) -> Docket:
    """The docket of a case folder."""
    return Case.read(folder).docket


def clear(docket: Docket, limit: float) -> Row:
    """From a docket to a plan with its proof; and, beside the clock, what the checker says."""
    start = time.perf_counter()
    plan = engine.clear(docket, stop=_limited(start, limit))
    seconds = time.perf_counter() - start
    peak = peak_mb()
    row = {"seconds": seconds, "peak_mb": peak, **_told(plan)}
    for level, said in zip(docket.levels, plan.objective, strict=False):
        if isinstance(level, Prefer):
            row["preferred"] = said.value
    return row | _judged(plan.to_bytes(), docket)


def settle(docket: Docket, limit: float) -> Row:
    """From a docket to the best plan with its proof, unwritten: what a solver alone would tell."""
    start = time.perf_counter()
    clearing = engine.Clearing(docket, HiGHS(), _limited(start, limit), Effort(), None)
    levels = clearing.settle()
    row: Row = {"seconds": time.perf_counter() - start, "peak_mb": peak_mb()}
    row["outcome"] = "proved" if levels.proved else "feasible"
    for level, solved in zip(docket.levels, levels.solved, strict=False):
        row["preferred" if isinstance(level, Prefer) else "freed"] = solved.value
    return row | {"bound": levels.solved[0].bound}


def told(plan: bytes) -> Row:
    """What a plan file says in short."""
    return _told(Plan.from_bytes(plan))


def verify(docket: Docket, limit: float) -> Row:
    """The checker on a plan of the engine's, from its bytes and the docket in memory."""
    start = time.perf_counter()
    plan = engine.clear(docket, stop=_limited(start, limit))
    data = plan.to_bytes()
    cleared = time.perf_counter()
    verdict = check.verify(data, docket)
    seconds = time.perf_counter() - cleared
    note = "; ".join(each.words for each in verdict.refusals[:2])
    row = {"seconds": seconds, **_told(plan), "plan_mb": len(data) / 1e6, "note": note}
    return row | {"outcome": "accepted" if verdict.accepted else "REFUSED"}


def price(docket: Docket, limit: float) -> Row:
    """Every must-term priced: with it, without it, loosened by one step; and each party's."""
    start = time.perf_counter()
    stop = _limited(start, limit)
    prices = pricing.price(Question(docket), HiGHS(), stop)
    seconds = time.perf_counter() - start
    proved = [each.proved for each in prices.terms] + [each.proved for each in prices.parties]
    return {
        "seconds": seconds,
        "outcome": "proved" if all(proved) else "feasible",
        "freed": prices.freed,
        "note": f"{len(prices.terms)} terms and {len(prices.parties)} parties priced, "
        f"{sum(proved)} of them proved",
    }


def moved(docket: Docket, term: str, to: int, limit: float) -> Row:
    """What a term with another number would free, asked of a case that is at hand."""
    question = Question(docket)
    before = pricing.what_if(question, HiGHS(), lambda: False)
    start = time.perf_counter()
    stop = _limited(start, limit)
    point = next(iter(pricing.sweep(question, term, [to], HiGHS(), stop)))
    seconds = time.perf_counter() - start
    outcome = "proved" if point.proved else "feasible"
    row = {"seconds": seconds, "outcome": outcome, "freed": point.freed, "bound": point.bound}
    return row | {"note": f"{term} moved to {to}; {before.freed} freed before"}


def _limited(start: float, limit: float) -> Callable[[], bool]:
    return lambda: time.perf_counter() - start > limit


def _judged(data: bytes, docket: Docket) -> Row:
    verdict = check.verify(data, docket)
    if verdict.accepted:
        return {}
    return {"outcome": "REFUSED", "note": "; ".join(each.words for each in verdict.refusals[:2])}


def _told(plan: Plan) -> Row:
    leaves = json.dumps(plan.certificate).count('"duals"') if plan.certificate else 0
    return {
        "outcome": plan.outcome,
        "freed": plan.freed,
        "bound": plan.bound,
        "unknowns": sum(len(each.options) for each in plan.classes),
        "leaves": leaves,
    }


def peak_mb() -> int:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
