"""Where a term goes against law or a court's order: told, with article or court, never changed."""

from __future__ import annotations

import pytest

from canje.base.dates import PartialDate
from canje.base.findings import Finding, Findings
from canje.base.people import People
from canje.base.select import Not, OneOf, Selection
from canje.intake import tree
from canje.terms.contradict import Watch
from canje.terms.docket import Bar, Forbids
from canje.terms.law import in_force, shipped
from canje.terms.read import Ground, read_terms
from canje.terms.read_select import Crowd

PEOPLE = People.of(
    ["sick", "sound", "both", "away"],
    {
        "holder": ["NO", "NO", "NO", "SO"],
        "health": ["seriously-sick", "", "", ""],
        "destination": ["SO", "SO", "SO|NO", "NO"],
    },
)
DAY = PartialDate.parse("2025-04-20")


def bar(
    who: str, forbids: Forbids = "release", start: str = "2025", until: str | None = None,
    destinations: tuple[str, ...] = (),
) -> Bar:  # fmt: skip
    covers = Selection((("id", OneOf((who,))),))
    end = PartialDate.parse(until) if until else None
    return Bar(
        "b", "An order", "A court", covers, forbids, PartialDate.parse(start), end, destinations
    )


def found(rule: str, *bars: Bar, force: str = "must", day: PartialDate = DAY) -> list[Finding]:
    crowd = Crowd(PEOPLE)
    findings = Findings()
    note = findings.at("terms.yaml")
    node = tree.parse(f"- {{id: t, by: NO, text: x, force: {force}, {rule}}}".encode(), note)
    assert node is not None
    ground = Ground(crowd, frozenset({"NO", "SO"}), frozenset(), {"alive": "no"})
    watch = Watch(crowd, in_force(shipped(), day), bars, day)
    read = list(watch.over(read_terms(node, "", note, ground), ground.facts))
    assert len(read) == 1
    return [each for each in findings.all() if each.code.startswith("law.")]


@pytest.mark.parametrize(
    ("rule", "contradicts"),
    [
        ("never: {of: {holder: NO}}", True),
        ("never: {of: {holder: SO}}", False),
        ("ratio: {give: {health: seriously-sick}, get: {holder: SO}}", True),
        ("ratio: {give: {holder: SO}, get: {health: {not: {missing: true}}}}", True),
        ("ratio: {give: {holder: NO}, get: {holder: SO}}", False),
        ("ratio: {give: {health: {missing: true}}, get: {holder: SO}}", False),
        (
            "tariff: {give: {health: seriously-sick}, get: {holder: SO}, "
            "worth: {column: holder, table: {NO: 1, SO: 1}}}",
            True,
        ),
        ("count: {of: {health: seriously-sick}, at-most: 0}", True),
        ("count: {of: {health: seriously-sick}, at-least: 1}", False),
        ("count: {of: {holder: NO}, at-most: 0}", False),
        ("pool: {of: {any: [{health: seriously-sick}]}, choose: 1}", True),
        ("all: {of: {health: seriously-sick}}", False),
        ("either: [{all: {of: {holder: NO}}}, {never: {of: {holder: NO}}}]", True),
        ("if: {fact: alive, is: yes, then: {never: {of: {holder: NO}}}}", False),
        ("if: {fact: alive, is: no, then: {never: {of: {holder: NO}}}}", True),
        (
            "if: {fact: alive, is: yes, then: {all: {of: {holder: NO}}}, "
            "else: {never: {of: {holder: NO}}}}",
            True,
        ),
    ],
)
def test_terms_that_hold_the_wounded_and_sick_back(rule: str, contradicts: bool) -> None:
    """A red line over them, a price for them, a cap on them."""
    assert [each.code for each in found(rule)] == ["law.contradicts"] * contradicts
    for each in found(rule):
        assert each.severity == "notice"
        assert "Geneva Convention III, article 109" in each.why
        assert "NO" in each.mend


def test_no_contradiction_before_the_law() -> None:
    """What was agreed in 1862 broke no convention of 1949."""
    assert found("never: {of: {holder: NO}}", day=PartialDate(1862)) == []


def test_what_is_withdrawn_contradicts_nothing_and_a_wish_does() -> None:
    """A wish is still said."""
    assert found("never: {of: {holder: NO}}", force="withdrawn") == []
    assert len(found("never: {of: {holder: NO}}", force="wish")) == 1


@pytest.mark.parametrize(
    ("rule", "order", "people"),
    [
        ("named: {people: [sound]}", bar("sound"), 1),
        ("all: {of: {holder: NO}}", bar("sound"), 1),
        ("all-or-none: {of: {holder: NO}}", bar("sound"), 1),
        ("count: {of: {holder: NO}, at-least: 1}", bar("sound"), 0),
        ("named: {people: [away]}", bar("sound"), 0),
        ("named: {people: [sound]}", bar("sound", until="2025-04-19"), 0),
        ("named: {people: [sound]}", bar("sound", until="2025-04"), 1),
        ("named: {people: [sound]}", bar("sound", start="2025-04-21"), 0),
        ("named: {people: [sound]}", bar("sound", "transfer"), 1),
        ("named: {people: [both]}", bar("both", "transfer"), 0),
        ("named: {people: [both]}", bar("both", "destination", destinations=("SO",)), 0),
        ("named: {people: [both]}", bar("both", "destination", destinations=("SO", "NO")), 1),
    ],
)
def test_terms_over_people_whom_an_order_holds(rule: str, order: Bar, people: int) -> None:
    """An order that leaves someone nowhere to go, cited with its court."""
    findings = found(rule, order)
    assert [each.params["people"] for each in findings] == [str(people)] * bool(people)
    for each in findings:
        assert each.code == "law.contradicts-order"
        assert "An order, A court (bar b" in each.why


def test_an_order_about_some_moves_contradicts_only_a_term_that_leaves_no_other() -> None:
    """Whoever is kept from going anywhere but to NO may still be freed there, and no one else."""
    covers = Selection((("holder", OneOf(("NO",))), ("destination", Not(OneOf(("NO",))))))
    order = Bar("b", "An order", "A court", covers, "release", PartialDate(2025))
    assert [each.params["people"] for each in found("all: {of: {holder: NO}}", order)] == ["2"]
    assert found("named: {people: [both]}", order) == []
    assert found("named: {people: [away]}", order) == []
