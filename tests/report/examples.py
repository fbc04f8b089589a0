"""Cases, plans, prices and pages that the tests of the report share; and what reads a page."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

import canje
from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import OneOf, Selection
from canje.case.case import Case
from canje.case.parts import Source
from canje.clear.engine import clear
from canje.clear.plan import Plan
from canje.clear.price import PartyPrice, Price, Prices
from canje.report.page import render
from canje.report.words import Language
from canje.terms.claims import Claim
from canje.terms.docket import Docket, Party
from canje.terms.term import Count, Never, Term

CASES = Path(canje.__file__).parent / "data" / "cases"
APRIL = "el-salvador-venezuela-2025-04"
JULY = "el-salvador-venezuela-2025-07"
FAMILIES = "two-families"

SHOWN = [
    (APRIL, "accepted-inside"),
    (APRIL, None),
    (APRIL, "counter-offer"),
    (JULY, None),
    (JULY, "us-officials-238"),
    (FAMILIES, None),
    (FAMILIES, "officer-not-held"),
]
"""Cases and scenarios that every page test goes through."""

HOSTILE = '</title><script>alert(1)</script>" onload="x" {{ 7*7 }} \u202e\x00'


@cache
def case(name: str, scenario: str | None = None) -> Case:
    return Case.read(CASES / name, scenario)


@cache
def plan(name: str, scenario: str | None = None) -> Plan:
    return clear(case(name, scenario).docket)


@cache
def page(
    name: str, scenario: str | None = None, language: Language = "en", desk: bool = False
) -> str:
    return render(
        case(name, scenario), plan(name, scenario), prices(name, scenario), desk, language
    )


def prices(name: str, scenario: str | None) -> Prices:
    """Made-up prices of the terms of a case."""
    freed = plan(name, scenario).freed
    terms = case(name, scenario).docket.musts
    return Prices(
        freed,
        tuple(
            Price(term.id, term.by, term.text, freed, freed + 7 * n, n or None, n != 1)
            for n, term in enumerate(terms)
        ),
        tuple(
            PartyPrice(party, (), freed + 12, party != "SV")
            for party in sorted({term.by for term in terms})
        ),
    )


def contradictory() -> Case:
    """The small case with a red line over everyone and a floor: no exchange meets both."""
    found = case(FAMILIES)
    hill = Selection((("holder", OneOf(("hill",))),))
    terms = (
        Term("none-of-them", "hill", "none of them, ever", Never(hill)),
        Term("at-least-one", "shore", "one of ours at least", Count(hill, at_least=1)),
    )
    docket = evolve(found.docket, terms=found.docket.terms + terms)
    return evolve(found, docket=docket, base=docket)


def hostile() -> Case:
    """A case every text of which tries to become part of the page."""
    people = People.of(
        ["a-1", "b-1"],
        {
            "holder": ["A", "B"],
            "beneficiary": ["B", "A"],
            "destination": [HOSTILE, "A"],
            "name": ["Zarqa Thistlewood", HOSTILE],
        },
    )
    everyone = Selection()
    docket = Docket(
        case="hostile",
        date=PartialDate(2025, 4),
        parties=(Party("A", HOSTILE, "state"), Party("B", "B", "state")),
        people=people,
        terms=(Term("cap", "A", HOSTILE, Count(everyone, at_most=5)),),
        facts={HOSTILE: HOSTILE},
    )
    date = PartialDate(2025)
    claims = (
        Claim("c1", HOSTILE, HOSTILE, "A", "asserts", date, "s", HOSTILE),
        Claim("c2", HOSTILE, HOSTILE, HOSTILE, "asserts", date, "s", "other"),
    )
    sources = (Source("s", HOSTILE, HOSTILE, None, "javascript:alert(1)"),)
    return Case("hostile", HOSTILE, docket, docket, sources, claims, notes=(HOSTILE,))


VOID = {"meta", "br", "hr", "img", "input", "link"}


@define
class Reader(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    tags: list[tuple[str, dict[str, str | None]]] = field(factory=list)
    open: list[str] = field(factory=list)
    tables: list[list[list[str]]] = field(factory=list)
    captions: list[str] = field(factory=list)
    cell: list[str] | None = None

    def __attrs_post_init__(self) -> None:
        super().__init__()

    @classmethod
    def of(cls, text: str) -> Reader:
        reader = cls()
        reader.feed(text)
        reader.close()
        assert reader.open == []
        return reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td", "caption"):
            self.cell = []

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag
        if tag in ("th", "td") and self.cell is not None:
            self.tables[-1][-1].append("".join(self.cell).strip())
        elif tag == "caption" and self.cell is not None:
            self.captions.append("".join(self.cell).strip())

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def table(self, caption: Any) -> list[list[str]]:
        """The rows of the table with this caption."""
        return self.tables[self.captions.index(str(caption))]


def number(text: str) -> int:
    """A number as the page writes it."""
    return 0 if text == "–" else int(text.replace("\u202f", "").replace("\u2212", "-"))
