"""Who tries to steer a draw, with every freedom that the form leaves, and what comes of it.

The party NO is honest; SO, the desk, whoever throws dice and all witnesses work together, and know
the secret of NO as soon as it is revealed. They write the paper as they like. NO has the copies
that it took on the way, and verifies with them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import attrs
import pytest

from canje.base import bls
from canje.base.refusals import Book
from canje.clear.check import verify
from canje.clear.check.ceremony import settle
from canje.clear.check.verdict import WORDS
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.draw import seed as seeds
from canje.draw.asked import Asked
from canje.draw.ceremony import Ceremony, Reveal, Throw
from canje.draw.draw import draw
from canje.draw.turns import NoSeed
from canje.terms.docket import Docket, Party
from tests.draw.examples import prepared
from tests.draw.test_announced import steps
from tests.draw.test_draw import mixed
from tests.draw.vectors import PROBLEM, SECRETS, TABLE, again, made, on_the_page
from tests.oracles import draws

TRIES = 106
"""So many it took once to force two people, by dice thrown after the secrets were out."""

Json = Any


@pytest.fixture(autouse=True)
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The beacon's signature is verified in earnest, but each only once: it takes a second."""
    monkeypatch.setattr(bls, "verify", _verified)


_verified = cache(bls.verify)


@cache
def _table() -> tuple[Docket, Question, Plan]:
    case = attrs.evolve(
        mixed(), parties=tuple(Party(each, each, "state") for each in ("AA", "BB", "NO", "SO"))
    )
    return (case, *prepared(case))


def _digests() -> tuple[str, str]:
    digest = (_table()[2].draw or {})["lottery"]["digest"]
    return digest["problem"], digest["table"]


def _true(kind: str) -> Ceremony:
    """What happened: all dice, commitments and secrets in their order, and in time."""
    said = made(kind, *_digests())
    first = said.reveals[0].at
    reveals = tuple(Reveal(each, SECRETS[each].hex(), first) for each in said.parties)
    return attrs.evolve(said, reveals=reveals, closed="")


def _tried(said: Ceremony) -> Plan:
    """The plan of a paper, drawn from it where it gives a seed, and by any seed where it does not;
    the checker has to find out by itself.
    """
    _, question, plan = _table()
    try:
        seed = seeds.seed(said, *_digests())
    except NoSeed:
        seed = bytes(32)
    return draw(question, plan, seed, said.to_json())


def _accepted(said: Ceremony, copy: Ceremony) -> str | None:
    """The seed of a paper where the checker takes it, with this copy of it at hand."""
    plan = _tried(said)
    verdict = verify(plan.to_bytes(), _table()[0], Asked(copy).to_json())
    return (plan.draw or {})["seed"] if verdict.accepted else None


def _rolled(said: Ceremony, rng: Random) -> Ceremony:
    """Other rolls, as if they had been thrown in time."""
    throws = tuple(
        attrs.evolve(
            each, rolls="".join(rng.choices("123456", k=54)), nonce=rng.randbytes(32).hex()
        )
        for each in said.beacon.throws
    )
    return attrs.evolve(said, beacon=attrs.evolve(said.beacon, throws=throws))


def _as_committed(said: Ceremony, true: Ceremony) -> Ceremony:
    """With the commitment that NO really gave."""
    mine = next(each for each in true.commitments if each.party == "NO")
    words = tuple(mine if each.party == "NO" else each for each in said.commitments)
    return attrs.evolve(said, commitments=words)


def test_dice_cannot_be_ground() -> None:
    """Rolls that suit, found after the secrets are out: opened for others, put in their place with
    all digests made anew, with NO's commitment left or forged. NO refuses each; and whoever has
    only the desk's paper is told on whose word it stands.
    """
    true, rng = _true("dice"), Random(8)
    copy = steps(true)["committed"]
    assert _accepted(true, copy) == seeds.seed(true, *_digests()).hex()
    wanted = set()
    for _ in range(TRIES):
        rolled = _rolled(true, rng)
        forged = again(rolled, *_digests())
        for said in (rolled, _as_committed(forged, true)):
            with pytest.raises(NoSeed):
                seeds.seed(said, *_digests())
            assert _accepted(said, said) is None
        wanted.add(seeds.seed(forged, *_digests()))
        assert _accepted(forged, copy) is None
    assert len(wanted) == TRIES
    verdict = verify(_tried(forged).to_bytes(), _table()[0], Asked(forged).to_json())
    assert verdict.accepted
    claims = " ".join(verdict.unconfirmed)
    assert "draw-times" in claims
    assert claims.count("draw-dice") == 2


