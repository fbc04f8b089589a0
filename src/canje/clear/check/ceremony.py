"""How a seed came about: dice, commitments, secrets, beacon. A second reading of `docs/draw.md`."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from canje.base import bls
from canje.base.refusals import Book
from canje.clear.check.canonical import Json, encode
from canje.clear.check.ceremony_form import clock, formed
from canje.clear.check.form import Plan
from canje.terms.docket import Docket

CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d10"
    "64510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991e"
    "f5ece45a"
)
FIRST, EVERY = 1_692_803_367, 3
APART = 600
"""Seconds from the deadline to the round, at least."""

DIFFERENT = 16
"""Different bytes of a secret below which nobody believes that it was made by chance."""


def settle(plan: Plan, docket: Docket, book: Book) -> bytes | None:
    """The seed that a plan's ceremony gives; None where there is none, with why in the book."""
    said = plan["draw"]["ceremony"]
    before = book.count
    if not formed(said, docket):
        book.refuse("ceremony", "draw.ceremony")
        return None
    for where, found in _disorder(said):
        book.refuse("ceremony-order", where, found=found)
    digest = plan["draw"]["lottery"]["digest"]
    bound = frozen(said, digest)
    if said["frozen"] != bound.hex():
        book.refuse("ceremony-frozen", "draw.ceremony.frozen", said["frozen"], bound.hex())
    words = {each["party"]: bytes.fromhex(each["commitment"]) for each in said["commitments"]}
    shown = {each["party"]: bytes.fromhex(each["nonce"]) for each in counting(said)}
    if not shown:
        book.refuse("ceremony-silent", "draw.ceremony.reveals")
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
    if said["beacon"]["kind"] == "dice":
        mixed.update(_dice(said, digest, book))
    else:
        mixed.update(_drand(said["beacon"], book))
    return mixed.digest() if book.count == before else None


def frozen(said: Json, digest: Json) -> bytes:
    """What everybody commits to."""
    return _digest(said, digest, ("at", "by", "commitment", "witnesses"))


def _digest(said: Json, digest: Json, keys: Sequence[str]) -> bytes:
    beacon = said["beacon"]
    if beacon["kind"] == "drand":
        told = {key: beacon[key] for key in ("chain", "kind", "round")}
    else:
        throws = [{key: each[key] for key in keys} for each in beacon["throws"]]
        told = {"kind": "dice", "throws": throws}
    announced = {
        "beacon": told,
        "deadline": said["deadline"],
        "parties": said["parties"],
        "problem": digest["problem"],
        "table": digest["table"],
        "void": said["void"],
    }
    return hashlib.sha256(encode(announced).encode()).digest()


def counting(said: Json) -> list[Json]:
    """The reveals that came before the deadline; times are texts that sort as they follow."""
    return [each for each in said["reveals"] if each["at"] < said["deadline"]]


def closing(said: Json) -> str:
    """The digest that everybody could note between the deadline and the beacon."""
    listed = {
        "commitments": said["commitments"],
        "frozen": said["frozen"],
        "reveals": counting(said),
    }
    return hashlib.sha256(encode(listed).encode()).hexdigest()


def rests(said: Json) -> list[str]:
    """What of a ceremony rests on somebody's word."""
    claims = ["draw-times"]
    heard = {each["party"] for each in counting(said)}
    late = [each["party"] for each in said["reveals"] if each["party"] not in heard]
    mute = [each for each in said["parties"] if each not in heard and each not in late]
    claims += [f"draw-silent:{', '.join(mute)}"] if mute else []
    claims += [f"draw-late:{', '.join(late)}"] if late else []
    for each in said["beacon"].get("throws", ()):
        claims.append(f"draw-dice:{each['by']} ({', '.join(each['witnesses'])})")
    claims.append(f"draw-{'closed' if said['closed'] else 'unclosed'}:{closing(said)}")
    times = Counter(each["nonce"] for each in said["reveals"])
    weak = [
        each["party"]
        for each in counting(said)
        if times[each["nonce"]] > 1 or len(set(bytes.fromhex(each["nonce"]))) < DIFFERENT
    ]
    claims += [f"draw-guessable:{', '.join(weak)}"] if weak else []
    claims += [f"draw-void:{len(said['void'])}"] if said["void"] else []
    return claims


def _long(text: str) -> bytes:
    data = text.encode()
    return bytes([*len(data).to_bytes(4, "big"), *data])


def _drand(beacon: Json, book: Book) -> bytes:
    number = int(beacon["round"]).to_bytes(8, "big")
    signature = bytes.fromhex(beacon["signature"])
    if beacon["chain"] != CHAIN:
        book.refuse("ceremony-beacon", "chain", said=beacon["chain"], found=CHAIN)
    elif not bls.verify(bytes.fromhex(KEY), hashlib.sha256(number).digest(), signature):
        book.refuse("ceremony-beacon", "signature")
    found = hashlib.sha256(signature)
    if found.hexdigest() != beacon["randomness"]:
        book.refuse("ceremony-beacon", "randomness", beacon["randomness"], found.hexdigest())
    return _long("drand") + bytes.fromhex(beacon["chain"]) + number + found.digest()


def _dice(said: Json, digest: Json, book: Book) -> bytes:
    announced = _digest(said, digest, ("by", "witnesses"))
    mixed = _long("dice")
    for each in said["beacon"]["throws"]:
        name, rolls = _long(each["by"]), _long(each["rolls"])
        nonce = bytes.fromhex(each["nonce"])
        word = hashlib.sha256(b"canje.draw/1 dice\x00" + name + rolls + nonce + announced)
        if word.hexdigest() != each["commitment"]:
            book.refuse("ceremony-dice", each["by"])
        mixed += name + rolls
    return mixed


def _disorder(said: Json) -> Iterator[tuple[str, str]]:
    """What did not come in its order, and what it should have come before."""
    deadline, beacon = clock(said["deadline"]), said["beacon"]
    throws = beacon.get("throws", [])
    words = [(clock(each["at"]), each["party"]) for each in said["commitments"]]
    shown = [clock(each["at"]) for each in counting(said)]
    first_word = min(words)[0]
    for each in throws:
        if clock(each["at"]) >= first_word:
            yield each["by"], "dice that are not before the secrets"
        if clock(each["opened"]) < deadline:
            yield each["by"], "dice opened before the deadline"
    for at, party in words:
        if at >= deadline:
            yield party, "a commitment that is not before the deadline"
        if shown and at >= min(shown):
            yield party, "a commitment that is not before the first reveal"
    spoke = [clock(each["opened"]) for each in throws]
    if beacon["kind"] == "drand":
        spoke = [FIRST + EVERY * (beacon["round"] - 1)]
        if spoke[0] < deadline + APART:
            yield "draw.ceremony.beacon.round", f"due less than {APART} seconds after the deadline"
    if said["closed"] and not deadline <= clock(said["closed"]) < min(spoke):
        yield "draw.ceremony.closed", "a time that is not between the deadline and the beacon"
    for listed in (said["commitments"], throws):
        copies = Counter(each["commitment"] for each in listed)
        for word, count in copies.items():
            if count > 1:
                yield word, "the same commitment twice"
