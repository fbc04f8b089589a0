"""The stages replayed: who rides when, on what seats, in what order, how exposed each party is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from attrs import frozen

from canje.base.refusals import Book
from canje.stage.check.ground import Ground, Person, Way, choices
from canje.stage.schedule import Schedule, Stage


@frozen(eq=False)
class Replay:
    """The stage of everybody, and the exposure of each party after each stage."""

    stage: Mapping[str, int]
    after: Mapping[str, tuple[int, ...]]

    @property
    def peak(self) -> int:
        return max((max(each, default=0) for each in self.after.values()), default=0)


def replay(said: Schedule, ground: Ground, book: Book) -> Replay | None:
    """Go through the stages; None where not everybody goes once, by a way that exists."""
    before = book.count
    stage: dict[str, int] = {}
    legs: dict[str, list[str]] = {}
    for number, each in enumerate(said.stages, 1):
        where = f"stage {number}"
        if each.number != number:
            book.refuse("number", where, each.number, number)
        _rides(each, where, ground, book)
        for ride in each.rides:
            for person in ride.people:
                if person not in ground.people:
                    book.refuse("nobody", where, person)
                elif stage.setdefault(person, number) != number:
                    book.refuse("twice", person)
                if ride.leg is not None:
                    legs.setdefault(person, []).append(ride.leg)
    for person in ground.people:
        if person not in stage:
            book.refuse("missing", person)
    if book.count > before:
        return None
    ways = _ways(ground, legs, book)
    if book.count > before:
        return None
    _units(ground, stage, ways, book)
    _orders(ground, stage, book)
    after = _exposures(said, ground, stage, book)
    _waits(said, ground, stage, book)
    if book.count == before:
        _order(said, ground, stage, ways, book)
    return Replay(stage, after)


def _rides(stage: Stage, where: str, ground: Ground, book: Book) -> None:
    names = [ride.leg for ride in stage.rides]
    if not names or not all(ride.people for ride in stage.rides):
        book.refuse("empty", where)
    known = sorted(name for name in names if name is not None)
    if names != [*known, *[None] * names.count(None)] or len(set(names)) != len(names):
        book.refuse("ride-order", where, ", ".join(map(str, names)))
    for ride in stage.rides:
        place = f"{where}, {ride.leg}"
        if list(ride.people) != sorted(set(ride.people)):
            book.refuse("ride-order", place)
        if ride.leg is not None and ride.leg in ground.legs:
            seats = ground.legs[ride.leg].seats
            if len(ride.people) > seats:
                book.refuse("seats", place, len(ride.people), seats)
        elif ride.leg is not None:
            book.refuse("way", place)
    bound = set().union(*ground.sets) & set(names)
    if bound and not any(bound <= legs for legs in ground.sets):
        book.refuse("set", where, ", ".join(sorted(map(str, bound))))


def _ways(ground: Ground, legs: Mapping[str, Sequence[str]], book: Book) -> dict[str, Way]:
    """The way that each person takes: its legs are those of one of the shortest.

    That they end at the destination is looked at for itself, whatever ways there are.
    """
    taken = {}
    for name, person in ground.people.items():
        ridden = Counter(legs.get(name, ()))
        way = next((way for way in person.ways if Counter(way) == ridden), None)
        ends = _ends(ridden, ground)
        if ends and ends != [person.destination]:
            book.refuse("destination", name, ", ".join(ends), person.destination)
        elif not person.ways:
            book.refuse("no-way", name, person.destination)
        elif way is None:
            book.refuse("way", name, ", ".join(legs.get(name, ())))
        else:
            taken[name] = way
    return taken


def _ends(ridden: Counter[str], ground: Ground) -> list[str]:
    """The places to which these legs lead, and from which none of them goes on."""
    balance: Counter[str] = Counter()
    for name, times in ridden.items():
        leg = ground.legs[name]
        balance[leg.end] += times
        balance[leg.start] -= times
    return sorted(place for place, left in balance.items() if left > 0)


def _units(ground: Ground, stage: Mapping[str, int], ways: Mapping[str, Way], book: Book) -> None:
    for unit in ground.units:
        if len(unit) > 1:
            if len({stage[person.id] for person in unit}) > 1:
                book.refuse("unit", unit[0].id)
            if tuple(ways[person.id] for person in unit) not in choices(unit):
                book.refuse("unit-way", unit[0].id)


def _orders(ground: Ground, stage: Mapping[str, int], book: Book) -> None:
    people = ground.people.values()
    for number, order in enumerate(ground.orders):
        last = max(stage[p.id] for p in people if number in p.first)
        early = min(stage[p.id] for p in people if number in p.then)
        if early <= last:
            book.refuse("before", order, f"{last} and {early}")


def _exposures(
    said: Schedule, ground: Ground, stage: Mapping[str, int], book: Book
) -> dict[str, tuple[int, ...]]:
    """Given so far, less what is owed for what came in the stages before: each party's worst."""
    given: Counter[tuple[str, int]] = Counter()
    got: Counter[tuple[str, int]] = Counter()
    for name, person in ground.people.items():
        if person.holder != person.beneficiary:
            given[person.holder, stage[name]] += 1
            got[person.beneficiary, stage[name]] += 1
    table = {}
    for party in sorted({*ground.givers, *ground.limits}):
        owed, for_each = ground.worth.get(party, (1, 1))
        out = back = 0
        after = []
        for t in range(1, len(said.stages) + 1):
            out += given[party, t]
            after.append(-((owed * back - for_each * out) // for_each))
            back += got[party, t]
        table[party] = tuple(after)
        limit = ground.limits.get(party)
        if limit is not None and max(after, default=0) > limit:
            book.refuse("exposed", party, max(after), limit)
    claimed = [(each.party, each.limit, each.after) for each in said.exposures]
    found = [(party, ground.limits.get(party), after) for party, after in table.items()]
    if claimed != found:
        book.refuse("exposure", "exposures", claimed, found)
    return {party: after for party, after in table.items() if party in ground.givers}


def _waits(said: Schedule, ground: Ground, stage: Mapping[str, int], book: Book) -> None:
    used = {ride.leg for each in said.stages for ride in each.rides}
    runs = [r for leg in ground.legs.values() if leg.id in used and (r := leg.runs_per_day)]
    a_day = min(runs) if runs else len(said.stages)
    for number, each in enumerate(said.stages, 1):
        day = (number - 1) // a_day + 1
        if each.day != day:
            book.refuse("day", f"stage {number}", each.day, day)
        names = {ride.leg for ride in each.rides}
        waits = {
            name
            for name, before in ground.guards
            if (
                before in names
                if isinstance(before, str)
                else any(stage.get(person) == number for person in before)
            )
        }
        if list(each.waits) != sorted(waits):
            book.refuse("waits", f"stage {number}", ", ".join(each.waits), ", ".join(sorted(waits)))


def _order(
    said: Schedule,
    ground: Ground,
    stage: Mapping[str, int],
    ways: Mapping[str, Way],
    book: Book,
) -> None:
    """In each class the items go by their hashes, stage by stage and option by option."""
    for number, each in enumerate(ground.classes, 1):
        place = {option: k for k, option in enumerate(each.options)}

        taken = [
            (stage[item[0].id], place[tuple(ways[person.id] for person in item)])
            for item in sorted(each.items, key=partial(_hash, said))
        ]
        if taken != sorted(taken):
            book.refuse("pick", f"class c{number}")


def _hash(said: Schedule, item: tuple[Person, ...]) -> str:
    text = f"{said.plan_digest}\n{min(person.id for person in item)}"
    return hashlib.sha256(text.encode()).hexdigest()
