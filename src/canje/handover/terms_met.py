"""Which terms the people home meet, by counts: the same question, however they were handed over.

A term is read as on the day (docs/day.md): whoever is out of the round (who refused, was absent,
unfit or dead, or on a leg that failed) is no longer one of "all"; a person named, a number and a
ratio are as they were agreed.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from canje.base.select import Selection, mask
from canje.clear.classes import Ints
from canje.clear.problem import Problem
from canje.clear.rows import rows_of
from canje.handover.overlay import giveable
from canje.terms.docket import Docket
from canje.terms.term import All, AllOrNone, Either, Outside, Rule, Term, resolved

Test = Callable[[Ints, Ints], bool]
"""Whether a rule holds, of the items home and of those who were there to go, by option."""


class TermsMet:
    """The terms of a docket that parties could leave unmet, to be asked about counts.

    `planned` are the items of the plan by option of its problem.
    """

    def __init__(self, docket: Docket, problem: Problem, planned: Ints) -> None:
        self.docket, self.classes, self.planned = docket, problem.classes, planned
        self.outside = tuple(
            term for term in docket.musts if isinstance(resolved(term.rule, docket.facts), Outside)
        )
        self.tests = tuple((term.id, self._test(term.rule)) for term in giveable(docket))

    def unmet(self, home: Ints, lost: Ints) -> tuple[str, ...]:
        """The terms that do not hold with so many home; `lost` of those planned are out."""
        there = self.planned - lost
        return tuple(term for term, holds in self.tests if not holds(home, there))

    def _test(self, rule: Rule) -> Test:
        match resolved(rule, self.docket.facts):
            case None:
                return lambda home, there: True
            case Either(rules):
                tests = tuple(map(self._test, rules))
                return lambda home, there: any(test(home, there) for test in tests)
            case All(of):
                width = self._width(of)
                return lambda home, there: bool(width @ home >= width @ there)
            case AllOrNone(of):
                width = self._width(of)
                return lambda home, there: int(width @ home) in (0, int(width @ there))
            case single:
                return self._rows(single)

    def _width(self, of: Selection) -> Ints:
        """People of each option's item for whom a selection holds."""
        return self.classes.count(mask(of, self.classes.moves))

    def _rows(self, rule: Rule) -> Test:
        """A rule that is a sum within limits, as the clearing has it."""
        probe = Term("@met", "desk", "", rule)
        terms = (*self.outside, probe) if not isinstance(rule, Outside) else (probe,)
        made = rows_of(attrs.evolve(self.docket, terms=terms), self.classes)
        rows = [row for row in made.rows if row.term == probe.id]

        def holds(home: Ints, there: Ints) -> bool:
            sums = [int(row.form.values @ home[row.form.columns]) for row in rows]
            return all(
                (row.lo is None or row.lo <= total) and (row.hi is None or total <= row.hi)
                for row, total in zip(rows, sums, strict=True)
            )

        return holds
