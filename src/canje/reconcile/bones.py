"""The bones of a word: its consonants in a few classes that scripts and spellings leave alone.

Two words none of whose bones are near each other are not looked at further; two that share them are
listed under one key. Bones say who may be one name, never who is.

Some letters stand for two sounds, of which other scripts write one and leave the other out, or
write them by two letters: ח and х are خ or ح, ו and в are w or v, г is g or h, j is a consonant or
y, c and ch are k or s. A word with such a letter has two bones, all of them read weak or all strong
(`readings`), and one that is likeliest (`skeleton`). Of pairs of real spellings that the evidence
finds alike, 1 to 2 in 100 have no reading in common; by the likeliest alone it were 2 to 4
(docs/linking.md).
"""

from __future__ import annotations

import re
from functools import lru_cache

from canje.reconcile.scripts import romanised

_CLASSES = {
    **dict.fromkeys("bpfv", "p"),
    **dict.fromkeys("tdṭḍ", "t"),
    **dict.fromkeys("szxš", "s"),
    **dict.fromkeys("kqgcj", "k"),
    "m": "m",
    "n": "n",
    "l": "l",
    "r": "r",
}
_GROUPS = (
    ("tsch", "s"), ("tch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("th", "t"),
    ("dh", "t"), ("kh", "k"), ("gh", "k"), ("ph", "f"), ("dj", "k"), ("ts", "s"), ("tz", "s"),
)  # fmt: skip

_ONE = (("дж", "г"), ("дз", "з"), ("ח", "х"))
"""Two letters for one consonant of other scripts; ח and х stand for the same two sounds."""

_SIBILANT = re.compile("c(?=[eiyh]|$)")
_MOSTLY_WEAK = re.compile("х(?!')|ו")
_WEAK = re.compile("[хוвwгj]")


def skeleton(word: str) -> str:
    """Consonants by class, doubled ones once, in the reading that is likeliest; no vowels, h, w, y.

    >>> skeleton("mohammed"), skeleton("محمد"), skeleton("мухаммад"), skeleton("מוחמד")
    ('mt', 'mt', 'mt', 'mt')
    """
    return _skeletons(word)[0]


def readings(word: str) -> tuple[str, ...]:
    """The bones of a word, once or twice: letters that may be weak read weak, then strong.

    >>> readings("хан"), readings("khan"), readings("salim")
    (('n', 'kn'), ('kn',), ('slm',))
    """
    return _skeletons(word)[1]


@lru_cache(maxsize=1 << 19)
def _skeletons(word: str) -> tuple[str, tuple[str, ...]]:
    for letters, read in _ONE:
        word = word.replace(letters, read)
    sibilant = _SIBILANT.sub("s", word)
    readings = (
        _MOSTLY_WEAK.sub("", sibilant),
        _WEAK.sub("", sibilant),
        word.replace("w", "v").replace("ch", "k"),
    )
    bones = {reading: _bones(reading) for reading in set(readings)}  # mostly one
    likely, weak, strong = (bones[each] for each in readings)
    return likely, (weak,) if weak == strong else (weak, strong)


def _bones(word: str) -> str:
    latin = romanised(word).lower()
    for group, letter in _GROUPS:
        latin = latin.replace(group, letter)
    found = ""
    for letter in latin:
        kind = _CLASSES.get(letter, "")
        if kind and not found.endswith(kind):
            found += kind
    return found
