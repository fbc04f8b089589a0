"""`canje estimate` as a person meets it."""

from __future__ import annotations

import shutil
from itertools import cycle
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from canje.app import service
from canje.case.case import Case
from canje.case.overlaps import overlaps_of, read_overlaps
from canje.cli.main import main
from canje.cli.show_estimate import CAUTIONS, REFUSED
from canje.reconcile import estimate as method
from canje.reconcile.overlaps import Overlaps
from tests.reconcile.published_overlaps import KOSOVO, UK

CASES = Path(service.__file__).parents[1] / "data" / "cases"


def _run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["estimate", *arguments], env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert all(len(line) <= 80 for line in result.output.splitlines())
    return result


def _table(folder: Path, overlaps: Overlaps) -> str:
    """The overlaps as a file."""
    rows = [[*overlaps.lists, "count"]]
    for some, count in overlaps.sets().items():
        rows.append([*(str(int(name in some)) for name in overlaps.lists), str(count)])
    path = folder / "overlaps.csv"
    path.write_text("\n".join(map(",".join, rows)) + "\n")
    return str(path)


def _case(folder: Path, column: str, values: list[str]) -> Path:
    """The made-up case with a column more; people take the values by turns."""
    made = folder / "case"
    shutil.copytree(CASES / "two-families", made)
    people = made / "people.csv"
    head, *rows = people.read_text().splitlines()
    marked = (f"{row},{value}" for row, value in zip(rows, cycle(values), strict=False))
    people.write_text("\n".join([f"{head},{column}", *marked]) + "\n")
    return made


def test_a_table_is_answered_by_its_spread(tmp_path: Path) -> None:
    """The spread first, then lists, models with weights, what would change it, and cautions."""
    result = _run("--table", _table(tmp_path, KOSOVO), "--runs", "100")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "4,400 people on 4 lists. On none of them:"
    assert lines[1].startswith("5,957 to 13,993 more, by 3 models")
    assert "in all 10,357 to 18,393; average by weight 13,193" in result.output
    assert "interval of 95 %:" in result.output
    assert "10,357" in result.output.split("Lists that depend")[1]
    assert "without C  HRW" in result.output
    assert "if 5 % of links are missed" in result.output
    for words in (
        "made independently",
        "likely they are to be listed",
        "found again",
        "the same time",
    ):
        assert words in " ".join(result.output.split())
    assert "113 models fitted" in result.output


def test_the_answer_is_the_same_for_rows_in_any_order(tmp_path: Path) -> None:
    """Rows and columns turned round, and a row cut in two."""
    path = Path(_table(tmp_path, KOSOVO))
    one = _run("--table", str(path), "--runs", "40")
    head, *rows = (line.split(",") for line in path.read_text().splitlines())
    turned = [[*reversed(row[:-1]), row[-1]] for row in (head, *reversed(rows))]
    turned[1][-1] = str(int(turned[1][-1]) - 1)
    turned.append([*turned[1][:-1], "1"])
    path.write_text("\n".join(map(",".join, turned)))
    assert _run("--table", str(path), "--runs", "40").output == one.output
    assert _run("--table", str(path), "--runs", "40", "--seed", "ab" * 32).output != one.output


def test_the_people_of_a_case_by_the_column_lists(tmp_path: Path) -> None:
    """Each person's lists stand in people.csv."""
    folder = _case(tmp_path, "lists", ["north", "south", "north|south", "north|red", "south|red"])
    overlaps = overlaps_of(Case.read(folder))
    assert overlaps.lists == ("north", "red", "south")
    result = _run(str(folder), "--runs", "20")
    assert result.exit_code == 0
    assert f"{overlaps.seen:,} people on 3 lists" in result.output
    assert "Nobody is on both" not in result.output


