"""What stands of several versions of a list: every entry once, none lost."""

from __future__ import annotations

from itertools import permutations

from canje.reconcile.versions import standing
from tests.reconcile.made_lists import made, named


def test_an_entry_goes_on_or_stays_struck() -> None:
    """Who is on the new version is the new entry; who is not stays under the old list."""
    first = made("A-held", "held", named("Ada Made-Up", "Ben Lost", "Cyd Kept"))
    second = made("A-held", "held", named("Cyd Kept", "Dan New", "Ada Made-Up"), 2)
    third = made("A-held", "held", named("Dan New", "Ada Made-Up"), 3)
    found = standing([first, second, third])
    assert sorted(found.entries) == ["A-held-1#3", "A-held-2#2", "A-held-3#2", "A-held-3#3"]
    assert found.struck == {"A-held-1#3", "A-held-2#2"}
    assert found.now["A-held-1#2"] == "A-held-3#3"
    assert found.now["A-held-1#4"] == "A-held-2#2"
    assert found.before["A-held-3#3"] == ("A-held-1#2", "A-held-2#4")
    every = {each for of in (first, second, third) for each in of.entries.ids}
    assert set(found.now) == every
    assert set(found.now.values()) == set(found.entries)


def test_the_order_of_lists_decides_nothing() -> None:
    """Versions are known by their numbers, also past nine."""
    lists = [made("A-held", "held", named("Ada Made-Up"), version) for version in (2, 9, 10)]
    for order in permutations(lists):
        found = standing(order)
        assert found.entries == ("A-held-10#2",)
        assert found.now["A-held-2#2"] == "A-held-10#2"
