"""Who moves, sorted: people whom no way, no party and no order of the handover tells apart.

An item is a person, or a unit that a must-term `together` keeps whole. Items whose members have the
same holders, beneficiaries, ways and places in the orders are one flow: how they fill the stages
depends on their number only. The cost of staging grows with flows and stages, not with people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import attrs
import numpy as np
from attrs import frozen

from canje.base.people import Column, People
from canje.base.select import OneOf, Selection, mask
from canje.clear.plan import Plan
from canje.stage.handover import Handover
from canje.stage.routes import MOST_ROUTES, Network, Route, Trip, bound_for
from canje.terms.docket import Docket, First
from canje.terms.term import Before, Exposed, Ratio, Together, resolved


@frozen
class Kind:
    """All that the stages can tell of a person.

    `first` and `then` are the orders (by number) in which the person goes first, or afterwards;
    `early` the levels of the objective whose people go as early as can be.
    """

    holder: str
    beneficiary: str
    routes: tuple[Route, ...]
    first: tuple[int, ...] = ()
    then: tuple[int, ...] = ()
    early: tuple[int, ...] = ()


@frozen(eq=False)
class Flow:
    """Items alike. `items[i]` are the ids of an item's people, one a kind of `kinds`, in order.

    `options[k]` are the ways of the members under one choice; `loads[k]` people by leg.
    """

    kinds: tuple[Kind, ...]
    items: tuple[tuple[str, ...], ...]
    options: tuple[tuple[Route, ...], ...]
    loads: tuple[Mapping[str, int], ...]

    @property
    def size(self) -> int:
        return len(self.items)

    @property
    def members(self) -> int:
        return len(self.kinds)

    def given(self, party: str) -> int:
        """People of an item whom the party gives; who is freed by his or her own side is none."""
        return sum(k.holder == party != k.beneficiary for k in self.kinds)

    def got(self, party: str) -> int:
        return sum(k.beneficiary == party != k.holder for k in self.kinds)

    def early(self, level: int) -> int:
        return sum(level in kind.early for kind in self.kinds)

    @property
    def first(self) -> frozenset[int]:
        return frozenset(number for kind in self.kinds for number in kind.first)

    @property
    def then(self) -> frozenset[int]:
        return frozenset(number for kind in self.kinds for number in kind.then)


@frozen
class Limit:
    """What a party tolerates: its smallest `exposed`, and whose term that is."""

    at_most: int
    term: str


@frozen
class Worth:
    """For each `got` people got, `given` are owed: how far what comes in offsets what goes out."""

    given: int = 1
    got: int = 1


@frozen(eq=False)
class Task:
    """All that shapes the stages of a plan. Orders and levels are numbered by their places here."""

    flows: tuple[Flow, ...]
    seats: Mapping[str, int]
    sets: tuple[frozenset[str], ...]
    orders: tuple[str, ...]
    early: tuple[str, ...]
    limits: Mapping[str, Limit]
    worth: Mapping[str, Worth]

    @property
    def people(self) -> int:
        return sum(flow.size * flow.members for flow in self.flows)

    @property
    def givers(self) -> tuple[str, ...]:
        """The parties that give anybody, by id."""
        return tuple(
            sorted({k.holder for f in self.flows for k in f.kinds if k.holder != k.beneficiary})
        )

    def given(self, party: str) -> int:
        return sum(flow.size * flow.given(party) for flow in self.flows)

    def got(self, party: str) -> int:
        return sum(flow.size * flow.got(party) for flow in self.flows)


def task(docket: Docket, plan: Plan, handover: Handover) -> Task:
    """Sort the people whom a plan frees, and gather what binds their stages.

    Only musts bind. ValueError where the plan frees somebody whom the docket does not know.
    """
    table = freed_people(docket, plan)
    rules = [
        (term.id, resolved(term.rule, docket.facts))
        for term in sorted(docket.musts, key=lambda term: term.id)
    ]
    orders = _orders(rules, table)
    levels = [(n, each) for n, each in enumerate(docket.levels) if isinstance(each, First)]
    early = [mask(level.of, table).tolist() for _, level in levels]
    joined = units(table, _ties(docket))
    going = _trips(table, joined)
    kinds = _kinds(
        table, going, Network(handover), [o[1] for o in orders], [o[2] for o in orders], early
    )
    sets = {frozenset(each) for each in handover.simultaneous}
    seats = {leg.id: leg.seats for leg in sorted(handover.legs, key=lambda leg: leg.id)}
    return Task(
        flows=_flows(table.ids, kinds, joined, seats),
        seats=seats,
        sets=tuple(sorted((s for s in sets if not any(s < other for other in sets)), key=sorted)),
        orders=tuple(order[0] for order in orders),
        early=tuple(f"early:{number}" for number, _ in levels),
        limits=_limits(rules),
        worth={party.id: _worth(party.id, rules) for party in docket.parties},
    )


def freed_people(docket: Docket, plan: Plan) -> People:
    """The people whom a plan frees, with the beneficiary and the destination that it picks."""
    people = docket.people
    place = {identifier: row for row, identifier in enumerate(people.ids)}
    freed = sorted(plan.people)
    try:
        rows = np.array([place[each.id] for each in freed], np.intp)
    except KeyError as unknown:
        raise ValueError(f"nobody in the case has the id {unknown}") from None
    columns = {name: column.take(rows) for name, column in people.columns.items()}
    columns["beneficiary"] = Column.of(each.beneficiary for each in freed)
    columns["destination"] = Column.of(each.destination for each in freed)
    return People(tuple(each.id for each in freed), columns)


def trips(docket: Docket, plan: Plan) -> dict[str, Trip]:
    """Everybody whom a plan frees, with the one destination where he or she goes, and the start.

    ValueError where the plan frees somebody whom the docket does not know.
    """
    table = freed_people(docket, plan)
    return dict(zip(table.ids, _trips(table, units(table, _ties(docket))), strict=True))


def _ties(docket: Docket) -> list[str]:
    """The columns by which people go together."""
    rules = (resolved(term.rule, docket.facts) for term in docket.musts)
    return [rule.by for rule in rules if isinstance(rule, Together)]


def _trips(table: People, joined: Iterable[Sequence[int]]) -> list[Trip]:
    """One a person, in the order of rows; whoever has no destination goes with his or her unit."""
    names = ("holder", "beneficiary", "destination", "place")
    holder, beneficiary, destination, place = (table.column(name).texts() for name in names)
    ends = [stated or party for stated, party in zip(destination, beneficiary, strict=True)]
    for rows in joined:
        if len(rows) > 1:
            found = bound_for((beneficiary[row], destination[row]) for row in rows)
            for row, end in zip(rows, found, strict=True):
                ends[row] = end
    made: dict[tuple[str, str, str], Trip] = {}
    return [
        made.get(each) or made.setdefault(each, Trip(*each))
        for each in zip(holder, ends, place, strict=True)
    ]


def units(table: People, columns: Iterable[str]) -> list[list[int]]:
    """The people of each unit, in the order of rows, by the first of them."""
    parent = list(range(len(table)))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for name in sorted(set(columns)):
        seen: dict[str, int] = {}
        for row, text in enumerate(table.column(name).texts()):
            if text:
                one, other = root(row), root(seen.setdefault(text, row))
                parent[max(one, other)] = min(one, other)
    joined: dict[int, list[int]] = {}
    for row in range(len(table)):
        joined.setdefault(root(row), []).append(row)
    return list(joined.values())


_Rules = Sequence[tuple[str, object]]
_Flags = Sequence[bool]


def _orders(rules: _Rules, table: People) -> list[tuple[str, _Flags, _Flags]]:
    """The orders with somebody on both sides; whoever is on both counts on neither."""
    found = []
    for name, rule in rules:
        if isinstance(rule, Before):
            first, then = mask(rule.first, table), mask(rule.then, table)
            first, then = first & ~then, then & ~first
            if first.any() and then.any():
                found.append((name, first.tolist(), then.tolist()))
    return found


def _limits(rules: _Rules) -> dict[str, Limit]:
    found: dict[str, Limit] = {}
    for name, rule in rules:
        if isinstance(rule, Exposed):
            known = found.get(rule.party)
            if known is None or rule.at_most < known.at_most:
                found[rule.party] = Limit(rule.at_most, name)
    return found


def _worth(party: str, rules: _Rules) -> Worth:
    """The one ratio in force that gives the party's people, or gets for them; else 1 for 1."""
    found = set()
    for _, rule in rules:
        if isinstance(rule, Ratio):
            give, get = _holder(rule.give), _holder(rule.get)
            if give == party != get:
                found.add((rule.given, rule.got))
            elif get == party != give:
                found.add((rule.got, rule.given))
    return Worth(*found.pop()) if len(found) == 1 else Worth()


