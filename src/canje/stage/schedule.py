"""The schedule: who rides in which stage, how exposed each party is, and what proves it best.

It is written as canonical JSON, `canje.stages/1` (docs/stages.md); the same plan and the same
handover give the same bytes.
"""

from __future__ import annotations

import json
from typing import Any, Literal

import attrs
from attrs import field, frozen

from canje.base.canonical import sha256
from canje.base.shape import misfit
from canje.clear.plan import Plan
from canje.stage.form import STAGES

FORMAT = "canje.stages/1"

Outcome = Literal["proved", "feasible", "infeasible", "stopped"]


@frozen
class Ride:
    """Who takes a leg in a stage, in the order of ids.

    Without a leg: freed on the spot, or, where the handover has no leg at all, by no way known.
    """

    leg: str | None
    people: tuple[str, ...]


@frozen
class Stage:
    """A step in which all sides move at once; `waits` are guards to be met before it starts."""

    number: int
    day: int
    rides: tuple[Ride, ...]
    waits: tuple[str, ...] = ()


@frozen
class Exposure:
    """How many more a party has given than it got, at worst, after each stage.

    At worst: what comes to it in that very stage does not arrive. `limit` is what it tolerates.
    """

    party: str
    limit: int | None
    after: tuple[int, ...]


@frozen
class Change:
    """A change that would make stages possible: tested by staging again with it.

    `what` is `stages`, `seats` (of a leg), `exposed` (a term; None: all of them), `term` (given
    up), `simultaneous` (all legs at once), or `route`: no legs take `by` people whom a party holds
    to their destination, as in `A>abroad`. `of` is its id, `by` how much more is needed, and `to`
    the figure that it then has.
    """

    what: Literal["stages", "seats", "exposed", "term", "simultaneous", "route"]
    of: str | None = None
    by: int | None = None
    to: int | None = None


@frozen
class Level:
    """What the schedule reaches, and what none can better.

    `stages` (the fewest), `exposure` (the smallest largest), and `early:N` (N: a level of the
    objective that puts people first): for each of these people, how many stages before the last
    one he or she goes, summed up (the most).
    """

    level: str
    value: int | None
    bound: int | None


@frozen
class Schedule:
    """The stages of a plan.

    `bound`: no schedule has fewer stages. `outcome` is `proved` where every level's bound is
    reached (and the certificate says why), `feasible` where a schedule stands with a gap,
    `infeasible` where there is none, with what is in `conflict` and which `changes` would help,
    `stopped` where neither was found. `most` is the limit on stages that was asked for. `handover`
    are the digests of the parts of the handover that the stages were made for. `seal` is the digest
    that their file bears, where they were read from one: whether it is true is for the user to see.
    """

    case: str
    plan_digest: str
    outcome: Outcome
    stages: tuple[Stage, ...]
    bound: int | None
    exposures: tuple[Exposure, ...]
    certificate: dict[str, Any] | None = field(default=None, hash=False)
    conflict: tuple[str, ...] = ()
    most: int | None = None
    changes: tuple[Change, ...] = ()
    levels: tuple[Level, ...] = ()
    scenario: str | None = None
    handover: tuple[tuple[str, str], ...] = ()
    seal: str | None = field(default=None, eq=False)

    @property
    def peak(self) -> int | None:
        """The largest exposure of any party after any stage; None without stages."""
        return max((max(each.after, default=0) for each in self.exposures), default=None)

    def to_bytes(self) -> bytes:
        """The stages file; its own digest is taken over the file with that digest left empty."""
        value = self._json()
        value["digest"]["stages"] = sha256(_encode(value))
        return _encode(value)

    @classmethod
    def from_bytes(cls, data: bytes) -> Schedule:
        """Read a stages file; ValueError where it is none. It checks no claim in it."""
        try:
            value = json.loads(data)
        except (RecursionError, ValueError) as error:
            raise ValueError("it is no JSON") from error
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise ValueError(f"its format is not {FORMAT}")
        if (where := misfit(value, STAGES)) is not None:
            raise ValueError(f"{where} is missing or not what it should be")
        try:
            return cls._from(value)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("it has keys that do not belong there") from error

    def _json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "case": self.case,
            "scenario": self.scenario,
            "digest": {
                "plan": self.plan_digest,
                "handover": dict(self.handover),
                "stages": "",
            },
            "outcome": self.outcome,
            "bound": self.bound,
            "most": self.most,
            "stages": [attrs.asdict(each) for each in self.stages],
            "exposures": [attrs.asdict(each) for each in self.exposures],
            "certificate": self.certificate,
            "conflict": list(self.conflict),
            "changes": [attrs.asdict(each) for each in self.changes],
            "levels": [attrs.asdict(each) for each in self.levels],
        }

    @classmethod
    def _from(cls, value: dict[str, Any]) -> Schedule:
        return cls(
            case=value["case"],
            scenario=value["scenario"],
            plan_digest=value["digest"]["plan"],
            outcome=value["outcome"],
            bound=value["bound"],
            most=value["most"],
            stages=tuple(
                Stage(
                    each["number"],
                    each["day"],
                    tuple(Ride(ride["leg"], tuple(ride["people"])) for ride in each["rides"]),
                    tuple(each["waits"]),
                )
                for each in value["stages"]
            ),
            exposures=tuple(
                Exposure(each["party"], each["limit"], tuple(each["after"]))
                for each in value["exposures"]
            ),
            certificate=value["certificate"],
            conflict=tuple(value["conflict"]),
            changes=tuple(Change(**each) for each in value["changes"]),
            levels=tuple(Level(**each) for each in value["levels"]),
            handover=tuple(sorted(value["digest"]["handover"].items())),
            seal=value["digest"]["stages"],
        )


def stages_digest(schedule: Schedule) -> str:
    """The digest that the file of these stages bears."""
    return str(json.loads(schedule.to_bytes())["digest"]["stages"])


def plan_digest(plan: Plan) -> str:
    """The digest that a plan's file bears."""
    return str(json.loads(plan.to_bytes())["digest"]["plan"])


def _encode(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return (text + "\n").encode()
