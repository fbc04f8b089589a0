"""Peers: the same instance as others would put it to a solver, one unknown a person.

HiGHS and CP-SAT each get one 0/1 unknown a person who can move and the terms as rows; `by_class`
is the plain sketch that counts alike people and gives the counts to HiGHS. They read instances of
`bench.instances` (tariffs, counts, one move a person) and nothing more general.
"""

from __future__ import annotations

import time

import highspy
import numpy as np
import numpy.typing as npt
from attrs import frozen
from ortools.sat.python import cp_model

from canje.base.select import Selection, mask
from canje.terms.docket import Docket, Prefer
from canje.terms.eligible import eligible
from canje.terms.term import Count, Outside, Tariff

Ints = npt.NDArray[np.int64]


@frozen
class Answer:
    """What a peer says. `outcome` is its own word: nobody has checked it."""

    outcome: str
    freed: int | None
    preferred: int | None
    bound: float | None
    seconds: float


@frozen(eq=False)
class Model:
    """Unknowns from 0 to `upper`, rows `low <= coefficients . x <= high`, figures of each unknown.

    `rows` keeps for each row the unknowns in it and their coefficients.
    """

    upper: Ints
    worth: Ints
    rows: tuple[tuple[Ints, Ints], ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def objective(self) -> Ints:
        """People first: one more person is worth more than all that can be preferred."""
        total = int((self.upper * self.worth).sum())
        return self.worth + total + 1 if total else np.ones(len(self.upper), np.int64)

    def answer(self, outcome: str, x: Ints | None, bound: float | None, start: float) -> Answer:
        seconds = time.perf_counter() - start
        if x is None:
            return Answer(outcome, None, None, bound, seconds)
        freed, preferred = int(x.sum()), int((x * self.worth).sum())
        if bound is not None and self.worth.any():
            bound = None  # a bound on the weighted sum says little
        return Answer(outcome, freed, preferred, bound, seconds)


def per_person(docket: Docket) -> Model:
    """One unknown a person who can move."""
    able = np.flatnonzero(eligible(docket).move_set >= 0)
    worth = np.zeros(len(able), np.int64)
    for level in docket.levels:
        if isinstance(level, Prefer):
            column = docket.people.column(level.column)
            worth = np.array([int(value or 0) for value in column.values])[column.codes][able]
    outside = np.zeros(len(docket.people), np.bool_)
    for term in docket.terms:
        if isinstance(term.rule, Outside):
            outside |= mask(term.rule.of, docket.people)
    rows, low, high = [], [], []

    def where(selection: Selection) -> Ints:
        return mask(selection, docket.people)[able].astype(np.int64)

    for term in docket.terms:
        match term.rule:
            case Count(of, at_least, at_most):
                row = where(of)
                low.append(-np.inf if at_least is None else float(at_least))
                high.append(np.inf if at_most is None else float(at_most))
            case Outside(of):
                row = where(of)
                low.append(float(row.sum()))
                high.append(np.inf)
            case Tariff(give, get, column_name, table, 1, 1, "exactly"):
                column = docket.people.column(column_name)
                worths = np.array([table[value] for value in column.values])[column.codes]
                row = (where(give) - where(get)) * (worths * ~outside)[able]
                low.append(0.0)
                high.append(0.0)
            case _:
                raise NotImplementedError(term.rule)
        columns = np.flatnonzero(row)
        rows.append((columns, row[columns]))
    return Model(np.ones(len(able), np.int64), worth, tuple(rows), tuple(low), tuple(high))


def by_class(model: Model) -> Model:
    """The same with one unknown for each sort of people whom no row tells apart."""
    chance = np.random.default_rng(1)
    sort = np.zeros(len(model.upper), np.int64)
    for columns, values in model.rows:  # a random sum over rows: equal only for equal people
        sort[columns] += values * chance.integers(1, 2**56)
    _, first, kind = np.unique(sort, return_index=True, return_inverse=True)
    place = np.full(len(model.upper), -1)
    place[first] = np.arange(len(first))
    rows = []
    for columns, values in model.rows:
        kept = place[columns] >= 0
        rows.append((place[columns[kept]], values[kept]))
    size = np.bincount(kind.reshape(-1))
    return Model(size, np.zeros(len(size), np.int64), tuple(rows), model.low, model.high)


def highs(model: Model, limit: float, start: float) -> Answer:
    """HiGHS with no gap allowed: the objective is whole, so less than one off is none."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # typed in part
    for option, value in (
        ("output_flag", False),
        ("log_to_console", False),
        ("time_limit", limit),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),
    ):
        solver.setOptionValue(option, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.upper), len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = model.objective.astype(np.float64)
    lp.col_lower_ = np.zeros(len(model.upper))
    lp.col_upper_ = model.upper.astype(np.float64)
    lp.row_lower_, lp.row_upper_ = np.array(model.low), np.array(model.high)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(columns) for columns, _ in model.rows)])
    lp.a_matrix_.index_ = np.concatenate([columns for columns, _ in model.rows])
    lp.a_matrix_.value_ = np.concatenate([values for _, values in model.rows]).astype(np.float64)
    solver.passModel(lp)
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    x = np.rint(solver.getSolution().col_value).astype(np.int64) if found else None
    return model.answer(solver.modelStatusToString(status), x, info.mip_dual_bound, start)


def cp_sat(model: Model, limit: float, start: float) -> Answer:
    """CP-SAT with both cores."""
    cp = cp_model.CpModel()
    unknowns = [cp.new_int_var(0, most, "") for most in model.upper.tolist()]
    for (columns, values), low, high in zip(model.rows, model.low, model.high, strict=True):
        row = cp_model.LinearExpr.weighted_sum(
            [unknowns[column] for column in columns.tolist()], values.tolist()
        )
        cp.add_linear_constraint(
            row,
            int(max(low, cp_model.INT32_MIN)),
            int(min(high, cp_model.INT32_MAX)),
        )
    cp.maximize(cp_model.LinearExpr.weighted_sum(unknowns, model.objective.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(cp)
    x = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        x = np.array(solver.values(unknowns), np.int64)
    return model.answer(solver.status_name(status), x, solver.best_objective_bound, start)
