"""Reading draw.yaml: who takes part in the seed, commitments, secrets, the beacon, and choices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from canje.base.findings import At
from canje.draw import ceremony as seeds
from canje.draw.asked import Asked
from canje.draw.ceremony import Beacon, Ceremony, Commitment, Reveal
from canje.draw.held import Choice
from canje.intake.fields import Fields, texts
from canje.intake.tree import Node
from canje.terms.docket import DESK
from canje.terms.read import Ground

_ROUND = 1_000_000_000
_BYTES = {"chain": 32, "randomness": 32, "signature": 48, "commitment": 32, "nonce": 32}


def read_draw(node: Node, note: At, ground: Ground, terms: Collection[str]) -> Asked:
    """Read draw.yaml; a ceremony is there as soon as its deadline and beacon are announced."""
    fields = Fields.of(node, "", note)
    if fields is None:
        return Asked()
    known = frozenset(ground.parties) | {DESK}
    parties = _parties(fields, known) or (*sorted(ground.parties), DESK)
    commitments = tuple(_commitments(fields, parties))
    said = frozenset(each.party for each in commitments)
    reveals = tuple(_reveals(fields, parties, said))
    choices = tuple(_choices(fields, ground, terms))
    begun = any(map(fields.has, ("deadline", "beacon", "commitments", "reveals", "parties")))
    deadline = _instant(fields, needed=begun)
    beacon = _beacon(fields, needed=begun)
    fields.close()
    if deadline is None or beacon is None:
        return Asked(None, choices)
    if beacon.kind == "drand" and 0 < seeds.due(beacon.round) <= seeds.seconds(deadline):
        fields.wrong("beacon", "draw.too-early", str(beacon.round))
    return Asked(Ceremony(parties, deadline, beacon, commitments, reveals), choices)


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


def _commitments(fields: Fields, parties: Collection[str]) -> Iterator[Commitment]:
    seen: set[str] = set()
    for each in fields.entries("commitments"):
        party, word = _party(each, parties, seen), _hex(each, "commitment")
        day = each.date("date", needed=True)
        each.close()
        if party is not None and word is not None and day is not None:
            yield Commitment(party, word, str(day))


def _reveals(fields: Fields, parties: Collection[str], said: Collection[str]) -> Iterator[Reveal]:
    seen: set[str] = set()
    for each in fields.entries("reveals"):
        party, nonce = _party(each, parties, seen), _hex(each, "nonce")
        each.close()
        if party is not None and party not in said:
            each.wrong("party", "draw.uncommitted", party)
        elif party is not None and nonce is not None:
            yield Reveal(party, nonce)


def _hex(fields: Fields, key: str, needed: bool = True) -> str | None:
    """So many bytes, two hexadecimal digits each."""
    value = fields.text(key, needed)
    if value is None:
        return None
    count = _BYTES[key]
    if not re.fullmatch(f"[0-9a-f]{{{2 * count}}}", value):
        fields.wrong(key, "draw.hex", value, count=str(count), digits=str(2 * count))
        return None
    return value


def _instant(fields: Fields, needed: bool) -> str | None:
    value = fields.text("deadline", needed)
    if value is None:
        return None
    try:
        seeds.seconds(value)
    except ValueError:
        fields.wrong("deadline", "draw.instant", value)
        return None
    return value


def _beacon(fields: Fields, needed: bool) -> Beacon | None:
    inner = fields.sub("beacon", needed)
    if inner is None:
        return None
    kind = inner.choice("kind", ("drand", "dice"), needed=True)
    found: Beacon | None = None
    if kind == "drand":
        chain = _hex(inner, "chain")
        number = inner.whole("round", least=1, most=_ROUND, needed=True)
        randomness, signature = (_hex(inner, key, False) for key in ("randomness", "signature"))
        if chain is not None and chain != seeds.QUICKNET:
            inner.wrong("chain", "draw.chain", chain, chain=seeds.QUICKNET)
        if chain is not None and number is not None:
            found = Beacon("drand", chain, number, randomness or "", signature or "")
    elif kind == "dice":
        witnesses = inner.texts("witnesses", needed=True)
        rolls = "".join((inner.text("rolls") or "").split())
        if rolls and not re.fullmatch(f"[1-6]{{{seeds.ROLLS},}}", rolls):
            inner.wrong("rolls", "draw.rolls", rolls, least=str(seeds.ROLLS))
        if witnesses and len(set(witnesses)) < seeds.WITNESSES:
            inner.wrong("witnesses", "draw.witnesses", ", ".join(witnesses))
        found = Beacon("dice", witnesses=witnesses, rolls=rolls)
    if kind is not None:
        inner.close()
    return found


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
