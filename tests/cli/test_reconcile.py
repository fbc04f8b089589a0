"""`canje reconcile`, `judge`, `accept`, `queue`, `persons`: words, files and exit codes."""

from __future__ import annotations

import csv
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import canje
from canje.app import engines
from canje.case.folder import inspect
from canje.cli.main import main
from canje.cli.reconcile import _without_alarm
from canje.reconcile.link import Warned

HEAD = """\
id: made-up
title: Made-up lists
date: 2025-04-20
consent: assumed
parties:
  - {id: NO, name: The North, kind: state}
  - {id: SO, name: The South, kind: armed-group}
"""
LISTS = """\
- {file: a.csv, party: NO, kind: held, date: 2025-03-01, one_each: yes}
- {file: b.csv, party: SO, kind: sought, date: 2025-03-02, one_each: yes}
"""
HELD = """\
name,born,sex
Khalid Omar Madeupi,1980-05-13,m
Yusuf Salim Inventi,1991-02-03,m
Maryam Hasan Fictiva,1975-11-30,f
Bilal Nadir Nowherei,1988-01-09,m
"""
SOUGHT = """\
name,born,sex
خالد عمر ماديوبي,1980-05-13,m
Yousef Salem Inventi,1991-02-03,m
Mariam Fictiva,1975,f
Rami Absent Personi,1969-07-07,m
"""


def run(*arguments: object, say: str = "") -> Result:
    result = CliRunner().invoke(main, [str(each) for each in arguments], input=say)
    assert isinstance(result.exception, SystemExit | None), result.output
    for line in result.output.splitlines():  # but for the path of a file, which is not broken
        assert len(line) <= 80 or " written to /" in line, line
    return result


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "made-up"
    (folder / "lists").mkdir(parents=True)
    (folder / "case.yaml").write_text(HEAD)
    (folder / "lists" / "lists.yaml").write_text(LISTS)
    (folder / "lists" / "a.csv").write_text(HELD, "utf-8")
    (folder / "lists" / "b.csv").write_text(SOUGHT, "utf-8")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def test_suggestions_stand_apart_from_judgements(case: Path) -> None:
    """They have a probability and a reason, and every entry is in exactly one person."""
    made = run("reconcile", case)
    assert "8 entries" in made.output
    found = rows(case / "reconciled" / "suggestions.csv")
    assert {"left", "right", "probability", "proposed", "why"} <= set(found[0])
    pairs = {(each["left"], each["right"]): each for each in found}
    yusuf = pairs["NO-held-1#3", "SO-sought-1#3"]
    assert float(yusuf["probability"]) > 0.5
    assert "birth date the same" in yusuf["why"]
    entries = [each["entry"] for each in rows(case / "reconciled" / "proposed.csv")]
    assert sorted(entries) == sorted(
        f"{name}#{line}" for name in ("NO-held-1", "SO-sought-1") for line in range(2, 6)
    )
    assert not (case / "judgements.csv").exists()
    assert [each.code for each in inspect(case)] == ["consent.assumed"]


def test_a_judgement_is_added_undone_and_never_deleted(case: Path) -> None:
    """Same joins, a later different parts again; both rows stay."""
    pair = ("NO-held-1#4", "SO-sought-1#4")
    assert run("judge", case, *pair, "same", "--by", "ana", "--why", "same aunt").exit_code == 0
    assert run("persons", case).exit_code == 0
    people = {each["id"]: each for each in rows(case / "people.csv")}
    assert len(people) == 7
    assert people["NO-held-1.4"]["entries"].split() == list(pair)
    assert people["NO-held-1.4"]["joined"] == "judged"
    assert people["NO-held-1.4"]["beneficiary"] == "SO"
    before = (case / "judgements.csv").read_bytes()
    run("judge", case, *pair, "different", "--by", "ben", "--why", "two aunts")
    assert (case / "judgements.csv").read_bytes().startswith(before)
    run("persons", case)
    assert len(rows(case / "people.csv")) == 8


