"""The index: who shares two facts that few share is found, in any script and order of words."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.names_made_up import made_up
from canje.reconcile.bones import readings
from canje.reconcile.index import indexed, listed
from canje.reconcile.pool import Pool, pool
from canje.reconcile.sieve import Sieve
from canje.reconcile.spoken import spoken
from tests.reconcile.linking import listed as as_list

Row = dict[str, str]


def found(one: list[Row], other: list[Row], most: int = 400) -> set[tuple[str, str]]:
    entries = pool([as_list("A", one), as_list("B", other)])
    left, right = indexed(entries, most)
    return {
        (entries.ids[a], entries.ids[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Zaki Qaruni"}, {"name": "قاروني زكي"}),
        ({"name": "Zaki Omar Tibari"}, {"name": "زكي قاروني الطيباري"}),
        ({"name": "Хан", "born": "1980-02-03"}, {"name": "Khan", "born": "1980-02-03"}),
        ({"name": "Zaki Ruzan", "place": "Nalitun"}, {"name": "זכי קרוני", "place": "נליטון"}),
        ({"name": "Zaki", "taken": "2023-05-06"}, {"name": "Zaki Ruzan", "taken": "2023-05-06"}),
        (
            {"name": "Zaki", "born": "1980-02-03", "taken": "2023-05-06"},
            {"name": "Omar", "born": "1980-02-03", "taken": "2023-05-06"},
        ),
        ({"name": "Zaki", "born": "1980"}, {"name": "زكي", "born": "1980-07-01"}),
    ],
)
def test_two_facts_bring_together(one: Row, other: Row) -> None:
    """Words in any order and script, dates, places."""
    assert found([one], [other]) == {("A#1", "B#1")}


def test_one_fact_is_not_enough() -> None:
    """A given name, a town: many share them."""
    town = {"place": "Nalitun"}
    assert found([{"name": "Zaki Ruzan", **town}], [{"name": "Omar Tibari", **town}]) == set()
    assert found([{"name": "Zaki Ruzan"}], [{"name": "Zaki Tibari"}]) == set()


_NAMES = st.sampled_from(["zaki", "omar", "хан", "kharim", "زكي", "خان", "david", "דוד", "amal"])
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.lists(_NAMES, min_size=1, max_size=4).map(" ".join),
            "taken": st.sampled_from(["", "2023-05-06", "2023-05-07"]),
        }
    ),
    min_size=1,
    max_size=8,
)


def _facts(entries: Pool, entry: int) -> set[tuple[int, str]]:
    """What an entry says, each reading of a word with its place: the keys, by hand."""
    said: set[tuple[int, str]] = set()
    for place, word in enumerate(entries.chain[entry].tolist()):
        for bones in readings(entries.words[word][1]) if word >= 0 else ():
            if bones and all(bones != each for _, each in said):
                said.add((place, bones))
    if entries.taken.whole[entry]:
        said.add((-1, str(int(entries.taken.whole[entry]))))
    return said


@given(_ROWS, _ROWS)
def test_whoever_shares_two_facts_is_found_or_sifted_out(one: list[Row], other: list[Row]) -> None:
    """By hand, pair by pair, where no key is shared by too many."""
    entries = pool([as_list("A", one), as_list("B", other)])
    keys = []
    for entry in range(len(entries)):
        facts = sorted(_facts(entries, entry))
        keys.append(
            {
                frozenset(each for _, each in two)
                for two in combinations(facts, 2)
                if two[0][0] != two[1][0]
            }
        )
    sieve = Sieve.of(entries, spoken(entries))
    expected = {
        (a, b)
        for a, b in combinations(range(len(entries)), 2)
        if entries.of[a] != entries.of[b]
        and keys[a] & keys[b]
        and sieve(np.array([a]), np.array([b]))[0]
    }
    left, right = indexed(entries)
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == expected


def test_no_key_is_shared_by_too_many_and_none_has_an_entry_twice() -> None:
    """In order of keys, each with its count."""
    entries = pool(made_up(3, 300).lists)
    seen = 0
    for key, rows, size in listed(entries, 12):
        assert (np.diff(key) >= 0).all()
        assert ((size > 1) & (size <= 12)).all()
        assert (
            np.unique(key, return_counts=True)[1][np.unique(key, return_inverse=True)[1]] == size
        ).all()
        assert len(np.unique(np.stack([key, rows]), axis=1).T) == len(key)
        seen += len(key)
    assert seen > 1_000


def test_more_under_a_key_find_more() -> None:
    """And a third fact finds some whom two leave among too many."""
    made = made_up(4, 1_500)
    entries = pool(made.lists)
    who = np.array([made.truth[each] for each in entries.ids])
    shares = []
    for most in (5, 50, 400):
        left, right = indexed(entries, most)
        shares.append(float((who[left] == who[right]).sum()) / 1_050)
    assert shares[0] < shares[1] < shares[2]
    assert shares[2] > 0.9
