"""`canje names` as a person meets it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from canje.cli.main import main


def _run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["names", *arguments], env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert all(cell_len(line) <= 80 for line in result.output.splitlines()), result.output
    return result


def test_alike_is_said_and_why() -> None:
    """Exit code 0, a reason for each word."""
    result = _run("Bukele", "Buckler")
    assert result.exit_code == 0
    assert result.output.startswith("Alike")
    assert "garble" in result.output


def test_unlike_is_said() -> None:
    """Exit code 1."""
    result = _run("Bukele", "Burke")
    assert result.exit_code == 1
    assert result.output.startswith("Unlike")


def test_letters_are_shown_side_by_side() -> None:
    """The best cut is the explanation."""
    result = _run("Khalid al-Hadi", "خالد الهادي", "--letters")
    assert result.exit_code == 0
    assert "kh=خ" in result.output


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ("Se parecen: puntuación", "el apellido es el mismo, en", "falta la kunya")),
        ("ar", ("متشابهان: الدرجة", "اسم العائلة هو نفسه", "الكنية غير مذكورة في اليمين")),
    ],
)
def test_it_speaks_three_languages(language: str, said: tuple[str, ...]) -> None:
    """Whole lines, with nothing of the English left."""
    names = ("Abu Omar Khalid bin Saeed al-Hadi", "خالد سعيد الهادي")
    for option in ("--language", "--lang"):
        result = _run(*names, option, language)
        assert result.exit_code == 0
        for each in said:
            assert each in result.output
    for each in ("evidence", "why", "name the", "missing", "A bit for"):
        assert each not in result.output


def test_a_long_name_is_seen_whole() -> None:
    """Above its column, in as many lines as it takes."""
    long = "Abu Omar Khalid bin Saeed bin Mahmoud al-Hadi"
    assert set(long.split()) <= set(_run(long, "[bold]Khalid[/bold]").output.split())


def test_what_is_hidden_is_shown_as_such() -> None:
    """A terminal is not turned about by a name."""
    result = _run("Ha\u202eni", "Hani" * 40)
    assert "\u202e" not in result.output
    assert _run("", "\x00").exit_code == 1
