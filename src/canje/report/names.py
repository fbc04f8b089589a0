"""What ids stand for on a page: parties, destinations, sources; each shown as it was written."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from canje.case.case import Case
from canje.report.svg import clean
from canje.report.words import Words
from canje.terms.docket import DESK, LAW


class Names:
    """The names of one case in one language."""

    def __init__(self, case: Case, words: Words) -> None:
        self.words = words
        self.rank = {party.id: number for number, party in enumerate(case.docket.parties)}
        self._parties = {party.id: party.name for party in case.docket.parties}
        self._places = {place.id: place.name for place in case.handover.places}
        self._places |= dict(case.destinations) | self._parties
        self._sources = {source.id: n for n, source in enumerate(case.sources, start=1)}

    def known(self, identifier: str) -> str:
        """The name of a party or of anyone else who speaks or holds, as plain text."""
        if identifier == LAW:
            return str(self.words("terms.law"))
        if identifier == DESK:
            return str(self.words("terms.desk"))
        return self._parties.get(identifier, identifier) or str(self.words("not-stated"))

    def about(self, identifier: str) -> Markup:
        """What a claim is about: a party or a place by its name, anything else as it is written."""
        return own(self._places.get(identifier, identifier))

    def place(self, identifier: str) -> str:
        """The name of a destination, as plain text."""
        return self._places.get(identifier, identifier) or str(self.words("not-stated"))

    def order(self, identifiers: Iterable[str]) -> list[str]:
        """Ids in the order in which the case lists its parties, the others after them."""
        return sorted(identifiers, key=lambda each: (self.rank.get(each, len(self.rank)), each))

    def party(self, identifier: str) -> Markup:
        return own(self.known(identifier))

    def to(self, identifier: str) -> Markup:
        return own(self.place(identifier))

    def source(self, identifier: str | None) -> Markup:
        """A mark that leads to the source in the list, where there is one."""
        number = self._sources.get(identifier or "")
        if number is None:
            return Markup("")
        return Markup('<a class="ref" href="#source-{0}" aria-label="{1} {0}">[{0}]</a>').format(
            number, self.words("source")
        )


def short_id(digest: str) -> str:
    """As much of a digest as tells one plan from another on paper.

    >>> short_id("sha256:0123456789abcdef")
    '0123456789ab'
    """
    return digest.rpartition(":")[2][:12]


def own(text: str) -> Markup:
    """Text of the case within a sentence: its direction of writing is its own."""
    return Markup("<bdi>{}</bdi>").format(clean(text))


def code(text: str) -> Markup:
    """An id, which is never broken across lines."""
    return Markup('<code class="id" dir="ltr">{}</code>').format(clean(text))
