"""A manifest as a PDF, set on A4: the same texts as the page, for where there is no browser.

Fonts for Latin, Greek, Cyrillic and Arabic come with canje (SIL Open Font License), so that a paper
looks alike on every machine; Arabic is shaped by HarfBuzz and runs from the right, also within a
line of another script. The same manifest gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont
from fpdf.line_break import Fragment

from canje.handover.manifest import Field
from canje.report.manifest import Paper

_WIDTH, _MARGIN = 210.0, 12.0
_INNER = _WIDTH - 2 * _MARGIN
_ROW, _HEAD, _LINE = 9.0, 8.0, 6.0
_NUMBER, _TICK, _BOX = 11.0, 18.0, 4.5
_SIGNED = 26.0
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_WEIGHT: dict[Field, float] = {
    "id": 1.2,
    "name": 2.6,
    "born": 1.1,
    "place": 1.4,
    "health": 1.4,
    "together": 1.1,
}
"""How wide columns are against each other."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for when the file was made: a clock would make two files of one manifest."""


def render(paper: Paper) -> bytes:
    """The PDF of a manifest."""
    with closing(_Sheet(paper)) as sheet:
        for number, rows in enumerate(paper.pages):
            sheet.set_sheet(rows, paper.numbered[number])
        return bytes(sheet.output())


def unknown_letters(paper: Paper) -> str:
    """The characters that the fonts at hand have no shape for, each once, in order."""
    texts = (
        paper.title,
        *paper.where,
        *(cell for page in paper.pages for row in page for cell in row),
    )
    letters = {each for text in texts for each in text if not each.isspace()}
    with closing(_Sheet(paper)) as sheet:
        known = set(sheet.letters())
    return "".join(sorted(each for each in letters if ord(each) not in known))


