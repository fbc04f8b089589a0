"""The encoding of a text: what its marks say, what its headers say, what its letters look like.

An encoding is right if most headers are words that headers say in it. Where headers are in plain
English, it is the one in which the other letters look like those of the languages that lists come
in: of their alphabets, small and capital where they belong, no signs among them. The general guess
of charset-normalizer decides where none looks so.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from itertools import pairwise

import charset_normalizer
from attrs import frozen

from canje.base.findings import At
from canje.intake.headers import normal, phrases

ENCODINGS = (
    "windows-1252", "windows-1256", "windows-1251", "windows-1255", "windows-1250", "koi8-r",
    "koi8-u", "iso-8859-6", "iso-8859-5", "iso-8859-1", "iso-8859-15", "cp850", "cp720", "cp866",
    "cp852", "mac-cyrillic", "mac-roman", "mac-arabic", "windows-1254", "windows-1253", "gb18030",
    "shift_jis", "utf-16-le", "utf-16-be",
)  # fmt: skip
"""Encodings that are tried where the bytes are no UTF-8; of two that fit alike the first."""

_NAMES = [codecs.lookup(each).name for each in ENCODINGS]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SAMPLE = 2**16

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\ud800-\udfff\ue000-\uf8ff]")
"""What shows that a text was read in a wrong encoding."""

LIKELY = 0.9
"""How much a text must look like one of ours for that to decide (0 to 1)."""

FEW = 12
"""Foreign letters without which a text says too little of its encoding."""


@frozen
class Decoded:
    """A text, the encoding that it was read in, and what speaks for it."""

    text: str
    encoding: str
    why: str
    doubt: str = ""  # another encoding that fits about as well and gives another text


def _has_rows(text: str, data: bytes) -> bool:
    """Whether text of two bytes a sign has a table's line ends, spaces and digits: one NUL in a
    file of single bytes does not make it such a text."""
    plain = sum(sign < "\x80" for sign in text[:_SAMPLE])
    return ("\n" in text or "\r" in text or b"\n" not in data) and plain * 20 >= len(text[:_SAMPLE])


def decode(data: bytes, wanted: str | None, note: At) -> Decoded | None:
    """The text of a file, in the encoding that a person named or that the bytes speak for."""
    if wanted is not None:
        try:
            return Decoded(data.decode(wanted).removeprefix("\ufeff"), wanted, "as said")
        except (UnicodeError, LookupError) as problem:
            note("list.not-in", value=wanted, problem=str(problem)[:100])
            return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding, "it begins with its mark")
            except UnicodeError as problem:
                note("list.not-in", value=encoding, problem=str(problem)[:100])
                return None
    for encoding in ("utf-16-le", "utf-16-be") if b"\0" in data[:_SAMPLE] else ():
        with suppress(UnicodeError):
            text = data.decode(encoding)
            if not _CONTROLS.search(text) and _has_rows(text, data):
                return Decoded(text, encoding, "every other byte is as in it")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "all bytes are")
    except UnicodeDecodeError as problem:
        nearly = problem
    found = _best(data)
    if found is None:
        at = nearly.start
        note(
            "file.encoding", data.count(b"\n", 0, at) + 1,
            value=repr(data[at : at + 4])[2:-1], byte=str(at),
        )  # fmt: skip
    return found


@frozen
class _Tried:
    """A text in one encoding: headers that are words, how much it looks like ours, its place."""

    encoding: str
    text: str
    words: int
    looks: float
    common: float
    place: int

    @property
    def rank(self) -> tuple[int, float, float, int]:
        return self.words, round(self.looks, 1), round(self.common, 2), -self.place


def _best(data: bytes) -> Decoded | None:
    """The encoding that fits best; None where none fits at all."""
    sample = data[:_SAMPLE]
    tried = [_try(name, sample, place, len(data) > _SAMPLE) for place, name in enumerate(_NAMES)]
    fit = sorted((each for each in tried if each is not None), key=lambda each: each.rank)[::-1]
    if fit and not fit[0].words and fit[0].looks < LIKELY:
        chosen = [codecs.lookup(each.encoding).name for each in _library(sample)]
        place = {name: number for number, name in enumerate(chosen)}
        fit.sort(key=lambda each: place.get(each.encoding, len(place)))
    for each in fit:
        try:
            text = data.decode(each.encoding)
        except UnicodeDecodeError:
            continue
        return Decoded(text, each.encoding, _why(each), _doubt(each, fit))
    return None


def _library(sample: bytes) -> charset_normalizer.CharsetMatches:
    names = [each.replace("-", "_") for each in ENCODINGS]
    return charset_normalizer.from_bytes(sample, cp_isolation=names)


def _try(name: str, sample: bytes, place: int, is_cut: bool) -> _Tried | None:
    """The sample in one encoding; None where its bytes are none of it."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError as problem:
        if not is_cut or problem.start < len(sample) - 4:
            return None
        text = sample[: problem.start].decode(name)
    if _CONTROLS.search(text):
        return None
    looks, common = looks_like_ours(text), common_letters(text)
    return _Tried(name, text, _header_words(text), looks, common, place)


