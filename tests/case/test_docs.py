"""docs/case-folder.md says what is so, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from canje.base.findings import EACH
from canje.base.listwords import LISTS
from canje.base.words import WORDS
from canje.case import people
from canje.case.folder import FILES, inspect
from canje.intake import fields, files, table, tree
from canje.terms import read
from canje.terms.read_docket import CODES

PAGE = (Path(__file__).parents[2] / "docs" / "case-folder.md").read_text("utf-8")


def blocks(kind: str) -> list[tuple[str, str]]:
    """The code blocks of a kind, with the name of the file that they are."""
    return re.findall(rf"^```{kind} ?(\S*)\n(.*?)^```$", PAGE, re.M | re.S)


def test_the_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files make a case without findings, and its code prints what stands there."""
    folder = tmp_path / "two-banks"
    folder.mkdir()
    for name, text in [*blocks("yaml"), *blocks("csv")]:
        (folder / name).write_text(text, "utf-8")
    assert inspect(folder) == ()
    monkeypatch.chdir(tmp_path)
    ((_, code),), ((_, printed),) = blocks("python"), blocks("text")
    exec(compile(code, "docs/case-folder.md", "exec"), {})  # noqa: S102  (the page's own)
    assert capsys.readouterr().out == printed


def test_every_file_and_code_is_told() -> None:
    """No file, no answer and no finding without a word here."""
    assert all(f"`{name}`" in PAGE for name in FILES)
    assert all(f"`{code}`" in PAGE for code in CODES)
    told = PAGE.split("## Findings")[1]
    assert set(re.findall(r"`([a-z]+(?:[.-][a-z]+)*)`", told)) == set(WORDS) - set(LISTS)


def test_the_limits_are_those_of_the_code() -> None:
    """A limit that moves must move here too."""
    (limits,) = re.findall(r"^\| limit \|.*?\n\n", PAGE, re.M | re.S)
    numbers = [
        files.YAML_BYTES // 2**20, tree.NODES, tree.DEPTH, files.CSV_BYTES // 2**20, table.ROWS,
        table.COLUMNS, table.CELLS, table.DISTINCT, table.LINE_BYTES // 2**20, tree.TEXT,
        people.PEOPLE, table.CELLS, fields.ENTRIES, read.TERMS, read.DEPTH, read.ALTERNATIVES,
        read.MOST_RATIO, read.MOST_COUNT, people.MOST_PREFERRED,
    ]  # fmt: skip
    assert re.findall(r"[\d,]*\d", limits) == [f"{number:,}" for number in numbers]
    assert tree.TEXT == table.CELL
    assert f"After {EACH} of one kind" in PAGE
