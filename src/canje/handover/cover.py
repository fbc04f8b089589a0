"""The cover sheet of a stage: all that moves at once, how many, and what it waits for first.

Whoever carries is neutral and counts everybody. A party counts only whom it hands over and who
comes to it; the other legs that move at the same moment are named to it without a number. Who goes
to a place of no party is counted by whoever receives there, who is neutral too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from attrs import frozen

from canje.clear.plan import Plan
from canje.handover.manifest import Manifest, Reader, manifests
from canje.stage.handover import Handover
from canje.stage.schedule import Schedule
from canje.terms.docket import Docket


@frozen
class Group:
    """So many people of one holder, for one beneficiary, to one destination."""

    holder: str
    beneficiary: str
    destination: str
    people: int


@frozen
class Way:
    """A leg of the stage, and how many go by it; one of None is freedom on the spot.

    Where it has an `end` all the same, people go there by a way that the handover does not know.
    `given`: whom the reader's party hands over there; `got`: who comes to it. Whoever carries has
    everybody in `given`. Both are empty where the reader is told no number.
    """

    leg: str | None
    start: str
    end: str
    given: tuple[Group, ...]
    got: tuple[Group, ...]


@frozen(kw_only=True)
class Cover:
    """The cover of a stage for one reader.

    `party` is None for whoever carries, and for whoever receives at a place of no party, `to`.
    Their people are all in `given`. `given` and `got` count people once, also those who take two
    legs. `papers` are the stage's papers for this reader, each with a sheet of its own.
    """

    case: str
    plan: str
    reader: Reader
    stage: int
    stages: int
    day: int
    party: str | None
    waits: tuple[str, ...]
    ways: tuple[Way, ...]
    given: int
    got: int
    papers: tuple[Manifest, ...]
    to: str = ""

    @property
    def name(self) -> str:
        """A name for the file; it stands before those of the stage's papers."""
        at = f"at-{self.to}" if self.to else None
        parts = [f"stage-{self.stage:02}", "0-cover", self.party, at, self.reader]
        return "-".join(part for part in parts if part)


def covers(
    docket: Docket,
    plan: Plan,
    schedule: Schedule,
    handover: Handover,
    reader: Reader,
    *,
    thirds: Collection[str],
) -> tuple[Cover, ...]:
    """All covers of one reader: one a stage, or one for each party that has a paper in it.

    `thirds` are the destinations beside the parties'; each has covers of its own.
    """
    given, got, own = (
        manifests(docket, plan, schedule, handover, each, thirds=thirds)
        for each in ("hand-over", "receive", reader)
    )
    return tuple(_Writer(plan, given, got, own, reader).all())


_Way = tuple[str | None, str, str]


class _Writer:
    def __init__(
        self,
        plan: Plan,
        given: Iterable[Manifest],
        got: Iterable[Manifest],
        own: Iterable[Manifest],
        reader: Reader,
    ) -> None:
        self.kinds = {
            each.id: (each.holder, each.beneficiary, each.destination) for each in plan.people
        }
        self.given, self.got, self.own, self.reader = tuple(given), tuple(got), tuple(own), reader

    def all(self) -> Iterator[Cover]:
        for stage in sorted({each.stage for each in self.own}):
            papers = [each for each in self.own if each.stage == stage]
            readers = {self._reader(each) for each in papers}
            for party, to in sorted(readers, key=lambda each: (each[0] or "", each[1])):
                yield self._cover(stage, party, to, papers)

    def _reader(self, paper: Manifest) -> tuple[str | None, str]:
        """The party that a paper is for, or the place of no party; neither for whoever carries."""
        if self.reader == "carry":
            return None, ""
        return paper.party, paper.to if paper.party is None else ""

    def _cover(self, stage: int, party: str | None, to: str, papers: list[Manifest]) -> Cover:
        given = [each for each in self.given if each.stage == stage]
        got = [each for each in self.got if each.stage == stage]
        ways = {(each.leg, each.end): each for each in given}
        papers = [each for each in papers if self._reader(each) == (party, to)]
        if party is not None:
            given = [each for each in given if each.party == party]
            got = [each for each in got if each.party == party]
        else:
            given = papers if to else given
            got = []
        first = papers[0]
        return Cover(
            case=first.case,
            plan=first.plan,
            reader=self.reader,
            stage=stage,
            stages=first.stages,
            day=first.day,
            party=party,
            waits=first.waits,
            ways=tuple(
                Way(*way, self._groups(given, way), self._groups(got, way))
                for way in _ordered(ways.values())
            ),
            given=len({person for each in given for person in each.column("id")}),
            got=len({person for each in got for person in each.column("id")}),
            papers=tuple(papers),
            to=to,
        )

    def _groups(self, papers: Iterable[Manifest], way: _Way) -> tuple[Group, ...]:
        """How many on a leg have the same sides and destination, in their order."""
        count = Counter(
            self.kinds[person]
            for each in papers
            if (each.leg, each.end) == (way[0], way[2])
            for person in each.column("id")
        )
        return tuple(Group(*kind, people) for kind, people in sorted(count.items()))


def _ordered(papers: Iterable[Manifest]) -> list[_Way]:
    """Leg, start and end of papers, in the order of legs and ends."""
    found: list[_Way] = [(each.leg, each.start, each.end) for each in papers]
    return sorted(found, key=lambda way: (way[0] or "", way[2]))
