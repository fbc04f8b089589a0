"""HiGHS behind the protocol: it answers small programs, stops when told, and starts again."""

from __future__ import annotations

import numpy as np
import pytest

from canje.clear.engine import never
from canje.clear.program import SolverRow
from canje.clear.solver import Floats, HiGHS, Program
from tests.clear.solvers import After


def program(
    objective: list[float],
    upper: list[float],
    matrix: list[list[float]],
    lo: list[float],
    hi: list[float],
) -> Program:
    """From rows written as a table."""
    table = np.array(matrix, float).reshape(len(lo), len(objective))
    columns, rows = np.nonzero(table.T)
    counts = np.bincount(columns, minlength=len(objective))
    return Program(
        np.array(objective, float),
        np.zeros(len(objective)),
        np.array(upper, float),
        np.concatenate([[0], np.cumsum(counts)]),
        rows,
        table.T[columns, rows],
        np.array(lo, float),
        np.array(hi, float),
    )


KNAPSACK = program([5, 4, 3], [1, 1, 1], [[2, 3, 1], [4, 1, 2]], [-np.inf] * 2, [3, 5])


def values(found: Floats) -> list[float]:
    return [round(float(each), 6) for each in found]


def test_a_relaxation_with_its_multipliers() -> None:
    """Max 5a + 4b + 3c: by duality the limits times their multipliers are the value."""
    answer = HiGHS().open(KNAPSACK).relax(never)
    assert answer.status == "optimal"
    gain = np.maximum(answer.reduced, 0).sum()  # what options at their limit are worth
    assert float(np.array([3, 5]) @ answer.duals) + gain == pytest.approx(answer.value)


def test_rows_come_and_go() -> None:
    """After a row is dropped, the answer is the old one again."""
    session = HiGHS().open(KNAPSACK)
    before = session.relax(never)
    SolverRow(np.array([0]), np.array([1.0]), None, 0).push(session)
    assert values(session.relax(never).point)[0] == 0
    SolverRow(np.array([1]), np.array([1.0]), 2, None).push(session)
    assert session.relax(never).status == "infeasible"
    session.drop(3)
    session.drop(2)
    assert values(session.relax(never).point) == values(before.point)


def test_the_basis_tells_how_an_unknown_moves_with_the_others() -> None:
    """Multipliers of the rows by which a fractional unknown is alone among those of the basis."""
    session = HiGHS().open(KNAPSACK)
    answer = session.relax(never)
    fractional = np.flatnonzero(np.abs(answer.point - np.rint(answer.point)) > 1e-6)
    basis = session.basis(fractional)
    table = np.array([[2, 3, 1], [4, 1, 2]], float)
    inside = [unknown for unknown, _ in basis.rows]
    assert inside == fractional.tolist()
    for unknown, multipliers in basis.rows:
        line = multipliers @ table
        assert line[unknown] == pytest.approx(1)
        assert all(abs(line[other]) < 1e-9 for other in inside if other != unknown)
    at_a_limit = np.setdiff1d(np.arange(3), fractional)
    assert basis.column_open[at_a_limit].all()
    assert not basis.column_fixed.any()
    assert session.basis(np.zeros(0, np.int64)).rows == ()


def test_a_ray_shows_why_nothing_is_possible() -> None:
    """Rows weighed so that they contradict each other; where there is an answer, nothing."""
    session = HiGHS().open(program([1, 1], [5, 5], [[1, 1], [1, -1], [0, 1]], [9, 7, 0], [99] * 3))
    assert session.relax(never).status == "infeasible"
    ray = session.ray()
    if ray is not None:
        assert np.abs(ray).max() == pytest.approx(1)
        assert len(ray) == 3


def test_whole_numbers() -> None:
    """The best of eight points, found and told to be so."""
    found = HiGHS().integer(KNAPSACK, never)
    assert found.finished
    assert found.point is not None
    assert found.point.tolist() == [1, 0, 0]
    nothing = program([1], [1], [[1]], [2], [np.inf])
    found = HiGHS().integer(nothing, never)
    assert (found.point, found.finished) == (None, True)


def test_it_can_begin_from_a_point() -> None:
    """A point given is taken up."""
    found = HiGHS().integer(KNAPSACK, never, start=np.array([0, 0, 1]))
    assert found.point is not None


def test_a_program_without_unknowns_has_an_answer() -> None:
    """Nobody can move: the rows hold for nobody, or they do not."""
    for lo, hi, status in ((-np.inf, 0.0, "optimal"), (1.0, np.inf, "infeasible")):
        answer = HiGHS().open(program([], [], [[]], [lo], [hi])).relax(never)
        assert answer.status == status
        assert answer.value == 0


def _hard() -> Program:
    rng = np.random.default_rng(1)
    weights = rng.integers(1_000, 9_000, (4, 60)).astype(float)
    return program([*weights.sum(0)], [1.0] * 60, weights.tolist(), [-np.inf] * 4,
                   [float(row.sum() // 2) for row in weights])  # fmt: skip


def test_it_stops_when_it_is_told() -> None:
    """Stopped is not finished."""
    stop = After(0)
    assert not HiGHS().integer(_hard(), stop).finished
    assert stop.asked > 0
    assert HiGHS().open(_hard()).relax(After(0)).status == "stopped"


def test_nodes_are_limited() -> None:
    """The same work on every machine, whatever the clock says."""
    points = {tuple(found.point) for found in (HiGHS().integer(_hard(), never, 3) for _ in "ab")
              if found.point is not None}  # fmt: skip
    assert len(points) <= 1
    assert not HiGHS().integer(_hard(), never, 3).finished


def test_it_says_which_it_is(capfd: pytest.CaptureFixture[str]) -> None:
    """Its name and version, and nothing on the screen."""
    assert HiGHS().name.startswith("highspy 1.")
    HiGHS().integer(KNAPSACK, never)
    HiGHS().open(KNAPSACK).relax(never)
    assert capfd.readouterr() == ("", "")
