"""From a plan of stages in fractions to one in whole people, stage by stage.

The fractions say how far each flow, each party and each leg should be after every stage. A small
integer program a stage keeps to that as closely as whole people can: seats and exposures hold
exactly, and what has gone so far stays between the wished amount rounded down and rounded up where
it can (the idea of dependent rounding: Budish, Che, Kojima and Milgrom, AER 2013).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from canje.clear.classes import Ints
from canje.clear.solver import Floats, Program, Solver, Stop
from canje.stage.frame import Ceiling, Frame

_NEAR = 1e-6
_NODES = 30
_OFF, _FAR_OFF, _NEARER = 20.0, 60.0, 5.0
"""What an item too many or too few costs, one of a leg or a party, and what keeping close earns."""


class Walk:
    """Where everybody stands after the stages so far."""

    def __init__(
        self, frame: Frame, ceilings: Sequence[Ceiling], wish: Floats, solver: Solver
    ) -> None:
        self.frame, self.ceilings, self.solver = frame, ceilings, solver
        self.flows = frame.task.flows
        self.point = np.zeros(frame.width, np.int64)
        self.left = np.array([flow.size for flow in self.flows], np.int64)
        self.pairs = [(n, k) for n, flow in enumerate(self.flows) for k in range(len(flow.options))]
        self.flow = np.array([n for n, _ in self.pairs], np.int64)
        self.gone = np.zeros(len(self.pairs))
        self.wish(wish)
        self.first, self.last = self._spans(wish)
        orders = range(len(frame.task.orders))
        self.ahead = [np.array([n in f.first for f in self.flows])[self.flow] for n in orders]
        parties = sorted({ceiling.party for ceiling in ceilings})
        self.given = {p: np.array([f.given(p) for f in self.flows])[self.flow] for p in parties}
        self.got = {p: np.array([f.got(p) for f in self.flows])[self.flow] for p in parties}
        loads = [self.flows[n].loads[k] for n, k in self.pairs]
        self.load = {
            leg: weights
            for leg in frame.task.seats
            if (weights := np.array([each.get(leg, 0) for each in loads])).any()
        }

    def wish(self, wish: Floats) -> None:
        """Take up what is wished: by option and stage, how many should have gone."""
        table = np.zeros((len(self.pairs), self.frame.stages + 1))
        for place, (flow, option) in enumerate(self.pairs):
            first, last = self.frame.span(flow)
            table[place, first : last + 1] = wish[self.frame.columns(flow, option)]
        self.wished = np.cumsum(table, axis=1)

    def _spans(self, wish: Floats) -> tuple[Ints, Ints]:
        """The stages open to each flow, the orders settled where the wish settles them."""
        task = self.frame.task
        spans = np.array([self.frame.span(n) for n in range(len(self.flows))]).reshape(-1, 2)
        for number, order in enumerate(task.orders):
            done = [
                t
                for t in range(1, self.frame.stages)
                if wish[self.frame.switches[f"done:{order}:{t}"]] > 0.5
            ]
            cut = done[0] if done else self.frame.stages - 1
            for n, flow in enumerate(self.flows):
                if number in flow.first:
                    spans[n, 1] = min(spans[n, 1], cut)
                if number in flow.then:
                    spans[n, 0] = max(spans[n, 0], cut + 1)
            for t in range(cut, self.frame.stages):
                self.point[self.frame.switches[f"done:{order}:{t}"]] = 1
        return spans[:, 0], spans[:, 1]

    def next(self, t: int, stop: Stop) -> Ints | None:
        """The point with a stage sent off, nobody gone yet; None where it cannot be done."""
        found = self.solver.integer(_Step(self, t).program(), stop, _NODES)
        if found.point is None:
            return None
        point = self.point.copy()
        for place in np.flatnonzero(found.point[: len(self.pairs)]).tolist():
            flow, option = self.pairs[place]
            first, _ = self.frame.span(flow)
            point[self.frame.columns(flow, option).start + t - first] = found.point[place]
        for number in range(1, len(self.frame.sets) + 1):
            if found.point[len(self.pairs) + number - 1]:
                point[self.frame.switches[f"set:{number}@{t}"]] = 1
                point[self.frame.switches[f"uses:{number}"]] += 1
        return point

    def take(self, t: int, point: Ints) -> None:
        """Let those go whom the point sends in a stage."""
        self.point = point
        for place, (flow, option) in enumerate(self.pairs):
            first, last = self.frame.span(flow)
            if first <= t <= last:
                sent = int(point[self.frame.columns(flow, option).start + t - first])
                self.left[flow] -= sent
                self.gone[place] += sent


class _Step:
    """The program of one stage: who goes by which option, which set of legs runs, what is off."""

    def __init__(self, walk: Walk, t: int) -> None:
        self.walk, self.t = walk, t
        count, sets = len(walk.pairs), walk.frame.sets
        open_ = (walk.first[walk.flow] <= t) & (t <= walk.last[walk.flow])
        self.upper = [
            *np.where(open_, walk.left[walk.flow], 0).astype(float).tolist(),
            *[1.0] * len(sets),
        ]
        ahead = np.clip(walk.wished[:, t] - walk.gone, -1.0, 1.0)
        self.objective = [*(_NEARER * ahead).tolist(), *[0.0] * len(sets)]
        self.rows: list[tuple[Ints, Floats, float, float]] = []
        self.count = count
        self._everyone()
        self._seats()
        self._ceilings()

    def _everyone(self) -> None:
        """Each flow near its wished amount; all that is left of it in its last stage."""
        walk = self.walk
        for flow in np.flatnonzero(walk.left).tolist():
            places = np.flatnonzero(walk.flow == flow)
            if not len(places) or not any(self.upper[place] for place in places.tolist()):
                continue
            ones = np.ones(len(places))
            if self.t == walk.last[flow]:
                left = float(walk.left[flow])
                self.rows.append((places, ones, left, left))
            else:
                cost = _OFF * walk.flows[flow].members
                self._near(places, ones, walk.wished[places, self.t].sum(), cost)

    def _near(self, places: Ints, weights: Floats, wished: float, cost: float) -> None:
        """What will have gone lies between the wish rounded down and up, or that costs."""
        gone = float(weights @ self.walk.gone[places])
        over, under = len(self.upper), len(self.upper) + 1
        self.upper += [np.inf, np.inf]
        self.objective += [-cost, -cost]
        self.rows.append(
            (
                np.concatenate([places, [over, under]]),
                np.concatenate([weights, [-1.0, 1.0]]),
                np.floor(wished + _NEAR) - gone,
                np.ceil(wished - _NEAR) - gone,
            )
        )

    def _seats(self) -> None:
        walk, sets = self.walk, self.walk.frame.sets
        bound = frozenset().union(*sets)
        if sets:
            self.rows.append((self.count + np.arange(len(sets)), np.ones(len(sets)), -np.inf, 1.0))
        for leg, load in walk.load.items():
            places = np.flatnonzero(load)
            weights, seats = load[places].astype(float), float(walk.frame.task.seats[leg])
            if leg in bound:
                runs = [self.count + n for n, legs in enumerate(sets) if leg in legs]
                columns = np.concatenate([places, np.array(runs, np.int64)])
                values = np.concatenate([weights, np.full(len(runs), -seats)])
                self.rows.append((columns, values, -np.inf, 0.0))
            else:
                self.rows.append((places, weights, -np.inf, seats))
            wished = float(weights @ walk.wished[places, self.t])
            self._near(places, weights, wished, _FAR_OFF)
            for ahead in walk.ahead:
                places = np.flatnonzero(load * ahead)
                if len(places):
                    weights = load[places].astype(float)
                    wished = float(weights @ walk.wished[places, self.t])
                    self._near(places, weights, wished, 2 * _FAR_OFF)

    def _ceilings(self) -> None:
        walk = self.walk
        near: set[str] = set()
        for ceiling in walk.ceilings:
            given, got = walk.given[ceiling.party], walk.got[ceiling.party]
            worth = ceiling.worth
            so_far = worth.got * (given @ walk.gone) - worth.given * (got @ walk.gone)
            places = np.flatnonzero(given)
            limit = worth.got * ceiling.at_most - so_far
            weights = worth.got * given[places].astype(float)
            self.rows.append((places, weights, -np.inf, float(limit)))
            if ceiling.party in near:
                continue
            near.add(ceiling.party)
            for side in (given, got):
                places = np.flatnonzero(side)
                weights = side[places].astype(float)
                wished = float(weights @ walk.wished[places, self.t])
                self._near(places, weights, wished, _FAR_OFF)

    def program(self) -> Program:
        columns = np.concatenate([np.zeros(0, np.int64), *[row[0] for row in self.rows]])
        values = np.concatenate([np.zeros(0), *[row[1] for row in self.rows]])
        rows = np.repeat(np.arange(len(self.rows)), [len(row[0]) for row in self.rows])
        order = np.lexsort((rows, columns))
        counts = np.bincount(columns.astype(np.int64), minlength=len(self.upper))
        return Program(
            np.array(self.objective),
            np.zeros(len(self.upper)),
            np.array(self.upper),
            np.concatenate([[0], np.cumsum(counts)]),
            rows[order],
            values[order],
            np.array([row[2] for row in self.rows]),
            np.array([row[3] for row in self.rows]),
        )
