"""What each term costs in people, and what a number in a term would move.

The price of a term is how many more people would go home without it, and with it loosened by one
step: one person more or less for a count, one more person given than a ratio allows, the smallest
worth in a tariff. Law has no price.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

import attrs
from attrs import frozen

from canje.clear.classes import Ints
from canje.clear.level import Level
from canje.clear.problem import Problem
from canje.clear.question import Question
from canje.clear.reasons import people_freed
from canje.clear.rows import loosened
from canje.clear.search import search
from canje.clear.solver import Solver, Stop
from canje.terms import term as kinds
from canje.terms.docket import Docket
from canje.terms.term import Rule, Term, resolved


class Most(NamedTuple):
    """The most people who can go home, nobody where no exchange meets the terms.

    `bound` is the most that any exchange could free (None where the search ended before there
    was one); with `proved` it is the value itself.
    """

    freed: int
    bound: int | None
    proved: bool


@frozen
class Price:
    """People freed with a term, without it, and with it loosened by one step.

    `loosened` is None where the rule has no step. `proved` where all these are the most there is.
    `short` is told where nobody goes: how many steps the term is from letting as many go as would
    without it. A ratio of one for one that keeps back 252 and 250 is 2 short.
    """

    term: str
    by: str
    text: str
    freed: int
    without: int
    loosened: int | None
    proved: bool
    short: Short | None = None


class Short(NamedTuple):
    """The fewest steps by which a term must be loosened for all to go whom it alone keeps back,
    and how many people then go home."""

    steps: int
    freed: int


@frozen
class PartyPrice:
    """People freed without any of a party's terms."""

    party: str
    terms: tuple[str, ...]
    without: int
    proved: bool


@frozen
class Prices:
    """The price of every must-term that is not law's, and of each party's together."""

    freed: int
    terms: tuple[Price, ...]
    parties: tuple[PartyPrice, ...]


@frozen
class Point:
    """People freed at one value of a number in a term, and the term's number as it is written."""

    label: str
    at: int
    freed: int
    bound: int | None
    proved: bool


def price(question: Question, solver: Solver, stop: Stop) -> Prices:
    """Price every must-term that is not law's, alone and by party."""
    pricing = _Pricing(question, solver, stop)
    facts = question.docket.facts
    terms = tuple(
        pricing.term(term)
        for term in question.negotiable
        if not isinstance(resolved(term.rule, facts), kinds.HANDOVER)
    )
    parties = sorted({term.by for term in question.negotiable})
    return Prices(pricing.base.freed, terms, tuple(pricing.party(party) for party in parties))


def shortfalls(
    question: Question, terms: Collection[str], solver: Solver, stop: Stop
) -> tuple[tuple[str, Short], ...]:
    """Where nobody goes: those of the terms that could be loosened far enough, and by how much."""
    pricing = _Pricing(question, solver, stop)
    priced = (pricing.term(term) for term in question.negotiable if term.id in terms)
    return tuple((each.term, each.short) for each in priced if each.short is not None)


def what_if(
    question: Question,
    solver: Solver,
    stop: Stop,
    *,
    without: Iterable[str] = (),
    start: Ints | None = None,
) -> Most:
    """How many people would go home without some terms."""
    return _most(question.without(without), solver, stop, start)[0]


def sweep(
    question: Question, term: str, values: Iterable[int], solver: Solver, stop: Stop
) -> Iterator[Point]:
    """People freed as the number in a term moves; ValueError where the term has no one number.

    The number is n of a count or a pool, and a of a ratio or a tariff at a:b.
    """
    docket = question.docket
    chosen = next(each for each in docket.terms if each.id == term)
    turn = dial(chosen, docket)
    start: Ints | None = None
    for value in values:
        if stop():
            return
        terms = tuple(turn(value) if each is chosen else each for each in docket.terms)
        moved = Question(attrs.evolve(docket, terms=terms), question.eligibility)
        most, start = _most(moved.problem, solver, stop, start)
        yield Point(_label(chosen, docket, value), value, *most)


