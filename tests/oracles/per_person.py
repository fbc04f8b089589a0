"""A second oracle for a few hundred people: one unknown for each person's move, in CP-SAT.

Straight from the words of `canje.terms`, as brute force is, and by another solver than the
engine's; `either` and the rest are said with implications, not with big numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from attrs import field, frozen
from ortools.sat.python import cp_model

from canje.base.select import Selection
from canje.terms import term as kinds
from canje.terms.docket import Docket
from tests.oracles.brute import Facts, in_force, may_make, meets, moves_of, resolve, units


class Most(NamedTuple):
    """The largest number of people who can be freed lies from `found` to `bound`.

    Both are None where no plan is possible; they are equal where the solver is done.
    """

    found: int | None
    bound: int | None


def most_freed(docket: Docket, effort: float = 0.5) -> Most:
    """The largest number of people who can be freed.

    `effort` is CP-SAT's own count of its work, some seconds a unit, so that the answer is the same
    on every machine.
    """
    model = _Model.of(docket)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1  # the tests run side by side
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    model.cp.maximize(sum(model.goes))
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return Most(None, None)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Most(
        round(solver.objective_value) if found else None,
        math.floor(solver.best_objective_bound + 1e-6),
    )


@frozen(eq=False)
class _Model:
    facts: Mapping[str, str]
    cp: cp_model.CpModel = field(factory=cp_model.CpModel)
    moves: list[Facts] = field(factory=list)
    goes: list[cp_model.IntVar] = field(factory=list)
    outside: set[int] = field(factory=set)

    @classmethod
    def of(cls, docket: Docket) -> _Model:
        model = cls(docket.facts)
        for unit in units(docket):
            model.add_unit(docket, [moves_of(docket, person) for person in unit])
        musts = [rule for term, rule in in_force(docket) if term.force == "must"]
        for rule in musts:
            if isinstance(rule, kinds.Outside):
                model.outside.update(model.where(rule.of))
        for rule in musts:
            model.add(rule, [])
        return model

    def add_unit(self, docket: Docket, members: list[list[Facts]]) -> None:
        """All of them go, to one place, or none; whoever has no place written down goes along."""
        tied = [moves for moves in members if any(move["destination"] for move in moves)]
        if not all(members):
            return
        places = set.intersection(*({m["destination"] for m in each} for each in tied or members))

        def open_to(place: str, move: Facts) -> bool:
            return not tied or may_make(docket, {**move, "destination": place})

        along = [moves for moves in members if moves not in tied]
        places = {p for p in places if all(any(open_to(p, m) for m in each) for each in along)}
        if not places:
            return
        ways = []
        for moves in members:
            if moves in tied:
                able = [move for move in moves if move["destination"] in places]
            else:
                able = [move for move in moves if any(open_to(place, move) for place in places)]
            goes = [self.cp.new_bool_var("") for _ in able]
            self.cp.add_at_most_one(goes)
            self.moves.extend(able)
            self.goes.extend(goes)
            ways.append((moves in tied, able, goes))
        for held, able, goes in ways[1:]:
            self.cp.add(sum(goes) == sum(ways[0][2]))
            for place in sorted(places) if held else ():
                for other, theirs, also in ways:
                    if other:
                        self.cp.add(_to(place, able, goes) == _to(place, theirs, also))
        leads = next((way for way in ways if way[0]), None)
        for held, able, goes in ways if leads else ():
            for move, go in zip(able, goes, strict=True) if not held else ():
                for place in sorted(places):
                    if leads and not open_to(place, move):
                        self.cp.add(go + _to(place, leads[1], leads[2]) <= 1)

    def where(self, selection: Selection) -> list[int]:
        return [move for move, facts in enumerate(self.moves) if meets(selection, facts)]

    def add(self, rule: kinds.Rule | None, if_all: list[cp_model.IntVar]) -> None:
        """The rule holds wherever all these conditions do."""
        match resolve(rule, self.facts):
            case kinds.Ratio() | kinds.Tariff() as balance:
                self.balance(balance, if_all)
            case kinds.Count(of, at_least, at_most):
                self.between(self.where(of), at_least or 0, at_most, if_all)
            case kinds.Pool(of, choose, _):
                self.between(self.where(of), choose, choose, if_all)
            case kinds.All(of) | kinds.Outside(of):
                among = self.where(of)
                self.between(among, self.able(among), None, if_all)
            case kinds.AllOrNone(of):
                among = self.where(of)
                everyone = self.cp.new_bool_var("")
                able = self.able(among)
                self.between(among, able, None, [*if_all, everyone])
                self.between(among, 0, 0, [*if_all, everyone.negated()])  # type: ignore[list-item]
            case kinds.Named(people):
                wanted = set(people)
                among = [m for m, facts in enumerate(self.moves) if facts["id"] in wanted]
                self.between(among, len(wanted), None, if_all)
            case kinds.Never(of):
                self.between(self.where(of), 0, 0, if_all)
            case kinds.Either(rules):
                holds = [self.cp.new_bool_var("") for _ in rules]
                self.cp.add_bool_or(holds).only_enforce_if(if_all)
                for alternative, condition in zip(rules, holds, strict=True):
                    self.add(alternative, [*if_all, condition])
            case _:
                pass  # together stands in the units; the rest is the handover's

    def able(self, among: list[int]) -> int:
        return len({self.moves[move]["id"] for move in among})

    def between(
        self, among: list[int], low: int, high: int | None, if_all: list[cp_model.IntVar]
    ) -> None:
        count = cp_model.LinearExpr.sum([self.goes[move] for move in among])
        high = len(self.moves) if high is None else high
        self.cp.add(count >= low).only_enforce_if(if_all)
        self.cp.add(count <= high).only_enforce_if(if_all)

    def balance(self, rule: kinds.Ratio | kinds.Tariff, if_all: list[cp_model.IntVar]) -> None:
        goes: list[cp_model.IntVar] = []
        worths: list[int] = []
        for side, times in ((rule.give, rule.got), (rule.get, -rule.given)):
            for move in self.where(side):
                if move not in self.outside:
                    worth = 1
                    if isinstance(rule, kinds.Tariff):
                        worth = rule.table[self.moves[move][rule.column]]
                    goes.append(self.goes[move])
                    worths.append(times * worth)
        difference = cp_model.LinearExpr.weighted_sum(goes, worths)
        if rule.how != "at-least":
            self.cp.add(difference <= 0).only_enforce_if(if_all)
        if rule.how != "at-most":
            self.cp.add(difference >= 0).only_enforce_if(if_all)


def _to(place: str, moves: list[Facts], goes: list[cp_model.IntVar]) -> cp_model.LinearExpr:
    there = zip(moves, goes, strict=True)
    return cp_model.LinearExpr.sum([go for move, go in there if move["destination"] == place])
