"""Days of other calendars as days of ours: Hijri (Umm al-Qura) and solar Hijri.

Umm al-Qura is the civil calendar of Saudi Arabia, tabulated for 1343 to 1500 AH (`hijridate`, after
R. H. van Gent's comparison of its official almanacs). Elsewhere months begin when the moon is
sighted, a day earlier or later: so a Hijri day stands for three days of ours. Solar Hijri is the
civil calendar of Iran, and of Afghanistan until 2021 and in many papers since; its leap years are
reckoned by the breaks of K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon, and
Planets 74 (1996).
"""

from __future__ import annotations

import datetime as dt

from hijridate import Hijri

HIJRI = (1343, 1500)
"""Years of the tables, first and last."""

SOLAR = (1200, 1500)
"""Years of the solar calendar that are reckoned."""


def hijri_days(year: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date]:
    """The first and the last day of ours that a Hijri day, month or year can be.

    Raises ValueError where there is no such day, or none in the tables.

    >>> hijri_days(1405, 9, 1)
    (datetime.date(1985, 5, 19), datetime.date(1985, 5, 21))
    """
    try:
        first = Hijri(year, month or 1, day or 1)
        last = (
            first if day else Hijri(year, month or 12, Hijri(year, month or 12, 1).month_length())
        )
        start, end = (dt.date(*each.to_gregorian().datetuple()) for each in (first, last))
    except (OverflowError, ValueError) as problem:
        raise ValueError(str(problem)) from None
    return start - dt.timedelta(1), end + dt.timedelta(1)


def solar_days(year: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date]:
    """The first and the last day of ours of a solar Hijri day, month or year; ValueError for none.

    >>> solar_days(1365, 1, 1)
    (datetime.date(1986, 3, 21), datetime.date(1986, 3, 21))
    """
    start = _solar(year, month or 1, day or 1)
    if day:
        return start, start
    if month and month < 12:
        return start, _solar(year, month + 1, 1) - dt.timedelta(1)
    return start, _new_year(year + 1) - dt.timedelta(1)


def _solar(year: int, month: int, day: int) -> dt.date:
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    new_year = _new_year(year)
    found = new_year + dt.timedelta(31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)
    longest = 31 if month < 7 else 30 if month < 12 else (_new_year(year + 1) - new_year).days - 336
    if not 1 <= day <= longest:
        raise ValueError(f"the month has no day {day}")
    return found


_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635)
"""Years from which the cycle of 33 years is counted anew."""


def _new_year(year: int) -> dt.date:
    """The day of ours on which a solar Hijri year begins."""
    if not SOLAR[0] <= year <= SOLAR[1] + 1:
        raise ValueError(f"year must be in {SOLAR[0]}-{SOLAR[1]}, got {year}")
    leap, before = -14, _BREAKS[0]
    jump = 0
    for after in _BREAKS[1:]:
        jump = after - before
        if year < after:
            break
        leap += jump // 33 * 8 + jump % 33 // 4
        before = after
    n = year - before
    leap += n // 33 * 8 + (n % 33 + 3) // 4
    if jump % 33 == 4 and jump - n == 4:
        leap += 1
    ours = year + 621
    leaps = ours // 4 - (ours // 100 + 1) * 3 // 4 - 150
    return dt.date(ours, 3, 20 + leap - leaps)
