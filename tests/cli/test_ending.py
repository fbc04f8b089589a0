"""How commands end: what was written is kept, a closed pipe is quiet, Ctrl-C is one line."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from canje.app import service
from canje.case.case import Case
from canje.cli.common import Output, OutputFolder
from canje.cli.main import main

CASES = Path(service.__file__).parents[1] / "data" / "cases"
FAMILIES = CASES / "two-families"
BASH = shutil.which("bash") or "/bin/bash"
posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, its chances and its stages."""
    folder = tmp_path_factory.mktemp("desk")
    for command in (
        ("clear", FAMILIES, "-o", folder / "plan.json"),
        ("draw", folder / "plan.json", "--chances", "-o", folder / "chances.json"),
        ("stage", folder / "plan.json", "-o", folder / "stages.json"),
    ):
        assert CliRunner().invoke(main, list(map(str, command))).exit_code == 0
    (folder / "day.csv").write_text("person,outcome\ns1,crossed\n", "utf-8")
    return folder


def _canje(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "canje", *map(str, arguments)]


# Ctrl-C

_AT = """
import os, signal, sys
where, *arguments = sys.argv[1:]

def ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)

class Finder:
    def find_spec(self, name, path=None, target=None):
        if where == "import " + name:
            ctrl_c()
        return None

def before(module, name):
    inner = getattr(module, name)
    def outer(*given, **named):
        ctrl_c()
        return inner(*given, **named)
    setattr(module, name, outer)

sys.meta_path.insert(0, Finder())
from canje.cli.start import run
sys.argv[1:] = arguments
if not where.startswith("import "):
    from importlib import import_module
    module, name = where.split(" ")
    import canje.cli.main
    before(import_module(module), name)
run()
"""


