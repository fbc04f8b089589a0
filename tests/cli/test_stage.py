"""`canje stage` from plan to file and check, with its words and exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import canje
from canje.cli.main import main
from canje.cli.show_stage import change_words
from canje.stage.schedule import Change
from tests.stage.test_check import sealed

CASES = Path(canje.__file__).parent / "data" / "cases"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("stage") / "plan.json"
    assert run("clear", CASES / "two-families", "-o", place).exit_code == 0
    return place


def test_stages_are_shown_written_and_checked(plan: Path) -> None:
    """Tables within 80 columns, and a file that stands its check."""
    file = plan.with_name("stages.json")
    made = run("stage", plan, "-o", file)
    assert made.exit_code == 0, made.output
    for words in ("2 stages.", "Proved", "on the spot", "both roads open for a day", "at worst"):
        assert (words in made.output) == (words != "on the spot"), words
    assert all(len(line) <= 80 for line in made.output.splitlines())
    assert json.loads(file.read_bytes())["format"] == "canje.stages/1"
    checked = run("stage", plan, "--check", file)
    assert checked.exit_code == 0
    assert "Accepted." in checked.output
    page = plan.with_name("page.html")
    assert run("report", plan, "--stages", file, "-o", page).exit_code == 0
    assert 'class="stages-wide"' in page.read_text("utf-8")


def test_whoever_refused_the_hill_is_taken_abroad(plan: Path) -> None:
    """In the case that ships: by the ferry, and by no leg to the Hill."""
    file = plan.with_name("abroad.json")
    assert run("stage", plan, "-o", file).exit_code == 0
    rides = [ride for stage in json.loads(file.read_bytes())["stages"] for ride in stage["rides"]]
    assert [ride["leg"] for ride in rides if "h1" in ride["people"]] == ["ferry"]


def test_altered_stages_are_refused(plan: Path) -> None:
    """With the reason, and exit code 1."""
    file = plan.with_name("altered.json")
    run("stage", plan, "-o", file)
    file.write_bytes(file.read_bytes().replace(b'"day":1', b'"day":2', 1))
    checked = run("stage", plan, "--check", file)
    assert checked.exit_code == 1
    assert "Refused." in checked.output
    assert "sealed" in checked.output


def test_too_few_stages_and_what_would_help(plan: Path) -> None:
    """Exit code 1, the terms in conflict, and each single change."""
    file = plan.with_name("few.json")
    made = run("stage", plan, "--stages", 1, "-o", file)
    assert made.exit_code == 1
    assert "there are no such stages" in made.output
    assert "wounded-first, stages" in made.output
    assert "1 stage more: 2" in made.output
    checked = run("stage", plan, "--check", file)
    assert checked.exit_code == 0, checked.output
    assert "Not confirmed" in checked.output


MINIMAL = {
    "case.yaml": """\
id: minimal
title: One who refused to go to B
date: 2025-04-20
consent: assumed
parties: [{id: A, name: A, kind: state}, {id: B, name: B, kind: state}]
destinations: {third: A third country}
""",
    "people.csv": "id,holder,beneficiary,destination\na1,A,B,B|third\nb1,B,A,A\n",
    "consents.csv": "person,destination,consents\na1,B,no\na1,third,yes\n",
    "handover.yaml": """\
places: [{id: A, name: Bank A}, {id: B, name: Bank B}]
legs:
  - {id: there, from: A, to: B, seats: 4, party: A}
  - {id: back, from: B, to: A, seats: 4, party: B}
""",
}


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    """The folder, with the plan in it: a1 goes to the third country, and no leg leads there."""
    folder = tmp_path / "minimal"
    folder.mkdir()
    for name, text in MINIMAL.items():
        (folder / name).write_text(text, "utf-8")
    assert run("clear", folder, "-o", folder / "plan.json").exit_code == 0
    freed = json.loads((folder / "plan.json").read_bytes())["people"]
    assert {each["id"]: each["destination"] for each in freed} == {"a1": "third", "b1": "A"}
    return folder


def test_nobody_is_sent_where_they_refused_to_go(minimal: Path) -> None:
    """No stages, who has no way where to, what would help; never the beneficiary's place."""
    stages = minimal / "stages.json"
    made = run("stage", minimal / "plan.json", "-o", stages)
    assert made.exit_code == 1
    text = " ".join(made.output.split())
    assert "No way to the destination" in text
    assert "1 person held by A to third (A third country)" in text
    assert "no place third: a1" in text
    assert "Add what is missing to handover.yaml" in text
    assert json.loads(stages.read_bytes())["stages"] == []
    days = run("simulate", minimal)
    assert days.exit_code == 1
    assert "no place third: a1" in " ".join(days.output.split())


