"""Whether each reason for leaving a person out is true, as far as that needs no solver.

Reasons that are facts are confirmed: a statement, a bar, a destination forbidden, a unit that
cannot move, a red line, a draw within a class that is freed in part. That certain terms stand in
the way (`terms`), or that another plan as good frees some of a person's class (`draw` in a class
of whom nobody is freed), is a claim about other plans: the terms must exist and bind, no red line
may rule the person out, and the rest stands in `Verdict.unconfirmed`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from attrs import frozen

from canje.clear.check.canonical import Json
from canje.clear.check.codes import Alike, Flags, Ints
from canje.clear.check.form import Plan
from canje.clear.check.ground import Ground, forbids, resolved
from canje.clear.check.members import Classes
from canje.clear.check.people import NOT_NOW, Found
from canje.clear.check.rows import Builder, Lines, Meant
from canje.clear.check.verdict import Book
from canje.terms.docket import DESK, LAW
from canje.terms.term import Never

WILL_NOT_SAY = frozenset({None, DESK})
"""By whom somebody is not in this round: nobody is named, or the desk that says so."""


@frozen(eq=False)
class Given:
    """A reason as the plan gives it."""

    reason: str
    by: str | None
    ref: str | None
    terms: Sequence[Json]

    def names(self) -> list[str]:
        """The ids of terms listed, alone or in sets."""
        return [
            name for each in self.terms for name in (each if isinstance(each, list) else [each])
        ]


@frozen(eq=False)
class Court:
    """What reasons are judged by."""

    plan: Plan
    ground: Ground
    found: Found
    terms: Sequence[Meant]
    classes: Classes | None
    bound: dict[str, str]
    """The terms that must hold, each with whose it is."""
    partly: Flags
    """For each class, whether it is freed in part."""
    red: dict[str, Flags]
    """For each red line, the options that it rules out."""
    ruled_out: Flags
    """The options that one red line or another rules out."""
    freed: frozenset[str]
    book: Book


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
    red = {
        each.term.id: builder.option_values(each.meaning.lines[0].sum) > 0
        for each in terms
        if isinstance(each.meaning, Lines) and _red(each, ground)
    }
    none = np.zeros(int(ground.option_start[-1]), np.bool_)
    court = Court(
        plan,
        ground,
        found,
        terms,
        classes,
        {each.term.id: each.term.by for each in terms if each.binds},
        np.array([0 < each["freed"] < each["size"] for each in entries], np.bool_),
        red,
        np.logical_or.reduce([none, *red.values()]),
        frozenset(plan.people["id"]),
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


def _red(meant: Meant, ground: Ground) -> bool:
    rule = resolved(meant.term.rule, ground.docket.facts)
    return meant.binds and isinstance(rule, Never)


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
    ground = court.ground
    kind, item = int(ground.kinds.of[row]), int(ground.item[row])
    person, holder = ground.docket.people.ids[row], ground.docket.people.column("holder")[row]
    refuse = court.book.refuse
    answer = ground.standing[kind]
    by: frozenset[str | None] = frozenset({None})
    ref: frozenset[str | None] = frozenset({None})
    claim = None
    true = True
    if given.reason != "terms" and given.reason != "red-line" and given.terms:
        refuse("reason-terms", person, said=given.terms)
    if answer != "held":
        true = given.reason == answer
        by = frozenset({None, holder})
    elif given.reason == "bar":
        true = given.ref in _barring(court, kind, holder)
        by = frozenset({None, LAW, *(bar.court for bar, _ in ground.bars if bar.id == given.ref)})
        ref = frozenset({given.ref})
    elif given.reason == "no-destination":
        released = any(bar.forbids == "release" and covers[kind] for bar, covers in ground.bars)
        true = not released and (not ground.allowed[kind] or _nowhere_in_common(court, item))
        by = frozenset({None, LAW})
        ref = frozenset({None, *(bar.id for bar, covers in ground.bars if covers[kind])})
    elif not ground.allowed[kind]:
        true = False
    elif given.reason == "unit":
        true = not ground.movable[ground.item_kind[item]]
        by, ref = _blocker(court, item, row)
    elif not ground.movable[ground.item_kind[item]]:
        true = False
    elif given.reason == NOT_NOW:
        by = WILL_NOT_SAY
        claim = "desk-word"
    elif court.found.not_now[item]:
        true = False  # another member of the unit is not in this round
    elif given.reason == "red-line":
        span = slice(*ground.option_start[ground.item_kind[item] :][:2].tolist())
        names = {name for name, out in court.red.items() if out[span].any()}
        true = given.ref in names and bool(court.ruled_out[span].all())
        by = frozenset({None, *(each.term.by for each in court.terms if each.term.id == given.ref)})
        ref = frozenset({given.ref})
        if not set(given.names()) <= names:
            refuse("reason-terms", person, said=given.terms)
    elif given.reason == "draw":
        ref = frozenset({None, given.ref})
        true, claim = _draw(court, item, given)
    elif given.reason == "terms":
        bound = court.bound
        if not set(given.names()) <= bound.keys():
            refuse("reason-terms", person, said=given.terms)
        by = frozenset({None, *(bound.get(name) for name in given.names())})
        ref = frozenset({None, *given.names()})
        claim = "terms-in-the-way"
    else:
        true = False
    if not true:
        refuse("reason", person, said=given.reason, found=answer if answer != "held" else "")
    elif given.by not in by:
        refuse("reason-by", person, said=given.by)
    elif given.ref not in ref:
        refuse("reason-ref", person, said=given.ref)
    return claim if true else None


def _nowhere_in_common(court: Court, item: int) -> bool:
    """Whether each member of a unit could move, but not all to one place."""
    ground = court.ground
    return not ground.movable[ground.item_kind[item]] and all(
        ground.allowed[int(ground.kinds.of[each])] for each in ground.members_of(item)
    )


def _barring(court: Court, kind: int, holder: str) -> set[str]:
    """The bars that each alone keep this kind of people from every move."""
    ground = court.ground
    cell = ground.kinds.column("destination")[int(ground.kinds.reps[kind])]
    return {
        bar.id
        for bar, covers in ground.bars
        if covers[kind] and all(forbids(bar, holder, place) for place in cell.split("|"))
    }


def _blocker(
    court: Court, item: int, row: int
) -> tuple[frozenset[str | None], frozenset[str | None]]:
    """By whom, and by which other members, a unit may be said to be kept from moving.

    Members who cannot move themselves; where all could, but to no common place, any other member.
    """
    ground = court.ground
    members = ground.members_of(item)
    stuck = [each for each in members if not ground.allowed[int(ground.kinds.of[each])]]
    ids, holder = ground.docket.people.ids, ground.docket.people.column("holder")
    named = stuck or [each for each in members if each != row]
    none = frozenset({None}) if not stuck else frozenset()
    by = frozenset({None, LAW, *(holder[each] for each in named)})
    return by, frozenset({*none, *(ids[each] for each in named)})


def _draw(court: Court, item: int, given: Given) -> tuple[bool, str | None]:
    """A draw is true in a class freed in part.

    That another plan as good frees some of a class of whom this one frees nobody is a claim.
    """
    if court.classes is None:
        return True, None  # the classes are refused already
    kind = int(court.ground.item_kind[item])
    number = int(court.classes.of_item[item])
    if number >= 0 and court.partly[number]:
        return given.ref in (None, court.plan["classes"][number]["id"]), None
    span = slice(*court.ground.option_start[kind:][:2].tolist())
    level = given.ref is None or given.ref in court.classes.number or given.ref in court.freed
    return level and not bool(court.ruled_out[span].all()), "tie"
