"""Of which country somebody is said to be, in five languages, as an ISO 3166 code.

`Yemeni`, `yemenita`, `يمنية` and `йеменец` are one answer. What is not found stays as written.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from canje.intake.headers import normal
from canje.intake.vocabulary import Vocabulary

_SEVERAL = re.compile(r"\s*(?:[|/;,+&،]|\band\b|\by\b|\bи\b|\bта\b|\sو\s?)\s*", re.I)
_ISO = re.compile("[A-Z]{2}")


@cache
def _known() -> tuple[Vocabulary, dict[str, str]]:
    """Words, and phrases of several words, each with its code."""
    text = (files("canje") / "data" / "lists" / "countries.yaml").read_text(encoding="utf-8")
    words: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for code, said in yaml.safe_load(text).items():
        each = said.split("|")
        words[code] = " ".join(one for one in each if " " not in one)
        phrases |= {_plain(one.replace("*", "")): code for one in each if " " in one}
    return Vocabulary.of(words), phrases


def _plain(text: str) -> str:
    """A phrase as it is looked up: Arabic words without their article."""
    return " ".join(re.sub(r"^ال(?=.{3})", "", each) for each in normal(text).split())


def country(text: str) -> str | None:
    """The code of the one country that a text names.

    >>> country("Yemeni"), country("اليمن"), country("Україна"), country("Atlantis")
    ('YE', 'YE', 'UA', None)
    """
    if _ISO.fullmatch(text.strip()):
        return text.strip()
    words, phrases = _known()
    plain = _plain(text).split()
    bare = [each for each in plain if words.of_word(each) != "filler"]
    for said in (" ".join(plain), " ".join(bare)):
        begin = [each for each in phrases if f"{said} ".startswith(f"{each} ")]
        if begin:
            return phrases[max(begin, key=len)]
    found = {words.of_word(each) for each in bare}
    return found.pop() if len(found) == 1 else None


def as_code(text: str) -> str:
    """The code or codes that a text names, or the text as written where one is not known.

    >>> as_code("venezolana / colombiana"), as_code("Atlantis")
    ('CO|VE', 'Atlantis')
    """
    whole = country(text)
    if whole is not None:
        return whole
    codes = [country(part) for part in _SEVERAL.split(text) if part]
    known = sorted({each for each in codes if each})
    return "|".join(known) if codes and all(codes) else text
