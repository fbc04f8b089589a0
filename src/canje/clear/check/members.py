"""Who belongs to which class of a plan, and that the terms cannot tell the members apart.

Whoever is freed names a class, and so does whoever is left out and could move. A class has the
facts that it shows, its holder (none where a unit has several) and exactly its options in their
order, and nobody in it differs from another in the weight of any option in any row or level; only
in the column preferred first may they differ, which is an order within the class. Two classes are
told apart by something that is read, or else each favourite could be given a class.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import repeat

import numpy as np
from attrs import frozen

from canje.base.refusals import Book
from canje.clear.check.bound import Row, alike_options
from canje.clear.check.canonical import Json
from canje.clear.check.codes import Alike, Exact, Ints
from canje.clear.check.form import Plan
from canje.clear.check.ground import Ground
from canje.clear.check.people import Found, Freed
from canje.clear.check.rows import Builder
from canje.clear.check.traits import Choice, Traits, as_choice, choices_of, preferred


@frozen(eq=False)
class Classes:
    """`of_item`: the class of each item that can move, or -1."""

    number: Mapping[str, int]
    of_item: Ints
    choices: list[list[Choice]]
    """The options that each class lists."""
    by_id: list[bool]
    """Whether they tell a unit's members by the order of ids."""


def enrol(
    plan: Plan, found: Found, freed: Freed, builder: Builder, rows: Sequence[Row], book: Book
) -> Classes | None:
    """Put everybody who can move into a class; `rows` are all that a class must be alike in."""
    before = book.count
    ground = builder.ground
    number: dict[str, int] = {}
    for each in plan["classes"]:
        if each["id"] in number:
            book.refuse("class-twice", each["id"])
        number.setdefault(each["id"], len(number))
    choices = [_listed(each, book) for each in plan["classes"]]
    can = np.flatnonzero(ground.movable[ground.item_kind] & ~found.not_now)
    of_item = _named(plan, number, found, ground, book)
    if of_item is None or book.count > before:
        return None
    _fit(
        plan, choices, can, of_item, ground, alike_options(int(ground.option_start[-1]), rows), book
    )
    if book.count > before:
        return None
    return Classes(number, of_item, choices, [_told_by_id(each) for each in plan["classes"]])


def _named(
    plan: Plan, number: Mapping[str, int], found: Found, ground: Ground, book: Book
) -> Ints | None:
    """The class that each item's people name, or -1; None where they contradict each other."""
    before = book.count
    ids = ground.docket.people.ids
    of_person = np.full(len(ids), -1, np.int64)
    places: dict[str | None, int] = {None: -1}
    places.update(number)
    for column, rows in (
        (plan.people["class"], found.rows),
        (plan.left_out["class"], found.left),
    ):
        said = np.fromiter(map(places.get, column, repeat(-2)), np.int64, len(column))
        of_person[rows] = said
        for place in np.flatnonzero(said == -2)[:5].tolist():
            book.refuse("class-unknown", ids[int(rows[place])], said=column[place])
    of_item = of_person[ground.first]
    for row in np.flatnonzero(of_item[ground.item] != of_person)[:5].tolist():
        book.refuse("class-other", ids[row], found="another class than the rest of the unit")
    return of_item if book.count == before else None


def _fit(
    plan: Plan,
    choices: Sequence[Sequence[Choice]],
    can: Ints,
    of_item: Ints,
    ground: Ground,
    code: Ints,
    book: Book,
) -> None:
    """Whoever can move is in a class that says what is true of it and in which all are alike."""
    entries = plan["classes"]
    cannot = np.ones(len(of_item), np.bool_)
    cannot[can] = False
    pairs = Alike(len(can))
    pairs.by(ground.item_kind[can], len(ground.movable))
    pairs.by(of_item[can] + 1, len(entries) + 1)
    _, reps = pairs.groups()
    reps = np.concatenate([can[reps], np.flatnonzero(cannot & (of_item >= 0))[:5]])
    later = preferred(ground)[1:]
    for total in later:
        _steady(total[can], of_item[can], entries, book)
    traits = Traits(plan, ground)
    options = [frozenset(each) for each in choices]
    common: dict[int, Hashable] = {}
    class_of: dict[Hashable, int] = {}
    for item, number in zip(reps.tolist(), of_item[reps].tolist(), strict=True):
        kind = int(ground.item_kind[item])
        person = ground.docket.people.ids[int(ground.first[item])]
        if number < 0:
            book.refuse("class-none", person)
        elif cannot[item] or not traits.fit(kind, entries[number]):
            book.refuse("class-other", person, said=entries[number]["id"])
        elif options[number] != frozenset(choices_of(ground, kind)):
            book.refuse("class-options", person, said=entries[number]["id"])
        elif common.setdefault(number, own := traits.common(kind, code)) != own:
            book.refuse("class-mixed", entries[number]["id"], found=person)
        else:
            read = (traits.read(kind), *(int(total[item]) for total in later))
            other = class_of.setdefault(read, number)
            if other != number:
                book.refuse("class-split", entries[number]["id"], found=entries[other]["id"])


def _steady(totals: Exact, of_item: Ints, entries: Sequence[Json], book: Book) -> None:
    """Only what is preferred first differs within a class; this is a column preferred later."""
    _, code = np.unique(totals, return_inverse=True)
    least = np.full(len(entries) + 1, len(code))
    most = np.full(len(entries) + 1, -1)
    np.minimum.at(least, of_item, code)
    np.maximum.at(most, of_item, code)
    for number in np.flatnonzero(least[:-1] < most[:-1]).tolist():
        book.refuse("class-mixed", entries[number]["id"], found="of a preference")


def _told_by_id(each: Json) -> bool:
    """Whether two or more members of a class have several beneficiaries in its options."""
    members = zip(*(option["beneficiary"] for option in each["options"]), strict=False)
    return sum(len(set(beneficiaries)) > 1 for beneficiaries in members) > 1


def _listed(each: Json, book: Book) -> list[Choice]:
    by_id = _told_by_id(each)
    result: list[Choice] = [
        as_choice(list(zip(option["beneficiary"], option["destination"], strict=True)), by_id)
        for option in each["options"]
    ]
    listed = [(option["beneficiary"], option["destination"]) for option in each["options"]]
    if listed != sorted(listed):
        # they are handed out as listed, so how they are listed is nobody's choice
        book.refuse("class-options", each["id"], found="options out of order")
    if len(set(result)) < len(result):
        book.refuse("class-options", each["id"], found="an option stands there twice")
    return result
