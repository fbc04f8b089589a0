"""The engine, two oracles and the checker agree on thousands of made-up dockets."""

from __future__ import annotations

from random import Random

import attrs
import pytest

from canje.clear.check import verify
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.terms import term as kinds
from canje.terms.docket import Docket, Freed
from tests.by_hand import docket as case_of
from tests.by_hand import people, term, who
from tests.oracles import brute, per_person, random_cases

CHUNK = 100
SMALL = range(0, 2_500, CHUNK)
MIDDLING = range(0, 160, 20)


@pytest.mark.parametrize("first", SMALL)
def test_the_engine_finds_what_brute_force_finds(first: int) -> None:
    """Outcome, freed and every objective level are the best there are, and the checker agrees."""
    for seed in range(first, first + CHUNK):
        docket = random_cases.small(seed)
        plan, best = clear(docket), brute.best(docket)
        assert _values(plan) == best, f"seed {seed}"
        assert plan.outcome in _outcomes(docket, feasible=best is not None), f"seed {seed}"
        assert plan.desk == ("infeasible" if best is None else "proved"), f"seed {seed}"
        if best is not None:
            moves = [(each.id, each.beneficiary, each.destination) for each in plan.people]
            assert brute.judge(docket, moves) == best, f"seed {seed}"
            assert plan.freed == len(moves), f"seed {seed}"
        _accepted(plan, docket, seed)


@pytest.mark.parametrize("first", MIDDLING)
def test_the_engine_frees_as_many_as_a_model_of_each_person(first: int) -> None:
    """A few hundred people at once, by another solver and another way to say the terms.

    Where the other solver is not done in time, the engine is within what it knows.
    """
    finished = 0
    for seed in range(first, first + 20):
        docket = attrs.evolve(random_cases.middling(seed), levels=(Freed(),))
        plan, most = clear(docket), per_person.most_freed(docket)
        assert plan.outcome in _outcomes(docket, feasible=most.bound is not None), f"seed {seed}"
        assert (most.found or 0) <= plan.freed <= (most.bound or 0), f"seed {seed}"
        finished += most.found == most.bound
        _accepted(plan, docket, seed)
    assert finished >= 17


@pytest.mark.parametrize("first", SMALL[:3])
def test_the_oracles_agree_with_each_other(first: int) -> None:
    """Two oracles that differ would judge nobody."""
    for seed in range(first, first + CHUNK):
        docket = attrs.evolve(random_cases.small(seed), levels=(Freed(),))
        best = brute.best(docket)
        assert per_person.most_freed(docket) == ((*best, *best) if best else (None, None)), seed


@pytest.mark.parametrize("first", range(0, 900, CHUNK))
def test_terms_in_conflict_contradict_each_other_and_none_could_be_spared(first: int) -> None:
    """The case with exactly these terms has no exchange, and without any one of them it has one.

    By brute force, with terms that make units, put people outside, or depend on facts among those
    named and among those left out; told as the parties see it, so that whoever is not in this round
    stays there even without a unit. The checker confirms each, read anew.
    """
    found = shaping = left = 0
    for seed in range(first, first + CHUNK):
        docket = random_cases.contradicting(seed)
        plan = clear(docket)
        named = set(plan.conflict)
        _accepted(plan, docket, seed)
        if not named:
            continue
        told = brute.as_the_parties_see_it(docket)
        assert brute.best(_musts(told, named)) is None, f"seed {seed}"
        for spared in named:
            assert brute.best(_musts(told, named - {spared})) is not None, f"seed {seed}: {spared}"
        found += 1
        shaping += bool(named & _shaping(docket))
        left += bool(_shaping(docket) - named)
    assert found > 15
    assert shaping
    assert left


@pytest.mark.parametrize("first", range(0, 200, CHUNK))
def test_who_of_a_family_goes_for_whom(first: int) -> None:
    """Members who choose between beneficiaries are told apart, and the checker knows them."""
    for seed in range(first, first + CHUNK):
        docket = _families(Random(seed))
        plan, best = clear(docket), brute.best(docket)
        assert _values(plan) == best, f"seed {seed}"
        _accepted(plan, docket, seed)


def _families(rng: Random) -> Docket:
    """A few people in families, most of whom may go for either of two parties."""
    rows = []
    for number in range(rng.randint(3, 7)):
        holder = rng.choice("ABC")
        others = [each for each in "ABC" if each != holder]
        beneficiary = "|".join(rng.sample(others, rng.choice((1, 2, 2))))
        family, rank = rng.choice(("f1", "f1", "f2", ".")), rng.choice("xy")
        where = rng.choice((".", "N", "N|B"))
        rows.append(f"p{number} {holder} {beneficiary} {family} {rank} {where}")
    rules: list[kinds.Rule] = [kinds.Together("family")]
    for party in "ABC":
        give = who(holder=party, rank=rng.choice("xy")) if rng.random() < 0.5 else who(holder=party)
        get = who(beneficiary=party, rank=rng.choice("xy"))
        rules.append(kinds.Ratio(give, get, 1, 1, rng.choice(("at-most", "exactly", "at-least"))))
    few = who(beneficiary=rng.choice("ABC"), rank=rng.choice("xy"))
    rules.append(kinds.Count(few, at_most=rng.randint(0, 2)))
    terms = [attrs.evolve(term(rule), id=f"t{number}") for number, rule in enumerate(rules)]
    columns = "id holder beneficiary family rank destination"
    return case_of(people(*rows, columns=columns), *terms)


def test_the_made_up_dockets_ask_something_of_the_engine() -> None:
    """Many have a plan that frees some and not all who could move; some have none."""
    found = [_share(random_cases.small(seed)) for seed in range(400)]
    assert sum(each is None for each in found) > 40
    assert sum(each is not None and 0 < each < 1 for each in found) > 140


def _share(docket: Docket) -> float | None:
    docket = attrs.evolve(docket, levels=(Freed(),))
    best, able = brute.best(docket), brute.World.of(docket).able
    return best[0] / max(able, 1) if best else None


def _values(plan: Plan) -> tuple[int, ...] | None:
    if plan.outcome in ("infeasible", "stopped"):
        return None
    return tuple(level.value for level in plan.objective)


def _outcomes(docket: Docket, feasible: bool) -> set[str]:
    """What a plan may say. A proof may not tell that someone refused one place among several.

    Then the bound may stay open, and what is impossible for that reason alone is only `stopped`.
    """
    refused = any(each.consents != "yes" and each.destination for each in docket.consents)
    private = refused or docket.consent_required
    if feasible:
        return {"proved", "feasible"} if private else {"proved"}
    return {"infeasible", "stopped"} if private else {"infeasible"}


def _shaping(docket: Docket) -> set[str]:
    """The must-terms that make units, or put people outside the ratios."""
    rules = [(term.id, kinds.resolved(term.rule, docket.facts)) for term in docket.musts]
    return {name for name, rule in rules if isinstance(rule, kinds.STRUCTURAL)}


def _accepted(plan: Plan, docket: Docket, seed: int) -> None:
    verdict = verify(plan.to_bytes(), docket)
    assert verdict.accepted, (seed, [each.words for each in verdict.refusals])


def _musts(docket: Docket, kept: set[str]) -> Docket:
    """The docket with these must-terms and no other term at all."""
    terms = [each for each in docket.terms if each.force == "must" and each.id in kept]
    return attrs.evolve(docket, terms=tuple(terms))
