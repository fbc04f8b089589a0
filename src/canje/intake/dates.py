"""Dates as lists write them: read where they leave no doubt, kept partial where they do.

A date is read into every day, month or year that it can be (`Reading.either`), in all orders and
calendars that fit, within the bounds of what is possible. Where one is left it is the date; where
all lie in one month or year, that is the date; else none is, and the choice is kept beside it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Literal

from attrs import frozen

from canje.base.dates import PartialDate
from canje.intake.calendars import HIJRI, SOLAR, hijri_days, solar_days
from canje.intake.headers import normal
from canje.intake.months import HIJRI_MONTHS, MONTHS, SOLAR_MONTHS

Order = Literal["day-first", "month-first"]
Calendar = Literal["gregorian", "hijri", "solar-hijri"]

LONGEST = 80
"""Characters that a date is written in, at most."""

OLDEST = 110
"""Years that someone can have lived, at most."""


@frozen
class Bounds:
    """The first and the last day on which something can have happened."""

    first: dt.date
    last: dt.date

    @classmethod
    def before(cls, day: dt.date, years: int = OLDEST) -> Bounds:
        """So many years up to a day: that of the list."""
        return cls(dt.date(max(day.year - years, 1), 1, 1), day)


@frozen
class Reading:
    """What a text says. `notes` are codes of what was done to read it; `age` is in whole years."""

    date: PartialDate | None = None
    either: tuple[PartialDate, ...] = ()
    notes: tuple[str, ...] = ()
    age: int | None = None

    @property
    def choice(self) -> str:
        return "|".join(map(str, self.either))


@frozen
class Habits:
    """How the dates of one column are written, where that is known, and who or what says so."""

    order: Order | None = None
    calendar: Calendar | None = None
    bounds: Bounds | None = None
    epoch: int | None = None


class NoDate(ValueError):
    """A text that is no date; `code` is the finding's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Span = tuple[dt.date, dt.date]
"""The first and the last day of what a text can mean."""


def read_date(text: str, habits: Habits | None = None) -> Reading:
    """What one text says; blank says nothing. Raises NoDate.

    >>> str(read_date("13/05/1980").date), str(read_date("05/06/1980").date)
    ('1980-05-13', '1980')
    >>> read_date("05/06/1980").choice
    '1980-05-06|1980-06-05'
    """
    habits = habits or Habits()
    if len(text) > LONGEST:
        raise NoDate("date.none")
    plain = digits(text).strip().strip(".,;:'\"").strip()
    if not plain or plain.casefold() in _NOTHING or not re.search(r"[^\W_]", plain):
        return Reading()
    is_bare = not _LETTER.search(plain) and not _ODD.search(plain)
    age = None if is_bare else _AGE.fullmatch(plain)
    if age:
        return _aged(int(age[1]))
    spans, notes, calendar = _spans(plain if is_bare else _bare(plain), habits)
    within = _within(spans, habits.bounds)
    if not within:
        raise NoDate("date.impossible" if spans else "date.none")
    if len(set(spans)) > len(within) == 1:
        notes += ("date.bounded",)
    if calendar != "gregorian":
        notes += ("date.hijri" if calendar == "hijri" else "date.solar",)
    if not is_bare and _ABOUT.search(plain):
        notes += ("date.about",)
        within = [
            (_year(a - 1)[0], _year(b + 1)[1]) for a, b in [(s.year, e.year) for s, e in within]
        ]
    return _joined(within, notes)


def _aged(age: int) -> Reading:
    if age > OLDEST:
        raise NoDate("date.impossible")
    return Reading(age=age, notes=("date.age",))


def _joined(spans: list[Span], notes: tuple[str, ...]) -> Reading:
    """The date that all readings share, and the choice where they share none that is as narrow."""
    one = _partial(min(s for s, _ in spans), max(e for _, e in spans))
    if one is not None and spans == [(one.earliest, one.latest)]:
        return Reading(one, (), notes)
    either: dict[PartialDate, None] = {}
    for start, end in spans:
        either |= dict.fromkeys(_pieces(start, end))
    if len(spans) > 1:
        notes += ("date.ambiguous",)
    return Reading(one, tuple(sorted(either, key=lambda each: (each.earliest, each.latest))), notes)


def _partial(start: dt.date, end: dt.date) -> PartialDate | None:
    """The day, month or year that holds both days."""
    if start.year != end.year:
        return None
    if start.month != end.month:
        return PartialDate(start.year)
    if start.day != end.day:
        return PartialDate(start.year, start.month)
    return PartialDate(start.year, start.month, start.day)


