"""A manifest as a page to print: plain texts first, which the page and the PDF both set."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import jinja2
from attrs import frozen

from canje.case.case import Case
from canje.handover.manifest import Field, Manifest, Reader
from canje.report.names import Names
from canje.report.spelled import spelled
from canje.report.svg import clean
from canje.report.words import Language, Words

SIGNED: tuple[Reader, ...] = ("hand-over", "carry", "receive")


@frozen
class Paper:
    """All that stands on a manifest, as plain text in one language.

    `who` says whose people they are; `rows` are the lines sheet by sheet, each with its number
    first. `boxes` head the two boxes to tick on every line; `signed` the three to sign in.
    """

    language: Language
    direction: str
    title: str
    case: str
    where: tuple[str, ...]
    count: str
    date: str
    note: str
    heads: tuple[str, ...]
    boxes: tuple[str, str]
    pages: tuple[tuple[tuple[str, ...], ...], ...]
    numbered: tuple[str, ...]
    signed: tuple[str, ...]
    signature: str
    fields: tuple[Field, ...]


def paper(case: Case, made: Manifest, language: Language = "en") -> Paper:
    """Put a manifest into words."""
    words = Words(language)
    names = Names(case, words)
    stage = words("manifest.stage", stage=made.stage, stages=made.stages, day=made.day)
    where = [_plain(stage)]
    if made.leg is None:
        where.append(_plain(words("manifest.on-the-spot")))
    else:
        way = words("manifest.way", start=clean(made.start), end=clean(made.end))
        where.append(f"{_plain(words('manifest.leg', leg=made.leg))}: {_plain(way)}")
    if made.party is not None:
        key = "manifest.for" if made.reader == "receive" else "manifest.of"
        where.append(_plain(words(key, party=names.known(made.party))))
    count = len(made.lines)
    pages = made.pages
    return Paper(
        language=language,
        direction=words.direction,
        title=_plain(words(f"manifest.{made.reader}")),
        case=clean(case.title),
        where=tuple(where),
        count=_plain(words("manifest.count", count, words=spelled(language, count))),
        date=_plain(words("manifest.date")),
        note=_plain(words("manifest.note")),
        heads=tuple(_plain(words(f"manifest.{each}")) for each in ("no", *made.fields)),
        boxes=(
            _plain(words("manifest.here")),
            _plain(words(f"manifest.done.{made.reader}")),
        ),
        pages=tuple(
            tuple(
                (
                    str(line.number),
                    *(
                        _cell(words, field, cell)
                        for field, cell in zip(made.fields, line.cells, strict=True)
                    ),
                )
                for line in page
            )
            for page in pages
        ),
        numbered=tuple(
            _plain(words("manifest.page", x=number, y=len(pages)))
            for number in range(1, len(pages) + 1)
        ),
        signed=tuple(_plain(words(f"manifest.signed.{each}")) for each in SIGNED),
        signature=_plain(words("manifest.signature")),
        fields=made.fields,
    )


def render(case: Case, made: Manifest, language: Language = "en") -> str:
    """The manifest as HTML that needs nothing else and prints on A4, a sheet a page."""
    template = _environment().get_template("manifest.html")
    return template.render(paper=paper(case, made, language)) + "\n"


def _plain(text: object) -> str:
    """The text without the page's markup: what is set, not how."""
    unescaped = getattr(text, "striptags", None)
    return unescaped() if unescaped is not None else str(text)


def _cell(words: Words, field: Field, cell: str) -> str:
    """A fact as it is written, or in words where it is one of a few that are known."""
    if field == "health" and words.has(f"manifest.health.{cell}"):
        return _plain(words(f"manifest.health.{cell}"))
    return clean(cell)


@cache
def _environment() -> jinja2.Environment:
    folder = files("canje") / "report" / "templates"
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
