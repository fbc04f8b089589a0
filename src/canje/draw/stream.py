"""From a seed of 32 bytes to whole numbers and to an order of people, specified to the byte.

The stream is SHA-256 in counter mode under a label of its own, so that two uses of one seed have
nothing in common; numbers are cut from it by rejection, so that none is likelier than another.
Nothing here keeps a state between two draws. `docs/draw.md` says the same in prose, with vectors.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Protocol

SEED_BYTES = 32

TICKET = b"canje.draw/1 ticket"
"""The label of the number that picks a row of the table."""


class Luck(Protocol):
    """All that a draw leaves to chance; a seed is one such thing, and a test may be another."""

    def ticket(self, count: int) -> int:
        """The ticket drawn, from 0 to count - 1."""
        ...

    def place(self, identifier: str) -> bytes:
        """Where somebody stands among those whom nothing tells apart."""
        ...


class Seeded:
    """The luck of a seed: HMAC-SHA256(seed, id) is a person's place."""

    def __init__(self, seed: bytes) -> None:
        self.seed, self.stream = seed, Stream(seed, TICKET)

    def ticket(self, count: int) -> int:
        return self.stream.below(count)

    def place(self, identifier: str) -> bytes:
        return hmac.digest(self.seed, identifier.encode(), "sha256")


class Stream:
    """The numbers of a seed under a label.

    Block i is SHA-256(label, 00, seed, i as 8 bytes, most significant first), i from 0. For a
    number below n, take the next ceil(bits(n - 1) / 8) bytes of the blocks, most significant
    first, drop the highest bits beyond bits(n - 1), and try again while the number is not below n.
    """

    def __init__(self, seed: bytes, label: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError(f"a seed has {SEED_BYTES} bytes, not {len(seed)}")
        self._bytes = _bytes(label + b"\0" + seed)

    def below(self, count: int) -> int:
        """A whole number from 0 to count - 1; ValueError where there is none."""
        if count < 1:
            raise ValueError("no number is below nothing")
        bits = (count - 1).bit_length()
        width = (bits + 7) // 8
        while True:
            drawn = int.from_bytes(bytes(next(self._bytes) for _ in range(width)), "big")
            drawn &= (1 << bits) - 1
            if drawn < count:
                return drawn


def _bytes(prefix: bytes) -> Iterator[int]:
    block = 0
    while True:
        yield from hashlib.sha256(prefix + block.to_bytes(8, "big")).digest()
        block += 1
