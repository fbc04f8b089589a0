"""Probabilities are mended by judgements, and by few of them only a little."""

from __future__ import annotations

import numpy as np
import pytest

from canje.reconcile.calibrate import Line, calibrated, error


def drawn(seed: int, count: int, shift: float) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities that are said, and truths drawn from odds that are `shift` higher."""
    chance = np.random.default_rng(seed)
    said = chance.uniform(0.02, 0.98, count)
    odds = np.log(said / (1 - said)) + shift
    return said, chance.uniform(size=count) < 1 / (1 + np.exp(-odds))


def test_no_judgement_changes_nothing() -> None:
    """The model is believed as it is, to the last digit."""
    said = np.array([0.0, 0.3, 1.0])
    assert (calibrated(np.zeros(0), np.zeros(0, bool))(said) == said).all()


def test_many_judgements_mend_what_is_said() -> None:
    """Two thousand show that all odds are too low; others then are right."""
    line = calibrated(*drawn(1, 2_000, 1.5))
    said, truth = drawn(2, 5_000, 1.5)
    assert error(said, truth) > 0.15
    assert error(line(said), truth) < 0.03


def test_twenty_cannot_wreck_it() -> None:
    """Twenty judgements, all against the model, leave its order and most of its belief."""
    line = calibrated(np.full(20, 0.9), np.zeros(20, bool))
    assert 0.1 < line(np.array([0.9]))[0] < 0.9
    assert line.slope > 0
    assert line(np.array([0.99999]))[0] > 0.9


def test_the_error_is_the_distance_of_what_is_said() -> None:
    """Four told 0.75 of whom three are; two told 0.2 of whom one is."""
    said = np.array([0.75] * 4 + [0.2] * 2)
    truth = np.array([True] * 3 + [False, True, False])
    assert error(said, truth) == pytest.approx((0 * 4 + 0.3 * 2) / 6)
    assert error(np.zeros(0), np.zeros(0, bool)) == 0.0


def test_a_line_keeps_certainty() -> None:
    """What is impossible stays so, nearly."""
    assert Line(1.1, 0.2)(np.array([0.0, 1.0])) == pytest.approx([0, 1], abs=1e-6)
