"""Bars in the cells of a table: the numbers stand beside them, so that they hold no text."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from canje.report.svg import tag
from canje.report.words import Words

_LENGTH = 1000.0


def bar(parts: Sequence[tuple[int, str]], whole: int, words: Words) -> Markup:
    """Parts of a whole end to end, each with its class; from the side where reading begins.

    A part that is not nothing stays visible, however small. The bar is only for the eye: whoever
    listens has the numbers in the same row.
    """
    drawn, start = [], 0.0
    for number, kind in parts:
        length = max(_LENGTH * number / whole, 6.0) if number > 0 and whole > 0 else 0.0
        length = min(length, _LENGTH - start)
        if length > 0:
            x = _LENGTH - start - length if words.rtl else start
            drawn.append(tag("rect", x=x, y=0, width=length, height=10, class_=kind))
        start += length
    return tag(
        "svg",
        *drawn,
        viewBox="0 0 1000 10",
        preserveAspectRatio="none",
        class_="bar",
        aria_hidden="true",
        focusable="false",
    )
