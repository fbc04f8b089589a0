"""What happened on the day, row by row, and what the rows come to.

Rows are only ever added. The latest row about a person stands, and the earlier ones are kept; a
crossing stands against all that comes after it but a row that takes it back in so many words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, get_args

from attrs import frozen

from canje.stage.schedule import Schedule

What = Literal[
    "crossed",
    "aboard",
    "refused",
    "absent",
    "unfit",
    "died",
    "replaced",
    "stopped",
    "resumed",
    "not-in-this-round",
]
"""What can be said: of a person, or (`stopped`, `resumed`) of a leg or a stage.

`not-in-this-round` is what parties are told of whoever refused, was absent or unfit, or was on a
leg that stopped; the desk's own file says which.
"""

OUTCOMES: tuple[What, ...] = get_args(What)
OF_STAGES: tuple[What, ...] = ("stopped", "resumed")
OUT: tuple[What, ...] = ("refused", "absent", "unfit", "replaced", "not-in-this-round")
"""What takes a person out of the round, living."""

NOT_IN_THIS_ROUND = "not-in-this-round"


@frozen
class Outcome:
    """A row: of `person` (or of the leg of that id) this was said, in which stage, when, by whom.

    `by` says who goes instead where a person is `replaced`, and else who reports it. `line` is
    where the row stands.
    """

    person: str
    what: What
    stage: int | None = None
    time: str = ""
    note: str = ""
    by: str = ""
    line: int = 0


@frozen
class Day:
    """All rows, in the order in which they were added."""

    rows: tuple[Outcome, ...] = ()

    @cached_property
    def standing(self) -> Mapping[str, Outcome]:
        """The row that stands about each person, by id."""
        last: dict[str, Outcome] = {}
        for row in self.rows:
            if row.what in OF_STAGES:
                continue
            before = last.get(row.person)
            if before is not None and before.what == "crossed" and row.what == "died":
                continue  # who has crossed has crossed, whatever comes after
            last[row.person] = row
        return dict(sorted(last.items()))

    @cached_property
    def stopped(self) -> tuple[Outcome, ...]:
        """The stops that nothing has lifted: of a leg, a stage, or a leg in one stage."""
        last: dict[tuple[str, int | None], Outcome] = {}
        for row in self.rows:
            if row.what in OF_STAGES:
                last[row.person, row.stage] = row
        return tuple(row for _, row in sorted(last.items(), key=_place) if row.what == "stopped")


def _place(entry: tuple[tuple[str, int | None], Outcome]) -> tuple[int, str]:
    (leg, stage), _ = entry
    return (-1 if stage is None else stage, leg)


def is_stopped(stops: tuple[Outcome, ...], stage: int, leg: str | None) -> bool:
    """Whether a leg does not go in a stage."""
    return any(
        (not stop.person or stop.person == leg) and stop.stage in (None, stage) for stop in stops
    )


@frozen
class Account:
    """What the day comes to: who has crossed, who is aboard, who is out, who is dead.

    `instead` are pairs: who goes in whose place. It is what the parties may know of the day: of
    those who are out, only that they are. Everything is in the order of ids.
    """

    crossed: tuple[str, ...] = ()
    aboard: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    died: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, day: Day, schedule: Schedule | None = None) -> Account:
        """The account of a day; with a schedule, those whom a stop leaves behind are out."""
        of: dict[str, list[str]] = {"crossed": [], "aboard": [], "died": []}
        out = {person for person, row in day.standing.items() if row.what in OUT}
        for person, row in day.standing.items():
            of.get(row.what, []).append(person)
        if schedule is not None and day.stopped:
            out |= left_behind(schedule, day.stopped) - day.standing.keys()
        instead = [
            (person, row.by) for person, row in day.standing.items() if row.what == "replaced"
        ]
        return cls(
            tuple(of["crossed"]),
            tuple(of["aboard"]),
            tuple(sorted(out)),
            tuple(of["died"]),
            tuple(instead),
        )

    @property
    def fixed(self) -> tuple[str, ...]:
        """Who has gone and cannot be called back: crossed, or aboard."""
        return tuple(sorted((*self.crossed, *self.aboard)))

    def rows(self) -> tuple[Outcome, ...]:
        """The account as a day's rows, for the parties: nobody's own reason is in it."""
        instead = dict(self.instead)
        told: list[Outcome] = []
        for what, people in (
            ("crossed", self.crossed),
            ("aboard", self.aboard),
            ("died", self.died),
        ):
            told += [Outcome(person, what) for person in people]  # type: ignore[arg-type]
        for person in self.out:
            if person in instead:
                told.append(Outcome(person, "replaced", by=instead[person]))
            else:
                told.append(Outcome(person, "not-in-this-round"))
        return tuple(sorted(told, key=lambda row: row.person))


def left_behind(schedule: Schedule, stops: tuple[Outcome, ...]) -> set[str]:
    """Who cannot ride because a leg that they need, or the stage, is stopped."""
    return {
        person
        for stage in schedule.stages
        for ride in stage.rides
        if is_stopped(stops, stage.number, ride.leg)
        for person in ride.people
    }
