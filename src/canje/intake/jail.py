"""What runs in the child process: a spreadsheet or an XML file in, lines of JSON out.

Run as a script, isolated from everything else of canje. It limits itself before it looks at a byte:
memory, time, no files, no further processes, no network where the system lets go of it. The last
line is "end"; what was said is good for nothing without it. Lines: `["how", name, text]`,
`["note", code, row, column, value, parameters]`, `["rows", [[line, cell, ...], ...]]`,
`["typed", column, [texts]]` (texts that stand for real dates), `["epoch", 1904]`.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces

try:
    import resource
except ImportError:  # Windows: the parent's limit on time still holds
    resource = None  # type: ignore[assignment]

from defusedxml import (
    DTDForbidden,
    EntitiesForbidden,
    ExternalReferenceForbidden,
    NotSupportedError,
)
from defusedxml.ElementTree import ParseError, fromstring
from defusedxml.sax import make_parser
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

CHUNK = 2**16
BATCH = 2_000
NOTES = 2_000
CELL = 32_767


class Refused(Exception):
    """The file cannot be taken; the reason is said."""


def say(*values: object) -> None:
    sys.stdout.write(json.dumps(values, separators=(",", ":")) + "\n")


def limit(memory: int, processor: int) -> None:
    """Take from this process what reading does not need."""
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # a network of its own, without any device; not everywhere allowed
        ctypes.CDLL(None).unshare(0x10000000 | 0x40000000)


class Notes:
    """Findings, each kind so often and no more: a million of them help nobody."""

    def __init__(self) -> None:
        self.told = 0

    def __call__(
        self, code: str, row: int | None = None, column: str | None = None,
        value: str | None = None, **params: str,
    ) -> None:  # fmt: skip
        self.told += 1
        if self.told <= NOTES:
            say("note", code, row, column, value and value[:100], params)


def rows_out(rows: Iterator[list[Any]]) -> None:
    batch: list[list[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            say("rows", batch)
            batch = []
    if batch:
        say("rows", batch)


# Spreadsheets


_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_HIDDEN = re.compile(rb"<(?:\w+:)?(row|col)\s[^>]*hidden=[\"'](?:1|true)[\"']")
_PLACE = re.compile(rb"\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_ODD = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*r=[\"']([A-Z]{1,3}[0-9]{1,7})[\"'])([^>]*)>\s*"
    rb"(?:<(?:\w+:)?(f)[\s>/])?"
)
_ERROR = re.compile(rb"t=[\"']e[\"']")


class Scan:
    """What a sheet holds, counted piece by piece before anything is built of it."""

    def __init__(self) -> None:
        self.rows = self.cells = self.width = self.height = 0
        self.formulas: list[str] = []
        self.errors: list[str] = []
        self.odd = 0
        self.hidden: set[str] = set()

    def take(self, text: bytes) -> None:
        self.rows += len(_ROW.findall(text))
        self.cells += len(_CELL.findall(text))
        for letters, number in set(_PLACE.findall(text)):
            self.width = max(self.width, column_number(letters))
            self.height = max(self.height, int(number))
        self.hidden.update(found.decode() for found in _HIDDEN.findall(text))
        if b"f" not in text and b"=" not in text:
            return
        for place, attributes, formula in _ODD.findall(text):
            is_error = _ERROR.search(attributes)
            if not (formula or is_error):
                continue
            self.odd += 1
            found = self.errors if is_error else self.formulas
            if len(found) < NOTES:
                found.append(place.decode())


def column_number(letters: bytes) -> int:
    number = 0
    for each in letters:
        number = number * 26 + each - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def unpack(archive: zipfile.ZipFile, most: int, note: Notes) -> dict[str, Scan]:
    """Unpack everything once, piece by piece, and keep nothing but what was counted."""
    left = most
    scans: dict[str, Scan] = {}
    for info in archive.infolist():
        if info.flag_bits & 1:
            note("list.locked")
            raise Refused
        scan = Scan() if info.filename.startswith("xl/worksheets/") else None
        rest = b""
        with archive.open(info) as part:
            while piece := part.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    note("list.too-much", what="bytes when unpacked", most=f"{most:,}")
                    raise Refused
                if scan is not None:
                    piece = rest + piece
                    cut = last_cell(piece)
                    rest = piece[cut:]
                    scan.take(piece[:cut])
        if scan is not None:
            scan.take(rest)
            scans[info.filename] = scan
    return scans


def last_cell(piece: bytes) -> int:
    """Where the last cell or row begins, so that no pattern is cut in two; all, if it is long."""
    cut = max(piece.rfind(b"<c"), piece.rfind(b"<row"), piece.rfind(b":c "), piece.rfind(b":row "))
    return cut if cut > 0 and len(piece) - cut < CHUNK else len(piece)


def parts_by_sheet(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the archive holds which sheet."""
    head = fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    target = {each.get("Id"): str(each.get("Target")) for each in links}
    found: dict[str, str] = {}
    for each in head.iter():
        if each.tag.endswith("}sheet"):
            link = next((v for k, v in each.attrib.items() if k.endswith("}id")), "")
            path = target.get(link, "")
            full = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
            found[str(each.get("name"))] = full
    return found


