"""Clearing: from a docket to the largest exchange that its terms allow, with the proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import metadata
from typing import Any, Literal

import attrs
import numpy as np
from attrs import frozen

from canje.base.canonical import digest
from canje.base.version import VERSION
from canje.clear.bound import SCALE, Cut
from canje.clear.classes import Ints
from canje.clear.earliest import earliest
from canje.clear.level import Incumbent, Level, settled_level
from canje.clear.plan import Outcome, Plan, PlanLevel
from canje.clear.problem import Objective, Problem
from canje.clear.publish import Shown, nobody, pick
from canje.clear.question import Question
from canje.clear.reasons import Conflict, Reason, conflict, reasons, red_lines
from canje.clear.search import Effort, Progress, Solved, search
from canje.clear.solver import HiGHS, Solver, Stop
from canje.clear.wishes import granted
from canje.terms.digest import parts
from canje.terms.docket import Docket


def never() -> bool:
    """A stop that never comes."""
    return False


def clear(
    docket: Docket,
    *,
    solver: Solver | None = None,
    stop: Stop = never,
    effort: Effort | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Find the largest exchange that everybody's terms allow.

    The outcome is `proved` only where a certificate in whole numbers shows that no plan is better
    at any level of the objective; `feasible` with the best bound where the search ended early;
    `infeasible` with a smallest set of terms that contradict each other; else `stopped`.
    """
    return Clearing(docket, solver or HiGHS(), stop, effort or Effort(), progress).plan()


@frozen(eq=False)
class Levels:
    """The levels solved one after the other; the last point has the values of all of them."""

    solved: tuple[Solved, ...]
    cuts: tuple[Cut, ...]

    @property
    def point(self) -> Ints | None:
        return self.solved[-1].point

    @property
    def proved(self) -> bool:
        return all(each.status == "proved" for each in self.solved)


