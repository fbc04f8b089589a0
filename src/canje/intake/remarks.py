"""Remarks that say in passing that somebody died or was released: questions, never answers.

A list's remark is nobody's answer on that person: it may be about a relative, or wrong. So it sets
no status; whoever keeps the case asks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, get_args

from canje.intake.headers import normal
from canje.intake.vocabulary import vocabulary

Says = Literal["died", "released"]
SAYS: tuple[Says, ...] = get_args(Says)

FIELDS = ("note", "status", "health")
"""Facts in which lists put such remarks."""

BEFORE = 3
"""Words before one, among which a negation takes it back."""

_STOP = re.compile(r"[.,;:!?\n،؛؟]|\s[-–—]\s")
"""What ends a statement: a negation before it says nothing of what stands behind."""

_HONOURS = frozenset(map(normal, ["الشهيد", "الشهيدة", "المرحوم", "المرحومة", "martyr"]))
"""Words that stand before the name of somebody who is dead."""


def says(text: str) -> tuple[Says, ...]:
    """What a remark says in passing.

    >>> says("توفي في السجن"), says("was not released"), says("liberado en 2023")
    (('died',), (), ('released',))
    """
    known = vocabulary("remarks")
    found = set()
    for part in _STOP.split(text):
        kinds = [known.of_word(word) for word in normal(part).split()]
        for place, kind in enumerate(kinds):
            before = kinds[max(0, place - BEFORE) : place]
            if kind in SAYS and "negated" not in before and "asked" not in before:
                found.add(kind)
    return tuple(each for each in SAYS if each in found)


def honoured(name: str) -> tuple[Says, ...]:
    """The same of the word that opens a name.

    >>> honoured("الشهيد خالد الهادي"), honoured("شهيد خان")
    (('died',), ())
    """
    word, _, rest = name.strip().partition(" ")
    return ("died",) if rest and _is_honour(word) else ()


@lru_cache(maxsize=1 << 14)
def _is_honour(word: str) -> bool:
    return normal(word) in _HONOURS
