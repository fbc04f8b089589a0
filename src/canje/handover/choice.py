"""What shows that no other terms are better left unmet: plans, each checked like any plan.

The file beside a continuation (docs/day.md) holds, for each contradiction, that there is no
exchange even without every term that is no part of it; and for each other set of terms as small
that would do, the best that comes of leaving it unmet. With these a checker without a solver sees
of every set that it does not do, or is no better.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb
from typing import Any

import attrs
from attrs import frozen

from canje.base.shape import misfit
from canje.clear.check import verify
from canje.clear.plan import Plan
from canje.handover.overlay import as_party, giveable, missed, owing_alone, without
from canje.stage.schedule import plan_digest
from canje.terms.docket import Docket

FORMAT = "canje.unmet/1"

_SETS = 100_000
"""Sets of terms that are looked at; of more it is not confirmed that none is better."""

_SHAPE = {
    "format": frozenset({FORMAT}),
    "plan": str,
    "refuted": [{"without": [str], "plan": dict}],
    "rivals": [{"unmet": [str], "plan": dict}],
}


@frozen(eq=False)
class Rival:
    """Terms that could be left unmet, and the best plan that leaves just these."""

    unmet: tuple[str, ...]
    plan: Plan


@frozen(eq=False)
class Choice:
    """The file: `refuted` name terms without which there is still no exchange, with the proof."""

    plan: str
    refuted: tuple[Rival, ...]
    rivals: tuple[Rival, ...]

    def to_bytes(self) -> bytes:
        value = {
            "format": FORMAT,
            "plan": self.plan,
            "refuted": [{"without": list(e.unmet), "plan": _json(e.plan)} for e in self.refuted],
            "rivals": [{"unmet": list(e.unmet), "plan": _json(e.plan)} for e in self.rivals],
        }
        return _encode(value)

    @classmethod
    def from_bytes(cls, data: bytes) -> Choice:
        """Read the file; raises ValueError where it has another form."""
        value = json.loads(data)
        wrong = misfit(value, _SHAPE)
        if wrong is not None:
            raise ValueError(wrong)
        return cls(
            value["plan"],
            tuple(Rival(tuple(e["without"]), _plan(e["plan"])) for e in value["refuted"]),
            tuple(Rival(tuple(e["unmet"]), _plan(e["plan"])) for e in value["rivals"]),
        )


def faults(
    choice: Choice, plan: Plan, unmet: Sequence[str], docket: Docket, day: Docket
) -> Iterator[str]:
    """What the file does not show, in words; nothing where it shows that the choice is best."""
    if choice.plan != plan_digest(plan):
        yield "it is of another plan"
        return
    could = [term.id for term in giveable(day)]
    for each in choice.refuted:
        if not set(each.unmet) <= set(could):
            yield f"nobody could give up all of {', '.join(each.unmet)}"
        elif not _shown(each.plan, docket, without(day, each.unmet), "infeasible"):
            yield f"it is not shown that there is no exchange without {', '.join(each.unmet)}"
    for each in choice.rivals:
        if not set(each.unmet) <= set(could) or len(each.unmet) != len(unmet):
            yield f"{', '.join(each.unmet)} are no other choice of as few terms"
        elif not _shown(each.plan, docket, owing_alone(day, each.unmet), "proved"):
            yield f"the best without {', '.join(each.unmet)} is not shown"
        elif rank(day, each) < rank(day, Rival(tuple(unmet), _alone(plan))):
            yield f"it is better to leave {', '.join(each.unmet)} unmet"
    if sum(comb(len(could), size) for size in range(len(unmet) + 1)) > _SETS:
        yield "there are too many terms to look at every choice"
        return
    sets = {frozenset(each.unmet) for each in choice.rivals} | {frozenset(unmet)}
    rest = [frozenset(each.unmet) for each in choice.refuted]
    for size in range(len(unmet) + 1):
        for terms in map(frozenset, combinations(could, size)):
            if terms not in sets and not any(terms <= each for each in rest):
                left = ", ".join(sorted(terms)) or "no term"
                yield f"it is not shown that leaving {left} unmet will not do"
                return


def rank(day: Docket, rival: Rival) -> tuple[object, ...]:
    """What sets of terms are compared by; the smaller, the better.

    The levels of the case up to the people freed; terms that no number measures; what is owed on
    the others, all together; and which are kept, those stated first before all.
    """
    gone = [each.force for each in rival.plan.terms if each.id in rival.unmet]
    reached = [-each.value for each in rival.plan.objective if each.level != "owed"]
    owed = missed(owing_alone(day, rival.unmet), rival.plan) if reached else 0
    stated = [term.id in rival.unmet for term in giveable(day)]
    return (not reached, reached, gone.count("withdrawn"), owed, stated)


def _shown(plan: Plan, docket: Docket, day: Docket, outcome: str) -> bool:
    return plan.outcome == outcome and verify(plan.to_bytes(), as_party(docket, day)).accepted


def _alone(plan: Plan) -> Plan:
    """The plan with the levels alone by which sets of terms are compared."""
    names = [each.level for each in plan.objective]
    return attrs.evolve(plan, objective=plan.objective[: names.index("freed") + 1])


def _json(plan: Plan) -> Any:
    return json.loads(plan.to_bytes())


def _plan(value: Any) -> Plan:
    return Plan.from_bytes(_encode(value))


def _encode(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return (text + "\n").encode()
