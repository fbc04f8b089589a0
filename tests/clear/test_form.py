"""A plan file that is not one is told so, whatever is wrong with it; the reader never stumbles."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from canje.clear.plan import Plan
from tests.draw.test_draw import drawn_by_ceremony

Json = Any
ODD: tuple[Json, ...] = (None, -1, "zz", [], {}, True, 10**30, 1.5, [[]])


def _places(value: Json, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from _places(value[key], (*path, key))
    elif isinstance(value, list):
        for n in range(min(len(value), 2)):
            yield from _places(value[n], (*path, n))


def _read(data: bytes) -> bool:
    try:
        return bool(Plan.from_bytes(data))
    except ValueError:
        return False


def test_every_odd_value_is_read_or_told() -> None:
    """At every place of a drawn plan: the reading ends in a plan, or in words."""
    made = json.loads(drawn_by_ceremony()[1].to_bytes())
    told = 0
    for place in [each for each in _places(made) if each]:
        for odd in ODD:
            value = copy.deepcopy(made)
            inner = value
            for key in place[:-1]:
                inner = inner[key]
            inner[place[-1]] = odd
            told += not _read(json.dumps(value).encode())
    assert told > 500


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "it is no JSON"),
        (b"\xff\xfe", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[]", "its format is not canje.plan/1"),
        (b'{"format": "canje.stages/1"}', "its format is not canje.plan/1"),
        (b'{"format": "canje.plan/1"}', "case is missing or not what it should be"),
    ],
)
def test_what_is_no_plan_is_told_in_words(data: bytes, words: str) -> None:
    """No name of an error of Python's."""
    with pytest.raises(ValueError, match=words):
        Plan.from_bytes(data)
