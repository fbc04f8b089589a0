"""Files as handed over: opened without following links, measured before they are read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from canje.base.findings import At

CSV_BYTES = 512 * 2**20
"""The largest CSV file that is read."""

YAML_BYTES = 16 * 2**20
"""The largest YAML file that is read."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)  # a link could point at any file of the reader's machine
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would wait for ever
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


@contextmanager
def opened(path: Path, most: int, note: At) -> Iterator[BinaryIO | None]:
    """The file as bytes, or None where it cannot be read (then the reason is noted)."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            note("file.link")
            yield None
            return
        if not stat.S_ISREG(status.st_mode):
            note("file.kind")
            yield None
            return
        stream = os.fdopen(os.open(path, _FLAGS), "rb")
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the path
        note("file.unreadable", problem=reason(problem))
        yield None
        return
    with stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            note("file.kind")
            yield None
        elif status.st_size > most:
            note(
                "file.too-large",
                value=f"{status.st_size} bytes",
                most=f"{most // 2**20} MB",
            )
            yield None
        else:
            yield stream


def whole(path: Path, most: int, note: At) -> bytes | None:
    """All bytes of a file, or None where it cannot be read (then the reason is noted)."""
    with opened(path, most, note) as stream:
        if stream is None:
            return None
        try:
            data = stream.read(most + 1)
        except OSError as problem:
            note("file.unreadable", problem=reason(problem))
            return None
    if len(data) > most:  # it grew since it was measured
        note("file.too-large", value=f"more than {most} bytes", most=f"{most // 2**20} MB")
        return None
    return data


def reason(problem: Exception) -> str:
    """What the system says, without the path of the reader's machine."""
    return (isinstance(problem, OSError) and problem.strerror) or str(problem)
