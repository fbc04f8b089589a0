"""Plans written by hand, with their cases: one or more for each rule.

Each case is small enough to see on paper that no more can be freed, and each certificate was
made on paper too: nothing here was computed by the engine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import Compare, OneOf, Selection
from canje.terms import term as kinds
from canje.terms.digest import case_digest, parts
from canje.terms.docket import (
    LAW,
    Bar,
    Consent,
    Docket,
    First,
    Freed,
    Party,
    Prefer,
    Statement,
    Wishes,
)
from canje.terms.term import Rule, Term
from tests.oracles.mutate import sealed

D = 10**9
DAY = PartialDate(2025, 4, 20)
LEFT = ("id", "class", "reason", "by", "ref", "terms")
PROBLEM = "sha256:" + 64 * "0"


def where(**conditions: str) -> Selection:
    return Selection(tuple((name, OneOf((value,))) for name, value in conditions.items()))


def docket(rows: Sequence[Mapping[str, str]], *terms: Term, **more: Any) -> Docket:
    columns = sorted({name for row in rows for name in row} - {"id"})
    people = People.of(
        [row["id"] for row in rows],
        {name: [row.get(name, "") for row in rows] for name in columns},
    )
    parties = tuple(Party(name, name, "state") for name in ("AA", "BB", "CC"))
    return Docket("made-up", DAY, parties, people, terms, **{"levels": (Freed(),), **more})


def must(rule: Rule, name: str = "t") -> Term:
    return Term(name, "AA", "a term", rule)


def one(
    ident: str, size: int, freed: int | Sequence[int], *options: Sequence[str], **facts: str
) -> dict[str, Any]:
    """A class; an option is a beneficiary and a destination, or several of each for a unit."""
    numbers = [freed] if isinstance(freed, int) else list(freed)
    return {
        "id": ident,
        "size": size,
        "freed": sum(numbers),
        "members": len(options[0]) // 2,
        "holder": facts.get("holder", ""),
        "facts": facts,
        "options": [
            {"beneficiary": list(each[::2]), "destination": list(each[1::2]), "freed": number}
            for each, number in zip(options, numbers, strict=True)
        ],
        "picked": "order",
    }


def plan(
    case: Docket,
    classes: Sequence[Mapping[str, Any]],
    people: Mapping[str, str],
    left: Mapping[str, tuple[Any, ...]],
    levels: Sequence[tuple[str, int, Any]],
    slack: Mapping[str, int | None],
    holds: Mapping[str, bool] | None = None,
) -> bytes:
    """A proved plan. `people`: "class beneficiary destination"; `left`: class, reason and so on."""
    holder = case.people.column("holder")
    at = {name: row for row, name in enumerate(case.people.ids)}
    going = [(name, *(*text.split(" "), "")[:3]) for name, text in sorted(people.items())]
    titles = {"freed": "people freed", "wishes": "wishes met", "prefer:days": "days"}
    for number, each in enumerate(case.levels):
        titles[f"first:{number}"] = each.title if isinstance(each, First) else ""
    value = {
        "format": "canje.plan/1",
        "case": case.case,
        "scenario": None,
        "digest": {
            "case": case_digest(case),
            "parts": parts(case),
            "problem": PROBLEM,
            "plan": "",
        },
        "outcome": "proved",
        "freed": len(going),
        "bound": next(number for name, number, _ in levels if name == "freed"),
        "objective": [
            {
                "level": name,
                "title": titles[name],
                "value": number,
                "bound": number,
                "proved": True,
            }
            for name, number, _ in levels
        ],
        "certificate": {
            "scale": D,
            "levels": [
                {"level": name, "bound": number, "tree": tree} for name, number, tree in levels
            ],
        },
        "witness": None,
        "people": [
            {
                "id": name,
                "class": klass,
                "holder": holder[at[name]],
                "beneficiary": beneficiary,
                "destination": destination,
            }
            for name, klass, beneficiary, destination in going
        ],
        "left_out": [
            dict(zip(LEFT, _filled(name, each), strict=True)) for name, each in sorted(left.items())
        ],
        "classes": list(classes),
        "terms": [
            {
                "id": each.id,
                "by": each.by,
                "force": each.force,
                "holds": (holds or {}).get(each.id, True),
                "slack": slack.get(each.id),
            }
            for each in sorted(case.terms, key=lambda term: term.id)
        ],
        "conflict": [],
        "versions": {"canje": "0.1.0"},
    }
    return sealed(value)


def _filled(name: str, each: tuple[Any, ...]) -> tuple[Any, ...]:
    klass, reason, by, ref, terms = (*each, None, None, None)[:5]
    return name, klass, reason, by, ref, list(terms or ())


def row(ident: str, holder: str, beneficiary: str, **more: str) -> dict[str, str]:
    return {"id": ident, "holder": holder, "beneficiary": beneficiary, **more}


def last_of(*names: str) -> str:
    """Who comes last in the order of picking."""
    return max(names, key=lambda name: hashlib.sha256(f"{PROBLEM}\n{name}".encode()).hexdigest())


Case = tuple[Docket, bytes]

AA, BB = where(holder="AA"), where(holder="BB")


def ratio(one_of_two: str = "b0") -> Case:
    """Three for two, one for one: four go, and a draw says who of the three stays."""
    rows = [row(name, "AA", "BB") for name in ("a0", "a1", "a2")]
    rows += [row(name, "BB", "AA") for name in (one_of_two, "b1")]
    case = docket(rows, must(kinds.Ratio(AA, BB)))
    classes = [one("c1", 3, 2, ("BB", ""), holder="AA"), one("c2", 2, 2, ("AA", ""), holder="BB")]
    stays = last_of("a0", "a1", "a2")
    going = {name: "c1 BB" for name in ("a0", "a1", "a2") if name != stays}
    return case, plan(
        case,
        classes,
        {**going, one_of_two: "c2 AA", "b1": "c2 AA"},
        {stays: ("c1", "draw")},
        [("freed", 4, {"duals": {"t#0": D}})],
        {"t": 0},
    )


def tariff() -> Case:
    """A captain is worth three privates; a fourth private has nobody to go for."""
    rows = [row("a0", "AA", "BB", grade="captain")]
    rows += [row(f"b{n}", "BB", "AA", grade="private") for n in range(4)]
    worth = {"captain": 3, "private": 1}
    case = docket(rows, must(kinds.Tariff(AA, BB, "grade", worth)))
    classes = [
        one("c1", 1, 1, ("BB", ""), holder="AA", grade="captain"),
        one("c2", 4, 3, ("AA", ""), holder="BB", grade="private"),
    ]
    stays = last_of("b0", "b1", "b2", "b3")
    going = {"a0": "c1 BB", **{f"b{n}": "c2 AA" for n in range(4) if f"b{n}" != stays}}
    leaf = {"duals": {"t#0": -D}}
    return case, plan(case, classes, going, {stays: ("c2", "draw")}, [("freed", 4, leaf)], {"t": 0})


def cap_and_bar() -> Case:
    """Two of three at most; one of the three is barred, and one whom nobody acknowledges."""
    rows = [row(f"a{n}", "AA", "BB") for n in range(5)]
    bar = Bar("b", "an order", "a court", where(id="a0"), "release", PartialDate(2024))
    said = Statement("a1", "AA", "not-held", PartialDate(2025, 1))
    other = Statement("a2", "BB", "not-held", PartialDate(2025, 2))
    case = docket(
        rows,
        must(kinds.Count(AA, at_most=2)),
        bars=(bar, attrs.evolve(bar, id="past", covers=AA, until=PartialDate(2024, 12))),
        statements=(said, other),
    )
    stays = last_of("a2", "a3", "a4")
    going = {name: "c1 BB" for name in ("a2", "a3", "a4") if name != stays}
    return case, plan(
        case,
        [one("c1", 3, 2, ("BB", ""), holder="AA")],
        going,
        {
            "a0": (None, "bar", "a court", "b"),
            "a1": (None, "not-held", "AA"),
            stays: ("c1", "draw"),
        },
        [("freed", 2, {"duals": {"t#0": D}})],
        {"t": 0},
    )


def whole_or_nothing() -> Case:
    """All three or none, and two at most: so none of them, but another may go."""
    rows = [row(f"a{n}", "AA", "BB") for n in range(3)] + [row("c0", "CC", "BB")]
    case = docket(rows, must(kinds.AllOrNone(AA), "all"), must(kinds.Count(AA, at_most=2), "cap"))
    classes = [one("c1", 3, 0, ("BB", ""), holder="AA"), one("c2", 1, 1, ("BB", ""), holder="CC")]
    tree = {
        "split": {"1": ["all/0"]},
        "at": 0,
        "le": {"duals": {"all#0": D, "branch:0": 3 * D}},
        "ge": {"farkas": {"all#0": -D, "cap#0": D, "branch:0": -3 * D}},
    }
    return case, plan(
        case,
        classes,
        {"c0": "c2 BB"},
        {f"a{n}": ("c1", "terms", None, None, ("all",)) for n in range(3)},
        [("freed", 1, tree)],
        {"all": None, "cap": 2},
    )


def named_never_outside() -> Case:
    """Somebody named, a red line, and a wounded man who counts in no ratio."""
    rows = [
        row("a0", "AA", "BB"),
        row("a1", "AA", "BB"),
        row("a2", "AA", "BB", health="seriously-wounded"),
        row("b0", "BB", "AA"),
        row("b1", "BB", "AA", role="commander"),
    ]
    wounded = Term("law", LAW, "law", kinds.Outside(where(health="seriously-wounded")))
    case = docket(
        rows,
        wounded,
        must(kinds.Ratio(AA, BB), "deal"),
        must(kinds.Named(("a1",)), "name"),
        must(kinds.Never(where(role="commander")), "red"),
    )
    classes = [
        one("c1", 1, 0, ("BB", ""), holder="AA"),
        one("c2", 1, 1, ("BB", ""), holder="AA"),
        one("c3", 1, 1, ("BB", ""), holder="AA", health="seriously-wounded"),
        one("c4", 1, 1, ("AA", ""), holder="BB"),
        one("c5", 1, 0, ("AA", ""), holder="BB", role="commander"),
    ]
    return case, plan(
        case,
        classes,
        {"a1": "c2 BB", "a2": "c3 BB", "b0": "c4 AA"},
        {
            "a0": ("c1", "terms", None, None, ("deal",)),
            "b1": ("c5", "red-line", "AA", "red", ("red",)),
        },
        [("freed", 3, {"duals": {"deal#0": D, "red#0": 2 * D}})],
        {"deal": 0, "law": 0, "name": 0, "red": 0},
    )


def families() -> Case:
    """A family goes as one or stays as one; another cannot go for one of them is not held."""
    rows = [
        row("a0", "AA", "BB", family="f", destination="BB|CC"),
        row("a1", "AA", "BB|CC", family="f"),
        row("a2", "AA", "BB", family="g"),
        row("a3", "AA", "BB", family="g"),
        row("a4", "AA", "BB", family="h", destination="BB"),
        row("a5", "AA", "BB", family="h", destination="CC"),
        row("a6", "AA", "BB", status="deceased", family="f"),
    ]
    case = docket(
        rows,
        must(kinds.Together("family"), "kin"),
        must(kinds.Count(where(beneficiary="CC"), at_least=1), "some"),
        statements=(Statement("a3", "AA", "unanswered"),),
    )
    ways = [
        ("BB", "", "BB", "BB"),
        ("BB", "BB", "CC", ""),
        ("BB", "", "BB", "CC"),
        ("BB", "CC", "CC", ""),
    ]
    unit = one("c1", 1, (0, 1, 0, 0), *ways, holder="AA")
    return case, plan(
        case,
        [unit],
        {"a0": "c1 BB BB", "a1": "c1 CC"},
        {
            "a2": (None, "unit", None, "a3"),
            "a3": (None, "unanswered", "AA"),
            "a4": (None, "no-destination"),
            "a5": (None, "no-destination"),
            "a6": (None, "deceased", "AA"),
        },
        [("freed", 2, {"duals": {}})],
        {"kin": None, "some": 0},
    )


def either_and_if() -> Case:
    """None of the two or none of the one; and a cap that does not apply as things are."""
    rows = [row("a0", "AA", "BB"), row("a1", "AA", "BB"), row("b0", "BB", "AA")]
    none = tuple(kinds.Count(of, at_most=0) for of in (AA, BB))
    case = docket(
        rows,
        must(kinds.Either(none), "e"),
        must(kinds.If("truce", "yes", kinds.Count(AA, at_most=1), kinds.Pool(AA, 2)), "i"),
        facts={"truce": "no"},
    )
    classes = [one("c1", 2, 2, ("BB", ""), holder="AA"), one("c2", 1, 0, ("AA", ""), holder="BB")]
    return case, plan(
        case,
        classes,
        {"a0": "c1 BB", "a1": "c1 BB"},
        {"b0": ("c2", "terms", None, None, ("e",))},
        [("freed", 2, {"duals": {"e#0": D, "e#1": D, "e#2": -D}})],
        {"e": None, "i": 0},
    )


def wishes_and_children() -> Case:
    """One of three; a child first, though the wish would have had another."""
    rows = [
        row("a0", "AA", "BB", age="9"),
        row("a1", "AA", "BB", age="40"),
        row("a2", "AA", "BB", age="40"),
    ]
    wish = Term("w", "BB", "a wish", kinds.Named(("a1",)), "wish")
    gone = Term("x", "BB", "not any more", kinds.Count(AA, at_most=0), "withdrawn")
    child = First("children", Selection((("age", Compare("lt", "18")),)))
    case = docket(
        rows,
        must(kinds.Count(AA, at_most=1)),
        wish,
        gone,
        levels=(Freed(), child, Wishes()),
    )
    classes = [
        one("c1", 1, 1, ("BB", ""), holder="AA", age="9"),
        one("c2", 1, 0, ("BB", ""), holder="AA", age="40"),
        one("c3", 1, 0, ("BB", ""), holder="AA", age="40"),
    ]
    # the wish's row is x(a1) - w >= 0; w is above 0 only with a1, who is above the cap
    last = {"duals": {"w#0": -D, "t#0": D, "level:first:1": -D}}
    value = plan(
        case,
        classes,
        {"a0": "c1 BB"},
        {
            name: ("c2" if name == "a1" else "c3", "terms", None, None, ("t",))
            for name in ("a1", "a2")
        },
        [("freed", 1, {"duals": {"t#0": D}}), ("first:1", 1, {"duals": {}}), ("wishes", 0, last)],
        {"t": 0},
        {"w": False, "x": None},  # type: ignore[dict-item]  # withdrawn: nothing is said of it
    )
    return case, value


def longest_first() -> Case:
    """Two of three, by the days that they have been held; the third is no draw's doing."""
    rows = [row(f"a{n}", "AA", "BB", days=days) for n, days in enumerate(("10", "300", "20"))]
    case = docket(rows, must(kinds.Count(AA, at_most=2)), levels=(Freed(), Prefer("days")))
    return case, plan(
        case,
        [one("c1", 3, 2, ("BB", ""), holder="AA")],
        {"a1": "c1 BB", "a2": "c1 BB"},
        {"a0": ("c1", "draw")},
        [
            ("freed", 2, {"duals": {"t#0": D}}),
            ("prefer:days", 320, {"duals": {"t#0": 20 * D}}),
        ],
        {"t": 0},
    )


