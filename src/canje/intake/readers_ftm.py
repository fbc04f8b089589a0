"""FollowTheMoney JSON lines: each line an entity; those who are persons become rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from canje.base.findings import At
from canje.intake.grid import CELLS, ROWS, Grid
from canje.intake.table import CELL, COLUMNS

LINE = 2**20
"""Bytes in one line, at most: an entity has at most a few thousand."""

DEPTH = 16
"""Lists and mappings within one another, at most; entities have three."""

MANY = " | "
"""Stands between the values of a property that has several."""


class _Wrong(ValueError):
    pass


def read_ftm(data: bytes, note: At) -> Grid | None:
    """Read entities; None where the file cannot be read (then the reason is noted)."""
    grid = Grid("ftm", how={"encoding": "utf-8"})
    people: list[tuple[int, dict[str, str]]] = []
    others = 0
    columns: dict[str, None] = dict.fromkeys(("id", "name"))
    for number, line in _lines(data):
        try:
            entity = _entity(line)
            fields = _fields(entity)
        except _Wrong as problem:
            note("ftm.line", number, problem=str(problem))
            continue
        if entity["schema"] != "Person":
            others += 1
            continue
        columns |= dict.fromkeys(fields)
        people.append((number, fields))
        if len(people) > ROWS or len(columns) > COLUMNS or len(people) * len(columns) > CELLS:
            what, most = ("rows", ROWS) if len(people) > ROWS else ("columns", COLUMNS)
            note("list.too-much", what=what, most=f"{most:,}")
            return None
    if others:
        note("ftm.no-person", value=f"{others:,}")
    if not people:
        note("list.empty")
        return None
    grid.lines = [0, *(number for number, _ in people)]
    grid.rows = [list(columns)]
    grid.rows += [[fields.get(name, "") for name in columns] for _, fields in people]
    return grid


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    start, number = 0, 0
    if data.startswith(b"\xef\xbb\xbf"):
        start = 3
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        line = data[start : min(end, start + LINE + 1)]
        if line.strip():
            yield number, line
        start = end + 1


def _entity(line: bytes) -> dict[str, Any]:
    """One entity; raises _Wrong, with the reason."""
    if len(line) > LINE:
        raise _Wrong(f"the line has more than {LINE:,} bytes")
    if line.count(b"[") + line.count(b"{") > 4_000:
        raise _Wrong("too many lists and mappings")
    try:
        value = json.loads(line.decode(), object_pairs_hook=_once, parse_constant=_constant)
    except UnicodeDecodeError:
        raise _Wrong("the line is no UTF-8") from None
    except RecursionError:
        raise _Wrong("lists and mappings lie too deep in one another") from None
    except json.JSONDecodeError as problem:
        raise _Wrong(f"no JSON: {problem.msg}, character {problem.pos + 1}") from None
    except _Wrong:
        raise
    except ValueError:  # a number of thousands of digits
        raise _Wrong("a number is too long") from None
    if not isinstance(value, dict) or not isinstance(value.get("schema"), str):
        raise _Wrong("it has no schema")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Wrong("a key stands twice in one mapping")
    return made


def _constant(word: str) -> Any:
    raise _Wrong(f"{word} is no JSON")


def _fields(entity: dict[str, Any]) -> dict[str, str]:
    """The texts of an entity; a second name and all after it are further names."""
    fields = {"id": str(entity["id"])} if isinstance(entity.get("id"), str | int) else {}
    properties = entity.get("properties", entity)
    for name, values in properties.items() if isinstance(properties, dict) else ():
        if name in ("id", "schema", "properties"):
            continue
        many = values if isinstance(values, list) else [values]
        texts = [str(each) for each in many if isinstance(each, str | int | float)]
        if name == "name" and len(texts) > 1:
            fields["name"] = texts[0]
            before = fields.get("alias")
            fields["alias"] = MANY.join(([before] if before else []) + texts[1:])
        elif name == "alias" and "alias" in fields:
            fields["alias"] = MANY.join([fields["alias"], *texts])
        elif texts:
            fields[str(name)[:64]] = MANY.join(texts)
    if any(len(text) > CELL for text in fields.values()):
        raise _Wrong(f"a property has more than {CELL:,} characters")
    return fields
