"""Words around names and entries: whole in each language, for every field, kind and mark."""

from __future__ import annotations

import re
import string
from typing import get_args

import pytest

from canje.base.languages import LANGUAGES
from canje.cli.catalogue import SAID
from canje.intake.headers import FIELDS
from canje.intake.lists import Kind
from canje.reconcile.beside import Mark


@pytest.mark.parametrize("key", sorted(SAID))
def test_every_language_says_as_much(key: str) -> None:
    """What the English puts in the others put in; Arabic stands in Arabic letters."""
    texts = SAID[key]
    assert len(texts) == len(LANGUAGES)
    assert len({_placed(each) for each in texts}) == 1
    assert all(each.strip() for each in texts)
    if key != "queue.ask":  # whose letters are keys to press
        assert not re.search("[A-Za-z]", re.sub(r"\{.*?\}", "", texts[2]))


def _placed(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_every_field_kind_and_mark_has_words() -> None:
    """Short enough for a table of 80 columns with two names of 26 letters."""
    assert {f"field.{each}" for each in (*FIELDS, "entry", "kind", "party", "other words")} == {
        key for key in SAID if key.startswith("field.")
    }
    assert {f"kind.{each}" for each in get_args(Kind)} <= SAID.keys()
    assert {f"mark.{each}" for each in get_args(Mark)} <= SAID.keys()
    for at in range(len(LANGUAGES)):
        marks = max(len(SAID[f"mark.{each}"][at]) for each in get_args(Mark))
        assert all(len(SAID[f"field.{each}"][at]) <= 15 for each in FIELDS)
        assert marks <= 11


def test_the_keys_to_press_are_the_same_in_all_languages() -> None:
    """Whoever changes the language need not learn them anew."""
    keys = [re.findall(r"\((\w)\)", each) for each in SAID["queue.ask"]]
    assert keys == [list("sdukq")] * len(LANGUAGES)
