"""Staging: from a plan and a handover to the fewest stages that its terms allow, with the proof."""

from __future__ import annotations

from typing import Literal

from canje.clear.bound import SCALE
from canje.clear.engine import never
from canje.clear.plan import Plan
from canje.clear.solver import HiGHS, Solver, Stop
from canje.stage.assign import assign, exposed
from canje.stage.explain import Asked, changes, conflict, no_way
from canje.stage.flows import freed_people, task
from canje.stage.handover import Handover, parts
from canje.stage.schedule import Change, Level, Schedule, plan_digest
from canje.stage.search import Found, Search
from canje.terms.docket import Docket


def schedule(
    docket: Docket,
    plan: Plan,
    handover: Handover,
    *,
    solver: Solver | None = None,
    stop: Stop = never,
    most: int | None = None,
) -> Schedule:
    """The stages of a plan: the fewest; of these, with the smallest largest exposure; of these,
    with those whom law puts first as early as can be.

    `most` is the largest number of stages that is wanted. The outcome is `proved` only where every
    level is, `feasible` where there are stages with a gap, `infeasible` where a proof says that
    there are none, with what is in conflict and what would help; else `stopped`.
    """
    solver = solver or HiGHS()
    own = task(docket, plan, handover)
    found = Search(own, solver, stop, most).run()
    digest = plan_digest(plan)
    if found.frame is None or found.point is None:
        asked = Asked(docket, plan, handover, most, solver, stop)
        return _without(asked, found, digest)
    table = freed_people(docket, plan)
    stages = assign(docket, handover, table, found.frame, found.point, digest)
    proved = all(each.bound == each.value for each in found.proofs)
    return Schedule(
        case=docket.case,
        scenario=docket.scenario,
        plan_digest=digest,
        outcome="proved" if proved else "feasible",
        stages=stages,
        bound=found.proofs[0].bound,
        exposures=exposed(own, table, stages),
        certificate=_certificate(found),
        most=most,
        levels=_levels(found),
        handover=tuple(sorted(parts(handover).items())),
    )


def _without(asked: Asked, found: Found, digest: str) -> Schedule:
    """No stages: why, if it is certain that there are none."""
    outcome: Literal["infeasible", "stopped"] = "infeasible" if found.closed else "stopped"
    against: tuple[str, ...] = ()
    helping: tuple[Change, ...] = ()
    if outcome == "infeasible":
        helping = no_way(asked)
        if not helping:
            against, helping = conflict(asked), changes(asked)
    return Schedule(
        case=asked.docket.case,
        scenario=asked.docket.scenario,
        plan_digest=digest,
        outcome=outcome,
        stages=(),
        bound=found.proofs[0].bound,
        exposures=(),
        certificate=_certificate(found),
        conflict=against,
        most=asked.most,
        changes=helping,
        levels=_levels(found),
        handover=tuple(sorted(parts(asked.handover).items())),
    )


def _levels(found: Found) -> tuple[Level, ...]:
    return tuple(Level(each.level, each.value, each.bound) for each in found.proofs)


def _certificate(found: Found) -> dict[str, object] | None:
    entries = [each.entry for each in found.proofs if each.entry is not None]
    return {"scale": SCALE, "levels": entries} if entries else None
