"""Whether people may go as a plan says, by what stands in the case today.

It is asked of everybody whom a paper is about to name, whatever digests say: nobody is named for a
move that an order, an answer or the person's own word does not allow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import frozen

from canje.terms.docket import Docket
from canje.terms.eligible import Barrier, eligible
from canje.terms.moves import Move
from canje.terms.units import units


@frozen
class Halted:
    """Somebody who may not go as planned, to the `destination` planned.

    `nobody`: the case has no such person; `barrier`: the person cannot move at all; `will`: the
    person does not want to go there; `move`: it is none of the moves that are open.
    """

    person: str
    destination: str
    why: Literal["nobody", "barrier", "will", "move"]
    barrier: Barrier | None = None

    @property
    def desk_only(self) -> bool:
        """Whether the reason is what only the desk knows."""
        return self.why == "will" or (self.barrier is not None and self.barrier.desk_only)


def halted(docket: Docket, planned: Iterable[tuple[str, Move]]) -> tuple[Halted, ...]:
    """Who of those planned may not make the move planned, in the order given."""
    found = units(docket, eligible(docket))
    own, shut = found.eligibility, found.shut
    row_of = {person: row for row, person in enumerate(docket.people.ids)}
    stopped = []
    for person, move in planned:
        row = row_of.get(person)
        if row is None:
            stopped.append(Halted(person, move[1], "nobody"))
        elif (barrier := own.barrier_of(row)) is not None:
            stopped.append(Halted(person, move[1], "barrier", barrier))
        elif not _may(move, own.moves_of(row), shut.get(row, frozenset())):
            openly = _may(move, own.public_moves_of(row), frozenset())
            stopped.append(Halted(person, move[1], "will" if openly else "move"))
    return tuple(stopped)


def _may(move: Move, own: tuple[Move, ...], shut: frozenset[Move]) -> bool:
    """Whether a move is one of a person's own, or goes along with the others of the unit."""
    if move in own:
        return True
    return (move[0], "") in own and move not in shut
