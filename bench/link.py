"""`python -m bench link --data DIR`: how well and how fast lists are linked, beside the peer.

| name | work |
|---|---|
| febrl4 | FEBRL 4, 5,000 entries a side: given name, surname and birth date only, no labels |
| historical | historical_50k: entries to clusters |
| made-up | Arabic and Latin lists of 10,000, 7,000 people on both; every seed is fresh |
| scripts | the same, smaller, for other scripts and names |
| files | two lists of 15,000 from CSV files to proposed persons |
| add | a new list of 10,000 against 100,000 known entries |
| million | two lists of 500,000 |

Ours has no threshold to choose: what is more likely than not is proposed. The peer (Splink 5) gets
its best threshold on the whole set. Each side runs in a process of its own, so that the peak of
memory is its own; seconds are wall time, `cpu` all cores' time together, which other work on the
machine does not change much. Calibration error: over pairs given at least 0.01.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from anyascii import anyascii

from bench.names_made_up import Made, Script, made_up, write
from canje.base.people import Column
from canje.intake.lists import Entries, List
from canje.reconcile.calibrate import error
from canje.reconcile.link import Linked, Settings, link
from canje.reconcile.renew import Known, remember, renew

NAME = "link"
Row = dict[str, Any]
_LIMIT = 1800
_PEERS = "CANJE_BENCH_PEERS"


def main(arguments: list[str]) -> int:
    asked = _arguments(arguments)
    if asked.one:
        work, seed, folder = asked.one
        row = WORKS[work](asked.data, int(seed), Path(folder))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({"peak_mb": peak} | row))
        return 0
    print("work        side    seed       F1  precis. recall  calib.  seconds     cpu      MB")
    for work in asked.works or [name for name in WORKS if name != "million"]:
        for seed in asked.seeds if work in SEEDED else asked.seeds[:1]:
            with tempfile.TemporaryDirectory() as folder:
                for side in ("canje", "splink"):
                    if side in asked.sides:
                        _show(work, side, seed, _measure(asked, work, side, seed, folder))
    return 0


def _measure(asked: argparse.Namespace, work: str, side: str, seed: int, folder: str) -> Row:
    if side == "canje":
        command = [sys.executable, "-m", "bench", NAME, "--data", str(asked.data)]
        command += ["--one", work, str(seed), folder]
    else:
        job = Path(folder) / "job.json"
        if not job.exists() or not asked.peers.exists():
            return {"note": "not asked" if asked.peers.exists() else "no peer installed"}
        command = [
            str(asked.peers),
            "-P",
            str(Path(__file__).with_name("link_splink.py")),
            str(job),
        ]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            text=True,
            timeout=_LIMIT,
            env=os.environ | {_PEERS: str(asked.peers)},
        )
    except subprocess.TimeoutExpired:
        return {"note": f"not done in {_LIMIT} s"}
    if done.returncode:
        return {"note": done.stderr.strip()[-300:]}
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def _show(work: str, side: str, seed: int, row: Row) -> None:
    cells = [f"{work:12}{side:8}{seed:4}"]
    for name in ("f1", "precision", "recall", "calibration"):
        cells.append(f"{row[name]:.3f}" if name in row else "     ")
    for name in ("seconds", "cpu", "peak_mb"):
        cells.append(f"{row[name]:7.1f}" if name in row else "       ")
    print("   ".join(cells), row.get("note", ""), flush=True)


def _linked(found: Linked, truth: dict[str, int] | Any, seconds: float, cpu: float) -> Row:
    """Pairwise F1 of the persons, and how far probabilities are from what is."""
    who = np.array([truth[each] for each in found.pool.ids])
    who = np.unique(who, return_inverse=True)[1]
    both = np.unique(
        found.clusters.of.astype(np.int64) * (who.max() + 1) + who, return_inverse=True
    )[1]
    right, said, true = (_pairs(each) for each in (both, found.clusters.of, who))
    same = who[found.left] == who[found.right]
    told = found.probability >= 0.01
    return {
        "f1": 2 * right / (said + true),
        "precision": right / max(1, said),
        "recall": right / true,
        "calibration": error(found.probability[told], same[told]),
        "seconds": seconds,
        "cpu": cpu,
        "entries": len(who),
        "alarms": len(found.alarms),
    }


def _pairs(of: npt.NDArray[np.integer[Any]]) -> int:
    count = np.bincount(of)
    return int((count * (count - 1) // 2).sum())


def _timed(work: Callable[[], Linked]) -> tuple[Linked, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - wall, time.process_time() - cpu


def _list(id: str, rows: Sequence[dict[str, str]], names: dict[str, str], clean: bool) -> List:
    columns = {ours: Column.of([row[theirs] for row in rows]) for ours, theirs in names.items()}
    ids = tuple(f"{id}#{line}" for line in range(2, len(rows) + 2))
    return List(
        id=id, party=id, kind="held", version=1, date=None, file="", sha256="", series=id,
        entries=Entries(ids, columns), one_each=clean,
    )  # fmt: skip


_BLOCKING = [
    ["born"], ["given", "family"], ["family", "substr(born,1,4)"], ["given", "substr(born,1,4)"],
    ["substr(given,1,3)", "substr(family,1,4)"], ["substr(family,1,4)", "substr(born,6,5)"],
    ["family", "substr(given,1,1)"], ["given", "substr(family,1,2)"],
]  # fmt: skip


def febrl4(data: Path, _seed: int, folder: Path) -> Row:
    names = {"given": "given_name", "family": "surname", "born": "born"}
    lists: list[List] = []
    truth: dict[str, int] = {}
    tables: list[str] = []
    for id in "ab":
        with (data / "linkage" / f"dataset4{id}.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file, skipinitialspace=True))
        for row in rows:
            day = row["date_of_birth"]
            row["born"] = f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""
        made = _list(id, rows, names, True)
        lists.append(made)
        who = [int(row["rec_id"].split("-")[1]) for row in rows]
        truth.update(zip(made.entries.ids, who, strict=True))
        tables.append(_table(folder, made, who))
    _job(
        folder, tables, names="both", dates=["born"], blocking=[*_BLOCKING, ["family"], ["given"]],
        training=[["born"], ["given", "family"]],
    )  # fmt: skip
    return _linked(*_with(truth, *_timed(lambda: link(lists))))


def historical(data: Path, _seed: int, folder: Path) -> Row:
    names = {
        "name": "full_name", "given": "first_name", "family": "surname", "born": "dob",
        "sex": "gender", "place": "birth_place", "postcode": "postcode_fake",
        "occupation": "occupation",
    }  # fmt: skip
    rows = _parquet(data / "linkage" / "historical_figures_with_errors_50k.parquet", folder)
    made = _list("h", rows, names, False)
    clusters = {
        name: number for number, name in enumerate(sorted({row["cluster"] for row in rows}))
    }
    who = [clusters[row["cluster"]] for row in rows]
    table = _table(folder, made, who)
    _job(
        folder, [table], names="both", dates=["born"], clusters=True, postcodes=["postcode"],
        others=["place", "occupation"],
        blocking=[*_BLOCKING, ["postcode", "given"], ["postcode", "family"], ["born", "place"],
                  ["postcode", "born"]],
    )  # fmt: skip
    settings = Settings(further=("postcode", "occupation"))
    truth = dict(zip(made.entries.ids, who, strict=True))
    return _linked(*_with(truth, *_timed(lambda: link([made], settings=settings))))


def _parquet(path: Path, folder: Path) -> list[dict[str, str]]:
    """The rows of a Parquet file, read by the peer's Python, which has a reader for it."""
    target = folder / "historical.csv"
    read = "import pandas, sys; pandas.read_parquet(sys.argv[1]).to_csv(sys.argv[2], index=False)"
    command = [os.environ.get(_PEERS, sys.executable), "-P", "-c", read, str(path), str(target)]
    subprocess.run(command, check=True)
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def made_up_lists(_data: Path, seed: int, folder: Path) -> Row:
    return _made(made_up(seed), folder)


