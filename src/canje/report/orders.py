"""Law as it bears on the case: orders of courts, and where terms go against law."""

from __future__ import annotations

from attrs import frozen
from markupsafe import Markup

from canje.base.dates import PartialDate
from canje.case.case import Case
from canje.report.names import Names, own
from canje.report.words import Words
from canje.terms.docket import Bar
from canje.terms.law import Article
from canje.terms.moves import bars_in_force


@frozen
class Order:
    """A court's order as a row of the table."""

    id: str
    order: str
    court: str
    forbids: Markup
    time: Markup
    idle: Markup
    source: Markup


def orders(case: Case, names: Names) -> list[Order]:
    """Every order in the case, those no longer in force too."""
    in_force = {each.id for each in bars_in_force(case.docket)}
    return [
        Order(
            each.id,
            each.order,
            each.court,
            _forbids(each, names),
            _time(each, names),
            Markup("") if each.id in in_force else _idle(each, case, names),
            names.source(each.source),
        )
        for each in case.docket.bars
    ]


def article(each: Article, words: Words) -> tuple[Markup, Markup]:
    """An article as it is cited, and what it says, in the words of the page."""
    convention = each.id.partition("-")[0]
    cited = words(f"law.cited.{convention}", article=own(each.article))
    return cited, words(f"law.says.{each.id}")


def notices(case: Case) -> list[tuple[str, str]]:
    """Where a term and law, or an order, do not agree: what it is about, and why."""
    return [(each.value or "", each.why) for each in case.findings if each.code.startswith("law.")]


def _forbids(bar: Bar, names: Names) -> Markup:
    places = names.words.listed(names.to(each) for each in bar.destinations)
    return names.words(f"forbids.{bar.forbids}", places=places)


def _time(bar: Bar, names: Names) -> Markup:
    words = names.words
    if bar.until is None:
        return words(f"law.from.{_known(bar.start)}", start=words.date(bar.start))
    start = words(f"law.begin.{_known(bar.start)}", start=words.date(bar.start))
    end = words(f"law.end.{_known(bar.until)}", end=words.date(bar.until))
    return Markup("{} {}").format(start, end)


def _known(date: PartialDate) -> str:
    """How far a date is known: Spanish says the article before a day alone."""
    return "month" if date.day is None else "day"


def _idle(bar: Bar, case: Case, names: Names) -> Markup:
    later = bar.start.earliest > case.docket.date.latest
    return names.words("law.not-yet" if later else "law.over")
