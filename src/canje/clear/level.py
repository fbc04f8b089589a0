"""One level of the objective as a program for the solver, and what its answers mean exactly.

The bound and the test of a point here are in whole numbers; only proposals come in floats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
from attrs import frozen

from canje.clear.bound import SCALE, Bound, Cut, Domain, upper_bound
from canje.clear.classes import Ints
from canje.clear.problem import INFINITE, Objective, Problem
from canje.clear.solver import Floats, Program, Relaxed, Session, Solver, Stop

_TOUCHES = 1e-6
"""How far, in items, a point may lie above a concave curve before it is cut off."""

_BEYOND = 2.0**60
"""Nothing that a solver says is taken from here on."""


@frozen(eq=False)
class _SolverRow:
    columns: Ints
    values: Floats
    lo: int | None
    hi: int | None


@frozen(eq=False)
class Level:
    """An objective over a problem, with the values of the levels before it held fast by `cuts`.

    Unknowns beyond the problem's own, in the program only: one a class for its worth, held under
    the class's concave curve by tangents that are added where a solution needs them.
    """

    problem: Problem
    objective: Objective
    cuts: tuple[Cut, ...] = ()

    @property
    def worths(self) -> tuple[Ints, ...]:
        """The worth curves that are in play, of this level or of a settled one."""
        settled = [cut.worths for cut in self.cuts if cut.worths]
        return self.objective.worths or (settled[0] if settled else ())

    def program(self, domain: Domain | None = None) -> Program:
        """The level for a solver; within a domain, with the worth curves whole over it."""
        problem, extra = self.problem, len(self.worths)
        caps = _caps(problem)
        rows: list[_SolverRow] = []
        for group, columns in caps:
            least = int(domain.group_lo[group]) if domain else None
            most = int((domain.group_hi if domain else problem.capacity)[group])
            rows.append(_SolverRow(columns, np.ones(len(columns)), least, most))
        for cut in self.cuts:
            columns, values = cut.columns, cut.values.astype(float)
            if cut.worths:
                columns, values = problem.columns + np.arange(extra), np.ones(extra)
            rows.append(_SolverRow(columns, values, cut.lo, cut.hi))
        lower = np.zeros(problem.columns + extra)
        upper = np.append(
            problem.capacity[problem.group].astype(float),
            [float(worth.sum()) for worth in self.worths],
        )
        if domain:
            alone = np.bincount(problem.group)[problem.group] == 1
            lower[: problem.columns] = np.where(alone, domain.group_lo[problem.group], 0)
            upper[: problem.columns] = domain.column_hi
            for number, worth in enumerate(self.worths):
                least, most = int(domain.group_lo[number]), int(domain.group_hi[number])
                lower[problem.columns + number] = float(worth[:least].sum())
                upper[problem.columns + number] = float(worth[:most].sum())
                rows += [self.tangent(number, at) for at in range(least, most)]
        worth_of_level = np.full(extra, 1.0 if self.objective.worths else 0.0)
        start, row, value = _stack(problem, rows, extra)
        return Program(
            np.concatenate([self.objective.coefficients.astype(float), worth_of_level]),
            lower,
            upper,
            start,
            row,
            value,
            np.append(_limits(problem.lo), [_limit(row.lo, -np.inf) for row in rows]),
            np.append(_limits(problem.hi), [_limit(row.hi, np.inf) for row in rows]),
        )

    def tangent(self, number: int, at: int) -> _SolverRow:
        """Worth of n items <= worth of the first `at` + (n - at) times that of the next."""
        options = np.flatnonzero(self.problem.group == number)
        slope = int(self.worths[number][at])
        return _SolverRow(
            np.append(options, self.problem.columns + number),
            np.append(np.full(len(options), -float(slope)), 1.0),
            None,
            int(self.worths[number][:at].sum()) - slope * at,
        )

    def names(self) -> list[str | None]:
        """The names of the program's rows; None for those that no certificate needs."""
        named: list[str | None] = [row.name for row in self.problem.rows]
        return named + [None] * len(_caps(self.problem)) + [cut.name for cut in self.cuts]

    def value(self, point: Ints) -> int:
        """What a point in whole numbers is worth at this level."""
        value = int(self.objective.coefficients @ point[: self.problem.columns])
        if self.objective.worths:
            freed = self.freed(point)
            value += sum(
                int(worth[:count].sum())
                for worth, count in zip(self.objective.worths, freed.tolist(), strict=False)
            )
        return value

    def freed(self, point: Ints) -> Ints:
        """Items freed of each group."""
        freed = np.zeros(len(self.problem.capacity), np.int64)
        np.add.at(freed, self.problem.group, point[: self.problem.columns])
        return freed

    def allows(self, point: Ints, cuts: Sequence[Cut] = ()) -> bool:
        """Whether a point in whole numbers meets every row, exactly."""
        problem = self.problem
        point = point[: problem.columns]
        if (point < 0).any() or (point > problem.capacity[problem.group]).any():
            return False  # before any sum, that none can outgrow 64 bits
        freed = self.freed(point)
        if (freed > problem.capacity).any():
            return False
        sums = np.zeros(len(problem.rows), np.int64)
        counts = np.repeat(point, np.diff(problem.matrix.start))
        np.add.at(sums, problem.matrix.row, counts * problem.matrix.value)
        if (sums < problem.lo).any() or (sums > problem.hi).any():
            return False
        for cut in (*self.cuts, *cuts):
            total = int(cut.values @ point[cut.columns])
            total += sum(
                int(worth[:count].sum())
                for worth, count in zip(cut.worths, freed.tolist(), strict=False)
            )
            if (cut.lo is not None and total < cut.lo) or (cut.hi is not None and total > cut.hi):
                return False
        return True

    def bound(self, multipliers: Mapping[str, int], branches: Sequence[Cut] = ()) -> Bound:
        return upper_bound(self.problem, self.objective, (*self.cuts, *branches), multipliers)

    def refutation(self, multipliers: Mapping[str, int], branches: Sequence[Cut] = ()) -> Bound:
        """Below zero: no plan meets these rows."""
        return upper_bound(self.problem, None, (*self.cuts, *branches), multipliers)


