"""What people judged takes part in the competition of entries, and always stands."""

from __future__ import annotations

import pytest

from canje.intake.lists import List
from canje.reconcile.link import Linked, link
from canje.reconcile.register import Judgement, Verdict
from tests.reconcile.made_lists import made

FILLER = [("Yusuf Salim Inventi", "1991-02-03"), ("Bilal Nadir Nowherei", "1988-01-09")]
LEFT = [("Khalid Omar Madeupi", "1980"), *FILLER]
RIGHT = [("Khaled Omar Madeupi", "1980"), ("Khalid Umar Madeupy", "1980"), *FILLER]


def lists() -> list[List]:
    rows = [[{"name": name, "born": born} for name, born in side] for side in (LEFT, RIGHT)]
    return [made("A-held", "held", rows[0]), made("B-sought", "sought", rows[1])]


def linked(*said: tuple[str, str, Verdict]) -> Linked:
    judgements = [
        Judgement(left=left, right=right, verdict=verdict, by="ana", why="a reason")
        for left, right, verdict in said
    ]
    return link(lists(), judgements)


def probability(found: Linked, left: str, right: str) -> float:
    number = found.pool.number
    pair = {number[left], number[right]}
    for one, other, value in zip(found.left, found.right, found.probability, strict=True):
        if {int(one), int(other)} == pair:
            return float(value)
    raise AssertionError("no candidate")


KHALID, ONE, OTHER = "A-held-1#2", "B-sought-1#2", "B-sought-1#3"


@pytest.mark.parametrize(("one", "other"), [(ONE, OTHER), (OTHER, ONE)])
def test_an_answer_about_one_bears_on_its_rival(one: str, other: str) -> None:
    """Same ends the rival's chances; different gives them to it."""
    before = probability(linked(), KHALID, other)
    same = linked((KHALID, one, "same"))
    assert probability(same, KHALID, one) == 1.0
    assert probability(same, KHALID, other) < 0.01 < before
    assert (KHALID, one) in same.persons
    apart = linked((KHALID, one, "different"))
    assert probability(apart, KHALID, one) == 0.0
    assert probability(apart, KHALID, other) > before
    assert (KHALID, other) in apart.persons


def test_judgements_win_over_scores() -> None:
    """However unlike or alike two entries are; each entry stays in exactly one person."""
    found = linked((KHALID, "B-sought-1#5", "same"), ("A-held-1#3", "B-sought-1#4", "different"))
    assert (KHALID, "B-sought-1#5") in found.persons
    assert not any({"A-held-1#3", "B-sought-1#4"} <= set(each) for each in found.persons)
    entries = [entry for person in found.persons for entry in person]
    assert sorted(entries) == sorted(found.pool.ids)
