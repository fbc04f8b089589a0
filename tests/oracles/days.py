"""Days by chance: what may happen to a plan, and the best continuation found by trying all.

The oracle reads the plan, the account and the case person by person, and takes nothing from the
overlay that it judges: no column, no term and no level of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from random import Random
from typing import Any

import attrs

from canje.base.dates import PartialDate
from canje.clear.plan import Plan
from canje.handover.announced import Announced
from canje.handover.outcome import Account
from canje.terms import term as kinds
from canje.terms.docket import LAW, Consent, Docket, Freed, Prefer, Statement
from tests.oracles import brute
from tests.oracles.brute import Chosen, Facts, World

LATE = PartialDate(2031)


def draw(rng: Random, docket: Docket, plan: Plan) -> Account:
    """Something that may happen: some have crossed, some are aboard, some drop out."""
    ids = [each.id for each in plan.people]
    of: dict[str, list[str]] = {"crossed": [], "aboard": [], "out": [], "died": [], "": []}
    weights = rng.choice(((3, 1, 1, 0, 3), (2, 2, 2, 1, 2), (0, 0, 2, 0, 5), (5, 0, 2, 0, 0)))
    for unit in brute.units(docket):
        going = [each["id"] for each in unit if each["id"] in ids]
        if going and rng.random() < 0.7:  # units mostly share what happens to them
            of[rng.choices(list(of), weights)[0]] += going
        else:
            for person in going:
                of[rng.choices(list(of), weights)[0]].append(person)
    left = [each.id for each in plan.left_out if each.klass is not None]
    of["out"] += [person for person in left if rng.random() < 0.1]
    instead = []
    spare = [person for person in left if person not in of["out"]]
    if of["out"] and spare and rng.random() < 0.3:
        instead = [(rng.choice(of["out"]), rng.choice(spare))]
    listed = {each: tuple(sorted(people)) for each, people in of.items()}
    return Account(
        listed["crossed"], listed["aboard"], listed["out"], listed["died"], tuple(instead)
    )


def on_the_day(docket: Docket, account: Account) -> Docket:
    """The case as it is for those whom the day took out."""
    holder = docket.people.column("holder")
    row = {person: number for number, person in enumerate(docket.people.ids)}
    dead = [Statement(each, holder[row[each]], "deceased", LATE) for each in account.died]
    gone = [Consent(each, "no", "", LATE) for each in account.out]
    return attrs.evolve(
        docket,
        statements=(*docket.statements, *dead),
        consents=(*docket.consents, *gone),
    )


def best(docket: Docket, announced: Announced, account: Account) -> tuple[int, ...] | None:
    """The levels of the best continuation that meets all terms; None where there is none."""
    world = World.of(on_the_day(docket, account))
    tests = _tests(world, world.docket.musts)
    values = (
        measured(world, chosen, announced, account)
        for chosen in ways(world, announced, account)
        if all(test(chosen) for _, test in tests)
    )
    return max(values, default=None)


def best_leaving(
    docket: Docket, announced: Announced, account: Account
) -> tuple[tuple[str, ...], tuple[int, ...], int] | None:
    """The terms that the best continuation leaves unmet, its levels, and all that is owed.

    Of the sets of as few terms as can be left unmet, each with the continuation that owes least
    and then is best, the one with the highest levels up to most people home; then the fewest
    terms that no number measures, the least owed, the terms kept that the case states first. None
    where nothing keeps what nobody can give up.
    """
    world = World.of(on_the_day(docket, account))
    hard, soft = _split(world)
    place = docket.levels.index(Freed()) + 1
    first = len([each for each in docket.levels[:place] if not isinstance(each, Prefer)])
    best_of: dict[tuple[bool, ...], tuple[int, tuple[int, ...]]] = {}
    for chosen in ways(world, announced, account):
        if not all(test(chosen) for _, test in hard):
            continue
        gone = tuple(not test(chosen) for _, test in soft)
        left = [term for (term, _), out in zip(soft, gone, strict=True) if out]
        debt = sum(missed(world, term, chosen) for term in left if _measured(docket, term))
        found = (-debt, measured(world, chosen, announced, account))
        best_of[gone] = max(best_of.get(gone, found), found)
    if not best_of:
        return None
    fewest = min(sum(gone) for gone in best_of)

    def key(gone: tuple[bool, ...]) -> tuple[object, ...]:
        debt, levels = best_of[gone]
        left = [term for (term, _), out in zip(soft, gone, strict=True) if out]
        owable = sum(_measured(docket, term) for term in left)
        return (levels[:first], owable, debt, [not out for out in gone])

    among: Any = [gone for gone in best_of if sum(gone) == fewest]
    best_ = max(among, key=key)
    debt, levels = best_of[best_]
    names = tuple(term.id for (term, _), out in zip(soft, best_, strict=True) if out)
    return names, levels, -debt


def _measured(docket: Docket, term: kinds.Term) -> bool:
    rule = kinds.resolved(term.rule, docket.facts)
    return not isinstance(rule, kinds.AllOrNone | kinds.Either)


def _tests(world: World, terms: tuple[kinds.Term, ...]):  # type: ignore[no-untyped-def]
    rules = brute.Rules.of(world.docket, list(world.moves), world.items)
    found = [(term, kinds.resolved(term.rule, world.docket.facts)) for term in terms]
    return [
        (term, rules.test(rule))
        for term, rule in found
        if rule is not None and not isinstance(rule, kinds.HANDOVER)
    ]


def _split(world: World):  # type: ignore[no-untyped-def]
    """The tests that no one can give up, and the others."""
    tests = _tests(world, world.docket.musts)
    kept = (kinds.Outside, kinds.Together)
    soft = [
        (term, test)
        for term, test in tests
        if term.by != LAW and not isinstance(kinds.resolved(term.rule, world.docket.facts), kept)
    ]
    hard = [pair for pair in tests if pair not in soft]
    return hard, soft


def ways(world: World, announced: Announced, account: Account) -> Iterator[Chosen]:
    """Every exchange in which whoever has gone goes, as announced."""
    gone = set(account.fixed)
    stays: Chosen = frozenset()
    for way in itertools.product(*([stays, *options] for options in world.items)):
        chosen = stays.union(*way)
        made = [world.moves[move] for move in chosen]
        if gone <= {move["id"] for move in made} and all(
            _as_told(move, announced) for move in made if move["id"] in gone
        ):
            yield chosen


def _as_told(move: Facts, announced: Announced) -> bool:
    told = announced.moves.get(move["id"])
    return told is None or told == (move["beneficiary"], move["destination"])


def measured(
    world: World, chosen: Chosen, announced: Announced, account: Account
) -> tuple[int, ...]:
    """The levels of a continuation, in their order."""
    docket = world.docket
    made = [world.moves[move] for move in chosen]
    rules = brute.Rules.of(docket, list(world.moves), world.items)
    place = docket.levels.index(Freed()) + 1
    taken = {new for _, new in account.instead} - {*account.out, *account.died}
    stay = ({*announced.moves} | taken) - {*account.out, *account.died} | set(account.fixed)
    values = [
        rules.measure(each)(chosen)
        for each in docket.levels[:place]
        if not isinstance(each, Prefer)
    ]
    values.append(sum(move["id"] in stay for move in made))
    open_moves = [
        person
        for person in stay - set(account.fixed)
        if person in announced.moves and _chooses(docket, person)
    ]
    if open_moves:
        values.append(sum(move["id"] in open_moves and _made(move, announced) for move in made))
    after = [each for each in docket.levels[place:] if not isinstance(each, Prefer)]
    values += [rules.measure(each)(chosen) for each in after]
    return tuple(values)


def _made(move: Facts, announced: Announced) -> bool:
    told = announced.moves[move["id"]]
    return all(
        not wanted or wanted == move[name]
        for name, wanted in zip(("beneficiary", "destination"), told, strict=True)
    )


def _chooses(docket: Docket, person: str) -> bool:
    row = docket.people.ids.index(person)
    return any("|" in docket.people.column(name)[row] for name in ("beneficiary", "destination"))


def missed(world: World, term: kinds.Term, chosen: Chosen) -> int:
    """By how much an exchange misses a term, in the units of its formula."""
    docket = world.docket
    rule = kinds.resolved(term.rule, docket.facts)
    made = [world.moves[move] for move in chosen]

    def count(of: object) -> int:
        return sum(brute.meets(of, move) for move in made)  # type: ignore[arg-type]

    outside = [
        inner.of
        for each in docket.musts
        if isinstance(inner := kinds.resolved(each.rule, docket.facts), kinds.Outside)
    ]
    inside = [move for move in made if not any(brute.meets(of, move) for of in outside)]
    match rule:
        case kinds.Ratio() | kinds.Tariff():
            worth = rule.table if isinstance(rule, kinds.Tariff) else {}
            column = rule.column if isinstance(rule, kinds.Tariff) else "id"
            gave = sum(worth.get(m[column], 1) for m in inside if brute.meets(rule.give, m))
            got = sum(worth.get(m[column], 1) for m in inside if brute.meets(rule.get, m))
            gap = rule.got * gave - rule.given * got
            over = 0 if rule.how == "at-least" else max(0, gap)
            return over + (0 if rule.how == "at-most" else max(0, -gap))
        case kinds.Count(of, least, most):
            low = 0 if least is None else max(0, least - count(of))
            return low + (0 if most is None else max(0, count(of) - most))
        case kinds.Pool(of, choose):
            return abs(count(of) - choose)
        case kinds.Named(people):
            return len(set(people)) - sum(move["id"] in people for move in made)
        case kinds.Never(of):
            return count(of)
        case kinds.All(of):
            possible = frozenset[int]().union(*itertools.chain.from_iterable(world.items))
            able = {world.moves[m]["id"] for m in possible if brute.meets(of, world.moves[m])}
            return len(able) - count(of)
        case _:
            return 0


def splits(docket: Docket, account: Account) -> bool:
    """Whether the day has parted people who stay together: some have gone, and one is out."""
    units = [{each["id"] for each in unit} for unit in brute.units(docket)]
    return any(unit & {*account.fixed} and unit & {*account.out} for unit in units)
