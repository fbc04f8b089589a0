"""Canonical bytes: one spelling of a value, so that a digest of it means the value itself.

The bytes are those of RFC 8785 for what we write: objects with ASCII keys, texts, whole numbers
below 2**53, booleans and null. Floats are refused: no two machines need agree on them.
"""

from __future__ import annotations

import hashlib
import json

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

_LARGEST = 2**53


def canonical(value: Json) -> bytes:
    """The canonical bytes of a value; ValueError for what has none (floats, very large numbers).

    >>> canonical({"b": 1, "a": ["x", None]})
    b'{"a":["x",null],"b":1}'
    """
    _refuse_floats(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def sha256(data: bytes) -> str:
    """The digest as it is written everywhere: `sha256:` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def digest(value: Json) -> str:
    """The digest of a value's canonical bytes."""
    return sha256(canonical(value))


def _refuse_floats(value: Json) -> None:
    """Walk without recursion, so that a deep value meets json's own limit and not ours."""
    waiting: list[Json] = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
        elif not _has_form(each):
            raise ValueError(f"no canonical form: {each!r}")


def _has_form(value: object) -> bool:
    if isinstance(value, int):
        return abs(value) < _LARGEST
    return value is None or isinstance(value, str)
