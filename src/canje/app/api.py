"""The engine for programs: what `import canje` offers.

Everything is computed as any party can compute it, as the commands do. `desk=True` is the commands'
`--desk`: for the desk alone, with what people told it.

>>> import canje
>>> case = canje.Case.read("src/canje/data/cases/two-families")
>>> plan = canje.clear(case)
>>> plan.outcome, plan.freed
('proved', 9)
>>> canje.verify(plan, case).accepted
True
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from canje.app import asked
from canje.app.opened import same_state, write_plan
from canje.app.service import OtherState
from canje.case.case import Case
from canje.clear import check, engine
from canje.clear import explain as explaining
from canje.clear import price as pricing
from canje.clear.check import Verdict
from canje.clear.explain import Answer, Explanation
from canje.clear.plan import Plan
from canje.clear.price import Point, Prices
from canje.clear.question import Question
from canje.clear.search import Progress
from canje.clear.solver import HiGHS, Stop
from canje.draw import draw as drawing
from canje.draw.turns import NoSeed


def clear(
    case: Case,
    *,
    desk: bool = False,
    stop: Stop = engine.never,
    progress: Progress | None = None,
) -> Plan:
    """The largest exchange that everybody's terms allow, with its proof.

    `stop` is asked now and then and ends the work with the best plan so far; `progress` is told
    of the best value and of the bound, if that tells of nobody's will. Look at `plan.outcome`
    before anything else; `plan.desk` is the desk's own outcome, None unless it is asked for.
    """
    return asked.clear(case, desk=desk, stop=stop, progress=progress)


def verify(plan: Plan | bytes, case: Case) -> Verdict:
    """Check a plan, or a plan file's bytes, against its case, without a solver."""
    data = plan if isinstance(plan, bytes) else plan.to_bytes()
    return check.verify(data, case.docket, case.draw.to_json())


def explain(plan: Plan, case: Case, person: str, *, desk: bool = False) -> Explanation:
    """Why a person is left out of a plan of the case; with the person's own word for the desk.

    KeyError for somebody unknown, OtherState where the plan is not of the case as it stands.
    """
    _question(plan, case)
    return asked.explain(case, plan, person, desk=desk)


def answers(case: Case, *, desk: bool = False) -> tuple[Answer, ...]:
    """For every answer that keeps people from moving: who would go home if it were `held`."""
    return explaining.answers(asked.question(case, desk=desk), HiGHS(), engine.never)


def price(case: Case, *, desk: bool = False, stop: Stop = engine.never) -> Prices:
    """What each must-term that is not law's costs in people, alone and by party."""
    return pricing.price(asked.question(case, desk=desk), HiGHS(), stop)


def sweep(case: Case, term: str, values: Iterable[int], *, desk: bool = False) -> tuple[Point, ...]:
    """People freed as the number in a term moves; ValueError where the term has no one number."""
    question = asked.question(case, desk=desk)
    return tuple(pricing.sweep(question, term, values, HiGHS(), engine.never))


def chances(plan: Plan, case: Case) -> Plan:
    """The plan with the fairest lottery among all plans as good, and everyone's chance in it.

    What is published before there is a seed (`docs/draw.md`). NoLottery where nothing can be drawn,
    OtherState where the plan is not of the case as it stands.
    """
    return drawing.prepare(_question(plan, case), plan, HiGHS(), engine.never, case.draw.choices)


def drawn(plan: Plan, case: Case, seed: bytes) -> Plan:
    """The plan with the people whom a seed of 32 bytes draws; from one that has its chances.

    ValueError where it has none, or the seed is none; OtherState where the plan is not of the case
    as it stands; NoSeed where the case announces a ceremony, so that only its seed counts.
    """
    if case.draw.ceremony is not None:
        raise NoSeed("the case announces a ceremony, so that only its seed counts")
    return drawing.draw(_question(plan, case), plan, seed)


def save(plan: Plan, case: Case, path: str | Path) -> None:
    """Write a plan file, and beside it the desk's own copy where people told the desk anything.

    OtherState where the plan is not of the case as it stands. What is written so is taken by the
    commands: on the desk's machine these want that copy (docs/security.md).
    """
    _question(plan, case)
    write_plan(Path(path), plan, case)


def _question(plan: Plan, case: Case) -> Question:
    """The question that a plan answers; OtherState where the case as it stands asks another."""
    same_state(plan, case)
    question = explaining.question_of(case.docket, plan)
    if question.published.problem.digest() != plan.problem_digest:
        raise OtherState("the plan leaves out others than are not in this round as the case stands")
    return question
