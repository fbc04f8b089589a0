"""The curve of a sweep: people freed as one number of a term moves, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen
from markupsafe import Markup

from canje.report.svg import drawing, isolated, tag, text_width
from canje.report.words import Words

if TYPE_CHECKING:  # pricing brings the solver, a page needs none
    from canje.clear.price import Point


@frozen
class _Frame:
    key: str
    width: float
    height: float
    left: float
    size: float


_WIDE = _Frame("curve-wide", 900, 340, 64, 13)
_NARROW = _Frame("curve-narrow", 360, 280, 48, 11)
_TOP, _RIGHT, _BOTTOM = 34.0, 24.0, 36.0


def figure(points: Sequence[Point], term: str, words: Words, now: str | None = None) -> Markup:
    """Both drawings; `now` is the label of the value that the term has in the case."""
    if not points:
        return Markup("")
    ordered = sorted(points, key=lambda each: each.at)
    title = words("sweep.title", term=isolated(term))
    freed = [each.freed for each in ordered]
    desc = words(
        "sweep.desc",
        len(ordered),
        first=isolated(ordered[0].label),
        last=isolated(ordered[-1].label),
        least=words.number(min(freed)),
        most=words.number(max(freed)),
    )
    return Markup("").join(
        _Drawing(frame, ordered, words, now).svg(title, desc) for frame in (_WIDE, _NARROW)
    )


class _Drawing:
    """One drawing: scales first, then axes, line and points."""

    def __init__(
        self, frame: _Frame, points: Sequence[Point], words: Words, now: str | None
    ) -> None:
        self.frame, self.points, self.words, self.now = frame, points, words, now
        self.least, self.most = points[0].at, points[-1].at
        self.ticks = ticks(max(each.freed for each in points))

    def svg(self, title: Markup, desc: Markup) -> Markup:
        frame = self.frame
        parts = [*self._grid(), *self._labels(), *self._present(), *self._line(), *self._dots()]
        return drawing(frame.key, frame.width, frame.height, title, desc, *parts)

    def _x(self, at: int) -> float:
        frame = self.frame
        share = (at - self.least) / (self.most - self.least) if self.most > self.least else 0.5
        x = frame.left + 14 + share * (frame.width - frame.left - 14 - _RIGHT)
        return frame.width - x if self.words.rtl else x

    def _y(self, freed: int) -> float:
        floor = self.frame.height - _BOTTOM
        return floor - (floor - _TOP) * freed / self.ticks[-1]

    def _edge(self, x: float) -> float:
        return self.frame.width - x if self.words.rtl else x

    def _grid(self) -> Iterable[Markup]:
        frame = self.frame
        start, end = ("start", "end") if self.words.rtl else ("end", "start")
        yield tag(
            "text", self.words("sweep.axis"), x=self._edge(0.0), y=14.0, text_anchor=end,
            class_="head",
        )  # fmt: skip
        for value in self.ticks:
            y = self._y(value)
            yield tag(
                "line", x1=self._edge(frame.left), x2=self._edge(frame.width - 8), y1=y, y2=y,
                class_="zero" if value == 0 else "grid",
            )  # fmt: skip
            yield tag(
                "text", isolated(self.words.number(value)), x=self._edge(frame.left - 8),
                y=y + 4, text_anchor=start, class_="tick",
            )  # fmt: skip

    def _labels(self) -> Iterable[Markup]:
        """The values along the axis: all, or every second, fifth, tenth ... as fits."""
        for each in self.points[:: self._stride()]:
            yield tag(
                "text",
                isolated(each.label),
                x=self._x(each.at),
                y=self.frame.height - 14,
                text_anchor="middle",
                class_="tick",
            )

    def _stride(self) -> int:
        for stride in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
            ends = [
                (self._x(each.at), text_width(each.label, self.frame.size) / 2 + 5)
                for each in self.points[::stride]
            ]
            if all(abs(b - a) >= half + other for (a, half), (b, other) in pairwise(ends)):
                return stride
        return len(self.points)

    def _present(self) -> Iterable[Markup]:
        for each in self.points:
            if each.label == self.now:
                x = self._x(each.at)
                width = text_width(str(self.words("sweep.now")), self.frame.size)
                x_text = min(max(x, width / 2 + 4), self.frame.width - width / 2 - 4)
                floor = self.frame.height - _BOTTOM
                yield tag("line", x1=x, x2=x, y1=_TOP - 4, y2=floor, class_="now")
                yield tag(
                    "text", self.words("sweep.now"), x=x_text, y=_TOP - 8,
                    text_anchor="middle", class_="head",
                )  # fmt: skip

    def _line(self) -> Iterable[Markup]:
        """A value holds up to the next one."""
        path = []
        for number, each in enumerate(self.points):
            x, y = self._x(each.at), self._y(each.freed)
            path.append(f"H{x:.1f}V{y:.1f}" if number else f"M{x:.1f} {y:.1f}")
        yield tag("path", d="".join(path), class_="line")

    def _dots(self) -> Iterable[Markup]:
        for each in self.points:
            number = self.words.number(each.freed)
            yield tag(
                "circle",
                tag("title", isolated(each.label), ": ", number),
                cx=self._x(each.at),
                cy=self._y(each.freed),
                r=4 if len(self.points) <= 60 else 2,
                class_="dot" if each.proved else "dot open",
            )


def ticks(most: int) -> list[int]:
    """Round numbers from 0 to at least `most`, four to six of them.

    >>> ticks(504)
    [0, 200, 400, 600]
    """
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if 5 * step >= most:
                return [step * number for number in range(max(1, -(-most // step)) + 1)]
        size *= 10
