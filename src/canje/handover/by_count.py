"""Repair by counts: how it goes on best, given only how many of each class have gone or are out.

The same question as `repair` asks of a day, over the same rows, without anybody's name: a class is
cut into those who have gone by each move, those announced by each, and those who stand by. What
comes first in the case comes first; then as few changes as can be. A plan and its proof are not
made, so that thousands of days can be asked about; equal counts are asked about once.

On the day nobody is sent elsewhere than was announced; only reserves still have a choice.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
from attrs import frozen

from canje.clear.bound import Cut
from canje.clear.classes import Classes, Ints
from canje.clear.engine import never
from canje.clear.level import Level, settled_level
from canje.clear.problem import Objective, Problem, posed
from canje.clear.rows import Form, Row
from canje.clear.search import search
from canje.clear.solver import HiGHS, Solver
from canje.handover.overlay import CROSSED, giveable, owing, owing_alone
from canje.handover.unmet import TRIES
from canje.terms.docket import Docket, Freed, Prefer, Wishes

_NOBODY = Form(np.zeros(0, np.int64), np.zeros(0, np.int64))

GONE, ANNOUNCED, STANDING = range(3)
"""The parts that a class is cut in."""


@frozen
class Counts:
    """Items by option of the clearing's problem (gone, announced) and by class (standing by)."""

    gone: tuple[int, ...]
    announced: tuple[int, ...]
    reserves: tuple[int, ...]


@frozen
class Goes:
    """Of those announced and of the reserves, how many go by each option; what is left unmet.

    `possible` is False where nothing that the parties could give up would let it go on.
    """

    announced: tuple[int, ...]
    reserves: tuple[int, ...]
    unmet: tuple[str, ...] = ()
    possible: bool = True


class Repairs:
    """The continuations of one docket. The answer depends on the counts alone, not on what was
    asked before."""

    def __init__(self, docket: Docket, problem: Problem, solver: Solver | None = None) -> None:
        kept = [each for each in docket.levels if not isinstance(each, Prefer)]
        self.docket = attrs.evolve(docket, levels=tuple(kept))
        self.solver = solver or HiGHS()
        self.stated = tuple(term.id for term in giveable(docket))
        self.giveable = frozenset(self.stated)
        self.options = len(problem.classes.column_class)
        self.classes, self.kind = _cut(problem.classes)
        self.known: dict[Counts, Goes] = {}

    def after(self, counts: Counts) -> Goes:
        """How it goes on best."""
        found = self.known.get(counts)
        if found is None:
            found = self.known[counts] = self._solve(counts)
        return found

    def _solve(self, counts: Counts) -> Goes:
        problem = self._problem(self.docket, counts)
        everyone = _everyone(problem)
        if not any(counts.reserves):
            unmet = self._missed(problem, everyone)
            if unmet is not None:
                return self._told(everyone, unmet)
        point = self._best(self._staying(problem))
        if point is not None:
            return self._told(point, ())
        unmet = self._best_unmet(counts)
        if not unmet:
            nobody = (0,) * self.options
            return Goes(nobody, nobody, (), possible=False)
        point = self._best(self._staying(self._problem(owing(self.docket, unmet), counts)))
        if point is None:
            raise AssertionError("what may be owed does not bind")
        return self._told(point, unmet)

    def _missed(self, problem: Problem, everyone: Ints) -> tuple[str, ...] | None:
        """The terms that all who can go together still miss, where that is all that can be said.

        Nobody else could go. So whatever a term misses of a least number of people, every other
        way misses as well, and the rest holds; None where a row is of another kind.
        """
        if problem.auxiliaries:
            return None
        unmet = []
        for number, row in enumerate(problem.rows):
            total = int(row.form.values @ everyone[row.form.columns])
            if total > problem.hi[number]:
                return None
            if total < problem.lo[number]:
                if (row.form.values < 0).any() or row.term not in self.giveable:
                    return None
                unmet.append(row.term)
        return tuple(sorted(set(unmet)))

    def _best(self, problem: Problem) -> Ints | None:
        cuts: list[Cut] = []
        point: Ints | None = _everyone(problem)
        for objective in problem.objectives:
            if cuts and not objective.coefficients.any():
                continue
            found = search(Level(problem, objective, tuple(cuts)), self.solver, never, point)
            point = found.point
            if point is None or found.value is None:
                return None
            cuts.append(settled_level(objective, found.value))
        return point

    def _best_unmet(self, counts: Counts) -> tuple[str, ...]:
        """As `unmet.best_unmet` has it."""
        sets = list(self._fewest(counts))
        if len(sets) < 2:
            return sets[0] if sets else ()
        return min(sets, key=lambda unmet: self._rank(counts, unmet))

    def _fewest(self, counts: Counts) -> Iterator[tuple[str, ...]]:
        """The smallest sets of terms that could be left unmet: each found is ruled out next."""
        terms = tuple(
            attrs.evolve(term, force="wish")
            if term.id in self.giveable
            else attrs.evolve(term, force="withdrawn")
            if term.force == "wish"
            else term
            for term in self.docket.terms
        )
        softened = attrs.evolve(self.docket, terms=terms, levels=(Wishes(), Freed()))
        problem = self._problem(softened, counts)
        wishes, most = problem.objectives[0], -1
        for number in range(TRIES):
            found = search(Level(problem, wishes), self.solver, never)
            if found.point is None or found.value is None or found.value < most:
                return
            most = found.value
            switches = found.point[len(problem.classes.column_class) :].tolist()
            met = dict(zip(problem.auxiliaries, switches, strict=True))
            unmet = tuple(term for term in self.stated if not met[f"{term}/0"])
            yield unmet
            kept = {f"{term}/0": 1 for term in unmet}
            other = Row(f"@other#{number}", "@other", _NOBODY, kept, 1, None)
            problem = problem.with_rows((*problem.rows, other))

    def _rank(self, counts: Counts, unmet: tuple[str, ...]) -> tuple[object, ...]:
        """As `unmet.rank` has it."""
        owed = owing_alone(self.docket, unmet)
        withdrawn = len(unmet) - len(owed.owed)
        problem = self._problem(owed, counts)
        reached: list[int] = []
        debt = 0
        point = self._best(problem)
        if point is None:
            return (True,)
        for objective in problem.objectives:
            value = int(objective.coefficients @ point)
            if objective.name == "owed":
                debt = int(objective.coefficients.sum()) - value
            else:
                reached.append(-value)
        return (False, reached, withdrawn, debt, [each in unmet for each in self.stated])

    def _problem(self, docket: Docket, counts: Counts) -> Problem:
        """The docket's problem over the classes as they are cut: who has gone has gone."""
        size = np.array([*counts.gone, *counts.announced, *counts.reserves], np.int64)
        classes = attrs.evolve(self.classes, size=size, people=size * self.classes.unit_size)
        problem = posed(docket, classes)
        gone = np.flatnonzero(self.kind[classes.column_class] == GONE)
        form = Form(gone, np.ones(len(gone), np.int64))
        fact = Row(f"{CROSSED}#0", CROSSED, form, {}, sum(counts.gone), None)
        return problem.with_rows((*problem.rows, fact))

    def _staying(self, problem: Problem) -> Problem:
        """The problem with one level more, after the people freed: those announced who go."""
        classes = problem.classes
        width = classes.unit_size[classes.column_class]
        stay = np.zeros(problem.columns, np.int64)
        stay[: len(width)] = np.where(self.kind[classes.column_class] == STANDING, 0, width)
        place = [each.name for each in problem.objectives].index("freed") + 1
        levels = problem.objectives
        staying = Objective("stay", "those announced who go", stay)
        return attrs.evolve(problem, objectives=(*levels[:place], staying, *levels[place:]))

    def _told(self, point: Ints, unmet: tuple[str, ...]) -> Goes:
        n = self.options
        announced, reserves = point[n : 2 * n], point[2 * n : 3 * n]
        return Goes(tuple(announced.tolist()), tuple(reserves.tolist()), unmet)


