"""Which terms to leave unmet where not all can hold: a smallest set without which the rest can.

Whatever is left unmet must hit every contradiction. So contradictions are gathered, one from every
set that did not do, and the smallest set that hits them all is tried next: the first that does is
a smallest one (implicit hitting sets; Reiter 1987, Moreno-Centeno and Karp 2013).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

import attrs
import numpy as np

from canje.clear.level import Level
from canje.clear.problem import Objective, Problem
from canje.clear.question import Question
from canje.clear.reasons import conflict
from canje.clear.search import search
from canje.clear.solver import Solver, Stop
from canje.handover.overlay import giveable, owable
from canje.terms.docket import Docket

TRIES = 60
"""Sets that are tried; beyond, no smallest one is told."""


def fewest_unmet(day: Docket, solver: Solver, stop: Stop) -> tuple[str, ...]:
    """A smallest set of terms without which the rest can be met; nothing where there is none.

    Among smallest sets, first those whose terms can be missed by a number, then by id.
    """
    could = giveable(day)
    order = [term.id for term in sorted(could, key=lambda term: (not owable(term, day), term.id))]
    conflicts: list[frozenset[str]] = []
    tried: tuple[str, ...] = ()
    for _ in range(TRIES):
        if stop():
            return ()
        found = _conflict(day, tried, order, solver, stop)
        if found is None:
            return tuple(sorted(tried))
        if not found:
            return ()
        conflicts.append(found)
        tried = _hitting(conflicts, order)
    return ()


def _conflict(
    day: Docket, gone: Collection[str], order: Sequence[str], solver: Solver, stop: Stop
) -> frozenset[str] | None:
    """Terms that contradict each other without those that are gone; None where all can be met.

    Only those that could be given up are told: with none, what remains cannot be met at all.
    """
    terms = tuple(
        attrs.evolve(term, force="withdrawn") if term.id in gone else term for term in day.terms
    )
    question = Question(attrs.evolve(day, terms=terms))
    met = search(Level(question.problem, _nothing(question.problem)), solver, stop)
    if met.point is not None:
        return None
    if met.status != "infeasible":  # too hard to tell: somebody else has to give as well
        return frozenset(order) - frozenset(gone)
    against, _ = conflict(question, solver, stop)
    return frozenset(against) & frozenset(order)


def _hitting(conflicts: Sequence[frozenset[str]], order: Sequence[str]) -> tuple[str, ...]:
    """The first of the smallest sets that have a term of every conflict."""
    among = [term for term in order if any(term in each for each in conflicts)]
    for size in range(1, len(among) + 1):
        for terms in combinations(among, size):
            if all(each.intersection(terms) for each in conflicts):
                return terms
    return tuple(among)


def _nothing(problem: Problem) -> Objective:
    return Objective("conflict", "", np.zeros(problem.columns, np.int64))
