"""One measurement in a process of its own, so that its peak of memory is its own.

A small instance goes first: solvers and libraries take time when they are called for the first
time, which is not the work's.

`python -m bench.measure WORK SIDE SEED LIMIT BARTER` prints what the side found as a line of JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

from bench.works import GROWTH, Options, Row, find

_HANG = 240
"""Seconds beyond twice its limit after which a side is given up."""


def run(work: str, side: str, seed: int, options: Options) -> Row:
    """Measure in a child process; a side that dies or hangs is a row too."""
    command = [sys.executable, "-m", "bench.measure", work, side, str(seed)]
    command += [str(options.limit), str(options.barter)]
    head: Row = {"work": work, "side": side, "seed": seed}
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, text=True, timeout=_HANG + 2 * options.limit
        )
    except subprocess.TimeoutExpired:
        return head | {"outcome": "hung", "seconds": _HANG + 2 * options.limit}
    if done.returncode:
        return head | {"outcome": "failed", "note": done.stderr.strip()[-400:]}
    found: Row = json.loads(done.stdout.splitlines()[-1])
    return head | found


def main(name: str, side: str, seed: str, limit: str, barter: str) -> None:
    small = find(f"{GROWTH}:300:2:0").sides
    small.get(side, small["canje"])(1, Options(5))  # whatever is loaded or set up the first time
    row = find(name).sides[side](int(seed), Options(float(limit), Path(barter)))
    who = resource.RUSAGE_CHILDREN if side == "files" else resource.RUSAGE_SELF
    print(json.dumps({"peak_mb": resource.getrusage(who).ru_maxrss // 1024} | row))


if __name__ == "__main__":
    main(*sys.argv[1:])
