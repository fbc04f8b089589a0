"""A written name cut into the words that are compared, each with the links that lead to it.

Compounds are joined first (abd + X, X + al-din, X + allah), so that `Abdul Rahman`, `عبد الرحمن`
and `Абдуррахман` are one word each. Titles and links stay beside the names, not among them. The
article is not part of a word: `al-Hasan`, `الحسن` and `Hasan` have one core.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from canje.reconcile import lexicon
from canje.reconcile.lexicon import Link
from canje.reconcile.scripts import Script, clean, normal

MOST = 8
"""Words of a name that are compared; of a longer one the first ones and the last."""


@frozen
class Token:
    """One word of a name: as written, its script and core, and how it is tied to what precedes.

    `family` is true where a comma says so. `initial` is a single letter that stands for a name.
    `title` is a word that is a title here: little hangs on it. `either` opens a name and may be a
    title or a link as well as the given name: leaving it out says little, another name in its place
    much.
    """

    text: str
    script: Script
    core: str
    link: Link | None = None
    family: bool = False
    initial: bool = False
    title: bool = False
    either: bool = False


_BREAK = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0670\u0640'’‘`´ʼʿʾ׳״\"])*"
)
_HUMP = re.compile(r"(?<=[a-zà-ÿа-яёіїє])(?=[A-ZÀ-ÞА-ЯЁІЇЄ])")
_NO_HUMP = frozenset({"mc", "mac", "de", "di", "da", "la", "le", "du", "del", "van", "o"})
_CAPITALS = re.compile(r"[A-Z]{2,3}")
_VOWELS = frozenset("aeiouy")

_ABD = re.compile(
    r"abd(?:[aeiou]{1,2}(?:l(?=.{3})|sh(?=sh)|([rsntzd])(?=\1))|[uo]{1,2}(?=[^aeioul].{2}))"
)
_SERVANT = re.compile(r"abd[aeou]{0,2}l+[aeo]h?")
_SERVANT_CYRILLIC = re.compile(r"абд[уоеа]л+[ао]х?")
_ABD_CYRILLIC = re.compile(r"абд(?:[уеэа]ль?|[уеэа](?:([рснтзд])(?=\1))?)(?=..)")
_DIN = re.compile(
    r"(?:(?<=..)[aeou]{1,2}d(?=d)|(?:(?<=.{4})|(?<=ezz)|(?<=izz)|(?<=nur)|(?<=tag)|(?<=taj))[aeou]l(?=d))"
    r"d(?:i|ee|ei|y)ne?$"
)
_DIN_ARABIC = re.compile(r"(?<=..)الدين$")
_DIN_CYRILLIC = re.compile(r"(?<=..)[уеэа]ддин$")
_ALLAH = re.compile(r"(?<=..)(?:[ou]{1,2}|a|e)l+ahi?$")
_ALLAH_ARABIC = re.compile(r"(?<=.)ا?لله$")
_ALLAH_CYRILLIC = re.compile(r"(?<=..)[уоа](?:ллах?|лах)$")

_KUNYA = {
    "latin": re.compile(
        r"(?:a?bo|a?bu|a?bou)(?:l|el|al)?"
        r"(?=(?:bak+[ae]?r|bac+[ae]?r|bekr|bakir|talib|taleb|zar+|dhar+|fa[dz]h?l|has+an"
        r"|[gkq]h?as[ei]m)$)|(?:um+|oum+|om+)(?=[kc][aou]lth?[ou]u?m$)"
    ),
    "arabic": re.compile(r"ا?بو(?:ال)?(?=(?:بكر|طالب|ذر|فضل|حسن|قاسم)$)|ام(?=كلثوم$)"),
    "cyrillic": re.compile(r"абул?(?=(?:бакр|бакар|бекр|талиб|фазл|хасан)$)"),
    "hebrew": re.compile("אבו(?=(?:בכר|טאלב)$)"),
}
"""Abu and umm written onto the name in the given names that are made so: Abubakr, Abolfazl."""

_ASSIMILATED = re.compile(r"[aeu][rsdntz]")
"""An article before its own letter: as-Sadiq, ed-Din, ur-Rahman."""

_WITH_AL = (
    "اليكس", "الكس", "البرت", "البير", "الفري", "الياس", "اليز", "اليس", "الين", "الان", "اليا",
    "المير", "السا", "الير",
)  # fmt: skip
"""Words that begin with these letters without an article: Alexander, Albert, Elias and the like."""


@lru_cache(maxsize=1 << 17)
def core_of(script: Script, form: str) -> str:
    """What is left of a normal form without article, compounds in one spelling.

    >>> core_of("arabic", "عبدالرحمن"), core_of("latin", "abderrahmane")
    ('عبدرحمن', 'abdrahmane')
    >>> core_of("arabic", "الحسن"), core_of("latin", "noureddine")
    ('حسن', 'nourdin')
    """
    if script == "arabic":
        if form.startswith("ال") and len(form) >= 5 and not form.startswith(_WITH_AL):
            form = form[2:]
        elif form.startswith("عبدال") and len(form) >= 7:
            form = "عبد" + form[5:]
        form = _DIN_ARABIC.sub("دين", form)
        return _ALLAH_ARABIC.sub("له", form) if len(form) > 4 else form
    if script == "latin":
        if _SERVANT.fullmatch(form):
            return "abdlah"
        found = _ABD.match(form)
        if found:
            form = "abd" + form[found.end() :]
        if len(form) > 5:
            form = _DIN.sub("din", form)
        return _ALLAH.sub("lah", form) if len(form) > 5 else form
    if script == "cyrillic":
        if _SERVANT_CYRILLIC.fullmatch(form):
            return "абдлах"
        found = _ABD_CYRILLIC.match(form)
        if found:
            form = "абд" + form[found.end() :]
        if len(form) > 5:
            form = _DIN_CYRILLIC.sub("дин", form)
        return _ALLAH_CYRILLIC.sub("лах", form) if len(form) > 5 else form
    return form


def core(word: str) -> tuple[Script, str]:
    """A single word's script and core."""
    script, form = normal(word)
    return script, core_of(script, form)


