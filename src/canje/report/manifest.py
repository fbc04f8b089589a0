"""A manifest and the cover of a stage in words: plain texts, which page and PDF both set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import frozen

from canje.case.case import Case
from canje.handover.cover import Cover, Group, Way
from canje.handover.manifest import Field, Manifest, Reader
from canje.report.names import Names, short_id
from canje.report.spelled import spelled
from canje.report.svg import clean
from canje.report.words import Language, Words

SIGNED: tuple[Reader, ...] = ("hand-over", "carry", "receive")

LONGEST, LONGEST_WAIT = 400, 900
"""Characters of a fact and of a guard that are printed; more than a name or a place ever has."""

_ALWAYS: tuple[Field, ...] = ("id", "name")
_SHARED: tuple[Field, ...] = ("place", "destination")
"""Columns that are there even if blank, and facts told once where everybody has the same."""

Kind = Literal["number", "id", "name", "text"]
Cell = tuple[str, ...]
"""Lines that stand one under the other; those of an id or a number are never broken."""


@frozen
class Column:
    """A column of a paper's table: what it holds, and its head."""

    kind: Kind
    head: str


@frozen(kw_only=True)
class Paper:
    """All that stands on a paper, as plain text in one language.

    `where` says which stage, leg and party; `shared` what is the same for everybody. `waits` are
    the guards, headed by `before`, each with a box and room to sign. `boxes` head the boxes to tick
    on every line; `signed` the three to sign in. `plan` is the short id of the plan.
    """

    language: Language
    title: str
    case: str
    where: tuple[str, ...]
    shared: tuple[str, ...]
    before: str
    waits: tuple[str, ...]
    counts: tuple[str, ...]
    date: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    boxes: tuple[str, str]
    signed: tuple[str, ...]
    signature: str
    plan: str

    @property
    def direction(self) -> str:
        return Words(self.language).direction

    def foot(self, sheet: int, sheets: int) -> str:
        """What every sheet ends with: which plan, and which sheet of how many."""
        words = Words(self.language)
        page = _plain(words("manifest.page", x=sheet, y=sheets))
        return f"{self.plan} · {page}"

    def texts(self) -> Iterable[str]:
        """Everything that is printed."""
        yield from (self.title, self.case, *self.where, *self.shared, self.before, *self.waits)
        yield from (*self.counts, self.date, self.note, *self.boxes, *self.signed, self.signature)
        yield from (self.plan, *(column.head for column in self.columns))
        yield from (line for row in self.rows for cell in row for line in cell)


def paper(case: Case, made: Manifest, language: Language = "en") -> Paper:
    """Put a manifest into words."""
    return _Writer(case, Words(language)).manifest(made)


def cover_paper(case: Case, made: Cover, sheets: Sequence[int], language: Language = "en") -> Paper:
    """Put a cover into words; `sheets[i]` is how many sheets the stage's i-th paper has."""
    return _Writer(case, Words(language)).cover(made, sheets)


