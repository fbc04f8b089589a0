"""How time and memory grow with people, parties and terms: a figure, and its table beside it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from bench import measure
from bench.works import GROWTH, Options, Row

SIDES = ("canje", "highs", "cp-sat")
NAMES = {"canje": "Canje", "highs": "HiGHS, per person", "cp-sat": "CP-SAT, per person"}
AXES = {
    "people": [(n, 5, 0) for n in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)],
    "parties": [(100_000, n, 0) for n in (2, 5, 10, 20, 50)],
    "terms": [(100_000, 5, n) for n in (0, 30, 80, 180, 380)],
}
"""Points of each axis: people, parties, further caps. (A hundred thousand people, five parties.)"""

TERMS = 21
"""Terms of an instance of five parties before any further cap."""

FIGURES = (("seconds", "seconds"), ("peak_mb", "peak memory, MB"))
COLOURS = {"canje": "#0b5394", "highs": "#b45f06", "cp-sat": "#6a329f"}
DASHES = {"canje": "", "highs": "6 3", "cp-sat": "2 3"}
WIDTH, HEIGHT, LEFT, TOP, ACROSS, DOWN = 210, 150, 62, 64, 280, 225


def main(folder: Path, options: Options) -> None:
    """Measure every point and write growth.svg, growth.md and growth.jsonl."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with (folder / "growth.jsonl").open("w", encoding="utf-8") as file:
        for row in _measured(options):
            rows.append(row)
            file.write(json.dumps(row) + "\n")
            file.flush()
            seconds = f"{row['seconds']:9.2f} s" if "seconds" in row else ""
            print(f"{row['axis']:8}{row['at']:>10,}  {row['side']:8}{seconds}  {row['outcome']}")
    write(folder, rows, options.limit)


def write(folder: Path, rows: Sequence[Row], limit: float) -> None:
    """The figure and its table, from what was measured."""
    (folder / "growth.svg").write_text(figure(rows, limit), encoding="utf-8")
    (folder / "growth.md").write_text(table(rows, limit), encoding="utf-8")


def _measured(options: Options) -> Iterator[Row]:
    """A side that has run into the limit is not asked for anything larger on that axis."""
    for axis, points in AXES.items():
        over: set[str] = set()
        for people, parties, caps in points:
            at = {"people": people, "parties": parties, "terms": TERMS + caps}[axis]
            for side in SIDES:
                if side in over:
                    continue
                row = measure.run(f"{GROWTH}:{people}:{parties}:{caps}", side, 1, options)
                if not _done(row):
                    over.add(side)
                yield {"axis": axis, "at": at} | row


def _done(row: Row) -> bool:
    return row["outcome"].lower() in ("proved", "optimal")


def table(rows: Sequence[Row], limit: float) -> str:
    """What the figure shows, in numbers."""
    lines = [
        "| | | " + " | ".join(NAMES[side] for side in SIDES) + " |",
        "|---|---:|" + "---:|" * len(SIDES),
    ]
    for axis, at in dict.fromkeys((row["axis"], row["at"]) for row in rows):
        cells = []
        for side in SIDES:
            found = [r for r in rows if (r["axis"], r["at"], r["side"]) == (axis, at, side)]
            if not found:
                cells.append("not tried")
            elif _done(found[0]):
                cells.append(f"{found[0]['seconds']:.2f} s, {found[0]['peak_mb']} MB")
            else:
                cells.append(f"none in {limit:.0f} s")
        lines.append(f"| {axis} | {at:,} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def figure(rows: Sequence[Row], limit: float) -> str:
    """Six small charts, logarithmic on both sides; a hollow mark ran into the limit."""
    height = TOP + len(FIGURES) * DOWN
    width = LEFT + len(AXES) * ACROSS
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif" font-size="11">',
        "<title>How time and memory grow with people, parties and terms</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, side in enumerate(SIDES):
        x = LEFT + number * 190
        parts.append(_line([(x, 22), (x + 34, 22)], side))
        parts.append(f'<text x="{x + 42}" y="26">{escape(NAMES[side])}</text>')
    note = f"hollow: not done in {limit:.0f} s"
    parts.append(f'<text x="{LEFT + 590}" y="26" fill="#555">{note}</text>')
    for column, axis in enumerate(AXES):
        for line, (key, label) in enumerate(FIGURES):
            chart = [row for row in rows if row["axis"] == axis and row.get(key)]
            everything = [row[key] for row in rows if row.get(key)]
            if chart:
                x, y = LEFT + column * ACROSS, TOP + line * DOWN
                parts.append(_chart(chart, key, label, axis, (x, y), everything))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _chart(
    rows: Sequence[Row],
    key: str,
    label: str,
    axis: str,
    place: tuple[int, int],
    everything: Sequence[float],
) -> str:
    ats = sorted({row["at"] for row in rows})
    across = _Scale(min(ats), max(ats), WIDTH)
    up = _Scale(10 ** math.floor(math.log10(min(everything))), max(everything), HEIGHT)
    parts = [f'<g transform="translate({place[0]},{place[1]})">']
    parts.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#999"/>')
    parts.append(f'<text x="0" y="-8" fill="#333">{label}, by number of {axis}</text>')
    for tick in up.ticks():
        y = HEIGHT - up(tick)
        parts.append(f'<path d="M0 {y:.1f}H{WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="-6" y="{y + 4:.1f}" text-anchor="end">{_short(tick)}</text>')
    for at in ats if len(ats) < 6 else ats[::2]:
        x = across(at)
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT + 16}" text-anchor="middle">{_short(at)}</text>'
        )
    for side in SIDES:
        mine = sorted((row["at"], row) for row in rows if row["side"] == side)
        points = [(across(at), HEIGHT - up(row[key])) for at, row in mine]
        if not points:
            continue
        parts.append(_line(points, side))
        for (x, y), (_, row) in zip(points, mine, strict=True):
            fill = COLOURS[side] if _done(row) else "#fff"
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{fill}" '
                f'stroke="{COLOURS[side]}"/>'
            )
    return "\n".join([*parts, "</g>"])


class _Scale:
    """A logarithmic axis."""

    def __init__(self, low: float, high: float, length: int) -> None:
        self.low, self.high, self.length = low, high * 1.1, length

    def __call__(self, value: float) -> float:
        return self.length * math.log(value / self.low) / math.log(self.high / self.low)

    def ticks(self) -> Iterator[float]:
        for power in range(-4, 8):
            if self.low <= 10.0**power <= self.high:
                yield 10.0**power


def _line(points: Sequence[tuple[float, float]], side: str) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dash = f' stroke-dasharray="{DASHES[side]}"' if DASHES[side] else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="{COLOURS[side]}" stroke-width="2"{dash}/>'
    )


def _short(value: float) -> str:
    if value >= 1_000_000:
        return f"{value / 1_000_000:g}M"
    return f"{value / 1_000:g}k" if value >= 1_000 else f"{value:g}"
