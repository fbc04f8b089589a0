"""Objective, certificate and outcome: that the plan is as good as it says, and no better known.

A level's bound holds for all plans that reach the values of the levels before it. It is worked out
in the public reading: over every move that a party can see, of everybody but those who are not in
this round. So it holds for the moves that the desk allows, which are some of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import evolve

from canje.base.refusals import Book
from canje.clear.check.bound import Row, bound_of, sparse
from canje.clear.check.canonical import Json
from canje.clear.check.codes import Ints
from canje.clear.check.field import Field, Stage
from canje.clear.check.form import SCALE, Plan
from canje.clear.check.ground import Ground
from canje.clear.check.members import Classes
from canje.clear.check.people import Found, Freed
from canje.clear.check.rows import Builder, Meant, holds, not_owed
from canje.clear.check.traits import preferred
from canje.terms.docket import First, Level, Owed, Prefer
from canje.terms.docket import Freed as FreedLevel


def names(levels: Sequence[Level]) -> list[str]:
    """The name of each level, by which a plan and its certificate call it."""
    result: list[str] = []
    for number, level in enumerate(levels):
        match level:
            case FreedLevel():
                result.append("freed")
            case First():
                result.append(f"first:{number}")
            case Prefer():
                result.append(f"prefer:{level.column}")
            case Owed():
                result.append("owed")
            case _:
                result.append("wishes")
    return result


def _title(level: Level) -> str:
    match level:
        case FreedLevel():
            return "people freed"
        case First():
            return level.title
        case Prefer():
            return level.column
        case Owed():
            return "debts that are not left"
        case _:
            return "wishes met"


def term_rows(builder: Builder, terms: Sequence[Meant]) -> dict[str, Row]:
    """The rows of all terms over options."""
    return {
        line.name: evolve(
            sparse(builder.option_values(line.sum), line.low, line.high),
            unknowns=dict(line.unknowns),
        )
        for meant in terms
        for line in meant.rows
    }


def stages(builder: Builder, terms: Sequence[Meant], freed: Freed) -> list[Stage]:
    """The levels in their order."""
    ground = builder.ground
    result: list[Stage] = []
    totals = preferred(ground)
    done = 0
    for name, level in zip(names(ground.docket.levels), ground.docket.levels, strict=True):
        totals_of = None
        match level:
            case FreedLevel():
                value = len(freed.rows)
                row = sparse(_people(ground))
            case First():
                counted = builder.number(level.of)
                value = counted.over(freed.by_move)
                row = sparse(builder.option_values(counted))
            case Prefer():
                value = sum(int(each) for each in totals[done][freed.items].tolist())
                row = sparse(np.zeros(int(ground.option_start[-1]), np.int64))
                totals_of = totals[done]
                done += 1
            case Owed(grades):
                owed = [each for each in terms if each.term.force == "owed"]
                value = sum(not_owed(each, freed.by_move, grades) for each in owed)
                row = sparse(np.zeros(int(ground.option_start[-1]), np.int64))
                row = evolve(row, unknowns={n: p for each in owed for n, p in each.parts.items()})
            case _:
                wishes = [each for each in terms if each.wish is not None]
                value = sum(
                    each.meaning is not None and holds(each.meaning, freed.by_move)
                    for each in wishes
                )
                row = sparse(np.zeros(int(ground.option_start[-1]), np.int64))
                row = evolve(row, unknowns={str(each.wish): 1 for each in wishes})
        result.append(Stage(name, level, value, row, totals_of))
    return result


def _people(ground: Ground) -> Ints:
    """How many people each option frees."""
    return np.concatenate(
        [np.ones(len(ground.moves), np.int64), np.diff(ground.unit_start).astype(np.int64)]
    )


class Proof:
    """Confirms the certificate of a plan."""

    def __init__(
        self,
        plan: Plan,
        builder: Builder,
        terms: Sequence[Meant],
        rows: Mapping[str, Row],
        found: Found,
        classes: Classes | None,
        book: Book,
    ) -> None:
        self.plan = plan
        self.builder = builder
        self.ground = builder.ground
        self.rows = rows
        self.found = found
        self.classes = classes
        self.book = book
        self.leaves = 0
        self.unknowns = {name for row in rows.values() for name in row.unknowns}
        self.unknowns.update(each.wish for each in terms if each.wish is not None)

    def levels(self, stages: Sequence[Stage]) -> None:
        """Each level of a plan that frees people, with what the plan says of it."""
        book, said = self.book, self.plan["objective"]
        if [each["level"] for each in said] != [each.name for each in stages]:
            book.refuse("level-order", "objective", said=[each["level"] for each in said])
            return
        proofs = self._certificate([each.name for each in stages])
        fixed: dict[str, Stage] = {}
        for each, stage in zip(said, stages, strict=True):
            self._level(each, stage, proofs.get(stage.name), fixed)
            fixed[f"level:{stage.name}"] = stage

    def _certificate(self, names: Sequence[str]) -> dict[str, Json]:
        """What the certificate has for each level."""
        certificate = self.plan["certificate"]
        if certificate is None:
            return {}
        if set(certificate) != {"scale", "levels"} or type(certificate["scale"]) is not int:
            self.book.refuse("certificate", "certificate", said=sorted(certificate))
            return {}
        if certificate["scale"] != SCALE:
            self.book.refuse("certificate", "certificate.scale", certificate["scale"], SCALE)
        result: dict[str, Json] = {}
        levels = certificate["levels"] if type(certificate["levels"]) is list else [None]
        for each in levels:
            keys = {"level", "bound", "tree"}
            if type(each) is not dict or set(each) != keys or type(each["level"]) is not str:
                self.book.refuse("certificate", "certificate.levels")
            elif each["level"] not in names or each["level"] in result:
                self.book.refuse("certificate", each["level"], found="no level, or twice")
            else:
                result[each["level"]] = each
        if list(result) != [name for name in names if name in result]:
            self.book.refuse("certificate", "certificate.levels", said=list(result))
        return result

    def _level(
        self, said: Json, stage: Stage, proof: Json | None, fixed: Mapping[str, Stage]
    ) -> None:
        book, name, bound = self.book, stage.name, said["bound"]
        if said["title"] != (title := _title(stage.level)):
            book.refuse("level-title", name, said["title"], title)
        if said["value"] != stage.value:
            book.refuse("level-value", name, said["value"], stage.value)
        if said["proved"] != (bound is not None and bound == stage.value):
            book.refuse("level-proved", name, said["proved"], f"{stage.value} of {bound}")
        if (proof is None) != (bound is None):
            book.refuse("certificate", name, found="a bound has a certificate, and only a bound")
        if proof is None:
            return
        field = Field(
            self.ground, self.found, self.classes, self.unknowns, [*fixed.values(), stage]
        )
        rows = {name: field.placed(row) for name, row in self.rows.items()}
        for name, each in fixed.items():
            rows[name] = evolve(field.level(each), low=each.value)
        shown = bound_of(proof["tree"], field.frame, rows, field.level(stage), field.over, book)
        if shown is None:
            return
        best, leaves = shown
        self.leaves = max(self.leaves, leaves)
        if best != bound or proof["bound"] != bound or type(proof["bound"]) is not int:
            book.refuse("level-bound", name, bound, "none" if best is None else best)
        elif bound < stage.value:
            book.refuse("level-bound", name, bound, f"a plan with {stage.value}")
