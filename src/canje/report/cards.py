"""Tables as cards on a telephone: every cell of a page's tables gets its column's head as a label.

A page is written once, as tables; the style sheet turns rows into cards where there is no room, and
shows the labels. Tables of two columns stay tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

LEAST = 3
"""Columns from which a table becomes cards."""

_TABLE = re.compile(r"<table\b[^>]*>.*?</table>", re.S)
_HEAD = re.compile(r"<thead\b[^>]*>(.*?)</thead>", re.S)
_CELL = re.compile(r"<(td|th)\b([^>]*)>(.*?)</\1>", re.S)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.S)
_SPAN = re.compile(r'\bcolspan="(\d+)"')


def labelled(page: str) -> str:
    """The page with labels in its tables. What a case's text puts into a page is escaped, so that
    no `<` or `>` in it can be taken for a tag."""
    return _TABLE.sub(lambda found: _table(found[0]), page)


def _table(table: str) -> str:
    head = _HEAD.search(table)
    if head is None:
        return table
    labels = list(_labels(head[1]))
    if sum(map(bool, labels)) < LEAST:
        return table
    body = _ROW.sub(lambda row: _row(row[0], labels), table[head.end() :])
    return table[: head.end()].replace("<table", '<table data-cards=""', 1) + body


def _labels(head: str) -> Iterator[str]:
    for cell in _CELL.finditer(head):
        text = Markup(cell[3]).striptags()  # noqa: S704  (a part of our page; escaped again below)
        yield from [str(Markup.escape(text))] * _span(cell[2])


def _row(row: str, labels: list[str]) -> str:
    at = 0

    def cell(found: re.Match[str]) -> str:
        nonlocal at
        label, span = labels[at] if at < len(labels) else "", _span(found[2])
        at += span
        if not label or span > 1:
            return found[0]
        return f'<{found[1]}{found[2]} data-label="{label}">{found[3]}</{found[1]}>'

    return _CELL.sub(cell, row)


def _span(attributes: str) -> int:
    found = _SPAN.search(attributes)
    return int(found[1]) if found else 1
