"""Plans, dockets and handovers made up for the stages, by hand or as functions of a seed."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

from attrs import frozen

from canje.base.select import Selection
from canje.clear.plan import Freed, Plan
from canje.stage.handover import Handover, Leg, Place, Wait
from canje.terms import term as kinds
from canje.terms.docket import Docket, First
from canje.terms.docket import Freed as EveryoneFreed
from canje.terms.term import Term
from tests.by_hand import docket, people, term, who

COLUMNS = "id holder beneficiary destination place family health"


@frozen(eq=False)
class Made:
    """What staging takes."""

    docket: Docket
    plan: Plan
    handover: Handover

    def with_rows(self, rows: Iterable[str]) -> Made:
        return made(list(rows), self.docket.terms, self.handover)


def plan_of(own: Docket) -> Plan:
    """A plan that frees everybody."""
    table = own.people
    columns = [table.column(name).texts() for name in ("holder", "beneficiary", "destination")]
    freed = tuple(Freed(i, "c1", *each) for i, *each in zip(table.ids, *columns, strict=True))
    nothing = "sha256:" + 64 * "0"
    return Plan(
        case=own.case,
        scenario=own.scenario,
        case_digest=nothing,
        problem_digest=nothing,
        outcome="proved",
        freed=len(freed),
        bound=len(freed),
        objective=(),
        certificate=None,
        people=freed,
        left_out=(),
        classes=(),
        terms=(),
    )


def made(rows: list[str], terms: Iterable[Term] = (), handover: Handover | None = None) -> Made:
    """Rows are id, holder, beneficiary, destination, place, family, health; `-` is blank."""
    levels = (EveryoneFreed(), First("the wounded", who(health="wounded")))
    own = docket(people(*rows, columns=COLUMNS), *terms, levels=levels)
    return Made(own, plan_of(own), handover or Handover())


def swap(count: int, *terms: Term, seats: int = 1000, **more: Any) -> Made:
    """So many of A's prisoners for as many of B's, over a bridge with one leg each way."""
    rows = [f"a{n:04} A B right - - -" for n in range(count)]
    rows += [f"b{n:04} B A left - - -" for n in range(count)]
    return made(rows, terms, bridge(seats, **more))


def bridge(seats: int, **more: Any) -> Handover:
    legs = (Leg("east", "left", "right", seats, "A"), Leg("west", "right", "left", seats, "B"))
    return Handover((Place("left", "Left"), Place("right", "Right")), legs, **more)


def tolerates(party: str, at_most: int) -> Term:
    return term(kinds.Exposed(party, at_most), f"calm-{party.lower()}", party)


def first(name: str, one: Selection, other: Selection) -> Term:
    return term(kinds.Before(one, other), name)


def little(seed: int, most: int = 5) -> Made:
    """Up to `most` people, with whatever can bind their stages; some have no stages at all."""
    chance = Random(seed)
    parties = chance.choice(["AB", "ABC"])
    far = chance.choice(["right", "right", *parties])
    odd = chance.random() < 0.3
    rows = []
    for number in range(chance.randint(1, most)):
        holder = chance.choice(parties)
        beneficiary = chance.choice([p for p in parties if p != holder] + [holder] * (number == 3))
        family = chance.choice(["-", "-", "-", "oak", "elm"])
        health = chance.choice(["-", "-", "wounded"])
        place = chance.choice(["-", "-", "-", "left"])
        goes = far
        if odd:
            goes = chance.choice([far] * 4 + ["-", "-", "left", "hub", "nowhere", holder])
        rows.append(f"p{number} {holder} {beneficiary} {goes} {place} {family} {health}")
    terms = []
    for party in parties:
        if chance.random() < 0.4:
            terms.append(tolerates(party, chance.randint(0, 3)))
    if chance.random() < 0.5:
        terms.append(term(kinds.Together("family"), "families"))
    if chance.random() < 0.4:
        terms.append(first("wounded-first", who(health="wounded"), who(health="")))
    if chance.random() < 0.3:
        terms.append(first("a-first", who(holder="A"), who(holder=chance.choice("BC"))))
    if chance.random() < 0.25:
        at = chance.choice([(2, 1), (1, 2), (3, 2)])
        terms.append(term(kinds.Ratio(who(holder="A"), who(holder="B"), *at, "at-least"), "ratio"))
    return made(rows, terms, _legs(chance, parties, far))


def _legs(chance: Random, parties: str, far: str) -> Handover:
    if chance.random() < 0.15:
        return Handover()
    places = tuple(Place(each, each) for each in ("left", far, "hub"))
    legs = [
        Leg("over", "left", far, chance.randint(1, 4)),
        Leg("over-2", "left", far, chance.randint(1, 2), chance.choice([None, *parties])),
    ]
    if chance.random() < 0.4:
        legs = [
            Leg("in", "left", "hub", chance.randint(1, 4)),
            Leg("out", "hub", far, chance.randint(1, 4)),
            *legs[1:][: chance.randint(0, 1)],
        ]
    if chance.random() < 0.3:
        legs.append(Leg("own", "hub", far, chance.randint(1, 3), chance.choice(parties), 2))
    ids = [leg.id for leg in legs]
    sets: tuple[tuple[str, ...], ...] = ()
    if chance.random() < 0.3:
        sets = ((ids[0],), tuple(ids[1:]))
    guards = (Wait("word", ids[0], "the word"), Wait("list", who(holder="A"), "the list"))
    return Handover(places, tuple(legs), sets, guards)
