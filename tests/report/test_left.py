"""Who is left out: grouped by reason, with ids in ranges."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from canje.report.left import RANGES, groups, ranges, shown_ids, told_to_desk
from canje.report.names import Names
from canje.report.words import Words
from tests.report.examples import APRIL, FAMILIES, SHOWN, case, plan


def test_the_desk_knows_why() -> None:
    """What is published as not in this round is told to the desk."""
    told = told_to_desk(case(FAMILIES))
    published = [each.id for each in plan(FAMILIES).left_out if each.reason == "not-in-this-round"]
    assert sorted(told) == published
    assert set(told.values()) == {"consent-refused"}
    assert told_to_desk(case(APRIL)) == {}


def test_each_person_is_in_one_group() -> None:
    """Nobody is counted twice or lost, and a group's reason is the plan's."""
    for name, scenario in SHOWN:
        found, made = case(name, scenario), plan(name, scenario)
        grouped = groups(found, made, Names(found, Words("en")), {})
        ids = Counter(each for group in grouped for each in group.ids)
        assert set(ids) == {each.id for each in made.left_out}
        assert max(ids.values(), default=1) == 1
        reason = {each.id: each.reason for each in made.left_out}
        assert all(reason[each] == group.key.code for group in grouped for each in group.ids)
        assert all(group.label and group.why for group in grouped)


@given(st.sets(st.from_regex(r"(a|b-)[0-9]{0,3}", fullmatch=True)))
def test_ranges_say_every_id_once(ids: set[str]) -> None:
    """What ranges are written from can be read back from them."""
    found = []
    for each in ranges(ids):
        first, _, last = each.partition("…")
        if not last:
            found.append(first)
            continue
        start = first[: -len(last)]
        numbers = range(int(first[len(start) :]), int(last) + 1)
        found += [f"{start}{number:0{len(last)}}" for number in numbers]
    assert sorted(found) == sorted(ids)


def test_many_ranges_are_cut() -> None:
    """A cell does not grow without end."""
    ids = [f"x-{number:04}" for number in range(0, 4000, 2)]
    shown = shown_ids(ids, Words("en"))
    assert shown.count("<code") == RANGES
    assert f"{2000 - RANGES}" in shown.replace("\u202f", "")
