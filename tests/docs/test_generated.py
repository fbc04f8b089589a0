"""The pages of docs/ that are made from the code say what the code says."""

from __future__ import annotations

from pathlib import Path

from tools import docs


def test_pages_made_from_the_code_are_up_to_date() -> None:
    """Otherwise: `make docs`."""
    assert docs.differing() == []


def test_a_page_that_was_changed_by_hand_is_found(tmp_path: Path) -> None:
    """So is one that is not there."""
    assert docs.differing(tmp_path) == list(docs.PAGES)
    for name, page in docs.PAGES.items():
        (tmp_path / name).write_text(page(), encoding="utf-8")
    assert docs.differing(tmp_path) == []
    (tmp_path / "terms.md").write_text(docs.terms() + "and more\n", encoding="utf-8")
    assert docs.differing(tmp_path) == ["terms.md"]
