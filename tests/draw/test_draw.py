"""From a lottery to people: as often as promised, the same again, and nothing else accepted."""

from __future__ import annotations

import hmac
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from typing import Any

import attrs
import pytest

from canje.clear.check import verify
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.draw import seed as seeds
from canje.draw.ceremony import Ceremony
from canje.draw.draw import decide, draw
from canje.draw.seed import closing_digest
from canje.terms.docket import Consent, Docket, Party
from canje.terms.term import Count, Term, Together
from tests.draw.examples import by_person, docket, prepared, where
from tests.draw.vectors import made as complete
from tests.oracles.mutate import sealed


class Listed:
    """Luck that a test hands out: a ticket, and the people in an order."""

    def __init__(self, ticket: int, order: tuple[str, ...]) -> None:
        self.number, self.order = ticket, order

    def ticket(self, count: int) -> int:
        assert 0 <= self.number < count
        return self.number

    def place(self, identifier: str) -> bytes:
        return bytes([self.order.index(identifier)])


def mixed() -> Docket:
    """A family, two kinds of singles, and terms that bind them together."""
    rows = [
        {"id": "a", "family": "x"},
        {"id": "b", "family": "x"},
        {"id": "c", "sex": "f"},
        {"id": "d", "sex": "f"},
        {"id": "e", "sex": "f"},
    ]
    return docket(
        rows,
        Term("whole", "AA", "families", Together("family")),
        Term("cap", "AA", "three", Count(where(holder="AA"), at_most=3)),
    )


@pytest.mark.parametrize("least", [0, 2])
def test_over_all_luck_everyone_goes_as_often_as_promised(least: int) -> None:
    """Every ticket with every order, each once: frequencies are the stated chances, exactly.

    With two women at least the family stays, so that not all have the same chance.
    """
    case = mixed()
    women = Term("women", "AA", "so many women", Count(where(sex="f"), at_least=least))
    question, made = prepared(attrs.evolve(case, terms=(*case.terms, women)))
    assert made.draw is not None
    total = made.draw["lottery"]["tickets"]
    ids = question.docket.people.ids
    counts: Counter[str] = Counter()
    runs = 0
    for ticket in range(total):
        for order in itertools.permutations(ids):
            drawn = decide(question, made, Listed(ticket, order), {"seed": "", "ceremony": None})
            counts.update(each.id for each in drawn.people)
            runs += 1
    assert 1 < runs < 10_000
    wanted = by_person(question, made)
    assert {each: Fraction(counts[each], runs) for each in ids} == wanted
    assert (len(set(wanted.values())) == 1) == (least == 0)


def test_the_same_seed_draws_the_same() -> None:
    """Byte for byte, from the plan read again; another seed draws others."""
    question, made = prepared(mixed())
    again = Plan.from_bytes(made.to_bytes())
    assert again.to_bytes() == made.to_bytes()
    first = draw(question, made, bytes(32)).to_bytes()
    assert draw(Question(question.docket), again, bytes(32)).to_bytes() == first
    others = {draw(question, made, bytes([number] * 32)).to_bytes() for number in range(1, 20)}
    assert first not in others
    assert len({str(json.loads(each)["people"]) for each in others}) > 1


def test_the_reserves_are_the_rest_in_the_order_of_the_draw() -> None:
    """Who would have gone next stands first."""
    question, made = prepared(mixed())
    drawn = draw(question, made, bytes(range(32)))
    assert drawn.draw is not None
    for each in drawn.classes:
        rest = drawn.draw["reserves"].get(each.id, [])
        assert len(rest) == each.size - each.freed
        places = [hmac.digest(bytes(range(32)), name.encode(), "sha256") for name in rest]
        assert places == sorted(places)


def drawn_by_ceremony() -> tuple[Docket, Plan]:
    """A plan drawn by dice among the page's parties."""
    case = attrs.evolve(
        mixed(), parties=tuple(Party(each, each, "state") for each in ("AA", "BB", "NO", "SO"))
    )
    question, made = prepared(case)
    assert made.draw is not None
    digest = made.draw["lottery"]["digest"]
    ceremony = complete("dice", digest["problem"], digest["table"])
    seed = seeds.seed(ceremony, digest["problem"], digest["table"])
    return case, draw(question, made, seed, ceremony.to_json())


