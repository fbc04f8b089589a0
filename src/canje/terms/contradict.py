"""Where a party's term goes against law, or against an order of a court: noted, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.dates import PartialDate
from canje.base.select import Selection
from canje.intake.fields import Fields
from canje.terms.docket import DESK, Bar
from canje.terms.law import Article
from canje.terms.moves import met, perhaps_covered, written
from canje.terms.read_select import Crowd
from canje.terms.term import (
    All,
    AllOrNone,
    Count,
    Either,
    If,
    Named,
    Never,
    Pool,
    Ratio,
    Rule,
    Tariff,
    Term,
)

Mask = npt.NDArray[np.bool_]


@frozen(eq=False, slots=False)  # no slots: it keeps what it worked out
class Watch:
    """Compares terms with the articles and the bars that are in force on the case's date."""

    crowd: Crowd
    articles: tuple[Article, ...]
    bars: tuple[Bar, ...]
    date: PartialDate

    def over(
        self, terms: Iterable[tuple[Term, Fields]], facts: Mapping[str, str]
    ) -> Iterator[tuple[Term, Fields]]:
        """The same terms, each compared as it passes by."""
        for term, fields in terms:
            if term.force != "withdrawn":
                for rule in _parts(term.rule, facts):
                    self._with_law(term, rule, fields)
                    self._with_orders(term, rule, fields)
            yield term, fields

    def _with_law(self, term: Term, rule: Rule, fields: Fields) -> None:
        for article in self.articles:
            if article.outside is None:
                continue
            outside = self.crowd.mask(article.outside)
            if any((self.crowd.mask(each) & outside).any() for each in _against(rule, article)):
                fields.note(
                    "law.contradicts", fields.record.line, fields.path, term.id,
                    law=article.cited, says=article.says, by=_name(term.by),
                )  # fmt: skip

    def _with_orders(self, term: Term, rule: Rule, fields: Fields) -> None:
        wanted = self._wanted(rule)
        if wanted is None:
            return
        numbers, people = np.unique(self.stopped_by[wanted], return_counts=True)
        for number, many in zip(numbers.tolist(), people.tolist(), strict=True):
            if number < 0:
                continue
            bar = self.bars[number]
            fields.note(
                "law.contradicts-order", fields.record.line, fields.path, f"{term.id} ({bar.id})",
                order=bar.order, court=bar.court, bar=bar.id, people=str(many), by=_name(term.by),
            )  # fmt: skip

    @cached_property
    def stopped_by(self) -> npt.NDArray[np.int64]:
        """For each person the number of the first bar that leaves no move; else -1."""
        people = self.crowd.people
        first = np.full(len(people), -1)
        sets, move_set = written(people)
        for number, bar in enumerate(self.bars):
            rows = np.flatnonzero(perhaps_covered(bar, people) & (first < 0))
            if _is_in_force(bar, self.date) and len(rows):
                first[rows[met(bar, people, rows, move_set[rows], sets).all]] = number
        return first

    def _wanted(self, rule: Rule) -> Mask | None:
        """Those whom a rule says must be freed."""
        if isinstance(rule, (All, AllOrNone)):
            return self.crowd.mask(rule.of)
        if isinstance(rule, Named):
            named = set(rule.people)
            mask: Mask = np.fromiter((each in named for each in self.crowd.people.ids), np.bool_)
            return mask
        return None


def _is_in_force(bar: Bar, date: PartialDate) -> bool:
    ended = bar.until is not None and bar.until.latest < date.earliest
    return bar.start.earliest <= date.latest and not ended


def _against(rule: Rule, article: Article) -> Iterator[Selection]:
    """The selections by which a rule may hold back those whom the article lets go.

    A red line does so for whomever it holds; a ratio, a cap or a pool only where it speaks of the
    very fact that the article speaks of: that it counts them is no contradiction, law takes them
    out of the count.
    """
    of_law = {column for column, _ in article.outside.atoms()} if article.outside else set()
    if isinstance(rule, Never):
        yield rule.of
        return
    spoken: tuple[Selection, ...] = ()
    if isinstance(rule, (Ratio, Tariff)):
        spoken = (rule.give, rule.get)
    elif isinstance(rule, Pool) or (isinstance(rule, Count) and rule.at_most is not None):
        spoken = (rule.of,)
    for selection in spoken:
        if any(column in of_law for column, _ in selection.atoms()):
            yield selection


def _parts(rule: Rule, facts: Mapping[str, str]) -> Iterator[Rule]:
    """A rule, or those within it that the facts bring about."""
    if isinstance(rule, Either):
        for each in rule.rules:
            yield from _parts(each, facts)
    elif isinstance(rule, If):
        branch = rule.then if facts.get(rule.fact) == rule.value else rule.otherwise
        if branch is not None:
            yield from _parts(branch, facts)
    else:
        yield rule


def _name(party: str) -> str:
    return "the desk" if party == DESK else party
