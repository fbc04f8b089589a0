"""The people of a case: the rows of `people.csv`, and the many alike of `groups.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import compress, count, islice
from operator import eq, lt

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from canje.base.dates import PartialDate, age_on
from canje.base.findings import EACH, At
from canje.base.people import Codes, Column, People
from canje.intake.fields import ID, Fields, entries, listed, perhaps
from canje.intake.table import Sheet
from canje.intake.tree import Node
from canje.terms.docket import DESK, LAW
from canje.terms.read_docket import CODES

PEOPLE = 2_000_000
"""People of one case, at most."""

OLDEST = 150

_RESERVED = ("any", "group")
"""Column names that have a meaning of their own: a word of selections, and the group's id."""

Lines = npt.NDArray[np.int64]


class Fault(ValueError):
    """A text that cannot stand in its column: the finding's code and parameters."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@frozen(eq=False)
class Group:
    """Many alike people at once."""

    id: str
    count: int
    facts: Mapping[str, str] = field(hash=False)
    line: int

    def ids(self) -> Iterator[str]:
        width = max(4, len(str(self.count)))
        return (f"{self.id}-{number:0{width}}" for number in range(1, self.count + 1))


def clean(column: str, text: str, parties: frozenset[str]) -> str:
    """A cell's text as it shall stand in its column; raises Fault where it cannot.

    >>> clean("beneficiary", "VE | US", frozenset({"VE", "US"}))
    'VE|US'
    """
    match column:
        case "holder" | "principal":
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
                raise Fault("value.choice", known=listed(CODES), perhaps=perhaps(text, CODES))
            return text or "held"
    return text


def _party(text: str, parties: frozenset[str]) -> None:
    if text and text not in parties:
        known = sorted(parties)
        raise Fault("party.unknown", known=listed(known), perhaps=perhaps(text, known))


def _choice(text: str) -> str:
    if "|" not in text:
        return text
    parts = [part.strip() for part in text.split("|")]
    if not all(parts) or len(set(parts)) < len(parts):
        raise Fault("people.choice")
    return "|".join(parts)


def read_rows(sheet: Sheet, note: At, parties: frozenset[str]) -> dict[str, Column]:
    """The columns of `people.csv`, cleaned; none where it has no ids or holders."""
    for name in ("id", "holder"):
        if name not in sheet.columns:
            note("column.missing", 1, name, perhaps=perhaps(name, sheet.columns))
    for name in _RESERVED:
        if name in sheet.columns:
            note("column.reserved", 1, name, name)
    if "id" not in sheet.columns or "holder" not in sheet.columns:
        return {}
    return {
        name: _ids(sheet, note) if name == "id" else _cleaned(sheet, name, note, parties)
        for name in sheet.columns
    }


def _cleaned(sheet: Sheet, name: str, note: At, parties: frozenset[str]) -> Column:
    column = sheet.columns[name]
    if name not in ("holder", "principal", "beneficiary", "destination", "born", "age", "status"):
        return column
    used = np.bincount(column.codes, minlength=len(column.values)).tolist()
    texts = []
    for number, value in enumerate(column.values):
        try:
            if name == "holder" and not value and used[number]:
                raise Fault("people.empty")
            value = clean(name, value, parties)
        except Fault as fault:
            for line in islice(sheet.rows_with(name, number), EACH + 1):
                note(fault.code, line, name, value, **fault.params)
        texts.append(value)
    return Column(tuple(texts), column.codes)


def _ids(sheet: Sheet, note: At) -> Column:
    column = sheet.columns["id"]
    well_formed = ID.fullmatch
    for number, value in enumerate(column.values):
        if well_formed(value) and value not in (LAW, DESK):
            continue
        code = "id.malformed" if value else "people.empty"
        code = "id.reserved" if value in (LAW, DESK) else code
        for line in islice(sheet.rows_with("id", number), EACH + 1):
            note(code, line, "id", value)
    return column


def read_groups(node: Node, note: At, parties: frozenset[str]) -> list[Group]:
    """The groups, each with its facts cleaned."""
    groups = []
    for fields in entries(node, "", note):
        identifier = fields.id()
        if identifier in (LAW, DESK):
            fields.wrong("id", "id.reserved", identifier)
        size = fields.whole("count", least=1, most=PEOPLE, needed=True)
        fields.text("holder", needed=True)
        facts = {}
        for name in fields.record.entries:
            if name in ("id", "count"):
                continue
            if name in _RESERVED or not name.strip() or len(name) > 64:
                fields.wrong(name, "column.reserved", name)
                continue
            facts[name.strip()] = _fact(fields, name, parties)
        if identifier is not None and size is not None:
            if len(identifier) + 1 + max(4, len(str(size))) > 64:
                fields.wrong("id", "id.malformed", identifier)
            groups.append(Group(identifier, size, facts, fields.record.line))
    return groups


def _fact(fields: Fields, name: str, parties: frozenset[str]) -> str:
    text = fields.text(name) or ""
    try:
        return clean(name, text, parties)
    except Fault as fault:
        fields.wrong(name, fault.code, text, **fault.params)
        return text


def gather(
    rows: Mapping[str, Column],
    lines: Lines,
    groups: list[Group],
    date: PartialDate | None,
    rows_at: At,
    groups_at: At,
) -> People:
    """All people in one table, in the order of their ids, with `status`, `group` and `age`."""
    groups = _distinct(groups, groups_at)
    ids = rows["id"].texts() if rows else []
    alone = len(ids)
    total = alone + sum(group.count for group in groups)
    if total > PEOPLE:
        groups_at("people.too-many", value=f"{total:,}", most=f"{PEOPLE:,}")
        groups = []
    for group in groups:
        ids.extend(group.ids())
    order = _order(ids)
    if order is not None:
        ids = list(map(ids.__getitem__, order.tolist()))
    joined = _Joined(alone, groups, order)
    _note_twice(ids, joined, lines, rows_at, groups_at)
    names = dict.fromkeys((*rows, *(name for group in groups for name in group.facts)))
    columns = {name: joined.column(name, rows.get(name)) for name in names if name != "id"}
    columns.setdefault("status", joined.column("status", None))
    if groups:
        columns["group"] = joined.column("group", None)
    if "born" in columns and date is not None:
        columns["age"] = _age(columns["born"], columns.get("age"), date)
    return People(tuple(ids), columns)


def _order(ids: list[str]) -> npt.NDArray[np.intp] | None:
    """The order that sorts the ids; None where they are sorted already."""
    if all(map(lt, ids, islice(ids, 1, None))):
        return None
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), np.intp)


def _distinct(groups: list[Group], note: At) -> list[Group]:
    first: dict[str, Group] = {}
    for group in groups:
        if group.id in first:
            where = {"first": str(first[group.id].line), "where": "groups.yaml"}
            note("id.duplicate", group.line, "id", group.id, **where)
        first.setdefault(group.id, group)
    return list(first.values())


@frozen(eq=False)
class _Joined:
    """Puts a column of the rows and a fact of the groups into one column, in the order of ids."""

    alone: int
    groups: list[Group]
    order: npt.NDArray[np.intp] | None

    @property
    def group_of(self) -> npt.NDArray[np.intp]:
        """For each person after the rows, the number of the group."""
        return np.repeat(np.arange(len(self.groups)), [group.count for group in self.groups])

    def column(self, name: str, column: Column | None) -> Column:
        blank = "held" if name == "status" else ""
        values = list(column.values) if column is not None else [blank]
        codes = column.codes if column is not None else np.zeros(self.alone, np.int32)
        if self.groups:
            codes = np.concatenate([codes, (self.group_of + len(values)).astype(np.int32)])
            for group in self.groups:
                own = group.id if name == "group" else group.facts.get(name, "")
                values.append(own or blank)
        return _settled(values, codes if self.order is None else codes[self.order])

    def place(self, person: int, lines: Lines) -> tuple[str, int]:
        """The file and the line that the person comes from."""
        row = person if self.order is None else int(self.order[person])
        if row < self.alone:
            return "people.csv", int(lines[row])
        return "groups.yaml", self.groups[int(self.group_of[row - self.alone])].line


def _settled(values: list[str], codes: Codes) -> Column:
    """A column whose values are sorted, each of them once, and all of them used."""
    used = np.flatnonzero(np.bincount(codes, minlength=len(values))).tolist()
    texts = sorted({values[code] for code in used})
    number = {text: place for place, text in enumerate(texts)}
    recode = np.zeros(len(values), np.int32)
    recode[used] = [number[values[code]] for code in used]
    return Column(tuple(texts), recode[codes])


def _note_twice(ids: list[str], joined: _Joined, lines: Lines, rows_at: At, groups_at: At) -> None:
    same = map(eq, ids, islice(ids, 1, None))
    for person in islice(compress(count(1), same), EACH + 1):
        first_file, first = joined.place(person - 1, lines)
        file, line = joined.place(person, lines)
        note = rows_at if file == "people.csv" else groups_at
        note("id.duplicate", line, "id", ids[person], first=str(first), where=first_file)
    if joined.groups:
        known = set(ids)
        for group in joined.groups:
            if group.id in known:
                where = {"first": "?", "where": "people.csv"}
                groups_at("id.duplicate", group.line, "id", group.id, **where)


def _age(born: Column, own: Column | None, date: PartialDate) -> Column:
    """The age written down, and else the one that the date of birth leaves no doubt about."""
    values = []
    for text in born.values:
        try:
            age = age_on(PartialDate.parse(text), date) if text else None
        except ValueError:  # noted when it was read
            age = None
        values.append("" if age is None or age < 0 else str(age))
    if own is None:
        return _settled(values, born.codes)
    blank = own.values.index("") if "" in own.values else -1
    codes = np.where(own.codes == blank, born.codes + len(own.values), own.codes)
    return _settled([*own.values, *values], codes.astype(np.int32))


def unknown_destinations(
    sheet: Sheet | None, groups: list[Group], known: Collection[str], rows_at: At, groups_at: At
) -> None:
    """Note the destinations that are nothing that the case knows, each once."""
    column = sheet.columns.get("destination") if sheet is not None else None
    said: set[str] = set()
    words = sorted(known)
    for number, value in enumerate(column.values if column is not None else ()):
        for part in map(str.strip, value.split("|")):
            if part and part not in known and part not in said:
                said.add(part)
                line = next(sheet.rows_with("destination", number), None) if sheet else None
                rows_at(
                    "destination.unknown", line, "destination", part, perhaps=perhaps(part, words)
                )
    for group in groups:
        for part in group.facts.get("destination", "").split("|"):
            if part and part not in known and part not in said:
                said.add(part)
                groups_at(
                    "destination.unknown",
                    group.line,
                    "destination",
                    part,
                    perhaps=perhaps(part, words),
                )
