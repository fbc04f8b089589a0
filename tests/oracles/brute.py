"""Brute force: the best exchange of a small docket, found by trying every one of them.

Written person by person from docs/terms.md and docs/case-folder.md and no more: it shares neither
classes nor linear rows nor columns of codes with the engine that it judges, and reads selections,
bars, statements and consents by itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import assert_never

import attrs
from attrs import frozen

from canje.base import select
from canje.base.dates import PartialDate
from canje.terms import term as kinds
from canje.terms.docket import (
    GONE,
    LAW,
    Bar,
    Consent,
    Docket,
    First,
    Freed,
    Level,
    Owed,
    Prefer,
    Wishes,
)

Facts = Mapping[str, str]
"""A person's facts by column; of a move, with the one beneficiary and destination picked."""

Chosen = frozenset[int]
"""An exchange: the numbers of the moves that are made."""


def best(docket: Docket) -> tuple[int, ...] | None:
    """The best value of each objective level, in their order; None where no plan is possible."""
    world = World.of(docket)
    return max((world.values(chosen) for chosen in world.exchanges()), default=None)


def earliest(docket: Docket) -> tuple[int, ...] | None:
    """The best values, and after them how late places and beneficiaries stand at the least."""
    world = World.of(docket)
    made = (
        (*world.values(chosen), *(-each for each in lateness(world, chosen)))
        for chosen in world.exchanges()
    )
    return max(made, default=None)


def lateness(world: World, chosen: Chosen) -> tuple[int, int]:
    """The sums of the numbers of places, and of beneficiaries, in what is written for the freed.

    A place is counted among those open to the person; a beneficiary among those for whom the person
    may go there. Whoever goes along with others chooses no place.
    """
    late = [0, 0]
    for options in world.items:
        way = next((each for each in options if each and each <= chosen), None)
        for number in way or ():
            move = world.moves[number]
            own = [each for each in world.moves if each["id"] == move["id"]]
            cell = world.written[move["id"]]
            open_to = {each["destination"] for each in own}
            places = [each for each in cell["destination"].split("|") if each in open_to]
            late[0] += places.index(move["destination"])
            there = {m["beneficiary"] for m in own if m["destination"] == move["destination"]}
            to = {world.moves[each]["destination"] for each in way or ()} - {""}
            if move["destination"] == "" and to:
                [place] = to
                there = {each for each in there if _leads(world, options, move, each, place)}
            whom = [each for each in cell["beneficiary"].split("|") if each in there]
            late[1] += whom.index(move["beneficiary"])
    return late[0], late[1]


def _leads(world: World, options: list[Chosen], move: Facts, beneficiary: str, place: str) -> bool:
    """Whether the person can go along to a place for a beneficiary."""
    ways = [[world.moves[each] for each in way] for way in options]
    return any(
        any(each["destination"] == place for each in way)
        and any(each["id"] == move["id"] and each["beneficiary"] == beneficiary for each in way)
        for way in ways
    )


def judge(docket: Docket, freed: Iterable[tuple[str, str, str]]) -> tuple[int, ...] | None:
    """The levels' values of one exchange, given as (person, beneficiary, destination).

    None where it breaks a term, splits a unit or moves someone who cannot move.
    """
    world = World.of(docket)
    number = {
        (facts["id"], facts["beneficiary"], facts["destination"]): move
        for move, facts in enumerate(world.moves)
    }
    freed = list(freed)
    if not all(each in number for each in freed) or len({each[0] for each in freed}) < len(freed):
        return None
    chosen = frozenset(number[each] for each in freed)
    for options in world.items:
        if chosen & frozenset().union(*options) not in (*options, frozenset()):
            return None
    return world.values(chosen) if world.allows(chosen) else None


