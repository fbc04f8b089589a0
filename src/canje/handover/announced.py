"""What was announced: who goes by which move, and in what order people of one class are taken.

It is read off a plan. The order is the one by which the plan picked: that of its draw where it has
one, else the published order; who stands in it behind those announced are the reserves.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import frozen

from canje.clear.plan import Plan
from canje.stage.schedule import plan_digest
from canje.terms.docket import Docket, Prefer
from canje.terms.moves import Move


@frozen(eq=False)
class Announced:
    """`moves`: by which move each goes. `rank`: for who could go, the place in the class's order.

    `digest` is the announced plan's own. In `rank` only the first member of a unit stands.
    """

    digest: str
    moves: Mapping[str, Move]
    rank: Mapping[str, int]
    klass: Mapping[str, str]

    @classmethod
    def of(cls, plan: Plan, docket: Docket, unit_of: Sequence[int]) -> Announced:
        """Read a plan; `unit_of` says for each person of the docket who is the unit's first."""
        moves = {each.id: (each.beneficiary, each.destination) for each in plan.people}
        klass = {each.id: each.klass for each in plan.people}
        klass |= {each.id: each.klass for each in plan.left_out if each.klass is not None}
        row_of = {person: row for row, person in enumerate(docket.people.ids)}
        first = {person: docket.people.ids[unit_of[row_of[person]]] for person in klass}
        items: dict[str, set[str]] = defaultdict(set)
        for person, number in klass.items():
            items[number].add(first[person])
        rank: dict[str, int] = {}
        reserves, seed = _draw(plan)
        drawn = {each.id for each in plan.classes if each.picked == "draw"}
        worth = _worth(docket, first)
        prefix = (plan.problem_digest + "\n").encode()
        for number, people in items.items():
            waits = {person: place for place, person in enumerate(reserves.get(number, ()))}
            by_lot = seed if number in drawn else None

            def place(
                person: str, waits: dict[str, int] = waits, seed: bytes | None = by_lot
            ) -> tuple[bool, int, int, bytes]:
                lot = sha256(prefix + person.encode()) if seed is None else lot_of(seed, person)
                return person not in moves, waits.get(person, 0), -worth.get(person, 0), lot

            rank |= {person: n for n, person in enumerate(sorted(people, key=place))}
        return cls(plan_digest(plan), moves, rank, klass)

    @property
    def longest(self) -> int:
        """The number of items in the largest class."""
        return 1 + max(self.rank.values(), default=0)


def _draw(plan: Plan) -> tuple[dict[str, list[str]], bytes | None]:
    """The reserves of a draw by class, in their order, and its seed; nothing without a draw."""
    draw = plan.draw
    if draw is None or draw["seed"] is None:
        return {}, None
    return draw["reserves"], bytes.fromhex(draw["seed"])


def lot_of(seed: bytes, person: str) -> bytes:
    """Where a draw puts somebody among those alike: HMAC-SHA256(seed, id), as in `canje.draw`."""
    return hmac.digest(seed, person.encode(), "sha256")


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _worth(docket: Docket, first: Mapping[str, str]) -> dict[str, int]:
    """What items are worth in the column preferred first, by which a plan orders a class."""
    preferred = [level.column for level in docket.levels if isinstance(level, Prefer)]
    if not preferred:
        return {}
    column = docket.people.column(preferred[0])
    row_of = {person: row for row, person in enumerate(docket.people.ids)}
    worth: dict[str, int] = defaultdict(int)
    for person, leader in first.items():
        worth[leader] += int(column[row_of[person]] or 0)
    return worth
