"""Text from right to left in a terminal: each cell of a line keeps its own direction and place.

A terminal that orders letters by the Unicode bidirectional algorithm takes a line as one text: two
Arabic cells side by side would change places, and a number after a name would jump before it. So
each piece of a line that holds such letters stands in an isolate (UAX 9), in the direction of its
first letter; it takes no room. Where output goes to a file or another program nothing is added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from rich.console import (
    Console,
    ConsoleOptions,
    ConsoleRenderable,
    RenderHook,
    RenderResult,
)
from rich.segment import Segment

LEFTWARDS, RIGHTWARDS, END, LEFT_TO_RIGHT = "\u2067", "\u2066", "\u2069", "\u200e"
_CELL = re.compile(r"\S+(?: \S+)*")
"""A piece of a line: cells of tables stand at least two spaces apart."""

_SIGNED = re.compile(r"[+\-−](?=\d)")


def right_to_left(text: str) -> bool:
    """Whether a text has letters that are written from right to left.

    >>> right_to_left("خالد"), right_to_left("Khalid")
    (True, False)
    """
    return not text.isascii() and any(
        unicodedata.bidirectional(each) in ("R", "AL") for each in text
    )


def marks(line: str) -> dict[int, str]:
    """What to put in before which character of a line.

    >>> marks("a  خالد  +1.2") == {3: LEFTWARDS, 7: END}
    True
    """
    found: dict[int, str] = {}
    for cell in _CELL.finditer(line):
        if right_to_left(cell.group()):
            found[cell.start()] = _opening(cell.group())
            found[cell.end()] = END
            for sign in _SIGNED.finditer(cell.group()):  # a sign stays before its number
                at = cell.start() + sign.start()
                found[at] = found.get(at, "") + LEFT_TO_RIGHT
    return found


def _opening(text: str) -> str:
    """What opens an isolate in the direction of the text's first letter."""
    for each in text:
        direction = unicodedata.bidirectional(each)
        if direction in ("L", "R", "AL"):
            return RIGHTWARDS if direction == "L" else LEFTWARDS
    return RIGHTWARDS


def isolated(line: Sequence[Segment]) -> Iterator[Segment]:
    """A line of pieces with what keeps their directions apart."""
    put = marks("".join(each.text for each in line))
    if not put:
        yield from line
        return
    at = 0
    for segment in line:
        text = "".join(put.get(at + place, "") + each for place, each in enumerate(segment.text))
        at += len(segment.text)
        yield Segment(text, segment.style)
    if at in put:
        yield Segment(put[at])


class _Isolated:
    """Something to print, its lines isolated once they are laid out."""

    def __init__(self, inner: ConsoleRenderable) -> None:
        self.inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line: list[Segment] = []
        for segment in console.render(self.inner, options):
            if segment.control:
                yield segment
                continue
            first, *rest = segment.text.split("\n")
            line.append(Segment(first, segment.style))
            for text in rest:
                yield from isolated(line)
                yield Segment.line()
                line = [Segment(text, segment.style)]
        yield from isolated(line)


class _Isolating(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Isolated(each) for each in renderables]


def isolating(console: Console) -> Console:
    """The console, isolating what it prints where that is a terminal."""
    if console.is_terminal:
        console.push_render_hook(_Isolating())
    return console
