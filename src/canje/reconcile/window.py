"""Occam's window: the models that the lists speak for, each with its weight.

A model's weight is e to the power of minus half of Schwarz's criterion, with the people seen as the
sample; those less likely than the best by more than a factor are left out (Madigan and Raftery
1994). Up to five lists every hierarchical model is fitted. Of more lists there are too many, and a
search goes from independence on, a term more at a time.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from canje.reconcile.loglinear import ENDLESS, Design, Fits, Floats, fit

ALL_OF = 5
"""Of so many lists, at most, every model is fitted: 6,893 at most. Six have millions."""

OCCAM = 20.0
"""A model that is less likely than the best by more than this is no longer told of."""

BEAM = 60
WINDOW = 200
"""Models of the search kept at each number of terms, and of the window, at most."""


@frozen
class Model:
    """A model that fits: its interactions as sets of lists in bits, and how many people it says.

    `weight` is its share among those told of.
    """

    interactions: tuple[int, ...]
    terms: int
    bic: float
    people: float
    weight: float


@frozen
class Average:
    """What models together say: the average, and the least and the most that one of them says."""

    seen: float
    people: float
    least: float
    most: float


@frozen(eq=False)
class Found:
    """The models of the window, best first, with their fits.

    `states` counts how all fits ended; `better` those without a maximum whose likelihood rises
    above what the best of the window has, its terms allowed for.
    """

    design: Design
    models: list[int]
    fits: Fits
    bic: Floats
    weights: Floats
    seen: float
    states: tuple[int, int, int]
    better: int

    @property
    def people(self) -> Floats:
        return self.seen + self.fits.unseen

    @property
    def average(self) -> Average:
        people = self.people
        return Average(
            self.seen, float(people @ self.weights), float(people.min()), float(people.max())
        )

    def told(self) -> tuple[Model, ...]:
        """Each model as it is told of."""
        columns = (self.fits.size, self.bic, self.people, self.weights)
        rows = zip(self.models, *(each.tolist() for each in columns), strict=True)
        return tuple(Model(self.design.tops(model), *rest) for model, *rest in rows)


def find(table: Floats, lists: int, order: int) -> Found | None:
    """Fit all models, or those that a search finds; None where none has a maximum."""
    design = Design(lists, order)
    if lists <= ALL_OF:
        models = design.models()
        fits = _fit(design, table, models)
    else:
        models, fits = _search(design, table)
    seen = float(table.sum())
    bic = fits.bic(np.full(len(models), seen))
    best = bic.min()
    if not np.isfinite(best):
        return None
    rising = fits.size * np.log(seen) - 2 * fits.likelihood
    order_of = sorted(range(len(models)), key=lambda row: (bic[row].round(6), models[row]))
    rows = np.array([row for row in order_of if bic[row] <= best + 2 * np.log(OCCAM)][:WINDOW])
    weights = np.exp((best - bic[rows]) / 2)
    states = np.bincount(fits.state, minlength=3).tolist()
    return Found(
        design,
        [models[row] for row in rows],
        fits.some(rows),
        bic[rows],
        weights / weights.sum(),
        seen,
        (states[0], states[1], states[2]),
        int(((fits.state == ENDLESS) & (rising < best)).sum()),
    )


def _fit(design: Design, table: Floats, models: list[int]) -> Fits:
    return fit(design, np.tile(table, (len(models), 1)), design.members(models))


def _search(design: Design, table: Floats) -> tuple[list[int], Fits]:
    """From independence on, a term more at a time: the best of each size have their wider models
    fitted, until these are out of the window three times running."""
    level, models, parts = [design.independent], list[int](), list[Fits]()
    best, behind = np.inf, 0
    while level and behind < 3:
        fits = _fit(design, table, level)
        models += level
        parts.append(fits)
        bic = fits.bic(np.full(len(level), table.sum()))
        behind = behind + 1 if bic.min() > best + 2 * np.log(OCCAM) else 0
        best = min(best, bic.min())
        ranked = sorted(range(len(level)), key=lambda row: (bic[row].round(6), level[row]))
        keep = [level[row] for row in ranked if np.isfinite(bic[row]) or len(level) == 1]
        level = sorted({each for model in keep[:BEAM] for each in design.wider(model)})
    return models, Fits.joined(parts)