def test_a_drawn_plan_is_accepted() -> None:
    """With all that it says of the lottery, the seed and how it came about."""
    case, drawn = drawn_by_ceremony()
    verdict = verify(drawn.to_bytes(), case)
    assert verdict.accepted, verdict.refusals
    assert {"draw:table", "draw:chances", "draw:leximin", "draw:people", "draw:reserves",
            "draw:ceremony"} <= set(verdict.confirmed)  # fmt: skip
    claims = [each for each in verdict.unconfirmed if each.startswith("draw")]
    assert claims == [
        "draw-times",
        "draw-late:SO",
        "draw-dice:desk (NO, SO)",
        "draw-dice:SO (NO, desk)",
        f"draw-closed:{closing_digest(Ceremony.from_json((drawn.draw or {})['ceremony']))}",
        "draw-void:1",
    ]


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        for key in value:
            yield from _leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, (*path, place))
    else:
        yield path, value


def _on_somebodys_word(path: tuple[Any, ...]) -> bool:
    late = path == ("ceremony", "reveals", 1, "nonce")
    unbound = path[-1] == "at" and "throws" not in path
    return late or unbound or path[-1] in ("closed", "opened")


def _altered(value: Any, path: tuple[Any, ...], new: Any) -> bytes:
    changed = deepcopy(value)
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return sealed(changed)


def test_every_number_and_word_of_a_draw_counts() -> None:
    """Altered in one place and sealed again, the plan is refused: chances, tickets, rows, floors,
    seed, order, reserves, ceremony. Only the proof may be another one, and what somebody's word is
    all that stands for it: times that were frozen by nobody, and a secret that came too late. None
    of these moves the seed, or whoever writes them could choose it.
    """
    case, drawn = drawn_by_ceremony()
    value = json.loads(drawn.to_bytes())
    tried = 0
    for path, old in _leaves(value["draw"]):
        if "tree" in path or _on_somebodys_word(path):
            continue
        news: list[Any] = [old + 1, old - 1] if type(old) is int else []
        if isinstance(old, str):
            news = [old[:-1] + ("0" if old[-1:] != "0" else "1"), ""]
        if type(old) is bool:
            news = [not old]
        for new in [*news, None]:
            if new == old:
                continue
            tried += 1
            verdict = verify(_altered(value, ("draw", *path), new), case)
            assert not verdict.accepted, (path, old, new)
            assert all(each.words for each in verdict.refusals)
    assert tried > 100


def _swap_rows(draw: Any) -> None:
    draw["lottery"]["outcomes"].reverse()


def _drop_row(draw: Any) -> None:
    row = draw["lottery"]["outcomes"].pop()
    draw["lottery"]["tickets"] -= row["tickets"]


def _other_reserves(draw: Any) -> None:
    for each in draw["reserves"].values():
        each.reverse()
        each[:] = each[1:]


def _no_reserves(draw: Any) -> None:
    draw["reserves"] = {}


def _no_floors(draw: Any) -> None:
    draw["lottery"]["floors"] = []


def _fewer_reveals(draw: Any) -> None:
    draw["ceremony"]["reveals"].pop()


def _later_deadline(draw: Any) -> None:
    draw["ceremony"]["deadline"] = "2025-05-01T12:30:00Z"


def _late_in_time(draw: Any) -> None:
    draw["ceremony"]["reveals"][1]["at"] = "2025-05-01T11:00:00Z"


def _in_time_late(draw: Any) -> None:
    draw["ceremony"]["reveals"][0]["at"] = "2025-05-01T12:00:00Z"


def _no_ceremony_other_seed(draw: Any) -> None:
    draw["ceremony"], draw["seed"] = None, "00" * 32


def _undrawn(draw: Any) -> None:
    for key in ("seed", "ceremony", "outcome", "ticket", "reserves"):
        draw[key] = None


