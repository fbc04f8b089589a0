"""A column of dates: how it writes them, what speaks for that, and each cell read in its light."""

from __future__ import annotations

from typing import get_args

from attrs import define, evolve, field, frozen

from canje.base.people import Column
from canje.intake.cellwise import Cell
from canje.intake.columns import hints
from canje.intake.dates import (
    Bounds,
    Calendar,
    Habits,
    NoDate,
    Order,
    Reading,
    both_ways,
    column_calendar,
    column_order,
    read_date,
)

ORDERS: tuple[Order, ...] = get_args(Order)
CALENDARS: tuple[Calendar, ...] = get_args(Calendar)
WAYS = (*ORDERS, *CALENDARS)
"""What a person can say of how dates are written."""


@frozen
class DateColumn:
    """How a column writes its dates, and why that is known (in words; empty where nothing is)."""

    order: Order | None = None
    calendar: Calendar | None = None
    why: str = ""


@define
class Dates:
    """The cells of a column of dates, one for each distinct text."""

    habits: DateColumn
    cells: list[Cell] = field(factory=list)
    either: list[str] = field(factory=list)
    ages: list[str] = field(factory=list)
    notes: list[tuple[str, str | None, dict[str, str]]] = field(factory=list)


def read_dates(
    column: Column,
    header: str,
    typed: frozenset[str],
    said: str | None,
    bounds: Bounds,
    epoch: int | None,
    takes_ages: bool,
) -> Dates:
    """Read the distinct texts of a column; `said` is what a person says of how it is written."""
    found = column_order(column.values, typed)
    found_calendar = column_calendar(column.values)
    header_order, header_calendar = hints(header)
    order = next((each for each in ORDERS if each == said), None)
    calendar = next((each for each in CALENDARS if each == said), None)
    why = "as said" if said else ""
    made = Dates(DateColumn())
    evidence = ""
    if order is None and header_order is not None:
        order, why = next(each for each in ORDERS if each == header_order), "its header says so"
        evidence = "The header says so"
    elif order is None and found.order is not None:
        order, count = found.order, max(found.day_first, found.month_first)
        total = found.day_first + found.month_first + found.open
        why = f"{count:,} of {total:,} dates fit only that"
        evidence = f"Of {total:,} different dates {count:,} fit only that order, and none another"
    if evidence and found.open:
        words = (order or "").replace("-", " ")
        made.notes.append(("date.order", None, {"evidence": evidence, "order": words}))
    if calendar is None:
        calendar = next((each for each in CALENDARS if each == header_calendar), found_calendar)
    if found.january >= 10 and found.january * 10 >= found.full * 3:
        params = {"count": f"{found.january:,}", "full": f"{found.full:,}"}
        made.notes.append(("date.january", None, params))
    made.habits = DateColumn(order, calendar, why)
    habits = Habits(order, calendar, bounds, epoch)
    for text in column.values:
        _add(made, text, text in typed, found.swapped and said is None, habits, takes_ages)
    return made


def _add(
    made: Dates, text: str, is_typed: bool, swapped: bool, habits: Habits, takes_ages: bool
) -> None:
    """Read one text and add what it says."""
    try:
        if is_typed and swapped and len(text) >= 10:
            reading = both_ways(text)
        else:
            reading = read_date(text, evolve(habits, calendar=None) if is_typed else habits)
        if reading.age is not None and not takes_ages:
            raise NoDate("date.none")
    except NoDate as problem:
        made.cells.append(Cell("", ((problem.code, {}),)))
        made.either.append("")
        made.ages.append("")
        return
    date = "" if reading.date is None else str(reading.date)
    made.cells.append(Cell(date, _notes(reading)))
    made.either.append(reading.choice)
    made.ages.append("" if reading.age is None else str(reading.age))


def _notes(reading: Reading) -> tuple[tuple[str, dict[str, str]], ...]:
    choice = [str(each) for each in reading.either]
    listed = ", ".join(choice[:6]) + (", ..." if len(choice) > 6 else "")
    read = str(reading.date or "no one year")
    means = read if reading.date is not None else f"one of {listed}"
    params = {"read": read, "choice": listed, "means": means, "age": str(reading.age)}
    return tuple((code, params) for code in reading.notes)
