"""Reasons: each comparison with its bits, which add up; in words that a person can judge."""

from __future__ import annotations

import numpy as np
import pytest

from bench.names_made_up import made_up
from canje.reconcile.explain import explain
from canje.reconcile.link import Linked, link
from tests.reconcile.linking import listed


@pytest.fixture(scope="module")
def linked() -> Linked:
    made = made_up(31, 300)
    one = {"name": "Omar Ali al-Ruzani", "born": "1980", "place": "Qarun"}
    other = {"name": "عمر الروزاني", "born": "1981-03-04", "place": "قارون", "taken": "2024"}
    return link([*made.lists, listed("X", [one]), listed("Y", [other])])


def test_what_is_said(linked: Linked) -> None:
    """The issue's own example, nearly."""
    said = {each.words for each in explain(linked, "X#1", "Y#1").said}
    assert "family name the same in Arabic and Latin script" in said
    assert "birth year one apart" in said
    assert "father's name missing" in said
    assert "place the same" in said
    assert "date of capture missing" in said


def test_what_is_missing_says_nothing(linked: Linked) -> None:
    """Zero bits, ever."""
    rows = zip(linked.left[:200].tolist(), linked.right[:200].tolist(), strict=True)
    for one, other in rows:
        for each in explain(linked, linked.pool.ids[one], linked.pool.ids[other]).said:
            assert each.level != "missing" or each.bits == 0


def test_the_parts_are_the_sum(linked: Linked) -> None:
    """Comparisons and rarity make up all bits; with the prior, less kinship, they make the odds."""
    for row in range(0, len(linked.left), 97):
        found = explain(
            linked, linked.pool.ids[linked.left[row]], linked.pool.ids[linked.right[row]]
        )
        assert sum(each.bits for each in found.said) + found.rarity == pytest.approx(found.bits)
        assert found.bits + found.prior - found.kin == pytest.approx(np.log2(linked.odds[row]))
        assert found.probability == linked.probability[row]


def test_it_is_the_same_both_ways(linked: Linked) -> None:
    """Only what is called left changes."""
    one, other = explain(linked, "X#1", "Y#1"), explain(linked, "Y#1", "X#1")
    assert (one.said, one.bits) == (other.said, other.bits)


def test_who_was_no_candidate_has_no_probability(linked: Linked) -> None:
    """And is explained all the same."""
    pairs = set(zip(linked.left.tolist(), linked.right.tolist(), strict=True))
    of = linked.pool.of
    one, other = next(
        (i, j)
        for i in range(300)
        for j in range(i, len(of))
        if of[i] != of[j] and (i, j) not in pairs
    )
    found = explain(linked, linked.pool.ids[one], linked.pool.ids[other])
    assert found.probability is None
    assert found.words
