"""Law and court orders on a page: every article in each language, every date in good Spanish."""

from __future__ import annotations

import attrs
import pytest
from markupsafe import Markup

from canje.base.dates import PartialDate
from canje.base.select import EVERYONE
from canje.report.names import Names
from canje.report.orders import article, orders
from canje.report.words import LANGUAGES, Language, Words
from canje.terms.docket import Bar
from canje.terms.law import Article, shipped
from tests.report.examples import APRIL, case, page


@pytest.mark.parametrize("each", shipped(), ids=lambda each: each.id)
def test_english_is_that_of_the_data_and_the_others_are_translations(each: Article) -> None:
    """Whoever adds an article adds its words."""
    told = {language: article(each, Words(language)) for language in LANGUAGES}
    assert tuple(map(Markup.striptags, told["en"])) == (each.cited, each.says)
    assert len({str(says) for _, says in told.values()}) == len(LANGUAGES)
    assert all(each.article in cited.striptags() for cited, _ in told.values())


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "heridos o enfermos de gravedad vuelven a casa"), ("ar", "الأسرى ذوو الجراح")],
)
def test_law_speaks_the_language_of_the_page(language: Language, words: str) -> None:
    """Among the terms and in the list of articles; no English is left of it."""
    told = page(APRIL, language=language)
    assert told.count(words) == 2
    assert "Geneva Convention" not in told


@pytest.mark.parametrize(
    ("start", "until", "told"),
    [
        ("2025-04-20", None, "desde el 20 de abril de 2025"),
        ("2025-04", None, "desde abril de 2025"),
        ("2024", None, "desde 2024"),
        ("2024", "2025-04-20", "de 2024 al 20 de abril de 2025"),
        ("2025-01-01", "2025-04", "del 1 de enero de 2025 a abril de 2025"),
    ],
)
def test_times_in_spanish(start: str, until: str | None, told: str) -> None:
    """An article before a day, none before a month or a year."""
    base = case(APRIL)
    end = PartialDate.parse(until) if until else None
    bar = Bar("b", "o", "c", EVERYONE, "release", PartialDate.parse(start), end)
    bared = attrs.evolve(base, docket=attrs.evolve(base.docket, bars=(bar,)))
    [order] = orders(bared, Names(bared, Words("es")))
    assert order.time == told
