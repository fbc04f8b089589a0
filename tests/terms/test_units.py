"""Units that are not split: who belongs together, where they can go, what stops them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from canje.terms.docket import Bar, Consent, Docket, Statement
from canje.terms.eligible import Barrier, eligible
from canje.terms.moves import Move
from canje.terms.term import If, Together
from canje.terms.units import Units, common_destinations, units
from tests.by_hand import DAY, docket, people, term, who
from tests.oracles import brute
from tests.strategies import dockets

FAMILY = "id holder beneficiary destination family cell"


def joined(*rows: str, by: tuple[str, ...] = ("family",), **more: Any) -> tuple[Docket, Units]:
    rules = [term(Together(column), f"together-{column}") for column in by]
    case = docket(people(*rows, columns=FAMILY), *rules, **more)
    return case, units(case, eligible(case))


def groups(case: Docket, found: Units) -> list[str]:
    """The units, each as its members' ids."""
    names: dict[int, str] = {}
    for person, label in zip(case.people.ids, found.label.tolist(), strict=True):
        names[label] = names.get(label, "") + person
    return sorted(names.values())


@pytest.mark.parametrize(
    ("rows", "by", "expected"),
    [
        (["a A B B f1 -", "b A B B f1 -", "c A B B f2 -"], "family", ["ab", "c"]),
        (["a A B B - -", "b A B B - -"], "family", ["a", "b"]),  # a blank ties nobody
        (["a A B B f1 c1", "b A B B f1 c2", "c A B B - c2"], "family cell", ["abc"]),
        (["a A B B f1 c1", "b A B B f1 c2", "c A B B - c2"], "cell", ["a", "bc"]),
        (["a A B B x -", "b A B B - x"], "family cell", ["a", "b"]),  # two columns, two meanings
        (["a A B B f1 c9", "b A B B f2 c1", "c A B B f2 c2", "d A B B f1 c1", "e C B B f9 c9"],
         "family cell", ["abcde"]),
        (["a A B B f1 -", "b C B B f1 -"], "family", ["ab"]),  # held by different parties
        (["a A B B f1 -"], "rank", ["a"]),
        ([], "family", []),
    ],
)  # fmt: skip
def test_who_belongs_together(rows: list[str], by: str, expected: list[str]) -> None:
    """Whoever shares a value, directly or through others, of one column or of several."""
    case, found = joined(*rows, by=tuple(by.split()))
    assert groups(case, found) == expected


def test_whoever_is_no_longer_there_ties_nobody() -> None:
    """The dead do not keep a family from going; those who are only refused do."""
    rows = ["a A B B f1 -", "b A B B f1 -", "c A B B f1 -"]
    case, found = joined(*rows, statements=(Statement("b", "A", "deceased"),))
    assert groups(case, found) == ["ac", "b"]
    assert found.eligibility.barrier_of(0) is None
    case, found = joined(*rows, statements=(Statement("b", "A", "refused"),))
    assert groups(case, found) == ["abc"]
    assert [found.eligibility.barrier_of(row) for row in range(3)] == [
        Barrier("unit", ref="b"),
        Barrier("statement", "A", "refused"),
        Barrier("unit", ref="b"),
    ]


@pytest.mark.parametrize(
    ("force", "fact", "expected"),
    [("must", "yes", ["ab"]), ("must", "no", ["a", "b"]), ("withdrawn", "yes", ["a", "b"])],
)
def test_only_terms_in_force_join(force: Any, fact: str, expected: list[str]) -> None:
    """A withdrawn term, or one whose fact is otherwise, joins nobody."""
    table = people("a A B B f1 -", "b A B B f1 -", columns=FAMILY)
    rule = term(If("pause", "yes", Together("family")), force=force)
    case = docket(table, rule, facts={"pause": fact})
    assert groups(case, units(case, eligible(case))) == expected


PLACES: dict[str, tuple[Move, ...]] = {
    "B": (("B", "B"),),
    "BC": (("B", "B"), ("B", "C")),
    "C": (("B", "C"),),
    "-": (("B", ""),),
    "both": (("A", ""), ("B", "")),
}


