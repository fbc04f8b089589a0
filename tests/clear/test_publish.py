"""From counts to people: who of a class goes, what is told of it, and what never is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from random import Random
from typing import get_args

import attrs
import pytest
from hypothesis import given, settings

from canje.base.select import EVERYONE
from canje.clear.check import verify
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.terms import term as kinds
from canje.terms.docket import (
    Bar,
    Consent,
    Docket,
    Freed,
    Prefer,
    Statement,
    StatementCode,
    Wishes,
)
from canje.terms.term import Rule, Term
from tests.by_hand import DAY, docket, people, term, who
from tests.oracles import brute, random_cases
from tests.strategies import dockets, seeded

PUBLIC = {*get_args(StatementCode), "not-sought", "bar", "bars", "no-destination", "unit",
          "not-in-this-round", "red-line", "terms", "draw"}  # fmt: skip
PRIVATES = [f"p{number} A B B" for number in range(8)]
THREE = term(kinds.Count(EVERYONE, at_most=3))


def freed(plan: Plan) -> list[str]:
    return [each.id for each in plan.people]


def reason(plan: Plan, person: str) -> tuple[str, str | None, str | None]:
    return next((each.reason, each.by, each.ref) for each in plan.left_out if each.id == person)


# Who goes


def test_the_first_by_a_published_shuffle_go() -> None:
    """SHA-256 over the problem's digest and the id: anyone can repeat it, no list favours it."""
    plan = clear(docket(people(*PRIVATES), THREE))
    keys = {
        person: hashlib.sha256(f"{plan.problem_digest}\n{person}".encode()).digest()
        for person in (row[:2] for row in PRIVATES)
    }
    assert freed(plan) == sorted(sorted(keys, key=keys.__getitem__)[:3])
    assert [each.picked for each in plan.classes] == ["order"]


def test_a_preference_comes_before_the_shuffle() -> None:
    """Those longest detained first; the shuffle among equals."""
    table = people(*(f"{row} {days}" for row, days in zip(PRIVATES, (5, 9, 5, 5, 1, 9, 0, 5),
                   strict=True)), columns="id holder beneficiary destination days")  # fmt: skip
    plan = clear(docket(table, THREE, levels=(Freed(), Prefer("days"))))
    assert {"p1", "p5"} < set(freed(plan))
    assert len({"p0", "p2", "p3", "p7"} & set(freed(plan))) == 1
    assert plan.objective[1].value == 9 + 9 + 5


def test_a_second_preference_decides_among_equals() -> None:
    """In the order of levels; never at the cost of the first."""
    rows = [
        f"{row} {first} {second}"
        for row, (first, second) in zip(
            PRIVATES, [(9, 0), (9, 5), (3, 9), (9, 7), (9, 1), (0, 99), (9, 6), (3, 3)], strict=True
        )
    ]
    table = people(*rows, columns="id holder beneficiary destination days age")
    plan = clear(docket(table, THREE, levels=(Freed(), Prefer("days"), Prefer("age"))))
    assert freed(plan) == ["p1", "p3", "p6"]
    assert [each.value for each in plan.objective] == [3, 27, 18]


def test_a_unit_goes_as_one() -> None:
    """Of two families one goes, and whole."""
    rows = [f"{row} f{number // 3}" for number, row in enumerate(PRIVATES[:6])]
    table = people(*rows, columns="id holder beneficiary destination family")
    plan = clear(docket(table, THREE, term(kinds.Together("family"), "units")))
    assert freed(plan) in (["p0", "p1", "p2"], ["p3", "p4", "p5"])
    assert [(each.size, each.freed, each.members) for each in plan.classes] == [(2, 1, 3)]
    assert {each.reason for each in plan.left_out} == {"draw"}


def test_options_are_handed_out_in_the_order_listed() -> None:
    """One must go to C: the last of those who go, by the shuffle."""
    table = people(*[row + "|C" for row in PRIVATES])
    plan = clear(docket(table, THREE, term(kinds.Count(who(destination="C"), 1, 1), "one")))
    places = {each.id: each.destination for each in plan.people}
    keys = {
        person: hashlib.sha256(f"{plan.problem_digest}\n{person}".encode()).digest()
        for person in places
    }
    assert [places[each] for each in sorted(places, key=keys.__getitem__)] == ["B", "B", "C"]
    options = plan.classes[0].options
    assert [(each.destination, each.freed) for each in options] == [(("B",), 2), (("C",), 1)]


