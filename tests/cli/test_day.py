"""The commands of the day as a delegate meets them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner, Result

from canje.app import service
from canje.app.opened import write_plan
from canje.case.case import Case
from canje.clear.engine import clear
from canje.cli.main import main
from canje.report.names import code
from canje.report.words import Language, Words
from canje.stage.engine import schedule

CASES = Path(service.__file__).parents[1] / "data" / "cases"
FAMILIES = str(CASES / "two-families")
PAGE = (Path(__file__).parents[2] / "docs" / "day.md").read_text("utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plan and its stages."""
    folder = tmp_path_factory.mktemp("desk")
    case = Case.read(FAMILIES)
    plan = clear(case.docket)
    write_plan(folder / "plan.json", plan, case)
    stages = schedule(case.docket, plan, case.handover)
    (folder / "stages.json").write_bytes(stages.to_bytes())
    return folder


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)), env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    lines = [line for line in result.output.splitlines() if "/" not in line]
    assert all(len(line) <= 80 for line in lines), result.output
    return result


def _people(desk: Path) -> dict[str, list[str]]:
    by: dict[str, list[str]] = {}
    for each in json.loads((desk / "plan.json").read_bytes())["people"]:
        by.setdefault(each["holder"], []).append(each["id"])
    return by


def _day(path: Path, *rows: str) -> Path:
    file = path / "day.csv"
    file.write_text("\n".join(["person,outcome,stage,time,note,by", *rows]) + "\n", "utf-8")
    return file


def test_papers_are_written_for_each_leg(desk: Path, tmp_path: Path) -> None:
    """HTML and PDF beside each other, in the language asked for."""
    for reader in ("hand-over", "carry", "receive"):
        papers = tmp_path / reader
        result = _run(
            *("manifest", desk / "plan.json", "--stages", desk / "stages.json"),
            *("--for", reader, "--language", "ar", "-o", papers),
        )
        assert result.exit_code == 0, result.output
        pages = sorted(each.stem for each in papers.glob("*.html"))
        assert pages == sorted(each.stem for each in papers.glob("*.pdf"))
        assert all(each.endswith(reader) for each in pages)
        text = "".join(each.read_text("utf-8") for each in papers.glob("*.html"))
        goes = [person for people in _people(desk).values() for person in people]
        assert set(re.findall(r"<bdi>([hs]\d)</bdi>", text)) == set(goes)


def test_papers_left_from_other_stages_are_told(desk: Path, tmp_path: Path) -> None:
    """They would be printed with the new ones; papers of another reader are none of them."""
    command = (
        *("manifest", desk / "plan.json", "--stages", desk / "stages.json"),
        *("--for", "carry", "-o", tmp_path),
    )
    (tmp_path / "stage-09-old-hill-hand-over.pdf").touch()
    assert _run(*command).exit_code == 0
    (tmp_path / "stage-09-old-carry.pdf").touch()
    result = _run(*command)
    assert result.exit_code == 1
    assert "1 older paper file" in result.output


def test_stages_of_another_plan_are_refused(desk: Path, tmp_path: Path) -> None:
    """A paper must not name whom the plan does not free."""
    stages = json.loads((desk / "stages.json").read_bytes())
    stages["digest"]["plan"] = "sha256:" + "0" * 64
    (tmp_path / "stages.json").write_text(json.dumps(stages))
    result = _run(
        *("manifest", desk / "plan.json", "--stages", tmp_path / "stages.json"),
        *("--for", "carry", "-o", tmp_path / "papers"),
    )
    assert result.exit_code == 1
    assert "another plan" in result.output


def test_a_repair_is_written_and_verified_by_desk_and_party(desk: Path, tmp_path: Path) -> None:
    """The desk by its own file, a party by what it is told; neither output names a refusal."""
    people = _people(desk)
    gone, out = people["hill"][0], people["hill"][-1]
    day = _day(tmp_path, f"{gone},crossed,1,09:40,,", f"{out},refused,,,she told the delegate,")
    repaired, told = tmp_path / "repaired.json", tmp_path / "told.csv"
    result = _run(
        *("repair", desk / "plan.json", "--day", day, "-o", repaired, "--for-parties", told)
    )
    assert result.exit_code in (0, 1), result.output
    assert "1 person is out of this round" in result.output
    for text in (repaired.read_text("utf-8"), told.read_text("utf-8"), result.output):
        assert "refused" not in text
        assert "told the delegate" not in text
    assert f"{out},not-in-this-round" in told.read_text("utf-8")
    made = json.loads(repaired.read_bytes())
    assert gone in {each["id"] for each in made["people"]}
    party = tmp_path / "party"
    shutil.copytree(FAMILIES, party)
    (party / "consents.csv").unlink()
    handed = tmp_path / "handed"  # what a party gets: the plans, and none of the desk's own
    handed.mkdir()
    for plan in (repaired, desk / "plan.json"):
        shutil.copy(plan, handed)
    for folder, file, at, first, ends in (
        (FAMILIES, day, tmp_path, desk, 0),
        (party, told, handed, handed, 1),  # right, and two are held back on the desk's word
    ):
        made_by = ("--announced", first / "plan.json")
        check = ("verify", at / "repaired.json", folder, "--day", file, *made_by)
        result = _run(*check)
        assert result.exit_code == ends, result.output
        assert "Accepted" in result.output
        assert ("the desk holds back" in result.output) == bool(ends)


