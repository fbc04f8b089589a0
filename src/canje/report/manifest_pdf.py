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

from canje.report import sheets
from canje.report.manifest import Cell, Column, Paper
from canje.report.sheets import (
    BOX,
    GAP,
    HEAD_SIZE,
    INNER,
    LEAD,
    LINE,
    MARGIN,
    PAD,
    POINT,
    SIGNED,
    SMALL_SIZE,
    TEXT_SIZE,
    TITLE,
    TITLE_SIZE,
    WAIT_TEXT,
    Laid,
    Row,
    Sheet,
)

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_UNSEEN = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
"""What tells a line its direction and has no shape."""

_BIGGER = 1.12
"""Naskh is drawn smaller than Latin letters of the same size."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for when the file was made: a clock would make two files of one manifest."""


def render(laid: Laid) -> bytes:
    """The PDF of a paper."""
    with closing(_Pages(laid.paper)) as pages:
        for each in laid.sheets:
            pages.set_sheet(laid, each)
        return bytes(pages.output())


def laid(paper: Paper) -> Laid:
    """A paper on its sheets, measured with the letters of the PDF."""
    with closing(_Pages(paper)) as pages:
        return sheets.laid(paper, pages.width_of)


def unknown_letters(paper: Paper) -> str:
    """The characters that the fonts at hand have no shape for, each once, in order."""
    letters = {each for text in paper.texts() for each in text if not each.isspace()}
    with closing(_Pages(paper)) as pages:
        known = {*pages.letters(), *_UNSEEN}
    return "".join(sorted(each for each in letters if ord(each) not in known))


