"""Rules as values, and what a rule comes to under the facts of a case."""

from __future__ import annotations

import pytest

from canje.base.select import EVERYONE
from canje.terms.term import Count, If, Never, Rule, Tariff, resolved
from tests.by_hand import who

CAP, FLOOR = Count(EVERYONE, at_most=3), Count(EVERYONE, at_least=1)
NESTED = If("pause", "yes", If("proof", "given", CAP, FLOOR), Never(EVERYONE))


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        (CAP, {}, CAP),
        (If("pause", "yes", CAP), {"pause": "yes"}, CAP),
        (If("pause", "yes", CAP), {"pause": "no"}, None),
        (If("pause", "yes", CAP), {}, None),
        (If("pause", "yes", CAP, FLOOR), {"pause": "Yes"}, FLOOR),
        (NESTED, {"pause": "yes", "proof": "given"}, CAP),
        (NESTED, {"pause": "yes", "proof": "none"}, FLOOR),
        (NESTED, {"pause": "no", "proof": "given"}, Never(EVERYONE)),
    ],
)
def test_what_an_if_comes_down_to(rule: Rule, facts: dict[str, str], expected: Rule | None) -> None:
    """The branch that the facts pick, at any depth; None where none of them applies."""
    assert resolved(rule, facts) == expected


def test_a_tariff_keeps_the_worths_that_were_written_down() -> None:
    """Nobody changes a worth behind a term's back, and a tariff can be told from another."""
    table = {"private": 1, "colonel": 15}
    tariff = Tariff(who(holder="A"), who(holder="B"), "rank", table)
    table["colonel"] = 1
    assert tariff.table["colonel"] == 15
    with pytest.raises(TypeError):
        tariff.table["private"] = 2  # type: ignore[index]
    assert tariff != Tariff(who(holder="A"), who(holder="B"), "rank", table)
    assert len({tariff, tariff}) == 1
