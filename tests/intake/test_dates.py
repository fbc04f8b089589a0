"""Dates as lists write them: in words, digits, orders and calendars; read, or kept open."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.base.dates import PartialDate
from canje.intake.calendars import hijri_days, solar_days
from canje.intake.dates import (
    Bounds,
    Habits,
    NoDate,
    both_ways,
    column_calendar,
    column_order,
    digits,
    read_date,
)

DAY = dt.date(2025, 4, 20)
LIVED = Habits(bounds=Bounds.before(DAY))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1980", "1980"),
        ("1980-05", "1980-05"),
        ("1980-05-06", "1980-05-06"),
        ("1980/5/6", "1980-05-06"),
        ("1980-05-06 00:00:00", "1980-05-06"),
        ("1980-05-06T00:00:00Z", "1980-05-06"),
        ("19800506", "1980-05-06"),
        ("13/05/1980", "1980-05-13"),
        ("13.5.1980", "1980-05-13"),
        ("05/13/1980", "1980-05-13"),
        ("08/08/1980", "1980-08-08"),
        ("05.1980", "1980-05"),
        ("00/00/1980", "1980"),
        ("00.05.1980", "1980-05"),
        ("xx.05.1980", "1980-05"),
        ("??/05/1980", "1980-05"),
        ("5 May 1980", "1980-05-05"),
        ("May 5, 1980", "1980-05-05"),
        ("1st of May 1980", "1980-05-01"),
        ("5 de mayo de 1980", "1980-05-05"),
        ("5 мая 1980 г.", "1980-05-05"),
        ("5 травня 1980 року", "1980-05-05"),
        ("5 مايو 1980", "1980-05-05"),
        ("٥ أيار ١٩٨٠", "1980-05-05"),
        ("كانون الثاني 1980", "1980-01"),
        ("١٣/٠٥/١٩٨٠م", "1980-05-13"),
        ("١٩٨٠", "1980"),
        ("۱۳/۰۵/۱۹۸۰", "1980-05-13"),
        ("13/05/80", "1980-05-13"),
        ("May-80", "1980-05"),
        ("29221", "1980-01-01"),
        ("03/12/2025", "2025-03-12"),
    ],
)
def test_a_date_that_leaves_no_doubt(text: str, date: str) -> None:
    """It is read as it is meant."""
    reading = read_date(text, LIVED)
    assert str(reading.date) == date
    assert reading.either == ()


@pytest.mark.parametrize(
    ("text", "date", "either"),
    [
        ("05/06/1980", "1980", "1980-05-06|1980-06-05"),
        ("05/06/80", "1980", "1980-05-06|1980-06-05"),
        ("05061980", "1980", "1980-05-06|1980-06-05"),
        ("13/05/15", None, "1915-05-13|2015-05-13"),
        ("1405/9/1 AH", "1985-05", "1985-05-19|1985-05-20|1985-05-21"),
        ("١٤٠٥/٩/١ هـ", "1985-05", "1985-05-19|1985-05-20|1985-05-21"),
        ("3 رمضان 1405", "1985-05", "1985-05-21|1985-05-22|1985-05-23"),
        ("1405 هـ", None, "1984|1985"),
        ("رمضان 1405", "1985", "1985-05|1985-06"),
        ("1365", None, "1945|1946|1986|1987"),
        ("1365 هـ.ش", None, "1986|1987"),
        ("c. 1980", None, "1979|1980|1981"),
        ("حوالي 1980", None, "1979|1980|1981"),
        ("1980?", None, "1979|1980|1981"),
        ("1980-1982", None, "1980|1981|1982"),
        ("1980/81", None, "1980|1981"),
    ],
)
def test_a_date_that_leaves_a_choice(text: str, date: str | None, either: str) -> None:
    """Only what all readings share is the date; the choice is kept beside it."""
    reading = read_date(text, LIVED)
    assert (None if reading.date is None else str(reading.date)) == date
    assert reading.choice == either


MONTHS = [
    (f"{month}{between}{year}", f"20{year[-2:]}-{number:02}")
    for number, months in (
        (1, "ene янв січ يناير"), (2, "feb фев лют فبراير"), (4, "abr апр квіт أبريل"), (8,
        "ago авг серп أغسطس"),
        (9, "sept сент верес سبتمبر"), (12, "dic дек груд ديسمبر"),
    )
    for month in months.split()
    for between, year in (("-", "24"), (". ", "2024"), (" ", "2024"), ("-", "2023"), ("/", "19"))
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *MONTHS,
        ("Jan-24", "2024-01"), ("Jan '24", "2024-01"), ("Sept. 2023", "2023-09"),
        ("янв. 24", "2024-01"), ("enero de 24", "2024-01"), ("янв. 2024 г.", "2024-01"),
        ("كانون الثاني-24", "2024-01"), ("ك2 2024", "2024-01"), ("ت1 2023", "2023-10"),
        ("12-ene-24", "2024-01-12"),
    ],
)  # fmt: skip
def test_a_month_and_a_year(text: str, date: str) -> None:
    """A month's name, short or whole, in five languages, and a year of two digits or four."""
    reading = read_date(text, Habits(bounds=Bounds.before(DAY, 60)))
    assert str(reading.date) == date
    assert reading.either == ()


