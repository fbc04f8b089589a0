"""What the documents tell people to type is typed here."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from canje.cli.main import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


def _blocks(document: Path, language: str) -> list[str]:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", document.read_text(), re.DOTALL)
    return found


@pytest.mark.parametrize("document", [ROOT / "README.md", ROOT / "docs" / "python.md"], ids=str)
def test_every_python_block_runs(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document's Python is one session, from its first block to its last."""
    monkeypatch.chdir(ROOT)
    session: dict[str, object] = {}
    blocks = _blocks(document, "python")
    assert blocks
    for block in blocks:
        exec(compile(block, document.name, "exec"), session)  # noqa: S102  (our own documents)


def test_every_command_of_the_tour_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's tour, command by command, in an empty folder beside the shipped cases."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src").symlink_to(ROOT / "src")
    for name, text in re.findall(r"```csv (\S+)\n(.*?)```", (ROOT / "README.md").read_text(), re.S):
        (tmp_path / name).write_text(text)
    commands = [
        line.replace(".venv/bin/canje ", "")
        for block in _blocks(ROOT / "README.md", "sh")
        for line in block.replace("\\\n", " ").splitlines()
        if line.startswith(".venv/bin/canje ")
    ]
    assert len(commands) > 15
    for command in commands:
        result = CliRunner().invoke(main, shlex.split(command))
        assert result.exit_code in (0, 1), (command, result.output)
        assert isinstance(result.exception, SystemExit | None), command
    assert "s1,not-in-this-round" in (tmp_path / "told.csv").read_text()
    assert "<html" in (tmp_path / "report.html").read_text()
    assert "\nVER 1.0\n" in (tmp_path / "proof.vipr").read_text()


def test_every_make_target_named_exists() -> None:
    """A document names no command that the Makefile has not."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in DOCUMENTS:
        text = " ".join(_blocks(document, "sh")) + " ".join(
            re.findall(r"`(make [a-z-]+)", document.read_text())
        )
        assert set(re.findall(r"\bmake ([a-z-]+)", text)) <= targets, document.name


def test_every_link_leads_somewhere() -> None:
    """A document links to files that are there."""
    for document in DOCUMENTS:
        for link in re.findall(r"\]\(([^)#:]+)\)", document.read_text()):
            assert (document.parent / link).exists(), (document.name, link)


def test_the_parts_of_the_house_are_those_of_the_design() -> None:
    """Every package has its place on the map."""
    design = (ROOT / "docs" / "design.md").read_text()
    for package in (ROOT / "src" / "canje").iterdir():
        if (package / "__init__.py").exists():
            assert f"{package.name}/" in design, package.name
