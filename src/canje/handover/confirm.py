"""Checking a continuation: the plan's bytes against the case with the day laid over it.

The checker is the one of plans. What the day adds is laid over the case anew from the announced
plan and the account, and of the repaired plan only the terms that it leaves unmet are taken.
"""

from __future__ import annotations

import attrs

from canje.clear.check import Verdict, verify
from canje.clear.plan import Plan
from canje.handover.announced import Announced
from canje.handover.outcome import Account
from canje.handover.overlay import as_party, giveable, over, owable, owing
from canje.terms.docket import Docket


class NotOwable(Exception):
    """A plan that leaves unmet what nobody could give up; its text is the term's id."""


def unmet_by(plan: Plan, day: Docket) -> tuple[str, ...]:
    """The must-terms of the day that a plan leaves unmet; NotOwable where it may not."""
    force = {each.id: each.force for each in plan.terms}
    unmet = tuple(term.id for term in day.musts if force.get(term.id) in ("owed", "withdrawn"))
    free = {term.id for term in giveable(day)}
    for name in unmet:
        if name not in free:
            raise NotOwable(name)
    return unmet


def confirm(
    data: bytes, docket: Docket, account: Account, announced: Announced
) -> tuple[Verdict, tuple[str, ...]]:
    """Whether a continuation is right, and the terms that it leaves unmet.

    Confirmed where it is: that who has gone goes, as announced, and that nobody who is out does.
    That fewer terms could not have been left unmet is shown by the debt itself where it is one
    term that is owed; else it is what the engine found and no proof shows.
    """
    plan = Plan.from_bytes(data)
    day = over(docket, account, announced)
    unmet = unmet_by(plan, day)
    if unmet:
        day = owing(day, unmet)
    verdict = verify(data, as_party(docket, day))
    taken = {each.id for each in plan.people} & {*account.out, *account.died}
    if not verdict.accepted or taken:
        return attrs.evolve(verdict, accepted=verdict.accepted and not taken), unmet
    confirmed, open_ = [*verdict.confirmed, "day"], list(verdict.unconfirmed)
    owed = [term for term in day.terms if term.id in unmet and owable(term, day)]
    shown = next((e for e in plan.objective if e.level == "owed"), None)
    short = any(each.force == "owed" and not each.holds for each in plan.terms)
    if len(unmet) == len(owed) == 1 and shown is not None and shown.proved and short:
        confirmed.append("debt-needed")
    elif unmet:
        open_.append("fewest-unmet")
    return attrs.evolve(verdict, confirmed=tuple(confirmed), unconfirmed=tuple(open_)), unmet