def test_what_cannot_be_judged_is_said(case: Path) -> None:
    """With a guess at what was meant, and nothing written."""
    made = run("judge", case, "NO-held-1#44", "NO-held-1#44", "same", "--by", " ", "--why", "x")
    assert made.exit_code == 1
    for code in ("entry.unknown", "judgement.itself", "judgement.unsigned"):
        assert code in made.output
    assert not (case / "judgements.csv").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("reconcile",),
        ("queue",),
        ("queue", "--weights"),
        ("judge", "A#1", "B#1", "same", "--by", "ana", "--why", "x"),
        ("accept", "--at-least", "0.9", "--by", "ana", "--why", "x"),
        ("persons",),
        ("persons", "--proposed", "--keep"),
    ],
    ids=" ".join,
)
def test_a_case_without_lists_is_told_so(case: Path, command: tuple[str, ...]) -> None:
    """In words, and nothing is written: least of all an empty people.csv."""
    for each in (case / "lists").iterdir():
        each.unlink()
    made = run(command[0], case, *command[1:])
    assert made.exit_code == 1
    assert "list.none" in made.output
    assert [each.name for each in case.iterdir() if each.is_file()] == ["case.yaml"]
    assert not (case / "reconciled").exists()


def test_a_list_of_one_is_one_person(case: Path) -> None:
    """Every command says what there is, which is little."""
    (case / "lists" / "lists.yaml").write_text(LISTS.split("\n- ")[0] + "\n")
    (case / "lists" / "a.csv").write_text("\n".join(HELD.splitlines()[:2]) + "\n", "utf-8")
    (case / "lists" / "b.csv").unlink()
    assert run("reconcile", case).exit_code == 0
    assert run("queue", case).exit_code == 1  # nothing is left to ask
    accepted = run("accept", case, "--at-least", "0.9", "--by", "ana", "--why", "x")
    assert accepted.output.startswith("0 suggestions")
    assert run("persons", case, "--proposed").exit_code == 0
    assert len(rows(case / "people.csv")) == 1


def test_what_each_command_does_is_said_whole() -> None:
    """In the list of commands, where there is one line for each."""
    words = {line.split()[0]: line for line in run("--help").output.splitlines() if line.strip()}
    for name in ("reconcile", "judge", "accept", "queue", "persons", "names", "estimate"):
        assert words[name].endswith("."), words[name]
        assert not words[name].endswith("..."), words[name]


def test_two_persons(case: Path) -> None:
    """A first word waits; the same from somebody else stands."""
    (case / "case.yaml").write_text(HEAD + "two_persons: yes\n")
    pair = ("NO-held-1#4", "SO-sought-1#4")
    first = run("judge", case, *pair, "same", "--by", "ana", "--why", "same aunt")
    assert first.exit_code == 1
    assert "second person" in first.output
    again = run("judge", case, *pair, "same", "--by", "ana", "--why", "sure")
    assert again.exit_code == 1
    run("persons", case)
    assert len(rows(case / "people.csv")) == 8
    assert run("judge", case, *pair, "same", "--by", "ben", "--why", "yes").exit_code == 0
    run("persons", case)
    assert len(rows(case / "people.csv")) == 7


def test_a_contradiction_is_shown_as_a_cluster(case: Path) -> None:
    """A is B, B is C, A is not C: all three with their links, and exit code 1."""
    a, b, c = "NO-held-1#2", "SO-sought-1#2", "NO-held-1#5"
    run("judge", case, a, b, "same", "--by", "ana", "--why", "x")
    run("judge", case, b, c, "same", "--by", "ana", "--why", "x")
    last = run("judge", case, a, c, "different", "--by", "ben", "--why", "x")
    assert last.exit_code == 1
    for made in (last, run("reconcile", case), run("persons", case)):
        assert made.exit_code == 1
        assert "Contradiction among 3 entries" in made.output
        assert all(each in made.output for each in (a, b, c))
    assert len(rows(case / "people.csv")) == 7  # the weakest link is left out


