"""Rows of a list that name nobody: sums, and what stands under it to be signed.

They are set aside with a notice, so that nobody is made of them, and never in silence. A row that
says something of a person is an entry, whatever its name is: somebody may be called Total.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from statistics import median

from attrs import field, frozen

from canje.intake.dates import digits
from canje.intake.headers import normal
from canje.intake.vocabulary import data

SPARSE = 2
"""Cells that a row under a signature holds at most, to belong to it."""

FULL = 4
"""Cells that an entry of the list must usually hold, for a row of `SPARSE` to be told from it."""


@frozen
class Shape:
    """The columns of a table that hold names, facts about people, and the lines' own numbers."""

    names: frozenset[int]
    facts: frozenset[int]
    number: int | None = None


@frozen
class Aside:
    """Why a row is no entry: the finding's code, the cell that says so, and what is said of it."""

    code: str
    text: str
    params: Mapping[str, str] = field(factory=dict, hash=False)


def aside(rows: Sequence[Sequence[str]], shape: Shape) -> dict[int, Aside]:
    """The rows that are no entries, by their place."""
    found: dict[int, Aside] = {}
    count = part = 0
    for place, row in enumerate(rows):
        said = _sum(row, shape, rows[place - 1] if place else (), (count, part))
        if said is None:
            count, part = count + 1, part + 1
        else:
            found[place] = said
            part = 0
    for place in _signed(rows, shape, found):
        found[place] = Aside("row.signature", _first(rows[place]))
    return found


# Sums


def _sum(
    row: Sequence[str], shape: Shape, before: Sequence[str], counts: tuple[int, int]
) -> Aside | None:
    """A row that sums the list up; `counts` are the entries above, and since the last sum."""
    if sum(bool(row[place].strip()) for place in shape.facts if place < len(row)) > 1:
        return None
    filled = {place: cell for place, cell in enumerate(row) if cell.strip()}
    numbers = [each for each in map(_number, filled.values()) if each is not None]
    if not filled or len(numbers) > 2 or _goes_on(row, before, shape):
        return None
    words = [cell for cell in filled.values() if _number(cell) is None]
    if not words:
        named = any(place in shape.names for place in filled)
        is_sum = len(numbers) == 1 and numbers[0] in counts and numbers[0] > 1
        return Aside("row.total", _first(row)) if is_sum and not named else None
    said_of = [_without_people(cell) for cell in words]
    if not any(said_of) or any(each and each not in _phrases("total") for each in said_of):
        return None
    inside = (each for cell in words for each in re.findall(r"[0-9]{1,9}", digits(cell)))
    said = [*numbers, *map(int, inside)]
    fact = next((place for place in filled if place in shape.facts), None)
    if fact is not None and not set(said) & set(counts):
        return None  # it may be somebody's year of birth
    if said and not set(said) & set(counts):
        params = {"said": f"{said[0]:,}", "count": f"{counts[0]:,}"}
        return Aside("row.total-differs", _first(row), params)
    return Aside("row.total", _first(row))


def _goes_on(row: Sequence[str], before: Sequence[str], shape: Shape) -> bool:
    """Whether the line's number is the one after that of the row above."""
    if shape.number is None:
        return False
    here, last = (
        _number(each[shape.number]) if shape.number < len(each) else None for each in (row, before)
    )
    return here is not None and here == (last or 0) + 1


def _number(text: str) -> int | None:
    plain = digits(text).strip().rstrip(".")
    found = re.fullmatch(r"([0-9]{1,9})(?:[.,]0+)?", plain)
    return int(found[1]) if found else None


def _without_people(text: str) -> str:
    """What a cell says besides a number, and whom it counts: `9 prisoners` says nothing more."""
    words = [each for each in normal(digits(text)).split() if not each.isdigit()]
    plain = " ".join(words)
    if plain in _phrases("total"):
        return plain
    return " ".join(each for each in words if each not in _phrases("people"))


# Signatures


def _signed(rows: Sequence[Sequence[str]], shape: Shape, sums: Mapping[int, Aside]) -> list[int]:
    """Rows at the end, from the first that is to be signed on.

    Under it stand the names of those who sign, which only a table of fuller rows can tell from
    entries.
    """
    usual = median([_filled(row) for row in rows if _has_fact(row, shape)] or [0])
    told = usual >= FULL
    start = len(rows)
    while start and (
        start - 1 in sums
        or _signs(rows[start - 1])
        or (told and _is_sparse(rows[start - 1], rows[start - 2] if start > 1 else (), shape))
    ):
        start -= 1
    first = next(
        (n for n in range(start, len(rows)) if n not in sums and _is_signature(rows[n], shape)),
        None,
    )
    return [] if first is None else [n for n in range(first, len(rows)) if n not in sums]


def _is_signature(row: Sequence[str], shape: Shape) -> bool:
    return _signs(row) and not any(
        row[place].strip() for place in shape.facts if place < len(row) and not _signs([row[place]])
    )


def _is_sparse(row: Sequence[str], before: Sequence[str], shape: Shape) -> bool:
    return _filled(row) <= SPARSE and not _has_fact(row, shape) and not _goes_on(row, before, shape)


def _has_fact(row: Sequence[str], shape: Shape) -> bool:
    return any(row[place].strip() for place in shape.facts if place < len(row))


def _signs(row: Sequence[str]) -> bool:
    """Whether a row is there to be signed: a line, or a word for it."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if not cells or len(cells) > 4:
        return False
    if all(_LINE.search(cell) and not re.search(r"[^\W_]", cell) for cell in cells):
        return True
    return any(map(_asks_to_sign, cells))


_LINE = re.compile(r"_{3,}|\.{5,}|…{2,}|-{5,}|—{3,}")


def _asks_to_sign(text: str) -> bool:
    """Whether a cell begins with a word for signing, and is no name that begins so."""
    plain = normal(text)
    for phrase in _phrases("signature"):
        if plain == phrase:
            return True
        if plain.startswith(f"{phrase} ") and (
            " " in phrase or not phrase.isascii() or _marked(text) or _of(plain[len(phrase) :])
        ):
            return True
    return False


def _marked(text: str) -> bool:
    """Whether a line or a colon follows the first word, or the first in two languages."""
    return re.match(r"\W*\w+(?: ?/ ?\w+)?\W*?(?:[:：]|_{2,}|\.{4,}|…)", text) is not None


def _of(rest: str) -> bool:
    return rest.split()[0] in ("de", "del", "of", "by", "por", "y", "and")


def _first(row: Sequence[str]) -> str:
    return next((cell.strip() for cell in row if cell.strip()), "")


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    """The phrases of one kind, the longest first."""
    said = data("rows")[kind].values()
    found = {normal(each) for texts in said for each in texts.split("|")}
    return tuple(sorted(found, key=lambda each: (-len(each), each)))
