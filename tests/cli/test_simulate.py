"""`canje simulate` as a person meets it, and its page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from canje.app import service
from canje.cli.main import main
from canje.report.catalogue_simulate import SIMULATION
from canje.report.words import LANGUAGES, Language, Words
from tests.report.examples import Reader

CASES = Path(service.__file__).parents[1] / "data" / "cases"
FAMILIES = str(CASES / "two-families")
YEMEN = str(CASES / "yemen-2023")


def _run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["simulate", *arguments], env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert all(len(line) <= 80 for line in result.output.splitlines() if "/" not in line)
    return result


def test_three_ways_are_told_side_by_side() -> None:
    """Both tables, how it ended, the rates with what they rest on, and the seed."""
    result = _run(YEMEN, "--runs", "20", "--jobs", "1", "--seed", "ab" * 32)
    assert result.exit_code == 0
    assert "20 runs of a plan for 887 people in 3 stages." in result.output
    for words in ("in stages", "all at once", "one by one"):
        assert result.output.count(words) >= 5
    assert "Houthis" in result.output
    assert "0.1 to  0.5 %  4 of 2,083; in 2 of 4 exchanges" in result.output
    assert "nobody has counted it" in result.output
    assert "ab" * 32 in result.output


def test_it_says_where_stages_bring_nothing(tmp_path: Path) -> None:
    """Yemen 2023: fewer home than all at once; in words, in the output and on each page."""
    for language in LANGUAGES:
        path = tmp_path / f"{language}.html"
        asked = (YEMEN, "--runs", "300", "--jobs", "1", "--language", language, "-o", str(path))
        told = " ".join(_run(*asked).output.split())
        assert "Against all at once, stages bring nobody more home in this case." in told
        assert "Against one by one, stages bring" not in told
        words, text = Words(language), path.read_text("utf-8")
        assert words("simulation.gains.nobody.at-once") in text
        assert words("simulation.gains.nobody.one-by-one") not in text
    assert "Runs that left a term unmet" in told


def test_where_nothing_goes_wrong_stages_bring_nothing() -> None:
    """Every way is the same, and that is what is said of both."""
    none = [each for kind in ("refused", "absent", "died", "leg", "stops", "breaks-off")
            for each in ("--rate", f"{kind}=0/1")]  # fmt: skip
    told = " ".join(_run(FAMILIES, "--runs", "5", "--jobs", "1", *none).output.split())
    for way in ("all at once", "one by one"):
        assert f"Against {way}, stages bring nothing in this case." in told


@pytest.mark.slow
def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    """Output and page, with one process and with three."""
    pages, told = [], []
    for jobs in ("1", "3"):
        path = tmp_path / f"{jobs}.html"
        result = _run(FAMILIES, "--runs", "60", "--jobs", jobs, "-o", str(path))
        pages.append(path.read_bytes())
        told.append(result.output.replace(str(path), ""))
    assert pages[0] == pages[1]
    assert told[0] == told[1]


def test_rates_can_be_given(tmp_path: Path) -> None:
    """By a file and one by one; then nobody who was counted elsewhere is spoken of."""
    path = tmp_path / "mine.yaml"
    path.write_text("rates:\n  - {id: died, count: 0, of: 1}\n  - {id: absent, count: 0, of: 1}\n")
    given = ["--rate", "refused=1/1", "--rate", "stops=0/1", "--stops-when", "after"]
    result = _run(FAMILIES, "--runs", "3", "--jobs", "1", "--rates", str(path), *given)
    assert result.exit_code == 0
    assert "1 of 1, as given" in result.output
    assert "after that step" in result.output
    rows = [line.split() for line in result.output.splitlines() if line.startswith("all at once")]
    assert rows[0][3:] == ["0", "0", "0", "0", "0", "0.0"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--seed", "ab"], "64 hexadecimal digits"),
        (["--rate", "late=1/2"], "is no rate"),
        (["--rate", "leg=3/2"], "no share such as"),
        (["--rate", "refused=1/1", "--rate", "died=1/2"], "more than everyone"),
        (["--runs", "0"], "Invalid value"),
    ],
)
def test_what_cannot_be_is_refused_in_words(arguments: list[str], words: str) -> None:
    """No traceback, and not 0."""
    result = _run(FAMILIES, "--jobs", "1", *arguments)
    assert result.exit_code != 0
    assert words in " ".join(result.output.replace("│", " ").split())


def test_a_wrong_file_of_rates_is_a_finding(tmp_path: Path) -> None:
    """With its file and line."""
    path = tmp_path / "mine.yaml"
    path.write_text("rates:\n  - {id: leg, count: 3, of: 2}\n")
    result = _run(FAMILIES, "--rates", str(path))
    assert result.exit_code == 1
    assert "mine.yaml, line 2" in result.output


def test_without_people_there_is_nothing_to_simulate() -> None:
    """April 2025 frees nobody."""
    result = _run(str(CASES / "el-salvador-venezuela-2025-04"))
    assert result.exit_code == 1
    assert "nothing to simulate" in result.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_figure_and_tables(language: Language, tmp_path: Path) -> None:
    """A strip and a row for each way of each panel, and a row for each rate."""
    path = tmp_path / "page.html"
    _run(YEMEN, "--runs", "10", "--jobs", "1", "-o", str(path), "--language", language)
    text = path.read_text("utf-8")
    assert "\ufffd" not in text
    reader, words = Reader.of(text), Words(language)
    assert len(reader.tables) == 4 + 3
    assert [len(table) for table in reader.tables[:4]] == [4] * 4
    assert len(reader.tables[4]) == 1 + 2 + 3  # home, terms met, and each trading party
    assert len(reader.tables[6]) == 8
    assert words("simulation.unmet") in text
    assert words("simulation.rate.events", events="2", exchanges="9") in text
    figures = re.findall(r'<svg[^>]*class="simulation.*?</svg>', text, re.DOTALL)
    assert len(figures) == 2
    for svg in figures:
        root = ElementTree.fromstring(svg)  # noqa: S314
        marks = [each for each in root.iter() if each.get("class") == "median"]
        assert len(marks) == 4 * 3
        width = float((root.get("viewBox") or "").split()[2])
        for each in root.iter():
            if each.get("class") == "strip":
                x, wide = float(each.get("x") or -1), float(each.get("width") or 0)
                assert 0 <= x <= x + wide <= width + 1
    assert words("simulation.says") in text


def test_every_language_says_as_much() -> None:
    """Every text of the page in all three, with the same things put in."""
    for key, texts in SIMULATION.items():
        placed = [
            {name for text in ([each] if isinstance(each, str) else each.values())
             for name in re.findall(r"{(\w+)}", text)}
            for each in texts
        ]  # fmt: skip
        assert placed[0] == placed[1] == placed[2], key


@pytest.mark.slow
def test_stopped_early_it_tells_of_what_was_done() -> None:
    """Ctrl-C: the runs so far, said to be fewer, and exit code 1."""
    command = [sys.executable, "-m", "canje", "simulate", YEMEN, "--runs", "1000000", "--jobs", "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        time.sleep(15)
        process.send_signal(signal.SIGINT)
        told, error = process.communicate(timeout=60)
    assert process.returncode == 1, error
    assert "Stopped early: 1,000,000 runs were asked for." in told
    assert "Traceback" not in error