class Incumbent:
    """The best point so far, taken only if it is allowed, exactly."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.point: Ints | None = None
        self.value: int | None = None

    def offer(self, point: Ints) -> bool:
        point = point[: self.level.problem.columns]
        value = self.level.value(point)
        if (self.value is not None and value <= self.value) or not self.level.allows(point):
            return False
        self.point, self.value = point, value
        return True

    def round(self, point: Floats) -> None:
        """A relaxation's corner is often whole already, or all but."""
        for nearest in (np.rint(point), np.floor(point + 1e-6)):
            self.offer(nearest.astype(np.int64))

    def below(self, bound: int) -> bool:
        """Whether something better could still be found under the bound."""
        return self.value is None or self.value < bound


@frozen(eq=False)
class _Curve:
    """The worths of every class one after the other, and what those before each are worth."""

    start: Ints
    worth: Floats
    before: Floats

    @classmethod
    def of(cls, worths: Sequence[Ints]) -> _Curve:
        start = np.cumsum([0, *map(len, worths)]).astype(np.int64)
        worth = np.concatenate([np.zeros(0), *worths])
        sums = [np.concatenate([[0], np.cumsum(each)[:-1]]) for each in worths]
        return cls(start, worth, np.concatenate([np.zeros(0), *sums]))


_Bounded = Callable[[Mapping[str, int], Sequence[Cut]], Bound]


