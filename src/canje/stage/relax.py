"""The program without whole numbers, solved in its lean form, and what its multipliers prove.

The bound is worked out in whole numbers, as in the clearing (`clear.bound`): a solver's duals are
rounded to a billionth, and from there on nothing is. A flow's items take one option in one stage
each, so that the bound is the sum over items of the best that the multipliers leave them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import field, frozen

from canje.clear.bound import SCALE
from canje.clear.classes import Ints
from canje.clear.solver import Floats, Program, Solver, Stop
from canje.stage.frame import Ceiling, Frame, Line

FREED = "level:freed"
"""The line by which everyone goes."""

_BEYOND = 2.0**30
"""No multiplier that is larger is taken from a solver."""


@frozen(eq=False)
class Goal:
    """A level over a frame: what is made largest, under which ceilings and settled levels.

    `fixed` are switches that the solver is to take as given; they count for no bound.
    """

    frame: Frame
    objective: Ints
    ceilings: tuple[Ceiling, ...]
    settled: tuple[Line, ...] = ()
    fixed: Mapping[int, int] = field(factory=dict)

    @property
    def everyone(self) -> bool:
        """Whether all must go; else as many as can are freed, and that is the level."""
        return any(line.name == FREED for line in self.settled)

    def value(self, point: Ints) -> int:
        return int(self.objective @ point)


@frozen(eq=False)
class Relaxed:
    """A solution in fractions, and the multipliers of the lines; None where there is none."""

    point: Floats | None
    multipliers: dict[str, int]


def relax(goal: Goal, solver: Solver, stop: Stop) -> Relaxed | None:
    """Solve a goal without whole numbers; None where it was stopped.

    Where nothing meets the lines the point is None: then there are no multipliers either, as the
    goal of freeing as many as can be is the one that shows why.
    """
    lean = Lean(goal)
    answer = solver.open(lean.program()).relax(stop)
    if answer.status == "stopped":
        return None
    if answer.status == "infeasible":
        return Relaxed(None, {})
    duals = np.where(np.abs(answer.duals) < _BEYOND, answer.duals, 0.0)
    whole = np.rint(duals * SCALE).astype(np.int64).tolist()
    named = {name: value for name, value in zip(lean.names, whole, strict=True) if value and name}
    return Relaxed(answer.point[: goal.frame.width], named)


class Lean:
    """The goal for a solver: exposures as balances carried on, so that no line is long."""

    def __init__(self, goal: Goal) -> None:
        self.goal, frame = goal, goal.frame
        self.names: list[str | None] = []
        self.columns: list[Ints] = []
        self.values: list[Ints] = []
        self.limits: list[tuple[float, float]] = []
        for line in (*frame.lines, *goal.settled):
            if line.name == FREED:
                continue  # that everyone goes is said flow by flow
            self._add(line.name, line.columns, line.values, line.lo, line.hi)
        for group in range(len(frame.capacity)):
            columns = (
                np.flatnonzero(frame.group == group)
                if group >= len(frame.task.flows)
                else (np.arange(frame.start[group], frame.start[group + 1]))
            )
            size = int(frame.capacity[group])
            lo = size if goal.everyone and group < len(frame.task.flows) else None
            self._add(None, columns, np.ones(len(columns), np.int64), lo, size)
        self.balances = 0
        for ceiling in goal.ceilings:
            self._carry(ceiling)

    def _add(
        self, name: str | None, columns: Ints, values: Ints, lo: int | None, hi: int | None
    ) -> None:
        self.names.append(name)
        self.columns.append(columns)
        self.values.append(values)
        self.limits.append((-np.inf if lo is None else lo, np.inf if hi is None else hi))

    def _carry(self, ceiling: Ceiling) -> None:
        """balance(t) = balance(t-1) + b given(t) - a got(t); balance(t-1) + b given(t) <= limit."""
        frame, worth = self.goal.frame, ceiling.worth
        out, back = frame.flows_of(ceiling)
        first = frame.width + self.balances
        self.balances += frame.stages
        calm = [frame.switches["calm"]] if ceiling.calm else []
        for t in range(1, frame.stages + 1):
            before = [first + t - 2] if t > 1 else []
            given, got = out[t], back[t]
            self._add(
                f"{ceiling.name}:{t}",
                np.concatenate([before, given[0], calm]).astype(np.int64),
                np.concatenate(
                    [np.ones(len(before)), worth.got * given[1], [worth.got] * len(calm)]
                ).astype(np.int64),
                None,
                worth.got * ceiling.at_most,
            )
            self._add(
                None,
                np.concatenate([before, given[0], got[0], [first + t - 1]]).astype(np.int64),
                np.concatenate(
                    [np.ones(len(before)), worth.got * given[1], -worth.given * got[1], [-1]]
                ).astype(np.int64),
                0,
                0,
            )

    def program(self) -> Program:
        frame = self.goal.frame
        width = frame.width + self.balances
        row = np.repeat(np.arange(len(self.columns)), [len(each) for each in self.columns])
        column = np.concatenate([np.zeros(0, np.int64), *self.columns]).astype(np.int64)
        value = np.concatenate([np.zeros(0), *self.values])
        key = column * max(len(self.columns), 1) + row  # a unit may give and get at once
        unique, place = np.unique(key, return_inverse=True)
        total = np.bincount(place, value, len(unique)).astype(np.float64)
        column, row = unique // max(len(self.columns), 1), unique % max(len(self.columns), 1)
        start = np.concatenate([[0], np.cumsum(np.bincount(column, minlength=width))])
        free = np.full(self.balances, np.inf)
        lower = np.zeros(frame.width)
        upper = frame.capacity[frame.group].astype(float)
        for place, said in self.goal.fixed.items():
            lower[place] = upper[place] = said
        return Program(
            np.concatenate([self.goal.objective.astype(float), np.zeros(self.balances)]),
            np.concatenate([lower, -free]),
            np.concatenate([upper, free]),
            start,
            row,
            total,
            np.array([lo for lo, _ in self.limits]),
            np.array([hi for _, hi in self.limits]),
        )


def proved(goal: Goal, multipliers: Mapping[str, int]) -> tuple[int, dict[str, int]]:
    """The bound on a goal that multipliers prove, and those of them that were of use.

    What all must go is worth (the line `level:freed`) is added at the
    price at which nobody would rather be left out.
    """
    frame, used = goal.frame, {}
    profit = (SCALE * goal.objective).astype(object)
    total = 0
    for line in (*frame.lines, *goal.settled) if multipliers else ():
        weight = multipliers.get(line.name, 0)
        limit = line.hi if weight > 0 else line.lo
        if weight and limit is not None and line.name != FREED:
            total += weight * limit
            profit[line.columns] -= weight * line.values.astype(object)
            used[line.name] = weight
    for ceiling in goal.ceilings:
        weights = [
            max(multipliers.get(f"{ceiling.name}:{t}", 0), 0) for t in range(1, frame.stages + 1)
        ]
        if any(weights):
            used |= {f"{ceiling.name}:{t}": w for t, w in enumerate(weights, 1) if w}
            total += sum(weights) * ceiling.worth.got * ceiling.at_most
            _expose(frame, ceiling, weights, profit)
    best = _best(frame, profit)
    flows = frame.task.flows
    freed = [line for line in goal.settled if line.name == FREED]
    if freed and freed[0].lo is not None:
        short = [-(-max(-b, 0) // f.members) for b, f in zip(best, flows, strict=False) if b < 0]
        price = max(short, default=0)
        if price:
            used[FREED] = -price
            total -= price * freed[0].lo
            for number, flow in enumerate(flows):
                if frame.start[number] < frame.start[number + 1]:
                    best[number] += price * flow.members
    total += sum(
        max(value, 0) * size for value, size in zip(best, frame.capacity.tolist(), strict=True)
    )
    return total // SCALE, used


def _expose(frame: Frame, ceiling: Ceiling, weights: Sequence[int], profit: Ints) -> None:
    """What goes out in a stage weighs on it and on all later ones; what comes in, on later ones."""
    later = [0]
    for weight in reversed(weights):
        later.append(later[-1] + weight)
    after = np.array(later[::-1], dtype=object)  # after[t - 1]: the sum from stage t on
    if ceiling.calm:
        profit[frame.switches["calm"]] -= ceiling.worth.got * later[-1]
    for number, flow in enumerate(frame.task.flows):
        given = ceiling.worth.got * flow.given(ceiling.party)
        got = ceiling.worth.given * flow.got(ceiling.party)
        if given or got:
            first, last = frame.span(number)
            change = given * after[first - 1 : last] - got * after[first : last + 1]
            for option in range(len(flow.options)):
                profit[frame.columns(number, option)] -= change


def _best(frame: Frame, profit: Ints) -> list[int]:
    """The most that an item of each group can bring; below nothing for all, if it must be so."""
    values = profit.tolist()
    best = [
        max(values[frame.start[n] : frame.start[n + 1]], default=0)
        for n in range(len(frame.task.flows))
    ]
    more: dict[int, int] = {}
    for column in frame.switches.values():
        group = int(frame.group[column])
        more[group] = max(more.get(group, values[column]), values[column])
    return best + [more[group] for group in sorted(more)]
