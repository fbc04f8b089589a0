"""A plan's proof as a VIPR file, for checkers that know nothing of exchanges.

VIPR 1.0 (Cheung, Gleixner and Steffy, IPCO 2017) holds an integer program, a solution, and a list
of derived inequalities: sums of earlier ones (`lin`), such sums rounded to whole numbers (`rnd`),
assumptions (`asm`), and what follows on both sides of a split (`uns`). Here the program is that of
the first level, over counts by class and option. Every leaf of the certificate becomes one sum: of
rows times their multipliers, of capacities times the best that the multipliers leave, of `x >= 0`
times what each option loses against that. Its right side is the leaf's bound to the last digit.

The file grows with options times leaves; with the items of classes whose pieces a split weighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from canje.clear.bound import SCALE, Bound, Cut, upper_bound
from canje.clear.classes import Ints
from canje.clear.pieces import apart, places
from canje.clear.plan import Plan
from canje.clear.problem import Objective, Problem
from canje.clear.question import Question
from canje.clear.worth import Steps
from canje.terms.docket import Docket

_DEEPEST = 800

_Terms = list[tuple[int, int]]
"""Coefficients by index."""


def export(docket: Docket, plan: Plan) -> str:
    """The proof of the plan's first level, or of its infeasibility, as a VIPR file.

    ValueError where the plan has no proof or is of another docket.
    """
    problem = Question(docket).published.problem
    if problem.digest() != plan.problem_digest or plan.certificate is None:
        raise ValueError("no proof of this docket")
    proof = plan.certificate["levels"][0]
    if plan.outcome == "infeasible":
        if plan.certificate["levels"][1:]:  # some terms shape what the others count
            musts = frozenset(term.id for term in docket.musts)
            proof = plan.certificate["levels"][1]
        else:
            musts = frozenset(plan.conflict)
        others = frozenset(row.term for row in problem.rows) - musts
        return _File(problem.without(others), None, proof["tree"]).text(None, None)
    objective, level = problem.objectives[0], plan.objective[0]
    if level.bound is None or proof["level"] != level.level != objective.name:
        raise ValueError("no proof of the first level")
    point = _point(problem, plan)
    return _File(problem, objective, proof["tree"]).text(point, (level.value, level.bound))


def _point(problem: Problem, plan: Plan) -> list[int]:
    """The plan's counts, and its auxiliaries: each is 1 where what it stands for then holds.

    Auxiliaries that a rule makes later stand within what earlier ones switch, so that they are
    settled last to first, as if the earlier ones switched on.
    """
    point = [option.freed for each in plan.classes for option in each.options]
    place = {name: len(point) + number for number, name in enumerate(problem.auxiliaries)}
    if len(point) + len(place) != problem.columns:
        raise ValueError("other classes than the docket's")
    point += [1] * len(place)
    fixed = [
        int(row.form.values @ np.array(point, np.int64)[row.form.columns]) for row in problem.rows
    ]
    for name in reversed(problem.auxiliaries):
        for row, amount in zip(problem.rows, fixed, strict=True):
            if name in row.auxiliaries:
                total = amount + sum(
                    weight * point[place[each]] for each, weight in row.auxiliaries.items()
                )
                if (row.lo is not None and total < row.lo) or (
                    row.hi is not None and total > row.hi
                ):
                    point[place[name]] = 0
    return point


def _stepped(tree: Mapping[str, Any]) -> set[int]:
    """The classes whose pieces a tree's splits weigh."""
    found: set[int] = set()
    nodes = [tree]
    while nodes:
        node = nodes.pop()
        if "split" in node:
            nodes += [node["le"], node["ge"]]
            names = (name for each in node["split"].values() for name in each if ">" in name)
            found |= {int(name.partition(">")[0].removeprefix("c")) - 1 for name in names}
    return found