@pytest.mark.parametrize(
    "alter",
    [
        _swap_rows,
        _drop_row,
        _other_reserves,
        _no_reserves,
        _no_floors,
        _fewer_reveals,
        _later_deadline,
        _late_in_time,
        _in_time_late,
        _no_ceremony_other_seed,
        _undrawn,
    ],
)
def test_larger_alterations_are_refused(alter: Any) -> None:
    """Rows swapped or dropped, reserves or proof gone, a secret withheld, another seed."""
    case, drawn = drawn_by_ceremony()
    value = json.loads(drawn.to_bytes())
    alter(value["draw"])
    assert not verify(sealed(value), case).accepted


def test_a_table_that_favours_somebody_is_refused() -> None:
    """Tickets and chances moved together, all sums right: the floor's proof does not bear it."""
    case, drawn = drawn_by_ceremony()
    value = json.loads(drawn.to_bytes())
    lottery = value["draw"]["lottery"]
    rows = lottery["outcomes"]
    assert len(rows) >= 2
    rows[0]["tickets"] += 1
    lottery["tickets"] += 1
    verdict = verify(sealed(value), case)
    assert {each.code for each in verdict.refusals} & {"draw-chance", "draw-tolerance"}


def test_swapping_two_alike_is_refused() -> None:
    """Whoever exchanges one of a class for another goes against the order of the seed."""
    case, drawn = drawn_by_ceremony()
    value = json.loads(drawn.to_bytes())
    for goes, stays in itertools.product(value["people"], value["left_out"]):
        if goes["class"] == stays["class"] and goes["id"] in "cde":
            goes["id"], stays["id"] = stays["id"], goes["id"]
            break
    value["people"].sort(key=lambda each: each["id"])
    value["left_out"].sort(key=lambda each: each["id"])
    verdict = verify(sealed(value), case)
    assert {each.code for each in verdict.refusals} >= {"draw-order"}


def test_who_may_choose_a_place_is_left_to_the_desk() -> None:
    """Where people were asked, a class with a choice of places is held; no other may be, by it."""
    rows = [{"id": "a", "destination": "BB|CC"}, *({"id": name} for name in "cde")]
    cap = Term("cap", "AA", "three", Count(where(holder="AA"), at_most=3))
    case = attrs.evolve(docket(rows, cap), consents=(Consent("c", "yes"),))
    question, made = prepared(case)
    drawn = draw(question, made, bytes(32))
    assert made.draw is not None
    lottery = made.draw["lottery"]
    assert [each["by"] for each in lottery["held"]] == ["desk"]
    held = lottery["held"][0]["class"]
    for person, claims in ((case, []), (attrs.evolve(case, consents=()), ["draw-held:1"])):
        verdict = verify(drawn.to_bytes(), person)
        assert verdict.accepted, verdict.refusals
        assert [each for each in verdict.unconfirmed if "held" in each] == claims
    value = json.loads(made.to_bytes())
    other = next(each["id"] for each in value["classes"] if each["id"] != held)
    for wrong in ([], [{"class": other, "by": "desk", "term": None}]):
        value["draw"]["lottery"]["held"] = wrong
        verdict = verify(sealed(value), case)
        assert "draw-held" in {each.code for each in verdict.refusals}


def test_whoever_could_be_drawn_is_left_out_by_the_draw() -> None:
    """In a drawn plan the reason of a class with a chance is the draw, and the checker knows."""
    question, made = prepared(mixed())
    for number in range(8):
        drawn = draw(question, made, bytes([number] * 32))
        assert {each.reason for each in drawn.left_out} == {"draw"}
        verdict = verify(drawn.to_bytes(), question.docket)
        assert not [each for each in verdict.unconfirmed if each.startswith("ties")]


def test_a_plan_that_is_not_drawn_claims_no_draw() -> None:
    """A class said to be drawn in a plan without a seed, or without a lottery, is refused."""
    question, made = prepared(mixed())
    value = json.loads(made.to_bytes())
    value["classes"][0]["picked"] = "draw"
    assert not verify(sealed(value), question.docket).accepted
    value.pop("draw")
    assert not verify(sealed(value), question.docket).accepted
