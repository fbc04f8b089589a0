"""Figures of history against the engine's answer: each way in which one can hold or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from canje.case.case import Case
from canje.case.history import counted, held, rests_on_assumed
from canje.clear.engine import clear
from tests.case.folders import write

PEOPLE = """\
id,holder,beneficiary,destination
n1,NO,SO,SO
n2,NO,SO,SO|abroad
n3,NO,SO,SO
s1,SO,NO,NO
s2,SO,NO,NO
"""
TERMS = """\
- {id: one-for-one, by: NO, text: one for one, ratio: {give: {holder: NO}, get: {holder: SO}}}
- {id: not-south, by: NO, text: not there, never: {of: {id: n2, destination: SO}}}
"""
SCENARIOS = """\
- {id: nobody, title: Nobody goes, terms: [{id: one-for-one, by: NO, text: no, never: {of: {}}}]}
"""


def case(
    folder: Path,
    *figures: str,
    terms: str = TERMS,
    groups: str | None = None,
    people: str | None = PEOPLE,
) -> Case:
    """A case whose plan frees two of each side, with these figures."""
    rows = [
        f"- {{id: e{number}, what: people, by: A paper, source: s1, {figure}}}\n"
        for number, figure in enumerate(figures)
    ]
    nothing = dict.fromkeys(("statements_csv", "claims_yaml", "bars_yaml", "consents_csv"))
    head = (
        "id: made-up\ntitle: Made up\ndate: 2025-04-20\nconsent: assumed\n"
        "destinations: {abroad: A third country}\n"
        "parties: [{id: NO, name: N, kind: state}, {id: SO, name: S, kind: state}]\n"
        "sources: [{id: s1, title: A paper, publisher: A publisher, date: 2025}]\n"
    )
    return Case.read(
        write(
            folder,
            **nothing,
            groups_yaml=groups,
            case_yaml=head,
            people_csv=people,
            terms_yaml=terms,
            scenarios_yaml=SCENARIOS if terms is TERMS else None,
            handover_yaml=None,
            expected_yaml="".join(rows),
        )
    )


@pytest.mark.parametrize(
    ("figure", "found", "holds"),
    [
        ("value: 4, counts: freed", 4, True),
        ("value: 5, counts: freed", 4, False),
        ("value: 0, counts: freed, scenario: nobody", 0, True),
        ("value: 4, counts: freed, scenario: nobody", 0, False),
        ("value: 2, counts: {holder: NO}, how: equals", 2, True),
        ("value: 2, counts: freed, how: possible", 4, True),
        ("value: 3, counts: freed, how: possible", 4, False),
        ("value: 3, counts: {holder: NO}, how: broken, breaks: one-for-one", 2, True),
        ("value: 2, counts: {holder: NO}, how: broken, breaks: one-for-one", 2, False),
        ("value: 4, counts: {holder: NO}, how: broken, breaks: one-for-one", 2, False),
        ("value: 3, counts: {holder: NO}, how: broken, breaks: not-south", 2, False),
        ("value: in the wrong order, how: broken, breaks: one-for-one", None, None),
        ("value: about 4", None, None),
    ],
)
def test_how_a_figure_holds(figure: str, found: int | None, holds: bool, tmp_path: Path) -> None:
    """By the plan; by some plan; by none while the term stands and one without it."""
    read = case(tmp_path / "case", figure)
    (made,) = held(read)
    assert (made.figure, made.found, made.holds) == (read.expected[0], found, holds)


TERMS_OF_WORTH = {
    "two may go": "- {id: two, by: NO, text: t, count: {of: {holder: NO}, at-most: 2}}",
    "one stays": "- {id: one, by: NO, text: t, never: {of: {id: n1}}}",
    "two or nobody": (
        "- {id: or, by: NO, text: t, either: [{count: {of: {}, exactly: 0}}, "
        "{count: {of: {holder: NO}, exactly: 2}}]}"
    ),
    "a pool": "- {id: two, by: NO, text: t, pool: {of: {holder: NO}, choose: 2, by: NO}}",
    "named": "- {id: two, by: NO, text: t, named: {people: [n1, n3]}}",
    "one for one": "- {id: r, by: NO, text: t, ratio: {give: {holder: NO}, get: {holder: SO}}}",
    "all": "- {id: all, by: NO, text: t, all: {of: {}}}",
    "nobody": "- {id: no, by: NO, text: t, never: {of: {}}}",
}


@pytest.mark.parametrize(
    ("terms", "value", "counts", "expected"),
    [
        ("two may go", 2, "{holder: NO}", "restated"),
        ("two may go", 2, "{id: [n1, n2, n3]}", "restated"),  # the same people by other words
        ("two may go", 2, "{holder: SO}", "everyone"),
        ("two may go", 4, "freed", "finding"),
        ("one stays", 2, "{holder: NO}", "finding"),
        ("one stays", 0, "{id: n1}", "restated"),
        ("two or nobody", 2, "{holder: NO}", "restated"),
        ("a pool", 2, "{holder: NO}", "restated"),
        ("named", 2, "{id: [n1, n3]}", "restated"),
        ("named", 3, "{holder: NO}", "everyone"),
        ("one for one", 2, "{holder: NO}", "finding"),
        ("one for one", 2, "{holder: SO}", "everyone"),
        ("all", 5, "freed", "everyone"),
        ("nobody", 0, "freed", "restated"),
    ],
)
def test_what_a_figure_is_worth(
    terms: str, value: int, counts: str, expected: str, tmp_path: Path
) -> None:
    """A term's own number, the whole of a group, or a finding: by the folder alone."""
    text = TERMS_OF_WORTH[terms] + "\n"
    read = case(tmp_path / "case", f"value: {value}, counts: {counts}", terms=text)
    (made,) = held(read)
    assert (made.holds, made.worth) == (True, expected)