class _File:
    """The integer program with the index of each inequality, and then the derivations.

    Unknowns are the problem's columns; of classes whose pieces are in a split, the pieces. Where
    the level counts a worth, there is one more for each other class: the worth of its items, held
    under the class's concave curve by a line for each step.
    """

    def __init__(
        self, problem: Problem, objective: Objective | None, tree: Mapping[str, Any]
    ) -> None:
        self.problem, self.objective, self.tree = problem, objective, tree
        self.column = {problem.column_name(each): each for each in range(problem.columns)}
        self.names = list(self.column)
        self.worths = list(objective.worths or ()) if objective is not None else []
        self.pieces: dict[int, range] = {}
        for number in sorted(_stepped(tree)):
            size = int(problem.capacity[number])
            self.pieces[number] = range(len(self.names), len(self.names) + size)
            self.names += [f"c{number + 1}>{at}" for at in range(size)]
        self.height = {
            number: len(self.names) + place
            for place, number in enumerate(
                each for each in range(len(self.worths)) if each not in self.pieces
            )
        }
        self.names += [f"worth:c{number + 1}" for number in self.height]
        self.lines: list[str] = []
        edges = np.searchsorted(problem.group, np.arange(len(problem.capacity) + 1)).tolist()
        self.members = [range(*ends) for ends in pairwise(edges)]
        self.floor = [
            self._add(f"{name}:least", "G", 0, [(number, 1)])
            for number, name in enumerate(self.names[: problem.columns])
        ]
        self.capacity: dict[int, int] = {}
        for alone in (True, False):  # limits of single unknowns stand first
            for group, columns in enumerate(self.members):
                if (len(columns) == 1) is alone:
                    terms = [(column, 1) for column in columns]
                    label = f"{self.names[columns[0]]}:most" if alone else f"group:{group}:most"
                    limit = int(problem.capacity[group])
                    self.capacity[group] = self._add(label, "L", limit, terms)
            if alone:
                self.ends = {number: self._ends(columns) for number, columns in self.pieces.items()}
                self.bounds = len(self.lines)
        self.row: dict[tuple[str, str], int] = {}
        for row in problem.rows:
            terms = list(zip(row.form.columns.tolist(), row.form.values.tolist(), strict=True))
            terms += [(self.column[name], weight) for name, weight in row.auxiliaries.items()]
            for sense, side, at in (("G", "least", row.lo), ("L", "most", row.hi)):
                if at is not None:
                    self.row[row.name, sense] = self._add(f"{row.name}:{side}", sense, at, terms)
        self.order = {number: self._order(number) for number in self.pieces}
        self.curve = {number: self._curve(number, self.worths[number]) for number in self.height}
        self.given = len(self.lines)

    def _add(self, label: str, sense: str, limit: int, terms: _Terms) -> int:
        self.lines.append(f"{label} {sense} {limit} {_listed(terms)}")
        return len(self.lines) - 1

    def _curve(self, number: int, worth: Ints) -> list[tuple[int, int]]:
        """Index and slope of each line over a class's curve, the steepest first."""
        found = []
        total = 0
        for at, slope in enumerate(worth.tolist()):
            if at == 0 or slope != worth[at - 1]:
                terms = [(column, -slope) for column in self.members[number]]
                terms = [(self.height[number], 1), *(each for each in terms if each[1])]
                limit = total - slope * at
                found.append((self._add(f"worth:c{number + 1}:{at}", "L", limit, terms), slope))
            total += slope
        return found

    def _ends(self, pieces: range) -> tuple[int, int]:
        """Index of "the first piece is 1 at most", and of "the last one is not below 0"."""
        first, last = pieces[0], pieces[-1]
        return (
            self._add(f"{self.names[first]}:most", "L", 1, [(first, 1)]),
            self._add(f"{self.names[last]}:least", "G", 0, [(last, 1)]),
        )

    def _order(self, number: int) -> tuple[int, list[int]]:
        """Index of "as many pieces as items go"; of "no piece before the one before it"."""
        pieces = self.pieces[number]
        terms = [
            *((column, 1) for column in self.members[number]),
            *((each, -1) for each in pieces),
        ]
        return self._add(f"c{number + 1}:pieces", "E", 0, terms), [
            self._add(f"{self.names[after]}:after", "G", 0, [(before, 1), (after, -1)])
            for before, after in pairwise(pieces)
        ]

    def text(self, point: Sequence[int] | None, found: tuple[int, int] | None) -> str:
        """The whole file; `found` is the value reached and the bound."""
        objective = self.objective
        gains: _Terms = []
        if objective is not None:
            gains = [(j, c) for j, c in enumerate(objective.coefficients.tolist()) if c]
        for number, worth in enumerate(self.worths):
            if number in self.pieces:
                gains += zip(self.pieces[number], worth.tolist(), strict=True)
        gains += [(column, 1) for column in self.height.values()]
        _, bound = self._node(self.tree, ())
        if found is not None and (bound is None or bound > found[1]):
            raise ValueError("the certificate proves less than the plan says")
        derived = self.lines[self.given :]
        return "\n".join(
            [
                f"% The most that can be reached of: {objective.title if objective else 'nothing'}",
                f"% {self.problem.digest()}",
                "VER 1.0",
                f"VAR {len(self.names)}",
                *self.names,
                f"INT {len(self.names)}",
                " ".join(map(str, range(len(self.names)))),
                "OBJ max",
                _listed(gains),
                f"CON {self.given} {self.bounds}",
                *self.lines[: self.given],
                f"RTP range {found[0]} {found[1]}" if found is not None else "RTP infeas",
                *self._solution(point),
                f"DER {len(derived)}",
                *derived,
                "",
            ]
        )

    def _index(self, place: int) -> int:
        """The unknown that a column or piece is here."""
        if place < self.problem.columns:
            return place
        number, at = (int(each[0]) for each in apart(self.problem, np.array([place])))
        return self.pieces[number][at]

    def _solution(self, point: Sequence[int] | None) -> list[str]:
        if point is None:
            return ["SOL 0"]
        values = [*point, *[0] * (len(self.names) - len(point))]
        for number, columns in enumerate(self.members):
            count = sum(point[column] for column in columns)
            for column in self.pieces.get(number, range(0))[:count]:
                values[column] = 1
            if number in self.height:
                values[self.height[number]] = int(self.worths[number][:count].sum())
        return ["SOL 1", f"plan {_listed([(j, v) for j, v in enumerate(values) if v])}"]

    def _node(
        self, node: Mapping[str, Any], above: tuple[tuple[Cut, int], ...]
    ) -> tuple[int, int | None]:
        """Derive what a node of the certificate proves: the index, and the bound if any."""
        if "split" not in node:
            return self._leaf(node, above)
        if len(above) > _DEEPEST:
            raise ValueError("a certificate too deep")
        at, depth = node["at"], len(above)
        weights = {
            place: int(weight)
            for weight, names in node["split"].items()
            for name in names
            for place in (places(self.problem, name) if ">" in name else [self.column[name]])
        }
        columns = np.array(sorted(weights), np.int64)
        values = np.array([weights[column] for column in columns.tolist()], np.int64)
        terms = [(self._index(place), weights[place]) for place in columns.tolist()]
        proved: list[tuple[int, int]] = []
        bounds: list[int] = []
        for side, sense, lo, hi in (("le", "L", None, at), ("ge", "G", at + 1, None)):
            cut = Cut(f"branch:{depth}", columns, values, lo, hi)
            limit = at if lo is None else lo
            index = len(self.lines)
            self._derive(sense, limit, _listed(terms), "asm")
            ends, bound = self._node(node[side], (*above, (cut, index)))
            proved.append((ends, index))
            bounds += [] if bound is None else [bound]
        pairs = " ".join(f"{ends} {index}" for ends, index in proved)
        return self._conclude(max(bounds, default=None), f"uns {pairs}")

    def _leaf(
        self, node: Mapping[str, Any], above: Sequence[tuple[Cut, int]]
    ) -> tuple[int, int | None]:
        refutes = "farkas" in node
        multipliers: Mapping[str, int] = node["farkas" if refutes else "duals"]
        cuts = [cut for cut, _ in above]
        bound = upper_bound(self.problem, None if refutes else self.objective, cuts, multipliers)
        if refutes and bound.total >= 0:
            raise ValueError("a leaf that refutes nothing")
        parts = [*self._of_rows(multipliers), *self._of_branches(multipliers, above)]
        parts += self._of_columns(bound, refutes)
        weighed = _listed([(index, weight / SCALE) for index, weight in parts if weight])
        if refutes:
            return self._conclude(None, f"lin {weighed}", Fraction(bound.total, SCALE))
        way = "rnd" if bound.total % SCALE else "lin"
        return self._conclude(bound.value, f"{way} {weighed}")

    def _of_rows(self, multipliers: Mapping[str, int]) -> Iterable[tuple[int, Fraction]]:
        for row in self.problem.rows:
            weight = multipliers.get(row.name, 0)
            index = self.row.get((row.name, "L" if weight > 0 else "G"))
            if weight and index is not None:
                yield index, Fraction(weight)

    def _of_branches(
        self, multipliers: Mapping[str, int], above: Sequence[tuple[Cut, int]]
    ) -> Iterable[tuple[int, Fraction]]:
        for cut, index in above:
            weight = multipliers.get(cut.name, 0)
            if (cut.hi if weight > 0 else cut.lo) is not None:
                yield index, Fraction(weight)

    def _of_pieces(self, number: int, steps: Steps, best: int) -> Iterable[tuple[int, Fraction]]:
        """The most that any number of the class's items brings, and what each number loses.

        With P(n) what n items bring and M the most, the sum over pieces of P(n + 1) - P(n) is M
        times the first piece less M - P(n + 1) times each piece's lead over the next one.
        """
        equal, order = self.order[number]
        most, least = self.ends[number]
        sums = steps.sums[steps.start[number] : steps.start[number + 1]].tolist()
        yield equal, Fraction(best)
        yield most, Fraction(max(sums))
        for index, reached in zip([*order, least], sums[1:], strict=True):
            yield index, Fraction(reached - max(sums))

    def _of_columns(self, bound: Bound, refutes: bool) -> Iterable[tuple[int, Fraction]]:
        """Capacities at the best that is left; what an option loses against it, by `x >= 0`."""
        for group, columns in enumerate(self.members):
            best = int(bound.best[group])
            price = level = max(best, 0)
            if bound.steps is not None and group in self.pieces:
                yield from self._of_pieces(group, bound.steps, best)
                price, level = 0, best
            elif group in self.height and not refutes:
                lines, price, level = _mixed(self.curve[group], best)
                yield from lines
            yield self.capacity[group], Fraction(price)
            for column in columns:
                yield self.floor[column], Fraction(int(bound.profit[column]) - level)

    def _derive(self, sense: str, limit: int | Fraction, terms: str, reason: str) -> int:
        label = f"D{len(self.lines) - self.given}"
        self.lines.append(f"{label} {sense} {limit} {terms} {{ {reason} }} -1")
        return len(self.lines) - 1

    def _conclude(
        self, bound: int | None, reason: str, absurd: int | Fraction = -1
    ) -> tuple[int, int | None]:
        """A bound of the objective, or 0 <= a number below 0 where nothing is possible."""
        if bound is None:
            return self._derive("L", absurd, "0", reason), None
        return self._derive("L", bound, "OBJ", reason), bound


def _mixed(
    curve: Sequence[tuple[int, int]], best: int
) -> tuple[list[tuple[int, Fraction]], int, int]:
    """Lines that bound what a class brings beside its worth: the price, and what they leave.

    Items are taken while worth + best > 0. That ends where two lines meet, and their mean is even
    with `best`; or it never begins, below the first line; or it ends at the capacity, at a price.
    """
    pays = [SCALE * slope + best > 0 for _, slope in curve]
    if all(pays):
        index, slope = curve[-1]
        return [(index, Fraction(SCALE))], SCALE * slope + best, best
    if not pays[0]:
        index, slope = curve[0]
        return [(index, Fraction(SCALE))], 0, -SCALE * slope
    place = pays.index(False)
    (first, above), (second, below) = curve[place - 1], curve[place]
    part = Fraction(-best - SCALE * below, above - below)
    return [(first, part), (second, SCALE - part)], 0, best


def _listed(terms: Sequence[tuple[int, Any]]) -> str:
    """How many, then index and number of each."""
    return " ".join([str(len(terms)), *(f"{index} {number}" for index, number in terms)])
