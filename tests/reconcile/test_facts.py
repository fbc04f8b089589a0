"""What two entries say about one fact, from agreement to contradiction; blank says nothing."""

from __future__ import annotations

import numpy as np
import pytest

from canje.reconcile.facts import BORN, CHOICE, TAKEN, TEXT, born, digits_apart, facts
from canje.reconcile.likeness import likeness
from canje.reconcile.link import word_sets
from canje.reconcile.pool import pool
from tests.reconcile.linking import listed


def level(column: str, left: str, right: str) -> str:
    """What two entries say that have only this column, both ways round."""
    said = []
    for one, other in ((left, right), (right, left)):
        entries = pool([listed("A", [{"x": "", column: one}]), listed("B", [{column: other}])])
        like = likeness(entries.words, word_sets(entries))
        found = [fact for fact in facts(entries, like) if fact.name == column]
        if not found:
            return "missing"
        pair = np.array([0], np.int32), np.array([1], np.int32)
        said.append(found[0].levels[int(found[0].compare(*pair)[0])])
    assert said[0] == said[1]
    return said[0]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("1980-05-02", "1980-05-02", "same day"),
        ("1980-05-02", "1980-02-05", "day and month swapped"),
        ("1980-05-02", "1980-05-03", "one digit"),
        ("1980-05-12", "1980-05-21", "one digit"),
        ("1980-05-02", "1908-05-02", "one digit"),
        ("1979-05-02", "1980-05-02", "a year apart"),
        ("1980-05-02", "1980-06-13", "apart"),
        ("1980-05-02", "1980-06-03", "two digits"),
        ("1980", "1980-05-02", "same as far as known"),
        ("1980-05", "1980-05-02", "same as far as known"),
        ("1980-06", "1980-05-02", "apart"),
        ("1981", "1980", "a year apart"),
        ("1983", "1980", "apart"),
        ("", "1980", "missing"),
    ],
)
def test_births(left: str, right: str, expected: str) -> None:
    """The kinds of difference that lists show."""
    assert expected in BORN
    assert level("born", left, right) == expected


def test_an_age_may_agree_with_a_birth_year() -> None:
    """44 in January 2025 is born in 1980 or 1981."""
    entries = pool(
        [listed("A", [{"age": "44"}]), listed("B", [{"born": "1981-03-03"}, {"born": "1982"}])]
    )
    pairs = np.array([0, 0], np.int32), np.array([1, 2], np.int32)
    assert [BORN[each] for each in born(entries.born, *pairs)] == [
        "same as far as known",
        "a year apart",
    ]


def test_a_choice_of_readings_agrees_where_one_does() -> None:
    """Day or month first: whichever agrees."""
    entries = pool(
        [
            listed("A", [{"born_either": "1980-05-02|1980-02-05"}]),
            listed("B", [{"born": "1980-02-05"}]),
        ]
    )
    assert [BORN[each] for each in born(entries.born, np.array([0]), np.array([1]))] == ["same day"]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2024-05-02", "2024-05-02", "same day"),
        ("2024-05-02", "2024-05-04", "within days"),
        ("2024-05-02", "2024-05-20", "within weeks"),
        ("2024-05-31", "2024-06-01", "within days"),
        ("2024-05-02", "2024-09-02", "apart"),
        ("2024-05", "2024-05-20", "same as far as known"),
        ("2023", "2024-05-20", "apart"),
        ("", "2024", "missing"),
    ],
)
def test_captures(left: str, right: str, expected: str) -> None:
    """Reports of one night differ by days."""
    assert expected in TAKEN
    assert level("taken", left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Qarun", "Qarun", "same"),
        ("Tarabulus", "طرابلس", "same"),
        ("Tarabulus", "Tarabulis", "same"),
        ("Old Harun", "Harun", "part"),
        ("Qarun", "Zebid", "apart"),
        ("", "Zebid", "missing"),
    ],
)
def test_places(left: str, right: str, expected: str) -> None:
    """The same place in two scripts; a part of it; another one."""
    assert expected in TEXT
    assert level("place", left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("male", "male", "same"), ("male", "female", "apart"), ("", "male", "missing")],
)
def test_choices(left: str, right: str, expected: str) -> None:
    """The same or not."""
    assert expected in CHOICE
    assert level("sex", left, right) == expected


def test_digits_are_counted_place_by_place() -> None:
    """Neighbours that changed places are one slip."""
    one = np.array([19800502, 19800502, 19800502, 19800502])
    other = np.array([19800502, 19800520, 19800603, 19080502])
    assert digits_apart(one, other).tolist() == [0, 1, 2, 1]