def _header_words(text: str) -> int:
    """How many cells of one of the first rows are words that headers say, with foreign letters."""
    most = 0
    known = phrases()
    for line in text.splitlines()[:12]:
        cells = (cell.strip(' "') for cell in re.split(r"[,;\t|]", line[:4_096]))
        found = (normal(cell) for cell in cells if not cell.isascii())
        most = max(most, sum(len(each) > 2 and each in known for each in found))
    return most


_ALPHABETS = (
    re.compile("[a-zA-ZáéíóúüñÁÉÍÓÚÜÑàâäçèêëîïôöùûÀÂÄÇÈÊËÎÏÔÖÙÛãõÃÕºª]+"),
    re.compile("[а-яёА-ЯЁіїєґІЇЄҐ]+"),
    re.compile("[\u0621-\u063a\u0640-\u0652\u067e\u0686\u0698\u06a9\u06af\u06cc\u06c1]+"),
    re.compile("[\u05d0-\u05ea]+"),
)
"""The letters of the languages that lists come in: Latin, Cyrillic, Arabic, Hebrew."""

_SIGNS = "«»“”‘’–—№°،؛؟…¿¡€٠١٢٣٤٥٦٧٨٩"
_FOREIGN = re.compile(r"\S*[^\x00-\x7f]\S*")
_PIECE = re.compile(r"[^\W\d_]+|[^\x00-\x7f]")


def looks_like_ours(text: str) -> float:
    """The share of the foreign letters that stand in words as our languages write them (0 to 1).

    A word is one if it is all in one alphabet, and no capital stands after a small letter: that is
    how a wrong encoding of the same script shows.

    >>> looks_like_ours("Núñez"), looks_like_ours("NъЯez") < 0.5
    (1.0, True)
    """
    good = total = 0
    for chunk in _FOREIGN.findall(text):
        for word in _PIECE.findall(chunk):
            foreign = sum(not letter.isascii() for letter in word)
            total += foreign
            if word in _SIGNS or (any(e.fullmatch(word) for e in _ALPHABETS) and _cased(word)):
                good += foreign
    return good / total if total else 0.0


_COMMON = frozenset("áéíóúñ" + "оеаинтсрвлкм" + "اليمونرتبعهد" + "יוהלאמרתבשנע")
"""The letters that make up most of a text: of Spanish those that are not plain, of Russian and
Ukrainian, Arabic and Hebrew the commonest dozen. In a wrong encoding fewer letters are of them."""


def common_letters(text: str) -> float:
    """The share of the foreign letters that are common ones in our languages (0 to 1)."""
    foreign = [letter for letter in text.lower() if not letter.isascii()]
    return sum(letter in _COMMON for letter in foreign) / len(foreign) if foreign else 0.0


def _cased(word: str) -> bool:
    return not any(a.islower() and b.isupper() for a, b in pairwise(word))


def _why(tried: _Tried) -> str:
    if tried.words > 1:
        return f"{tried.words} of its headers are words in it"
    if tried.words:
        return "a header is a word in it"
    if tried.looks >= LIKELY:
        return f"{tried.looks:.0%} of its foreign letters stand in words as in it"
    return "a guess from the frequency of its letters"


def _doubt(best: _Tried, fit: list[_Tried]) -> str:
    """Another encoding that fits about as well and gives another text."""
    letters = sum(not each.isascii() for each in best.text)
    for each in fit:
        if each.text == best.text or best.words > max(each.words, 1):
            continue
        looks = each.looks > best.looks - 0.05 and each.common > best.common - 0.15
        near = each.words == best.words and looks
        if near or (letters < FEW and each.words == best.words) or best.looks < LIKELY:
            return each.encoding
    return ""
