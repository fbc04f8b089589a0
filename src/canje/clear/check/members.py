"""Who belongs to which class of a plan, and that classes are those of the case, no more, no fewer.

Whoever is freed names a class, and so does whoever is left out and could move. Two items are in one
class exactly where nothing that is read tells them apart (docs/plan-file.md, Classes): else each
favourite could be given a class. A class says of itself what all in it share, lists its options in
the order written, and stands where its first person puts it: there is one way to tell a plan.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import repeat

import numpy as np
from attrs import frozen

from canje.base.refusals import Book
from canje.clear.check.bound import Row, alike_options
from canje.clear.check.codes import Alike, Ints
from canje.clear.check.form import Plan
from canje.clear.check.ground import Ground
from canje.clear.check.people import Found, Freed
from canje.clear.check.rows import Builder
from canje.clear.check.traits import Choice, Traits, choices_of


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
    choices: list[list[Choice]] = [
        [
            tuple(zip(option["beneficiary"], option["destination"], strict=True))
            for option in each["options"]
        ]
        for each in plan["classes"]
    ]
    can = np.flatnonzero(ground.movable[ground.item_kind] & ~found.not_now)
    of_item = _named(plan, number, found, ground, book)
    if of_item is None or book.count > before:
        return None
    code = alike_options(int(ground.option_start[-1]), rows)
    by_id = _fit(plan, choices, can, of_item, ground, code, book)
    _ordered(plan, of_item, ground, book)
    return None if book.count > before else Classes(number, of_item, choices, by_id)


def _ordered(plan: Plan, of_item: Ints, ground: Ground, book: Book) -> None:
    """Classes are numbered from c1 on, in the order of the first person of each."""
    entries = plan["classes"]
    first = np.full(len(entries) + 1, len(ground.docket.people.ids), np.int64)
    np.minimum.at(first, of_item, ground.first)
    for place, each in enumerate(entries):
        if each["id"] != f"c{place + 1}" or (place and first[place - 1] > first[place]):
            book.refuse("class-order", each["id"], found=f"c{place + 1}")


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
) -> list[bool]:
    """Whoever can move is in a class that says what is true of it, with all who are alike.

    For each class, whether its options tell members by the order of ids.
    """
    entries = plan["classes"]
    cannot = np.ones(len(of_item), np.bool_)
    cannot[can] = False
    pairs = Alike(len(can))
    pairs.by(ground.item_kind[can], len(ground.movable))
    pairs.by(of_item[can] + 1, len(entries) + 1)
    _, reps = pairs.groups()
    reps = np.concatenate([can[reps], np.flatnonzero(cannot & (of_item >= 0))[:5]])
    traits = Traits(ground)
    by_id = [False] * len(entries)
    weights: dict[int, Hashable] = {}
    read_of: dict[int, Hashable] = {}
    class_of: dict[Hashable, int] = {}
    for item, number in zip(reps.tolist(), of_item[reps].tolist(), strict=True):
        kind = int(ground.item_kind[item])
        person = ground.docket.people.ids[int(ground.first[item])]
        if number < 0:
            book.refuse("class-none", person)
            continue
        entry = entries[number]
        if cannot[item] or entry["holder"] != traits.holder(kind):
            book.refuse("class-other", person, said=entry["id"])
        elif list(choices[number]) != choices_of(ground, kind):
            book.refuse("class-options", person, said=entry["id"])
        elif entry["facts"] != (facts := traits.facts(kind)):
            book.refuse("class-facts", person, _shown(entry["facts"]), _shown(facts))
        elif (
            weights.setdefault(number, own := traits.weights(kind, code)) != own
            or read_of.setdefault(number, read := traits.read(kind)) != read
        ):
            book.refuse("class-mixed", entry["id"], found=person)
        elif (other := class_of.setdefault(read, number)) != number:
            book.refuse("class-split", entry["id"], found=entries[other]["id"])
        by_id[number] = ground.told_by_id(kind)
    return by_id


def _shown(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {text}" for name, text in sorted(facts.items())) or "none"
