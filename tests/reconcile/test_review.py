"""Judgements carried to newer versions, and how far two people agree."""

from __future__ import annotations

from canje.reconcile.register import Judgement, Verdict
from canje.reconcile.review import agreement, carried


def said(left: str, right: str, verdict: Verdict, by: str = "ana") -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by=by, why="a reason")


def test_judgements_pass_to_the_entries_of_today() -> None:
    """And say nothing where the two have become one."""
    now = {"a1": "a2", "b1": "a2", "c1": "c1"}
    moved = carried([said("a1", "c1", "same"), said("a1", "b1", "different")], now)
    assert [(each.left, each.right, each.verdict) for each in moved] == [("a2", "c1", "same")]


def test_agreement_counts_first_words() -> None:
    """Who changes their mind after hearing another has not agreed."""
    told = [
        said("a", "b", "same"), said("b", "a", "same", "ben"),
        said("a", "c", "same"), said("a", "c", "different", "ben"), said("a", "c", "same", "ben"),
        said("a", "d", "same"), said("a", "d", "different"),
    ]  # fmt: skip
    found = agreement(told)
    assert (found.both, found.agree, found.share) == (2, 1, 0.5)
    assert agreement([]).share == 0.0
