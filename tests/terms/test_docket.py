"""Which terms have effect, and what of a docket cannot change."""

from __future__ import annotations

import pytest

from canje.base.select import EVERYONE
from canje.terms.docket import LAW, Freed, Owed
from canje.terms.term import Count, Force
from tests.by_hand import docket, people, term

NOBODY = people()


@pytest.mark.parametrize(
    ("by", "force", "law_applies", "effect"),
    [
        ("A", "must", True, "must"),
        ("A", "must", False, "must"),
        ("A", "wish", True, "wish"),
        ("A", "withdrawn", True, None),
        (LAW, "must", True, "must"),
        (LAW, "must", False, None),  # advice
        (LAW, "wish", False, None),
    ],
)
def test_terms_that_have_effect(by: str, force: Force, law_applies: bool, effect: str) -> None:
    """A must binds, a wish is met where it can be; law's are advice where the case says so."""
    said = term(Count(EVERYONE, at_most=1), by=by, force=force)
    case = docket(NOBODY, said, law_applies=law_applies)
    assert (said in case.musts) is (effect == "must")
    assert (said in case.wishes) is (effect == "wish")


def test_facts_cannot_change_under_a_docket() -> None:
    """The facts that an `if` was decided by are those that the digest names."""
    facts = {"pause": "yes"}
    case = docket(NOBODY, facts=facts)
    facts["pause"] = "no"
    assert case.facts["pause"] == "yes"
    with pytest.raises(TypeError):
        case.facts["pause"] = "no"  # type: ignore[index]


def test_what_is_owed_binds_but_for_a_debt() -> None:
    """It is neither a must nor a wish, and is counted in the grades of its level."""
    said = term(Count(EVERYONE, at_least=3), force="owed")
    case = docket(NOBODY, said, levels=(Owed(5), Freed()))
    assert (case.musts, case.wishes, case.owed, case.grades) == ((), (), (said,), 5)
    assert docket(NOBODY, said).grades == 0
