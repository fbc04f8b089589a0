"""The order of questions: what an answer is expected to mend decides, and nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.reconcile.competition import Groups
from canje.reconcile.queue import (
    ACROSS,
    AMONG_SOUGHT,
    BLIND,
    DOUBLE,
    EACH,
    Doubts,
    Question,
    again,
    is_blind,
    mixed,
    ranked,
    settled,
    stakes,
)
from canje.reconcile.register import Judgement, Verdict, register


def doubts(
    probability: list[float],
    weight: float = 1.0,
    left: list[int] | None = None,
    right: list[int] | None = None,
    sizes: tuple[list[int], list[int]] | None = None,
    joined: bool = False,
) -> Doubts:
    count = len(probability)
    sides = [np.array(side if side else [-1] * count, np.int64) for side in (left, right)]
    one, other = sizes or ([1] * count, [1] * count)
    return Doubts.of(
        np.array(probability), np.full(count, weight), Groups(sides[0], sides[1], count + 10),
        (np.array(one), np.array(other)), np.full(count, joined),
    )  # fmt: skip


def value(*arguments: Any, **named: Any) -> list[float]:
    return [round(each, 9) for each in doubts(*arguments, **named).worth().tolist()]


def test_doubt_is_worth_most_in_the_middle() -> None:
    """By hand: min(p, 1 - p) times what it changes."""
    assert value([0.5, 0.9, 0.0, 1.0], weight=4.0) == [2.0, 0.4, 0.0, 0.0]


def test_rivals_are_settled_by_an_answer() -> None:
    """0.6 is taken, 0.7 errors are expected; after "same" none, after "different" 0.3 / 0.4 is."""
    assert value([0.6, 0.3, 0.4], left=[0, 0, 1]) == [0.6, 0.6, 0.4]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_worth_is_the_errors_fewer_that_are_expected(parts: list[int]) -> None:
    """Of one entry's pairs: the errors before, less those after each answer, by its chance."""
    p = [part / (sum(parts) + 10) for part in parts]

    def errors(chances: list[float]) -> float:
        """Nobody taken, or the best to take: who is taken wrongly, and who is missed."""
        choices = [sum(chances)]
        choices += [1 - taken + sum(chances) - taken for taken in chances]
        return min(choices)

    for asked, found in enumerate(doubts(p, left=[0] * len(p)).worth().tolist()):
        rest = [each / (1 - p[asked]) for place, each in enumerate(p) if place != asked]
        expected = errors(p) - (1 - p[asked]) * errors(rest)
        assert found == pytest.approx(expected, abs=1e-9)


def test_what_moves_with_an_answer_counts() -> None:
    """The smaller of two clusters moves; inside one cluster only the pair is in question."""
    assert value([0.4], sizes=([3], [5])) == [1.2]
    assert value([0.4], sizes=([3], [5]), joined=True) == [0.4]


def test_who_is_sought_among_those_held_comes_first() -> None:
    """Then two who seek, then an entry that stands twice."""
    kinds, parties = ["held", "sought", "sought"], ["A", "B", "C"]
    found = stakes(kinds, parties, np.array([0, 1, 0]), np.array([1, 2, 0]))  # type: ignore[arg-type]  # kinds are known words
    assert found.tolist() == [ACROSS, AMONG_SOUGHT, DOUBLE]


def test_the_order_is_by_worth_then_by_ids() -> None:
    """Rows in any order; known pairs and those worth nothing are left out."""
    left, right = ["b", "a", "c", "d"], ["x", "x", "y", "z"]
    pairs = doubts([0.25, 0.25, 0.5, 0.0])
    assert ranked(left, right, pairs, set(), 9) == [(2, 0.5), (1, 0.25), (0, 0.25)]
    assert ranked(left, right, pairs, {("c", "y")}, 1) == [(1, 0.25)]
    assert ranked([], [], doubts([]), set(), 9) == []


def test_a_rival_is_asked_about_as_if_the_answer_were_different() -> None:
    """a is x or y, half each: one question tells both. b's doubt is its own, and comes second."""
    left, right = ["a", "a", "b"], ["x", "y", "z"]
    found = ranked(left, right, doubts([0.5, 0.5, 0.3], left=[0, 0, 1]), set(), 9)
    assert found == [(0, 1.0), (2, 0.3)]
    assert found[0][1] > 2 * found[1][1]
    unsure = doubts([0.4, 0.4, 0.3], left=[0, 0, 1])  # x, y or nobody: 2/3 is left for y
    found = ranked(left, right, unsure, set(), 9)
    assert found == [(0, 0.6), (2, 0.3), (1, 0.2)]  # needed with 0.6; then 1/3 may be wrong


def test_the_best_are_found_among_many() -> None:
    """As if all had been looked at."""
    count = 4_000
    p = (np.arange(count) * 0.618034 % 1) * 0.5
    names = (
        [f"a{number:05}" for number in range(count)],
        [f"b{number:05}" for number in range(count)],
    )
    best = [row for row, _ in ranked(*names, doubts(p.tolist()), set(), 5)]
    assert best == np.argsort(-p)[:5].tolist()


def test_not_all_questions_are_about_one_entry() -> None:
    """Each answer bears on the next about it."""
    many = [f"x{number}" for number in range(10)]
    assert len(ranked(["a"] * 10, many, doubts([0.5] * 10), set(), 10)) == EACH


def said(pair: tuple[str, str], verdict: Verdict = "same", by: str = "ana") -> Judgement:
    return Judgement(left=pair[0], right=pair[1], verdict=verdict, by=by, why="a reason")


def test_a_tenth_is_judged_again_by_somebody_else() -> None:
    """By the pair alone: nobody picks which; never by who judged it first."""
    pairs = [("a", f"b{number}") for number in range(2_000)]
    blind = [pair for pair in pairs if is_blind(pair)]
    assert len(blind) == pytest.approx(2_000 / BLIND, rel=0.2)
    told = [said(pair) for pair in pairs]
    assert list(again(told, "ben")) == sorted(blind)
    assert list(again(told, "ana")) == []
    both = [*told, said(blind[0], by="cyd")]
    assert blind[0] not in set(again(both, "ben"))


def test_who_need_not_be_asked() -> None:
    """Their own pairs, and what stands; where two are needed, a first word waits for another."""
    told = [said(("a", "b")), said(("a", "c"), "unsure")]
    for people, wanted in ((1, {("a", "b"), ("a", "c")}), (2, set())):
        stands = {each.pair: each.verdict for each in register(told, people=people).standing}
        assert settled(told, stands, "ben", people) == wanted
        assert settled(told, stands, "ana", people) == {("a", "b"), ("a", "c")}


def test_second_looks_come_at_every_tenth_place() -> None:
    """And fill up where nothing new is left."""
    new = [Question("a", f"b{number}", 0.5, 1.0) for number in range(18)]
    old = [Question("a", f"c{number}", 0.0, 0.0, again=True) for number in range(3)]
    found = mixed(new, old, 30)
    assert [place for place, each in enumerate(found) if each.again] == [9, 19, 20]
    assert mixed([], old, 2) == old[:2]
