"""Who can move and where to, in the public reading: from the docket, and from nothing else.

Public is what a party sees too: statements, bars, units. Consents are no part of it; whom the plan
leaves out as `not-in-this-round` is taken for one who cannot move (see `people` and `will`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import assert_never

import numpy as np
from attrs import frozen

from canje.base.people import CHOICES
from canje.base.select import OneOf, Selection
from canje.clear.check.codes import Alike, Flags, Ints, dense
from canje.clear.check.reading import Kinds, Moves, parts_of
from canje.terms.docket import GONE, LAW, Bar, Docket, First, Prefer, Statement
from canje.terms.term import (
    All,
    AllOrNone,
    Before,
    Count,
    Either,
    Exposed,
    Guard,
    If,
    Named,
    Never,
    Outside,
    Pool,
    Ratio,
    Rule,
    Tariff,
    Term,
    Together,
)

MOST_OPTIONS = 1 << 22
"""Options that all units may have together; beyond, the checker gives up and says so."""


def resolved(rule: Rule, facts: Mapping[str, str]) -> Rule | None:
    """The rule that an `if` comes down to; None where no branch of it applies."""
    while isinstance(rule, If):
        branch = rule.then if facts.get(rule.fact) == rule.value else rule.otherwise
        if branch is None:
            return None
        rule = branch
    return rule


def binds(term: Term, docket: Docket) -> bool:
    """Whether the term must hold: law's terms are advice where the case says so."""
    return term.force == "must" and (docket.law_applies or term.by != LAW)


def binding(docket: Docket) -> list[tuple[Term, Rule]]:
    """The terms that must hold, each with the rule that it comes down to."""
    pairs = [(term, resolved(term.rule, docket.facts)) for term in docket.terms]
    return [(term, rule) for term, rule in pairs if rule is not None and binds(term, docket)]


def read_by(rule: Rule) -> Iterable[Selection]:
    """The selections that a rule reads, in every branch and for the handover too.

    Classes may be told apart by all of these, so kinds must be.
    """
    match rule:
        case Ratio() | Tariff():
            yield rule.give
            yield rule.get
        case Count() | All() | AllOrNone() | Never() | Outside() | Pool():
            yield rule.of
        case Named():
            yield named(rule)
        case Either():
            for each in rule.rules:
                yield from read_by(each)
        case If():
            yield from read_by(rule.then)
            if rule.otherwise is not None:
                yield from read_by(rule.otherwise)
        case Before():
            yield rule.first
            yield rule.then
        case Guard():
            yield rule.before
        case Together() | Exposed():
            pass
        case _:
            assert_never(rule)


def named(rule: Named) -> Selection:
    """The people named, as a selection."""
    return Selection((("id", OneOf(rule.people)),))


def in_force(bar: Bar, docket: Docket) -> bool:
    """Whether a bar binds on the day of the case, as far as partial dates tell."""
    if not docket.law_applies or bar.start.earliest > docket.date.latest:
        return False
    return bar.until is None or bar.until.latest >= docket.date.earliest


