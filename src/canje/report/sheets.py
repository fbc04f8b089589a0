"""How a paper is laid out on sheets of A4: widths of columns, sizes of type, who is on which sheet.

The page and the PDF are set from one layout, so that both have the same sheets. Where all columns
are narrow and it saves a sheet, people stand in two blocks beside each other. An id or a number is
never broken: it is set smaller until it fits. Lengths are millimetres, sizes of type are points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import field, frozen

from canje.report.manifest import Cell, Column, Paper

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 12.0
"""A4 and its margins."""

INNER = WIDTH - 2 * MARGIN
GAP = 4.0
TITLE, LINE, SIGNED, FOOT = 8.0, 5.0, 19.0, 7.0
TITLE_SIZE, TEXT_SIZE, HEAD_SIZE, SMALL_SIZE = 15.0, 9.5, 7.5, 7.5
BOX = 4.2
PAD = 1.2
WAIT_TEXT, WAIT_LEAST, MOST_WAITS = 104.0, 7.5, 100.0
"""How wide the words of a guard are set, how high its line is at least, and all of them at most on
one sheet."""

SLACK = 9.0
"""Room left free on every sheet: the letters of a browser may be wider than ours."""

POINT = 0.3528
LEAD = 1.3
_LEAST_ROW, _LEAST_TICK, _NARROW_TICK = 6.2, 11.0, 12.0
_FITS = 0.01
"""As much as two sums of the same lengths may differ."""

_WIDEST_ID = {1: 70.0, 2: 40.0}
_FOR_IDS = 0.65
"""How wide a column of ids may be, and how much of a block all of them together."""

_SIZES: tuple[tuple[int, float], ...] = ((1, 9.5), (1, 8.5), (2, 8.5), (2, 8.0))
"""Blocks beside each other and sizes of type; of those that need the fewest sheets the first."""

Ruler = Callable[[str, float], float]
"""How wide a text is, at a size of type."""


@frozen
class Shape:
    """How the table is set; `widths` and `sizes` go by column, the boxes to tick are `tick` wide.

    `beside` says that the name in the other script stands on the same line as the name.
    """

    blocks: int
    size: float
    widths: tuple[float, ...]
    sizes: tuple[float, ...]
    tick: float
    head: float
    beside: bool

    @property
    def block(self) -> float:
        """How wide one block is."""
        return (INNER - GAP * (self.blocks - 1)) / self.blocks


@frozen
class Row:
    """A line of the table: its cells as given, and in the lines that each is set in."""

    given: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    height: float


@frozen
class Wait:
    """A guard: what is waited for, the lines that it is set in, and its height."""

    text: str
    lines: Cell
    height: float


@frozen
class Sheet:
    """One sheet: the guards that stand on it, its rows block by block, and its foot."""

    waits: tuple[Wait, ...]
    blocks: tuple[tuple[Row, ...], ...]
    foot: str


@frozen
class Laid:
    """A paper on its sheets; `head` are the lines below the title of each."""

    paper: Paper
    shape: Shape
    head: tuple[str, ...]
    sheets: tuple[Sheet, ...] = field(repr=False)


def laid(paper: Paper, wide: Ruler) -> Laid:
    """Lay a paper out, with the fewest sheets that its type allows; `wide` measures texts."""
    head = tuple(
        line
        for texts in (paper.where, paper.shared)
        for line in wrapped(" · ".join(texts), INNER, TEXT_SIZE, wide)
    )
    waits = _parted([_wait(each, wide) for each in paper.waits])
    above = TITLE + LINE * (1 + len(head)) + LINE * len(paper.counts) + GAP
    room = HEIGHT - 2 * MARGIN - above - SIGNED - FOOT - SLACK - GAP
    rooms = [room - LINE - GAP - sum(each.height for each in part) for part in waits]
    best: tuple[Shape, list[tuple[tuple[Row, ...], ...]]] | None = None
    for blocks, size in _SIZES:
        shape = _shape(paper, blocks, size, wide)
        if shape is None:
            continue
        lines = [_row(paper.columns, cells, shape, wide) for cells in paper.rows]
        filled = list(_filled(lines, shape, rooms, room))
        if best is None or len(filled) < len(best[1]):
            best = shape, filled
    assert best is not None  # noqa: S101  (one block is always possible)
    shape, filled = best
    sheets = tuple(
        Sheet(waits[at] if at < len(waits) else (), rows, paper.foot(at + 1, len(filled)))
        for at, rows in enumerate(filled)
    )
    return Laid(paper, shape, head, sheets)


def wrapped(text: str, width: float, size: float, wide: Ruler) -> list[str]:
    """Lines of whole words where they fit; a word that is too long is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and wide(joined, size) <= width + _FITS:
            lines[-1] = joined
            continue
        while len(word) > 1 and wide(word, size) > width:
            cut = next((n for n in range(len(word) - 1, 1, -1) if wide(word[:n], size) <= width), 1)
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    return lines