class Relaxation:
    """A level's program without whole numbers, kept warm; branches and tangents come and go.

    Within a domain some options are fixed; multipliers of the first branches, which are to say
    so, are then made as large as that takes.
    """

    def __init__(self, level: Level, solver: Solver, domain: Domain | None = None) -> None:
        self.level, self.solver, self.domain = level, solver, domain
        self.session: Session = solver.open(level.program(domain))
        self.names = level.names()
        self.tangents: dict[tuple[int, int], _SolverRow] = {}
        self.curve = _Curve.of(level.worths)
        self.branches: list[Cut] = []
        self.fixings: list[Cut] = []

    def push(self, cut: Cut) -> None:
        self.branches.append(cut)
        self.names.append(cut.name)
        _push(self.session, _SolverRow(cut.columns, cut.values.astype(float), cut.lo, cut.hi))

    def pop(self) -> None:
        cut = self.branches.pop()
        place = len(self.names) - 1 - self.names[::-1].index(cut.name)
        del self.names[place]
        self.session.drop(place)

    def solve(self, stop: Stop) -> Relaxed:
        """Solve, and cut off what lies above a worth curve until nothing does."""
        while True:
            answer = self.session.relax(stop)
            if answer.status == "optimal" and not _is_sane(answer):
                return attrs.evolve(answer, status="stopped")
            if answer.status != "optimal" or not self._add_tangents(answer.point):
                return answer

    def fix(self, cut: Cut) -> None:
        """Push a branch that fixes options as the domain does: none of these, or all."""
        self.push(cut)
        self.fixings.append(cut)

    def multipliers(self, duals: Floats) -> dict[str, int]:
        """The answer's duals as whole numbers of a billionth, by row.

        What the solver took for a limit of an option is put on the branch that fixes it: nothing
        is lost by a multiplier on a sum that must be nothing, or all there is.
        """
        return self._fixed(whole_multipliers(self.names, duals), self.level.bound)

    def _fixed(self, multipliers: dict[str, int], bounded: _Bounded) -> dict[str, int]:
        for cut in self.fixings:
            bound = bounded(multipliers, self.branches)
            if cut.hi is not None:
                more = int(bound.profit[cut.columns].max())
            else:
                more = int(bound.best[bound.problem.group[cut.columns]].min())
            if (cut.hi is not None and more > 0) or (cut.hi is None and more < 0):
                multipliers[cut.name] = multipliers.get(cut.name, 0) + more
        return multipliers

    def combine(self, multipliers: Floats) -> Floats:
        """For each column of the problem, the sum over the program's rows times multipliers."""
        problem = self.level.problem
        own = len(problem.rows)
        matrix = problem.matrix
        column = np.repeat(np.arange(problem.columns), np.diff(matrix.start))
        entries = multipliers[:own][matrix.row] * matrix.value
        sums = np.bincount(column, weights=entries, minlength=problem.columns).astype(np.float64)
        place = own
        for _, columns in _caps(problem):
            sums[columns] += multipliers[place]
            place += 1
        for cut in (*self.level.cuts, *self.branches):
            sums[cut.columns] += multipliers[place] * cut.values
            place += 1
        return sums

    def refutation(self, stop: Stop) -> dict[str, int]:
        """Multipliers that may prove that the rows cannot all hold.

        They are the solver's ray where it has one that proves it, or else the duals of the same
        rows with a price on breaking them (phase one).
        """
        ray = self.session.ray()
        if ray is not None and len(ray) == len(self.names):
            for sign in (1.0, -1.0):
                whole = whole_multipliers(self.names, sign * ray)
                found = self._fixed(whole, self.level.refutation)
                if self.level.refutation(found, self.branches).total < 0:
                    return found
        program = elastic(self.level, self.branches)
        names = [*self.level.names(), *[cut.name for cut in self.branches]]
        session = self.solver.open(program)
        for tangent in self.tangents.values():
            _push(session, tangent)
            names.append(None)
        answer = session.relax(stop)
        if answer.status != "optimal":
            return {}
        return whole_multipliers(names, answer.duals)

    def _add_tangents(self, point: Floats) -> bool:
        level = self.level
        if not level.worths:
            return False
        freed = np.zeros(len(level.problem.capacity))
        np.add.at(freed, level.problem.group, point[: level.problem.columns])
        last = self.curve.start[1:] - self.curve.start[:-1] - 1
        count = freed[: len(last)]
        at = np.clip((count + 1e-7).astype(np.int64), 0, last)
        place = self.curve.start[:-1] + at
        reached = self.curve.before[place] + self.curve.worth[place] * (count - at)
        claimed = point[level.problem.columns :]
        above = claimed > reached + _TOUCHES * np.maximum(1.0, np.abs(self.curve.worth[place]))
        added = False
        for number in np.flatnonzero(above).tolist():
            for step in {int(at[number]), max(int(at[number]) - 1, 0)}:
                added |= self._tangent(number, step)
        return added

    def _tangent(self, number: int, at: int) -> bool:
        if (number, at) in self.tangents:
            return False
        tangent = self.tangents[number, at] = self.level.tangent(number, at)
        self.names.append(None)
        _push(self.session, tangent)
        return True


