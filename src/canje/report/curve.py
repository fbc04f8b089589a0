"""The curve of a sweep: people freed as one number of a term moves, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Protocol

from attrs import frozen
from markupsafe import Markup

from canje.report.svg import drawing, isolated, tag, text_width
from canje.report.words import Words


class SweepPoint(Protocol):
    """What a sweep found at one value: `freed` is None where there is no exchange at all.

    `at` places the value on the axis, `label` is how it is written (`1:2`, `120`).
    """

    @property
    def label(self) -> str: ...
    @property
    def at(self) -> Fraction | int: ...
    @property
    def freed(self) -> int | None: ...
    @property
    def bound(self) -> int | None: ...
    @property
    def proved(self) -> bool: ...


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


def figure(points: Sequence[SweepPoint], term: str, words: Words, now: str | None = None) -> Markup:
    """Both drawings; `now` is the label of the value that the term has in the case."""
    if not points:
        return Markup("")
    ordered = sorted(points, key=lambda each: Fraction(each.at))
    title = words("sweep.title", term=isolated(term))
    freed = [each.freed for each in ordered if each.freed is not None] or [0]
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
        self, frame: _Frame, points: Sequence[SweepPoint], words: Words, now: str | None
    ) -> None:
        self.frame, self.points, self.words, self.now = frame, points, words, now
        self.least = Fraction(points[0].at)
        self.span = Fraction(points[-1].at) - self.least or Fraction(1)
        most = max((each.freed or 0 for each in points), default=0)
        self.ticks = ticks(most)

    def svg(self, title: Markup, desc: Markup) -> Markup:
        frame = self.frame
        parts = [*self._grid(), *self._labels(), *self._present(), *self._line(), *self._dots()]
        return drawing(frame.key, frame.width, frame.height, title, desc, *parts)

    def _x(self, at: Fraction | int) -> float:
        frame = self.frame
        share = float((Fraction(at) - self.least) / self.span) if len(self.points) > 1 else 0.5
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
        """The values along the axis, as many as there is room for; the first and last always."""
        taken: list[tuple[float, float]] = []
        last = len(self.points) - 1
        for number in sorted(range(len(self.points)), key=lambda n: (n not in (0, last), n)):
            each = self.points[number]
            x, half = self._x(each.at), text_width(each.label, self.frame.size) / 2 + 7
            if all(x + half <= left or x - half >= right for left, right in taken):
                taken.append((x - half, x + half))
                yield tag(
                    "text", isolated(each.label), x=x, y=self.frame.height - 14,
                    text_anchor="middle", class_="tick",
                )  # fmt: skip

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
        """Steps between whole numbers, else straight; it breaks where there is no exchange."""
        steps = all(Fraction(each.at).denominator == 1 for each in self.points)
        path: list[str] = []
        pen = False
        for each in self.points:
            if each.freed is None:
                pen = False
                continue
            x, y = self._x(each.at), self._y(each.freed)
            on = f"H{x:.1f}V{y:.1f}" if steps else f"L{x:.1f} {y:.1f}"
            path.append(on if pen else f"M{x:.1f} {y:.1f}")
            pen = True
        if path:
            yield tag("path", d="".join(path), class_="line")

    def _dots(self) -> Iterable[Markup]:
        for each in self.points:
            x = self._x(each.at)
            if each.freed is None:
                y = self._y(0)
                told = self.words("sweep.none")
                cross = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8"
                yield tag(
                    "path", tag("title", isolated(each.label), ": ", told), d=cross, class_="no"
                )
                continue
            number = self.words.number(each.freed)
            yield tag(
                "circle",
                tag("title", isolated(each.label), ": ", number),
                cx=x,
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
