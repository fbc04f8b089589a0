"""The two naive ways to hand over the same plan: all at once, and one by one alternately.

Neither calls anybody in for those who do not go, and neither has a rule by which it stops.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from attrs import frozen

from canje.clear.classes import Ints
from canje.handover.crowd import Crowd
from canje.handover.ended import Ended, How, add, ended, tempted
from canje.handover.fate import Fate
from canje.handover.rates import When


def all_at_once(crowd: Crowd, fate: Fate, when: When) -> Ended:
    """Every leg that the stages run goes at the same time, and nothing is looked at in between.

    A side that stops during a step gives nothing here: all that it wants is on its way.
    """
    stops = set()
    if when == "during":
        stops = {p for p in fate.stops if tempted(crowd.total[p], 0, crowd.total[p][1])}
    crossed = []
    for number, cell in enumerate(crowd.cells):
        kept = stops.intersection(crowd.sides[cell.option].holders)
        if not kept and not any((cell.stage, leg) in fate.failed for leg, _ in cell.load):
            crossed.append((cell.option, cell.size - fate.out[number]))
    how: How = "side" if stops else "through"
    return ended(crowd, crossed, sum(fate.dead), 0, how)


@frozen(eq=False)
class Lane:
    """All items by one option: their cells, and their places in the order of turns."""

    option: int
    cells: tuple[int, ...]
    turns: Ints


class Alternation:
    """One by one, each side's people spread evenly over the turns.

    At a turn the holder gives the next of the lane who is there and whose trip goes well. It gives
    nothing more once it has got fewer than it should have by then, or once it stops for its gain.
    """

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        cells: dict[int, list[int]] = defaultdict(list)
        for number, cell in enumerate(crowd.cells):
            cells[cell.option].append(number)
        options = sorted(cells)
        sizes = [sum(crowd.cells[number].size for number in cells[each]) for each in options]
        lane = np.repeat(np.arange(len(options)), sizes)
        place = np.concatenate([np.arange(size) for size in sizes])
        spread = (2 * place + 1) / (2 * np.repeat(sizes, sizes))
        self.order: Ints = lane[np.lexsort((lane, spread))].astype(np.int64)
        self.lanes = [
            Lane(option, tuple(cells[option]), np.flatnonzero(self.order == number))
            for number, option in enumerate(options)
        ]
        self.first_stop = [self._temptation(p) for p in range(len(crowd.parties))]

    def run(self, fate: Fate) -> Ended:
        lanes, sides = self.lanes, self.crowd.sides
        there = [
            sum(self.crowd.cells[i].size - fate.out[i] - fate.alone[i] for i in lane.cells)
            for lane in lanes
        ]
        first = len(self.order)
        for lane, able in zip(lanes, there, strict=True):
            if able < len(lane.turns):
                first = min(first, int(lane.turns[able]))
        first = min([first, *(self.first_stop[p] for p in fate.stops)])
        used = self._used(first)
        state = _Turns(self.crowd, [lane.option for lane in lanes], used)
        for turn in self.order[first:].tolist():
            holders = sides[lanes[turn].option].holders
            if state.may_give(holders, fate.stops) and used[turn] < there[turn]:
                state.give(turn)
            state.due(turn)
            if state.over:
                break
        crossed = [(lane.option, count) for lane, count in zip(lanes, used, strict=True)]
        how: How = "side" if state.gained else "leg" if state.short else "through"
        return ended(self.crowd, crossed, sum(fate.dead), 0, how)

    def _used(self, turn: int) -> list[int]:
        """How many of each lane have gone before a turn, if all goes well."""
        return [int(np.searchsorted(lane.turns, turn)) for lane in self.lanes]

    def _temptation(self, party: int) -> int:
        """The first turn of a party at which it would stop for its gain, if all has gone well."""
        crowd = self.crowd
        given = np.array([crowd.sides[lane.option].given[party] for lane in self.lanes], np.int64)
        got = np.array([crowd.sides[lane.option].got[party] for lane in self.lanes], np.int64)
        own = np.array([party in crowd.sides[lane.option].holders for lane in self.lanes])
        before_given = np.cumsum(given[self.order]) - given[self.order]
        before_got = np.cumsum(got[self.order]) - got[self.order]
        to_give, to_get = crowd.total[party]
        still = to_give - before_given
        wants = (still > 0) & (before_got > 0)
        wants &= (before_got >= to_get) | (before_got * to_give > still * to_get)
        turns = np.flatnonzero(wants & own[self.order])
        return int(turns[0]) if len(turns) else len(self.order)


class _Turns:
    """What each party has given and got, and what it should have got, turn by turn."""

    def __init__(self, crowd: Crowd, options: list[int], used: list[int]) -> None:
        self.crowd, self.options, self.used = crowd, options, used
        parties = len(crowd.parties)
        self.given, self.got, self.should = [0] * parties, [0] * parties, [0] * parties
        for option, count in zip(options, used, strict=True):
            add(self.given, crowd.sides[option].given, count)
            add(self.got, crowd.sides[option].got, count)
            add(self.should, crowd.sides[option].got, count)
        self.gained: set[int] = set()
        self.short: set[int] = set()
        self.giving = {p for option in options for p in crowd.sides[option].holders}

    @property
    def over(self) -> bool:
        """Whether nobody gives any more."""
        return self.giving <= self.gained | self.short

    def may_give(self, holders: tuple[int, ...], stops: frozenset[int]) -> bool:
        for p in holders:
            if p in stops and tempted(self.crowd.total[p], self.given[p], self.got[p]):
                self.gained.add(p)
            elif self.got[p] < self.should[p]:
                self.short.add(p)
        return not (self.gained | self.short).intersection(holders)

    def give(self, turn: int) -> None:
        side = self.crowd.sides[self.options[turn]]
        self.used[turn] += 1
        add(self.given, side.given, 1)
        add(self.got, side.got, 1)

    def due(self, turn: int) -> None:
        add(self.should, self.crowd.sides[self.options[turn]].got, 1)
