"""Why people are left out, and which terms contradict each other; every reason tested by solving.

For a class that nobody leaves the terms are sought that would have to give: a smallest set without
which one more of the class goes and the exchange grows by it. Law's terms cannot give.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import combinations

import numpy as np
from attrs import frozen

from canje.clear.bound import Cut
from canje.clear.branch import Tree
from canje.clear.classes import Classes, Ints
from canje.clear.level import Level
from canje.clear.problem import Objective, Problem
from canje.clear.question import Question
from canje.clear.search import Effort, Solved, search
from canje.clear.solver import Solver, Stop
from canje.terms.term import Never, resolved

TESTS = 400
"""Solutions that a plan may spend on its reasons; beyond, `explain` finds them one by one."""

_PAIRS = 12
"""Terms up to which every pair is tried before sets are found by leaving out."""


def _effort(problem: Problem) -> Effort:
    """For one test of a reason: what is hard to tell is left open, for it delays everyone's plan.

    A node of a small problem costs little, and there an open question would look careless.
    """
    return Effort(core_nodes=200, tree_nodes=max(60, 30_000 // max(problem.columns, 1)))


class _Undecided(Exception):
    """A search that was stopped, or gave up, before it could tell."""


@frozen
class Reason:
    """Why somebody of a class is left out, as the plan file has it."""

    code: str
    by: str | None = None
    ref: str | None = None
    terms: tuple[str, ...] = ()


def reasons(question: Question, point: Ints, solver: Solver, stop: Stop) -> list[Reason]:
    """One reason a class, for those of it who are left out.

    `red-line` where a party's `never` covers them; `draw` where some of the class go, or another
    plan as good frees one of them; else `terms`. Where that would take more than TESTS solutions
    the terms are left open and the set is empty.
    """
    return Explainer(question, point, solver, stop).all()


class Explainer:
    """Answers for one plan; what it solves for one class serves the next."""

    def __init__(self, question: Question, point: Ints, solver: Solver, stop: Stop) -> None:
        self.question, self.point, self.solver, self.stop = question, point, solver, stop
        self.problem = question.problem
        self.freed = people_freed(self.problem)
        self.value = int(self.freed.coefficients @ point)
        classes = self.problem.classes
        self.going = np.zeros(len(classes.size), np.int64)
        np.add.at(self.going, classes.column_class, point[: len(classes.column_class)])
        self.terms = [term.id for term in question.negotiable]
        self.without: dict[frozenset[str], tuple[Problem, Solved]] = {}
        self.points: dict[frozenset[str], list[Ints]] = {}

    def all(self) -> list[Reason]:
        left = np.flatnonzero(self.going < self.problem.classes.size)
        still = [int(number) for number in left if self.going[number] == 0]
        red = red_lines(self.question)
        found = {int(number): Reason("draw") for number in left if self.going[number]}
        found |= {number: red[number] for number in still if number in red}
        asked = [number for number in still if number not in found]
        if len(asked) * (len(self.terms) + 1) > TESTS:
            found |= {number: Reason("terms") for number in asked}
        else:
            found |= {number: self.reason(number) for number in asked}
        return [found.get(number, Reason("")) for number in range(len(self.going))]

    def reason(self, number: int) -> Reason:
        """Why nobody of a class goes: a tie that the draw decides, or the terms."""
        try:
            if self._more(frozenset(), number, self.value):
                return Reason("draw")
        except _Undecided:
            return Reason("terms")
        return Reason("terms", terms=next(self.sets(number), ()))

    def sets(self, number: int) -> Iterator[tuple[str, ...]]:
        """The smallest sets of terms that would have to give for one more of the class to go.

        Where a search ends early none is told that might not be one.
        """
        with suppress(_Undecided):
            yield from self._sets(number)

    def _sets(self, number: int) -> Iterator[tuple[str, ...]]:
        found = False
        sizes = (1, 2) if len(self.terms) <= _PAIRS else (1,)
        for size in sizes:
            for terms in combinations(self.terms, size):
                if self._more(frozenset(terms), number, self.value + 1):
                    found = True
                    yield terms
            if found:
                return
        if self._more(frozenset(self.terms), number, self.value + 1):
            yield self._thinned(number)

    def _thinned(self, number: int) -> tuple[str, ...]:
        """A minimal set, by putting back one term after the other (deletion filter).

        Terms that shape units, or what ratios count, can make room for one put back before; so it
        goes on until none can be.
        """
        kept, last = frozenset(self.terms), frozenset[str]()
        while kept != last:
            last = kept
            for term in sorted(kept):
                if self._more(kept - {term}, number, self.value + 1):
                    kept -= {term}
        return tuple(sorted(kept))

    def _more(self, terms: frozenset[str], number: int, total: int) -> bool:
        """Whether, without some terms, one more of a class can go and so many in all."""
        if terms not in self.without:
            problem = self.question.without(terms)
            level = Level(problem, people_freed(problem))
            start = self.point if problem.columns == self.problem.columns else None
            best = search(level, self.solver, self.stop, start, _effort(problem))
            self.without[terms] = (problem, best)
        problem, best = self.without[terms]
        if best.point is None or best.value is None or best.value < total:
            if best.status in ("proved", "infeasible") or (best.bound or total) < total:
                return False
            raise _Undecided
        objective = people_freed(problem)
        columns = np.flatnonzero(objective.coefficients)
        enough = Cut("enough", columns, objective.coefficients[columns], total, None)
        asked = (*self._one_more(problem, number), enough)
        points = self.points.setdefault(terms, [best.point])
        if any(_meets(point, asked) for point in points):
            return True  # what was found for one class often serves another
        level = Level(problem, _nothing(problem), asked)
        found = search(level, self.solver, self.stop, None, _effort(problem))
        if found.status == "stopped":
            raise _Undecided
        if found.point is not None:
            points.append(found.point)
        return found.point is not None

    def _one_more(self, problem: Problem, number: int) -> list[Cut]:
        """The rows that ask for one more of a class of the plan, in a problem with fewer terms.

        Where a unit is a unit no longer, they ask for each of its people.
        """
        classes = problem.classes
        wanted = 1 + int(self.going[number])
        if classes is self.problem.classes:
            return [_at_least(classes, number, wanted)]
        people = self.problem.classes.members(number)[0]
        places = np.flatnonzero(np.isin(classes.item_person, people))
        theirs = np.searchsorted(classes.item_start, places, side="right") - 1
        numbers, members = np.unique(theirs, return_counts=True)
        return [
            _at_least(classes, int(each), wanted * int(count) // int(classes.unit_size[each]))
            for each, count in zip(numbers, members, strict=True)
        ]


def _meets(point: Ints, cuts: Sequence[Cut]) -> bool:
    """Whether a plan has the least that each of some rows asks for."""
    return all(int(cut.values @ point[cut.columns]) >= (cut.lo or 0) for cut in cuts)


def _at_least(classes: Classes, number: int, items: int) -> Cut:
    columns = np.flatnonzero(classes.column_class == number)
    return Cut("one-more", columns, np.ones(len(columns), np.int64), items, None)


def red_lines(question: Question) -> dict[int, Reason]:
    """The classes every option of which some party's `never` forbids."""
    classes = question.problem.classes
    never = {
        term.id: term
        for term in question.docket.musts
        if isinstance(resolved(term.rule, question.docket.facts), Never)
    }
    width = np.bincount(classes.column_class, minlength=len(classes.size))
    found: dict[int, Reason] = {}
    for row in question.problem.rows:
        term = never.get(row.term)
        if term is not None:
            covered = np.bincount(classes.column_class[row.form.columns], minlength=len(width))
            for number in np.flatnonzero((covered == width) & (width > 0)).tolist():
                found.setdefault(number, Reason("red-line", term.by, term.id, (term.id,)))
    return found


