"""Statements, consents, bars and the objective, as written and as read."""

from __future__ import annotations

import pytest

from canje.base.dates import PartialDate
from canje.base.findings import Findings
from canje.base.people import People
from canje.base.select import EVERYONE
from canje.intake import tree
from canje.intake.table import parse_csv
from canje.terms.docket import Consent, First, Freed, Level, Prefer, Statement, Wishes
from canje.terms.read import Ground
from canje.terms.read_docket import read_bars, read_consents, read_levels, read_statements
from canje.terms.read_select import Crowd

GROUND = Ground(
    Crowd(
        People.of(
            ["g-0001", "g-0002", "p"],
            {
                "holder": ["NO", "NO", "SO"],
                "group": ["g", "g", ""],
                "destination": ["SO", "SO", "NO"],
                "days": ["1", "2", "3"],
            },
        )
    ),
    frozenset({"NO", "SO"}),
    frozenset({"s1"}),
    {},
    frozenset({"abroad"}),
)
LAW: tuple[Level, ...] = (First("the sick", EVERYONE), First("children", EVERYONE))


def consents(rows: str) -> tuple[tuple[Consent, ...], list[str]]:
    findings = Findings()
    note = findings.at("consents.csv")
    sheet = parse_csv(f"person,destination,consents,date\n{rows}".encode(), note)
    assert sheet is not None
    return read_consents(sheet, note, GROUND), [each.code for each in findings.all()]


def test_consents() -> None:
    """A blank answer is one not asked for; the date may be left out."""
    told, found = consents("p,,yes,2025-04\np,NO,No,\np,abroad,,\n")
    assert found == []
    assert told == (
        Consent("p", "yes", "", PartialDate(2025, 4)),
        Consent("p", "no", "NO"),
        Consent("p", "not-asked", "abroad"),
    )


def test_what_a_group_says_holds_for_its_people() -> None:
    """But for those who say something else on the same destination."""
    told, found = consents("g,,yes,\ng-0002,,no,\ng,SO,no,\n")
    assert found == []
    assert told == (
        Consent("g-0001", "yes"),
        Consent("g-0002", "no"),
        Consent("g-0001", "no", "SO"),
        Consent("g-0002", "no", "SO"),
    )


def test_consents_are_taken_all_or_none() -> None:
    """One that cannot be read is a finding, and none is taken."""
    assert consents("p,,yes,\nq,,yes,\n") == ((), ["person.unknown"])


def test_statements() -> None:
    """About a person or a group, by a party, from a source of the case."""
    findings = Findings()
    note = findings.at("statements.csv")
    rows = "party,person,code,note\nNO,g,held,\nSO,p,deceased,in 2024\n"
    sheet = parse_csv(rows.encode(), note)
    assert sheet is not None
    assert read_statements(sheet, note, GROUND) == (
        Statement("g", "NO", "held"),
        Statement("p", "SO", "deceased", note="in 2024"),
    )
    assert findings.all() == ()


def test_bars() -> None:
    """A bar on several destinations names them in a list."""
    findings = Findings()
    note = findings.at("bars.yaml")
    node = tree.parse(
        b"- {id: b, order: o, court: c, covers: {}, forbids: destination,"
        b" destination: [NO, abroad], from: 2025, until: 2025-06}\n"
        b"- {id: half, order: o}\n",
        note,
    )
    assert node is not None
    ((bar, _),) = read_bars(node, note, GROUND)
    assert (bar.destinations, bar.start, bar.until) == (
        ("NO", "abroad"),
        PartialDate(2025),
        PartialDate(2025, 6),
    )
    assert {each.params.get("key") for each in findings.all()} == {
        "court",
        "covers",
        "forbids",
        "from",
    }


@pytest.mark.parametrize(
    ("text", "levels", "codes"),
    [
        ("[freed]", (Freed(),), []),
        ("[law, freed, wishes]", (*LAW, Freed(), Wishes()), []),
        ("[freed, {prefer: days}]", (Freed(), Prefer("days")), []),
        (
            "[{first: {holder: {not: XX}}, title: t}, freed]",
            None,
            ["select.unknown-value"],
        ),
        ("[freed, {prefer: days}, {prefer: days}]", None, ["objective.twice"]),
        ("[freed, {prefer: days, title: t}]", None, ["key.unknown"]),
        ("[freed, {first: {}, title: t, prefer: days}]", None, ["key.unknown"] * 2),
        ("[freed, {first: {}}]", None, ["key.missing"]),
        ("[freed, {title: t}]", None, ["key.missing"]),
        ("[freed, [law]]", None, ["value.shape"]),
        ("[]", (), ["objective.no-freed"]),
    ],
)
def test_the_objective(text: str, levels: tuple[Level, ...] | None, codes: list[str]) -> None:
    """Levels in the order in which they are written; law's where `law` stands."""
    findings = Findings()
    note = findings.at("case.yaml")
    node = tree.parse(text.encode(), note)
    assert node is not None
    read = read_levels(node, "objective", note, GROUND, LAW)
    assert [each.code for each in findings.all()] == codes
    assert levels is None or read == levels
