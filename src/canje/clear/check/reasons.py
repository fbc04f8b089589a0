"""Whether each reason for leaving a person out is true, as far as that needs no solver.

Reasons that are facts are confirmed: a statement, nobody who asks, a bar, several bars, a unit that
cannot move, a red line, a draw within a class that is freed in part. That certain terms stand in
the way (`terms`), or that another plan as good frees some of a person's class (`draw` in a class of
whom nobody is freed), is a claim about other plans: the terms must exist and be somebody's to give
up, no red line may rule the person out, and the rest stands in `Verdict.unconfirmed`. Of several
orders, members or red lines of which one would be enough the first by id is named.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from attrs import frozen

from canje.base.refusals import Book
from canje.clear.check.canonical import Json
from canje.clear.check.codes import Alike, Flags, Ints
from canje.clear.check.form import PLANS, Plan
from canje.clear.check.ground import Ground
from canje.clear.check.members import Classes
from canje.clear.check.people import NOT_NOW, Found
from canje.clear.check.rows import Builder, Lines, Meant
from canje.terms.docket import DAY, LAW, Bar
from canje.terms.term import Never

Due = dict[str, set[tuple[str | None, str | None]]]
"""Reasons that may be given, each with whom it may be put on and what it may refer to."""

NOBODY: set[tuple[str | None, str | None]] = {(None, None)}
"""A reason put on nobody that refers to nothing."""


@frozen(eq=False)
class Given:
    """A reason as the plan gives it."""

    reason: str
    by: str | None
    ref: str | None
    terms: Sequence[Json]


@frozen(eq=False)
class Court:
    """What reasons are judged by."""

    plan: Plan
    ground: Ground
    found: Found
    terms: Sequence[Meant]
    classes: Classes | None
    given: frozenset[str]
    """The terms that a party could give up: what must hold, but law's and what has happened."""
    partly: Flags
    """For each class, whether it is freed in part, or had a chance to be."""
    red: dict[str, tuple[str, Flags]]
    """For each red line, whose it is and the options that it rules out."""
    book: Book

    def tied(self, options: slice) -> bool:
        """Whether red lines leave one of these options, so that another plan could take it."""
        if not self.red:
            return True
        return not np.logical_or.reduce([out[options] for _, out in self.red.values()]).all()


def judge(
    plan: Plan,
    found: Found,
    builder: Builder,
    terms: Sequence[Meant],
    classes: Classes | None,
    book: Book,
) -> dict[str, int]:
    """Judge every reason; how many claims of each kind remain unconfirmed."""
    ground = builder.ground
    entries = plan["classes"]
    hope = _hope(plan)
    red = {
        each.term.id: (each.term.by, builder.option_values(each.meaning.lines[0].sum) > 0)
        for each in terms
        if each.binds and isinstance(each.rule, Never) and isinstance(each.meaning, Lines)
    }
    court = Court(
        plan,
        ground,
        found,
        terms,
        classes,
        frozenset(each.term.id for each in terms if each.binds and each.term.by not in (LAW, DAY)),
        np.array([0 < each["freed"] < each["size"] or each["id"] in hope for each in entries]),
        red,
        book,
    )
    columns = (plan.left_out[key] for key in ("reason", "by", "ref", "terms"))
    codes: dict[Hashable, int] = {}
    given: list[Given] = []
    code = np.zeros(len(found.left), np.int64)
    for place, (reason, by, ref, names) in enumerate(zip(*columns, strict=True)):
        key = (reason, by, ref, repr(names) if names else "")
        if key not in codes:
            codes[key] = len(codes)
            given.append(Given(reason, by, ref, names))
        code[place] = codes[key]
    return _judged(court, given, code)


def _hope(plan: Plan) -> set[str]:
    """The classes that had a chance in the draw by which the plan came about."""
    draw = plan.top.get("draw")
    if draw is None or draw["seed"] is None:
        return set()
    return {each["class"] for each in draw["lottery"]["chances"] if each["chance"][:1] != [0]}


