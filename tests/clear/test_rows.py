"""Rules as rows: the formulas of `canje.terms.term`, in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from canje.base.select import EVERYONE
from canje.clear.problem import Problem
from canje.clear.rows import Form, Row, everyone, loosened
from canje.terms import term as kinds
from canje.terms.docket import LAW, Docket, Freed, Owed
from canje.terms.term import Force, Rule
from tests.by_hand import docket, people, term, who
from tests.clear.points import allowed, points, problem_of
from tests.oracles import brute, random_cases
from tests.strategies import seeded

# Columns a to d: two privates and a major of A's go to B, three of B's to A, and one to A or to C.
TABLE = people(
    *("p1 A B B private", "p2 A B B private", "p3 A B B major"),
    *("p4 B A A private", "p5 B A A private", "p6 B A A private", "p7 B A A|C private"),
    columns="id holder beneficiary destination rank",
)
GIVE, GET = who(holder="A"), who(beneficiary="A")
WORTH = {"private": 1, "major": 8}
MAJORS = who(rank="major")


def problem(rule: Rule, force: Force = "must", *more: kinds.Term) -> Problem:
    told_apart = term(kinds.Guard(MAJORS, "proof of life"), "guard")
    return problem_of(docket(TABLE, term(rule, force=force), told_apart, *more, facts={"x": "1"}))


def written(made: Problem) -> list[str]:
    """Rows as one would write them: `2 major - private`, by what an option is of."""
    names = {}
    for column in range(len(made.classes.column_class)):
        moves = made.classes.moves
        row = int(made.classes.move[column])
        rank, place = moves.column("rank")[row], moves.destination[row]
        several = made.classes.column_class.tolist().count(int(made.classes.column_class[column]))
        names[column] = f"{moves.column('holder')[row]}-{rank}" + (
            f"-{place}" if several > 1 else ""
        )
    lines = []
    for row_ in made.rows:
        form = zip(row_.form.columns.tolist(), row_.form.values.tolist(), strict=True)
        parts: list[tuple[str, int]] = [(names[column], value) for column, value in form]
        parts = sorted(parts) + sorted(row_.auxiliaries.items())
        said = " ".join(f"{value:+d} {name}" for name, value in parts)
        lines.append(f"{row_.name}: {row_.lo} <= {said} <= {row_.hi}")
    return lines


A, B, BOTH = "+1 A-major +1 A-private", "+1 B-private", "+1 B-private-A +1 B-private-C"


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        (kinds.Ratio(GIVE, GET),
         [f"t#0: 0 <= {A} -1 B-private -1 B-private-A -1 B-private-C <= 0"]),
        (kinds.Ratio(GIVE, GET, 2, 3, "at-most"),
         ["t#0: None <= +3 A-major +3 A-private -2 B-private -2 B-private-A -2 B-private-C <= 0"]),
        (kinds.Ratio(GIVE, GET, how="at-least"),
         [f"t#0: 0 <= {A} -1 B-private -1 B-private-A -1 B-private-C <= None"]),
        (kinds.Ratio(GIVE, who(holder="A", rank="major")),  # who is on both sides counts for none
         ["t#0: 0 <= +1 A-private <= 0"]),
        (kinds.Tariff(GIVE, GET, "rank", WORTH, 1, 2),
         ["t#0: 0 <= +16 A-major +2 A-private -1 B-private -1 B-private-A -1 B-private-C <= 0"]),
        (kinds.Count(GIVE, at_most=2), [f"t#0: None <= {A} <= 2"]),
        (kinds.Count(GIVE, 1, 2), [f"t#0: 1 <= {A} <= 2"]),
        (kinds.Count(who(destination="C"), at_least=1), ["t#0: 1 <= +1 B-private-C <= None"]),
        (kinds.Pool(GIVE, 2, "order"), [f"t#0: 2 <= {A} <= 2"]),
        (kinds.Never(MAJORS), ["t#0: None <= +1 A-major <= 0"]),
        (kinds.All(GET), [f"t#0: 4 <= {B} {BOTH} <= None"]),
        (kinds.All(who(destination="C")), ["t#0: 1 <= +1 B-private-C <= None"]),
        (kinds.AllOrNone(GIVE), [f"t#0: 0 <= {A} -3 t/0 <= 0"]),
        (kinds.If("x", "1", kinds.Never(MAJORS)), ["t#0: None <= +1 A-major <= 0"]),
        (kinds.If("x", "2", kinds.Never(MAJORS)), []),
        (kinds.Together("rank"), []),
        (kinds.Before(GIVE, GET), []),
        (kinds.Exposed("A", 2), []),
        (kinds.Guard(GIVE, "funds"), []),
        # alternatives: what could be broken by m is let go by m where the switch is off
        (kinds.Either((kinds.Never(GIVE), kinds.Count(GET, at_least=3))),
         [f"t#0: None <= {A} +3 t/0 <= 3",
          f"t#1: 0 <= {B} {BOTH} -3 t/1 <= None",
          "t#2: 1 <= +1 t/0 +1 t/1 <= None"]),
        (kinds.Either((kinds.Count(GIVE, 1, 2), kinds.Never(MAJORS))),
         [f"t#0: None <= {A} +1 t/0 <= 3",
          f"t#1: 0 <= {A} -1 t/0 <= None",
          "t#2: None <= +1 A-major +1 t/1 <= 1",
          "t#3: 1 <= +1 t/0 +1 t/1 <= None"]),
        (kinds.Either((kinds.Count(GIVE, at_most=3), kinds.Never(GET))),  # the first always holds
         [f"t#0: None <= {B} {BOTH} +4 t/1 <= 4", "t#1: 1 <= +1 t/0 +1 t/1 <= None"]),
        (kinds.Either((kinds.AllOrNone(GIVE), kinds.Never(GET))),
         [f"t#0: None <= {A} +3 t/0 -3 t/2 <= 3",
          f"t#1: -3 <= {A} -3 t/0 -3 t/2 <= None",
          f"t#2: None <= {B} {BOTH} +4 t/1 <= 4",
          "t#3: 1 <= +1 t/0 +1 t/1 <= None"]),
    ],
)  # fmt: skip
def test_a_rule_as_rows(rule: Rule, rows: list[str]) -> None:
    """Coefficients, limits, names and their order: all of it is in the plan file's format."""
    assert written(problem(rule)) == rows


