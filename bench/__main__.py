"""`python -m bench [NAME ...]`: measure the works, each side on the same instance in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from importlib import metadata
from pathlib import Path

from bench import growth, link, measure, names
from bench.works import GROWTH, WORKS, Options, Row, Work, find

_HEAD = ("side", "seed", "seconds", "ratio", "outcome", "freed", "bound", "peak MB")
_WIDTHS = (10, 5, 9, 8, 13, 9, 9, 9)


def main(arguments: list[str]) -> int:
    if arguments[:1] == [link.NAME]:
        return link.main(arguments[1:])
    asked = _arguments(arguments)
    options = Options(asked.limit, asked.barter)
    if not asked.json:
        print(machine())
    sound = True
    for name in asked.names or [work.name for work in WORKS]:
        if name == names.NAME:
            names.main(asked.data, asked.peers)
            continue
        if name == GROWTH:
            growth.main(asked.out, options)
            continue
        work = find(name)
        if not asked.json:
            print(f"\n{work.name}: {work.says}\n  to reach: {work.reach}\n  {_line(_HEAD)}")
        for seed in asked.seeds or work.seeds:
            sound &= _measure(work, seed, options, asked)
    return 0 if sound else 1


def machine() -> str:
    """What it was measured on, in one line."""
    cpu = platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        cpu = next((line.split(":")[1].strip() for line in lines if "model name" in line), cpu)
    versions = " ".join(f"{each} {metadata.version(each)}" for each in ("highspy", "ortools"))
    cores = len(os.sched_getaffinity(0))
    return f"{cpu}, {cores} cores; Python {platform.python_version()}, {versions}"


def _measure(work: Work, seed: int, options: Options, asked: argparse.Namespace) -> bool:
    """All sides of a work on one instance; false where two that say they are done differ."""
    rows: list[Row] = []
    for side in work.sides:
        if asked.sides and side not in asked.sides:
            continue
        runs = [measure.run(work.name, side, seed, options) for _ in range(asked.repeat)]
        runs.sort(key=lambda row: row.get("seconds", 0.0))
        row = runs[len(runs) // 2]  # the median run
        first = rows[0] if rows else row
        if rows and first.get("seconds") and row.get("seconds"):
            row["ratio"] = row["seconds"] / first["seconds"]
            row["at_least"] = not _done(row)
        rows.append(row)
        print(json.dumps({"machine": machine()} | row) if asked.json else f"  {_line(_cells(row))}")
        if row.get("note") and not asked.json:
            print(f"    {row['note'][:400]}")
    answers = {(row.get("freed"), row.get("preferred", 0) or 0) for row in rows if _done(row)}
    if len(answers) > 1:
        print(f"  THE ANSWERS DIFFER: {sorted(answers)}", file=sys.stderr)
    refused = any(row["outcome"] in ("REFUSED", "failed", "hung") for row in rows)
    return len(answers) <= 1 and not refused


def _done(row: Row) -> bool:
    return row["outcome"].lower() in ("proved", "optimal")


def _cells(row: Row) -> tuple[str, ...]:
    ratio = row.get("ratio")
    bound = row.get("bound")
    return (
        row["side"],
        str(row["seed"]),
        f"{row['seconds']:.3f}" if "seconds" in row else "",
        ("> " * row["at_least"] + f"{ratio:.1f} x") if ratio else "",
        row["outcome"][:12],
        str(row.get("freed", "")),
        f"{bound:.0f}" if bound is not None and abs(bound) < 1e9 else "",
        str(row.get("peak_mb", "")),
    )


def _line(cells: tuple[str, ...]) -> str:
    padded = [
        cell.ljust(width) if number in (0, 4) else cell.rjust(width - 1) + " "
        for number, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    return "".join(padded).rstrip()


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measure the engine and its peers; ratios are of one run on one instance.",
        epilog="Ratio: how many times as long as the first side. "
        "'> 3.0 x' where the side ran into the limit.",
    )
    known = [work.name for work in WORKS] + [GROWTH, names.NAME]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--seeds", type=int, nargs="+", help="1 2 3 where not said")
    parser.add_argument("--sides", nargs="+", help="only these: canje, highs, cp-sat, by-class ...")
    parser.add_argument("--limit", type=float, default=60, help="seconds for each side (60)")
    parser.add_argument("--repeat", type=int, default=1, help="take the median of so many runs")
    parser.add_argument("--json", action="store_true", help="a line of JSON a measurement")
    parser.add_argument("--barter", type=Path, default=Options().barter, help="the barter file")
    parser.add_argument("--data", type=Path, default=names.DATA, help="the shared data's folder")
    parser.add_argument(
        "--peers", type=Path, default=names.PEERS, help="a Python with nomenklatura"
    )
    parser.add_argument("--out", type=Path, default=Path("bench/growth"), help="growth's folder")
    asked = parser.parse_args(arguments)
    for name in asked.names:
        if name not in known:
            parser.error(f"no such measurement: {name} (there are {', '.join(known)})")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
