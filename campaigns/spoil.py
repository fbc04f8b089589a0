"""Ways to spoil an input: missing, cut off, swapped, altered, and changed after a plan was made."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from campaigns.ground import OTHERS
from tests.oracles.mutate import encode, sealed

Spoil = Callable[[Path, random.Random], str]

GARBAGE = (
    "", "-1", "0", "1e9", "9" * 400, "ü\u202ey", "\x01", "nobody", "../..", "/", "--nope",
    "sha256:", "NaN", "2025-02-30", "=1+1", "مرحبا", " ",
)  # fmt: skip
"""Values that stand in no file and on no command line where they mean anything."""


def missing(path: Path, _rng: random.Random) -> str:
    path.unlink()
    return "gone"


def folder(path: Path, _rng: random.Random) -> str:
    path.unlink()
    path.mkdir()
    return "a folder in its place"


def empty(path: Path, _rng: random.Random) -> str:
    path.write_bytes(b"")
    return "empty"


def cut(path: Path, rng: random.Random) -> str:
    data = path.read_bytes()
    size = rng.randrange(max(1, len(data) - 2))
    path.write_bytes(data[:size])
    return f"cut off after {size} of {len(data)} bytes"


def noise(path: Path, rng: random.Random) -> str:
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 1, 3, 20))):
        place = rng.randrange(len(data) + 1)
        data[place : place + rng.choice((0, 1, 4))] = rng.randbytes(rng.choice((1, 2, 8)))
    path.write_bytes(bytes(data))
    return "some bytes are others"


def encoded(path: Path, rng: random.Random) -> str:
    name = rng.choice(("utf-16", "utf-32", "cp1256", "latin-1"))
    path.write_bytes(path.read_text("utf-8", "replace").encode(name, "replace"))
    return f"in {name}"


def swapped(path: Path, rng: random.Random) -> str:
    other = rng.choice(OTHERS[path.name])
    shutil.copyfile(path.parent / other, path)
    return f"{other} in its place"


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [leaf for key, each in value.items() for leaf in _leaves(each, (*path, key))]
    if isinstance(value, list):
        return [leaf for key, each in enumerate(value) for leaf in _leaves(each, (*path, key))]
    return [path]


def _alter(path: Path, rng: random.Random) -> tuple[Any, str]:
    value = json.loads(path.read_bytes())
    place = rng.choice(_leaves(value))
    inner = value
    for key in place[:-1]:
        inner = inner[key]
    old = inner[place[-1]]
    others: tuple[Any, ...] = (None, True, 0, -1, 2**70, "x", [], {}, "", 1.5)
    if isinstance(old, int) and not isinstance(old, bool):
        others += (old + 1, old - 1)
    new = rng.choice([each for each in others if each != old or type(each) is not type(old)])
    inner[place[-1]] = new
    return value, f"{'.'.join(map(str, place))}: {old!r} is {new!r}"


def altered(path: Path, rng: random.Random) -> str:
    """One value is another; the seal is the old one."""
    value, told = _alter(path, rng)
    path.write_bytes(
        json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        + b"\n"
    )
    return f"altered: {told}"


def resealed(path: Path, rng: random.Random) -> str:
    """One value is another, and the seal is made again."""
    value, told = _alter(path, rng)
    digest = value.get("digest")
    whole = isinstance(digest, dict) and isinstance(digest.get("plan"), str)
    is_plan = whole and "people" in value
    path.write_bytes(sealed(value) if is_plan else encode(value))
    return f"altered and sealed again: {told}"


def _lines(path: Path, rng: random.Random) -> str:
    """A line twice, gone, or two lines the other way round."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    if not lines:
        return "empty as before"
    at = rng.randrange(len(lines))
    what = rng.choice(("twice", "gone", "moved"))
    if what == "twice":
        lines.insert(at, lines[at])
    elif what == "gone":
        del lines[at]
    else:
        lines.append(lines.pop(at))
    path.write_text("".join(lines), "utf-8")
    return f"line {at + 1} {what}"


def _value(path: Path, rng: random.Random) -> str:
    """One word of the file is another: of the file itself, or garbage."""
    text = path.read_text("utf-8")
    words = [*re.finditer(r"[\w-]+", text)]
    if not words:
        return "nothing to change"
    one, other = rng.choice(words), rng.choice(words)
    new = rng.choice((other[0], rng.choice(GARBAGE)))
    path.write_text(text[: one.start()] + new + text[one.end() :], "utf-8")
    return f"{one[0]!r} is {new!r}"


def in_folder(path: Path, rng: random.Random) -> str:
    """One file of a case folder is spoiled."""
    files = sorted(each for each in path.rglob("*") if each.is_file())
    chosen = rng.choice(files)
    way = rng.choice((missing, empty, cut, noise, encoded, folder, _lines, _value, _value, _value))
    try:
        told = way(chosen, rng)
    except UnicodeDecodeError:
        told = cut(chosen, rng)
    return f"{chosen.relative_to(path)}: {told}"


SINGLE: Mapping[str, tuple[Spoil, ...]] = {
    ".json": (missing, folder, empty, cut, noise, swapped, altered, altered, resealed, resealed),
    ".csv": (missing, folder, empty, cut, noise, encoded, swapped, _lines, _value),
}
"""What can be done to a file, by its ending."""

NEVER_SOUND = (missing, folder, empty, swapped)
"""After these no command that needs the file can do its work."""
