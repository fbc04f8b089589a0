"""A draw is held against what draw.yaml announced: no other ceremony, nobody's secret unheard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from canje.clear.check import verify
from canje.clear.plan import Plan
from canje.draw import seed as seeds
from canje.draw.asked import Asked
from canje.draw.ceremony import Beacon, Ceremony, Throw
from canje.draw.draw import draw
from canje.draw.held import Choice
from canje.terms.docket import Docket, Party
from canje.terms.term import Pool, Term
from tests.draw.examples import docket, prepared, where
from tests.draw.test_draw import mixed
from tests.draw.vectors import made as complete
from tests.draw.vectors import unspoken


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


def steps(ceremony: Ceremony) -> dict[str, Ceremony]:
    """The paper as it stood at each step, the last one whole."""
    closed = attrs.evolve(unspoken(ceremony), closed="2025-05-01T12:10:00Z")
    if ceremony.beacon.kind == "drand":
        closed = attrs.evolve(closed, closed="2023-09-15T10:55:00Z")
    revealed = attrs.evolve(closed, closed="")
    committed = attrs.evolve(revealed, reveals=())
    return {
        "frozen": attrs.evolve(committed, commitments=()),
        "committed": committed,
        "revealed": revealed,
        "closed": closed,
        "whole": attrs.evolve(ceremony, closed=closed.closed),
    }


@pytest.mark.parametrize("kind", ["dice", "drand"])
def test_the_ceremony_announced_is_accepted(kind: str) -> None:
    """By a copy of the paper from each step; and by one from before the dice were thrown."""
    case, _, ceremony = drawn(kind)
    question, made = prepared(case)
    papers = steps(ceremony)
    whole = papers["whole"]
    seed = bytes.fromhex(_seed(made, whole))
    plan = draw(question, made, seed, whole.to_json()).to_bytes()
    bare = attrs.evolve(papers["frozen"], frozen="", beacon=_bare(whole.beacon))
    for announced in (*papers.values(), bare):
        verdict = verify(plan, case, Asked(announced).to_json())
        assert verdict.accepted, verdict.refusals
        assert "draw:announced" in verdict.confirmed
        assert ("draw:beacon" in verdict.confirmed) == (kind == "drand")
        assert "draw-unannounced" not in verdict.unconfirmed
        late = [each for each in verdict.unconfirmed if each.startswith(("draw-late", "draw-sil"))]
        assert late == (["draw-late:SO"] if kind == "dice" else [])


def _seed(made: Plan, ceremony: Ceremony) -> str:
    digest = (made.draw or {})["lottery"]["digest"]
    return seeds.seed(ceremony, digest["problem"], digest["table"]).hex()


def _bare(beacon: Beacon) -> Beacon:
    throws = tuple(Throw(each.by, each.witnesses) for each in beacon.throws)
    return attrs.evolve(beacon, randomness="", signature="", throws=throws)


def _moved(ceremony: Ceremony) -> Ceremony:
    return attrs.evolve(ceremony, deadline="2025-05-02T12:00:00Z", closed="", frozen="")


def _fewer(ceremony: Ceremony) -> Ceremony:
    return attrs.evolve(ceremony, parties=ceremony.parties[:-1], frozen="")


def _unvoided(ceremony: Ceremony) -> Ceremony:
    return attrs.evolve(ceremony, void=(), frozen="")


def _other_lottery(ceremony: Ceremony) -> Ceremony:
    return attrs.evolve(ceremony, frozen="00" * 32)


def _throw(ceremony: Ceremony, **changes: Any) -> Ceremony:
    first, *others = ceremony.beacon.throws
    throws = (attrs.evolve(first, **changes), *others)
    beacon = attrs.evolve(ceremony.beacon, throws=throws)
    return attrs.evolve(ceremony, beacon=beacon, frozen="")


def _seen_by_others(ceremony: Ceremony) -> Ceremony:
    return _throw(ceremony, witnesses=("A", "B"))


def _thrown(ceremony: Ceremony) -> Ceremony:
    return _throw(ceremony, commitment="00" * 32)


def _rolled(ceremony: Ceremony) -> Ceremony:
    return _throw(ceremony, rolls=ceremony.beacon.throws[0].rolls[::-1])


def _fewer_throws(ceremony: Ceremony) -> Ceremony:
    beacon = attrs.evolve(ceremony.beacon, throws=ceremony.beacon.throws[:1])
    return attrs.evolve(ceremony, beacon=beacon, frozen="")


def _committed(ceremony: Ceremony) -> Ceremony:
    first, *others = ceremony.commitments
    other = attrs.evolve(first, commitment="00" * 32)
    return attrs.evolve(ceremony, commitments=(other, *others))


def _in_time(ceremony: Ceremony) -> Ceremony:
    """SO was heard, on this copy."""
    first, second, *others = ceremony.reveals
    heard = attrs.evolve(second, at=first.at)
    return attrs.evolve(ceremony, reveals=(first, heard, *others), closed="")


def _closed_without(ceremony: Ceremony) -> Ceremony:
    """The desk was not heard when the list was closed, on this copy."""
    return attrs.evolve(ceremony, reveals=ceremony.reveals[:-1])


def _by_other_clocks(ceremony: Ceremony) -> Ceremony:
    """Times as NO wrote them down: seconds apart, and all on the same side of the deadline."""
    return attrs.evolve(
        ceremony,
        closed="2025-05-01T12:31:00Z",
        commitments=tuple(
            attrs.evolve(each, at="2025-04-28T09:30:07Z") for each in ceremony.commitments
        ),
        reveals=tuple(
            attrs.evolve(
                each, at="2025-05-01T12:00:09Z" if each.at >= ceremony.deadline else each.at
            )
            for each in ceremony.reveals
        ),
    )


@pytest.mark.parametrize(
    ("alter", "where"),
    [
        (_moved, "draw.ceremony.deadline"),
        (_fewer, "draw.ceremony.parties"),
        (_unvoided, "draw.ceremony.void"),
        (_other_lottery, "draw.lottery.digest"),
        (_seen_by_others, "draw.ceremony.beacon.throws.desk.witnesses"),
        (_thrown, "draw.ceremony.beacon.throws.desk.commitment"),
        (_rolled, "draw.ceremony.beacon.throws.desk.rolls"),
        (_fewer_throws, "draw.ceremony.beacon.throws"),
        (_committed, "draw.ceremony.commitments"),
        (_in_time, "draw.ceremony.reveals"),
        (_closed_without, "draw.ceremony.reveals"),
    ],
)
def test_another_ceremony_than_announced_is_refused(
    alter: Callable[[Ceremony], Ceremony], where: str
) -> None:
    """Whoever has a copy of the paper, or a secret that went unheard, can show it."""
    case, plan, ceremony = drawn("dice")
    assert _refused(case, plan, ceremony) == set()
    assert _refused(case, plan, _by_other_clocks(ceremony)) == set()
    assert where in _refused(case, plan, alter(ceremony))


def test_chances_that_were_not_frozen_are_refused() -> None:
    """Before the draw already: a lottery that is not the one whose digest draw.yaml has."""
    case, _, ceremony = drawn("dice")
    _, made = prepared(case)
    assert verify(made.to_bytes(), case, Asked(ceremony).to_json()).accepted
    other = attrs.evolve(ceremony, frozen="00" * 32)
    assert _refused(case, made.to_bytes(), other) == {"draw.lottery.digest"}


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
