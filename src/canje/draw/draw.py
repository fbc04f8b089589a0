"""The draw of a plan: its lottery published with it, and then a seed that decides it.

`prepare` gives a plan its lottery, before there is any seed; `draw` takes such a plan and a seed
to the people who go and to those who stand by. The second needs no solver: who has the prepared
plan, the case and the seed can repeat it to the byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import attrs
import numpy as np

from canje.clear.classes import Ints
from canje.clear.explain import point_of
from canje.clear.plan import Picked, Plan
from canje.clear.problem import worth_of_people
from canje.clear.publish import Chosen, Order, Shown, nobody
from canje.clear.question import Question
from canje.clear.reasons import Reason
from canje.clear.search import Effort
from canje.clear.solver import Solver, Stop
from canje.clear.wishes import granted
from canje.draw.bands import Bands, banded
from canje.draw.contest import Contest
from canje.draw.held import Choice, held, spans
from canje.draw.lottery import Lottery, NoLottery, lottery
from canje.draw.stream import Luck, Seeded
from canje.draw.table import told
from canje.terms.docket import DESK, Docket, Prefer

MOST_BANDS = 20_000
"""Bands beyond which only ties at the boundary of the plan's own counts are drawn."""


def prepare(
    question: Question,
    plan: Plan,
    solver: Solver,
    stop: Stop,
    choices: Sequence[Choice] = (),
    effort: Effort | None = None,
) -> Plan:
    """Find the fairest lottery among all plans as good as this one, and write it into the plan.

    NoLottery where there is nothing to draw from, or a choice is missing.
    """
    docket, problem = question.docket, question.published.problem
    if problem.digest() != plan.problem_digest:
        raise NoLottery("the plan was made from another state of this case")
    if not plan.people:
        raise NoLottery("the plan frees nobody")
    if plan.draw is not None and plan.draw["seed"] is not None:
        raise NoLottery("the plan is drawn already")
    kept = held(docket, question, plan, choices)
    worth = _worth(docket)
    bands = banded(problem, worth)
    start = point_of(question, plan)
    unproved = not all(each.proved for each in plan.objective)
    by_word = worth is not None or problem.optional  # levels that a count may pass unseen
    if (unproved and by_word) or (worth is not None and bands.width > MOST_BANDS):
        found = _alone(bands, start)
    else:
        contest = Contest(
            bands,
            (*bands.level_cuts([each.value for each in plan.objective]), *bands.held(kept.sums)),
            np.flatnonzero(~np.isin(bands.klass, list(kept.classes))),
            solver,
            stop,
        )
        found = lottery(contest, bands.over(start), effort)
    return attrs.evolve(plan, draw={"lottery": told(docket, plan, bands, found, kept), **_UNDRAWN})


_UNDRAWN = dict.fromkeys(("seed", "ceremony", "outcome", "ticket", "reserves"))


def _worth(docket: Docket) -> Ints | None:
    preferred = [level.column for level in docket.levels if isinstance(level, Prefer)]
    return worth_of_people(preferred[0], docket) if preferred else None


def _alone(bands: Bands, start: Ints) -> Lottery:
    """The plan's own counts as the one row of the table; only ties are left to the seed."""
    freed = bands.freed(start[None, :])[0].tolist()
    chances = tuple(Fraction(a, b) for a, b in zip(freed, bands.size.tolist(), strict=True))
    return Lottery("plan", (bands.row(start),), (1,), chances, (), False, Fraction(0))


def draw(
    question: Question, prepared: Plan, seed: bytes, ceremony: dict[str, Any] | None = None
) -> Plan:
    """Decide a prepared plan by a seed; ValueError where the seed or the plan is none.

    `ceremony` is how the seed came about (`canje.draw.ceremony`), to stand in the plan.
    """
    return decide(question, prepared, Seeded(seed), {"seed": seed.hex(), "ceremony": ceremony})


def decide(question: Question, prepared: Plan, luck: Luck, whence: dict[str, Any]) -> Plan:
    """The plan as luck has it; `whence` says in it where the luck came from."""
    if prepared.draw is None or prepared.draw["seed"] is not None:
        raise ValueError("the plan has no lottery that could be drawn")
    made = prepared.draw["lottery"]
    ticket = luck.ticket(made["tickets"])
    outcome = row_of(made["outcomes"], ticket)
    return _Drawing(question, prepared, luck).plan(outcome, ticket, whence)


def row_of(outcomes: Sequence[dict[str, Any]], ticket: int) -> int:
    """The row that has the ticket; tickets are counted from 0, the first row's first."""
    for number, each in enumerate(outcomes):
        ticket -= each["tickets"]
        if ticket < 0:
            return number
    raise ValueError("no row has this ticket")


