"""A made-up case folder of two parties with every kind of rule, as large as one likes."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import yaml

from bench.instances import DIX_HILL, PER_100_000

SIDES = ("north", "south")
COLUMNS = (
    "id", "holder", "beneficiary", "destination", "nationality", "sex", "born", "category",
    "health", "family", "list", "proceedings", "status",
)  # fmt: skip

CASE = """\
id: bench-two-parties
title: A made-up exchange of two parties, with every kind of rule
date: 2025-04-20
consent: assumed
parties:
  - {id: north, name: The North, kind: state}
  - {id: south, name: The South, kind: armed-group}
  - {id: third, name: A third state, kind: state}
facts: {pause: agreed}
sources:
  - {id: made-up, title: Made up for measuring, publisher: canje, date: 2025-04-20}
"""

BARS = """\
- id: stay-1
  order: stay of any release until the trial
  court: High Court of the North
  covers: {holder: north, proceedings: pending}
  forbids: release
  from: 2024-11-04
- id: stay-2
  order: nobody of this nationality is sent to the third state
  court: High Court of the South
  covers: {holder: south, nationality: XB}
  forbids: destination
  destination: third
  from: 2025-01
"""

HANDOVER = """\
places: [{id: bridge, name: The bridge}, {id: camp, name: The camp}]
legs:
  - {id: out, from: camp, to: bridge, seats: 400, party: north, runs_per_day: 4}
  - {id: home, from: bridge, to: camp, seats: 400, party: south, runs_per_day: 4}