def _pieces(text: str) -> list[str]:
    """Words as they stand, with run-together ones cut where a capital follows a small letter."""
    found = []
    for word in _BREAK.findall(text):
        parts = _HUMP.split(word)
        if len(parts) > 1 and not any(part.lower() in _NO_HUMP for part in parts[:-1]):
            found += parts
        elif (
            _CAPITALS.fullmatch(word)
            and not _VOWELS & set(word.lower())
            and not text.isupper()
            and word.lower() not in lexicon.EVERY_TITLE
        ):
            found += list(word)
        else:
            found.append(word)
    return found


@lru_cache(maxsize=1 << 16)
def tokens(name: str) -> tuple[Token, ...]:
    """The words of a name that are compared, in the order in which people are called.

    >>> [(each.text, each.link) for each in tokens("Yusuf bin Abdul Rahman al-Hadi")]
    [('Yusuf', None), ('Abdul Rahman', 'son'), ('Hadi', 'the')]
    """
    text = clean(name)
    before, comma, after = text.partition(",")
    if not comma:
        before, comma, after = text.partition("،")
    if comma and _BREAK.search(after):
        family = tuple(_joined(_pieces(before), family=True))
        given = tuple(_joined(_pieces(after.replace(",", " "))))
        found = given + family if given else family
    else:
        found = tuple(_joined(_pieces(before + " " + after)))
    found = tuple(dict.fromkeys(found))  # a word twice over in a row of its own says nothing more
    return found if len(found) <= MOST else (*found[: MOST - 1], found[-1])


