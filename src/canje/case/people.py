"""The people of a case as written: the rows of `people.csv`, and the many alike of `groups.yaml`.

Everyone who is read here is put into one table in `canje.case.roll`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from attrs import field, frozen

from canje.base.dates import PartialDate
from canje.base.findings import At
from canje.base.people import Column
from canje.intake.cells import Cells, Fault, has_columns
from canje.intake.cellwise import health_notes
from canje.intake.fields import ID, Fields, entries
from canje.intake.health import read_health
from canje.intake.table import Sheet
from canje.intake.tree import Node
from canje.reconcile.persons import ENDED
from canje.terms.docket import DESK, LAW
from canje.terms.read_docket import CODES

PEOPLE = 2_000_000
"""People of one case, at most."""

OLDEST = 150
"""The highest age that is taken for one."""

MOST_PREFERRED = 1_000_000
"""The largest number in a column that the objective sums."""

_RESERVED = ("any", "group")
"""Column names that have a meaning of their own: a word of selections, and the group's id."""

_CLEANED = ("holder", "principal", "beneficiary", "destination", "born", "age", "status")


@frozen(eq=False)
class Group:
    """Many alike people at once."""

    id: str
    count: int
    facts: Mapping[str, str] = field(hash=False)
    line: int

    def ids(self) -> Iterator[str]:
        """`ID-0001`, `ID-0002`, ..., with as many digits as the last one needs."""
        width = max(4, len(str(self.count)))
        return (f"{self.id}-{number:0{width}}" for number in range(1, self.count + 1))


def clean(column: str, text: str, parties: frozenset[str]) -> str:
    """A cell's text as it shall stand in its column; raises Fault where it cannot.

    >>> clean("beneficiary", "VE | US", frozenset({"VE", "US"}))
    'VE|US'
    """
    match column:
        case "holder":
            if not text:
                raise Fault("people.empty")
            _party(text, parties)
        case "principal":
            _party(text, parties)
        case "beneficiary":
            text = _choice(text)
            for part in text.split("|"):
                _party(part, parties)
        case "destination":
            text = _choice(text)
        case "born" if text:
            try:
                return str(PartialDate.parse(text))
            except ValueError:
                raise Fault("value.date") from None
        case "age" if text:
            if not (text.isascii() and text.isdigit() and int(text[:9]) <= OLDEST):
                raise Fault("value.number", least="0", most=str(OLDEST))
            return str(int(text))
        case "status":
            if text and text not in CODES:
                raise Fault("value.choice", CODES)
            return text or "held"
    return text


def _party(text: str, parties: frozenset[str]) -> None:
    if text and text not in parties:
        raise Fault("party.unknown", parties)


def _choice(text: str) -> str:
    if "|" not in text:
        return text
    parts = [part.strip() for part in text.split("|")]
    if not all(parts) or len(set(parts)) < len(parts):
        raise Fault("people.choice")
    return "|".join(parts)


def _id(text: str) -> str:
    if text in (LAW, DESK):
        raise Fault("id.reserved")
    if not ID.fullmatch(text):
        raise Fault("id.malformed" if text else "people.empty")
    return text


def read_rows(sheet: Sheet, note: At, parties: frozenset[str]) -> dict[str, Column]:
    """The columns of `people.csv`, cleaned; none where it has no ids or holders."""
    for name in _RESERVED:
        if name in sheet.columns:
            note("column.reserved", 1, name, name)
    if not has_columns(sheet, note, ("id", "holder")):
        return {}
    cells = Cells(sheet, note)
    columns = dict(sheet.columns)
    ids = columns["id"].values
    if not all(map(ID.fullmatch, ids)) or LAW in ids or DESK in ids:
        cells.read("id", _id)
    for name in columns:
        if name in _CLEANED:
            values = cells.read(name, partial(clean, name, parties=parties))
            texts = (
                _as_noted(name, *pair) for pair in zip(values, columns[name].values, strict=True)
            )
            columns[name] = Column(tuple(texts), columns[name].codes)
    if "health" in columns:
        columns["health"] = _health(sheet, columns, note)
    _questions(sheet, columns, note)
    return columns


def _health(sheet: Sheet, columns: dict[str, Column], note: At) -> Column:
    """The column of health in codes; words that say none stay as written, and are noted."""
    column = columns["health"]
    told = [read_health(text) for text in column.values]
    notes = [health_notes(each) for each in told]
    if any(notes):
        lines = sheet.lines.tolist()
        for line, code in zip(lines, column.codes.tolist(), strict=True):
            for name, params in notes[code]:
                note(name, line, "health", column.values[code], **params)
    texts = (each.code or text for each, text in zip(told, column.values, strict=True))
    return Column(tuple(texts), column.codes)


def _questions(sheet: Sheet, columns: dict[str, Column], note: At) -> None:
    """Note on what lists do not agree that law asks for, and what remarks in them leave open."""
    lines = sheet.lines.tolist()
    if "differs" in columns and "health" in columns:
        written = columns.get("health_written")
        for row, text in enumerate(columns["differs"].texts()):
            if "health" in text.split():
                said = (written[row] if written else "") or columns["health"][row]
                note("health.differs", lines[row], "health", columns["health"][row], said=said)
    if "to_ask" in columns:
        status = columns.get("status")
        for row, text in enumerate(columns["to_ask"].texts()):
            if text and (status is None or status[row] not in ENDED):
                note("person.to-ask", lines[row], "to_ask", text)


def read_groups(node: Node, note: At, parties: frozenset[str]) -> list[Group]:
    """The groups, each with its facts cleaned; those whose id is not new are noted and left out."""
    groups: dict[str, Group] = {}
    for fields in entries(node, "", note):
        identifier = fields.id()
        if identifier in (LAW, DESK):
            fields.wrong("id", "id.reserved", identifier)
        size = fields.whole("count", least=1, most=PEOPLE, needed=True)
        if not fields.has("holder"):
            fields.text("holder", needed=True, among=parties)
        facts = {}
        for name in fields.record.entries:
            if name in _RESERVED or not name.strip() or len(name) > 64:
                fields.wrong(name, "column.reserved", name)
            elif name not in ("id", "count"):
                facts[name.strip()] = _fact(fields, name, parties)
        if identifier is None or size is None:
            continue
        if len(identifier) + 1 + max(4, len(str(size))) > 64:
            fields.wrong("id", "id.malformed", identifier)
        if (first := groups.get(identifier)) is not None:
            where = {"first": str(first.line), "where": "groups.yaml"}
            fields.wrong("id", "id.duplicate", identifier, **where)
        else:
            groups[identifier] = Group(identifier, size, facts, fields.record.line)
    return list(groups.values())


def _as_noted(name: str, value: str | None, text: str) -> str:
    """What stands for a cell: its value; where that was noted as wrong, its text if it can.

    So a selection of a party that is misspelled everywhere is not said to select nobody besides.
    """
    if value is not None:
        return value
    return "" if name in ("born", "age") else text


def _fact(fields: Fields, name: str, parties: frozenset[str]) -> str:
    text = fields.text(name) or ""
    if name == "health":
        told = read_health(text)
        for code, params in health_notes(told):
            fields.wrong(name, code, text, **params)
        return told.code or text
    try:
        return clean(name, text, parties)
    except Fault as fault:
        fields.wrong(name, fault.code, text, among=fault.among, **fault.params)
        return _as_noted(name, None, text)


def number(text: str) -> int:
    """A number that the objective sums; raises Fault where the text is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and int(text) <= MOST_PREFERRED):
        raise Fault("people.prefer", most=f"{MOST_PREFERRED:,}")
    return int(text)