def read_xlsx(data: bytes, given: dict[str, Any], note: Notes) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        note("list.damaged", problem=str(problem)[:200])
        raise Refused from None
    names = [info.filename for info in infos]
    if len(names) > given["parts"]:
        note("list.too-much", what="parts", most=f"{given['parts']:,}")
        raise Refused
    if "xl/workbook.xml" not in names:
        note("list.form")
        raise Refused
    if len(set(names)) < len(names):
        note("list.damaged", problem="two parts have the same name")
        raise Refused
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        note("list.macros")
    if any(name.startswith(("xl/externalLinks/", "xl/connections")) for name in names):
        note("list.outside")
    scans = unpack(archive, given["inflated"], note)
    parts = parts_by_sheet(archive)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    name = which(book, parts, scans, given["wanted"].get("sheet"), note)
    scan = scans[parts[name]]
    within(scan, given, note)
    for place in scan.formulas:
        note("list.formula", *row_column(place))
    for place in scan.errors:
        note("list.error-cell", *row_column(place))
    if scan.hidden:
        what = " and ".join(sorted({"row": "rows", "col": "columns"}[each] for each in scan.hidden))
        note("list.hidden-rows", what=what)
    sheet = book.get_sheet_by_name(name)
    merged = sheet.merged_cell_ranges or []
    for (top, left), (bottom, right) in merged[:NOTES]:
        first, last = column_letters(left + 1), column_letters(right + 1)
        say("merged", top + 1, bottom + 1, f"{first}{top + 1}:{last}{bottom + 1}")
    say("how", "sheet", name)
    if re.search(rb"date1904=[\"'](1|true)", archive.read("xl/workbook.xml")):
        say("epoch", 1904)
    rows_out(sheet_rows(sheet, given, note, vague_dates(archive, parts[name])))


def which(
    book: CalamineWorkbook,
    parts: dict[str, str],
    scans: dict[str, Scan],
    wanted: str | None,
    note: Notes,
) -> str:
    """The one sheet that holds a table; where there are several, a person must say."""
    shown: list[str] = []
    hidden: list[str] = []
    for each in book.sheets_metadata:
        scan = scans.get(parts.get(each.name, ""))
        if each.typ == SheetTypeEnum.WorkSheet and scan is not None and scan.cells:
            is_shown = each.visible == SheetVisibleEnum.Visible
            (shown if is_shown else hidden).append(each.name)
    if wanted is not None:
        if wanted not in (*shown, *hidden):
            note("list.no-sheet", None, None, wanted, known=", ".join(shown) or "none")
            raise Refused
        return wanted
    for name in hidden:
        note("list.hidden-sheet", None, None, name)
    if not shown:
        note("list.empty")
        raise Refused
    if len(shown) > 1:
        note("list.which-sheet", None, None, ", ".join(shown))
        raise Refused
    return shown[0]


STYLES = 4 * 2**20
"""The largest table of styles that is looked at."""

_STYLED = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_STYLE = re.compile(rb"\ss=[\"']([0-9]{1,6})[\"']")
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|AM/PM', re.I)


def shown_as(code: str) -> str:
    """What a format of dates shows where it shows no day: `month` (and year), or `year`.

    >>> shown_as("mmm-yy"), shown_as("yyyy"), shown_as("dd/mm/yyyy"), shown_as("mm:ss")
    ('month', 'year', '', '')
    """
    letters = set(_NOT_SHOWN.sub("", code).lower()) & set("dmyhs")
    return {frozenset("my"): "month", frozenset("y"): "year"}.get(frozenset(letters), "")