@pytest.mark.parametrize("text", ["24-ene", "24 янв", "Jan 24", "May 5", "Q1 2024", "H1 2024"])
def test_what_is_no_month_and_year(text: str) -> None:
    """A day without a year; what may be one; a quarter."""
    with pytest.raises(NoDate) as caught:
        read_date(text, Habits(bounds=Bounds.before(DAY, 60)))
    assert caught.value.code == "date.none"


@pytest.mark.parametrize("text", ["", " ", "-", "unknown", "N/A", "غير معروف", "неизвестно", "s/d"])
def test_nothing_is_said(text: str) -> None:
    """Blank, and words for it."""
    assert read_date(text, LIVED).date is None
    assert read_date(text, LIVED).notes == ()


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("45 years", 45), ("٤٥ سنة", 45), ("45 años", 45), ("45 лет", 45), ("45 років", 45),
        ("Age: 45 y.o.", 45),
    ],
)  # fmt: skip
def test_an_age_in_the_place_of_a_date(text: str, age: int) -> None:
    """It is an age, and no date is made of it."""
    reading = read_date(text, LIVED)
    assert (reading.age, reading.date) == (age, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/1980", "date.none"), ("1980-13-05", "date.none"), ("near the well", "date.none"),
        ("near the well 1980", "date.none"), ("1/2/3/4", "date.none"), ("123", "date.none"),
        ("13/13/1980", "date.none"), ("May June 1980", "date.none"),
        ("300 years", "date.impossible"),
        ("2031", "date.impossible"), ("1815", "date.impossible"), ("13/05/2031", "date.impossible"),
        ("1405/13/1 AH", "date.none"), ("1250 AH", "date.none"), ("99999999999", "date.none"),
    ],
)  # fmt: skip
def test_what_is_no_date(text: str, code: str) -> None:
    """Each is told apart: no date, or one that cannot be."""
    with pytest.raises(NoDate) as problem:
        read_date(text, LIVED)
    assert problem.value.code == code


def test_two_digits_need_a_day_to_count_from() -> None:
    """Without one nothing tells the century."""
    with pytest.raises(NoDate, match=r"date\.two-digits"):
        read_date("13/05/80")


def test_what_a_person_says_of_the_order() -> None:
    """It decides where both fit, and is no licence to read what does not fit."""
    assert str(read_date("05/06/1980", Habits(order="day-first")).date) == "1980-06-05"
    assert str(read_date("05/06/1980", Habits(order="month-first")).date) == "1980-05-06"
    with pytest.raises(NoDate, match=r"date\.order-broken"):
        read_date("13/05/1980", Habits(order="month-first"))


def test_what_a_person_says_of_the_calendar() -> None:
    """It decides where both fit; a year of ours in the column stays one of ours."""
    assert read_date("1365", Habits(calendar="solar-hijri")).choice == "1986|1987"
    assert read_date("1365", Habits(calendar="hijri")).choice == "1945|1946"
    assert str(read_date("1980", Habits(calendar="hijri")).date) == "1980"


def test_the_column_speaks_for_the_order() -> None:
    """Three that can only be read so, none against them, a quarter of all at least."""
    clear = ["13/05/1980", "14/05/1980", "15/05/1980"]
    assert column_order([*clear, "05/06/1980"]).order == "day-first"
    assert column_order(clear[:2]).order is None
    assert column_order([*clear, "05/13/1980"]).order is None
    assert column_order([*clear, *[f"05/06/{1960 + n}" for n in range(10)]]).order is None
    assert column_order(["05/13/1980", "05/14/1980", "05/15/1980"]).order == "month-first"


def test_dates_that_a_spreadsheet_may_have_turned() -> None:
    """Real dates all with a day up to 12, beside texts whose day is above: the trap of a
    spreadsheet of the other order."""
    assert column_order(["13/05/1980"], frozenset({"1980-05-06"})).swapped
    assert not column_order(["13/05/1980"], frozenset({"1980-05-16"})).swapped
    assert not column_order(["x"], frozenset({"1980-05-06"})).swapped
    assert both_ways("1980-05-06").choice == "1980-05-06|1980-06-05"
    assert str(both_ways("1980-05-05").date) == "1980-05-05"


