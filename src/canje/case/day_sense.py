"""What a day's rows say that makes no sense together: of one person, of stops, of stages and times.

What cannot be is an error, so that nothing goes on from it: a stop that is lifted and never was, a
day before the case, somebody taken off who is aboard. What can be and is rarely meant is a notice:
a stage that is not the person's, a time that runs backwards.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from attrs import define, field

from canje.base.findings import At
from canje.case.case import Case
from canje.handover.outcome import OF_STAGES, OUT, Outcome
from canje.stage.schedule import Schedule

_LATEST = timedelta(days=366)
"""A handover this long after the case's date is rarely meant."""

_OFFSET = re.compile(r"(Z|[+-]\d\d:\d\d)$")


def note_nonsense(
    rows: Collection[Outcome], case: Case, schedule: Schedule | None, note: At
) -> None:
    """Note what makes no sense, row by row, by what the rows before say."""
    people = case.docket.people
    holder = dict(zip(people.ids, people.column("holder").texts(), strict=True))
    sense = _Sense(case, holder, _rides(schedule), note)
    for row in rows:
        sense.time(row)
        if row.what in OF_STAGES:
            sense.stop(row)
        else:
            sense.person(row)


def _rides(schedule: Schedule | None) -> Mapping[int, Mapping[str, frozenset[str | None]]]:
    """For each stage, by which legs each person of it goes."""
    found: dict[int, dict[str, frozenset[str | None]]] = {}
    for stage in schedule.stages if schedule is not None else ():
        legs: dict[str, set[str | None]] = defaultdict(set)
        for ride in stage.rides:
            for person in ride.people:
                legs[person].add(ride.leg)
        found[stage.number] = {person: frozenset(these) for person, these in legs.items()}
    return found


@define
class _Sense:
    case: Case
    holder: Mapping[str, str]
    rides: Mapping[int, Mapping[str, frozenset[str | None]]]
    note: At
    last: dict[str, Outcome] = field(factory=dict)
    stops: dict[tuple[str, int | None], Outcome] = field(factory=dict)
    timed: dict[int, Outcome] = field(factory=dict)
    """For each stage the row of a crossing with the latest time."""

    def time(self, row: Outcome) -> None:
        """A day long before or after the case's own."""
        if "T" not in row.time:
            return
        day, start = date.fromisoformat(row.time[:10]), self.case.docket.date
        if day < start.earliest:
            self.note("day.before-case", row.line, "time", row.time, date=str(start))
        elif day > start.latest + _LATEST:
            self.note("day.long-after", row.line, "time", row.time, date=str(start))

    def stop(self, row: Outcome) -> None:
        key = (row.person, row.stage)
        open_ = self.stops.get(key)
        column = "person" if row.person else "stage"
        value = row.person or str(row.stage)
        if open_ is not None and earlier(row.time, open_.time):
            self.note("day.earlier", row.line, "time", row.time, first=str(open_.line))
        if row.what == "resumed":
            if open_ is None:
                self.note("day.not-stopped", row.line, column, value, stopped=self._open())
            self.stops.pop(key, None)
            return
        if open_ is not None:
            self.note("day.again", row.line, column, value, first=str(open_.line), what=row.what)
        self.stops[key] = row
        legs = self.rides.get(row.stage) if row.stage is not None else None
        if row.person and legs is not None and not _runs(row.person, legs.values()):
            self.note("day.no-such-ride", row.line, "person", row.person, stage=str(row.stage))

    def _open(self) -> str:
        """What is stopped, as a row would name it."""
        names = [
            " ".join(filter(None, (leg, "" if stage is None else f"stage {stage}")))
            for leg, stage in self.stops
        ]
        return ", ".join(names) or "nothing"

    def person(self, row: Outcome) -> None:
        before = self.last.get(row.person)
        if not (before is not None and before.what == "crossed" and row.what == "died"):
            self.last[row.person] = row
        if before is not None:
            self._after(row, before)
        self._stage(row)
        if row.what == "replaced" and row.by in self.holder and row.by != row.person:
            mine, other = self.holder.get(row.person), self.holder[row.by]
            if mine != other:
                said = {"who": row.by, "other": other, "mine": mine or ""}
                self.note("day.other-side", row.line, "by", row.by, **said)
        if row.what in ("crossed", "aboard"):
            self._while_stopped(row)
            self._stage_order(row)

    def _after(self, row: Outcome, before: Outcome) -> None:
        """What cannot follow, or need not be said twice; a note takes the row before it back."""
        first = {"first": str(before.line)}
        off = before.what == "aboard" and row.what in OUT
        back = before.what == "replaced" and row.what in ("aboard", "crossed")
        if off or back:
            code = "day.corrected" if row.note else "day.contradicts"
            said = {"before": str(before.what), "what": str(row.what)}
            self.note(code, row.line, "person", row.person, **said, **first)
        elif before.what == row.what != "crossed" and not _more(row, before):
            self.note("day.again", row.line, "person", row.person, what=row.what, **first)
        staged = None not in (before.stage, row.stage) and before.stage != row.stage
        if before.what == "aboard" and row.what == "crossed" and staged:
            said = {"stage": str(before.stage)}
            self.note("day.two-stages", row.line, "stage", str(row.stage), **said, **first)

    def _stage(self, row: Outcome) -> None:
        """A stage of these stages in which the person does not go, but in another."""
        if row.stage is None or row.stage not in self.rides or row.person in self.rides[row.stage]:
            return
        theirs = sorted(number for number, people in self.rides.items() if row.person in people)
        if theirs:
            own = ", ".join(map(str, theirs))
            self.note("day.other-stage", row.line, "stage", str(row.stage), stage=own)

    def _while_stopped(self, row: Outcome) -> None:
        for (leg, stage), stop in self.stops.items():
            numbers = [row.stage] if row.stage is not None else [
                number for number, people in self.rides.items() if row.person in people
            ]  # fmt: skip
            if stage is not None and stage not in numbers:
                continue
            legs = [self.rides.get(number or 0, {}).get(row.person, ()) for number in numbers]
            if not leg or any(leg in each for each in legs):
                said = {"first": str(stop.line), "what": row.what}
                self.note("day.while-stopped", row.line, "person", row.person, **said)
                return

    def _stage_order(self, row: Outcome) -> None:
        if row.stage is None or not row.time or row.what != "crossed":
            return
        for number, other in self.timed.items():
            if number < row.stage and earlier(row.time, other.time):
                said = {"first": str(other.line), "stage": str(number)}
                self.note("day.stage-order", row.line, "time", row.time, **said)
                break
        latest = self.timed.get(row.stage)
        if latest is None or earlier(latest.time, row.time):
            self.timed[row.stage] = row


def _more(row: Outcome, before: Outcome) -> bool:
    """Whether a row says more than the one before it: somebody else, or a note."""
    return row.by != before.by or row.note not in ("", before.note)


def _runs(leg: str, legs: Iterable[frozenset[str | None]]) -> bool:
    return any(leg in each for each in legs)


def earlier(one: str, other: str) -> bool:
    """Whether a time is before another, as far as both say: by day and clock, or by the clock."""
    if not one or not other:
        return False
    if ("T" in one) != ("T" in other):  # one has no day: its clock is of the other's day
        day = (one if "T" in one else other)[:11]
        one, other = (each if "T" in each else day + each for each in (one, other))
    if bool(_OFFSET.search(one)) != bool(_OFFSET.search(other)):  # one has no zone: as the other's
        one, other = _OFFSET.sub("", one), _OFFSET.sub("", other)
    return _moment(one) < _moment(other)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text if "T" in text else f"2000-01-01T{text}")