def _interrupted(where: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command that is interrupted at one place: as a module is imported, or a call made."""
    return subprocess.run(
        [sys.executable, "-c", _AT, where, *map(str, arguments)], capture_output=True, text=True
    )


@posix
@pytest.mark.parametrize(
    "where",
    ["click", "numpy", "highspy", "canje.cli.main", "canje.case.folder", "canje.report.page"],
)
def test_ctrl_c_while_modules_are_loaded_is_one_line(where: str, tmp_path: Path) -> None:
    """Whatever is being imported; exit code 130."""
    plan = tmp_path / "plan.json"
    made = _interrupted(f"import {where}", "clear", FAMILIES, "-o", plan)
    assert made.returncode == 130, made.stderr
    assert made.stderr == "Interrupted; nothing was written.\n"
    assert made.stdout == ""
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize(
    ("where", "command"),
    [
        ("import canje.cli.stage", "stage"),  # a command's own module
        ("import canje.stage.relax", "stage"),
        ("canje.app.service read_plan", "stage"),
        ("canje.clear.check.verify judge", "verify"),
        ("canje.cli.main render", "report"),
        ("canje.clear.question problem", "price"),
        ("canje.cli.main price_terms", "price"),  # half the prices would be worth nothing
        ("canje.cli.main price_terms", "report"),
        ("canje.cli.main answers", "report"),
        ("canje.cli.main sweep_term", "sweep"),
        ("canje.app.asked explain", "explain"),
        ("canje.cli.draw prepare", "draw"),
    ],
)
def test_ctrl_c_in_the_middle_of_the_work_is_one_line(
    desk: Path, tmp_path: Path, where: str, command: str
) -> None:
    """And what was not done is not there."""
    given = {
        "stage": (desk / "plan.json", "--case", FAMILIES, "-o", tmp_path / "out"),
        "verify": (desk / "plan.json", FAMILIES),
        "report": (desk / "plan.json", "-o", tmp_path / "out"),
        "price": (FAMILIES,),
        "sweep": (FAMILIES, "tariff", "--to", "3", "-o", tmp_path / "out"),
        "explain": (desk / "plan.json", "s2"),
        "draw": (desk / "plan.json", "--chances", "-o", tmp_path / "out"),
    }[command]
    made = _interrupted(where, command, *given)
    assert made.returncode == 130, made.stderr
    assert made.stderr == "Interrupted; nothing was written.\n"
    assert list(tmp_path.iterdir()) == []


@posix
def test_ctrl_c_while_something_is_written_waits_until_it_is(tmp_path: Path) -> None:
    """The plan and the desk's copy are both there, whole, and the line says so."""
    plan = tmp_path / "plan.json"
    made = _interrupted("canje.app.service _prepared", "clear", FAMILIES, "-o", plan)
    assert made.returncode == 130
    assert made.stderr == "Interrupted. Written before: plan.desk.json, plan.json.\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["plan.desk.json", "plan.json"]
    assert subprocess.run(_canje("verify", plan, FAMILIES), capture_output=True).returncode == 0


@posix
def test_ctrl_c_while_something_is_shown_leaves_what_was_written(tmp_path: Path) -> None:
    """It was written first."""
    plan = tmp_path / "plan.json"
    made = _interrupted("canje.cli.show certificate", "clear", FAMILIES, "-o", plan)
    assert made.returncode == 130
    assert made.stderr == "Interrupted. Written before: plan.desk.json, plan.json.\n"
    assert subprocess.run(_canje("verify", plan, FAMILIES), capture_output=True).returncode == 0


@posix
def test_ctrl_c_after_the_plan_leaves_the_plan(tmp_path: Path) -> None:
    """While it is found out what answers would change, which nobody has to wait for."""
    plan = tmp_path / "plan.json"
    made = _interrupted("canje.cli.main answers", "clear", FAMILIES, "-o", plan)
    assert made.returncode == 130
    assert made.stderr == "Interrupted. Written before: plan.desk.json, plan.json.\n"


@posix
def test_ctrl_c_at_any_time_after_the_start(tmp_path: Path) -> None:
    """By the clock, as people do it: one line or none, never a traceback, no half a file."""
    for number in range(8):
        folder = tmp_path / str(number)
        folder.mkdir()
        with subprocess.Popen(
            _canje("clear", FAMILIES, "-o", folder / "plan.json"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        ) as running:  # fmt: skip
            _wait_for_start(running.pid)
            time.sleep(number * 0.2)
            os.killpg(running.pid, signal.SIGINT)
            _, said = running.communicate(timeout=60)
        assert "Traceback" not in said
        assert len(said.splitlines()) <= 1
        assert running.returncode in (0, 1, 130)
        if running.returncode == 130:
            assert said.startswith("Interrupted")
        names = {each.name for each in folder.iterdir()}
        assert names in (set(), {"plan.json", "plan.desk.json"})


def _wait_for_start(pid: int) -> None:
    """Until the process is past the first steps of Python itself: click is being loaded, or is."""
    maps = Path(f"/proc/{pid}/maps")
    for _ in range(2000):
        if not maps.exists():
            time.sleep(1)  # no such files on this system: long enough
            return
        if "_multiarray" in maps.read_text():
            return
        time.sleep(0.005)


@posix
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="it asks /proc for children")
def test_ctrl_c_is_nothing_to_the_processes_of_a_simulation() -> None:
    """They are told when to stop by the first one; while they load they say nothing either."""
    with subprocess.Popen(
        _canje("simulate", FAMILIES, "--runs", "200000", "--jobs", "2"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as running:  # fmt: skip
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
        while running.poll() is None and len(children.read_text().split()) < 3:
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGINT)
        time.sleep(0.3)
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=120)
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 1, said
    assert running.returncode in (1, 130)


# Nobody reads, or there is no room


def _shown(desk: Path, out: Path) -> Iterator[tuple[tuple[object, ...], Path | None]]:
    """Commands that show something, and the file that each writes besides."""
    plan, shown = desk / "plan.json", out / "out"
    yield ("clear", FAMILIES, "-o", shown, "--vipr", out / "proof"), shown
    yield ("stage", plan, "-o", shown), shown
    yield ("draw", plan, "--chances", "-o", shown), shown
    yield ("draw", desk / "chances.json", "--seed", "07" * 32, "-o", shown), shown
    yield ("repair", plan, "--day", desk / "day.csv", "-o", shown), shown
    yield ("sweep", FAMILIES, "tariff", "--from", "1", "--to", "3", "-o", shown), shown
    yield ("report", plan, "-o", shown), shown
    yield ("verify", plan, FAMILIES, "--vipr", shown), shown
    yield ("simulate", FAMILIES, "--runs", "20", "--jobs", "1", "-o", shown), shown
    yield ("check", FAMILIES), None
    yield ("explain", plan), None
    yield ("price", FAMILIES), None
    yield ("cases",), None
    yield ("--help",), None
    yield ("clear", "--help"), None
    yield ("names", "Khalid", "Khaled"), None
    yield ("explain", plan, "nobody-of-this-id"), None
    yield ("check", out / "no-such-folder"), None


@posix
def test_a_closed_pipe_is_quiet_and_what_was_to_be_written_is(desk: Path, tmp_path: Path) -> None:
    """Exit code 141, as shells know it; not a word on stderr."""
    for number, (command, file) in enumerate(_shown(desk, tmp_path)):
        reader, writer = os.pipe()
        os.close(reader)
        made = subprocess.run(_canje(*command), stdout=writer, stderr=subprocess.PIPE, text=True)
        os.close(writer)
        if made.stderr:  # it had something to say of what is wrong, and nothing to show
            assert made.returncode in (1, 2), command
            assert "Traceback" not in made.stderr
            assert number >= len(list(_shown(desk, tmp_path))) - 2
        else:
            assert made.returncode == 141, command
        if file is not None:
            assert file.stat().st_size, command
            for each in tmp_path.iterdir():
                each.unlink()


@posix
def test_the_usual_pipe(tmp_path: Path) -> None:
    """`canje clear -o plan.json | head -2` leaves the plan."""
    plan = tmp_path / "plan.json"
    line = f"set -o pipefail; {sys.executable} -m canje clear {FAMILIES} -o {plan} | head -1"
    made = subprocess.run([BASH, "-c", line], capture_output=True, text=True)
    assert made.returncode in (0, 141)  # all of it may fit into the pipe before head ends
    assert made.stderr == ""
    assert subprocess.run(_canje("verify", plan, FAMILIES), capture_output=True).returncode == 0


@posix
@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full here")
def test_a_full_disk_is_told_in_a_line(desk: Path, tmp_path: Path) -> None:
    """And what was written before is named."""
    plan = tmp_path / "plan.json"
    with Path("/dev/full").open("wb") as full:
        for command, words in (
            (("clear", FAMILIES, "-o", plan), "Written before: plan.desk.json, plan.json."),
            (("explain", desk / "plan.json"), "No space left"),
            (("cases",), "No space left"),
        ):
            made = subprocess.run(_canje(*command), stdout=full, stderr=subprocess.PIPE, text=True)
            assert made.returncode == 2, made
            assert words in made.stderr
            assert len(made.stderr.splitlines()) == 1
    assert subprocess.run(_canje("verify", plan, FAMILIES), capture_output=True).returncode == 0


@posix
def test_output_that_was_closed_is_no_fault(desk: Path) -> None:
    """`canje ... >&-`: nothing is shown, and the exit code says how it went."""
    line = f"{sys.executable} -m canje verify {desk / 'plan.json'} {FAMILIES} >&- 2>&-"
    assert subprocess.run([BASH, "-c", line]).returncode == 0


# Where it is to be written


def _commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[
    tuple[tuple[str, ...], click.Command]
]:  # fmt: skip
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        elif command is not None:
            yield (*path, name), command


def test_every_option_that_names_what_is_written_is_known_as_one() -> None:
    """So that it is seen to before anything is worked out."""
    found = 0
    for name, command in _commands():
        for option in command.params:
            text = getattr(option, "help", None) or ""
            writes = "-o" in option.opts or text.startswith("Write")
            flag = getattr(option, "is_flag", False)
            if writes and not flag:
                assert isinstance(option.type, Output | OutputFolder), (name, option.name)
                found += 1
    assert found >= 15


def _writing(desk: Path, to: Path, folder: Path) -> Iterator[tuple[object, ...]]:
    plan = desk / "plan.json"
    yield ("clear", FAMILIES, "-o", to)
    yield ("clear", FAMILIES, "--vipr", to)
    yield ("verify", plan, FAMILIES, "--vipr", to)
    yield ("sweep", FAMILIES, "tariff", "--to", "3", "-o", to)
    yield ("report", plan, "-o", to)
    yield ("stage", plan, "-o", to)
    yield ("draw", plan, "-o", to)
    yield ("draw", plan, "--commit", "hill", "-o", to)
    yield ("repair", plan, "--day", desk / "day.csv", "-o", to)
    yield ("repair", plan, "--day", desk / "day.csv", "--for-parties", to)
    yield ("repair", plan, "--day", desk / "day.csv", "--restage", to)
    yield ("simulate", FAMILIES, "-o", to)
    yield ("estimate", FAMILIES, "-o", to)
    yield ("persons", FAMILIES, "-o", to)
    list_ = ("--kind", "held", "--party", "hill")
    yield ("list", "check", FAMILIES / "people.csv", *list_, "-o", to)
    yield ("list", "diff", FAMILIES / "people.csv", FAMILIES / "people.csv", "-o", to)


@pytest.mark.parametrize("where", ["no-such/out.json", "", "a-file/out.json"])
def test_a_place_where_nothing_can_be_written_is_told_before_any_work(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """A folder that is not there, a folder itself, a file for a folder: exit 2, and no work."""

    def worked(*_: object, **__: object) -> None:
        raise AssertionError("it went to work")

    (tmp_path / "a-file").write_text("x")
    monkeypatch.setattr(Case, "read", worked)
    monkeypatch.setattr(service, "read_plan", worked)
    for command in _writing(desk, tmp_path / where, tmp_path):
        made = CliRunner().invoke(main, list(map(str, command)))
        assert made.exit_code == 2, (command, made.output, made.exception)
        assert isinstance(made.exception, SystemExit), command
        assert "folder" in made.output or "directory" in made.output, command
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a-file"]


@posix
@pytest.mark.parametrize("where", ["/dev/full", "/proc/plan.json", "/proc/nothing/here"])
def test_what_is_no_ordinary_place_is_not_written_to(desk: Path, where: str) -> None:
    """Least of all is a device replaced by a file."""
    if not Path("/dev/full").is_char_device() or not Path("/proc").exists():
        pytest.skip("no such places here")
    for command in _writing(desk, Path(where), desk):
        made = CliRunner().invoke(main, list(map(str, command)))
        assert made.exit_code == 2, (command, made.output)
        assert isinstance(made.exception, SystemExit)
    assert Path("/dev/full").is_char_device()
    for command in (
        ("manifest", desk / "plan.json", "--stages", desk / "stages.json", "--for", "carry"),
        ("demo",),
        ("reconcile", FAMILIES),
    ):
        made = CliRunner().invoke(main, list(map(str, (*command, "-o", where))))
        assert made.exit_code == 2, (command, made.output)


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_only_be_read(desk: Path, tmp_path: Path) -> None:
    """Told by its name."""
    tmp_path.chmod(0o500)
    for command in _writing(desk, tmp_path / "out", tmp_path):
        made = CliRunner().invoke(main, list(map(str, command)))
        assert made.exit_code == 2
        assert "nothing can be written in this folder" in made.output
    tmp_path.chmod(0o700)


def test_nothing_that_is_read_is_written_over(desk: Path, tmp_path: Path) -> None:
    """Neither the plan, nor the day, nor a file of the case; nor are two outputs one file."""
    here = Path(shutil.copytree(desk, tmp_path / "desk"))
    case = Path(shutil.copytree(FAMILIES, here / "two-families"))
    plan, day, stages = here / "plan.json", here / "day.csv", here / "stages.json"
    people = (case / "people.csv").read_bytes()
    (here / "link.json").symlink_to(plan)
    before = {each: each.read_bytes() for each in (plan, day, stages, case / "people.csv")}
    for command in (
        ("clear", case, "-o", case / "people.csv"),
        ("clear", case, "-o", here / "new.json", "--vipr", here / "new.json"),
        ("report", plan, "-o", plan),
        ("report", here / "link.json", "-o", plan),
        ("report", plan, "--stages", stages, "-o", stages),
        ("stage", plan, "-o", plan),
        ("draw", plan, "-o", plan),
        ("repair", plan, "--day", day, "-o", plan),
        ("repair", plan, "--day", day, "--for-parties", day),
        ("repair", plan, "--day", day, "--stages", stages, "--restage", stages),
        ("verify", plan, case, "--vipr", case / "terms.yaml"),
        ("sweep", case, "tariff", "--to", "3", "-o", case / "lists" / "x.html"),
        ("list", "diff", case / "people.csv", case / "groups.yaml", "-o", case / "people.csv"),
    ):
        made = CliRunner().invoke(main, list(map(str, command)))
        assert made.exit_code == 2, (command, made.output)
        assert isinstance(made.exception, SystemExit)
        assert "also read or written" in made.output or "of the case folder" in made.output
    assert {each: each.read_bytes() for each in before} == before
    assert people == (case / "people.csv").read_bytes()
    assert not (here / "new.json").exists()
