"""The linear system of a docket, row by row, from the definition in `docs/method.md`.

x(S) is the number of people freed by moves for which S holds, x'(S) the same without the moves
taken out by a rule `outside`. For each item that can move one option is taken or none.

    ratio a:b, tariff   b x'(give) - a x'(get) = 0, <= 0 (at-most) or >= 0 (at-least)
    count               at-least <= x(of) <= at-most
    pool                x(of) = n
    never               x(of) <= 0
    named               x(people) >= how many are named
    all, outside        x(of) >= N, how many who can move it can hold for
    all-or-none         x(of) - N z = 0
    either              each alternative's rows relaxed by a z of its own; sum of all z >= 1
    wish                the rule's rows relaxed by w; the level `wishes` is the sum of all w
    owed                the rule's rows, side by side (first high, then low), each with unknowns of
                        the parts 1, 2, 4, ...: v + parts <= hi + all parts, v - parts >= lo - all

A row v <= hi relaxed by z is v + M z <= hi + M with M = max(v) - hi, and is left out where M is
not above zero; a row v >= lo likewise. Rows of a term are called `T#0`, `T#1`, ..., its unknowns
`T/0`, `T/1`, ..., each in the order in which they come up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from attrs import evolve, field, frozen

from canje.base.select import Selection
from canje.clear.check.codes import Exact, Ints, dot, whole, zeros
from canje.clear.check.ground import Ground, binding, named, resolved
from canje.terms.term import (
    All,
    AllOrNone,
    Count,
    Either,
    Named,
    Never,
    Outside,
    Pool,
    Ratio,
    Rule,
    Tariff,
    Term,
)


@frozen(eq=False)
class Sum:
    """A sum over the people freed: for each move in `moves`, so much (`weights`) a person."""

    moves: Ints
    weights: Exact

    def over(self, freed: Ints) -> int:
        """The sum where `freed` people make each move."""
        return dot(freed[self.moves], self.weights)


NOTHING = Sum(np.zeros(0, np.int64), np.zeros(0, np.int64))


@frozen(eq=False)
class Line:
    """low <= sum + unknowns <= high."""

    sum: Sum
    low: int | None
    high: int | None
    unknowns: Mapping[str, int] = field(factory=dict)
    name: str = ""


@frozen(eq=False)
class Lines:
    """A rule that holds where its lines do; with none it always holds."""

    lines: tuple[Line, ...] = ()


@frozen(eq=False)
class Whole:
    """A rule that holds where the sum is `total` or nothing."""

    sum: Sum
    total: int


@frozen(eq=False)
class OneOf:
    """A rule that holds where one of these does."""

    rules: tuple[Meaning, ...]


Meaning = Lines | Whole | OneOf


@frozen(eq=False)
class Meant:
    """A term as the system has it, with the rule that it comes down to.

    `meaning` is None where the rule says nothing about the clearing but what moves as one.
    """

    term: Term
    rule: Rule | None
    meaning: Meaning | None
    rows: tuple[Line, ...] = ()
    wish: str | None = None
    """The unknown that says that a wish is met."""
    parts: Mapping[str, int] = field(factory=dict)
    """The unknowns that each take a part off what is owed."""
    binds: bool = False


class Builder:
    """Builds rows over the items that can move."""

    def __init__(self, ground: Ground, count: Ints) -> None:
        """`count`: how many items of each kind can move in the plan's reading."""
        self.ground = ground
        self.count = count
        self._masks: dict[Selection, Ints] = {}
        outside = np.zeros(len(ground.moves), np.bool_)
        for _, rule in binding(ground.docket):
            if isinstance(rule, Outside):
                outside[self.moves(rule.of)] = True
        self._inside = ~outside
        self.without_worth: list[str] = []
        has = ground.movable
        self._kinds = np.flatnonzero(has)
        self._first_options = ground.option_start[:-1][has]

    def moves(self, selection: Selection) -> Ints:
        """The moves that the selection holds for."""
        if selection not in self._masks:
            self._masks[selection] = np.flatnonzero(self.ground.moves.holds(selection))
        return self._masks[selection]

    def number(self, selection: Selection) -> Sum:
        """x(selection)"""
        moves = self.moves(selection)
        return Sum(moves, np.ones(len(moves), np.int64))

    def can(self, selection: Selection) -> int:
        """How many people who can move the selection holds for under one of their options."""
        ground = self.ground
        holds = np.zeros(len(ground.moves), np.bool_)
        holds[self.moves(selection)] = True
        single = len(ground.kinds)
        some = np.zeros(single, np.bool_)
        some[ground.moves.kind[holds]] = True
        people = int(self.count[:single][some].sum())
        for unit, slots in enumerate(ground.unit_slots):
            if number := int(self.count[single + unit]):
                people += number * sum(bool(holds[slot].any()) for slot in slots)
        return people

    def meaning(self, rule: Rule | None, term: str) -> Meaning | None:
        """What a rule comes down to; None for what concerns only units or the handover."""
        if rule is None:
            return Lines()
        rule = resolved(rule, self.ground.docket.facts)
        if rule is None:
            return Lines()
        match rule:
            case Ratio() | Tariff():
                low = None if rule.how == "at-most" else 0
                high = None if rule.how == "at-least" else 0
                return Lines((Line(self._balance(rule, term), low, high),))
            case Count():
                return Lines((Line(self.number(rule.of), rule.at_least, rule.at_most),))
            case Pool():
                return Lines((Line(self.number(rule.of), rule.choose, rule.choose),))
            case Never():
                return Lines((Line(self.number(rule.of), None, 0),))
            case Named():
                return Lines((Line(self.number(named(rule)), len(set(rule.people)), None),))
            case All() | Outside():
                return Lines((Line(self.number(rule.of), self.can(rule.of), None),))
            case AllOrNone():
                return Whole(self.number(rule.of), self.can(rule.of))
            case Either():
                parts = [self.meaning(each, term) for each in rule.rules]
                return OneOf(tuple(Lines() if each is None else each for each in parts))
            case _:
                return None

    def _balance(self, rule: Ratio | Tariff, term: str) -> Sum:
        sides = [self._inside.copy(), self._inside.copy()]
        for side, selection in zip(sides, (rule.give, rule.get), strict=True):
            holds = np.zeros(len(side), np.bool_)
            holds[self.moves(selection)] = True
            side &= holds
        give, get = sides
        moves = np.flatnonzero(give | get)
        table = rule.table if isinstance(rule, Tariff) else {}
        reach = max([1, *map(abs, table.values())]) * (abs(rule.given) + abs(rule.got))
        width = np.dtype(object if reach >= 1 << 40 else np.int64)
        factors = give[moves].astype(width) * rule.got - get[moves].astype(width) * rule.given
        if isinstance(rule, Tariff):
            weights = factors * self._worths(rule, moves, term).astype(width)
        else:
            weights = factors
        kept = weights != 0
        return Sum(moves[kept], weights[kept])

    def _worths(self, rule: Tariff, moves: Ints, term: str) -> Exact:
        ground = self.ground
        if rule.column == "beneficiary":
            values, codes = tuple(ground.moves.beneficiaries), ground.moves.ben[moves]
        elif rule.column == "destination":
            values, codes = tuple(ground.moves.destinations), ground.moves.dest[moves]
        else:
            column = ground.kinds.column(rule.column)
            values = column.values
            codes = column.codes[ground.kinds.reps[ground.moves.kind[moves]]].astype(np.int64)
        seen = np.unique(codes).tolist()
        if any(values[code] not in rule.table for code in seen):
            self.without_worth.append(term)
        return whole([rule.table.get(value, 0) for value in values] or [0])[codes]

    def most(self, line: Line) -> tuple[int, int]:
        """The least and the most that a line's left side can be."""
        ends: list[int] = []
        values = self.option_values(line.sum)
        for sign in (-1, 1):
            if len(self._first_options):
                best = np.maximum.reduceat(values * sign, self._first_options)
                end = dot(self.count[self._kinds], np.maximum(best, 0))
            else:
                end = 0
            end += sum(max(0, sign * each) for each in line.unknowns.values())
            ends.append(sign * end)
        return ends[0], ends[1]

    def option_values(self, terms: Sum) -> Exact:
        """The sum for each option of each item kind, taken once."""
        ground = self.ground
        moves = zeros(len(ground.moves), terms.weights)
        moves[terms.moves] = terms.weights
        if not len(ground.unit_moves):
            return moves
        united = np.add.reduceat(moves[ground.unit_moves], ground.unit_start[:-1])
        values: Exact = np.concatenate([moves, united])
        return values


