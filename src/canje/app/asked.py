"""What is computed for one audience: any party, or the desk alone.

A party is the default everywhere. Its answers are computed from what a party may know, and nothing
is computed for the desk and trimmed afterwards but one word: a plan's file is the same for both,
and how good the desk knows it to be (`Plan.desk`) is kept from whoever did not ask as the desk.
"""

from __future__ import annotations

import attrs

from canje.case.case import Case
from canje.clear import engine
from canje.clear import explain as explaining
from canje.clear.explain import Explanation, question_of
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.clear.search import Progress
from canje.clear.solver import HiGHS, Stop


def question(case: Case, plan: Plan | None = None, *, desk: bool) -> Question:
    """What the case, or a plan of it, asks: as any party can ask it, or as the desk alone can."""
    asked = Question(case.docket) if plan is None else question_of(case.docket, plan)
    return asked if desk else asked.shared


def clear(
    case: Case, *, desk: bool, stop: Stop = engine.never, progress: Progress | None = None
) -> Plan:
    """A plan of the case; only the desk is told how good it is by what people told the desk."""
    docket = case.docket
    silent = not desk and bool(docket.consents or docket.consent_required)

    def without_bound(value: int | None, _bound: int | None) -> None:
        """The bound under way knows of refusals that the plan's own does not."""
        if progress is not None:
            progress(value, None)

    plan = engine.clear(docket, stop=stop, progress=without_bound if silent else progress)
    return plan if desk else attrs.evolve(plan, desk=None)


def explain(
    case: Case, plan: Plan, person: str, *, desk: bool, stop: Stop = engine.never
) -> Explanation:
    """Why a person is left out of a plan; what the person told the desk is for the desk.

    KeyError for somebody unknown, ValueError where the plan was made from another docket.
    """
    found = explaining.explain(case.docket, plan, person, HiGHS(), stop)
    if desk:
        return found
    return attrs.evolve(found, checks=tuple(each for each in found.checks if not each.desk_only))
