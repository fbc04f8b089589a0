"""Law as dated, cited data: which articles are in force on a day, and what they put into a case.

The data stands in `canje/data/law/`, a file for each convention. An article may put people outside
every ratio (`outside`), put people first (`first`), or only be told (a text).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from attrs import frozen

from canje.base.dates import PartialDate
from canje.base.findings import Findings, refusal
from canje.base.people import Column, People
from canje.base.select import EVERYONE, Compare, Selection
from canje.intake import tree
from canje.intake.fields import Fields
from canje.terms.docket import LAW, First
from canje.terms.read_select import Crowd, read_selection
from canje.terms.term import Outside, Term


@frozen
class Article:
    """One article of a convention, from when (and until when) it is in force."""

    id: str
    convention: str
    short: str
    url: str
    article: str
    says: str
    start: PartialDate
    until: PartialDate | None = None
    note: str = ""
    outside: Selection | None = None
    first: First | None = None
    under: int | None = None

    def level(self, date: PartialDate) -> First | None:
        """Those whom the article puts first on a day.

        `under` an age are those whose age says so, and those who were born late enough for it
        even where their age is not known to the year.
        """
        if self.first is None or self.under is None:
            return self.first
        age = Selection((("age", Compare("lt", str(self.under))),))
        born = Selection((("born", Compare("gt", str(_years_before(date.latest, self.under)))),))
        return First(self.first.title, Selection(self.first.of.conditions, (age, born)))

    @property
    def cited(self) -> str:
        """
        >>> shipped()[0].cited
        'Geneva Convention III, article 109'
        """
        return f"{self.short}, article {self.article}"

    @property
    def term(self) -> Term | None:
        """The term that the article puts into every case."""
        if self.outside is None:
            return None
        return Term(f"{LAW}.{self.id}", LAW, f"{self.cited}: {self.says}", Outside(self.outside))


def _years_before(day: dt.date, years: int) -> dt.date:
    last = min(day.day, 28) if day.month == 2 else day.day
    return dt.date(max(day.year - years, 1), day.month, last)


def in_force(articles: Iterable[Article], date: PartialDate) -> tuple[Article, ...]:
    """The articles that are in force on the day, as far as the day is known."""
    return tuple(
        each
        for each in articles
        if each.start.earliest <= date.latest
        and (each.until is None or each.until.latest >= date.earliest)
    )


@cache
def shipped() -> tuple[Article, ...]:
    """The law that comes with canje, in the order of its files."""
    folder = files("canje") / "data" / "law"
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml"))
    return tuple(
        article for name in names for article in read_law(name, (folder / name).read_bytes())
    )


def read_law(file: str, data: bytes) -> tuple[Article, ...]:
    """Read one file of law; raises Refused where anything in it is wrong."""
    findings = Findings()
    note = findings.at(file)
    node = tree.parse(data, note)
    articles = []
    if node is not None and (fields := Fields.of(node, "", note)) is not None:
        fields.id()
        title = fields.text("title", needed=True) or ""
        short = fields.text("short", needed=True) or ""
        url = fields.text("url", needed=True) or ""
        for entry in fields.entries("articles", needed=True):
            start = entry.date("from", needed=True)
            article = Article(
                entry.id() or "",
                title,
                short,
                url,
                entry.text("article", needed=True) or "",
                entry.text("says", needed=True) or "",
                start or PartialDate(1),
                entry.date("until"),
                entry.text("note") or "",
                _selection(entry, "outside"),
                *_first(entry),
            )
            entry.close()
            articles.append(article)
        fields.close()
    if findings.errors():
        raise refusal(findings.all())
    return tuple(articles)


def _first(entry: Fields) -> tuple[First | None, int | None]:
    """`first: {title, of: SELECTION}` or `first: {title, under: AGE}`."""
    inner = entry.sub("first")
    if inner is None:
        return None, None
    title, under = inner.text("title", needed=True), inner.whole("under", 1, 150)
    of = _selection(inner, "of", needed=under is None)
    inner.close()
    return (None if title is None else First(title, of or EVERYONE)), under


_COLUMNS = ("age", "health", "sex", "born", "category", "family", "nationality")
"""The facts about people that law may speak of; a case need not have them."""


def _selection(entry: Fields, key: str, needed: bool = False) -> Selection | None:
    node = entry.node(key, needed)
    if node is None:
        return None
    nobody = People((), dict.fromkeys(_COLUMNS, Column.of(())))
    return read_selection(node, entry.at(key).path, entry.note, Crowd(nobody))
