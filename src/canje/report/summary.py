"""The case in three sentences: who and how many, who can be moved at all, and what came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from canje.case.case import Case
from canje.clear.plan import Plan
from canje.handover.overlay import continues
from canje.report.left import Group
from canje.report.names import Names, code
from canje.terms.moves import bars_in_force

_CAUSES = 4
"""Causes that the second sentence names, at most."""

_HOLDERS = 5
"""Holders that a sentence names, at most, the others counting as one."""


def movable(plan: Plan) -> int:
    """How many people can be moved at all."""
    return sum(each.size * each.members for each in plan.classes)


def unmet(case: Case, plan: Plan) -> list[str]:
    """The terms that must hold and that a plan which goes on from a day leaves unmet."""
    musts = {each.id for each in case.docket.terms if each.force == "must"}
    given_up = (each for each in plan.terms if each.force in ("owed", "withdrawn"))
    return [each.id for each in given_up if each.id in musts and not each.holds]


def sentences(case: Case, plan: Plan, left: Sequence[Group], names: Names) -> list[Markup]:
    """Three sentences made from the numbers alone."""
    return [_who(case, names), _can(case, plan, left, names), _outcome(plan, names)]


def _who(case: Case, names: Names) -> Markup:
    words, people = names.words, case.docket.people
    return words(
        "summary.who",
        people=words("people", len(people)),
        date=words.date(case.docket.date),
        holders=_held(Counter(people.column("holder").texts()), names),
    )


def _can(case: Case, plan: Plan, left: Sequence[Group], names: Names) -> Markup:
    words, can = names.words, movable(plan)
    cannot = len(case.docket.people) - can
    if not cannot:
        shown = 0 if case.docket.law_applies else len(bars_in_force(case.docket))
        return words("summary.can.advice", shown) if shown else words("summary.can.all")
    causes: Counter[Markup] = Counter()
    for each in left:
        if not each.could:
            causes[each.label] += each.people
    told = causes.most_common()
    parts = [words("summary.why", n, reason=reason) for reason, n in told[:_CAUSES]]
    rest = sum(n for _, n in told[_CAUSES:])
    if rest:
        parts.append(words("others", rest))
    why = words.listed(parts)
    if not can:
        return words("summary.can.none", why=why)
    return words("summary.can", can, cannot=words.number(cannot), why=why)


def _outcome(plan: Plan, names: Names) -> Markup:
    words = names.words
    if plan.outcome == "stopped":
        return words("summary.stopped")
    if plan.outcome == "infeasible":
        terms = words.listed(code(each) for each in plan.conflict)
        return words("summary.infeasible", len(plan.conflict), terms=terms)
    if plan.outcome == "proved" and not plan.freed and not continues(plan):
        return words("summary.proved.nobody")
    if plan.outcome == "proved":
        key = "summary.day" if continues(plan) else "summary.proved"
    elif plan.bound is None:
        key = "summary.feasible.open"
    else:
        key = "summary.feasible.most" if plan.bound == plan.freed else "summary.feasible"
    return words(
        key,
        people=words("people", plan.freed),
        holders=_held(Counter(each.holder for each in plan.people), names) or words.number(0),
        bound=words.number(plan.bound or 0),
    )


def _held(counts: Counter[str], names: Names) -> Markup:
    """How many each holds; of many holders the largest, and the others together."""
    words = names.words
    ordered = names.order(counts)
    if len(ordered) > _HOLDERS:
        largest = sorted(ordered, key=lambda each: -counts[each])[: _HOLDERS - 1]
        ordered = [each for each in ordered if each in largest]
    told = [words("held-by", counts[each], name=names.party(each)) for each in ordered]
    rest = len(counts) - len(ordered)
    if rest:
        people = sum(counts.values()) - sum(counts[each] for each in ordered)
        told.append(words("held-by", people, name=words("others", rest)))
    return words.listed(told)
