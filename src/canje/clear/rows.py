"""Rules as rows: each rule over counts of people, as integers, by the formulas of `terms.term`.

A row is lo <= sum of coefficient times unknown <= hi, named by its term and its place in it
(`offer#0`). Unknowns are the columns of the classes and 0/1 auxiliaries (`offer/0`). The order of
rows and auxiliaries is part of the plan file's format (docs/plan-file.md): a checker builds the
same ones from the same terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

import attrs
import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.select import OneOf, Selection, mask
from canje.clear.classes import Classes, Ints
from canje.terms import term as kinds
from canje.terms.docket import Docket
from canje.terms.term import Rule, Term, resolved


@frozen(eq=False)
class Form:
    """A sum over columns, kept where the coefficients are not zero."""

    columns: Ints
    values: Ints

    @classmethod
    def of(cls, coefficients: Ints) -> Form:
        columns = np.flatnonzero(coefficients)
        return cls(columns, coefficients[columns])


@frozen(eq=False)
class Row:
    """One linear condition; `None` is a side without a limit."""

    name: str
    term: str
    form: Form
    auxiliaries: Mapping[str, int]
    lo: int | None
    hi: int | None


@frozen(eq=False)
class Rows:
    """The rows of some terms, and their auxiliaries in the order in which they arose.

    `grades` are those that take a part off a debt, each with that part.
    """

    rows: tuple[Row, ...]
    auxiliaries: tuple[str, ...]
    wishes: tuple[str, ...]
    grades: Mapping[str, int]


def rows_of(docket: Docket, classes: Classes) -> Rows:
    """The rows of every must, wish and term that is owed, in the order of the terms' ids."""
    builder = _Builder(classes, docket.facts, _outside(docket, classes), docket.grades)
    said = (*docket.musts, *docket.wishes, *docket.owed)
    for term in sorted(said, key=lambda term: term.id):
        builder.add(term)
    made = tuple(builder.rows), tuple(builder.auxiliaries), tuple(builder.wishes)
    return Rows(*made, builder.part)


def _outside(docket: Docket, classes: Classes) -> npt.NDArray[np.bool_]:
    out = np.zeros(len(classes.moves), np.bool_)
    for term in docket.musts:
        rule = resolved(term.rule, docket.facts)
        if isinstance(rule, kinds.Outside):
            out |= mask(rule.of, classes.moves)
    return out


_Linear = tuple[Form, dict[str, int], int | None, int | None]