def _holder(selection: Selection) -> str | None:
    """The one party whose prisoners a selection speaks of."""
    for name, condition in selection.conditions:
        if name == "holder" and isinstance(condition, OneOf) and len(condition.values) == 1:
            return condition.values[0]
    return None


def _kinds(
    table: People,
    going: Sequence[Trip],
    network: Network,
    first: list[_Flags],
    then: list[_Flags],
    early: list[_Flags],
) -> list[Kind]:
    """One a person."""
    known: dict[tuple[object, ...], Kind] = {}
    ways: dict[Trip, tuple[Route, ...]] = {}
    beneficiaries = table.column("beneficiary").texts()
    flags = [list(zip(*side, strict=True)) or [()] * len(table) for side in (first, then, early)]
    made = []
    for trip, beneficiary, *orders in zip(going, beneficiaries, *flags, strict=True):
        row = (trip, beneficiary, *orders)
        kind = known.get(row)
        if kind is None:
            if trip not in ways:
                ways[trip] = network.routes(trip)
            kind = Kind(trip.holder, beneficiary, ways[trip], *map(_true, orders))
            known[row] = kind
        made.append(kind)
    return made


def _true(flags: Sequence[bool]) -> tuple[int, ...]:
    return tuple(number for number, flag in enumerate(flags) if flag)