@frozen(eq=False)
class Ground:
    """The people as kinds, moves, items and options.

    An **item** is a person, or a unit that moves as one. Items alike are an **item kind**; those
    below `len(kinds)` are single people of that kind. The **options** of an item kind stand from
    `option_start[k]` to `option_start[k + 1]`: for a single person they are the moves of the kind
    in the same order; each option of a unit is one move a member, `unit_moves` from
    `unit_start[o]` on, where o counts the options of units from 0.
    """

    docket: Docket
    kinds: Kinds
    moves: Moves
    standing: list[str]
    """The standing answer about each kind."""
    written: Moves
    """The moves that the case writes down for each kind, before anything is asked of them."""
    bars: list[tuple[Bar, Flags]]
    """The bars in force, each with those of the moves written down that it forbids."""
    allowed: list[tuple[str, ...]]
    """The destinations that each kind may go to; none where nobody asks or every move is barred."""
    shut: frozenset[tuple[int, str, str]]
    """The moves barred to kinds that go along: kind, beneficiary, the others' destination."""
    item: Ints
    """The item of each person."""
    size: Ints
    """The number of people in each item."""
    first: Ints
    """The first person of each item."""
    by_item: Ints
    """The people, item by item; those of an item from `member_start` on."""
    member_start: Ints
    item_kind: Ints
    """The kind of each item."""
    members: list[tuple[int, ...]]
    """For each kind of units, the kinds of its members."""
    unit_destinations: list[tuple[str, ...]]
    """For each kind of units, where it can go; nowhere where it cannot move."""
    option_start: Ints
    movable: Flags
    """For each item kind, whether it can move at all."""
    unit_start: Ints
    unit_moves: Ints
    unit_slots: list[list[Ints]]
    """For each kind of units and each member, the moves that the member can make in it."""

    def told_by_id(self, item_kind: int) -> bool:
        """Whether options tell members by the order of ids: two or more choose beneficiaries."""
        return sum(map(self.moves.chooses, self.people_of(item_kind))) > 1

    def people_of(self, item_kind: int) -> tuple[int, ...]:
        """The kinds of the people in an item kind."""
        single = len(self.kinds)
        return (item_kind,) if item_kind < single else self.members[item_kind - single]

    def members_of(self, item: int) -> list[int]:
        """The people in an item."""
        if self.size[item] == 1:
            return [int(self.first[item])]
        start, end = self.member_start[item : item + 2].tolist()
        rows: list[int] = self.by_item[start:end].tolist()
        return rows

    @property
    def preferences(self) -> list[str]:
        """The columns preferred, in the order of levels."""
        levels = self.docket.levels
        return [level.column for level in levels if isinstance(level, Prefer)]

    @property
    def ordered_by(self) -> list[str]:
        """The column by which the items of a class come first, if there is one."""
        return [each for each in (*self.preferences, self.docket.order) if each][:1]


def survey(docket: Docket) -> Ground | None:
    """Lay the ground; None where units have more options than can be written down."""
    answers, answer_codes = _standing(docket)
    bars = [bar for bar in docket.bars if in_force(bar, docket)]
    selections = [each for term in docket.terms for each in read_by(term.rule)]
    selections += [level.of for level in docket.levels if isinstance(level, First)]
    selections += [bar.covers for bar in bars]
    kinds = Kinds(
        docket.people,
        selections,
        {*whole_columns(docket), *summed_later(docket)},
        [(answer_codes, len(answers))],
    )
    standing = [answers[code] for code in answer_codes[kinds.reps].tolist()]
    sought = [docket.unsought_free or cell != "" for cell in kinds.texts("beneficiary")]
    written = Moves(kinds, _written(kinds))
    barred = [(bar, forbids(bar, written)) for bar in bars]
    able = [answer == "held" and asked for answer, asked in zip(standing, sought, strict=True)]
    moves = Moves(kinds, _open(written, barred, able))
    item, size, first = _items(docket, np.isin(answer_codes, _codes(answers, GONE)))
    chooses = np.fromiter(map(moves.chooses, range(len(kinds))), np.bool_, len(kinds))
    item_kind, members = _item_kinds(kinds, item, size, first, chooses)
    return _with_options(
        docket, kinds, moves, standing, written, barred, item, size, first, item_kind, members
    )


def _codes(answers: Sequence[str], wanted: Iterable[str]) -> list[int]:
    return [answers.index(each) for each in wanted if each in answers]


def whole_columns(docket: Docket) -> set[str]:
    """Columns whose every value counts, beside holder and choices: worths, in every branch."""
    columns: set[str] = set()
    pending: list[Rule | None] = [term.rule for term in docket.terms]
    while pending:
        match pending.pop():
            case Either(rules):
                pending.extend(rules)
            case If(_, _, then, otherwise):
                pending += (then, otherwise)
            case Tariff() as rule:
                columns.add(rule.column)
    return columns


def summed_later(docket: Docket) -> list[str]:
    """The columns that a level prefers after another has: in a class all have one text there."""
    return [level.column for level in docket.levels if isinstance(level, Prefer)][1:]


