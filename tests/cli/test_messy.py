"""Two messy workbooks, from files to people.csv, as a new user goes: nothing stops on the way."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from canje.case.case import Case
from canje.case.folder import inspect
from canje.case.lists import lists_of
from canje.cli.main import main
from tests.messy_workbooks import hill, shore

CASE = """\
id: messy
title: Two messy workbooks
date: 2024-06-01
consent: assumed
parties:
  - {id: hill, name: The Hill, kind: armed-group}
  - {id: shore, name: The Shore, kind: state}
"""


def run(*arguments: object, code: int = 0, say: str = "") -> Result:
    result = CliRunner().invoke(
        main, [str(each) for each in arguments], input=say, env={"COLUMNS": "80"}
    )
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code == code, result.output
    for line in result.output.splitlines():  # but for the path of a file, which is not broken
        assert cell_len(line) <= 80 or "/" in line, line
    return result


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "messy"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, "utf-8")
    (tmp_path / "hill.xlsx").write_bytes(hill())
    (tmp_path / "shore.xlsx").write_bytes(shore())
    return folder


def takes(case: Path) -> list[tuple[object, ...]]:
    whose = ("--party", "shore", "--date", "2024-05-25")
    file = case.parent / "shore.xlsx"
    hills = ("--party", "hill", "--date", "2024-05-20")
    return [
        (case.parent / "hill.xlsx", case, "--kind", "sought", *hills),
        (file, case, "--sheet", "Detenidos", "--kind", "held", *whose),
        (file, case, "--sheet", "Buscados", "--kind", "sought", *whose),
    ]  # fmt: skip


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_a_look_at_each_list(case: Path) -> None:
    """All columns are understood; sums, signatures, remarks and odd words are told."""
    file, _, *whose = takes(case)[0]
    said = run("list", "check", file, *whose).output
    assert "8 entries. 0 errors to fix" in said
    assert "not understood" not in said
    for code in ("row.total-differs", "row.signature", "entry.says-died", "entry.says-released",
                 "health.unknown"):  # fmt: skip
        assert code in said
    assert "It says 9, but 8 entries stand above" in " ".join(said.split())
    file, _, *whose = takes(case)[1]
    said = run("list", "check", file, *whose).output
    assert "9 entries. 0 errors to fix" in said
    for code in ("row.total", "row.signature", "list.place", "date.two-digits-read"):
        assert code in said


def test_both_sheets_of_one_workbook(case: Path) -> None:
    """Each is a list of its own; the same sheet twice is refused."""
    whose = ("--kind", "held", "--party", "shore")
    said = run("list", "take", case.parent / "shore.xlsx", case, *whose, code=1).output
    assert "list.which-sheet" in said
    for each in takes(case):
        run("list", "take", *each)
    assert [(each.id, len(each)) for each in lists_of(case)] == [
        ("hill-sought-1", 8), ("shore-held-1", 9), ("shore-sought-1", 3),
    ]  # fmt: skip
    again = run("list", "take", *takes(case)[1], code=1).output
    assert "list.known" in again
    assert "shore-held-1" in again
    held = lists_of(case)[1].entries
    assert held.column("taken").texts()[:3] == ["2024-01", "2024-01-15", "2024-01"]
    assert "Total Okafor" in held.column("name").texts()
    assert "Capitán R. Mora" not in held.column("name").texts()


def test_from_the_workbooks_to_people(case: Path) -> None:
    """Accept, persons, check, clear, queue; each says what a person has to decide."""
    for each in takes(case):
        run("list", "take", *each)
    run("accept", case, "--at-least", "0.9", "--by", "ana", "--why", "each looked at")
    said = " ".join(run("persons", case).output.split())
    assert "5 people may have died or been released" in said
    assert "4 people have a health on which lists do not agree" in said
    people = rows(case / "people.csv")
    assert len(people) == 13
    one = people["hill-sought-1.5"]  # Walid is one name in both scripts
    assert one["entries"] == "hill-sought-1#5 shore-held-1#4"
    assert (one["health"], one["nationality"], one["taken"]) == (
        "seriously-wounded",
        "YE",
        "2024-01",
    )
    assert one["health_written"] == "hill-sought-1#5: جريح; shore-held-1#4: herido grave"
    assert people["hill-sought-1.8"]["entries"].split()[1] == "shore-held-1#7"  # Abu Bakr
    assert people["hill-sought-1.8"]["status"] == "held"  # whatever two remarks say
    assert people["hill-sought-1.10"]["health"] == "sick"  # مريض and enfermo
    assert people["hill-sought-1.10"]["differs"] == ""
    run("check", case)
    told = [each.code for each in inspect(case)]
    assert told.count("person.to-ask") == 5
    assert told.count("health.differs") == 4
    docket = Case.read(case).docket
    first = [
        level for level in docket.levels if getattr(level, "title", "").startswith("seriously")
    ]
    assert first, "law puts the seriously wounded and sick first"
    assert docket.people.column("health").texts().count("seriously-wounded") == 4
    run("clear", case)
    answers_end_the_questions(case)


def answers_end_the_questions(case: Path) -> None:
    """A statement, or a cell changed by hand, and both stay when people.csv is made anew."""
    asked = run("queue", case, "--count", "1").output
    assert "died? hill-sought-1#8" in asked
    assert "statements.csv" in asked
    (case / "statements.csv").write_text(
        "person,party,code,date\nhill-sought-1#8,shore,deceased,2024-05-28\n", "utf-8"
    )
    path = case / "people.csv"
    text = path.read_text("utf-8")
    text = text.replace("judged,health,hill-sought-1#5:", "judged,,hill-sought-1#5:")
    text = text.replace("released? hill-sought-1#6: تم الإفراج عنه", "")
    path.write_text(text, "utf-8")
    run("persons", case, code=1)
    run("persons", case, "--keep")
    people = rows(path)
    assert people["hill-sought-1.8"]["status"] == "deceased"
    assert people["hill-sought-1.8"]["to_ask"] == ""
    assert people["hill-sought-1.5"]["differs"] == ""
    assert people["hill-sought-1.6"]["to_ask"] == ""
    told = [each.code for each in inspect(case)]
    assert told.count("person.to-ask") == 3
    assert told.count("health.differs") == 3
    asked = run("queue", case, "--count", "1", "--language", "ar").output
    assert "hill-sought-1#8" not in asked
    assert "توفي؟" in asked


def test_what_columns_mean_is_kept_for_each_kind(case: Path, tmp_path: Path) -> None:
    """A list of another kind in between changes nothing: not one entry was changed."""
    told = tmp_path / "columns.yaml"
    told.write_text("columns: {Datos: name, X: born}\ndates: {born: day-first}\n", "utf-8")
    sought = "Datos,X\n" + "".join(f"Made Up {chr(65 + n)},05/06/19{50 + n}\n" for n in range(20))
    other = "Full name,X\nSomebody Else,remark\n"
    newer = sought + "One More,07/06/1980\n"
    for name, text in (("a", sought), ("b", other), ("c", newer)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    whose = ("--party", "hill", "--date", "2024-05-20")
    run("list", "take", tmp_path / "a.csv", case, "--kind", "sought", *whose, "--columns", told)
    run("list", "take", tmp_path / "b.csv", case, "--kind", "held", *whose)
    said = run("list", "take", tmp_path / "c.csv", case, "--kind", "sought", *whose).output
    assert "as in the party's list before" in " ".join(said.split())
    diff = said.split("Against hill-sought-1:")[1]
    assert "1 added" in " ".join(diff.split())
    assert "0 changed" in " ".join(diff.split())
    newest = lists_of(case)[-1].entries
    assert newest.column("born")[0] == "1950-06-05"
    assert "born" not in lists_of(case)[1].entries.columns  # what was said of the other kind
