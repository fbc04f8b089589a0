"""Units that are not split: who goes together with whom, and which units cannot go at all."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from canje.base.people import People
from canje.terms.docket import Docket
from canje.terms.eligible import Barrier, Eligibility, shut
from canje.terms.moves import Move
from canje.terms.term import Together, resolved

Labels = npt.NDArray[np.int64]


@frozen(eq=False)
class Units:
    """`label[i]` is the unit of person i: the row of its first member, who may be alone in it.

    `shut` are the moves, to places of the others in the unit, that a person with no destination
    written down cannot make along with them.
    """

    label: Labels
    eligibility: Eligibility
    shut: Mapping[int, frozenset[Move]] = field(factory=dict)


def units(docket: Docket, eligibility: Eligibility) -> Units:
    """Join people by the `together` terms in force and stop the units that cannot go whole.

    A unit cannot go where a member cannot move, or where the members have no destination in
    common. Those of whom there is nobody to be freed belong to no unit.
    """
    label = np.arange(len(docket.people), dtype=np.int64)
    rules = [resolved(term.rule, docket.facts) for term in docket.musts]
    columns = sorted({rule.by for rule in rules if isinstance(rule, Together)})
    if not columns:
        return Units(label, eligibility)
    label = _join(docket.people, columns, eligibility.gone)
    members = _members(label)
    closed = _shut(docket, members, eligibility)
    unasked = attrs.evolve(docket, consents=(), consent_required=False)
    public = _shut(unasked, members, eligibility)
    return Units(label, _Halt(docket.people, eligibility, closed, public).units(members), closed)


def common_destinations(
    moves: list[tuple[Move, ...]], closed: list[frozenset[Move]]
) -> tuple[str, ...]:
    """Where a unit can go, given its members' moves; an empty text goes with the others.

    First comes the place that its members name earliest: by the sum of its numbers among the places
    open to each of them, and of equals by its name.
    """
    wanted = [list(dict.fromkeys(destination for _, destination in each)) for each in moves]
    fixed = [each for each in wanted if each != [""]]
    if not fixed:
        return ("",)
    along = [
        (own, barred)
        for own, places, barred in zip(moves, wanted, closed, strict=True)
        if places == [""] and barred
    ]
    common = set.intersection(*map(set, fixed))
    return tuple(
        place
        for place in sorted(common, key=lambda each: (sum(own.index(each) for own in fixed), each))
        if all(any((whom, place) not in barred for whom, _ in own) for own, barred in along)
    )


def _members(label: Labels) -> list[list[int]]:
    """The people of every unit of more than one."""
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    return [rows.tolist() for rows in np.split(order, starts[1:]) if len(rows) > 1]


def _shut(
    docket: Docket, members: list[list[int]], eligibility: Eligibility
) -> dict[int, frozenset[Move]]:
    """For whoever would go along with others: what an order or the person's own will forbids."""
    asked: dict[int, list[Move]] = {}
    for rows in members:
        moves = {row: eligibility.public_moves_of(row) for row in rows}
        places = sorted({place for each in moves.values() for _, place in each} - {""})
        for row, each in moves.items():
            if {place for _, place in each} == {""}:
                asked[row] = [(whom, place) for whom, _ in each for place in places]
    return shut(docket, asked)


def _join(people: People, columns: list[str], gone: npt.NDArray[np.bool_]) -> Labels:
    """Connected components, by passing the smallest row along every shared value until it rests."""
    label = np.arange(len(people), dtype=np.int64)
    ties = []
    for name in columns:
        column = people.column(name)
        tied = ~gone & (np.array([value != "" for value in column.values])[column.codes])
        ties.append((np.flatnonzero(tied), column.codes[tied], len(column.values)))
    while True:
        before = label.copy()
        for rows, codes, values in ties:
            lowest = np.full(values, len(people), np.int64)
            np.minimum.at(lowest, codes, label[rows])
            label[rows] = lowest[codes]
        label = label[label]
        if (label == before).all():
            return label


@frozen(eq=False)
class _Halt:
    """Gives every member of a unit that cannot go whole the barrier of the unit."""

    people: People
    eligibility: Eligibility
    closed: Mapping[int, frozenset[Move]]
    publicly_closed: Mapping[int, frozenset[Move]]

    def units(self, members: list[list[int]]) -> Eligibility:
        before = self.eligibility
        barriers = {barrier: number for number, barrier in enumerate(before.barriers)}
        barrier = before.barrier.copy()
        for rows in members:
            reason = self._obstacle(rows)
            if reason is not None:
                told = [row for row in rows if self._tells_more(row, reason)]
                barrier[told] = barriers.setdefault(reason, len(barriers))
        known = tuple(barriers)
        public = np.array([not each.desk_only for each in known] + [False])
        return attrs.evolve(
            before,
            barriers=known,
            barrier=barrier,
            move_set=np.where(barrier >= 0, -1, before.move_set),
            public_move_set=np.where(public[barrier], -1, before.public_move_set),
        )

    def _tells_more(self, row: int, reason: Barrier) -> bool:
        """Whether the unit's obstacle is what a member is left out for: public before private."""
        own = self.eligibility.barrier_of(row)
        return own is None or (own.desk_only and not reason.desk_only)

    def _obstacle(self, rows: list[int]) -> Barrier | None:
        eligibility = self.eligibility
        found = [(eligibility.barrier_of(row), row) for row in rows]
        public = [row for each, row in found if each is not None and not each.desk_only]
        if public:
            return Barrier("unit", ref=self.people.ids[public[0]])
        openly = [eligibility.public_moves_of(row) for row in rows]
        if all(openly) and not common_destinations(openly, _of(self.publicly_closed, rows)):
            return Barrier("unit-no-destination")
        if any(each is not None for each, _ in found):
            return Barrier("unit-not-in-this-round")
        moves = [eligibility.moves_of(row) for row in rows]
        if not common_destinations(moves, _of(self.closed, rows)):
            return Barrier("unit-not-in-this-round")
        return None


def _of(closed: Mapping[int, frozenset[Move]], rows: list[int]) -> list[frozenset[Move]]:
    return [closed.get(row, frozenset()) for row in rows]