@frozen(eq=False)
class World:
    """A docket as brute force sees it: every move, and what may be done with each item.

    An item is a person, or the people of a unit; its options are the sets of moves by which it
    can go, one move for each of its people.
    """

    docket: Docket
    moves: list[Facts]
    items: list[list[Chosen]]
    allows: Callable[[Chosen], bool]
    values: Callable[[Chosen], tuple[int, ...]]
    written: Mapping[str, Facts]

    @classmethod
    def of(cls, docket: Docket) -> World:
        moves: list[Facts] = []
        items: list[list[Chosen]] = []
        for unit in units(docket):
            numbers = []
            for person in unit:
                own = moves_of(docket, person)
                numbers.append(range(len(moves), len(moves) + len(own)))
                moves += own
            ways = [frozenset(way) for way in itertools.product(*numbers)]
            items.append([way for way in ways if _to_one_place(docket, [moves[m] for m in way])])
        rules = Rules.of(docket, moves, items)
        musts = [rules.test(rule) for term, rule in in_force(docket) if term.force == "must"]
        levels = [rules.measure(level) for level in docket.levels]
        return cls(
            docket,
            moves,
            items,
            allows=lambda chosen: all(holds(chosen) for holds in musts),
            values=lambda chosen: tuple(measure(chosen) for measure in levels),
            written={person["id"]: person for person in people(docket)},
        )

    @property
    def able(self) -> int:
        """How many can move at all."""
        possible = frozenset[int]().union(*itertools.chain.from_iterable(self.items))
        return len({self.moves[move]["id"] for move in possible})

    def exchanges(self) -> Iterator[Chosen]:
        """Every exchange that all must-terms allow."""
        stays: Chosen = frozenset()
        for way in itertools.product(*([stays, *options] for options in self.items)):
            chosen = stays.union(*way)
            if self.allows(chosen):
                yield chosen


def _to_one_place(docket: Docket, way: list[Facts]) -> bool:
    """Whoever has no destination written down goes with the others, where he or she may go."""
    places = {move["destination"] for move in way} - {""}
    return not places or (
        len(places) == 1
        and all(
            may_make(docket, {**move, "destination": place})
            for place in places
            for move in way
            if move["destination"] == ""
        )
    )


# Who can move


def people(docket: Docket) -> list[Facts]:
    """Everyone's facts, by column."""
    table = docket.people
    columns = {name: column.texts() for name, column in table.columns.items()}
    usual = {"beneficiary": "", "destination": "", "status": "", "group": ""}
    return [
        usual | {name: texts[row] for name, texts in columns.items()} | {"id": table.ids[row]}
        for row in range(len(table))
    ]


def answer(docket: Docket, person: Facts) -> str:
    """What the holder says of a person: the latest statement, or else the column `status`."""
    latest = None
    code = person["status"] or "held"
    for line, statement in enumerate(docket.statements):
        about = statement.person == person["id"] or (
            statement.person == person["group"] and person["group"] != ""
        )
        if not about or statement.party != person["holder"]:
            continue
        when = (0, 0, line)
        if statement.date:
            days = (statement.date.earliest, statement.date.latest)
            when = (days[0].toordinal(), days[1].toordinal(), line)
        if latest is None or when > latest:
            latest, code = when, statement.code
    return code


def moves_of(docket: Docket, person: Facts) -> list[Facts]:
    """Every way in which one person could be freed, as if nobody else had to come along."""
    if answer(docket, person) != "held":
        return []
    if person["beneficiary"] == "" and not docket.unsought_free:
        return []
    return [
        move
        for beneficiary in person["beneficiary"].split("|")
        for destination in person["destination"].split("|")
        if may_make(
            docket, move := {**person, "beneficiary": beneficiary, "destination": destination}
        )
    ]


def may_make(docket: Docket, move: Facts) -> bool:
    """Whether neither an order nor the person's own will stands against a move."""
    place = move["destination"] or move["beneficiary"]
    return not barring(docket, move) and consents(docket, move, place)


def barring(docket: Docket, move: Facts) -> list[str]:
    """The orders in force on the case's date that forbid a move, by id.

    A move has one beneficiary and one destination, and that is what an order's words about these
    are held against; its words about anything else, against the person. A move without a written
    destination leads to the beneficiary, and must be open in both readings.
    """
    readings = [move]
    if move["destination"] == "" != move["beneficiary"]:
        readings.append({**move, "destination": move["beneficiary"]})
    found = []
    for bar in docket.bars:
        if bar.start.earliest > docket.date.latest:
            continue  # it has not begun on any day that this could be
        if bar.until is not None and bar.until.latest < docket.date.earliest:
            continue
        if docket.law_applies and any(
            meets(bar.covers, each) and _forbidden(bar, each) for each in readings
        ):
            found.append(bar.id)
    return sorted(found)


