"""Whose places are not drawn: where somebody chooses, where an order does, where the desk must.

A `pool` picked by a party is that party's choice; one picked by an order keeps the published order.
And where people were asked in private (there are consents), every class with a choice of places
keeps what the plan gives it: some in it may have refused one of them, which the desk heeds when it
picks. That holds whether or not anybody did, so that no table tells that somebody refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from attrs import frozen

from canje.base.select import mask
from canje.clear.classes import Classes, Ints
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.draw.lottery import NoLottery
from canje.terms.docket import DESK, Docket
from canje.terms.term import Pool, resolved

ORDER = "order"


@frozen
class Choice:
    """The people whom a party picks for a pool that is its to pick."""

    term: str
    by: str
    people: tuple[str, ...]


@frozen
class Hold:
    """A class that is not drawn: `by` is the desk, `order`, or the party that chose, for a term."""

    by: str
    term: str | None = None


@frozen(eq=False)
class Held:
    """The classes held, the sums that hold them (by name: columns and value), and the choices."""

    classes: Mapping[int, Hold]
    sums: Mapping[str, tuple[Ints, int]]
    choices: tuple[Choice, ...]

    def chosen(self) -> frozenset[str]:
        return frozenset(person for each in self.choices for person in each.people)


def spans(classes: Classes) -> list[tuple[int, int]]:
    """The columns of each class, as first and one past the last."""
    edges = np.searchsorted(classes.column_class, np.arange(len(classes.size) + 1)).tolist()
    return list(pairwise(edges))


def held(docket: Docket, question: Question, plan: Plan, choices: Sequence[Choice]) -> Held:
    """Everything that the draw leaves alone; NoLottery where a choice is missing or wrong."""
    classes = question.published.problem.classes
    found: dict[int, Hold] = {}
    named: dict[str, Choice] = {}
    for each in choices:
        if each.term in named:
            raise NoLottery(f"the choice for {each.term} is given twice")
        named[each.term] = each
    used: list[Choice] = []
    for term, pool in _pools(docket):
        within = sorted({int(c) for c in classes.column_class[_columns(pool, classes)]})
        if pool.by == ORDER:
            found |= dict.fromkeys(within, Hold(ORDER, term))
            continue
        if term not in named:
            raise NoLottery(
                f"whom {term} frees is for {pool.by} to choose, and no choice is given "
                "(choices in draw.yaml)"
            )
        choice = named.pop(term)
        if choice.by != pool.by:
            raise NoLottery(f"whom {term} frees is for {pool.by} to choose, not for {choice.by}")
        if len(set(choice.people)) != pool.choose:
            raise NoLottery(f"{term} frees {pool.choose}, and {len(choice.people)} are chosen")
        used.append(Choice(term, choice.by, tuple(sorted(choice.people))))
        found |= dict.fromkeys(within, Hold(pool.by, term))
    if named:
        raise NoLottery(f"{min(named)} is no pool that somebody chooses from")
    if docket.consents or docket.consent_required:
        for number, (first, last) in enumerate(spans(classes)):
            places = {place for j in range(first, last) for _, place in classes.option(j)}
            if len(places) > 1:
                found.setdefault(number, Hold(DESK))
    return Held(found, _sums(docket, classes, plan, found, used), tuple(used))


def _pools(docket: Docket) -> Iterable[tuple[str, Pool]]:
    for term in sorted(docket.musts, key=lambda each: each.id):
        rule = resolved(term.rule, docket.facts)
        if isinstance(rule, Pool) and rule.by != "draw":
            yield term.id, rule


def _columns(pool: Pool, classes: Classes) -> Ints:
    return np.flatnonzero(classes.count(mask(pool.of, classes.moves)))


def _sums(
    docket: Docket,
    classes: Classes,
    plan: Plan,
    found: Mapping[int, Hold],
    choices: Sequence[Choice],
) -> dict[str, tuple[Ints, int]]:
    """What is held: a chosen class as a whole, the others option by option."""
    sums: dict[str, tuple[Ints, int]] = {}
    people = frozenset(person for each in choices for person in each.people)
    ids, seen = docket.people.ids, set[str]()
    every = spans(classes)
    for number in sorted(found):
        first, last = every[number]
        entry = plan.classes[number]
        if found[number].by in (ORDER, DESK):
            for way, option in enumerate(entry.options):
                sums[f"{entry.id}.{way}"] = (np.array([first + way]), option.freed)
            continue
        count = 0
        for item in classes.members(number).tolist():
            own = {ids[row] for row in item}
            if own & people:
                if not own <= people:
                    raise NoLottery(f"{min(own & people)} goes only with all of the unit")
                count += 1
                seen |= own
        sums[entry.id] = (np.arange(first, last), count)
    if people - seen:
        raise NoLottery(f"{min(people - seen)} is chosen and cannot go, or is in no such pool")
    return sums
