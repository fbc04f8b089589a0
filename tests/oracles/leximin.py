"""The leximin by enumeration: every exchange that is as good as the best, person by person.

Written from the definition: the smallest chance is made as large as can be, then the next among
those that could still rise, and so on. It knows no classes, no rows and no prices; only chances of
people over a list of sets of people, by a plain linear program for every person that may rise.
"""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np

from canje.terms.docket import Docket
from tests.oracles import brute

CLOSE = 1e-7


def chances(docket: Docket) -> dict[str, float] | None:
    """Everyone's leximin chance who can move; None where no exchange is possible."""
    world = brute.World.of(docket)
    best: tuple[int, ...] | None = None
    sets: set[frozenset[str]] = set()
    for chosen in world.exchanges():
        values = world.values(chosen)
        if best is None or values > best:
            best, sets = values, set()
        if values == best:
            sets.add(frozenset(world.moves[move]["id"] for move in chosen))
    if best is None:
        return None
    able = {world.moves[m]["id"] for options in world.items for way in options for m in way}
    return leximin(sorted(able), [frozenset(each) for each in sets])


def leximin(people: Sequence[str], sets: Sequence[frozenset[str]]) -> dict[str, float]:
    """The leximin over lotteries on these sets."""
    matrix = np.array([[person in each for each in sets] for person in people], float)
    settled: dict[int, float] = {}
    while len(settled) < len(people):
        floor = _largest(matrix, settled, set(range(len(people))) - settled.keys(), 0.0)
        fresh = []
        for row in set(range(len(people))) - settled.keys():
            if _largest(matrix, settled, {row}, floor) < floor + CLOSE:
                fresh.append(row)
        assert fresh
        settled |= dict.fromkeys(fresh, floor)
    return {person: settled[row] for row, person in enumerate(people)}


def _largest(
    matrix: np.ndarray, settled: dict[int, float], rising: set[int], floor: float
) -> float:
    """The largest t with p = settled where settled, p >= t for who rises, p >= floor for others."""
    people, sets = matrix.shape
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    for _ in range(sets):
        highs.addVar(0.0, 1.0)
    highs.addVar(0.0, 1.0)
    highs.changeColCost(sets, 1.0)
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    whole = np.arange(sets, dtype=np.int32)
    highs.addRow(1.0, 1.0, sets, whole, np.ones(sets))
    for row in range(people):
        least = settled[row] - CLOSE / 100 if row in settled else floor - CLOSE / 100
        if row in rising:
            columns, values = np.append(whole, sets), np.append(matrix[row], -1.0)
            highs.addRow(0.0, highspy.kHighsInf, sets + 1, columns.astype(np.int32), values)
        else:
            highs.addRow(least, highspy.kHighsInf, sets, whole, matrix[row])
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(highs.getInfo().objective_function_value)
