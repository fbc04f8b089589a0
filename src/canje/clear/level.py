"""One level of the objective as a program for the solver, and what its answers mean exactly.

The bound and the test of a point here are in whole numbers; only proposals come in floats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import numpy as np
from attrs import frozen

from canje.clear.bound import SCALE, Bound, Cut, Domain, upper_bound
from canje.clear.classes import Ints
from canje.clear.pieces import Stretches, apart, held
from canje.clear.problem import Objective, Problem
from canje.clear.program import SolverRow, below, elastic, entered, limits
from canje.clear.solver import Floats, Program, Relaxed, Session, Solver, Stop
from canje.clear.tangents import Tangents
from canje.clear.worth import Worths

_FINER = 1e6

_BEYOND = 2.0**60
"""Nothing that a solver says is taken from here on."""


@frozen(eq=False)
class Level:
    """An objective over a problem, with the values of the levels before it held fast by `cuts`.

    Unknowns beyond the problem's own, in the program only, where worth counts: one a class for its
    worth, held under the class's concave curve by tangents that are added where a solution needs
    them; or, within a domain, the pieces that are open there.
    """

    problem: Problem
    objective: Objective
    cuts: tuple[Cut, ...] = ()

    @property
    def worths(self) -> Worths | None:
        """What items are worth where it matters, to this level or to a settled one."""
        settled = (cut.worths for cut in self.cuts if cut.worths is not None)
        return self.objective.worths or next(settled, None)

    def stretches(self, domain: Domain | None, breaks: Ints | None = None) -> Stretches | None:
        """The pieces within a domain, where worth counts; `breaks` stand alone there."""
        if domain is None or self.worths is None:
            return None
        return Stretches.of(self.problem, self.worths, domain, breaks)

    def program(self, domain: Domain | None = None, stretches: Stretches | None = None) -> Program:
        """The level for a solver, whole or within a domain and by its stretches."""
        problem = self.problem
        stretches = stretches or self.stretches(domain)
        worths = self.worths
        extra = len(worths or ()) if stretches is None else len(stretches.first)
        lower = np.zeros(problem.columns + extra)
        upper = np.zeros(problem.columns + extra)
        upper[: problem.columns] = problem.capacity[problem.group]
        worth = np.zeros(extra)
        rows: list[SolverRow] = []
        for group, columns in _caps(problem):
            least = int(domain.group_lo[group]) if domain else None
            most = int((domain.group_hi if domain else problem.capacity)[group])
            rows.append(SolverRow(columns, np.ones(len(columns)), least, most))
        rows += [self.row(cut, stretches) for cut in self.cuts]
        if domain:
            alone = np.bincount(problem.group)[problem.group] == 1
            lower[: problem.columns] = np.where(alone, domain.group_lo[problem.group], 0)
            upper[: problem.columns] = np.minimum(domain.column_hi, domain.group_hi[problem.group])
        if stretches is not None:
            upper[problem.columns :] = stretches.size
            worth[:] = stretches.worth if self.objective.worths else 0
        elif worths is not None:
            lower[problem.columns :] = worths.steps.least
            upper[problem.columns :] = worths.steps.best
            worth[:] = 1 if self.objective.worths else 0
        column = np.concatenate([problem.matrix.start, np.full(extra, len(problem.matrix.row))])
        bare = Program(
            np.append(self.objective.coefficients.astype(float), worth),
            lower,
            upper,
            column,
            problem.matrix.row,
            problem.matrix.value.astype(float),
            limits(problem.lo),
            limits(problem.hi),
        )
        whole = below(bare, rows)
        return whole if stretches is None else _linked(whole, stretches)

    def row(self, cut: Cut, stretches: Stretches | None) -> SolverRow:
        """A cut over the program's unknowns."""
        columns, values = cut.columns, cut.values
        lo, hi = cut.lo, cut.hi
        if stretches is not None:
            columns, values, sure = stretches.row(cut)
            lo, hi = (None if each is None else each - sure for each in (lo, hi))
        elif cut.worths is not None:
            columns = np.append(columns, self.problem.columns + np.arange(len(cut.worths)))
            values = np.append(values, np.ones(len(cut.worths), np.int64))
        return SolverRow(columns, values.astype(float), lo, hi)

    def names(self) -> list[str | None]:
        """The names of the program's rows; None for those that no certificate needs."""
        named: list[str | None] = [row.name for row in self.problem.rows]
        return named + [None] * len(_caps(self.problem)) + [cut.name for cut in self.cuts]

    def value(self, point: Ints) -> int:
        """What a point in whole numbers is worth at this level."""
        value = int(self.objective.coefficients @ point[: self.problem.columns])
        if self.objective.worths is not None:
            value += self.objective.worths.total(self.freed(point))
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
            total = int(cut.values @ held(problem, point, cut.columns))
            total += cut.worths.total(freed) if cut.worths is not None else 0
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
        if not self.level.allows(point):  # only then it has a value
            return False
        value = self.level.value(point)
        if self.value is not None and value <= self.value:
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


