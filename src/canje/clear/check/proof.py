"""Objective, certificate and outcome: that the plan is as good as it says, and no better known.

A level's bound holds for all plans that reach the values of the levels before it. It is worked out
in the public reading: over every move that a party can see, of everybody but those who are not in
this round. So it holds for the moves that the desk allows, which are some of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from attrs import evolve, frozen

from canje.clear.check.bound import Frame, Over, Row, bound_of, sparse
from canje.clear.check.classes import preferred
from canje.clear.check.codes import Alike, Exact, Ints, whole, zeros
from canje.clear.check.form import SCALE, Json, Plan
from canje.clear.check.ground import Ground
from canje.clear.check.members import Classes, choices_of
from canje.clear.check.people import Found, Freed
from canje.clear.check.rows import Builder, Meant, holds
from canje.clear.check.verdict import Book
from canje.terms.docket import First, Level, Prefer
from canje.terms.docket import Freed as FreedLevel


@frozen(eq=False)
class Stage:
    """A level by its name: its value in the plan, and its row over options.

    `preference` counts the preferences up to this level's own, where it is one: its weights are
    those of the items themselves and not of their kinds.
    """

    name: str
    level: Level
    value: int
    row: Row
    preference: int | None = None


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
            case _:
                result.append("wishes")
    return result


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
        preference = None
        match level:
            case FreedLevel():
                value = len(freed.rows)
                row = sparse(_people(ground))
            case First():
                counted = builder.number(level.of)
                value = counted.over(freed.by_move)
                row = sparse(builder.option_values(counted))
            case Prefer():
                value = int(sum(totals[done][freed.items].tolist()))
                row = sparse(np.zeros(int(ground.option_start[-1]), np.int64))
                preference = done
                done += 1
            case _:
                wishes = [each for each in terms if each.wish is not None]
                value = sum(
                    each.meaning is not None and holds(each.meaning, freed.by_move)
                    for each in wishes
                )
                row = sparse(np.zeros(int(ground.option_start[-1]), np.int64))
                row = evolve(row, unknowns={str(each.wish): 1 for each in wishes})
        result.append(Stage(name, level, value, row, preference))
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
        self._kinds_of: dict[int, list[int]] = defaultdict(list)
        if classes is not None:
            for kind in np.flatnonzero(classes.of_kind >= 0).tolist():
                self._kinds_of[int(classes.of_kind[kind])].append(kind)

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
            keys = {"level", "tree"} if names == ["conflict"] else {"level", "bound", "tree"}
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
        if isinstance(stage.level, First) and said["title"] != stage.level.title:
            book.refuse("level-title", name, said["title"], stage.level.title)
        if said["value"] != stage.value:
            book.refuse("level-value", name, said["value"], stage.value)
        if said["proved"] != (bound is not None and bound == stage.value):
            book.refuse("level-proved", name, said["proved"], f"{stage.value} of {bound}")
        if (proof is None) != (bound is None):
            book.refuse("certificate", name, found="a bound has a certificate, and only a bound")
        if proof is None:
            return
        frame, rows, aim = self._problem(stage, fixed)
        shown = bound_of(proof["tree"], frame, rows, aim, self._over(frame), book)
        if shown is None:
            return
        best, leaves = shown
        self.leaves = max(self.leaves, leaves)
        if best != bound or proof["bound"] != bound or type(proof["bound"]) is not int:
            book.refuse("level-bound", name, bound, "none" if best is None else best)
        elif bound < stage.value:
            book.refuse("level-bound", name, bound, f"a plan with {stage.value}")

    def conflict(self, terms: Sequence[Meant]) -> None:
        """No plan meets the terms in conflict."""
        book, names = self.book, self.plan["conflict"]
        bound = {each.term.id: each for each in terms if each.binds}
        if not names or len(set(names)) < len(names) or not set(names) <= bound.keys():
            book.refuse("conflict", "conflict", said=names)
            return
        proof = self._certificate(["conflict"]).get("conflict")
        if proof is None:
            book.refuse("certificate", "certificate", found="no conflict shown")
            return
        rows = {line.name: self.rows[line.name] for name in names for line in bound[name].rows}
        frame, rows, _ = self._problem(None, {}, rows)
        shown = bound_of(proof["tree"], frame, rows, None, self._over(frame), book)
        if shown is not None:
            self.leaves = shown[1]

    def _problem(
        self,
        stage: Stage | None,
        fixed: Mapping[str, Stage],
        rows: Mapping[str, Row] | None = None,
    ) -> tuple[Frame, dict[str, Row], Row | None]:
        """The items that can move, the rows over their options, and the aim."""
        every = dict(self.rows if rows is None else rows)
        for name, each in fixed.items():
            every[name] = evolve(each.row, low=each.value)
        stages = [*fixed.items(), *([("", stage)] if stage else [])]
        weighted = {name: each.preference for name, each in stages if each.preference is not None}
        there = np.flatnonzero(self.found.count)
        kinds, count = there, self.found.count[there]
        totals: dict[int, Exact] = {}
        if weighted:
            kinds, count, totals = self._by_weight(sorted(set(weighted.values())))
        self._place(kinds)
        sizes = self._sizes
        frame = Frame(np.cumsum(sizes) - sizes, count, int(sizes.sum()))

        def placed(name: str, row: Row) -> Row:
            if name in weighted:
                total = totals[weighted[name]]
                return evolve(
                    sparse(total[np.repeat(np.arange(len(sizes)), sizes)]),
                    low=row.low,
                    high=row.high,
                )
            return self._spread(row)

        result = {name: placed(name, row) for name, row in every.items()}
        return frame, result, placed("", stage.row) if stage else None

    def _by_weight(self, which: Sequence[int]) -> tuple[Ints, Ints, dict[int, Exact]]:
        """The items that can move, by kind and by the totals of the columns preferred."""
        ground = self.ground
        can = np.flatnonzero(ground.movable[ground.item_kind] & ~self.found.not_now)
        alike = Alike(len(can))
        alike.by(ground.item_kind[can], len(ground.movable))
        weights = preferred(ground)
        for number in which:
            values, code = np.unique(weights[number][can], return_inverse=True)
            alike.by(code, len(values))
        group, reps = alike.groups()
        count = np.bincount(group, minlength=len(reps)).astype(np.int64)
        chosen = can[reps]
        order = np.argsort(ground.item_kind[chosen], kind="stable")
        totals = {
            number: whole([int(each) for each in weights[number][chosen[order]]])
            for number in which
        }
        return ground.item_kind[chosen][order], count[order], totals

    def _place(self, kinds: Ints) -> None:
        """Where the options of these kinds stand; a kind may come several times."""
        start = self.ground.option_start
        self._kinds = kinds
        self._sizes = (start[kinds + 1] - start[kinds]).astype(np.int64)
        begins = np.cumsum(self._sizes) - self._sizes
        self._source = np.repeat(start[kinds] - begins, self._sizes) + np.arange(
            int(self._sizes.sum())
        )

    def _spread(self, row: Row) -> Row:
        values = zeros(int(self.ground.option_start[-1]), row.weights)
        values[row.options] = row.weights
        return evolve(sparse(values[self._source], row.low, row.high), unknowns=row.unknowns)

    def _over(self, frame: Frame) -> Over:
        """How to read a set that a split counts, over the options of the frame."""

        def over(said: Json) -> Row | None:
            row: Row | None
            match said:
                case {"holder": str(holder)}:
                    row = self._spread(sparse(self._held_by(holder)))
                case {"aux": str(name)}:
                    row = self._counted([], [name])
                case {"classes": [*ids]}:
                    row = self._counted([(each, None) for each in ids], [])
                case {"move": [str(name), int(option)]}:
                    row = self._counted([(name, option)], [])
                case {"moves": [*moves]} if all(_a_move(each) for each in moves):
                    names = said.get("auxiliaries", [])
                    row = self._counted([(name, option) for name, option in moves], names)
                case _:
                    return None
            known = 2 if set(said) == {"moves", "auxiliaries"} else 1
            return row if len(said) == known else None

        return over

    def _held_by(self, holder: str) -> Ints:
        """How many people of a holder each option frees."""
        ground = self.ground
        column = ground.kinds.column("holder")
        held = np.array([value == holder for value in column.values], np.bool_)
        of_kind = held[ground.kinds.codes("holder")].astype(np.int64)
        of_move = of_kind[ground.moves.kind]
        if not len(ground.unit_moves):
            return of_move
        united = np.add.reduceat(of_move[ground.unit_moves], ground.unit_start[:-1])
        return np.concatenate([of_move, united])

    def _counted(self, moves: Sequence[tuple[Json, int | None]], unknowns: Json) -> Row | None:
        """Items of these classes that take this option of theirs, or any; and unknowns, each once.

        None where one of them does not exist or comes twice: the sum must be a whole number.
        """
        known = self.unknowns
        if type(unknowns) is not list or not all(type(each) is str for each in unknowns):
            return None
        if len(set(unknowns)) < len(unknowns) or not known.issuperset(unknowns):
            return None
        wanted: dict[int, set[int | None]] = defaultdict(set)
        for name, option in moves:
            number = self.classes.number.get(name) if self.classes and type(name) is str else None
            if number is None or option in wanted[number]:
                return None
            wanted[number].add(option)
        flags = np.zeros(int(self.ground.option_start[-1]), np.int64)
        for number, options in wanted.items():
            if not self._flag(number, options, flags):
                return None
        return evolve(self._spread(sparse(flags)), unknowns=dict.fromkeys(unknowns, 1))

    def _flag(self, number: int, options: set[int | None], flags: Ints) -> bool:
        """Mark the options of a class by their places in its list (None is all of them)."""
        choices = self.classes.choices[number] if self.classes else []
        if not all(each is None or 0 <= each < len(choices) for each in options):
            return False
        chosen = {choices[each] for each in options if each is not None}
        for kind in self._kinds_of.get(number, ()):
            start, end = self.ground.option_start[kind : kind + 2].tolist()
            if None in options:
                flags[start:end] = 1
            else:
                own = choices_of(self.ground, kind)
                flags[start:end] = [each in chosen for each in own]
        return True


def _a_move(said: Json) -> bool:
    return type(said) is list and [type(each) for each in said] == [str, int]