class _Builder:
    """Collects rows; `term` and the counters belong to the term being added."""

    def __init__(
        self,
        classes: Classes,
        facts: Mapping[str, str],
        outside: npt.NDArray[np.bool_],
        grades: int,
    ) -> None:
        self.classes, self.facts, self.inside = classes, facts, ~outside
        self.grades = grades
        self.part: dict[str, int] = {}
        self.rows: list[Row] = []
        self.auxiliaries: list[str] = []
        self.wishes: list[str] = []
        self.known: dict[Selection, npt.NDArray[np.bool_]] = {}
        self.term = ""
        self.made = 0

    def add(self, term: Term) -> None:
        self.term, self.made = term.id, 0
        before = len(self.rows)
        if term.force == "wish":
            wish = self._auxiliary()
            self.wishes.append(wish)
            linear = self._relaxed(self._linear(term.rule), wish)
        elif term.force == "owed":
            linear = self._owed(self._linear(term.rule))
        else:
            linear = self._linear(term.rule)
        for form, auxiliaries, lo, hi in linear:
            name = f"{term.id}#{len(self.rows) - before}"
            self.rows.append(Row(name, term.id, form, auxiliaries, lo, hi))

    def _auxiliary(self) -> str:
        name = f"{self.term}/{self.made}"
        self.made += 1
        self.auxiliaries.append(name)
        return name

    def _linear(self, rule: Rule) -> list[_Linear]:
        match rule:
            case kinds.Ratio():
                return [self._balance(rule, self.inside.astype(np.int64))]
            case kinds.Tariff():
                return [self._balance(rule, self._worth(rule) * self.inside)]
            case kinds.Count(of, lo, hi):
                return [(self._count(of), {}, lo, hi)]
            case kinds.Pool(of, choose):
                return [(self._count(of), {}, choose, choose)]
            case kinds.Never(of):
                return [(self._count(of), {}, None, 0)]
            case kinds.Named(people):
                of = Selection((("id", OneOf(tuple(sorted(set(people))))),))
                return [(self._count(of), {}, len(set(people)), None)]
            case kinds.All(of) | kinds.Outside(of):
                return [(self._count(of), {}, self._everyone(of), None)]
            case kinds.AllOrNone(of):
                return [(self._count(of), {self._auxiliary(): -self._everyone(of)}, 0, 0)]
            case kinds.Either(rules):
                return self._either(rules)
            case kinds.If():
                inner = resolved(rule, self.facts)
                return [] if inner is None else self._linear(inner)
            case kinds.Together() | kinds.Before() | kinds.Exposed() | kinds.Guard():
                return []
            case _:
                assert_never(rule)

    def _balance(self, rule: kinds.Ratio | kinds.Tariff, worth: Ints) -> _Linear:
        given, got = self._mask(rule.give) * worth, self._mask(rule.get) * worth
        balance = self.classes.count(rule.got * given - rule.given * got)
        lo = None if rule.how == "at-most" else 0
        hi = None if rule.how == "at-least" else 0
        return Form.of(balance), {}, lo, hi

    def _worth(self, rule: kinds.Tariff) -> Ints:
        column = self.classes.moves.column(rule.column)
        return np.array([rule.table.get(value, 0) for value in column.values], np.int64)[
            column.codes
        ]

    def _either(self, rules: tuple[Rule, ...]) -> list[_Linear]:
        switches = [self._auxiliary() for _ in rules]
        linear: list[_Linear] = []
        for switch, rule in zip(switches, rules, strict=True):
            linear += self._relaxed(self._linear(rule), switch)
        nobody = Form(np.zeros(0, np.int64), np.zeros(0, np.int64))
        return [*linear, (nobody, dict.fromkeys(switches, 1), 1, None)]

    def _relaxed(self, linear: list[_Linear], switch: str) -> list[_Linear]:
        """Rows that hold where the switch is 1 and say nothing where it is 0."""
        relaxed: list[_Linear] = []
        for form, auxiliaries, lo, hi in linear:
            if hi is not None:
                slack = self._largest(form, auxiliaries, 1) - hi
                if slack > 0:
                    relaxed.append((form, {**auxiliaries, switch: slack}, None, hi + slack))
            if lo is not None:
                slack = lo + self._largest(form, auxiliaries, -1)
                if slack > 0:
                    relaxed.append((form, {**auxiliaries, switch: -slack}, lo - slack, None))
        return relaxed

    def _owed(self, linear: list[_Linear]) -> list[_Linear]:
        """Rows that hold but for a debt, which is all that it can be less the grades that are 1."""
        owed: list[_Linear] = []
        for form, auxiliaries, lo, hi in linear:
            for sign, limit in ((1, hi), (-1, lo)):
                if limit is None:
                    continue
                parts = {self._auxiliary(): 2**grade for grade in range(self.grades)}
                self.part |= parts
                most = sum(parts.values())
                with_parts = {**auxiliaries, **{name: sign * part for name, part in parts.items()}}
                if sign > 0:
                    owed.append((form, with_parts, None, limit + most))
                else:
                    owed.append((form, with_parts, limit - most, None))
        return owed

    def _largest(self, form: Form, auxiliaries: Mapping[str, int], sign: int) -> int:
        """The largest value of a row (times the sign) over everything that anyone could do."""
        best = np.zeros(len(self.classes.size), np.int64)
        np.maximum.at(best, self.classes.column_class[form.columns], sign * form.values)
        most = int((best * self.classes.size).sum())
        return most + sum(max(0, sign * value) for value in auxiliaries.values())

    def _mask(self, of: Selection) -> npt.NDArray[np.bool_]:
        if of not in self.known:
            self.known[of] = mask(of, self.classes.moves)
        return self.known[of]

    def _count(self, of: Selection) -> Form:
        return Form.of(self.classes.count(self._mask(of)))

    def _everyone(self, of: Selection) -> int:
        """How many people who can move the selection holds for under some option of theirs."""
        return everyone(self.classes, self._mask(of))


def everyone(classes: Classes, moves: npt.NDArray[np.bool_]) -> int:
    """E(S): the number of people with an option under which they make one of these moves."""
    single = classes.unit_size[classes.column_class] == 1
    possible = np.zeros(len(classes.size), np.int64)
    matched = classes.count(moves)
    np.maximum.at(possible, classes.column_class[single], (matched[single] > 0).astype(np.int64))
    for number in np.flatnonzero(classes.unit_size > 1).tolist():
        columns = np.flatnonzero(classes.column_class == number)
        ways = [moves[classes.move[classes.start[j] : classes.start[j + 1]]] for j in columns]
        possible[number] = int(np.logical_or.reduce(ways).sum())
    return int((possible * classes.size).sum())


def loosened(row: Row, by: int) -> Row:
    """The same row with each of its limits moved outwards."""
    return attrs.evolve(
        row,
        lo=None if row.lo is None else row.lo - by,
        hi=None if row.hi is None else row.hi + by,
    )
