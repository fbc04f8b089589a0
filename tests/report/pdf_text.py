"""Read back the texts of a PDF that canje set: what, on which page, and where it starts.

It understands what our PDFs hold and no more: compressed streams, fonts of two-byte codes, each
with the table that leads codes back to letters. Letters of a text that runs from the right come as
they stand on the sheet: the last one first.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from attrs import frozen

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.S)
_TOKEN = re.compile(
    rb"/(F\d+) ([\d.]+) Tf|([-\d.]+) ([-\d.]+) Td|1 0 0 1 ([-\d.]+) ([-\d.]+) Tm"
    rb"|\(((?:[^\\()]|\\.)*)\)|(ET)",
    re.S,
)


@frozen
class Text:
    """A text on a page, in points from its left lower corner."""

    page: int
    x: float
    y: float
    size: float
    text: str


def texts(pdf: bytes) -> list[Text]:
    """All texts, page by page in the order in which they were set."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    fonts = {
        name: _letters(objects[int(number)], objects)
        for body in objects.values()
        if b"/Font <<" in body
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", body)
    }
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b(?!s)", body)]
    found: list[Text] = []
    for number, body in enumerate(pages, start=1):
        content = re.search(rb"/Contents (\d+) 0 R", body)
        assert content is not None
        found += _set(_stream(objects[int(content[1])]), fonts, number)
    return found


def pages(pdf: bytes) -> list[list[str]]:
    """The texts of each page."""
    found: dict[int, list[str]] = {}
    for each in texts(pdf):
        found.setdefault(each.page, []).append(each.text)
    return [found[number] for number in sorted(found)]


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]


def _letters(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    """The letters of a font's codes."""
    table = re.search(rb"/ToUnicode (\d+) 0 R", font)
    assert table is not None
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in re.findall(
            rb"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", _stream(objects[int(table[1])]), re.M
        )
    }


def _set(content: bytes, fonts: dict[bytes, dict[int, str]], page: int) -> Iterator[Text]:
    letters: dict[int, str] = {}
    size, x, y, text = 0.0, 0.0, 0.0, ""
    for font, points, left, low, moved, to, codes, end in _TOKEN.findall(content):
        if font:
            letters, size = fonts[font], float(points)
        elif left:
            x, y = float(left), float(low)
        elif moved and not text:
            x, y = float(moved), float(to)
        elif codes:
            raw = re.sub(rb"\\(.)", lambda each: _escaped(each[1]), codes, flags=re.S)
            pairs = zip(raw[::2], raw[1::2], strict=True)
            text += "".join(letters.get(high * 256 + one, "?") for high, one in pairs)
        elif end:
            if text:
                yield Text(page, x, y, size, text)
            text = ""


def _escaped(letter: bytes) -> bytes:
    return {b"r": b"\r", b"n": b"\n", b"t": b"\t"}.get(letter, letter)