@frozen(eq=False)
class Conflict:
    """Must-terms that allow no exchange, taken alone, and allow one without any of them.

    `tree` refutes the case with just these terms; `classes` are those of that case which the tree
    names, each with the first person of every item, where they are not those of the whole case.
    `whole` refutes the case with all its terms, where that does not follow: where one that shapes
    units, or what ratios count, is not in the conflict. There are no terms where nothing was shown.
    """

    terms: tuple[str, ...] = ()
    tree: Tree | None = None
    classes: Mapping[str, tuple[str, ...]] | None = None
    whole: Tree | None = None


def conflict(question: Question, solver: Solver, stop: Stop) -> Conflict:
    """A set of must-terms that contradict each other, and of which none could be spared.

    Every set is judged by solving the case with these terms and no others, whatever they do to
    units or to what ratios count. First such terms are left out, one after the other and until none
    can be; then the others, each once: while units and ratios stay what they are a smaller set
    allows more, so that whoever was needed is needed still (deletion filter; Chinneck 2008).
    """
    docket = question.docket
    shaping = sorted(term.id for term in docket.musts if question.is_structural(term))
    all_of_them = question.only(frozenset(term.id for term in docket.musts))
    kept = frozenset(shaping) | {row.term for row in all_of_them.rows}
    whole = tree = _refutation(all_of_them, solver, stop)
    if tree is None:
        return Conflict()
    last: frozenset[str] | None = None
    while kept != last:
        last = kept
        for name in shaping:
            if name in kept and (found := _refutation(question.only(kept - {name}), solver, stop)):
                kept, tree = kept - {name}, found
    for name in sorted(kept - set(shaping)):
        if found := _refutation(question.only(kept - {name}), solver, stop):
            kept, tree = kept - {name}, found
    units = any(question.makes_units(term) for term in docket.musts if term.id not in kept)
    named = named_classes(tree) if units else set()
    problem = question.only(kept)
    return Conflict(
        tuple(sorted(kept)),
        tree,
        {f"c{number + 1}": _firsts(problem, number) for number in sorted(named)} or None,
        None if kept.issuperset(shaping) else whole,
    )


