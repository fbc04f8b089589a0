"""A second solver's word: OR-Tools' CP-SAT says that one more person cannot be freed.

It is a witness beside the certificate, never in its place: CP-SAT has called wrong optima proved.
"""

from __future__ import annotations

from importlib import metadata

from canje.clear.plan import Plan
from canje.clear.problem import INFINITE, Problem
from canje.clear.question import Question
from canje.clear.reasons import people_freed


class NoWitness(Exception):
    """OR-Tools is not installed (`pip install canje[witness]`)."""


def witness(question: Question, plan: Plan, seconds: float) -> dict[str, str]:
    """What CP-SAT says of a plan with one more person freed: infeasible, feasible or unknown."""
    try:
        from ortools.sat.python import cp_model  # noqa: PLC0415 (an optional second opinion)
    except ImportError as error:
        raise NoWitness from error
    problem = question.published.problem
    model = cp_model.CpModel()
    unknowns = [
        model.new_int_var(0, int(problem.capacity[group]), "") for group in problem.group.tolist()
    ]
    for group, columns in _columns(problem).items():
        if len(columns) > 1:
            model.add(sum(unknowns[c] for c in columns) <= int(problem.capacity[group]))
    for number, row in enumerate(problem.rows):
        names = [
            len(problem.classes.column_class) + problem.auxiliaries.index(n)
            for n in row.auxiliaries
        ]
        total = sum(
            value * unknowns[column]
            for column, value in zip(
                [*row.form.columns.tolist(), *names],
                [*row.form.values.tolist(), *row.auxiliaries.values()],
                strict=True,
            )
        )
        if problem.lo[number] > -INFINITE:
            model.add(total >= int(problem.lo[number]))
        if problem.hi[number] < INFINITE:
            model.add(total <= int(problem.hi[number]))
    objective = people_freed(problem).coefficients.tolist()
    more = sum(value * unknown for value, unknown in zip(objective, unknowns, strict=True))
    model.add(more >= plan.freed + 1)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    said = {
        cp_model.INFEASIBLE: "infeasible",
        cp_model.OPTIMAL: "feasible",
        cp_model.FEASIBLE: "feasible",
    }.get(solver.solve(model), "unknown")
    return {"solver": f"ortools {metadata.version('ortools')}", "freed_plus_one": said}


def _columns(problem: Problem) -> dict[int, list[int]]:
    columns: dict[int, list[int]] = {}
    for column, group in enumerate(problem.group.tolist()):
        columns.setdefault(group, []).append(column)
    return columns
