"""From lists to persons on a page: how many are sought, answered, acknowledged, can go.

Counts only: no id and no name of a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from attrs import frozen
from markupsafe import Markup

from canje.case.case import Case
from canje.case.parts import Listing
from canje.case.persons import newest, persons_of
from canje.reconcile.funnel import Funnel, Step, funnels
from canje.reconcile.persons import Person, Source
from canje.report.names import Names
from canje.report.svg import drawing, isolated, tag
from canje.report.words import Words
from canje.terms.eligible import eligible

_JOINED: tuple[Source, ...] = ("alone", "judged", "proposed")


@frozen
class Row:
    """A step as the table has it."""

    step: Step
    count: int
    share: str
    says: Markup


@frozen
class Told:
    """Funnels with their figures and tables, how entries became persons, the lists behind them."""

    funnels: tuple[tuple[Funnel, Markup, tuple[Row, ...]], ...]
    joined: tuple[tuple[Source, int], ...]
    lists: tuple[Markup, ...]


def told_of(case: Case, names: Names) -> Told | None:
    """The part of a report on a case whose people are from lists; none for other cases."""
    persons = persons_of(case)
    if not persons:
        return None
    table, ids = eligible(case.docket), case.docket.people.ids
    can = {ids[row] for row in np.flatnonzero(table.move_set >= 0).tolist()}
    return told(case, funnels(persons, can), persons, names)


def told(case: Case, found: Sequence[Funnel], persons: Iterable[Person], names: Names) -> Told:
    """Figures and tables with who says so."""
    joined = Counter(each.joined for each in persons)
    return Told(
        tuple(
            (each, figure(each, number, names), _rows(case, each, names))
            for number, each in enumerate(found)
        ),
        tuple((how, joined[how]) for how in _JOINED if joined[how]),
        tuple(_listed(each, names) for each in newest(case)),
    )


def _rows(case: Case, found: Funnel, names: Names) -> tuple[Row, ...]:
    whole = found.counts[0][1]
    return tuple(
        Row(step, count, share(count, whole), _says(case, found, step, names))
        for step, count in found.counts
    )


def _says(case: Case, found: Funnel, step: Step, names: Names) -> Markup:
    """On whose word a step counts."""
    if step == "sought":
        return names.party(found.seeker)
    if step in ("answered", "acknowledged"):
        return names.party(found.holder)
    if step == "eligible":
        return names.words("funnel.by.case")
    parties = {each.party for each in newest(case) if each.kind == step}
    return names.words.listed(map(names.party, names.order(parties)))


def _listed(each: Listing, names: Names) -> Markup:
    """A list: whose, of whom, of which day."""
    words = names.words
    key = "funnel.list" if each.date else "funnel.list.undated"
    date = words.date(each.date) if each.date else ""
    kind = words(f"funnel.kind.{each.kind}")
    return words(key, party=names.party(each.party), kind=kind, date=date)


def share(number: int, of: int) -> str:
    """A part in hundredths, rounded down, so that only all are 100 %.

    >>> share(1999, 2000)
    '99\\xa0%'
    """
    return f"{100 * number // of}\u00a0%" if of else "0\u00a0%"


@frozen
class _Frame:
    key: str
    width: float
    label: float
    size: float
    row: float


_WIDE = _Frame("funnel-wide", 900, 150, 13, 38)
_NARROW = _Frame("funnel-narrow", 360, 0, 11, 46)
_BAR, _NUMBER = 20.0, 120.0


def figure(found: Funnel, number: int, names: Names) -> Markup:
    """Both drawings of one funnel; `number` tells it from others on the page."""
    words = names.words
    steps = [
        words("funnel.one", step=words(f"funnel.step.{step}"), number=words.number(count))
        for step, count in found.counts
    ]
    title = words(
        "funnel.of",
        seeker=isolated(names.known(found.seeker)),
        holder=isolated(names.known(found.holder)),
    )
    desc = words("funnel.desc", steps=Markup(" ").join(steps))
    return Markup("").join(
        _Drawing(frame, found, words).svg(title, desc, number) for frame in (_WIDE, _NARROW)
    )


class _Drawing:
    """A bar for each step downwards; behind it, the bar of the step before."""

    def __init__(self, frame: _Frame, found: Funnel, words: Words) -> None:
        self.frame, self.found, self.words = frame, found, words
        self.most = max(1, *(count for _, count in found.counts))

    def svg(self, title: Markup, desc: Markup, number: int) -> Markup:
        frame = self.frame
        parts: list[Markup] = []
        before = self.found.counts[0][1]
        for row, (step, count) in enumerate(self.found.counts):
            parts += self._step(step, count, before, 6.0 + row * frame.row)
            before = count
        height = 10.0 + frame.row * len(self.found.counts)
        drawn = drawing(f"{frame.key}", frame.width, height, title, desc, *parts)
        mark = f"{frame.key}-{number}"
        return Markup(  # noqa: S704  (our own markup, its ids made unlike those of the next figure)
            drawn.replace(f"{frame.key}-title", f"{mark}-title").replace(
                f"{frame.key}-desc", f"{mark}-desc"
            )
        )

    def _step(self, step: str, count: int, before: int, y: float) -> Iterable[Markup]:
        frame, words = self.frame, self.words
        said = words(f"funnel.step.{step}")
        left = frame.label + 8
        if frame.label:
            yield self._text(said, frame.label, y + 15, "end", "name")
        else:
            left = 4.0
            yield self._text(said, left, y + 11, "start", "name")
            y += 16
        room = frame.width - left - _NUMBER
        whole, part = room * before / self.most, room * count / self.most
        yield self._rect(left, y, whole, "lost")
        yield self._rect(left, y, part, "step")
        number = f"{words.number(count)} · {share(count, self.found.counts[0][1])}"
        yield self._text(isolated(number), left + max(whole, part) + 8, y + 15, "start", "tick")

    def _rect(self, x: float, y: float, width: float, kind: str) -> Markup:
        if self.words.rtl:
            x = self.frame.width - x - width
        return tag("rect", x=x, y=y, width=width, height=_BAR, class_=kind)

    def _text(self, text: object, x: float, y: float, anchor: str, kind: str) -> Markup:
        if self.words.rtl:
            x = self.frame.width - x
            anchor = {"start": "end", "end": "start"}[anchor]
        return tag("text", text, x=x, y=y, text_anchor=anchor, class_=kind)