def test_the_people_of_a_case_by_their_entries(tmp_path: Path) -> None:
    """Where `canje persons` wrote the rows, by the lists of their entries, whatever the version."""
    folder = _case(tmp_path, "entries", ["north-1#2 south-2#9", "north-2#3", "south-2#4"])
    overlaps = overlaps_of(Case.read(folder))
    assert overlaps.lists == ("north", "south")
    assert overlaps.on(3) == -(-overlaps.seen // 3)


def test_a_list_of_what_was_agreed_is_no_list(tmp_path: Path) -> None:
    """It only grows from the others: whoever is on it alone is not counted."""
    folder = _case(tmp_path, "lists", ["north|agreed", "south", "north|south"])
    (folder / "lists").mkdir()
    (folder / "lists" / "agreed.csv").write_text("name\nMade Up\n")
    (folder / "lists" / "lists.yaml").write_text(
        "- {id: agreed, file: agreed.csv, party: hill, kind: agreed, date: 2025-01-01}\n"
    )
    assert overlaps_of(Case.read(folder)).lists == ("north", "south")


def test_lists_can_be_joined_or_left_out(tmp_path: Path) -> None:
    """Joining is as publishing did; a name that is no list is told."""
    path = _table(tmp_path, UK)
    result = _run("--table", path, "--merge", "LA,NG", "--omit", "GP", "--runs", "0")
    assert result.exit_code == 0
    assert "LA+NG" in result.output
    assert "No interval" in result.output
    result = _run("--table", path, "--omit", "XX")
    assert result.exit_code == 1
    assert "nobody is on a list 'XX'" in result.output


def test_two_lists_are_never_one_number(tmp_path: Path) -> None:
    """The head is what other odds would say; independence and Chapman come after."""
    overlaps = Overlaps.of_people(["A"] * 500 + ["B"] * 300 + ["A|B"] * 60)
    output = _run("--table", _table(tmp_path, overlaps), "--runs", "50").output
    assert "1,250 to 10,000 more, if the lists depend" in output
    assert "if independent 3,360" in output
    assert "Chapman): 3,319" in output
    assert "Two lists cannot show" in output


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (["A"], "At least two lists"),
        (["A", "B"], "Nobody is on two lists"),
        (["A", "A|B"], "Everybody is on the list A"),
        (["|".join("ABCDEFGHI")], "More than eight lists"),
    ],
)
def test_what_lists_do_not_say_is_refused_with_its_reason(
    tmp_path: Path, people: list[str], words: str
) -> None:
    """Exit code 1, the reason, and the lists."""
    result = _run("--table", _table(tmp_path, Overlaps.of_people(people)))
    assert result.exit_code == 1
    assert "Not estimated" in result.output
    assert words in result.output


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A,B\n1,0\n", "column.missing"),
        ("A,B,count\n1,0,x\n", "value.number"),
        ("A,B,count\n1,2,5\n", "value.choice"),
        ("A,B b,count\n1,0,5\n", "id.malformed"),
        ("", "csv.empty"),
    ],
)
def test_a_table_that_is_wrong_is_reported(tmp_path: Path, text: str, code: str) -> None:
    """All of it as findings."""
    path = tmp_path / "wrong.csv"
    path.write_text(text)
    result = _run("--table", str(path))
    assert result.exit_code == 1
    assert code in result.output


def test_a_table_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    """Exit code 2; and either a case or a table must be given."""
    assert _run("--table", str(tmp_path / "none.csv")).exit_code == 2
    assert _run().exit_code == 2
    assert _run("--table", _table(tmp_path, KOSOVO), "--seed", "ab").exit_code == 2


def test_a_table_reads_as_it_was_written(tmp_path: Path) -> None:
    """Nothing is lost on the way through a file."""
    assert read_overlaps(Path(_table(tmp_path, KOSOVO))) == KOSOVO


def test_every_reason_and_caution_has_words() -> None:
    """None is shown as a bare code."""
    assert set(CAUTIONS) == set(get_args(method.Code))
    assert set(REFUSED) == set(get_args(method.Why))
