"""Manifests: who goes by which leg in which stage, as each of those who handle them may see it.

Whoever hands over needs to find the right person and no more: id, name, birth, where the person
is. Whoever carries needs to count and to care: id, name, health, who travels together. Whoever
receives needs to expect: id, name, who belongs together, health. Nobody sees a consent, a reason,
or another party's people; each leg and each party has its own paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from attrs import frozen

from canje.clear.plan import Plan
from canje.handover.overlay import leaders
from canje.stage.handover import Handover, Leg
from canje.stage.schedule import Ride, Schedule, Stage
from canje.terms.docket import Docket

Reader = Literal["hand-over", "carry", "receive"]
READERS: tuple[Reader, ...] = get_args(Reader)

Field = Literal["id", "name", "born", "place", "health", "together"]
SEEN: dict[Reader, tuple[Field, ...]] = {
    "hand-over": ("id", "name", "born", "place"),
    "carry": ("id", "name", "health", "together"),
    "receive": ("id", "name", "together", "health"),
}
"""What each reader may see of a person, in the order of columns."""

A_PAGE = 18
"""Lines on one sheet of A4."""


@frozen
class Line:
    """One person: the number on the paper, and what the reader may see."""

    number: int
    cells: tuple[str, ...]


@frozen
class Manifest:
    """One paper: a leg of a stage for one reader. `party`: whose people, where that is one party.

    `start` and `end` are places; a leg of None is freedom on the spot.
    """

    case: str
    reader: Reader
    stage: int
    stages: int
    day: int
    leg: str | None
    start: str
    end: str
    party: str | None
    lines: tuple[Line, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return SEEN[self.reader]

    @property
    def name(self) -> str:
        """A name for the file, which tells nothing but which paper it is."""
        parts = [f"stage-{self.stage:02}", self.leg or "on-the-spot", self.party, self.reader]
        return "-".join(part for part in parts if part)

    @property
    def pages(self) -> tuple[tuple[Line, ...], ...]:
        """The lines sheet by sheet; a paper without people is still a sheet."""
        starts = range(0, max(len(self.lines), 1), A_PAGE)
        return tuple(self.lines[start : start + A_PAGE] for start in starts)


def manifests(
    docket: Docket, plan: Plan, schedule: Schedule, handover: Handover, reader: Reader
) -> tuple[Manifest, ...]:
    """All papers of one reader, stage by stage, leg by leg, in the order of ids."""
    return tuple(_Writer(docket, plan, schedule, handover, reader).all())


class _Writer:
    def __init__(
        self,
        docket: Docket,
        plan: Plan,
        schedule: Schedule,
        handover: Handover,
        reader: Reader,
    ) -> None:
        self.docket, self.schedule, self.reader = docket, schedule, reader
        self.legs = {leg.id: leg for leg in handover.legs}
        self.places = {place.id: place.name for place in handover.places}
        self.row_of = {person: row for row, person in enumerate(docket.people.ids)}
        self.unit = leaders(docket)
        self.side = {each.id: (each.holder, each.beneficiary) for each in plan.people}
        self.going = {each.id: each.destination for each in plan.people}

    def all(self) -> Iterator[Manifest]:
        for stage in self.schedule.stages:
            for ride in sorted(stage.rides, key=lambda ride: ride.leg or ""):
                for party, people in self._shares(ride):
                    yield self._paper(stage, ride.leg, party, people)

    def _shares(self, ride: Ride) -> list[tuple[str | None, list[str]]]:
        """The people of a ride, party by party where a party reads the paper."""
        people = sorted(person for person in ride.people if person in self.side)
        if self.reader == "carry" and ride.leg is not None:
            return [(None, people)] if people else []
        place = 1 if self.reader == "receive" else 0
        by_party: dict[str, list[str]] = defaultdict(list)
        for person in people:
            by_party[self.side[person][place]].append(person)
        return [(party or None, who) for party, who in sorted(by_party.items())]

    def _paper(
        self, stage: Stage, leg: str | None, party: str | None, people: Sequence[str]
    ) -> Manifest:
        known = self.legs.get(leg or "")
        number = {person: place for place, person in enumerate(people, start=1)}
        return Manifest(
            self.docket.case,
            self.reader,
            stage.number,
            max(each.number for each in self.schedule.stages),
            stage.day,
            leg,
            self._place(known, "start"),
            self._place(known, "end"),
            party,
            tuple(self._line(person, number) for person in people),
        )

    def _place(self, leg: Leg | None, end: Literal["start", "end"]) -> str:
        if leg is None:
            return ""
        place = leg.start if end == "start" else leg.end
        return self.places.get(place, place)

    def _line(self, person: str, number: dict[str, int]) -> Line:
        return Line(
            number[person], tuple(self._cell(person, each, number) for each in SEEN[self.reader])
        )

    def _cell(self, person: str, field: Field, number: dict[str, int]) -> str:
        if field == "id":
            return person
        row = self.row_of[person]
        if field == "together":
            mine = self.unit[row]
            others = (
                number[each]
                for each in number
                if each != person and self.unit[self.row_of[each]] == mine
            )
            return _numbers(others)
        text = self.docket.people.column(field)[row]
        if field == "place":
            return self.places.get(text, text)
        return text


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
