"""The test vectors of docs/draw.md, and whole ceremonies made of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import attrs

from canje.draw import seed as seeds
from canje.draw.ceremony import Beacon, Ceremony, Commitment

PAGE = (Path(__file__).parents[2] / "docs" / "draw.md").read_text("utf-8")
VECTORS: dict[str, Any] = json.loads(re.findall(r"^```json\n(.*?)^```$", PAGE, re.M | re.S)[0])
SEED = bytes(range(32))
PROBLEM, TABLE = VECTORS["problem"], VECTORS["table"]
SECRETS = {party: bytes.fromhex(text) for party, text in VECTORS["secrets"].items()}


def on_the_page(kind: str) -> Ceremony:
    """A ceremony as it stands on the page."""
    said = VECTORS[kind]
    fields = ("deadline", "void", "beacon", "commitments", "reveals", "closed")
    return Ceremony.from_json(
        {key: said[key] for key in fields} | {"parties": VECTORS["parties"], "frozen": said["F"]}
    )


def made(kind: str, problem: str = PROBLEM, table: str = TABLE) -> Ceremony:
    """The page's ceremony, made over another lottery: dice, F and commitments are its own."""
    return again(on_the_page(kind), problem, table)


def again(said: Ceremony, problem: str = PROBLEM, table: str = TABLE) -> Ceremony:
    """A ceremony with its digests and commitments put right, by somebody who knows all secrets."""
    bound = seeds.announced_digest(said, problem, table)
    throws = tuple(
        attrs.evolve(
            each,
            commitment=seeds.thrown(each.by, each.rolls, bytes.fromhex(each.nonce), bound),
        )
        for each in said.beacon.throws
    )
    said = attrs.evolve(said, beacon=attrs.evolve(said.beacon, throws=throws))
    frozen = seeds.frozen_digest(said, problem, table)
    shown = {each.party: bytes.fromhex(each.nonce) for each in said.reveals}
    words = tuple(
        Commitment(
            each.party,
            seeds.commitment(each.party, shown.get(each.party, SECRETS[each.party]), frozen),
            each.at,
        )
        for each in said.commitments
    )
    return attrs.evolve(said, frozen=frozen.hex(), commitments=words)


def unspoken(said: Ceremony) -> Ceremony:
    """The paper before the beacon spoke: no round, no dice opened."""
    throws = tuple(attrs.evolve(each, opened="", rolls="", nonce="") for each in said.beacon.throws)
    beacon: Beacon = attrs.evolve(said.beacon, randomness="", signature="", throws=throws)
    return attrs.evolve(said, beacon=beacon)