def longest_by_pieces() -> Case:
    """The same, split on how many go: one of "more than one" and "more than two", or both."""
    case, data = longest_first()
    value = json.loads(data)
    value["certificate"]["levels"][1]["tree"] = {
        "split": {"1": ["c1>1..2"]},
        "at": 1,
        "le": {"duals": {"branch:0": 10 * D}},  # 10 + max(300, 320 - 10, 330 - 20)
        "ge": {"farkas": {"t#0": 2 * D, "branch:0": -3 * D}},  # 4 - 6 + max(0, 6 - 6)
    }
    return case, sealed(value)


def many_homes() -> Case:
    """Who could go to either of two gets the beneficiary that the exchange needs."""
    rows = [row("a0", "AA", "BB|CC", destination="BB|CC"), row("b0", "BB", "AA", destination="AA")]
    bar = Bar("b", "an order", "a court", where(id="a0"), "destination", DAY, None, ("CC",))
    pair = kinds.Ratio(where(holder="AA", beneficiary="BB"), where(holder="BB"))
    case = docket(rows, must(pair), bars=(bar,))
    classes = [
        one("c1", 1, (1, 0), ("BB", "BB"), ("CC", "BB"), holder="AA"),
        one("c2", 1, 1, ("AA", "AA"), holder="BB"),
    ]
    return case, plan(
        case,
        classes,
        {"a0": "c1 BB BB", "b0": "c2 AA AA"},
        {},
        [("freed", 2, {"duals": {}})],
        {"t": 0},
    )


