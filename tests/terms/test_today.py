"""Whether each may go as planned, as the case stands today."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from canje.clear.engine import clear
from canje.terms import term as kinds
from canje.terms.docket import Bar, Consent, Docket, Statement
from canje.terms.today import halted
from tests.by_hand import DAY, docket, people, term, who
from tests.strategies import dockets

CASE = docket(
    people(
        "anna A B B|C -",
        "bo A B B olive",
        "cy A B - olive",
        "dee B A A -",
        columns="id holder beneficiary destination family",
    ),
    term(kinds.Together("family"), "units"),
    consents=(Consent("anna", "yes", "C"), Consent("dee", "yes")),
)
PLAN = (
    ("anna", ("B", "C")),
    ("bo", ("B", "B")),
    ("cy", ("B", "B")),
    ("dee", ("A", "A")),
)


def _bar(forbids: str, **more: object) -> Bar:
    fields = {"start": DAY, "forbids": forbids, "covers": who(id="anna")} | more
    return Bar("stay", "an order", "a court", **fields)  # type: ignore[arg-type]


def test_whoever_goes_by_an_open_move_may_go() -> None:
    """Among them who has no destination of his or her own and goes along with the others."""
    assert halted(CASE, PLAN) == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"statements": (Statement("anna", "A", "released"),)}, {"anna": "statement"}),
        ({"bars": (_bar("release"),)}, {"anna": "bar"}),
        ({"bars": (_bar("transfer"),)}, {"anna": "bar"}),
        ({"bars": (_bar("destination", destinations=("C",)),)}, {"anna": "move"}),
        ({"bars": (_bar("destination", destinations=("B",)),)}, {}),
        ({"bars": (_bar("release", start=attrs.evolve(DAY, year=2026)),)}, {}),
        ({"bars": (_bar("release"),), "law_applies": False}, {}),
        ({"consents": (Consent("anna", "no"),)}, {"anna": "consent-refused"}),
        ({"consents": (Consent("anna", "no", "C"),)}, {"anna": "will"}),
        ({"consents": (Consent("anna", "no", "B"),)}, {}),
        ({"consents": (Consent("anna", "no"), Consent("anna", "yes", "", DAY))}, {}),
        (
            {"consents": (Consent("cy", "no"),)},
            {"bo": "unit-not-in-this-round", "cy": "consent-refused"},
        ),
        (
            {"consents": (Consent("cy", "no", "B"),)},
            {"bo": "unit-not-in-this-round", "cy": "consent-refused"},
        ),
        ({"statements": (Statement("bo", "A", "unknown"),)}, {"bo": "statement", "cy": "unit"}),
        (
            {"consent_required": True},
            {"bo": "consent-not-asked", "cy": "consent-not-asked"},
        ),
    ],
)
def test_who_may_not_go_is_found_with_the_ground(
    change: dict[str, Any], found: dict[str, str]
) -> None:
    """An order, an answer, the person's own word, or a member of the unit of whom one is true."""
    stopped = halted(attrs.evolve(CASE, **change), PLAN)
    told = {each.person: each.barrier.code if each.barrier else each.why for each in stopped}
    assert told == found
    private = ("consent", "will", "unit-not")
    assert all(each.desk_only == told[each.person].startswith(private) for each in stopped)


def test_whom_the_case_does_not_have() -> None:
    """And who is to go where, or for whom, the case does not say."""
    stopped = halted(CASE, (("zoe", ("B", "B")), ("dee", ("A", "C")), ("dee", ("C", "A"))))
    assert [(each.person, each.why) for each in stopped] == [
        ("zoe", "nobody"),
        ("dee", "move"),
        ("dee", "move"),
    ]


@settings(max_examples=150, deadline=None)
@given(case=dockets())
def test_a_plan_of_the_case_as_it_stands_has_nobody_halted(case: Docket) -> None:
    """Whatever is cleared can be used at once."""
    planned = [(each.id, (each.beneficiary, each.destination)) for each in clear(case).people]
    assert halted(case, planned) == ()


@settings(max_examples=100, deadline=None)
@given(case=dockets())
def test_whoever_refuses_afterwards_is_halted(case: Docket) -> None:
    """Each of those planned, one by one."""
    plan = clear(case)
    for each in plan.people[:3]:
        after = attrs.evolve(
            case, consents=(*case.consents, Consent(each.id, "no", date=case.date))
        )
        dates = [said.date for said in case.consents if said.date is not None]
        if all(date.latest <= case.date.latest for date in dates):
            stopped = halted(after, [(each.id, (each.beneficiary, each.destination))])
            assert [one.person for one in stopped] == [each.id]