# What is told


def test_everyone_stands_in_the_plan_once() -> None:
    """Freed or left out with one reason, in the order of ids, with the class of who can move."""
    plan = clear(docket(people(*PRIVATES, "q A B B"), THREE,
                        statements=(Statement("q", "A", "deceased"),)))  # fmt: skip
    told = sorted([*freed(plan), *(each.id for each in plan.left_out)])
    assert told == sorted([*(row[:2] for row in PRIVATES), "q"])
    assert {each.klass for each in plan.left_out} == {"c1", None}
    assert reason(plan, "q") == ("deceased", "A", None)


def test_a_ground_is_told_with_who_gave_it() -> None:
    """A court's order by its id, a unit by the member who keeps it."""
    table = people("a A B B f", "b A B B f", "c A B B -", "d A B B -",
                   columns="id holder beneficiary destination family")  # fmt: skip
    bars = (
        Bar("b1", "an order", "the court", who(id="b"), "release", DAY),
        Bar("b2", "an order", "the court", who(id="c"), "destination", DAY, None, ("B",)),
    )
    plan = clear(docket(table, term(kinds.Together("family")), bars=bars,
                        consents=(Consent("d", "no"),)))  # fmt: skip
    assert reason(plan, "a") == ("unit", None, "b")
    assert reason(plan, "b") == ("bar", "the court", "b1")
    assert reason(plan, "c") == ("bar", "the court", "b2")
    assert reason(plan, "d") == ("not-in-this-round", None, None)


