"""Whether everybody whom a case could send somewhere has a way there, looked at before any plan.

Only what every party may know has a part in it: statements and bars, and no consent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import numpy as np

from canje.case.roll import Roll
from canje.stage.handover import Handover
from canje.stage.routes import Network, Trip, bound_for
from canje.terms.docket import Docket
from canje.terms.eligible import eligible
from canje.terms.moves import Move
from canje.terms.units import Units, common_destinations, units


def note_ways(roll: Roll, docket: Docket, handover: Handover) -> None:
    """Note each destination that somebody can be sent to and cannot reach, once for a whole group.

    A handover without any leg says nothing of ways: there is nothing to note then.
    """
    if not handover.legs:
        return
    network = Network(handover)
    said: set[tuple[str, int, str]] = set()
    for person, column, trip in _lost(docket, network):
        note, file, line = roll.place_of(person)
        if (file, line, trip.destination) in said:
            continue
        said.add((file, line, trip.destination))
        end, held = trip.destination, {"holder": trip.holder}
        if not end:
            note("destination.none", line, column, end)
        elif end not in network.places:
            note("destination.no-place", line, column, end, among=sorted(network.places), **held)
        else:
            starts = ", ".join(sorted(network.starts(trip))) or "anywhere"
            note("destination.no-way", line, column, end, starts=starts, **held)


def _lost(docket: Docket, network: Network) -> Iterator[tuple[int, str, Trip]]:
    """Every trip without a way of everybody who can move, with the column that says where to."""
    asked = attrs.evolve(docket, consents=(), consent_required=False)
    found = units(asked, eligible(asked))
    moves = found.eligibility.move_set
    holder, place = (docket.people.column(name) for name in ("holder", "place"))
    shared = _together(found)

    def lost(row: int, ends: Iterable[tuple[str, str]]) -> list[tuple[str, Trip]]:
        trips = ((column, Trip(holder[row], end, place[row])) for column, end in ends)
        return [(column, trip) for column, trip in trips if not network.routes(trip)]

    alone = moves >= 0
    alone[list(shared)] = False
    rows = np.flatnonzero(alone)
    where = holder.codes[rows].astype(np.int64) * len(place.values) + place.codes[rows]
    alike = where * len(found.eligibility.moves) + moves[rows]
    _, first, kind = np.unique(alike, return_index=True, return_inverse=True)
    known = [lost(row, _alone(found.eligibility.moves_of(row))) for row in rows[first].tolist()]
    without = np.array([bool(each) for each in known], np.bool_)[kind.reshape(-1)]
    for row, number in zip(rows[without].tolist(), kind.reshape(-1)[without].tolist(), strict=True):
        for column, trip in known[number]:
            yield row, column, trip
    for row, ends in shared.items():
        for column, trip in lost(row, ends):
            yield row, column, trip


def _alone(moves: tuple[Move, ...]) -> list[tuple[str, str]]:
    """The destinations of somebody who goes alone."""
    ends = set()
    for move in moves:
        (end,) = bound_for([move])
        ends.add(("destination" if move[1] or not end else "beneficiary", end))
    return sorted(ends)


def _together(found: Units) -> dict[int, list[tuple[str, str]]]:
    """Those who go with others: the destinations that all can go to, or else the beneficiaries."""
    order = np.argsort(found.label, kind="stable")
    starts = np.flatnonzero(np.diff(found.label[order], prepend=-1))
    ends = {}
    for rows in np.split(order, starts[1:]):
        if len(rows) > 1:
            members = rows.tolist()
            moves = [found.eligibility.moves_of(row) for row in members]
            shut = [found.shut.get(row, frozenset()) for row in members]
            places = [("destination", each) for each in common_destinations(moves, shut) if each]
            if not places and all(moves):
                seekers = set.intersection(*({whom for whom, _ in each} for each in moves))
                places = [("beneficiary", each) for each in sorted(seekers)]
            for row in members if all(moves) else ():
                ends[row] = places or [("destination", "")]
    return ends
