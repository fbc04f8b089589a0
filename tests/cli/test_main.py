"""The commands as a person meets them: exit codes, words, nothing half written, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner, Result

from canje.app import service
from canje.case.case import Case
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.cli.main import main
from canje.cli.show import certificate
from tests.case.folders import write

CASES = Path(service.__file__).parents[1] / "data" / "cases"
FAMILIES = str(CASES / "two-families")
APRIL = str(CASES / "el-salvador-venezuela-2025-04")


def _run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments, env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    lines = [line for line in result.output.splitlines() if "/" not in line]  # a path is as long
    assert all(len(line) <= 80 for line in lines), result.output  # as it is, and never broken
    return result


def test_a_clean_case_is_said_to_be_clean(tmp_path: Path) -> None:
    """Exit code 0."""
    result = _run("check", str(write(tmp_path / "sound")))
    assert result.exit_code == 0
    assert "no errors" in result.output
    result = _run("check", APRIL)
    assert result.exit_code == 0
    assert "0 errors to fix, 1 notice." in result.output


def test_notices_alone_are_no_failure(tmp_path: Path) -> None:
    """They are shown, and the exit code is 0: nothing has to be fixed."""
    folder = tmp_path / "case"
    shutil.copytree(FAMILIES, folder)
    (folder / "extra.txt").write_text("")
    result = _run("check", str(folder))
    assert result.exit_code == 0
    assert "0 errors to fix, 2 notices." in result.output
    assert "folder.unknown-file" in result.output


def test_a_missing_key_is_told_with_what_could_stand_there(tmp_path: Path) -> None:
    """Whoever writes a case by hand need not look the words up."""
    folder = tmp_path / "case"
    shutil.copytree(FAMILIES, folder)
    (folder / "claims.yaml").write_text("- {id: c, about: a, says: s, by: b, date: 2025}\n")
    (folder / "bars.yaml").write_text("- {id: o, order: o, court: c, from: 2025, covers: {}}\n")
    said = " ".join(_run("check", str(folder)).output.split())
    assert "stance is missing. Add it. It is one of: asserts, denies." in said
    assert "forbids is missing. Add it. It is one of: destination, release, transfer." in said


def test_verify_prints_what_the_parties_compare(tmp_path: Path) -> None:
    """The digests of the case and of the plan, as they stand in the plan file."""
    plan = tmp_path / "plan.json"
    _run("clear", FAMILIES, "-o", str(plan))
    said = "".join(_run("verify", str(plan), FAMILIES).output.split())
    made = json.loads(plan.read_bytes())["digest"]
    assert made["case"] in said
    assert made["plan"] in said


def test_verify_takes_the_case_like_every_other_command(tmp_path: Path) -> None:
    """As an argument, by --case, or as it is found; named twice is a mistake."""
    plan = tmp_path / "plan.json"
    _run("clear", FAMILIES, "-o", str(plan))
    same = _run("verify", str(plan), FAMILIES)
    assert _run("verify", str(plan), "--case", FAMILIES).output == same.output
    assert _run("verify", str(plan)).output == same.output
    assert _run("verify", str(plan), FAMILIES, "--case", FAMILIES).exit_code == 2


def test_where_nobody_goes_it_is_told_how_much_is_missing(tmp_path: Path) -> None:
    """252 meet 250: two short, and neither the 500 nor the 502 go until that is talked about."""
    folder = tmp_path / "short"
    folder.mkdir()
    (folder / "case.yaml").write_text(
        "id: short\ntitle: Short\ndate: 2025-04-20\nconsent: assumed\nparties:\n"
        "  - {id: S, name: South, kind: state}\n  - {id: V, name: West, kind: state}\n"
    )
    (folder / "groups.yaml").write_text(
        "- {id: s, count: 252, holder: S, beneficiary: V, destination: V}\n"
        "- {id: v, count: 250, holder: V, beneficiary: S, destination: S}\n"
    )
    for rule in ("all", "all-or-none"):
        (folder / "terms.yaml").write_text(
            "- {id: one, by: S, text: one for one,"
            ' ratio: {give: {holder: S}, get: {holder: V}, at: "1:1"}}\n'
            f"- {{id: whole, by: V, text: all of them, {rule}: {{of: {{holder: S}}}}}}\n"
        )
        result = _run("price", str(folder))
        assert "one is 2 short: loosened by 2, it would let 502 people go home." in result.output
    assert "short:" in _run("clear", str(folder)).output
    (folder / "terms.yaml").write_text(
        "- {id: one, by: S, text: t, ratio: {give: {holder: S}, get: {holder: V}, at: '1:1'}}\n"
    )
    assert "short:" not in _run("price", str(folder)).output  # 500 go: nothing keeps all back


def test_a_term_that_cannot_hold_alone_contradicts_nothing(tmp_path: Path) -> None:
    """It is told alone, not as one of several in conflict."""
    folder = tmp_path / "case"
    shutil.copytree(FAMILIES, folder)
    (folder / "terms.yaml").write_text(
        "- {id: many, by: hill, text: a hundred, count: {of: {holder: shore}, at-least: 100}}\n"
    )
    for each in ("scenarios.yaml", "handover.yaml", "expected.yaml"):
        (folder / each).unlink()
    plan = tmp_path / "plan.json"
    result = _run("clear", str(folder), "-o", str(plan))
    assert "This term cannot be met, whatever becomes of the others" in result.output
    for page in ("en", "es", "ar"):
        out = tmp_path / f"{page}.html"
        _run("report", str(plan), "--case", str(folder), "-o", str(out), "--language", page)
        text = out.read_text("utf-8")
        for words in ("contradict", "in conflict", "contradicen", "متناقض", "متعارض"):
            assert words not in text


def test_what_is_not_proved_is_not_called_equal(tmp_path: Path) -> None:
    """The line about the proof of a feasible plan speaks of a bound, not of the best."""
    case = Case.read(FAMILIES)
    plan = clear(case.docket)
    assert certificate(plan) == "Proof attached; check it with canje verify."
    open_plan = attrs.evolve(plan, outcome="feasible")
    assert certificate(open_plan) == (
        "A proof of the bound is attached; check it with canje verify."
    )


def test_what_is_wrong_is_said_with_its_mend(tmp_path: Path) -> None:
    """Exit code 1, every finding with file, line, code, reason and mend."""
    folder = tmp_path / "case"
    shutil.copytree(FAMILIES, folder)
    terms = folder / "terms.yaml"
    terms.write_text(terms.read_text().replace("by: hill", "by: hills", 1))
    result = _run("check", str(folder))
    assert result.exit_code == 1
    assert "terms.yaml, line" in result.output
    assert "party.unknown" in result.output


def test_what_cannot_be_read_is_told_from_what_is_wrong(tmp_path: Path) -> None:
    """Exit code 2."""
    assert _run("check", str(tmp_path / "nowhere")).exit_code == 2
    assert _run("clear", str(tmp_path / "nowhere")).exit_code == 2
    (tmp_path / "plan.json").write_text("{}")
    assert _run("verify", str(tmp_path / "plan.json"), FAMILIES).exit_code == 2
    assert _run("explain", str(tmp_path / "no.json")).exit_code == 2


def test_clear_writes_a_plan_that_verify_accepts(tmp_path: Path) -> None:
    """From folder to plan and back; the same bytes each time."""
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert _run("clear", FAMILIES, "-o", str(first)).exit_code == 0
    assert _run("clear", FAMILIES, "-o", str(second)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    result = _run("verify", str(first), FAMILIES)
    assert result.exit_code == 0
    assert "Accepted" in result.output


def test_an_altered_plan_is_refused_with_the_reason(tmp_path: Path) -> None:
    """One number changed: exit code 1 and what was found."""
    path = tmp_path / "plan.json"
    _run("clear", FAMILIES, "-o", str(path))
    plan = json.loads(path.read_bytes())
    plan["freed"] += 1
    path.write_text(json.dumps(plan, sort_keys=True, separators=(",", ":")) + "\n")
    result = _run("verify", str(path), FAMILIES)
    assert result.exit_code == 1
    assert "Refused" in result.output


def test_as_it_stood_the_answer_that_would_change_it_is_named() -> None:
    """Nobody, why, and what one answer would change."""
    result = _run("clear", APRIL)
    assert result.exit_code == 0
    for words in ("Nobody would go home", "not answered", "504 people would go home"):
        assert words in " ".join(result.output.split())


def test_a_refusal_is_shown_only_to_the_desk(tmp_path: Path) -> None:
    """`explain` says `not in this round` to everyone, and the consent only with --desk."""
    path = tmp_path / "plan.json"
    _run("clear", FAMILIES, "-o", str(path))
    plan = json.loads(path.read_bytes())
    [person] = [each["id"] for each in plan["left_out"] if each["reason"] == "not-in-this-round"]
    told = _run("explain", str(path), person).output
    assert "not in this round" in told
    assert "consent" not in told
    assert "consent" in _run("explain", str(path), person, "--desk").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["explain", "{plan}", "nobody"], "nobody in the case has the id"),
        (["sweep", FAMILIES, "no-such-term", "--to", "3"], "has no term"),
        (["sweep", FAMILIES, "families", "--to", "3"], "no one number"),
        (["clear", APRIL, "--scenario", "none-such"], "none-such"),
        (
            ["report", "{plan}", "-o", "{folder}/no/such/report.html"],
            "no/such: there is no such folder",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    """No traceback ever reaches a user."""
    plan = tmp_path / "plan.json"
    _run("clear", FAMILIES, "-o", str(plan))
    result = _run(*[each.format(plan=plan, folder=tmp_path) for each in arguments])
    assert result.exit_code in (1, 2)
    assert words in result.output


def test_the_case_of_a_plan_must_be_found(tmp_path: Path) -> None:
    """Where it was sought, and what says where it is: no list of other people's cases."""
    result = _run("report", str(_plan_of(tmp_path, CONTRADICTION)), "-o", str(tmp_path / "r.html"))
    assert result.exit_code == 2
    assert "--case FOLDER" in " ".join(result.output.split())
    assert "ankara" not in result.output