def test_only_a_figure_that_the_plan_has_is_worth_anything(tmp_path: Path) -> None:
    """What is possible, broken, wrong or only told has no mark."""
    figures = (
        "value: 2, counts: freed, how: possible",
        "value: in the wrong order, how: broken, breaks: one-for-one",
        "value: 3, counts: {holder: NO}",
        "value: about 4",
    )
    assert [each.worth for each in held(case(tmp_path / "case", *figures))] == [None] * 4


GROUPS = """\
- {id: pool, count: 5, size: assumed, holder: NO, beneficiary: SO, destination: SO}
- {id: known, count: 3, holder: SO, beneficiary: NO, destination: NO}
"""


@pytest.mark.parametrize(("at", "rests"), [("1:1", False), ("1:3", False), ("2:1", True)])
def test_a_number_rests_on_an_assumed_group_of_which_all_go(
    at: str, rests: bool, tmp_path: Path
) -> None:
    """Where some of it stay, it could be larger and nothing would change."""
    rule = f"ratio: {{give: {{holder: NO}}, get: {{holder: SO}}, at: '{at}', how: at-most}}"
    text = f"- {{id: r, by: NO, text: t, {rule}}}\n"
    read = case(tmp_path / "case", "value: about 4", terms=text, groups=GROUPS, people=None)
    assert rests_on_assumed(read.docket, clear(read.docket)) is rests


def test_possible_figures_must_hold_together(tmp_path: Path) -> None:
    """Each alone can be; both cannot, where the ratio ties them."""
    one, two = (
        "value: 1, counts: {holder: NO}, how: possible",
        "value: 2, counts: {holder: SO}, how: possible",
    )
    assert [each.holds for each in held(case(tmp_path / "a", one))] == [True]
    assert [each.holds for each in held(case(tmp_path / "b", two))] == [True]
    assert [each.holds for each in held(case(tmp_path / "c", one, two))] == [False, False]


def test_scenarios_are_apart_and_the_order_is_the_files(tmp_path: Path) -> None:
    """Figures of one scenario do not bind those of another."""
    found = held(
        case(
            tmp_path / "case",
            "value: 0, counts: freed, how: possible, scenario: nobody",
            "value: 4, counts: freed, how: possible",
            "value: 0, counts: freed, scenario: nobody",
        )
    )
    assert [(each.figure.id, each.found, each.holds) for each in found] == [
        ("e0", 0, True),
        ("e1", 4, True),
        ("e2", 0, True),
    ]


def test_people_are_counted_where_the_plan_sends_them(tmp_path: Path) -> None:
    """Of two destinations that someone has, the one that the plan picks counts."""
    read = case(
        tmp_path / "case",
        "value: 1, counts: {destination: abroad}",
        "value: 0, counts: {destination: abroad}",
    )
    plan = clear(read.docket)
    abroad, other = (each.counts for each in read.expected)
    assert abroad is not None
    assert counted(plan, read.docket, abroad) == sum(
        each.destination == "abroad" for each in plan.people
    )
    assert abroad == other
