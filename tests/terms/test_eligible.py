"""Who can move: a practitioner's table of statements, bars and consents."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from canje.base.dates import PartialDate
from canje.base.select import EVERYONE, Missing
from canje.terms.docket import Bar, Consent, Docket, Forbids, Statement, StatementCode
from canje.terms.eligible import (
    NOT_IN_THIS_ROUND,
    Barrier,
    Eligibility,
    eligible,
    shut,
    standing_statements,
)
from canje.terms.moves import Move, bars_in_force
from tests.by_hand import docket, people, who
from tests.oracles import brute
from tests.strategies import dockets

ANNA = people("anna A B B|C")
COURT = "a court"
D = PartialDate.parse


def said(code: StatementCode, date: str = "", party: str = "A", person: str = "anna") -> Statement:
    return Statement(person, party, code, D(date) if date else None)


def bar(
    forbids: Forbids,
    *destinations: str,
    id: str = "b1",
    start: str = "2025-01-01",
    until: str | None = None,
) -> Bar:
    end = D(until) if until else None
    return Bar(id, "an order", COURT, EVERYONE, forbids, D(start), end, destinations)


def will(answer: str, destination: str = "", date: str = "") -> Consent:
    return Consent("anna", answer, destination, D(date) if date else None)  # type: ignore[arg-type]


def of_anna(**more: Any) -> tuple[list[str], Barrier | None]:
    """Where Anna can go, and what stops her."""
    found = eligible(docket(ANNA, **more))
    return [place for _, place in found.moves_of(0)], found.barrier_of(0)


# Who is sought


def test_whom_nobody_seeks_stays() -> None:
    """A blank beneficiary is nobody who asks; a case can say that they may be freed even so."""
    table = people("anna A - B", "bo A B B")
    found = eligible(docket(table))
    assert found.barrier_of(0) == Barrier("not-sought")
    assert found.moves_of(0) == found.public_moves_of(0) == ()
    assert found.moves_of(1) == (("B", "B"),)
    assert eligible(docket(table, unsought_free=True)).moves_of(0) == (("", "B"),)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"statements": (Statement("anna", "A", "deceased"),)}, "deceased"),
        ({"bars": (Bar("b1", "o", "c", EVERYONE, "release", D("2025-01-01")),)}, "not-sought"),
        ({"consents": (Consent("anna", "no"),)}, "not-sought"),
        ({"consent_required": True}, "not-sought"),
    ],
)
def test_that_nobody_asks_comes_after_the_answer_and_before_the_rest(
    more: dict[str, Any], expected: str
) -> None:
    """It is a public ground, so it is told before what only the desk knows."""
    barrier = eligible(docket(people("anna A - B"), **more)).barrier_of(0)
    assert barrier is not None
    assert barrier.published == expected


# Statements


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        ([], "held"),
        ([said("unanswered")], "unanswered"),
        ([said("not-held", "2025-01-05"), said("held", "2025-02-01")], "held"),
        ([said("held", "2025-02-01"), said("not-held", "2025-01-05")], "held"),  # date, not line
        ([said("held", "2025-02-01"), said("not-held", "2025-02-01")], "not-held"),  # then line
        ([said("held", "2025"), said("not-held")], "held"),  # undated before dated
        ([said("held", "2025-01-01"), said("refused", "2025")], "refused"),  # 2025 begins that day
        ([said("held", "2025-01-02"), said("refused", "2025")], "held"),
        ([said("held", "2025-01"), said("refused", "2025-01-01")], "held"),  # it may end later
        ([said("deceased", "2025-01-05", party="B")], "held"),  # not the holder's word
        ([said("unknown", person="g1")], "unknown"),  # about her whole group
        ([said("unknown", "2025-01-01", person="g1"), said("held", "2025-01-02")], "held"),
        ([said("unknown", person="g2"), said("unknown", person="nobody")], "held"),
    ],
)
def test_the_holders_newest_word_stands(statements: list[Statement], code: str) -> None:
    """The latest date wins; undated before dated; of equals the later line."""
    table = people("anna A B C g1", columns="id holder beneficiary destination group")
    case = docket(table, statements=tuple(statements))
    standing = standing_statements(case)
    assert standing.values[standing.codes[0]] == (code, "A")
    barrier = eligible(case).barrier_of(0)
    assert barrier == (None if code == "held" else Barrier("statement", "A", code))


@pytest.mark.parametrize(
    ("status", "answer", "expected"),
    [
        ("-", None, "held"),
        ("held", None, "held"),
        ("refused", None, "refused"),
        ("refused", "held", "held"),
        ("-", "deceased", "deceased"),
    ],
)
def test_the_column_status_stands_until_the_holder_speaks(
    status: str, answer: StatementCode | None, expected: str
) -> None:
    """A blank is `held`: whoever compiled the list with a holder says so."""
    table = people(f"anna A B C {status}", columns="id holder beneficiary destination status")
    case = docket(table, statements=(said(answer),) if answer else ())
    barrier = eligible(case).barrier_of(0)
    assert (barrier.published if barrier else "held") == expected


def test_nobody_is_there_any_more_of_whom_that_is_said() -> None:
    """`gone` are those of whom there is nobody to be freed, not those who are only refused."""
    codes: list[StatementCode] = [
        "held", "held-elsewhere", "not-held", "released", "exchanged-elsewhere", "deceased",
        "no-such-person", "duplicate", "not-covered", "nationality-unconfirmed", "unknown",
        "refused", "unanswered",
    ]  # fmt: skip
    table = people(*(f"{code} A B C" for code in codes))
    case = docket(table, statements=tuple(Statement(code, "A", code) for code in codes))
    found = eligible(case)
    gone = {person for person, each in zip(table.ids, found.gone, strict=True) if each}
    assert gone == {"released", "exchanged-elsewhere", "deceased", "no-such-person", "duplicate"}
    assert [table.ids[row] for row in range(len(table)) if found.moves_of(row)] == ["held"]


# Bars


@pytest.mark.parametrize(
    ("start", "until", "day", "expected"),
    [
        ("2025-01-01", None, "2025-04-20", True),
        ("2025-04-20", None, "2025-04-20", True),
        ("2025-04-21", None, "2025-04-20", False),
        ("2025-01-01", "2025-04-20", "2025-04-20", True),
        ("2025-01-01", "2025-04-19", "2025-04-20", False),
        ("2025", None, "2025-04-20", True),
        ("2026", None, "2025-04-20", False),
        ("2025-01-01", "2025-04", "2025-04-20", True),  # a doubt counts for the bar
        ("2025-01-01", "2025", "2025-04-20", True),
        ("2025-04-30", None, "2025-04", True),
        ("2025-01-01", "2025-04-01", "2025-04", True),
    ],
)
def test_a_bar_is_in_force_from_and_until(
    start: str, until: str | None, day: str, expected: bool
) -> None:
    """Both days count; partial dates are read for the bar."""
    case = docket(ANNA, bars=(bar("release", start=start, until=until),))
    case = attrs.evolve(case, date=D(day))
    assert bool(bars_in_force(case)) is expected
    assert (eligible(case).barrier_of(0) is not None) is expected


@pytest.mark.parametrize(
    ("bars", "places", "barrier"),
    [
        ([bar("release")], [], Barrier("bar", COURT, "b1")),
        ([bar("transfer")], [], Barrier("bar", COURT, "b1")),  # neither B nor C is A's own ground
        ([bar("destination", "B")], ["C"], None),
        ([bar("destination", "ZZ")], ["B", "C"], None),
        ([bar("destination", "B", "C")], [], Barrier("bar", COURT, "b1")),
        (
            [bar("destination", "B"), bar("destination", "C", id="b2")],
            [],
            Barrier("bars", ref="b1|b2"),
        ),
        ([bar("destination", "B"), bar("release", id="b2")], [], Barrier("bar", COURT, "b2")),
    ],
)
def test_what_a_bar_takes_away(bars: list[Bar], places: list[str], barrier: Barrier | None) -> None:
    """A release bars every move; a transfer those to elsewhere; a destination those named."""
    for order in permutations(bars):
        assert of_anna(bars=order) == (places, barrier)
        assert of_anna(bars=order, law_applies=False) == (["B", "C"], None)


def test_an_order_to_stay_in_the_country_leaves_freedom_on_the_spot() -> None:
    """Who may go to the holder's own ground is not stopped by a bar to transfer."""
    found = eligible(docket(people("anna A B A|B"), bars=(bar("transfer"),)))
    assert found.moves_of(0) == (("B", "A"),)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_bar_is_named_only_where_it_alone_is_enough(order: tuple[int, int]) -> None:
    """One order forbids the holder's ground, one all else: only both together stop her."""
    bars = (bar("destination", "A"), bar("transfer", id="b2"))
    found = eligible(docket(people("anna A B A|B"), bars=tuple(bars[each] for each in order)))
    assert found.barrier_of(0) == Barrier("bars", ref="b1|b2")


