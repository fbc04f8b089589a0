"""Hostile formats are read in a process of its own, with limits on memory, time and what it says.

The child is a script that imports nothing of canje. It is given bytes and gives back lines of JSON.
Where it dies, hangs or says too much, that is a finding; nothing that it said is used.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from attrs import frozen

_SCRIPT = Path(__file__).with_name("jail.py")


@frozen(kw_only=True)
class Limits:
    """What the child may use, and what a list may hold.

    `seconds` is time by the clock and by the processor; `memory` all that the child takes, in
    bytes; `inflated` the bytes of an archive when unpacked; `said` the bytes of the answer.
    """

    seconds: float = 60
    processor: int = 20
    memory: int = 512 * 2**20
    inflated: int = 192 * 2**20
    said: int = 256 * 2**20
    rows: int = 300_000
    columns: int = 200
    cells: int = 4_000_000
    parts: int = 2_000


LIMITS = Limits()


class Stopped(Exception):
    """The child could not finish; the text is a finding's code, `why` its reason."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(code)
        self.code, self.why = code, why


def ask(form: str, data: bytes, wanted: dict[str, str], limits: Limits = LIMITS) -> Iterator[Any]:
    """What the child says about these bytes, value by value; raises Stopped.

    `form` is `xlsx` or `pfif`; `wanted` what a person said about the reading (the sheet).
    """
    said = _run(form, data, wanted, limits)
    lines = said.splitlines()
    if not lines or lines[-1] != b'"end"':
        raise Stopped("list.stopped", "it ended before it was done")
    for line in lines[:-1]:
        yield json.loads(line)


def _run(form: str, data: bytes, wanted: dict[str, str], limits: Limits) -> bytes:
    given = {
        "form": form, "wanted": wanted, "memory": limits.memory, "processor": limits.processor,
        "inflated": limits.inflated, "rows": limits.rows, "columns": limits.columns,
        "cells": limits.cells, "parts": limits.parts,
    }  # fmt: skip
    command = [sys.executable, "-I", "-B", "-X", "utf8", str(_SCRIPT), json.dumps(given)]
    process = subprocess.Popen(  # noqa: S603  (our own script)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_SCRIPT.anchor,
    )
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(limits.seconds, end)
    feeder = threading.Thread(target=_feed, args=(process, data), daemon=True)
    timer.start()
    feeder.start()
    parts: list[bytes] = []
    size = 0
    try:
        while process.stdout is not None and (part := process.stdout.read(2**20)):
            parts.append(part)
            size += len(part)
            if size > limits.said:
                process.kill()
                raise Stopped("list.too-much", f"{limits.said // 2**20} MB of text")
        status = process.wait()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        feeder.join()
        if process.stdout is not None:
            process.stdout.close()
    if late.is_set():
        raise Stopped("list.stopped", f"it took more than {limits.seconds:g} seconds")
    if status:
        raise Stopped("list.stopped", _ended(status, limits))
    return b"".join(parts)


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    if process.stdin is not None:
        with suppress(OSError):  # it ended first
            process.stdin.write(data)
        with suppress(OSError):
            process.stdin.close()


def _ended(status: int, limits: Limits) -> str:
    """Why a child ended, in words: how it ended tells which limit it met."""
    if status in (-24, -9):  # SIGXCPU; SIGKILL at the hard limit
        return f"it took more than {limits.processor} seconds of the processor"
    if status in (3, -6, -11, -7, -5, -4):  # no memory; how it ends in libraries without memory
        return f"it needed more than {limits.memory // 2**20} MB of memory"
    return f"the reader failed (status {status})"