def _judged(court: Court, given: Sequence[Given], code: Ints) -> dict[str, int]:
    """People alike, in items alike, of whom the plan says the same, are judged once."""
    ground, left = court.ground, court.found.left
    open_claims: dict[str, int] = {}
    alike = Alike(len(left))
    alike.by(code, len(given))
    alike.by(ground.kinds.of[left], len(ground.kinds))
    items = ground.item[left]
    alike.by(ground.item_kind[items], len(ground.movable))
    alike.by(court.found.not_now[items].astype(np.int64), 2)
    if court.classes is not None:
        of_item = court.classes.of_item[items]
        alike.by(of_item + 1, int(of_item.max(initial=0)) + 2)
    # who keeps a unit from moving is a matter of that very unit
    unit = np.array([each.reason == "unit" for each in given], np.bool_)[code]
    alike.by(np.where(unit, items + 1, 0), len(ground.size) + 1)
    group, reps = alike.groups()
    sizes = np.bincount(group, minlength=len(reps))
    for rep, size in zip(reps.tolist(), sizes.tolist(), strict=True):
        claim = _one(court, int(left[rep]), given[int(code[rep])])
        if claim:
            open_claims[claim] = open_claims.get(claim, 0) + size
    return open_claims


def _one(court: Court, row: int, given: Given) -> str | None:
    """Judge one reason; the name of what remains a claim."""
    due = _due(court, row)
    person, refuse = court.ground.docket.people.ids[row], court.book.refuse
    if given.reason not in due:
        refuse("reason", person, given.reason, " or ".join(sorted(due)))
        return None
    whom = due[given.reason]
    if given.by not in {by for by, _ in whom}:
        refuse("reason-by", person, said=given.by)
    elif (given.by, given.ref) not in whom:
        refuse("reason-ref", person, said=given.ref)
    if given.reason == "terms":
        return _terms(court, person, given)
    if list(given.terms) != ([given.ref] if given.reason == "red-line" else []):
        refuse("reason-terms", person, said=given.terms)
    if given.reason == "draw" and not _drawn(court, int(court.ground.item[row])):
        return "ties"
    return "desk-word" if given.reason == NOT_NOW else None


def _terms(court: Court, person: str, given: Given) -> str | None:
    """The terms in somebody's way; where there is no plan, those in conflict and no others."""
    if court.plan["outcome"] not in PLANS:
        if list(given.terms) != court.plan["conflict"]:
            court.book.refuse("reason-terms", person, given.terms, court.plan["conflict"])
        return None if given.terms else "terms-untold"
    if not set(given.terms) <= court.given:
        court.book.refuse("reason-terms", person, said=given.terms)
    return "terms-in-the-way" if given.terms else "terms-untold"


def _due(court: Court, row: int) -> Due:
    """The reasons that may be given for a person, each by whom and with what it refers to.

    Of several that are true the first counts: the holder's answer, that nobody asks for the person,
    a bar on every move, bars that forbid every move between them, the unit, the desk's word, a red
    line, a draw, and the terms.
    """
    ground = court.ground
    kind, item = int(ground.kinds.of[row]), int(ground.item[row])
    answer = ground.standing[kind]
    if answer != "held":
        return {answer: {(ground.docket.people.column("holder")[row], None)}}
    if not ground.docket.unsought_free and not ground.docket.people.column("beneficiary")[row]:
        return {"not-sought": NOBODY}
    if not ground.allowed[kind]:
        alone, some = _barred(ground, kind)
        if alone:
            first = min(alone, key=lambda bar: bar.id)
            return {"bar": {(first.court, first.id)}}
        return {"bars": {(None, "|".join(sorted(bar.id for bar in some)))}}
    if not ground.movable[ground.item_kind[item]]:
        ids = ground.docket.people.ids
        members = ground.members_of(item)
        stuck = [each for each in members if not ground.allowed[int(ground.kinds.of[each])]]
        return {"unit": {(None, ids[min(stuck)])}} if stuck else {"no-destination": NOBODY}
    if court.found.not_now[item]:
        return {NOT_NOW: NOBODY}
    span = slice(*ground.option_start[ground.item_kind[item] :][:2].tolist())
    red = {name: by for name, (by, out) in court.red.items() if out[span].all()}
    if red:
        return {"red-line": {(red[min(red)], min(red))}}
    if court.plan["outcome"] not in PLANS:
        return {"terms": NOBODY}
    if _drawn(court, item):
        return {"draw": NOBODY}
    return {"draw": NOBODY, "terms": NOBODY} if court.tied(span) else {"terms": NOBODY}


def _barred(ground: Ground, kind: int) -> tuple[list[Bar], list[Bar]]:
    """The bars that each alone forbid every move to this kind of people, and those that any."""
    span = slice(int(ground.written.start[kind]), int(ground.written.start[kind + 1]))
    alone = [bar for bar, against in ground.bars if against[span].all()]
    return alone, [bar for bar, against in ground.bars if against[span].any()]


def _drawn(court: Court, item: int) -> bool:
    """Whether some of an item's class go and others do not."""
    return court.classes is not None and bool(court.partly[court.classes.of_item[item]])
