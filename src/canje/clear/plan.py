"""The plan: who is freed, by whom, for whom, where to, and what proves that no more can be.

It is written as canonical JSON (docs/plan-file.md); the same case gives the same bytes. No refusal
of consent is in it: whoever is left out on the desk's word is `not-in-this-round`.
"""

from __future__ import annotations

import json
from typing import Any, Literal, NamedTuple

import attrs
from attrs import frozen

from canje.base.canonical import sha256
from canje.clear.form import stray

FORMAT = "canje.plan/1"

Outcome = Literal["proved", "feasible", "infeasible", "stopped"]
Picked = Literal["order", "desk", "draw", "choice"]


class Freed(NamedTuple):
    """A person whom the plan frees."""

    id: str
    klass: str
    holder: str
    beneficiary: str
    destination: str


class LeftOut(NamedTuple):
    """A person whom the plan does not free, and why.

    `klass` is the class of whoever could move. `by` is who answered or ordered, `ref` the bar, the
    red line's term or the unit's member, and `terms` the terms that together would have to give
    for one more of the class to go.
    """

    id: str
    klass: str | None
    reason: str
    by: str | None = None
    ref: str | None = None
    terms: tuple[str, ...] = ()


@frozen
class Option:
    """A way for items of a class to go: a beneficiary and destination a member, and how many do."""

    beneficiary: tuple[str, ...]
    destination: tuple[str, ...]
    freed: int


@frozen
class PlanClass:
    """People, or units of `members` people, whom nothing tells apart.

    `picked` is `order` where the freed are the first of the published order, `desk` where the desk
    had to choose among them by what only it knows, `draw` where the seed of a draw put them in
    order, and `choice` where somebody named them whose choice it is.
    """

    id: str
    size: int
    freed: int
    members: int
    holder: str
    facts: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]
    picked: Picked = "order"


@frozen
class PlanLevel:
    """A level of the objective: what the plan reaches, and the most that any plan could."""

    level: str
    title: str
    value: int
    bound: int | None
    proved: bool


@frozen
class PlanTerm:
    """A term under the plan; `holds` is None where it concerns the handover or was withdrawn.

    `slack` is how far the nearest limit of the term is, in the term's own units, and None where
    the term has no single row to measure.
    """

    id: str
    by: str
    force: str
    holds: bool | None
    slack: int | None


@frozen(eq=False)
class Plan:
    """The engine's answer to a case.

    `draw` is the lottery among plans as good, and what was drawn, as `canje.draw` makes them and
    the plan file has them. `parts` are the digests of the parts of the case that it was made from.
    `seal` is the digest that its file bears, where it was read from one: whether it is true of the
    plan is for whoever uses it to see. `desk` is the outcome with all that the desk knows. It is in
    no file: where it says more than `outcome`, people's own words make the difference.
    """

    case: str
    scenario: str | None
    case_digest: str
    problem_digest: str
    outcome: Outcome
    freed: int
    bound: int | None
    objective: tuple[PlanLevel, ...]
    certificate: dict[str, Any] | None
    people: tuple[Freed, ...]
    left_out: tuple[LeftOut, ...]
    classes: tuple[PlanClass, ...]
    terms: tuple[PlanTerm, ...]
    conflict: tuple[str, ...] = ()
    witness: dict[str, str] | None = None
    versions: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    draw: dict[str, Any] | None = None
    desk: Outcome | None = None
    seal: str | None = None

    @property
    def chosen(self) -> frozenset[str]:
        """The classes of which those who go were named by whose choice it is."""
        return frozenset(each.id for each in self.classes if each.picked == "choice")

    def to_bytes(self) -> bytes:
        """The plan file; its own digest is taken over the file with that digest left empty."""
        value = self._json()
        value["digest"]["plan"] = sha256(_encode(value))
        return _encode(value)

    @classmethod
    def from_bytes(cls, data: bytes) -> Plan:
        """Read a plan file; ValueError where it is none. It checks no claim in it."""
        try:
            value = json.loads(data)
        except (RecursionError, ValueError) as error:
            raise ValueError("it is no JSON") from error
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise ValueError(f"its format is not {FORMAT}")
        if (where := stray(value)) is not None:
            raise ValueError(f"{where} is missing or not what it should be")
        try:
            return cls._from(value)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("it has keys that do not belong there") from error

    @classmethod
    def _from(cls, value: dict[str, Any]) -> Plan:
        return cls(
            case=value["case"],
            scenario=value["scenario"],
            case_digest=value["digest"]["case"],
            problem_digest=value["digest"]["problem"],
            outcome=value["outcome"],
            freed=value["freed"],
            bound=value["bound"],
            objective=tuple(PlanLevel(**each) for each in value["objective"]),
            certificate=value["certificate"],
            people=tuple(
                Freed(
                    each["id"],
                    each["class"],
                    each["holder"],
                    each["beneficiary"],
                    each["destination"],
                )
                for each in value["people"]
            ),
            left_out=tuple(
                LeftOut(
                    each["id"],
                    each["class"],
                    each["reason"],
                    each["by"],
                    each["ref"],
                    tuple(each["terms"]),
                )
                for each in value["left_out"]
            ),
            classes=tuple(_class_from(each) for each in value["classes"]),
            terms=tuple(PlanTerm(**each) for each in value["terms"]),
            conflict=tuple(value["conflict"]),
            witness=value["witness"],
            versions=tuple(sorted(value["versions"].items())),
            parts=tuple(sorted(value["digest"]["parts"].items())),
            draw=value.get("draw"),
            seal=value["digest"]["plan"],
        )

    def _json(self) -> dict[str, Any]:
        drawn = {} if self.draw is None else {"draw": self.draw}
        return {
            **drawn,
            "format": FORMAT,
            "case": self.case,
            "scenario": self.scenario,
            "digest": {
                "case": self.case_digest,
                "parts": dict(self.parts),
                "problem": self.problem_digest,
                "plan": "",
            },
            "outcome": self.outcome,
            "freed": self.freed,
            "bound": self.bound,
            "objective": [attrs.asdict(each) for each in self.objective],
            "certificate": self.certificate,
            "people": [
                {
                    "id": each.id,
                    "class": each.klass,
                    "holder": each.holder,
                    "beneficiary": each.beneficiary,
                    "destination": each.destination,
                }
                for each in self.people
            ],
            "left_out": [
                {
                    "id": each.id,
                    "class": each.klass,
                    "reason": each.reason,
                    "by": each.by,
                    "ref": each.ref,
                    "terms": list(each.terms),
                }
                for each in self.left_out
            ],
            "classes": [_class_json(each) for each in self.classes],
            "terms": [attrs.asdict(each) for each in self.terms],
            "conflict": list(self.conflict),
            "witness": self.witness,
            "versions": dict(self.versions),
        }


def _class_json(each: PlanClass) -> dict[str, Any]:
    return {
        "id": each.id,
        "size": each.size,
        "freed": each.freed,
        "members": each.members,
        "holder": each.holder,
        "facts": dict(each.facts),
        "options": [
            {
                "beneficiary": list(option.beneficiary),
                "destination": list(option.destination),
                "freed": option.freed,
            }
            for option in each.options
        ],
        "picked": each.picked,
    }


def _class_from(value: dict[str, Any]) -> PlanClass:
    return PlanClass(
        value["id"],
        value["size"],
        value["freed"],
        value["members"],
        value["holder"],
        tuple(sorted(value["facts"].items())),
        tuple(
            Option(tuple(each["beneficiary"]), tuple(each["destination"]), each["freed"])
            for each in value["options"]
        ),
        value["picked"],
    )


def _encode(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return (text + "\n").encode()
