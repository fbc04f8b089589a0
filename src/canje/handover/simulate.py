"""A plan handed over in stages, on a day that is made up: dropouts, reserves, repair, stop rule.

Before each stage everyone of it is asked; for those who do not go the best continuation is found
(`by_count`), reserves first, and the stage starts only if the stop rule lets it. Whoever a side
keeps back, or a leg leaves behind, is out of the round, as on a real day (docs/simulate.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from attrs import define, field, frozen

from canje.draw.stream import Stream
from canje.handover.by_count import Counts, Goes
from canje.handover.crowd import Crowd, Load, Pool
from canje.handover.ended import Ended, How, add, ended, tempted
from canje.handover.fate import Fate, fate, one_more, stream_of
from canje.handover.naive import Alternation, all_at_once
from canje.handover.rates import Rates
from canje.stage.flows import Worth

WAYS = ("staged", "at-once", "one-by-one")


class Simulator:
    """Runs of one case under some rates. A run is a function of seed and number alone."""

    def __init__(self, crowd: Crowd, rates: Rates) -> None:
        self.crowd, self.rates = crowd, rates
        self.alternation = Alternation(crowd)

    def run(self, seed: bytes, number: int) -> tuple[Ended, Ended, Ended]:
        """The same chance under each of the `WAYS`."""
        source = stream_of(seed, number)
        drawn = fate(self.crowd, self.rates, source)
        staged = Handing(self.crowd, self.rates, drawn, source).run()
        at_once = all_at_once(self.crowd, drawn, self.rates.when)
        return staged, at_once, self.alternation.run(drawn)


@define(eq=False)
class Standing:
    """Items of a class that can step in; those `asked` are known to be there."""

    pool: Pool
    left: int
    asked: bool = False


@frozen
class Riders:
    """So many items that ride in the stage by an option; those who were called come from `of`."""

    option: int
    load: Load
    count: int
    of: Standing | None = None


@define
class Handing:
    """One handover in stages, as it goes. It changes as the day does."""

    crowd: Crowd
    rates: Rates
    fate: Fate
    source: Stream
    left: list[int] = field(init=False)
    gone: list[int] = field(init=False)
    lost: list[int] = field(init=False)
    standing: list[Standing] = field(init=False)
    stopped: set[int] = field(factory=set)
    dead: int = field(init=False)
    asked: int = 0

    def __attrs_post_init__(self) -> None:
        self.left = [cell.size for cell in self.crowd.cells]
        self.gone = [0] * len(self.crowd.sides)
        self.lost = [0] * len(self.crowd.sides)
        self.standing = [Standing(pool, pool.size) for pool in self.crowd.pools]
        self.dead = sum(self.fate.dead)

    def run(self) -> Ended:
        how: How = "through"
        for stage in range(1, self.crowd.stages + 1):
            ground = self._step(stage)
            if ground is not None:
                how = ground
                break
        if how == "through" and self.stopped:
            how = "side"
        out = ((cell.option, n) for cell, n in zip(self.crowd.cells, self.fate.out, strict=True))
        lost = chain(out, enumerate(self.lost))
        return ended(self.crowd, enumerate(self.gone), lost, self.dead, self.asked, how)

    def _step(self, stage: int) -> How | None:
        """One stage; or why it does not start."""
        if self._is_stopped(stage):
            return "side"
        for number in self.crowd.of_stage[stage]:
            self.left[number] -= self.fate.out[number]
        goes, riders = self._board(stage)
        if not goes.possible or (goes.unmet and self.fate.breaks_off):
            return "debt"
        if self._is_exposed(riders):
            return "exposed"
        planned = self._moved(
            (option, sum(counts))
            for option, counts in enumerate(
                zip(self.gone, goes.announced, goes.reserves, strict=True)
            )
        )
        if self.rates.when == "during":
            self._stop(planned, riders)
        self._ride(stage, riders)
        if self.rates.when == "after":
            self._stop(planned, [])
        return None

    def _is_stopped(self, stage: int) -> bool:
        """Whether a side that has stopped had people in this stage or a later one."""
        return any(
            cell.stage >= stage and self.stopped.intersection(self.crowd.sides[cell.option].holders)
            for cell in self.crowd.cells
        )

    def _counts(self) -> Counts:
        announced = [0] * len(self.crowd.sides)
        for cell, left in zip(self.crowd.cells, self.left, strict=True):
            announced[cell.option] += left
        reserves = [0] * (1 + max(self.crowd.klass))
        for each in self.standing:
            reserves[each.pool.klass] += each.left
        return Counts(tuple(self.gone), tuple(announced), tuple(reserves))

    def _board(self, stage: int) -> tuple[Goes, list[Riders]]:
        """Who rides in the stage: those announced, then whoever is called in and has a seat.

        Whoever is called and is not there is out, and whoever no stage has a seat for; then it is
        asked again how to go on.
        """
        while True:
            goes = self.crowd.repairs.after(self._counts())
            riders = self._announced(stage, goes)
            called, seatless = self._called(stage, goes, riders)
            asked_now = [self._ask(each) for each in called]
            if not any(asked_now) and not self._drop(stage, seatless, called):
                return goes, [*riders, *called]

    def _announced(self, stage: int, goes: Goes) -> list[Riders]:
        """Those announced for the stage; who finds no place now stays behind from it first."""
        over = [
            there - count
            for there, count in zip(self._counts().announced, goes.announced, strict=True)
        ]
        riders = []
        for number in self.crowd.of_stage[stage]:
            cell = self.crowd.cells[number]
            stays = min(over[cell.option], self.left[number])
            over[cell.option] -= stays
            riders.append(Riders(cell.option, cell.load, self.left[number] - stays))
        return riders

    def _called(
        self, stage: int, goes: Goes, riders: list[Riders]
    ) -> tuple[list[Riders], list[int]]:
        """Who is called in with a seat in this stage, and the classes of those without one."""
        free = dict.fromkeys(self.crowd.legs_of[stage], 0)
        for leg in free:
            taken = sum(each.count * dict(each.load).get(leg, 0) for each in riders)
            free[leg] = self.crowd.seats[leg] - taken
        left = [each.left for each in self.standing]
        called, seatless = [], []
        for option, wanted in enumerate(goes.reserves):
            for number, each in sorted(
                enumerate(self.standing), key=lambda pair: (not pair[1].asked, pair[0])
            ):
                for load in self._ways(each.pool, option, stage) if wanted else ():
                    room = min((free[leg] // n for leg, n in load), default=left[number])
                    count = min(wanted, left[number], room)
                    if count > 0:
                        called.append(Riders(option, load, count, each))
                        left[number] -= count
                        wanted -= count
                        for leg, n in load:
                            free[leg] -= n * count
            if wanted:
                seatless.append(self.crowd.klass[option])
        return called, seatless

    def _ways(self, pool: Pool, option: int, stage: int) -> tuple[Load, ...]:
        """The ways of a pool's items under an option that the legs of a stage can take."""
        if pool.klass in self.crowd.ordered and stage not in self.crowd.stages_of[pool.klass]:
            return ()
        legs = self.crowd.legs_of[stage]
        ways = dict(pool.ways).get(option, ())
        return tuple(load for load in ways if all(leg in legs for leg, _ in load))

    def _ask(self, called: Riders) -> bool:
        """Ask those who are called, one by one; False where it is known that they are there."""
        standing = called.of
        if standing is None or standing.asked:
            return False
        people = self.crowd.sides[called.option].people
        there = 0
        for _ in range(called.count):
            goes, died = one_more(people, self.rates, self.source)
            there += goes
            self.dead += died
            self.asked += people
        standing.left -= called.count
        self.standing.append(Standing(standing.pool, there, asked=True))
        return True

    def _drop(self, stage: int, seatless: list[int], called: list[Riders]) -> bool:
        """Put out of the round those of a class whom no stage from now on could seat."""
        dropped = False
        for each in self.standing:
            if each.pool.klass in seatless and not self._later(each.pool, stage):
                seated = sum(riders.count for riders in called if riders.of is each)
                dropped |= each.left > seated
                each.left = seated
        return dropped

    def _later(self, pool: Pool, stage: int) -> bool:
        return any(
            self._ways(pool, option, later)
            for later in range(stage + 1, self.crowd.stages + 1)
            for option, _ in pool.ways
        )

    def _is_exposed(self, riders: list[Riders]) -> bool:
        """Whether a party would have given too much, if nothing came to it in this stage."""
        given, got = self._moved(enumerate(self.gone))
        now, _ = self._moved((each.option, each.count) for each in riders)
        for party, limit in self.crowd.task.limits.items():
            p = self.crowd.parties.index(party)
            worth = self.crowd.task.worth.get(party, Worth())
            after = -((worth.given * got[p] - worth.got * (given[p] + now[p])) // worth.got)
            if now[p] and after > limit.at_most:
                return True
        return False

    def _stop(self, planned: tuple[list[int], list[int]], coming: list[Riders]) -> None:
        """Sides that stop for their gain; whatever is coming counts as got."""
        given, got = self._moved(enumerate(self.gone))
        _, comes = self._moved((each.option, each.count) for each in coming)
        for p in self.fate.stops:
            if tempted((planned[0][p], planned[1][p]), given[p], got[p] + comes[p]):
                self.stopped.add(p)

    def _ride(self, stage: int, riders: list[Riders]) -> None:
        """Whoever is not kept back or left behind crosses; the others of the stage are out."""
        for each in riders:
            kept = self.stopped.intersection(self.crowd.sides[each.option].holders)
            failed = any((stage, leg) in self.fate.failed for leg, _ in each.load)
            if not kept and not failed:
                self.gone[each.option] += each.count
            elif failed and not kept and each.of is None:
                self.lost[each.option] += each.count
            if each.of is not None:
                each.of.left -= each.count
        announced = [each for each in riders if each.of is None]
        for number, each in zip(self.crowd.of_stage[stage], announced, strict=True):
            cell = self.crowd.cells[number]
            behind = self.left[number] - each.count
            if behind:  # no place was left for them: they stand by from now on
                ways = ((cell.option, (cell.load,)),)
                pool = Pool(self.crowd.klass[cell.option], behind, ways)
                self.standing.append(Standing(pool, behind, asked=True))
            self.left[number] = 0
        self.standing = [each for each in self.standing if each.left]

    def _moved(self, counts: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
        """People given and got by each party, of so many items by each option."""
        given, got = [0] * len(self.crowd.parties), [0] * len(self.crowd.parties)
        for option, count in counts:
            add(given, self.crowd.sides[option].given, count)
            add(got, self.crowd.sides[option].got, count)
        return given, got
