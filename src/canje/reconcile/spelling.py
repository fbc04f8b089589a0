"""How likely two words are one name, however written: bits of log2 odds, and why.

Same core; spellings in one script or across two (the transducer); a given name's other form; an
initial; or, in Latin letters, a garble of the kind that machine translation makes, which keeps the
sounds of the consonants: Bukele, Buckler, Bucker, Buckley.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from attrs import define, field
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from canje.reconcile import tables
from canje.reconcile.lexicon import NEAR, SAME, apart
from canje.reconcile.scripts import SCRIPTS, Script, romanised
from canje.reconcile.transducer import Coded

Why = Literal[
    "unlike",
    "same",
    "spelled",
    "script",
    "form",
    "initial",
    "garbled",
    "joined",
    "doubtful",
    "another",
]
WHYS: tuple[Why, ...] = get_args(Why)
"""In the order of their numbers."""

Word = tuple[Script, str]
"""A word's script and core."""

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int8]
Rows = npt.NDArray[np.intp]

SURE = np.float32(14.0)
"""Bits of a word against itself."""

KNOWN, FORM = np.float32(4.0), np.float32(2.5)
"""Bits of two words that were often met as one name, and of another form of a given name."""

INITIAL, GARBLED = np.float32(1.0), np.float32(2.0)
"""Bits of an initial that fits, of a garble."""

ANOTHER = np.float32(-3.0)
"""Bits of two common names that are near in letters, at most: a slip between them is rare."""

STANDS, STRANGE = 0.5, np.float32(-4.0)
"""In one script, where less than this share of the letters stands, bits are at most so many."""

LEAST = np.float32(-8.0)
"""No pair of words is told apart by more: below it nothing is worth knowing."""

RAREST = 12.0
"""Bits of a name that is in no table of common ones."""

_SOUNDS = str.maketrans("bpfvwdtckgqxjszmnlrhaeiouy", "PPPPVTTKKKKKSSSMNLLHAAAAAA")
_DIGRAPHS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("sch", "s"), ("sh", "s"), ("ch", "k"))


def skeleton(word: str) -> str:
    """The consonants of a Latin core, doubled ones and h once over; a first vowel as `a`.

    >>> skeleton("bukele"), skeleton("buckley"), skeleton("aragua")
    ('bkl', 'bkl', 'arg')
    """
    for group, letter in _DIGRAPHS:
        word = word.replace(group, letter)
    first = "a" if word[:1] in "aeiou" else ""
    bare = "".join(
        letter for letter in word.replace("c", "k").replace("q", "k") if letter not in "aeiouyhw"
    )
    return first + "".join(letter for letter, _ in groupby(bare))


def sounds(word: str) -> str:
    """A skeleton in classes of sounds that are heard for each other.

    >>> sounds("bukele") == sounds("bucker") != sounds("burke")
    True
    """
    return "".join(sound for sound, _ in groupby(skeleton(word).translate(_SOUNDS)))


def garbled(one: str, other: str) -> bool:
    """Whether two Latin cores may be garbles of one name.

    First letter and first vowel stand, the consonants agree class by class and are at most one
    apart, and half of all letters stand.

    >>> garbled("bukele", "buckler"), garbled("alaguya", "aragua"), garbled("burke", "bukele")
    (True, True, False)
    >>> garbled("baker", "bukele")
    False
    """
    return (
        min(len(one), len(other)) >= 5
        and _opening(one) == _opening(other)
        and sounds(one) == sounds(other)
        and Levenshtein.distance(skeleton(one), skeleton(other)) <= 1
        and Levenshtein.normalized_similarity(one, other) >= 0.5
    )


