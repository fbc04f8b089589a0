"""A proof written as VIPR convinces a checker that knows nothing of exchanges, and no false one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random

import attrs
import pytest

from canje.base.select import EVERYONE
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.clear.vipr import export
from canje.terms import term as kinds
from canje.terms.docket import Docket, Freed, Prefer
from tests.by_hand import docket as of
from tests.by_hand import people, term, who
from tests.oracles import random_cases, vipr_checker

CHUNK = 50
NUMBER = re.compile(r"-?\d+(?:/\d+)?")


@pytest.mark.parametrize("first", range(0, 300, CHUNK))
def test_every_proof_is_accepted(first: int) -> None:
    """Of proved and of impossible exchanges, by one sum or by a tree."""
    for seed in range(first, first + CHUNK):
        docket = random_cases.small(seed)
        _accepted(export(docket, clear(docket)), seed)


def test_proofs_of_hundreds_of_people_are_accepted() -> None:
    """The file grows with the classes and not with the people."""
    for seed in range(12):
        docket = random_cases.middling(seed)
        _accepted(export(docket, clear(docket)), seed)


def test_a_worth_in_the_first_place_is_proved_over_its_curve() -> None:
    """Days detained are another sum for each number freed of a class."""
    for seed in range(60):
        docket = attrs.evolve(random_cases.small(seed), levels=(Prefer("days"), Freed()))
        _accepted(export(docket, clear(docket)), seed)


def test_pieces_in_a_split_are_unknowns_of_the_file() -> None:
    """Trees of days weigh pieces; altered in one number they prove nothing."""
    with_pieces = 0
    for seed in range(40):
        docket = _by_days(Random(seed))
        plan = clear(docket)
        text = export(docket, plan)
        _accepted(text, seed)
        with_pieces += ">" in str(plan.certificate)
        if ">" in str(plan.certificate) and with_pieces < 4:
            for altered in _altered(text):
                with pytest.raises(vipr_checker.Wrong):
                    vipr_checker.check(altered)
    assert with_pieces > 15


def _by_days(rng: Random) -> Docket:
    table = people(
        *(f"a{n} A B B|C {rng.randint(-3, 30)}" for n in range(6)),
        *(f"b{n} B A A {rng.randint(-3, 30)}" for n in range(6)),
        columns="id holder beneficiary destination days",
    )
    rates = rng.choice(((3, 2), (1, 1), (2, 1), (2, 3)))
    terms = (
        term(kinds.Ratio(who(holder="A"), who(holder="B"), *rates), "t0"),
        term(kinds.Count(who(destination="B"), at_most=rng.randint(2, 5)), "t1"),
        term(kinds.Count(EVERYONE, at_most=rng.randint(5, 9)), "t2"),
    )
    return of(table, *terms, levels=(Prefer("days"), Freed()))


def test_the_file_promises_what_the_plan_says() -> None:
    """Value and bound stand in `RTP`; an impossible exchange is promised to be that."""
    for seed in range(60):
        docket = random_cases.small(seed)
        plan = clear(docket)
        first = plan.objective[0] if plan.objective else None
        promise = f"range {first.value} {first.bound}" if first else "infeas"
        assert f"\nRTP {promise}\n" in export(docket, plan), f"seed {seed}"


def test_a_file_altered_in_what_it_claims_is_refused() -> None:
    """One more in a weight, in a split, in the value promised; one less in the bound."""
    tried = 0
    for seed in range(60):
        docket = random_cases.small(seed)
        for text in _altered(export(docket, clear(docket))):
            with pytest.raises(vipr_checker.Wrong):
                vipr_checker.check(text)
            tried += 1
    assert tried > 400


def test_a_plan_of_another_docket_has_no_file() -> None:
    """Nor has one whose certificate shows less than the plan claims, or none."""
    docket, plan = _proved()
    bound = plan.objective[0].bound
    assert bound is not None
    less = attrs.evolve(plan.objective[0], bound=bound - 1)
    for false in (
        attrs.evolve(plan, problem_digest="sha256:" + 64 * "0"),
        attrs.evolve(plan, certificate=None),
        attrs.evolve(plan, objective=(less, *plan.objective[1:])),
        attrs.evolve(plan, classes=plan.classes[1:]),
    ):
        with pytest.raises(ValueError, match=r"docket|proves less"):
            export(docket, false)


def _proved() -> tuple[Docket, Plan]:
    dockets = map(random_cases.small, range(100))
    return next((each, plan) for each in dockets if (plan := clear(each)).freed > 3)


def _accepted(text: str, seed: int) -> None:
    try:
        vipr_checker.check(text)
    except vipr_checker.Wrong as wrong:
        pytest.fail(f"seed {seed}: {wrong}")


def _altered(text: str) -> Iterator[str]:
    """The file with one number changed, once for every number that a claim hangs on."""
    head, derived = text.split("\nDER ")
    range_ = re.search(r"\nRTP range (-?\d+) (-?\d+)\n", head)
    if range_ is not None and "\nOBJ max\n0\n" not in head:
        low, high = int(range_[1]), int(range_[2])
        for promise in (f"{low + 1} {high}", f"{low} {high - 1}"):
            yield text.replace(range_[0], f"\nRTP range {promise}\n")
    given = re.search(r"\nCON \d+ \d+\n(.*)\nRTP", head, re.DOTALL)
    assert given is not None
    empty = {str(n) for n, each in enumerate(given[1].split("\n")) if each.endswith(" 0")}
    lines = derived.split("\n")
    for number, line in enumerate(lines):
        for found in _weights(line, empty):
            other = f"{line[: found.start()]}{Fraction(found[0]) + 1}{line[found.end() :]}"
            yield "\nDER ".join([head, "\n".join([*lines[:number], other, *lines[number + 1 :]])])


def _weights(line: str, empty: set[str]) -> list[re.Match[str]]:
    """The numbers that a sum is weighed by; an assumption's limit.

    Not those of `empty` inequalities: 0 >= 3 refutes with any weight.
    """
    if "{ asm }" in line:
        return list(NUMBER.finditer(line, line.index(" L " if " L " in line else " G ")))[:1]
    reason = re.search(r"\{ (?:lin|rnd) \d+(.*)\}", line)
    if reason is None:
        return []
    numbers = list(NUMBER.finditer(line, reason.start(1), reason.end(1)))
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [weight for index, weight in pairs if index[0] not in empty]