class _Lots(Order):
    """The order within a class that luck gives."""

    def __init__(self, docket: Docket, luck: Luck) -> None:
        super().__init__(docket, "")
        self.luck = luck

    def keys(self, rows: Ints) -> list[bytes]:
        return [self.luck.place(self.ids[row]) for row in rows.tolist()]


class _Drawing:
    def __init__(self, question: Question, prepared: Plan, luck: Luck) -> None:
        self.question, self.prepared = question, prepared
        self.docket, self.problem = question.docket, question.published.problem
        self.classes = self.problem.classes
        if self.problem.digest() != prepared.problem_digest:
            raise ValueError("the plan was made from another state of this case")
        self.made: dict[str, Any] = (prepared.draw or {})["lottery"]
        self.held = {each["class"]: each["by"] for each in self.made["held"]}
        chosen = (person for each in self.made["choices"] for person in each["people"])
        self.chosen = frozenset(chosen)
        self.order = _Lots(self.docket, luck)
        self.move = nobody(self.problem).move
        self.reserves: dict[str, list[str]] = {}

    def plan(self, outcome: int, ticket: int, whence: dict[str, Any]) -> Plan:
        counts = np.array(self.made["outcomes"][outcome]["counts"], np.int64)
        picked: list[Picked] = []
        going = self.prepared.people if self.held else ()
        gone = {each.id: (each.beneficiary, each.destination) for each in going}
        for number, (first, last) in enumerate(spans(self.classes)):
            entry = self.prepared.classes[number]
            by = self.held.get(entry.id)
            members = self.classes.members(number)
            if by is None:
                everyone = counts[first:last].max(initial=0) == len(members)
                ranked = members if everyone else self.order.ranked(members)
                self._stand_by(entry.id, ranked[self._fill(ranked, first, counts[first:last]) :])
                picked.append("draw")
            elif by in ("order", DESK):
                self._keep(number, gone)
                picked.append(entry.picked)
            else:
                ids = self.docket.people.ids
                named = [row for row in members.tolist() if ids[row[0]] in self.chosen]
                self._fill(np.array(named, np.int64).reshape(len(named), -1), first,
                           counts[first:last])  # fmt: skip
                picked.append("choice")
        none = np.zeros(len(self.problem.auxiliaries), np.int64)
        point = granted(self.problem, np.concatenate([counts, none]))
        chosen = Chosen(self.classes, self.move, point[len(counts) :])
        seed_text = self.prepared.problem_digest
        shown = Shown(self.docket, self.question.published, chosen, seed_text, picked)
        return attrs.evolve(
            self.prepared,
            freed=chosen.count,
            people=shown.people(),
            left_out=shown.left_out(self._reasons()),
            classes=shown.classes(),
            terms=shown.terms(shown.point),
            draw={
                "lottery": self.made,
                **whence,
                "outcome": outcome,
                "ticket": ticket,
                "reserves": self.reserves,
            },
        )

    def _fill(self, ranked: Ints, first: int, counts: Ints) -> int:
        """Give the options of a class to its first items, as listed; how many items that takes."""
        start = 0
        for column, count in enumerate(counts.tolist(), start=first):
            option = self.classes.move[self.classes.start[column] : self.classes.start[column + 1]]
            self.move[ranked[start : start + count]] = option
            start += count
        return start

    def _stand_by(self, name: str, rest: Ints) -> None:
        if len(rest):
            ids = self.docket.people.ids
            self.reserves[name] = [ids[row] for row in rest.min(axis=1).tolist()]

    def _keep(self, number: int, gone: dict[str, tuple[str, str]]) -> None:
        """Everyone of a class does what the plan says."""
        classes, ids = self.classes, self.docket.people.ids
        first, last = spans(classes)[number]
        ways = {classes.option(column): column for column in range(first, last)}
        for item in classes.members(number).tolist():
            if ids[item[0]] in gone:
                column = ways[tuple(gone[ids[row]] for row in item)]
                self.move[item] = classes.move[classes.start[column] : classes.start[column + 1]]

    def _reasons(self) -> list[Reason]:
        """A class that has a chance is left out by the draw; of the others the plan's reasons hold,
        for they are reasons against every plan as good.
        """
        given = {
            each.klass: Reason(each.reason, each.by, each.ref, each.terms)
            for each in self.prepared.left_out
            if each.klass is not None
        }
        hope = {each["class"] for each in self.made["chances"] if each["chance"][0]}
        return [
            Reason("draw") if each.id in hope else given.get(each.id, Reason("draw"))
            for each in self.prepared.classes
        ]
