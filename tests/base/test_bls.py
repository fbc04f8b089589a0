"""BLS12-381: drand's own rounds, and whatever is no signature or no key."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from canje.base import bls
from canje.draw.seed import KEY

ROOT = Path(__file__).parents[2]
ROUND = 657_413
SIGNATURE = bytes.fromhex(
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
    "41076862b98fad56e91a6b85b89cd97b"
)


def message(number: int) -> bytes:
    return hashlib.sha256(number.to_bytes(8, "big")).digest()


def test_a_round_of_quicknet_is_verified() -> None:
    """A signature that the network gave on round 657413, and on no other round."""
    assert bls.verify(KEY, message(ROUND), SIGNATURE)
    assert not bls.verify(KEY, message(ROUND + 1), SIGNATURE)


def test_the_limit_on_recursion_stays() -> None:
    """The library raises it as it is imported; files nested too deep must still be refused."""
    code = (
        "import sys; before = sys.getrecursionlimit(); from canje.base import bls; "
        "from tests.base.test_bls import *; assert bls.verify(KEY, message(ROUND), SIGNATURE); "
        "assert sys.getrecursionlimit() == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        SIGNATURE[:-1],
        bytes([SIGNATURE[0] ^ 0x20]) + SIGNATURE[1:],
        bytes([SIGNATURE[0] & 0x7F]) + SIGNATURE[1:],
        b"\xc0" + bytes(47),
        b"\xe0" + bytes(47),
        b"\x9f" + b"\xff" * 47,
        b"\x80" + bytes(46) + b"\x04",
    ],
)
def test_bytes_that_are_no_signature_of_the_key_are_refused(data: bytes) -> None:
    """Cut, mirrored, not compressed, at infinity, beyond the field, outside the group."""
    assert not bls.verify(KEY, message(ROUND), data)


@pytest.mark.parametrize(
    "key", [b"", KEY[:-1], b"\xc0" + bytes(95), b"\x9f" + b"\xff" * 95, b"\x80" + bytes(95)]
)
def test_bytes_that_are_no_key_are_refused(key: bytes) -> None:
    """Cut, at infinity, beyond the field, not on the curve or outside the group."""
    assert not bls.verify(key, message(ROUND), SIGNATURE)
