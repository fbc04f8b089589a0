"""The languages in which users are told things; words stand side by side in this order."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["en", "es", "ar"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Three = tuple[str, str, str]
"""One text in each language."""


def said(texts: Three, language: Language, **params: object) -> str:
    """The text in this language, with what it names filled in.

    >>> said(("{n} of {of}", "{n} de {of}", "{n} من {of}"), "es", n=1, of=5)
    '1 de 5'
    """
    return texts[LANGUAGES.index(language)].format(**params)
