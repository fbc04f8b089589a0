"""Nobody is freed against their will: what only the desk can check, for it alone has the consents.

A will said with a destination is about that destination, one without about all. Of several about
the same, the latest holds (undated before dated; of equals the later line). `no` forbids its
moves; where consent is required, a move needs a `yes` that covers it. A move without a destination
leads to the beneficiary, and so it is that place that a will is about.

A docket without consents is that of a party. There whoever the plan takes out of the round is out
of it on the desk's word.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from canje.base.refusals import Book
from canje.clear.check.codes import Ints
from canje.clear.check.ground import Ground
from canje.clear.check.people import NOT_NOW, Found, Freed
from canje.clear.check.reading import parts_of
from canje.terms.docket import Consent, Docket


def _when(consent: Consent) -> tuple[int, int, int]:
    if consent.date is None:
        return (0, 0, 0)
    return (1, consent.date.earliest.toordinal(), consent.date.latest.toordinal())


class Wills:
    """The will of each person as it stands."""

    def __init__(self, docket: Docket) -> None:
        self._required = docket.consent_required
        self._said: dict[str, dict[str, str]] = defaultdict(dict)
        for each in sorted(docket.consents, key=_when):
            self._said[each.person][each.destination] = each.consents
        self._refusing = {name for name, said in self._said.items() if "no" in said.values()}

    def may_refuse(self, person: str) -> bool:
        """Whether there is any move that the person's will, or want of it, forbids."""
        return self._required or person in self._refusing

    def allows(self, person: str, destination: str) -> bool:
        said = self._said.get(person, {})
        answers = (said.get(""), said.get(destination))
        return "no" not in answers and (not self._required or "yes" in answers)


def willing(found: Found, freed: Freed, ground: Ground, book: Book) -> None:
    """Whoever can move in the plan's reading is willing, and whoever is out of the round is not."""
    wills = Wills(ground.docket)
    ids = ground.docket.people.ids
    asked = np.fromiter(map(wills.may_refuse, ids), np.bool_, len(ids))
    matter = found.not_now.copy()
    matter[ground.item[asked]] = True
    for item in np.flatnonzero(matter & ground.movable[ground.item_kind]).tolist():
        able = _able(ground, wills, item)
        if able == bool(found.not_now[item]):
            code = NOT_NOW if able else "consent"
            book.refuse(code, ids[int(ground.first[item])])
    _against(freed, np.flatnonzero(asked), ground, wills, book)


def _able(ground: Ground, wills: Wills, item: int) -> bool:
    """Whether some destination is left to a person, or one in common to a unit."""
    kinds, ids = ground.kinds, ground.docket.people.ids
    common: set[str] | None = None
    members = ground.members_of(item)
    for row in members:
        seekers = parts_of(kinds.column("beneficiary")[row])
        places = {
            place
            for place in ground.allowed[int(kinds.of[row])]
            if any(wills.allows(ids[row], place or seeker) for seeker in seekers)
        }
        if not places:
            return False
        if kinds.column("destination")[row]:
            common = places if common is None else common & places
    if common is None:
        return True
    kind = int(ground.item_kind[item])
    if kind >= len(kinds):
        common &= set(ground.unit_destinations[kind - len(kinds)])
    along = [ids[row] for row in members if not kinds.column("destination")[row]]
    return any(all(wills.allows(person, place) for person in along) for place in common)


def _against(freed: Freed, asked: Ints, ground: Ground, wills: Wills, book: Book) -> None:
    """Where the freed go, and where those go along who have no destination written down."""
    ids = ground.docket.people.ids
    seekers, places = ground.moves.names
    move_of = np.full(len(ids), -1, np.int64)
    move_of[freed.rows] = freed.moves
    for row in asked[move_of[asked] >= 0].tolist():
        unit = ground.members_of(int(ground.item[row]))
        own = places[int(ground.moves.dest[move_of[row]])]
        own = own or seekers[int(ground.moves.ben[move_of[row]])]
        others = (places[int(ground.moves.dest[move_of[each]])] for each in unit)
        for place in {own, *filter(None, others)}:
            if not wills.allows(ids[row], place):
                book.refuse("consent", ids[row], said=place)