def test_of_several_bars_the_first_by_id_is_named() -> None:
    """The order of lines in a file favours nobody's court."""
    bars = (bar("release", id="b2"), bar("release", id="b1"))
    assert of_anna(bars=bars) == of_anna(bars=bars[::-1]) == ([], Barrier("bar", COURT, "b1"))


# Consents


@pytest.mark.parametrize(
    ("wills", "required", "places", "barrier"),
    [
        ([], False, ["B", "C"], None),
        ([], True, [], "consent-not-asked"),
        ([will("not-asked")], False, ["B", "C"], None),
        ([will("not-asked")], True, [], "consent-not-asked"),
        ([will("yes")], True, ["B", "C"], None),
        ([will("yes", "B")], False, ["B", "C"], None),
        ([will("yes", "B")], True, ["B"], None),
        ([will("no")], False, [], "consent-refused"),
        ([will("no")], True, [], "consent-refused"),
        ([will("no", "B")], False, ["C"], None),
        ([will("no", "B")], True, [], "consent-not-asked"),
        ([will("no", "B"), will("no", "C")], False, [], "consent-refused"),
        ([will("no"), will("yes", "B")], False, [], "consent-refused"),  # in doubt, nobody is moved
        ([will("yes"), will("not-asked", "B")], True, ["B", "C"], None),
        ([will("no", "B"), will("yes")], True, ["C"], None),
        ([will("no", "B", "2025-01-01"), will("yes", "B", "2025-02-01")], True, ["B"], None),
        ([will("yes", "B", "2025-02-01"), will("no", "B", "2025-01-01")], True, ["B"], None),
        ([will("no", "B", "2025-01"), will("yes", "B", "2025-01-01")], False, ["C"], None),
        ([will("no", "ZZ")], False, ["B", "C"], None),
    ],
)
def test_a_persons_own_will(
    wills: list[Consent], required: bool, places: list[str], barrier: str | None
) -> None:
    """A no about one place is about that place; the newest word about a place stands."""
    found, stop = of_anna(consents=tuple(wills), consent_required=required)
    assert found == places
    assert (stop.code if stop else None) == barrier
    if stop:
        assert stop.desk_only
        assert stop.published == NOT_IN_THIS_ROUND


