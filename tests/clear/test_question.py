"""What is asked, as the parties may see it, and with something given up."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given, settings

from canje.base.select import EVERYONE
from canje.clear.question import Question
from canje.terms import term as kinds
from canje.terms.docket import DAY, LAW, Consent, Docket
from tests.by_hand import docket, people, term, who
from tests.clear.points import allowed, dense, points
from tests.strategies import dockets

FAMILY = "id holder beneficiary destination family"
TABLE = people("a A B B|C f1", "b A B B f1", "c A B B|C -", "d B A A -", columns=FAMILY)
RATIO = term(kinds.Ratio(who(holder="A"), who(holder="B")), "ratio", "B")
UNITS = term(kinds.Together("family"), "units")


def test_without_refusals_the_published_question_is_the_question() -> None:
    """Nothing to hide, nothing done twice."""
    for wills in ((), (Consent("a", "yes"),), (Consent("c", "no"),), (Consent("c", "no", "ZZ"),)):
        question = Question(docket(TABLE, RATIO, consents=wills))
        assert question.published is question


@pytest.mark.parametrize(
    "wills",
    [
        (Consent("c", "no", "B"),),
        (Consent("c", "no", "C"),),
        (Consent("c", "no", "B"), Consent("a", "no", "C")),
        (Consent("a", "yes"), Consent("a", "no", "C")),
    ],
)
def test_a_refusal_of_one_place_is_not_in_the_published_problem(wills: tuple[Consent, ...]) -> None:
    """Whoever refused one of two is, to the parties, as if nobody had asked."""
    question = Question(docket(TABLE, RATIO, consents=wills))
    unasked = Question(docket(TABLE, RATIO))
    assert question.published is not question
    assert question.published.problem.digest() == unasked.problem.digest()
    assert question.published.docket.consents == ()
    assert question.problem.digest() != unasked.problem.digest()


def test_who_refused_every_place_is_out_of_it_and_no_more_is_told() -> None:
    """The same problem as if the person were not there."""
    question = Question(docket(TABLE, RATIO, consents=(Consent("c", "no"),)))
    others = people("a A B B|C f1", "b A B B f1", "d B A A -", columns=FAMILY)
    assert question.published.problem.digest() == Question(docket(others, RATIO)).problem.digest()


def test_what_is_shared_is_what_a_party_would_ask() -> None:
    """Who stays, stays; that somebody refused one place, or would refuse, is not in it."""
    wills = (Consent("c", "no", "B"), Consent("d", "no"))
    asked = Question(docket(TABLE, RATIO, consents=wills)).shared
    party = Question(docket(TABLE, RATIO, consents=(Consent("d", "no"),)))
    assert asked.problem.digest() == party.problem.digest()
    assert asked.published is asked
    nothing = Question(docket(TABLE, RATIO))
    assert nothing.shared is nothing


@given(case=dockets())
@settings(max_examples=60)
def test_the_published_question_allows_all_that_the_true_one_does(case: Docket) -> None:
    """Its bound is then a bound for the true one; it never has more people in it."""
    question = Question(case)
    true, told = question.units.eligibility, question.published.units.eligibility
    for row in range(len(case.people)):
        assert set(true.moves_of(row)) <= set(told.moves_of(row))
        assert bool(true.moves_of(row)) is bool(told.moves_of(row))
    size = question.problem.classes.people.sum()
    assert question.published.problem.classes.people.sum() == size


def test_terms_given_up() -> None:
    """An ordinary term takes its rows away; one that makes units or an outside makes a new case."""
    outside = term(kinds.Outside(who(id="c")), "out", LAW)
    question = Question(docket(TABLE, RATIO, UNITS, outside))
    fewer = question.without(["ratio"])
    assert fewer.classes is question.problem.classes
    assert [row.term for row in fewer.rows] == ["out"]
    apart = question.without(["units", "ratio"])
    assert apart.classes.unit_size.max() == 1
    assert question.problem.classes.unit_size.max() == 2
    counted = question.without(["out"])
    assert [row.term for row in counted.rows] == ["ratio"]
    assert np.abs(dense(counted)).sum() == np.abs(dense(question.problem)[1]).sum() + 2
    assert question.without([]).digest() == question.problem.digest()
    assert question.without(["of no case"]).digest() == question.problem.digest()


def test_terms_given_up_of_a_published_question_tell_nothing_either() -> None:
    """Units dissolved: the refusals come back neither as moves nor as a missing move."""
    refused = (Consent("c", "no", "B"),)
    published = Question(docket(TABLE, RATIO, UNITS, consents=refused)).published
    expected = Question(docket(TABLE, RATIO)).problem.digest()
    assert published.without(["units"]).digest() == expected


def test_what_a_party_could_give_up() -> None:
    """Every must-term in force but law's, by id."""
    law = term(kinds.Count(EVERYONE, at_least=0), "law.1", LAW)
    wish = term(kinds.Count(EVERYONE, at_least=0), "w", force="wish")
    case = docket(TABLE, UNITS, law, wish, RATIO)
    question = Question(case)
    assert [each.id for each in question.negotiable] == ["ratio", "units"]
    assert question.is_structural(UNITS)
    assert not question.is_structural(RATIO)
    withdrawn = attrs.evolve(UNITS, force="withdrawn")
    assert not Question(docket(TABLE, withdrawn)).is_structural(withdrawn)


def test_everything_is_derived_once() -> None:
    """A question keeps what it has worked out."""
    question = Question(docket(TABLE, RATIO))
    assert question.problem is question.problem
    assert question.units is question.units
    every = points(question.problem)
    assert allowed(question.problem, every).any()


def test_nobody_can_give_up_what_has_happened() -> None:
    """A term that says what has happened is no one's to give."""
    fact = kinds.Term("@crossed", DAY, "gone", kinds.Count(who(holder="A"), at_least=1))
    question = Question(docket(people("a A B B"), fact, term(kinds.Count(who(), at_most=1))))
    assert [each.id for each in question.negotiable] == ["t"]
