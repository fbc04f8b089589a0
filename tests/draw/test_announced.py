"""A draw is held against what draw.yaml announced: no other ceremony, nobody's secret unheard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from canje.clear.check import verify
from canje.draw import ceremony as seeds
from canje.draw.asked import Asked
from canje.draw.ceremony import Ceremony, Reveal
from canje.draw.draw import draw
from canje.draw.held import Choice
from canje.terms.docket import Docket, Party
from canje.terms.term import Pool, Term
from tests.draw.examples import docket, prepared, where
from tests.draw.test_ceremony import made as complete
from tests.draw.test_draw import mixed

SECRET = "02" * 32
"""Of SO in the page's vectors, which is silent there."""


def drawn(kind: str) -> tuple[Docket, bytes, Ceremony]:
    """A plan drawn by a complete ceremony in which SO was silent."""
    case = attrs.evolve(
        mixed(), parties=tuple(Party(each, each, "state") for each in ("AA", "BB", "NO", "SO"))
    )
    question, made = prepared(case)
    digest = (made.draw or {})["lottery"]["digest"]
    ceremony = complete(kind, digest["problem"], digest["table"])
    seed = seeds.seed(ceremony, digest["problem"], digest["table"])
    return case, draw(question, made, seed, ceremony.to_json()).to_bytes(), ceremony


def _refused(case: Docket, plan: bytes, announced: Ceremony | None) -> set[str]:
    verdict = verify(plan, case, Asked(announced).to_json())
    assert {each.code for each in verdict.refusals} <= {"draw-announced"}
    return {each.where for each in verdict.refusals}


@pytest.mark.parametrize("kind", ["dice", "drand"])
def test_the_ceremony_announced_is_accepted(kind: str) -> None:
    """As it ended, and as it was announced: before the beacon spoke, and before any secret."""
    case, plan, ceremony = drawn(kind)
    unspoken = attrs.evolve(ceremony.beacon, randomness="", signature="", rolls="")
    early = attrs.evolve(ceremony, beacon=unspoken, reveals=(), commitments=())
    for announced in (ceremony, attrs.evolve(ceremony, beacon=unspoken), early):
        verdict = verify(plan, case, Asked(announced).to_json())
        assert verdict.accepted, verdict.refusals
        assert "draw:announced" in verdict.confirmed
        assert "draw-unannounced" not in verdict.unconfirmed
        silent = {each for each in verdict.unconfirmed if each.startswith("draw-silent")}
        assert silent == ({"draw-silent:1"} if len(ceremony.reveals) == 2 else set())


def _later(ceremony: Ceremony) -> Ceremony:
    return attrs.evolve(ceremony, deadline="2020-01-01T00:00:00Z")


def _fewer(ceremony: Ceremony) -> Ceremony:
    return attrs.evolve(ceremony, parties=ceremony.parties[:-1])


def _beacon(ceremony: Ceremony) -> Ceremony:
    return attrs.evolve(ceremony, beacon=attrs.evolve(ceremony.beacon, witnesses=("A", "B")))


def _rolled(ceremony: Ceremony) -> Ceremony:
    rolls = ceremony.beacon.rolls[::-1]
    return attrs.evolve(ceremony, beacon=attrs.evolve(ceremony.beacon, rolls=rolls))


def _committed(ceremony: Ceremony) -> Ceremony:
    first, *others = ceremony.commitments
    other = attrs.evolve(first, commitment="00" * 32)
    return attrs.evolve(ceremony, commitments=(other, *others))


def _revealed(ceremony: Ceremony) -> Ceremony:
    heard = {each.party for each in ceremony.reveals}
    silent = next(each for each in ceremony.parties if each not in heard)
    return attrs.evolve(ceremony, reveals=(*ceremony.reveals, Reveal(silent, SECRET)))


@pytest.mark.parametrize(
    ("alter", "where"),
    [
        (_later, "draw.ceremony.deadline"),
        (_fewer, "draw.ceremony.parties"),
        (_beacon, "draw.ceremony.beacon.witnesses"),
        (_rolled, "draw.ceremony.beacon.rolls"),
        (_committed, "draw.ceremony.commitments"),
        (_revealed, "draw.ceremony.reveals"),
    ],
)
def test_another_ceremony_than_announced_is_refused(
    alter: Callable[[Ceremony], Ceremony], where: str
) -> None:
    """Whoever has the announcement, or a secret that went unheard, can show it."""
    case, plan, ceremony = drawn("dice")
    assert _refused(case, plan, alter(ceremony)) == {where}


def test_a_seed_that_somebody_chose_is_refused_where_a_ceremony_was_announced() -> None:
    """A plain seed is on the desk's word; against an announcement it is none."""
    case, _, ceremony = drawn("dice")
    question, made = prepared(case)
    plan = draw(question, made, bytes(32)).to_bytes()
    assert _refused(case, plan, ceremony) == {"draw.ceremony"}
    verdict = verify(plan, case, Asked().to_json())
    assert verdict.accepted
    assert "draw-seed" in verdict.unconfirmed


def test_a_ceremony_that_nobody_announced_is_a_claim() -> None:
    """A copy of the case without draw.yaml cannot bear it out, nor refuse it."""
    case, plan, _ = drawn("dice")
    verdict = verify(plan, case, Asked().to_json())
    assert verdict.accepted
    assert "draw-unannounced" in verdict.unconfirmed


def test_a_choice_is_the_partys_own() -> None:
    """Who was picked for a pool is held against what the party said in draw.yaml."""
    rows: list[dict[str, Any]] = [{"id": f"a{number}"} for number in range(4)]
    pool = Term("pool", "AA", "two of BB's choice", Pool(where(holder="AA"), 2, "BB"))
    case = docket(rows, pool)
    said = Choice("pool", "BB", ("a1", "a3"))
    _, made = prepared(case, [said])
    plan = made.to_bytes()
    assert verify(plan, case, Asked(choices=(said,)).to_json()).accepted
    for other in ((), (Choice("pool", "BB", ("a0", "a1")),)):
        verdict = verify(plan, case, Asked(choices=other).to_json())
        assert {each.code for each in verdict.refusals} == {"draw-announced"}