def scripts(_data: Path, seed: int, folder: Path) -> Row:
    """Slavic names in Cyrillic and Hebrew letters; Spanish ones are in `names`."""
    pair: tuple[Script, Script] = ("cyrillic", "latin") if seed % 2 else ("hebrew", "latin")
    return _made(
        made_up(seed, 4_000, scripts=pair, culture="slavic" if seed % 2 else "arabic"), folder
    )


def _made(made: Made, folder: Path) -> Row:
    """The peer gets the names' Latin consonants, first and last word as given and family name."""
    tables = [
        _table(folder, each, [made.truth[id] for id in each.entries.ids], latin=True)
        for each in made.lists
    ]
    _job(
        folder, tables, names="both", dates=["born", "taken"], others=["place", "sex"],
        blocking=[*_BLOCKING, ["taken"], ["family"], ["place", "given"], ["substr(given,1,2)",
                  "substr(family,1,3)"]], sure=[["born", "substr(given,1,1)"]], recall=0.4,
        training=[["born"], ["taken"]],
    )  # fmt: skip
    return _linked(*_with(made.truth, *_timed(lambda: link(made.lists))))


def files(_data: Path, seed: int, folder: Path) -> Row:
    """From the bytes of two CSV files to proposed persons."""
    made = made_up(seed, 15_000)
    paths = write(made, folder)

    def run() -> Linked:
        lists = []
        for before, path in zip(made.lists, paths, strict=True):
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            lists.append(_list(before.id, rows, {name: name for name in rows[0]}, True))
        return link(lists)

    return _linked(*_with(made.truth, *_timed(run)))


