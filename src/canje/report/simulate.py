"""The page of a simulation: a figure of all ways, the tables behind it, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen
from markupsafe import Markup

from canje.case.case import Case
from canje.handover.ended import HOW, How
from canje.handover.rates import Rate
from canje.handover.spread import Gain, Simulation, Spread, What
from canje.report.curve import ticks
from canje.report.names import Names
from canje.report.page import page_of
from canje.report.svg import drawing, isolated, tag, wrapped
from canje.report.words import Language, Words


def render_simulation(case: Case, found: Simulation, language: Language = "en") -> str:
    """The page: figure, a table a panel, how the days ended, the rates with their sources."""
    words = Words(language)
    names = Names(case, words)
    panels = _panels(found, names)
    return page_of(
        "simulate.html",
        words,
        names,
        case=case,
        found=found,
        panels=panels,
        figure=_figure(found, panels, words),
        ends=_ends(found),
        gains=_gains(found, names),
        nothing=_nothing(found),
        share=_share,
        range=_range,
        mean=_mean,
    )


@frozen
class Panel:
    """One thing that is measured, with a spread a way."""

    title: Markup
    plain: str
    rows: tuple[tuple[str, Spread], ...]


def _panels(found: Simulation, names: Names) -> list[Panel]:
    home = tuple((each.name, each.home) for each in found.ways)
    title = names.words("simulation.home")
    panels = [Panel(title, str(title), home)]
    for number, (party, _) in enumerate(found.ways[0].exposed):
        rows = tuple((each.name, each.exposed[number][1]) for each in found.ways)
        title = names.words("simulation.exposed", party=names.party(party))
        plain = names.words("simulation.exposed", party=names.known(party)).unescape()
        panels.append(Panel(title, plain, rows))
    return panels


def _ends(found: Simulation) -> list[tuple[How, list[int]]]:
    """Why runs ended, where any did so, with how many of each way."""
    counts = [dict(each.how) for each in found.ways]
    return [
        (how, [each.get(how, 0) for each in counts])
        for how in HOW
        if any(how in each for each in counts)
    ]


def _gains(found: Simulation, names: Names) -> list[tuple[Markup, list[Markup]]]:
    """What stages bring: a row a measure, with a cell for each other way."""
    rows: dict[tuple[What, str | None], list[Markup]] = {}
    for each in found.gains:
        rows.setdefault((each.what, each.party), []).append(_gain(each, names.words))
    return [
        (
            names.words(f"simulation.gains.{what}")
            if party is None
            else names.words(f"simulation.gains.{what}", party=names.party(party)),
            cells,
        )
        for (what, party), cells in rows.items()
    ]


def _gain(each: Gain, words: Words) -> Markup:
    mean, chance = f"{float(round(each.mean, 1)):+.1f}", f"{float(each.chance):.1f}"
    said = isolated(_decimal(f"{mean} ±{chance}", words))
    told = each.is_one or each.is_loss
    return said if told else words("simulation.gains.none", mean=said)


def _nothing(found: Simulation) -> list[str]:
    """What to say where stages bring nothing, or nobody home."""
    return [
        f"simulation.gains.{'nothing' if each.way in found.gains_nothing else 'nobody'}.{each.way}"
        for each in found.gains
        if each.what == "home" and not each.is_one
    ]


def _share(rate: Rate, words: Words) -> str:
    """A rate in hundredths, to one place."""
    return _decimal(f"{float(100 * rate.share):.1f}\u00a0%", words)


def _range(rate: Rate, words: Words) -> Markup:
    """From where to where a rate may be, in hundredths."""
    if rate.interval is None:
        return Markup("–")
    low, high = (f"{float(100 * each):.1f}" for each in rate.interval)
    return isolated(_decimal(f"{low}–{high}\u00a0%", words))


def _decimal(number: str, words: Words) -> str:
    """A number's decimal mark as the language writes it."""
    return number if words.language == "en" else number.replace(".", ",")


def _mean(spread: Spread, words: Words) -> str:
    whole, tenth = divmod(round(10 * spread.mean), 10)
    return f"{words.number(whole)}.{tenth}" if words.language == "en" else (
        f"{words.number(whole)},{tenth}"
    )  # fmt: skip


@frozen
class _Frame:
    key: str
    width: float
    label: float
    size: float
    bins: int


_WIDE = _Frame("simulation-wide", 900, 132, 13, 72)
_NARROW = _Frame("simulation-narrow", 360, 0, 11, 36)
_STRIP, _RIGHT = 16.0, 22.0