def vague_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """The styles of cells whose dates show no day, by number."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    if archive.getinfo("xl/styles.xml").file_size > STYLES:
        return {}
    head = fromstring(archive.read("xl/styles.xml"), forbid_dtd=True)
    formats = {17: "mmm-yy"}
    found: dict[int, str] = {}
    for part in head:
        name = part.tag.rpartition("}")[2]
        if name == "numFmts":
            for each in part:
                number = str(each.get("numFmtId"))
                if number.isdecimal():
                    formats[int(number)] = str(each.get("formatCode") or "")
        elif name == "cellXfs":
            for place, each in enumerate(part):
                number = str(each.get("numFmtId"))
                code = formats.get(int(number), "") if number.isdecimal() else ""
                if shown := shown_as(code):
                    found[place] = shown
    return found


def vague_dates(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """The cells of a sheet, by row and column, whose dates show no day: whoever types `ene-24` has
    the first of January made of it, and sees `ene-24`."""
    styles = vague_styles(archive)
    found: dict[tuple[int, int], str] = {}
    if not styles:
        return found
    rest = b""
    with archive.open(part) as sheet:
        while True:
            piece = sheet.read(CHUNK)
            text = rest + piece
            cut = last_cell(text) if piece else len(text)
            for attributes in _STYLED.findall(text[:cut]):
                place, style = _PLACE.search(b" " + attributes), _STYLE.search(b" " + attributes)
                if place and style and (shown := styles.get(int(style[1]))):
                    found[int(place[2]), column_number(place[1]) - 1] = shown
            rest = text[cut:]
            if not piece:
                return found


def within(scan: Scan, given: dict[str, Any], note: Notes) -> None:
    """Refuse what is too large before anything is built of it."""
    area = scan.width * scan.height
    for what, number, most in (
        ("cells", scan.cells, given["cells"]),
        ("rows", max(scan.rows, scan.height), given["rows"]),
        ("cells, empty ones counted", area, given["cells"] * 3),
    ):
        if number > most:
            note("list.too-much", what=what, most=f"{most:,}")
            raise Refused


def row_column(place: str) -> tuple[int, str]:
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]), letters


def sheet_rows(
    sheet: Any, given: dict[str, Any], note: Notes, vague: dict[tuple[int, int], str]
) -> Iterator[list[Any]]:
    typed: dict[int, dict[str, None]] = {}
    left = sheet.start[1] if sheet.start else 0  # rows come from the first on, columns do not
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row: list[Any] = [number] + [""] * left
        filled = 0
        for column, value in enumerate(cells, left):
            kind = type(value)
            if kind is str:
                if len(value) > CELL:
                    note(
                        "text.too-long", number, column_letters(column + 1), value,
                        most=f"{CELL:,}", length=f"{len(value):,}",
                    )  # fmt: skip
                    value = value[:CELL]
            elif kind is float:
                value = written_number(value, number, column, note)
            elif kind is dt.date or kind is dt.datetime:
                value = as_shown(written_date(value), vague.get((number, column), ""))
                if len(value) >= 10:
                    typed.setdefault(column, {})[value] = None
            else:
                value = str(value)
            if value:
                filled = column + 1
            row.append(value)
        if number > given["rows"]:
            note("list.too-much", number, what="rows", most=f"{given['rows']:,}")
            raise Refused
        if filled > given["columns"]:
            note("list.too-much", number, what="columns", most=f"{given['columns']:,}")
            raise Refused
        if filled:
            yield row[: filled + 1]
    for column, texts in typed.items():
        say("typed", column, list(texts))


def written_number(value: float, row: int, column: int, note: Notes) -> str:
    """A number as a person would write it; one that is too long has lost digits already."""
    if value.is_integer():
        if abs(value) >= 1e15:
            note("list.digits-lost", row, column_letters(column + 1), f"{value:.0f}")
        return f"{value:.0f}"
    return repr(value)


def written_date(value: dt.date) -> str:
    if isinstance(value, dt.datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        value = value.date()
    return value.isoformat()


def as_shown(text: str, shown: str) -> str:
    """A date as far as its cell shows it; a day that is not the first of its time was typed.

    >>> as_shown("2024-01-01", "month"), as_shown("2024-01-17", "month")
    ('2024-01', '2024-01-17')
    """
    if shown == "month" and len(text) == 10 and text.endswith("-01"):
        return text[:7]
    return text[:4] if shown == "year" and text[4:] == "-01-01" else text


# PFIF


class People(ContentHandler):
    """The persons of a PFIF file with the newest note on each, one row a person."""

    def __init__(self, given: dict[str, Any], note: Notes) -> None:
        super().__init__()
        self.given, self.note = given, note
        self.path: list[str] = []
        self.text: list[str] = []
        self.size = 0
        self.fields: dict[str, str] = {}
        self.line = 0
        self.known = False
        self.people: list[tuple[int, dict[str, str]]] = []
        self.notes: dict[str, list[dict[str, str]]] = {}

    def setDocumentLocator(self, locator: Any) -> None:
        self.locator = locator

    def startElementNS(self, name: tuple[str | None, str], _q: str | None, _a: Any) -> None:
        space, tag = name
        self.path.append(tag)
        if len(self.path) > 8:
            self.note("list.damaged", problem="elements lie more than 8 deep in one another")
            raise Refused
        if len(self.path) == 1:
            self.known = tag == "pfif" and str(space).startswith("http://zesty.ca/pfif/1.")
            if not self.known:
                self.note("list.form")
                raise Refused
            say("how", "version", f"PFIF {str(space).rsplit('/', 1)[-1]}")
        if tag in ("person", "note"):
            self.fields = {} if tag == "person" or len(self.path) == 2 else self.fields
            self.line = self.locator.getLineNumber() if tag == "person" else self.line
            if tag == "note":
                self.outer, self.fields = self.fields, {}
        self.text, self.size = [], 0

    def characters(self, content: str) -> None:
        self.size += len(content)
        if self.size > CELL:
            self.note(
                "text.too-long", self.locator.getLineNumber(), self.path[-1], "".join(self.text),
                most=f"{CELL:,}", length=f"more than {CELL:,}",
            )  # fmt: skip
            raise Refused
        self.text.append(content)

    def endElementNS(self, name: tuple[str | None, str], _q: str | None) -> None:
        tag = name[1]
        self.path.pop()
        if tag == "person":
            self.people.append((self.line, self.fields))
            if len(self.people) > self.given["rows"]:
                self.note("list.too-much", what="rows", most=f"{self.given['rows']:,}")
                raise Refused
        elif tag == "note":
            who = self.fields.get("person_record_id") or self.outer.get("person_record_id", "")
            self.notes.setdefault(who, []).append(self.fields)
            self.fields = self.outer
        elif len(self.path) in (2, 3) and tag not in self.fields:
            self.fields[tag] = "".join(self.text).strip()
        self.text, self.size = [], 0


_OF_NOTES = ("status", "found", "last_known_location", "linked_person_record_id", "text")


def read_pfif(data: bytes, given: dict[str, Any], note: Notes) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    people = People(given, note)
    parser.setContentHandler(people)
    parser.parse(io.BytesIO(data))
    columns: dict[str, None] = {}
    for _, fields in people.people:
        columns |= dict.fromkeys(fields)
        notes = people.notes.get(fields.get("person_record_id", ""), [])
        if notes:
            last = max(
                notes, key=lambda each: each.get("source_date") or each.get("entry_date", "")
            )
            fields |= {f"note.{name}": last[name] for name in _OF_NOTES if last.get(name)}
            columns |= dict.fromkeys(name for name in fields if name.startswith("note."))
    width = len(columns)
    if width > given["columns"]:
        note("list.too-much", what="columns", most=f"{given['columns']:,}")
        raise Refused
    say("rows", [[0, *columns]])
    rows_out(
        iter([line, *(fields.get(name, "") for name in columns)] for line, fields in people.people)
    )


def main() -> None:
    given = json.loads(sys.argv[1])
    limit(given["memory"], given["processor"])
    note = Notes()
    data = sys.stdin.buffer.read()
    try:
        {"xlsx": read_xlsx, "pfif": read_pfif}[given["form"]](data, given, note)
    except Refused:
        pass
    except (EntitiesForbidden, DTDForbidden, ExternalReferenceForbidden, NotSupportedError):
        note("list.entities")
    except SAXParseException as problem:
        note("list.damaged", problem.getLineNumber(), problem=str(problem.getMessage())[:200])
    except MemoryError:
        sys.exit(3)
    except (
        CalamineError, zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError,
        NotImplementedError, SAXException, ParseError,
    ) as problem:  # fmt: skip
        words = f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
        note("list.damaged", problem=words[:200])
    say_end()


def say_end() -> None:
    sys.stdout.write('"end"\n')
    sys.stdout.flush()


if __name__ == "__main__":
    main()
