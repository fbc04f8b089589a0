"""A plan and its stages by counts: how many of whom ride when, and who stands by.

People whom neither the terms nor the stages tell apart are one cell: a class, the move announced,
the stage, and the legs. What can happen on a day depends on the numbers of the cells only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import product

import numpy as np
from attrs import frozen

from canje.base.select import mask
from canje.clear.classes import Ints
from canje.clear.plan import Plan
from canje.clear.problem import Problem
from canje.clear.question import Question
from canje.handover.by_count import Counts, Repairs
from canje.handover.terms_met import TermsMet
from canje.stage.flows import Task, task
from canje.stage.handover import Handover
from canje.stage.routes import MOST_ROUTES, Network, Trip, bound_for
from canje.stage.schedule import Schedule
from canje.terms.docket import Docket
from canje.terms.term import Before, resolved

Load = tuple[tuple[str, int], ...]
"""Seats that an item takes, by leg in the order of ids; none where nobody needs a leg."""


class NotStaged(Exception):
    """A plan without anybody, or without stages: there is no day to simulate."""


@frozen
class Cell:
    """`size` items alike: their option in the problem, stage, and legs."""

    option: int
    stage: int
    load: Load
    size: int


@frozen
class Pool:
    """`size` items of a class that stand by in one place; for each option the ways they can go."""

    klass: int
    size: int
    ways: tuple[tuple[int, tuple[Load, ...]], ...]


@frozen
class Side:
    """Who gives and who gets by an option: people of an item by party, and whose prisoners."""

    people: int
    given: tuple[int, ...]
    got: tuple[int, ...]
    holders: tuple[int, ...]


@frozen(eq=False, slots=False)
class Crowd:
    """All that a simulated day needs of a case.

    Parties are numbered by `parties`. `total[p]` is what the plan has party p give, and get.
    """

    parties: tuple[str, ...]
    klass: tuple[int, ...]
    sides: tuple[Side, ...]
    cells: tuple[Cell, ...]
    pools: tuple[Pool, ...]
    seats: Mapping[str, int]
    runs: tuple[tuple[int, str], ...]
    ordered: frozenset[int]
    task: Task
    repairs: Repairs
    met: TermsMet
    total: tuple[tuple[int, int], ...]

    @property
    def people(self) -> int:
        """People whom the plan frees."""
        return sum(cell.size * self.sides[cell.option].people for cell in self.cells)

    @property
    def stages(self) -> int:
        return max((cell.stage for cell in self.cells), default=0)

    @property
    def trading(self) -> tuple[int, ...]:
        """The parties that both give and get: those that can be left with less than they gave."""
        return tuple(p for p, (given, got) in enumerate(self.total) if given and got)

    @cached_property
    def of_stage(self) -> Mapping[int, tuple[int, ...]]:
        """The cells of each stage, by number."""
        found: dict[int, tuple[int, ...]] = dict.fromkeys(range(1, self.stages + 1), ())
        for number, cell in enumerate(self.cells):
            found[cell.stage] += (number,)
        return found

    @cached_property
    def legs_of(self) -> Mapping[int, frozenset[str]]:
        """The legs that each stage runs."""
        return {
            stage: frozenset(leg for other, leg in self.runs if other == stage)
            for stage in range(1, self.stages + 1)
        }

    @cached_property
    def stages_of(self) -> Mapping[int, frozenset[int]]:
        """The stages in which people of a class ride, by class."""
        found: dict[int, frozenset[int]] = dict.fromkeys(self.klass, frozenset())
        for cell in self.cells:
            found[self.klass[cell.option]] |= {cell.stage}
        return found

    def by_option(self, counts: Iterable[tuple[int, int]]) -> Ints:
        """Items by option of the problem, of (option, count) added up."""
        return _by_option(len(self.sides), counts)

    def nothing(self) -> Counts:
        """Nobody has gone, and everyone is there."""
        announced = [0] * len(self.sides)
        for cell in self.cells:
            announced[cell.option] += cell.size
        reserves = [0] * (1 + max(self.klass, default=-1))
        for pool in self.pools:
            reserves[pool.klass] += pool.size
        return Counts((0,) * len(self.sides), tuple(announced), tuple(reserves))


def crowd(docket: Docket, plan: Plan, handover: Handover, schedule: Schedule) -> Crowd:
    """Count the people of a plan and of its stages; NotStaged where there are none."""
    if not plan.people:
        raise NotStaged("the plan frees nobody")
    if not schedule.stages:
        raise NotStaged("the plan has no stages")
    problem = Question(docket).problem
    own = task(docket, plan, handover)
    parties = tuple(sorted({party.id for party in docket.parties}))
    sides = tuple(_sides(problem, parties))
    cells, standing = _sorted(docket, plan, problem, schedule)
    total = [
        (
            sum(cell.size * sides[cell.option].given[p] for cell in cells),
            sum(cell.size * sides[cell.option].got[p] for cell in cells),
        )
        for p in range(len(parties))
    ]
    planned = _by_option(len(sides), ((cell.option, cell.size) for cell in cells))
    return Crowd(
        parties,
        tuple(problem.classes.column_class.tolist()),
        sides,
        cells,
        tuple(_pools(docket, problem, handover, standing)),
        {leg.id: leg.seats for leg in handover.legs},
        tuple(sorted({(cell.stage, leg) for cell in cells for leg, _ in cell.load})),
        _ordered(docket, problem),
        own,
        Repairs(docket, problem),
        TermsMet(docket, problem, planned),
        tuple(total),
    )


def _by_option(options: int, counts: Iterable[tuple[int, int]]) -> Ints:
    found = np.zeros(options, np.int64)
    for option, count in counts:
        found[option] += count
    return found


def _sides(problem: Problem, parties: tuple[str, ...]) -> Iterable[Side]:
    classes = problem.classes
    holder = classes.moves.column("holder")
    place = {party: number for number, party in enumerate(parties)}
    for column in range(len(classes.column_class)):
        rows = classes.move[classes.start[column] : classes.start[column + 1]].tolist()
        holders = [holder[row] for row in rows]
        given, got = [0] * len(parties), [0] * len(parties)
        for one, (other, _) in zip(holders, classes.option(column), strict=True):
            if one != other:
                given[place[one]] += 1
                if other in place:
                    got[place[other]] += 1
        own = tuple(sorted({place[each] for each in holders}))
        yield Side(len(rows), tuple(given), tuple(got), own)


def _sorted(
    docket: Docket, plan: Plan, problem: Problem, schedule: Schedule
) -> tuple[tuple[Cell, ...], list[tuple[int, tuple[int, ...]]]]:
    """The cells, and the items of those who stand by: class, and rows of people."""
    classes, ids = problem.classes, docket.people.ids
    moves = {each.id: (each.beneficiary, each.destination) for each in plan.people}
    rides: dict[str, list[str]] = defaultdict(list)
    stage_of: dict[str, int] = {}
    for stage in schedule.stages:
        for ride in stage.rides:
            for person in ride.people:
                stage_of[person] = stage.number
                if ride.leg is not None:
                    rides[person].append(ride.leg)
    found: Counter[tuple[int, int, Load]] = Counter()
    standing = []
    option = {}
    for column, number in enumerate(classes.column_class.tolist()):
        option[number, classes.option(column)] = column
    for number in range(len(classes.size)):
        for item in classes.members(number).tolist():
            people = [ids[row] for row in item]
            if not all(person in moves for person in people):
                standing.append((number, tuple(item)))
                continue
            column = option[number, tuple(moves[person] for person in people)]
            load = Counter(leg for person in people for leg in rides[person])
            found[column, stage_of[people[0]], tuple(sorted(load.items()))] += 1
    cells = (Cell(*key, size) for key, size in found.items())
    ordered = sorted(cells, key=lambda cell: (cell.stage, cell.option, cell.load))
    return tuple(ordered), standing


def _pools(
    docket: Docket,
    problem: Problem,
    handover: Handover,
    standing: Iterable[tuple[int, tuple[int, ...]]],
) -> Iterable[Pool]:
    """Those who stand by, by class and place, with their ways under each option."""
    place, holder = docket.people.column("place"), docket.people.column("holder")
    network, classes = Network(handover), problem.classes
    shut = _red_lined(problem)
    found = Counter(
        (number, tuple((holder[row], place[row]) for row in rows))
        for number, rows in standing
        if number not in shut
    )
    for (number, members), size in sorted(found.items()):
        ways = []
        for column in np.flatnonzero(classes.column_class == number).tolist():
            trips = [
                Trip(one, end, start)
                for (one, start), end in zip(
                    members, bound_for(classes.option(column)), strict=True
                )
            ]
            ways.append((int(column), _ways(network, trips)))
        yield Pool(number, size, tuple(ways))


def _red_lined(problem: Problem) -> set[int]:
    """The classes of which nobody may go, by a term that says so of each of their options."""
    column_class = problem.classes.column_class
    closed = np.zeros(len(column_class), np.bool_)
    for row in problem.rows:
        if row.hi == 0 and not row.auxiliaries and (row.form.values > 0).all():
            closed[row.form.columns] = True
    return {c for c in range(len(problem.classes.size)) if closed[column_class == c].all()}


def _ways(network: Network, trips: list[Trip]) -> tuple[Load, ...]:
    """The seats that an item takes under each of its ways: all of it one way where there is one."""
    routes = [network.routes(trip) for trip in trips]
    common = set.intersection(*map(set, routes))
    choices = [(route,) * len(trips) for route in sorted(common)] or list(product(*routes))
    loads = [
        tuple(sorted(Counter(leg for route in choice for leg in route).items()))
        for choice in choices[:MOST_ROUTES]
    ]
    return tuple(dict.fromkeys(loads))


def _ordered(docket: Docket, problem: Problem) -> frozenset[int]:
    """The classes of which an order speaks: they ride in no stage but their own."""
    classes = problem.classes
    touched = np.zeros(len(classes.moves), np.bool_)
    for term in docket.musts:
        rule = resolved(term.rule, docket.facts)
        if isinstance(rule, Before):
            touched |= mask(rule.first, classes.moves) | mask(rule.then, classes.moves)
    columns = np.flatnonzero(classes.count(touched))
    return frozenset(classes.column_class[columns].tolist())