def test_terms_that_contradict_are_not_told_as_ones_that_would_have_to_give(tmp_path: Path) -> None:
    """It is enough that one of them gives; and what the checker cannot confirm is said in words."""
    plan = str(_plan_of(tmp_path, CONTRADICTION))
    folder = str(tmp_path / "case")
    told = " ".join(_run("clear", folder).output.split())
    assert "no exchange while this stands: both and one" in told
    assert "could go if" not in told
    told = " ".join(_run("explain", plan, "a", "--case", folder).output.split())
    assert "No exchange while this stands: both and one." in told
    told = " ".join(_run("verify", plan, folder).output.split())
    assert "Not confirmed: that no smaller set of terms contradicts itself." in told


def test_a_search_that_was_stopped_says_nothing_about_anybody(tmp_path: Path) -> None:
    """Neither that nobody goes, nor that the terms are in the way; and no bare code."""
    path = tmp_path / "plan.json"
    told = " ".join(_run("clear", FAMILIES, "--time-limit", "0", "-o", str(path)).output.split())
    assert told.startswith("No plan. Stopped before a plan was found.")
    assert "no plan was found in time" in told
    assert "leave no room" not in told
    told = " ".join(_run("verify", str(path), FAMILIES).output.split())
    assert "Not confirmed: that the terms, of which the plan names none, keep" in told
    assert "untold" not in told


