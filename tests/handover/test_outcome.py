"""What rows come to, and what parties may know of them."""

from __future__ import annotations

from canje.handover.outcome import Account, Day, Outcome
from canje.stage.schedule import Ride, Schedule, Stage


def _schedule() -> Schedule:
    stages = (
        Stage(1, 1, (Ride("l1", ("a", "b")), Ride("l2", ("x", "y")))),
        Stage(2, 1, (Ride("l1", ("c",)), Ride("l2", ("z",)))),
    )
    return Schedule("made-up", "sha256:", "proved", stages, 2, ())


def test_the_latest_row_stands() -> None:
    """Whatever was said before."""
    day = Day((Outcome("a", "absent"), Outcome("a", "aboard"), Outcome("a", "crossed")))
    assert Account.of(day) == Account(crossed=("a",))


def test_a_crossing_stands_against_a_later_death() -> None:
    """Who has crossed counts as home."""
    assert Account.of(Day((Outcome("a", "crossed"), Outcome("a", "died")))) == Account(("a",))


def test_a_stop_leaves_behind_who_has_not_gone() -> None:
    """A leg in a stage, a leg, a stage; and nobody who is aboard."""
    aboard = Outcome("a", "aboard")
    for stop, out in (
        (Outcome("l1", "stopped", 1), ("b",)),
        (Outcome("l1", "stopped"), ("b", "c")),
        (Outcome("", "stopped", 1), ("b", "x", "y")),
    ):
        account = Account.of(Day((aboard, stop)), _schedule())
        assert account == Account(aboard=("a",), out=out)


def test_what_is_resumed_is_no_longer_stopped() -> None:
    """And what is stopped again is."""
    rows = (Outcome("l1", "stopped"), Outcome("l1", "resumed"))
    assert Account.of(Day(rows), _schedule()) == Account()
    assert Account.of(Day((*rows, Outcome("l1", "stopped"))), _schedule()).out == ("a", "b", "c")


def test_parties_are_told_of_nobodys_reason() -> None:
    """Refused, absent, unfit and stopped are one word; the account of that is the same account."""
    rows = (
        Outcome("a", "refused", note="does not want to"),
        Outcome("b", "unfit", by="the doctor"),
        Outcome("c", "crossed"),
        Outcome("x", "replaced", by="w"),
        Outcome("y", "absent"),
        Outcome("z", "died"),
    )
    account = Account.of(Day(rows))
    told = account.rows()
    assert {each.what for each in told} == {"not-in-this-round", "crossed", "replaced", "died"}
    assert not any(each.note for each in told)
    assert Account.of(Day(told)) == account