def test_the_column_speaks_for_the_calendar() -> None:
    """One Hijri calendar that is named, and no other."""
    assert column_calendar(["1405 هـ", "1406"]) == "hijri"
    assert column_calendar(["1365 هـ.ش", "1366"]) == "solar-hijri"
    assert column_calendar(["1365 هـ.ش", "1405 هـ"]) is None
    assert column_calendar(["1980"]) is None


@pytest.mark.parametrize(
    ("hijri", "ours"),
    [  # published almanacs of Umm al-Qura: first days of Muharram, of Ramadan and of Shawwal
        ((1420, 1, 1), dt.date(1999, 4, 17)),
        ((1430, 9, 1), dt.date(2009, 8, 22)),
        ((1440, 1, 1), dt.date(2018, 9, 11)),
        ((1445, 9, 1), dt.date(2024, 3, 11)),
        ((1446, 10, 1), dt.date(2025, 3, 30)),
    ],
)
def test_umm_al_qura(hijri: tuple[int, int, int], ours: dt.date) -> None:
    """The day of the almanac, and one on either side for where the moon is sighted."""
    assert hijri_days(*hijri) == (ours - dt.timedelta(1), ours + dt.timedelta(1))


@pytest.mark.parametrize(
    ("year", "ours"),
    [
        (1300, dt.date(1921, 3, 21)), (1342, dt.date(1963, 3, 21)), (1358, dt.date(1979, 3, 21)),
        (1375, dt.date(1996, 3, 20)), (1399, dt.date(2020, 3, 20)), (1400, dt.date(2021, 3, 21)),
        (1403, dt.date(2024, 3, 20)), (1404, dt.date(2025, 3, 21)), (1408, dt.date(2029, 3, 20)),
    ],
)  # fmt: skip
def test_new_years_of_the_solar_calendar(year: int, ours: dt.date) -> None:
    """As they fell, and as they are announced."""
    assert solar_days(year, 1, 1) == (ours, ours)


@given(st.integers(1200, 1499))
def test_solar_years_follow_one_another(year: int) -> None:
    """Each has 365 or 366 days, and its last day is the day before the next."""
    first, last = solar_days(year, None, None)
    assert (last - first).days + 1 in (365, 366)
    assert solar_days(year + 1, 1, 1)[0] - last == dt.timedelta(1)
    assert solar_days(year, 12, 29)[0] <= last
    months = [solar_days(year, month, None) for month in range(1, 13)]
    assert all(a[1] + dt.timedelta(1) == b[0] for a, b in pairwise(months))


@given(st.dates(dt.date(1900, 1, 1), DAY), st.sampled_from("/.-"))
def test_the_true_day_is_never_lost(day: dt.date, sign: str) -> None:
    """Whatever the order, the day that was meant is the date, or among its choices."""
    meant = PartialDate(day.year, day.month, day.day)
    for text in (
        f"{day.day:02}{sign}{day.month:02}{sign}{day.year}",
        f"{day.month}{sign}{day.day}{sign}{day.year}",
        f"{day.year}{sign}{day.month:02}{sign}{day.day:02}",
        f"{day.day:02}{sign}{day.month:02}{sign}{day.year % 100:02}",
    ):
        reading = read_date(text, Habits(bounds=Bounds.before(DAY, 130)))
        assert reading.date == meant or meant in reading.either
        if reading.date is not None:
            assert reading.date.earliest <= day <= reading.date.latest


@given(st.dates(dt.date(1930, 1, 1), DAY), st.sampled_from(["hijri", "solar-hijri"]))
def test_other_calendars_hold_the_day(day: dt.date, calendar: str) -> None:
    """A day of ours lies in the month, and the month in the year, that are read for it."""
    read = hijri_days if calendar == "hijri" else solar_days
    year = (day.year - 622) * 33 // 32 if calendar == "hijri" else day.year - 622
    years = [read(each, None, None) for each in range(year - 1, year + 4)]
    assert any(first <= day <= last for first, last in years)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Nothing but NoDate is ever raised, with or without bounds."""
    for habits in (LIVED, None, Habits(order="day-first", calendar="hijri")):
        try:
            reading = read_date(text, habits)
        except NoDate:
            continue
        assert reading.date is None or reading.date.earliest <= reading.date.latest


@given(st.text(alphabet="0123456789/-. ٠١٢٣٤٥٦٧٨٩هـمaMy", max_size=16))
def test_anything_like_a_date_is_a_date_or_none(text: str) -> None:
    """The same, nearer to dates."""
    test_any_text_is_a_date_or_none.hypothesis.inner_test(text)  # type: ignore[attr-defined]


def test_digits_of_every_script() -> None:
    """Arabic-Indic, Persian, Devanagari and wide digits are digits; letters stay."""
    assert digits("١٢٣ ۴۵۶ ७८९ ０") == "123 456 789 0"
    assert digits("م١") == "م1"
