"""The docket: everything in a case that bears on who can move and on what terms.

It is what the engine needs, and all that it needs; titles, sources and claims stand in the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from attrs import field, frozen

from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import Selection
from canje.terms.term import Term

LAW = "law"
DESK = "desk"
DAY = "@day"
"""Who says what has happened; nobody can give it up. No party can have this id."""

PartyKind = Literal["state", "armed-group", "body"]
StatementCode = Literal[
    "held",
    "held-elsewhere",
    "not-held",
    "released",
    "exchanged-elsewhere",
    "deceased",
    "no-such-person",
    "duplicate",
    "not-covered",
    "nationality-unconfirmed",
    "unknown",
    "refused",
    "unanswered",
]
GONE: frozenset[str] = frozenset(
    {"released", "exchanged-elsewhere", "deceased", "no-such-person", "duplicate"}
)
"""Statements by which there is nobody (any longer) to be freed."""

Forbids = Literal["release", "transfer", "destination"]
Consents = Literal["yes", "no", "not-asked"]


@frozen
class Party:
    """Who holds people, or wants people, or both."""

    id: str
    name: str
    kind: PartyKind


@frozen
class Statement:
    """A party's answer about a person, or about a whole group by the group's id."""

    person: str
    party: str
    code: StatementCode
    date: PartialDate | None = None
    source: str | None = None
    note: str = ""


@frozen
class Bar:
    """A legal obstacle: an order, whom it covers, what it forbids, from and until when.

    `release` forbids any move; `transfer` every move to somewhere else than the holder's own
    ground (a destination equal to the holder is freedom on the spot); `destination` the moves to
    the destinations named.
    """

    id: str
    order: str
    court: str
    covers: Selection
    forbids: Forbids
    start: PartialDate
    until: PartialDate | None = None
    destinations: tuple[str, ...] = ()
    source: str | None = None


@frozen
class Consent:
    """A person's will, told to the desk in private; with no destination it is about all of them."""

    person: str
    consents: Consents
    destination: str = ""
    date: PartialDate | None = None


@frozen
class Freed:
    """The number of people freed."""


@frozen
class First:
    """The number of people freed among those whom law or the parties put first."""

    title: str
    of: Selection


@frozen
class Prefer:
    """The sum of a whole number in a column over the people freed (days detained, say)."""

    column: str


@frozen
class Wishes:
    """The number of wishes met."""


@frozen
class Owed:
    """How much is not owed, of the most (2^`grades` - 1) that each limit of a term could be.

    It stands only where terms have the force `owed`; most of it is least of debt.
    """

    grades: int


Level = Freed | First | Prefer | Wishes | Owed


def _readonly(facts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(facts))


@frozen(eq=False)
class Docket:
    """What bears on the exchange. `terms` and `levels` contain those of law.

    `levels` are maximised one after the other. `order` is a column by which the items of a class
    are taken, the higher total first, where no level prefers one: reserves of a draw. Under
    `law_applies` what law says is enforced; else it is advice and only shown. Under
    `consent_required` nobody moves who was not asked. Whom nobody seeks (no beneficiary is named)
    stays, unless `unsought_free`. `consents_kept` says that the folder has a file of consents, be
    it empty. `before` is the docket as it was before a day was laid over it; None where there was
    no day.
    """

    case: str
    date: PartialDate
    parties: tuple[Party, ...]
    people: People
    terms: tuple[Term, ...] = ()
    statements: tuple[Statement, ...] = ()
    bars: tuple[Bar, ...] = ()
    consents: tuple[Consent, ...] = ()
    facts: Mapping[str, str] = field(factory=dict, converter=_readonly)
    levels: tuple[Level, ...] = (Freed(), Wishes())
    order: str = ""
    scenario: str | None = None
    law_applies: bool = True
    consent_required: bool = False
    unsought_free: bool = False
    consents_kept: bool = False
    before: Docket | None = None

    @property
    def wills_known(self) -> bool:
        """Whether this is all that people told the desk, and not what a party has of a case.

        Where everyone must be asked, a file of consents without a row says nothing of anybody.
        """
        return bool(self.consents) or (self.consents_kept and not self.consent_required)

    @property
    def musts(self) -> tuple[Term, ...]:
        """The terms that every plan meets; law's only where law applies."""
        return tuple(term for term in self._active if term.force == "must")

    @property
    def wishes(self) -> tuple[Term, ...]:
        """The terms that are met where it costs nobody's release."""
        return tuple(term for term in self._active if term.force == "wish")

    @property
    def owed(self) -> tuple[Term, ...]:
        """The terms that hold but for a debt, since what happened on the day."""
        return tuple(term for term in self._active if term.force == "owed")

    @property
    def grades(self) -> int:
        """In how many grades (1, 2, 4, ...) a debt is counted; none where nothing is owed."""
        return max((level.grades for level in self.levels if isinstance(level, Owed)), default=0)

    @property
    def _active(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if self.law_applies or term.by != LAW)
