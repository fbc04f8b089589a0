"""The trace of a person: what stops, what narrows, and what is only noted."""

from __future__ import annotations

import pytest

from canje.base.dates import PartialDate
from canje.base.select import EVERYONE
from canje.terms.docket import Bar, Consent, Consents
from canje.terms.trace import trace
from tests.by_hand import docket, people


def barred(forbids: str, *places: str, until: str | None = None) -> Bar:
    end = PartialDate.parse(until) if until else None
    return Bar("b", "an order", "a court", EVERYONE, forbids, PartialDate(2024), end, places)  # type: ignore[arg-type]


def said(answer: Consents, place: str = "", date: str | None = None) -> Consent:
    return Consent("anna", answer, place, PartialDate.parse(date) if date else None)


@pytest.mark.parametrize(
    ("destination", "bar", "verdict"),
    [
        ("B", barred("release"), "stops"),
        ("B", barred("transfer"), "stops"),  # nowhere is left
        ("B|A", barred("transfer"), "narrows"),  # at home she may go free
        ("B|C", barred("destination", "B"), "narrows"),
        ("B|C", barred("destination", "B", "C"), "stops"),
        ("B", barred("release", until="2024-12"), "noted"),
    ],
)
def test_an_order_stops_where_it_leaves_nowhere_to_go(
    destination: str, bar: Bar, verdict: str
) -> None:
    """As the reason `bar` says, and no less."""
    case = docket(people(f"anna A B {destination}"), bars=(bar,))
    [found] = [each for each in trace(case, "anna") if each.ground == "bar"]
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("wills", "verdicts"),
    [
        ([said("no", date="2025-01"), said("yes", date="2025-02")], ["noted", "passes"]),
        ([said("no", date="2025-02"), said("yes", date="2025-01")], ["stops", "noted"]),
        ([said("no", "B"), said("yes", "C"), said("yes")], ["narrows", "passes", "passes"]),
        ([said("no", "B"), said("yes", "B")], ["noted", "passes"]),
    ],
)
def test_only_the_newest_word_on_a_place_decides(wills: list[Consent], verdicts: list[str]) -> None:
    """What was said before is kept, and shown as that."""
    case = docket(people("anna A B B|C"), consents=tuple(wills))
    found = [each for each in trace(case, "anna") if each.ground == "consent"]
    assert [each.verdict for each in found] == verdicts
    assert all(each.desk_only for each in found)


@pytest.mark.parametrize(
    ("row", "free", "verdict"),
    [
        ("anna A B|C B", False, "passes"),
        ("anna A - B", False, "stops"),
        ("anna A - B", True, "noted"),
    ],
)
def test_who_asks_for_the_person(row: str, free: bool, verdict: str) -> None:
    """Whom nobody seeks is stopped by it, unless the case lets a holder free them."""
    found = trace(docket(people(row), unsought_free=free), "anna")
    assert [each.verdict for each in found if each.ground == "sought"] == [verdict]
