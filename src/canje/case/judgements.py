"""judgements.csv of a case folder: what people said about two entries, the newest at the end.

Rows are only ever added. What the machine suggests is written elsewhere (`reconciled/`). What the
parties answered about entries stands in statements.csv beside what they answered about people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from attrs import field, frozen

from canje.base.dates import PartialDate
from canje.base.findings import At, Findings, refusal
from canje.case.head import Head, read_head
from canje.intake import tree
from canje.intake.cells import Cells, Fault, has_columns
from canje.intake.files import CSV_BYTES, YAML_BYTES, whole
from canje.intake.table import SEPARATORS, Sheet, read_csv
from canje.reconcile.persons import Said, person_id
from canje.reconcile.register import VERDICTS, Judgement
from canje.terms.read_docket import CODES

FILE = "judgements.csv"
COLUMNS = ("left", "right", "verdict", "by", "date", "why")


def _readonly(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(texts))


@frozen(eq=False)
class Human:
    """What people put into a case about its entries. `text` is judgements.csv as it stands."""

    judgements: tuple[Judgement, ...]
    said: tuple[Said, ...]
    parties: Mapping[str, str] = field(converter=_readonly)
    put_to: Mapping[str, str] = field(converter=_readonly)
    two_persons: bool = False
    text: bytes = b""


def read_human(folder: Path, entries: Collection[str]) -> Human:
    """Judgements, and statements about entries; raises Refused with everything that is wrong."""
    findings = Findings()
    head = _head(folder, findings)
    text = b""
    judgements: tuple[Judgement, ...] = ()
    said: tuple[Said, ...] = ()
    if (folder / FILE).exists():
        note = findings.at(FILE)
        text = whole(folder / FILE, CSV_BYTES, note) or b""
        sheet = read_csv(folder / FILE, note)
        judgements = () if sheet is None else read_judgements(sheet, note, entries)
    if (folder / "statements.csv").exists():
        note = findings.at("statements.csv")
        sheet = read_csv(folder / "statements.csv", note)
        said = () if sheet is None else read_said(sheet, note, head.party_ids, entries)
    if findings.errors():
        raise refusal(findings.all())
    kinds = {party.id: party.kind for party in head.parties}
    return Human(judgements, said, kinds, head.put_to, head.two_persons, text)


def _head(folder: Path, findings: Findings) -> Head:
    if not (folder / "case.yaml").is_file():
        findings.add("folder.no-case", "case.yaml")
        raise refusal(findings.all())
    note = findings.at("case.yaml")
    data = whole(folder / "case.yaml", YAML_BYTES, note)
    node = None if data is None else tree.parse(data, note)
    if node is None:
        raise refusal(findings.all())
    return read_head(node, note)


def read_judgements(
    sheet: Sheet, note: At, entries: Collection[str] | None = None
) -> tuple[Judgement, ...]:
    """The judgements in a table, in its order; none where one of them cannot be taken.

    Where `entries` are given, each judgement must be about two of them.
    """
    if not has_columns(sheet, note, COLUMNS, COLUMNS):
        return ()
    cells = Cells(sheet, note)
    columns = (
        cells.rows("left", partial(_entry, entries=entries)),
        cells.rows("right", partial(_entry, entries=entries)),
        cells.known("verdict", VERDICTS, "judgement.verdict"),
        cells.rows("by", _signed),
        cells.rows("date", _day),
        cells.rows("why", _signed),
    )
    found: list[Judgement] = []
    last: dict[tuple[str, str], tuple[int, PartialDate]] = {}
    for line, row in zip(sheet.lines.tolist(), zip(*columns, strict=True), strict=True):
        left, right, verdict, by, date, why = row
        if left is not None and left == right:
            cells.sound = False
            note("judgement.itself", line, "right", right)
        if None in row:
            continue
        made = Judgement(left=left, right=right, verdict=verdict, by=by, why=why, date=date)
        first = last.get(made.pair)
        if first is not None and date.latest < first[1].earliest:
            note("judgement.earlier", line, "date", str(date), first=str(first[0]))
        last[made.pair] = line, date
        found.append(made)
    return tuple(found) if cells.sound else ()


def _entry(text: str, entries: Collection[str] | None) -> str:
    if not text or "#" not in text or (entries is not None and text not in entries):
        raise Fault("entry.unknown", among=() if entries is None else _near(text, entries))
    return text


def _near(text: str, entries: Collection[str]) -> Collection[str]:
    """Entries of the list that is named, if there is one; else one entry of each list."""
    name = text.partition("#")[0]
    same = [each for each in entries if each.partition("#")[0] == name]
    return same or list({each.partition("#")[0]: each for each in entries}.values())


def _signed(text: str) -> str:
    if not text:
        raise Fault("judgement.unsigned")
    return text


def _day(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise Fault("judgement.undated") from None


def read_said(
    sheet: Sheet, note: At, parties: Collection[str], entries: Collection[str]
) -> tuple[Said, ...]:
    """The parties' answers about entries, or about people by the ids that their first entries gave
    them; those about other people are read with the case."""
    if not has_columns(sheet, note, ("person", "party", "code")):
        return ()
    cells = Cells(sheet, note)
    first = {person_id(each): each for each in entries}

    def about(text: str) -> str:
        return _entry(text, entries) if "#" in text else first.get(text, "")

    read = (
        cells.rows("person", about),
        cells.known("party", parties, "party.unknown"),
        cells.known("code", CODES, "value.choice"),
        cells.dates("date") if "date" in sheet.columns else [None] * len(sheet),
    )
    if not cells.sound:
        return ()
    return tuple(
        Said(entry, party, code, date)
        for entry, party, code, date in zip(*read, strict=True)
        if entry and party and code
    )


def rows_to_add(text: bytes, judgements: Iterable[Judgement]) -> bytes:
    """What is to be written at the end of judgements.csv, in the columns that it has."""
    names, separator, start = list(COLUMNS), ",", ""
    if text.strip():
        line = text.removeprefix(b"\xef\xbb\xbf").decode().splitlines()[0]
        separator = max(SEPARATORS, key=line.count)
        names = [each.strip() for each in next(csv.reader([line], delimiter=separator))]
        start = "" if text.endswith((b"\n", b"\r")) else "\n"
    out = io.StringIO(newline="")
    out.write(start)
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    if not text.strip():
        writer.writerow(names)
    for each in judgements:
        cells = {
            "left": each.left, "right": each.right, "verdict": each.verdict,
            "by": each.by, "date": str(each.date or ""), "why": each.why,
        }  # fmt: skip
        writer.writerow([cells[name] for name in names])
    return out.getvalue().encode()