@pytest.mark.parametrize(
    ("wills", "required", "seekers", "barrier"),
    [
        ([], False, ["B", "C"], None),
        ([will("no", "B")], False, ["C"], None),
        ([will("no", "B"), will("no", "C")], False, [], "consent-refused"),
        ([will("yes", "B")], True, ["B"], None),
        ([will("yes"), will("no", "C")], True, ["B"], None),
        ([will("no", "ZZ")], False, ["B", "C"], None),
    ],
)
def test_without_a_destination_a_will_is_about_the_beneficiary(
    wills: list[Consent], required: bool, seekers: list[str], barrier: str | None
) -> None:
    """There the stages would take her: a no to B keeps her from going to B."""
    table = people("anna A B|C -")
    found = eligible(docket(table, consents=tuple(wills), consent_required=required))
    assert [seeker for seeker, _ in found.moves_of(0)] == seekers
    stop = found.barrier_of(0)
    assert (stop.code if stop else None) == barrier


def test_a_will_takes_nothing_from_the_public_moves() -> None:
    """What the parties may see is what she had before she was asked."""
    found = eligible(docket(ANNA, consents=(will("no", "B"),)))
    assert [place for _, place in found.public_moves_of(0)] == ["B", "C"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"statements": (said("refused"),)}, "refused"),
        ({"bars": (bar("release"),)}, "bar"),
        ({"bars": (bar("destination", "B"), bar("destination", "C", id="b2"))}, "bars"),
    ],
)
def test_public_grounds_come_before_her_will(more: dict[str, Any], expected: str) -> None:
    """Whoever has a public ground too is left out for it, so that her will does not show."""
    _, barrier = of_anna(consents=(will("no"),), **more)
    assert barrier is not None
    assert barrier.published == expected


