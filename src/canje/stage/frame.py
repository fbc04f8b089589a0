"""Flows over stages as an integer program: what is unknown, and every line that binds it.

Unknown are y, how many items of a flow take an option in a stage, and a few switches:

- `done:ORDER:t` is 1 where all who go first in an order are gone by the end of stage t;
- `set:s@t` is 1 where stage t runs the legs of the s-th set of `simultaneous`, and `uses:s` says
  how many stages do;
- `calm` (in the level `exposure`) says how far the largest exposure stays below a figure.

Lines are named, so that a certificate can speak of them (docs/stages.md). An exposure counts all
stages so far; for a solver that is written as a balance carried from stage to stage instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from attrs import frozen

from canje.clear.classes import Ints
from canje.stage.flows import Flow, Task, Worth


@frozen(eq=False)
class Line:
    """lo <= sum of value times unknown <= hi; None is a side without a limit."""

    name: str
    columns: Ints
    values: Ints
    lo: int | None
    hi: int | None


@frozen(eq=False)
class Ceiling:
    """A limit on a party's exposure after every stage: `name:t` are its lines.

    `b` times given less `a` times got (but for what comes in the stage itself), plus b times calm
    where the level has it, is at most b times `at_most`.
    """

    name: str
    party: str
    at_most: int
    worth: Worth
    calm: bool = False


@frozen
class Window:
    """How many stages must come before a flow, and how many after it."""

    before: int
    after: int


def windows(task: Task) -> list[Window | None]:
    """What the orders alone say of each flow; None where they can never be kept.

    Whoever goes afterwards has before him or her as many stages as the longest chain of orders
    that ends there. In a circle of orders chains have no end.
    """
    ahead = _longest(task, [f.then for f in task.flows], [f.first for f in task.flows])
    behind = _longest(task, [f.first for f in task.flows], [f.then for f in task.flows])
    most = len(task.orders)
    return [
        None if max(one, other) > most or flow.first & flow.then else Window(one, other)
        for one, other, flow in zip(ahead, behind, task.flows, strict=True)
    ]


def _longest(task: Task, after: list[frozenset[int]], before: list[frozenset[int]]) -> list[int]:
    length = [0] * len(task.flows)
    for _ in range(len(task.orders) + 1):
        reach = [0] * len(task.orders)
        for flow, orders in enumerate(before):
            for order in orders:
                reach[order] = max(reach[order], length[flow] + 1)
        length = [max((reach[order] for order in orders), default=0) for orders in after]
    return length


@frozen(eq=False, slots=False)
class Frame:
    """A task over so many stages. Columns of a flow stand together, option by option."""

    task: Task
    stages: int
    calm: int | None = None
    """The most that `calm` can be; None in a level without it."""

    @cached_property
    def windows(self) -> list[Window | None]:
        return windows(self.task)

    def span(self, flow: int) -> tuple[int, int]:
        """The first and the last stage open to a flow; the last before the first: none is."""
        window = self.windows[flow]
        if window is None or not self.task.flows[flow].options:
            return 1, 0
        return 1 + window.before, max(self.stages - window.after, window.before)

    @cached_property
    def start(self) -> list[int]:
        """Where the columns of each flow begin, and one past the last."""
        start = [0]
        for number, flow in enumerate(self.task.flows):
            first, last = self.span(number)
            start.append(start[-1] + (last - first + 1) * len(flow.options))
        return start

    def columns(self, flow: int, option: int) -> slice:
        """The columns of a flow's option, stage by stage over its span."""
        first, last = self.span(flow)
        length = last - first + 1
        begin = self.start[flow] + option * length
        return slice(begin, begin + length)

    @cached_property
    def stage(self) -> Ints:
        """The stage of each of the flows' columns."""
        parts = [np.zeros(0, np.int64)]
        for number, flow in enumerate(self.task.flows):
            first, last = self.span(number)
            parts += [np.arange(first, last + 1)] * len(flow.options)
        return np.concatenate(parts).astype(np.int64)

    @cached_property
    def switches(self) -> dict[str, int]:
        """The further unknowns by name, each with its column."""
        names = [f"done:{order}:{t}" for order in self.task.orders for t in range(1, self.stages)]
        for t in range(1, self.stages + 1):
            names += [f"set:{s}@{t}" for s in range(1, len(self.sets) + 1)]
        names += [f"uses:{s}" for s in range(1, len(self.sets) + 1)]
        if self.calm is not None:
            names.append("calm")
        return {name: self.start[-1] + number for number, name in enumerate(names)}

    @property
    def width(self) -> int:
        return self.start[-1] + len(self.switches)

    @cached_property
    def group(self) -> Ints:
        """The group of each column: a flow; a stage's sets; or a switch alone."""
        flows = [np.full(self.start[n + 1] - self.start[n], n) for n in range(len(self.task.flows))]
        groups = np.concatenate([np.zeros(0, np.int64), *flows]).tolist()
        known: dict[str, int] = {}
        for name in self.switches:
            key = name.partition("@")[2] if name.startswith("set:") else name
            groups.append(len(self.task.flows) + known.setdefault(key, len(known)))
        return np.array(groups, np.int64)

    @cached_property
    def capacity(self) -> Ints:
        """The most of each group."""
        capacity = [flow.size for flow in self.task.flows]
        seen = set(range(len(capacity)))
        for name, column in self.switches.items():
            if (group := int(self.group[column])) not in seen:
                seen.add(group)
                most = self.stages if name.startswith("uses:") else 1
                capacity.append(self.calm if name == "calm" and self.calm is not None else most)
        return np.array(capacity, np.int64)

    def name(self, column: int) -> str:
        """`c3@2/0`: flow c3 in stage 2 by its option 0; or the switch's own name."""
        if column >= self.start[-1]:
            return next(name for name, at in self.switches.items() if at == column)
        flow = int(self.group[column])
        first, last = self.span(flow)
        option, stage = divmod(column - self.start[flow], last - first + 1)
        return f"c{flow + 1}@{first + stage}/{option}"

    @cached_property
    def sets(self) -> tuple[frozenset[str], ...]:
        """Sets of legs of which each stage runs one; none where all can go at once."""
        return self.task.sets if len(self.task.sets) > 1 else ()

    def per_stage(self, weights: list[list[int]]) -> dict[int, tuple[Ints, Ints]]:
        """For each stage the columns that count, with `weights` by flow and option."""
        columns, values = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for number, each in enumerate(weights):
            for option, weight in enumerate(each):
                if weight:
                    span = self.columns(number, option)
                    columns.append(np.arange(span.start, span.stop))
                    values.append(np.full(span.stop - span.start, weight))
        column, value = np.concatenate(columns), np.concatenate(values)
        stage = self.stage[column]
        order = np.argsort(stage, kind="stable")
        edges = np.searchsorted(stage[order], np.arange(1, self.stages + 2))
        return {
            t: (column[order[edges[t - 1] : edges[t]]], value[order[edges[t - 1] : edges[t]]])
            for t in range(1, self.stages + 1)
        }

    def counted(self, weight: list[int]) -> list[list[int]]:
        """A weight a flow, whichever its option."""
        return [
            [each] * len(flow.options) for each, flow in zip(weight, self.task.flows, strict=True)
        ]

    @cached_property
    def lines(self) -> list[Line]:
        """Every line but those of exposures and of levels."""
        return [*self._seats(), *self._uses(), *self._orders()]

    def _seats(self) -> Iterator[Line]:
        bound = frozenset().union(*self.sets)
        for leg, seats in self.task.seats.items():
            load = [[each.get(leg, 0) for each in flow.loads] for flow in self.task.flows]
            if not any(map(any, load)):
                continue
            for t, (columns, values) in self.per_stage(load).items():
                name = f"seats:{leg}:{t}"
                if leg not in bound:
                    yield Line(name, columns, values, None, seats)
                    continue
                runs = [s for s, legs in enumerate(self.sets, 1) if leg in legs]
                switch = np.array([self.switches[f"set:{s}@{t}"] for s in runs])
                yield Line(
                    name,
                    np.concatenate([columns, switch]),
                    np.concatenate([values, np.full(len(runs), -seats)]),
                    None,
                    0,
                )

    def _uses(self) -> Iterator[Line]:
        for s in range(1, len(self.sets) + 1):
            runs = [self.switches[f"set:{s}@{t}"] for t in range(1, self.stages + 1)]
            columns = np.array([*runs, self.switches[f"uses:{s}"]])
            yield Line(f"uses:{s}", columns, np.array([1] * len(runs) + [-1]), 0, 0)

    def _orders(self) -> Iterator[Line]:
        flows = self.task.flows
        for number, order in enumerate(self.task.orders):
            first = [int(number in flow.first) for flow in flows]
            then = [int(number in flow.then) for flow in flows]
            many, others = (_items(flows, side) for side in (first, then))
            firsts = self.per_stage(self.counted(first))
            thens = self.per_stage(self.counted(then))
            for t in range(2, self.stages + 1):
                done = self.switches[f"done:{order}:{t - 1}"]
                columns, values = firsts[t]
                yield _with(f"first:{order}:{t}", columns, values, done, many, many)
                columns, values = thens[t]
                yield _with(f"then:{order}:{t}", columns, values, done, -others, 0)
            for t in range(1, self.stages - 1):
                pair = [self.switches[f"done:{order}:{each}"] for each in (t, t + 1)]
                yield Line(f"order:{order}:{t}", np.array(pair), np.array([1, -1]), None, 0)

    def limits(self) -> list[Ceiling]:
        """What the terms `exposed` say, for those who give."""
        task = self.task
        return [
            Ceiling(f"exposed:{party}", party, limit.at_most, task.worth.get(party, Worth()))
            for party, limit in sorted(task.limits.items())
            if party in task.givers
        ]

    def peak(self, at_most: int) -> list[Ceiling]:
        """The largest exposure held at a figure, for everybody who gives."""
        task = self.task
        return [
            Ceiling(f"peak:{p}", p, at_most, task.worth.get(p, Worth()), self.calm is not None)
            for p in task.givers
        ]

    def exposure_lines(self, ceiling: Ceiling) -> Iterator[Line]:
        """The lines of a ceiling, over all stages so far."""
        out, back = self.flows_of(ceiling)
        columns, values = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        if ceiling.calm:
            columns.append(np.array([self.switches["calm"]]))
            values.append(np.array([ceiling.worth.got]))
        for t in range(1, self.stages + 1):
            columns.append(out[t][0])
            values.append(ceiling.worth.got * out[t][1])
            yield _summed(
                f"{ceiling.name}:{t}",
                np.concatenate(columns),
                np.concatenate(values),
                ceiling.worth.got * ceiling.at_most,
            )
            columns.append(back[t][0])
            values.append(-ceiling.worth.given * back[t][1])

    def flows_of(
        self, ceiling: Ceiling
    ) -> tuple[dict[int, tuple[Ints, Ints]], dict[int, tuple[Ints, Ints]]]:
        """By stage, the columns that count as given by the ceiling's party, and as got."""
        flows = self.task.flows
        return (
            self.per_stage(self.counted([flow.given(ceiling.party) for flow in flows])),
            self.per_stage(self.counted([flow.got(ceiling.party) for flow in flows])),
        )


def _with(name: str, columns: Ints, values: Ints, switch: int, weight: int, hi: int) -> Line:
    return Line(name, np.append(columns, switch), np.append(values, weight), None, hi)


def _summed(name: str, columns: Ints, values: Ints, hi: int) -> Line:
    """Entries of one column added up: a unit may give and get for one party."""
    unique, place = np.unique(columns, return_inverse=True)
    total = np.zeros(len(unique), np.int64)
    np.add.at(total, place, values)
    return Line(name, unique[total != 0], total[total != 0], None, hi)


def _items(flows: tuple[Flow, ...], counted: list[int]) -> int:
    return sum(flow.size for flow, each in zip(flows, counted, strict=True) if each)
