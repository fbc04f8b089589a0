"""Where `canje` starts: Ctrl-C is one line from here on, also while modules are being loaded.

It imports nothing that takes time. Until a command begins there is nothing to end but the process
itself; from then on `canje.cli.ending` says what an interrupt means.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

CLEAN, FOUND, UNREADABLE = 0, 1, 2
"""Exit codes: all is well; something was found wrong or nothing proved; it could not be read."""

INTERRUPTED, CLOSED = 130, 141
"""Exit codes as shells know them: ended by SIGINT; by SIGPIPE, as whoever read has gone."""


def leave(_number: int, _frame: FrameType | None) -> None:
    """End at once, with one line: nothing has begun."""
    os.write(2, b"Interrupted; nothing was written.\n")
    os._exit(INTERRUPTED)


def run() -> None:
    """The command line."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as under nohup
        signal.signal(signal.SIGINT, leave)
    for name, number in (("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:  # closed by who called: what is said goes nowhere
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))
    from canje.cli.main import main  # noqa: PLC0415  (this is what takes time)

    try:
        main()
    except SystemExit:
        if "PacifyFlushWrapper" in type(sys.stdout).__name__:  # click's word for a closed pipe
            sys.exit(CLOSED)
        raise
    except OSError as problem:  # before a command begins: help that finds no room
        os.write(2, f"What was to be shown: {problem.strerror or problem}\n".encode())
        os._exit(UNREADABLE)
