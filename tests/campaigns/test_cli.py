"""A small part of the campaign, so that it cannot rot; and that it sees what it is there to see."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from campaigns import cli, ground
from campaigns.cli import campaign, trial


@pytest.fixture(autouse=True)
def _come_back() -> Iterator[None]:
    """Trials change the folder that the process stands in."""
    here = Path.cwd()
    yield
    os.chdir(here)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sound files, made once."""
    place = tmp_path_factory.mktemp("ground")
    ground.lay(place)
    cli._remember(place)
    return place


def test_spoiled_inputs_are_refused_in_words() -> None:
    """A trial a command; `python -m campaigns.cli` makes thousands."""
    found = campaign(len(ground.RECIPES), 20261201, 1)
    assert [(each.command, each.told, each.complaints) for each in found if each.complaints] == []
    assert len({each.kind for each in found}) > 4


@pytest.mark.parametrize("fault", ["traceback", "success", "silence"])
def test_it_sees_what_it_is_there_to_see(
    fault: str, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that breaks down, succeeds on anything, or says nothing is complained of."""
    honest = ground.run

    def faulty(arguments: list[str], answers: str = "") -> Result:
        done = honest(arguments, answers)
        if fault == "traceback":
            done.exception = ValueError("broken")
        elif fault == "success":
            done.exit_code = 0
        elif done.exit_code:
            done.output_bytes, done.stdout_bytes = b"", b""
        return done

    monkeypatch.setattr(cli, "run", faulty)
    complaints = {
        complaint.split(":")[0]
        for number in range(16)
        for complaint in trial(sound, 3, number).complaints
    }
    wanted = {
        "traceback": "traceback",
        "success": "a success that is none",
        "silence": "exit code 1 without a word",
    }[fault]
    assert wanted in complaints
