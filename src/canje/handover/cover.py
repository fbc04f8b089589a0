"""The cover sheet of a stage: all that moves at once, how many, and what it waits for first.

Whoever carries is neutral and counts everybody. A party counts only whom it hands over and who
comes to it; the other legs that move at the same moment are named to it without a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

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
    """The cover of a stage for one reader; `party` is None for whoever carries.

    `given` and `got` count people once, also those who take two legs. `papers` are the stage's
    papers for this reader, each with a sheet of its own.
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

    @property
    def name(self) -> str:
        """A name for the file; it stands before those of the stage's papers."""
        parts = [f"stage-{self.stage:02}", "0-cover", self.party, self.reader]
        return "-".join(part for part in parts if part)


def covers(
    docket: Docket, plan: Plan, schedule: Schedule, handover: Handover, reader: Reader
) -> tuple[Cover, ...]:
    """All covers of one reader: one a stage, or one for each party that has a paper in it."""
    given = manifests(docket, plan, schedule, handover, "hand-over")
    got = manifests(docket, plan, schedule, handover, "receive")
    own = manifests(docket, plan, schedule, handover, reader)
    return tuple(_Writer(plan, given, got, own, reader).all())


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
            parties: set[str | None] = {each.party for each in papers}
            if self.reader == "carry":
                parties = {None}
            for party in sorted(parties, key=lambda each: each or ""):
                yield self._cover(stage, party, papers)

    def _cover(self, stage: int, party: str | None, papers: list[Manifest]) -> Cover:
        given = [each for each in self.given if each.stage == stage]
        got = [each for each in self.got if each.stage == stage]
        legs = {each.leg: each for each in given}
        if self.reader == "carry":
            got = []
        else:
            given = [each for each in given if each.party == party]
            got = [each for each in got if each.party == party]
            papers = [each for each in papers if each.party == party]
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
                Way(leg, of.start, of.end, self._groups(given, leg), self._groups(got, leg))
                for leg, of in sorted(legs.items(), key=lambda pair: pair[0] or "")
            ),
            given=len({person for each in given for person in each.column("id")}),
            got=len({person for each in got for person in each.column("id")}),
            papers=tuple(papers),
        )

    def _groups(self, papers: Iterable[Manifest], leg: str | None) -> tuple[Group, ...]:
        """How many of a leg's people have the same sides and destination, in their order."""
        count = Counter(
            self.kinds[person] for each in papers if each.leg == leg for person in each.column("id")
        )
        return tuple(Group(*kind, people) for kind, people in sorted(count.items()))
