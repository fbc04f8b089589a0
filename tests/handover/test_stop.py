"""When the next stage must not start."""

from __future__ import annotations

from canje.clear.engine import clear
from canje.handover.outcome import Account, Day, Outcome, What
from canje.handover.repair import announced_by, repair
from canje.handover.stop import Rule, stop_rule
from canje.stage.flows import task
from canje.stage.handover import Handover
from canje.stage.schedule import Ride, Schedule, Stage
from canje.terms.docket import Docket
from canje.terms.term import Exposed, Ratio
from tests import by_hand
from tests.by_hand import who

A, B = tuple(f"a{n}" for n in range(4)), tuple(f"b{n}" for n in range(4))
STAGES = Schedule(
    "by-hand", "sha256:", "proved",
    (
        Stage(1, 1, (Ride("there", A[:2]), Ride("back", B[:2]))),
        Stage(2, 1, (Ride("there", A[2:]), Ride("back", B[2:])), ("proof",)),
    ),
    2, (),
)  # fmt: skip


def _docket(at_most: int = 2) -> Docket:
    rows = [f"{each} A B B" for each in A] + [f"{each} B A A" for each in B] + ["b9 B A A"]
    return by_hand.docket(
        by_hand.people(*rows),
        by_hand.term(Ratio(who(holder="A"), who(holder="B")), "offer"),
        by_hand.term(Exposed("A", at_most), "careful"),
    )


def _rule(*rows: Outcome, met: tuple[str, ...] = (), at_most: int = 2) -> Rule:
    docket = _docket(at_most)
    plan = clear(docket)
    day = Day(rows)
    made = repair(docket, announced_by(plan, docket), Account.of(day, STAGES))
    return stop_rule(made, day, STAGES, task(docket, plan, Handover()), met)


def _all(what: What, *people: str) -> tuple[Outcome, ...]:
    return tuple(Outcome(each, what) for each in people)


def test_before_anything_the_first_stage_may_start() -> None:
    """Nothing stands in its way."""
    rule = _rule()
    assert (rule.stage, rule.grounds, rule.may_start) == (1, (), True)


def test_a_guard_must_be_met() -> None:
    """And may then start."""
    rows = _all("crossed", *A[:2], *B[:2])
    assert [each.why for each in _rule(*rows).grounds] == ["guard"]
    assert _rule(*rows, met=("proof",)).may_start


def test_everybody_of_an_earlier_stage_must_be_accounted_for() -> None:
    """Who is silent is named; who is only aboard has not arrived."""
    rows = (*_all("crossed", A[0], *B[:2]), *_all("aboard", A[1]))
    (ground,) = _rule(*rows, met=("proof",)).grounds
    assert (ground.why, ground.people) == ("unaccounted", (A[1],))


def test_what_was_promised_and_did_not_come_counts_against_going_on() -> None:
    """A has given two and got one: two more given would be three too many."""
    rows = (*_all("crossed", *A[:2], B[0]), *_all("absent", B[1]))
    grounds = _rule(*rows, met=("proof",)).grounds
    assert [(each.why, each.of, each.figure, each.limit) for each in grounds] == [
        ("exposed", "A", 3, 2)
    ]
    assert _rule(*rows, met=("proof",), at_most=3).may_start


def test_a_stopped_leg_stops_its_stage() -> None:
    """Those on it are meant, and going on without them leaves a debt to nobody here."""
    rows = (*_all("crossed", *A[:2], *B[:2]), Outcome("back", "stopped", 2))
    rule = _rule(*rows, met=("proof",), at_most=9)
    assert "stopped" in {each.why for each in rule.grounds}


def test_a_debt_stops_everything() -> None:
    """All of A's are across, and B's leg is stopped for good."""
    rows = (*_all("crossed", *A, *B[:2]), *_all("absent", *B[2:], "b9"))
    rule = _rule(*rows, met=("proof",), at_most=9)
    assert rule.stage is None
    assert [(each.why, each.of, each.figure) for each in rule.grounds] == [("debt", "offer", 2)]


def test_reserves_are_in_no_stage_yet() -> None:
    """They are told, so that the rest is staged again."""
    plan = clear(_docket())
    goes = [each.id for each in plan.people if each.holder == "B"]
    spare = next(each for each in (*B, "b9") if each not in goes)
    rule = _rule(*_all("refused", goes[-1]), met=("proof",))
    assert rule.unstaged == ((spare,) if spare not in B else ())