def test_who_is_not_in_a_plan_that_is_not_proved_may_be_in_a_better_one(tmp_path: Path) -> None:
    """No plan says then that the terms leave no room."""
    made = Plan.from_bytes(_plan_of(tmp_path, CONTRADICTION.split("\n", 1)[1]).read_bytes())
    left = tuple(each._replace(reason="terms", terms=()) for each in made.left_out)
    early = attrs.evolve(made, outcome="feasible", left_out=left)
    (tmp_path / "early.json").write_bytes(early.to_bytes())
    told = _run("explain", str(tmp_path / "early.json"), "--case", str(tmp_path / "case")).output
    assert "not in this plan" in told
    assert "leave no room" not in told


def test_prices_tell_of_a_refused_place_only_to_the_desk(tmp_path: Path) -> None:
    """c refuses the one place that the terms leave; the report is the one that a party makes."""
    terms = """\
- {id: one, by: N, text: t, ratio: {give: {holder: S}, get: {holder: N}}}
- {id: here, by: N, text: t, count: {of: {holder: S, destination: S}, at-most: 0}}
- {id: cap, by: N, text: t, count: {of: {holder: N}, at-most: 1}}
"""
    more = "c,S,N,N|S,\nd,S,N,N|S,\ne,N,S,S,\n"
    _plan_of(tmp_path, terms, more)
    folder = tmp_path / "case"
    (folder / "people.csv").write_text(
        (folder / "people.csv").read_text().replace("b,S,N,N,\n", "")
    )
    (folder / "consents.csv").write_text("person,destination,consents\nc,N,no\n")
    plan = tmp_path / "plan.json"
    _run("clear", str(folder), "-o", str(plan))
    shown, known = _run("price", str(folder)).output, _run("price", str(folder), "--desk").output
    assert "4 (+2)" in shown
    assert "4 (+2)" not in known.split("Without any")[0]
    pages = [tmp_path / "desk.html", tmp_path / "party.html"]
    for page in pages:
        result = _run("report", str(plan), "--case", str(folder), "-o", str(page))
        assert result.exit_code == 0
        (folder / "consents.csv").unlink(missing_ok=True)
        plan.with_name("plan.desk.json").unlink(missing_ok=True)  # as a party has it
    assert pages[0].read_bytes() == pages[1].read_bytes()
    told = _run("verify", str(plan), str(folder)).output
    assert "desk-picked" not in told


