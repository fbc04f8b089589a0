"""What each word of a name is likely to be: a suggestion, never a fact.

An Arabic chain is (kunya) given, father, grandfather, family or nisba; a Spanish name ends in the
father's and the mother's family names; a Russian or Ukrainian patronymic is the father's name as a
word of its own. Where nothing tells, the first word is the given name and the last the family's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from canje.reconcile.lexicon import PATRONYMICS
from canje.reconcile.tokens import Token

Role = Literal[
    "given", "father", "grandfather", "family", "family2", "kunya", "forebear", "middle", "either",
    "title",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
"""In the order of their numbers. `forebear`: further up the chain; `middle`: not known which;
`either`: the given name, or a title or link before it; `title`: a title."""

_CHAIN: tuple[Role, ...] = ("given", "father", "grandfather", "forebear")


def is_patronymic(word: str) -> bool:
    """Whether a core has the ending of an East Slavic patronymic.

    >>> is_patronymic("petrovych"), is_patronymic("ивановна"), is_patronymic("ivan")
    (True, True, False)
    """
    return len(word) > 6 and word.endswith(PATRONYMICS)


def _spanish(words: Sequence[Token]) -> bool:
    return any(
        word.link == "and" or "ñ" in word.text.lower() or word.core.endswith(("ez", "eiro", "illo"))
        for word in words
    )


def roles(words: Sequence[Token]) -> tuple[Role, ...]:
    """A role for each word.

    >>> from canje.reconcile.tokens import tokens
    >>> roles(tokens("Abu Omar Khalid bin Saeed al-Hadi"))
    ('kunya', 'given', 'father', 'family')
    >>> roles(tokens("Коваль Петро Іванович"))
    ('family', 'given', 'father')
    >>> roles(tokens("Ana María López Ruiz"))
    ('given', 'middle', 'family', 'family2')
    """
    found: list[Role | None] = [None] * len(words)
    for place, word in enumerate(words):
        if word.title and len(words) > 1:
            found[place] = "title"
        elif word.either and len(words) > 1:
            found[place] = "either"
        elif word.family:
            found[place] = "family"
        elif word.link == "parent":
            found[place] = "kunya" if place == 0 or place + 1 < len(words) else "family"
    patronymic = next((k for k, word in enumerate(words) if k and is_patronymic(word.core)), None)
    if patronymic is not None and len(words) > 2 and found[patronymic] is None:
        found[patronymic] = "father"
        own = [place for place, role in enumerate(found) if role is None]
        if len(own) > 1:
            order = [own[1], own[0]] if own[1] < patronymic else [own[0], own[-1]]
            _place(found, order, ("given", "family"))
    free = [place for place, role in enumerate(found) if role is None]
    if "family" in found:
        chain: tuple[Role, ...] = _CHAIN if _linked(words) else ("given", "middle")
        _place(found, free, chain)
    elif len(free) > 2 and not _linked(words) and _spanish(words):
        _place(found, free[-2:], ("family", "family2"))
        _place(found, free[:-2], ("given", "middle"))
    elif _linked(words) or any(word.script == "arabic" for word in words):
        last = words[-1].link not in ("son", "daughter") if words else False
        if len(free) > 1 and last:
            found[free.pop()] = "family"
        _place(found, free, _CHAIN)
    else:
        if len(free) > 1:
            found[free.pop()] = "family"
        _place(found, free, ("given", "middle"))
    return tuple(role or "middle" for role in found)


def _linked(words: Sequence[Token]) -> bool:
    return any(word.link in ("son", "daughter", "the", "parent") for word in words)


def _place(found: list[Role | None], places: Sequence[int], chain: Sequence[Role]) -> None:
    """Roles of a chain onto free places; the last one goes on for all that are left."""
    for number, place in enumerate(places):
        if found[place] is None:
            found[place] = chain[min(number, len(chain) - 1)]
