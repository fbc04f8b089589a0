"""Which of a case's people are on which of its lists, or a table of overlaps by itself.

In people.csv the column `lists` names a person's lists, separated by `|`. Where it is not there,
the column `entries` that `canje persons` writes says it: `LIST-VERSION#LINE`, separated by blanks.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

from canje.base.findings import Findings, refusal
from canje.base.people import Column
from canje.case.case import Case
from canje.intake.cells import Cells, Fault, has_columns
from canje.intake.fields import ID
from canje.intake.table import read_csv
from canje.reconcile.overlaps import Overlaps

COUNT = "count"
MOST = 1_000_000_000
"""People in one row, at most."""

GROWN = ("agreed", "moved")
"""Kinds of list that only grow from others, so that being on one says nothing by itself."""


def overlaps_of(case: Case) -> Overlaps:
    """From the people of a case; lists of what was agreed or done are left out."""
    columns = case.docket.people.columns
    if "lists" in columns:
        column = columns["lists"]
    else:
        entries = columns.get("entries", Column.of([]))
        column = Column(tuple(map(_series, entries.values)), entries.codes)
    grown = {each.series for each in case.lists if each.kind in GROWN}
    return Overlaps.of_people(column.texts()).without(*grown)


def _series(entries: str) -> str:
    """The lists of some entries.

    >>> _series("north-2#14 south-1#3")
    'north|south'
    """
    lists = (entry.rpartition("#")[0] for entry in entries.split())
    return "|".join(each.rpartition("-")[0] or each for each in lists)


def read_overlaps(path: Path) -> Overlaps:
    """Read a table of overlaps: a column a list with 0 and 1, and how many people (`count`).

    Rows for the same lists are added up; people on no list are not counted. Raises Refused (or
    Unreadable) with everything that is wrong.
    """
    findings = Findings()
    note = findings.at(path.name)
    sheet = read_csv(path, note)
    counted: Counter[frozenset[str]] = Counter()
    if sheet is not None and has_columns(sheet, note, (COUNT,)):
        cells = Cells(sheet, note)
        names = [name for name in sheet.columns if name != COUNT]
        for name in names:
            if not ID.fullmatch(name):
                note("id.malformed", 1, name, name)
        on = [cells.rows(name, _mark) for name in names]
        counts = cells.rows(COUNT, partial(_whole, most=MOST))
        for count, *marks in zip(counts, *on, strict=True):
            some = frozenset(name for name, mark in zip(names, marks, strict=True) if mark)
            counted[some] += count or 0
    if findings.errors():
        raise refusal(findings.all())
    return Overlaps.of(counted)


def _mark(text: str) -> bool:
    if text not in ("0", "1"):
        raise Fault("value.choice", ("0", "1"))
    return text == "1"


def _whole(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:12]) <= most):
        raise Fault("value.number", least="0", most=f"{most:,}")
    return int(text)