def live(docket: Docket) -> Iterator[Selection]:
    """The selections that tell classes apart: of all terms that are not withdrawn, and of levels.

    Each value in the table of a tariff counts as a condition on its column.
    """
    pending: list[Rule | None] = [each.rule for each in docket.terms if each.force != "withdrawn"]
    while pending:
        match pending.pop():
            case Either(rules):
                pending.extend(rules)
            case If(_, _, then, otherwise):
                pending += (then, otherwise)
            case None:
                pass
            case rule:
                yield from read_by(rule)
                if isinstance(rule, Tariff):
                    for value in rule.table:
                        yield Selection(((rule.column, OneOf((value,))),))
    for level in docket.levels:
        if isinstance(level, First):
            yield level.of


def _standing(docket: Docket) -> tuple[list[str], Ints]:
    """Each person's standing answer: the column's, or the latest of the person's own holder.

    Answers without a date come before those with one; partial dates are ordered by the first
    day that they may be, then by the last; of equals the later line wins.
    """
    people = docket.people
    status = people.column("status")
    answers = list(dict.fromkeys(("held", *(value or "held" for value in status.values))))
    number = {answer: code for code, answer in enumerate(answers)}
    of_value = np.array([number[value or "held"] for value in status.values], np.int64)
    codes = of_value[status.codes] if len(people) else np.zeros(0, np.int64)
    holder, group = people.column("holder"), people.column("group")
    place: dict[str, int] = {}
    if docket.statements:
        place = {person: row for row, person in enumerate(people.ids)}
    groups = {value: code for code, value in enumerate(group.values) if value}
    for each in sorted(docket.statements, key=_when):
        code = number.setdefault(each.code, len(number))
        if code == len(answers):
            answers.append(each.code)
        row = place.get(each.person)
        if row is not None and holder[row] == each.party:
            codes[row] = code
        if each.person in groups:
            meant = group.codes == groups[each.person]
            held = np.array([value == each.party for value in holder.values], np.bool_)
            codes[meant & held[holder.codes]] = code
    return answers, codes


def _when(statement: Statement) -> tuple[int, int, int]:
    if statement.date is None:
        return (0, 0, 0)
    date = statement.date
    return (1, date.earliest.toordinal(), date.latest.toordinal())


def _written(kinds: Kinds) -> Iterator[list[tuple[str, str]]]:
    """Each destination in a kind's cell with each beneficiary in it, in the order written."""
    known: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for cells in zip(*map(kinds.texts, CHOICES), strict=True):
        if cells not in known:
            known[cells] = [(b, d) for d in parts_of(cells[1]) for b in parts_of(cells[0])]
        yield known[cells]


def forbids(bar: Bar, moves: Moves) -> Flags:
    """Which moves a bar forbids: as they are written, or with no blank destination left.

    A blank one leads to the beneficiary.
    """
    against = _forbids(bar, moves)
    if "" in moves.destinations:
        against |= _forbids(bar, moves.led())
    return against


def _forbids(bar: Bar, moves: Moves) -> Flags:
    """Of the moves that a bar covers, as `covers` reads the move itself, those that it forbids.

    The holder's ground is the destination that is the holder's id.
    """
    covers = moves.holds(bar.covers)
    if bar.forbids == "release":
        return covers
    places = list(moves.destinations)
    if bar.forbids == "destination":
        named = np.array([place in bar.destinations for place in places], np.bool_)
    else:
        holders = moves.kinds.column("holder")
        ground = np.array([moves.destinations.get(each, -1) for each in holders.values], np.int64)
        at_home: Flags = ground[moves.kinds.codes("holder")][moves.kind] == moves.dest
        return covers & ~at_home
    return covers & named[moves.dest] if len(moves) else covers


def _open(
    written: Moves, bars: Sequence[tuple[Bar, Flags]], able: Sequence[bool]
) -> Iterator[list[tuple[str, str]]]:
    """The moves that no bar forbids, of each kind of people who could move at all."""
    left = np.ones(len(written), np.bool_)
    for _, against in bars:
        left &= ~against
    ben, dest = written.names
    pairs = [
        (ben[b], dest[d]) for b, d in zip(written.ben.tolist(), written.dest.tolist(), strict=True)
    ]
    stays = left.tolist()
    start = written.start.tolist()
    for kind, can in enumerate(able):
        span = range(start[kind], start[kind + 1]) if can else ()
        yield [pairs[move] for move in span if stays[move]]


