"""SVG as text: every attribute and every text escaped, and text measured without a font.

A figure is drawn twice, for a wide page and for a telephone; the style sheet shows one of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from markupsafe import Markup, escape

from canje.base.findings import HIDDEN

ELLIPSIS = "…"


def clean(text: str) -> str:
    """A text without the characters that nobody sees, or that turn what follows."""
    return HIDDEN.sub("\ufffd", text)


def isolated(text: str) -> Markup:
    """A text whose direction of writing is its own, where no `bdi` can stand."""
    return Markup("\u2068") + escape(clean(text)) + Markup("\u2069")


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """An element; `class_` becomes class, `aria_label` becomes aria-label.

    >>> tag("text", "<b>", x=1.25, class_="name")
    Markup('<text x="1.2" class="name">&lt;b&gt;</text>')
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(escape(key.rstrip("_").replace("_", "-")), _value(value))
        for key, value in attributes.items()
        if value is not None
    )
    inner = Markup("").join(
        each if isinstance(each, Markup) else clean(str(each)) for each in children
    )
    return Markup("<{0}{1}>{2}</{0}>").format(escape(name), written, inner)


def drawing(
    key: str, width: float, height: float, title: object, desc: object, *children: object
) -> Markup:
    """A figure with its title and description, which ids of `key` tie to it."""
    return tag(
        "svg",
        tag("title", title, id=f"{key}-title"),
        tag("desc", desc, id=f"{key}-desc"),
        *children,
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        class_=key,
        aria_labelledby=f"{key}-title {key}-desc",
    )


def text_width(text: str, size: float) -> float:
    """About how wide a text is, a little on the safe side."""
    return size * sum(map(_advance, text))


def wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """The text in at most so many lines, none wider than `width`; cut with an ellipsis.

    >>> wrapped("Other states whose nationals are held", 80, 12, 2)
    ['Other states', 'whose…']
    """
    lines: list[str] = []
    for word in _pieces(clean(text).split(), width, size):
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = lines[:most]
        while lines[-1] and text_width(lines[-1] + ELLIPSIS, size) > width:
            lines[-1] = lines[-1][:-1]
        lines[-1] = lines[-1].rstrip() + ELLIPSIS
    return lines or [""]


def _pieces(words: Iterable[str], width: float, size: float) -> Iterable[str]:
    """Words, each cut where it alone would not fit on a line."""
    for word in words:
        while len(word) > 1 and text_width(word, size) > width:
            fits = max(1, int(len(word) * width / text_width(word, size)))
            yield word[:fits]
            word = word[fits:]
        yield word


def _advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in "iljtfrI.,:;'|! ()[]":
        return 0.36
    return 0.9 if letter in "mwMW@" else 0.72 if letter.isupper() else 0.59


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return clean(str(value))
