"""What is said of a draw before and after it: who takes part, commitments, secrets, the beacon.

These are values only, and their form in a plan file. `canje.draw.turns` says which order they must
come in, `canje.draw.seed` what number comes of them. `docs/draw.md` has the protocol and its bytes.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Literal

from attrs import frozen

QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
"""The chain of the League of Entropy's drand network `quicknet`, by its hash."""

GENESIS, PERIOD = 1_692_803_367, 3
"""When round 1 of quicknet was due, in seconds since 1970, and every how many seconds one is."""

_INSTANT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")

Json = Any


@frozen
class Commitment:
    """A party's word that it has a secret and will not change it; `at` is when it was recorded."""

    party: str
    commitment: str
    at: str


@frozen
class Reveal:
    """A party's secret, in hexadecimal, and when it was recorded."""

    party: str
    nonce: str
    at: str


@frozen
class Throw:
    """Dice that somebody threw before witnesses, committed to beforehand and opened afterwards.

    `by` and `witnesses` are announced. `at` and `commitment` are recorded when the dice are
    thrown; `opened`, `rolls` and `nonce` after the deadline.
    """

    by: str
    witnesses: tuple[str, ...]
    at: str = ""
    commitment: str = ""
    opened: str = ""
    rolls: str = ""
    nonce: str = ""

    @property
    def bare(self) -> Json:
        """What is announced before anybody throws."""
        return {"by": self.by, "witnesses": list(self.witnesses)}

    @property
    def thrown(self) -> Json:
        """What is frozen before anybody commits to a secret."""
        return self.bare | {"at": self.at, "commitment": self.commitment}

    def to_json(self) -> Json:
        opening = {"opened": self.opened, "rolls": self.rolls, "nonce": self.nonce}
        return self.thrown | opening


@frozen
class Beacon:
    """What is added that no party at the table chose: a round of drand, or throws of dice.

    `chain` and `round`, or `throws`, are announced; the rest comes after the deadline.
    """

    kind: Literal["drand", "dice"]
    chain: str = ""
    round: int = 0
    randomness: str = ""
    signature: str = ""
    throws: tuple[Throw, ...] = ()

    @property
    def bare(self) -> Json:
        """What is announced first: dice commit to this."""
        if self.kind == "drand":
            return {"kind": "drand", "chain": self.chain, "round": self.round}
        return {"kind": "dice", "throws": [each.bare for each in self.throws]}

    @property
    def frozen(self) -> Json:
        """What stands before anybody commits to a secret."""
        if self.kind == "drand":
            return self.bare
        return {"kind": "dice", "throws": [each.thrown for each in self.throws]}

    @property
    def spoken(self) -> bool:
        """Whether it has spoken: the round is there, or all dice are open."""
        if self.kind == "drand":
            return bool(self.signature and self.randomness)
        return all(each.rolls and each.nonce and each.opened for each in self.throws)

    def to_json(self) -> Json:
        if self.kind == "drand":
            return self.bare | {"randomness": self.randomness, "signature": self.signature}
        return {"kind": "dice", "throws": [each.to_json() for each in self.throws]}

    @classmethod
    def from_json(cls, value: Json) -> Beacon:
        if value["kind"] == "drand":
            named = (value[key] for key in ("chain", "round", "randomness", "signature"))
            return cls("drand", *named)
        throws = tuple(
            Throw(
                each["by"],
                tuple(each["witnesses"]),
                *(each[key] for key in ("at", "commitment", "opened", "rolls", "nonce")),
            )
            for each in value["throws"]
        )
        return cls("dice", throws=throws)


@frozen
class Ceremony:
    """Who takes part, in order; until when; by which beacon; and what was said so far.

    `frozen` is the digest that everybody commits to, `closed` when the list of reveals was closed,
    `void` the digests of earlier ceremonies of this draw that came to nothing.
    """

    parties: tuple[str, ...]
    deadline: str
    beacon: Beacon
    commitments: tuple[Commitment, ...] = ()
    reveals: tuple[Reveal, ...] = ()
    frozen: str = ""
    closed: str = ""
    void: tuple[str, ...] = ()

    @property
    def in_time(self) -> tuple[Reveal, ...]:
        """The reveals that count: those before the deadline."""
        return tuple(each for each in self.reveals if each.at < self.deadline)

    @classmethod
    def from_json(cls, value: Json) -> Ceremony:
        """From a plan's field; KeyError, TypeError or ValueError where it is none."""
        return cls(
            tuple(value["parties"]),
            value["deadline"],
            Beacon.from_json(value["beacon"]),
            tuple(
                Commitment(each["party"], each["commitment"], each["at"])
                for each in value["commitments"]
            ),
            tuple(Reveal(each["party"], each["nonce"], each["at"]) for each in value["reveals"]),
            value["frozen"],
            value["closed"],
            tuple(value["void"]),
        )

    def to_json(self) -> dict[str, Json]:
        """The field `draw.ceremony` of a plan."""
        return {
            "parties": list(self.parties),
            "deadline": self.deadline,
            "beacon": self.beacon.to_json(),
            "commitments": committed(self.commitments),
            "reveals": revealed(self.reveals),
            "frozen": self.frozen,
            "closed": self.closed,
            "void": list(self.void),
        }


def committed(commitments: tuple[Commitment, ...]) -> Json:
    """Commitments as a plan has them, in the order of names."""
    return [
        {"party": each.party, "commitment": each.commitment, "at": each.at}
        for each in sorted(commitments, key=lambda each: each.party)
    ]


def revealed(reveals: tuple[Reveal, ...]) -> Json:
    """Reveals as a plan has them, in the order of names."""
    return [
        {"party": each.party, "nonce": each.nonce, "at": each.at}
        for each in sorted(reveals, key=lambda each: each.party)
    ]


def seconds(instant: str) -> int:
    """Seconds since 1970 of `YYYY-MM-DDTHH:MM:SSZ`; ValueError for anything else."""
    try:
        at = datetime.datetime.fromisoformat(instant.removesuffix("Z") + "+00:00")
    except ValueError:
        at = None
    if at is None or not _INSTANT.fullmatch(instant):
        raise ValueError(instant)
    return int(at.timestamp())


def instant(at: int) -> str:
    """Seconds since 1970 as `YYYY-MM-DDTHH:MM:SSZ`.

    >>> instant(1692803367)
    '2023-08-23T15:09:27Z'
    """
    return datetime.datetime.fromtimestamp(at, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def due(round_number: int) -> int:
    """When a round of quicknet is due, in seconds since 1970."""
    return GENESIS + PERIOD * (round_number - 1)
