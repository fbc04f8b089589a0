"""The assignment is the best there is, and its margin what giving way would cost."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from canje.reconcile.assign import assign

PAIRS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(-40, 60)), max_size=12,
    unique_by=lambda each: each[:2],
)  # fmt: skip


def best(pairs: list[tuple[int, int, int]]) -> float:
    """The most bits any assignment has: all of them, one by one."""
    worth = {(one, other): bits for one, other, bits in pairs}
    return max(
        sum(max(0, worth.get((one, other), 0)) for one, other in enumerate(order))
        for order in permutations(range(4))
    )


@given(PAIRS)
def test_no_assignment_has_more_bits(pairs: list[tuple[int, int, int]]) -> None:
    """Against every other one, on small lists; each entry at most once."""
    left, right, bits = (np.array([each[k] for each in pairs]) for k in range(3))
    found = assign(left.astype(np.int32), right.astype(np.int32), bits.astype(np.float64))
    assert bits[found.chosen].sum() == best(pairs)
    for side in (left, right):
        assert len(set(side[found.chosen].tolist())) == len(found.chosen)
    assert (bits[found.chosen] > 0).all()


@given(st.lists(PAIRS.filter(len), min_size=1, max_size=3))
def test_what_hangs_together_is_assigned_as_if_alone(
    parts: list[list[tuple[int, int, int]]],
) -> None:
    """A thousand lists that share no entry: more than are assigned at once."""
    alone = []
    for part in parts:
        one, other, worth = (np.array([each[k] for each in part]) for k in range(3))
        alone.append(assign(one.astype(np.int32), other.astype(np.int32), worth.astype(np.float64)))
    many = [(place, part) for place, part in enumerate(parts * 1_000)]
    left, right, bits = (
        np.array([each[k] + (4 * place if k < 2 else 0) for place, part in many for each in part])
        for k in range(3)
    )
    found = assign(left.astype(np.int32), right.astype(np.int32), bits.astype(np.float64))
    starts = np.cumsum([0, *(len(part) for _, part in many)])
    expected = [
        start + rows.chosen for start, rows in zip(starts.tolist(), alone * 1_000, strict=False)
    ]
    assert sorted(found.chosen.tolist()) == sorted(np.concatenate(expected).tolist())
    margins = np.concatenate([each.margin for each in alone * 1_000])
    assert np.sort(found.margin).tolist() == np.sort(margins).tolist()


def test_the_margin_is_what_the_next_best_would_cost() -> None:
    """9 + 8 bits; without the first pair only 7 are left for its left entry, with 8 giving way."""
    left, right = np.array([0, 0, 1], np.int32), np.array([0, 1, 1], np.int32)
    found = assign(left, right, np.array([9.0, 7.0, 4.0]))
    assert found.chosen.tolist() == [0, 2]
    assert found.margin.tolist() == [9.0 - (7.0 - 4.0), 4.0]


def test_nothing_to_assign() -> None:
    """No pair, or none with anything in its favour."""
    none = np.zeros(0, np.int32)
    assert not len(assign(none, none, np.zeros(0)).chosen)
    one = np.zeros(1, np.int32)
    assert not len(assign(one, one, np.array([-1.0])).chosen)
