"""The classes of a plan: who is in them, that the terms cannot tell them apart, who is picked.

Members are not listed in the plan. They are those who can move and have the facts and the options
of the class; with what the plan says of the people freed this settles every class, or the plan is
refused.

Within a class come first those with the higher total of each column preferred, in the order of
levels, then in the order of SHA-256(digest.problem, newline, the smallest id in the item) in hex.
`digest.problem` is the digest of the problem that the solver saw. The checker has no use for that
problem and does not rebuild it; here the digest is only the seed of that order.

An option of a unit names its destination and the beneficiaries of its members: one for all, or a
list of one for each, in no order that matters here.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from attrs import frozen

from canje.clear.check.bound import Row, alike_options
from canje.clear.check.codes import Alike, Exact, Flags, Ints
from canje.clear.check.form import Json, Plan
from canje.clear.check.ground import Ground
from canje.clear.check.people import Found, Freed
from canje.clear.check.verdict import Book

Choice = tuple[str, tuple[str, ...]]
"""A destination and the beneficiaries of the members, sorted."""


@frozen(eq=False)
class Classes:
    """`of_kind`: the class of each item kind that can move, or -1."""

    number: Mapping[str, int]
    of_kind: Ints
    choices: list[list[Choice]]
    """The options that each class lists."""


def facts_told(plan: Plan) -> dict[str, frozenset[str]]:
    """The values by which the plan tells its classes apart, by column."""
    told: dict[str, set[str]] = defaultdict(set)
    for each in plan["classes"]:
        for facts in (each["facts"], *each.get("unit", ())):
            for column, value in facts.items():
                told[column].add(value)
    return {column: frozenset(values) for column, values in told.items()}


def classes(
    plan: Plan, found: Found, freed: Freed, ground: Ground, rows: Sequence[Row], book: Book
) -> Classes | None:
    """Settle the classes, and compare each with what the plan says of it.

    `rows` are all rows and levels that a class may not differ in.
    """
    before = book.count
    number: dict[str, int] = {}
    for each in plan["classes"]:
        if each["id"] in number:
            book.refuse("class-twice", each["id"])
        number.setdefault(each["id"], len(number))
    said = np.array([number.get(name, -1) for name in plan.people["class"]], np.int64)
    for each in np.flatnonzero(said < 0)[:5].tolist():
        book.refuse("class-unknown", plan.people["id"][each], said=plan.people["class"][each])
    if book.count > before:
        return None
    choices = [_listed(each, book) for each in plan["classes"]]
    of_kind = _assigned(plan, choices, said, found, freed, ground, book)
    result = Classes(number, of_kind, choices)
    if book.count == before:
        _alike(result, found, ground, rows, book)
        _counted(plan, result, said, found, freed, ground, book)
    return result if book.count == before else None


def _listed(each: Json, book: Book) -> list[Choice]:
    members = len(each.get("unit", (0,)))
    result: list[Choice] = []
    for option in each["options"]:
        ben = option["beneficiary"]
        names = tuple(sorted(ben)) if isinstance(ben, list) else (ben,) * members
        result.append((option["destination"], names))
        if len(names) != members:
            book.refuse("class-options", each["id"], said=names, found=f"{members} members")
    if len(set(result)) < len(result):
        book.refuse("class-options", each["id"], found="an option stands there twice")
    return result


def choices_of(ground: Ground, item_kind: int) -> list[Choice]:
    """The options of an item kind, in their order."""
    moves = ground.moves
    ben, dest = list(moves.beneficiaries), list(moves.destinations)
    span = range(int(ground.option_start[item_kind]), int(ground.option_start[item_kind + 1]))
    if item_kind < len(ground.kinds):
        return [(dest[moves.dest[move]], (ben[moves.ben[move]],)) for move in span]
    result: list[Choice] = []
    for option in span:
        at = option - len(moves)
        taken = ground.unit_moves[ground.unit_start[at] : ground.unit_start[at + 1]]
        places = {dest[code] for code in moves.dest[taken].tolist()} - {""} or {""}
        names = sorted(ben[code] for code in moves.ben[taken].tolist())
        result.append((places.pop(), tuple(names)))
    return result


def _assigned(
    plan: Plan,
    choices: Sequence[Sequence[Choice]],
    said: Ints,
    found: Found,
    freed: Freed,
    ground: Ground,
    book: Book,
) -> Ints:
    """The class of each item kind: the one with its facts and options that its people name."""
    labels = _labels(said, found, freed, ground)
    wanted: dict[Hashable, list[int]] = defaultdict(list)
    forms: set[tuple[bool, tuple[str, ...], tuple[str, ...]]] = set()
    for number, each in enumerate(plan["classes"]):
        unit = each.get("unit")
        columns = tuple(sorted(each["facts"]))
        inner = tuple(sorted(set().union(*unit))) if unit else ()
        forms.add((unit is not None, columns, inner))
        wanted[_description(each, columns, inner), frozenset(choices[number])].append(number)
    room = [each["size"] for each in plan["classes"]]
    of_kind = np.full(len(found.count), -1, np.int64)
    for kind in np.flatnonzero(found.count).tolist():
        options = frozenset(choices_of(ground, kind))
        fitting = [
            number
            for form in forms
            for number in wanted.get((_facts(ground, kind, form), options), ())
        ]
        named = labels.get(kind, {})
        if not fitting:
            book.refuse("class-none", _somebody(ground, kind), found=sorted(options)[:3])
        elif any(label not in fitting for label in named) or len(named) > 1:
            ids = [plan["classes"][label]["id"] for label in named]
            book.refuse("class-other", _somebody(ground, kind), said=", ".join(ids))
        else:
            size = int(found.count[kind])
            fitting.sort(key=lambda number: room[number] < size)
            of_kind[kind] = next(iter(named), fitting[0])
            room[of_kind[kind]] -= size
    return of_kind


def _labels(said: Ints, found: Found, freed: Freed, ground: Ground) -> dict[int, dict[int, None]]:
    """For each item kind, the classes that its freed people name."""
    kinds = ground.item_kind[ground.item[freed.rows]]
    pairs = Alike(len(said))
    pairs.by(kinds, len(found.count))
    pairs.by(said, int(said.max(initial=0)) + 1)
    _, reps = pairs.groups()
    labels: dict[int, dict[int, None]] = defaultdict(dict)
    for kind, label in zip(kinds[reps].tolist(), said[reps].tolist(), strict=True):
        labels[kind][label] = None
    return labels


def _somebody(ground: Ground, item_kind: int) -> str:
    item = int(np.flatnonzero(ground.item_kind == item_kind)[0])
    return ground.docket.people.ids[int(ground.first[item])]


def _description(each: Json, columns: tuple[str, ...], inner: tuple[str, ...]) -> Hashable:
    facts = tuple((column, each["facts"][column]) for column in columns)
    if "unit" not in each:
        return (facts, None)
    members = [tuple((column, member.get(column)) for column in inner) for member in each["unit"]]
    return (facts, tuple(sorted(members, key=repr)))


def _facts(
    ground: Ground, item_kind: int, form: tuple[bool, tuple[str, ...], tuple[str, ...]]
) -> Hashable:
    """What a class with these columns of facts must say to have this item kind in it."""
    united, columns, inner = form
    kinds = ground.people_of(item_kind)
    if united != (len(kinds) > 1):
        return None
    shared = [{_fact(ground, kind, column) for kind in kinds} for column in columns]
    if any(len(values) > 1 for values in shared):
        return None
    facts = tuple((column, values.pop()) for column, values in zip(columns, shared, strict=True))
    if not united:
        return (facts, None)
    members = [tuple((column, _fact(ground, kind, column)) for column in inner) for kind in kinds]
    return (facts, tuple(sorted(members, key=repr)))


def _fact(ground: Ground, kind: int, column: str) -> str:
    return ground.kinds.column(column)[int(ground.kinds.reps[kind])]


def _alike(result: Classes, found: Found, ground: Ground, rows: Sequence[Row], book: Book) -> None:
    """Item kinds of one class have, option by option, the same weights in every row and level."""
    kinds = np.flatnonzero(result.of_kind >= 0)
    shared = np.bincount(result.of_kind[kinds], minlength=len(result.choices))
    several = kinds[shared[result.of_kind[kinds]] > 1].tolist()
    if not several:
        return
    code = alike_options(int(ground.option_start[-1]), rows)
    holders = ground.kinds.codes("holder")
    seen: dict[int, Hashable] = {}
    for kind in several:
        span = slice(int(ground.option_start[kind]), int(ground.option_start[kind + 1]))
        options = Counter(zip(choices_of(ground, kind), code[span].tolist(), strict=True))
        held = tuple(sorted(holders[list(ground.people_of(kind))].tolist()))
        what = (frozenset(options.items()), held)
        number = int(result.of_kind[kind])
        if seen.setdefault(number, what) != what:
            name = next(key for key, value in result.number.items() if value == number)
            book.refuse("class-mixed", name, found=_somebody(ground, kind))


def _counted(
    plan: Plan,
    result: Classes,
    said: Ints,
    found: Found,
    freed: Freed,
    ground: Ground,
    book: Book,
) -> None:
    """Sizes, numbers freed, numbers by option; and the order of picking."""
    entries = plan["classes"]
    kinds = np.flatnonzero(result.of_kind >= 0)
    sizes = np.zeros(len(entries), np.int64)
    np.add.at(sizes, result.of_kind[kinds], found.count[kinds])
    items = np.flatnonzero(freed.items)
    of_item = result.of_kind[ground.item_kind[items]]
    numbers = np.bincount(of_item, minlength=len(entries))
    option = _options_taken(result, freed, ground)
    taken = Counter(zip(of_item.tolist(), option[items].tolist(), strict=True))
    for number, each in enumerate(entries):
        if each["size"] != sizes[number]:
            book.refuse("class-size", each["id"], each["size"], int(sizes[number]))
        if each["freed"] != numbers[number]:
            book.refuse("class-freed", each["id"], each["freed"], int(numbers[number]))
        for place, choice in enumerate(each["options"]):
            if choice["freed"] != taken[number, place]:
                where = f"{each['id']} option {place}"
                book.refuse("class-option-freed", where, choice["freed"], taken[number, place])
    _picked(plan, result, option, sizes, numbers, found, freed, ground, book)


def _options_taken(result: Classes, freed: Freed, ground: Ground) -> Ints:
    """The place in its class's list of the option that each freed item takes; -1 for the others."""
    moves = ground.moves
    option = np.full(len(ground.size), -1, np.int64)
    items = ground.item[freed.rows]
    ben, dest = list(moves.beneficiaries), list(moves.destinations)
    places = [{choice: at for at, choice in enumerate(each)} for each in result.choices]
    single = ground.size[items] == 1
    pairs = Alike(int(single.sum()))
    pairs.by(result.of_kind[ground.item_kind[items[single]]], len(result.choices))
    pairs.by(moves.ben[freed.moves[single]], len(ben))
    pairs.by(moves.dest[freed.moves[single]], len(dest))
    group, reps = pairs.groups()
    of_group: list[int] = []
    for rep in np.flatnonzero(single)[reps].tolist():
        move, kind = int(freed.moves[rep]), int(ground.item_kind[items[rep]])
        choice = (dest[moves.dest[move]], (ben[moves.ben[move]],))
        of_group.append(places[result.of_kind[kind]][choice])
    option[items[single]] = np.array(of_group, np.int64)[group]
    units: dict[int, list[int]] = defaultdict(list)
    for item, move in zip(items[~single].tolist(), freed.moves[~single].tolist(), strict=True):
        units[item].append(move)
    for item, taken in units.items():
        where = {dest[moves.dest[move]] for move in taken} - {""} or {""}
        names = tuple(sorted(ben[moves.ben[move]] for move in taken))
        option[item] = places[result.of_kind[ground.item_kind[item]]][where.pop(), names]
    return option


