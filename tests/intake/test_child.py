"""Hostile spreadsheets and XML: refused in bounded time and memory, with words that say why."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from canje.intake import child, jail
from canje.intake.child import Limits, Stopped, ask
from tests.intake.made import codes, pfif, read, repacked, sound, xlsx

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS = [["Full name", "Age"], ["Ada Made-Up", "44"]]


def with_sheet(cells: str) -> bytes:
    """A spreadsheet whose only sheet holds these rows."""
    body = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    return repacked(xlsx(ROWS), {SHEET: body.encode()})


def spaces(size: int) -> bytes:
    """A spreadsheet with a part of so many spaces, never all in memory at once."""
    out = io.BytesIO(xlsx(ROWS))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/a.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(size // 2**20):
            part.write(b" " * 2**20)
    return out.getvalue()


def corners(*places: str) -> bytes:
    """A sheet with a number in each of these cells."""
    cells = (
        f'<row r="{place.lstrip(LETTERS)}"><c r="{place}"><v>1</v></c></row>' for place in places
    )
    return with_sheet("".join(cells))


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CELL = "<c><v>1</v></c>"
BOMBS: dict[str, Callable[[], bytes]] = {
    "600 MB of spaces": lambda: spaces(600 * 2**20),
    "a cell at the end of the sheet": lambda: corners("XFD1048576"),
    "two corners far apart": lambda: corners("A1", "XFD250000"),
    "400,000 rows": lambda: with_sheet(f"<row>{CELL}</row>" * 400_000),
    "5 M cells": lambda: with_sheet(f"<row>{CELL * 5_000_000}</row>"),
    "16,000 columns": lambda: with_sheet(f"<row>{CELL * 16_000}</row>"),
    "3,000 parts": lambda: repacked(xlsx(ROWS), {f"x/{n}": b"" for n in range(3_000)}),
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused(name: str) -> None:
    """Within the limits that `docs/lists.md` states, before anything large is built."""
    data = BOMBS[name]()
    start = time.monotonic()
    made = read(data, "a.xlsx")
    assert codes(made) == ["list.too-much"]
    assert time.monotonic() - start < 20


def test_a_million_shared_strings() -> None:
    """They inflate to less than the limit; then the rows are few and are read, or memory ends."""
    text = "".join(f"<si><t>{n}</t></si>" for n in range(1_000_000))
    strings = f'<sst xmlns="{MAIN}">{text}</sst>'.encode()
    made = read(repacked(xlsx(ROWS), {"xl/sharedStrings.xml": strings}), "a.xlsx")
    assert codes(made) in ([], ["list.stopped"])


def test_a_cell_of_ten_megabytes() -> None:
    """A cell holds 32,767 characters; more is a finding with its place."""
    text = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 10_000_000}</t></is></c></row>'
    made = read(with_sheet(text), "a.xlsx")
    found = [(each.code, each.row, each.column) for each in made.findings]
    assert ("text.too-long", 1, "A") in found


def test_memory_ends() -> None:
    """A child that needs more than it may is stopped, and nothing of it is used."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{n:0900}</t></is></c></row>'
        for n in range(1, 60_000)
    )
    made = read(with_sheet(rows), "a.xlsx", Limits(memory=80 * 2**20))
    (finding,) = made.findings
    assert finding.code == "list.stopped"
    assert "memory" in finding.why
    assert made.grid is None


def test_time_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A child that hangs is ended, whether it waits or reckons."""
    for program, limits, words in (
        ("import time; time.sleep(60)", Limits(seconds=1), "more than 1 seconds"),
        ("import resource as r; r.setrlimit(r.RLIMIT_CPU, (1, 2))\nwhile 1: pass",
         Limits(processor=1), "1 seconds of the processor"),
        ("import os; os._exit(7)", Limits(), "status 7"),
        ("print('[\"rows\", []]')", Limits(), "before it was done"),
    ):  # fmt: skip
        script = tmp_path / "jail.py"
        script.write_text(program)
        monkeypatch.setattr(child, "_SCRIPT", script)
        with pytest.raises(Stopped) as stopped:
            list(ask("xlsx", b"x" * 10**6, {}, limits))
        assert words in stopped.value.why


def test_a_child_that_says_too_much(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it says is bounded too: a child that was taken over cannot fill our memory."""
    script = tmp_path / "jail.py"
    script.write_text("import sys\nwhile 1: sys.stdout.write('x' * 2**20)")
    monkeypatch.setattr(child, "_SCRIPT", script)
    with pytest.raises(Stopped) as stopped:
        list(ask("xlsx", b"", {}, Limits(said=4 * 2**20)))
    assert stopped.value.code == "list.too-much"


