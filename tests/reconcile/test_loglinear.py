"""Log-linear models: their fits, and the proofs that there is one or none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canje.reconcile.loglinear import (
    ENDLESS,
    FITTED,
    UNTOLD,
    Design,
    Fits,
    fit,
    has_maximum,
    rises_for_ever,
)
from canje.reconcile.overlaps import Overlaps
from tests.reconcile.published_overlaps import (
    KOREA,
    KOSOVO,
    MADE_UP,
    NEW_ORLEANS,
    UK,
    UK_FIVE,
)


def _all(overlaps: Overlaps, order: int) -> tuple[Design, list[int], Fits]:
    design = Design(len(overlaps.lists), order)
    models = design.models()
    tables = np.tile(overlaps.table(), (len(models), 1))
    return design, models, fit(design, tables, design.members(models))


def _best(overlaps: Overlaps, order: int) -> float:
    """What the model says that Schwarz's criterion puts first."""
    _, models, fits = _all(overlaps, order)
    bic = fits.bic(np.full(len(models), float(overlaps.seen)))
    return float(overlaps.seen + fits.unseen[bic.argmin()])


@pytest.mark.parametrize(
    ("overlaps", "order", "people"),
    [
        (UK_FIVE, 2, 22_991),
        pytest.param(UK_FIVE, 4, 25_311, marks=pytest.mark.slow),
        (KOSOVO, 2, 14_342),
        (KOSOVO, 3, 10_357),
        (KOREA, 2, 157),
    ],
)
def test_the_best_model_says_what_was_published(
    overlaps: Overlaps, order: int, people: int
) -> None:
    """Silverman, Chan and Vincent (2024), Statistics and Computing 34:44, table 6, all models."""
    assert round(_best(overlaps, order)) == people


@pytest.mark.parametrize(
    ("overlaps", "extra", "people"),
    [(UK, None, 12_214), (NEW_ORLEANS, None, 997), (NEW_ORLEANS, "D E", 1_184)],
)
def test_a_given_model_says_what_was_published(
    overlaps: Overlaps, extra: str | None, people: int
) -> None:
    """New Orleans: Chan, Silverman and Vincent (2021), section 4; the United Kingdom: the main
    effects inside the 10,000 to 13,000 of Silverman (2014)."""
    design = Design(len(overlaps.lists), 2)
    model = design.independent
    if extra is not None:
        term = sum(1 << overlaps.lists.index(name) for name in extra.split())
        model |= 1 << design.terms.index(term)
    fits = fit(design, overlaps.table()[None], design.members([model]))
    assert round(overlaps.seen + float(fits.unseen[0])) == people


def test_how_many_models_there_are() -> None:
    """Kosovo 113 and Korea six that can be fitted: section 3 of the paper of 2024."""
    _, models, fits = _all(KOSOVO, 3)
    assert (len(models), int((fits.state == FITTED).sum())) == (113, 113)
    _, models, fits = _all(KOREA, 2)
    assert (len(models), int((fits.state == FITTED).sum())) == (8, 6)
    assert [len(Design(lists, 2).models()) for lists in (2, 3, 4, 5)] == [2, 8, 64, 1024]
    assert len(Design(5, 4).models()) == 6893


def test_which_models_of_the_made_up_table_can_be_fitted() -> None:
    """Table 2 of Chan, Silverman and Vincent (2021): AB alone or with one other has no maximum; all
    three pairs cannot be told apart; the rest are fitted."""
    design, models, fits = _all(MADE_UP, 2)
    names = {0b011: "AB", 0b101: "AC", 0b110: "BC"}
    state = {
        " ".join(names[term] for term in design.tops(model)): int(each)
        for model, each in zip(models, fits.state, strict=True)
    }
    assert state == {
        "": FITTED,
        "AC": FITTED,
        "BC": FITTED,
        "AC BC": FITTED,
        "AB": ENDLESS,
        "AB AC": ENDLESS,
        "AB BC": ENDLESS,
        "AB AC BC": UNTOLD,
    }


def _sparse(lists: int) -> st.SearchStrategy[list[int]]:
    cells = (1 << lists) - 1
    return st.lists(st.sampled_from([0, 0, 0, 1, 2, 9]), min_size=cells, max_size=cells)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_the_proofs_agree_with_a_linear_program(data: st.DataObject) -> None:
    """In tables full of holes: what Newton steps reach has a maximum by the linear program, what
    whole numbers refute has none, and the fitted margins are those of the table."""
    lists = data.draw(st.sampled_from([3, 4]))
    counts = np.array(data.draw(_sparse(lists)), float)
    if not counts.any():
        return
    design = Design(lists, lists - 1)
    models = design.models()[:: 1 if lists == 3 else 7]
    members = design.members(models)
    fits = fit(design, np.tile(counts, (len(models), 1)), members)
    for row, state in enumerate(fits.state):
        gone = members[row] & (counts @ design.matrix == 0)
        alive, kept = members[row] & ~gone, design.matrix @ gone == 0
        if state == UNTOLD:
            own = design.matrix[np.ix_(kept, alive)]
            assert np.linalg.matrix_rank(own) < alive.sum()
            continue
        assert has_maximum(design.matrix, counts, alive, kept) == (state == FITTED)
        if state == FITTED:
            fitted = fits.means[row] @ design.matrix
            np.testing.assert_allclose(fitted[alive], (counts @ design.matrix)[alive], atol=1e-5)


def test_no_maximum_is_proved_in_whole_numbers() -> None:
    """Two lists, nobody on the second alone: its mean only falls, and so the likelihood rises."""
    matrix = Design(2, 1).matrix
    counts = np.array([5.0, 0.0, 3.0])
    own, cells = np.ones(3, bool), np.ones(3, bool)
    assert rises_for_ever(matrix, counts, own, cells, np.array([-0.96, 1.03, 0.02]))
    assert not rises_for_ever(matrix, counts, own, cells, np.array([0.96, -1.03, 0.02]))
    assert not has_maximum(matrix, counts, own, cells)
    assert has_maximum(matrix, np.array([5.0, 1.0, 3.0]), own, cells)


def test_two_lists_are_lincoln_and_petersen() -> None:
    """Independence of two lists: the product of the lists by those on both."""
    overlaps = Overlaps.of_people(["A"] * 500 + ["B"] * 300 + ["A|B"] * 60)
    design = Design(2, 1)
    fits = fit(design, overlaps.table()[None], design.members([design.independent]))
    assert 860 + fits.unseen[0] == pytest.approx(560 * 360 / 60)


def test_many_fits_at_once_are_those_made_alone() -> None:
    """No row bears on another."""
    design, models, fits = _all(NEW_ORLEANS.without("E", "F", "G", "H"), 3)
    table = NEW_ORLEANS.without("E", "F", "G", "H").table()[None]
    for row in range(0, len(models), 9):
        alone = fit(design, table, design.members([models[row]]))
        assert alone.state[0] == fits.state[row]
        if alone.state[0] == FITTED:
            assert alone.unseen[0] == pytest.approx(fits.unseen[row], rel=1e-9)
            assert alone.likelihood[0] == pytest.approx(fits.likelihood[row], rel=1e-9)


def test_a_model_is_told_by_its_largest_terms() -> None:
    """Parts of a larger term are not named again."""
    design = Design(3, 3)
    assert design.tops((1 << 8) - 1) == (0b111,)
    assert design.tops(design.independent) == ()