def _destinations(moves: Moves) -> list[tuple[str, ...]]:
    """Where each kind may go."""
    names = moves.names[1]
    start, dest = moves.start.tolist(), moves.dest.tolist()
    return [
        tuple(dict.fromkeys(names[each] for each in dest[start[kind] : start[kind + 1]]))
        for kind in range(len(moves.kinds))
    ]


def _items(docket: Docket, gone: Flags) -> tuple[Ints, Ints, Ints]:
    """Join who shares a value of a column that keeps people together, whoever is still there."""
    count = len(docket.people)
    label = np.arange(count, dtype=np.int64)
    columns = [rule.by for _, rule in binding(docket) if isinstance(rule, Together)]
    ties = []
    for name in dict.fromkeys(columns):
        column = docket.people.column(name)
        blank = np.array([value == "" for value in column.values], np.bool_)
        tied = np.flatnonzero(~blank[column.codes] & ~gone)
        ties.append((tied, column.codes[tied], len(column.values)))
    changed = bool(ties)
    while changed:
        before = label.copy()
        for tied, codes, values in ties:
            least = np.full(values, count, np.int64)
            np.minimum.at(least, codes, label[tied])
            # whoever led a person takes the person's new leader too: long chains fold up fast
            np.minimum.at(label, label[tied], least[codes])
            label[tied] = np.minimum(label[tied], least[codes])
        label = label[label]
        changed = not np.array_equal(before, label)
    item, first = dense(label, count)
    return item, np.bincount(item, minlength=len(first)).astype(np.int64), first


def _item_kinds(
    kinds: Kinds, item: Ints, size: Ints, first: Ints, chooses: Flags
) -> tuple[Ints, list[tuple[int, ...]]]:
    """The kind of each item; units are alike whose members are.

    Where two or more of a unit choose between beneficiaries, its members count in the order of
    ids, so that an option says which of them goes for whom.
    """
    item_kind = kinds.of[first] if len(first) else np.zeros(0, np.int64)
    members: list[tuple[int, ...]] = []
    united = np.flatnonzero(size[item] > 1)
    choosing = np.bincount(item[united], chooses[kinds.of[united]], len(size))
    place = np.where(choosing[item[united]] > 1, 0, kinds.of[united])
    united = united[np.lexsort((united, place, item[united]))]
    sizes = size[item[united]]
    for each in np.unique(sizes).tolist():
        rows = united[sizes == each].reshape(-1, each)
        alike = Alike(len(rows))
        for column in range(each):
            alike.by(kinds.of[rows[:, column]], len(kinds))
        group, reps = alike.groups()
        item_kind[item[rows[:, 0]]] = len(kinds) + len(members) + group
        members.extend(map(tuple, kinds.of[rows[reps]].tolist()))
    return item_kind, members


def _with_options(
    docket: Docket,
    kinds: Kinds,
    moves: Moves,
    standing: list[str],
    written: Moves,
    bars: list[tuple[Bar, Flags]],
    item: Ints,
    size: Ints,
    first: Ints,
    item_kind: Ints,
    members: list[tuple[int, ...]],
) -> Ground | None:
    cells = kinds.texts("destination")
    allowed = _destinations(moves)
    shut = _shut(members, allowed, cells, moves, [bar for bar, _ in bars])
    counts: list[int] = []
    taken: list[int] = []
    starts = [0]
    places: list[tuple[str, ...]] = []
    slots: list[list[Ints]] = []
    for unit in members:
        where = _common(unit, allowed, cells, moves, shut)
        places.append(where)
        slot: list[list[int]] = [[] for _ in unit]
        options = 0
        for destination in where:
            choices = [_to(moves, kind, destination, cells[kind] == "", shut) for kind in unit]
            for moved, each in zip(slot, choices, strict=True):
                moved.extend(each)
            options += int(np.prod([len(each) for each in choices], dtype=object))
            if len(starts) + options > MOST_OPTIONS:
                return None
            for option in _ways(choices, moves):
                taken.extend(option)
                starts.append(len(taken))
        counts.append(options)
        slots.append([np.array(each, np.int64) for each in slot])
    start = np.concatenate([moves.start, moves.start[-1] + np.cumsum(np.array(counts, np.int64))])
    return Ground(
        docket,
        kinds,
        moves,
        standing,
        written,
        bars,
        allowed,
        shut,
        item,
        size,
        first,
        np.argsort(item, kind="stable") if members else np.zeros(0, np.int64),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(size)]),
        item_kind,
        members,
        places,
        start,
        np.diff(start) > 0,
        np.array(starts, np.int64),
        np.array(taken, np.int64),
        slots,
    )