def test_the_queue_shows_two_entries_side_by_side(case: Path) -> None:
    """Fields with their marks, and reasons; answers are written, unsure is not asked again."""
    shown = run("queue", case, "--count", "9")
    assert shown.exit_code == 0
    for words in ("NO-held-1#", "SO-sought-1#", "match", "born", "given name"):
        assert words in shown.output
    asked = run("queue", case, "--count", "1", "--ask", "--by", "ana", say="u\ncannot tell\n")
    assert asked.exit_code == 0
    (said,) = rows(case / "judgements.csv")
    assert (said["verdict"], said["by"], said["why"]) == ("unsure", "ana", "cannot tell")
    pair = (said["left"], said["right"])
    rest = run("queue", case, "--count", "30", "--by", "ana").output
    assert not any(pair[0] in part and pair[1] in part for part in rest.split("one person:"))
    assert run("queue", case, "--ask").exit_code == 2
    weights = run("queue", case, "--weights")
    assert "before" in weights.output
    assert "Proposed persons" in weights.output


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "es",
            ("una sola persona:", "izquierda", "coincide", "nacimiento", "el nombre", "dos per"),
        ),
        ("ar", ("شخص واحد:", "اليسار", "مطابق", "الميلاد", "الاسم", "شخصان")),
    ],
)
def test_the_queue_and_the_reasons_speak_three_languages(
    case: Path, language: str, words: tuple[str, ...]
) -> None:
    """Side by side, what is asked, and the suggestions that are written down."""
    shown = run("queue", case, "--count", "9", "--language", language)
    assert shown.exit_code == 0
    for each in words:
        assert each in shown.output
    for each in ("one person", "match", "given", "the same", "missing", "judged", "right"):
        assert each not in shown.output
    run("queue", case, "--count", "1", "--ask", "--by", "ana", "--lang", language, say="d\nx\n")
    weights = run("queue", case, "--weights", "--lang", language).output
    for each in ("given", "the same", "before", "Odds", "Proposed", "judged"):
        assert each not in weights
    assert {"es": "el apellido es otro", "ar": "اسم العائلة مختلف"}[language] in weights
    assert [each["verdict"] for each in rows(case / "judgements.csv")] == ["different"]
    run("reconcile", case, "--language", language)
    why = " ".join(each["why"] for each in rows(case / "reconciled" / "suggestions.csv"))
    assert {"es": "el nombre", "ar": "الاسم"}[language] in why
    assert "given name" not in why


def test_suggestions_are_accepted_under_a_name(case: Path) -> None:
    """One row each, once; then people.csv joins them by judgement."""
    made = run("accept", case, "--at-least", "0.6", "--by", "ana", "--why", "checked")
    count = int(made.output.split()[0])
    told = rows(case / "judgements.csv")
    assert len(told) == count > 0
    assert {(each["verdict"], each["by"]) for each in told} == {("same", "ana")}
    assert all("0.6" in each["why"] for each in told)
    assert run("accept", case, "--at-least", "0.6", "--by", "ana", "--why", "x").output[0] == "0"
    run("persons", case)
    assert len(rows(case / "people.csv")) == 8 - count


def test_the_report_of_a_plan_shows_the_funnel(case: Path, tmp_path: Path) -> None:
    """Figure and table, as `canje persons` counts, in each language; no name, no entry."""
    run("accept", case, "--at-least", "0.6", "--by", "ana", "--why", "checked")
    run("persons", case)
    made = run("clear", case, "-o", tmp_path / "plan.json")
    assert made.exit_code == 0
    for language, step in (("en", "acknowledged"), ("es", "reconocidas"), ("ar", "أُقرّ باحتجازهم")):
        page = tmp_path / f"{language}.html"
        run("report", tmp_path / "plan.json", "-o", page, "--case", case, "--lang", language)
        text = page.read_text("utf-8")
        part = text[text.index('id="funnel"') : text.index('id="flow"')]
        part = re.sub(' data-label="[^"]*"', "", part)
        assert 'class="funnel-wide"' in part
        assert re.search(f'<th scope="row">{step}</th><td class="n strong"[^>]*>3</td>', part)
        assert part.count("The South") > 1 < part.count("The North")
        for secret in ("Madeupi", "خالد", "#"):
            assert secret not in re.sub("&#[0-9]+;", "", part)


def test_what_an_alarm_is_about_is_not_accepted_with_the_rest() -> None:
    """Both entries must be in it; an alarm about one of them and somebody else is none here."""
    alarms = [Warned("bridge", ("a", "b", "c"), 1.0), Warned("born", ("d", "x"))]
    pairs = [("a", "c"), ("a", "d"), ("d", "e"), ("d", "x"), ("e", "f")]
    assert _without_alarm(pairs, alarms) == [("a", "d"), ("d", "e"), ("e", "f")]


