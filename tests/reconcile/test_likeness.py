"""How alike words are: both ways to a table agree, and no word is unlike itself."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import JaroWinkler, Levenshtein

from canje.reconcile.bones import readings, skeleton
from canje.reconcile.likeness import (
    ALIKE,
    LIKELY,
    SAME,
    SLIP,
    WEAK,
    Likeness,
    _bones,
    _graded,
    _letters,
    likeness,
    likeness_met,
)
from canje.reconcile.scripts import normal
from canje.reconcile.spelling import Word

WORDS: tuple[Word, ...] = tuple(
    sorted(
        [
            ("arabic", "محمد"), ("arabic", "هادي"), ("latin", "mohammed"), ("latin", "muhamad"),
            ("latin", "hadi"), ("latin", "collinson"), ("latin", "collibnson"),
            ("latin", "zubrano"), ("latin", "hammad"),
        ]
    )
)  # fmt: skip


def table() -> Likeness:
    every = np.arange(len(WORDS), dtype=np.int32)
    return likeness(WORDS, [(every, every)])


def look(like: Likeness, one: str, other: str) -> int:
    place = {core: np.array([number], np.int32) for number, (_, core) in enumerate(WORDS)}
    return int(like.look(place[one], place[other])[0])


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("محمد", "mohammed", ALIKE, ALIKE),
        ("mohammed", "muhamad", LIKELY, ALIKE),
        ("هادي", "hadi", ALIKE, ALIKE),
        ("collinson", "collibnson", SLIP, ALIKE),
        ("محمد", "zubrano", 0, 0),
        ("zubrano", "zubrano", SAME, SAME),
        ("hammad", "muhamad", 0, LIKELY),
    ],
)
def test_words(one: str, other: str, least: int, most: int) -> None:
    """Spellings of one name, a slip, two names; the same both ways."""
    like = table()
    assert least <= look(like, one, other) <= most
    assert look(like, one, other) == look(like, other, one)


def test_a_table_of_those_alike_says_what_the_full_table_says() -> None:
    """Without the full table, words are looked up by key."""
    like = table()
    short = evolve(like, full=None)
    every = np.arange(len(WORDS), dtype=np.int32)
    assert (
        like.look(every[:, None], every[None, :]) == short.look(every[:, None], every[None, :])
    ).all()
    none = np.array([-1], np.int32)
    assert short.look(none, every[:1])[0] == like.look(none, none)[0] == 0


def test_words_that_meet_are_compared_as_all_words_are() -> None:
    """Only the pairs asked for, with the same result."""
    like = table()
    size = len(WORDS)
    keys = np.array([i * size + j for i in range(size) for j in range(i + 1, size)])
    met = likeness_met(WORDS, [keys[: len(keys) // 2], keys[len(keys) // 2 :]])
    every = np.arange(size, dtype=np.int32)
    assert (met.look(every[:, None], every[None, :]) >= WEAK).sum() >= size
    full, some = (each.look(every[:, None], every[None, :]) for each in (like, met))
    assert ((full == some) | (full <= LIKELY)).all()  # other forms of a name are not looked for
    assert (some[full == ALIKE] == ALIKE).all()


def test_a_class_shares_its_weight() -> None:
    """Spellings of one name count for each other."""
    like = table()
    number = {core: place for place, (_, core) in enumerate(WORDS)}
    weight = np.ones(len(WORDS))
    shared = like.classes(weight)
    assert shared[number["محمد"]] > 1.5
    assert shared[number["zubrano"]] == 1


def test_no_words() -> None:
    """An empty pool has an empty table."""
    none = np.zeros(0, np.int32)
    assert not len(likeness((), [(none, none)]).keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مصطفي", "mustafa"), ("шевченко", "shevchenko"), ("chafik", "شفيق"), ("jamal", "djamel"),
        ("محمود", "махмуд"), ("نجار", "наджар"), ("jaber", "джабер"), ("מוחמד", "mohammed"),
        ("אשכנזי", "ashkenazi"), ("cecilia", "סיסיליה"), ("צבי", "tzvi"), ("фудзико", "fuziko"),
    ],
)  # fmt: skip
def test_bones_are_left_alone_by_scripts(one: str, other: str) -> None:
    """Consonants by class."""
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("хан", "khan"), ("خان", "хан"), ("ח׳אן", "خان"), ("игор", "ihor"),
        ("werner", "вернер"), ("jan", "ян"), ("erich", "эрих"), ("וייס", "weiss"), ("david", "דוד"),
    ],
)  # fmt: skip
def test_a_letter_of_two_sounds_is_read_both_ways(one: str, other: str) -> None:
    """Words that their likeliest reading would keep apart, however short, are looked at."""
    words: tuple[Word, ...] = tuple(sorted([normal(one), normal(other)]))
    assert set(readings(words[0][1])) & set(readings(words[1][1]))
    sides = np.array([0], np.int32), np.array([1], np.int32)
    assert likeness(words, [sides]).look(*sides)[0] > 0
    assert likeness_met(words, [np.array([1])]).look(*sides)[0] > 0


@given(
    st.lists(
        st.text("абвгхдж", max_size=6)
        | st.text("abcwjkh", max_size=6)
        | st.text("בוחכצ", max_size=6),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_bones_are_near_where_any_two_readings_are(words: list[str]) -> None:
    """The quick way over numbers says what trying every two readings says."""
    bones = _bones(words)
    rows, columns = np.divmod(np.arange(len(words) ** 2), len(words))
    expected = [
        any(
            Levenshtein.normalized_similarity(first, second) >= 0.6
            for first in readings(words[row])
            for second in readings(words[column])
        )
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    assert bones.agree(rows, columns).tolist() == expected


def test_a_little_evidence_against_is_perhaps_one_name_across_scripts_only() -> None:
    """Spelled oddly in both scripts; within a script there are slips for that."""
    words: tuple[Word, ...] = (("arabic", "محمد"), ("hebrew", "מוחמאד"), ("hebrew", "בילר"))
    left, right = np.array([0, 0], np.int32), np.array([1, 2], np.int32)
    assert likeness(words, [(left[:1], right)]).look(left, right).tolist() == [WEAK, 0]
    bits = np.array([-3.0, -2.0, -0.1, 0.0, 3.0])
    across = _graded(bits, np.ones(5, bool)).tolist()
    assert across == [0, WEAK, WEAK, LIKELY, ALIKE]
    assert _graded(bits, np.zeros(5, bool)).tolist() == [0, 0, 0, LIKELY, ALIKE]


@given(st.text("abcdefgh", min_size=1, max_size=9), st.text("abcdefgh", min_size=1, max_size=9))
def test_what_is_left_out_beforehand_could_not_be_alike(one: str, other: str) -> None:
    """The bounds by letters alone are sound, for whole words and for bones."""
    letters = _letters([one, other])
    pair = np.array([0]), np.array([1])
    if JaroWinkler.similarity(one, other) >= 0.8:
        assert letters.may_read(*pair)[0]
    if Levenshtein.normalized_similarity(one, other) >= 0.6:
        assert letters.may_agree(*pair)[0]
