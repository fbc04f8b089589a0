"""The levels as goals over a frame, and what a point in whole numbers is worth in each."""

from __future__ import annotations

import attrs
import numpy as np

from canje.clear.classes import Ints
from canje.stage.flows import Task
from canje.stage.frame import Frame, Line
from canje.stage.relax import FREED, Goal


def freeing(frame: Frame) -> Goal:
    """As many people freed as can be."""
    objective = np.zeros(frame.width, np.int64)
    for number, flow in enumerate(frame.task.flows):
        objective[frame.start[number] : frame.start[number + 1]] = flow.members
    return Goal(frame, objective, tuple(frame.limits()))


def everyone(frame: Frame) -> Line:
    """Everybody goes."""
    goal = freeing(frame)
    columns = np.flatnonzero(goal.objective)
    return Line(FREED, columns, goal.objective[columns], frame.task.people, None)


def most_calm(frame: Frame, task: Task) -> Goal:
    """The largest exposure as far below all that a party gives as can be."""
    most = max((task.given(party) for party in task.givers), default=0)
    own = attrs.evolve(frame, calm=most)
    objective = np.zeros(own.width, np.int64)
    objective[own.switches["calm"]] = 1
    ceilings = (*own.limits(), *own.peak(most))
    return Goal(own, objective, ceilings, (everyone(own),))


def held(frame: Frame, peak: int | None, objective: Ints, settled: tuple[Line, ...]) -> Goal:
    """An objective with the largest exposure held at a figure, if there is one."""
    ceilings = frame.limits() if peak is None else [*frame.limits(), *frame.peak(peak)]
    return Goal(frame, objective, tuple(ceilings), settled)


def earliness(frame: Frame, level: int) -> Ints:
    """For people of a level, how many stages before the last one each goes."""
    weights = frame.counted([flow.early(level) for flow in frame.task.flows])
    objective = np.zeros(frame.width, np.int64)
    for number, each in enumerate(weights):
        for option, weight in enumerate(each):
            span = frame.columns(number, option)
            objective[span] = weight * (frame.stages - frame.stage[span])
    return objective


def exposures(frame: Frame, point: Ints) -> dict[str, list[int]]:
    """For each party that gives, its exposure after each stage, in whole people rounded up."""
    sent = np.zeros((len(frame.task.flows), frame.stages + 1), np.int64)
    width = frame.start[-1]
    np.add.at(sent, (frame.group[:width], frame.stage), point[:width])
    table = {}
    for ceiling in frame.peak(0):
        given = np.array([flow.given(ceiling.party) for flow in frame.task.flows])
        got = np.array([flow.got(ceiling.party) for flow in frame.task.flows])
        out, back = np.cumsum(given @ sent), np.cumsum(got @ sent)
        worth = ceiling.worth
        table[ceiling.party] = [
            -((worth.given * int(back[t - 1]) - worth.got * int(out[t])) // worth.got)
            for t in range(1, frame.stages + 1)
        ]
    return table


def peak_of(frame: Frame, point: Ints) -> int:
    """The largest exposure of anybody after any stage."""
    return max((max(each, default=0) for each in exposures(frame, point).values()), default=0)


def allowed(goal: Goal, point: Ints) -> bool:
    """Whether a point in whole numbers meets every line, exactly."""
    frame = goal.frame
    for line in (*frame.lines, *goal.settled):
        total = int(line.values @ point[line.columns])
        if (line.lo is not None and total < line.lo) or (line.hi is not None and total > line.hi):
            return False
    after = exposures(frame, point)
    return all(max(after[c.party], default=0) <= c.at_most for c in goal.ceilings)
