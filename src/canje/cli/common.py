"""What all commands share: exit codes, options, and words instead of a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.text import Text

from canje.app import service
from canje.base.findings import Refused, Unreadable
from canje.base.languages import LANGUAGES
from canje.cli import show
from canje.cli.bidi import isolating

CLEAN, FOUND, UNREADABLE = 0, 1, 2
"""Exit codes: all is well; something was found wrong or nothing proved; it could not be read."""

FOLDER = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)

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
    """Run a command and turn whatever it cannot take into words and an exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> NoReturn:
        error = isolating(Console(stderr=True, highlight=False))
        error.width = min(error.width, show.WIDTH)
        try:
            sys.exit(command(*args, **kwargs))
        except Refused as refused:
            error.print(show.findings(refused.findings))
            sys.exit(UNREADABLE if isinstance(refused, Unreadable) else FOUND)
        except (service.NoPlan, service.NoCase, service.NoEngine) as missing:
            error.print(Text(str(missing), style="red"))
            sys.exit(UNREADABLE)
        except service.OtherState as other:
            for line in str(other).splitlines():  # a path, and a command, stay in one piece
                error.print(Text(line, style="red"), soft_wrap="/" in line or "canje " in line)
            sys.exit(FOUND)
        except OSError as problem:
            where = f"{problem.filename}: " if problem.filename else ""
            words = Text(f"{where}{problem.strerror or problem}", style="red")
            error.print(words, soft_wrap=True)  # a path stays in one piece
            sys.exit(UNREADABLE)
        except KeyboardInterrupt:
            error.print("Interrupted; nothing was written.")
            sys.exit(130)

    return run


def plan_written(path: Path, own: Path | None) -> None:
    """Say where a plan is, and what of it is the desk's own."""
    show.console().print(f"Plan written to {path}", soft_wrap=True)
    if own is not None:
        words = f"{own.name} beside it is the desk's own: keep it there, and hand it to nobody."
        show.console().print(Text(words, style="yellow"))