class _Sheet(FPDF):
    """Sets one manifest; `self.rtl` mirrors every place on the sheet."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(format="A4")
        self.paper = paper
        self.rtl = paper.direction == "rtl"
        self.set_auto_page_break(False)
        self.set_creation_date(_EPOCH)
        self.set_lang(paper.language)
        self.set_title(f"{paper.title}: {', '.join(paper.where)}")
        with as_file(files("canje") / "report" / "fonts") as folder:
            for style, name in (("", "Regular"), ("B", "Bold")):
                self.add_font("sans", style, folder / f"NotoSans-{name}.ttf")
                self.add_font("naskh", style, folder / f"NotoNaskhArabic-{name}.ttf")
        self.set_font("sans")
        self.set_fallback_fonts(["naskh"], exact_match=True)
        self.set_text_shaping(True)

    def file_id(self) -> str:
        """No clock in the file's id."""
        return ""

    def _parse_chars(self, text: str, markdown: bool, **more: Any) -> Iterator[Fragment]:
        """One fragment for what stands in one font.

        fpdf2 cuts a text before and after each combining mark, whose script is only inherited;
        Arabic letters on both sides of a shadda would then not join.
        """
        last: Fragment | None = None
        for each in super()._parse_chars(text, markdown, **more):
            if last is not None and last.font is each.font:
                last.characters += each.characters
                continue
            if last is not None:
                yield last
            last = each
        if last is not None:
            yield last

    def letters(self) -> Iterator[int]:
        """What the fonts have shapes for."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                yield from font.cmap

    def close(self) -> None:
        """Let go of the fonts' files."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def set_sheet(self, rows: Sequence[Sequence[str]], numbered: str) -> None:
        """One sheet: head, table, boxes to sign in, foot."""
        paper = self.paper
        self.add_page()
        y = _MARGIN
        self._put(paper.title, 0, y, _INNER, 9, size=15, bold=True)
        y += 9
        for text in paper.where:
            self._put(text, 0, y, _INNER, _LINE, size=10.5)
            y += _LINE
        self._put(paper.count, 0, y, _INNER / 2, _LINE, size=10.5, bold=True)
        self._put(f"{paper.date}:", _INNER / 2, y, 34, _LINE, size=10.5)
        self._rule(_INNER / 2 + 35, y + _LINE - 1, _INNER)
        y += _LINE + 3
        y = self._table(rows, y)
        self._signatures(y + 4)
        foot = 297 - _MARGIN - 5
        self._put(paper.note, 0, foot, _INNER * 0.75, 5, size=8)
        self._put(numbered, _INNER * 0.75, foot, _INNER * 0.25, 5, size=8, end=True)

    def _table(self, rows: Sequence[Sequence[str]], y: float) -> float:
        paper = self.paper
        free = _INNER - _NUMBER - 2 * _TICK
        total = sum(_WEIGHT[field] for field in paper.fields)
        widths = [_NUMBER, *(free * _WEIGHT[field] / total for field in paper.fields), _TICK, _TICK]
        self._cells((*paper.heads, *paper.boxes), widths, y, _HEAD, size=8.5, bold=True)
        y += _HEAD
        for row in rows:
            self._cells((*row, "", ""), widths, y, _ROW, size=10)
            for start in (_INNER - 2 * _TICK, _INNER - _TICK):
                self._frame(start + (_TICK - _BOX) / 2, y + (_ROW - _BOX) / 2, _BOX, _BOX)
            y += _ROW
        return y

    def _cells(
        self,
        texts: Sequence[str],
        widths: Sequence[float],
        y: float,
        height: float,
        *,
        size: float,
        bold: bool = False,
    ) -> None:
        start = 0.0
        for text, width in zip(texts, widths, strict=True):
            self._frame(start, y, width, height)
            self._put(text, start + 1, y, width - 2, height, size=size, bold=bold)
            start += width

    def _signatures(self, y: float) -> None:
        width = (_INNER - 8) / 3
        for place, text in enumerate(self.paper.signed):
            start = place * (width + 4)
            self._frame(start, y, width, _SIGNED)
            self._put(text, start + 2, y + 1, width - 4, 6, size=10, bold=True)
            self._put(self.paper.signature, start + 2, y + _SIGNED - 6, width - 4, 5, size=8)

    def _put(
        self,
        text: str,
        start: float,
        y: float,
        width: float,
        height: float,
        *,
        size: float,
        bold: bool = False,
        end: bool = False,
    ) -> None:
        """A line of text in its place; smaller where it would not fit, and never cut."""
        if not text:
            return
        arabic = _ARABIC.search(text) is not None
        family, style = "naskh" if arabic else "sans", "B" if bold else ""
        self.set_fallback_fonts(["sans" if arabic else "naskh"], exact_match=True)
        lines = self._fitted(text, family, style, size, width)
        part = height / len(lines)
        for number, line in enumerate(lines):
            self.set_xy(self._left(start, width), y + number * part)
            at_right = self.rtl != end
            self.cell(
                width, part, line, align="R" if at_right else "L", new_x=XPos.LEFT, new_y=YPos.TOP
            )

    def _fitted(self, text: str, family: str, style: str, size: float, width: float) -> list[str]:
        """The text as one line or, of a smaller size, several; the font is set to match."""
        for each in (size, size * 0.9, size * 0.8):
            self.set_font(family, style, each)
            if self.get_string_width(text) <= width:
                return [text]
        for each in (size * 0.75, size * 0.6, size * 0.5, size * 0.4, size * 0.3):
            self.set_font(family, style, each)
            lines = self._wrapped(text, width)
            if len(lines) * each * 0.3528 * 1.15 <= _ROW:
                return lines
        return self._wrapped(text, width)

    def _wrapped(self, text: str, width: float) -> list[str]:
        """Lines of whole words where they fit; a word that is too long is broken."""
        lines: list[str] = []
        for word in text.split():
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.get_string_width(joined) <= width:
                lines[-1] = joined
                continue
            while self.get_string_width(word) > width and len(word) > 1:
                cut = next(
                    (
                        n
                        for n in range(len(word) - 1, 0, -1)
                        if self.get_string_width(word[:n]) <= width
                    ),
                    1,
                )
                lines.append(word[:cut])
                word = word[cut:]
            lines.append(word)
        return lines

    def _left(self, start: float, width: float) -> float:
        """Where something stands on the sheet that starts so far from where reading starts."""
        return _WIDTH - _MARGIN - start - width if self.rtl else _MARGIN + start

    def _frame(self, start: float, y: float, width: float, height: float) -> None:
        self.set_line_width(0.2)
        self.rect(self._left(start, width), y, width, height)

    def _rule(self, start: float, y: float, to: float) -> None:
        left = self._left(start, to - start)
        self.line(left, y, left + to - start, y)
