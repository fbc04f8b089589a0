"""What a plan was made from, held against the case as it stands: which parts have changed.

What every party may know stands in the plan itself, as digests by part. What only the desk knows
must stand in nothing that is handed over, since a digest of so few and short facts can be guessed:
it stands in a file of the desk's own beside the plan (`Origins`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from attrs import frozen

from canje.base.canonical import canonical
from canje.base.refusals import Book
from canje.base.shape import misfit
from canje.case.case import Case
from canje.clear.check.announced import keeps
from canje.clear.check.verdict import WORDS
from canje.clear.plan import Plan
from canje.stage.handover import parts as handover_parts
from canje.stage.schedule import Schedule
from canje.terms.digest import DAY, consents_digest, parts

FORMAT = "canje.desk/1"

_SHAPE = {
    "format": frozenset({FORMAT}),
    "plan": str,
    "consents": str,
    "day": ({"file": str, "digest": str, "announced": str, "stages": (str, None)}, None),
}


@frozen
class OfDay:
    """The day that a plan goes on from: its file and digest, and what `canje repair` was given.

    Files are named as they lie from the folder of the plan that goes on.
    """

    file: str
    digest: str
    announced: str
    stages: str | None = None


@frozen
class Origins:
    """The desk's own copy of what a plan was made from. It never leaves the desk."""

    plan: str
    consents: str
    day: OfDay | None = None

    @classmethod
    def of(cls, plan_digest: str, case: Case, day: OfDay | None = None) -> Origins | None:
        """What the desk keeps of a plan; None where it knows no more than any party."""
        if not case.docket.consents and day is None:
            return None
        return cls(plan_digest, consents_digest(case.docket), day)

    def to_bytes(self) -> bytes:
        day = self.day and {
            "file": self.day.file,
            "digest": self.day.digest,
            "announced": self.day.announced,
            "stages": self.day.stages,
        }
        value: dict[str, Any] = {
            "format": FORMAT,
            "plan": self.plan,
            "consents": self.consents,
            "day": day,
        }
        return canonical(value) + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> Origins:
        """Read such a file; ValueError where it is none."""
        try:
            value = json.loads(data)
        except (RecursionError, ValueError) as error:
            raise ValueError("it is no JSON") from error
        if (where := misfit(value, _SHAPE)) is not None:
            raise ValueError(f"{where} is missing or not what it should be")
        day = value["day"]
        known = ("file", "digest", "announced", "stages")
        return cls(
            value["plan"],
            value["consents"],
            None if day is None else OfDay(*(day[name] for name in known)),
        )


def beside(plan: Path) -> Path:
    """Where the desk's own copy lies: `plan.desk.json` beside `plan.json`."""
    return plan.with_name(plan.name.removesuffix(".json") + ".desk.json")


def changed(plan: Plan, case: Case) -> tuple[str, ...]:
    """The parts of the case that are no longer as the plan has them.

    Of a plan that goes on from a day, what the day made is not compared: that takes the day.
    """
    now, said = parts(case.docket), dict(plan.parts)
    found = [name for name in now if said.get(name) != now[name]]
    return (*found, *sorted(said.keys() - now.keys() - {DAY}))


def drawn_otherwise(plan: Plan, case: Case) -> bool:
    """Whether a plan's draw is not as the case's draw.yaml has it."""
    if plan.draw is None:
        return False
    book = Book(WORDS, "The plan says")
    keeps(plan.draw, case.draw.to_json(), book)
    return book.count > 0


def changed_handover(schedule: Schedule, case: Case) -> tuple[str, ...]:
    """The parts of the handover that are no longer as the stages have them."""
    said = dict(schedule.handover)
    return tuple(
        name for name, now in handover_parts(case.handover).items() if said.get(name) != now
    )
