"""The canonical bytes of a plan taken apart: every piece is compared with its one right spelling.

Canonical is JSON with sorted keys, no spaces, no escapes but the needed ones, whole numbers, and
a newline at the end. The two lists with a line for each person are by far the longest; where
their lines are written plainly (nothing in them to escape) a pattern reads them, in a third of
the time and memory that general JSON takes. What the pattern does not fit is read as any JSON.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from canje.base.refusals import Book

Json = Any
"""What JSON says; every use of it stands behind a check of its kind."""

_PLAIN = r'[^"\\\x00-\x1f]*'
_TEXT = f'"{_PLAIN}"'
_OR_NULL = f"(?:null|{_TEXT})"
_TEXTS = rf"\[(?:{_TEXT}(?:,{_TEXT})*)?\]"

_ROWS: Mapping[str, Mapping[str, str]] = {
    "people": dict.fromkeys(("beneficiary", "class", "destination", "holder", "id"), _TEXT),
    "left_out": {
        "by": _OR_NULL,
        "class": _OR_NULL,
        "id": _TEXT,
        "reason": _TEXT,
        "ref": _OR_NULL,
        "terms": _TEXTS,
    },
}
"""The pattern of each value in a line of a long list, by its key."""

_KEY = re.compile(r'[{,]"([a-z_]+)":')


@frozen(eq=False)
class Table:
    """A long list, key by key."""

    columns: Mapping[str, Sequence[Json]]


def parse(plan: bytes, book: Book) -> dict[str, Json] | None:
    """What the bytes say, a long list as a `Table` where it is plain; None where they are refused.

    The seal, `digest.plan`, is compared on the way.
    """
    try:
        text = plan.decode()
        pieces = _pieces(text)
        if pieces is None:
            whole = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
            if type(whole) is dict:
                book.refuse("not-canonical", "plan")
            else:
                book.refuse("type", "plan", said=type(whole).__name__, found="an object")
            return None
    except (ValueError, RecursionError) as wrong:
        book.refuse("unreadable", "plan", found=type(wrong).__name__)
        return None
    _sealed(text, pieces, book)
    return {key: value for key, (value, _, _) in pieces.items()}


def _no_float(text: str) -> Json:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)


def encode(value: Json) -> str:
    """The canonical text of a JSON value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _pieces(text: str) -> dict[str, tuple[Json, int, int]] | None:
    """Each value with where its text begins and ends; None where the text is not canonical."""
    result: dict[str, tuple[Json, int, int]] = {}
    at, last = 0, ""
    while (head := _KEY.match(text, at)) and (head[0][0] == "{") == (at == 0) and head[1] > last:
        last, start = head[1], head.end()
        table = _table(text, start, _ROWS[last]) if last in _ROWS else None
        if table is not None:
            value, at = table
        else:
            value, at = _DECODER.raw_decode(text, start)
            if encode(value) != text[start:at]:
                return None
        result[last] = (value, start, at)
    return result if text[at:] == "}\n" else None


def _table(text: str, start: int, row: Mapping[str, str]) -> tuple[Table, int] | None:
    """A list of plain lines, and where it ends."""
    line = r"\{" + ",".join(f'"{key}":{value}' for key, value in row.items()) + r"\}"
    whole = re.compile(rf"\[(?:{line}(?:,{line})*+)?\]").match(text, start)
    if whole is None:
        return None
    cells = ",".join(f'"{key}":{_captured(value)}' for key, value in row.items())
    lines = re.compile(rf"\{{{cells}\}}").findall(text, start, whole.end())
    columns = zip(*lines, strict=True) if lines else [()] * len(row)
    table = {key: _told(cells, row[key]) for key, cells in zip(row, columns, strict=True)}
    return Table(table), whole.end()


def _captured(pattern: str) -> str:
    return f'"({_PLAIN})"' if pattern is _TEXT else f"({pattern})"


def _told(cells: Sequence[str], pattern: str) -> Sequence[Json]:
    """What the cells of a column say."""
    if pattern is _TEXT:
        return cells
    said = {cell: json.loads(cell) for cell in set(cells)}
    return [said[cell] for cell in cells]


def _sealed(text: str, pieces: Mapping[str, tuple[Json, int, int]], book: Book) -> None:
    """Compare the seal: the digest of the plan with an empty text as `digest.plan`."""
    digest, start, end = pieces.get("digest", (None, 0, 0))
    if type(digest) is not dict:
        return  # its form is refused in any case
    seal = hashlib.sha256(text[:start].encode())
    seal.update(encode({**digest, "plan": ""}).encode())
    seal.update(text[end:].encode())
    found = "sha256:" + seal.hexdigest()
    if digest.get("plan") != found:
        book.refuse("digest-plan", "digest.plan", said=digest.get("plan"), found=found)
