"""Manifests: who goes by which leg in which stage, as each of those who handle them may see it.

All see who it is (id, both sides' numbers, the name in both scripts) and where the person goes.
Whoever hands over has to find the right person: birth, place. Whoever carries has to fetch, count
and care: place, health, who travels together. Whoever receives expects: who belongs together,
health. Nobody sees a consent, a reason, or another party's people; each leg and each party has its
own paper.

Nobody stands on a reception list of a place that is not his or her destination: not where the way
goes on, and not where somebody is freed on the spot, for there nobody receives. Who goes to a place
of no party, or of another one than the beneficiary, is on a list of that place, which is for
whoever receives there; the beneficiary may be whom they fear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal, get_args

from attrs import frozen

from canje.clear.plan import Plan
from canje.handover.overlay import leaders
from canje.stage.explain import astray
from canje.stage.flows import trips
from canje.stage.handover import Handover, Leg
from canje.stage.schedule import Ride, Schedule, Stage, plan_digest
from canje.terms.docket import Docket
from canje.terms.term import Guard, resolved

Reader = Literal["hand-over", "carry", "receive"]
READERS: tuple[Reader, ...] = get_args(Reader)

Field = Literal[
    "id", "holder_number", "seeker_number", "name", "name_other",
    "born", "place", "destination", "health", "together",
]  # fmt: skip
_WHO: tuple[Field, ...] = ("id", "holder_number", "seeker_number", "name", "name_other")
SEEN: dict[Reader, tuple[Field, ...]] = {
    "hand-over": (*_WHO, "born", "place", "destination"),
    "carry": (*_WHO, "place", "destination", "health", "together"),
    "receive": (*_WHO, "destination", "health", "together"),
}
"""What each reader may see of a person, in the order of columns."""


class Astray(Exception):
    """Stages that take people elsewhere than to their destinations: no paper is made from them.

    `people` are ids with the place where the legs end and the destination.
    """

    def __init__(self, people: tuple[tuple[str, str, str], ...]) -> None:
        self.people = people
        told = ", ".join(
            f"{who} to {end or 'nowhere'}, not {goal or 'known'}" for who, end, goal in people[:12]
        )
        super().__init__(told + (f" and {len(people) - 12:,} more" if len(people) > 12 else ""))


@frozen
class Line:
    """One person: the number on the paper, and what the reader may see."""

    number: int
    cells: tuple[str, ...]


@frozen(kw_only=True)
class Manifest:
    """One paper: a leg of a stage for one reader. `party`: whose people, where that is one party.

    `start` and `end` are places. `to` is the destination of all on a reception list, and of those
    who have no leg because the handover has none; with neither leg nor `to` they are freed on the
    spot. `waits` are the guards that the stage waits for, as the case words them; `plan` is the
    digest of the plan.
    """

    case: str
    plan: str
    reader: Reader
    stage: int
    stages: int
    day: int
    leg: str | None
    start: str
    end: str
    party: str | None
    waits: tuple[str, ...]
    lines: tuple[Line, ...]
    to: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        return SEEN[self.reader]

    @property
    def name(self) -> str:
        """A name for the file, which tells nothing but which paper it is."""
        way = self.leg or (f"to-{self.to}" if self.to else "on-the-spot")
        parts = [f"stage-{self.stage:02}", way, self.party, self.reader]
        return "-".join(part for part in parts if part)

    def column(self, field: Field) -> tuple[str, ...]:
        """A fact of everybody on the paper, in the order of lines."""
        place = self.fields.index(field)
        return tuple(line.cells[place] for line in self.lines)


def manifests(
    docket: Docket,
    plan: Plan,
    schedule: Schedule,
    handover: Handover,
    reader: Reader,
    *,
    thirds: Collection[str],
) -> tuple[Manifest, ...]:
    """All papers of one reader, stage by stage, leg by leg, in the order of ids.

    `thirds` are the destinations beside the parties'. Astray where the stages take somebody
    elsewhere than to the destination that the plan gives.
    """
    return tuple(_Writer(docket, plan, schedule, handover, reader, thirds).all())


class _Writer:
    def __init__(
        self,
        docket: Docket,
        plan: Plan,
        schedule: Schedule,
        handover: Handover,
        reader: Reader,
        thirds: Collection[str],
    ) -> None:
        self.docket, self.schedule, self.reader = docket, schedule, reader
        self.plan = plan_digest(plan)
        self.parties = frozenset(party.id for party in docket.parties)
        self.elsewhere = self.parties | frozenset(thirds)
        self.legs = {leg.id: leg for leg in handover.legs}
        self.places = {place.id: place.name for place in handover.places}
        self.needs = _needs(docket, handover)
        self.row_of = {person: row for row, person in enumerate(docket.people.ids)}
        self.unit = leaders(docket)
        self.side = {each.id: (each.holder, each.beneficiary) for each in plan.people}
        self.trips = trips(docket, plan)
        if wrong := astray(self.trips, handover, schedule):
            raise Astray(wrong)

    def all(self) -> Iterator[Manifest]:
        for stage in self.schedule.stages:
            for ride in sorted(stage.rides, key=lambda ride: ride.leg or ""):
                for (party, to), people in self._shares(ride):
                    yield self._paper(stage, ride.leg, party, to, people)

    def _shares(self, ride: Ride) -> list[tuple[tuple[str, str], list[str]]]:
        """The people of a ride, by the party that reads the paper and the place it is of."""
        shares: dict[tuple[str, str], list[str]] = defaultdict(list)
        for person in sorted(each for each in ride.people if each in self.side):
            to = self._to(person, ride.leg)
            if to is not None:
                shares[self._party(person, ride.leg), to].append(person)
        return sorted(shares.items())

    def _to(self, person: str, leg: str | None) -> str | None:
        """The destination, where the paper is of one; None for who is on no such paper."""
        trip = self.trips[person]
        stays = leg is None and (
            bool(self.legs) or trip.destination in ("", trip.holder, trip.place)
        )
        if self.reader == "receive":
            arrives = leg is None or self.legs[leg].end == trip.destination
            return trip.destination if arrives and not stays else None
        return "" if leg is not None or stays else trip.destination

    def _party(self, person: str, leg: str | None) -> str:
        """The party that reads the paper; empty where it is none."""
        holder, beneficiary = self.side[person]
        if self.reader == "hand-over":
            return holder
        if self.reader == "carry":
            return "" if leg is not None else holder
        to = self.trips[person].destination
        return "" if to != beneficiary and to in self.elsewhere else beneficiary

    def _paper(
        self, stage: Stage, leg: str | None, party: str, to: str, people: Sequence[str]
    ) -> Manifest:
        known = self.legs.get(leg or "")
        number = {person: place for place, person in enumerate(people, start=1)}
        return Manifest(
            case=self.docket.case,
            plan=self.plan,
            reader=self.reader,
            stage=stage.number,
            stages=max(each.number for each in self.schedule.stages),
            day=stage.day,
            leg=leg,
            start=self._place(known, "start"),
            end=self._place(known, "end") or self.places.get(to, to),
            party=party or None,
            waits=tuple(dict.fromkeys(self.needs.get(each, each) for each in stage.waits)),
            lines=tuple(self._line(person, number) for person in people),
            to=to,
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
        if field == "destination":
            return self.trips[person].destination
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
        if field in ("holder_number", "seeker_number"):
            party = self.side[person][0 if field == "holder_number" else 1]
            return number_of(text, party, self.parties)
        return text


def _needs(docket: Docket, handover: Handover) -> dict[str, str]:
    """What each guard waits for, whether the handover or a term says so."""
    needs = {guard.id: guard.needs for guard in handover.guards}
    for term in docket.terms:
        rule = resolved(term.rule, docket.facts)
        if isinstance(rule, Guard):
            needs[term.id] = rule.needs
    return needs


def number_of(text: str, party: str, parties: Collection[str]) -> str:
    """A party's own number for a person; another party's number beside it is not told.

    >>> number_of("N: 12 | E: 9", "N", {"N", "E"}), number_of("K-77", "N", {"N", "E"})
    ('12', 'K-77')
    """
    told = []
    for part in text.split(" | "):
        who, colon, number = part.partition(": ")
        if not colon or who not in parties:
            told.append(part)
        elif who == party:
            told.append(number)
    return ", ".join(told)


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
