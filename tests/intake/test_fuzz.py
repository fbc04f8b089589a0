"""Whatever bytes come, a reader answers with a list or with findings, never with a crash."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canje.base.findings import CANNOT_READ
from canje.base.words import WORDS
from canje.intake.corrected import corrected
from canje.intake.diff import diff
from canje.intake.names import read_name
from canje.intake.reading import Read
from tests.intake.made import pfif, read, repacked, sound, xlsx

SEEDS = [
    b"No,Full name,Date of birth,Age,Sex\n1,Ada,13/05/1980,44,f\n2,Bo,1/9/1405,,m\n",
    "م;الاسم الرباعي;تاريخ الميلاد\n1;سالم ناصر;١٣/٠٥/١٩٨٠\n".encode("cp1256", "replace"),
    "Фамилия;Имя;Отчество;Дата рождения\nВымышленный;Петр;Ильич;13.05.80\n".encode("koi8-r"),
    "Full name\tDOB\nAda\t1980\n".encode("utf-16"),
    b'{"id": "a", "schema": "Person", "properties": {"name": ["Ada"], "birthDate": ["1980"]}}\n',
]
PERSON = "<pfif:full_name>Ada</pfif:full_name><pfif:date_of_birth>1980</pfif:date_of_birth>"
SHEET = xlsx([["Full name", "Date of birth"], ["Ada", "13/05/1980"], ["Bo", 29_221]])


def holds(made: Read) -> None:
    """What is true of anything that was read."""
    errors = [each for each in made.findings if each.severity == "error"]
    assert (made.list is None) == bool(errors)
    assert all(each.code in WORDS and each.why and each.mend for each in made.findings)
    if made.list is not None:
        entries = made.list.entries
        assert len(set(entries.ids)) == len(entries) > 0
        assert all(entries.column("name").texts())
        assert all(len(column) == len(entries) for column in entries.columns.values())
        assert all(len(column) == len(entries) for column in entries.written.values())
    if made.grid is not None:
        assert len(made.grid.rows) == len(made.grid.lines)
        assert read(corrected(made), "copy").sha256


@st.composite
def spoiled(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A sound file with bytes flipped, cut out, doubled, or put in."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(["flip", "cut", "double", "put"])):
            case "flip" if data:
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del data[at : at + draw(st.integers(1, 40))]
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 40))]
            case _:
                data[at:at] = draw(st.binary(max_size=12))
    return bytes(data)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """From nothing."""
    holds(read(data, columns={"#1": "name"}))


@given(spoiled(SEEDS))
def test_spoiled_text(data: bytes) -> None:
    """From lists in five encodings and three formats."""
    holds(read(data))


@settings(max_examples=40)  # a process each
@given(spoiled([SHEET]))
def test_spoiled_archives(data: bytes) -> None:
    """From a spreadsheet, with bytes of the archive changed."""
    holds(read(data, "a.xlsx"))


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(SHEET)) as archive:
        return archive.read(name)


@settings(max_examples=40)
@given(st.data())
def test_spoiled_parts(data: st.DataObject) -> None:
    """From a spreadsheet whose archive is whole and whose parts are not."""
    name = data.draw(
        st.sampled_from(
            [
                "xl/worksheets/sheet1.xml",
                "xl/workbook.xml",
                "xl/_rels/workbook.xml.rels",
                "xl/styles.xml",
            ]
        )
    )
    holds(read(repacked(SHEET, {name: data.draw(spoiled([part(name)]))}), "a.xlsx"))


@settings(max_examples=40)
@given(spoiled([pfif(PERSON, PERSON)]))
def test_spoiled_xml(data: bytes) -> None:
    """From PFIF."""
    holds(read(data, "a.xml"))


hostile = st.text(
    st.sampled_from("aЖب\u202e\u200f\u200b\0\x85'\"=+-@,;\t\n|\ufeff\u0301٣3/.\U0001f600\ud800"),
    max_size=12,
)


@given(st.lists(st.lists(hostile, min_size=3, max_size=3), max_size=6))
def test_hostile_cells(rows: list[list[str]]) -> None:
    """Marks, controls, formulas, quotes, halves of characters, in any cell of a table."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Full name", "Date of birth", "Age"], *rows])
    holds(read(out.getvalue().encode("utf-8", "surrogatepass")))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | hostile,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hostile, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["id", "schema", "properties", "name"]), values), values)
def test_hostile_entities(entity: dict[str, object], name: object) -> None:
    """Values of any shape where texts are meant."""
    lines = [{"schema": "Person", "properties": {"name": name, "birthDate": name}}, entity]
    data = "\n".join(json.dumps(each) for each in lines)
    holds(read(data.encode("utf-8", "surrogatepass"), "a.jsonl"))


@given(
    st.dictionaries(
        st.sampled_from(["Full name", "#1", "#9", "x"]), st.sampled_from(["name", "-", "q"])
    ),
    st.none() | st.integers(0, 5),
    st.none() | st.sampled_from(["utf-8", "cp1251", "no-such", "utf-16"]),
    st.none() | st.sampled_from([",", ";", "tab"]),
)
def test_anything_that_a_person_may_say(
    columns: dict[str, str], header: int | None, encoding: str | None, separator: str | None
) -> None:
    """Settings that fit no list."""
    holds(read(SEEDS[0], columns=columns, header=header, encoding=encoding, separator=separator))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_beginning_of_a_file(seed: bytes) -> None:
    """A transfer that broke off: each prefix is a list, or has findings."""
    for length in range(0, len(seed), 3):
        holds(read(seed[:length]))


LONG = [
    "'" * 30_000, " " * 30_000 + "x", "1" * 30_000, "1 " * 15_000, "=" * 30_000, "aа" * 15_000,
    "e\u0301" * 15_000, "? " * 15_000, ", " * 15_000, "هـ " * 10_000, "بن " * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=[ascii(each[:3]) for each in LONG])
def test_no_text_takes_for_ever(text: str) -> None:
    """Patterns take time in proportion to the text, whatever it repeats."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(
        [["Full name", "Date of birth", "Age", "Sex", "Passport"], [text] * 5]
    )
    start = time.monotonic()
    made = read(out.getvalue())
    holds(made)
    read_name(text)
    assert time.monotonic() - start < 5


def test_a_list_of_one_name() -> None:
    """20,000 of one name, in two versions: read and compared in time."""
    rows = [f"Ada Made,{1930 + n % 70}-{n % 12 + 1:02},{n % 97}" for n in range(20_000)]
    start = time.monotonic()
    lists = [
        sound("Full name,DOB,Remarks\n" + "\n".join(each) + "\n") for each in (rows, rows[::-1])
    ]
    found = diff(*lists)
    assert len(found.pairs) == 20_000
    assert time.monotonic() - start < 30


def test_what_cannot_be_read_is_told_from_what_is_wrong() -> None:
    """The codes that say so are of this part too."""
    assert "file.encoding" in CANNOT_READ