class _Writer:
    def __init__(self, case: Case, words: Words) -> None:
        self.case, self.words, self.names = case, words, Names(case, words)

    def manifest(self, made: Manifest) -> Paper:
        count = len(made.lines)
        where = [self._stage(made), self._leg(made.leg, made.start, made.end)]
        if made.party is not None:
            key = "manifest.for" if made.reader == "receive" else "manifest.of"
            where.append(self._say(key, party=_apart(self.names.known(made.party))))
        facts = {each: self._facts(made, each) for each in made.fields}
        shared = [each for each in _SHARED if count > 1 and len(set(facts.get(each, ()))) == 1]
        shared = [each for each in shared if facts[each][0]]
        told = [
            each
            for each in made.fields
            if each in _ALWAYS or (each not in shared and any(facts[each]))
        ]
        columns = [Column("number", self._say("manifest.no"))]
        cells: list[list[Cell]] = [[(str(line.number),)] for line in made.lines]
        for each in told:
            if each == "name_other":
                continue
            columns.append(Column(_kind(each), self._say(f"manifest.{each}")))
            for row, text in enumerate(facts[each]):
                other = facts["name_other"][row] if each == "name" else ""
                cells[row].append(_lines(each, text, other))
        return self._paper(
            made,
            title=self._say(f"manifest.{made.reader}"),
            where=where,
            shared=[
                self._say(f"manifest.all.{each}", what=_apart(facts[each][0])) for each in shared
            ],
            counts=[self._count("manifest.count", count)],
            columns=columns,
            rows=cells,
            boxes=(self._say("manifest.here"), self._say(f"manifest.done.{made.reader}")),
        )

    def cover(self, made: Cover, sheets: Sequence[int]) -> Paper:
        where = [self._stage(made)]
        counts = [self._count("manifest.count", made.given)]
        heads = ["manifest.people"]
        if made.party is not None:
            where.append(_apart(self.names.known(made.party)))
            counts = [
                self._count("manifest.cover.given", made.given),
                self._count("manifest.cover.got", made.got),
            ]
            heads = ["manifest.cover.hands-over", "manifest.cover.receives"]
        elif made.to:
            at = _apart(self.names.place(made.to))
            where.append(self._say("manifest.all.destination", what=at))
        columns = [
            Column("id", self._say("manifest.cover.leg")),
            Column("text", self._say("manifest.cover.way")),
            *(Column("text", self._say(each)) for each in heads),
            Column("number", self._say("manifest.cover.sheets")),
        ]
        of_way = {_key(way): 0 for way in made.ways}
        for each, number in zip(made.papers, sheets, strict=True):
            of_way[_key(each)] = of_way.get(_key(each), 0) + number
        return self._paper(
            made,
            title=self._say(f"manifest.cover.{made.reader}"),
            where=where,
            shared=[self._say("manifest.cover.at-once", len(made.ways))],
            counts=counts,
            columns=columns,
            rows=[self._way(way, made.party, of_way[_key(way)]) for way in made.ways],
            boxes=(self._say("manifest.cover.ready"), self._say("manifest.cover.arrived")),
        )

    def _paper(
        self,
        made: Manifest | Cover,
        *,
        title: str,
        where: Iterable[str],
        shared: Iterable[str],
        counts: Iterable[str],
        columns: Iterable[Column],
        rows: Iterable[Iterable[Cell]],
        boxes: tuple[str, str],
    ) -> Paper:
        return Paper(
            language=self.words.language,
            title=title,
            case=_apart(self.case.title),
            where=tuple(where),
            shared=tuple(shared),
            before=self._say("manifest.before", len(made.waits)),
            waits=tuple(_apart(_cut(each, LONGEST_WAIT)) for each in made.waits),
            counts=tuple(counts),
            date=self._say("manifest.date"),
            note=self._say("manifest.note"),
            columns=tuple(columns),
            rows=tuple(map(tuple, rows)),
            boxes=boxes,
            signed=tuple(self._say(f"manifest.signed.{each}") for each in SIGNED),
            signature=self._say("manifest.signature"),
            plan=self._say("manifest.plan", plan=_apart(short_id(made.plan))),
        )

    def _stage(self, made: Manifest | Cover) -> str:
        return self._say("manifest.stage", stage=made.stage, stages=made.stages, day=made.day)

    def _leg(self, leg: str | None, start: str, end: str) -> str:
        if leg is None:
            return self._spot(end)
        way = self._say("manifest.way", start=_apart(start), end=_apart(end))
        return f"{self._say('manifest.leg', leg=_apart(leg))}: {way}"

    def _spot(self, end: str) -> str:
        """Without a leg: freed where they are, or on the way to a place that no leg leads to."""
        if not end:
            return self._say("manifest.on-the-spot")
        return self._say("manifest.no-leg", end=_apart(self.names.place(end)))

    def _count(self, key: str, count: int) -> str:
        return self._say(key, count, words=spelled(self.words.language, count))

    def _facts(self, made: Manifest, field: Field) -> list[str]:
        return [self._fact(field, text) for text in made.column(field)]

    def _fact(self, field: Field, text: str) -> str:
        """A fact as it is written, or in words where it is one of a few that are known."""
        if field == "health" and self.words.has(f"manifest.health.{text}"):
            return self._say(f"manifest.health.{text}")
        if field == "destination":
            text = self.names.place(text)
        return _cut(clean(text), LONGEST)

    def _way(self, way: Way, party: str | None, sheets: int) -> list[Cell]:
        leg = (clean(way.leg),) if way.leg is not None else ()
        start, end = _apart(way.start), _apart(way.end)
        said = self._say("manifest.way", start=start, end=end)
        if way.leg is None:
            said = self._spot(way.end)
        told = {"all": way.given} if party is None else {"given": way.given, "got": way.got}
        counts = [
            tuple(self._group(f"manifest.group.{key}", each) for each in groups) or ("–",)
            for key, groups in told.items()
        ]
        return [leg, (said,), *counts, (str(sheets) if sheets else "–",)]

    def _group(self, key: str, group: Group) -> str:
        """How many, of whom, for whom and where to, which is told once where it is the same."""
        is_told = key == "manifest.group.got" or group.beneficiary != group.destination
        return self._say(
            key if is_told else f"{key}-home",
            people=self.words.number(group.people),
            holder=_apart(self.names.known(group.holder)),
            beneficiary=_apart(self.names.known(group.beneficiary)),
            destination=_apart(self.names.place(group.destination)),
        )

    def _say(self, key: str, n: int | None = None, **params: object) -> str:
        return _plain(self.words(key, n, **params))


def _key(of: Way | Manifest) -> tuple[str | None, str]:
    """What tells the ways of a stage apart: the leg, or where to without one."""
    return of.leg, of.end if of.leg is None else ""


def _kind(field: Field) -> Kind:
    if field in ("id", "holder_number", "seeker_number"):
        return "id"
    return "name" if field == "name" else "text"


def _lines(field: Field, text: str, other: str) -> Cell:
    if field in ("holder_number", "seeker_number"):
        return tuple(text.split(", ")) if text else ()
    return tuple(each for each in (text, other) if each)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _apart(text: str) -> str:
    """A text of the case inside a sentence, whose direction of writing is its own."""
    return f"\u2068{clean(text)}\u2069"


def _plain(text: object) -> str:
    """The text without the page's markup: what is set, not how."""
    unescaped = getattr(text, "striptags", None)
    return unescaped() if unescaped is not None else str(text)
