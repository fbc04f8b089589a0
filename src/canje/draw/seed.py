"""From a complete ceremony to its seed: secrets committed to, revealed, mixed with a later beacon.

Before anybody commits to a secret everything else is frozen in one digest: the lottery, who takes
part, the deadline, and the beacon to come, or the dice as they were committed to. A secret that was
not revealed in time is replaced by a number that follows from its commitment. The seed is a hash of
all of these (Blum 1981; Cleve, STOC 1986; RFC 3797). `docs/draw.md` has the bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from canje.base import bls
from canje.base.canonical import canonical
from canje.base.words import WORDS
from canje.draw.ceremony import (
    QUICKNET,
    Ceremony,
    Json,
    Throw,
    committed,
    revealed,
)
from canje.draw.turns import OTHER, NoSeed, faults

SECRET_BYTES = 32

COMMIT = b"canje.draw/1 commit\0"
DICE = b"canje.draw/1 dice\0"
SILENT = b"canje.draw/1 silent\0"
SEED = b"canje.draw/1 seed\0"

KEY = bytes.fromhex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
    "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
    "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
"""The public key of quicknet."""

ROLLS = 50
"""Rolls of a die in a throw, at least: 129 bits."""

WITNESSES = 2
"""Who must have seen a throw, at least, beside whoever threw."""


def announced_digest(said: Ceremony, problem: str, table: str) -> bytes:
    """What dice commit to: the lottery, who takes part, the deadline, the beacon, who throws."""
    return _digest(said, said.beacon.bare, problem, table)


def frozen_digest(said: Ceremony, problem: str, table: str) -> bytes:
    """What secrets commit to: the same, and the dice as they were committed to."""
    return _digest(said, said.beacon.frozen, problem, table)


def _digest(said: Ceremony, beacon: Json, problem: str, table: str) -> bytes:
    announced = {
        "parties": list(said.parties),
        "deadline": said.deadline,
        "beacon": beacon,
        "problem": problem,
        "table": table,
        "void": list(said.void),
    }
    return hashlib.sha256(canonical(announced)).digest()


def closing_digest(said: Ceremony) -> str:
    """The digest to compare between the deadline and the beacon: all commitments, all reveals."""
    listed = {
        "commitments": committed(said.commitments),
        "frozen": said.frozen,
        "reveals": revealed(said.in_time),
    }
    return hashlib.sha256(canonical(listed)).hexdigest()


def commitment(party: str, nonce: bytes, frozen: bytes) -> str:
    """The commitment to a secret; ValueError where the secret has not 32 bytes."""
    return _committed(COMMIT + measured(party.encode()), nonce, frozen)


def thrown(by: str, rolls: str, nonce: bytes, announced: bytes) -> str:
    """The commitment to dice; ValueError where the nonce has not 32 bytes."""
    prefix = DICE + measured(by.encode()) + measured(rolls.encode())
    return _committed(prefix, nonce, announced)


def _committed(prefix: bytes, nonce: bytes, bound: bytes) -> str:
    if len(nonce) != SECRET_BYTES:
        raise ValueError(f"a secret has {SECRET_BYTES} bytes, not {len(nonce)}")
    return hashlib.sha256(prefix + nonce + bound).hexdigest()


def measured(data: bytes) -> bytes:
    """Bytes after their number, as 4 bytes, so that no two lists of them read alike."""
    return len(data).to_bytes(4, "big") + data


def seed(said: Ceremony, problem: str, table: str) -> bytes:
    """The seed of a ceremony that is complete; NoSeed with the first thing that is wrong."""
    frozen = frozen_digest(said, problem, table)
    words = _by_party([(each.party, each.commitment) for each in said.commitments], "commits")
    _by_party([(each.party, each.nonce) for each in said.reveals], "reveals")
    shown = {each.party: each.nonce for each in said.in_time}
    for party in sorted({*words, *(each.party for each in said.reveals)}):
        if party not in said.parties:
            raise NoSeed(f"{party} does not take part")
    for party in said.parties:
        if party not in words:
            raise NoSeed(f"{party} has not committed to a secret")
    for fault in faults(said):
        raise NoSeed(WORDS[fault.code].why.format_map(dict(fault.params)).rstrip("."))
    if said.frozen != frozen.hex():
        raise NoSeed(OTHER)
    if not shown:
        raise NoSeed(
            "nobody revealed a secret in time, so that nothing binds the commitments to this "
            "lottery: the ceremony is void. Announce another"
        )
    mixed = SEED + frozen + bytes.fromhex(table.removeprefix("sha256:"))
    for party in said.parties:
        nonce = silent(party, words[party])
        if party in shown:
            nonce = bytes.fromhex(shown[party])
            if commitment(party, nonce, frozen) != words[party]:
                raise NoSeed(
                    f"what {party} reveals is not what it committed to, for this lottery. Correct "
                    f"a slip of the pen with {party}; if there is none the ceremony is void"
                )
        mixed += measured(party.encode()) + nonce
    return hashlib.sha256(mixed + _spoken(said, problem, table)).digest()


def silent(party: str, committed: str) -> bytes:
    """What stands for a secret that was not revealed in time."""
    return hashlib.sha256(SILENT + measured(party.encode()) + bytes.fromhex(committed)).digest()


def _by_party(pairs: Sequence[tuple[str, str]], does: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for party, text in pairs:
        if party in found:
            raise NoSeed(f"{party} {does} twice")
        found[party] = text
    return found


def _spoken(said: Ceremony, problem: str, table: str) -> bytes:
    """The beacon's bytes; NoSeed where it has not spoken, or wrongly."""
    beacon = said.beacon
    if beacon.kind == "dice":
        announced = announced_digest(said, problem, table)
        if len({each.by for each in beacon.throws}) < max(1, len(beacon.throws)):
            raise NoSeed("dice need somebody who throws them, and nobody throws twice")
        return measured(b"dice") + b"".join(_opened(each, announced) for each in beacon.throws)
    if not beacon.spoken:
        raise NoSeed("the beacon has not spoken yet (randomness and signature in draw.yaml)")
    if beacon.chain != QUICKNET:
        raise NoSeed("only the drand chain quicknet is known here")
    signature = bytes.fromhex(beacon.signature)
    if hashlib.sha256(signature).hexdigest() != beacon.randomness:
        raise NoSeed("the beacon's randomness is not the hash of its signature")
    number = beacon.round.to_bytes(8, "big")
    if not bls.verify(KEY, hashlib.sha256(number).digest(), signature):
        raise NoSeed("the beacon's signature is not the chain's on this round")
    randomness = bytes.fromhex(beacon.randomness)
    return measured(b"drand") + bytes.fromhex(beacon.chain) + number + randomness


def _opened(throw: Throw, announced: bytes) -> bytes:
    """A throw as it counts in the seed."""
    if not (throw.rolls and throw.nonce and throw.opened):
        raise NoSeed(
            f"{throw.by} has not opened its dice. Nothing takes their place: if they stay closed "
            "this draw is void, and only a new ceremony, announced anew, can take its place"
        )
    if len({*throw.witnesses} - {throw.by}) < WITNESSES or len(throw.rolls) < ROLLS:
        raise NoSeed(f"dice need {WITNESSES} witnesses beside the thrower and {ROLLS} rolls")
    if thrown(throw.by, throw.rolls, bytes.fromhex(throw.nonce), announced) != throw.commitment:
        raise NoSeed(f"what {throw.by} opens is not what it committed to")
    return measured(throw.by.encode()) + measured(throw.rolls.encode())
