"""The measure of the queue's order: errors counted by hand, and fewer of them by the queue."""

from __future__ import annotations

import numpy as np
import pytest

from bench.names_made_up import made_up
from bench.queue import Desk, at_random, by_queue, wrong


def test_errors_are_pairs_wrongly_joined_and_pairs_missed() -> None:
    """By hand: three people; the first joined with the second, the third's two entries apart."""
    truth = np.array([1, 1, 2, 3, 3])
    assert wrong(truth, truth) == 0
    assert wrong(np.array([5, 6, 7, 8, 8]), truth) == 1
    assert wrong(np.array([5, 5, 5, 7, 8]), truth) == 2 + 1


@pytest.mark.slow
def test_the_queue_s_order_leaves_fewer_errors() -> None:
    """A third fewer at least, after as many judgements as random ones."""
    desk = Desk(made_up(11, 400))
    asked = desk.run(by_queue, 30, 15)
    drawn = desk.run(at_random(11), 30, 15)
    assert asked[0] == drawn[0] > 3
    assert 3 * asked[-1] <= 2 * drawn[-1]