def _variations(said: Ceremony) -> Iterator[tuple[str, Ceremony]]:
    """Everything else that could move the seed."""
    yield "deadline", attrs.evolve(said, deadline="2025-05-01T12:00:01Z")
    yield "order", attrs.evolve(said, parties=said.parties[::-1])
    yield "void", attrs.evolve(said, void=(*said.void, "ab" * 32))
    yield "unvoided", attrs.evolve(said, void=())
    first, second = said.beacon.throws
    for name, throws in {
        "swapped throws": (second, first),
        "fewer throws": (first,),
        "more throws": (first, second, attrs.evolve(second, by="late", rolls="2" * 50)),
        "thrown earlier": (attrs.evolve(first, at="2025-04-19T10:00:00Z"), second),
        "other witnesses": (attrs.evolve(first, witnesses=("x", "y")), second),
        "another name": (attrs.evolve(first, by="table"), second),
    }.items():
        yield name, attrs.evolve(said, beacon=attrs.evolve(said.beacon, throws=throws))
    for party in ("SO", "desk"):
        reveals = tuple(
            attrs.evolve(each, nonce="5a" * 31 + "00") if each.party == party else each
            for each in said.reveals
        )
        yield f"another secret of {party}", attrs.evolve(said, reveals=reveals)


def test_nothing_that_is_frozen_or_committed_to_can_be_moved() -> None:
    """After the first reveal, with every digest made anew: NO's copy refuses each variation."""
    true = _true("dice")
    copy = steps(true)["committed"]
    names = []
    for name, said in _variations(true):
        forged = again(said, *_digests())
        assert seeds.seed(forged, *_digests()) != seeds.seed(true, *_digests()), name
        assert _accepted(forged, copy) is None, name
        if "secret" not in name:  # whose commitment is in no F: the copy has it
            assert _accepted(_as_committed(forged, true), forged) is None, name
        names.append(name)
    assert len(set(names)) == 12


def _told(said: Ceremony, fates: dict[str, str]) -> Ceremony:
    """The paper with some who are said to have been late, or silent."""
    reveals = tuple(
        attrs.evolve(each, at=said.deadline) if fates.get(each.party) == "late" else each
        for each in said.reveals
        if fates.get(each.party) != "silent"
    )
    return attrs.evolve(said, reveals=reveals)


FATES = ("in time", "late", "silent")


@pytest.mark.parametrize("kind", ["dice", "drand"])
def test_who_was_late_leaves_two_draws_a_party_and_a_closed_list_none(kind: str) -> None:
    """Whatever is said of SO and the desk: late is as good as silent, so of 9 papers 4 seeds come;
    NO's own secret cannot be left out; and a copy of the closed list leaves one.
    """
    true = _true(kind)
    papers = steps(true)
    revealed = attrs.evolve(papers["revealed"], reveals=true.reveals[:1])  # NO's, as it knows
    seeds_found, with_closed = set(), set()
    for so, desk in itertools.product(FATES, FATES):
        said = _told(true, {"SO": so, "desk": desk})
        seeds_found.add(_accepted(said, revealed))
        if kind == "dice" or so == desk:  # a signature of drand takes its time
            closed = attrs.evolve(said, closed=papers["closed"].closed)
            with_closed.add(_accepted(closed, papers["closed"]))
    assert None not in seeds_found
    assert len(seeds_found) == 4
    assert with_closed == {None, seeds.seed(true, *_digests()).hex()}
    for fate in ("late", "silent"):
        assert _accepted(_told(true, {"NO": fate}), revealed) is None


@pytest.mark.parametrize("kind", ["dice", "drand"])
def test_with_a_late_secret_there_is_one_seed(kind: str) -> None:
    """Later, never, or another secret altogether: what a late one says moves nothing."""
    true = _true(kind)
    found = set()
    for change in ({}, {"at": "2031-01-01T00:00:00Z"}, {"nonce": "ab" * 32}):
        late = _told(true, {"SO": "late"})
        reveals = tuple(
            attrs.evolve(each, **change) if each.party == "SO" else each for each in late.reveals
        )
        found.add(_accepted(attrs.evolve(late, reveals=reveals), steps(true)["committed"]))
    found.add(_accepted(_told(true, {"SO": "silent"}), steps(true)["committed"]))
    assert len(found) == 1
    assert None not in found


