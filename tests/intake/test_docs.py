"""docs/lists.md says what is so, and its examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from canje.app import service
from canje.base.findings import Findings
from canje.base.listwords import LISTS
from canje.case.head import read_settings
from canje.case.lists import entry, extended, read_index
from canje.intake import child, columns, dates, encodings, grid, readers, readers_ftm, table, tree
from canje.intake.fields import Fields
from canje.intake.headers import FIELDS
from tests.case.folders import SOUND, write
from tests.intake.made import read

PAGE = (Path(__file__).parents[2] / "docs" / "lists.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.M | re.S)


def test_every_finding_is_told() -> None:
    """No more and no fewer."""
    told = re.findall(r"`([a-z]+\.[a-z-]+)`", PAGE.split("## Findings")[1])
    assert sorted(told) == sorted(LISTS)


def test_every_field_is_told() -> None:
    """In the table of fields."""
    (rows,) = re.findall(r"^\| field \|.*?\n\n", PAGE, re.M | re.S)
    cells = [row.split("|")[1] for row in rows.splitlines()[2:] if row]
    told = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
    assert sorted(told) == sorted(FIELDS)


def test_the_limits_are_those_of_the_code() -> None:
    """A limit that moves must move here too."""
    (limits,) = re.findall(r"^\| limit \|.*?\n\n", PAGE, re.M | re.S)
    inner = child.LIMITS
    numbers = [
        readers.LIST_BYTES // 2**20, grid.ROWS, table.COLUMNS, grid.CELLS,
        readers.PACKED_BYTES // 2**20, inner.inflated // 2**20, inner.parts, inner.rows,
        inner.cells, inner.memory // 2**20, inner.processor, int(inner.seconds), table.CELL,
        readers_ftm.LINE // 2**20,
    ]  # fmt: skip
    assert re.findall(r"[\d,]*\d", limits) == [f"{number:,}" for number in numbers]
    assert f"any of {len(encodings.ENCODINGS)} encodings" in PAGE
    assert f"among the first {columns.LOOK}" in PAGE
    assert f"within {dates.OLDEST} years" in PAGE


def test_the_settings_are_read() -> None:
    """As the page writes them."""
    (text,) = blocks("yaml")
    findings = Findings()
    node = tree.parse(text.encode(), findings.at("said.yaml"))
    assert node is not None
    fields = Fields.of(node, "", findings.at("said.yaml"))
    assert fields is not None
    settings = read_settings(fields)
    fields.close()
    assert findings.all() == ()
    assert (settings.header, settings.sheet) == (3, "Hoja 2")
    assert dict(settings.columns) == {"Datos": "name", "#4": "born", "Sello": "-"}


def test_the_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And prints what stands there."""
    case = write(tmp_path / "case", case_yaml=SOUND["case.yaml"].replace("id: NO", "id: NORTH"))
    data = "Full name,Date of birth\nAda Made-Up,13/05/1980\nBo Made-Up,1981\n"
    index = read_index(case)
    made = entry(read(data), grid.Settings(), "NORTH-held-1.csv", "list.csv", "")
    made |= {"party": "NORTH", "id": "NORTH-held"}
    service.take_in(
        case / "lists" / "NORTH-held-1.csv", data.encode(), case / "lists" / "lists.yaml", b"",
        extended(index, made),
    )  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (code,), (printed,) = blocks("python"), blocks("text")
    exec(compile(code, "docs/lists.md", "exec"), {})  # noqa: S102  (the page's own)
    assert capsys.readouterr().out == printed


ROWS = [
    ("13/05/1980", "1980-05-13", ""),
    ("05/06/1980", "1980", "1980-05-06|1980-06-05"),
    ("03/12/2025", "2025-03-12", ""),
    ("13/05/80", "1980-05-13", ""),
    ("00/05/1980", "1980-05", ""),
    ("xx.05.1980", "1980-05", ""),
    ("May 1980", "1980-05", ""),
    ("1405/9/1 هـ", "1985-05", "1985-05-19|1985-05-20|1985-05-21"),
    ("1365", "", "1945|1946|1986|1987"),
    ("29221", "1980-01-01", ""),
    ("c. 1980", "", "1979|1980|1981"),
    ("1980?", "", "1979|1980|1981"),
    ("1980-1985", "", "1980|1981|1982|1983|1984|1985"),
]


@pytest.mark.parametrize(("text", "date", "either"), ROWS)
def test_the_dates_of_the_page(text: str, date: str, either: str) -> None:
    """Each is read as its row says."""
    assert f"`{text}`" in PAGE
    made = read(f"Full name,DOB\nAda,{text}\n").list
    assert made is not None
    assert made.entries.column("born").texts() == [date]
    assert made.entries.column("born_either").texts() == [either]