def test_named_people_are_a_row_of_their_own() -> None:
    """One who cannot move makes it impossible: the row asks for both and counts one."""
    made = problem(kinds.Named(("p1", "p9", "p1")))
    assert [(row.lo, row.hi, row.form.values.tolist()) for row in made.rows] == [(2, None, [1])]


def test_a_wish_is_let_go_by_its_switch() -> None:
    """Its switch comes before those of its rule, and nothing asks for it but the objective."""
    made = problem(kinds.Either((kinds.Never(GIVE), kinds.Never(GET))), "wish")
    assert made.auxiliaries == ("t/0", "t/1", "t/2")
    assert [row.name for row in made.rows] == ["t#0", "t#1", "t#2"]
    assert written(made)[2] == "t#2: 0 <= -1 t/0 +1 t/1 +1 t/2 <= None"
    wishes = made.objectives[-1]
    assert wishes.name == "wishes"
    assert np.flatnonzero(wishes.coefficients).tolist() == [len(made.classes.column_class)]


def test_outside_counts_in_no_ratio_but_in_every_count() -> None:
    """The major goes home beside the deal; the cap on A's still counts him."""
    outside = term(kinds.Outside(MAJORS), "law.1", LAW)
    made = problem(kinds.Tariff(GIVE, GET, "rank", WORTH), "must", outside)
    assert written(made) == [
        "law.1#0: 1 <= +1 A-major <= None",
        "t#0: 0 <= +1 A-private -1 B-private -1 B-private-A -1 B-private-C <= 0",
    ]
    assert written(problem(kinds.Count(GIVE, at_most=2), "must", outside))[1] == (
        f"t#0: None <= {A} <= 2"
    )


def test_terms_come_in_the_order_of_their_ids() -> None:
    """Whoever speaks first gains nothing by it."""
    rules = [term(kinds.Never(MAJORS), name) for name in ("b", "a", "c")]
    made = problem_of(docket(TABLE, *rules))
    assert [row.name for row in made.rows] == ["a#0", "b#0", "c#0"]


