"""Signatures on BLS12-381 as drand's beacon makes them, verified in plain whole numbers.

Scheme `bls-unchained-g1-rfc9380`: signatures on the first group, keys on the second, messages
hashed to the curve by RFC 9380 (BLS12381G1_XMD:SHA-256_SSWU_RO_). It verifies public values only,
so nothing in it needs to take the same time for all of them.

Sources: RFC 9380; draft-irtf-cfrg-pairing-friendly-curves, 4.2.1; Boneh, Lynn, Shacham, J.
Cryptology 17 (2004). The twelfth power field is the polynomials in w with w^12 = 2 w^6 - 2, in
which u = w^6 - 1 is the square root of -1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from canje.base import isogeny

P = int(
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
    "1eabfffeb153ffffb9feffffffffaaab",
    16,
)
"""The prime of the field."""

R = int("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16)
"""The order of the groups."""

_X = 0xD201000000010000
"""The curve's parameter, but for its sign."""

_A = int(
    "144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98"
    "936f8da0e0f97f5cf428082d584c1d",
    16,
)
_B = int(
    "12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef5"
    "5a23215a316ceaa5d1cc48e98e172be0",
    16,
)
_Z = 11

TAG = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"

Point = tuple[int, int] | None
"""A point of the first group; None is the point at infinity."""

Pair = tuple[int, int]
"""a + b u."""

Twist = tuple[Pair, Pair]
"""A point of the second group, on the twist."""

_GENERATOR: Twist = (
    (
        int(
            "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d177"
            "0bac0326a805bbefd48056c8c121bdb8",
            16,
        ),
        int(
            "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049"
            "334cf11213945d57e5ac7d055d042b7e",
            16,
        ),
    ),
    (
        int(
            "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c"
            "923ac9cc3baca289e193548608b82801",
            16,
        ),
        int(
            "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab"
            "3f370d275cec1da1aaa9075ff05f79be",
            16,
        ),
    ),
)


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is the key's on the message; False for bytes that are no such thing."""
    try:
        signed, public = decode(signature), decode_key(key)
    except ValueError:
        return False
    if signed is None or times(signed, R) is not None:
        return False
    opposite = (signed[0], -signed[1] % P)
    return _is_one([(opposite, _GENERATOR), (hashed(message, TAG), public)])


# The first group


def plus(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return other if one is None else one
    if one[0] == other[0]:
        if (one[1] + other[1]) % P == 0:
            return None
        slope = 3 * one[0] * one[0] * pow(2 * one[1], -1, P) % P
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P) % P
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(point: Point, factor: int) -> Point:
    found: Point = None
    while factor:
        if factor & 1:
            found = plus(found, point)
        point, factor = plus(point, point), factor >> 1
    return found


def decode(data: bytes) -> Point:
    """A point from its 48 bytes (compressed); ValueError where they are none."""
    if len(data) != 48 or not data[0] & 0x80:
        raise ValueError("no compressed point")
    x = int.from_bytes(bytes([data[0] & 0x1F]) + data[1:], "big")
    if data[0] & 0x40:
        if x or data[0] & 0x20:
            raise ValueError("no point at infinity")
        return None
    y = _root((x * x * x + 4) % P)
    if x >= P or y is None:
        raise ValueError("no point of the curve")
    larger = y > P - y
    return x, y if larger == bool(data[0] & 0x20) else P - y


