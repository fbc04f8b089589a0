"""Classes: whoever is in one is worth the same under every selection of the case."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

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
from canje.clear.classes import Classes, atoms, rules_within
from canje.terms import term as kinds
from canje.terms.docket import Consent, Docket, First, Freed, Prefer
from canje.terms.term import Rule
from tests.by_hand import docket, people, term, who
from tests.clear.points import problem_of
from tests.oracles import brute
from tests.strategies import dockets, seeded

COLUMNS = "id holder beneficiary destination rank age"
TABLE = people(
    "p1 A B B private 17",
    "p2 A B B private 18",
    "p3 A B B major 40",
    "p4 A B C major 41",
    "p5 B A A private 16",
    "p6 A B B|C private 30",
    columns=COLUMNS,
)


def grouped(case: Docket) -> list[str]:
    """The classes by the numbers of their people, `12 3`."""
    classes = problem_of(case).classes
    found = [
        "".join(sorted(case.people.ids[row][1:] for row in classes.members(number).ravel()))
        for number in range(len(classes.size))
    ]
    return sorted(found)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (kinds.Count(EVERYONE, at_most=3), "123 4 5 6"),  # holder and places alone
        (kinds.Never(who(rank="major")), "12 3 4 5 6"),
        (kinds.Never(who(age=Compare("lt", "18"))), "1 23 4 5 6"),
        (kinds.Never(who(who(rank="major"), who(age=Compare("lt", "18")))), "1 2 3 4 5 6"),
        (kinds.Never(who(rank=Not(OneOf(("major",))))), "12 3 4 5 6"),
        (kinds.Never(who(rank=Missing(True))), "123 4 5 6"),
        (kinds.Never(who(destination="C")), "123 4 5 6"),  # places are told apart anyway
        (kinds.Named(("p1", "p9")), "1 23 4 5 6"),
        (kinds.Never(who(id=("p1", "p2"))), "12 3 4 5 6"),
        (kinds.Never(who(id=Not(OneOf(("p1",))))), "1 23 4 5 6"),
        (kinds.Never(who(id=Not(All((OneOf(("p3",)), Missing(False)))))), "12 3 4 5 6"),
        (kinds.Tariff(EVERYONE, EVERYONE, "rank", {"major": 8}), "12 3 4 5 6"),
        (kinds.If("no-fact", "yes", kinds.Never(who(rank="major"))), "12 3 4 5 6"),
        (kinds.Either((kinds.Never(who(rank="major")), kinds.Never(EVERYONE))), "12 3 4 5 6"),
        (kinds.Before(who(rank="major"), EVERYONE), "12 3 4 5 6"),
        (kinds.Guard(who(rank="major"), "proof of life"), "12 3 4 5 6"),
    ],
)  # fmt: skip
def test_who_is_told_apart(rule: Rule, expected: str) -> None:
    """By what the terms read, and by nothing else."""
    assert " ".join(grouped(docket(TABLE, term(rule)))) == expected


def test_levels_tell_apart_and_refusals_too() -> None:
    """Priority, a further preference and a refused place make classes; a preference does not."""
    assert grouped(docket(TABLE, levels=(Freed(), Prefer("age")))) == ["123", "4", "5", "6"]
    first = First("children", who(age=Compare("lt", "18")))
    assert grouped(docket(TABLE, levels=(Freed(), first))) == ["1", "23", "4", "5", "6"]
    two = people(
        *(f"p{n} A B B {x} {y}" for n, (x, y) in enumerate([(1, 1), (2, 1), (3, 0)], 1)),
        columns="id holder beneficiary destination days age",
    )
    assert grouped(docket(two, levels=(Freed(), Prefer("days"), Prefer("age")))) == ["12", "3"]
    refused = (Consent("p6", "no", "B"),)
    assert grouped(docket(TABLE, consents=refused)) == ["123", "46", "5"]
    refused = (Consent("p6", "no", "C"),)
    assert grouped(docket(TABLE, consents=refused)) == ["1236", "4", "5"]


def test_facts_of_a_class_are_what_its_people_share() -> None:
    """A value that all have is told; where several were taken together, nothing."""
    classes = problem_of(docket(TABLE, term(kinds.Never(who(rank="major"))))).classes
    told = {
        "".join(TABLE.ids[row][1:] for row in classes.members(n).ravel()): classes.facts[n]
        for n in range(len(classes.size))
    }
    assert told["12"] == {"holder": "A", "rank": "private"}
    assert told["5"] == {"holder": "B", "rank": "private"}


def test_units_are_classes_of_units() -> None:
    """Two families of the same make-up are one class of two items with every way to go."""
    table = people(
        *[f"{f}{n} A B|C {to} {f}" for f in "uv" for n, to in enumerate(["B|C", "-"])],
        "w0 A B B|C -",
        columns="id holder beneficiary destination family",
    )
    classes = problem_of(docket(table, term(kinds.Together("family")))).classes
    assert sorted(zip(classes.size.tolist(), classes.unit_size.tolist(), strict=True)) == [
        (1, 1), (2, 2),
    ]  # fmt: skip
    number = classes.unit_size.tolist().index(2)
    members = [[table.ids[row][1] for row in item] for item in classes.members(number).tolist()]
    assert members[0] == members[1]
    columns = np.flatnonzero(classes.column_class == number).tolist()
    options = [classes.option(column) for column in columns]
    assert len(set(options)) == len(options) == 2 * 2 * 2  # beneficiaries of both, one place
    for option in options:
        assert {place for _, place in option} in ({"B", ""}, {"C", ""})


def test_nobody_can_move() -> None:
    """No classes, no columns, and no error."""
    case = docket(people("p1 A B B"), consents=(Consent("p1", "no"),))
    classes = problem_of(case).classes
    assert len(classes.size) == len(classes.column_class) == 0
    assert len(problem_of(docket(people())).classes.size) == 0


def selections(case: Docket) -> list[Selection]:
    """Every selection that the terms and the objective have in them."""
    found = [level.of for level in case.levels if isinstance(level, First)]
    for each in case.terms:
        for rule in rules_within(each.rule):
            parts = (getattr(rule, name, None) for name in ("of", "give", "get"))
            found += [part for part in parts if isinstance(part, Selection)]
    return found


@settings(max_examples=100)
@given(case=dockets(), rng=seeded())
def test_any_choice_of_people_is_worth_what_its_counts_are_worth(case: Docket, rng: Random) -> None:
    """Whoever of a class is taken, each selection counts the same (so the counts are enough)."""
    classes = problem_of(case).classes
    counts = np.zeros(len(classes.column_class), np.int64)
    chosen: list[dict[str, str]] = []
    facts = brute.people(case)
    for number in range(len(classes.size)):
        columns = np.flatnonzero(classes.column_class == number).tolist()
        for item in classes.members(number).tolist():
            column = rng.choice([None, *columns])
            if column is None:
                continue
            counts[column] += 1
            for person, (beneficiary, place) in zip(item, classes.option(column), strict=True):
                move = {"beneficiary": beneficiary, "destination": place}
                chosen.append({**facts[person], **move})
    for selection in selections(case):
        expected = sum(brute.meets(selection, move) for move in chosen)
        assert int(classes.count(mask(selection, classes.moves)) @ counts) == expected


@settings(max_examples=100)
@given(case=dockets())
def test_everyone_who_can_move_is_in_one_class(case: Docket) -> None:
    """No person twice, nobody missing, and the options are what brute force finds."""
    classes = problem_of(case).classes
    world = brute.World.of(case)
    able = {world.moves[move]["id"] for ways in world.items for way in ways for move in way}
    assert sorted(case.people.ids[row] for row in classes.item_person.tolist()) == sorted(able)
    assert sorted(_ways(case, classes)) == sorted(
        sorted(
            sorted(
                (m["id"], m["beneficiary"], m["destination"])
                for m in map(world.moves.__getitem__, way)
            )
            for way in ways
        )
        for ways in world.items
        if ways
    )


def _ways(case: Docket, classes: Classes) -> list[list[list[tuple[str, str, str]]]]:
    found = []
    for number in range(len(classes.size)):
        columns = np.flatnonzero(classes.column_class == number).tolist()
        for item in classes.members(number).tolist():
            found.append(
                sorted(
                    sorted(
                        (case.people.ids[row], *move)
                        for row, move in zip(item, classes.option(column), strict=True)
                    )
                    for column in columns
                )
            )
    return found


def test_atoms_are_collected_by_column() -> None:
    """What the classes are made by can be looked at."""
    rule = kinds.Either((kinds.Never(who(rank="major")), kinds.Named(("p1",))))
    found: dict[str, set[Condition]] = atoms(docket(TABLE, term(rule)))
    assert found == {"rank": {OneOf(("major",))}, "id": {OneOf(("p1",))}}
    assert atoms(docket(TABLE, term(rule, force="withdrawn"))) == {}
