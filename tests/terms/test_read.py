"""Terms as written, and the rules that they become."""

from __future__ import annotations

import pytest

from canje.base.findings import Findings
from canje.base.people import People
from canje.base.select import OneOf, Selection
from canje.intake import tree
from canje.terms import read as reading
from canje.terms.read import Ground, read_terms, walk
from canje.terms.read_select import Crowd
from canje.terms.term import (
    All,
    AllOrNone,
    Before,
    Count,
    Either,
    Exposed,
    Guard,
    If,
    Named,
    Never,
    Outside,
    Pool,
    Ratio,
    Rule,
    Tariff,
    Term,
    Together,
)

GROUND = Ground(
    Crowd(
        People.of(
            ["p1", "p2", "p3"],
            {
                "holder": ["NO", "NO", "SO"],
                "rank": ["major", "private", "private"],
                "family": ["f1", "f1", ""],
            },
        )
    ),
    frozenset({"NO", "SO"}),
    frozenset({"s1"}),
    {"alive": "yes"},
)
N, S = (Selection((("holder", OneOf((party,))),)) for party in ("NO", "SO"))


def terms(text: str) -> tuple[list[Term], list[str]]:
    findings = Findings()
    note = findings.at("terms.yaml")
    node = tree.parse(text.encode(), note)
    assert node is not None
    read = [term for term, _ in read_terms(node, "", note, GROUND)]
    return read, [each.code for each in findings.all()]


def rule(text: str, more: str = "") -> tuple[Rule | None, list[str]]:
    read, found = terms(f"- id: t\n  by: NO\n  text: A term\n{more}  {text}\n")
    return (read[0].rule if read else None), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ratio: {give: {holder: NO}, get: {holder: SO}}", Ratio(N, S)),
        (
            'ratio: {give: {holder: NO}, get: {holder: SO}, at: "5:2", how: at-most}',
            Ratio(N, S, 5, 2, "at-most"),
        ),
        ("ratio: {give: {holder: NO}, get: {holder: SO}, at: 1:1}", Ratio(N, S)),
        (
            "ratio: {give: {holder: NO}, get: {holder: SO}, at: '1000000 : 3'}",
            Ratio(N, S, 10**6, 3),
        ),
        (
            "tariff: {give: {holder: NO}, get: {holder: SO}, how: at-least, "
            "worth: {column: rank, table: {major: 8, private: 1}}}",
            Tariff(N, S, "rank", {"major": 8, "private": 1}, how="at-least"),
        ),
        ("count: {of: {holder: NO}, exactly: 2}", Count(N, 2, 2)),
        ("count: {of: {holder: NO}, at-least: 1}", Count(N, 1, None)),
        ("count: {of: {holder: NO}, at-least: 1, at-most: 2}", Count(N, 1, 2)),
        ("all: {of: {holder: NO}}", All(N)),
        ("all-or-none: {of: {holder: NO}}", AllOrNone(N)),
        ("named: {people: [p1, p3]}", Named(("p1", "p3"))),
        ("named: {people: p1}", Named(("p1",))),
        ("never: {of: {holder: NO}}", Never(N)),
        ("together: {by: family}", Together("family")),
        ("outside: {of: {holder: NO}}", Outside(N)),
        (
            "either: [{all: {of: {holder: NO}}}, {never: {of: {holder: SO}}}]",
            Either((All(N), Never(S))),
        ),
        ("if: {fact: alive, is: yes, then: {all: {of: {holder: NO}}}}", If("alive", "yes", All(N))),
        (
            "if: {fact: alive, is: no, then: {all: {of: {holder: NO}}}, "
            "else: {together: {by: rank}}}",
            If("alive", "no", All(N), Together("rank")),
        ),
        ("pool: {of: {holder: NO}, choose: 1}", Pool(N, 1)),
        ("pool: {of: {holder: NO}, choose: 1, by: SO}", Pool(N, 1, "SO")),
        ("pool: {of: {holder: NO}, choose: 1, by: order}", Pool(N, 1, "order")),
        ("before: {first: {holder: NO}, then: {holder: SO}}", Before(N, S)),
        ("exposed: {party: NO, at-most: 0}", Exposed("NO", 0)),
        ("guard: {before: {holder: NO}, needs: proof of life}", Guard(N, "proof of life")),
    ],
)
def test_every_rule(text: str, expected: Rule) -> None:
    """Each kind of rule as its docstring writes it."""
    assert rule(text) == (expected, [])


def test_every_rule_has_been_tried() -> None:
    """No kind of rule without a reader, no reader without a rule."""
    assert set(reading._NAMES) == set(Rule.__args__)


