"""Small vocabularies of lists: words in five languages that stand for one thing, read from data.

The data stands in `canje/data/lists/`: a file for each vocabulary, in it a class of words by
language. `word*` stands for every word that begins so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml
from attrs import field, frozen

from canje.intake.headers import normal


def _readonly(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(texts))


@frozen
class Vocabulary:
    """Words in their normal form, and beginnings of words, each with its class."""

    whole: Mapping[str, str] = field(converter=_readonly)
    begins: Mapping[str, str] = field(converter=_readonly)

    @classmethod
    def of(cls, classes: Mapping[str, str]) -> Vocabulary:
        """A vocabulary of words by class, separated by spaces.

        >>> Vocabulary.of({"one": "uno* one"}).of_word("unos")
        'one'
        """
        whole: dict[str, str] = {}
        begins: dict[str, str] = {}
        for name, words in classes.items():
            for word in words.split():
                table = begins if word.endswith("*") else whole
                table.setdefault(normal(word), name)
        return cls(whole, begins)

    def of_word(self, word: str) -> str | None:
        """The class of one word in its normal form; of two beginnings the longer one counts."""
        if word in self.whole:
            return self.whole[word]
        for end in range(len(word), 2, -1):
            if word[:end] in self.begins:
                return self.begins[word[:end]]
        return None


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of this name that ships with canje."""
    return Vocabulary.of({each: " ".join(said.values()) for each, said in data(name).items()})


@cache
def data(name: str) -> Mapping[str, Mapping[str, str]]:
    """A file of words as it stands: a class, a language, words."""
    text = (files("canje") / "data" / "lists" / f"{name}.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return MappingProxyType(found)
