"""The fewest stages, then the smallest largest exposure, then law's first ones early; each proved.

A bound on stages is a proof that one fewer does not free everybody. It comes from the relaxation
where that is enough, which it mostly is, and else from a branch tree. A plan of stages comes from
rounding the relaxation's fractions stage by stage (`settle`), or else from the clearing's search.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import numpy as np
from attrs import frozen

from canje.clear.branch import Tree, grow
from canje.clear.classes import Ints
from canje.clear.level import Incumbent, Relaxation
from canje.clear.search import Effort, search
from canje.clear.solver import Floats, Solver, Stop
from canje.stage.flows import Flow, Task
from canje.stage.frame import Frame, Line
from canje.stage.goals import allowed, earliness, everyone, freeing, held, most_calm, peak_of
from canje.stage.relax import Goal, proved, relax
from canje.stage.settle import settled
from canje.stage.whole import LARGEST, entries, level

_COLUMNS = 300_000
"""Columns of the largest relaxation that is tried."""

_TRIES = 8
"""Numbers of stages tried above the bound, ever further apart, before a search gives up."""

_FEW = 40
"""Up to so many stages at most, it is asked early whether even those are too few."""

_TURNS = 7
"""Turns of an order that are compared, if none of them costs nothing."""

_NEARLY = 1e-6
_WORK = 30_000_000


@frozen
class Proof:
    """One level's value and the bound that the certificate's entry shows."""

    level: str
    value: int | None
    bound: int | None
    entry: dict[str, Any] | None = None


@frozen(eq=False)
class Found:
    """What the search found: a point over a frame, or none; and a proof a level.

    `refuted`: no number of stages up to it frees everybody; `closed`: none at all does within the
    limit that was asked for (or of any length, where no limit was).
    """

    frame: Frame | None
    point: Ints | None
    refuted: int
    proofs: tuple[Proof, ...]
    closed: bool = False


class Search:
    """One search; `most` is the largest number of stages that is of interest.

    `possible` takes the solver's word that there is nothing; all else is proved.
    """

    def __init__(self, task: Task, solver: Solver, stop: Stop, most: int | None = None) -> None:
        self.trusting = False
        self.tried: set[tuple[int, tuple[int, ...], bytes]] = set()
        self.task, self.solver, self.stop = task, solver, stop
        items = sum(flow.size for flow in task.flows)
        self.cap = items if most is None else min(most, items)
        self.merged, self.legless = _merged(task), _merged(_legless(task))
        self.refuted = 0
        self.entry: dict[str, Any] | None = None

    def run(self) -> Found:
        """All levels, one after the other."""
        if not self.task.people:
            frame = Frame(self.task, 0)
            return Found(frame, np.zeros(0, np.int64), 0, (Proof("stages", 0, 0),))
        best = self.fewest()
        if best is None:
            bound = self.refuted + 1
            return Found(
                None,
                None,
                self.refuted,
                (Proof("stages", None, bound, self.entry),),
                self.refuted >= self.cap,
            )
        stages = Proof("stages", best[0].stages, self.refuted + 1, self.entry)
        return self._levels(*best, stages)

    def possible(self) -> bool | None:
        """Whether everybody can go within the cap; None where that stayed open."""
        self.trusting = True
        if not self.task.people:
            return True
        if self._refutes(self.cap):
            return False
        few = self.cap <= _FEW  # whatever can be done in fewer stages can be done in these
        found = self._whole(self.cap) if few else self.fewest()
        if found is not None:
            return True
        return False if self.refuted >= self.cap else None

    def fewest(self) -> tuple[Frame, Ints] | None:
        """A point in as few stages as can be found; what is refuted on the way is kept."""
        self._relaxed()
        stages, step = self.refuted + 1, 1
        for _ in range(_TRIES):
            if stages > self.cap or self.stop():
                break
            found = self._whole(stages)
            if found is not None:
                return found
            if self.refuted < stages:
                step *= 2
            elif stages < self.cap <= _FEW and self._hopeless():
                break
            stages = min(max(stages, self.refuted) + step, max(self.cap, stages + 1))
        return None

    def _hopeless(self) -> bool:
        """Whether even as many stages as there may be are refuted."""
        return self._whole(self.cap) is None and self.refuted == self.cap

    def _relaxed(self) -> None:
        """The most stages that the relaxation refutes: doubled until it cannot, then halved."""
        low, high = self.refuted, self._least()
        while high < self.cap and self._refutes(high):
            low, high = high, min(2 * high, self.cap)
        if high == self.cap and self._refutes(high):
            return
        while high - low > 1 and not self.stop():
            middle = (low + high) // 2
            if self._refutes(middle):
                low = middle
            else:
                high = middle

    def _least(self) -> int:
        """A number of stages to begin with, by seats alone: nothing rests on it."""
        load: dict[str, float] = {}
        for flow in self.task.flows:
            for each in flow.loads:
                for leg, people in each.items():
                    load[leg] = load.get(leg, 0.0) + people * flow.size / len(flow.loads)
        most = [load[leg] / self.task.seats[leg] for leg in load]
        return max(1, min(int(max(most, default=1.0)), self.cap))

    def _refutes(self, stages: int) -> bool:
        """Whether multipliers show that so many stages are too few; they are kept, if so."""
        if stages <= self.refuted:
            return True
        for task in (self.legless, self.merged):
            frame = Frame(task, stages)
            if frame.width > _COLUMNS:
                continue
            goal = freeing(frame)
            bound, used = proved(goal, {})  # who has no way, or no turn, in any stage
            if bound >= self.task.people:
                answer = relax(goal, self.solver, self.stop)
                if answer is None:
                    return False
                bound, used = proved(goal, answer.multipliers)
            if bound < self.task.people:
                self._keep(stages, bound, {"duals": used})
                return True
        return False

    def _keep(self, stages: int, bound: int, tree: Tree) -> None:
        self.refuted = stages
        self.entry = {"level": "stages", "stages": stages, "bound": bound, "tree": tree}

    def _whole(self, stages: int) -> tuple[Frame, Ints] | None:
        """A point in so many stages, or a tree that refutes them, or neither."""
        frame = Frame(self.task, stages)
        if frame.width > _COLUMNS:
            return None
        guides = self._guides(frame)
        for guide in guides:
            point = self._round(guide)
            if point is not None:
                return frame, point
        goal = attrs.evolve(freeing(frame), settled=(everyone(frame),))
        if entries(goal) > LARGEST or self.stop():
            return None
        whole = level(goal, "freed")
        nodes = _nodes(goal)
        found = self.solver.integer(whole.program(), self.stop, nodes)
        if found.point is not None and whole.allows(found.point):
            return frame, found.point[: frame.width]
        if self.trusting and found.finished:
            self.refuted = stages
        else:
            self._refute(frame, nodes)
        return None

    def _refute(self, frame: Frame, nodes: int) -> None:
        """Grow a tree that shows that not everybody can go."""
        whole = level(freeing(frame), "freed")
        best = Incumbent(whole)
        best.value = self.task.people - 1
        tree, bound = grow(Relaxation(whole, self.solver), best, self.stop, nodes)
        bound = 0 if bound is None else bound
        if best.point is None and bound < self.task.people:
            self._keep(frame.stages, bound, tree)

    def _guides(self, frame: Frame) -> list[Goal]:
        """Goals whose fractions are worth pacing, the best first: calm, and law's first early."""
        calm = most_calm(frame, self.task)
        answer = relax(calm, self.solver, self.stop)
        if answer is None or answer.point is None:
            return []
        ordered = self._ordered(calm, answer.point)
        if ordered is None:
            return []
        calm, wish = ordered
        reached = float(calm.objective @ wish)
        least = int(np.ceil((calm.frame.calm or 0) - reached - 1e-6))
        guides = []
        for peak in sorted({least, least + 1, least + 2, least + 1 + least // 50}):
            goal = held(frame, peak, self._early(frame), (everyone(frame),))
            guides.append(attrs.evolve(goal, fixed=_of(calm, frame)))
        goal = held(frame, None, self._early(frame), (everyone(frame),))
        return [*guides, attrs.evolve(goal, fixed=_of(calm, frame))]

    def _ordered(self, goal: Goal, point: Floats) -> tuple[Goal, Floats] | None:
        """The goal with each order's turn settled, one after the other: the calmest that is near.

        An order's turn is the stage by whose end all who go first are gone. The fractions say
        where it may be; from there ever farther turns are tried, until some have left a way or one
        costs nothing.
        """
        for order in self.task.orders:
            best: tuple[float, Goal, Floats] | None = None
            free, ways = float(goal.objective @ point), 0
            for own in _turns(goal, order, point):
                answer = relax(own, self.solver, self.stop)
                if answer is not None and answer.point is not None:
                    ways += 1
                    calm = float(goal.objective @ answer.point)
                    if best is None or calm > best[0] + _NEARLY:
                        best = (calm, own, answer.point)
                if best is not None and (
                    ways == _TURNS or int(best[0] + _NEARLY) >= int(free + _NEARLY) or self.stop()
                ):
                    break
            if best is None:
                return None
            _, goal, point = best
        return goal, point

    def _early(self, frame: Frame) -> Ints:
        """All levels of law at once, the first ones heavier: a guide and no proof."""
        weight = np.zeros(frame.width, np.int64)
        for number in range(len(self.task.early)):
            weight = 4 * weight + earliness(frame, number)
        return weight

    def _round(self, goal: Goal) -> Ints | None:
        """Whole numbers for a goal, stage by stage; no goal is tried twice."""
        limits = tuple(ceiling.at_most for ceiling in goal.ceilings)
        key = (goal.frame.stages, limits, goal.objective.tobytes())
        if key in self.tried:
            return None
        self.tried.add(key)
        answer = relax(goal, self.solver, self.stop)
        if answer is None or answer.point is None:
            return None
        found = settled(goal, answer.point, self.solver, self.stop)
        return found if found is not None and allowed(goal, found) else None

    def _levels(self, frame: Frame, point: Ints, stages: Proof) -> Found:
        """Make the point better, level by level, and prove what it reaches."""
        proofs = [stages]
        peak = peak_of(frame, point)
        if self.task.givers:
            calm = most_calm(frame, self.task)
            start = np.append(point, (calm.frame.calm or 0) - peak)
            best, bound, tree = self._improve(calm, start, "exposure")
            point = best[: frame.width]
            peak = peak_of(frame, point)
            top = calm.frame.calm or 0
            least = None if bound is None else top - bound
            entry = None
            if tree is not None and bound is not None:
                entry = {"level": "exposure", "stages": frame.stages, "bound": least, "tree": tree}
            proofs.append(Proof("exposure", peak, least, entry))
        settled = [everyone(frame)]
        for number, name in enumerate(self.task.early):
            goal = held(frame, peak, earliness(frame, number), tuple(settled))
            point, bound, tree = self._improve(goal, point, name)
            value = goal.value(point)
            entry = None
            if tree is not None and bound is not None:
                entry = {"level": name, "stages": frame.stages, "bound": bound, "tree": tree}
            proofs.append(Proof(name, value, bound, entry))
            columns = np.flatnonzero(goal.objective)
            line = Line(f"level:{name}", columns, goal.objective[columns], value, None)
            settled.append(line)
        return Found(frame, point, self.refuted, tuple(proofs))

    def _improve(self, goal: Goal, start: Ints, name: str) -> tuple[Ints, int | None, Tree | None]:
        """The best point of a goal from a start, its bound, and the tree that shows the bound."""
        value = goal.value(start)
        answer = relax(goal, self.solver, self.stop) if not self.stop() else None
        if answer is None or answer.point is None:
            return start, None, None
        bound, used = proved(goal, answer.multipliers)
        tree: Tree = {"duals": used}
        if bound > value and goal.frame.calm is None:
            fixed = {
                column: int(start[column])
                for switch, column in goal.frame.switches.items()
                if switch.startswith("done:")
            }
            point = self._round(attrs.evolve(goal, fixed=fixed))
            if point is not None and goal.value(point) > value:
                start, value = point, goal.value(point)
        if bound <= value or entries(goal) > LARGEST or self.stop():
            return start, max(bound, value), tree
        nodes = _nodes(goal)
        effort = Effort(core_nodes=nodes, tree_nodes=nodes)
        found = search(level(goal, name), self.solver, self.stop, start, effort)
        point = start if found.point is None else found.point[: goal.frame.width]
        if found.bound is not None and found.tree is not None and found.bound < bound:
            bound, tree = found.bound, found.tree
        return point, max(bound, goal.value(point)), tree


def _turns(goal: Goal, order: str, point: Floats) -> Iterator[Goal]:
    """The goal with an order's turn settled, the likeliest first."""
    frame = goal.frame
    switches = [frame.switches[f"done:{order}:{t}"] for t in range(1, frame.stages)]
    near = next((t for t, at in enumerate(switches, 1) if point[at] > 0.5), frame.stages - 1)
    for turn in sorted(range(1, frame.stages), key=lambda t: (abs(t - near), t)):
        fixed = {at: int(t >= turn) for t, at in enumerate(switches, 1)}
        yield attrs.evolve(goal, fixed={**goal.fixed, **fixed})


def _of(goal: Goal, frame: Frame) -> dict[int, int]:
    """What is fixed in one goal, for a frame that differs in `calm` only, its last column."""
    return {column: value for column, value in goal.fixed.items() if column < frame.width}


def _nodes(goal: Goal) -> int:
    return max(20, min(2_000, _WORK // max(entries(goal), 1)))


def _legless(task: Task) -> Task:
    """The task as if seats were no matter: what exposures and orders say alone is quick to ask."""
    flows = tuple(
        attrs.evolve(flow, options=flow.options[:1], loads=({},) * len(flow.options[:1]))
        for flow in task.flows
    )
    return attrs.evolve(task, flows=flows, seats={}, sets=())


def _merged(task: Task) -> Task:
    """Flows that no line tells apart as one: only what law puts first does, and that comes later.

    Their items count in every line alike, so that multipliers prove the same for both tasks.
    """
    parties = task.givers
    alike: dict[tuple[object, ...], list[Flow]] = {}
    for flow in task.flows:
        key = (
            flow.members,
            tuple(tuple(load.items()) for load in flow.loads),
            tuple((flow.given(party), flow.got(party)) for party in parties),
            tuple(sorted(flow.first)),
            tuple(sorted(flow.then)),
        )
        alike.setdefault(key, []).append(flow)
    flows = tuple(
        attrs.evolve(group[0], items=tuple(item for flow in group for item in flow.items))
        for group in alike.values()
    )
    return attrs.evolve(task, flows=flows)