def _joined(pieces: list[str], family: bool = False) -> list[Token]:
    """Tokens of pieces: compounds in one, titles left out, links noted on what follows them."""
    forms = [normal(piece) for piece in pieces]
    found: list[Token] = []
    link: Link | None = None
    place = 0
    while place < len(pieces):
        (script, form), text, taken = forms[place], pieces[place], 1
        following = []
        for also, each in forms[place + 1 : place + 3]:
            if also != script or not each:
                break
            following.append(each)
        if form in lexicon.SERVANT and following:
            taken = 3 if _is_article(following[0]) and len(following) > 1 else 2
            rest = following[taken - 2]
            if script == "latin":
                form = "abd" + ("lah" if rest in lexicon.ALLAH else _assimilated(rest))
            elif script == "arabic":
                form = "عبد" + (rest[2:] if rest.startswith("ال") else rest)
                form = "عبدله" if rest in lexicon.ALLAH else form
            else:
                form = {"cyrillic": "абд", "hebrew": "עבד"}[script] + rest
        else:
            taken, form = _tail(script, form, following)
        text = " ".join(pieces[place : place + taken])
        place += taken
        if not form:
            continue
        if taken == 1 and place < len(pieces):
            if form in lexicon.LINKS and (place > 1 or family or form in lexicon.FIRST):
                link = _stronger(link, lexicon.LINKS[form])
                continue
            if _ASSIMILATED.fullmatch(form) and forms[place][1].startswith(form[1]):
                link = _stronger(link, "the")
                continue
        opens = place < len(pieces) and all(each.title or each.either for each in found)
        title = taken == 1 and _is_title(form, link, opens)
        either = taken == 1 and opens and not title and _is_either(form, link, len(pieces))
        kunya = _KUNYA[script].match(form) if taken == 1 else None
        if kunya is not None:
            form, link = form[kunya.end() :], _stronger(link, "parent")
        core = core_of(script, form)
        found.append(Token(text, script, core, link, family, len(form) == 1, title, either))
        link = None
    return found


def _is_title(form: str, link: Link | None, opens: bool) -> bool:
    """Whether a word is a title where it stands; `opens` says that only titles stand before it."""
    if opens and link in (None, "the") and form in lexicon.TITLES_FIRST:
        return True
    return link is None and form in lexicon.TITLES


def _is_either(form: str, link: Link | None, pieces: int) -> bool:
    """Whether a word that opens a name may be a title or a link as well as a given name."""
    if form in lexicon.EITHER_FIRST:
        return link in (None, "the")
    return link is None and pieces > 2 and form in lexicon.LINKS


def _tail(script: Script, form: str, following: list[str]) -> tuple[int, str]:
    """X + al-din and X + allah are one word."""
    if not following or len(form) < 3 or form in lexicon.EVERY_TITLE or form in lexicon.LINKS:
        return 1, form
    skip = 1 if _is_article(following[0]) and len(following) > 1 else 0
    tail = following[skip]
    din = {"latin": "din", "arabic": "دين", "cyrillic": "дин", "hebrew": "דינ"}[script]
    god = {"latin": "lah", "arabic": "له", "cyrillic": "лах", "hebrew": "אללה"}[script]
    if tail in lexicon.DIN and (skip or tail not in ("dean", "dine", "דינ")):
        return 2 + skip, form + din
    if tail in lexicon.ALLAH and script != "hebrew":
        return 2 + skip, form.removesuffix("u" if script == "latin" else "у") + god
    return 1, form


def _is_article(form: str) -> bool:
    return lexicon.LINKS.get(form) == "the" or _ASSIMILATED.fullmatch(form) is not None


def _assimilated(rest: str) -> str:
    """`ur-Rahman`: what is left of an article that was written onto the name."""
    return rest[2:] if re.match(r"[aeu]l(?=[^aeiou])", rest) and len(rest) > 5 else rest


def _stronger(link: Link | None, new: Link) -> Link:
    """The link that says most: `bin al-X` is a son's."""
    rank = {None: 0, "the": 1, "of": 1, "and": 1, "daughter": 2, "son": 2, "parent": 3}
    return new if link is None or rank[new] > rank[link] else link