def test_everyone_in_units_is_counted_person_by_person() -> None:
    """E(S): of a unit, those of its members for whom S can hold."""
    table = people(
        *("u1 A B B f 1", "u2 A B B m 1", "v1 A B B f 2", "v2 A B B m 2", "w A B B f -"),
        columns="id holder beneficiary destination sex family",
    )
    made = problem_of(
        docket(table, term(kinds.Together("family"), "u"), term(kinds.All(who(sex="f"))))
    )
    assert [row.lo for row in made.rows] == [3]
    assert everyone(made.classes, np.zeros(len(made.classes.moves), np.bool_)) == 0


def test_loosened_moves_limits_outwards() -> None:
    """By so many on each side that has one."""
    form = Form.of(np.array([0, 2, 0, -1]))
    assert (form.columns.tolist(), form.values.tolist()) == ([1, 3], [2, -1])
    row = loosened(Row("t#0", "t", form, {}, 0, 3), 2)
    assert (row.lo, row.hi) == (-2, 5)
    row = loosened(Row("t#0", "t", form, {}, None, 3), 1)
    assert (row.lo, row.hi) == (None, 4)


@settings(max_examples=150)
@given(rng=seeded())
def test_rows_allow_exactly_what_the_rule_allows(rng: Random) -> None:
    """Point by point: some setting of the switches meets the rows where brute force says yes."""
    case = _one_term(rng)
    made = problem_of(case)
    every = points(made, 3_000)
    if not len(every):
        return
    world = brute.World.of(case)
    rules = brute.Rules.of(case, world.moves, world.items)
    holds = rules.test(brute.in_force(case)[0][1])
    width = len(made.classes.column_class)
    met: dict[tuple[int, ...], bool] = {}
    for point, yes in zip(every.tolist(), allowed(made, every).tolist(), strict=True):
        counts = tuple(point[:width])
        met[counts] = met.get(counts, False) or yes
    number = {
        (facts["id"], facts["beneficiary"], facts["destination"]): move
        for move, facts in enumerate(world.moves)
    }
    for counts, yes in met.items():
        assert holds(_exchange(case, made, counts, number)) is yes, counts


def _one_term(rng: Random) -> Docket:
    case = random_cases.draw(rng, count=rng.randint(2, 6), terms=2)
    musts = [
        each for each in case.musts if not isinstance(each.rule, kinds.Outside | kinds.Together)
    ]
    kept = rng.choice(musts) if musts else term(kinds.Count(EVERYONE, at_most=2))
    return docket(
        case.people, kept, facts=case.facts, consents=case.consents, statements=case.statements
    )


def _exchange(
    case: Docket, made: Problem, counts: tuple[int, ...], number: Mapping[tuple[str, str, str], int]
) -> brute.Chosen:
    chosen = set()
    taken: dict[int, int] = {}
    for column, count in enumerate(counts):
        group = int(made.group[column])
        first = taken.get(group, 0)
        for item in made.classes.members(group)[first : first + count].tolist():
            for row, move in zip(item, made.classes.option(column), strict=True):
                chosen.add(number[(case.people.ids[row], *move)])
        taken[group] = first + count
    return frozenset(chosen)


def test_what_is_owed_is_eased_by_grades() -> None:
    """Each side on its own: v + p <= hi + 7 and v - p >= lo - 7, with p of 1, 2 and 4."""
    said = term(kinds.Count(GIVE, at_least=2, at_most=3), force="owed")
    made = problem_of(docket(TABLE, said, levels=(Owed(3), Freed())))
    rows = [(row.name, dict(row.auxiliaries), row.lo, row.hi) for row in made.rows]
    assert rows == [
        ("t#0", {"t/0": 1, "t/1": 2, "t/2": 4}, None, 10),
        ("t#1", {"t/3": -1, "t/4": -2, "t/5": -4}, -5, None),
    ]
    assert made.objectives[0].coefficients[-6:].tolist() == [1, 2, 4, 1, 2, 4]