@pytest.mark.skipif(sys.platform != "linux", reason="limits as the Linux kernel keeps them")
def test_the_child_can_do_nothing_else(tmp_path: Path) -> None:
    """No file can be written; memory and time are bounded; where the kernel allows, no network."""
    program = f"""
import runpy, resource, signal, socket, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
jail = runpy.run_path({str(Path(jail.__file__))!r}, run_name="jail")
jail["limit"](512 * 2**20, 20)
print(resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU))
try:
    with open({str(tmp_path / "x")!r}, "w") as file:
        file.write("x")
    print("wrote")
except OSError as problem:
    print("no file")
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)
    print("connected")
except OSError as problem:
    print("no network")
"""
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: server.accept(), daemon=True).start()
    done = subprocess.run(
        [sys.executable, "-c", program, str(server.getsockname()[1])],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    server.close()
    lines = done.stdout.splitlines()
    assert lines[0] == f"({512 * 2**20}, {512 * 2**20}) (20, 21)"
    assert lines[1] == "no file"
    if lines[2] == "connected":
        pytest.skip("this kernel gives no process a network of its own without root")
    assert lines[2] == "no network"


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<pfif xmlns="http://zesty.ca/pfif/1.4"><person><full_name>&b;</full_name></person></pfif>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<pfif xmlns="http://zesty.ca/pfif/1.4"><person><full_name>&x;</full_name></person></pfif>"""
INCLUDE = pfif(
    '<pfif:full_name>A<x:include xmlns:x="http://www.w3.org/2001/XInclude" '
    'href="file:///etc/passwd" parse="text"/></pfif:full_name>'
)


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
def test_entities_are_refused(text: str) -> None:
    """Laughs by the billion, and files of the reader's machine."""
    assert codes(read(text, "a.xml")) == ["list.entities"]


def test_nothing_is_included() -> None:
    """XInclude is text like any other element, and fetches nothing."""
    made = read(INCLUDE, "a.xml")
    assert "root:" not in "".join("".join(row) for row in (made.grid.rows if made.grid else []))


@pytest.mark.parametrize(
    "data",
    [
        pfif("<pfif:full_name>" + "<pfif:a>" * 100_000 + "</pfif:full_name>"),
        pfif(f'<pfif:full_name x="{"y" * 10_000_000}">A</pfif:full_name'),
        pfif("<pfif:full_name>A</pfif:full_name>").replace(b"UTF-8", b"UTF-7"),
        pfif("<pfif:full_name>A</pfif:full_name>").replace(b"UTF-8", b"no-such"),
        pfif("<pfif:full_name>A</pfif:full_name>", space="http://example.org/"),
        pfif("<pfif:full_name>" + "x" * 40_000 + "</pfif:full_name>"),
        b"<?xml",
        b'<?xml version="1.0"?>',
    ],
    ids=["deep", "attribute", "utf-7", "no encoding", "another space", "long", "cut", "empty"],
)
def test_xml_that_is_no_list(data: bytes) -> None:
    """Depth, attributes, encodings, other names: an error, at once."""
    start = time.monotonic()
    made = read(data, "a.xml")
    assert made.list is None
    assert [each for each in made.findings if each.severity == "error"]
    assert time.monotonic() - start < 20


def test_pfif_in_utf_16() -> None:
    """An encoding that XML names itself."""
    text = pfif("<pfif:full_name>Ada Made-Up</pfif:full_name>").decode().replace("UTF-8", "UTF-16")
    assert sound(text.encode("utf-16"), "a.xml").entries.column("name").texts() == ["Ada Made-Up"]


def test_an_archive_within_an_archive() -> None:
    """It is a part like any other: unpacked once, never opened."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * (50 * 2**20))
    assert codes(read(repacked(xlsx(ROWS), {"xl/inner.zip": inner.getvalue()}), "a.xlsx")) == []


def test_names_of_parts_lead_nowhere() -> None:
    """Nothing is written: a part named ../../x is no file."""
    data = repacked(xlsx(ROWS), {"../../../../tmp/canje-was-here": b"x", "C:\\x": b"x"})
    assert codes(read(data, "a.xlsx")) == []
    assert not Path("/tmp/canje-was-here").exists()  # noqa: S108  (it must not be)
