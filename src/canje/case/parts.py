"""What a case holds beside the docket: sources, figures of history, lists, scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from attrs import evolve, field, frozen

from canje.base.dates import PartialDate
from canje.base.select import Selection
from canje.intake.grid import Settings
from canje.intake.lists import Kind
from canje.terms.docket import Docket, Statement
from canje.terms.term import Term


def _readonly(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(texts))


@frozen
class Source:
    """Where something is known from."""

    id: str
    title: str
    publisher: str
    date: PartialDate | None = None
    url: str | None = None


Stands = Literal["equals", "possible", "broken"]
"""How a figure of history stands to the engine's answer."""


@frozen
class Expected:
    """A figure of what is known to have happened, and who says it.

    `counts` says whom it counts. `how` says how it stands to the engine's answer: the plan frees
    exactly so many (`equals`); some plan frees so many, and as many as every other such figure of
    the case says (`possible`); or no plan can, for as long as the term `breaks` stands (`broken`).
    `scenario` is the overlay under which that is so. `unconfirmed`: no second source bears it out.
    """

    id: str
    what: str
    value: int | str
    by: str
    source: str
    disputed: bool = False
    note: str = ""
    counts: Selection | None = None
    how: Stands | None = None
    breaks: str | None = None
    scenario: str | None = None
    unconfirmed: bool = False


@frozen
class Listing:
    """A list as a party handed it over, and how it is to be read; `canje.case.lists` reads it.

    `series` is the name that its versions share. `sha256` is of the file's bytes as they were taken
    in, where that is known; `was` the name that the file came under; `by` who handed it over.
    `one_each` says that its maker vouches for one entry a person.
    """

    file: str
    party: str
    kind: Kind
    date: PartialDate | None = None
    columns: Mapping[str, str] = field(factory=dict, converter=_readonly, hash=False)
    series: str = ""
    version: int = 1
    sha256: str = ""
    was: str = ""
    by: str = ""
    one_each: bool = False
    settings: Settings = field(factory=Settings)
    line: int = 0

    @property
    def id(self) -> str:
        return f"{self.series}-{self.version}"


@frozen
class Scenario:
    """What would be different: facts, statements and terms laid over the case."""

    id: str
    title: str
    facts: Mapping[str, str] = field(factory=dict, converter=_readonly, hash=False)
    statements: tuple[Statement, ...] = ()
    terms: tuple[Term, ...] = ()

    def over(self, docket: Docket) -> Docket:
        """The docket under this scenario: a term with the same id takes the other's place.

        A statement that the scenario does not date is the newest word on its person there: it gets
        the latest date that the case knows, and of equals the later line holds.
        """
        newest = max(
            (docket.date, *(each.date for each in docket.statements if each.date is not None)),
            key=lambda date: (date.earliest, date.latest),
        )
        said = tuple(evolve(each, date=each.date or newest) for each in self.statements)
        new = {term.id: term for term in self.terms}
        terms = [new.pop(term.id, term) for term in docket.terms]
        return evolve(
            docket,
            scenario=self.id,
            facts={**docket.facts, **self.facts},
            statements=docket.statements + said,
            terms=(*terms, *new.values()),
        )