def system(builder: Builder) -> list[Meant]:
    """The terms of the docket in its order, with their rows where they have any."""
    docket = builder.ground.docket
    bound = {term.id for term, _ in binding(docket)}
    result: list[Meant] = []
    for term in docket.terms:
        rule = resolved(term.rule, docket.facts)
        meaning = builder.meaning(rule, term.id)
        if meaning is None or term.force == "withdrawn":
            result.append(Meant(term, rule, meaning, binds=term.id in bound))
            continue
        names = _numbered(f"{term.id}/")
        wish = next(names) if term.force == "wish" else None
        lines: Sequence[Line] = ()
        parts: dict[str, int] = {}
        if term.force == "owed":
            lines = _but_for_debts(_lines(meaning, names, builder), names, docket.grades, parts)
        elif wish is not None:
            lines = relaxed(_lines(meaning, names, builder), wish, builder)
        elif term.id in bound:
            lines = _lines(meaning, names, builder)
        rows = tuple(
            evolve(line, name=name)
            for line, name in zip(lines, _numbered(f"{term.id}#"), strict=False)
        )
        result.append(Meant(term, rule, meaning, rows, wish, parts, binds=term.id in bound))
    return result


def _but_for_debts(
    lines: Sequence[Line], names: Iterator[str], grades: int, parts: dict[str, int]
) -> list[Line]:
    """Each side of each line on its own, eased by what its parts leave of the most."""
    result: list[Line] = []
    most = (1 << grades) - 1
    for line in lines:
        for side in ("high", "low"):
            limit = line.high if side == "high" else line.low
            if limit is None:
                continue
            mine = {next(names): 1 << grade for grade in range(grades)}
            parts.update(mine)
            if side == "high":
                result.append(Line(line.sum, None, limit + most, {**line.unknowns, **mine}))
            else:
                less = {name: -part for name, part in mine.items()}
                result.append(Line(line.sum, limit - most, None, {**line.unknowns, **less}))
    return result