def _pieces(start: dt.date, end: dt.date) -> list[PartialDate]:
    """A span as days where it has a few, else as months or years."""
    if (end - start).days < 4:
        days = (start + dt.timedelta(n) for n in range((end - start).days + 1))
        return [PartialDate(each.year, each.month, each.day) for each in days]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months <= 3 and not (start.day == 1 and start.month == 1 and end.month == 12):
        firsts = ((start.year * 12 + start.month - 1 + n) for n in range(months))
        return [PartialDate(each // 12, each % 12 + 1) for each in firsts]
    return [PartialDate(year) for year in range(start.year, end.year + 1)]


def _within(spans: Iterable[Span], bounds: Bounds | None) -> list[Span]:
    distinct = list(dict.fromkeys(spans))
    if bounds is None:
        return distinct
    return [each for each in distinct if each[1] >= bounds.first and each[0] <= bounds.last]


# How a text can be read


def _spans(text: str, habits: Habits) -> tuple[list[Span], tuple[str, ...], Calendar]:
    """Every span that a text can mean; notes; the calendar of those that were kept."""
    serial = re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text)
    if serial:
        return [_serial(int(text[:5]), habits.epoch or 1900)], ("date.serial",), "gregorian"
    calendar, months = habits.calendar, list[tuple[Calendar, int]]()
    if _LETTER.search(text):
        calendar, text = _calendar(_SHORT_ARABIC.sub(_levantine, text), habits.calendar)
        months = _months(text)
    numbers = re.findall(r"[0-9]+", text)
    if len(months) > 1 or any(len(each) > 4 for each in numbers if len(each) != 8):
        raise NoDate("date.none")
    if not months and re.search(
        r"[^\W\d_]{2,}", re.sub(r"\b(?:de|del|of|г|р|года|року|в|في|th|st|nd|rd)\b", " ", text)
    ):
        raise NoDate("date.none")
    if months:
        ((named, month),) = months
        if len(numbers) == 1 and len(numbers[0]) == 2 and _MONTH_YEAR.fullmatch(text):
            return _two_digits(numbers[0], (month, 0), Habits("month-first", None, habits.bounds))
        return _named(numbers, month, named, habits)
    if _LETTERED.search(text):
        raise NoDate("date.none")
    if len(numbers) == 1 and len(numbers[0]) == 8:
        whole = numbers[0]
        numbers = (
            [whole[:4], whole[4:6], whole[6:]]
            if whole[:2] in ("18", "19", "20", "13", "14")
            else [whole[:2], whole[2:4], whole[4:]]
        )
    match len(numbers):
        case 1:
            return _years(numbers[0], calendar, habits)
        case 2:
            return _two(numbers, text, calendar, habits)
        case 3:
            return _three(numbers, calendar, habits)
    raise NoDate("date.none")


_MONTH_YEAR = re.compile(
    r"\W*(?:[^\W\d_]+(?: [^\W\d_]+)?\.?\W*[-/–’‘'`]\W*"
    r"|(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[^\W\d_]*\W)[^\W\d_]+\W+(?:del?\W+)?)"
    r"[0-9]{2}\W*(?:г|р|م)?\W*",
    re.I,
)
"""A month and a year of two digits: `ene-24`, `янв. 24`; not `Jan 24`, which may be a day."""

_LETTERED = re.compile(r"(?<![^\W\d_])[^\W\d_](?=[0-9])")
"""A letter that numbers something else, as a quarter (`Q1`)."""

_SHORT_ARABIC = re.compile(r"(?<![^\W\d_])([كت])\s?\.?\s?([12])(?![0-9])")


def _levantine(found: re.Match[str]) -> str:
    """The Syriac months that lists number: ك2 is January, ت1 October."""
    names = {"ك1": "كانون الأول", "ك2": "كانون الثاني", "ت1": "تشرين الأول", "ت2": "تشرين الثاني"}
    return f" {names[found[1] + found[2]]} "


def _serial(days: int, epoch: int) -> Span:
    """A day as spreadsheets count: from 1900 (which they take for a leap year) or from 1904."""
    start = dt.date(1904, 1, 1) if epoch == 1904 else dt.date(1899, 12, 30)
    day = start + dt.timedelta(days)
    return day, day


def _calendar(text: str, wanted: Calendar | None) -> tuple[Calendar | None, str]:
    """The calendar that a text names, and the text without that."""
    for calendar, pattern in _NAMED_CALENDARS:
        rest, found = pattern.subn(" ", text)
        if found:
            return calendar, rest
    return wanted, text


_NAMED_CALENDARS: tuple[tuple[Calendar, re.Pattern[str]], ...] = (
    (
        "solar-hijri",
        re.compile(r"هـ?\s?[.]?\s?ش\b|\bهجري شمسي|\b(?:sh|ah solar|a\.?p\.?)\b|شمسي", re.I),
    ),
    (
        "hijri",
        re.compile(
            r"هجري[هة]?|(?<![^\W\d_])هـ?(?![^\W\d_])\.?|\b(?:a\.?h\b\.?|hijri|h)\b|хиджры?"
            r"|héjira|hégira",
            re.I,
        ),
    ),
    (
        "gregorian",
        re.compile(
            r"ميلادي[هة]?|(?<![^\W\d_])م(?![^\W\d_])\.?|\b(?:a\.?d\b\.?|c\.?e\b\.?)|н\.?\s?э\.?",
            re.I,
        ),
    ),
)


def _years(
    number: str, calendar: Calendar | None, habits: Habits
) -> tuple[list[Span], tuple[str, ...], Calendar]:
    """A year alone."""
    if len(number) == 4:
        return _of_calendars(calendar, habits, int(number), None, None)
    if len(number) == 2 and habits.bounds is not None:
        return _two_digits(number, None, habits)
    raise NoDate("date.none")


def _of_calendars(
    calendar: Calendar | None, habits: Habits, year: int, month: int | None, day: int | None
) -> tuple[list[Span], tuple[str, ...], Calendar]:
    """A date in the calendar that is named, else in all that it can be in by its year."""
    if year >= 1800 and calendar is not None:
        calendar = "gregorian"  # a column of Hijri dates may hold some of ours; none is the other
    if calendar is None:
        calendars: tuple[Calendar, ...] = (
            ("gregorian",) if year >= 1800 else ("hijri", "solar-hijri")
        )
    else:
        calendars = (calendar,)
    spans: dict[Calendar, Span] = {}
    for each in calendars:
        try:
            spans[each] = _span(each, year, month, day)
        except ValueError:
            continue
    possible = {each: span for each, span in spans.items() if _within([span], habits.bounds)}
    kept = possible or spans
    name: Calendar = next(iter(kept), calendars[0])
    notes = ("date.calendar",) if len(kept) > 1 else ()
    return list(kept.values()), notes, name


def _span(calendar: Calendar, year: int, month: int | None, day: int | None) -> Span:
    if calendar == "hijri":
        if not HIJRI[0] <= year <= HIJRI[1]:
            raise ValueError(year)
        return hijri_days(year, month, day)
    if calendar == "solar-hijri":
        if not SOLAR[0] <= year <= SOLAR[1]:
            raise ValueError(year)
        return solar_days(year, month, day)
    made = PartialDate.parse(f"{year:04}" + "".join(f"-{each:02}" for each in (month, day) if each))
    return made.earliest, made.latest


def _year(year: int) -> Span:
    return dt.date(max(year, 1), 1, 1), dt.date(min(year, 9999), 12, 31)


def _two(
    numbers: list[str], text: str, calendar: Calendar | None, habits: Habits
) -> tuple[list[Span], tuple[str, ...], Calendar]:
    """A month and a year, or a range of years."""
    first, second = numbers
    if len(first) == 4 and len(second) == 4:
        start, end = int(first), int(second)
        if 0 <= end - start <= 10:
            return [(_year(start)[0], _year(end)[1])], ("date.range",), "gregorian"
        raise NoDate("date.none")
    if len(first) == 4 and len(second) <= 2:
        year, month = int(first), int(second)
        if month > 12 and 0 < month - year % 100 <= 10 and re.search(r"[-/–—]", text):
            last = year - year % 100 + month
            return [(_year(year)[0], _year(last)[1])], ("date.range",), "gregorian"
    elif len(second) == 4 and len(first) <= 2:
        year, month = int(second), int(first)
    else:
        raise NoDate("date.none")
    if month == 0:
        return _of_calendars(calendar, habits, year, None, None)
    if month > 12:
        raise NoDate("date.none")
    return _of_calendars(calendar, habits, year, month, None)


def _three(
    numbers: list[str], calendar: Calendar | None, habits: Habits
) -> tuple[list[Span], tuple[str, ...], Calendar]:
    """A day, a month and a year in the orders that fit."""
    first, second, third = numbers
    if len(first) == 4:
        return _orders(calendar, habits, int(first), [(int(second), int(third))])
    if len(third) == 4:
        a, b = int(first), int(second)
        ways = [(b, a), (a, b)]  # as month and day: day first, month first
        if habits.order is not None:
            ways = ways[:1] if habits.order == "day-first" else ways[1:]
            if ways[0][0] > 12 and ways[0][::-1][0] <= 12:
                raise NoDate("date.order-broken")
        return _orders(calendar, habits, int(third), ways)
    if len(third) == 2 and len(first) <= 2 and len(second) <= 2:
        return _two_digits(third, (int(first), int(second)), habits)
    raise NoDate("date.none")


def _orders(
    calendar: Calendar | None, habits: Habits, year: int, ways: list[tuple[int, int]]
) -> tuple[list[Span], tuple[str, ...], Calendar]:
    """Each way to take two numbers for month and day; a day or month 0 is one that is not known."""
    if (0, 0) in ways:
        return _of_calendars(calendar, habits, year, None, None)
    spans: list[Span] = []
    notes: tuple[str, ...] = ()
    name: Calendar = calendar or "gregorian"
    for month, day in ways:
        if month == 0 or month > 12 or day > 31:
            continue
        found, notes, name = _of_calendars(calendar, habits, year, month, day or None)
        spans += found
    if not spans:
        raise NoDate("date.none")
    return spans, notes, name


def _two_digits(
    year: str, others: tuple[int, int] | None, habits: Habits
) -> tuple[list[Span], tuple[str, ...], Calendar]:
    """A year of two digits: of the centuries, those within the bounds; without bounds none."""
    if habits.bounds is None:
        raise NoDate("date.two-digits")
    spans: list[Span] = []
    for century in (1800, 1900, 2000):
        full = str(century + int(year))
        try:
            if others is None:
                found = _years(full, "gregorian", habits)[0]
            else:
                found = _three([*(f"{each:02}" for each in others), full], "gregorian", habits)[0]
        except NoDate as problem:
            if problem.code == "date.order-broken":
                raise
            continue
        spans += _within(found, habits.bounds)
    if not spans:
        raise NoDate("date.impossible")
    return spans, ("date.two-digits-read",), "gregorian"


def _named(
    numbers: list[str], month: int, calendar: Calendar, habits: Habits
) -> tuple[list[Span], tuple[str, ...], Calendar]:
    """A date whose month is named."""
    years = [each for each in numbers if len(each) == 4]
    days = [each for each in numbers if len(each) <= 2]
    if len(numbers) == 1 and years:
        return _of_calendars(calendar, habits, int(years[0]), month, None)
    if len(numbers) == 1 and int(numbers[0]) > 31 and calendar == "gregorian":  # May-80
        return _two_digits(numbers[0], (month, 0), Habits("month-first", None, habits.bounds))
    if len(numbers) == 2 and len(years) == 1 and len(days) == 1:
        day = int(days[0])
        spans, notes, name = _of_calendars(calendar, habits, int(years[0]), month, day or None)
        if not spans:
            raise NoDate("date.none")
        return spans, notes, name
    if len(numbers) == 2 and not years and calendar == "gregorian":  # 5 May 80
        return _two_digits(
            days[1], (month, int(days[0])), Habits("month-first", None, habits.bounds)
        )
    raise NoDate("date.none")


def _months(text: str) -> list[tuple[Calendar, int]]:
    """The months that a text names, longest names first."""
    folded = f" {normal(text)} "
    found: list[tuple[Calendar, int]] = []
    for phrase, calendar, number in _month_table():
        if f" {phrase} " in folded:
            folded = folded.replace(f" {phrase} ", " ", 1)
            if (calendar, number) not in found:
                found.append((calendar, number))
    return found


@cache
def _month_table() -> tuple[tuple[str, Calendar, int], ...]:
    table: dict[str, tuple[Calendar, int]] = {}
    sources: tuple[tuple[Calendar, tuple[str, ...]], ...] = (
        ("gregorian", MONTHS), ("hijri", HIJRI_MONTHS), ("solar-hijri", SOLAR_MONTHS),
    )  # fmt: skip
    for calendar, months in sources:
        for number, names in enumerate(months, 1):
            for name in names.split("|"):
                table.setdefault(normal(name), (calendar, number))
    longest = sorted(table, key=lambda each: (-len(each), each))
    return tuple((name, *table[name]) for name in longest)


# What a column says


def column_calendar(texts: Iterable[str]) -> Calendar | None:
    """The calendar that some dates of a column name, where no other Hijri one is named in it."""
    short = (digits(text) for text in texts if len(text) <= LONGEST)
    named = {found for text in short if (found := _calendar(text, None)[0])}
    hijri = [each for each in named if each != "gregorian"]
    return hijri[0] if len(hijri) == 1 else None


@frozen
class Column:
    """What the dates of a column say together: how many can only be day first, only month first,
    either; `order` where that is evidence enough. `swapped` says that real dates of the spreadsheet
    may have had day and month changed by it."""

    day_first: int = 0
    month_first: int = 0
    open: int = 0
    order: Order | None = None
    swapped: bool = False
    january: int = 0
    full: int = 0


FEW = 3
"""Dates that can only be read in one order, at least, for them to speak for the others."""


def column_order(texts: Iterable[str], typed: frozenset[str] = frozenset()) -> Column:
    """The order in which the dates of a column are written.

    It is evidence where at least three dates can only be read so, none the other way, and those
    are a quarter of all whose order matters: among day-first dates about six in ten have a day
    above 12, so that fewer point to a mix.
    """
    day = month = open_ = january = full = 0
    for text in texts:
        if text in typed or len(text) > LONGEST:
            continue
        found = re.fullmatch(
            r"\s*([0-9]{1,2})\D{1,3}([0-9]{1,2})\D{1,3}([0-9]{2}|[0-9]{4})\b.*", digits(text)
        )
        if not found:
            continue
        a, b = int(found[1]), int(found[2])
        full += 1
        january += (a, b) == (1, 1)
        if a > 12 >= b > 0:
            day += 1
        elif b > 12 >= a > 0:
            month += 1
        elif a != b and a > 0 and b > 0:
            open_ += 1
    total = day + month + open_
    order: Order | None = None
    if day >= FEW and not month and day * 4 >= total:
        order = "day-first"
    elif month >= FEW and not day and month * 4 >= total:
        order = "month-first"
    days = [each for each in typed if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", each)]
    swapped = bool(days) and (day or month) > 0 and all(int(each[8:10]) <= 12 for each in days)
    return Column(day, month, open_, order, swapped, january, full)


def both_ways(text: str) -> Reading:
    """A real date of a spreadsheet that may have changed day and month."""
    year, month, day = (int(each) for each in text[:10].split("-"))
    if month == day:
        return Reading(PartialDate(year, month, day))
    either = sorted((PartialDate(year, month, day), PartialDate(year, day, month)), key=str)
    return Reading(PartialDate(year), tuple(either), ("date.swapped",))


def digits(text: str) -> str:
    """A text with its digits as ours, from whichever script; other letters stay.

    >>> digits("١٩٨٠"), digits("۱۳۶۵")
    ('1980', '1365')
    """
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(each))
        if each.isdigit() and not each.isascii() and unicodedata.digit(each, None) is not None
        else each
        for each in unicodedata.normalize("NFKC", text)
    )


