"""Entries as numbers: in the order of what they say, names as chains with roles, dates as known."""

from __future__ import annotations

import pytest

from canje.reconcile.pool import EXTRA, FAMILY, FATHER, GIVEN, GRANDFATHER, Pool, pool
from tests.reconcile.linking import listed, named


def chain(entries: Pool, entry: str) -> list[tuple[str, int]]:
    """The words of an entry with their roles."""
    row = entries.number[entry]
    return [
        (entries.words[word][1], int(role))
        for word, role in zip(entries.chain[row].tolist(), entries.roles[row], strict=True)
        if word >= 0
    ]


def test_a_name_alone_is_read_as_a_chain() -> None:
    """Given name, father, grandfather, family; what stands beyond is extra."""
    entries = pool([named("A", "Omar Ali Hasan Qasim al-Hadi")])
    assert chain(entries, "A#1") == [
        ("omar", GIVEN), ("ali", FATHER), ("hasan", GRANDFATHER), ("qasim", EXTRA),
        ("hadi", FAMILY),
    ]  # fmt: skip


def test_parts_have_the_roles_that_the_list_gives() -> None:
    """Each part's first word has its role; other words, of the name too, are extra."""
    row = {"given": "Ana María", "family": "Ruiz", "name": "Ana María Ruiz Soto"}
    entries = pool([listed("A", [row])])
    assert chain(entries, "A#1") == [
        ("ana", GIVEN), ("maria", EXTRA), ("ruiz", FAMILY), ("soto", EXTRA),
    ]  # fmt: skip


def test_a_part_may_be_missing() -> None:
    """A family name alone is a family name, not a given one."""
    entries = pool([listed("A", [{"family": "Ruiz"}, {"given": "Ana"}, {}])])
    assert chain(entries, "A#1") == [("ruiz", FAMILY)]
    assert chain(entries, "A#3") == []


def test_the_order_of_rows_changes_only_ids() -> None:
    """Entries stand in the order of what they say."""
    names = ["Omar Ali", "Basim Zaki", "Amal Hadi"]
    one, other = pool([named("A", *names)]), pool([named("A", *names[::-1])])
    assert one.chain.tolist() == other.chain.tolist()
    assert one.ids != other.ids


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"born": "1980-05-02"}, (1980, 5, 2, 1980, 1980)),
        ({"born": "1980"}, (1980, 0, 0, 1980, 1980)),
        ({"age": "44"}, (0, 0, 0, 1980, 1981)),
        ({"age": "about 40"}, (0, 0, 0, 0, 0)),
        ({"born": "1980", "age": "20"}, (1980, 0, 0, 1980, 1980)),
        ({}, (0, 0, 0, 0, 0)),
    ],
)
def test_births_are_as_known(row: dict[str, str], expected: tuple[int, ...]) -> None:
    """To the day or the year; an age on the list's day, in January 2025, leaves two years."""
    (born,) = pool([listed("A", [row])]).born
    assert tuple(
        int(each[0]) for each in (born.year, born.month, born.day, born.first, born.last)
    ) == (expected)


def test_a_date_that_leaves_a_choice_has_two_readings() -> None:
    """`born_either` is read both ways."""
    entries = pool([listed("A", [{"born_either": "1980-05-02|1980-02-05"}, {"born": "1970"}])])
    row = entries.number["A#1"]
    assert [int(each.whole[row]) for each in entries.born] == [19800502, 19800205]
    assert [int(each.year[entries.number["A#2"]]) for each in entries.born] == [1970, 1970]


def test_nothing_is_no_pool() -> None:
    """There must be a list."""
    with pytest.raises(ValueError, match="nothing"):
        pool([])