def _bound(
    unit: Sequence[int], allowed: Sequence[tuple[str, ...]], cells: Sequence[str]
) -> tuple[str, ...]:
    """Where all members of a unit may go who have a destination written down."""
    bound = [allowed[kind] for kind in unit if cells[kind]]
    return tuple(each for each in bound[0] if all(each in other for other in bound[1:]))


def _shut(
    units: Sequence[Sequence[int]],
    allowed: Sequence[tuple[str, ...]],
    cells: Sequence[str],
    moves: Moves,
    bars: Sequence[Bar],
) -> frozenset[tuple[int, str, str]]:
    """What bars forbid to kinds who would go along: to go where the others go."""
    asked: dict[int, dict[str, None]] = {}
    for unit in units if bars else ():
        if any(cells[kind] for kind in unit) and not all(cells[kind] for kind in unit):
            for place in _bound(unit, allowed, cells):
                for kind in unit:
                    if not cells[kind]:
                        asked.setdefault(kind, {})[place] = None
    if not asked:
        return frozenset()
    whom = moves.names[0]
    choices: list[list[tuple[str, str]]] = [[] for _ in allowed]
    for kind, places in asked.items():
        own = moves.ben[moves.start[kind] : moves.start[kind + 1]].tolist()
        choices[kind] = [(whom[each], place) for each in own for place in places]
    along = Moves(moves.kinds, choices)
    against = np.logical_or.reduce([forbids(bar, along) for bar in bars])
    ben, dest = along.names
    return frozenset(
        (int(along.kind[move]), ben[along.ben[move]], dest[along.dest[move]])
        for move in np.flatnonzero(against).tolist()
    )


def _common(
    unit: Sequence[int],
    allowed: Sequence[tuple[str, ...]],
    cells: Sequence[str],
    moves: Moves,
    shut: frozenset[tuple[int, str, str]],
) -> tuple[str, ...]:
    """Where all may go; whoever has no place written down goes along where no bar forbids it.

    First stands the place that members name earliest: the least sum of its numbers among the places
    open to each who names any; of equal sums by the id.
    """
    if any(not allowed[kind] for kind in unit):
        return ()
    if not any(cells[kind] for kind in unit):
        return ("",)
    along = [kind for kind in unit if not cells[kind]]
    places = [
        place
        for place in _bound(unit, allowed, cells)
        if all(_to(moves, kind, place, True, shut) for kind in along)
    ]
    bound = [allowed[kind] for kind in unit if cells[kind]]
    return tuple(sorted(places, key=lambda each: (sum(own.index(each) for own in bound), each)))


def _ways(choices: Sequence[Sequence[int]], moves: Moves) -> list[tuple[int, ...]]:
    """The ways of a unit to one place: first the earliest beneficiaries by their numbers' sum."""
    whom = moves.names[0]

    def late(way: tuple[int, ...]) -> tuple[int, list[str]]:
        numbers = (own.index(move) for own, move in zip(choices, way, strict=True))
        return sum(numbers), [whom[moves.ben[move]] for move in way]

    return sorted(product(*choices), key=late)


def _to(
    moves: Moves, kind: int, destination: str, along: bool, shut: frozenset[tuple[int, str, str]]
) -> list[int]:
    """The moves by which a kind goes to a destination, or along with others who go there."""
    span = range(int(moves.start[kind]), int(moves.start[kind + 1]))
    code = moves.destinations.get("" if along else destination, -1)
    there = [move for move in span if moves.dest[move] == code]
    if not along or not shut:
        return there
    whom = moves.names[0]
    return [move for move in there if (kind, whom[moves.ben[move]], destination) not in shut]