class _Pages(FPDF):
    """Sets one paper; `self.rtl` mirrors every place on the sheet."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(format="A4")
        self.rtl = paper.direction == "rtl"
        self.widths: dict[str, float] = {}
        self.set_auto_page_break(False)
        self.c_margin = 0.0
        self.set_creation_date(_EPOCH)
        self.set_lang(paper.language)
        title = f"{paper.title}: {', '.join(paper.where)}"
        self.set_title(title.translate(_UNSEEN))
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
        for each in super()._parse_chars(text.translate(_UNSEEN), markdown, **more):
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

    def width_of(self, text: str, size: float) -> float:
        """How wide a text is; widths grow with sizes, so that each is measured once."""
        if text not in self.widths:
            self._choose(text, 10.0)
            self.widths[text] = float(self.get_string_width(text))
        return self.widths[text] * size / 10.0

    def set_sheet(self, laid: Laid, sheet: Sheet) -> None:
        """One sheet: head, guards, table, boxes to sign in, foot."""
        paper = laid.paper
        self.add_page()
        y = MARGIN
        self._put(paper.title, 0, y, INNER, TITLE, size=TITLE_SIZE, bold=True)
        y += TITLE
        for text in (paper.case, *laid.head):
            self._put(text, 0, y, INNER, LINE, size=TEXT_SIZE)
            y += LINE
        for text in paper.counts:
            self._put(text, 0, y, INNER * 0.55, LINE, size=TEXT_SIZE, bold=True)
            y += LINE
        start, date = INNER * 0.55, f"{paper.date}:"
        wide = self.width_of(date, TEXT_SIZE)
        self._put(date, start, y - LINE, wide, LINE, size=TEXT_SIZE)
        self._rule(start + wide + 2, y - 0.8, INNER)
        y += GAP
        if sheet.waits:
            y = self._waits(laid, sheet, y) + GAP
        for number, rows in enumerate(sheet.blocks):
            self._table(laid, rows, number * (laid.shape.block + GAP), y)
        high = max(sum(row.height for row in rows) for rows in sheet.blocks)
        self._signatures(paper, y + laid.shape.head + high + GAP)
        foot = sheets.HEIGHT - MARGIN - 5
        self._put(paper.note, 0, foot, INNER * 0.62, 5, size=SMALL_SIZE)
        self._put(sheet.foot, INNER * 0.62, foot, INNER * 0.38, 5, size=SMALL_SIZE, end=True)

    def _waits(self, laid: Laid, sheet: Sheet, y: float) -> float:
        """The guards: a box to tick, what is waited for, and a line to sign on."""
        top = y
        self._put(laid.paper.before, PAD, y, INNER - 2 * PAD, LINE, size=TEXT_SIZE, bold=True)
        y += LINE
        for each in sheet.waits:
            height = each.height
            self._frame(PAD, y + (height - BOX) / 2, BOX, BOX)
            self._lines(each.lines, 2 * PAD + BOX, y, WAIT_TEXT, height, size=TEXT_SIZE)
            start = 2 * PAD + BOX + WAIT_TEXT + 2
            said = f"{laid.paper.signature}:"
            wide = self.width_of(said, SMALL_SIZE)
            self._put(said, start, y, wide, height, size=SMALL_SIZE)
            self._rule(start + wide + 2, y + height - 1.8, INNER - PAD)
            y += height
        self._frame(0, top, INNER, y - top)
        return y

    def _table(self, laid: Laid, rows: Sequence[Row], start: float, y: float) -> None:
        if not rows and start:
            return
        paper, shape = laid.paper, laid.shape
        columns = (*paper.columns, *(Column("text", box) for box in paper.boxes))
        widths = (*shape.widths, shape.tick, shape.tick)
        x = start
        for column, width in zip(columns, widths, strict=True):
            self._frame(x, y, width, shape.head)
            room = width - 2 * PAD
            lines = sheets.head_lines(column.head, width, self.width_of)
            self._lines(lines, x + PAD, y, room, shape.head, size=HEAD_SIZE, bold=True)
            x += width
        y += shape.head
        for row in rows:
            x = start
            for at, cell in enumerate((*row.cells, (), ())):
                width = widths[at]
                self._frame(x, y, width, row.height)
                if at < len(shape.sizes):
                    self._cell(cell, x + PAD, y, width - 2 * PAD, row.height, laid, at)
                else:
                    edge = (width - BOX) / 2
                    self._frame(x + edge, y + (row.height - BOX) / 2, BOX, BOX)
                x += width
            y += row.height

    def _cell(
        self, cell: Cell, x: float, y: float, width: float, height: float, laid: Laid, at: int
    ) -> None:
        size = laid.shape.sizes[at]
        if laid.shape.beside and laid.paper.columns[at].kind == "name":
            for text, end in zip(cell, (False, True), strict=False):
                self._put(text, x, y, width, height, size=size, end=end)
        else:
            self._lines(cell, x, y, width, height, size=size)

    def _signatures(self, paper: Paper, y: float) -> None:
        width = (INNER - 2 * GAP) / 3
        for place, text in enumerate(paper.signed):
            start = place * (width + GAP)
            self._frame(start, y, width, SIGNED)
            self._put(text, start + 2, y + 0.5, width - 4, LINE, size=TEXT_SIZE, bold=True)
            foot = y + SIGNED - LINE
            self._put(paper.signature, start + 2, foot, width - 4, LINE, size=SMALL_SIZE)

    def _lines(
        self,
        lines: Sequence[str],
        start: float,
        y: float,
        width: float,
        height: float,
        *,
        size: float,
        bold: bool = False,
    ) -> None:
        """Lines under each other, in the middle of their height."""
        part = size * POINT * LEAD
        top = y + (height - part * len(lines)) / 2
        for number, line in enumerate(lines):
            self._put(line, start, top + number * part, width, part, size=size, bold=bold)

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
        """A line of text in its place; set smaller where it would not fit, never cut or broken."""
        if not text:
            return
        self._choose(text, size, "B" if bold else "")
        wide = self.get_string_width(text)
        if wide > width:
            self._choose(text, size * width / wide, "B" if bold else "")
        self.set_xy(self._left(start, width), y)
        align = "R" if self.rtl != end else "L"
        self.cell(width, height, text, align=align, new_x=XPos.LEFT, new_y=YPos.TOP)

    def _choose(self, text: str, size: float, style: str = "") -> None:
        """The font for a text: Naskh where most letters are Arabic, with the other to help out."""
        arabic = 2 * len(_ARABIC.findall(text)) > sum(map(str.isalpha, text))
        self.set_fallback_fonts(["sans" if arabic else "naskh"], exact_match=True)
        self.set_font("naskh" if arabic else "sans", style, size * _BIGGER if arabic else size)

    def _left(self, start: float, width: float) -> float:
        """Where something stands on the sheet that starts so far from where reading starts."""
        return sheets.WIDTH - MARGIN - start - width if self.rtl else MARGIN + start

    def _frame(self, start: float, y: float, width: float, height: float) -> None:
        self.set_line_width(0.2)
        self.rect(self._left(start, width), y, width, height)

    def _rule(self, start: float, y: float, to: float) -> None:
        left = self._left(start, to - start)
        self.line(left, y, left + to - start, y)
