"""One version of a list against the last: added, dropped, changed, moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.intake.diff import Diff, diff
from tests.intake.made import sound

HEAD = "ID,Full name,DOB,Age,Place of detention\n"


def compare(old: str, new: str, head: str = HEAD) -> Diff:
    return diff(sound(head + old), sound(head + new))


ROWS = "1,Ada Made,1980,44,A\n2,Bo Made,1981,43,A\n3,Cy Made,1982,42,B\n"


def test_the_same_list() -> None:
    """Nothing changed."""
    found = compare(ROWS, ROWS)
    assert (found.added, found.dropped, found.changed, found.moved) == ((), (), (), ())
    assert found.same == 3


def test_added_dropped_changed() -> None:
    """By the party's own number, whatever else changed."""
    found = compare(ROWS, "1,Ada Made,1980,44,B\n3,Cy Maid,1982,42,B\n4,Di Made,1983,41,C\n")
    assert (found.added, found.dropped) == ((2,), (1,))
    assert [(pair.old, pair.new, pair.changes) for pair in found.changed] == [
        (0, 0, (("place", "A", "B"),)),
        (2, 1, (("name", "Cy Made", "Cy Maid"),)),
    ]
    assert {pair.why for pair in found.pairs} == {"number"}
    assert found.carried["NO-held-1#4"] == "NO-held-1#3"


def test_moved_is_less_than_all_that_shifted() -> None:
    """A row that went to the end moved; those that closed up behind it did not."""
    rows = ROWS.splitlines(keepends=True)
    found = compare(ROWS, "".join([*rows[1:], rows[0]]))
    assert [(pair.old, pair.new) for pair in found.moved] == [(0, 2)]
    assert found.changed == ()


NAMES = "Full name,DOB,Sex\n"


@pytest.mark.parametrize(
    ("old", "new", "why", "changes"),
    [
        ("Ada Made,1980,f", "Ada Made,1980,f", "same", 0),
        ("Ada Made,1980,f", "ADA  MADE,1980,f", "name", 1),
        ("Ada Made,1980,f", "Ada Made,1980-05-06,f", "name", 1),
        ("Ada Made,1980,f", "Made Ada,1980,f", "words", 1),
        ("Ada Mohammed,1980,f", "Ada Mohamed,1980,f", "alike", 1),
        ("Ada Made,1980,f", "Ada Made,1985,f", "only-name", 1),
    ],
)
def test_without_a_number(old: str, new: str, why: str, changes: int) -> None:
    """By the name and what speaks for and against it; the reason is said."""
    (pair,) = compare(f"{old}\n", f"{new}\n", NAMES).pairs
    assert (pair.why, len(pair.changes)) == (why, changes)


def test_names_that_are_not_near_enough() -> None:
    """Other people."""
    found = compare("Ada Made,1980,f\n", "Bo Maid,1980,m\n", NAMES)
    assert (found.added, found.dropped) == ((0,), (0,))


def test_homonyms_go_by_the_rest() -> None:
    """Two of one name: each to the one that agrees more."""
    found = compare(
        "Ada Made,1980,f\nAda Made,1985,f\n", "Ada Made,1985,f\nAda Made,1980,f\n", NAMES
    )
    assert [(pair.old, pair.new) for pair in found.pairs] == [(0, 1), (1, 0)]


def test_a_judgement_does_not_pass_to_who_may_be_another() -> None:
    """Where only the name is left, nothing is carried over."""
    assert compare("Ada Made,1980,f\n", "Ada Made,1985,f\n", NAMES).carried == {}


@given(st.permutations(range(5)), st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)))
def test_no_entry_is_lost(order: list[int], olds: set[int], news: set[int]) -> None:
    """Every old entry is dropped or paired once, every new one added or paired once."""
    rows = [
        "Ada Made,1980,f",
        "Ada Made,1981,f",
        "Bo Made,1980,m",
        "Bo Maid,1980,m",
        "Cy,,",
        "Di,,",
    ]
    old = [rows[n] for n in sorted(olds)] or ["X Y,,"]
    new = [rows[n] for n in order if n in news] or ["X Y,,"]
    found = compare("\n".join(old) + "\n", "\n".join(new) + "\n", NAMES)
    assert sorted([*found.dropped, *(pair.old for pair in found.pairs)]) == list(range(len(old)))
    assert sorted([*found.added, *(pair.new for pair in found.pairs)]) == list(range(len(new)))
    back = compare("\n".join(new) + "\n", "\n".join(old) + "\n", NAMES)
    assert (len(back.added), len(back.dropped)) == (len(found.dropped), len(found.added))
