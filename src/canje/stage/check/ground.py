"""What the checker makes of a plan, a case and a handover: people, ways, units, orders, flows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

from attrs import frozen

from canje.base.select import OneOf, Selection
from canje.clear.check.reading import meets, parts_of
from canje.clear.plan import Plan
from canje.stage.handover import Handover, Leg
from canje.terms.docket import Docket, First
from canje.terms.term import Before, Exposed, Guard, Ratio, Rule, Together, resolved

Way = tuple[str, ...]

MOST_WAYS = 64


@frozen
class Person:
    """A person freed, with all that bears on his or her stage."""

    id: str
    holder: str
    beneficiary: str
    destination: str
    ways: tuple[Way, ...]
    first: tuple[int, ...]
    then: tuple[int, ...]
    early: tuple[int, ...]

    @property
    def kind(self) -> tuple[object, ...]:
        return (self.holder, self.beneficiary, self.ways, self.first, self.then, self.early)


@frozen(eq=False)
class Class:
    """Items alike: each item's people in the order of their kinds, then of ids."""

    items: tuple[tuple[Person, ...], ...]
    options: tuple[tuple[Way, ...], ...]

    @property
    def one(self) -> tuple[Person, ...]:
        return self.items[0]


@frozen(eq=False)
class Ground:
    """Everything in force."""

    people: Mapping[str, Person]
    units: tuple[tuple[Person, ...], ...]
    classes: tuple[Class, ...]
    legs: Mapping[str, Leg]
    sets: tuple[frozenset[str], ...]
    orders: tuple[str, ...]
    levels: tuple[str, ...]
    limits: Mapping[str, int]
    worth: Mapping[str, tuple[int, int]]
    guards: tuple[tuple[str, str | frozenset[str]], ...]

    @property
    def givers(self) -> list[str]:
        return sorted({p.holder for p in self.people.values() if p.holder != p.beneficiary})


def survey(docket: Docket, plan: Plan, handover: Handover) -> Ground:
    """Read it all; ValueError where the plan and the case do not fit."""
    facts = _facts(docket, plan)
    rules = [
        (term.id, resolved(term.rule, docket.facts))
        for term in sorted(docket.musts, key=lambda term: term.id)
    ]
    orders = []
    for name, rule in rules:
        if isinstance(rule, Before):
            first, then = _chosen(rule.first, facts), _chosen(rule.then, facts)
            if first - then and then - first:
                orders.append((name, first - then, then - first))
    early = [
        (f"early:{number}", _chosen(level.of, facts))
        for number, level in enumerate(docket.levels)
        if isinstance(level, First)
    ]
    ways = _Ways(handover)
    tied = _tied(facts, rules)
    people = {}
    for group in tied:
        for each in group:
            fact = facts[each]
            goal = _goal(fact, [facts[other] for other in group])
            people[each] = Person(
                each,
                fact["holder"],
                fact["beneficiary"],
                goal,
                ways.of(fact["holder"], goal, fact.get("place", "")),
                tuple(n for n, (_, first, _) in enumerate(orders) if each in first),
                tuple(n for n, (_, _, then) in enumerate(orders) if each in then),
                tuple(n for n, (_, chosen) in enumerate(early) if each in chosen),
            )
    people = dict(sorted(people.items()))
    legs = {leg.id: leg for leg in handover.legs}
    units = tuple(_unit(people[each] for each in group) for group in tied)
    sets = {frozenset(each) for each in handover.simultaneous}
    most = sorted((s for s in sets if not any(s < other for other in sets)), key=sorted)
    return Ground(
        people=people,
        units=units,
        classes=_classes(units, legs),
        legs=legs,
        sets=tuple(most) if len(most) > 1 else (),
        orders=tuple(name for name, _, _ in orders),
        levels=tuple(name for name, _ in early),
        limits=_limits(rules),
        worth={party.id: _worth(party.id, rules) for party in docket.parties},
        guards=tuple(_guards(rules, handover, facts)),
    )


_Facts = Mapping[str, Mapping[str, str]]


def _facts(docket: Docket, plan: Plan) -> dict[str, dict[str, str]]:
    """What is written of everybody whom the plan frees, with what the plan picks."""
    row = {identifier: number for number, identifier in enumerate(docket.people.ids)}
    facts = {}
    for each in sorted(plan.people):
        number = row.get(each.id)
        if number is None:
            raise ValueError(each.id)
        said = {name: column[number] for name, column in docket.people.columns.items()}
        if said.get("holder") != each.holder:
            raise ValueError(each.id)
        said |= {"id": each.id, "beneficiary": each.beneficiary, "destination": each.destination}
        facts[each.id] = said
    return facts


def _chosen(selection: Selection, facts: _Facts) -> frozenset[str]:
    return frozenset(each for each, fact in facts.items() if _holds(selection, fact))


def _holds(selection: Selection, fact: Mapping[str, str]) -> bool:
    for name, condition in selection.conditions:
        text = fact.get(name, "")
        parts = parts_of(text) if name in ("beneficiary", "destination") else (text,)
        if not meets(condition, parts):
            return False
    return not selection.any_of or any(_holds(part, fact) for part in selection.any_of)


def _limits(rules: list[tuple[str, Rule | None]]) -> dict[str, int]:
    limits: dict[str, int] = {}
    for _, rule in rules:
        if isinstance(rule, Exposed):
            limits[rule.party] = min(rule.at_most, limits.get(rule.party, rule.at_most))
    return limits