def test_what_did_not_happen_is_not_verified(desk: Path, tmp_path: Path) -> None:
    """Another day than the one that the plan goes on from."""
    people = _people(desk)
    day = _day(tmp_path, f"{people['hill'][0]},absent,,,,")
    repaired = tmp_path / "repaired.json"
    _run("repair", desk / "plan.json", "--day", day, "-o", repaired)
    other = _day(tmp_path, f"{people['hill'][0]},crossed,,,,")
    check = ("verify", repaired, FAMILIES, "--day", other, "--announced", desk / "plan.json")
    assert _run(*check).exit_code == 1
    assert _run("verify", repaired, FAMILIES, "--day", day).exit_code == 1  # announced by what?
    assert _run("verify", repaired, FAMILIES).exit_code == 1  # no plan of the case as it was


def test_a_debt_is_told_and_the_next_stage_waits(desk: Path, tmp_path: Path) -> None:
    """One side is across, the other stops: who owes whom, on which term, and no further stage."""
    people = _people(desk)
    rows = [f"{each},crossed,,,," for each in people["hill"]]
    held = Case.read(FAMILIES).docket.people
    rows += [f"{each},absent,,,," for each in held.ids if each.startswith("h")]
    result = _run(
        *("repair", desk / "plan.json", "--day", _day(tmp_path, *rows)),
        *("--stages", desk / "stages.json"),
    )
    assert result.exit_code == 1
    assert "Not all terms can still hold." in result.output
    assert re.search(r"shore owes hill people worth \d+ by the tariff", result.output)
    assert "must not go on" in result.output


def test_the_guide_shows_what_is_so() -> None:
    """Every outcome and column is told, and its example can be read."""
    from canje.case.outcome import COLUMNS  # noqa: PLC0415  (beside what it is compared with)
    from canje.handover.outcome import OUTCOMES  # noqa: PLC0415

    assert all(f"`{each}`" in PAGE for each in (*OUTCOMES, *COLUMNS))
    commands = re.findall(r"^    canje (\w+)", PAGE, re.M)
    assert set(commands) <= set(main.list_commands(click.Context(main)))


def test_the_guides_example_is_a_day(desk: Path, tmp_path: Path) -> None:
    """Word for word."""
    (example,) = re.findall(r"^```csv day.csv\n(.*?)^```$", PAGE, re.M | re.S)
    (tmp_path / "day.csv").write_text(example, "utf-8")
    result = _run("repair", desk / "plan.json", "--day", tmp_path / "day.csv")
    assert result.exit_code in (0, 1), result.output
    assert "2 have crossed, 0 are aboard" in result.output


def test_an_unknown_guard_is_refused(desk: Path, tmp_path: Path) -> None:
    """Else a slip of the pen would pass for a guard that is met."""
    result = _run(
        *("repair", desk / "plan.json", "--day", _day(tmp_path), "--met", "no-such"),
        *("--stages", desk / "stages.json"),
    )
    assert result.exit_code == 1
    assert "no stage waits for" in result.output


def test_a_continuation_is_not_taken_for_a_plan_of_the_case(desk: Path, tmp_path: Path) -> None:
    """Whoever forgets the day is told so, by the checker and by the stages."""
    going = _people(desk)["shore"][0]
    happened, made = _day(tmp_path, f"{going},crossed,1,09:00,,"), tmp_path / "repaired.json"
    _run("repair", desk / "plan.json", "--day", happened, "-o", made)
    result = _run("verify", made, FAMILIES)
    assert result.exit_code == 1
    assert "give --day and --announced" in result.output
    assert "--restage" in _run("stage", made, "--case", FAMILIES).output
    result = _run("verify", desk / "plan.json", FAMILIES)
    assert result.exit_code == 0
    assert "--announced" not in result.output


def test_the_page_of_a_continuation_says_that_it_is_one(desk: Path, tmp_path: Path) -> None:
    """And which terms are unmet; it is not taken for a plan of another case."""
    people = _people(desk)
    gone = [f"{each},crossed,1,,," for each in people["shore"]]
    happened = _day(tmp_path, *gone, *(f"{each},absent,,,," for each in people["hill"]))
    made, page = tmp_path / "repaired.json", tmp_path / "page.html"
    _run("repair", desk / "plan.json", "--day", happened, "-o", made)
    for language in get_args(Language):
        result = _run("report", made, "--case", FAMILIES, "--language", language, "-o", page)
        assert result.exit_code == 0
        words, text = Words(language), page.read_text("utf-8")
        assert str(words("page.day")) in text
        assert str(words("page.other-case")) not in text
        assert str(words("page.day.unmet", terms=code("tariff"))) in text
        assert "--announced" in text
    _run("report", desk / "plan.json", "--case", FAMILIES, "-o", page)
    assert str(Words("en")("page.day")) not in page.read_text("utf-8")
