"""The day laid over a case: the same kind of docket, in which what has happened cannot be undone.

Whoever crossed or is aboard goes by the move that was announced, by a term that nobody can give
up. Whoever is out has no move left; the dead are dead. The objective keeps what comes first in the
case up to the people freed, and goes on with as few changes as possible: those announced stay, by
the move announced, then the reserves in their order. So the best continuation is a plan like any
other, and anybody who has the case, the announced plan and the account of the day can check it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs
import numpy as np

from canje.base.dates import PartialDate
from canje.base.people import CHOICES, Column, People
from canje.base.select import OneOf, Selection
from canje.clear.plan import Plan
from canje.handover.announced import Announced
from canje.handover.outcome import Account
from canje.terms.docket import (
    DAY,
    LAW,
    Consent,
    Docket,
    First,
    Freed,
    Level,
    Owed,
    Prefer,
    Statement,
)
from canje.terms.eligible import Eligibility, eligible
from canje.terms.moves import Move
from canje.terms.term import (
    All,
    AllOrNone,
    Count,
    Either,
    If,
    Named,
    Never,
    Pool,
    Ratio,
    Rule,
    Tariff,
    Term,
    Together,
    resolved,
)
from canje.terms.units import units

COLUMN, ORDER, MOVE = "@day", "@order", "@announced"
"""Columns that the day adds: how each person stands, the order of reserves, the move announced."""

CROSSED = "@crossed"
"""The term that says that what has happened has happened."""

OWABLE = (Ratio, Tariff, Count, Pool, Named, Never, All)
"""Rules that can be missed by a number, so that something is owed."""


def continues(plan: Plan) -> bool:
    """Whether a plan goes on from a day, and so is none of the case alone."""
    return any(each.id == CROSSED for each in plan.terms)


def leaders(docket: Docket) -> list[int]:
    """For each person the row of the first of the unit, who may be alone in it."""
    unasked = attrs.evolve(docket, consents=(), consent_required=False)
    label: list[int] = units(unasked, eligible(unasked)).label.tolist()
    return label


def who_can(docket: Docket) -> Eligibility:
    """Who could cross before the day began: as the desk knows it, or as a party sees it."""
    if not docket.consents:
        docket = attrs.evolve(docket, consent_required=False)
    return units(docket, eligible(docket)).eligibility


def over(docket: Docket, account: Account, announced: Announced) -> Docket:
    """The docket on the day. It is the same for everybody who has the same case and account.

    Of the consents alone it holds what only the desk knows; where the docket had none, take them
    away again (`as_party`) to check a plan as a party does. Nothing else in it tells of anybody
    out of whom the parties are not `told`.
    """
    everyone = account.out
    account = told(docket, account, announced)
    people = _people(docket, account, announced)
    levels = tuple(_levels(docket, announced, people))
    terms = docket.terms
    if apart := _apart(docket, account):
        people = _split(docket, people, apart)
        terms = tuple(attrs.evolve(term, rule=_tied(term.rule)) for term in terms)
    latest = _latest(docket, docket.consents)
    return attrs.evolve(
        docket,
        people=people,
        terms=(*terms, *_facts(account)),
        statements=(*docket.statements, *_deaths(docket, account)),
        consents=(
            *docket.consents,
            *(Consent(person, "no", date=latest) for person in everyone),
        ),
        facts={**docket.facts, "@announced": announced.digest},
        levels=levels,
        order=ORDER,
        before=docket,
    )


def told(docket: Docket, account: Account, announced: Announced) -> Account:
    """The account as the parties may know it: of those who are out, whom they know to have gone.

    They know whoever was announced, goes or went in somebody's place, or has a companion who has
    gone. That a reserve is out whom nobody has called is the desk's: it would tell of a refusal.
    """
    known = {*announced.moves, *(person for pair in account.instead for person in pair)}
    seen = {*account.fixed, *(by for _, by in account.instead)}
    if seen - announced.moves.keys():
        unit, ids = leaders(docket), docket.people.ids
        theirs = {unit[row] for row, person in enumerate(ids) if person in seen}
        known |= {person for row, person in enumerate(ids) if unit[row] in theirs}
    out = tuple(person for person in account.out if person in known)
    return attrs.evolve(account, out=out)


def as_party(docket: Docket, day: Docket) -> Docket:
    """The day as a party checks it, who has no consents: the desk's word for who is out."""
    return day if docket.wills_known else attrs.evolve(day, consents=())