def test_one_answer_about_one_person(tmp_path: Path) -> None:
    """Counted as a person, and the answer in words in the table."""
    more = "c,S,N,N,unanswered\nd,S,N,N,not-held\n"
    _plan_of(tmp_path, "", more)
    told = " ".join(_run("clear", str(tmp_path / "case")).output.split())
    assert "if S acknowledged 1 person of whom it now says 'unanswered', 3 people" in told
    assert "not held S" in told


CONTRADICTION = """\
- {id: both, by: N, text: Both of ours, count: {of: {holder: S}, at-least: 2}}
- {id: one, by: S, text: One for one, ratio: {give: {holder: S}, get: {holder: N}}}
"""


def _plan_of(place: Path, terms: str, people: str = "c,S,N,N,\n") -> Path:
    """The plan of a case of few people, under terms as they stand in terms.yaml."""
    folder = place / "case"
    folder.mkdir()
    (folder / "case.yaml").write_text(
        "id: few\ntitle: A few people\ndate: 2025-04-20\nconsent: assumed\n"
        "parties: [{id: N, name: North, kind: state}, {id: S, name: South, kind: state}]\n"
    )
    header = "id,holder,beneficiary,destination,status\na,N,S,S,\nb,S,N,N,\n"
    (folder / "people.csv").write_text(header + people)
    (folder / "terms.yaml").write_text(terms or "[]\n")
    _run("clear", str(folder), "-o", str(place / "plan.json"))
    return place / "plan.json"