def _root(square: int) -> int | None:
    root = pow(square, (P + 1) // 4, P)
    return root if root * root % P == square else None


# Hashing to it, RFC 9380


def hashed(message: bytes, tag: bytes) -> Point:
    """The point that a message hashes to (section 3, hash_to_curve)."""
    uniform = expanded(message, tag, 128)
    parts = [int.from_bytes(uniform[at : at + 64], "big") % P for at in (0, 64)]
    return times(plus(*map(_mapped, parts)), _X + 1)


def expanded(message: bytes, tag: bytes, length: int) -> bytes:
    """So many bytes of a message (section 5.3.1, expand_message_xmd)."""
    tag += bytes([len(tag)])
    start = bytes(64) + message + length.to_bytes(2, "big") + b"\0" + tag
    first = hashlib.sha256(start).digest()
    block = hashlib.sha256(first + b"\1" + tag).digest()
    found = block
    for number in range(2, -(-length // 32) + 1):
        mixed = bytes(a ^ b for a, b in zip(first, block, strict=True))
        block = hashlib.sha256(mixed + bytes([number]) + tag).digest()
        found += block
    return found[:length]


def _mapped(u: int) -> Point:
    """The simplified map of Shallue, van de Woestijne and Ulas (6.6.2), and the isogeny (6.6.3)."""
    step = _Z * u * u % P
    below = (step * step + step) % P
    if below:
        x = -_B * pow(_A, -1, P) * (1 + pow(below, -1, P)) % P
    else:
        x = _B * pow(_Z * _A, -1, P) % P
    y = _root((x * x * x + _A * x + _B) % P)
    if y is None:
        x = step * x % P
        y = _root((x * x * x + _A * x + _B) % P)
    if y is None:
        raise ArithmeticError("one of the two is a square")
    if y % 2 != u % 2:
        y = P - y
    below = _value(isogeny.X_DENOMINATOR, x) * _value(isogeny.Y_DENOMINATOR, x) % P
    if not below:
        return None
    turn = pow(below, -1, P)
    return (
        _value(isogeny.X_NUMERATOR, x) * _value(isogeny.Y_DENOMINATOR, x) * turn % P,
        y * _value(isogeny.Y_NUMERATOR, x) * _value(isogeny.X_DENOMINATOR, x) * turn % P,
    )


def _value(coefficients: Sequence[int], x: int) -> int:
    found = 0
    for each in reversed(coefficients):
        found = (found * x + each) % P
    return found


# The second group


def decode_key(data: bytes) -> Twist:
    """A key from its 96 bytes (compressed); ValueError where they are none."""
    if len(data) != 96 or data[0] & 0xC0 != 0x80:
        raise ValueError("no compressed key")
    x = (
        int.from_bytes(data[48:], "big"),
        int.from_bytes(bytes([data[0] & 0x1F]) + data[1:48], "big"),
    )
    cube = _product(_product(x, x), x)
    y = _root2(((cube[0] + 4) % P, (cube[1] + 4) % P))
    if max(x) >= P or y is None:
        raise ValueError("no point of the curve")
    larger = (y[1], y[0]) > (-y[1] % P, -y[0] % P)
    point = (x, y if larger == bool(data[0] & 0x20) else (-y[0] % P, -y[1] % P))
    if not _in_group(point):
        raise ValueError("no point of the group")
    return point


def _product(a: Pair, b: Pair) -> Pair:
    return (a[0] * b[0] - a[1] * b[1]) % P, (a[0] * b[1] + a[1] * b[0]) % P


def _inverse(a: Pair) -> Pair:
    turn = pow(a[0] * a[0] + a[1] * a[1], -1, P)
    return a[0] * turn % P, -a[1] * turn % P


def _root2(square: Pair) -> Pair | None:
    """A square root of a + b u, by the norm."""
    a, b = square
    norm = _root((a * a + b * b) % P)
    if norm is None:
        return None
    half = pow(2, -1, P)
    for sign in (1, -1):
        real = _root((a + sign * norm) * half % P)
        if real:
            found = (real, b * pow(2 * real, -1, P) % P)
            if _product(found, found) == square:
                return found
    imaginary = _root(-a % P)
    return (0, imaginary) if b == 0 and imaginary is not None else None


def _slope(one: Twist, other: Twist) -> Pair:
    if one == other:
        square = _product(one[0], one[0])
        above, below = (3 * square[0] % P, 3 * square[1] % P), (2 * one[1][0], 2 * one[1][1])
    else:
        above = ((other[1][0] - one[1][0]) % P, (other[1][1] - one[1][1]) % P)
        below = ((other[0][0] - one[0][0]) % P, (other[0][1] - one[0][1]) % P)
    return _product(above, _inverse(below))


def _sum(one: Twist, other: Twist, slope: Pair) -> Twist:
    square = _product(slope, slope)
    x = ((square[0] - one[0][0] - other[0][0]) % P, (square[1] - one[0][1] - other[0][1]) % P)
    fall = _product(slope, ((one[0][0] - x[0]) % P, (one[0][1] - x[1]) % P))
    return x, ((fall[0] - one[1][0]) % P, (fall[1] - one[1][1]) % P)


def _in_group(point: Twist) -> bool:
    """Whether R times the point is nothing: R - 1 times it is its opposite."""
    found, factor = point, R - 1
    for bit in bin(factor)[3:]:
        found = _sum(found, found, _slope(found, found))
        if bit == "1":
            if found[0] == point[0]:
                return False
            found = _sum(found, point, _slope(found, point))
    return found == (point[0], (-point[1][0] % P, -point[1][1] % P))


# The pairing


def _is_one(pairs: Sequence[tuple[Point, Twist]]) -> bool:
    """Whether the product of the pairings is one (Miller's algorithm, one final power for all)."""
    found = [1, *[0] * 11]
    at = [twist for _, twist in pairs]
    for bit in bin(_X)[3:]:
        found = _times(found, found)
        for number, (point, twist) in enumerate(pairs):
            slope = _slope(at[number], at[number])
            found = _times(found, _line(point, at[number], slope))
            at[number] = _sum(at[number], at[number], slope)
            if bit == "1":
                slope = _slope(at[number], twist)
                found = _times(found, _line(point, at[number], slope))
                at[number] = _sum(at[number], twist, slope)
    result, power = [1, *[0] * 11], (P**12 - 1) // R
    for bit in bin(power)[2:]:
        result = _times(result, result)
        if bit == "1":
            result = _times(result, found)
    return result == [1, *[0] * 11]


def _line(point: Point, at: Twist, slope: Pair) -> list[int]:
    """The line through a point of the twist, at a point of the first group, times w^3."""
    line = [0] * 12
    if point is None:
        line[0] = 1
        return line
    start = _product(slope, at[0])
    a, b = (start[0] - at[1][0]) % P, (start[1] - at[1][1]) % P
    line[0], line[6] = (a - b) % P, b
    line[2], line[8] = (slope[1] - slope[0]) * point[0] % P, -slope[1] * point[0] % P
    line[3] = point[1]
    return line


def _times(one: Sequence[int], other: Sequence[int]) -> list[int]:
    long = [0] * 23
    for place, each in enumerate(one):
        if each:
            for at, factor in enumerate(other, start=place):
                long[at] += each * factor
    for place in range(22, 11, -1):
        long[place - 6] += 2 * long[place]
        long[place - 12] -= 2 * long[place]
    return [each % P for each in long[:12]]