def owing(day: Docket, terms: Collection[str]) -> Docket:
    """The docket on the day with some terms owed, and the debts made least before all else.

    What cannot be missed by a number is withdrawn.
    """
    changed = tuple(
        attrs.evolve(term, force="owed" if owable(term, day) else "withdrawn")
        if term.id in terms
        else term
        for term in day.terms
    )
    return attrs.evolve(day, terms=changed, levels=(Owed(_grades(day)), *day.levels))


def owing_alone(day: Docket, terms: Collection[str]) -> Docket:
    """As `owing`, with no level after the people freed: all by which sets of terms are compared."""
    owed = owing(day, terms)
    return attrs.evolve(owed, levels=owed.levels[: owed.levels.index(Freed()) + 1])


def without(day: Docket, terms: Collection[str]) -> Docket:
    """The docket on the day as if some terms had been withdrawn."""
    return attrs.evolve(
        day,
        terms=tuple(
            attrs.evolve(term, force="withdrawn") if term.id in terms else term
            for term in day.terms
        ),
    )


def missed(owed: Docket, plan: Plan) -> int:
    """By how much a plan of `owing` misses its terms in all: what its level `owed` says it owes."""
    level = next(each for each in owed.levels if isinstance(each, Owed))
    value = next(each.value for each in plan.objective if each.level == "owed")
    limits = sum(_limits(resolved(each.rule, owed.facts)) for each in owed.owed)
    return int(limits * (2**level.grades - 1) - value)


def _limits(rule: Rule | None) -> int:
    """How many limits a rule has that can be missed: one each side."""
    match rule:
        case Ratio(how=how) | Tariff(how=how):
            return 2 if how == "exactly" else 1
        case Count(at_least=least, at_most=most):
            return (least is not None) + (most is not None)
        case Pool():
            return 2
        case _:
            return 1


def owable(term: Term, docket: Docket) -> bool:
    """Whether a term can be missed by a number."""
    return isinstance(resolved(term.rule, docket.facts), OWABLE)


def _grades(docket: Docket) -> int:
    """Grades enough for whatever a term could be missed by."""
    most, floor = 1, 1
    for term in docket.terms:
        match resolved(term.rule, docket.facts):
            case Ratio(given=given, got=got):
                most = max(most, given, got)
            case Tariff(given=given, got=got, table=table):
                most = max(most, max(given, got) * max(table.values(), default=1))
            case Count(at_least=least):
                floor = max(floor, least or 0)
            case Pool(choose=choose):
                floor = max(floor, choose)
            case _:
                pass
    return (floor + most * len(docket.people)).bit_length()


def _people(docket: Docket, account: Account, announced: Announced) -> People:
    """Everyone with what the day says, and with no choice left to whoever has gone."""
    people = docket.people
    status = dict.fromkeys(announced.moves, "announced")
    status |= {person: "announced" for _, person in account.instead}
    status |= dict.fromkeys((*account.out, *account.died), "")
    status |= dict.fromkeys(account.aboard, "aboard") | dict.fromkeys(account.crossed, "crossed")
    gone = {person for person in account.fixed if person in announced.moves}
    open_places = [person for person, state in status.items() if state == "announced"]
    columns = dict(people.columns)
    columns[COLUMN] = _given(people, status)
    columns[ORDER] = _given(people, _order(account, announced))
    for place, name in enumerate(CHOICES):
        chosen = {person: announced.moves[person][place] for person in gone}
        if chosen:
            columns[name] = _changed(people, name, chosen)
    choosing = _choosing(people, [each for each in open_places if each in announced.moves])
    if choosing:
        columns[MOVE] = _given(people, {each: _told(announced.moves[each]) for each in choosing})
    return People(people.ids, columns)


def _order(account: Account, announced: Announced) -> dict[str, str]:
    """The first of each class has most; whoever has gone or is out counts for nothing."""
    done = {*account.fixed, *account.out, *account.died}
    longest = announced.longest
    return {
        person: str(longest - place)
        for person, place in announced.rank.items()
        if person not in done
    }


def _choosing(people: People, announced: Iterable[str]) -> list[str]:
    """Those announced who have more than one move."""
    several = np.zeros(len(people), np.bool_)
    for name in CHOICES:
        column = people.column(name)
        several |= np.array(["|" in value for value in column.values])[column.codes]
    rows = set(np.flatnonzero(several).tolist())
    if not rows:
        return []
    row_of = {person: row for row, person in enumerate(people.ids)}
    return sorted(each for each in announced if row_of[each] in rows)


