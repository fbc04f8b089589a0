"""Disputes: two claims that cannot both hold, each with who says it."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.base.dates import PartialDate
from canje.terms.claims import Claim, Stance, disputes


def claim(
    by: str, stance: Stance, value: str = "", about: str = "people", says: str = "are held"
) -> Claim:
    name = f"{by}-{stance}-{value}-{about}-{says}"
    return Claim(name, about, says, by, stance, PartialDate(2025), "s", value)


A, D = "asserts", "denies"


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        (claim("x", "asserts"), claim("y", "denies"), True),
        (claim("x", "asserts"), claim("y", "asserts"), False),
        (claim("x", "denies"), claim("y", "denies"), False),
        (claim("x", "asserts", "80"), claim("y", "asserts", "57"), True),
        (claim("x", "asserts", "80"), claim("y", "asserts", "80"), False),
        (claim("x", "asserts", "80"), claim("y", "asserts"), False),
        (claim("x", "asserts", "80"), claim("y", "denies", "80"), True),
        (claim("x", "asserts", "80"), claim("y", "denies", "57"), False),
        (claim("x", "asserts", "80"), claim("y", "denies"), True),
        (claim("x", "asserts"), claim("y", "denies", "57"), False),
        (claim("x", "denies", "80"), claim("y", "denies", "57"), False),
        (claim("x", "asserts"), claim("x", "denies"), False),
        (claim("x", "asserts", "80"), claim("x", "asserts", "57"), False),
        (claim("x", "asserts"), claim("y", "denies", about="others"), False),
        (claim("x", "asserts"), claim("y", "denies", says="are free"), False),
    ],
)
def test_two_claims(one: Claim, other: Claim, contradict: bool) -> None:
    """A denial of the same, a denial of the whole, another value; by someone else."""
    for pair in permutations((one, other)):
        found = disputes(pair)
        assert [dispute.sides for dispute in found] == ([((pair[0],), (pair[1],))] * contradict)


def test_sides_hold_all_who_say_the_same() -> None:
    """Three figures for the number of people, four speakers: three sides."""
    claims = [
        claim("x", "asserts", "80"),
        claim("y", "asserts", "57"),
        claim("z", "asserts", "80"),
        claim("u", "asserts", "48"),
        claim("v", "asserts"),
    ]
    (dispute,) = disputes(claims)
    assert (dispute.about, dispute.says) == ("people", "are held")
    assert [[each.by for each in side] for side in dispute.sides] == [["x", "z"], ["y"], ["u"]]


claims = st.builds(
    claim,
    st.sampled_from("xyz"),
    st.sampled_from([A, D]),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["p", "q"]),
)


@given(st.lists(claims, max_size=8, unique=True))
def test_a_claim_is_disputed_where_another_contradicts_it(said: list[Claim]) -> None:
    """Told by pairs, every claim in a dispute has an opponent, and no opponent is left out."""
    paired = {
        each
        for one in said
        for other in said
        for dispute in disputes([one, other])
        for side in dispute.sides
        for each in side
    }
    found = {each for dispute in disputes(said) for side in dispute.sides for each in side}
    assert found == paired


def test_many_claims_at_once() -> None:
    """As many values as speakers are one dispute, and no work for an evening."""
    many = [claim(f"x{number}", "asserts", str(number)) for number in range(20_000)]
    (dispute,) = disputes(many)
    assert len(dispute.sides) == 20_000
