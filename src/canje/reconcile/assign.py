"""One to one: between two lists of one entry a person, the best assignment as a whole.

Each pair gains its bits (log2 of the odds against having no partner); an entry may stay alone and
gains nothing. The assignment of most bits is found by a sparse minimum-cost matching in which every
entry has a place of its own for staying alone. The margin says how sure a pair is: the bits that
would be lost if its two entries took their next best, others giving way.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from attrs import frozen
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Pairs = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


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
    rows, row = np.unique(left[order], return_inverse=True)
    cols, col = np.unique(right[order], return_inverse=True)
    worth = bits[order]
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
    chosen = mate[row] == col
    return Assignment(order[chosen], _margins(row, col, worth, chosen))


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