def test_what_people_changed_is_not_overwritten(case: Path) -> None:
    """Without --keep nothing is written; with it their cells stay."""
    run("persons", case)
    path = case / "people.csv"
    path.write_text(path.read_text("utf-8").replace("unanswered", "deceased", 1), "utf-8")
    edited = path.read_bytes()
    run("judge", case, "NO-held-1#4", "SO-sought-1#4", "same", "--by", "ana", "--why", "x")
    refused = run("persons", case)
    assert refused.exit_code == 1
    assert "persons.edited" in refused.output
    assert path.read_bytes() == edited
    assert run("persons", case, "--keep").exit_code == 0
    people = {each["id"]: each for each in rows(path)}
    assert len(people) == 7
    assert [each["status"] for each in people.values()].count("deceased") == 1


def test_a_human_people_csv_is_never_lost(case: Path) -> None:
    """One that canje never wrote is all by hand."""
    (case / "people.csv").write_text("id,holder\nada,NO\n")
    assert run("persons", case).exit_code == 1
    assert rows(case / "people.csv") == [{"id": "ada", "holder": "NO"}]
    assert run("persons", case, "--keep").exit_code == 0
    assert "ada" in {each["id"] for each in rows(case / "people.csv")}
    assert len(rows(case / "people.csv")) == 9


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("name,holder\nAda,NO\n", "column.missing"),
        ("id,holder\nada,NO\nada,SO\n", "id.duplicate"),
        ("id,holder\nada,NO\n,SO\n", "id.malformed"),
    ],
)
def test_rows_that_cannot_be_told_apart_are_not_written_over(
    case: Path, table: str, code: str
) -> None:
    """Without an id of its own a row that somebody wrote would be lost."""
    (case / "people.csv").write_text(table)
    made = run("persons", case, "--keep")
    assert made.exit_code == 1
    assert code in made.output
    assert (case / "people.csv").read_text() == table


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_funnel_is_counted_and_drawn(case: Path, language: str) -> None:
    """Sought, answered, acknowledged, eligible; the page has no id and no name of a person."""
    (case / "statements.csv").write_text(
        "person,party,code,date\nSO-sought-1#5,NO,no-such-person,2025-04-01\n"
    )
    pair = ("NO-held-1#4", "SO-sought-1#4")
    run("judge", case, *pair, "same", "--by", "ana", "--why", "same aunt")
    page = case.parent / "funnel.html"
    made = run("persons", case, "-o", page, "--language", language)
    assert made.exit_code == 0, made.output
    steps = {line.split()[0]: line.split()[1] for line in made.output.splitlines()
             if line[:1].isalpha() and len(line.split()) > 1}  # fmt: skip
    wanted = {"sought": "4", "answered": "2", "acknowledged": "1", "eligible": "1"}
    assert {name: steps[name] for name in wanted} == wanted
    text = page.read_text("utf-8")
    assert text.count('class="funnel-wide"') == text.count('class="funnel-narrow"') == 1
    assert "Fictiva" not in text
    assert "sought-1" not in text
    told = [each.code for each in inspect(case)]
    assert told == ["consent.assumed", "people.unsought"]  # three whom nobody seeks


def test_a_new_version_keeps_what_was_judged(case: Path) -> None:
    """Only what it touches is compared; judgements stand for the entries that go on."""
    pair = ("NO-held-1#4", "SO-sought-1#4")
    run("judge", case, *pair, "same", "--by", "ana", "--why", "same aunt")
    run("reconcile", case)
    newer = SOUGHT.splitlines(True)
    (case / "lists" / "c.csv").write_text("".join([newer[0], newer[3], newer[1]]), "utf-8")
    (case / "lists" / "lists.yaml").write_text(
        LISTS + "- {file: c.csv, party: SO, kind: sought, date: 2025-04-02, one_each: yes}\n"
    )
    made = run("reconcile", case, "--renew")
    assert "2 of the entries are struck" in made.output
    found = rows(case / "reconciled" / "proposed.csv")
    assert len(found) == len({each["entry"] for each in found}) == 8
    of = {each["entry"]: each["person"] for each in found}
    assert of["NO-held-1#4"] == of["SO-sought-2#2"]
    run("persons", case)
    people = {each["id"]: each for each in rows(case / "people.csv")}
    assert people["NO-held-1.4"]["entries"].split() == ["NO-held-1#4", "SO-sought-2#2"]
    assert people["SO-sought-1.5"]["entries"] == "SO-sought-1#5"
    assert people["SO-sought-1.5"]["sought_by"] == ""


