"""`canje new` as a person meets it: asked or told, all or nothing, clean from the first minute."""

from __future__ import annotations

import stat
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from canje.case.case import Case
from canje.case.folder import inspect
from canje.case.lists import lists_of
from canje.cli.main import main

NORTH = ("--party", "north:state:North bank")
SOUTH = ("--party", "south:armed-group:South: bank")
ALL = ("--title", "Two banks", "--date", "2025-04-20", *NORTH, *SOUTH)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sought.csv").write_text("Name,Born\nAda Made-Up,1980\nBo Made-Up,1981\n")
    (tmp_path / "held.csv").write_text("Name,Born\nAda Made-Up,1980\n")
    (tmp_path / "bad.csv").write_text("Name,Born\nAda Made-Up,31/02/1980\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, code: int, answers: str = "") -> Result:
    made = CliRunner().invoke(main, ["new", *arguments], input=answers, env={"COLUMNS": "80"})
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exception
    assert made.exit_code == code, made.output
    return made


def nothing_made(here: Path) -> bool:
    return sorted(each.name for each in here.iterdir()) == ["bad.csv", "held.csv", "sought.csv"]


def test_options_say_it_all(here: Path) -> None:
    lists = ("--from", "north:sought:sought.csv", "--from", "south:held:held.csv")
    run("river", *ALL, *lists, code=0)
    assert inspect(here / "river") == ()
    case = Case.read(here / "river")
    assert (case.id, case.title) == ("river", "Two banks")
    assert [each.name for each in case.docket.parties] == ["North bank", "South: bank"]
    assert case.docket.consent_required  # nobody is asked to choose it
    assert [each.id for each in lists_of(here / "river")] == ["north-sought-1", "south-held-1"]
    assert {str(each.date) for each in lists_of(here / "river")} == {"2025-04-20"}


def test_what_no_option_says_is_asked(here: Path) -> None:
    answers = "Two banks\n2025-04-20\nn th\nnorth\nNorth\nstate\nsouth\nSouth\nfoo\nbody\n\n"
    made = run("river", "--from", "held.csv", code=0, answers=answers + "south\nheld\n")
    assert "An id is letters" in made.output
    assert inspect(here / "river") == ()
    assert [each.id for each in lists_of(here / "river")] == ["south-held-1"]


def test_only_its_owner_can_open_it(here: Path) -> None:
    run("river", *ALL, code=0)
    modes = [here / "river", here / "river" / "consents.csv"]
    assert [stat.S_IMODE(each.stat().st_mode) for each in modes] == [0o700, 0o600]


def test_where_the_answers_end_all_that_is_missing_is_told(here: Path) -> None:
    made = run("river", code=2)
    for option in ("--title", "--date", "--party"):
        assert option in made.output
    assert nothing_made(here)


def test_everything_wrong_is_told_at_once_and_nothing_is_made(here: Path) -> None:
    wrong = ("--party", "x", "--party", "b:foo:B", "--party", "é:state:E")
    made = run("river", "--title", "T", "--date", "20", *wrong, code=1)
    for code in ("value.date", "new.party", "value.choice", "id.malformed"):
        assert code in made.output
    assert nothing_made(here)


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        (("north:sought:bad.csv", "south:held:held.csv"), "31/02/1980"),
        (("north:sought:bad.csv", "south:held:none.csv"), "none.csv"),
        (("west:sought:held.csv",), "party.unknown"),
        (("north:sought:held.csv", "south:held:held.csv"), "list.known"),
        (("held.csv",), "new.list"),
    ],
)
def test_a_list_that_cannot_be_taken_makes_no_folder(
    here: Path, lists: tuple[str, ...], told: str
) -> None:
    options = [part for each in lists for part in ("--from", each)]
    made = run("river", *ALL, *options, code=1)
    assert told in made.output
    assert nothing_made(here)


def test_a_reserved_id_is_found_like_any_other(here: Path) -> None:
    made = run("river", *ALL, "--party", "law:state:Law", code=1)
    assert "id.reserved" in made.output
    assert nothing_made(here)


@pytest.mark.parametrize("where", ["held.csv", ".", "no/such/river"])
def test_what_is_there_is_never_overwritten(here: Path, where: str) -> None:
    before = (here / "held.csv").read_bytes()
    run(where, *ALL, code=2)
    assert (here / "held.csv").read_bytes() == before
    assert nothing_made(here)


def test_a_sheet_is_named_behind_the_file(here: Path) -> None:
    """Both sheets of one workbook, each for what it says."""
    book = openpyxl.Workbook()
    for number, name in enumerate(("Sought", "Held here")):
        sheet = book.active if not number else book.create_sheet()
        assert sheet is not None
        sheet.title = name
        sheet.append(["Name", "Born"])
        sheet.append([f"Made-Up Person {number}", 1980 + number])
    book.save(here / "book.xlsx")
    lists = ("--from", "north:sought:book.xlsx#Sought", "--from", "south:held:book.xlsx#Held here")
    run("river", *ALL, *lists, code=0)
    assert [each.id for each in lists_of(here / "river")] == ["north-sought-1", "south-held-1"]
    names = [each.entries.column("name")[0] for each in lists_of(here / "river")]
    assert names == ["Made-Up Person 0", "Made-Up Person 1"]