def test_a_secret_that_is_not_chance_is_named() -> None:
    """It counts, or whoever gave it could choose between it and silence; but it is told."""
    true = _true("dice")
    for nonces, who in (
        ({"SO": "00" * 32}, "SO"),
        ({"SO": "0123456789abcdef" * 4}, "SO"),
        ({"desk": SECRETS["SO"].hex()}, "SO, desk"),
        ({}, ""),
    ):
        reveals = tuple(
            attrs.evolve(each, nonce=nonces.get(each.party, each.nonce)) for each in true.reveals
        )
        said = again(attrs.evolve(true, reveals=reveals), *_digests())
        verdict = verify(_tried(said).to_bytes(), _table()[0], Asked(said).to_json())
        assert verdict.accepted
        told = [each for each in verdict.unconfirmed if "guessable" in each]
        assert told == ([f"draw-guessable:{who}"] if who else [])


def test_times_are_in_no_seed() -> None:
    """Whoever writes times into the paper could otherwise try until one suits."""
    true = _true("dice")
    seed = seeds.seed(true, *_digests())
    moves: list[Callable[[Ceremony], Ceremony]] = [
        lambda each: attrs.evolve(each, closed="2025-05-01T12:00:00Z"),
        lambda each: attrs.evolve(each, reveals=_at(each.reveals, "2025-05-01T03:00:00Z")),
        lambda each: attrs.evolve(each, commitments=_at(each.commitments, "2025-04-22T00:00:00Z")),
        lambda each: attrs.evolve(
            each, beacon=attrs.evolve(each.beacon, throws=_opened(each.beacon.throws))
        ),
    ]
    for move in moves:
        assert move(true) != true
        assert seeds.seed(move(true), *_digests()) == seed


def _at(entries: Any, at: str) -> Any:
    return tuple(attrs.evolve(each, at=at) for each in entries)


def _opened(throws: tuple[Throw, ...]) -> tuple[Throw, ...]:
    return tuple(attrs.evolve(each, opened="2025-05-09T00:00:00Z") for each in throws)


MOMENTS = (
    "2025-04-20T09:59:59Z",
    "2025-04-20T10:00:00Z",
    "2025-04-28T09:30:00Z",
    "2025-04-30T08:00:00Z",
    "2025-05-01T11:59:59Z",
    "2025-05-01T12:00:00Z",
    "2025-05-01T13:00:00Z",
)


def _random(rng: Random) -> Ceremony:
    """A paper with some of its times and entries altered, and every digest made anew."""
    said = on_the_page("dice")

    def moved(at: str) -> str:
        return rng.choice(MOMENTS) if rng.random() < 0.15 else at

    throws = tuple(
        attrs.evolve(each, at=moved(each.at), opened=moved(each.opened))
        for each in said.beacon.throws[: rng.choice((1, 2, 2))]
    )
    said = attrs.evolve(
        said,
        deadline=moved(said.deadline),
        closed=rng.choice(("", "", moved(said.closed))),
        beacon=attrs.evolve(said.beacon, throws=throws),
        commitments=tuple(attrs.evolve(each, at=moved(each.at)) for each in said.commitments),
        reveals=tuple(
            attrs.evolve(each, at=moved(each.at)) for each in said.reveals if rng.random() < 0.8
        ),
    )
    return again(said)


def test_engine_checker_and_page_agree_on_which_papers_give_which_seed() -> None:
    """Three readings of the page, made apart, over hundreds of papers, many out of order."""
    rng, docket = Random(1), _table()[0]
    counts = {True: 0, False: 0}
    for _ in range(400):
        said = _random(rng)
        by_page = draws.seed(said.to_json(), PROBLEM, TABLE)
        try:
            by_engine = seeds.seed(said, PROBLEM, TABLE)
        except NoSeed:
            by_engine = None
        book = Book(WORDS, "The plan says")
        lottery = {"digest": {"problem": PROBLEM, "table": TABLE}}
        value: Json = {"draw": {"ceremony": said.to_json(), "lottery": lottery}}
        by_checker = settle(value, docket, book)
        assert by_engine == by_page == by_checker, said
        assert (by_checker is None) == bool(book.count)
        counts[by_page is None] += 1
    assert min(counts.values()) > 100
