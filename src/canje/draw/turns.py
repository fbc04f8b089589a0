"""The order in which a draw's words must come, and what the clock allows now.

Dice are committed to before secrets are, secrets before any is revealed, reveals end at the
deadline, and only then the beacon speaks or the dice are opened. `faults` finds what breaks that
order in what was said so far; the other functions say whether somebody's turn has come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from canje.draw.ceremony import GENESIS, PERIOD, Ceremony, due, instant, seconds

MARGIN = 600
"""Seconds, at least, from the deadline to the round that counts: time to close the list of reveals
and to let everybody have it, whatever their clocks say."""

THROWN, COMMITTED = "These dice are thrown", "This secret is committed to"


class NoSeed(Exception):
    """The ceremony gives no seed, or not yet; its text says why."""


Params = tuple[tuple[str, str], ...]


@frozen
class Fault:
    """Something that came out of order: the code of a finding, and the entry of draw.yaml it is in.

    `key` names the list or the value, `place` the entry in it (from 0), `params` fill the words.
    """

    code: str
    key: str
    place: int
    value: str
    params: Params = ()


def faults(said: Ceremony) -> Iterator[Fault]:
    """All that is out of order in what was said so far."""
    yield from _beacon(said)
    yield from _commitments(said)
    yield from _reveals(said)
    yield from _closing(said)


def first_round(deadline: str) -> int:
    """The first round of quicknet that can be the beacon of a deadline.

    >>> first_round("2025-05-01T12:50:00Z")
    17767012
    """
    return max(1, 1 - (GENESIS - MARGIN - seconds(deadline)) // PERIOD)


def _order(key: str, place: int, at: str, what: str, then: str, limit: str) -> Fault:
    """Something recorded at a time that is not before another one."""
    params = (("what", what), ("at", at), ("then", then), ("limit", limit))
    return Fault("draw.order", key, place, at, params)


def _beacon(said: Ceremony) -> Iterator[Fault]:
    beacon, deadline = said.beacon, said.deadline
    if beacon.kind == "drand":
        if due(beacon.round) < seconds(deadline) + MARGIN:
            params: Params = (
                ("due", instant(due(beacon.round))),
                ("deadline", deadline),
                ("minutes", str(MARGIN // 60)),
                ("least", str(first_round(said.deadline))),
            )
            yield Fault("draw.too-early", "beacon", 0, str(beacon.round), params)
        return
    for place, each in enumerate(beacon.throws):
        if each.at and each.at >= deadline:
            yield _order("throws", place, each.at, THROWN, "the deadline", deadline)
        if each.opened and each.opened < deadline:
            params = (("by", each.by), ("deadline", deadline))
            yield Fault("draw.opened", "throws", place, each.opened, params)
        if said.commitments and not each.commitment:
            yield Fault("draw.unthrown", "throws", place, each.by)
    copied = _twice(each.commitment for each in beacon.throws if each.commitment)
    for place, each in enumerate(beacon.throws):
        if each.commitment in copied:
            yield Fault("draw.copied", "throws", place, each.commitment)


def _commitments(said: Ceremony) -> Iterator[Fault]:
    thrown = max((each.at for each in said.beacon.throws), default="")
    copied = _twice(each.commitment for each in said.commitments)
    for place, each in enumerate(said.commitments):
        if each.at >= said.deadline:
            yield _order("commitments", place, each.at, COMMITTED, "the deadline", said.deadline)
        if each.at <= thrown:
            then = f"{each.party} commits to a secret"
            yield _order("throws", _last(said, thrown), thrown, THROWN, then, each.at)
        if each.commitment in copied:
            yield Fault("draw.copied", "commitments", place, each.commitment)


def _last(said: Ceremony, at: str) -> int:
    return next(place for place, each in enumerate(said.beacon.throws) if each.at == at)


def _reveals(said: Ceremony) -> Iterator[Fault]:
    first = min(said.in_time, key=lambda each: each.at, default=None)
    if first is None:
        return
    place = said.reveals.index(first)
    missing = set(said.parties) - {each.party for each in said.commitments}
    if missing:
        params = (("missing", ", ".join(sorted(missing))),)
        yield Fault("draw.revealed-early", "reveals", place, first.party, params)
    for number, each in enumerate(said.commitments):
        if each.at >= first.at:
            then = f"{first.party} reveals its own"
            yield _order("commitments", number, each.at, COMMITTED, then, first.at)


def _closing(said: Ceremony) -> Iterator[Fault]:
    if not said.closed:
        return
    ends = [each.opened for each in said.beacon.throws if each.opened]
    if said.beacon.kind == "drand":
        ends.append(instant(due(said.beacon.round)))
    end = min(ends, default="")
    if said.closed < said.deadline or (end and said.closed >= end):
        params = (
            ("deadline", said.deadline),
            ("end", f"the beacon, {end}" if end else "the beacon"),
        )
        yield Fault("draw.closed", "closed", 0, said.closed, params)


def _twice(words: Iterator[str]) -> frozenset[str]:
    return frozenset(word for word, count in Counter(words).items() if count > 1)


def silent(said: Ceremony) -> tuple[str, ...]:
    """Who revealed nothing, or too late, in the order announced."""
    heard = {each.party for each in said.in_time}
    return tuple(each for each in said.parties if each not in heard)


def may_throw(said: Ceremony, by: str, now: str) -> None:
    """NoSeed where it is not this thrower's turn."""
    if by not in {each.by for each in said.beacon.throws}:
        raise NoSeed(f"draw.yaml announces no dice that {by} throws (beacon, throws)")
    if any(each.by == by and each.commitment for each in said.beacon.throws):
        raise NoSeed(f"{by} has committed to dice already; a second throw counts as none")
    if said.commitments:
        raise NoSeed("secrets are committed to already: dice come before them")
    _open(said, now)


