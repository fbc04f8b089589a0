"""The draw once more, written from docs/draw.md alone, with nothing but the standard library.

`seed` gives the seed of a ceremony as the plan file has it, or None where the page says that there
is none. The beacon's signature is not verified here (tests/base/test_bls.py has vectors for that).
`picks` goes from a seed to a ticket and an order of people.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

Json = Any


def _h(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _l(text: str) -> bytes:
    data = text.encode("utf-8")
    return len(data).to_bytes(4, "big") + data


def _json(value: Json) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")


def _only(value: Json, *keys: str) -> Json:
    return {key: value[key] for key in keys}


def announced(said: Json, problem: str, table: str, *of_throw: str) -> bytes:
    """A, and with more of each throw F."""
    beacon = said["beacon"]
    if beacon["kind"] == "dice":
        throws = [_only(each, "by", "witnesses", *of_throw) for each in beacon["throws"]]
        told: Json = {"kind": "dice", "throws": throws}
    else:
        told = _only(beacon, "chain", "kind", "round")
    named = {"beacon": told, "problem": problem, "table": table}
    return _h(_json(named | _only(said, "deadline", "parties", "void")))


def frozen(said: Json, problem: str, table: str) -> bytes:
    """F."""
    return announced(said, problem, table, "at", "commitment")


def closing(said: Json) -> str:
    """K."""
    by_party = {
        key: sorted(listed, key=lambda each: str(each["party"]))
        for key, listed in (("commitments", said["commitments"]), ("reveals", _counting(said)))
    }
    return _h(_json(by_party | {"frozen": said["frozen"]})).hex()


def _counting(said: Json) -> list[Json]:
    return [each for each in said["reveals"] if _time(each["at"]) < _time(said["deadline"])]


def _in_order(said: Json) -> bool:
    deadline = _time(said["deadline"])
    throws = said["beacon"].get("throws", [])
    thrown = [_time(each["at"]) for each in throws]
    words = [_time(each["at"]) for each in said["commitments"]]
    reveals = [_time(each["at"]) for each in _counting(said)]
    opened = [_time(each["opened"]) for each in throws]
    if said["beacon"]["kind"] == "dice" and not throws:
        return False
    if said["beacon"]["kind"] == "drand":
        due = 1692803367 + 3 * (said["beacon"]["round"] - 1)
        if due - deadline.timestamp() < 600:
            return False
        ends = [due]
    else:
        ends = [int(each.timestamp()) for each in opened]
    if said["closed"]:
        closed = _time(said["closed"])
        if closed < deadline or closed.timestamp() >= min(ends):
            return False
    copies = [each["commitment"] for each in said["commitments"]]
    dice = [each["commitment"] for each in throws]
    return (
        all(each < word for each in thrown for word in words)
        and all(word < each for word in words for each in (*reveals, deadline))
        and all(each >= deadline for each in opened)
        and len(set(copies)) == len(copies)
        and len(set(dice)) == len(dice)
    )


def _beacon(said: Json, problem: str, table: str) -> bytes | None:
    beacon = said["beacon"]
    if beacon["kind"] == "drand":
        if _h(bytes.fromhex(beacon["signature"])).hex() != beacon["randomness"]:
            return None
        chain, number = bytes.fromhex(beacon["chain"]), int(beacon["round"]).to_bytes(8, "big")
        return _l("drand") + chain + number + bytes.fromhex(beacon["randomness"])
    bound = announced(said, problem, table)
    mixed = _l("dice")
    names = [each["by"] for each in beacon["throws"]]
    for each in beacon["throws"]:
        nonce = bytes.fromhex(each["nonce"])
        name, rolls = _l(each["by"]), _l(each["rolls"])
        word = _h(b"canje.draw/1 dice\0" + name + rolls + nonce + bound).hex()
        seen = set(each["witnesses"]) - {each["by"]}
        if word != each["commitment"] or len(seen) < 2 or len(each["rolls"]) < 50:
            return None
        mixed += name + rolls
    return mixed if len(set(names)) == len(names) > 0 else None


def seed(said: Json, problem: str, table: str) -> bytes | None:
    """The seed, or None where there is none."""
    bound = frozen(said, problem, table)
    words = {each["party"]: each["commitment"] for each in said["commitments"]}
    shown = {each["party"]: each["nonce"] for each in _counting(said)}
    whole = set(words) == set(said["parties"]) and len(said["commitments"]) == len(words)
    named = {each["party"] for each in said["reveals"]}
    if not whole or len(named) < len(said["reveals"]) or not named <= set(words):
        return None
    if not _in_order(said) or bound.hex() != said["frozen"] or not shown:
        return None
    mixed = b"canje.draw/1 seed\0" + bound + bytes.fromhex(table.removeprefix("sha256:"))
    for party in said["parties"]:
        stands = _h(b"canje.draw/1 silent\0" + _l(party) + bytes.fromhex(words[party]))
        if party in shown:
            stands = bytes.fromhex(shown[party])
            if _h(b"canje.draw/1 commit\0" + _l(party) + stands + bound).hex() != words[party]:
                return None
        mixed += _l(party) + stands
    spoken = _beacon(said, problem, table)
    return None if spoken is None else _h(mixed + spoken)


def ticket(chosen: bytes, tickets: int) -> int:
    """The ticket that a seed draws."""
    bits = (tickets - 1).bit_length()
    width = -(-bits // 8)
    stream = b"".join(
        _h(b"canje.draw/1 ticket\0" + chosen + block.to_bytes(8, "big")) for block in range(64)
    )
    at = 0
    while True:
        number = int.from_bytes(stream[at : at + width], "big") & ((1 << bits) - 1)
        if number < tickets:
            return number
        at += width


def order(chosen: bytes, ids: Sequence[str]) -> list[str]:
    """People whom nothing else tells apart, in the order of a seed."""
    return sorted(ids, key=lambda each: hmac.digest(chosen, each.encode(), "sha256"))