def head_lines(text: str, width: float, wide: Ruler) -> list[str]:
    """The head of a column so wide in lines of whole words; none of them is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _bold(joined, wide) <= width - 2 * PAD + _FITS:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _wait(text: str, wide: Ruler) -> Wait:
    lines = tuple(wrapped(text, WAIT_TEXT, TEXT_SIZE, wide))
    return Wait(text, lines, max(WAIT_LEAST, len(lines) * TEXT_SIZE * POINT * LEAD + 2.5))


def _parted(waits: Sequence[Wait]) -> list[tuple[Wait, ...]]:
    """The guards sheet by sheet: no more than leave room for people."""
    parts: list[list[Wait]] = []
    high = 0.0
    for each in waits:
        if not parts or high + each.height > MOST_WAITS:
            parts.append([])
            high = 0.0
        parts[-1].append(each)
        high += each.height
    return [tuple(part) for part in parts]


def _shape(paper: Paper, blocks: int, size: float, wide: Ruler) -> Shape | None:
    """The columns at this size; None where two blocks would have to break words."""
    columns, places = paper.columns, range(len(paper.columns))
    block = (INNER - GAP * (blocks - 1)) / blocks
    words = [word for box in paper.boxes for word in box.split()]
    tick = max(_LEAST_TICK, *(_bold(word, wide) + 2 * PAD for word in words))
    tick = tick if blocks == 1 else min(tick, _NARROW_TICK)
    free = block - 2 * tick
    by_hand = 34.0 if blocks == 1 else 26.0
    natural = [
        _natural(column, [row[at] for row in paper.rows], size, wide, by_hand)
        for at, column in enumerate(columns)
    ]
    sizes = [size] * len(columns)
    whole = [at for at in places if columns[at].kind == "id"]
    most = min(_WIDEST_ID[blocks], _FOR_IDS * free / max(len(whole), 1))
    for at in whole:
        if natural[at] > most:
            if blocks > 1:
                return None
            sizes[at] = size * (most - 2 * PAD) / (natural[at] - 2 * PAD)
            natural[at] = most
    spare = free - sum(natural)
    if spare < 0 and blocks > 1:
        return None
    beside = 0.0
    if blocks == 1:
        beside = _beside(columns, paper.rows, natural, size, wide)
        beside = beside if 0 < beside <= spare else 0.0
    for at in places:
        if columns[at].kind == "name":
            natural[at] += beside
            spare -= beside
    floors = [max(_bold(word, wide) for word in each.head.split()) + 2 * PAD for each in columns]
    widths = _shared_out(columns, natural, floors, spare)
    of_heads = [
        *zip((column.head for column in columns), widths, strict=True),
        *((box, tick) for box in paper.boxes),
    ]
    lines = max(len(head_lines(text, width, wide)) for text, width in of_heads)
    head = max(_LEAST_ROW, lines * HEAD_SIZE * POINT * LEAD + 1.6)
    return Shape(blocks, size, tuple(widths), tuple(sizes), tick, head, beside > 0)


def _flexible(column: Column) -> bool:
    return column.kind in ("name", "text")


def _bold(text: str, wide: Ruler) -> float:
    return wide(text, HEAD_SIZE * 1.1)


def _natural(
    column: Column, cells: Sequence[Cell], size: float, wide: Ruler, by_hand: float
) -> float:
    """As wide as the widest line, and as the longest word of the head; a name that is missing is
    written in `by_hand`."""
    lines = [wide(line, size) for cell in cells for line in cell]
    words = [_bold(word, wide) for word in column.head.split()]
    least = by_hand if column.kind == "name" else 0.0
    return max([least, *lines, *words]) + 2 * PAD


def _beside(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    natural: Sequence[float],
    size: float,
    wide: Ruler,
) -> float:
    """How much wider the names must be to stand beside each other; 0 where there is one only."""
    for at, column in enumerate(columns):
        pairs = [row[at] for row in rows if len(row[at]) > 1]
        if column.kind == "name" and pairs:
            widest = max(sum(wide(each, size) for each in pair) for pair in pairs)
            return max(widest + GAP + 2 * PAD - natural[at], 0.1)
    return 0.0


def _shared_out(
    columns: Sequence[Column], natural: Sequence[float], floors: Sequence[float], spare: float
) -> list[float]:
    """Widths that fill the block: what is left, or lacks, is shared by columns that can break, as
    far as the words of their heads allow."""
    gives = [
        max(width - floor, 0.0) if spare < 0 else width
        for width, floor in zip(natural, floors, strict=True)
    ]
    gives = [give if _flexible(of) else 0.0 for give, of in zip(gives, columns, strict=True)]
    if not sum(gives):
        gives = [1.0] * len(columns)
    share = spare / sum(gives)
    return [width + give * share for width, give in zip(natural, gives, strict=True)]


def _row(columns: Sequence[Column], cells: Sequence[Cell], shape: Shape, wide: Ruler) -> Row:
    made: list[Cell] = []
    for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        room = shape.widths[at] - 2 * PAD
        if not _flexible(column) or (column.kind == "name" and shape.beside):
            made.append(cell)
            continue
        made.append(tuple(part for line in cell for part in wrapped(line, room, shape.size, wide)))
    high = max(
        1 if column.kind == "name" and shape.beside else len(cell)
        for column, cell in zip(columns, made, strict=True)
    )
    return Row(tuple(cells), tuple(made), max(_LEAST_ROW, high * shape.size * POINT * LEAD + 1.6))


def _filled(
    rows: Sequence[Row], shape: Shape, rooms: Sequence[float], later: float
) -> Iterator[tuple[tuple[Row, ...], ...]]:
    """Rows sheet by sheet, block by block; `rooms` are of the first sheets, which have guards.

    A paper without rows is still a sheet.
    """
    rest = list(rows)
    sheet = 0
    while not sheet or rest or sheet < len(rooms):
        room = rooms[sheet] if sheet < len(rooms) else later
        blocks = []
        for _ in range(shape.blocks):
            high, count = shape.head, 0
            while count < len(rest) and (not count or high + rest[count].height <= room):
                high += rest[count].height
                count += 1
            blocks.append(tuple(rest[:count]))
            rest = rest[count:]
        yield tuple(blocks)
        sheet += 1
