"""People of a case as the persons whom lists made of them: as written, with the newest answers."""

from __future__ import annotations

from pathlib import Path

from canje.case.case import Case
from canje.case.persons import newest, persons_of
from canje.reconcile.funnel import Funnel, funnels

HEAD = """\
id: made-up
title: Made up
date: 2025-04-20
parties:
  - {id: NO, name: The North, kind: state}
  - {id: SO, name: The South, kind: armed-group}
"""
LISTS = """\
- {file: a.csv, party: NO, kind: sought, id: NO-sought, version: 1, date: 2025-03-01}
- {file: b.csv, party: NO, kind: sought, id: NO-sought, version: 2, date: 2025-03-08}
- {file: c.csv, party: SO, kind: held, id: SO-held, version: 1, date: 2025-03-02}
- {file: d.csv, party: SO, kind: agreed, id: SO-agreed, version: 1, date: 2025-03-09}
"""
PEOPLE = """\
id,holder,status,sought_by,agreed_by,joined,entries
a,SO,held,NO,SO,judged,NO-sought-2#2 SO-held-1#2 SO-agreed-1#2
b,SO,unanswered,NO,,alone,NO-sought-2#3
c,SO,unanswered,,,alone,NO-sought-1#4
d,SO,held,,,alone,SO-held-1#3
e,SO,held,NO,,perhaps,NO-sought-2#5 NO-sought-2#6
by-hand,SO,held,,,,
"""
STATEMENTS = "person,party,code,date\nb,SO,deceased,2025-03-20\n"


def _case(folder: Path, lists: str = LISTS, people: str = PEOPLE) -> Case:
    (folder / "case.yaml").write_text(HEAD)
    (folder / "people.csv").write_text(people)
    (folder / "statements.csv").write_text(STATEMENTS)
    if lists:
        (folder / "lists").mkdir()
        (folder / "lists" / "lists.yaml").write_text(lists)
        for name in "abcd":
            (folder / "lists" / f"{name}.csv").write_text("name\nAda Made-Up\n")
    return Case.read(folder)


def test_the_counts_are_those_of_the_lists(tmp_path: Path) -> None:
    """By hand: an answer newer than the table counts; an entry of an old version is not sought."""
    case = _case(tmp_path)
    assert [each.id for each in newest(case)] == ["NO-sought-2", "SO-held-1", "SO-agreed-1"]
    persons = persons_of(case)
    assert [each.id for each in persons] == ["a", "b", "c", "d", "e"]
    assert {each.id: each.status for each in persons}["b"] == "deceased"
    assert [each.joined for each in persons] == ["judged", "alone", "alone", "alone", "proposed"]
    assert funnels(persons, {"a", "d"}) == (
        Funnel(
            "NO", "SO", 4,
            (("sought", 3), ("answered", 3), ("acknowledged", 2), ("eligible", 1), ("agreed", 1)),
            (("held", 2), ("deceased", 1)), 1,
        ),
    )  # fmt: skip


def test_people_who_are_from_no_list(tmp_path: Path) -> None:
    """Without lists, or without what `canje persons` writes, there is nothing to count."""
    for number, (lists, people) in enumerate(
        [("", PEOPLE), (LISTS, "id,holder\nb,SO\n"), (LISTS, PEOPLE.replace("joined", "joint"))]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert persons_of(_case(folder, lists, people)) == ()