def test_a_statement_comes_before_a_bar() -> None:
    """The holder does not have her: no order about her matters."""
    _, barrier = of_anna(statements=(said("not-held"),), bars=(bar("release"),))
    assert barrier == Barrier("statement", "A", "not-held")


# Moves


def test_moves_are_every_beneficiary_with_every_destination() -> None:
    """`|` parts what a plan may pick, in the order written; a blank is one choice, of nothing."""
    table = people("p1 A B|C B|C", "p2 A B -", "p3 A - -")
    found = eligible(docket(table, unsought_free=True))
    assert found.moves_of(0) == (("B", "B"), ("C", "B"), ("B", "C"), ("C", "C"))
    assert found.moves_of(1) == (("B", ""),)
    assert found.moves_of(2) == (("", ""),)


def test_where_somebody_could_not_go_along_to() -> None:
    """No place of her own written down: bars and her will about the others' places count."""
    table = people("anna A B|C -")
    bars = (bar("destination", "X"), bar("transfer", id="b2"))
    case = docket(table, bars=bars, consents=(will("no", "A"),))
    asked = {0: [("B", "X"), ("B", "Y"), ("C", "A")]}
    assert shut(case, asked) == {0: frozenset(asked[0])}
    assert shut(attrs.evolve(case, bars=()), asked) == {0: frozenset({("C", "A")})}
    assert shut(attrs.evolve(case, consents=(), bars=bars[:1]), {0: [("B", "Y")]}) == {}
    assert shut(attrs.evolve(case, law_applies=False), {0: [("B", "X")]}) == {}
    assert shut(case, {}) == {}
    for_c = attrs.evolve(bars[0], covers=who(beneficiary="C"))
    both = {0: [("B", "X"), ("C", "X")]}
    assert shut(attrs.evolve(case, bars=(for_c,)), both) == {0: frozenset({("C", "X")})}


def test_nobody_at_all() -> None:
    """A case without people is a case."""
    found = eligible(docket(people(), bars=(bar("transfer"),), consent_required=True))
    assert len(found.move_set) == 0


def _table(case: Docket, found: Eligibility) -> list[set[Move]]:
    return [set(found.moves_of(row)) for row in range(len(case.people))]


@given(case=dockets())
@settings(max_examples=100)
def test_brute_force_has_the_same_moves(case: Docket) -> None:
    """Person by person, from the words alone."""
    found = eligible(case)
    expected = [
        {(move["beneficiary"], move["destination"]) for move in brute.moves_of(case, person)}
        for person in brute.people(case)
    ]
    assert _table(case, found) == expected
    unasked = eligible(attrs.evolve(case, consents=(), consent_required=False))
    for row in range(len(case.people)):
        assert (found.barrier_of(row) is None) is bool(expected[row])
        openly = unasked.moves_of(row)
        assert set(expected[row]) <= set(openly)
        barrier = found.barrier_of(row)
        if barrier is not None and not barrier.desk_only:
            assert openly == ()
        else:
            assert found.public_moves_of(row) == openly


def test_a_bar_may_cover_by_what_is_not_known() -> None:
    """An order about those with no destination: a blank cell is missing, a choice is not."""
    covers = who(destination=Missing(True))
    order = attrs.evolve(bar("release"), covers=covers)
    found = eligible(docket(people("p1 A B -", "p2 A B B", "p3 A B B|C"), bars=(order,)))
    assert [bool(found.moves_of(row)) for row in range(3)] == [False, True, True]
