"""Whom the desk holds back: confirmed by its consents alone, and never by its word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import canje
from canje.clear.check import Verdict
from canje.cli.main import main
from tests.case.folders import write

HEAD = """\
id: made-up
title: A made-up exchange
date: 2025-04-20
consent: {consent}
parties:
  - {{id: NO, name: The North, kind: state}}
  - {{id: SO, name: The South, kind: armed-group}}
"""
PEOPLE = "id,holder,beneficiary\na1,NO,SO\na2,NO,SO\nb1,SO,NO\nb2,SO,NO\n"
ALL = ("a1", "a2", "b1", "b2")
ONLY = ("groups.yaml", "statements.csv", "claims.yaml", "bars.yaml", "handover.yaml", "draw.yaml",
        "scenarios.yaml", "expected.yaml", "terms.yaml")  # fmt: skip


def _folder(at: Path, consents: str | None, consent: str = "assumed") -> Path:
    nothing: dict[str, str | bytes | None] = dict.fromkeys(n.replace(".", "_") for n in ONLY)
    table = None if consents is None else f"person,destination,consents,date\n{consents}"
    head = HEAD.format(consent=consent)
    return write(at, **nothing, case_yaml=head, people_csv=PEOPLE, consents_csv=table)


def _rows(answer: str, people: tuple[str, ...] = ALL) -> str:
    return "".join(f"{person},,{answer},\n" for person in people)


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)), env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def _checked(plan: bytes, case: canje.Case, folder: Path) -> tuple[Verdict, int, str]:
    """The verdict in Python, and on the command line its code and words, on a party's machine."""
    file = folder.parent / f"{folder.name}.json"
    file.write_bytes(plan)
    result = _run("verify", file, folder)
    return canje.verify(plan, case), result.exit_code, " ".join(result.output.split())


@pytest.mark.parametrize("consent", ["assumed", "required"])
def test_a_plan_that_holds_everybody_back_is_not_confirmed(tmp_path: Path, consent: str) -> None:
    """ "Proved, 0 freed" on the desk's word: a party is told so, and the exit code is not 0."""
    desk = canje.Case.read(_folder(tmp_path / "desk", _rows("no"), consent))
    plan = canje.clear(desk)
    assert (plan.outcome, plan.freed) == ("proved", 0)
    folder = _folder(tmp_path / "party", None, consent)
    verdict, code, words = _checked(plan.to_bytes(), canje.Case.read(folder), folder)
    assert (verdict.accepted, verdict.held_back, code) == (True, 4, 1)
    assert "the desk holds back 4 people, about whom nothing can be checked here" in words
    assert not words.startswith("Accepted. ")
    own = canje.verify(plan, desk)
    assert (own.accepted, own.held_back) == (True, 0)
    assert "wills" in own.confirmed


def test_the_desk_confirms_it_by_its_consents(tmp_path: Path) -> None:
    """On its machine, with its own copy beside the plan, the exit code is 0."""
    folder, plan = _folder(tmp_path / "desk", _rows("no")), tmp_path / "plan.json"
    assert _run("clear", folder, "-o", plan).exit_code == 0
    result = _run("verify", plan, folder)
    assert result.exit_code == 0, result.output
    assert "wills" in result.output


@pytest.mark.parametrize(
    ("consents", "consent", "without_cause"),
    [
        (_rows("yes"), "assumed", ALL),  # all were asked, and all agreed
        (_rows("yes"), "required", ALL),
        ("", "assumed", ALL),  # nobody refused anything
        (_rows("no", ALL[:1]), "assumed", ALL[1:]),  # one refused, and not the others
        (_rows("yes", ALL[1:]), "required", ALL[1:]),  # one was not asked
    ],
)
def test_it_is_refused_where_nothing_keeps_these_people(
    tmp_path: Path, consents: str, consent: str, without_cause: tuple[str, ...]
) -> None:
    """A plan that holds back whom no consent keeps is no plan of this folder."""
    desk = canje.Case.read(_folder(tmp_path / "desk", _rows("no"), consent))
    plan = canje.clear(desk)
    folder = _folder(tmp_path / "other", consents, consent)
    verdict = canje.verify(plan, canje.Case.read(folder))
    assert not verdict.accepted
    named = [each.where for each in verdict.refusals if each.code == "not-in-this-round"]
    assert sorted(named) == list(without_cause)


def test_who_is_held_back_on_the_day_by_a_word_alone_is_not_confirmed(tmp_path: Path) -> None:
    """The desk's file says what happened; the parties' says no more than that somebody is out."""
    folder = _folder(tmp_path / "case", None)
    plan, made, told = (tmp_path / name for name in ("plan.json", "made.json", "told.csv"))
    assert _run("clear", folder, "-o", plan).exit_code == 0
    day = tmp_path / "day.csv"
    day.write_text("person,outcome\na1,refused\n", "utf-8")
    _run("repair", plan, "--case", folder, "--day", day, "-o", made, "--for-parties", told)
    assert {each["reason"] for each in json.loads(made.read_bytes())["left_out"]} == {
        "not-in-this-round"
    }
    check = ("verify", made, folder, "--announced", plan, "--day")
    assert _run(*check, day).exit_code == 0, _run(*check, day).output
    (tmp_path / "made.desk.json").unlink()
    party = _run(*check, told)
    assert party.exit_code == 1
    assert "the desk holds back 1 person" in " ".join(party.output.split())
