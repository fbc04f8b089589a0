"""`python -m bench.link_afar`: the linkage here and on a back end, same lists, same persons.

Needs requirements/big.txt, and Java for Spark. Each engine runs in a process of its own; memory is
that of this process, without Spark's own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence

from bench.names_made_up import made_up
from canje.app.engines import ENGINES, MASTER, opened
from canje.reconcile.link import link
from canje.reconcile.link_afar import link_afar


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.link_afar", description=__doc__)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--size", type=int, default=50_000, help="entries a side")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--spark", default=MASTER, help="Spark's master")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(_measured(asked)))
        return 0
    print("engine  entries a side  seconds      MB  pairs here    F1  persons")
    first = ""
    for engine in asked.engines:
        command = [sys.executable, "-m", "bench.link_afar", "--one", "--engines", engine]
        command += ["--size", str(asked.size), "--seed", str(asked.seed), "--spark", asked.spark]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{engine:7} {(done.stderr.strip().splitlines() or ['stopped'])[-1]}")
            continue
        row = json.loads(done.stdout)
        first = first or row["digest"]
        same = "the same" if row["digest"] == first else "DIFFERENT"
        print(f"{engine:7} {asked.size:14,} {row['seconds']:8.1f} {row['mb']:7,} ", end="")
        print(f"{row['pairs']:11,}  {row['f1']:.3f}  {row['persons']:,}, {same}")
    return 0


def _measured(asked: argparse.Namespace) -> dict[str, object]:
    given = made_up(asked.seed, asked.size)
    lists = given.lists
    with opened(asked.engines[0], asked.spark) as on:
        start = time.perf_counter()
        made = link(lists) if on is None else link_afar(on, lists)
        seconds = time.perf_counter() - start
    return {
        "seconds": seconds,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "pairs": len(made.left),
        "persons": len(made.persons),
        "f1": _f1(made.persons, given.truth),
        "digest": _digest(made.persons),
    }


def _f1(persons: Sequence[Sequence[str]], truth: Mapping[str, int]) -> float:
    """Of pairs of entries that are in one person, against those that are one person."""
    both = Counter((number, truth[each]) for number, ids in enumerate(persons) for each in ids)
    said = Counter({number: len(ids) for number, ids in enumerate(persons)})
    true = Counter(truth[each] for ids in persons for each in ids)
    right, made, had = (sum(n * (n - 1) for n in each.values()) for each in (both, said, true))
    return 2 * right / (made + had)


def _digest(persons: object) -> str:
    return hashlib.sha256(repr(persons).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
