"""How a seed came about: commitments, secrets, beacon. A second reading of `docs/draw.md`."""

from __future__ import annotations

import hashlib
import re
from calendar import timegm
from collections.abc import Sequence
from time import strptime

from canje.base import bls
from canje.base.refusals import Book
from canje.clear.check.canonical import Json, encode
from canje.clear.check.form import Plan
from canje.terms.docket import DESK, Docket

CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d10"
    "64510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991e"
    "f5ece45a"
)
FIRST, EVERY = 1_692_803_367, 3

_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_DRAND = ("chain", "kind", "randomness", "round", "signature")
_DICE = ("kind", "rolls", "witnesses")


def settle(plan: Plan, docket: Docket, book: Book) -> bytes | None:
    """The seed that a plan's ceremony gives; None where there is none, with why in the book."""
    said = plan["draw"]["ceremony"]
    before = book.count
    _formed(said, docket, book)
    if book.count > before:
        return None
    digest = plan["draw"]["lottery"]["digest"]
    beacon = said["beacon"]
    fixed = ("chain", "kind", "round") if beacon["kind"] == "drand" else ("kind", "witnesses")
    announced = {
        "beacon": {key: beacon[key] for key in fixed},
        "deadline": said["deadline"],
        "parties": said["parties"],
        "problem": digest["problem"],
        "table": digest["table"],
    }
    bound = hashlib.sha256(encode(announced).encode()).digest()
    words = {each["party"]: bytes.fromhex(each["commitment"]) for each in said["commitments"]}
    shown = {each["party"]: bytes.fromhex(each["nonce"]) for each in said["reveals"]}
    mixed = hashlib.sha256(b"canje.draw/1 seed\x00" + bound + bytes.fromhex(digest["table"][7:]))
    for party in said["parties"]:
        name = _long(party)
        if party in shown:
            secret = shown[party]
            word = hashlib.sha256(b"canje.draw/1 commit\x00" + name + secret + bound).digest()
            if word != words[party]:
                book.refuse("ceremony-secret", party)
        else:
            secret = hashlib.sha256(b"canje.draw/1 silent\x00" + name + words[party]).digest()
        mixed.update(name + secret)
    mixed.update(_beacon(beacon, said["deadline"], book))
    return mixed.digest() if book.count == before else None


def _long(text: str) -> bytes:
    data = text.encode()
    return bytes([*len(data).to_bytes(4, "big"), *data])


def _beacon(beacon: Json, deadline: str, book: Book) -> bytes:
    if beacon["kind"] == "dice":
        return _long("dice") + _long(beacon["rolls"])
    number = int(beacon["round"]).to_bytes(8, "big")
    signature = bytes.fromhex(beacon["signature"])
    if FIRST + EVERY * (beacon["round"] - 1) <= timegm(strptime(deadline, "%Y-%m-%dT%H:%M:%SZ")):
        book.refuse("ceremony-beacon", "round", found="due before the deadline")
    if beacon["chain"] != CHAIN:
        book.refuse("ceremony-beacon", "chain", said=beacon["chain"], found=CHAIN)
    elif not bls.verify(bytes.fromhex(KEY), hashlib.sha256(number).digest(), signature):
        book.refuse("ceremony-beacon", "signature")
    found = hashlib.sha256(signature)
    if found.hexdigest() != beacon["randomness"]:
        book.refuse("ceremony-beacon", "randomness", beacon["randomness"], found.hexdigest())
    return _long("drand") + bytes.fromhex(beacon["chain"]) + number + found.digest()


def _formed(said: Json, docket: Docket, book: Book) -> None:
    """Keys and values are of the kinds that stand there, and everybody has committed once."""
    try:
        right = _right(said, docket)
    except (AttributeError, KeyError, TypeError, ValueError):
        right = False
    if not right:
        book.refuse("ceremony", "draw.ceremony")


def _right(said: Json, docket: Docket) -> bool:
    parties, beacon = said["parties"], said["beacon"]
    known = {each.id for each in docket.parties} | {DESK}
    strptime(said["deadline"], "%Y-%m-%dT%H:%M:%SZ")
    committed = [each["party"] for each in said["commitments"]]
    revealed = [each["party"] for each in said["reveals"]]
    return (
        sorted(said) == ["beacon", "commitments", "deadline", "parties", "reveals"]
        and len(said["deadline"]) == 20
        and len(set(parties)) == len(parties) >= 2
        and set(parties) <= known
        and committed == sorted(parties)
        and revealed == sorted(set(revealed))
        and set(revealed) <= set(parties)
        and all(sorted(each) == ["commitment", "date", "party"] for each in said["commitments"])
        and all(sorted(each) == ["nonce", "party"] for each in said["reveals"])
        and all(each["date"][:10] <= said["deadline"][:10] for each in said["commitments"])
        and _hexes([each["commitment"] for each in said["commitments"]], 32)
        and _hexes([each["nonce"] for each in said["reveals"]], 32)
        and (_drand(beacon) if beacon["kind"] == "drand" else _dice(beacon))
    )


def _hexes(texts: Sequence[str], count: int) -> bool:
    return all(_HEX.fullmatch(each) and len(each) == 2 * count for each in texts)


def _drand(beacon: Json) -> bool:
    return (
        tuple(sorted(beacon)) == _DRAND
        and type(beacon["round"]) is int
        and 0 < beacon["round"] < 2**63
        and _hexes([beacon["chain"], beacon["randomness"]], 32)
        and _hexes([beacon["signature"]], 48)
    )


def _dice(beacon: Json) -> bool:
    return (
        tuple(sorted(beacon)) == _DICE
        and beacon["kind"] == "dice"
        and len(set(beacon["witnesses"])) >= 2
        and all(type(each) is str for each in beacon["witnesses"])
        and re.fullmatch("[1-6]{50,}", beacon["rolls"]) is not None
    )
