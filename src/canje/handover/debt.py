"""Who owes whom: what a term that can no longer hold is missed by, in people and by their worth."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.people import CHOICES, Column
from canje.base.select import OneOf, Selection, mask
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.clear.rows import everyone
from canje.terms.docket import Docket
from canje.terms.moves import possible
from canje.terms.term import (
    All,
    Count,
    Named,
    Never,
    Outside,
    Pool,
    Ratio,
    Rule,
    Tariff,
    Term,
    resolved,
)

Unit = Literal["people", "worth"]


@frozen
class Debt:
    """On `term`, of `by`: `amount` of `unit` are owed by `debtors` to `creditors`.

    `people` is how many people would settle it: the amount itself where people are counted, what
    the ratio makes of it, and None for a tariff, where it depends on who they are. An amount of
    None is a term that is simply not met. `over` says that too many have gone, not too few.
    """

    term: str
    by: str
    amount: int | None
    unit: Unit
    people: int | None
    debtors: tuple[str, ...]
    creditors: tuple[str, ...]
    over: bool = False


def debts(docket: Docket, plan: Plan, unmet: Collection[str]) -> tuple[Debt, ...]:
    """What each term in `unmet` is missed by under the plan, in the order of their ids."""
    table = _Freed(docket, plan)
    found: list[Debt] = []
    for term in sorted(docket.terms, key=lambda term: term.id):
        if term.id in unmet:
            found += table.debts(term, resolved(term.rule, docket.facts))
    return tuple(found)


class _Freed:
    """The people freed as a table, each with the beneficiary and destination of the plan."""

    def __init__(self, docket: Docket, plan: Plan) -> None:
        self.docket = docket
        row_of = {person: row for row, person in enumerate(docket.people.ids)}
        self.rows = np.array([row_of[each.id] for each in plan.people], np.intp)
        self.chosen = {
            "beneficiary": Column.of([each.beneficiary for each in plan.people]),
            "destination": Column.of([each.destination for each in plan.people]),
        }
        self.outside = np.zeros(len(self.rows), np.bool_)
        for term in docket.musts:
            rule = resolved(term.rule, docket.facts)
            if isinstance(rule, Outside):
                self.outside |= mask(rule.of, self)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Column:
        if name in CHOICES:
            return self.chosen[name]
        return self.docket.people.column(name).take(self.rows)

    def debts(self, term: Term, rule: Rule | None) -> list[Debt]:
        match rule:
            case Ratio() | Tariff():
                return self._balance(term, rule)
            case Count(of, least, most):
                return self._count(term, of, least, most)
            case Pool(of, choose):
                return self._count(term, of, choose, choose)
            case Named(people):
                of = Selection((("id", OneOf(tuple(sorted(set(people))))),))
                return self._count(term, of, len(set(people)), None)
            case Never(of):
                return self._count(term, of, None, 0)
            case All(of):
                return self._count(term, of, self._everyone(of), None)
            case _:
                return [Debt(term.id, term.by, None, "people", None, (), ())]

    def _balance(self, term: Term, rule: Ratio | Tariff) -> list[Debt]:
        worth = np.ones(len(self.rows), np.int64)
        if isinstance(rule, Tariff):
            column = self.column(rule.column)
            worths: Mapping[str, int] = rule.table
            worth = np.array([worths.get(each, 0) for each in column.texts()], np.int64)
        worth = worth * ~self.outside
        gave = rule.got * int(worth[mask(rule.give, self)].sum())
        got = rule.given * int(worth[mask(rule.get, self)].sum())
        givers, getters = self._holders(rule.give), self._holders(rule.get)
        if gave > got and rule.how != "at-least":
            amount, each, debtors, creditors = gave - got, rule.given, getters, givers
        elif got > gave and rule.how != "at-most":
            amount, each, debtors, creditors = got - gave, rule.got, givers, getters
        else:
            return []
        if isinstance(rule, Tariff):
            owed = -(-amount // each)
            return [Debt(term.id, term.by, owed, "worth", None, debtors, creditors)]
        people = -(-amount // each)
        return [Debt(term.id, term.by, people, "people", people, debtors, creditors)]

    def _count(self, term: Term, of: Selection, least: int | None, most: int | None) -> list[Debt]:
        count = int(mask(of, self).sum())
        holders, wanting = self._holders(of), self._beneficiaries(of)
        if least is not None and count < least:
            owed = least - count
            return [Debt(term.id, term.by, owed, "people", owed, holders, wanting)]
        if most is not None and count > most:
            more = count - most
            return [Debt(term.id, term.by, more, "people", more, wanting, holders, over=True)]
        return []

    def _everyone(self, of: Selection) -> int:
        """How many who can move a selection holds for."""
        classes = Question(self.docket).problem.classes
        return everyone(classes, mask(of, classes.moves))

    def _holders(self, of: Selection) -> tuple[str, ...]:
        return self._named("holder", _whoever(of, self.docket))

    def _beneficiaries(self, of: Selection) -> tuple[str, ...]:
        return self._named("beneficiary", _whoever(of, self.docket))

    def _named(self, column: str, rows: npt.NDArray[np.bool_]) -> tuple[str, ...]:
        """The parties in a column of some people."""
        texts = self.docket.people.column(column)
        values = {texts.values[code] for code in np.unique(texts.codes[rows]).tolist()}
        return tuple(sorted({part for value in values for part in value.split("|") if part}))


def _whoever(of: Selection, docket: Docket) -> npt.NDArray[np.bool_]:
    return possible(of, docket.people)
