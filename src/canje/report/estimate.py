"""The page on people who are on no list: a figure of the models, the tables behind it, cautions."""

from __future__ import annotations

import math
from collections.abc import Iterable

from attrs import frozen
from markupsafe import Markup

from canje.case.case import Case
from canje.reconcile.estimate import Caution, Estimate
from canje.reconcile.window import Average, Model
from canje.report.curve import ticks
from canje.report.names import Names, own
from canje.report.page import page_of
from canje.report.svg import drawing, isolated, tag
from canje.report.words import Language, Words

MODELS = 12
"""Models drawn, the heaviest first; the table has all."""

LETTERS = "ABCDEFGH"


def render_estimate(case: Case | None, found: Estimate, language: Language = "en") -> str:
    """The page; `case` is None where a table was given by itself."""
    words = Words(language)
    return page_of(
        "estimate.html",
        words,
        None if case is None else Names(case, words),
        case=case,
        found=found,
        said=list(_said(found, words)),
        figure=_figure(found, words),
        lists=list(_lists(found)),
        models=[(letters(each), each, percent(each.weight, words)) for each in found.models],
        changes=list(_changes(found, words)),
        cautions=[_caution(each, words) for each in found.cautions],
        whole=lambda number: words.number(round(number)),
        times=lambda number: _shortest(number, words),
    )


def letters(model: Model) -> str:
    """The lists of a model's interactions: `AB CDE`; nothing for independence."""
    return " ".join(
        "".join(LETTERS[bit] for bit in range(len(LETTERS)) if term >> bit & 1)
        for term in model.interactions
    )


def percent(share: float, words: Words) -> str:
    """A share in hundredths, to one place."""
    return f"{_tenths(100 * share, words)}\u00a0%"


def _shortest(number: float, words: Words) -> str:
    """A number without noughts at its end: `5`, `0.5`."""
    return f"{number:g}" if words.language == "en" else f"{number:g}".replace(".", ",")


def _tenths(number: float, words: Words) -> str:
    text = f"{number:.1f}"
    return text if words.language == "en" else text.replace(".", ",")


def _ends(found: Estimate) -> tuple[float, float]:
    """The spread of all: by the odds where there are two lists."""
    if found.odds:
        return found.odds[0][1], found.odds[-1][1]
    return found.average.least, found.average.most


def _said(found: Estimate, words: Words) -> Iterable[Markup]:
    """The spread, the average and the interval, a sentence each."""

    def whole(number: float) -> str:
        return words.number(round(number))

    low, high = (round(end) - found.overlaps.seen for end in _ends(found))
    kind = ".odds" if found.odds else "" if len(found.models) > 1 else ".one"
    yield words(f"estimate.spread{kind}", low=whole(low), high=whole(high))
    yield words("estimate.average", people=whole(found.average.people))
    if found.interval is not None:
        start, end = found.interval
        if math.isfinite(end):
            yield words("estimate.interval", low=whole(start), high=whole(end))
        else:
            yield words("estimate.interval.open", low=whole(start))
    if found.chapman is not None:
        yield words("estimate.chapman", people=whole(found.chapman))


def _lists(found: Estimate) -> Iterable[tuple[str, str, int, int]]:
    """Letter, name, people, and those on it alone."""
    overlaps = found.overlaps
    for bit, name in enumerate(overlaps.lists):
        yield LETTERS[bit], name, overlaps.on(1 << bit), overlaps.counts[(1 << bit) - 1]


def _changes(found: Estimate, words: Words) -> Iterable[tuple[Markup, Average | None]]:
    for name, each in found.without:
        yield words("estimate.without", list=own(name)), each
    share = _shortest(100 * found.link_share, words) + "\u00a0%"
    yield words("estimate.false", share=share), found.false_links
    yield words("estimate.missed", share=share), found.missed_links


def _caution(each: Caution, words: Words) -> Markup:
    first, second = (*map(own, each.lists), Markup(""), Markup(""))[:2]
    key = "estimate.spread.caution" if each.code == "spread" else f"estimate.{each.code}"
    return words(
        key,
        number=words.number(each.number),
        lists=words.listed(map(own, each.lists)),
        first=first,
        second=second,
    )


