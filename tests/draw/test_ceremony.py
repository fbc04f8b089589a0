"""The seed that nobody chose: the page's vectors, and every way to cheat that is refused."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from canje.draw import ceremony as seeds
from canje.draw.ceremony import Beacon, Ceremony, Commitment, NoSeed, Reveal
from tests.draw.vectors import VECTORS

PROBLEM, TABLE = VECTORS["problem"], VECTORS["table"]


def made(kind: str, problem: str = PROBLEM, table: str = TABLE) -> Ceremony:
    """A complete ceremony over a problem and a table."""
    said = VECTORS[kind]
    beacon = {**said["beacon"], "witnesses": tuple(said["beacon"].get("witnesses", ()))}
    bare = Ceremony(tuple(VECTORS["parties"]), said["deadline"], Beacon(**beacon))
    frozen = seeds.frozen_digest(bare, problem, table)
    secrets = {party: bytes.fromhex(text) for party, text in VECTORS["secrets"].items()}
    return attrs.evolve(
        bare,
        commitments=tuple(
            Commitment(party, seeds.commitment(party, secret, frozen), said["deadline"][:10])
            for party, secret in secrets.items()
        ),
        reveals=tuple(
            Reveal(party, secret.hex())
            for party, secret in secrets.items()
            if party not in said["silent"]
        ),
    )


@pytest.mark.parametrize("kind", ["dice", "drand"])
def test_the_seed_is_the_pages(kind: str) -> None:
    """Frozen digest, commitment, what stands for silence, and the seed."""
    said, ceremony = VECTORS[kind], made(kind)
    assert seeds.frozen_digest(ceremony, PROBLEM, TABLE).hex() == said["F"]
    if "C of NO" in said:
        assert ceremony.commitments[0].commitment == said["C of NO"]
        assert seeds.silent("SO", ceremony.commitments[1].commitment).hex() == said["for SO"]
    assert seeds.seed(ceremony, PROBLEM, TABLE).hex() == said["seed"]


def test_a_ceremony_survives_the_plan_file() -> None:
    """Written and read it is the same."""
    for kind in ("dice", "drand"):
        ceremony = made(kind)
        again = Ceremony.from_json(ceremony.to_json())
        assert seeds.seed(again, PROBLEM, TABLE) == seeds.seed(ceremony, PROBLEM, TABLE)
        assert again.to_json() == ceremony.to_json()


def _without(ceremony: Ceremony, what: str) -> Ceremony:
    return attrs.evolve(ceremony, **{what: getattr(ceremony, what)[1:]})


def _beacon(**changes: Any) -> Any:
    return lambda each: attrs.evolve(each, beacon=attrs.evolve(each.beacon, **changes))


TAMPERED = [
    ("has not committed", "dice", lambda each: _without(each, "commitments")),
    ("commits twice", "dice", lambda c: attrs.evolve(c, commitments=c.commitments * 2)),
    ("reveals twice", "dice", lambda c: attrs.evolve(c, reveals=c.reveals * 2)),
    (
        "does not take part",
        "dice",
        lambda c: attrs.evolve(c, reveals=(*c.reveals, Reveal("XX", "00" * 32))),
    ),
    (
        "not what it committed to",
        "dice",
        lambda c: attrs.evolve(c, reveals=(Reveal("NO", "ff" * 32), *c.reveals[1:])),
    ),
    (
        "NO reveals is not what it committed to",
        "dice",
        lambda c: attrs.evolve(c, deadline="2025-05-02T12:00:00Z"),
    ),
    ("reveals is not what it committed to", "dice", _beacon(witnesses=("w1", "w3"))),
    ("is not what it committed to", "dice", lambda c: attrs.evolve(c, parties=c.parties[::-1])),
    (
        "committed after the deadline",
        "dice",
        lambda c: attrs.evolve(
            c, commitments=(attrs.evolve(c.commitments[0], date="2025-05-02"), *c.commitments[1:])
        ),
    ),
    ("witnesses", "dice", _beacon(rolls="1" * 49)),
    ("not spoken", "dice", _beacon(rolls="")),
    ("not the chain's", "drand", _beacon(
        signature="9391bf57538cf1c0012fabc0d933408d21f785324bcbb4f9850503e5a31e268f"
        "6e523e1c1db91ab4bf950752474e1580",
        randomness="5cb6e1643c07234ce4b89ed5b0ced4a2336c729edf2f6138b16a74618d6df6b7",
    )),
    ("hash of its signature", "drand", _beacon(randomness="00" * 32)),
]  # fmt: skip


@pytest.mark.parametrize(("words", "kind", "change"), TAMPERED)
def test_whoever_cheats_gets_no_seed(words: str, kind: str, change: Any) -> None:
    """Each way to steer what comes of it is refused, with the reason."""
    with pytest.raises(NoSeed, match=words):
        seeds.seed(change(made(kind)), PROBLEM, TABLE)


def test_another_table_is_not_what_was_committed_to() -> None:
    """Whoever changes the lottery after the commitments has none."""
    with pytest.raises(NoSeed, match="not what it committed to"):
        seeds.seed(made("dice"), PROBLEM, "sha256:" + "33" * 32)


def test_a_round_due_before_the_deadline_is_no_beacon() -> None:
    """Who reveals last could know it."""
    late = VECTORS["drand"] | {"deadline": "2024-01-01T00:00:00Z"}
    ceremony = attrs.evolve(made("drand"), deadline=late["deadline"])
    frozen = seeds.frozen_digest(ceremony, PROBLEM, TABLE)
    said = tuple(
        Commitment(each, seeds.commitment(each, bytes.fromhex(text), frozen), "2023-12-01")
        for each, text in VECTORS["secrets"].items()
    )
    with pytest.raises(NoSeed, match="before the deadline"):
        seeds.seed(attrs.evolve(ceremony, commitments=said), PROBLEM, TABLE)


def test_silence_changes_the_seed_and_cannot_be_chosen() -> None:
    """What stands for a secret follows from the commitment, not from any later word."""
    whole = made("drand")
    quiet = attrs.evolve(whole, reveals=whole.reveals[1:])
    assert seeds.seed(quiet, PROBLEM, TABLE) != seeds.seed(whole, PROBLEM, TABLE)
    assert seeds.seed(quiet, PROBLEM, TABLE) == seeds.seed(quiet, PROBLEM, TABLE)


@pytest.mark.parametrize("text", ["2025-05-01", "2025-05-01T12:00:00", "2025-05-01T25:00:00Z", ""])
def test_a_deadline_is_a_point_in_time(text: str) -> None:
    """In UTC, to the second."""
    with pytest.raises(ValueError, match=text or "^$"):
        seeds.seconds(text)


def test_a_secret_has_32_bytes() -> None:
    """A shorter one could be guessed."""
    with pytest.raises(ValueError, match="32 bytes"):
        seeds.commitment("NO", b"short", bytes(32))