def unwilling() -> Case:
    """One of three told the desk no: not in this round, and the other two are all there are."""
    rows = [row(f"a{n}", "AA", "BB", destination="BB") for n in range(3)]
    case = docket(
        rows,
        must(kinds.All(AA)),
        consents=(Consent("a1", "no", "BB"), Consent("a2", "no"), Consent("a2", "yes", "", DAY)),
    )
    return case, plan(
        case,
        [one("c1", 2, 2, ("BB", "BB"), holder="AA")],
        {"a0": "c1 BB BB", "a2": "c1 BB BB"},
        {"a1": (None, "not-in-this-round")},
        [("freed", 2, {"duals": {}})],
        {"t": 0},
    )


CASES = (
    ratio,
    tariff,
    cap_and_bar,
    whole_or_nothing,
    named_never_outside,
    families,
    either_and_if,
    wishes_and_children,
    longest_first,
    longest_by_pieces,
    many_homes,
    unwilling,
)


def blank(made: Docket) -> dict[str, Any]:
    return {
        "format": "canje.plan/1",
        "case": made.case,
        "scenario": None,
        "digest": {
            "case": case_digest(made),
            "parts": parts(made),
            "problem": PROBLEM,
            "plan": "",
        },
        "outcome": "stopped",
        "freed": 0,
        "bound": None,
        "objective": [],
        "certificate": None,
        "witness": None,
        "people": [],
        "left_out": [],
        "classes": [],
        "terms": [
            {"id": each.id, "by": each.by, "force": each.force, "holds": None, "slack": None}
            for each in sorted(made.terms, key=lambda term: term.id)
        ],
        "conflict": [],
        "versions": {},
    }
