"""The plan file: its bytes, its digest, and what is none."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from canje.base.select import EVERYONE
from canje.clear.engine import clear
from canje.clear.plan import FORMAT, Plan
from canje.terms import term as kinds
from canje.terms.docket import Docket
from tests.by_hand import docket, people, term, who
from tests.strategies import dockets

PLAN = clear(
    docket(
        people("año A B B", "b B A A", "ü A B B"),
        term(kinds.Ratio(who(holder="A"), who(holder="B"))),
        term(kinds.Count(EVERYONE, at_most=9), "cap"),
    )
)


def value(data: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(data)
    return read


@given(case=dockets())
@settings(max_examples=50)
def test_a_plan_reads_as_it_was_written(case: Docket) -> None:
    """Bytes, plan, the same bytes; what the desk alone knows is in none of them.

    The seal is what the file bears: a plan that was never in one has none.
    """
    plan = clear(case)
    data = plan.to_bytes()
    again = Plan.from_bytes(data)
    assert again.to_bytes() == data
    assert again.desk is None
    for each in attrs.fields(Plan):
        if each.name not in ("desk", "certificate", "seal"):
            assert getattr(again, each.name) == getattr(plan, each.name), each.name


def test_the_bytes_are_canonical_and_end_in_a_line() -> None:
    """Keys in order, no blanks, text as it is spoken."""
    data = PLAN.to_bytes()
    text = data.decode()
    assert text == (
        json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        + "\n"
    )
    assert "año" in text


def test_its_own_digest_is_over_the_file_without_it() -> None:
    """Anyone can take the digest out and hash the rest."""
    read = value(PLAN.to_bytes())
    told = read["digest"]["plan"]
    read["digest"]["plan"] = ""
    rest = json.dumps(read, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    assert told == "sha256:" + hashlib.sha256(rest.encode()).hexdigest()
    assert value(attrs.evolve(PLAN, freed=3).to_bytes())["digest"]["plan"] != told


def test_what_a_plan_file_says() -> None:
    """The keys that docs/plan-file.md has, people and left out in the order of ids."""
    read = value(PLAN.to_bytes())
    assert read["format"] == FORMAT == "canje.plan/1"
    assert read["outcome"] == "proved"
    assert (read["freed"], read["bound"]) == (2, 2)
    assert [each["id"] for each in read["people"]] == sorted(each["id"] for each in read["people"])
    assert {each["id"] for each in read["people"] + read["left_out"]} == {"año", "b", "ü"}
    assert read["terms"] == [
        {"by": "A", "force": "must", "holds": True, "id": "cap", "slack": 7},
        {"by": "A", "force": "must", "holds": True, "id": "t", "slack": 0},
    ]
    assert read["objective"][0] == {
        "bound": 2, "level": "freed", "proved": True, "title": "people freed", "value": 2,
    }  # fmt: skip
    assert read["certificate"]["scale"] == 10**9
    assert read["conflict"] == []
    assert read["witness"] is None


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b'"plan"', b"{}", b'{"format":"canje.plan/2"}',
        b'{"format":"canje.plan/1"}', b"\xff", b"[" * 100_000,
        PLAN.to_bytes().replace(b'"people":[', b'"people":[7,'),
        PLAN.to_bytes().replace(b'"objective":[', b'"objective":[{"level":1},'),
        PLAN.to_bytes().replace(b'"versions":{', b'"versions":7,"v":{'),
        PLAN.to_bytes().replace(b'"classes":[', b'"classes":[null,'),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused(data: bytes) -> None:
    """With one kind of error, whatever is wrong with it."""
    with pytest.raises(ValueError):  # noqa: PT011  # the words may be anyone's
        Plan.from_bytes(data)