@pytest.mark.parametrize(
    ("members", "shut", "expected"),
    [
        (["B", "BC"], [], ["B"]),
        (["BC", "BC"], [], ["B", "C"]),
        (["B", "C"], [], []),
        (["B", "-"], [], ["B"]),  # whoever has none written down goes along
        (["-", "-"], [], [""]),
        (["BC", "-"], [("B", "B")], ["C"]),  # but not where that one may not go
        (["B", "-"], [("B", "B")], []),
        (["B", "-"], [("A", "B")], ["B"]),  # for another beneficiary than hers
        (["B", "both"], [("A", "B")], ["B"]),  # for the one, if not for the other
    ],
)
def test_where_a_unit_can_go(members: list[str], shut: list[Move], expected: list[str]) -> None:
    """To a place that all of them can go to; `shut` is what the last cannot do along with them."""
    closed = [*[frozenset[Move]()] * (len(members) - 1), frozenset(shut)]
    assert common_destinations([PLACES[each] for each in members], closed) == tuple(expected)


@pytest.mark.parametrize(
    ("rows", "more", "expected"),
    [
        # nothing in the way
        (["a A B B f1 -", "b A B B|C f1 -"], {}, [None, None]),
        # no place in common
        (["a A B B f1 -", "b A B C f1 -"], {}, ["no-destination"] * 2),
        # a court's order about one
        (["a A B B f1 -", "b A B B f1 -"], {"bars": ("b", "release")}, ["unit", "bar"]),
        (["a A B B f1 -", "b A B - f1 -"], {"bars": ("b", "B")}, ["unit", "bar"]),
        (["a A B B f1 -", "b A C - f1 -"], {"bars": ("b", "B")}, ["no-destination"] * 2),
        # nobody asks for one: the others are not parted from them
        (["a A B B f1 -", "b A - B f1 -"], {}, ["unit", "not-sought"]),
        (["a A B B f1 -", "b A - B - -"], {}, [None, "not-sought"]),
        (["a A B B f1 -", "b A - B f1 -"], {"no": ("a", "")}, ["unit", "not-sought"]),
        # one will not go: nobody learns who of them
        (["a A B B f1 -", "b A B B f1 -"], {"no": ("b", "")}, ["not-in-this-round"] * 2),
        (["a A B B|C f1 -", "b A B B f1 -"], {"no": ("a", "B")}, ["not-in-this-round"] * 2),
        (["a A B B f1 -", "b A B - f1 -"], {"no": ("b", "B")}, ["not-in-this-round"] * 2),
        # a public ground goes before the private one
        (["a A B B f1 -", "b A B B f1 -", "c A B B f1 -"],
         {"no": ("b", ""), "bars": ("c", "release")}, ["unit", "unit", "bar"]),
        (["a A B B f1 -", "b A B C f1 -"], {"no": ("b", "")}, ["no-destination"] * 2),
    ],
)  # fmt: skip
def test_what_stops_a_unit(
    rows: list[str], more: dict[str, tuple[str, str]], expected: list[str | None]
) -> None:
    """The published reason of each member."""
    bars = []
    if "bars" in more:
        covered, forbids = more["bars"]
        places = () if forbids == "release" else (forbids,)
        kind: Any = "release" if forbids == "release" else "destination"
        bars.append(Bar("b1", "an order", "court", who(id=covered), kind, DAY, None, places))
    wills = [Consent(more["no"][0], "no", more["no"][1])] if "no" in more else []
    _, found = joined(*rows, bars=tuple(bars), consents=tuple(wills))
    barriers = [found.eligibility.barrier_of(row) for row in range(len(rows))]
    assert [each and each.published for each in barriers] == expected
    assert [bool(found.eligibility.moves_of(row)) for row in range(len(rows))] == [
        each is None for each in expected
    ]


@given(case=dockets())
@settings(max_examples=100)
def test_brute_force_has_the_same_units(case: Docket) -> None:
    """Units, and which of them can go, as found person by person."""
    found = units(case, eligible(case))
    expected = ["".join(sorted(person["id"] for person in unit)) for unit in brute.units(case)]
    assert groups(case, found) == sorted(expected)
    world = brute.World.of(case)
    able = {world.moves[move]["id"] for options in world.items for way in options for move in way}
    for row, person in enumerate(case.people.ids):
        assert (found.eligibility.barrier_of(row) is None) is (person in able)
        assert bool(found.eligibility.moves_of(row)) is (person in able)


def test_a_long_chain_is_one_unit() -> None:
    """A thousand people, each tied to the next: the last follows the first."""
    rows = [f"p{n:04} A B B f{n // 2} c{(n + 1) // 2}" for n in range(1_000)]
    _, found = joined(*rows, by=("family", "cell"))
    assert set(found.label.tolist()) == {0}