def _picked(
    plan: Plan,
    result: Classes,
    option: Ints,
    sizes: Ints,
    numbers: Ints,
    found: Found,
    freed: Freed,
    ground: Ground,
    book: Book,
) -> None:
    """Those freed come first in their class, and options are handed out as listed."""
    several = np.array(
        [sum(each["freed"] > 0 for each in entry["options"]) > 1 for entry in plan["classes"]],
        np.bool_,
    )
    drawn: Flags = (numbers > 0) & ((numbers < sizes) | several)
    of_item = result.of_kind[ground.item_kind]
    can = ground.movable[ground.item_kind] & ~found.not_now & (of_item >= 0)
    items = np.flatnonzero(can)
    items = items[drawn[of_item[items]]]
    if not len(items):
        return
    ids = ground.docket.people.ids
    seed = hashlib.sha256(f"{plan['digest']['problem']}\n".encode())
    totals = preferred(ground)
    members: dict[int, list[tuple[tuple[int, ...], str, int]]] = defaultdict(list)
    for item in items.tolist():
        ticket = seed.copy()
        ticket.update(ids[int(ground.first[item])].encode())
        key = tuple(-int(total[item]) for total in totals)
        members[int(of_item[item])].append((key, ticket.hexdigest(), item))
    for number, order in members.items():
        order.sort()
        expected = [
            place
            for place, entry in enumerate(plan["classes"][number]["options"])
            for _ in range(entry["freed"])
        ]
        expected += [-1] * (len(order) - len(expected))
        for (_, _, item), place in zip(order, expected, strict=False):
            if option[item] == place:
                continue
            code = "pick-option" if option[item] >= 0 <= place else "pick-order"
            book.refuse(code, ids[int(ground.first[item])], int(option[item]), place)
            break


def preferred(ground: Ground) -> list[Exact]:
    """For each column preferred, in the order of levels, the total of each item.

    A cell without a whole number in it counts nothing.
    """
    return [item_total(ground, column) for column in ground.preferences]


def item_total(ground: Ground, column: str) -> Exact:
    """The sum of a column over each item."""
    cells = ground.docket.people.column(column)
    values = [_whole(text) for text in cells.values]
    wide = any(abs(value) >= 1 << 30 for value in values)
    of_value = np.array(values, object if wide else np.int64)
    total = np.zeros(len(ground.size), of_value.dtype)
    np.add.at(total, ground.item, of_value[cells.codes])
    return total


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