_Bounded = Callable[[Mapping[str, int], Sequence[Cut]], Bound]


class Relaxation:
    """A level's program without whole numbers, kept warm; branches and tangents come and go.

    Within a domain some options and pieces are fixed; multipliers of the first branches, which are
    to say so, are then made as large as that takes.
    """

    def __init__(
        self,
        level: Level,
        solver: Solver,
        domain: Domain | None = None,
        breaks: Ints | None = None,
    ) -> None:
        self.level, self.solver = level, solver
        self.stretches = level.stretches(domain, breaks)
        self.program = level.program(domain, self.stretches)
        self.session: Session = solver.open(self.program)
        self.column = np.repeat(np.arange(len(self.program.objective)), np.diff(self.program.start))
        named = level.names()
        self.names = [*named, *[None] * (len(self.program.lo) - len(named))]
        self.tangents: Tangents | None = None
        if self.stretches is None and level.worths is not None:
            self.tangents = Tangents(level.problem, level.worths)
        self.branches: list[Cut] = []
        self.pushed: list[SolverRow] = []
        self.fixings: list[Cut] = []

    @property
    def whole(self) -> bool:
        """Whether in a plan all unknowns are whole numbers. A worth under tangents may be less."""
        return self.tangents is None

    def push(self, cut: Cut) -> None:
        row = self.level.row(cut, self.stretches)
        self.branches.append(cut)
        self.pushed.append(row)
        self.names.append(cut.name)
        row.push(self.session)

    def pop(self) -> None:
        cut = self.branches.pop()
        self.pushed.pop()
        place = len(self.names) - 1 - self.names[::-1].index(cut.name)
        del self.names[place]
        self.session.drop(place)

    def solve(self, stop: Stop) -> Relaxed:
        """Solve, and cut off what lies above a worth curve until nothing does."""
        while True:
            answer = self.session.relax(stop)
            if answer.status == "optimal" and not _is_sane(answer):
                return attrs.evolve(answer, status="stopped")
            if answer.status != "optimal" or not self._cut_off(answer.point):
                return answer

    def fix(self, cut: Cut) -> None:
        """Push a branch that fixes options as the domain does: none of these, or all."""
        self.push(cut)
        self.fixings.append(cut)

    def multipliers(self, duals: Floats) -> dict[str, int]:
        """The answer's duals as whole numbers of a billionth, by row, where they are of use."""
        return dict(self.bound(duals).multipliers)

    def bound(self, duals: Floats) -> Bound:
        """What the answer's duals prove, as whole numbers of a billionth.

        What the solver took for a limit of an option is put on the branch that fixes it: nothing
        is lost by a multiplier on a sum that must be nothing, or all there is.
        """
        return self._fixed(whole_multipliers(self.names, duals), self.level.bound)

    def _fixed(self, multipliers: dict[str, int], bounded: _Bounded) -> Bound:
        bound = bounded(multipliers, self.branches)
        sure = [cut for cut in self.fixings if cut.hi is None]
        for cut in self.fixings:
            gains = _gains(bound, cut, sure)
            more = max([0, *gains]) if cut.hi is not None else min([0, *gains])
            if more:
                multipliers[cut.name] = multipliers.get(cut.name, 0) + more
                bound = bounded(multipliers, self.branches)
        return bound

    def amount(self, cut: Cut, point: Floats) -> float:
        """What a cut's sum is at a solver's point, but for pieces that are sure."""
        row = self.level.row(cut, self.stretches)
        return float(row.values @ point[row.columns])

    def combine(self, multipliers: Floats) -> Floats:
        """For each of the program's unknowns, the sum over rows times multipliers."""
        program = self.program
        own, width = len(program.lo), len(program.objective)
        entries = multipliers[:own][program.row] * program.value
        sums = np.bincount(self.column, weights=entries, minlength=width).astype(np.float64)
        for row, multiplier in zip(self.pushed, multipliers[own:], strict=True):
            sums[row.columns] += multiplier * row.values
        return sums

    def refutation(self, stop: Stop) -> dict[str, int]:
        """Multipliers that prove that the rows cannot all hold; none where none are found.

        They are the solver's ray where it has one that proves it, or else the duals of the same
        rows with a price on breaking them (phase one). Rows with large weights may miss each other
        by little; so much the finer are the parts that multipliers are then rounded to.
        """
        for names, duals in self._refutations(stop):
            for finer in (1.0, _FINER):
                whole = whole_multipliers(names, finer * duals)
                bound = self._fixed(whole, self.level.refutation)
                if bound.total < 0:
                    return dict(bound.multipliers)
        return {}

    def _refutations(self, stop: Stop) -> Iterator[tuple[list[str | None], Floats]]:
        """What the solver has to say of rows that cannot all hold, by the names of rows."""
        ray = self.session.ray()
        if ray is not None and len(ray) == len(self.names):
            yield from ((self.names, sign * ray) for sign in (1.0, -1.0))
        own = self.names[: len(self.program.lo)]
        tangents = self.tangents.rows if self.tangents else []
        names = [*own, *[cut.name for cut in self.branches], *[None] * sum(map(len, tangents))]
        session = self.solver.open(elastic(below(self.program, self.pushed)))
        for rows in tangents:
            session.push(rows)
        answer = session.relax(stop)
        if answer.status == "optimal":
            yield names, answer.duals

    def _cut_off(self, point: Floats) -> bool:
        """Whether the point lay above a worth curve; tangents that say so stand from now on."""
        rows = self.tangents.cut(point) if self.tangents else None
        if rows is None:
            return False
        self.names += [None] * len(rows)
        self.session.push(rows)
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