def test_stages_to_another_place_are_refused(minimal: Path) -> None:
    """Stages sealed by whoever made them: the leg to B is no leg to the third country."""
    stages = minimal / "stages.json"
    run("stage", minimal / "plan.json", "-o", stages)
    value = json.loads(stages.read_bytes())
    value |= {"outcome": "proved", "changes": [], "conflict": []}
    value["stages"] = [
        {
            "number": 1,
            "day": 1,
            "waits": [],
            "rides": [{"leg": "back", "people": ["b1"]}, {"leg": "there", "people": ["a1"]}],
        }
    ]
    stages.write_bytes(sealed(value))
    checked = run("stage", minimal / "plan.json", "--check", stages)
    assert checked.exit_code == 1
    text = " ".join(checked.output.split())
    assert "a1: These legs do not end at the person's destination." in text
    assert "The stages say B, the checker finds third." in text


def test_check_says_it_before_there_is_a_plan(minimal: Path) -> None:
    """A notice for the row; with a leg to the third country the same folder is clean and staged."""
    told = " ".join(run("check", minimal).output.split())
    assert "people.csv, line 2, destination: third" in told
    assert "no place with this id" in told
    handover = MINIMAL["handover.yaml"].replace("}]", "}, {id: third, name: The airport}]")
    handover += "  - {id: plane, from: A, to: third, seats: 1, party: A}\n"
    (minimal / "handover.yaml").write_text(handover, "utf-8")
    assert "third" not in run("check", minimal).output
    stages = minimal / "stages.json"
    assert run("stage", minimal / "plan.json", "-o", stages).exit_code == 0
    (stage,) = json.loads(stages.read_bytes())["stages"]
    assert {(ride["leg"], *ride["people"]) for ride in stage["rides"]} == {
        ("plane", "a1"),
        ("back", "b1"),
    }
    assert run("stage", minimal / "plan.json", "--check", stages).exit_code == 0


def test_no_plan_and_no_stages(plan: Path, tmp_path: Path) -> None:
    """What cannot be read is told, with exit code 2."""
    assert run("stage", tmp_path / "none.json").exit_code == 2
    assert run("stage", plan, "--check", tmp_path / "none.json").exit_code == 2
    assert run("stage", plan, "--case", tmp_path).exit_code != 0


def test_a_plan_that_was_altered(plan: Path, tmp_path: Path) -> None:
    """Nobody is staged by a plan whose seal is broken."""
    value = json.loads(plan.read_bytes())
    value["people"][0]["id"] = "a-stranger"
    other = tmp_path / "plan.json"
    other.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    shutil.copy(plan.with_name("plan.desk.json"), tmp_path)
    made = run("stage", other, "--case", CASES / "two-families")
    assert made.exit_code == 1
    assert "was altered after it was made" in made.output


def test_without_time_nothing_is_claimed(plan: Path) -> None:
    """A limit of no seconds ends in `stopped`, exit code 1."""
    made = run("stage", plan, "--time-limit", 0)
    assert made.exit_code == 1
    assert "This says nothing about the plan." in made.output


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("stages", None, 1, 3), "Allow 1 stage more: 3 in all"),
        (Change("seats", "x", 3, 1200), "Add 3 seats on the leg x: 1,200 in all"),
        (Change("exposed", "calm", 10, 40), "Raise calm from 30 to 40"),
        (Change("exposed", None, None, 40), "Let every party tolerate an exposure of 40"),
        (Change("term", "order"), "Withdraw order"),
        (Change("simultaneous"), "Let all legs go at once"),
        (
            Change("route", "A>third", 2),
            "Add legs for 2 people held by A to third: there are none",
        ),
    ],
)
def test_changes_in_words(change: Change, words: str) -> None:
    """One sentence a change."""
    assert change_words(change) == words