def _figure(found: Simulation, panels: Sequence[Panel], words: Words) -> Markup:
    """Both drawings: a strip a way, darker where more runs ended."""
    home = {each.name: each.home.quantile(50) for each in found.ways}
    desc = words(
        "simulation.desc",
        staged=words.number(home["staged"]),
        at_once=words.number(home["at-once"]),
        one_by_one=words.number(home["one-by-one"]),
    )
    title = words("simulation.title")
    given = max((each.most for panel in panels[1:] for _, each in panel.rows), default=0)
    most = [found.people, *[given] * (len(panels) - 1)]
    return Markup("").join(
        _Drawing(frame, panels, most, words).svg(title, desc) for frame in (_WIDE, _NARROW)
    )


class _Drawing:
    """One drawing, panel by panel downwards; the exposures are all to one scale."""

    def __init__(
        self, frame: _Frame, panels: Sequence[Panel], most: Sequence[int], words: Words
    ) -> None:
        self.frame, self.panels, self.most, self.words = frame, panels, most, words
        self.row = 34.0 if frame.label else 46.0

    def svg(self, title: Markup, desc: Markup) -> Markup:
        parts: list[Markup] = []
        y = 4.0
        for panel, most in zip(self.panels, self.most, strict=True):
            for line in wrapped(panel.plain, self.frame.width - 8, self.frame.size, 2):
                y += self.frame.size + 5
                parts.append(self._text(isolated(line), 0.0, y, "start", "head"))
            y += 8
            scale = ticks(most)
            bottom = y + self.row * len(panel.rows)
            parts += self._axis(scale, y, bottom)
            for name, spread in panel.rows:
                parts += self._strip(name, spread, scale[-1], y)
                y += self.row
            y = bottom + self.frame.size + 18
        return drawing(self.frame.key, self.frame.width, y, title, desc, *parts)

    def _x(self, value: float, top: int) -> float:
        left = self.frame.label + 8
        x = left + (self.frame.width - left - _RIGHT) * value / top
        return self.frame.width - x if self.words.rtl else x

    def _text(self, text: object, x: float, y: float, anchor: str, kind: str) -> Markup:
        if self.words.rtl:
            x = self.frame.width - x
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        return tag("text", text, x=x, y=y, text_anchor=anchor, class_=kind)

    def _axis(self, scale: Sequence[int], top: float, bottom: float) -> Iterable[Markup]:
        for value in scale:
            x = self._x(value, scale[-1])
            kind = "zero" if value == 0 else "grid"
            yield tag("line", x1=x, x2=x, y1=top, y2=bottom, class_=kind)
            number = isolated(self.words.number(value))
            yield tag(
                "text", number, x=x, y=bottom + self.frame.size + 2, text_anchor="middle",
                class_="tick",
            )  # fmt: skip

    def _strip(self, name: str, spread: Spread, top: int, y: float) -> Iterable[Markup]:
        said = self.words(f"simulation.way.{name}")
        if self.frame.label:
            yield self._text(said, self.frame.label - 6, y + 20, "end", "name")
        else:
            yield self._text(said, 8.0, y + 12, "start", "name")
        y += self.row - 28
        yield from self._bins(spread, top, y)
        low, high = sorted((self._x(spread.quantile(5), top), self._x(spread.quantile(95), top)))
        bracket = f"M{low:.1f} {y + _STRIP + 2:.1f}v4H{high:.1f}v-4"
        yield tag("path", d=bracket, class_="bracket")
        median = self._x(spread.quantile(50), top)
        yield tag("line", x1=median, x2=median, y1=y - 3, y2=y + _STRIP + 3, class_="median")
        number = self.words.number(spread.quantile(50))
        yield tag(
            "circle", tag("title", said, ": ", number), cx=self._x(float(spread.mean), top),
            cy=y + _STRIP / 2, r=4, class_="dot",
        )  # fmt: skip

    def _bins(self, spread: Spread, top: int, y: float) -> Iterable[Markup]:
        """The share of runs in each part of the axis; by its root, so that few are still seen."""
        bins = min(self.frame.bins, top + 1)
        found = [0] * bins
        for value, count in spread.counts:
            found[min(bins - 1, value * bins // top)] += count
        for number, count in enumerate(found):
            if count:
                one, other = sorted(
                    (self._x(number * top / bins, top), self._x((number + 1) * top / bins, top))
                )
                depth = 0.1 + 0.9 * (count / spread.runs) ** 0.5
                yield tag(
                    "rect", x=one, y=y, width=other - one, height=_STRIP, class_="strip",
                    fill_opacity=f"{depth:.2f}",
                )  # fmt: skip
