"""What all commands share: exit codes, options, and words instead of a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.text import Text

from canje.app import service
from canje.base.languages import LANGUAGES
from canje.cli import show, start
from canje.cli.ending import ended

CLEAN, FOUND, UNREADABLE = start.CLEAN, start.FOUND, start.UNREADABLE

FOLDER = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)


class Output(click.Path):
    """A file that a command writes."""


class OutputFolder(click.Path):
    """A folder that a command writes into, and makes where it is not there."""


OUT = Output(path_type=Path, dir_okay=False)
OUT_FOLDER = OutputFolder(path_type=Path, file_okay=False)

scenario_option = click.option(
    "--scenario", metavar="ID", help="Lay a scenario of the case over it."
)
seconds_option = click.option(
    "--time-limit", metavar="SECONDS", type=click.FloatRange(min=0), help="Stop after so long."
)
case_option = click.option(
    "--case", "folder", type=FOLDER, metavar="FOLDER",
    help="The case folder. Not given: the one beside the file, or the shipped case of that id.",
)  # fmt: skip
desk_option = click.option(
    "--desk", is_flag=True, help="For the desk alone: show what only it knows."
)
language_option = click.option(
    "--language", "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True,
    help="The language of pages, papers and reasons.",
)  # fmt: skip


def told(command: Callable[..., int]) -> Callable[..., NoReturn]:
    """Run a command and turn whatever it cannot take into words and an exit code.

    Where it is to write is seen to before anything is worked out.
    """

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> NoReturn:
        def work() -> int:
            context = click.get_current_context(silent=True)
            if context is not None:
                _see_to_outputs(context)
            return command(*args, **kwargs)

        sys.exit(ended(work))

    return run


def _see_to_outputs(context: click.Context) -> None:
    """OSError where a file or folder that is to be written cannot be."""
    inputs, outputs = [], []
    for each in context.command.params:
        given = context.params.get(each.name or "")
        for value in given if isinstance(given, tuple) else (given,):
            if isinstance(each.type, OutputFolder) and value is not None:
                service.see_to_folder(value)
            elif isinstance(each.type, Output) and value is not None:
                outputs.append(value)
            elif isinstance(value, Path):
                inputs.append(value)
    for place, path in enumerate(outputs):
        service.see_to_file(path, [*inputs, *outputs[:place]])


def plan_written(path: Path, own: Path | None) -> None:
    """Say where a plan is, and what of it is the desk's own."""
    show.console().print(f"Plan written to {path}", soft_wrap=True)
    if own is not None:
        words = f"{own.name} beside it is the desk's own: keep it there, and hand it to nobody."
        show.console().print(Text(words, style="yellow"))