def _firsts(problem: Problem, number: int) -> tuple[str, ...]:
    """The smallest id in each item of a class."""
    ids = problem.classes.moves.people.ids
    return tuple(ids[row] for row in sorted(problem.classes.members(number).min(axis=1).tolist()))


def named_classes(tree: Tree) -> set[int]:
    """The classes that the splits of a tree weigh options or pieces of."""
    found: set[int] = set()
    nodes = [tree]
    while nodes:
        node = nodes.pop()
        if "split" in node:
            nodes += [node["le"], node["ge"]]
            for name in (name for names in node["split"].values() for name in names):
                if (number := _CLASS.match(name)) is not None:
                    found.add(int(number[1]) - 1)
    return found


_CLASS = re.compile(r"c([0-9]+)(?:\.[0-9]+|>[0-9.]+)")
"""The name of an option or of pieces of a class; those of auxiliaries have a slash."""


def needed(
    question: Question, among: Collection[str], solver: Solver, stop: Stop
) -> frozenset[str] | None:
    """Of some terms, none of which makes units or puts people outside, those that stand in the way.

    All other terms stand. Without any one of these they could all be met, as far as that was told.
    None where it was not shown that all of them together cannot.
    """
    everything = frozenset(term.id for term in question.docket.musts)
    kept = frozenset(among)
    if _refutation(question.only(everything), solver, stop) is None:
        return None
    for name in sorted(kept):
        fewer = everything - (frozenset(among) - kept) - {name}
        if _refutation(question.only(fewer), solver, stop):
            kept -= {name}
    return kept


def _refutation(problem: Problem, solver: Solver, stop: Stop) -> Tree | None:
    found = search(Level(problem, _nothing(problem)), solver, stop)
    return found.tree if found.status == "infeasible" else None


def people_freed(problem: Problem) -> Objective:
    """The level that counts everyone who goes home."""
    return next(each for each in problem.objectives if each.name == "freed")


def _nothing(problem: Problem) -> Objective:
    return Objective("conflict", "", np.zeros(problem.columns, np.int64))
