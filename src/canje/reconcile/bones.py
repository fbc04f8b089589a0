"""The bones of a word: its consonants in a few classes that scripts and spellings leave alone.

Two words whose bones differ much are not looked at further; two that share them are listed under
one key. Bones say who may be one name, never who is.
"""

from __future__ import annotations

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
    ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("th", "t"), ("dh", "t"), ("kh", "k"),
    ("gh", "k"), ("ph", "f"), ("dj", "k"),
)  # fmt: skip

_CYRILLIC = (("дж", "г"), ("х", ""))
"""Two letters for one consonant of other scripts; and one that stands for weak ones (ح and ه) far
oftener than for خ. Without this one word in six is missed between Arabic and Cyrillic letters."""


@lru_cache(maxsize=1 << 17)
def skeleton(word: str) -> str:
    """Consonants by class, doubled ones once; weak ones (h, w, y) and vowels left out.

    >>> skeleton("mohammed"), skeleton("محمد"), skeleton("мухаммад")
    ('mt', 'mt', 'mt')
    """
    for letters, read in _CYRILLIC:
        word = word.replace(letters, read)
    latin = romanised(word).lower()
    for group, letter in _GROUPS:
        latin = latin.replace(group, letter)
    found = ""
    for letter in latin:
        kind = _CLASSES.get(letter, "")
        if kind and not found.endswith(kind):
            found += kind
    return found