@pytest.mark.parametrize(
    ("rule", "force", "holds", "slack"),
    [
        (kinds.Count(EVERYONE, at_most=5), "must", True, 2),
        (kinds.Count(EVERYONE, at_least=1), "must", True, 2),
        (kinds.Count(EVERYONE, 0, 4), "must", True, 1),
        (kinds.Never(who(rank="general")), "must", True, 0),
        (kinds.Either((kinds.Never(EVERYONE), THREE.rule)), "must", True, None),
        (kinds.Count(EVERYONE, at_least=4), "wish", False, None),
        (kinds.Count(EVERYONE, at_least=2), "wish", True, None),
        (kinds.Count(EVERYONE, at_most=8), "wish", True, None),  # holds whatever anyone does
        (kinds.Never(EVERYONE), "withdrawn", None, None),
        (kinds.Guard(EVERYONE, "proof of life"), "must", None, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("levels", [(Freed(), Wishes()), (Freed(),)])
def test_terms_with_the_room_that_is_left(
    rule: Rule, force: str, holds: bool | None, slack: int | None, levels: tuple[Freed, ...]
) -> None:
    """Three go of eight: how far each term is from its nearest limit, and which wishes are met."""
    said = Term("said", "B", "as said", rule, force)  # type: ignore[arg-type]  # a table's text
    plan = clear(docket(people(*PRIVATES), THREE, said, levels=levels))
    told = next(each for each in plan.terms if each.id == "said")
    assert (told.holds, told.slack) == (holds, slack)


# What is never told


@given(case=dockets(), rng=seeded())
@settings(max_examples=40)
def test_a_plan_has_no_word_of_a_refusal(case: Docket, rng: Random) -> None:
    """Public reasons only, and of the desk's own words none."""
    case = _asked(case, rng)
    plan = clear(case)
    assert verify(plan.to_bytes(), case).accepted
    assert {each.reason for each in plan.left_out} <= PUBLIC
    for each in plan.left_out:
        if each.reason == "not-in-this-round":
            assert (each.klass, each.by, each.ref, each.terms) == (None, None, None, ())
    data = plan.to_bytes()
    for word in (b"consent", b"not-asked", b"desk-only", b"unit-no", b"will"):
        assert word not in data.replace(b'"picked":"desk"', b"").replace(b'"by":"desk"', b""), word


@given(case=dockets(), rng=seeded())
@settings(max_examples=40)
def test_how_somebody_refused_is_nowhere_in_the_bytes(case: Docket, rng: Random) -> None:
    """One no to all places, a no to each, a no after a yes, or never asked: one plan."""
    asked = _asked(case, rng)
    question = Question(asked)
    assert clear(_reworded(asked, question, rng)).to_bytes() == clear(asked).to_bytes()


@given(case=dockets(), rng=seeded())
@settings(max_examples=40)
def test_what_is_proved_is_proved_as_if_nobody_was_asked_about_one_place(
    case: Docket, rng: Random
) -> None:
    """Problem, classes and bounds are those of the case where whoever is left out just stays."""
    asked = _asked(case, rng)
    question = Question(asked)
    out = [
        person
        for row, person in enumerate(asked.people.ids)
        if (barrier := question.units.eligibility.barrier_of(row)) is not None and barrier.desk_only
    ]
    told = attrs.evolve(
        asked, consents=tuple(Consent(each, "no") for each in out), consent_required=False
    )
    plan, open_ = clear(asked), clear(told)
    assert plan.problem_digest == open_.problem_digest
    assert _shape(plan) == _shape(open_)
    assert [each.id for each in plan.left_out if each.reason == "not-in-this-round"] == out
    if {plan.outcome, open_.outcome} == {"proved"} and plan.objective:
        assert [each.bound for each in plan.objective] == [each.bound for each in open_.objective]


def _shape(plan: Plan) -> list[object]:
    return [(c.id, c.size, c.holder, c.facts, [(o.beneficiary, o.destination) for o in c.options])
            for c in plan.classes]  # fmt: skip


def _asked(case: Docket, rng: Random) -> Docket:
    """The docket with many more refusals: of all places, of one, of one not in question."""
    wills = []
    for person in brute.people(case):
        for place in dict.fromkeys(("", *person["destination"].split("|"), "ZZ")):
            if rng.random() < 0.15:
                wills.append(Consent(person["id"], rng.choice(("no", "no", "yes")), place))
    return attrs.evolve(case, consents=tuple(wills), consent_required=rng.random() < 0.1)


def _reworded(case: Docket, question: Question, rng: Random) -> Docket:
    """The same people stay for the same private reasons, said in other ways."""
    kept: list[Consent] = []
    found = question.eligibility
    facts = brute.people(case)
    for row, person in enumerate(case.people.ids):
        own = [each for each in case.consents if each.person == person]
        barrier = found.barrier_of(row)
        if barrier is None or not barrier.desk_only:
            kept += own
            continue
        everywhere = {"", *facts[row]["destination"].split("|")}
        match rng.randrange(3):
            case 0:
                kept.append(Consent(person, "no"))
            case 1:
                kept += [Consent(person, "no", place) for place in sorted(everywhere)]
            case _:
                kept += [Consent(person, "yes", place, random_cases.DAY) for place in everywhere]
                late = attrs.evolve(random_cases.DAY, day=21)
                kept += [Consent(person, "no", place, late) for place in everywhere]
    return attrs.evolve(case, consents=tuple(_shuffled(kept, rng)))


def _shuffled(wills: Iterable[Consent], rng: Random) -> list[Consent]:
    """Order counts among one person's words of one day only, so people are shuffled whole."""
    by_person: dict[str, list[Consent]] = {}
    for each in wills:
        by_person.setdefault(each.person, []).append(each)
    names = rng.sample(sorted(by_person), len(by_person))
    return [each for name in names for each in by_person[name]]


def test_who_of_a_class_refused_a_place_shows_only_as_the_desks_choice() -> None:
    """Two of three to B, one to C: where the order does not explain who, the desk picked."""
    table = people(*[row + "|C" for row in PRIVATES[:3]])
    rule = term(kinds.Count(who(destination="C"), 1, 1))
    picked = set()
    for person in ("p0", "p1", "p2"):
        case = docket(table, rule, consents=(Consent(person, "no", "C"),))
        plan = clear(case)
        assert plan.outcome == "proved"
        assert [each.size for each in plan.classes] == [3]
        assert next(each.destination for each in plan.people if each.id == person) == "B"
        picked.add(plan.classes[0].picked)
    assert picked == {"order", "desk"}
