"""Repair: the best way to go on from what has happened, proved like any plan.

A reserve who is out and whom nobody has called stands in the plan as before: only if the best
continuation would take the person is he or she taken out of it, and it is sought again. So the
plan is the best for those who can go, and tells no more of the others than it must.

Nobody who has gone is called back and nobody who is out is taken along. Most people home comes
first, then as few changes as possible to what was announced, then the reserves in their order. If
the terms can no longer all hold, the fewest of them are left unmet: those with which most people
go home. What is then owed is made least before all else, and told: by whom, on which term.
"""

from __future__ import annotations

import attrs
from attrs import frozen

from canje.clear.engine import clear, never
from canje.clear.plan import Plan
from canje.clear.solver import HiGHS, Solver, Stop
from canje.handover.announced import Announced
from canje.handover.choice import Choice
from canje.handover.debt import Debt, debts
from canje.handover.outcome import Account
from canje.handover.overlay import leaders, over, owing, told
from canje.handover.unmet import Unmet, best_unmet
from canje.stage.schedule import plan_digest
from canje.terms.docket import Docket


@frozen(eq=False)
class Repair:
    """The continuation. `docket` is the day as the plan has it, with the terms that are owed.

    `unmet` are the terms that could not all hold with the rest; `debts` says what is owed on each,
    and `choice` what shows that no other terms are better left unmet. `told` is the account as the
    parties may know it.
    """

    plan: Plan
    docket: Docket
    account: Account
    told: Account
    announced: Announced
    unmet: tuple[str, ...] = ()
    debts: tuple[Debt, ...] = ()
    choice: Unmet | None = None

    @property
    def shown(self) -> Choice | None:
        """What shows to everybody that no other terms are better left unmet."""
        if self.choice is None or not self.choice.settled:
            return None
        return Choice(plan_digest(self.plan), self.choice.refuted, self.choice.rivals)

    @property
    def stay(self) -> tuple[str, ...]:
        """Those announced who are still to go."""
        gone = set(self.account.fixed)
        return tuple(
            each.id
            for each in self.plan.people
            if each.id in self.announced.moves and each.id not in gone
        )

    @property
    def called(self) -> tuple[str, ...]:
        """Those who were not announced and go now: reserves, in the order of their ids."""
        gone = set(self.account.fixed)
        known = self.announced.moves
        return tuple(
            each.id for each in self.plan.people if each.id not in known and each.id not in gone
        )

    @property
    def dropped(self) -> tuple[str, ...]:
        """Those announced who could still go and do not, because the terms leave no room."""
        goes = {each.id for each in self.plan.people}
        out = {*self.account.out, *self.account.died}
        return tuple(person for person in sorted(self.announced.moves) if person not in goes | out)

    @property
    def moved(self) -> tuple[str, ...]:
        """Those who go otherwise than announced: to another place, or for somebody else."""
        known = self.announced.moves
        return tuple(
            each.id
            for each in self.plan.people
            if each.id in known and known[each.id] != (each.beneficiary, each.destination)
        )


def announced_by(plan: Plan, docket: Docket) -> Announced:
    """What a plan of this docket announced."""
    return Announced.of(plan, docket, leaders(docket))


def repair(
    docket: Docket,
    announced: Announced,
    account: Account,
    *,
    solver: Solver | None = None,
    stop: Stop = never,
) -> Repair:
    """The best continuation, with its proof, and what is owed where the terms cannot all hold."""
    solver = solver or HiGHS()
    heard = told(docket, account, announced)
    quiet = set(account.out) - set(heard.out)
    known = heard
    while True:
        day = over(docket, known, announced)
        plan, choice = _best(day, solver, stop)
        called = sorted(each.id for each in plan.people if each.id in quiet)
        if not called:
            break
        quiet -= set(called)
        known = attrs.evolve(known, out=tuple(sorted((*known.out, *called))))
    if choice is None:
        return Repair(plan, day, account, heard, announced)
    owed, unmet = owing(day, choice.terms), choice.terms
    return Repair(plan, owed, account, heard, announced, unmet, debts(owed, plan, unmet), choice)


def _best(day: Docket, solver: Solver, stop: Stop) -> tuple[Plan, Unmet | None]:
    """The best plan of a day, and the terms that it leaves unmet."""
    plan = clear(day, solver=solver, stop=stop)
    if "infeasible" not in (plan.outcome, plan.desk):
        return plan, None
    choice = best_unmet(day, solver, stop)
    if choice is None:
        return plan, None
    return clear(owing(day, choice.terms), solver=solver, stop=stop), choice
