"""The lists of a case folder: read with what lists.yaml says of them, and extended by new ones."""

from __future__ import annotations

from pathlib import Path

import yaml
from attrs import evolve, frozen

from canje.base.dates import PartialDate
from canje.base.findings import Findings, refusal
from canje.case.head import read_head, read_lists
from canje.case.parts import Listing
from canje.intake import tree
from canje.intake.files import YAML_BYTES, reason, whole
from canje.intake.grid import Settings
from canje.intake.lists import List
from canje.intake.readers import LIST_BYTES
from canje.intake.reading import About, Read, read_list
from canje.intake.tree import Series

INDEX = "lists/lists.yaml"


@frozen(eq=False)
class Index:
    """What a case folder says of its lists. `text` is lists.yaml as it stands."""

    folder: Path
    parties: frozenset[str]
    date: PartialDate
    listings: tuple[Listing, ...]
    text: bytes

    def versions(self, series: str) -> tuple[Listing, ...]:
        return tuple(each for each in self.listings if each.series == series)

    def kept(self, party: str, kind: str) -> Settings:
        """How the party's newest list of the kind was read: what a person said of its columns and
        dates. A list of another kind is another table: what was said of it says nothing here."""
        for each in reversed(self.listings):
            if (each.party, each.kind) == (party, kind):
                return Settings(kept=each.columns, dates=each.settings.dates)
        return Settings()


def read_index(folder: Path, taking: bytes | None = None) -> Index:
    """Read case.yaml and lists.yaml alone; raises Refused with everything that is wrong in them.

    Lists without lists.yaml belong to nobody. `taking` are the bytes that are being taken in: that
    a power cut left them there without their index is no fault.
    """
    findings = Findings()
    note = findings.at("case.yaml")
    if not (folder / "case.yaml").is_file():
        findings.add("folder.no-case", "case.yaml")
        raise refusal(findings.all())
    data = whole(folder / "case.yaml", YAML_BYTES, note)
    node = None if data is None else tree.parse(data, note)
    head = None if node is None else read_head(node, note)
    text = b""
    listings: tuple[Listing, ...] = ()
    names: frozenset[str] = frozenset()
    try:
        names = frozenset(each.name for each in (folder / "lists").iterdir())
    except FileNotFoundError:
        pass
    except OSError as problem:
        findings.add("file.unreadable", "lists", problem=reason(problem))
    if head is not None and "lists.yaml" in names:
        note = findings.at(INDEX)
        text = whole(folder / INDEX, YAML_BYTES, note) or b""
        node = tree.parse(text, note)
        if node is not None:
            listings = tuple(read_lists(node, note, head.party_ids, names))
    lost = [name for name in names if name[0] != "." and "lists.yaml" not in names]
    if any(_bytes(folder / "lists" / name) != taking for name in lost):
        findings.add("list.index", INDEX)
    if head is None or findings.errors():
        raise refusal(findings.all())
    return Index(folder, head.party_ids, head.date or PartialDate(1), listings, text)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and path.stat().st_size <= LIST_BYTES else b""


def read_listed(index: Index, listing: Listing) -> Read:
    """Read one list of a case; that its file is not the one taken in is a finding too."""
    findings = Findings()
    file = f"lists/{listing.file}"
    data = whole(index.folder / "lists" / listing.file, LIST_BYTES, findings.at(file))
    about = About(
        party=listing.party, kind=listing.kind, date=listing.date or index.date, file=file,
        series=listing.series, version=listing.version, one_each=listing.one_each,
    )  # fmt: skip
    if data is None:
        return Read(about, "", findings.all())
    read = read_list(data, about, listing.settings)
    if listing.sha256 and listing.sha256 != read.sha256:
        findings.add("list.changed", file, found=read.sha256)
        return evolve(read, findings=(*findings.all(), *read.findings), list=None)
    return read


def lists_of(folder: str | Path) -> tuple[List, ...]:
    """All lists of a case, in the order of lists.yaml; raises Refused where one is unsound."""
    index = read_index(Path(folder))
    read = [read_listed(index, each) for each in index.listings]
    made = tuple(each.list for each in read if each.list is not None)
    if len(made) < len(read):
        found = (finding for each in read for finding in each.findings)
        raise refusal(finding for finding in found if finding.severity == "error")
    return made


def known(index: Index, read: Read) -> Listing | None:
    """The list as which this very table was taken in already; another sheet is another table."""
    sheet = read.grid.how.get("sheet") if read.grid is not None else None
    for each in index.listings:
        if each.sha256 != read.sha256:
            continue
        first = each.settings.sheet
        if first is None and sheet is not None:  # the only one that could be read, or now is
            grid = read_listed(index, each).grid
            first = None if grid is None else grid.how.get("sheet")
        if first == sheet or first is None:
            return each
    return None


def entry(read: Read, settings: Settings, file: str, was: str, by: str) -> dict[str, object]:
    """What lists.yaml says of a list that is taken in: all that a person said of how to read it."""
    about = read.about
    sheet = settings.sheet if read.grid is None else read.grid.how.get("sheet", settings.sheet)
    columns: dict[str, str] = {}
    for each in read.head.columns if read.head is not None else ():
        if each.why in ("said", "kept"):
            columns[each.header or f"#{each.column + 1}"] = each.field or "-"
    made: dict[str, object] = {
        "file": file, "party": about.party, "kind": about.kind, "date": str(about.date),
        "id": about.name, "version": about.version, "sha256": read.sha256,
        "was": was, "by": by, "one_each": "yes" if about.one_each else "",
        "columns": columns, "dates": dict(settings.dates), "header": settings.header,
        "sheet": sheet, "encoding": settings.encoding, "separator": settings.separator,
    }  # fmt: skip
    return {key: value for key, value in made.items() if value not in ("", None, {})}


def extended(index: Index, made: dict[str, object]) -> bytes:
    """lists.yaml with one entry more, everything before it as it was; raises Refused where it
    cannot be extended so."""
    text = index.text
    if text and not text.endswith(b"\n"):
        text += b"\n"
    dumped = yaml.safe_dump(
        [made], allow_unicode=True, sort_keys=False, width=100, default_flow_style=False
    )
    whole_text = text + dumped.encode()
    findings = Findings()
    node = tree.parse(whole_text, findings.at(INDEX))
    is_longer = isinstance(node, Series) and len(node.items) == len(index.listings) + 1
    if findings.errors() or not is_longer:
        findings = Findings()
        findings.add("list.index-form", INDEX)
        raise refusal(findings.all())
    return whole_text
