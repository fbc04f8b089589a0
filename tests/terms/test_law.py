"""Law: dated, cited, and only what is in force on the day."""

from __future__ import annotations

import pytest

from canje.base.dates import PartialDate
from canje.base.findings import Refused
from canje.base.people import People
from canje.base.select import mask
from canje.terms.law import in_force, read_law, shipped
from canje.terms.term import Outside


def names(day: str) -> set[str]:
    return {each.id for each in in_force(shipped(), PartialDate.parse(day))}


@pytest.mark.parametrize(
    ("day", "inside", "outside"),
    [
        ("1862-07-22", set(), {"gc3-109"}),
        ("1950-10-20", set(), {"gc3-109", "gc4-45"}),
        ("1950-10-21", {"gc3-109", "gc4-45", "gc4-132-children"}, {"crc-37"}),
        ("1950", {"gc3-109"}, {"crc-37"}),
        ("1990-09-01", {"gc4-132-children"}, {"crc-37", "gc4-132"}),
        ("1990-09-02", {"crc-37", "gc4-132"}, {"gc4-132-children"}),
        ("2025-04-20", {"gc3-109", "gc3-115", "gc3-118", "gc4-34", "crc-37"}, {"gc4-132-children"}),
    ],
)
def test_what_is_in_force(day: str, inside: set[str], outside: set[str]) -> None:
    """An article counts from its day on; where the case's day is open, from the last it may be."""
    assert inside <= names(day)
    assert not outside & names(day)


def test_every_article_is_cited_and_told() -> None:
    """A number, an address, and what it says; ids are unique."""
    for article in shipped():
        assert article.cited
        assert article.url.startswith("https://")
        assert article.says.endswith(".")
    assert len({article.id for article in shipped()}) == len(shipped())


def test_the_wounded_and_sick_are_outside_every_ratio() -> None:
    """Geneva Convention III, article 109."""
    (term,) = (term for each in shipped() if (term := each.term) is not None)
    assert (term.id, term.by, term.force) == ("law.gc3-109", "law", "must")
    assert "Geneva Convention III, article 109" in term.text
    assert isinstance(term.rule, Outside)
    people = People.of(["a", "b", "c"], {"health": ["seriously-wounded", "", "seriously-sick"]})
    assert mask(term.rule.of, people).tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("born", "age", "day", "first"),
    [
        ("2007-04-20", "", "2025-04-20", False),
        ("2007-04-21", "", "2025-04-20", True),
        ("2007", "", "2025-04-20", False),
        ("2008", "", "2025-04-20", True),
        ("", "17", "2025-04-20", True),
        ("", "18", "2025-04-20", False),
        ("", "", "2025-04-20", False),
        ("2006-02-28", "", "2024-02-29", False),
        ("2006-03-01", "", "2024-02-29", True),
        ("1946", "", "1960-06-01", True),
        ("1944", "", "1960-06-01", False),
        ("", "15", "1960-06-01", False),
    ],
)
def test_children_come_first(born: str, age: str, day: str, first: bool) -> None:
    """Under eighteen by the Convention on the Rights of the Child, under fifteen before it."""
    date = PartialDate.parse(day)
    (level,) = (
        level
        for each in in_force(shipped(), date)
        if (level := each.level(date)) is not None and "children" in level.title
    )
    people = People.of(["p"], {"born": [born], "age": [age]})
    assert mask(level.of, people).tolist() == [first]


@pytest.mark.parametrize(
    "text",
    [
        "id: x\n",
        "[]\n",
        "id: x\ntitle: t\nshort: s\nurl: u\narticles: [{id: a}]\n",
        "id: x\ntitle: t\nshort: s\nurl: u\narticles:\n"
        "  - {id: a, article: 1, from: 1950, says: x., outside: {helth: x}}\n",
        "id: x\ntitle: t\nshort: s\nurl: u\narticles:\n"
        "  - {id: a, article: 1, from: 1950, says: x., first: {title: t}}\n",
    ],
)
def test_law_that_is_written_wrong_is_refused(text: str) -> None:
    """The data that ships is checked like everyone else's."""
    with pytest.raises(Refused):
        read_law("law.yaml", text.encode())
