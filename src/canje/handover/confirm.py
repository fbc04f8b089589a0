"""Checking a continuation: the plan's bytes against the case with the day laid over it.

The checker is the one of plans. What the day adds is laid over the case anew from the announced
plan and the account, and of the repaired plan only the terms that it leaves unmet are taken.
"""

from __future__ import annotations

from collections.abc import Collection

import attrs

from canje.base.refusals import Book
from canje.clear.check import Verdict, verify
from canje.clear.check.verdict import WORDS
from canje.clear.plan import Plan
from canje.handover.announced import Announced
from canje.handover.choice import Choice, faults
from canje.handover.outcome import NOT_IN_THIS_ROUND, Account
from canje.handover.overlay import as_party, giveable, leaders, over, owing, told
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
    word: Collection[str] = (),
) -> tuple[Verdict, tuple[str, ...]]:
    """Whether a continuation is right, and the terms that it leaves unmet.

    Confirmed where it is: that who has gone goes, as announced, and that nobody who is out does.
    That no fewer terms, and no others as few, are better left unmet is shown by `choice`, the file
    beside the plan; without it that is not confirmed. `word` are those of whom the day's file says
    no more than that they are not in this round: these too are out on the desk's word.
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
    confirmed = [*verdict.confirmed, "day"]
    open_ = [each for each in verdict.unconfirmed if not each.startswith("desk-word:")]
    if held := _held_back(docket, not_now, set(out) - set(word), set(word)):
        confirmed = [each for each in confirmed if each != "wills"]
        open_.append(f"desk-word:{held}")
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


def _held_back(docket: Docket, not_now: set[str], borne: set[str], word: set[str]) -> int:
    """How many people who are not in this round are so on nobody's word but the desk's.

    Whom the day's file names as out, and the unit with the person, is out by that file; in the
    desk's own folder the consents bear out the rest, but for those of whom the file says no more.
    """
    unit, ids = leaders(docket), docket.people.ids
    of = {person: unit[row] for row, person in enumerate(ids)}
    by_file, by_word = ({of[person] for person in people} for people in (borne, word))
    open_ = {of[person] for person in not_now} - by_file
    if docket.wills_known:
        open_ &= by_word
    return sum(of[person] in open_ for person in not_now)
