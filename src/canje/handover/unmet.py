"""Which terms to leave unmet where not all can hold: the fewest, and of these the best to leave.

Whatever is left unmet must hit every contradiction. So contradictions are gathered, one from every
set that did not do, and the smallest sets that hit them all are tried next, until each of them is
known to do or not to do (implicit hitting sets; Reiter 1987, Moreno-Centeno and Karp 2013). Of
those that do, the one with which most people go home is left, then the one that leaves least owed,
then the one that keeps what the case states first. What a term is called decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations

import numpy as np
from attrs import frozen

from canje.clear.engine import clear
from canje.clear.level import Level
from canje.clear.problem import Objective, Problem
from canje.clear.question import Question
from canje.clear.reasons import needed
from canje.clear.search import search
from canje.clear.solver import Solver, Stop
from canje.handover.choice import Rival, rank
from canje.handover.overlay import giveable, owing_alone, without
from canje.terms.docket import Docket

TRIES = 60
"""Sets that are tried; beyond, it is not told that no other is better."""


@frozen(eq=False)
class Unmet:
    """The terms left unmet, in the order in which the case states them, and what shows it.

    `refuted` are plans that are none: each of the day without some terms, and still no exchange.
    `rivals` are the other sets as small that would do. `settled` says that these are all.
    """

    terms: tuple[str, ...]
    refuted: tuple[Rival, ...] = ()
    rivals: tuple[Rival, ...] = ()
    settled: bool = True


def best_unmet(day: Docket, solver: Solver, stop: Stop) -> Unmet | None:
    """The terms best left unmet; None where none would do, or none was found in time."""
    sets = _Sets(day, solver, stop)
    found = sets.smallest()
    if not any(found):
        return None
    rivals = [
        Rival(each, clear(owing_alone(day, each), solver=solver, stop=stop)) for each in found
    ]
    best = min(rivals, key=partial(rank, day))
    others = tuple(each for each in rivals if each is not best)
    settled = sets.settled and all(each.plan.outcome == "proved" for each in rivals)
    refuted = tuple(sets.refuted()) if settled else ()
    # A contradiction that only the desk can see is no proof for anybody else.
    settled &= all(each.plan.outcome == "infeasible" for each in refuted)
    return Unmet(best.unmet, refuted, others, settled)


class _Sets:
    """The smallest sets of terms without which the rest can be met."""

    def __init__(self, day: Docket, solver: Solver, stop: Stop) -> None:
        self.day, self.solver, self.stop = day, solver, stop
        self.order = [term.id for term in giveable(day)]
        self.conflicts: list[frozenset[str]] = []
        self.settled = True

    def smallest(self) -> list[tuple[str, ...]]:
        """All of them, unless `settled` says otherwise; none where no set would do."""
        would: dict[tuple[str, ...], bool] = {}
        while True:
            for terms in self._hitting():
                if terms in would:
                    continue
                if len(would) >= TRIES or self.stop():
                    self.settled = False
                    return [each for each, does in would.items() if does]
                found = self._conflict(terms)
                would[terms] = found is None
                if found is not None:
                    if not found:
                        return []
                    self.conflicts.append(found)
                    break
            else:
                return [each for each, does in would.items() if does]

    def refuted(self) -> Iterator[Rival]:
        """For each conflict, that all else could be given up and the rest still cannot be met."""
        for found in self.conflicts:
            rest = tuple(term for term in self.order if term not in found)
            yield Rival(rest, clear(without(self.day, rest), solver=self.solver, stop=self.stop))

    def _conflict(self, gone: Sequence[str]) -> frozenset[str] | None:
        """Terms that contradict each other without those that are gone; None where all can be met.

        Only those that could be given up are told: with none, what remains cannot be met at all.
        """
        question = Question(without(self.day, gone))
        met = search(Level(question.problem, _nothing(question.problem)), self.solver, self.stop)
        if met.point is not None:
            return None
        if met.status != "infeasible":  # too hard to tell: somebody else has to give as well
            self.settled = False
            return frozenset(self.order) - frozenset(gone)
        among = frozenset(self.order) - frozenset(gone)
        against = needed(question, among, self.solver, self.stop)
        if against is None:
            self.settled = False
            return among
        return against

    def _hitting(self) -> Iterator[tuple[str, ...]]:
        """The smallest sets that have a term of every conflict, in the order of the case."""
        among = [term for term in self.order if any(term in each for each in self.conflicts)]
        for size in range(len(among) + 1):
            found = False
            for terms in combinations(among, size):
                if all(each.intersection(terms) for each in self.conflicts):
                    found = True
                    yield terms
            if found:
                return


def _nothing(problem: Problem) -> Objective:
    return Objective("conflict", "", np.zeros(problem.columns, np.int64))
