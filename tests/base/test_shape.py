"""What a file must look like before anybody reads on."""

from __future__ import annotations

import pytest

from canje.base.shape import LARGEST, Each, fits, misfit

SHAPE = {
    "n": int,
    "who": [{"id": str, "sex": (frozenset({"f", "m"}), None)}],
    "free": Each([int]),
    "even": lambda value: value % 2 == 0,
}
GOOD = {"n": 1, "who": [{"id": "a", "sex": None}], "free": {"x": [1]}, "even": 2, "more": "is fine"}


def test_what_fits_has_no_misfit() -> None:
    """Further keys are for others to judge."""
    assert fits(GOOD, SHAPE)
    assert misfit(GOOD, SHAPE) is None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"n": True}, "n"),
        ({"n": LARGEST + 1}, "n"),
        ({"n": 1.0}, "n"),
        ({"who": {}}, "who"),
        ({"who": [{"id": "a", "sex": None}, {"id": "b"}]}, "who[1].sex"),
        ({"who": [{"id": "a", "sex": "x"}]}, "who[0].sex"),
        ({"who": ["a"]}, "who[0]"),
        ({"free": {"x": [1, None]}}, "free.x[1]"),
        ({"free": []}, "free"),
        ({"even": 3}, "even"),
    ],
)
def test_a_misfit_is_told_by_its_place(change: dict[str, object], where: str) -> None:
    """Whoever wrote the file can find it."""
    assert misfit({**GOOD, **change}, SHAPE) == where


def test_what_is_no_object_at_all() -> None:
    """There is no key to name then."""
    assert misfit([], SHAPE) == "the whole"
    assert misfit({}, SHAPE) == "n"