def test_force_and_source() -> None:
    """A term is a must where nothing else is said."""
    read, found = terms(
        "- {id: a, by: NO, text: x, all: {of: {holder: NO}}}\n"
        "- {id: b, by: desk, text: x, force: wish, source: s1, named: {people: [p1]}}\n"
        "- {id: c, by: SO, text: x, force: withdrawn, together: {by: family}}\n"
    )
    assert found == []
    assert [(each.by, each.force, each.source) for each in read] == [
        ("NO", "must", None),
        ("desk", "wish", "s1"),
        ("SO", "withdrawn", None),
    ]


@pytest.mark.parametrize("name", ["together: {by: family}", "outside: {of: {holder: NO}}",
    "before: {first: {holder: NO}, then: {holder: SO}}", "exposed: {party: NO, at-most: 0}",
    "guard: {before: {holder: NO}, needs: x}"])  # fmt: skip
def test_rules_that_are_no_wish_and_no_alternative(name: str) -> None:
    """What changes how others count, and what concerns the day alone, holds or does not stand."""
    never = "{never: {of: {holder: NO}}}"
    assert rule(name, "  force: wish\n")[1] == ["rule.wish"]
    assert rule(f"either: [{never}, {{{name}}}]") == (None, ["rule.within-either"])
    within = f"if: {{fact: alive, is: yes, then: {never}, else: {{{name}}}}}"
    assert rule(within, "  force: wish\n")[1] == ["rule.wish"]
    assert rule(f"either: [{never}, {{{within}}}]") == (None, ["rule.within-either"])
    assert rule(within)[1] == []


def test_rules_within_rules_to_a_depth() -> None:
    """Eight deep is as deep as it goes."""
    text = "never: {of: {holder: NO}}"
    for depth in range(1, 10):
        read, found = rule(text)
        assert (read is None) is (depth > reading.DEPTH)
        assert found == (["rule.depth"] if depth > reading.DEPTH else [])
        text = f"if: {{fact: alive, is: yes, then: {{{text}}}}}"


def test_walking_a_rule() -> None:
    """Every rule within a rule is met, whichever way the facts are."""
    inner = If("alive", "yes", All(N), Never(S))
    assert list(walk(Either((inner, Named(("p1",)))))) == [
        Either((inner, Named(("p1",)))),
        inner,
        All(N),
        Never(S),
        Named(("p1",)),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("never: {of: {holder: NO}}\n  all: {of: {holder: NO}}", ["rule.several"]),
        ("never: {holder: NO}", ["key.missing", "key.unknown"]),
        ("never: ", ["key.missing"]),
        ("never: everyone", ["value.shape"]),
        ("nver: {of: {}}", ["rule.unknown"]),
        ("either: {all: {of: {holder: NO}}}", ["value.shape"]),
        ("either: ", ["key.missing"]),
        ("either: [{}, {all: {of: {holder: NO}}}]", ["rule.none"]),
        ("if: {fact: alive, then: {all: {of: {holder: NO}}}}", ["key.missing"]),
        ("if: {fact: alive, is: yes, then: {}}", ["rule.none"]),
        ("if: {fact: alive, is: yes, then: {all: {of: {}}}, otherwise: {}}", ["key.unknown"]),
        ("ratio: {give: {holder: NO}, get: {holder: SO}, how: about}", ["value.choice"]),
        ("tariff: {give: {holder: NO}, get: {holder: SO}}", ["key.missing"]),
        (
            "tariff: {give: {holder: NO}, get: {holder: SO}, worth: {column: rank, table: {}}}",
            ["rule.empty"],
        ),
        (
            "tariff: {give: {holder: NO}, get: {holder: SO}, worth: "
            "{column: rank, table: {major: 8}}}",
            ["tariff.no-worth"],
        ),
        (
            "tariff: {give: {holder: NO}, get: {holder: NO}, worth: "
            "{column: family, table: {f1: 8}}}",
            [],
        ),
        ("count: {of: {holder: NO}, exactly: -1}", ["value.number"]),
        ("count: {of: {holder: NO}, exactly: 1, at-least: 1}", ["count.exactly"]),
        ("pool: {of: {holder: NO}, by: draw}", ["key.missing"]),
        ("named: {}", ["key.missing"]),
        ("named: {people: [p1, [p2]]}", ["value.shape"]),
        ("exposed: {party: NO, at-most: one}", ["value.number"]),
    ],
)
def test_what_is_no_rule(text: str, codes: list[str]) -> None:
    """Each defect has its own code."""
    assert sorted(rule(text)[1]) == sorted(codes)


def test_all_defects_of_a_term_are_found_at_once() -> None:
    """Head, rule and selections are read however many of them are wrong."""
    _, found = terms(
        "- {id: a b, by: XX, text: , force: shall, source: s9, "
        'ratio: {give: {holdr: NO}, get: {holder: }, at: "0:1", how: roughly}}\n'
    )
    assert sorted(found) == [
        "id.malformed",
        "key.missing",
        "party.unknown",
        "ratio.at",
        "select.empty",
        "select.unknown-column",
        "source.unknown",
        "value.choice",
        "value.choice",
    ]
