"""Who cannot be taken where the case could send them, told before there is a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from canje.case.folder import inspect
from tests.case.folders import write

HEAD = "id,holder,beneficiary,destination,family,place,status\n"
PLACES = """\
places: [{id: NO, name: n}, {id: SO, name: s}, {id: camp, name: c}, {id: abroad, name: a}]
legs:
  - {id: one, from: NO, to: SO, seats: 9, party: NO}
  - {id: two, from: SO, to: NO, seats: 9, party: SO}
"""
FAMILIES = """\
- {id: families, by: SO, text: together, together: {by: family}}
"""


def told(tmp_path: Path, *rows: str, **more: str | None) -> list[tuple[str, str, int | None, str]]:
    """Code, file, row and value of each finding about a destination."""
    files: dict[str, str | bytes | None] = {
        "people_csv": HEAD + "".join(f"{row}\n" for row in rows),
        "handover_yaml": PLACES,
        **dict.fromkeys(
            ("statements_csv", "terms_yaml", "bars_yaml", "consents_csv", "scenarios_yaml"), None
        ),
        "groups_yaml": None,
        **more,
    }
    case = str(write(tmp_path / "sound").joinpath("case.yaml").read_text())
    files["case_yaml"] = "\n".join(x for x in case.splitlines() if "objective" not in x) + "\n"
    found = inspect(write(tmp_path / "case", **files))
    return [
        (each.code, each.file, each.row, each.value or "")
        for each in found
        if each.code.startswith("destination.")
    ]


def test_every_destination_that_cannot_be_reached(tmp_path: Path) -> None:
    """One finding for each: no place, no legs there, nothing written; the others are silent."""
    assert told(
        tmp_path,
        "a1,NO,SO,SO|abroad|sea,,,",
        "a2,NO,SO,SO,,,",
        "a3,NO,SO,NO,,,",
        "a4,NO,SO,SO,,camp,",
        "a5,NO,SO,camp,,camp,",
        "a6,NO,SO,,,,",
    ) == [
        ("destination.no-place", "people.csv", 2, "sea"),
        ("destination.no-way", "people.csv", 2, "abroad"),
        ("destination.unknown", "people.csv", 2, "sea"),
        ("destination.no-way", "people.csv", 5, "SO"),
    ]


def test_a_group_is_told_once(tmp_path: Path) -> None:
    """Three thousand people alike are one finding."""
    groups = "- {id: g, count: 3000, holder: NO, beneficiary: SO, destination: abroad}\n"
    expected = [("destination.no-way", "groups.yaml", 1, "abroad")]
    assert told(tmp_path, groups_yaml=groups) == expected


def test_where_nobody_can_be_sent_nothing_is_missing(tmp_path: Path) -> None:
    """Bars and statements count; a refusal, which only the desk knows, does not."""
    bar = """\
- {id: b, order: o, court: c, covers: {id: a1}, forbids: destination, destination: abroad,
   from: 2025-01-01}
"""
    row = "a1,NO,SO,SO|abroad,,,"
    missing = [("destination.no-way", "people.csv", 2, "abroad")]
    assert told(tmp_path / "1", row) == missing
    assert told(tmp_path / "2", row, bars_yaml=bar) == []
    assert told(tmp_path / "3", "a1,NO,SO,abroad,,,released") == []
    no = "person,destination,consents\na1,abroad,no\n"
    assert told(tmp_path / "4", row, consents_csv=no) == missing


def test_a_family_goes_where_all_of_it_can(tmp_path: Path) -> None:
    """Whoever has no destination needs a way to that of the others."""
    rows = ("a1,NO,SO,abroad|SO,oak,,", "a2,NO,SO,abroad,oak,,", "a3,NO,SO,,oak,,")
    assert told(tmp_path, *rows, terms_yaml=FAMILIES) == [
        ("destination.no-way", "people.csv", line, "abroad") for line in (2, 3, 4)
    ]


def test_a_family_without_a_destination_goes_to_one_beneficiary(tmp_path: Path) -> None:
    """Whose family is for two parties would be parted: where they go is not known."""
    same = ("a1,NO,SO,,oak,,", "a2,NO,SO,,oak,,")
    assert told(tmp_path / "1", *same, terms_yaml=FAMILIES) == []
    parted = ("a1,NO,SO,,oak,,", "a2,NO,NO,,oak,,")
    assert told(tmp_path / "2", *parted, terms_yaml=FAMILIES) == [
        ("destination.none", "people.csv", 2, ""),
        ("destination.none", "people.csv", 3, ""),
    ]


@pytest.mark.parametrize("handover", [None, "places: [{id: SO, name: s}]\n", "legs: []\n"])
def test_without_legs_nothing_is_missing(handover: str | None, tmp_path: Path) -> None:
    """The case says nothing of ways yet."""
    assert told(tmp_path, "a1,NO,SO,abroad,,,", handover_yaml=handover) == []
