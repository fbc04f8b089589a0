"""Partial dates: a year is a date, and so is a month; nothing is guessed to make them whole."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from attrs import frozen

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@frozen
class PartialDate:
    """A date known to the year, the month or the day (ISO 8601: `2025`, `2025-04`, `2025-04-20`).

    It stands for every day it may be, from `earliest` to `latest`.

    >>> PartialDate.parse("2025-02").latest
    datetime.date(2025, 2, 28)
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a date; raises ValueError where the text is none."""
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise ValueError(text)
        year = int(match[1])
        month, day = (int(part) if part else None for part in match.groups()[1:])
        if 0 in (month, day):
            raise ValueError(text)
        dt.date(year, month or 1, day or 1)  # raises ValueError on 2025-02-30 and year 0000
        return cls(year, month, day)

    @property
    def earliest(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def age_on(born: PartialDate, day: PartialDate) -> int | None:
    """Age in whole years on a day, or None where the two dates leave it open.

    >>> age_on(PartialDate.parse("2007"), PartialDate.parse("2025-04-20")) is None
    True
    >>> age_on(PartialDate.parse("2006-12-31"), PartialDate.parse("2025-04-20"))
    18
    """
    youngest = _whole_years(born.latest, day.earliest)
    oldest = _whole_years(born.earliest, day.latest)
    return youngest if youngest == oldest else None


def _whole_years(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
