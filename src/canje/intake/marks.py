"""What cannot be seen in a text, and what looks like something else: found, and taken off.

Unicode lets a text be stored otherwise than it is seen: marks without width, marks that turn the
direction of writing, letters of one script that look like another's (Unicode Technical Standard 39,
confusables). A list's bytes keep them all; what goes on is what a reader sees, and a finding says
what was taken off.
"""

from __future__ import annotations

import re
import unicodedata

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What no text may hold: controls, halves of characters, and the two marks that reverse letters."""

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
"""Marks that take no room: of direction (ten of the twelve), joiners, selectors, tags."""

FLOOD = 4
"""Marks over and under one letter, at most; fully pointed writing has three."""

_JOINERS = "\u200c\u200d"  # they shape letters in Persian, Urdu and Indic scripts, and stay there
_SHAPED = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff]")
_SPACES = re.compile(r"[\s\x85\u3164\uffa0\u115f\u1160]+")
_MARKS = re.compile(  # narrows down; combining classes decide
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0730-\u074a\u08ca-\u0903\u093a-\u094f\u0e31-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f]{4,}"
)

_CYRILLIC_LATIN = dict(
    zip("АВЕКМНОРСТУХаеорсухіІјЈѕЅԁһҮүԛԝӏ", "ABEKMHOPCTYXaeopcyxiIjJsSdhYyqwl", strict=True)
)
_GREEK_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιναρυκ", "ABEZHIKMNOPTYXoivapuk", strict=True))
_TO_LATIN = _CYRILLIC_LATIN | _GREEK_LATIN
_TO_CYRILLIC = {
    latin: letter for letter, latin in _CYRILLIC_LATIN.items() if letter not in "ԁһҮүԛԝӏ"
}

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "Latin": re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
    "Greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
}
_NOT_ONLY_LATIN = re.compile("[\u0370-\u052f\u1f00-\u1fff]")


def clean(text: str) -> tuple[str, str]:
    """A text as it is seen, and the marks that were taken off it (`U+200F U+200B`, or nothing).

    Runs of spaces and line breaks become one space; letters are composed (NFC). Joiners stay
    between letters that they shape.

    >>> clean("\u200fA\u200bnna  B")
    ('Anna B', 'U+200F U+200B')
    """
    gone: dict[str, None] = {}
    if not text.isascii():
        if UNSEEN.search(text):
            text = UNSEEN.sub(lambda found: _taken_off(found, gone), text)
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = _SPACES.sub(" ", text).strip()
    return text, " ".join(gone)


def _taken_off(found: re.Match[str], gone: dict[str, None]) -> str:
    mark, text, at = found[0], found.string, found.start()
    if mark in _JOINERS and 0 < at < len(text) - 1:
        before, after = text[at - 1], text[at + 1]
        if _SHAPED.match(before) and _SHAPED.match(after):
            return mark
    gone[f"U+{ord(mark):04X}"] = None
    return ""


def flooded(text: str) -> bool:
    """Whether a letter is buried in marks."""
    if text.isascii() or not _MARKS.search(text):
        return False
    run = 0
    for letter in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if run > FLOOD:
            return True
    return False


def mixed(text: str) -> tuple[str, str, str] | None:
    """The first word whose letters come from scripts that look alike.

    Gives the word, the foreign letters in it, and the word in one script where every foreign
    letter has a look-alike there (else nothing). A word that is whole in another script than the
    rest of the text, and could be mistaken for it, is one too.

    >>> mixed("Mаrina")
    ('Mаrina', 'а U+0430', 'Marina')
    """
    if text.isascii() or not _NOT_ONLY_LATIN.search(text):
        return None
    words = _WORD.findall(text)
    whole: dict[str, list[str]] = {}
    for word in words:
        scripts = {name: each.findall(word) for name, each in _SCRIPTS.items()}
        scripts = {name: letters for name, letters in scripts.items() if letters}
        if len(scripts) > 1:
            most = max(scripts, key=lambda name: len(scripts[name]))
            for main in sorted(scripts, key=lambda name: name != most):
                other = [each for name, found in scripts.items() if name != main for each in found]
                reading = _in_script(word, other, main)
                if reading:
                    return word, _points(other), reading
            other = [each for name, found in scripts.items() if name != most for each in found]
            return word, _points(other), ""
        whole.setdefault(next(iter(scripts), ""), []).append(word)
    return _disguised({script: found for script, found in whole.items() if script})


def _disguised(whole: dict[str, list[str]]) -> tuple[str, str, str] | None:
    """A word in another script than one beside it, every letter of which looks like one of its."""
    for script, words in sorted(whole.items(), key=lambda each: sum(map(len, each[1]))):
        for main in whole.keys() - {script}:
            for word in words:
                reading = _in_script(word, list(word), main)
                if reading and len(word) > 1:
                    return word, _points(list(word)), reading
    return None


def _in_script(word: str, foreign: list[str], script: str) -> str:
    table = {"Latin": _TO_LATIN, "Cyrillic": _TO_CYRILLIC}.get(script, {})
    if not all(letter in table for letter in foreign):
        return ""
    those = set(foreign)
    return "".join(table[letter] if letter in those else letter for letter in word)


def _points(letters: list[str]) -> str:
    return ", ".join(f"{each} U+{ord(each):04X}" for each in dict.fromkeys(letters[:6]))


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `plain` gives it back exactly.

    >>> neutral("=1+1"), plain(neutral("=1+1")), neutral("'=x")
    ("'=1+1", '=1+1', "''=x")
    """
    return "'" + text if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """The text that `neutral` made harmless."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text[1:]) else text


_FORMULA = re.compile("[\\s']*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]|[\t\r\n]")
"""What a spreadsheet may take for a formula, after Unicode's wide forms and spaces too."""
