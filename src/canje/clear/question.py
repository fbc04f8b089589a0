"""What a docket asks of the engine, and the same question with something in it given up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs
import numpy as np
from attrs import field, frozen

from canje.clear.problem import Problem, posed, problem
from canje.terms.docket import DAY, LAW, Consent, Docket
from canje.terms.eligible import Eligibility, eligible
from canje.terms.term import STRUCTURAL, Term, Together, resolved
from canje.terms.units import Units, units


@frozen(eq=False, slots=False)
class Question:
    """A docket with everything derived from it, each part when it is first needed."""

    docket: Docket
    eligibility: Eligibility = field()
    unpublished: Question | None = None

    @eligibility.default
    def _decide(self) -> Eligibility:
        return eligible(self.docket)

    @cached_property
    def units(self) -> Units:
        return units(self.docket, self.eligibility)

    @cached_property
    def problem(self) -> Problem:
        return problem(self.docket, self.units.eligibility, self.units)

    @cached_property
    def published(self) -> Question:
        """The question as the parties may see it: no trace of a refusal of one destination.

        Whoever is not in this round stays out; everyone else has the moves that he or she had
        before being asked. It allows at least what the true question allows.
        """
        after = self.units.eligibility
        moves = np.where(after.move_set >= 0, after.public_move_set, -1)
        if (moves == after.move_set).all() and not self.units.shut:
            return self
        open_moves = attrs.evolve(after, move_set=moves, public_move_set=moves)
        unasked = attrs.evolve(self.docket, consents=(), consent_required=False)
        return Question(unasked, open_moves, self)

    @cached_property
    def shared(self) -> Question:
        """The question as any party can ask it, with the plan and without anybody's will.

        What is reckoned of it can be shown to everyone: prices, and what answers would change.
        Reckoned of the true question they would tell of a refusal that the plan keeps to itself.
        """
        return self if self._told is self.docket else Question(self._told)

    def without(self, terms: Iterable[str]) -> Problem:
        """The problem with some terms given up.

        Where those made units, whoever is not in this round stays there, so that nobody can
        tell by a unit's end which of its people refused.
        """
        gone = frozenset(terms)
        if any(self.is_structural(term) for term in self.docket.terms if term.id in gone):
            kept = tuple(term for term in self.docket.terms if term.id not in gone)
            return Question(attrs.evolve(self._told, terms=kept)).problem
        return self.problem.without(gone)

    def only(self, terms: frozenset[str]) -> Problem:
        """The problem of the case with these must-terms and no other term at all.

        It is built anew for the terms among them that shape units or what ratios count. While all
        terms that make units are among them, classes are those of the whole case.
        """
        shaping = frozenset(each.id for each in self.docket.musts if self.is_structural(each))
        own = shaping & terms
        if own not in self._shaped:
            gone = shaping - own
            kept = tuple(each for each in self.docket.terms if each.id not in gone)
            if not gone:
                shaped = self.problem
            elif any(self.makes_units(each) for each in self.docket.musts if each.id in gone):
                shaped = Question(attrs.evolve(self._told, terms=kept)).problem
            else:
                shaped = posed(attrs.evolve(self.docket, terms=kept), self.problem.classes)
            self._shaped[own] = shaped
        shaped = self._shaped[own]
        return shaped.without(frozenset(row.term for row in shaped.rows) - terms)

    @cached_property
    def _shaped(self) -> dict[frozenset[str], Problem]:
        return {}

    @cached_property
    def _told(self) -> Docket:
        """The docket as the parties may know it: each who is not in this round does not go."""
        known = self.unpublished or self
        docket = known.docket
        if not docket.consents and not docket.consent_required:
            return docket
        unasked = attrs.evolve(docket, consents=(), consent_required=False)
        could = Question(unasked).units.eligibility.move_set >= 0
        stay = np.flatnonzero(could & (known.units.eligibility.move_set < 0))
        return attrs.evolve(
            unasked, consents=tuple(Consent(docket.people.ids[row], "no") for row in stay.tolist())
        )

    def is_structural(self, term: Term) -> bool:
        """Whether the term shapes units or what ratios count, so that it is more than its rows."""
        rule = resolved(term.rule, self.docket.facts)
        return term in self.docket.musts and isinstance(rule, STRUCTURAL)

    def makes_units(self, term: Term) -> bool:
        """Whether the term keeps people together in this case."""
        rule = resolved(term.rule, self.docket.facts)
        return term in self.docket.musts and isinstance(rule, Together)

    @property
    def negotiable(self) -> tuple[Term, ...]:
        """The must-terms that a party could give up, by id: all but law's, and what happened."""
        terms = (term for term in self.docket.musts if term.by not in (LAW, DAY))
        return tuple(sorted(terms, key=lambda term: term.id))