def _is_sane(answer: Relaxed) -> bool:
    """Whether a point can be rounded at all; a solver in trouble answers with anything."""
    return bool((np.abs(answer.point) < _BEYOND).all())


def whole_multipliers(names: Sequence[str | None], duals: Floats) -> dict[str, int]:
    """Duals as whole numbers of a billionth; what is no number, or beyond all use, counts for 0."""
    usable = np.where(np.abs(duals) < _BEYOND / SCALE, duals, 0.0)
    rounded = np.rint(usable * SCALE).astype(np.int64).tolist()
    return {
        name: value
        for name, value in zip(names, rounded, strict=True)
        if value and name is not None
    }


def elastic(level: Level, branches: Sequence[Cut]) -> Program:
    """The level's rows and branches, each of which may be broken at a price of one a unit."""
    settled = Level(level.problem, level.objective, (*level.cuts, *branches))
    program = settled.program()
    rows, width = len(program.lo), len(program.objective)
    sides = np.repeat(np.arange(rows), 2)
    return Program(
        np.concatenate([np.zeros(width), -np.ones(2 * rows)]),
        np.concatenate([program.lower, np.zeros(2 * rows)]),
        np.concatenate([program.upper, np.full(2 * rows, np.inf)]),
        np.concatenate([program.start, program.start[-1] + 1 + np.arange(2 * rows)]),
        np.concatenate([program.row, sides]),
        np.concatenate([program.value, np.tile([1.0, -1.0], rows)]),
        program.lo,
        program.hi,
    )


def _caps(problem: Problem) -> list[tuple[int, Ints]]:
    """Groups with several columns, which need a row to hold them to their capacity."""
    counts = np.bincount(problem.group, minlength=len(problem.capacity))
    starts = np.concatenate([[0], np.cumsum(counts)])
    return [(g, np.arange(starts[g], starts[g + 1])) for g in np.flatnonzero(counts > 1).tolist()]


def _stack(
    problem: Problem, further: Sequence[_SolverRow], extra: int
) -> tuple[Ints, Ints, Floats]:
    """The problem's matrix with further rows below it and further columns beside it."""
    matrix = problem.matrix
    column = [np.repeat(np.arange(problem.columns), np.diff(matrix.start))]
    row, value = [matrix.row], [matrix.value.astype(float)]
    for number, each in enumerate(further, start=len(problem.rows)):
        column.append(each.columns)
        row.append(np.full(len(each.columns), number))
        value.append(each.values)
    columns, rows, values = np.concatenate(column), np.concatenate(row), np.concatenate(value)
    order = np.lexsort((rows, columns))
    counts = np.bincount(columns, minlength=problem.columns + extra)
    return np.concatenate([[0], np.cumsum(counts)]), rows[order], values[order]


def _push(session: Session, row: _SolverRow) -> None:
    session.push(row.columns, row.values, _limit(row.lo, -np.inf), _limit(row.hi, np.inf))


def _limit(value: int | None, infinite: float) -> float:
    return infinite if value is None else float(value)


def _limits(sides: Ints) -> Floats:
    limits = sides.astype(float)
    limits[sides == -INFINITE], limits[sides == INFINITE] = -np.inf, np.inf
    return limits
