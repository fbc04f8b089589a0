"""The entries of a case and what people and the machine make of them: all that commands start from.

The lists' entries that stand today, the judgements about them, the parties' answers; and what the
linkage proposes where it was asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path

from attrs import evolve, frozen

from canje.base.findings import Findings, refusal
from canje.case.judgements import Human, read_human
from canje.case.lists import lists_of
from canje.reconcile.link import Linked, Settings, link
from canje.reconcile.persons import Entry, Person, entries_of, persons
from canje.reconcile.register import Judgement, Pair, Register, register
from canje.reconcile.review import carried
from canje.reconcile.versions import Standing, standing

FOLDER = "reconciled"
"""Where the machine's suggestions stand in a case folder, apart from what people wrote."""


@frozen(eq=False)
class Work:
    """The entries of a case as they stand, with all that was said of them."""

    folder: Path
    standing: Standing
    human: Human
    judgements: tuple[Judgement, ...]

    @property
    def people(self) -> int:
        """How many must agree before a judgement stands."""
        return 2 if self.human.two_persons else 1

    @cached_property
    def entries(self) -> dict[str, Entry]:
        return entries_of(self.standing)

    def linked(self, judgements: Sequence[Judgement] | None = None) -> Linked:
        """What the linkage proposes, by these judgements, or by all of the case."""
        said = self.judgements if judgements is None else judgements
        return link(self.standing.lists, said, Settings(people=self.people))

    def register(self) -> Register:
        """What the judgements say by themselves."""
        return register(self.judgements, people=self.people)

    def now(self, entry: str) -> str:
        """The entry that stands for an entry of any version."""
        return self.standing.now.get(entry, entry)

    def persons(
        self, joined: Sequence[Collection[str]], same: Iterable[Pair]
    ) -> tuple[Person, ...]:
        """The persons of these sets of entries; raises Refused where a holder is not known."""
        findings = Findings()
        human = self.human
        found = persons(
            self.standing, joined, same, human.said, human.parties, human.put_to,
            findings.at("case.yaml"),
        )  # fmt: skip
        if findings.errors():
            raise refusal(findings.all())
        return found


def read_work(folder: Path) -> Work:
    """Read lists, judgements and answers; raises Refused with everything that is wrong."""
    made = standing(lists_of(folder))
    human = read_human(folder, made.now.keys())
    return Work(folder, made, human, carried(human.judgements, made.now))


def with_judgements(work: Work, more: Sequence[Judgement]) -> Work:
    """The same work after more judgements."""
    return evolve(work, judgements=(*work.judgements, *carried(more, work.standing.now)))
