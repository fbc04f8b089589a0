"""The shipped tables: what was learned, read from `data/names` and written there by its tool.

A transducer is kept as its steps that can be: two numbers of groups and a worth in bits.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from canje.reconcile.letters import Letters
from canje.reconcile.scripts import SCRIPTS, Script
from canje.reconcile.transducer import NEVER, Side, Transducer

FOLDER = resources.files("canje") / "data" / "names"

ORDER: tuple[tuple[Script, Script], ...] = tuple(
    (left, right) for place, left in enumerate(SCRIPTS) for right in SCRIPTS[place:]
)
"""Every two scripts, in the order in which their table knows them."""


def file_of(left: Script, right: Script) -> str:
    return f"{left}-{right}.npz"


@lru_cache(maxsize=len(SCRIPTS))
def letters(script: Script) -> Letters:
    """The letter model of a script."""
    return Letters(script, _read("letters.npz")[script])


@lru_cache(maxsize=len(ORDER))
def transducer(left: Script, right: Script) -> Transducer:
    """The table between two scripts, which come in the order of `ORDER`."""
    kept = _read(file_of(left, right))
    sides = [
        Side(
            script,
            tuple(str(kept[f"groups_{name}"]).split("\n")),
            kept[f"chance_{name}"].astype(np.float64),
            tuple(kept[f"weights_{name}"].tolist()),
            letters(script),
        )
        for name, script in (("left", left), ("right", right))
    ]
    worth = np.full((len(sides[0].groups), len(sides[1].groups)), NEVER, np.float32)
    worth[kept["rows"], kept["columns"]] = kept["bits"].astype(np.float32)
    return Transducer(sides[0], sides[1], worth, float(kept["base"]))


def write(folder: Path, made: Transducer) -> None:
    """Write a transducer into a folder; worths are rounded to half-precision numbers."""
    rows, columns = np.nonzero(made.worth > NEVER)
    kept: dict[str, Any] = {
        "rows": rows.astype(np.uint16),
        "columns": columns.astype(np.uint16),
        "bits": made.worth[rows, columns].astype(np.float16),
        "base": np.float64(made.base),
    }
    for name, side in (("left", made.left), ("right", made.right)):
        kept[f"groups_{name}"] = np.array("\n".join(side.groups))
        kept[f"chance_{name}"] = side.chance.astype(np.float32)
        kept[f"weights_{name}"] = np.array(side.weights)
    write_arrays(folder / file_of(made.left.script, made.right.script), kept)


def write_arrays(path: Path, kept: Mapping[str, Any]) -> None:
    with path.open("wb") as file:
        np.savez_compressed(file, **kept)


def _read(name: str) -> Mapping[str, Any]:
    with np.load(io.BytesIO((FOLDER / name).read_bytes()), allow_pickle=False) as kept:
        return dict(kept)
