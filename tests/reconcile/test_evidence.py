"""Whole names: symmetric, 1 against themselves, and what counts for and against."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.reconcile.evidence import LEVELS, Names
from canje.reconcile.lexicon import NEAR
from canje.reconcile.reasons import sentence
from canje.reconcile.roles import ROLES

NAMES = Names.shipped()

LATIN = ["Ana", "López", "al-Hadi", "bin", "Ivan", "Petro", "Bukele", "J.", "abu", "Noor", "Uddin"]
OTHERS = ["خالد", "سعيد", "عبد", "الرحمن", "Іванович", "Коваль", "דוד", "כהן"]
WORDS = st.sampled_from([*LATIN, *OTHERS, ",", "'", "\u202e", "x"])
WRITTEN = st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=30)

ALIKE = [
    ("Bukele", "Buckler"),
    ("Bukele", "Bucker"),
    ("Bukele", "Buckley"),
    ("Tren de Aragua", "Tren de Alaguya"),
    ("Khalid Saeed al-Hadi", "خالد سعيد الهادي"),
    ("Abdul Rahman Saleh", "عبدالرحمن صالح"),
    ("Noureddine Ben Yusuf", "نور الدين بن يوسف"),
    ("Петро Іванович Коваль", "Petro Koval"),
    ("Сергій Коваленко", "Сергей Коваленко"),
    ("Ana María López Ruiz", "López Ruiz, Ana María"),
    ("Ana María López Ruiz", "Ana López"),
    ("AnaLopez", "Ana Lopez"),
    ("Gonzalez", "Gonzales"),
    ("Benkacem", "Benqasem"),
]

UNLIKE = [
    ("Omar Hassan", "Amir Hussein"),
    ("Hassan", "حسين"),
    ("حسن", "حسين"),
    ("Mario López", "María López"),
    ("Mohammed", "محمود"),
    ("Ахмед", "Hamed"),
    ("Burke", "Bukele"),
    ("Khalid Saeed al-Hadi", "خالد عمر الهادي"),
    ("Yusuf bin Khalid al-Hadi", "Khalid bin Yusuf al-Hadi"),
    ("Ana López", "Inés López"),
    ("Petro Koval", "Петро Мельник"),
    ("Ana", ""),
]


@given(WRITTEN, WRITTEN)
def test_comparing_is_symmetric_and_a_name_is_most_like_itself(one: str, other: str) -> None:
    """Whatever is written there, bidi controls and all."""
    there, back = NAMES.compare(one, other), NAMES.compare(other, one)
    assert (there.bits, there.score) == (back.bits, back.score)
    assert sorted((p.left, p.right) for p in there.parts) == sorted(
        (p.right, p.left) for p in back.parts
    )
    assert 0 <= there.score <= 1
    self = NAMES.compare(one, one)
    assert self.score == (1 if NAMES.tokens(one) else 0)  # a blank is like nothing
    assert there.bits <= self.bits + 1e-4 or not NAMES.tokens(one)
    assert sentence(there) is not None


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_one_name_in_two_ways(one: str, other: str) -> None:
    """Scripts, conventions, order, words left out, words run together, garbles."""
    assert NAMES.compare(one, other).score > 0.8, sentence(NAMES.compare(one, other))


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_two_names(one: str, other: str) -> None:
    """A contradicted given, father's or family name; father and son; nothing at all."""
    assert NAMES.compare(one, other).score < 0.7, sentence(NAMES.compare(one, other))


NAME_OR_LINK = [
    # Walid is a name; ould, which has three of its four letters, is a link.
    ("Youssef Walid Al-Jabri", "يوسف وليد عمر الجابري"),
    ("Walid Saleh Al-Jabri", "وليد صالح الجابري"),
    ("Waleed bin Saleh", "وليد بن صالح"),
    ("Валид Салех Омар", "وليد صالح عمر"),
    ("ואליד סאלח עומר", "وليد صالح عمر"),
    ("Mohamed Ould Ahmed", "محمد ولد أحمد"),
    # Links that are given names where they open a name, and their like in other scripts.
    ("Ben Carter Hill", "Бен Картер Хилл"),
    ("Les Carter Hill", "Лес Картер Хилл"),
    ("Do Van Minh", "До Ван Минь"),
    ("Bat Sheva Levy", "בת שבע לוי"),
    ("Ben Zion Cohen", "בן ציון כהן"),
    ("Ben Zion Cohen", "Benzion Cohen"),
    ("Om Kalthoum Saleh", "أم كلثوم صالح"),
    ("Jan van Dijk", "Van Dijk, Jan"),
    # Given names that are made of abu and umm, in one word or in two.
    ("Abubakr Saleh", "أبو بكر صالح"),
    ("Aboubacar Saleh", "ابوبكر صالح"),
    ("Абубакр Салех", "أبو بكر صالح"),
    ("Abolfazl Rezai", "Abu al-Fadl Rezai"),
    ("Oumkalthoum Saleh", "أم كلثوم صالح"),
    # Titles that are names behind another name.
    ("Omar Al-Naqib", "عمر النقيب"),
    ("Ahmed El-Sheikh Omar", "أحمد الشيخ عمر"),
    ("Mahmoud El Sayed Ibrahim", "محمود السيد إبراهيم"),
    ("Pedro Sa", "Педро Са"),
    # A title is no name: what the other side has more is left out, and contradicts nothing.
    ("Sheikh Omar Saleh", "عمر خالد صالح"),
    ("Dr. Omar Saleh", "Omar Khaled Saleh"),
    ("Sayed Omar Saleh", "عمر صالح"),
    ("Haji Omar Saleh", "شيخ عمر صالح"),
]