def _flows(
    ids: Sequence[str], kinds: Sequence[Kind], joined: list[list[int]], seats: Mapping[str, int]
) -> tuple[Flow, ...]:
    """Items by the kinds of their members; flows in the order of their smallest ids."""
    in_order = sorted(set(kinds), key=lambda kind: attrs.astuple(kind, recurse=False))
    rank = {kind: number for number, kind in enumerate(in_order)}
    code = [rank[kind] for kind in kinds]
    sorted_: dict[tuple[int, ...], list[tuple[str, ...]]] = {}
    for rows in joined:
        ordered = sorted(rows, key=code.__getitem__) if len(rows) > 1 else rows
        signature = tuple(code[row] for row in ordered)
        sorted_.setdefault(signature, []).append(tuple(ids[row] for row in ordered))
    by_rank = list(rank)
    flows = []
    for signature, items in sorted_.items():
        members = tuple(by_rank[number] for number in signature)
        options = _options(members)
        loads = [_load(each) for each in options]
        fits = [all(n <= seats[leg] for leg, n in load.items()) for load in loads]
        flows.append(
            Flow(
                members,
                tuple(items),
                tuple(o for o, fit in zip(options, fits, strict=True) if fit),
                tuple(load for load, fit in zip(loads, fits, strict=True) if fit),
            )
        )
    return tuple(sorted(flows, key=lambda flow: min(map(min, flow.items))))


def _options(kinds: Sequence[Kind]) -> list[tuple[Route, ...]]:
    """How an item can go: all of it one way where there is such a way, else each kind its own."""
    common = set.intersection(*(set(kind.routes) for kind in kinds))
    if common:
        return [(route,) * len(kinds) for route in sorted(common)]
    ways = dict.fromkeys(kinds)
    found = []
    for choice in product(*(kind.routes for kind in ways)):
        way = dict(zip(ways, choice, strict=True))
        found.append(tuple(way[kind] for kind in kinds))
        if len(found) == MOST_ROUTES:
            break
    return found


def _load(routes: Sequence[Route]) -> dict[str, int]:
    load: dict[str, int] = {}
    for route in routes:
        for leg in route:
            load[leg] = load.get(leg, 0) + 1
    return dict(sorted(load.items()))
