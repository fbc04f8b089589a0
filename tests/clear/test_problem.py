"""The optimisation as a value: its matrix, its names, its objectives and its digest."""

from __future__ import annotations

from random import Random

import attrs
import numpy as np
import pytest
from hypothesis import given, settings

from canje.base.select import EVERYONE, Compare
from canje.clear.problem import INFINITE, Matrix
from canje.clear.rows import Form
from canje.terms import term as kinds
from canje.terms.docket import Docket, First, Freed, Prefer, Wishes
from tests.by_hand import docket, people, term, who
from tests.clear.points import dense, problem_of
from tests.strategies import dockets, seeded

TABLE = people(
    "p1 A B B 30 5", "p2 A B B 40 -", "p3 A B B|C 17 9", "p4 A B B 12 7",
    columns="id holder beneficiary destination age days",
)  # fmt: skip


@given(case=dockets(), rng=seeded())
@settings(max_examples=100)
def test_the_sparse_columns_weigh_as_the_rows_do(case: Docket, rng: Random) -> None:
    """For any multipliers, column by column; also where 64 bits end."""
    problem = problem_of(case)
    matrix = dense(problem)
    multipliers = [rng.randint(-(10**9), 10**9) for _ in problem.rows]
    expected = (np.array(multipliers, np.int64) @ matrix).tolist()
    assert problem.matrix.weigh(np.array(multipliers, np.int64)).tolist() == expected
    large = np.array([each * 10**30 for each in multipliers], object)
    assert problem.matrix.weigh(large).tolist() == [each * 10**30 for each in expected]


def test_a_matrix_by_hand() -> None:
    """Two rows over four columns, one of them empty; entries beside the form go where they say."""
    none = np.zeros(0, np.int64)
    rows = [
        (Form.of(np.array([2, 0, 0])), np.array([3]), np.array([-5])),
        (Form.of(np.array([1, 0, 4])), none, none),
    ]
    matrix = Matrix.of(rows, 4)
    assert matrix.start.tolist() == [0, 2, 2, 3, 4]
    assert matrix.row.tolist() == [0, 1, 1, 0]
    assert matrix.value.tolist() == [2, 1, 4, -5]
    assert matrix.weigh(np.array([10, 1])).tolist() == [21, 0, 4, -50]
    assert Matrix.of([], 2).weigh(none).tolist() == [0, 0]


def test_columns_are_named_by_class_and_option_and_switches_by_their_term() -> None:
    """The names by which a certificate speaks of them."""
    either = kinds.Either((kinds.Never(EVERYONE), kinds.Count(EVERYONE, at_least=1)))
    problem = problem_of(docket(TABLE, term(either)))
    names = [problem.column_name(column) for column in range(problem.columns)]
    assert names == ["c1.0", "c2.0", "c2.1", "t/0", "t/1"]
    assert problem.capacity.tolist() == [3, 1, 1, 1]
    assert problem.group.tolist() == [0, 1, 1, 2, 3]


def test_a_side_without_a_limit_is_told_from_every_number() -> None:
    """`INFINITE` stands on it."""
    problem = problem_of(docket(TABLE, term(kinds.Count(EVERYONE, at_most=2))))
    assert (problem.lo.tolist(), problem.hi.tolist()) == ([-INFINITE], [2])


@pytest.mark.parametrize(
    ("level", "name", "coefficients", "worths"),
    [
        (Freed(), "freed", [1, 1, 1, 1, 0], []),
        (First("minors", who(age=Compare("lt", "18"))), "first:1", [0, 1, 1, 1, 0], []),
        (Prefer("days"), "prefer:days", [0, 0, 0, 0, 0], [[5, 0], [9], [7]]),
        (Wishes(), "wishes", [0, 0, 0, 0, 1], []),
    ],
)
def test_objectives(
    level: First, name: str, coefficients: list[int], worths: list[list[int]]
) -> None:
    """What each column brings; for a preference the figures of a class, the largest first."""
    wish = term(kinds.Never(who(age=Compare("lt", "18"))), force="wish")
    problem = problem_of(docket(TABLE, wish, levels=(Freed(), level)))
    made = problem.objectives[1]
    assert made.name == name
    assert made.coefficients.tolist() == coefficients
    assert [each.tolist() for each in made.worths or ()] == worths


def test_a_second_preference_is_a_sum_over_columns() -> None:
    """Its figure is one for a whole class, so the first figures keep their order."""
    levels = (Freed(), Prefer("days"), Prefer("age"))
    problem = problem_of(docket(TABLE, levels=levels))
    assert problem.objectives[1].worths
    second = problem.objectives[2]
    assert second.worths is None
    assert sorted(second.coefficients.tolist()) == [12, 17, 17, 30, 40]


def test_terms_given_up_take_their_rows_with_them() -> None:
    """The same unknowns, fewer rows; the problem itself stays as it was."""
    rules = [term(kinds.Count(EVERYONE, at_most=n), f"t{n}") for n in (1, 2, 3)]
    problem = problem_of(docket(TABLE, *rules))
    fewer = problem.without(frozenset({"t2", "t9"}))
    assert [row.name for row in fewer.rows] == ["t1#0", "t3#0"]
    assert fewer.hi.tolist() == [1, 3]
    assert dense(fewer).tolist() == dense(problem)[[0, 2]].tolist()
    assert fewer.columns == problem.columns
    assert len(problem.rows) == 3
    assert fewer.digest() != problem.digest()
    again = problem.with_rows(problem.rows)
    assert again.digest() == problem.digest()


@given(case=dockets(), rng=seeded())
@settings(max_examples=60)
def test_the_digest_does_not_tell_the_order_of_lines(case: Docket, rng: Random) -> None:
    """Nor what people are called, nor a column that nothing reads."""
    turned = attrs.evolve(
        case,
        terms=tuple(rng.sample(case.terms, len(case.terms))),
        parties=case.parties[::-1],
        case="another",
    )
    assert problem_of(turned).digest() == problem_of(case).digest()


@pytest.mark.parametrize(
    "other",
    [
        docket(TABLE, term(kinds.Count(EVERYONE, at_most=3))),
        docket(TABLE, term(kinds.Count(EVERYONE, at_least=2))),
        docket(TABLE, term(kinds.Count(EVERYONE, at_most=2), "u")),
        docket(TABLE, term(kinds.Count(who(destination="B"), at_most=2))),
        docket(TABLE, term(kinds.Count(EVERYONE, at_most=2)), levels=(Freed(),)),
        docket(TABLE, term(kinds.Count(EVERYONE, at_most=2)), levels=(Freed(), Prefer("days"))),
        docket(people("p1 A B B"), term(kinds.Count(EVERYONE, at_most=2))),
    ],
)
def test_the_digest_tells_one_problem_from_another(other: Docket) -> None:
    """Limits, coefficients, names, classes and objectives are all in it."""
    case = docket(TABLE, term(kinds.Count(EVERYONE, at_most=2)))
    assert problem_of(other).digest() != problem_of(case).digest()
