"""Names laid beside each other: roles that agree, contradict, are missing, stand elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from canje.reconcile.chains import (
    AGREE,
    APART,
    CROSSED,
    MISSING,
    MORE,
    NAME_FIELDS,
    ONE,
    TURNED,
    name_levels,
    rarity,
)
from canje.reconcile.likeness import likeness
from canje.reconcile.link import word_sets
from canje.reconcile.pool import pool
from tests.reconcile.linking import named


def compared(left: str, right: str) -> dict[str, int]:
    """Levels of two names, by field; the same whichever comes first."""
    found = []
    for one, other in ((left, right), (right, left)):
        entries = pool([named("A", one), named("B", other)])
        like = likeness(entries.words, word_sets(entries))
        pair = np.array([0], np.int32), np.array([1], np.int32)
        levels = name_levels(entries, like, rarity(entries, like), *pair).levels[0]
        found.append(dict(zip(NAME_FIELDS, levels.tolist(), strict=True)))
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "Omar Ali al-Hadi",
            "Omar Ali al-Hadi",
            {"given": AGREE, "father": AGREE, "family": AGREE},
        ),
        (
            "Omar Ali al-Hadi",
            "عمر علي الهادي",
            {"father": AGREE, "family": AGREE, "elsewhere": MISSING},
        ),
        ("Omar Ali al-Hadi", "Omar al-Hadi", {"given": AGREE, "father": MISSING, "family": AGREE}),
        ("Omar Ali al-Hadi", "Omar Bilal al-Hadi", {"given": AGREE, "father": APART}),
        ("Omar Ali al-Hadi", "Zaki Ali al-Hadi", {"given": APART, "father": AGREE}),
        ("Omar Ali al-Hadi", "al-Hadi Omar Ali", {"given": MISSING, "elsewhere": TURNED}),
        ("Omar Ali Hadi Zaki", "Qadir Omar Ali Hadi", {"given": CROSSED, "elsewhere": MORE}),
        ("Omar Ruzan", "Ruzan Omar", {"given": MISSING, "family": MISSING, "elsewhere": TURNED}),
        (
            "Omar Ali Basim",
            "Omar Zaki Ali Qadir",
            {"given": AGREE, "family": APART, "elsewhere": ONE},
        ),
        ("Omar Ali Hadi", "Ali Hadi", {"given": CROSSED, "family": AGREE}),
    ],
)
def test_roles(left: str, right: str, expected: dict[str, int]) -> None:
    """What each role says."""
    found = compared(left, right)
    assert {name: found[name] for name in expected} == expected


def test_a_rare_name_is_worth_more() -> None:
    """Agreeing on what one in ten is called is worth less than on what one is called."""
    names = ["Omar Hadi"] * 9 + ["Ruzan Qaruni"]
    entries = pool([named("A", *names), named("B", *names)])
    like = likeness(entries.words, word_sets(entries))
    rare = rarity(entries, like)
    left = np.array([entries.number["A#1"], entries.number["A#10"]], np.int32)
    right = np.array([entries.number["B#1"], entries.number["B#10"]], np.int32)
    common, one = name_levels(entries, like, rare, left, right).rare.tolist()
    assert one > common + 4


def test_rarity_is_of_the_class_of_spellings() -> None:
    """A rare spelling of a common name is common."""
    entries = pool(
        [named("A", *["Muhammad Hadi"] * 30, "Mohammad Ruzan"), named("B", "Muhammad Qadir")]
    )
    like = likeness(entries.words, word_sets(entries))
    bits = rarity(entries, like).bits[1]
    number = {core: place for place, (_, core) in enumerate(entries.words)}
    assert bits[number["mohammad"]] < bits[number["muhammad"]] + 0.5 < bits[number["ruzan"]]


def test_no_pairs() -> None:
    """Nothing to compare."""
    entries = pool([named("A", "Omar"), named("B", "Zaki")])
    like = likeness(entries.words, word_sets(entries))
    none = np.zeros(0, np.int32)
    assert name_levels(entries, like, rarity(entries, like), none, none).levels.shape == (0, 5)
