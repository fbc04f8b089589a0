"""The digest of a docket: all that a party may see, in one order, and no consent."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import Compare
from canje.terms import term as kinds
from canje.terms.digest import PARTS, case_digest, parts
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
        "sha256:316462752ba190cd0d8d60efd57a37bd59df1655ee44d6b93ae91d96e4b4871e"
    )


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("settings", {"case": "another"}),
        ("settings", {"scenario": "pause"}),
        ("settings", {"date": PartialDate(2025, 4)}),
        ("settings", {"law_applies": False}),
        ("settings", {"consent_required": True}),
        ("facts", {"facts": {"pause": "no"}}),
        ("objective", {"levels": (Freed(),)}),
        ("objective", {"levels": (Freed(), Prefer("rank"))}),
        ("objective", {"order": "rank"}),
        ("parties", {"parties": (Party("A", "Party A", "state"),)}),
        (
            "people",
            {
                "people": people(
                    "anna A B B private", columns="id holder beneficiary destination rank"
                )
            },
        ),
        ("statements", {"statements": CASE.statements[::-1]}),  # of two undated the later stands
        (
            "statements",
            {"statements": (*CASE.statements, Statement("bo", "B", "held", note="by radio"))},
        ),
        ("bars", {"bars": (attrs.evolve(CASE.bars[0], until=DAY),)}),
        ("bars", {"bars": (attrs.evolve(CASE.bars[0], destinations=("A",)),)}),
        ("terms", {"terms": CASE.terms[:1]}),
        ("terms", {"terms": (attrs.evolve(CASE.terms[0], force="wish"), CASE.terms[1])}),
        ("terms", {"terms": (attrs.evolve(CASE.terms[0], text="as said"), CASE.terms[1])}),
        (
            "terms",
            {"terms": (term(attrs.evolve(TARIFF, table={"private": 1, "major": 9}), "tariff"),)},
        ),
        (
            "terms",
            {
                "terms": (
                    attrs.evolve(CASE.terms[0], rule=attrs.evolve(TARIFF, got=2)),
                    CASE.terms[1],
                )
            },
        ),
    ],
)
def test_whatever_bears_on_the_exchange_is_in_its_part(part: str, change: dict[str, Any]) -> None:
    """A plan cannot be passed off as one of another case, and what differs can be named."""
    before, after = parts(CASE), parts(attrs.evolve(CASE, **change))
    assert {name for name in PARTS if before[name] != after[name]} == {part}
    assert case_digest(attrs.evolve(CASE, **change)) != case_digest(CASE)


def test_a_day_leaves_the_parts_before_it_as_they_were_and_adds_one() -> None:
    """Who was told nothing of the day can still compare the case with a plan that goes on."""
    day = attrs.evolve(CASE, order="rank", before=CASE)
    other = attrs.evolve(CASE, facts={"pause": "no"}, before=CASE)
    assert {k: v for k, v in parts(day).items() if k != "day"} == parts(CASE)
    assert parts(day)["day"] != parts(other)["day"]
    assert len({case_digest(CASE), case_digest(day), case_digest(other)}) == 3


def test_the_whole_is_named_by_its_parts() -> None:
    """The case's digest can be worked out from those of the parts, with nothing else."""
    text = json.dumps(parts(CASE), sort_keys=True, separators=(",", ":"))
    assert case_digest(CASE) == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


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
def test_no_order_of_lines_is_in_it_but_that_of_statements_and_terms(case: Docket) -> None:
    """Two writers of the same case have the same digest; what is stated first is kept first."""
    if len(case.terms) > 1:
        other = attrs.evolve(case, terms=case.terms[::-1])
        assert parts(other)["terms"] != parts(case)["terms"]
    turned = attrs.evolve(
        case,
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