def test_the_report_is_written_in_three_languages(tmp_path: Path) -> None:
    """Right to left where it should be."""
    plan = tmp_path / "plan.json"
    _run("clear", FAMILIES, "-o", str(plan))
    for language, mark in (("en", 'lang="en"'), ("es", 'lang="es"'), ("ar", 'dir="rtl"')):
        page = tmp_path / f"{language}.html"
        assert _run("report", str(plan), "-o", str(page), "--language", language).exit_code == 0
        assert mark in page.read_text()


def test_a_second_solver_is_a_witness(tmp_path: Path) -> None:
    """`--witness` puts its word into the plan, beside the certificate."""
    path = tmp_path / "plan.json"
    assert _run("clear", FAMILIES, "--witness", "-o", str(path)).exit_code == 0
    assert json.loads(path.read_bytes())["witness"]["freed_plus_one"] == "infeasible"
    assert _run("verify", str(path), FAMILIES).exit_code == 0


def test_the_demonstration_runs_from_start_to_finish(tmp_path: Path) -> None:
    """April and July: three plans, accepted, each with a report in three languages."""
    result = _run("demo", "-o", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert result.output.count("Accepted.") == 3
    assert len(list((tmp_path / "out").glob("*.json"))) == 3
    assert len(list((tmp_path / "out").glob("*.html"))) == 9


def test_a_time_limit_of_nothing_proves_nothing() -> None:
    """Stopped never looks like proved."""
    result = _run("clear", FAMILIES, "--time-limit", "0")
    assert result.exit_code == 1
    assert "Proved" not in result.output


def test_the_first_interrupt_asks_for_the_best_so_far() -> None:
    """Ctrl-C once sets the stop; twice ends the work."""
    with service.stoppable(None) as stop:
        assert not stop()
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            _interrupted_again()


def _interrupted_again() -> None:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.5)


def test_a_file_is_put_in_place_whole_or_not_at_all(tmp_path: Path) -> None:
    """What stood there before stays where the writing fails."""
    path = tmp_path / "plan.json"
    path.write_bytes(b"before")
    with pytest.raises(TypeError):
        service.write(path, "no bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_python_m_canje_is_the_command() -> None:
    """As `canje` does, with its version."""
    said = subprocess.run(
        [sys.executable, "-m", "canje", "--version"], capture_output=True, text=True, check=True
    )
    assert "canje" in said.stdout


def test_a_case_that_a_plan_finds_by_itself_is_not_written_over(tmp_path: Path) -> None:
    """No argument names the folder; orders, answers and people in it stay as they are."""
    case = Path(shutil.copytree(FAMILIES, tmp_path / "two-families"))
    plan, stages = str(tmp_path / "plan.json"), str(tmp_path / "stages.json")
    _run("clear", str(case), "-o", plan)
    assert _run("stage", plan, "-o", stages).exit_code == 0
    before = {each: each.read_bytes() for each in case.rglob("*") if each.is_file()}
    for command in (
        ("report", plan, "-o", case / "bars.yaml"),
        ("draw", plan, "--chances", "-o", case / "people.csv"),
        ("stage", plan, "-o", case / "draw.yaml"),  # not there yet, and would be read
        ("stage", plan, "-o", case / "lists" / "stages.json"),
    ):
        made = _run(*map(str, command))
        assert made.exit_code == 2, made.output
        assert "this is a file of the case folder" in made.output
    assert {each: each.read_bytes() for each in case.rglob("*") if each.is_file()} == before
    assert _run("stage", plan, "-o", str(case / "stages.json")).exit_code == 0  # no file of a case


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full here")
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_that_finds_no_room_is_one_line(option: str) -> None:
    """No traceback."""
    start = "from canje.cli.start import run; run()"
    with Path("/dev/full").open("wb") as full:
        made = subprocess.run(
            [sys.executable, "-c", start, option],
            stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert made.returncode == 2
    assert made.stderr == b"What was to be shown: No space left on device\n"