def _cut(classes: Classes) -> tuple[Classes, Ints]:
    """Each class cut in parts, and the kind of each part.

    Whoever has gone or was announced by an option has that one alone.
    """
    options = np.arange(len(classes.column_class))
    number = len(classes.size)
    column = np.concatenate([options, options, options])
    part = np.concatenate(
        [options, len(options) + options, 2 * len(options) + classes.column_class]
    )
    of = np.concatenate([classes.column_class, classes.column_class, np.arange(number)])
    moves = [classes.move[classes.start[j] : classes.start[j + 1]] for j in column.tolist()]
    kind = np.repeat([GONE, ANNOUNCED, STANDING], [len(options), len(options), number])
    cut = Classes(
        size=np.zeros(len(of), np.int64),
        people=np.zeros(len(of), np.int64),
        column_class=part.astype(np.int64),
        start=np.cumsum([0, *map(len, moves)]).astype(np.int64),
        move=np.concatenate([np.zeros(0, np.int64), *moves]).astype(np.int64),
        late=classes.late[column],
        moves=classes.moves,
        item_start=np.zeros(len(of) + 1, np.int64),
        item_person=np.zeros(0, np.int64),
        unit_size=classes.unit_size[of],
        by_id=classes.by_id[of],
        facts=tuple(classes.facts[each] for each in of.tolist()),
    )
    return cut, kind.astype(np.int64)


def _everyone(problem: Problem) -> Ints:
    """Everyone goes, as announced; who stands by, by the first option of the class."""
    point = np.zeros(problem.columns, np.int64)
    classes = problem.classes
    first = np.searchsorted(classes.column_class, np.arange(len(classes.size)))
    for part, column in _open(first, classes):
        point[column] = classes.size[part]
    return point


def _open(first: Ints, classes: Classes) -> Iterator[tuple[int, int]]:
    """Each part that has an option, with its first one."""
    for part, column in enumerate(first.tolist()):
        if column < len(classes.column_class) and classes.column_class[column] == part:
            yield part, column
