"""What holds of every exchange: order and useless facts change nothing, and reasons are true."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import attrs
from hypothesis import given, settings

from canje.base.people import Column, People
from canje.base.select import OneOf, Selection
from canje.clear.engine import clear
from canje.clear.plan import LeftOut, Plan
from canje.terms import term as kinds
from canje.terms.docket import LAW, Bar, Docket, Freed
from canje.terms.term import Term
from tests.oracles import brute, random_cases
from tests.strategies import constraints, dockets, seeded


@given(docket=dockets(), rng=seeded())
def test_the_order_of_rows_and_of_terms_changes_nothing(docket: Docket, rng: Random) -> None:
    """Whose line stands first in a file, and which party speaks first, is no advantage.

    The order of terms is part of the case, for the day on which not all can hold any more; a plan
    differs by it in nothing but the digest of the case.
    """
    columns = {name: column.texts() for name, column in docket.people.columns.items()}
    rows = rng.sample(range(len(docket.people)), len(docket.people))
    people = People.of(
        [docket.people.ids[row] for row in rows],
        {name: [texts[row] for row in rows] for name, texts in columns.items()},
    )
    other = attrs.evolve(
        docket,
        people=people,
        bars=tuple(rng.sample(docket.bars, len(docket.bars))),
        consents=tuple(rng.sample(docket.consents, len(docket.consents))),
        parties=tuple(rng.sample(docket.parties, len(docket.parties))),
    )
    plan = clear(docket)
    assert clear(other).to_bytes() == plan.to_bytes()
    turned = attrs.evolve(other, terms=tuple(rng.sample(docket.terms, len(docket.terms))))
    same = attrs.evolve(clear(turned), case_digest=plan.case_digest, parts=plan.parts)
    assert same.to_bytes() == plan.to_bytes()


@given(docket=dockets(), rng=seeded())
def test_a_column_that_no_term_reads_changes_nothing(docket: Docket, rng: Random) -> None:
    """Classes are split by what the terms ask, not by what is known."""
    shoes = Column.of([rng.choice(("", "40", "44")) for _ in docket.people.ids])
    people = People(docket.people.ids, {**docket.people.columns, "shoes": shoes})
    plan, other = clear(docket), clear(attrs.evolve(docket, people=people))
    assert other.problem_digest == plan.problem_digest
    assert other.people == plan.people
    assert other.objective == plan.objective
    assert other.classes == plan.classes


@given(docket=dockets(), term=constraints())
def test_one_more_must_never_frees_more_people(docket: Docket, term: Term) -> None:
    """A condition only takes away. (`outside` asks for people; it is no condition on a ratio.)"""
    docket = attrs.evolve(docket, levels=(Freed(),))
    more = attrs.evolve(docket, terms=(*docket.terms, term))
    before, after = clear(docket), clear(more)
    assert after.freed <= before.freed
    if before.outcome == "infeasible":
        assert after.outcome == "infeasible"


@given(docket=dockets(), rng=seeded())
def test_a_bar_never_frees_its_person(docket: Docket, rng: Random) -> None:
    """An order against a release wins over every term, and cannot be traded away."""
    person = rng.choice(docket.people.ids)
    covers = Selection((("id", OneOf((person,))),))
    bar = Bar("stay", "a stay", "a court", covers, "release", random_cases.DAY)
    plan = clear(attrs.evolve(docket, bars=(*docket.bars, bar), law_applies=True))
    assert person not in {each.id for each in plan.people}


@given(docket=dockets())
@settings(max_examples=400)
def test_every_reason_for_someone_left_out_is_true(docket: Docket) -> None:
    """Told by solving again without what the reason names, person by person."""
    plan = clear(docket)
    freed = {each.id for each in plan.people}
    assert {each.id for each in plan.left_out} == set(docket.people.ids) - freed
    seen = brute.as_the_parties_see_it(docket)
    for left in plan.left_out:
        assert _is_true(left, plan, docket, seen), left


def _is_true(left: LeftOut, plan: Plan, docket: Docket, seen: Docket) -> bool:
    person = next(each for each in brute.people(docket) if each["id"] == left.id)
    unit = next(unit for unit in brute.units(docket) if person in unit)
    unasked = attrs.evolve(docket, consents=(), consent_required=False)
    if left.reason == "terms":
        whole = {member["id"] for member in unit}
        nothing = plan.outcome in ("infeasible", "stopped")
        return nothing or _terms_would_have_to_give(left, whole, plan, seen)
    if left.reason == "draw":
        return _can_go(seen, {left.id}, plan.freed)
    if left.reason == "red-line":
        never = next(rule for term, rule in brute.in_force(docket) if term.id == left.ref)
        assert isinstance(never, kinds.Never)
        world = brute.World.of(seen)
        options = next(options for options in world.items if brute.who(world, options) >= {left.id})
        return all(any(brute.meets(never.of, world.moves[m]) for m in way) for way in options)
    if left.reason == "not-in-this-round":
        return not brute.movable(docket, left.id) and brute.movable(unasked, left.id)
    if left.reason == "unit":
        other = next(member for member in unit if member["id"] == left.ref)
        return other["id"] != left.id and not brute.moves_of(unasked, other)
    if left.reason == "no-destination":
        answers = {brute.answer(docket, member) for member in unit}
        each_could = all(brute.moves_of(unasked, member) for member in unit)
        return answers == {"held"} and each_could and not brute.movable(unasked, left.id)
    if left.reason == "not-sought":
        nobody_asks = person["beneficiary"] == "" and not docket.unsought_free
        return nobody_asks and brute.answer(docket, person) == "held"
    if left.reason == "bars":
        ids = (left.ref or "").split("|")
        named = attrs.evolve(unasked, bars=tuple(b for b in docket.bars if b.id in ids))
        others = attrs.evolve(unasked, bars=tuple(b for b in docket.bars if b.id not in ids))
        together = not brute.moves_of(named, person)
        return together and len(brute.moves_of(others, person)) == len(
            brute.moves_of(attrs.evolve(unasked, bars=()), person)
        )
    if left.reason == "bar":
        named = attrs.evolve(unasked, bars=tuple(b for b in docket.bars if b.id == left.ref))
        unbarred = attrs.evolve(unasked, bars=())
        return bool(brute.moves_of(unbarred, person)) and not brute.moves_of(named, person)
    return brute.answer(docket, person) == left.reason != "held"


def _terms_would_have_to_give(left: LeftOut, unit: set[str], plan: Plan, docket: Docket) -> bool:
    """Without the terms named the unit goes and so does one more; with any of them, not so.

    Where none are named, all terms that are not law's together would not be enough.
    """
    total = plan.freed + 1
    if not left.terms:
        parties = [each.id for each in docket.terms if each.by != LAW and each.force == "must"]
        return not _can_go(_without(docket, parties), unit, total)
    return _can_go(_without(docket, left.terms), unit, total) and not any(
        _can_go(_without(docket, set(left.terms) - {kept}), unit, total) for kept in left.terms
    )


def _can_go(docket: Docket, people: set[str], total: int) -> bool:
    """Whether an exchange of at least so many has these people in it."""
    world = brute.World.of(docket)
    own = {move for move, facts in enumerate(world.moves) if facts["id"] in people}
    return any(
        len(chosen) >= total and len(chosen & own) == len(people) for chosen in world.exchanges()
    )


def _without(docket: Docket, terms: Iterable[str]) -> Docket:
    gone = set(terms)
    return attrs.evolve(docket, terms=tuple(t for t in docket.terms if t.id not in gone))
