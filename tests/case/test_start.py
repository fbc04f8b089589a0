"""The files of a new case: what stands in them as remarks can be read once it is in force."""

from __future__ import annotations

import re
from pathlib import Path

from canje.base.dates import PartialDate
from canje.case.folder import inspect
from canje.case.start import Start, files, without_lists
from canje.terms.docket import Party

BEGUN = Start(
    "river",
    'Two "banks": one # river \\ شاطئان',
    PartialDate.parse("2025-04-20"),
    (Party("north", "North: bank", "state"), Party("south", "{South}", "armed-group")),
)
PEOPLE = "id,holder,beneficiary,destination\na1,north,south,south\nb1,south,north,north\n"
EXAMPLE = re.compile(r"^# (?=(  )?- [{\w]|  +\w+:|\w+: ?[\[{]|(sources|notes|legs|guards):$)")


def put(folder: Path, made: dict[str, bytes]) -> None:
    for name, data in made.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)


def test_a_new_case_has_nothing_wrong(tmp_path: Path) -> None:
    put(tmp_path, files(BEGUN) | without_lists())
    assert inspect(tmp_path) == ()


def test_every_example_can_be_read_once_it_is_no_remark(tmp_path: Path) -> None:
    made = files(BEGUN)
    shown = 0
    for name in ("case.yaml", "claims.yaml", "bars.yaml", "terms.yaml", "handover.yaml"):
        text, count = "", 0
        for line in made[name].decode().replace("places: []\n", "").splitlines():
            bare = EXAMPLE.sub("", line)
            count += bare != line
            text += bare + "\n"
        shown += count
        assert count, name
        made[name] = text.encode()
    put(tmp_path, made | {"people.csv": PEOPLE.encode()})
    assert shown > 25
    assert [each.code for each in inspect(tmp_path)] == ["consent.nobody-asked"]
