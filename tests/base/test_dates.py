"""Partial dates stand for every day that they may be."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.base.dates import PartialDate, age_on

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-04", "2025-04-01", "2025-04-30"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-04-20", "2025-04-20", "2025-04-20"),
        ("0001", "0001-01-01", "0001-12-31"),
    ],
)
def test_a_partial_date_spans_what_it_may_be(text: str, earliest: str, latest: str) -> None:
    """A year is a date, and so is a month."""
    date = PartialDate.parse(text)
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (earliest, latest)
    assert str(date) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "25", "2025-4", "2025-13", "2025-02-30", "2023-02-29", "0000", "2025-00", "2025-01-00",
        "20250420", "2025/04/20", "20.04.2025", " 2025", "2025-04-20T00:00", "2025-04-20\n",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    """Nothing is guessed to make a date of it."""
    with pytest.raises(ValueError):  # noqa: PT011  # the words may be anyone's
        PartialDate.parse(text)


@given(DAYS)
def test_every_day_is_read_as_it_is_written(day: dt.date) -> None:
    """A whole date is one day, and its text is that of ISO 8601."""
    date = PartialDate.parse(day.isoformat())
    assert date.earliest == date.latest == day
    assert str(date) == day.isoformat()


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2007-04-20", "2025-04-20", 18),  # on the birthday
        ("2007-04-21", "2025-04-20", 17),  # a day before
        ("2007-04-20", "2025-04", None),  # some time in the month
        ("2007-04-01", "2025-04", 18),
        ("2007", "2025-04-20", None),
        ("2007", "2025-12-31", 18),
        ("2007-05", "2025-04-20", 17),
        ("2004-02-29", "2025-02-28", 20),
        ("2004-02-29", "2025-03-01", 21),
        ("2025", "2025", None),  # perhaps not born yet
    ],
)
def test_an_age_is_told_where_the_dates_leave_no_doubt(
    born: str, day: str, age: int | None
) -> None:
    """Whole years; None where both ages are possible."""
    assert age_on(PartialDate.parse(born), PartialDate.parse(day)) == age


@given(DAYS, DAYS)
def test_a_vague_date_never_gives_another_age(born: dt.date, day: dt.date) -> None:
    """The age from a year alone is the age from the full date, or is left open."""
    exact = age_on(PartialDate.parse(born.isoformat()), PartialDate.parse(day.isoformat()))
    vague = age_on(PartialDate(born.year), PartialDate.parse(day.isoformat()))
    assert exact is not None
    assert vague in (exact, None)
