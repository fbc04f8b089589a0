"""One to one: between two lists of one entry a person, the best assignment as a whole.

Each pair gains its bits (log2 of the odds against having no partner); an entry may stay alone and
gains nothing. The assignment of most bits is found by a sparse minimum-cost matching in which every
entry has a place of its own for staying alone. The margin says how sure a pair is: the bits that
would be lost if its two entries took their next best, others giving way.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from attrs import frozen
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

Pairs = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

_AT_ONCE = 2_000
"""Pairs that are assigned at once, and those that hang together with the last of them."""


@frozen(eq=False)
class Assignment:
    """`chosen` are rows of the pairs that are assigned; `margin` is in bits, one for each."""

    chosen: npt.NDArray[np.intp]
    margin: Floats


def assign(left: Pairs, right: Pairs, bits: Floats) -> Assignment:
    """Assign entries of two lists to each other; only pairs with bits in their favour count."""
    some = np.flatnonzero(bits > 0)
    if not len(some):
        return Assignment(some, np.zeros(0))
    order = some[np.lexsort((right[some], left[some]))]
    row = np.unique(left[order], return_inverse=True)[1]
    col = np.unique(right[order], return_inverse=True)[1]
    worth = bits[order]
    chosen = np.zeros(len(order), bool)
    for part in _parts(row, col):
        chosen[part] = _best(row[part], col[part], worth[part])
    return Assignment(order[chosen], _margins(row, col, worth, chosen))


def _parts(row: npt.NDArray[np.intp], col: npt.NDArray[np.intp]) -> Iterator[npt.NDArray[np.intp]]:
    """Pairs that hang together, many parts at a time: the best of parts is the best of the whole,
    and time grows faster than what is assigned at once."""
    count = int(row.max()) + 1
    size = count + int(col.max()) + 1
    graph = coo_array((np.ones(len(row), np.int8), (row, count + col)), (size, size))
    part = connected_components(graph, directed=False)[1][row]
    order = np.argsort(part, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(part[order]) > 0))
    batch = starts[np.flatnonzero(np.diff(starts // _AT_ONCE, prepend=-1))]
    yield from np.split(order, batch[1:])


def _best(
    row: npt.NDArray[np.intp], col: npt.NDArray[np.intp], worth: Floats
) -> npt.NDArray[np.bool_]:
    """Which of these pairs are in the assignment of most bits."""
    rows, row = np.unique(row, return_inverse=True)
    cols, col = np.unique(col, return_inverse=True)
    most = float(worth.max()) + 1.0
    count, wide = len(rows), len(cols)
    cost = csr_array(
        (
            np.concatenate([most - worth, np.full(count, most)]),
            (
                np.concatenate([row, np.arange(count)]),
                np.concatenate([col, wide + np.arange(count)]),
            ),
        ),
        (count, wide + count),
    )
    taken_row, taken_col = min_weight_full_bipartite_matching(cost)
    mate = np.full(count, -1)
    inside = taken_col < wide
    mate[taken_row[inside]] = taken_col[inside]
    found: npt.NDArray[np.bool_] = mate[row] == col
    return found


def _margins(
    row: npt.NDArray[np.intp],
    col: npt.NDArray[np.intp],
    worth: Floats,
    chosen: npt.NDArray[np.bool_],
) -> Floats:
    """What each chosen pair's entries would lose by their next best, who is there giving way."""
    has_row = np.zeros(row.max() + 1)
    has_col = np.zeros(col.max() + 1)
    has_row[row[chosen]] = worth[chosen]
    has_col[col[chosen]] = worth[chosen]
    other = ~chosen
    next_row, next_col = np.zeros_like(has_row), np.zeros_like(has_col)
    np.maximum.at(next_row, row[other], worth[other] - has_col[col[other]])
    np.maximum.at(next_col, col[other], worth[other] - has_row[row[other]])
    return worth[chosen] - next_row[row[chosen]] - next_col[col[chosen]]
