"""The two naive ways to hand over the same plan: all at once, and one by one alternately.

Neither calls anybody in for those who do not go, and in neither is anything looked at in between.
What the parties are like is the same as in stages: who stops does, and whoever breaks off over a
debt does so where there is still a step to be taken.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.clear.classes import Ints
from canje.handover.crowd import Cell, Crowd
from canje.handover.ended import Ended, How, add, ended, tempted
from canje.handover.fate import Fate
from canje.handover.rates import When


def all_at_once(crowd: Crowd, fate: Fate, when: When) -> Ended:
    """Every leg that the stages run goes at the same time, and nothing is looked at in between.

    A side that stops during a step gives nothing here: all that it wants is on its way. A debt is
    known when all have gone, and ends nothing.
    """
    stops = set()
    if when == "during":
        stops = {p for p in fate.stops if tempted(crowd.total[p], 0, crowd.total[p][1])}
    crossed: list[tuple[int, int]] = []
    lost: list[tuple[int, int]] = []
    for number, cell in enumerate(crowd.cells):
        goes = cell.size - fate.out[number]
        lost.append((cell.option, fate.out[number]))
        if stops.intersection(crowd.sides[cell.option].holders):
            continue
        failed = any((cell.stage, leg) in fate.failed for leg, _ in cell.load)
        (lost if failed else crossed).append((cell.option, goes))
    how: How = "side" if stops else "through"
    return ended(crowd, crossed, lost, sum(fate.dead), 0, how)


@frozen(eq=False)
class Lane:
    """All items by one option: their cells in the order of stages, and their turns."""

    option: int
    cells: tuple[int, ...]
    turns: Ints


class Alternation:
    """One by one, each side's people spread evenly over the turns.

    At a turn the holder gives whoever is due, if that person is there and the trip goes well. A
    side that stops gives nothing more once it is tempted, nor does any other that thereby got fewer
    than were there for it. For whoever else does not come the parties go on, and owe; or, where a
    debt ends it, they break off at the first turn that leaves a term unmet for good.
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
        self.option: Ints = np.array(options, np.int64)[self.order]
        self.given, self.got = (
            np.array([getattr(side, name) for side in crowd.sides], np.int64)[self.option]
            for name in ("given", "got")
        )

    def run(self, fate: Fate) -> Ended:
        there = self.there(fate)
        last = self._break(there) if fate.breaks_off else None
        crossed, stopped = self._crossed(there[:last], fate.stops)
        lost = self.option[~there]
        how: How = "side" if stopped else "through" if last is None else "debt"
        return ended(
            self.crowd,
            ((option, 1) for option in self.option[:last][crossed].tolist()),
            ((option, 1) for option in lost.tolist()),
            sum(fate.dead),
            0,
            how,
        )

    def there(self, fate: Fate) -> npt.NDArray[np.bool_]:
        """Turn by turn, whether who is due is there and the trip goes well.

        Those of a stage who do not come are spread evenly over its turns in the lane.
        """
        found = np.ones(len(self.order), np.bool_)
        for lane in self.lanes:
            start = 0
            for number in lane.cells:
                cell: Cell = self.crowd.cells[number]
                missing = fate.out[number] + fate.alone[number]
                for each in range(missing):
                    place = (2 * each + 1) * cell.size // (2 * missing)
                    found[lane.turns[start + place]] = False
                start += cell.size
        return found

    def _break(self, there: npt.NDArray[np.bool_]) -> int | None:
        """The first turn at which somebody is missing without whom a term is unmet for good."""
        met, lost = self.crowd.met, self.crowd.by_option(())
        for turn in np.flatnonzero(~there).tolist():
            lost[self.option[turn]] += 1
            if met.unmet(met.planned - lost, lost):
                return int(turn)
        return None

    def _crossed(
        self, there: npt.NDArray[np.bool_], stops: frozenset[int]
    ) -> tuple[npt.NDArray[np.bool_], bool]:
        """Turn by turn, whether somebody crosses; and whether a side has stopped."""
        first = min((self._temptation(p, there) for p in stops), default=len(there))
        if first == len(there):
            return there, False
        crossed = there.copy()
        given = self.given[:first][there[:first]].sum(axis=0).tolist()
        got = self.got[:first][there[:first]].sum(axis=0).tolist()
        silent: set[int] = set()
        stopped: set[int] = set()
        sides, options = self.crowd.sides, self.option.tolist()
        givers = {p for lane in self.lanes for p in sides[lane.option].holders}
        for turn in range(first, len(there)):
            if not there[turn]:
                continue
            side = sides[options[turn]]
            for p in stops.intersection(side.holders):
                if tempted(self.crowd.total[p], given[p], got[p]):
                    stopped.add(p)
            silent |= stopped
            if silent.intersection(side.holders):
                crossed[turn] = False
                silent.update(p for p, count in enumerate(side.got) if count)
                if silent >= givers:
                    crossed[turn:] = False
                    break
            else:
                add(given, side.given, 1)
                add(got, side.got, 1)
        return crossed, bool(stopped)

    def _temptation(self, party: int, there: npt.NDArray[np.bool_]) -> int:
        """The first turn at which a party would stop for its gain, if nobody has done so before."""
        count = len(there)
        own = np.array([party in side.holders for side in self.crowd.sides])[self.option[:count]]
        given, got = (
            np.cumsum(each[:count, party] * there) - each[:count, party] * there
            for each in (self.given, self.got)
        )
        to_give, to_get = self.crowd.total[party]
        still = to_give - given
        wants = (still > 0) & (got > 0)
        wants &= (got >= to_get) | (got * to_give > still * to_get)
        turns = np.flatnonzero(wants & own & there)
        return int(turns[0]) if len(turns) else count
