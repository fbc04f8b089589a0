"""The stop rule: when the next stage must not start, and why.

A stage waits while a leg of it is stopped, a guard is not met, or somebody of an earlier stage is
not accounted for. It must not start where a party would then be exposed beyond what it tolerates,
given what has truly crossed and in the worst case that nothing comes to it in that stage; nor
where going on would leave somebody owed what no continuation can make up for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from attrs import frozen

from canje.clear.plan import Plan
from canje.handover.outcome import Account, Day, is_stopped, left_behind
from canje.handover.repair import Repair
from canje.stage.flows import Limit, Task, Worth
from canje.stage.schedule import Schedule, Stage

Why = Literal["stopped", "guard", "unaccounted", "exposed", "debt"]


@frozen
class Ground:
    """One reason for a stage to wait: a leg or stage `stopped`, a `guard`, a party `exposed`, a
    term of `debt`, or people `unaccounted` for.

    `figure` is the exposure that would be reached, or how many people are meant; `limit` what the
    party tolerates.
    """

    why: Why
    of: str
    people: tuple[str, ...] = ()
    figure: int | None = None
    limit: int | None = None


@frozen
class Rule:
    """The next stage and the grounds for which it waits; without any it may start.

    `stage` is None where nobody of any stage is still to go. `unstaged` go on no stage so far:
    reserves, for whom the stages must be made again.
    """

    stage: int | None
    grounds: tuple[Ground, ...] = ()
    unstaged: tuple[str, ...] = ()

    @property
    def may_start(self) -> bool:
        return self.stage is not None and not self.grounds


def stop_rule(
    made: Repair, day: Day, schedule: Schedule, task: Task, met: Collection[str] = ()
) -> Rule:
    """Whether the next stage may start; `met` are the guards that are met."""
    account = made.account
    goes = {each.id for each in made.plan.people} - set(account.fixed)
    reached = last_reached(schedule, account)
    left = left_behind(schedule, day.stopped)
    silent = _silent(schedule, reached, day, left)
    ahead = [
        stage for stage in schedule.stages if stage.number > reached and goes & set(_people(stage))
    ]
    staged = {person for stage in schedule.stages for person in _people(stage)}
    unstaged = tuple(sorted(goes - staged))
    waiting = _stopped(schedule, reached, day)
    if not ahead:
        return Rule(None, (*waiting, *silent, *_owed(made)), unstaged)
    stage = ahead[0]
    grounds = [*waiting, *silent]
    grounds += [Ground("guard", guard) for guard in stage.waits if guard not in met]
    grounds += _exposed(made.plan, account, goes & set(_people(stage)), task)
    grounds += _owed(made)
    return Rule(stage.number, tuple(grounds), unstaged)


def _people(stage: Stage) -> tuple[str, ...]:
    return tuple(sorted({person for ride in stage.rides for person in ride.people}))


def last_reached(schedule: Schedule, account: Account) -> int:
    """The last stage in which anybody has gone."""
    gone = set(account.fixed)
    return max((s.number for s in schedule.stages if gone & set(_people(s))), default=0)


def _silent(schedule: Schedule, reached: int, day: Day, left: Collection[str]) -> list[Ground]:
    """Those of a stage already reached of whom nothing, or only that they are aboard, is said."""
    missing = tuple(
        sorted(
            person
            for stage in schedule.stages
            if stage.number <= reached
            for person in _people(stage)
            if person not in left
            and (person not in day.standing or day.standing[person].what == "aboard")
        )
    )
    return [Ground("unaccounted", "", missing, len(missing))] if missing else []


def _stopped(schedule: Schedule, reached: int, day: Day) -> list[Ground]:
    """The legs that are stopped in the stage that comes next, or everywhere."""
    found = []
    for stage in schedule.stages:
        if stage.number <= reached:
            continue
        for ride in stage.rides:
            if is_stopped(day.stopped, stage.number, ride.leg):
                found.append(Ground("stopped", ride.leg or "", ride.people, len(ride.people)))
        if found:
            break
    return found


def _exposed(plan: Plan, account: Account, next_: Collection[str], task: Task) -> list[Ground]:
    """The parties that would have given too much if nothing came to them in the next stage.

    Whoever is aboard counts as given, and not yet as got.
    """
    side = {each.id: (each.holder, each.beneficiary) for each in plan.people}
    found = []
    limits: Mapping[str, Limit] = task.limits
    for party, limit in sorted(limits.items()):
        worth = task.worth.get(party, Worth())
        given = sum(_gives(side.get(person), party) for person in {*account.fixed, *next_})
        got = sum(_gets(side.get(person), party) for person in account.crossed)
        now = sum(_gives(side.get(person), party) for person in next_)
        after = -((worth.given * got - worth.got * given) // worth.got)
        if now and after > limit.at_most:
            found.append(Ground("exposed", party, (), after, limit.at_most))
    return found


def _gives(side: tuple[str, str] | None, party: str) -> bool:
    return side is not None and side[0] == party != side[1]


def _gets(side: tuple[str, str] | None, party: str) -> bool:
    return side is not None and side[1] == party != side[0]


def _owed(made: Repair) -> list[Ground]:
    """Going on would leave a debt: the parties must agree on it before anybody else goes."""
    return [Ground("debt", each.term, (), each.amount) for each in made.debts]