def add(_data: Path, seed: int, _folder: Path) -> Row:
    """100,000 known entries of two lists; then a third list, of 10,000, most of them known."""
    fresh = made_up(seed, 50_000, scripts=("arabic", "latin", "latin"))
    third = _first(fresh.lists[2], 10_000)
    base = list(fresh.lists[:2])
    settings = Settings()
    kept = remember(link(base, settings=settings), base, settings).to_bytes()
    found = _timed(lambda: renew(Known.from_bytes(kept), [*base, third], settings=settings))
    return _linked(*_with(fresh.truth, *found))


def _first(of: List, count: int) -> List:
    rows = np.arange(count)
    columns = {name: column.take(rows) for name, column in of.entries.columns.items()}
    return _with_entries(of, Entries(of.entries.ids[:count], columns))


def _with_entries(of: List, entries: Entries) -> List:
    return List(
        id=of.id, party=of.party, kind=of.kind, version=of.version, date=of.date, file=of.file,
        sha256=of.sha256, entries=entries, series=of.series, one_each=of.one_each,
    )  # fmt: skip


def million(_data: Path, seed: int, _folder: Path) -> Row:
    made = made_up(seed, 500_000)
    return _linked(*_with(made.truth, *_timed(lambda: link(made.lists))))


def _with(
    truth: Any, found: Linked, seconds: float, cpu: float
) -> tuple[Linked, Any, float, float]:
    return found, truth, seconds, cpu


def _table(folder: Path, made: List, who: Sequence[int], latin: bool = False) -> str:
    """A list as the peer reads it."""
    path = folder / f"{made.id}-peer.csv"
    names = [name for name in made.entries.columns if name != "name" or not latin]
    columns = {name: made.entries.column(name).texts() for name in names}
    if latin:
        words = [
            [_consonants(word) for word in anyascii(text).lower().removeprefix("al-").split()]
            for text in made.entries.column("name").texts()
        ]
        columns["given"] = [each[0] if each else "" for each in words]
        columns["family"] = [each[-1] if each[1:] else "" for each in words]
        columns["place"] = [_consonants(anyascii(text).lower()) for text in columns["place"]]
        columns["born"] = [day if len(day) == 10 else "" for day in columns["born"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unique_id", "truth", *columns])
        writer.writerows(zip(made.entries.ids, who, *columns.values(), strict=True))
    return str(path)


def _consonants(word: str) -> str:
    """What Arabic and Latin spellings share, which serves the peer better than all letters do."""
    word = word.removeprefix("al-").removeprefix("al") if len(word) > 4 else word
    kept = "".join(letter for letter in word if letter.isalpha() and letter not in "aeiouwyh")
    return "".join(letter for at, letter in enumerate(kept) if not at or kept[at - 1] != letter)


def _job(folder: Path, tables: Sequence[str], **settings: Any) -> None:
    job = {
        "tables": tables, "others": [], "clusters": False, "recall": 0.8, "random": 2_000_000,
        "sure": [["given", "family", "born"]],
        "training": [["born"], ["given", "family"], ["substr(family,1,4)", "substr(born,1,4)"]],
    } | settings  # fmt: skip
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")


WORKS: dict[str, Callable[[Path, int, Path], Row]] = {
    "febrl4": febrl4,
    "historical": historical,
    "made-up": made_up_lists,
    "scripts": scripts,
    "files": files,
    "add": add,
    "million": million,
}
SEEDED = ("made-up", "scripts")


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench link", description=__doc__.split("\n")[0]
    )
    parser.add_argument("works", nargs="*", metavar="WORK", help=", ".join(WORKS))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    parser.add_argument("--sides", nargs="+", default=["canje", "splink"])
    parser.add_argument(
        "--peers", type=Path, default=Path(".peers/bin/python"),
        help="a Python that has splink 5, duckdb and pandas",
    )  # fmt: skip
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    for work in asked.works:
        if work not in WORKS:
            parser.error(f"no such work: {work} (there are {', '.join(WORKS)})")
    return asked
