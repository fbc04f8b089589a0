"""What a cell says of somebody's health, in five languages, as one of a few codes.

Law puts the seriously wounded and seriously sick first, so that a word that is not understood may
cost somebody their place. A cell is never changed: the code stands beside what was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, get_args

from attrs import frozen

from canje.intake.headers import normal
from canje.intake.vocabulary import Vocabulary, vocabulary

Health = Literal["seriously-wounded", "seriously-sick", "wounded", "sick", "fit", "good"]

HEALTH: tuple[Health, ...] = get_args(Health)
"""The codes, in the order in which law puts people first. Of `fit` and `good` neither is first."""

Sure = Literal["understood", "partly", "no"]


@frozen
class Told:
    """What a text says: a code, or none; whether all of it was understood."""

    code: Health | None
    sure: Sure


NOTHING = Told(None, "understood")


def read_health(text: str) -> Told:
    """What a text says of health. Of several conditions the one counts that law puts first.

    >>> read_health("جريح"), read_health("herida grave")
    (Told(code='wounded', sure='understood'), Told(code='seriously-wounded', sure='understood'))
    >>> read_health("wounded in the leg"), read_health("diabetes")
    (Told(code='wounded', sure='partly'), Told(code=None, sure='no'))
    """
    plain = normal(text).replace("здоров я", "здоровя")
    if not re.search(r"[^\W_]", plain):
        return NOTHING
    known = vocabulary("health")
    kinds = _lessened([_kind(known, word) for word in plain.split()])
    said = {kind for kind in kinds if kind is not None and kind not in ("filler", "light")}
    strange = None in kinds or "?" in text or "؟" in text
    if "nothing" in said and not said - {"nothing", "negated"}:
        return Told(None, "no" if strange else "understood")
    if "negated" in said or "nothing" in said:
        return Told(None, "no")
    code = _code(said)
    if code is None or (code in ("good", "fit") and strange):
        return Told(None, "no")
    mixed = code not in ("good", "fit") and bool(said & {"good", "fit"})
    only = said == {"serious"}
    return Told(code, "partly" if strange or mixed or only else "understood")


def read_asked(text: str) -> Told:
    """What a text says in a column whose header asks whether somebody is wounded: yes, no, or more.

    >>> read_asked("نعم"), read_asked("grave")
    (Told(code='wounded', sure='understood'), Told(code='seriously-wounded', sure='understood'))
    """
    plain = normal(text)
    if plain in _YES:
        return Told("wounded", "understood")
    if plain in _NO:
        return NOTHING
    told = read_health(text)
    if told.code == "seriously-sick" and told.sure == "partly":
        return Told("seriously-wounded", "understood")
    return told


_YES = frozenset(map(normal, ["yes", "y", "x", "sí", "نعم", "да", "так", "1", "✓", "+"])) - {""}
_NO = frozenset(map(normal, ["no", "n", "لا", "нет", "ні", "0"]))

ASKS = frozenset(
    map(normal, ["wounded", "injury", "herido", "جريح", "الإصابة", "ранение", "поранення"])
)
"""Headers of columns of health that ask for wounds."""


def _kind(known: Vocabulary, word: str) -> str | None:
    """The class of a word; Arabic writes `and` onto the next one."""
    return known.of_word(word) or (known.of_word(word[1:]) if word[:1] == "و" else None)


def _lessened(kinds: Sequence[str | None]) -> list[str | None]:
    """`not serious` is light; every other negation stays one."""
    made: list[str | None] = []
    for kind in kinds:
        if kind == "serious" and made and made[-1] == "negated":
            made[-1] = "light"
        else:
            made.append(kind)
    return made


def _code(said: set[str]) -> Health | None:
    serious = "serious" in said
    if "seriously wounded" in said or (serious and said & {"wounded", "lightly wounded"}):
        return "seriously-wounded"
    if "seriously sick" in said or serious:  # a grave state of which no more is said is an illness
        return "seriously-sick"
    if said & {"wounded", "lightly wounded"}:
        return "wounded"
    if "sick" in said:
        return "sick"
    if "fit" in said:
        return "fit"
    return "good" if "good" in said else None


def as_code(text: str) -> str:
    """The code of a text, or the text as written where there is none.

    >>> as_code("ранен"), as_code("diabetes")
    ('wounded', 'diabetes')
    """
    return read_health(text).code or text


def first(codes: Sequence[str]) -> str:
    """Of several codes, or texts that are none, the one that law puts first.

    Texts that are no code say nothing of how grave a state is: they come before `good`, and all of
    them stay.

    >>> first(["good", "wounded", "diabetes"]), first(["good", "diabetes", "سكري"])
    ('wounded', 'diabetes / سكري')
    """
    order = ("seriously-wounded", "seriously-sick", "wounded", "sick", "", "fit", "good")
    place = {each: order.index(each if each in order else "") for each in codes if each}
    least = min(place.values(), default=0)
    return " / ".join(each for each in place if place[each] == least)


def agree(codes: Sequence[str]) -> bool:
    """Whether words of health say the same: one code, or only such as say that all is well."""
    return len(set(codes) - {""}) <= 1 or set(codes) <= {"", "fit", "good"}
