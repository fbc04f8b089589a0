"""Probabilities of a matching: against all matchings, counted one by one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.reconcile.competition import Groups, groups, marginals
from canje.reconcile.pool import pool
from tests.reconcile.linking import named


def counted(edges: list[tuple[int, int]], odds: list[float]) -> list[float]:
    """How often each pair is in a matching, by weight."""
    total, share = 0.0, [0.0] * len(edges)
    for size in range(len(edges) + 1):
        for some in combinations(range(len(edges)), size):
            ends = [("l", edges[k][0]) for k in some] + [("r", edges[k][1]) for k in some]
            if len(set(ends)) < len(ends):
                continue
            weight = float(np.prod([odds[k] for k in some]))
            total += weight
            for k in some:
                share[k] += weight
    return [each / total for each in share]


@given(st.lists(st.floats(0.01, 100), min_size=4, max_size=4))
def test_on_a_tree_they_are_exact(odds: list[float]) -> None:
    """A path of four pairs: 0-0, 1-0, 1-1, 2-1."""
    edges = [(0, 0), (1, 0), (1, 1), (2, 1)]
    left, right = (np.array([edge[k] for edge in edges]) for k in (0, 1))
    found, _ = marginals(np.array(odds), Groups(left, right + 3, 5))
    assert found == pytest.approx(counted(edges, odds), abs=2e-3)


@given(st.lists(st.floats(0.01, 1000), min_size=4, max_size=4))
def test_an_entry_has_one_partner_at_most(odds: list[float]) -> None:
    """Two by two, a cycle: the probabilities of one entry's pairs come to one at most."""
    left, right = np.array([0, 0, 1, 1]), np.array([2, 3, 2, 3])
    found, _ = marginals(np.array(odds), Groups(left, right, 4))
    for side in (left, right):
        for entry in set(side.tolist()):
            assert found[side == entry].sum() <= 1 + 1e-3


def test_who_competes_with_nobody_keeps_the_odds() -> None:
    """Lists that may name a person twice."""
    entries = pool([named("A", "x", one_each=False), named("B", "y", "z", one_each=False)])
    left, right = np.array([0, 0], np.int32), np.array([1, 2], np.int32)
    of = groups(entries, left, right)
    assert set(of.left.tolist()) == set(of.right.tolist()) == {-1}
    found, _ = marginals(np.array([1.0, 3.0]), of)
    assert found.tolist() == [0.5, 0.75]


def test_only_a_clean_list_makes_its_entries_compete() -> None:
    """B has one entry a person, so two of B compete for one of A; A may name a person twice."""
    entries = pool([named("A", "x", one_each=False), named("B", "y", "z")])
    of = groups(entries, np.array([0, 0], np.int32), np.array([1, 2], np.int32))
    assert of.left[0] == of.left[1] >= 0
    assert of.right.tolist() == [-1, -1]
