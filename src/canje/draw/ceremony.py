"""The seed that nobody chose: secrets committed to, revealed, and mixed with a later beacon.

Order of things. The plan's lottery is published: problem and table have digests. Who takes part,
until when secrets are revealed and which beacon will count is announced. Everybody commits to a
secret of 32 bytes. By the deadline they are revealed; a secret that was not is replaced by a number
that follows from its commitment, so that nobody gains by silence. After the deadline the beacon
speaks, so that the last to reveal cannot know what comes of it. The seed is a hash of all of these.
`docs/draw.md` has the bytes.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Sequence
from typing import Any, Literal

from attrs import frozen

from canje.base import bls
from canje.base.canonical import canonical

SECRET_BYTES = 32

COMMIT = b"canje.draw/1 commit\0"
SILENT = b"canje.draw/1 silent\0"
SEED = b"canje.draw/1 seed\0"

QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
"""The chain of the League of Entropy's drand network `quicknet`, by its hash."""

KEY = bytes.fromhex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
    "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
    "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
GENESIS, PERIOD = 1_692_803_367, 3
"""When round 1 of quicknet was due, in seconds since 1970, and every how many seconds one is."""

ROLLS = 50
"""Rolls of a die that make a beacon at least: 129 bits."""

WITNESSES = 2

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

Json = Any


class NoSeed(Exception):
    """The ceremony gives no seed, or not yet; its text says why."""


@frozen
class Commitment:
    """A party's word that it has a secret and will not change it."""

    party: str
    commitment: str
    date: str


@frozen
class Reveal:
    """A party's secret, in hexadecimal."""

    party: str
    nonce: str


@frozen
class Beacon:
    """What is added that nobody at the table could know: a round of drand, or rolls of a die.

    `chain` and `round`, or `witnesses`, are announced; the rest comes after the deadline.
    """

    kind: Literal["drand", "dice"]
    chain: str = ""
    round: int = 0
    randomness: str = ""
    signature: str = ""
    witnesses: tuple[str, ...] = ()
    rolls: str = ""

    @property
    def announced(self) -> Json:
        if self.kind == "drand":
            return {"kind": "drand", "chain": self.chain, "round": self.round}
        return {"kind": "dice", "witnesses": list(self.witnesses)}

    @property
    def spoken(self) -> bool:
        return bool(self.rolls or self.signature)

    def to_json(self) -> Json:
        if self.kind == "drand":
            return self.announced | {"randomness": self.randomness, "signature": self.signature}
        return self.announced | {"rolls": self.rolls}


@frozen
class Ceremony:
    """Who takes part, in order; until when; by which beacon; and what was said so far."""

    parties: tuple[str, ...]
    deadline: str
    beacon: Beacon
    commitments: tuple[Commitment, ...] = ()
    reveals: tuple[Reveal, ...] = ()

    @classmethod
    def from_json(cls, value: Json) -> Ceremony:
        """From a plan's field; KeyError, TypeError or ValueError where it is none."""
        beacon = dict(value["beacon"])
        beacon["witnesses"] = tuple(beacon.get("witnesses", ()))
        return cls(
            tuple(value["parties"]),
            value["deadline"],
            Beacon(**beacon),
            tuple(Commitment(**each) for each in value["commitments"]),
            tuple(Reveal(**each) for each in value["reveals"]),
        )

    def to_json(self) -> dict[str, Json]:
        """The field `draw.ceremony` of a plan."""
        return {
            "parties": list(self.parties),
            "deadline": self.deadline,
            "beacon": self.beacon.to_json(),
            "commitments": [
                {"party": each.party, "commitment": each.commitment, "date": each.date}
                for each in sorted(self.commitments, key=lambda each: each.party)
            ],
            "reveals": [
                {"party": each.party, "nonce": each.nonce}
                for each in sorted(self.reveals, key=lambda each: each.party)
            ],
        }


def frozen_digest(ceremony: Ceremony, problem: str, table: str) -> bytes:
    """What everybody commits to: the lottery, who takes part, the deadline, the beacon to come."""
    announced = {
        "parties": list(ceremony.parties),
        "deadline": ceremony.deadline,
        "beacon": ceremony.beacon.announced,
        "problem": problem,
        "table": table,
    }
    return hashlib.sha256(canonical(announced)).digest()


