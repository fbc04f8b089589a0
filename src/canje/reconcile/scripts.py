"""The normal form of a word in its script: one spelling for what writers do not tell apart.

What was written is kept by whoever asks; a normal form is only for comparing. It follows Unicode's
NFKC and then, script by script, drops what lists drop themselves: vowel signs, tatweel, hamza's
seat, the two forms of ya and kaf (Persian and Urdu letters too), Hebrew's final letters, hard and
soft signs, Latin diacritics. Ukrainian and other Cyrillic letters go to the Russian letter that
sounds nearest, so that one table serves them all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

from anyascii import anyascii

Script = Literal["latin", "arabic", "hebrew", "cyrillic"]
SCRIPTS: tuple[Script, ...] = get_args(Script)

LONGEST = 400
"""Characters of a name that are read; no name is longer, and a hostile cell is not a name."""

LETTERS: Mapping[Script, str] = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "پچژگ",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת'",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщыэюя",
}
"""The letters of normal forms, script by script."""


def _table(pairs: str) -> dict[int, str]:
    """`"xy z"`: x becomes y, z goes."""
    return {ord(each[0]): each[1:] for each in pairs.split()}


_LATIN = _table(
    "ßss æae œoe øo łl đd ðd þth ıi əa ŋng ħh ʻ ʼ ʽ ʾ ʿ ' ’ ‘ ` ´ ˈ ′ ƒf ɓb ɗd ƙk ɛe ɔo ĸk ŧt ʹ ʺ ′"
)
_ARABIC = _table(
    "أا إا آا ٱا ٲا ٳا ىي یي ېي ۍي ێي ےي ۓي ئي ؤو ۆو ۇو ۈو ۋو ء ٔ ةه ۀه ہه ھه ۃه ەه ۂه "
    "کك ڪك ګگ ڭگ ݣگ ڤف ڥف ڨق ںن ڼن ٹت ټت ٺت ڈد ډد ڑر ړر ڕر ڵل ڷل څچ ځچ ښش ږژ ڃج ' ’ ‘ ` ´ ʿ ʾ"
)
_HEBREW = _table("ךכ םמ ןנ ףפ ץצ ׳' ’' ‘' `' ´' ״ \" ” “ װוו ױוי ײיי")
_CYRILLIC = _table(
    "ёе ъ ь іи їи єе ґг ўу јй љл њн ћч ђж џч ѓг ќк ѕз қк ғг үу ұу өо әа ңн һх ҳх ҷч ӣи ӯу ҡк ҙз ҫс "
    "ѐе ѝи ӏ ' ’ ‘ ` ´ ʼ"
)
_FOLD: Mapping[Script, Mapping[int, str]] = {
    "latin": _LATIN,
    "arabic": _ARABIC,
    "hebrew": _HEBREW,
    "cyrillic": _CYRILLIC,
}
_KEPT: Mapping[Script, frozenset[str]] = {each: frozenset(LETTERS[each]) for each in SCRIPTS}

_DIGITS = str.maketrans("0134579", "oieasth")
"""Digits that stand for letters inside a Latin word ("Ig0r"); a word of digits alone is none."""

_CYRILLIC_AS_LATIN = dict(zip(map(ord, "аеорсухіјѕвмнкт"), "aeopcyxijsbmhkt", strict=True))
_LATIN_AS_CYRILLIC = dict(zip(map(ord, "aeopcyxijsbmhkt"), "аеорсухіјѕвмнкт", strict=True))
"""Letters that look alike: a word that mixes the two scripts is read in the one it has more of."""

_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x41, 0x24F, "latin"),
    (0x250, 0x2AF, "latin"),
    (0x1E00, 0x1EFF, "latin"),
    (0x400, 0x52F, "cyrillic"),
    (0x1C80, 0x1C8F, "cyrillic"),
    (0x2DE0, 0x2DFF, "cyrillic"),
    (0xA640, 0xA69F, "cyrillic"),
    (0x590, 0x5FF, "hebrew"),
    (0x600, 0x6FF, "arabic"),
    (0x750, 0x77F, "arabic"),
    (0x870, 0x8FF, "arabic"),
)


def clean(text: str) -> str:
    """A text as it reads: compatibility forms resolved, and nothing in it that is not seen.

    Bidi controls, zero-width marks, NULs, private and unassigned characters go; a tab or a line
    break is a space. What was hidden is reported by the reader of the list, not here.

    >>> clean("Ha\\u202eni\\x00  Said")
    'Hani Said'
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST])
    kept = [
        " " if each.isspace() else each
        for each in text
        if each.isspace() or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    ]
    return " ".join("".join(kept).split())


@lru_cache(maxsize=4096)
def _of(letter: str) -> Script | None:
    code = ord(letter)
    return next((script for low, high, script in _BLOCKS if low <= code <= high), None)


def script_of(word: str) -> Script | None:
    """The script of most of a word's letters; None for a script that has no normal form here.

    >>> script_of("محمد"), script_of("Зеlена")
    ('arabic', 'cyrillic')
    """
    count: dict[Script | None, int] = {}
    for each in word:
        if each.isalpha():
            of = _of(each)
            count[of] = count.get(of, 0) + 1
    if not count:
        return "latin"
    return max(count, key=lambda each: (count[each], each is not None, str(each)))


def romanised(word: str) -> str:
    """A word of a script that has no normal form here, as anyascii spells it in Latin letters."""
    return anyascii(word)


@lru_cache(maxsize=1 << 17)
def normal(word: str) -> tuple[Script, str]:
    """A word's script and its normal form: only letters of `LETTERS`, perhaps none.

    >>> normal("Müñoz"), normal("فاطمةُ"), normal("Олексій")
    (('latin', 'munoz'), ('arabic', 'فاطمه'), ('cyrillic', 'олексий'))
    """
    word = unicodedata.normalize("NFKC", word).lower()
    script = script_of(word)
    if script is None:
        script, word = "latin", romanised(word).lower()
    if script == "cyrillic":
        word = word.translate(_LATIN_AS_CYRILLIC)
    elif script == "latin":
        word = word.translate(_CYRILLIC_AS_LATIN)
        if not word.isdigit():
            word = word.translate(_DIGITS)
    word = word.translate(_FOLD[script])
    if script != "cyrillic":  # й is и with a mark
        word = unicodedata.normalize("NFKD", word).translate(_FOLD[script])
    kept = _KEPT[script]
    return script, "".join(each for each in word if each in kept)
