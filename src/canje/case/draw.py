"""Reading draw.yaml: who takes part in the seed, commitments, secrets, the beacon, and choices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from canje.base.findings import At
from canje.draw import seed as seeds
from canje.draw.asked import Asked
from canje.draw.ceremony import (
    QUICKNET,
    Beacon,
    Ceremony,
    Commitment,
    Reveal,
    Throw,
    seconds,
)
from canje.draw.held import Choice
from canje.draw.turns import faults
from canje.intake.fields import Fields, texts
from canje.intake.tree import Node
from canje.terms.docket import DESK
from canje.terms.read import Ground

_ROUND = 1_000_000_000
_BYTES = {"signature": 48}
_BEGUN = (
    "deadline", "beacon", "commitments", "reveals", "parties", "frozen", "closed", "void",
)  # fmt: skip

_Placed = list[tuple[Any, Fields]]
"""What was read of a list, each with the place where it stands."""


def read_draw(node: Node, note: At, ground: Ground, terms: Collection[str]) -> Asked:
    """Read draw.yaml; a ceremony is there as soon as its deadline and beacon are announced."""
    fields = Fields.of(node, "", note)
    if fields is None:
        return Asked()
    known = frozenset(ground.parties) | {DESK}
    parties = _parties(fields, known) or (*sorted(ground.parties), DESK)
    commitments = list(_commitments(fields, parties))
    words = frozenset(each.party for each, _ in commitments)
    reveals = list(_reveals(fields, parties, words))
    choices = tuple(_choices(fields, ground, terms))
    begun = any(map(fields.has, _BEGUN))
    deadline = _instant(fields, "deadline", needed=begun)
    frozen = _hex(fields, "frozen", needed=bool(commitments)) or ""
    closed = _instant(fields, "closed") or ""
    void = _void(fields)
    beacon, throws = _beacon(fields, needed=begun)
    fields.close()
    if deadline is None or beacon is None:
        return Asked(None, choices)
    found = Ceremony(
        parties,
        deadline,
        beacon,
        tuple(each for each, _ in commitments),
        tuple(each for each, _ in reveals),
        frozen,
        closed,
        void,
    )
    _in_order(found, fields, {"commitments": commitments, "reveals": reveals, "throws": throws})
    return Asked(found, choices)


_SHOWN_AT = {"draw.copied": "commitment", "draw.revealed-early": "party", "draw.unthrown": "by",
             "draw.opened": "opened"}  # fmt: skip


def _in_order(found: Ceremony, fields: Fields, placed: Mapping[str, _Placed]) -> None:
    """Note what came out of order, each where it stands."""
    for fault in faults(found):
        params = dict(fault.params)
        if fault.key in placed:
            _, entry = placed[fault.key][fault.place]
            entry.wrong(_SHOWN_AT.get(fault.code, "at"), fault.code, fault.value, **params)
        else:
            fields.wrong(fault.key, fault.code, fault.value, **params)
    for each, entry in placed["reveals"]:
        if each.at >= found.deadline:
            entry.wrong("at", "draw.late", each.at, deadline=found.deadline)


def _parties(fields: Fields, known: Collection[str]) -> tuple[str, ...]:
    """Who takes part, in the order in which secrets are mixed."""
    node = fields.node("parties")
    if node is None:
        return ()
    place = fields.at("parties").path
    found: dict[str, None] = {}
    for name in texts(node, place, fields.note):
        if name not in known:
            fields.wrong("parties", "party.unknown", name, among=known)
        elif name in found:
            fields.wrong("parties", "draw.twice", name)
        found[name] = None
    if len(found) < 2:
        fields.wrong("parties", "draw.alone")
    return tuple(found)


def _party(each: Fields, parties: Collection[str], seen: set[str]) -> str | None:
    party = each.known("party", "party.unknown", parties, needed=True)
    if party in seen:
        each.wrong("party", "draw.twice", party)
        return None
    if party is not None:
        seen.add(party)
    return party


def _commitments(fields: Fields, parties: Collection[str]) -> Iterator[tuple[Commitment, Fields]]:
    seen: set[str] = set()
    for each in fields.entries("commitments"):
        party, word = _party(each, parties, seen), _hex(each, "commitment")
        at = _instant(each, "at", needed=True)
        each.close()
        if party is not None and word is not None and at is not None:
            yield Commitment(party, word, at), each


def _reveals(
    fields: Fields, parties: Collection[str], words: Collection[str]
) -> Iterator[tuple[Reveal, Fields]]:
    seen: set[str] = set()
    for each in fields.entries("reveals"):
        party, nonce = _party(each, parties, seen), _hex(each, "nonce")
        at = _instant(each, "at", needed=True)
        each.close()
        if party is not None and party not in words:
            each.wrong("party", "draw.uncommitted", party)
        elif party is not None and nonce is not None and at is not None:
            yield Reveal(party, nonce, at), each


def _void(fields: Fields) -> tuple[str, ...]:
    """The digests of earlier ceremonies that came to nothing."""
    found = fields.texts("void")
    for each in found:
        if not _is_hex(each, 32):
            fields.wrong("void", "draw.hex", each, count="32", digits="64")
    return found


def _hex(fields: Fields, key: str, needed: bool = True) -> str | None:
    """So many bytes, two hexadecimal digits each."""
    value = fields.text(key, needed)
    if value is None:
        return None
    count = _BYTES.get(key, 32)
    if not _is_hex(value, count):
        fields.wrong(key, "draw.hex", value, count=str(count), digits=str(2 * count))
        return None
    return value


def _is_hex(text: str, count: int) -> bool:
    return re.fullmatch(f"[0-9a-f]{{{2 * count}}}", text) is not None


def _instant(fields: Fields, key: str, needed: bool = False) -> str | None:
    value = fields.text(key, needed)
    if value is None:
        return None
    try:
        seconds(value)
    except ValueError:
        fields.wrong(key, "draw.instant", value)
        return None
    return value


def _beacon(fields: Fields, needed: bool) -> tuple[Beacon | None, _Placed]:
    inner = fields.sub("beacon", needed)
    if inner is None:
        return None, []
    kind = inner.choice("kind", ("drand", "dice"), needed=True)
    found: Beacon | None = None
    throws: _Placed = []
    if kind == "drand":
        found = _drand(inner)
    elif kind == "dice":
        throws = list(_throws(inner))
        found = Beacon("dice", throws=tuple(each for each, _ in throws)) if throws else None
    if kind is not None:
        inner.close()
    return found, throws


def _drand(inner: Fields) -> Beacon | None:
    chain = _hex(inner, "chain")
    number = inner.whole("round", least=1, most=_ROUND, needed=True)
    randomness, signature = (_hex(inner, key, False) for key in ("randomness", "signature"))
    if chain is not None and chain != QUICKNET:
        inner.wrong("chain", "draw.chain", chain, chain=QUICKNET)
    if chain is None or number is None:
        return None
    return Beacon("drand", chain, number, randomness or "", signature or "")


def _throws(inner: Fields) -> Iterator[tuple[Throw, Fields]]:
    """Who throws dice before whom, and what they committed to and opened so far."""
    seen: set[str] = set()
    count = 0
    for count, each in enumerate(inner.entries("throws", needed=True), 1):  # noqa: B007
        by, witnesses = each.text("by", needed=True), each.texts("witnesses", needed=True)
        word = _hex(each, "commitment", needed=each.has("at") or each.has("rolls"))
        at = _instant(each, "at", needed=each.has("commitment"))
        opening = any(map(each.has, ("opened", "rolls", "nonce")))
        opened, nonce = _instant(each, "opened", opening), _hex(each, "nonce", opening)
        rolls = "".join((each.text("rolls", opening) or "").split())
        each.close()
        if rolls and not re.fullmatch(f"[1-6]{{{seeds.ROLLS},}}", rolls):
            each.wrong("rolls", "draw.rolls", rolls, least=str(seeds.ROLLS))
        if witnesses and len({*witnesses} - {by}) < seeds.WITNESSES:
            each.wrong("witnesses", "draw.witnesses", ", ".join(witnesses))
        if by in seen:
            each.wrong("by", "draw.twice", by)
        elif by is not None:
            seen.add(by)
            yield (
                Throw(by, witnesses, at or "", word or "", opened or "", rolls, nonce or ""),
                each,
            )
    if inner.has("throws") and not count:
        row, path = inner.at("throws")
        inner.note("key.missing", row, path, key="throws", choices="")


def _choices(fields: Fields, ground: Ground, terms: Collection[str]) -> Iterator[Choice]:
    seen: set[str] = set()
    for each in fields.entries("choices"):
        term = each.known("term", "term.unknown", terms, needed=True)
        by = each.known("by", "party.unknown", ground.parties, needed=True)
        people = each.texts("people", needed=True)
        for person in people:
            if person not in ground.ids:
                each.wrong("people", "person.unknown", person, among=ground.ids)
        if term in seen:
            each.wrong("term", "draw.twice", term)
        each.close()
        if term is not None and by is not None and term not in seen:
            seen.add(term)
            yield Choice(term, by, tuple(sorted(set(people))))