def commitment(party: str, nonce: bytes, frozen: bytes) -> str:
    """The commitment to a secret; ValueError where the secret has not 32 bytes."""
    if len(nonce) != SECRET_BYTES:
        raise ValueError(f"a secret has {SECRET_BYTES} bytes, not {len(nonce)}")
    return hashlib.sha256(COMMIT + measured(party.encode()) + nonce + frozen).hexdigest()


def measured(data: bytes) -> bytes:
    """Bytes after their number, as 4 bytes, so that no two lists of them read alike."""
    return len(data).to_bytes(4, "big") + data


def seconds(instant: str) -> int:
    """Seconds since 1970 of `YYYY-MM-DDTHH:MM:SSZ`; ValueError for anything else."""
    try:
        at = datetime.datetime.fromisoformat(instant.removesuffix("Z") + "+00:00")
    except ValueError:
        at = None
    if at is None or not _INSTANT.fullmatch(instant):
        raise ValueError(instant)
    return int(at.timestamp())


def due(round_number: int) -> int:
    """When a round of quicknet is due, in seconds since 1970."""
    return GENESIS + PERIOD * (round_number - 1)


def seed(ceremony: Ceremony, problem: str, table: str) -> bytes:
    """The seed of a ceremony that is complete; NoSeed with the first thing that is wrong."""
    frozen = frozen_digest(ceremony, problem, table)
    said = _by_party([(each.party, each.commitment) for each in ceremony.commitments], "commits")
    shown = _by_party([(each.party, each.nonce) for each in ceremony.reveals], "reveals")
    for party in ceremony.parties:
        if party not in said:
            raise NoSeed(f"{party} has not committed to a secret")
    for party in sorted({*said, *shown}):
        if party not in ceremony.parties:
            raise NoSeed(f"{party} does not take part")
    for each in ceremony.commitments:
        if each.date[:10] > ceremony.deadline[:10]:
            raise NoSeed(f"{each.party} committed after the deadline")
    mixed = SEED + frozen + bytes.fromhex(table.removeprefix("sha256:"))
    for party in ceremony.parties:
        nonce = silent(party, said[party])
        if party in shown:
            nonce = bytes.fromhex(shown[party])
            if commitment(party, nonce, frozen) != said[party]:
                raise NoSeed(f"what {party} reveals is not what it committed to, for this table")
        mixed += measured(party.encode()) + nonce
    return hashlib.sha256(mixed + _spoken(ceremony)).digest()


def silent(party: str, committed: str) -> bytes:
    """What stands for a secret that was not revealed."""
    return hashlib.sha256(SILENT + measured(party.encode()) + bytes.fromhex(committed)).digest()


def _by_party(pairs: Sequence[tuple[str, str]], does: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for party, text in pairs:
        if party in found:
            raise NoSeed(f"{party} {does} twice")
        found[party] = text
    return found


def _spoken(ceremony: Ceremony) -> bytes:
    """The beacon's bytes; NoSeed where it has not spoken, too early, or wrongly."""
    beacon = ceremony.beacon
    if not beacon.spoken:
        raise NoSeed("the beacon has not spoken yet")
    if beacon.kind == "dice":
        if len(set(beacon.witnesses)) < WITNESSES or len(beacon.rolls) < ROLLS:
            raise NoSeed(f"dice need {WITNESSES} witnesses and {ROLLS} rolls")
        return measured(b"dice") + measured(beacon.rolls.encode())
    if beacon.chain != QUICKNET:
        raise NoSeed("only the drand chain quicknet is known here")
    if due(beacon.round) <= seconds(ceremony.deadline):
        raise NoSeed("the round is due before the deadline: the last to reveal could know it")
    signature = bytes.fromhex(beacon.signature)
    if hashlib.sha256(signature).hexdigest() != beacon.randomness:
        raise NoSeed("the beacon's randomness is not the hash of its signature")
    number = beacon.round.to_bytes(8, "big")
    if not bls.verify(KEY, hashlib.sha256(number).digest(), signature):
        raise NoSeed("the beacon's signature is not the chain's on this round")
    randomness = bytes.fromhex(beacon.randomness)
    return measured(b"drand") + bytes.fromhex(beacon.chain) + number + randomness