def _worth(party: str, rules: list[tuple[str, Rule | None]]) -> tuple[int, int]:
    """Given and got of the one ratio that the party is a side of; else 1 and 1."""
    found = set()
    for _, rule in rules:
        if isinstance(rule, Ratio):
            gives, gets = _side(rule.give), _side(rule.get)
            if gives == gets:
                continue
            if gives == party:
                found.add((rule.given, rule.got))
            if gets == party:
                found.add((rule.got, rule.given))
    return found.pop() if len(found) == 1 else (1, 1)


def _side(selection: Selection) -> str | None:
    for name, condition in selection.conditions:
        if name == "holder" and isinstance(condition, OneOf) and len(condition.values) == 1:
            return condition.values[0]
    return None


def _guards(
    rules: list[tuple[str, Rule | None]], handover: Handover, facts: _Facts
) -> Iterator[tuple[str, str | frozenset[str]]]:
    for wait in handover.guards:
        if isinstance(wait.before, str):
            yield wait.id, wait.before
        else:
            yield wait.id, _chosen(wait.before, facts)
    for name, rule in rules:
        if isinstance(rule, Guard):
            yield name, _chosen(rule.before, facts)


def _tied(facts: _Facts, rules: list[tuple[str, Rule | None]]) -> list[list[str]]:
    """The ids of those who share a value of a column that ties, through any number of steps."""
    ties = {rule.by for _, rule in rules if isinstance(rule, Together)}
    neighbours: dict[tuple[str, str], list[str]] = {}
    for each, fact in facts.items():
        for name in ties:
            if fact.get(name):
                neighbours.setdefault((name, fact[name]), []).append(each)
    seen: set[str] = set()
    units = []
    for each in facts:
        if each in seen:
            continue
        unit, waiting = [], [each]
        seen.add(each)
        while waiting:
            member = waiting.pop()
            unit.append(member)
            for name in ties:
                for other in neighbours.get((name, facts[member].get(name, "")), ()):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        units.append(unit)
    return units


def _unit(members: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(members, key=lambda person: (person.kind, person.id)))


def _goal(fact: Mapping[str, str], unit: list[Mapping[str, str]]) -> str:
    """Where a person goes: rules 1 to 3 of "Destination"; empty where it is not known."""
    if fact["destination"]:
        return fact["destination"]
    others = {other["destination"] for other in unit} - {""}
    if not others:
        others = {other["beneficiary"] for other in unit}
    return others.pop() if len(others) == 1 else ""


def _classes(units: tuple[tuple[Person, ...], ...], legs: Mapping[str, Leg]) -> tuple[Class, ...]:
    alike: dict[tuple[object, ...], list[tuple[Person, ...]]] = {}
    for unit in units:
        alike.setdefault(tuple(person.kind for person in unit), []).append(unit)
    classes = []
    for items in alike.values():
        open_ = []
        for ways in choices(items[0]):
            load: dict[str, int] = {}
            for way in ways:
                for leg in way:
                    load[leg] = load.get(leg, 0) + 1
            if all(count <= legs[leg].seats for leg, count in load.items()):
                open_.append(ways)
        classes.append(Class(tuple(items), tuple(open_)))
    return tuple(sorted(classes, key=lambda c: min(p.id for item in c.items for p in item)))


def choices(unit: tuple[Person, ...]) -> list[tuple[Way, ...]]:
    """The ways of a unit, whether or not there are seats: one for all, or each kind its own."""
    shared = [way for way in unit[0].ways if all(way in person.ways for person in unit)]
    if shared:
        return [(way,) * len(unit) for way in shared]
    kinds = {person.kind: person.ways for person in unit}
    found = []
    for taken in islice(product(*kinds.values()), MOST_WAYS):
        way = dict(zip(kinds, taken, strict=True))
        found.append(tuple(way[person.kind] for person in unit))
    return found


class _Ways:
    """Shortest ways, found backwards: how far every place is from the destination, then down."""

    def __init__(self, handover: Handover) -> None:
        self.places = {place.id for place in handover.places}
        self.legs = sorted(handover.legs, key=lambda leg: leg.id)
        self.known: dict[tuple[str, str, str], tuple[Way, ...]] = {}

    def of(self, holder: str, destination: str, place: str) -> tuple[Way, ...]:
        key = (holder, destination, place)
        if key not in self.known:
            self.known[key] = self._of(*key)
        return self.known[key]

    def _of(self, holder: str, destination: str, place: str) -> tuple[Way, ...]:
        """The table of "Way", line by line."""
        if not self.legs:
            return ((),)
        if destination and destination in (holder, place):
            return ((),)
        if destination not in self.places:
            return ()
        legs = [leg for leg in self.legs if leg.party is None or leg.party == holder]
        froms, tos = {leg.start for leg in legs}, {leg.end for leg in legs}
        if place in self.places:
            starts = {place}
        elif holder in self.places and holder in froms:
            starts = {holder}
        else:
            starts = (froms - tos) or froms
        if starts == {destination}:
            return ((),)
        found: set[Way] = set()
        for start in starts:
            if start != destination:
                found |= set(_down(legs, start, destination))
        return tuple(sorted(found)[:MOST_WAYS])


def _down(legs: list[Leg], start: str, end: str) -> list[Way]:
    distance = {end: 0}
    for step in range(1, len(legs) + 1):
        near = {leg.start for leg in legs if distance.get(leg.end) == step - 1}
        distance.update(dict.fromkeys(near - distance.keys(), step))
    if start not in distance:
        return []

    def walk(place: str) -> Iterator[Way]:
        if distance[place] == 0:
            yield ()
            return
        for leg in legs:
            if leg.start == place and distance.get(leg.end) == distance[place] - 1:
                for rest in walk(leg.end):
                    yield (leg.id, *rest)

    return list(islice(walk(start), MOST_WAYS))
