"""Simulation over the machine's cores: the runs are dealt out in blocks and put together in order.

A run is a function of case, rates, seed and its number, so that the answer is the same for every
number of processes. Stopped early, what is told of are the first runs without a gap.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from canje.case.case import Case
from canje.clear.plan import Plan
from canje.clear.solver import Stop
from canje.handover.crowd import crowd
from canje.handover.ended import Ended
from canje.handover.rates import Rates
from canje.handover.simulate import Simulator
from canje.handover.spread import Simulation, gains, ways
from canje.stage.schedule import Schedule

Runs = list[tuple[Ended, Ended, Ended]]
Told = Callable[[int], object]
"""Told, as they come, how many runs are done."""

_SECONDS = 0.2
"""How often a stop is looked for while others work."""


@frozen
class Work:
    """What a process needs to make the simulator anew: everything else is read from the case."""

    folder: Path
    scenario: str | None
    plan: bytes
    schedule: bytes
    rates: Rates
    seed: bytes

    def simulator(self) -> Simulator:
        case = Case.read(self.folder, self.scenario)
        plan, schedule = Plan.from_bytes(self.plan), Schedule.from_bytes(self.schedule)
        return Simulator(crowd(case.docket, plan, case.handover, schedule), self.rates)


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def simulate(work: Work, runs: int, jobs: int, stop: Stop, told: Told) -> Simulation:
    """Do the runs, with so many processes; NotStaged where there is no day to simulate."""
    simulator = work.simulator()  # whatever is wrong is found here and not in some process
    own = simulator.crowd
    done: Runs = []
    blocks = _alone(simulator, work.seed, runs) if jobs == 1 else _shared(work, runs, jobs, stop)
    for block in blocks:
        done += block
        told(len(done))
        if stop():
            break
    if not done:
        raise KeyboardInterrupt
    trading = [own.parties[p] for p in own.trading]
    return Simulation(
        own.repairs.docket.case,
        work.scenario,
        work.seed.hex(),
        len(done),
        runs,
        own.people,
        own.stages,
        work.rates,
        ways(trading, done),
        gains(trading, done),
    )


def _alone(simulator: Simulator, seed: bytes, runs: int) -> Iterator[Runs]:
    for number in range(runs):
        yield [simulator.run(seed, number)]


def _shared(work: Work, runs: int, jobs: int, stop: Stop) -> Iterator[Runs]:
    """Blocks in the order of their runs, whoever is done first."""
    size = max(1, min(50, runs // (4 * jobs)))
    starts = list(range(0, runs, size))
    with ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(work,)
    ) as pool:
        with _spared():
            waiting = [pool.submit(_block, start, min(start + size, runs)) for start in starts]
        try:
            for future in waiting:
                if not _finished(future, stop):
                    return
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _spared() -> Iterator[None]:
    """Processes that are started meanwhile never hear Ctrl-C: the first one says when to stop."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _finished(future: Future[Runs], stop: Stop) -> bool:
    while not stop():
        if wait([future], _SECONDS).done:
            return True
    return future.done() and not future.cancelled()


_own: list[tuple[Simulator, bytes]] = []
"""What this process works with, once it has begun."""


def _begin(work: Work) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process says when to stop
    _own[:] = [(work.simulator(), work.seed)]


def _block(start: int, end: int) -> Runs:
    simulator, seed = _own[0]
    return [simulator.run(seed, number) for number in range(start, end)]
