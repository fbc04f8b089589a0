"""The sieve: what shares rare facts passes, what contradicts itself does not."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from bench.names_made_up import made_up
from canje.reconcile.pool import Pool, pool
from canje.reconcile.sieve import Sieve
from canje.reconcile.spoken import spoken
from tests.reconcile.linking import listed

CROWD = [
    {
        "name": f"{given} {family}", "born": f"{1950 + row % 50}-0{row % 9 + 1}-1{row % 10}",
        "taken": f"2023-0{row % 9 + 1}-0{row % 8 + 1}", "sex": "male", "place": "Nalitun",
    }
    for row, (given, family) in enumerate(
        (one, other)
        for one in ("Zaki", "Omar", "Amal", "Lubna", "Faris")
        for other in ("Ruzan", "Tibari", "Qaruni", "Haddad", "Masri")
    )
]  # fmt: skip


def bits(one: dict[str, str], other: dict[str, str]) -> float:
    entries = pool([listed("A", [*CROWD, one]), listed("B", [other])])
    number = [entries.number[id] for id in (f"A#{len(CROWD) + 1}", "B#1")]
    sieve = Sieve.of(entries, spoken(entries))
    return float(sieve.bits(np.array(number[:1]), np.array(number[1:]))[0])


BASE = {"name": "Zaki Ruzan", "born": "1980-02-03", "taken": "2023-05-06", "sex": "male"}


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"name": "زكي رزان"}, {"name": "زكي"}),
        ({"name": "Zaki Ruzan"}, {"name": "Zaki Tibari"}),
        ({"born": "1980-02-03"}, {"born": "1980"}),
        ({"born": "1980"}, {"born": "1981"}),
        ({"born": "1981"}, {"born": ""}),
        ({"born": ""}, {"born": "1980-02-04", "name": "Zaki"}),
        ({"born": ""}, {"born": "1955"}),
        ({"born": "1955-02-03"}, {"born": "1955-03-09"}),
        ({"taken": "2023-05-06"}, {"taken": "2023-05-20"}),
        ({"taken": "2023-05-20"}, {"taken": ""}),
        ({"taken": ""}, {"taken": "2023-09-01"}),
        ({"sex": ""}, {"sex": "female"}),
    ],
)
def test_sharing_brings_bits_and_differing_takes_them(
    more: dict[str, str], less: dict[str, str]
) -> None:
    """One change at a time, better first."""
    assert bits(BASE, BASE | more) > bits(BASE, BASE | less)


def test_a_rare_name_brings_more_than_a_common_one() -> None:
    """Five in the crowd are called Zaki, one is called Jubran."""
    rare, common = {"name": "Jubran"}, {"name": "Zaki"}
    assert bits(rare, rare) > bits(common, common)


def test_of_two_readings_of_a_birth_the_one_that_agrees_counts() -> None:
    """3 February or 2 March."""
    either = {"name": "Zaki", "born_either": "1980-02-03|1980-03-02"}
    plain = {"name": "Zaki", "born": "1980-03-02"}
    assert bits(either, plain) == bits(plain, either) > bits({"name": "Zaki"}, plain)


def test_what_is_kept_is_nearly_all_of_one_person_and_few_strangers() -> None:
    """Of made-up people; and the sieve says the same when it has travelled."""
    made = made_up(6, 2_000)
    entries: Pool = pool(made.lists)
    who = np.array([made.truth[each] for each in entries.ids])
    order = np.argsort(who, kind="stable")
    both = np.flatnonzero(np.diff(who[order]) == 0)
    one, other = order[both], order[both + 1]
    sieve = Sieve.of(entries, spoken(entries))
    assert sieve(one, other).mean() > 0.95
    strangers = sieve(one, np.roll(other, 1))
    assert strangers.mean() < 0.03
    assert (sieve(np.roll(other, 1), one) == strangers).all()
    least = np.log2(2_000) - 8
    assert ((sieve.bits(one, np.roll(other, 1)) >= least) == (strangers > 0)).all()
    again = pickle.loads(pickle.dumps(sieve))  # noqa: S301 - our own bytes
    assert (again(one, np.roll(other, 1)) == strangers).all()