def may_commit(said: Ceremony, party: str, now: str, frozen: str) -> None:
    """NoSeed where a commitment by this party could not count any more, or not yet.

    `frozen` is the digest of the ceremony with the lottery at hand.
    """
    if party not in said.parties:
        raise NoSeed(f"{party} takes part in no ceremony that draw.yaml announces")
    if any(each.party == party for each in said.commitments):
        raise NoSeed(f"{party} has committed already; a second commitment counts as none")
    if said.reveals:
        raise NoSeed(
            f"{said.reveals[0].party} has revealed its secret already: whoever commits now could "
            "choose by it. This ceremony is void; announce another"
        )
    _open(said, now)
    missing = [each.by for each in said.beacon.throws if not each.commitment]
    if missing:
        raise NoSeed(f"{', '.join(missing)} must throw first: dice come before secrets (--throw)")
    if not said.frozen:
        raise NoSeed(f"draw.yaml does not say what all commit to. Add this line: frozen: {frozen}")
    if said.frozen != frozen:
        raise NoSeed(OTHER)


OTHER = (
    "draw.yaml freezes something else than this lottery with this announcement: the lottery, who "
    "takes part, the deadline or the beacon was changed after it was frozen"
)


def _open(said: Ceremony, now: str) -> None:
    """Nothing that could be known already is still to come."""
    _clock(said, now)
    if now >= said.deadline:
        raise NoSeed(f"the deadline is past: it was {said.deadline}, and now it is {now}")
    if said.beacon.kind == "drand" and (at := instant(due(said.beacon.round))) <= now:
        raise NoSeed(f"the beacon is known already: round {said.beacon.round} was due at {at}")


def may_draw(said: Ceremony, now: str) -> None:
    """NoSeed where secrets may still be revealed, or the beacon cannot have spoken."""
    _clock(said, now)
    if now < said.deadline:
        raise NoSeed(f"secrets may be revealed until {said.deadline}, and now it is {now}")
    if said.beacon.kind == "drand" and now < (at := instant(due(said.beacon.round))):
        raise NoSeed(f"round {said.beacon.round} of the beacon is due at {at}; now it is {now}")


def _clock(said: Ceremony, now: str) -> None:
    """No time that was written down is still to come."""
    times = [said.closed, *(each.at for each in said.commitments)]
    times += [each.at for each in said.reveals]
    times += [at for each in said.beacon.throws for at in (each.at, each.opened)]
    if (last := max(times)) > now:
        raise NoSeed(
            f"draw.yaml has a time that is still to come, {last}; by this machine's clock it is "
            f"{now} (UTC). Correct one of the two"
        )
