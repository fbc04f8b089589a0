"""What entries say as it sounds: words and values by their bones, as numbers, whatever the script.

Two entries that say the same in two scripts have the same numbers here, and mostly only they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from canje.reconcile.bones import readings, skeleton
from canje.reconcile.pool import Pool

Codes = npt.NDArray[np.int32]


def _readonly(facts: Mapping[str, Codes]) -> Mapping[str, Codes]:
    return MappingProxyType(dict(facts))


@frozen(eq=False)
class Spoken:
    """`weak[w]` and `strong[w]` number the bones of word w, read weak and strong; 0 for none, for a
    strong reading that is the weak one, and at the end, for no word (-1). `facts[name]` numbers
    what entries say there, 0 for nothing."""

    weak: Codes
    strong: Codes
    facts: Mapping[str, Codes] = field(converter=_readonly)


def spoken(pool: Pool) -> Spoken:
    read = [readings(core) for _, core in pool.words]
    texts = sorted({bones for each in read for bones in each} - {""})
    number = {text: place for place, text in enumerate(texts, start=1)} | {"": 0}
    weak = np.array([number[each[0]] for each in read] + [0], np.int32)
    strong = np.array([number[each[1]] if each[1:] else 0 for each in read] + [0], np.int32)
    facts = {}
    for name, column in pool.facts.items():
        words = pool.fact_words.get(name)
        value = np.arange(len(column.values), dtype=np.int32)
        if words is not None:
            value = _values(column.values, words, [core for _, core in pool.words])
        facts[name] = value[column.codes]
    return Spoken(weak, strong, facts)


def _values(values: tuple[str, ...], words: Codes, cores: list[str]) -> Codes:
    """A number for each value: of its words' bones, or of itself where bones say little of it."""
    number: dict[str, int] = {"": 0}
    found = np.zeros(len(values), np.int32)
    for code, value in enumerate(values):
        bones = " ".join(skeleton(cores[word]) for word in words[code].tolist() if word >= 0)
        plain = len(bones) < 2 or any(letter.isdecimal() for letter in value)
        said = f"={value.casefold()}" if plain and value else bones
        found[code] = number.setdefault(said, len(number))
    return found
