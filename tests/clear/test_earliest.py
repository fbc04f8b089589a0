"""Where several places are open they are tried in the order written."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from canje.clear.check import verify
from canje.clear.engine import clear
from canje.terms import term as kinds
from canje.terms.docket import Consent, Docket
from tests.by_hand import docket, people, term, who
from tests.oracles import brute, random_cases
from tests.oracles.mutate import sealed

FAMILY = "id holder beneficiary destination family"
TOGETHER = term(kinds.Together("family"), "units")


def places(case: Docket) -> dict[str, str]:
    """Where each goes, and for whom, by a plan that the checker accepts."""
    plan = clear(case)
    assert verify(plan.to_bytes(), case).accepted
    return {each.id: f"{each.beneficiary}>{each.destination}" for each in plan.people}


@pytest.mark.parametrize(
    ("cells", "goes"),
    [
        ("B B|third", "B>B"),
        ("B third|B", "B>third"),  # not by alphabet
        ("C|B third", "C>third"),
        ("C|B third|B", "C>third"),
    ],
)
def test_the_first_written_is_tried_first(cells: str, goes: str) -> None:
    """Of places as of beneficiaries, where nothing else decides."""
    assert places(docket(people(f"anna A {cells}"))) == {"anna": goes}


def test_a_place_written_later_is_taken_where_the_first_is_not_open() -> None:
    """By a term or by the person's own word; no more people than need be go there."""
    rows = [f"a{number} A B third|B" for number in range(4)]
    cap = term(kinds.Count(who(destination="third"), at_most=1))
    gone = places(docket(people(*rows), cap))
    assert sorted(gone.values()) == ["B>B"] * 3 + ["B>third"]
    asked = docket(people("anna A B third|B"), consents=(Consent("anna", "no", "third"),))
    assert places(asked) == {"anna": "B>B"}


def test_a_level_comes_before_what_is_written_first() -> None:
    """Whoever can be freed only at a later place is freed there."""
    deal = term(kinds.Ratio(who(holder="A", destination="B"), who(holder="B"), how="at-most"))
    rows = ["a0 A B B|third", "b0 B A A"]
    free = docket(people(*rows), deal, term(kinds.Never(who(holder="B")), "red"))
    assert places(free) == {"a0": "B>third"}


def test_people_with_the_same_places_in_another_order_are_another_class() -> None:
    """Else the order of a class's options would be that of nobody in particular."""
    case = docket(people("a A B B|third", "b A B third|B", "c A B B|third"))
    plan = json.loads(clear(case).to_bytes())
    told = [
        (each["size"], [option["destination"] for option in each["options"]])
        for each in plan["classes"]
    ]
    assert told == [(2, [["B"], ["third"]]), (1, [["third"], ["B"]])]
    one = {**plan["classes"][0], "size": 3, "freed": 3}
    one["options"] = [{**option, "freed": 3 * (not at)} for at, option in enumerate(one["options"])]
    merged: dict[str, Any] = {**plan, "classes": [one]}
    merged["people"] = [{**each, "class": "c1", "destination": "B"} for each in plan["people"]]
    assert not verify(sealed(merged), case).accepted
    for each in plan["classes"]:
        each["options"].reverse()
    assert "class-options" in {each.code for each in verify(sealed(plan), case).refusals}


@pytest.mark.parametrize(
    ("rows", "goes"),
    [
        # the sum of the numbers of the place among those of each member
        (["a A B B|X f", "b A B X|B f", "c A B X|B f"], "X"),
        (["a A B B|X f", "b A B X|B f", "c A B B|X f"], "B"),
        (["a A B X|B f", "b A B B|X f"], "B"),  # of equals by its name
        (["a A B X|Q|B f", "b A B B|Q|X f", "c A B Q|B f"], "Q"),
        (["a A B X|B f", "b A B - f"], "X"),  # who goes along chooses none
    ],
)
def test_a_unit_goes_where_its_members_name_earliest(rows: list[str], goes: str) -> None:
    """Each member has the same say."""
    found = places(docket(people(*rows, columns=FAMILY), TOGETHER))
    assert {each.partition(">")[2] for each in found.values()} - {""} == {goes}


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_nobody_goes_later_than_need_be(first: int) -> None:
    """Of all plans as good as the best, by brute force, none has earlier places, or whom."""
    late = 0
    for seed in range(first, first + 100):
        case = attrs.evolve(random_cases.choosing(seed), consents=(), consent_required=False)
        plan, best = clear(case), brute.earliest(case)
        if best is None:
            assert plan.outcome == "infeasible", seed
            continue
        world = brute.World.of(case)
        moved = {(each.id, each.beneficiary, each.destination) for each in plan.people}
        chosen = frozenset(
            number
            for number, move in enumerate(world.moves)
            if (move["id"], move["beneficiary"], move["destination"]) in moved
        )
        found = (*world.values(chosen), *(-each for each in brute.lateness(world, chosen)))
        assert found == best, seed
        verdict = verify(plan.to_bytes(), case)
        assert verdict.accepted, (seed, [each.words for each in verdict.refusals])
        late += best[-2] < 0 or best[-1] < 0
    assert late >= 3