def dial(term: Term, docket: Docket) -> Callable[[int], Term]:
    """The term as a function of its number; ValueError where it has none, or two."""
    rule = resolved(term.rule, docket.facts)
    match rule:
        case kinds.Count(_, at_least, at_most):
            if None not in (at_least, at_most) and at_least != at_most:
                raise ValueError(term.id)
            return lambda n: attrs.evolve(
                term,
                rule=attrs.evolve(
                    rule,
                    at_least=None if at_least is None else n,
                    at_most=None if at_most is None else n,
                ),
            )
        case kinds.Pool():
            return lambda n: attrs.evolve(term, rule=attrs.evolve(rule, choose=n))
        case kinds.Ratio() | kinds.Tariff():
            return lambda n: attrs.evolve(term, rule=attrs.evolve(rule, given=n))
        case _:
            raise ValueError(term.id)


def number_of(term: Term) -> str | None:
    """The number at which a term stands, as a sweep writes it; None where it has no one number."""
    match term.rule:
        case kinds.Count(_, at_least, at_most):
            numbers = {at_least, at_most} - {None}
            return str(numbers.pop()) if len(numbers) == 1 else None
        case kinds.Pool():
            return str(term.rule.choose)
        case kinds.Ratio() | kinds.Tariff():
            return f"{term.rule.given}:{term.rule.got}"
        case _:
            return None


_MOST_STEPS = 1 << 24
"""More steps than there are people in any case: no loosening of this term lets as many go."""


class _Pricing:
    def __init__(self, question: Question, solver: Solver, stop: Stop) -> None:
        self.question, self.solver, self.stop = question, solver, stop
        self.base, self.start = _most(question.problem, solver, stop, None)

    def term(self, term: Term) -> Price:
        step = _step(resolved(term.rule, self.question.docket.facts))
        loose = None if step is None else self._loosened(term, step)
        without = self._without({term.id})
        return Price(
            term.id,
            term.by,
            term.text,
            self.base.freed,
            without.freed,
            loose.freed if loose else None,
            self.base.proved and without.proved and (loose is None or loose.proved),
            None if step is None else self._short(term, step, without),
        )

    def _loosened(self, term: Term, by: int) -> Most:
        problem = self.question.problem
        rows = (loosened(row, by) if row.term == term.id else row for row in problem.rows)
        return self._most(problem.with_rows(rows))

    def _short(self, term: Term, step: int, without: Most) -> Short | None:
        """By doubling, then by halves: what n steps free, more than n do too."""
        if self.base.freed or not without.freed or not without.proved:
            return None
        low, high = 0, 1
        while self._loosened(term, high * step).freed < without.freed:
            low, high = high, 2 * high
            if high > _MOST_STEPS or self.stop():
                return None
        while high - low > 1:
            middle = (low + high) // 2
            tried = self._loosened(term, middle * step)
            if tried.freed >= without.freed:
                high = middle
            elif tried.proved:
                low = middle
            else:
                return None  # a search that ended early cannot tell the fewest
        return Short(high, without.freed)

    def party(self, party: str) -> PartyPrice:
        terms = tuple(term.id for term in self.question.negotiable if term.by == party)
        without = self._without(set(terms))
        return PartyPrice(party, terms, without.freed, without.proved)

    def _without(self, terms: set[str]) -> Most:
        return self._most(self.question.without(terms))

    def _most(self, problem: Problem) -> Most:
        same = problem.columns == self.question.problem.columns
        return _most(problem, self.solver, self.stop, self.start if same else None)[0]


def _most(
    problem: Problem, solver: Solver, stop: Stop, start: Ints | None
) -> tuple[Most, Ints | None]:
    found = search(Level(problem, people_freed(problem)), solver, stop, start)
    if found.status == "infeasible":
        return Most(0, 0, True), None
    return Most(found.value or 0, found.bound, found.status == "proved"), found.point


def _label(term: Term, docket: Docket, value: int) -> str:
    rule = resolved(term.rule, docket.facts)
    return f"{value}:{rule.got}" if isinstance(rule, kinds.Ratio | kinds.Tariff) else str(value)


def _step(rule: Rule | None) -> int | None:
    """How far one step loosens the rows of a rule; None where it has no step."""
    match rule:
        case kinds.Ratio(_, _, given, got):
            return max(given, got)
        case kinds.Tariff():
            worths = [worth for worth in rule.table.values() if worth]
            return max(rule.given, rule.got) * min(worths, default=1)
        case (
            kinds.Count()
            | kinds.Pool()
            | kinds.Never()
            | kinds.Named()
            | kinds.All()
            | kinds.AllOrNone()
        ):
            return 1
        case _:
            return None