def test_the_two_lists_that_ship(tmp_path: Path) -> None:
    """Six men are on both lists, in two scripts; a doubtful seventh is for a person to look at."""
    folder = Path(canje.__file__).parent / "data" / "two-lists"
    made = run("reconcile", folder, "-o", tmp_path)
    assert "1 alarm" in made.output
    of = {each["entry"]: each["person"] for each in rows(tmp_path / "proposed.csv")}
    for sought, held in ((2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 6), (8, 7)):
        assert of[f"hill-sought-1#{sought}"] == of[f"shore-held-1#{held}"]
    assert of["hill-sought-1#9"] not in {each for entry, each in of.items() if "shore" in entry}


def test_an_engine_that_is_not_there_is_named_with_the_way_to_it(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No Splink, no Java, no such master: words, exit code 2, nothing written."""
    monkeypatch.setattr(engines, "find_spec", lambda _name: None)
    for engine in ("duckdb", "spark"):
        result = run("reconcile", case, "--engine", engine)
        assert result.exit_code == 2
        assert "pip install 'canje[big]'" in result.stderr
    monkeypatch.setattr(engines, "find_spec", lambda _name: True)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    result = run("reconcile", case, "--engine", "spark")
    assert result.exit_code == 2
    assert "needs Java" in result.stderr
    for wrong in (("--engine", "spark", "--renew"), ("--spark", "local[2]")):
        assert run("reconcile", case, *wrong).exit_code == 2
    assert not (case / "reconciled").exists()


@pytest.mark.skipif(
    any(find_spec(each) is None for each in ("splink", "duckdb", "pyarrow")),
    reason="needs requirements/big.txt",
)
@pytest.mark.filterwarnings("ignore")  # of Splink's own making
def test_another_engine_writes_the_same_files(case: Path, tmp_path: Path) -> None:
    """And what is asked, accepted and counted from it is the same."""
    there = tmp_path / "there"
    shutil.copytree(case, there)
    on = ("--engine", "duckdb")
    said = []
    for folder, more in ((case, ()), (there, on)):
        accepted = ("--at-least", 0.9, "--by", "ben", "--why", "seen")
        for command in (
            ("queue", folder, "--by", "ana"), ("accept", folder, *accepted),
            ("persons", folder, "--proposed"), ("queue", folder, "--weights"),
            ("reconcile", folder),
        ):  # fmt: skip
            said.append(run(*command, *more).output.replace(str(folder), "FOLDER"))
    assert said[:5] == said[5:]
    for name in ("people.csv", "judgements.csv", "reconciled/suggestions.csv",
                 "reconciled/proposed.csv"):  # fmt: skip
        assert (case / name).read_bytes() == (there / name).read_bytes()


@pytest.mark.parametrize(
    ("language", "answer", "verdict"),
    [
        ("en", "different", "different"),
        ("en", "D", "different"),
        ("es", "no lo sé", "unsure"),
        ("ar", "نفسه", "same"),
    ],
)
def test_a_question_is_answered_by_words_or_letters(
    case: Path, language: str, answer: str, verdict: str
) -> None:
    """What is no answer is asked again, with the words that are."""
    say = f"perhaps\n{answer}\nseen together\n"
    asked = run("queue", case, "--count", "1", "--ask", "--by", "ana", "--lang", language, say=say)
    assert asked.exit_code == 0, asked.output
    again = {"en": "Answer with one", "es": "Responda con una", "ar": "أجيبوا بإحدى"}[language]
    assert again in asked.output
    rows = (case / "judgements.csv").read_text("utf-8").splitlines()
    assert f",{verdict},ana," in rows[-1]
