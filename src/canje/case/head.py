"""What a case says of itself: case.yaml, and the claims and lists beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

from attrs import define, field

from canje.base.dates import PartialDate
from canje.base.findings import At
from canje.case.parts import Listing, Source
from canje.intake.datecells import WAYS
from canje.intake.fields import ID, Fields, entries, unique
from canje.intake.grid import Settings
from canje.intake.lists import KINDS
from canje.intake.tree import Node
from canje.terms.claims import Claim, Stance
from canje.terms.docket import Party
from canje.terms.read import Ground
from canje.terms.read_docket import read_parties


@define
class Head:
    """What case.yaml says; the objective is read later, when the people are known."""

    id: str = ""
    title: str = ""
    date: PartialDate | None = None
    law_applies: bool = True
    consent_required: bool = True
    parties: tuple[Party, ...] = ()
    sources: tuple[Source, ...] = ()
    facts: Mapping[str, str] = field(factory=dict)
    notes: tuple[str, ...] = ()
    destinations: Mapping[str, str] = field(factory=dict)
    objective: Node | None = None
    two_persons: bool = False
    put_to: Mapping[str, str] = field(factory=dict)
    unsought_free: bool = False

    @property
    def party_ids(self) -> frozenset[str]:
        return frozenset(party.id for party in self.parties)

    @property
    def source_ids(self) -> frozenset[str]:
        return frozenset(source.id for source in self.sources)


def read_head(node: Node, note: At) -> Head:
    """Read case.yaml."""
    fields = Fields.of(node, "", note)
    if fields is None:
        return Head()
    head = Head(
        fields.id() or "",
        fields.text("title", needed=True) or "",
        fields.date("date", needed=True),
        (fields.choice("law", ("apply", "advise")) or "apply") == "apply",
        _asks(fields),
        tuple(unique(read_parties(fields.entries("parties", needed=True)), "case.yaml")),
        tuple(unique(_sources(fields), "case.yaml")),
        fields.by_name("facts"),
        fields.texts("notes"),
        fields.by_name("destinations"),
        fields.node("objective"),
        fields.flag("two_persons"),
        fields.by_name("put_to"),
        fields.choice("unsought", ("stay", "free")) == "free",
    )
    for party in head.put_to.values():
        if party not in head.party_ids:
            fields.wrong("put_to", "party.unknown", party, among=head.party_ids)
    fields.close()
    return head


def _asks(fields: Fields) -> bool:
    """Whether nobody goes who has not told the desk that they will."""
    word = fields.choice("consent", ("required", "assumed"))
    if word == "assumed":
        fields.wrong("consent", "consent.assumed", word)
    return word != "assumed"


def _sources(fields: Fields) -> Iterator[tuple[Source, Fields]]:
    for each in fields.entries("sources"):
        identifier, title = each.id(), each.text("title", needed=True)
        publisher = each.text("publisher", needed=True)
        date, url = each.date("date", needed=True), each.text("url")
        each.close()
        if url is not None and not re.fullmatch(r"https?://[^\s/]+\S*", url):
            each.wrong("url", "source.url", url)
        if identifier is not None:
            yield Source(identifier, title or "", publisher or "", date, url), each


def read_claims(node: Node, note: At, ground: Ground) -> Iterator[tuple[Claim, Fields]]:
    """Read claims.yaml. Who speaks may be anyone; a source must be one of the case's."""
    stances: tuple[Stance, ...] = get_args(Stance)
    for each in entries(node, "", note):
        identifier = each.id()
        about, says = each.text("about", needed=True), each.text("says", needed=True)
        by, stance = each.text("by", needed=True), each.choice("stance", stances, needed=True)
        date = each.date("date", needed=True)
        source = each.known("source", "source.unknown", ground.sources, needed=True)
        value = each.text("value") or ""
        each.close()
        if identifier is not None and date is not None:
            claim = Claim(
                id=identifier,
                about=about or "",
                says=says or "",
                by=by or "",
                stance=stance or "asserts",
                date=date,
                source=source or "",
                value=value,
            )
            yield claim, each


def read_lists(
    node: Node, note: At, parties: frozenset[str], held: frozenset[str]
) -> Iterator[Listing]:
    """Read lists/lists.yaml; `held` are the names of the files in the folder.

    Lists of one series are its versions, in the order in which they stand where nothing else is
    said; without a name the lists of one party and kind are a series.
    """
    seen: dict[tuple[str, int], int] = {}
    last: Counter[str] = Counter()
    for each in entries(node, "", note):
        file = each.text("file", needed=True)
        if file is not None and not re.fullmatch(r"[^/\\:]{1,255}", file):
            each.wrong("file", "list.path", file)
        elif file is not None and file not in held:
            each.wrong("file", "list.missing", file)
        party = each.known("party", "party.unknown", parties, needed=True)
        kind = each.choice("kind", KINDS, needed=True)
        date = each.date("date", needed=True)
        series = each.text("id") or f"{party}-{kind}"
        if not ID.fullmatch(series):
            each.wrong("id", "id.malformed", series)
        version = each.whole("version", least=1, most=9_999) or last[series] + 1
        last[series] = version
        first = seen.setdefault((series, version), each.record.line)
        if first != each.record.line:
            each.wrong("version", "list.version", str(version), first=str(first))
        sha256, was, by = each.text("sha256"), each.text("was"), each.text("by")
        one_each, settings = each.flag("one_each"), read_settings(each)
        each.close()
        if file is not None and party is not None and kind is not None:
            yield Listing(
                file=file, party=party, kind=kind, date=date, columns=settings.columns,
                series=series, version=version, sha256=sha256 or "", was=was or "", by=by or "",
                one_each=one_each, settings=settings, line=each.record.line,
            )  # fmt: skip


def read_settings(fields: Fields) -> Settings:
    """How a list is to be read: the keys that lists.yaml and a file of settings share."""
    dates = fields.by_name("dates")
    for name, way in dates.items():
        if way not in WAYS:
            fields.wrong("dates", "list.dates", way, among=WAYS)
        elif name not in ("born", "taken"):
            fields.wrong("dates", "key.unknown", name, among=("born", "taken"))
    return Settings(
        columns=fields.by_name("columns"),
        dates=dates,
        header=fields.whole("header", most=1_000_000),
        sheet=fields.text("sheet"),
        encoding=fields.text("encoding"),
        separator=fields.text("separator"),
    )
