"""Solvers that are not to be trusted: the engine's exact parts must see through each of them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import attrs
import numpy as np

from canje.clear.solver import (
    Basis,
    Floats,
    Found,
    HiGHS,
    Ints,
    Program,
    Relaxed,
    Rows,
    Session,
    Stop,
)

MAD = (0.0, 1.0, -1.0, 0.5, 1e9, -1e9, 1e18, 1e300, -1e300, np.inf, -np.inf, np.nan)
LARGE = (0, 1, -1, 2, 10**6, 2**31, 2**61, 2**62, 2**63 - 1, -(2**63))


class Liar:
    """HiGHS behind a bad line: with some chance each of its answers is replaced by another one."""

    name = "liar 1.0"

    def __init__(self, rng: Random, often: float = 0.5) -> None:
        self.rng, self.often, self.honest = rng, often, HiGHS()

    def lies(self) -> bool:
        return self.rng.random() < self.often

    def open(self, program: Program) -> Session:
        return _Session(self, program)

    def integer(
        self, program: Program, stop: Stop, nodes: int | None = None, start: Ints | None = None
    ) -> Found:
        found = self.honest.integer(program, stop, nodes, start)
        if not self.lies():
            return found
        width = len(program.objective)
        points: list[Ints | None] = [
            None,
            np.zeros(width, np.int64),
            np.array([self.rng.choice(LARGE) for _ in range(width)], np.int64),
            np.array([self.rng.randint(0, 3) for _ in range(width)], np.int64),
            np.where(np.isfinite(program.upper), program.upper, 9.0).astype(np.int64),
        ]
        if found.point is not None:
            points.append(found.point + np.eye(1, width, dtype=np.int64)[0])
        return Found(self.rng.choice(points), self.rng.random() < 0.5)

    def mad(self, count: int) -> Floats:
        return np.array([self.rng.choice(MAD) for _ in range(count)], np.float64)


class _Session:
    def __init__(self, liar: Liar, program: Program) -> None:
        self.liar, self.honest = liar, liar.honest.open(program)
        self.columns, self.rows = len(program.objective), len(program.lo)
        self.has_basis = False

    def push(self, rows: Rows) -> None:
        self.rows += len(rows)
        self.honest.push(rows)

    def drop(self, row: int) -> None:
        self.rows -= 1
        self.honest.drop(row)

    def relax(self, stop: Stop) -> Relaxed:
        answer, liar = self.honest.relax(stop), self.liar
        self.has_basis = answer.status == "optimal"
        if answer.status != "optimal":
            none = np.zeros(self.columns)
            answer = attrs.evolve(answer, point=none, duals=np.zeros(self.rows), reduced=none)
        if not liar.lies():
            return answer
        rng = liar.rng
        return Relaxed(
            rng.choice(("optimal", "optimal", "infeasible", "stopped")),
            rng.choice(MAD),
            rng.choice((answer.point, answer.point + 0.5, np.rint(answer.point) + 1.0,
                        answer.point * 1e6, liar.mad(self.columns))),
            rng.choice((answer.duals, -answer.duals, answer.duals * 1e9, liar.mad(self.rows))),
            rng.choice((answer.reduced, liar.mad(len(answer.reduced)))),
        )  # fmt: skip

    def ray(self) -> Floats | None:
        liar = self.liar
        return liar.rng.choice((None, liar.mad(self.rows))) if liar.lies() else self.honest.ray()

    def basis(self, unknowns: Ints) -> Basis:
        liar, rng = self.liar, self.liar.rng
        if self.has_basis and not liar.lies():
            return self.honest.basis(unknowns)

        def flags(count: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
            return np.array([rng.random() < 0.5 for _ in range(count)], np.bool_)

        return Basis(
            tuple((int(unknown), liar.mad(self.rows)) for unknown in unknowns),
            flags(self.columns),
            flags(self.columns),
            flags(self.columns),
            flags(self.rows),
            flags(self.rows),
        )


class Says:
    """A solver that has one answer to everything, made from the program that it is asked."""

    name = "one answer"

    def __init__(
        self,
        relaxed: Callable[[Program], Relaxed],
        found: Callable[[Program], Found] = lambda _: Found(None, True),
    ) -> None:
        self.relaxed, self.found = relaxed, found

    def open(self, program: Program) -> Session:
        return _Saying(self, program)

    def integer(
        self, program: Program, stop: Stop, nodes: int | None = None, start: Ints | None = None
    ) -> Found:
        return self.found(program)


class _Saying:
    def __init__(self, says: Says, program: Program) -> None:
        self.says, self.program, self.pushed = says, program, 0

    def push(self, rows: Rows) -> None:
        self.pushed += len(rows)

    def drop(self, row: int) -> None:
        self.pushed -= 1

    def relax(self, stop: Stop) -> Relaxed:
        answer = self.says.relaxed(self.program)
        more = np.zeros(self.pushed)
        return attrs.evolve(answer, duals=np.append(answer.duals, more))

    def ray(self) -> Floats | None:
        return None

    def basis(self, unknowns: Ints) -> Basis:
        columns, rows = len(self.program.objective), len(self.program.lo) + self.pushed
        no, none = np.zeros(columns, np.bool_), np.zeros(rows, np.bool_)
        return Basis((), no, no, no, none, none)


class After:
    """A stop that comes after so many questions."""

    def __init__(self, count: int) -> None:
        self.left, self.asked = count, 0

    def __call__(self) -> bool:
        self.left -= 1
        self.asked += 1
        return self.left < 0
