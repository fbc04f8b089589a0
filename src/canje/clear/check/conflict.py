"""Whether the terms in conflict cannot be met, taken alone: the case with these and no others.

A term that keeps people together, or takes them out of ratios, changes what the others mean. Where
one of these is not in the conflict, two proofs are wanted: that the case with just the terms in
conflict has no exchange, read anew without the rest, and that the case with all its terms has none.
That none of the terms in conflict could be spared is not confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from attrs import evolve

from canje.base.refusals import Book
from canje.clear.check.bound import bound_of
from canje.clear.check.canonical import Json
from canje.clear.check.codes import Ints
from canje.clear.check.field import Field
from canje.clear.check.form import SCALE, Plan
from canje.clear.check.ground import Ground, survey
from canje.clear.check.members import Classes
from canje.clear.check.people import NOT_NOW, Found
from canje.clear.check.proof import Proof, term_rows
from canje.clear.check.rows import Builder, Meant, system
from canje.clear.check.traits import choices_of
from canje.terms.term import Outside, Together

_NAME = re.compile(r"c[1-9][0-9]{0,8}")


def confirm(proof: Proof, terms: Sequence[Meant]) -> None:
    """Refuse the conflict, or what is said to show it, where it shows nothing of the kind."""
    book, names = proof.book, proof.plan["conflict"]
    bound = {each.term.id: each for each in terms if each.binds}
    if not names or names != sorted(set(names)) or not set(names) <= bound.keys():
        book.refuse("conflict", "conflict", said=names)
        return
    others = [each for name, each in bound.items() if name not in names]
    apart = any(isinstance(each.rule, Together) for each in others)
    shaped = apart or any(isinstance(each.rule, Outside) for each in others)
    levels = _levels(proof.plan, ["conflict", "infeasible"] if shaped else ["conflict"], book)
    if levels is None:
        return
    _alone(proof, names, levels["conflict"], apart)
    if shaped:
        _refuted(proof, levels["infeasible"]["tree"], list(bound.values()), proof.classes)


def _levels(plan: Plan, names: Sequence[str], book: Book) -> dict[str, Json] | None:
    """The entries of the certificate, by name."""
    certificate = plan["certificate"]
    if type(certificate) is not dict or set(certificate) != {"scale", "levels"}:
        book.refuse("certificate", "certificate", found="no conflict shown")
        return None
    if type(certificate["scale"]) is not int or certificate["scale"] != SCALE:
        book.refuse("certificate", "certificate.scale", certificate["scale"], SCALE)
        return None
    said = certificate["levels"]
    if type(said) is not list or [_name(each) for each in said] != list(names):
        book.refuse("certificate", "certificate.levels", found=", ".join(names))
        return None
    return dict(zip(names, said, strict=True))


def _name(level: Json) -> Json:
    """The name of an entry that has what such an entry may have."""
    if type(level) is not dict or not {"level", "tree"} <= level.keys() <= {*_KEYS}:
        return None
    return level["level"] if "classes" not in level or level["level"] == "conflict" else None


_KEYS = ("level", "tree", "classes")


def _alone(proof: Proof, names: Sequence[str], level: Json, apart: bool) -> None:
    """The case with the terms in conflict and no others has no exchange."""
    book, docket = proof.book, proof.ground.docket
    if "classes" in level and not apart:
        book.refuse("certificate", "conflict", found="classes of its own")
        return
    kept = tuple(
        each if each.id in names else evolve(each, force="withdrawn") for each in docket.terms
    )
    ground = survey(evolve(docket, terms=kept))
    if ground is None:
        book.refuse("docket", "units", found="too many options")
        return
    found = _again(proof, ground)
    builder = Builder(ground, found.count)
    terms = system(builder)
    classes = proof.classes
    if apart:
        classes = _own(level.get("classes", {}), ground, found, book)
        if classes is None:
            return
    alone = Proof(proof.plan, builder, terms, term_rows(builder, terms), found, classes, proof.book)
    _refuted(alone, level["tree"], [each for each in terms if each.binds], classes)
    proof.leaves = alone.leaves


def _again(proof: Proof, ground: Ground) -> Found:
    """Who is out of this round, by the items of another ground."""
    left = proof.found.left
    said = np.array([each == NOT_NOW for each in proof.plan.left_out["reason"]], np.bool_)
    not_now = np.zeros(len(ground.size), np.bool_)
    not_now[ground.item[left[said]]] = True
    can = ground.movable[ground.item_kind] & ~not_now
    count = np.bincount(ground.item_kind[can], minlength=len(ground.movable)).astype(np.int64)
    return evolve(proof.found, not_now=not_now, count=count)


def _own(said: Json, ground: Ground, found: Found, book: Book) -> Classes | None:
    """The classes that the certificate lists, by the first person of each item.

    Whatever they are, how many of their items take an option is a whole number, as long as the
    items are different ones and have the same options.
    """
    place = {person: row for row, person in enumerate(ground.docket.people.ids)}
    of_item: Ints = np.full(len(ground.size), -1, np.int64)
    choices, by_id = [], []
    for number, (name, ids) in enumerate(_listed(said)):
        kinds = set()
        for person in ids:
            item = int(ground.item[place[person]]) if person in place else -1
            able = item >= 0 and ground.movable[ground.item_kind[item]] and not found.not_now[item]
            if not able or ground.first[item] != place[person] or of_item[item] >= 0:
                book.refuse("class-unknown", person, said=name)
                return None
            of_item[item] = number
            kinds.add(int(ground.item_kind[item]))
        options = {tuple(choices_of(ground, kind)) for kind in kinds}
        if len(options) != 1 or _NAME.fullmatch(name) is None:
            book.refuse("class-options", name)
            return None
        choices.append(list(options.pop()))
        by_id.append(ground.told_by_id(kinds.pop()))
    return Classes({name: n for n, (name, _) in enumerate(_listed(said))}, of_item, choices, by_id)


def _listed(said: Json) -> list[tuple[str, list[str]]]:
    """What is said as classes, as far as it has that form."""
    if type(said) is not dict:
        return [("", [])]
    return [
        (name, ids if type(ids) is list and all(type(each) is str for each in ids) else [])
        for name, ids in said.items()
    ]


def _refuted(proof: Proof, tree: Json, terms: Sequence[Meant], classes: Classes | None) -> None:
    """No exchange meets these terms."""
    field = Field(proof.ground, proof.found, classes, proof.unknowns, [])
    rows = {line.name: field.placed(proof.rows[line.name]) for each in terms for line in each.rows}
    shown = bound_of(tree, field.frame, rows, None, field.over, proof.book)
    if shown is not None:
        proof.leaves = max(proof.leaves, shown[1])