class Clearing:
    """One run of the engine, holding what its steps share."""

    def __init__(
        self,
        docket: Docket,
        solver: Solver,
        stop: Stop,
        effort: Effort,
        progress: Progress | None,
    ) -> None:
        self.docket, self.solver, self.stop = docket, solver, stop
        self.effort, self.progress = effort, progress
        self.question = Question(docket)

    def plan(self) -> Plan:
        levels = self.settle()
        first = levels.solved[0]
        if first.status == "infeasible":
            return self._empty("infeasible")
        if levels.point is None:
            return self._empty("stopped")
        point = granted(self.question.problem, levels.point)
        return self._full(levels, earliest(self.question.problem, point, self.solver, self.stop))

    def settle(self) -> Levels:
        """All levels with their proofs, each with the value that the last point has.

        Where a level could not be proved, the search of a later one may come upon a point that is
        better there as well; then the levels are solved again from that point on.
        """
        problem = self.question.problem
        levels = self._solve(problem)
        while levels.point is not None:
            point = granted(problem, levels.point)
            values = [Level(problem, each).value(point) for each in problem.objectives]
            if values == [each.value for each in levels.solved]:
                break
            levels = self._solve(problem, start=point)
        return levels

    def _solve(
        self, problem: Problem, settled: Sequence[int] = (), start: Ints | None = None
    ) -> Levels:
        """Each level under the values of those before; `settled` are values known beforehand."""
        solved: list[Solved] = []
        cuts: list[Cut] = []
        point = start
        for number, objective in enumerate(problem.objectives):
            level = Level(problem, objective, tuple(cuts))
            progress = self.progress if number == 0 else None
            result = search(level, self.solver, self.stop, point, self.effort, progress)
            if result.status == "stopped":
                result = _or_nobody(result, level)
            solved.append(result)
            if result.point is None or result.value is None:
                break
            point = result.point
            value = settled[number] if settled else result.value
            cuts.append(settled_level(objective, value))
        return Levels(tuple(solved), tuple(cuts))

    def _full(self, levels: Levels, point: Ints) -> Plan:
        question = self.question.published
        values = [each.value or 0 for each in levels.solved]
        proofs = levels
        if question is not self.question:
            proofs = self._solve(question.problem, values)
        seed = question.problem.digest()
        chosen = pick(self.docket, self.question.problem, point, seed)
        shown = Shown(self.docket, question, chosen, seed)
        if not Level(question.problem, question.problem.objectives[0]).allows(shown.point):
            # true to all that the desk knows, and no party could see that every term holds
            return self._empty("stopped", "proved" if levels.proved else "feasible")
        why = reasons(question, shown.point, self.solver, self.stop)
        bounds = [each.bound for each in proofs.solved]
        bounds += [None] * (len(values) - len(bounds))
        proved = [bound == value for bound, value in zip(bounds, values, strict=True)]
        return Plan(
            **self._heading(question.problem),
            outcome="proved" if all(proved) else "feasible",
            freed=chosen.count,
            bound=bounds[_main(question.problem)],
            objective=tuple(
                PlanLevel(each.name, each.title, value, bound, done)
                for each, value, bound, done in zip(
                    question.problem.objectives, values, bounds, proved, strict=True
                )
            ),
            certificate=_certificate(question.problem.objectives, proofs.solved),
            people=shown.people(),
            left_out=shown.left_out(why),
            classes=shown.classes(),
            terms=shown.terms(shown.point),
            desk="proved" if levels.proved else "feasible",
        )

    def _empty(
        self, outcome: Literal["infeasible", "stopped"], known: Outcome | None = None
    ) -> Plan:
        """A plan without people; `known` is what the desk knows better."""
        desk = known or outcome
        question = self.question.published
        problem = question.problem
        against: tuple[str, ...] = ()
        certificate: dict[str, Any] | None = None
        if outcome == "infeasible":
            found = conflict(question, self.solver, self.stop)
            against, certificate = found.terms, _refuted(found)
            if certificate is None:
                outcome = "stopped"  # what the desk alone knows stands in the way, and is not told
        shown = Shown(self.docket, question, nobody(problem), problem.digest())
        red, reason = red_lines(question), Reason("terms", terms=against)
        return Plan(
            **self._heading(problem),
            outcome=outcome,
            freed=0,
            bound=0 if outcome == "infeasible" else None,
            objective=(),
            certificate=certificate,
            people=(),
            left_out=shown.left_out([red.get(c, reason) for c in range(len(problem.classes.size))]),
            classes=shown.classes(),
            terms=shown.terms(None),
            conflict=against,
            desk=desk,
        )

    def _heading(self, problem: Problem) -> dict[str, Any]:
        made_from = parts(self.docket)
        return {
            "case": self.docket.case,
            "scenario": self.docket.scenario,
            "case_digest": digest(dict(made_from)),
            "parts": tuple(sorted(made_from.items())),
            "problem_digest": problem.digest(),
            "versions": (
                ("canje", VERSION),
                ("highspy", metadata.version("highspy")),
            ),
        }


def _or_nobody(found: Solved, level: Level) -> Solved:
    """Where there is a bound and no plan was found, that nobody goes is one if the terms allow it.

    So a search that ends early says how many could go, and not that it knows nothing.
    """
    best = Incumbent(level)
    if found.bound is None or not best.offer(np.zeros(level.problem.columns, np.int64)):
        return found
    return attrs.evolve(found, status="feasible", point=best.point, value=best.value)


def _main(problem: Problem) -> int:
    names = [each.name for each in problem.objectives]
    return names.index("freed")


def _refuted(found: Conflict) -> dict[str, Any] | None:
    """The proof that terms cannot be met together, and if need be that not all can."""
    if found.tree is None:
        return None
    levels: list[dict[str, Any]] = [{"level": "conflict", "tree": found.tree}]
    if found.classes is not None:
        levels[0]["classes"] = {name: list(ids) for name, ids in found.classes.items()}
    if found.whole is not None:
        levels.append({"level": "infeasible", "tree": found.whole})
    return {"scale": SCALE, "levels": levels}


def _certificate(
    objectives: Iterable[Objective], solved: Iterable[Solved]
) -> dict[str, Any] | None:
    levels = [
        {"level": objective.name, "bound": each.bound, "tree": each.tree}
        for objective, each in zip(objectives, solved, strict=False)
        if each.tree is not None and each.bound is not None
    ]
    return {"scale": SCALE, "levels": levels} if levels else None