def _bare(text: str) -> str:
    """A text without what says nothing of the day: the time 00:00, weekdays, words like `about`."""
    text = re.sub(
        r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|[ap]\.?m\.?)?$",
        "",
        text,
        flags=re.I,
    )
    text = _ABOUT.sub(" ", text)
    return re.sub(r"(?<![0-9])(?:[xX?_٪хХ]{1,2}|--)(?=[./\s-])", "00", text)


_ABOUT = re.compile(
    r"^\s*(?:~|c\.|ca\.?\s|circa|about|approx\w*\.?|around|aprox\w*\.?|hacia|alrededor de|cerca de"
    r"|حوالي|تقريبا|نحو|около|примерно|ок\.|близько|приблизно|бл\.)|(?<=[0-9])\s*\?\s*$|تقريب\w*\s*$",
    re.I,
)

_LETTER = re.compile(r"[^\W\d_]")
_ODD = re.compile(r"[:~?_٪]|--")

_NOTHING_WORDS = (
    "unknown|n/a|na|none|not known|?|unk|desconocido|desconocida|se desconoce|sin datos|s/d|n/d"
    "|nd|غير معروف|مجهول|لا يوجد|غير محدد|неизвестно|неизв|нет данных|н/д|невідомо|немає даних"
    "|null|nil"
)
_NOTHING = frozenset(_NOTHING_WORDS.split("|"))

_AGE = re.compile(
    r"(?:age|aged|edad|العمر|возраст|вік)?\W*([0-9]{1,3})\s*(?:years?(?: old)?|yrs?|y\.?o\.?|años"
    r"|سنة|سنه|عام[اً]*|سنوات|лет|года?|років|роки|рік|год)\.?",
    re.I,
)
