"""Candidates: who should be compared is; in the same way whatever the order of rows."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from bench.names_made_up import made_up
from canje.reconcile.candidates import exhaustive
from canje.reconcile.chains import rarity
from canje.reconcile.index import indexed
from canje.reconcile.likeness import likeness
from canje.reconcile.link import word_sets
from canje.reconcile.pool import Pool, pool
from tests.reconcile.linking import listed, named

Pairs = set[tuple[str, str]]


def pairs(entries: Pool, found: tuple[np.ndarray, np.ndarray]) -> Pairs:
    return {
        (entries.ids[one], entries.ids[other])
        for one, other in zip(*(side.tolist() for side in found), strict=True)
    }


def every_word(entries: Pool, best: int = 25, touched: np.ndarray | None = None) -> Pairs:
    like = likeness(entries.words, word_sets(entries))
    return pairs(entries, exhaustive(entries, like, rarity(entries, like), best, touched))


def test_nearly_all_who_are_one_person_are_candidates() -> None:
    """By every word nearly all, by shared keys most."""
    made = made_up(5, 400)
    entries = pool(made.lists)
    both: dict[int, list[str]] = {}
    for id, who in made.truth.items():
        both.setdefault(who, []).append(id)
    true = {tuple(sorted(ids)) for ids in both.values() if len(ids) == 2}
    assert len(true & {tuple(sorted(pair)) for pair in every_word(entries)}) > 0.95 * len(true)
    shared = pairs(entries, indexed(entries))
    assert len(true & {tuple(sorted(pair)) for pair in shared}) > 0.75 * len(true)


def test_an_entry_has_its_best_candidates_both_ways() -> None:
    """One a side: each has its best, and is somebody's best."""
    one = ["Omar Ruzan", "Zaki Qaruni", "Amal Tibari"]
    found = every_word(pool([named("A", *one), named("B", *one)]), best=1)
    assert {(f"A#{row}", f"B#{row}") for row in (1, 2, 3)} <= found


def test_no_pair_within_a_clean_list() -> None:
    """A list of one entry a person is not compared with itself; another list is, each pair once."""
    names = ["Omar Ruzan", "Omar Ruzan", "Omar Ruzen"]
    assert every_word(pool([named("A", *names)])) == set()
    found = every_word(pool([named("A", *names, one_each=False)]))
    assert len(found) == len({frozenset(pair) for pair in found}) == 3
    keys = pool([named("A", *names)])
    assert pairs(keys, indexed(keys)) == set()


def test_only_what_is_touched() -> None:
    """Every pair that has a new entry, and no other."""
    names = ["Omar Ruzan", "Omar Ruzen", "Umar Ruzan", "Zaki Ruzan"]
    entries = pool([named("A", *names, one_each=False), named("B", *names)])
    touched = np.zeros(len(entries), bool)
    touched[entries.number["B#1"]] = touched[entries.number["A#2"]] = True
    new = {"B#1", "A#2"}
    every = every_word(entries)
    assert every_word(entries, touched=touched) == {pair for pair in every if new & set(pair)}
    shared = pairs(entries, indexed(entries))
    some = pairs(entries, indexed(entries, touched=touched))
    assert some == {pair for pair in shared if new & set(pair)}


def test_a_key_that_many_share_is_narrowed_by_a_third_fact() -> None:
    """Sixty people of one name, born on thirty days: those of one day are candidates."""
    rows = [{"name": "Omar Ruzan", "born": f"1980-01-{day:02}"} for day in range(1, 31)]
    entries = pool([listed("A", rows), listed("B", rows)])
    assert {(f"A#{row}", f"B#{row}") for row in range(1, 31)} <= pairs(
        entries, indexed(entries, 10)
    )


def test_the_order_of_rows_changes_no_candidate() -> None:
    """By what the entries say."""
    rows = [{"name": f"{one} {other}"} for one, other in combinations(("Omar", "Zaki", "Ruzan"), 2)]
    made = []
    for order in (rows, rows[::-1]):
        entries = pool([listed("A", order), listed("B", order)])
        say: dict[str, str] = {}
        for each in (listed("A", order), listed("B", order)):
            say.update(zip(each.entries.ids, each.entries.column("name").texts(), strict=True))
        made.append(sorted(tuple(say[id] for id in pair) for pair in every_word(entries)))
    assert made[0] == made[1]