@lru_cache(maxsize=len(SCRIPTS))
def known(script: Script) -> frozenset[tuple[str, str]]:
    """Latin words and words of a script that are often one name though the letters say little."""
    text = (tables.FOLDER / f"known-{script}.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return frozenset((latin, other) for latin, other in lines)


@lru_cache(maxsize=1)
def _knowns() -> Mapping[Word, tuple[str, ...]]:
    """For each word that is in a pair of `known`: names of those pairs."""
    found: dict[Word, list[str]] = {}
    for script in SCRIPTS[1:]:
        for latin, other in known(script):
            for word in (("latin", latin), (script, other)):
                found.setdefault(word, []).append(f"{latin} {other}")
    return {word: tuple(names) for word, names in found.items()}


def _opening(word: str) -> str:
    """First letter and first vowel."""
    return word[0] + next((letter for letter in word if letter in "aeiou"), "")


@lru_cache(maxsize=len(SCRIPTS))
def common(script: Script) -> Mapping[str, float]:
    """Bits of the common names of a script: minus log2 of the share of people's words."""
    text = (tables.FOLDER / f"common-{script}.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {word: float(bits) for word, bits in lines}


@define(eq=False)
class Lexis:
    """Distinct words, coded once, and what any two of them have to do with each other."""

    words: Sequence[Word]
    _place: dict[Script, Rows] = field(init=False)
    _local: npt.NDArray[np.int32] = field(init=False)
    _script: Codes = field(init=False)
    _rank: Rows = field(init=False)
    _coded: dict[tuple[Script, Script, bool], Coded] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._script = np.array([SCRIPTS.index(script) for script, _ in self.words], np.int8)
        self._local = np.zeros(len(self.words), np.int32)
        order = sorted(range(len(self.words)), key=lambda place: self.words[place])
        self._rank = np.empty(len(order), np.intp)
        self._rank[order] = np.arange(len(order))
        self._place = {}
        for number, script in enumerate(SCRIPTS):
            places = np.flatnonzero(self._script == number)
            self._place[script] = places
            self._local[places] = np.arange(len(places))

    def rarity(self) -> Floats:
        """Bits that agreeing on a word is worth: the rarer the class of its spellings, the more."""
        return np.array(
            [min(common(script).get(word, RAREST), RAREST) for script, word in self.words],
            np.float32,
        )

    def pairs(self, left: Rows, right: Rows) -> tuple[Floats, Codes]:
        """Bits and reasons of the pairs of words (left[k], right[k]), numbers of `words`."""
        swap = (self._script[left] > self._script[right]) | (
            (self._script[left] == self._script[right]) & (self._rank[left] > self._rank[right])
        )
        left, right = np.where(swap, right, left), np.where(swap, left, right)
        bits = np.full(len(left), LEAST, np.float32)
        why = np.zeros(len(left), np.int8)
        kinds = self._script[left].astype(np.int16) * len(SCRIPTS) + self._script[right]
        for kind in np.unique(kinds):
            some = np.flatnonzero(kinds == kind)
            scripts = SCRIPTS[kind // len(SCRIPTS)], SCRIPTS[kind % len(SCRIPTS)]
            bits[some] = self._spelled(scripts, left[some], right[some])
            why[some] = WHYS.index("spelled" if scripts[0] == scripts[1] else "script")
        self._otherwise(left, right, bits, why)
        why[(bits < 0) & (why < WHYS.index("form"))] = WHYS.index("doubtful")
        why[bits <= LEAST] = WHYS.index("unlike")
        same = left == right
        bits[same], why[same] = SURE, WHYS.index("same")
        return bits, why

    def above(self, left: Rows, right: Rows, floor: float) -> tuple[Rows, Rows, Floats]:
        """All pairs of a left and a right word that are worth at least the floor, and their bits.

        Most pairs are left out by a bound that is sound: nothing above the floor is missed.
        """
        ones, others = [], []
        for one in SCRIPTS:
            for other in SCRIPTS:
                some, more = (
                    side[self._script[side] == SCRIPTS.index(script)]
                    for side, script in ((left, one), (right, other))
                )
                if len(some) and len(more):
                    rows, columns = self._reach(one, other, some, more, floor)
                    ones.append(rows)
                    others.append(columns)
        if not ones:
            return np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32)
        rows, columns = np.concatenate(ones), np.concatenate(others)
        bits, _ = self.pairs(rows, columns)
        kept = bits >= floor
        return rows[kept], columns[kept], bits[kept]

    def _reach(
        self, one: Script, other: Script, some: Rows, more: Rows, floor: float
    ) -> tuple[Rows, Rows]:
        """Pairs of two scripts that may reach the floor: by spelling, or for another reason."""
        turned = SCRIPTS.index(one) > SCRIPTS.index(other)
        scripts = (other, one) if turned else (one, other)
        first, second = (more, some) if turned else (some, more)
        made = tables.transducer(*scripts)
        left, right = self._code(scripts, False), self._code(scripts, True)
        rows, columns, _ = made.pairs_above(
            left.take(self._local[first]), right.take(self._local[second]), floor
        )
        if one == other:  # the table is nearly symmetric; both ways are looked at
            back = made.pairs_above(
                left.take(self._local[second]), right.take(self._local[first]), floor
            )
            rows, columns = (
                np.concatenate([rows, back[1]]),
                np.concatenate([columns, back[0]]),
            )
        ones, others = first[rows], second[columns]
        known = self.known(first, second)
        ones, others = np.concatenate([ones, known[0]]), np.concatenate([others, known[1]])
        keys = np.unique(ones * np.int64(len(self.words)) + others)
        ones, others = keys // len(self.words), keys % len(self.words)
        return (others, ones) if turned else (ones, others)

    def known(self, left: Rows, right: Rows) -> tuple[Rows, Rows]:
        """Pairs that something other than spelling may bring together: see `_otherwise`."""
        by: dict[object, list[int]] = {}
        for place in right.tolist():
            for sign in self._signs(place):
                by.setdefault(sign, []).append(place)
        found = [
            (place, other)
            for place in left.tolist()
            for sign in self._signs(place)
            for other in by.get(sign, ())
        ]
        pairs = np.array(found, np.intp).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def _signs(self, place: int) -> list[object]:
        script, word = self.words[place]
        signs: list[object] = [(script, word), *SAME.get(word, ())]
        signs += _knowns().get((script, word), ())
        if len(word) == 1:
            signs.append(romanised(word)[:1].lower() + ".")
        if script == "latin" and len(word) >= 5:
            signs.append(_opening(word) + sounds(word) + "~")
        return signs

    def _spelled(self, scripts: tuple[Script, Script], left: Rows, right: Rows) -> Floats:
        made = tables.transducer(*scripts)
        codes = self._code(scripts, False), self._code(scripts, True)
        rows, columns = self._local[left].astype(np.intp), self._local[right].astype(np.intp)
        bits = made.bits(codes[0], codes[1], rows, columns, float(LEAST))
        if scripts[0] == scripts[1]:
            some = np.flatnonzero(bits > STRANGE)
            pairs = [[self.words[at][1] for at in side[some].tolist()] for side in (left, right)]
            stands = process.cpdist(*pairs, scorer=Levenshtein.normalized_similarity)
            bits[some[stands < STANDS]] = STRANGE
        return np.clip(bits, LEAST, SURE - 1)

    def _code(self, scripts: tuple[Script, Script], second: bool) -> Coded:
        key = (*scripts, second)
        if key not in self._coded:
            made = tables.transducer(*scripts)
            words = [self.words[place][1] for place in self._place[scripts[second]].tolist()]
            self._coded[key] = (made.right if second else made.left).code(words)
        return self._coded[key]

    def _otherwise(self, left: Rows, right: Rows, bits: Floats, why: Codes) -> None:
        """Other forms of given names, initials and garbles, where spelling alone says less."""
        for script in SCRIPTS[1:]:
            self._often(script, left, right, bits, why)
        has_form = self._marked["form"]
        for place in np.flatnonzero(has_form[left] & has_form[right] & (bits < FORM)).tolist():
            one, other = (SAME.get(self.words[side[place]][1]) for side in (left, right))
            if one and other and one & other:
                bits[place], why[place] = FORM, WHYS.index("form")
        initial = self._marked["initial"]
        for place in np.flatnonzero(initial[left] | initial[right]).tolist():
            one, other = self.words[left[place]], self.words[right[place]]
            fits = romanised(one[1])[:1].lower() == romanised(other[1])[:1].lower()
            bits[place], why[place] = (INITIAL if fits else LEAST), WHYS.index("initial")
        latin = (self._script[left] == 0) & (self._script[right] == 0)
        self._garbles(np.flatnonzero(latin & (bits < GARBLED)), left, right, bits, why)
        self._apart(left, right, bits, why)

    @cached_property
    def _marked(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """Which words a rule beside spelling may be about, by rule; looked up once for all."""
        rules: dict[str, Callable[[str], bool]] = {
            "form": lambda word: SAME.get(word) is not None,
            "initial": lambda word: len(word) == 1,
            "near": lambda word: word in NEAR,
        }
        for script in SCRIPTS[1:]:
            rules[script] = {word for pair in known(script) for word in pair}.__contains__
        return {
            name: np.array([rule(word) for _, word in self.words], np.bool_)
            for name, rule in rules.items()
        }

    def _often(self, script: Script, left: Rows, right: Rows, bits: Floats, why: Codes) -> None:
        pairs = known(script)
        listed = self._marked[script]
        number = SCRIPTS.index(script)
        some = (self._script[left] == 0) & (self._script[right] == number) & (bits < KNOWN)
        for place in np.flatnonzero(some & listed[left] & listed[right]).tolist():
            if (self.words[left[place]][1], self.words[right[place]][1]) in pairs:
                bits[place], why[place] = KNOWN, WHYS.index("script")

    def _apart(self, left: Rows, right: Rows, bits: Floats, why: Codes) -> None:
        """Names known apart, whatever their letters say; forms of one name are not among them."""
        near = self._marked["near"]
        for place in np.flatnonzero(near[left] & near[right] & (bits > ANOTHER)).tolist():
            if apart(self.words[left[place]][1], self.words[right[place]][1]):
                bits[place], why[place] = ANOTHER, WHYS.index("another")

    def _garbles(self, some: Rows, left: Rows, right: Rows, bits: Floats, why: Codes) -> None:
        """Garbles among pairs of Latin words: one number of sounds for each word sorts most out."""
        if not len(some):
            return
        used = np.unique(np.concatenate([left[some], right[some]]))
        number: dict[str, int] = {}
        sound = np.full(len(self.words), -1)
        for place in used.tolist():
            word = self.words[place][1]
            if len(word) >= 5:
                sound[place] = number.setdefault(_opening(word) + sounds(word), len(number))
        heard = (sound[left[some]] >= 0) & (sound[left[some]] == sound[right[some]])
        for place in some[heard].tolist():
            if garbled(self.words[left[place]][1], self.words[right[place]][1]):
                bits[place], why[place] = GARBLED, WHYS.index("garbled")