simultaneous: [[out, home]]
"""


class _Plain(yaml.SafeDumper):
    """Writes every value out, as a person would: no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write(folder: Path, a_side: int, seed: int) -> Path:
    """Write the folder: as many people on each of two sides, and every kind of rule."""
    chance = np.random.default_rng([seed, a_side])
    rows = _rows(a_side, chance)
    said = [rows[number] for number in chance.choice(len(rows), len(rows) // 100, replace=False)]
    codes = chance.choice(["held", "not-held", "released", "unknown"], len(said)).tolist()
    wills = sorted(chance.choice(len(rows), len(rows) * 3 // 100, replace=False).tolist())
    stopped = {row["id"] for row in said} | {rows[number]["id"] for number in wills}

    folder.mkdir(parents=True, exist_ok=True)
    terms = yaml.dump(_terms(rows, stopped), Dumper=_Plain, sort_keys=False)
    texts = {"case": CASE, "bars": BARS, "handover": HANDOVER, "terms": terms}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    _table(folder / "people.csv", COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
    _table(
        folder / "statements.csv",
        ("person", "party", "code", "date", "source", "note"),
        [
            [row["id"], row["holder"], code, "2025-03-01", "made-up", ""]
            for row, code in zip(said, codes, strict=True)
        ],
    )
    _table(
        folder / "consents.csv",
        ("person", "destination", "consents", "date"),
        [[rows[number]["id"], "", "no", "2025-04-01"] for number in wills],
    )
    return folder


def _rows(a_side: int, chance: np.random.Generator) -> list[dict[str, str]]:
    count = 2 * a_side
    grade = np.array(PER_100_000) / sum(PER_100_000)
    draws = {
        "category": chance.choice(list(DIX_HILL), count, p=grade),
        "health": chance.choice(
            ["", "sick", "wounded", "seriously-wounded"], count, p=[0.91, 0.04, 0.03, 0.02]
        ),
        "sex": chance.choice(["m", "f"], count, p=[0.93, 0.07]),
        "nationality": chance.choice(["XA", "XB", "XC"], count, p=[0.49, 0.49, 0.02]),
        "list": chance.choice(["", "candidates", "journalists"], count, p=[0.985, 0.012, 0.003]),
        "proceedings": chance.choice(["", "pending"], count, p=[0.98, 0.02]),
        "status": chance.choice(["held", "unanswered"], count, p=[0.97, 0.03]),
        "destination": chance.choice(["", "home", "home|third"], count, p=[0.6, 0.38, 0.02]),
        "born": chance.integers(1960, 2009, count).astype(str),
    }
    texts = {name: column.tolist() for name, column in draws.items()}
    related = chance.random(count) < 0.05  # the next few people of the same side
    rows = []
    for number in range(count):
        side = SIDES[number >= a_side]
        other = SIDES[number < a_side]
        family = f"F{number // 3:05}" if related[number - number % 3] else ""
        rows.append(
            {name: column[number] for name, column in texts.items()}
            | {"id": f"{side[0].upper()}{number:05}", "holder": side, "beneficiary": other}
            | {"family": family if number % 3 < 2 or related[number] else ""}
        )
    return rows


def _terms(rows: list[dict[str, str]], stopped: set[str]) -> list[dict[str, object]]:
    """Every rule at least once; the numbers follow the size."""
    n = len(rows) // 2
    free_to_go = {"category": "captain", "family": "", "proceedings": "", "status": "held"}
    able = [row["id"] for row in rows if free_to_go.items() <= row.items()]
    able = [each for each in able if each not in stopped]
    north, south = {"holder": "north"}, {"holder": "south"}
    worth = {"column": "category", "table": DIX_HILL}
    women = {"give": {**south, "sex": "f"}, "get": {**north, "sex": "f"}}
    staff = {"category": ["colonel", "lieutenant-colonel", "major"]}
    limit = {"count": {"of": north, "at-most": n * 8 // 10}}
    captains = [
        {"count": {"of": {**south, "category": "captain"}, "at-least": n // 100}},
        {"count": {"of": {**north, "category": "captain"}, "at-most": n // 200}},
    ]
    candidates = {**south, "list": "candidates"}
    generals = {"category": "major-general", "health": {"not": "seriously-wounded"}}
    everyone: dict[str, object] = {}
    rules: dict[str, tuple[str, str, object]] = {
        "worth": ("must", "tariff", {"give": north, "get": south, "worth": worth, "at": "1:1"}),
        "women": ("must", "ratio", {**women, "at": "2:1", "how": "at-most"}),
        "staff": ("must", "count", {"of": staff, "at-most": n // 100}),
        "total": ("must", "count", {"of": everyone, "at-least": n // 5, "at-most": 2 * n}),
        "sick": ("must", "count", {"of": {**north, "health": "sick"}, "at-least": n // 50}),
        "minors": ("must", "all", {"of": {**south, "age": {"lt": 17}}}),
        "press": ("must", "all-or-none", {"of": {"list": "journalists"}}),
        "two": ("must", "named", {"people": [able[0], able[-1]]}),
        "generals": ("must", "never", {"of": generals}),
        "families": ("must", "together", {"by": "family"}),
        "foreigners": ("must", "outside", {"of": {"nationality": "XC"}}),
        "captains": ("must", "either", captains),
        "pause": ("must", "if", {"fact": "pause", "is": "agreed", "then": limit}),
        "pool": ("must", "pool", {"of": candidates, "choose": n // 200, "by": "draw"}),
        "elderly": ("wish", "all", {"of": {"age": {"ge": 64}}}),
        "more-women": ("wish", "count", {"of": {"sex": "f"}, "at-least": n // 20}),
        "old-cap": ("withdrawn", "count", {"of": everyone, "at-most": 10}),
        "first": ("must", "before", {"first": {"health": "wounded"}, "then": everyone}),
        "trust": ("must", "exposed", {"party": "north", "at-most": 400}),
        "proof": ("must", "guard", {"before": south, "needs": "proof of life"}),
    }
    return [
        {
            "id": name,
            "by": "south" if name in ("women", "minors", "foreigners", "trust") else "north",
            "text": f"the term called {name}, made up",
            "source": "made-up",
            "force": force,
            kind: rule,
        }
        for name, (force, kind, rule) in rules.items()
    ]


def _table(path: Path, header: tuple[str, ...], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
