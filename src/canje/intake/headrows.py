"""Headers in two rows, and headers that say little by themselves.

Lists put `Date` and `Place` under one `Capture` that is merged over both; without what stands above
it a `Date` may be any. Both texts make the header then: `Capture / Date`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from canje.intake.grid import Grid
from canje.intake.headers import normal, phrases

JOIN = " / "

_UNDER = {
    "date": "date|day|fecha|التاريخ|تاريخ|дата",
    "place": "place|location|lugar|sitio|المكان|مكان|место|місце",
    "name": "name|nombre|الاسم|اسم|имя|ім'я",
}
"""Headers that say what of, but not of what."""

_OVER = {
    "taken": "capture|captured|arrest|arrested|detention|detained|abduction|disappearance|captura"
    "|detención|arresto|aprehensión|desaparición|secuestro|الأسر|الاعتقال|التوقيف|القبض|الاختطاف"
    "|الفقدان|الخطف|пленение|плен|задержание|арест|захват|полон|затримання|арешт|захоплення",
    "born": "birth|born|nacimiento|الميلاد|الولادة|рождение|народження",
    "held": "custody|place of detention|reclusión|centro de reclusión|السجن|الاحتجاز|содержание"
    "|содержание под стражей|утримання",
    "father": "father|padre|الأب|الوالد|отец|батько",
    "mother": "mother|madre|الأم|الوالدة|мать|мати",
    "grandfather": "grandfather|abuelo|الجد|дед|дід",
}
"""Headers over others: what they are about."""

_FIELDS = {
    ("taken", "date"): "taken", ("taken", "place"): "taken_place", ("born", "date"): "born",
    ("born", "place"): "born_place", ("held", "place"): "place", ("father", "name"): "father",
    ("mother", "name"): "mother", ("grandfather", "name"): "grandfather",
}  # fmt: skip

_PARTS = re.compile(r"[/|()\[\]\n:;،,]| [-–—] ")


@cache
def _words(which: str) -> Mapping[str, str]:
    table = _UNDER if which == "under" else _OVER
    return {normal(each): name for name, said in table.items() for each in said.split("|")}


def under(header: str) -> str | None:
    """What a header says of something that it does not name: `date`, `place`, `name`, or nothing.

    >>> under("Place / Lugar"), under("Place of birth")
    ('place', None)
    """
    found = {_words("under").get(normal(part)) for part in _PARTS.split(header) if normal(part)}
    return found.pop() if len(found) == 1 else None


def over(header: str) -> str | None:
    """What a header over others is about, in the first of its parts that says so."""
    parts = (_words("over").get(normal(part)) for part in _PARTS.split(header))
    return next((each for each in parts if each), None)


def joined(header: str) -> str | None:
    """The field of a header that was made of two.

    >>> joined("Capture / Date"), joined("الاعتقال / المكان"), joined("Person / Date")
    ('taken', 'taken_place', None)
    """
    above, _, below = header.rpartition(JOIN)
    what, of = under(below), over(above)
    return _FIELDS.get((of, what)) if of and what else None


def header_rows(grid: Grid, row: int) -> tuple[int, list[str]]:
    """The last row of the headers that the row belongs to, and what they say column by column."""
    rows = grid.rows
    for top in (row, row - 1):
        if top >= 0 and top + 1 < len(rows) and grid.lines[top + 1] == grid.lines[top] + 1:
            made = _two(grid, top)
            if made is not None:
                return top + 1, made
    return row, list(rows[row])


def _two(grid: Grid, top: int) -> list[str] | None:
    """The headers of two rows, where the lower one goes on with the upper; else nothing."""
    upper, lower = grid.rows[top], grid.rows[top + 1]
    filled = [cell for cell in lower if cell.strip()]
    if not filled or not all(under(cell) or _known(cell) for cell in filled):
        return None
    above = _spread(grid, top)
    made = []
    told = False
    for place in range(max(len(upper), len(lower))):
        one, other = above.get(place, ""), lower[place].strip() if place < len(lower) else ""
        own = upper[place].strip() if place < len(upper) else ""
        if other and under(other) and over(one) and one != other:
            made.append(f"{one}{JOIN}{other}")
            told |= joined(made[-1]) is not None
        else:
            made.append(other or own)
    return made if told else None


def _known(header: str) -> bool:
    """Whether a header is known, or one part of it, such as one of its two languages."""
    return any(normal(each) in phrases() for each in (header, *_PARTS.split(header)))


def _spread(grid: Grid, top: int) -> dict[int, str]:
    """The text over each column: merged cells reach as far as they are merged, others over the
    blank ones to their right that something stands under."""
    upper, lower = grid.rows[top], grid.rows[top + 1]
    found: dict[int, str] = {}
    text = ""
    for place in range(max(len(upper), len(lower))):
        own = upper[place].strip() if place < len(upper) else ""
        below = place < len(lower) and lower[place].strip()
        text = own or (text if below else "")
        found[place] = text
    for first, last, area in grid.merged:
        span = _columns(area)
        if first <= grid.lines[top] <= last and span is not None:
            left, right = span
            own = upper[left].strip() if left < len(upper) else ""
            for place in range(left, right + 1):
                found[place] = own
            for place in range(right + 1, len(found)):  # it reaches no further than it is merged
                if (place >= len(upper) or not upper[place].strip()) and found[place] == own:
                    found[place] = ""
    return found


def _columns(area: str) -> tuple[int, int] | None:
    """The first and the last column of an area such as `C2:D3`, from 0."""
    found = re.fullmatch(r"([A-Z]+)[0-9]+:([A-Z]+)[0-9]+", area)
    return (_number(found[1]), _number(found[2])) if found else None


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def bare_places(fields: Sequence[str], headers: Sequence[str]) -> dict[int, str]:
    """Columns that say `place` and not of what: beside the date of capture that of capture, else
    where the person is held; none where another column says so."""
    found: dict[int, str] = {}
    for place, header in enumerate(headers):
        if fields[place] or under(header) != "place":
            continue
        beside = place > 0 and fields[place - 1] == "taken"
        wanted = "taken_place" if beside and "taken_place" not in fields else "place"
        if wanted not in fields and wanted not in found.values():
            found[place] = wanted
    return found