@pytest.mark.parametrize(("one", "other"), NAME_OR_LINK)
def test_words_that_are_names_and_links_or_titles(one: str, other: str) -> None:
    """Both scripts read them alike."""
    assert NAMES.compare(one, other).score > 0.85, sentence(NAMES.compare(one, other))


NAMES_NOT_TITLES = [
    ("وليد صالح الجابري", "خالد صالح الجابري"),
    ("Walid Saleh Al-Jabri", "Khaled Saleh Al-Jabri"),
    ("Ben Carter Hill", "Don Carter Hill"),
    ("Ben Carter Hill", "Karim Carter Hill"),
    ("Do Van Minh", "Le Van Minh"),
    ("Amir Saleh Al-Jabri", "Hakim Saleh Al-Jabri"),
    ("Sayed Omar Al-Hadi", "Karim Omar Al-Hadi"),
    ("Ahmed Al-Sheikh", "أحمد الحاج"),
    ("Pedro Sa", "Pedro Eng"),
    ("Bibi Gul Khan", "Benjamin Gul Khan"),
    ("Abubakr Saleh", "Karim Saleh"),
]


@pytest.mark.parametrize(("one", "other"), NAMES_NOT_TITLES)
def test_another_name_in_their_place_contradicts(one: str, other: str) -> None:
    """What may be a title or a link is not left out of the comparison for that."""
    assert NAMES.compare(one, other).score < 0.7, sentence(NAMES.compare(one, other))


def test_names_near_in_letters_are_told_apart_and_their_spellings_are_not() -> None:
    """In near.txt: two names of a line are not alike, and two spellings of one are not apart."""
    places: dict[tuple[int, int], list[str]] = {}
    for word, found in NEAR.items():
        for place in found:
            places.setdefault(place, []).append(word)
    lines = {line for line, _ in places}
    for line in lines:
        groups = [words for (of, _), words in places.items() if of == line]
        assert len(groups) > 1
        assert len({word for words in groups for word in words}) == sum(map(len, groups))
        for words in groups:
            for other in words:
                assert NAMES.compare(words[0], other).score > 0.5, (words[0], other)
        for first, second in pairwise(each[0] for each in groups):
            assert NAMES.compare(first, second).score < 0.7, (first, second)


def test_contradiction_is_not_omission() -> None:
    """A father's name that differs counts against, one that is missing hardly does."""
    whole, without, other = "خالد بن سعيد الهادي", "Khalid al-Hadi", "Khalid bin Omar al-Hadi"
    missing, differs = NAMES.compare(whole, without), NAMES.compare(whole, other)
    assert missing.bits > differs.bits + 4
    assert "father's name missing" in sentence(missing)
    assert "father's name differs" in sentence(differs)


def test_order_costs_little() -> None:
    """And is said."""
    found = NAMES.compare("Ana López Ruiz", "Ruiz Ana López")
    assert found.notes == ("order",)
    assert found.score > 0.8


def test_a_rare_name_says_more() -> None:
    """Two agreeing Mohammeds are less evidence than two agreeing bearers of a rare name."""
    assert NAMES.compare("Mohammed", "محمد").bits + 2 < NAMES.compare("Zanbaqi", "زنبقي").bits


def test_many_are_compared_as_one_is() -> None:
    """Rows, whichever way each pair is turned."""
    pairs = [*ALIKE, *UNLIKE, *((b, a) for a, b in ALIKE)]
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    at = np.arange(len(pairs))
    many = NAMES.compare_many(left, right, np.stack([at, at], 1))
    for row, (one, other) in enumerate(pairs):
        single = NAMES.compare(one, other)
        assert many.bits[row] == pytest.approx(single.bits, abs=1e-3)
        assert many.score[row] == pytest.approx(single.score, abs=1e-4)
        matched = many.matched[row]
        words = NAMES.tokens(one), NAMES.tokens(other)
        assert all(k < len(words[0]) and j < len(words[1]) for k, j in enumerate(matched) if j >= 0)


def test_levels_say_what_each_role_does() -> None:
    """Same, variant, differs; blank where a side has none."""
    at = np.array([[0, 0], [0, 1]])
    many = NAMES.compare_many(
        ["Khalid bin Saeed al-Hadi"], ["Khalid bin Omar al-Hadi", "خالد الهادي"], at
    )
    level = [dict(zip(ROLES, (LEVELS[each] for each in row), strict=True)) for row in many.levels]
    assert [row["given"] for row in level] == ["same", "variant"]
    assert [row["father"] for row in level] == ["differs", "blank"]
    assert [row["family"] for row in level] == ["same", "variant"]


def test_no_pairs_and_no_names() -> None:
    """Nothing asked, nothing said."""
    assert len(NAMES.compare_many([], [], np.zeros((0, 2), np.intp)).bits) == 0
    assert NAMES.token_table([], []).shape == (0, 0)


def test_the_table_of_words_holds_all_pairs_above_its_floor() -> None:
    """Against each pair by itself."""
    left = ["Khalid", "Omar", "Ana", "Sergei", "Bukele", "خالد"]
    right = ["خالد", "عمر", "Anna", "Сергій", "Buckler", "Khaled"]
    table = NAMES.token_table(left, right, floor=1.0).toarray()
    assert table.shape == (6, 6)
    assert (table.diagonal() >= 1).all()
    assert table[0, 5] > 1
    assert table[2, 1] == 0


def test_the_table_is_the_same_both_ways() -> None:
    """Left and right may change places."""
    left, right = ["Khalid", "Omar", "عمر", "Иван"], ["خالد", "Umar", "John", "Khaled"]
    there = NAMES.token_table(left, right).toarray()
    back = NAMES.token_table(right, left).toarray()
    assert (there == back.T).all()
