"""Whatever bytes the checker is given, it answers: it accepts or refuses, and never fails."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from canje.clear.check import verify
from tests.clear.by_hand import ratio, whole_or_nothing
from tests.oracles.mutate import encode, sealed

HOSTILE = (
    b"",
    b"\xff",
    b"null\n",
    b"[]\n",
    b"{}\n",
    b"{}",
    b'{"people":[]}\n',
    b'{"a":1.5}\n',
    b'{"a":NaN}\n',
    b'{"people":[],"people":[]}\n',
    b'{"people":"\\ud800"}\n',
    b"[" * 100_000,
    b'{"bound":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
    b'{"bound":' + b"9" * 10_000 + b"}\n",
)


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_bytes_that_are_no_plan_are_refused(data: bytes) -> None:
    """Whatever the bytes are, the checker answers; it never fails."""
    verdict = verify(data, ratio()[0])
    assert not verdict.accepted
    assert all(each.words for each in verdict.refusals)


def test_values_of_another_kind_are_refused_wherever_they_stand() -> None:
    """Every value of a plan replaced by each kind of JSON: refused, and no exception."""
    made, data = whole_or_nothing()
    top = json.loads(data)

    def ways(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        parts: Any = ()
        if isinstance(value, dict | list):
            parts = value.items() if isinstance(value, dict) else enumerate(value)
        return [path, *(way for key, each in parts for way in ways(each, (*path, key)))]

    others: tuple[Any, ...] = (None, True, 7, "x", [], {}, [1], {"x": 1}, [[]])
    for path in ways(top)[1:]:
        for other in others:
            value = deepcopy(top)
            at = value
            for key in path[:-1]:
                at = at[key]
            kind = type(at[path[-1]])
            at[path[-1]] = other
            whole = path[0] != "digest"  # else sealing would mend or break it
            data = sealed(value) if whole else encode(value)
            verdict = verify(data, made)
            if verdict.accepted:  # another value of the same kind, or none where none is allowed
                assert kind is type(other) or other is None, (path, other)


def test_names_that_must_be_escaped_are_read_like_others() -> None:
    """A quote in an id takes the long way through the reader, to the same verdict."""
    made, data = ratio('b"0')
    assert b'\\"' in data
    assert verify(data, made).accepted
    assert not verify(data.replace(b'\\"', b"\\u0022"), made).accepted