def not_owed(meant: Meant, freed: Ints, grades: int) -> int:
    """Of the most that each side of a term's lines could be missed by, what it is not missed by."""
    most, total = (1 << grades) - 1, 0
    for line in meant.meaning.lines if isinstance(meant.meaning, Lines) else ():
        value = line.sum.over(freed)
        if line.high is not None:
            total += max(0, most - max(0, value - line.high))
        if line.low is not None:
            total += max(0, most - max(0, line.low - value))
    return total


def _numbered(prefix: str) -> Iterator[str]:
    number = 0
    while True:
        yield f"{prefix}{number}"
        number += 1


def _lines(meaning: Meaning, names: Iterator[str], builder: Builder) -> Sequence[Line]:
    if isinstance(meaning, Lines):
        return meaning.lines
    if isinstance(meaning, Whole):
        return (Line(meaning.sum, 0, 0, {next(names): -meaning.total}),)
    chosen = [next(names) for _ in meaning.rules]
    lines: list[Line] = []
    for unknown, rule in zip(chosen, meaning.rules, strict=True):
        lines.extend(relaxed(_lines(rule, names, builder), unknown, builder))
    lines.append(Line(NOTHING, 1, None, dict.fromkeys(chosen, 1)))
    return lines


def relaxed(lines: Sequence[Line], unknown: str, builder: Builder) -> list[Line]:
    """The lines, holding where the unknown is 1 and void where it is 0."""
    result: list[Line] = []
    for line in lines:
        least, most = builder.most(line)
        if line.high is not None and (slack := most - line.high) > 0:
            terms = {**line.unknowns, unknown: slack}
            result.append(Line(line.sum, None, line.high + slack, terms))
        if line.low is not None and (slack := line.low - least) > 0:
            terms = {**line.unknowns, unknown: -slack}
            result.append(Line(line.sum, line.low - slack, None, terms))
    return result


def holds(meaning: Meaning, freed: Ints) -> bool:
    """Whether a rule holds where so many people make each move."""
    if isinstance(meaning, Whole):
        return meaning.sum.over(freed) in (0, meaning.total)
    if isinstance(meaning, OneOf):
        return any(holds(each, freed) for each in meaning.rules)
    return all(
        (line.low is None or line.sum.over(freed) >= line.low)
        and (line.high is None or line.sum.over(freed) <= line.high)
        for line in meaning.lines
    )


def slack(meant: Meant, freed: Ints) -> int | None:
    """The smallest distance from a row of the term to a side that it has.

    None for a term without rows, without a side, or with an unknown in its rows (a wish, an
    `either`, an `all-or-none`): how near such a row is says nothing about the rule. A plan may
    leave it unsaid for an `outside`, which has nothing to spare where it holds.
    """
    if any(row.unknowns for row in meant.rows):
        return None
    gaps: list[int] = []
    for row in meant.rows:
        value = row.sum.over(freed)
        if row.low is not None:
            gaps.append(value - row.low)
        if row.high is not None:
            gaps.append(row.high - value)
    return min(gaps, default=None)
