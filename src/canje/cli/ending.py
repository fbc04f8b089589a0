"""How a command ends: done, refused, interrupted, or with nobody left to read what it says.

What was written is kept, whatever happens after; nothing that a command cannot take reaches the
user as a traceback.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import click
from rich.console import Console
from rich.text import Text

from canje.app import service
from canje.base.findings import Refused, Unreadable
from canje.cli import show, start
from canje.cli.start import FOUND, UNREADABLE


def ended(work: Callable[[], int]) -> int:
    """Do the work of a command, and its exit code."""
    service.WRITTEN.clear()
    try:
        with _interruptible():
            code = _refused_or(work)
            sys.stdout.flush()  # what is still to be said may find nobody, or no room
            return code
    except KeyboardInterrupt:
        return _interrupted()
    except click.Abort as abort:  # a question found no answer
        if isinstance(abort.__context__, KeyboardInterrupt):
            return _interrupted()
        _say("The answers ended." + _written(" Written before: "))
        return FOUND
    except BrokenPipeError:
        _hush()
        return start.CLOSED
    except OSError as problem:
        if problem.filename is None:
            _hush()
        where = problem.filename or "What was to be shown"
        _say(f"{where}: {problem.strerror or problem}" + _written(". Written before: "))
        return UNREADABLE


def _refused_or(work: Callable[[], int]) -> int:
    try:
        return work()
    except Refused as refused:
        _errors().print(show.findings(refused.findings))
        return UNREADABLE if isinstance(refused, Unreadable) else FOUND
    except (service.NoPlan, service.NoCase, service.NoEngine) as missing:
        _errors().print(Text(str(missing), style="red"))
        return UNREADABLE
    except service.OtherState as other:
        for line in str(other).splitlines():  # a path, and a command, stay in one piece
            whole = "/" in line or "canje " in line
            _errors().print(Text(line, style="red"), soft_wrap=whole)
        return FOUND


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C is a KeyboardInterrupt while a command works; after that there is nothing to end.

    Where canje was not started from a command line, whose Ctrl-C it is is not changed.
    """
    if signal.getsignal(signal.SIGINT) is not start.leave:
        yield
        return
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _interrupted() -> int:
    _say("Interrupted" + _written(". Written before: ", "; nothing was written."))
    return start.INTERRUPTED


def _written(before: str, otherwise: str = "") -> str:
    if not service.WRITTEN:
        return otherwise
    names = list(dict.fromkeys(path.name for path in service.WRITTEN))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{before}{', '.join(names[:3])}{more}."


def _say(words: str) -> None:
    """A line for who is there to read it; a path stays in one piece."""
    with suppress(OSError, KeyboardInterrupt):
        _errors().print(Text(words, style="red"), soft_wrap=True)


def _errors() -> Console:
    return show.console(errors=True)


def _hush() -> None:
    """Nobody reads what is said any more: let the rest go nowhere, so that the end is quiet."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
