"""A goal as a problem of the clearing, for its search in whole numbers and its branch trees."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from canje.base.people import Column, People
from canje.clear.bound import Cut
from canje.clear.classes import Classes, Ints
from canje.clear.level import Level
from canje.clear.problem import Matrix, Objective, Problem
from canje.clear.rows import Form, Row
from canje.stage.frame import Frame, Line
from canje.stage.relax import Goal
from canje.terms.moves import Moves

LARGEST = 6_000_000
"""Entries of the largest program that is searched in whole numbers."""


@frozen(eq=False)
class Staged(Problem):
    """The clearing's problem, whose columns are a flow's options in a stage."""

    frame: Frame

    def column_name(self, column: int) -> str:
        return self.frame.name(column)


def entries(goal: Goal) -> int:
    """How large the program is: every exposure counts all stages so far."""
    frame = goal.frame
    exposed = sum(
        (frame.start[n + 1] - frame.start[n]) * (frame.stages + 1) // 2
        for c in goal.ceilings
        for n, flow in enumerate(frame.task.flows)
        if flow.given(c.party) or flow.got(c.party)
    )
    return exposed + sum(len(line.columns) for line in frame.lines)


def level(goal: Goal, name: str) -> Level:
    """The goal as a level of the clearing."""
    frame = goal.frame
    lines = list(frame.lines)
    for ceiling in goal.ceilings:
        lines += frame.exposure_lines(ceiling)
    bare = Staged(
        classes=_classes(frame),
        capacity=frame.capacity,
        group=frame.group,
        auxiliaries=tuple(frame.switches),
        optional=frozenset(),
        rows=(),
        matrix=Matrix.of([], frame.width),
        lo=np.zeros(0, np.int64),
        hi=np.zeros(0, np.int64),
        objectives=(Objective(name, name, goal.objective),),
        frame=frame,
    )
    problem = bare.with_rows(map(_row, lines))
    cuts = tuple(Cut(c.name, c.columns, c.values, c.lo, c.hi) for c in goal.settled)
    return Level(problem, problem.objectives[0], cuts)


def _row(line: Line) -> Row:
    return Row(line.name, line.name, Form(line.columns, line.values), {}, line.lo, line.hi)


def _classes(frame: Frame) -> Classes:
    """Flows as classes: what the clearing reads of them is holders, and which columns are whose."""
    width = frame.start[-1]
    of: Ints = frame.group[:width]
    flows = frame.task.flows
    names = [f"c{number:08}" for number in range(len(flows))]
    people = People.of(names, {"holder": [flow.kinds[0].holder for flow in flows]})
    none = Column(("",), np.zeros(width, np.int32))
    columns = np.arange(width + 1, dtype=np.int64)
    size = np.array([flow.size for flow in flows], np.int64)
    return Classes(
        size=size,
        people=size,
        column_class=of,
        start=columns,
        move=columns[:-1],
        late=np.zeros((width, 2), np.int64),
        moves=Moves(people, of, none, none),
        item_start=np.zeros(len(flows) + 1, np.int64),
        item_person=np.zeros(0, np.int64),
        unit_size=np.ones(len(flows), np.int64),
        by_id=np.zeros(len(flows), np.bool_),
        facts=tuple({} for _ in flows),
    )
