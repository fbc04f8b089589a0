"""Checking a continuation: the plan's bytes against the case with the day laid over it.

The checker is the one of plans. What the day adds is laid over the case anew from the announced
plan and the account, and of the repaired plan only the terms that it leaves unmet are taken.
"""

from __future__ import annotations

import attrs

from canje.base.refusals import Book
from canje.clear.check import Verdict, verify
from canje.clear.check.verdict import WORDS
from canje.clear.plan import Plan
from canje.handover.announced import Announced
from canje.handover.choice import Choice, faults
from canje.handover.outcome import NOT_IN_THIS_ROUND, Account
from canje.handover.overlay import as_party, giveable, over, owing, told
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
    data: bytes,
    docket: Docket,
    account: Account,
    announced: Announced,
    choice: Choice | None = None,
) -> tuple[Verdict, tuple[str, ...]]:
    """Whether a continuation is right, and the terms that it leaves unmet.

    Confirmed where it is: that who has gone goes, as announced, and that nobody who is out does.
    That no fewer terms, and no others as few, are better left unmet is shown by `choice`, the file
    beside the plan; without it that is not confirmed.
    """
    plan = Plan.from_bytes(data)
    heard = told(docket, account, announced)
    not_now = {each.id for each in plan.left_out if each.reason == NOT_IN_THIS_ROUND}
    # a reserve who is out and was never called stands in the plan as before (canje.handover.repair)
    out = tuple(each for each in account.out if each in heard.out or each in not_now)
    bare = day = over(docket, attrs.evolve(account, out=out), announced)
    unmet = unmet_by(plan, day)
    if unmet:
        day = owing(day, unmet)
    verdict = verify(data, as_party(docket, day))
    taken = {each.id for each in plan.people} & {*account.out, *account.died}
    if not verdict.accepted or taken:
        return attrs.evolve(verdict, accepted=verdict.accepted and not taken), unmet
    confirmed, open_ = [*verdict.confirmed, "day"], list(verdict.unconfirmed)
    wrong = []
    if unmet and choice is None:
        open_.append("fewest-unmet")
    elif unmet and choice is not None:
        book = Book(WORDS, "The plan says")
        for fault in faults(choice, plan, unmet, docket, bare):
            book.refuse("unmet", "unmet", found=fault)
        wrong = book.refusals
        confirmed.append("unmet")
    if wrong:
        refusals = (*verdict.refusals, *wrong)
        return attrs.evolve(verdict, accepted=False, refusals=refusals), unmet
    return attrs.evolve(verdict, confirmed=tuple(confirmed), unconfirmed=tuple(open_)), unmet