def _gains(bound: Bound, cut: Cut, sure: Sequence[Cut]) -> list[int]:
    """By how much each option or piece of a cut would rather be taken than not.

    Not to take it is to stay; but for items that are sure to go, and where items of a class
    differ, it is to take another option, or a number of items that holds all sure pieces.
    """
    problem, steps = bound.problem, bound.steps
    whole = cut.columns < problem.columns
    own, pieces = cut.columns[whole], cut.columns[~whole]
    gains = bound.best[problem.group[own]]
    least = np.zeros(len(problem.rungs.size), np.int64)
    if cut.hi is not None:
        stays = np.arange(len(problem.capacity)) >= bound.stepped
        for other in sure:
            columns = other.columns[other.columns < problem.columns]
            stays[problem.group[columns]] = False
            classes, at = apart(problem, other.columns[other.columns >= problem.columns])
            least[classes] = at + 1
        rivals = bound.profit.copy()
        rivals[own] = rivals.min(initial=0)
        best = np.full(len(problem.capacity), rivals.min(initial=0), rivals.dtype)
        np.maximum.at(best, problem.group, rivals)
        best[stays] = 0
        gains = bound.profit[own] - best[problem.group[own]]
    found: list[int] = gains.tolist()
    if steps is None:
        return found
    classes, at = apart(problem, pieces)
    return [*found, *steps.turn(classes, at, least[classes]).tolist()]


def _caps(problem: Problem) -> list[tuple[int, Ints]]:
    """Groups with several columns, which need a row to hold them to their capacity."""
    counts = np.bincount(problem.group, minlength=len(problem.capacity))
    starts = np.concatenate([[0], np.cumsum(counts)])
    return [(g, np.arange(starts[g], starts[g + 1])) for g in np.flatnonzero(counts > 1).tolist()]


def _linked(program: Program, stretches: Stretches) -> Program:
    """The program with a row a class: items freed less its open pieces are its sure ones."""
    problem, classes = stretches.problem, len(stretches.least)
    own = np.flatnonzero(problem.group < classes)
    opens = np.arange(problem.columns, len(program.objective))
    column = np.append(own, opens)
    row = np.append(problem.group[own], stretches.group)
    value = np.append(np.ones(len(own)), np.full(len(opens), -1.0))
    sure = stretches.least.astype(float)
    return entered(program, (column, row, value), sure, sure)


def settled_level(objective: Objective, value: int) -> Cut:
    """The row that holds a level at the value that it has reached."""
    columns = np.flatnonzero(objective.coefficients)
    return Cut(
        f"level:{objective.name}",
        columns,
        objective.coefficients[columns],
        value,
        None,
        objective.worths,
    )
