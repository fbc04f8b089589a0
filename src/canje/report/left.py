"""Who is left out and why: in numbers by holder and reason, and by ids in ranges for whoever asks.

What only the desk knows comes in as `told`, a reason by id; without it the plan's own words stand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from attrs import frozen
from markupsafe import Markup

from canje.case.case import Case
from canje.clear.plan import LeftOut, Plan, PlanClass
from canje.report.bars import bar
from canje.report.names import Names, code, own
from canje.report.words import Words
from canje.terms.eligible import NOT_IN_THIS_ROUND, eligible
from canje.terms.units import units

COULD = ("draw", "choice", "terms", "red-line")
"""Reasons of people who could be moved; every other one is of people who cannot."""

RANGES = 40
"""Ranges of ids that a cell shows, at most."""

Told = Mapping[str, str]


@frozen
class Key:
    """What makes one reason: equal keys are counted together."""

    holder: str
    code: str
    by: str | None
    ref: str | None
    terms: tuple[str, ...]


@frozen
class Group:
    """People of one holder who are left out for one reason."""

    key: Key
    holder: Markup
    label: Markup
    why: Markup
    ids: tuple[str, ...]

    @property
    def people(self) -> int:
        return len(self.ids)

    @property
    def could(self) -> bool:
        return self.key.code in COULD


@frozen
class Balance:
    """One holder's people: freed, kept though they could be moved, and those who cannot."""

    holder: Markup
    freed: int
    could: int
    cannot: int
    bar: Markup


def told_to_desk(case: Case) -> Told:
    """For those not in this round, the reason that only the desk may know."""
    docket = case.docket
    eligibility = units(docket, eligible(docket)).eligibility
    private = [n for n, each in enumerate(eligibility.barriers) if each.desk_only]
    rows = np.flatnonzero(np.isin(eligibility.barrier, private)).tolist()
    return {
        docket.people.ids[row]: eligibility.barriers[int(eligibility.barrier[row])].code
        for row in rows
    }


def reason_of(each: LeftOut, told: Told) -> str:
    """The reason's code: the plan's, or where the desk knows better, its own."""
    return told.get(each.id, each.reason) if each.reason == NOT_IN_THIS_ROUND else each.reason


def groups(case: Case, plan: Plan, names: Names, told: Told) -> list[Group]:
    """Every reason with its people, holder by holder, the largest first."""
    holder = dict(
        zip(case.docket.people.ids, case.docket.people.column("holder").texts(), strict=True)
    )
    chosen = plan.chosen
    found: defaultdict[Key, list[str]] = defaultdict(list)
    for each in plan.left_out:
        reason = reason_of(each, told)
        if reason == "draw" and each.klass in chosen:
            reason = "choice"
        ref = None if reason == "unit" else each.ref  # which member it is, is told person by person
        found[Key(holder.get(each.id, ""), reason, each.by, ref, each.terms)].append(each.id)
    rank = {each: n for n, each in enumerate(names.order({key.holder for key in found}))}
    speaker = Speaker(case, plan, names)
    return [
        Group(key, names.party(key.holder), speaker.label(key), speaker.why(key), tuple(ids))
        for key, ids in sorted(
            found.items(), key=lambda pair: (rank[pair[0].holder], -len(pair[1]), str(pair[0]))
        )
    ]