@frozen
class _Frame:
    key: str
    width: float
    label: float
    size: float
    row: float


_WIDE = _Frame("estimate-wide", 900, 230, 13, 26)
_NARROW = _Frame("estimate-narrow", 360, 0, 11, 36)  # labels stand above their rows
_TOP, _RIGHT = 8.0, 26.0


def _figure(found: Estimate, words: Words) -> Markup:
    """Both drawings: a row a model, and last the average with its interval."""
    low, high = (words.number(round(end)) for end in _ends(found))
    title = words("estimate.title")
    desc = words("estimate.desc", low=low, high=high, seen=words.number(found.overlaps.seen))
    return Markup("").join(
        _Drawing(frame, found, words).svg(title, desc) for frame in (_WIDE, _NARROW)
    )


class _Drawing:
    def __init__(self, frame: _Frame, found: Estimate, words: Words) -> None:
        self.frame, self.found, self.words = frame, found, words
        ends = [each.people for each in found.models[:MODELS]]
        ends += [end for end in found.interval or () if math.isfinite(end)]
        self.scale = ticks(math.ceil(max(ends)))

    def svg(self, title: Markup, desc: Markup) -> Markup:
        models = self.found.models[:MODELS]
        row = self.frame.row
        bottom = _TOP + row * (len(models) + 1)
        parts = list(self._axis(bottom))
        for number, each in enumerate(models):
            middle = _TOP + row * (number + 1) - 13
            label = isolated(letters(each)) if each.interactions else self.words("estimate.none")
            parts += self._row(label, each.people, 3 + 6 * math.sqrt(each.weight), middle)
        middle = bottom - 13
        parts += self._bracket(middle)
        parts += self._row(self.words("estimate.mean"), self.found.average.people, 5, middle)
        height = bottom + self.frame.size + 10
        return drawing(self.frame.key, self.frame.width, height, title, desc, *parts)

    def _x(self, people: float) -> float:
        left = self.frame.label + 10
        x = left + (self.frame.width - left - _RIGHT) * min(1.0, people / self.scale[-1])
        return self.frame.width - x if self.words.rtl else x

    def _axis(self, bottom: float) -> Iterable[Markup]:
        for value in self.scale:
            x = self._x(value)
            kind = "grid" if value else "zero"
            yield tag("line", x1=x, x2=x, y1=_TOP, y2=bottom, class_=kind)
            yield tag(
                "text", isolated(self.words.number(value)), x=x, y=bottom + self.frame.size + 4,
                text_anchor="middle", class_="tick",
            )  # fmt: skip
        x = self._x(self.found.overlaps.seen)
        yield tag("line", x1=x, x2=x, y1=_TOP, y2=bottom, class_="now")

    def _row(self, label: Markup, people: float, size: float, middle: float) -> Iterable[Markup]:
        beside = bool(self.frame.label)
        x = self.frame.label if beside else 14.0
        yield tag(
            "text", label, x=self.frame.width - x if self.words.rtl else x,
            y=middle + self.frame.size / 3 if beside else middle - 10,
            text_anchor="end" if beside != self.words.rtl else "start", class_="name",
        )  # fmt: skip
        number = self.words.number(round(people))
        yield tag(
            "circle", tag("title", label, ": ", number), cx=self._x(people), cy=middle, r=size,
            class_="dot",
        )  # fmt: skip

    def _bracket(self, middle: float) -> Iterable[Markup]:
        """The interval; without an end of its own where nothing bounds it."""
        if self.found.interval is None:
            return
        start, end = self.found.interval
        one, other = self._x(start), self._x(min(end, self.scale[-1]))
        stop = "m0 -5v10" if math.isfinite(end) else ""
        path = f"M{one:.1f} {middle - 5:.1f}v10m0 -5H{other:.1f}{stop}"
        yield tag("path", d=path, class_="bracket")