def _forbidden(bar: Bar, move: Facts) -> bool:
    match bar.forbids:
        case "release":
            return True
        case "transfer":
            return move["destination"] != move["holder"]
        case "destination":
            return move["destination"] in bar.destinations


def consents(docket: Docket, person: Facts, destination: str) -> bool:
    """Whether the person's will allows the move; a `no` to it or to all of them forbids it."""
    said = [
        consent.consents
        for consent in docket.consents
        if consent.person == person["id"] and consent.destination in ("", destination)
    ]
    return "no" not in said and ("yes" in said or not docket.consent_required)


def units(docket: Docket) -> list[list[Facts]]:
    """Who goes together or not at all; whoever is tied to nobody is a unit alone."""
    columns = [
        rule.by
        for term, rule in in_force(docket)
        if isinstance(rule, kinds.Together) and term.force == "must"
    ]
    found: list[list[Facts]] = []
    for person in people(docket):
        unit = [person]
        if answer(docket, person) not in GONE:
            ties = {(column, person.get(column, "")) for column in columns}
            ties = {tie for tie in ties if tie[1] != ""}
            for other in list(found):
                if any(
                    answer(docket, member) not in GONE
                    and any(member.get(column, "") == value for column, value in ties)
                    for member in other
                ):
                    found.remove(other)
                    unit = other + unit
        found.append(unit)
    return found


# Selections


def meets(selection: select.Selection, facts: Facts) -> bool:
    """Whether a person, or a move, is selected."""
    for name, condition in selection.conditions:
        text = facts.get(name, "")
        parts = text.split("|") if name in ("beneficiary", "destination") else [text]
        if not _holds(condition, parts):
            return False
    return not selection.any_of or any(meets(part, facts) for part in selection.any_of)


def _holds(condition: select.Condition, parts: list[str]) -> bool:
    match condition:
        case select.OneOf(values):
            return any(part in values for part in parts)
        case select.Compare(order, bound):
            return any(_compares(part, order, bound) for part in parts)
        case select.Missing(missing):
            return (parts == [""]) is missing
        case select.Not(inner):
            return not _holds(inner, parts)
        case select.All(conditions):
            return all(_holds(inner, parts) for inner in conditions)
        case _:
            assert_never(condition)


def _compares(text: str, order: select.Order, bound: str) -> bool:
    number = r"-?\d+(\.\d+)?"
    if re.fullmatch(number, text) and re.fullmatch(number, bound):
        low = high = Fraction(text)
        first = last = Fraction(bound)
    else:
        try:
            day, limit = PartialDate.parse(text), PartialDate.parse(bound)
        except ValueError:
            return False
        low, high = (Fraction(each.toordinal()) for each in (day.earliest, day.latest))
        first, last = (Fraction(each.toordinal()) for each in (limit.earliest, limit.latest))
    match order:
        case "lt":
            return high < first
        case "le":
            return high <= last
        case "gt":
            return low > last
        case "ge":
            return low >= first


# Terms and objective


def in_force(docket: Docket) -> list[tuple[kinds.Term, kinds.Rule | None]]:
    """Every term that counts, with its rule as the facts have it (None: it asks for nothing)."""
    return [
        (term, resolve(term.rule, docket.facts))
        for term in docket.terms
        if term.force != "withdrawn" and (term.by != LAW or docket.law_applies)
    ]


def resolve(rule: kinds.Rule | None, facts: Mapping[str, str]) -> kinds.Rule | None:
    """A rule as the facts of the case have it."""
    while isinstance(rule, kinds.If):
        rule = rule.then if facts[rule.fact] == rule.value else rule.otherwise
    return rule


