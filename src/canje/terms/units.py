"""Units that are not split: who goes together with whom, and which units cannot go at all."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.people import People
from canje.terms.docket import Docket
from canje.terms.eligible import Barrier, Eligibility
from canje.terms.term import Together, resolved

Labels = npt.NDArray[np.int64]


@frozen(eq=False)
class Units:
    """`label[i]` is the unit of person i: the row of its first member, who may be alone in it."""

    label: Labels
    eligibility: Eligibility


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
    return Units(label, _stop(docket.people, label, eligibility))


def common_destinations(moves: list[tuple[tuple[str, str], ...]]) -> tuple[str, ...]:
    """Where a unit can go, given its members' moves; an empty text goes with the others."""
    wanted = [{destination for _, destination in each} for each in moves]
    fixed = [each for each in wanted if "" not in each]
    named = [each - {""} for each in wanted if "" in each]
    if not fixed:
        elsewhere = set.intersection(*named) if named else set()
        return tuple(sorted(elsewhere | {""}))
    return tuple(sorted(set.intersection(*fixed)))


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


def _stop(people: People, label: Labels, eligibility: Eligibility) -> Eligibility:
    """Give every member of a unit that cannot go whole the barrier of the unit."""
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    barriers = {barrier: number for number, barrier in enumerate(eligibility.barriers)}
    barrier = eligibility.barrier.copy()
    for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        members = order[start : start + size]
        reason = _obstacle(people, members, eligibility)
        if reason is not None:
            free = members[barrier[members] < 0]
            barrier[free] = barriers.setdefault(reason, len(barriers))
    known = tuple(barriers)
    public = np.array([not each.desk_only for each in known] + [False])
    return attrs.evolve(
        eligibility,
        barriers=known,
        barrier=barrier,
        move_set=np.where(barrier >= 0, -1, eligibility.move_set),
        public_move_set=np.where(public[barrier], -1, eligibility.public_move_set),
    )


def _obstacle(
    people: People, members: npt.NDArray[np.int64], eligibility: Eligibility
) -> Barrier | None:
    found = [(eligibility.barrier_of(row), row) for row in members.tolist()]
    public = [row for each, row in found if each is not None and not each.desk_only]
    if public:
        return Barrier("unit", ref=people.ids[public[0]])
    if any(each is not None for each, _ in found):
        return Barrier("unit-not-in-this-round")
    moves = [eligibility.moves_of(row) for row in members.tolist()]
    if common_destinations(moves):
        return None
    public_moves = [eligibility.moves[eligibility.public_move_set[row]] for row in members.tolist()]
    open_to_all = common_destinations(public_moves)
    return Barrier("unit-not-in-this-round" if open_to_all else "unit-no-destination")
