"""The seed that nobody chose: the page's vectors, and every way to cheat that is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from canje.draw import seed as seeds
from canje.draw.ceremony import Ceremony, Reveal, instant, seconds
from canje.draw.turns import MARGIN, NoSeed
from tests.draw.vectors import PROBLEM, SECRETS, TABLE, VECTORS, again, made, on_the_page, unspoken
from tests.oracles import draws

Change = Callable[[Ceremony], Ceremony]


@pytest.mark.parametrize("kind", ["dice", "drand"])
def test_the_seed_is_the_pages(kind: str) -> None:
    """Announced and frozen digest, dice, commitments, silence, closing digest and seed."""
    said, ceremony = VECTORS[kind], on_the_page(kind)
    assert made(kind) == ceremony
    assert seeds.frozen_digest(ceremony, PROBLEM, TABLE).hex() == said["F"]
    assert seeds.announced_digest(ceremony, PROBLEM, TABLE).hex() == said.get("A", said["F"])
    if kind == "dice":
        assert seeds.silent("SO", ceremony.commitments[1].commitment).hex() == said["for SO"]
    assert seeds.closing_digest(ceremony) == said["K"]
    assert seeds.seed(ceremony, PROBLEM, TABLE).hex() == said["seed"]


@pytest.mark.parametrize("kind", ["dice", "drand"])
def test_the_page_alone_leads_to_the_same(kind: str) -> None:
    """A second implementation, written from the page, gives the same digests and seed."""
    value, said = on_the_page(kind).to_json(), VECTORS[kind]
    assert draws.frozen(value, PROBLEM, TABLE).hex() == said["F"]
    assert draws.announced(value, PROBLEM, TABLE).hex() == said.get("A", said["F"])
    assert draws.closing(value) == said["K"]
    found = draws.seed(value, PROBLEM, TABLE)
    assert found is not None
    assert found.hex() == said["seed"]


def test_a_ceremony_survives_the_plan_file() -> None:
    """Written and read it is the same."""
    for kind in ("dice", "drand"):
        ceremony = made(kind)
        assert Ceremony.from_json(ceremony.to_json()).to_json() == ceremony.to_json()


def _beacon(**changes: Any) -> Change:
    return lambda each: attrs.evolve(each, beacon=attrs.evolve(each.beacon, **changes))


def _throw(**changes: Any) -> Change:
    def change(each: Ceremony) -> Ceremony:
        first, *others = each.beacon.throws
        throws = (attrs.evolve(first, **changes), *others)
        return attrs.evolve(each, beacon=attrs.evolve(each.beacon, throws=throws))

    return change


def _first(what: str, **changes: Any) -> Change:
    def change(each: Ceremony) -> Ceremony:
        first, *others = getattr(each, what)
        altered: tuple[Any, ...] = (attrs.evolve(first, **changes), *others)
        if what == "commitments":
            return attrs.evolve(each, commitments=altered)
        return attrs.evolve(each, reveals=altered)

    return change


def _copied(each: Ceremony) -> Ceremony:
    first, second, *others = each.commitments
    copied = attrs.evolve(second, commitment=first.commitment)
    return attrs.evolve(each, commitments=(first, copied, *others))


TAMPERED: list[tuple[str, str, Change]] = [
    ("has not committed", "dice", lambda c: attrs.evolve(c, commitments=c.commitments[1:])),
    ("commits twice", "dice", lambda c: attrs.evolve(c, commitments=c.commitments * 2)),
    ("reveals twice", "dice", lambda c: attrs.evolve(c, reveals=c.reveals * 2)),
    ("does not take part", "dice",
     lambda c: attrs.evolve(c, reveals=(*c.reveals, Reveal("XX", "00" * 32, c.reveals[0].at)))),
    ("not what it committed to", "dice", _first("reveals", nonce="ff" * 32)),
    ("two commitments are the same", "dice", _copied),
    ("freezes something else", "dice", lambda c: attrs.evolve(c, deadline="2025-05-01T12:30:00Z")),
    ("freezes something else", "dice", _throw(witnesses=("NO", "w3"))),
    ("freezes something else", "dice", lambda c: attrs.evolve(c, parties=c.parties[::-1])),
    ("freezes something else", "dice", lambda c: attrs.evolve(c, void=())),
    ("committed to at .* before the deadline", "dice",
     _first("commitments", at="2025-05-01T12:00:00Z")),
    ("committed to at .* before desk reveals", "dice",
     _first("commitments", at="2025-04-30T08:00:00Z")),
    ("dice are thrown at .* before NO commits", "dice", _throw(at="2025-04-28T09:30:00Z")),
    ("before the deadline", "dice", _throw(opened="2025-05-01T11:59:59Z")),
    ("is closed after the deadline", "dice",
     lambda c: attrs.evolve(c, closed="2025-05-01T13:00:00Z")),
    ("is closed after the deadline", "dice",
     lambda c: attrs.evolve(c, closed="2025-05-01T11:00:00Z")),
    ("not opened", "dice", unspoken),
    ("not what it committed to", "dice", _throw(rolls="6" * 54)),
    ("50 rolls", "dice", _throw(rolls="1" * 49)),
    ("somebody who throws", "dice", lambda c: again(_beacon(throws=())(c))),
    ("nobody revealed", "dice", lambda c: attrs.evolve(c, reveals=c.reveals[1:2])),
    ("not spoken", "drand", unspoken),
    ("not the chain's", "drand", _beacon(
        signature="9391bf57538cf1c0012fabc0d933408d21f785324bcbb4f9850503e5a31e268f"
        "6e523e1c1db91ab4bf950752474e1580",
        randomness="5cb6e1643c07234ce4b89ed5b0ced4a2336c729edf2f6138b16a74618d6df6b7",
    )),
    ("hash of its signature", "drand", _beacon(randomness="00" * 32)),
]  # fmt: skip


NUMBERED = [f"{number}-{words}" for number, (words, _, _) in enumerate(TAMPERED)]


@pytest.mark.parametrize(("words", "kind", "change"), TAMPERED, ids=NUMBERED)
def test_whoever_cheats_gets_no_seed(words: str, kind: str, change: Change) -> None:
    """Each way to steer what comes of it is refused, with the reason; by the page's reading too,
    but for the signature, which that does not verify.
    """
    altered = change(made(kind))
    with pytest.raises(NoSeed, match=f"(?i){words}"):
        seeds.seed(altered, PROBLEM, TABLE)
    if words not in ("not the chain's", "not spoken", "not opened"):
        assert draws.seed(altered.to_json(), PROBLEM, TABLE) is None


def test_another_table_is_not_what_was_committed_to() -> None:
    """Whoever changes the lottery after the commitments has none."""
    with pytest.raises(NoSeed, match="freezes something else"):
        seeds.seed(made("dice"), PROBLEM, "sha256:" + "33" * 32)


@pytest.mark.parametrize("short", [0, 1, MARGIN, 10 * MARGIN])
def test_a_round_due_too_soon_is_no_beacon(short: int) -> None:
    """Who reveals last could know it: it comes ten minutes after the deadline at least."""
    ceremony = made("drand")
    deadline = instant(seconds(ceremony.deadline) + short)
    moved = again(attrs.evolve(ceremony, deadline=deadline))
    if short == 0:
        assert seeds.seed(moved, PROBLEM, TABLE) == draws.seed(moved.to_json(), PROBLEM, TABLE)
        return
    with pytest.raises(NoSeed, match="10 minutes after the deadline"):
        seeds.seed(moved, PROBLEM, TABLE)
    assert draws.seed(moved.to_json(), PROBLEM, TABLE) is None


def test_silence_changes_the_seed_and_cannot_be_chosen() -> None:
    """What stands for a secret follows from the commitment; a late one is the same as none."""
    whole = made("drand")
    quiet = attrs.evolve(whole, reveals=whole.reveals[1:])
    late = _first("reveals", at=whole.deadline)(whole)
    seed = seeds.seed(quiet, PROBLEM, TABLE)
    assert seed != seeds.seed(whole, PROBLEM, TABLE)
    assert seeds.seed(late, PROBLEM, TABLE) == seed
    assert seeds.seed(_first("reveals", nonce="ab" * 32)(late), PROBLEM, TABLE) == seed


@pytest.mark.parametrize("text", ["2025-05-01", "2025-05-01T12:00:00", "2025-05-01T25:00:00Z", ""])
def test_a_deadline_is_a_point_in_time(text: str) -> None:
    """In UTC, to the second."""
    with pytest.raises(ValueError, match=text or "^$"):
        seconds(text)


def test_a_secret_has_32_bytes() -> None:
    """A shorter one could be guessed; so could the number beside rolls."""
    with pytest.raises(ValueError, match="32 bytes"):
        seeds.commitment("NO", b"short", bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        seeds.thrown("NO", "1" * 50, b"short", bytes(32))


def test_a_commitment_binds_its_party() -> None:
    """Whoever copies another's commitment cannot open it, even with the other's secret."""
    frozen = bytes(32)
    words = {each: seeds.commitment(each, SECRETS["NO"], frozen) for each in ("NO", "SO")}
    assert words["NO"] != words["SO"]
