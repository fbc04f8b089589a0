"""Two entries side by side: what is written in two languages is no mismatch for that."""

from __future__ import annotations

import pytest

from canje.reconcile.beside import _written
from canje.reconcile.persons import entries_of
from canje.reconcile.versions import standing
from tests.reconcile.made_lists import made


@pytest.mark.parametrize(
    ("field", "left", "right", "mark"),
    [
        ("mother", "Fatima", "فاطمة", "match"),
        ("mother", "Mariam", "Марьям", "match"),
        ("mother", "Fatima", "زينب", "mismatch"),
        ("home", "Aden", "عدن", "match"),
        ("rank", "sergeant", "رقيب", "script"),
        ("rank", "sergeant", "captain", "mismatch"),
        ("rank", "Sergeant", "sergeant", "match"),
        ("charge", "robo", "سرقة", "script"),
        ("contact", "077 1", "077 2", "mismatch"),
    ],
)
def test_what_the_linkage_does_not_weigh(field: str, left: str, right: str, mark: str) -> None:
    """Names and places by how they sound; other words in two scripts may say the same."""
    name = {"name": "Ada Made-Up"}
    lists = [
        made("A-held", "held", [{**name, field: left}]),
        made("B-sought", "sought", [{**name, field: right}]),
    ]
    found = entries_of(standing(lists))
    assert _written(field, found["A-held-1#2"], found["B-sought-1#2"]) == mark


def test_codes_are_what_is_compared() -> None:
    """Health and nationality, as written in two languages."""
    one = {"name": "Ada Made-Up", "health": "جريح", "health_code": "wounded"}
    other = {"name": "Ada Made-Up", "health": "herida", "health_code": "wounded"}
    lists = [made("A-held", "held", [one]), made("B-sought", "sought", [other])]
    found = entries_of(standing(lists))
    assert _written("health", found["A-held-1#2"], found["B-sought-1#2"]) == "match"
