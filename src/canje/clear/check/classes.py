"""The classes of a plan counted, and who of them is picked.

Within a class come first those with the higher total of the first column preferred, or of the
docket's own order where none is, then in the order of SHA-256(digest.problem, newline, the
smallest id in the item) in hex; options are handed out as listed. `digest.problem` is the digest
of the problem that the solver saw. The checker has no use for that problem and does not rebuild
it; here the digest is only the seed of that order.

Where the desk had to pick by what only it knows (`picked` is `desk`), a party cannot retrace it;
the desk's own machine confirms that somebody in the class refused a place.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from canje.base.refusals import Book
from canje.clear.check.codes import Alike, Flags, Ints
from canje.clear.check.form import Plan
from canje.clear.check.ground import Ground
from canje.clear.check.members import Classes
from canje.clear.check.people import Freed
from canje.clear.check.traits import as_choice, item_total
from canje.clear.check.will import Wills


def count(
    plan: Plan,
    result: Classes,
    freed: Freed,
    ground: Ground,
    book: Book,
) -> None:
    """Sizes, numbers freed, numbers by option; and the order of picking."""
    entries, before = plan["classes"], book.count
    sizes = np.bincount(result.of_item[result.of_item >= 0], minlength=len(entries))
    items = np.flatnonzero(freed.items)
    of_item = result.of_item[items]
    numbers = np.bincount(of_item, minlength=len(entries))
    option = options_taken(result, freed, ground)
    taken = Counter(zip(of_item.tolist(), option[items].tolist(), strict=True))
    for number, each in enumerate(entries):
        if each["size"] != sizes[number] or not sizes[number]:
            book.refuse("class-size", each["id"], each["size"], int(sizes[number]))
        if each["freed"] != numbers[number]:
            book.refuse("class-freed", each["id"], each["freed"], int(numbers[number]))
        for place, choice in enumerate(each["options"]):
            if choice["freed"] != taken[number, place]:
                where = f"{each['id']} option {place}"
                book.refuse("class-option-freed", where, choice["freed"], taken[number, place])
    if book.count == before:  # else the numbers said are anybody's, and may fill any memory
        _picked(plan, result, option, sizes, numbers, freed, ground, book)


def options_taken(result: Classes, freed: Freed, ground: Ground) -> Ints:
    """The place in its class's list of the option that each freed item takes; -1 for the others."""
    moves = ground.moves
    option = np.full(len(ground.size), -1, np.int64)
    items = ground.item[freed.rows]
    ben, dest = moves.names
    places = [{choice: at for at, choice in enumerate(each)} for each in result.choices]
    single = ground.size[items] == 1
    pairs = Alike(int(single.sum()))
    pairs.by(result.of_item[items[single]], len(result.choices))
    pairs.by(moves.ben[freed.moves[single]], len(ben))
    pairs.by(moves.dest[freed.moves[single]], len(dest))
    group, reps = pairs.groups()
    of_group: list[int] = []
    for rep in np.flatnonzero(single)[reps].tolist():
        move = int(freed.moves[rep])
        choice = ((ben[moves.ben[move]], dest[moves.dest[move]]),)
        of_group.append(places[result.of_item[items[rep]]][choice])
    option[items[single]] = np.array(of_group, np.int64)[group]
    units: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for at in np.flatnonzero(~single).tolist():
        move = freed.moves[at]
        taken = (int(freed.rows[at]), ben[moves.ben[move]], dest[moves.dest[move]])
        units[int(items[at])].append(taken)
    for item, members in units.items():
        number = result.of_item[item]
        moved = [(beneficiary, destination) for _, beneficiary, destination in sorted(members)]
        option[item] = places[number][as_choice(moved, result.by_id[number])]
    return option


def _picked(
    plan: Plan,
    result: Classes,
    option: Ints,
    sizes: Ints,
    numbers: Ints,
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
    for number, entry in enumerate(plan["classes"]):
        drawn[number] &= entry["picked"] in ("order", "desk")  # others: see `drawn`
        if entry["picked"] == "desk" and not drawn[number]:
            book.refuse("pick-desk", entry["id"])
    of_item = result.of_item
    items = np.flatnonzero(of_item >= 0)
    items = items[drawn[of_item[items]]]
    if not len(items):
        return
    ids = ground.docket.people.ids
    seed = hashlib.sha256(f"{plan['digest']['problem']}\n".encode())
    totals = [item_total(ground, column) for column in ground.ordered_by]
    members: dict[int, list[tuple[tuple[int, ...], str, int]]] = defaultdict(list)
    for item in items.tolist():
        ticket = seed.copy()
        ticket.update(ids[int(ground.first[item])].encode())
        key = tuple(-int(total[item]) for total in totals)
        members[int(of_item[item])].append((key, ticket.hexdigest(), item))
    wills = Wills(ground.docket) if ground.docket.wills_known else None
    for number, order in members.items():
        order.sort()
        expected = [
            place
            for place, entry in enumerate(plan["classes"][number]["options"])
            for _ in range(entry["freed"])
        ]
        expected += [-1] * (len(order) - len(expected))
        wrong = [
            (item, place)
            for (_, _, item), place in zip(order, expected, strict=False)
            if option[item] != place
        ]
        if plan["classes"][number]["picked"] == "desk":
            places = {place for choice in result.choices[number] for _, place in choice}
            told = wills is None or _told_the_desk(order, places, wills, ground)
            if not wrong or not told:
                book.refuse("pick-desk", plan["classes"][number]["id"])
        elif wrong:
            item, place = wrong[0]
            code = "pick-option" if option[item] >= 0 <= place else "pick-order"
            book.refuse(code, ids[int(ground.first[item])], int(option[item]), place)


def _told_the_desk(
    order: Iterable[tuple[object, str, int]], places: Iterable[str], wills: Wills, ground: Ground
) -> bool:
    """Whether anyone in a class refused one of the places that the class may go to."""
    ids = ground.docket.people.ids
    return any(
        not wills.allows(ids[row], place)
        for _, _, item in order
        for row in ground.members_of(item)
        for place in places
    )
