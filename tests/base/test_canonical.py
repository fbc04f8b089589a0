"""One spelling of a value, so that a digest of it means the value itself."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from canje.base.canonical import canonical, digest, sha256

PLAIN = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | PLAIN,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcXYZ_/#0"), inner),
    max_leaves=20,
)


@given(VALUES)
def test_the_bytes_are_those_of_rfc_8785(value: Any) -> None:
    """Anyone's JSON library for RFC 8785 gives the digest that we give."""
    assert canonical(value) == rfc8785.dumps(value)
    assert json.loads(canonical(value)) == value


@pytest.mark.parametrize(
    "value",
    [0.5, 1.0, float("nan"), 2**53, -(2**53), [{"a": [1.5]}], "\ud800", {1, 2}, b"x"],
)
def test_what_has_no_one_spelling_is_refused(value: Any) -> None:
    """Floats, numbers beyond 2**53, half a character, and what JSON does not know."""
    with pytest.raises(ValueError):  # noqa: PT011  # the words may be anyone's
        canonical(value)


def test_a_digest_is_written_with_its_method() -> None:
    """`sha256:` and 64 hexadecimal digits."""
    assert sha256(b"") == "sha256:" + hashlib.sha256(b"").hexdigest()
    assert digest({"b": 1, "a": None}) == sha256(b'{"a":null,"b":1}')
