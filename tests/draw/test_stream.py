"""Numbers and order from a seed: the page's vectors, every number as likely, nothing shared."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.clear.check.drawn import number
from canje.draw.stream import TICKET, Seeded, Stream
from tests.draw.vectors import SEED, VECTORS

SEEDS = st.binary(min_size=32, max_size=32)


def test_the_first_block_is_the_pages() -> None:
    """SHA-256 over label, a zero byte, seed and counter."""
    data = b"canje.draw/1 ticket\0" + SEED + bytes(8)
    assert hashlib.sha256(data).hexdigest() == VECTORS["block"]


def test_numbers_are_the_pages() -> None:
    """The first number below several limits, and the first ones below one."""
    for count, first in VECTORS["first below"]:
        assert Seeded(SEED).ticket(count) == first
    for count in (10, 1000):
        stream = Stream(SEED, TICKET)
        wanted = VECTORS[f"below {count}"]
        assert [stream.below(count) for _ in wanted] == wanted


def test_the_order_is_the_pages() -> None:
    """HMAC-SHA256 over ids, compared as bytes."""
    luck = Seeded(SEED)
    assert luck.place("n1").hex() == VECTORS["place of n1"]
    assert sorted(["n1", "n2", "n3", "n4"], key=luck.place) == VECTORS["order"]


@given(SEEDS, st.integers(1, 2**70))
def test_the_checker_reads_the_same_numbers(seed: bytes, count: int) -> None:
    """Two readings of one page, for limits of any size."""
    drawn = Seeded(seed).ticket(count)
    assert 0 <= drawn < count
    assert drawn == number(seed, count)


def test_every_number_is_as_likely() -> None:
    """Over all 65,536 values of two bytes each number below 5 comes as often as the others."""

    class Two(Stream):
        def __init__(self, value: int) -> None:
            self._bytes = iter(value.to_bytes(2, "big"))

    counts: Counter[int] = Counter()
    for value in range(2**16):
        try:
            counts[Two(value).below(5)] += 1
        except (StopIteration, RuntimeError):
            counts[-1] += 1  # both bytes were rejected; a real stream goes on
    assert {counts[number] for number in range(5)} == {(2**16 - counts[-1]) // 5}


def test_labels_have_nothing_in_common() -> None:
    """The same seed under another label is another stream."""
    one, other = Stream(SEED, TICKET), Stream(SEED, b"canje.draw/1 other")
    assert [one.below(256) for _ in range(16)] != [other.below(256) for _ in range(16)]


def test_an_urn_of_many_is_sampled_evenly() -> None:
    """Like RFC 3797 asks of its own: 5,000 seeds fill 10 bins each within five deviations."""
    seeds = (hashlib.sha256(str(each).encode()).digest() for each in range(5_000))
    bins = Counter(Seeded(seed).ticket(10) for seed in seeds)
    assert all(abs(bins[each] - 500) < 5 * 21.3 for each in range(10))


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
def test_a_seed_has_32_bytes(seed: bytes) -> None:
    """No other seed is taken."""
    with pytest.raises(ValueError, match="32 bytes"):
        Seeded(seed)


def test_nothing_is_below_nothing() -> None:
    """An empty urn has no ticket."""
    with pytest.raises(ValueError, match="below nothing"):
        Seeded(SEED).ticket(0)
