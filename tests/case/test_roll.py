"""Everyone in one table: groups expanded, ages derived, choices cleaned."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from canje.base.dates import PartialDate
from canje.base.findings import Findings
from canje.base.people import People
from canje.case.people import clean
from canje.case.roll import Roll
from canje.intake import table, tree

PARTIES = frozenset({"A", "B"})


def roll(rows: str | None, groups: str | None = None, day: str = "2025-04-20") -> People:
    findings = Findings()
    note = findings.at("x")
    sheet = None if rows is None else table.parse_csv(rows.encode(), note)
    node = None if groups is None else tree.parse(groups.encode(), note)
    people = Roll.read(sheet, node, PARTIES, note, note).people(PartialDate.parse(day))
    assert findings.all() == ()
    return people


@pytest.mark.parametrize(
    ("count", "first", "last"),
    [(1, "g-0001", "g-0001"), (9_999, "g-0001", "g-9999"), (10_000, "g-00001", "g-10000")],
)
def test_ids_of_a_group(count: int, first: str, last: str) -> None:
    """At least four digits, and as many as keep the order of ids that of numbers."""
    people = roll(None, f"- {{id: g, count: {count}, holder: A}}\n")
    assert (people.ids[0], people.ids[-1], len(people)) == (first, last, count)


def test_groups_and_rows_fill_one_anothers_columns() -> None:
    """What one does not say is missing there, and the table has no unused values."""
    people = roll(
        "id,holder,x\nz,A,1\nb,B,\n", "- {id: g, count: 2, holder: B, y: 7, status: unanswered}\n"
    )
    assert people.ids == ("b", "g-0001", "g-0002", "z")
    assert people.column("x").texts() == ["", "", "", "1"]
    assert people.column("y").texts() == ["", "7", "7", ""]
    assert people.column("status").texts() == ["held", "unanswered", "unanswered", "held"]
    for column in people.columns.values():
        assert sorted(set(column.texts())) == list(column.values)


def test_status_is_always_there() -> None:
    """Whoever is in the table with a holder is held, where nothing else is said."""
    assert roll("id,holder\np,A\n").column("status").texts() == ["held"]
    assert roll("id,holder,status\np,A,\nq,A,unknown\n").column("status").texts() == [
        "held",
        "unknown",
    ]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2007-04-20", "2025-04-20", "18"),
        ("2007-04-21", "2025-04-20", "17"),
        ("2007", "2025-04-20", ""),
        ("2007", "2025-12-31", "18"),
        ("2007-05", "2025-04-20", "17"),
        ("2026-01-01", "2025-04-20", ""),
        ("", "2025-04-20", ""),
    ],
)
def test_age_where_the_birth_leaves_no_doubt(born: str, day: str, age: str) -> None:
    """A year is a date, and leaves some ages open."""
    assert roll(f"id,holder,born\np,A,{born}\n", day=day).column("age").texts() == [age]


def test_an_age_that_was_written_down_stands() -> None:
    """The date of birth fills only what was left blank."""
    people = roll("id,holder,born,age\na,A,1990-01-01,40\nb,A,1990-01-01,\nc,A,,07\n")
    assert people.column("age").texts() == ["40", "35", "7"]


def test_no_age_without_births() -> None:
    """A column that nobody has is not made up."""
    assert set(roll("id,holder\np,A\n").columns) == {"holder", "status"}


def test_choices_are_cleaned_of_spaces() -> None:
    """`A | B` and `A|B` are the same choices."""
    people = roll("id,holder,beneficiary,destination\np,A,A | B,B|X Y\nq,A,A|B, B \n")
    assert people.column("beneficiary").values == ("A|B",)
    assert people.column("destination").texts() == ["B|X Y", "B"]


def test_dates_of_birth_are_kept_as_written() -> None:
    """A partial date stays partial."""
    assert clean("born", "2007-05", PARTIES) == "2007-05"
    assert clean("anything", " x ", PARTIES) == " x "


def test_thirty_thousand_people_are_read_at_once(tmp_path: Path) -> None:
    """Both sides of a large exchange in a moment: generous here, for a busy machine."""
    path = tmp_path / "people.csv"
    lines = (f"p{i},A,B,X,{1950 + i % 60}-0{1 + i % 9}-11,{i % 7}" for i in range(30_000))
    path.write_text("id,holder,beneficiary,destination,born,category\n" + "\n".join(lines))
    findings = Findings()
    note = findings.at("people.csv")
    start = time.perf_counter()
    people = Roll.read(table.read_csv(path, note), None, PARTIES, note, note).people(
        PartialDate(2025)
    )
    assert time.perf_counter() - start < 5
    assert len(people) == 30_000
