"""Probabilities that mean what they say: of pairs given 0.8, eight in ten are one person.

The model's probabilities are learned without labels. Where people have judged pairs, a line through
the log odds (Platt 1999) is fitted to their judgements, held to the identity by a prior that counts
as much as `TRUST` judgements, so that twenty cannot wreck it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from attrs import frozen

Floats = npt.NDArray[np.float64]

TRUST = 30.0
"""Judgements that the prior counts as: that the model is right as it is."""

_EDGE = 1e-9


@frozen
class Line:
    """log odds -> slope * log odds + shift."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, probability: Floats) -> Floats:
        if (self.slope, self.shift) == (1.0, 0.0):
            return probability
        return _probability(self.slope * _log_odds(probability) + self.shift)


def _log_odds(probability: Floats) -> Floats:
    inside = np.clip(probability, _EDGE, 1 - _EDGE)
    odds: Floats = np.log(inside) - np.log1p(-inside)
    return odds


def _probability(odds: Floats) -> Floats:
    return 1 / (1 + np.exp(-odds))


def calibrated(probability: Floats, truth: npt.NDArray[np.bool_]) -> Line:
    """The line that judged pairs speak for: penalised logistic regression, by Newton's steps."""
    if not len(probability):
        return Line()
    odds = np.clip(_log_odds(probability), -8, 8)
    design = np.stack([odds, np.ones_like(odds)], axis=1)
    at = np.array([1.0, 0.0])
    centre = at.copy()
    hold = np.diag([TRUST, TRUST / 4])
    for _ in range(50):
        expected = _probability(design @ at)
        slope = design.T @ (truth - expected) - hold @ (at - centre)
        curve = (design * (expected * (1 - expected))[:, None]).T @ design + hold
        step = np.linalg.solve(curve, slope)
        at = at + step
        if float(np.abs(step).max()) < 1e-9:
            break
    return Line(float(max(at[0], 0.1)), float(at[1]))


def error(probability: Floats, truth: npt.NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error: how far what is said is from what is, weighed by pairs."""
    if not len(probability):
        return 0.0
    which = np.minimum((probability * bins).astype(np.int64), bins - 1)
    count = np.bincount(which, minlength=bins)
    said = np.bincount(which, probability, bins)
    true = np.bincount(which, truth.astype(np.float64), bins)
    return float(np.abs(said - true).sum() / count.sum())