@frozen(eq=False)
class Rules:
    """Tests of rules and measures of levels on an exchange."""

    docket: Docket
    moves: list[Facts]
    items: list[list[Chosen]]
    outside: Chosen

    @classmethod
    def of(cls, docket: Docket, moves: list[Facts], items: list[list[Chosen]]) -> Rules:
        asked = [
            rule.of
            for term, rule in in_force(docket)
            if isinstance(rule, kinds.Outside) and term.force == "must"
        ]
        numbers = range(len(moves))
        outside = (m for m in numbers if any(meets(of, moves[m]) for of in asked))
        return cls(docket, moves, items, frozenset(outside))

    def where(self, selection: select.Selection) -> Chosen:
        """The moves that a selection holds for."""
        return frozenset(m for m, facts in enumerate(self.moves) if meets(selection, facts))

    def able(self, selection: select.Selection) -> int:
        """E(S): how many can move at all and have a way to go in which the selection holds."""
        possible = frozenset[int]().union(*itertools.chain.from_iterable(self.items))
        return len({self.moves[move]["id"] for move in possible & self.where(selection)})

    def test(self, rule: kinds.Rule | None) -> Callable[[Chosen], bool]:
        """A function that says whether an exchange keeps the rule."""
        match rule:
            case kinds.Ratio() | kinds.Tariff():
                return self._balance(rule)
            case kinds.Count(of, at_least, at_most):
                among = self.where(of)
                low = 0 if at_least is None else at_least
                high = len(self.moves) if at_most is None else at_most
                return lambda chosen: low <= len(chosen & among) <= high
            case kinds.Pool(of, choose, _):
                among = self.where(of)
                return lambda chosen: len(chosen & among) == choose
            case kinds.All(of) | kinds.Outside(of):
                among, able = self.where(of), self.able(of)
                return lambda chosen: len(chosen & among) == able
            case kinds.AllOrNone(of):
                among, able = self.where(of), self.able(of)
                return lambda chosen: len(chosen & among) in (0, able)
            case kinds.Named(named):
                wanted = set(named)
                return lambda chosen: wanted <= {self.moves[move]["id"] for move in chosen}
            case kinds.Never(of):
                among = self.where(of)
                return lambda chosen: not chosen & among
            case kinds.Either(rules):
                tests = [self.test(resolve(each, self.docket.facts)) for each in rules]
                return lambda chosen: any(holds(chosen) for holds in tests)
            case kinds.Together() | kinds.Before() | kinds.Exposed() | kinds.Guard() | None:
                return lambda chosen: True  # units are whole already; the rest is the handover's
            case kinds.If():
                raise AssertionError("resolved before")
            case _:
                assert_never(rule)

    def _balance(self, rule: kinds.Ratio | kinds.Tariff) -> Callable[[Chosen], bool]:
        give = self.where(rule.give) - self.outside
        get = self.where(rule.get) - self.outside
        worth = {
            move: rule.table[self.moves[move].get(rule.column, "")]
            if isinstance(rule, kinds.Tariff)
            else 1
            for move in give | get
        }

        def holds(chosen: Chosen) -> bool:
            given = rule.got * sum(worth[move] for move in chosen & give)
            got = rule.given * sum(worth[move] for move in chosen & get)
            match rule.how:
                case "exactly":
                    return given == got
                case "at-most":
                    return given <= got
                case "at-least":
                    return given >= got

        return holds

    def measure(self, level: Level) -> Callable[[Chosen], int]:
        """A function that gives an exchange's value in one objective level."""
        match level:
            case Freed():
                return len
            case First(_, of):
                among = self.where(of)
                return lambda chosen: len(chosen & among)
            case Prefer(column):
                weight = [int(facts.get(column, "") or 0) for facts in self.moves]
                return lambda chosen: sum(weight[move] for move in chosen)
            case Wishes():
                wishes = [self.test(r) for term, r in in_force(self.docket) if term.force == "wish"]
                return lambda chosen: sum(met(chosen) for met in wishes)
            case Owed():
                raise TypeError("what is owed is tried in tests/oracles/days.py")
            case _:
                assert_never(level)


def movable(docket: Docket, person: str) -> bool:
    """Whether a person can move at all."""
    world = World.of(docket)
    return any(person in who(world, options) for options in world.items)


def who(world: World, options: Iterable[Chosen]) -> set[str]:
    """Everybody in an item's options."""
    return {world.moves[move]["id"] for way in options for move in way}


def as_the_parties_see_it(docket: Docket) -> Docket:
    """Whoever is not in this round stays; a refusal of one place among several is not told."""
    asked_nobody = attrs.evolve(docket, consents=(), consent_required=False)
    stay = [
        person
        for person in docket.people.ids
        if movable(asked_nobody, person) and not movable(docket, person)
    ]
    return attrs.evolve(asked_nobody, consents=tuple(Consent(each, "no") for each in stay))