class Speaker:
    """Says a reason in words."""

    def __init__(self, case: Case, plan: Plan, names: Names) -> None:
        self.names, self.words, self.outcome = names, names.words, plan.outcome
        self.bars = {each.id: each for each in case.docket.bars}
        self.terms = {each.id: each for each in case.docket.terms}

    def label(self, key: Key) -> Markup:
        """A few words."""
        for kind in ("reason", "statement"):
            if self.words.has(f"{kind}.{key.code}"):
                return self.words(f"{kind}.{key.code}")
        return code(key.code)

    def why(self, key: Key) -> Markup:
        """A sentence or two."""
        words = self.words
        if key.code == "bar" and key.ref in self.bars:
            order = self.bars[key.ref]
            source = self.names.source(order.source)
            told = words("why.bar", order=own(order.order), court=own(order.court))
            return told + (" " + source if source else "")
        if key.code == "bars":
            known = [self.bars[each] for each in (key.ref or "").split("|") if each in self.bars]
            orders = (Markup("{} ({})").format(own(o.order), own(o.court)) for o in known)
            return words("why.bars", orders=words.listed(orders))
        if key.code == "red-line" and key.ref in self.terms:
            party = self.names.party(key.by or "")
            return words("why.red-line", party=party, text=own(self.terms[key.ref].text))
        if key.code == "terms":
            return self._terms(key.terms)
        if words.has(f"why.{key.code}") and key.code not in ("bar", "red-line"):
            return words(f"why.{key.code}")
        if words.has(f"statement.{key.code}"):
            return words("why.statement", statement=words(f"statement.{key.code}"))
        return Markup("")

    def _terms(self, terms: Iterable[str]) -> Markup:
        named = [
            Markup('<a href="#term-{0}"><code class="id" dir="ltr">{0}</code></a>').format(each)
            for each in terms
        ]
        if self.outcome == "stopped":
            return self.words("why.terms.stopped")
        if not named:
            found = "early" if self.outcome == "feasible" else "open"
            return self.words(f"why.terms.{found}")
        key = "why.terms.conflict" if self.outcome == "infeasible" else "why.terms"
        return self.words(key, terms=self.words.listed(named))


def balances(case: Case, plan: Plan, left: Sequence[Group], names: Names) -> list[Balance]:
    """A row for each holder, with a bar to the scale of the largest."""
    freed = Counter(each.holder for each in plan.people)
    could: Counter[str] = Counter()
    cannot: Counter[str] = Counter()
    for each in left:
        (could if each.could else cannot)[each.key.holder] += each.people
    sums = {each: freed[each] + could[each] + cannot[each] for each in (*freed, *could, *cannot)}
    most = max(sums.values(), default=0)
    made = []
    for holder in names.order(sums):
        parts = [(freed[holder], "freed"), (could[holder], "could"), (cannot[holder], "cannot")]
        drawn = bar(parts, most, names.words)
        made.append(
            Balance(names.party(holder), freed[holder], could[holder], cannot[holder], drawn)
        )
    return made


@frozen
class ClassRow:
    """A class of people whom the terms treat alike, for the folded table."""

    id: str
    notes: tuple[Markup, ...]
    facts: tuple[tuple[str, str], ...]
    people: int
    freed: int
    ids: Markup


def class_rows(plan: Plan, words: Words) -> list[ClassRow]:
    """Every class, with the ids of those freed; who is left out is listed by reason."""
    freed: defaultdict[str, list[str]] = defaultdict(list)
    for each in plan.people:
        freed[each.klass].append(each.id)
    return [
        ClassRow(
            each.id,
            tuple(_notes(each, words)),
            each.facts,
            each.size * each.members,
            each.freed * each.members,
            shown_ids(freed[each.id], words),
        )
        for each in plan.classes
    ]


def shown_ids(ids: Sequence[str], words: Words) -> Markup:
    """Ids as ranges, cut where there are too many."""
    found = ranges(ids)
    shown = Markup(", ").join(code(each) for each in found[:RANGES])
    if len(found) > RANGES:
        shown += " " + words("classes.more", n=len(found) - RANGES)
    return shown


def ranges(ids: Iterable[str]) -> list[str]:
    """Ids that differ in a last number only and follow one another, as one.

    >>> ranges(["a-0001", "a-0002", "a-0003", "b", "a-0005"])
    ['a-0001…0003', 'a-0005', 'b']
    """
    found: list[tuple[str, str, str]] = []
    for each in sorted(ids):
        match = _NUMBERED.fullmatch(each)
        start, number = match.groups() if match else (each, "")
        if found and number and found[-1][0] == start and found[-1][2]:
            last = found[-1][2]
            if len(last) == len(number) and int(number) == int(last) + 1:
                found[-1] = (start, found[-1][1], number)
                continue
        found.append((start, number, number))
    return [start + first + (f"…{last}" if last != first else "") for start, first, last in found]


_NUMBERED = re.compile(r"(.*?)([0-9]{1,15})")


def _notes(each: PlanClass, words: Words) -> Iterable[Markup]:
    if each.members > 1:
        yield words("classes.unit", n=each.members)
    if each.picked == "desk":
        yield words("classes.desk")
