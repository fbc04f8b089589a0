"""Clusters: everyone in one, no two of a clean list, judgements kept, order free."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canje.reconcile.clusters import cluster

SIZE = 8
EDGES = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(-60, 60)),
    max_size=20, unique_by=lambda each: frozenset(each[:2]),
).map(lambda edges: [each for each in edges if each[0] < each[1]])  # fmt: skip
SOME = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=4).map(
    lambda pairs: [each for each in pairs if each[0] != each[1]]
)


def arrays(
    edges: list[tuple[int, int, int]],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    one, other, bits = (np.array([each[k] for each in edges]) for k in range(3))
    return one.astype(np.int32), other.astype(np.int32), bits / 7


@given(EDGES, SOME)
def test_what_was_judged_different_is_never_together(
    edges: list[tuple[int, int, int]], apart: list[tuple[int, int]]
) -> None:
    """Nor are two entries of a list of one entry a person; and nobody is lost."""
    lists = np.array([0, 0, 0, 1, 1, -1, -1, -1])
    found = cluster(SIZE, *arrays(edges), lists, different=apart)
    assert len(found.of) == SIZE
    members = found.members()
    assert sorted(each for one in members for each in one) == list(range(SIZE))
    for one, other in apart:
        assert found.of[one] != found.of[other]
    for group in members:
        clean = [lists[each] for each in group if lists[each] >= 0]
        assert len(clean) == len(set(clean))


@given(EDGES, SOME)
def test_what_was_judged_the_same_is_together(
    edges: list[tuple[int, int, int]], same: list[tuple[int, int]]
) -> None:
    """Whatever the scores say."""
    found = cluster(SIZE, *arrays(edges), same=same)
    for one, other in same:
        assert found.of[one] == found.of[other]


@given(EDGES, st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_nothing(
    edges: list[tuple[int, int, int]], random: object
) -> None:
    """The same pairs in another order make the same clusters."""
    turned = list(edges)
    random.shuffle(turned)  # type: ignore[attr-defined]  # hypothesis' own
    assert cluster(SIZE, *arrays(edges)).of.tolist() == cluster(SIZE, *arrays(turned)).of.tolist()


def test_one_thin_link_does_not_join_two_persons() -> None:
    """Two triangles and one link: the other eight pairs, silent, outvote it."""
    strong = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)]
    edges = [(*pair, 56) for pair in strong] + [(2, 3, 50)]
    assert cluster(6, *arrays(edges)).of.tolist() == [0, 0, 0, 1, 1, 1]


def test_a_bridge_is_told() -> None:
    """Two pairs that hang together by little are one person, with an alarm."""
    edges = [(0, 1, 70), (2, 3, 70), (0, 2, 20), (0, 3, 20), (1, 2, 10), (1, 3, -10)]
    found = cluster(4, *arrays(edges))
    assert found.of.tolist() == [0, 0, 0, 0]
    (bridge,) = found.bridges
    assert (bridge.left, bridge.right) == ((0, 1), (2, 3))
    assert bridge.bits == pytest.approx(40 / 7 / 4)


def test_nobody_to_link() -> None:
    """No entries, or no pairs."""
    none = np.zeros(0, np.int32)
    assert cluster(0, none, none, np.zeros(0)).members() == []
    assert cluster(3, none, none, np.zeros(0)).of.tolist() == [0, 1, 2]
