"""Selections as written, and what they become."""

from __future__ import annotations

import pytest

from canje.base.findings import Findings
from canje.base.people import People
from canje.base.select import (
    EVERYONE,
    All,
    Compare,
    Condition,
    Missing,
    Not,
    OneOf,
    Selection,
    mask,
)
from canje.intake import tree
from canje.terms.read_select import Crowd, comparable, read_selection

CROWD = Crowd(
    People.of(
        ["p1", "p2", "p3"],
        {
            "holder": ["NO", "NO", "SO"],
            "age": ["17", "", "40"],
            "destination": ["A|B", "B", ""],
            "born": ["2007-08", "1990", ""],
        },
    )
)


def read(text: str, crowd: Crowd = CROWD) -> tuple[Selection | None, list[str]]:
    findings = Findings()
    note = findings.at("a.yaml")
    node = tree.parse(text.encode(), note)
    assert node is not None
    return read_selection(node, "of", note, crowd), [each.code for each in findings.all()]


def one(column: str, condition: Condition) -> Selection:
    return Selection(((column, condition),))


@pytest.mark.parametrize(
    ("text", "selection"),
    [
        ("{}", EVERYONE),
        ("{holder: NO}", one("holder", OneOf(("NO",)))),
        ("{holder: [NO, SO, NO]}", one("holder", OneOf(("NO", "SO")))),
        ("{holder: {not: NO}}", one("holder", Not(OneOf(("NO",))))),
        ("{holder: {not: {missing: true}}}", one("holder", Not(Missing(True)))),
        ("{age: {lt: 18}}", one("age", Compare("lt", "18"))),
        ("{age: {ge: 18, lt: 60}}", one("age", All((Compare("ge", "18"), Compare("lt", "60"))))),
        ("{age: {missing: no}}", one("age", Missing(False))),
        ("{born: {le: 2007-08}}", one("born", Compare("le", "2007-08"))),
        (
            "{holder: NO, any: [{age: {lt: 18}}, {id: p2}]}",
            Selection(
                (("holder", OneOf(("NO",))),),
                (one("age", Compare("lt", "18")), one("id", OneOf(("p2",)))),
            ),
        ),
        (
            "{any: [{any: [{id: p1}]}]}",
            Selection((), (Selection((), (one("id", OneOf(("p1",))),)),)),
        ),
    ],
)
def test_a_selection_becomes_a_value(text: str, selection: Selection) -> None:
    """Conditions keep the order in which they were written."""
    assert read(text) == (selection, [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("everyone", ["value.shape"]),
        ("[{holder: NO}]", ["value.shape"]),
        ("{holdr: NO, agee: 3}", ["select.unknown-column"] * 2),
        ("{holder: }", ["select.empty"]),
        ("{holder: {not: }}", ["select.empty"]),
        ("{any: []}", ["rule.empty"]),
        ("{any: [{holdr: NO}]}", ["select.unknown-column"]),
        ("{any: [3]}", ["value.shape"]),
        ("{age: {lt: young}}", ["select.comparison"]),
        ("{age: {lt: 1/2}}", ["select.comparison"]),
        ("{age: {lt: }}", ["select.comparison"]),
        ("{age: {less: 3}}", ["key.unknown"]),
        ("{age: {missing: maybe}}", ["value.choice"]),
    ],
)
def test_what_cannot_be_a_selection(text: str, codes: list[str]) -> None:
    """Then there is no selection at all, and a finding for each reason."""
    assert read(text) == (None, codes)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{holder: XX}", ["select.unknown-value", "terms.selects-nobody"]),
        ("{holder: [NO, XX]}", ["select.unknown-value"]),
        ("{holder: {not: XX}}", ["select.unknown-value"]),
        ("{holder: SO, age: {lt: 18}}", ["terms.selects-nobody"]),
        ("{destination: A}", []),
        ("{destination: A|B}", ["select.unknown-value", "terms.selects-nobody"]),
    ],
)
def test_what_holds_for_nobody_is_a_notice(text: str, codes: list[str]) -> None:
    """It may be meant so: the selection stands, and the notice points at it."""
    selection, found = read(text)
    assert selection is not None
    assert sorted(found) == sorted(codes)


def test_in_a_case_without_people_nothing_is_said_of_nobody() -> None:
    """Where the people are still to come, no selection can select anyone."""
    nobody = Crowd(People.of([], {"holder": []}))
    selection, found = read("{holder: NO}", nobody)
    assert selection is not None
    assert found == []


def test_a_crowd_answers_as_the_table_does() -> None:
    """However many selections were asked for in between."""
    for number in range(200):
        selection = one("id", OneOf((f"p{number % 100}",)))
        assert CROWD.mask(selection).tolist() == mask(selection, CROWD.people).tolist()


@pytest.mark.parametrize("text", ["18", "-1.5", "2025", "2025-04", "2025-04-20"])
def test_what_can_be_compared(text: str) -> None:
    """Numbers and dates."""
    assert comparable(text)


@pytest.mark.parametrize("text", ["", "x", "2025-13", "1/2", "1e3", "9" * 5_000, "1e" + "9" * 50])
def test_what_cannot_be_compared(text: str) -> None:
    """Words, days that are none, and numbers that would fill the memory."""
    assert not comparable(text)
