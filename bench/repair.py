"""Repair on the day: half have crossed, some are aboard, some drop out; or one side stops.

The clock starts when the plan and what happened are at hand, and stops with the continuation, its
proof and what is owed. The checker is asked after that.
"""

from __future__ import annotations

import time
from random import Random
from typing import Any

from bench.instances import exchange
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.handover.confirm import confirm
from canje.handover.outcome import Account
from canje.handover.repair import announced_by, repair

PEOPLE = 2_000
ABOARD, OUT, DIED = 50, 20, 2


def dropouts(seed: int, parties: int) -> dict[str, Any]:
    """Half of those announced have crossed, 50 are aboard, 20 drop out and two are dead."""
    docket = exchange(PEOPLE, parties, seed, law=True)
    plan = clear(docket)
    ids = [each.id for each in plan.people]
    Random(seed).shuffle(ids)
    half = len(ids) // 2
    account = Account(
        crossed=tuple(sorted(ids[:half])),
        aboard=tuple(sorted(ids[half : half + ABOARD])),
        out=tuple(sorted(ids[-OUT:])),
        died=tuple(sorted(ids[-OUT - DIED : -OUT])),
    )
    return _measured(docket, plan, account)


def stopped(seed: int, parties: int) -> dict[str, Any]:
    """Everyone of the first party's has crossed, and the others hand over nobody any more."""
    docket = exchange(PEOPLE, parties, seed, law=True)
    plan = clear(docket)
    holder = plan.people[0].holder
    people, of = docket.people, docket.people.column("holder")
    crossed = tuple(each.id for each in plan.people if each.holder == holder)
    out = tuple(each for row, each in enumerate(people.ids) if of[row] != holder)
    return _measured(docket, plan, Account(crossed=crossed, out=out))


def _measured(docket: Any, plan: Plan, account: Account) -> dict[str, Any]:
    start = time.perf_counter()
    announced = announced_by(plan, docket)
    made = repair(docket, announced, account)
    seconds = time.perf_counter() - start
    verdict, _ = confirm(made.plan.to_bytes(), docket, account, announced)
    owed = ", ".join(f"{each.term}: {each.amount} {each.unit}" for each in made.debts)
    return {
        "seconds": seconds,
        "outcome": made.plan.outcome if verdict.accepted else "REFUSED",
        "freed": made.plan.freed,
        "bound": made.plan.bound,
        "note": f"called {len(made.called)}, dropped {len(made.dropped)}; owed: {owed or '-'}",
    }
