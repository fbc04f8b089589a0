"""A copy of a list to send back: the same rows and cells, and a column that says what to mend.

Made anew, so that nothing of a hostile file goes back with it: no formula, macro, link or hidden
sheet. A cell that a spreadsheet could take for a formula is made plain text. When the copy comes
back, its column of findings is left out and every cell is again what it was.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from canje.base.findings import Finding
from canje.intake.grid import OURS, Grid
from canje.intake.marks import CONTROLS, neutral
from canje.intake.names import script_of
from canje.intake.reading import Read

HEADER = f"{OURS}findings"

_LOST = "\ufffd"


def corrected(read: Read) -> bytes:
    """The copy, as XLSX where the list was one, else as CSV; ValueError where nothing was read."""
    if read.grid is None:
        raise ValueError("nothing of the list could be read")
    return _xlsx(read, read.grid) if read.grid.form == "xlsx" else _csv(read, read.grid)


def suffix(read: Read) -> str:
    """How the name of the copy ends."""
    return ".xlsx" if read.grid is not None and read.grid.form == "xlsx" else ".csv"


def _rows(read: Read, grid: Grid) -> Iterator[tuple[int, list[str]]]:
    """Every row with what is to be said of it at its end, each with its line."""
    width = max(map(len, grid.rows), default=0)
    head = read.head.row if read.head is not None and read.head.row >= 0 else 0
    general = [each for each in read.findings if each.row is None]
    for number, (line, cells) in enumerate(zip(grid.lines, grid.rows, strict=True)):
        row = [CONTROLS.sub(_LOST, cell) for cell in cells] + [""] * (width - len(cells))
        if number == head:
            said = _words([*read.by_line.get(line, ()), *general])
            yield line, [*row, f"{HEADER}. {said}" if said else HEADER]
        else:
            yield line, [*row, _words(read.by_line.get(line, ()))]


def _words(findings: Sequence[Finding]) -> str:
    """What is to be said of one row: errors first, each with its column and its mend."""
    ordered = sorted(findings, key=lambda each: each.severity != "error")
    said = []
    for each in ordered:
        where = f"{each.column}: " if each.column else ""
        mend = f" {each.mend}" if each.severity == "error" else ""
        said.append(f"{where}{each.why}{mend}")
    return CONTROLS.sub(_LOST, " / ".join(said))[:4_000]


def _csv(read: Read, grid: Grid) -> bytes:
    """UTF-8 with its mark, which spreadsheets need to see that it is UTF-8."""
    names = {"comma": ",", "semicolon": ";", "tab": "\t", "vertical bar": "|"}
    separator = names.get(grid.how.get("separator", "comma").split(" (")[0], ",")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for _, row in _rows(read, grid):
        writer.writerow([neutral(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


# XLSX

_PLAIN, _QUOTED, _DATE, _WRONG, _SAID = range(5)

_STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFE0B0"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1" fillId="2" applyFill="1"/>'
    '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats'
        '-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": _STYLES,
}

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _xlsx(read: Read, grid: Grid) -> bytes:
    """One sheet of the same name, its cells where they stood, and the same bytes every time."""
    name = escape(CONTROLS.sub(_LOST, grid.how.get("sheet", "list"))[:31], {'"': "&quot;"})
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {**_PARTS, "xl/workbook.xml": workbook, "xl/worksheets/sheet1.xml": ""}
        for path, text in parts.items():
            info = zipfile.ZipInfo(path)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as part:
                part.write(_HEAD.encode())
                for piece in _sheet(read, grid) if path.endswith("sheet1.xml") else (text,):
                    part.write(piece.encode("utf-8", "replace"))
    return out.getvalue()


def _sheet(read: Read, grid: Grid) -> Iterator[str]:
    texts = "".join("".join(row) for row in grid.rows[:50])
    turned = ' rightToLeft="1"' if script_of(texts) in ("Arabic", "Hebrew") else ""
    yield f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"{turned}/>'
    yield "</sheetViews><sheetData>"
    places = {} if read.head is None else {each.header: each.column for each in read.head.columns}
    for line, row in _rows(read, grid):
        wrong = {places.get(each.column or "") for each in read.by_line.get(line, ())}
        cells = [
            _cell(line, column, text, grid, column in wrong, column == len(row) - 1)
            for column, text in enumerate(row)
            if text
        ]
        yield f'<row r="{line}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _cell(line: int, column: int, text: str, grid: Grid, is_wrong: bool, is_said: bool) -> str:
    place = f"{_letters(column + 1)}{line}"
    if text in grid.typed.get(column, ()):
        days = _serial(text)
        if days is not None:
            return f'<c r="{place}" s="{_DATE}"><v>{days}</v></c>'
    style = (
        _SAID if is_said else _WRONG if is_wrong else _QUOTED if neutral(text) != text else _PLAIN
    )
    body = escape(text).replace("\r", "&#13;")
    return (
        f'<c r="{place}" t="inlineStr" s="{style}"><is><t xml:space="preserve">{body}</t></is></c>'
    )


def _serial(text: str) -> int | None:
    """A day as spreadsheets count; None before March 1900, where they take 1900 for a leap year."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    days = (dt.date.fromisoformat(text) - dt.date(1899, 12, 30)).days
    return days if days > 60 else None


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