def _told(move: Move) -> str:
    return f"{move[0]} > {move[1]}"


def _levels(docket: Docket, announced: Announced, people: People) -> Iterable[Level]:
    """The case's levels up to the people freed, then as few changes as possible, then the rest.

    What the case prefers among people speaks through the order of the announced plan.
    """
    place = docket.levels.index(Freed()) + 1
    before = [each for each in docket.levels[:place] if not isinstance(each, Prefer)]
    after = [each for each in docket.levels[place:] if not isinstance(each, Prefer)]
    yield from before
    stay = Selection(((COLUMN, OneOf(("aboard", "announced", "crossed"))),))
    yield First("those announced who go", stay)
    moves = sorted(value for value in people.column(MOVE).values if value)
    if moves:
        told = {_told(move): move for move in announced.moves.values()}
        yield First("those who go as announced", _as_announced(moves, told))
    yield from after


def _as_announced(labels: Sequence[str], told: dict[str, Move]) -> Selection:
    """Whoever makes the move that was announced."""
    parts = []
    for label in labels:
        named = zip(CHOICES, told[label], strict=True)
        made = [(name, OneOf((value,))) for name, value in named if value]
        parts.append(Selection(((MOVE, OneOf((label,))), *made)))
    return Selection((), tuple(parts))


def _facts(account: Account) -> tuple[Term, ...]:
    gone = len(account.fixed)
    if not gone:
        return ()
    of = Selection(((COLUMN, OneOf(("aboard", "crossed"))),))
    text = "Who has crossed or is aboard has gone."
    return (Term(CROSSED, DAY, text, Count(of, at_least=gone)),)


def _deaths(docket: Docket, account: Account) -> list[Statement]:
    holder = docket.people.column("holder")
    row_of = {person: row for row, person in enumerate(docket.people.ids)}
    date = _latest(docket, docket.statements)
    return [Statement(person, holder[row_of[person]], "deceased", date) for person in account.died]


def _latest(docket: Docket, said: Iterable[Statement | Consent]) -> PartialDate:
    """A date that comes after all that was said, or on its day: then the later word counts."""
    dates = [docket.date, *(each.date for each in said if each.date is not None)]
    return max(dates, key=lambda date: (date.earliest, date.latest))


def _tied(rule: Rule) -> Rule:
    if isinstance(rule, Together):
        return Together(_left(rule.by))
    if isinstance(rule, If):
        otherwise = None if rule.otherwise is None else _tied(rule.otherwise)
        return If(rule.fact, rule.value, _tied(rule.then), otherwise)
    return rule


def _left(column: str) -> str:
    return f"@{column}"


def _apart(docket: Docket, account: Account) -> list[str]:
    """Who is out of a unit of which somebody has gone."""
    if not account.fixed or not account.out:
        return []
    row_of = {person: row for row, person in enumerate(docket.people.ids)}
    unit = leaders(docket)
    went = {unit[row_of[person]] for person in account.fixed}
    return [person for person in account.out if unit[row_of[person]] in went]


def _split(docket: Docket, people: People, apart: list[str]) -> People:
    """The table with a column of units as they are left, for each column that makes units."""
    rules = (resolved(term.rule, docket.facts) for term in docket.terms)
    columns = dict(people.columns)
    alone = dict.fromkeys(apart, "")
    for name in sorted({rule.by for rule in rules if isinstance(rule, Together)}):
        columns[_left(name)] = _changed(people, name, alone)
    return People(people.ids, columns)


def _given(people: People, texts: dict[str, str]) -> Column:
    return Column.of([texts.get(person, "") for person in people.ids])


def _changed(people: People, name: str, texts: dict[str, str]) -> Column:
    before = people.column(name).texts()
    return Column.of(
        [texts.get(person, own) for person, own in zip(people.ids, before, strict=True)]
    )


def giveable(docket: Docket) -> tuple[Term, ...]:
    """The terms that could be left unmet if all cannot be met: no law, no fact, no unit.

    They stand in the order in which the case states them.
    """
    kinds = (*OWABLE, AllOrNone, Either)
    return tuple(
        term
        for term in docket.musts
        if term.by not in (LAW, DAY) and isinstance(resolved(term.rule, docket.facts), kinds)
    )
