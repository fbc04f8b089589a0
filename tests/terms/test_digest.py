"""The digest of a docket: all that a party may see, in one order, and no consent."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import Compare
from canje.terms import term as kinds
from canje.terms.digest import case_digest
from canje.terms.docket import Bar, Consent, Docket, First, Freed, Party, Prefer, Statement
from tests.by_hand import DAY, docket, people, term, who
from tests.strategies import dockets

TARIFF = kinds.Tariff(who(holder="A"), who(holder="B"), "rank", {"private": 1, "major": 8})
CASE = docket(
    people(
        "anna A B B private", "bo B A A major", columns="id holder beneficiary destination rank"
    ),
    term(TARIFF, "tariff"),
    term(kinds.Count(who(holder="A"), at_most=3), "cap", force="wish"),
    statements=(Statement("anna", "A", "unanswered"), Statement("anna", "A", "held")),
    bars=(Bar("b1", "an order", "a court", who(id="bo"), "release", DAY),),
    facts={"pause": "yes"},
    levels=(Freed(), First("children", who(age=Compare("lt", "18")))),
)


def test_the_digest_of_a_case_stays_what_it_is() -> None:
    """Plans of years ago name their case by it: if this changes, so does the format."""
    assert case_digest(CASE) == (
        "sha256:7ee5dbd208a0fe13f8bf6939ed0b30b35993063c3815c64dd9b9ae55aaa49610"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"case": "another"},
        {"scenario": "pause"},
        {"date": PartialDate(2025, 4)},
        {"law_applies": False},
        {"consent_required": True},
        {"facts": {"pause": "no"}},
        {"levels": (Freed(),)},
        {"levels": (Freed(), Prefer("rank"))},
        {"parties": (Party("A", "Party A", "state"),)},
        {"statements": CASE.statements[::-1]},  # the later of two without a date stands
        {"statements": (*CASE.statements, Statement("bo", "B", "held", note="by radio"))},
        {"bars": (attrs.evolve(CASE.bars[0], until=DAY),)},
        {"bars": (attrs.evolve(CASE.bars[0], destinations=("A",)),)},
        {"terms": CASE.terms[:1]},
        {"terms": (attrs.evolve(CASE.terms[0], force="wish"), CASE.terms[1])},
        {"terms": (attrs.evolve(CASE.terms[0], text="as said"), CASE.terms[1])},
        {"terms": (term(attrs.evolve(TARIFF, table={"private": 1, "major": 9}), "tariff"),)},
        {"terms": (attrs.evolve(CASE.terms[0], rule=attrs.evolve(TARIFF, got=2)), CASE.terms[1])},
    ],
)
def test_whatever_bears_on_the_exchange_is_in_it(change: dict[str, Any]) -> None:
    """A plan cannot be passed off as one of another case."""
    assert case_digest(attrs.evolve(CASE, **change)) != case_digest(CASE)


@pytest.mark.parametrize(
    ("ids", "column"),
    [
        (["anna", "bo"], ["privat", "emajor"]),
        (["anna", "bo"], ["private", "private"]),
        (["anna", "carl"], ["private", "major"]),
        (["anna"], ["private"]),
    ],
)
def test_every_cell_of_the_people_is_in_it(ids: list[str], column: list[str]) -> None:
    """Texts cannot move from one person to the next."""
    before = docket(People.of(["anna", "bo"], {"rank": ["private", "major"]}))
    after = docket(People.of(ids, {"rank": column}))
    assert case_digest(before) != case_digest(after)


@settings(max_examples=50)
@given(case=dockets(), wills=st.lists(st.sampled_from(["yes", "no", "not-asked"]), min_size=1))
def test_no_consent_is_in_it(case: Docket, wills: list[Any]) -> None:
    """Who guesses at refusals can confirm none by the digest."""
    said = tuple(Consent(case.people.ids[0], will, str(n)) for n, will in enumerate(wills))
    assert case_digest(attrs.evolve(case, consents=said)) == case_digest(case)


@settings(max_examples=50)
@given(case=dockets())
def test_no_order_of_lines_is_in_it_but_that_of_statements(case: Docket) -> None:
    """Two writers of the same case have the same digest."""
    turned = attrs.evolve(
        case,
        terms=case.terms[::-1],
        bars=case.bars[::-1],
        parties=case.parties[::-1],
        people=People(case.people.ids, dict(list(case.people.columns.items())[::-1])),
        facts=dict(list(case.facts.items())[::-1]),
    )
    assert case_digest(turned) == case_digest(case)


def test_a_column_without_a_fact_is_no_column() -> None:
    """A blank is missing, whether its column stands in the file or not."""
    bare = docket(People.of(["anna"], {"holder": ["A"]}))
    wide = docket(People.of(["anna"], {"holder": ["A"], "rank": [""]}))
    assert case_digest(bare) == case_digest(wide)


def test_what_has_no_digest_is_refused() -> None:
    """A value of another kind would be a mistake, not a fact."""
    rule: Any = object()
    with pytest.raises(TypeError, match="object"):
        case_digest(docket(people(), term(rule)))


def test_an_order_is_in_the_digest_and_none_leaves_it_as_it_was() -> None:
    """Old plans keep naming their case; an order by which people are picked changes it."""
    assert case_digest(attrs.evolve(CASE, order="")) == case_digest(CASE)
    assert case_digest(attrs.evolve(CASE, order="rank")) != case_digest(CASE)
