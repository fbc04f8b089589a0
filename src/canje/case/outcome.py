"""Reading a day's file: what happened to whom, every row that cannot be so found at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from attrs import define, field

from canje.base.findings import At, Finding, Findings, refusal
from canje.case.case import Case
from canje.case.day_sense import earlier, note_nonsense
from canje.clear.plan import Plan
from canje.handover.outcome import OF_STAGES, OUT, OUTCOMES, Day, Outcome, What
from canje.handover.overlay import who_can
from canje.intake.cells import Cells, Fault, has_columns
from canje.intake.table import Sheet, read_csv
from canje.stage.schedule import Schedule
from canje.terms.eligible import Eligibility

COLUMNS = ("person", "outcome", "stage", "time", "note", "by")

_TIME = re.compile(
    r"(?:\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T)?"
    r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-](0\d|1[0-4]):[0-5]\d)?"
)
_LAST = 100_000


def read_day(
    path: Path, case: Case, plan: Plan | None = None, schedule: Schedule | None = None
) -> tuple[Day, tuple[Finding, ...]]:
    """A day's file and its notices; raises Refused (or Unreadable) with all that is wrong.

    With the announced plan whoever crossed without being announced is noticed; with the schedule
    stages are known.
    """
    findings = Findings()
    note = findings.at(path.name)
    sheet = read_csv(path, note)
    rows = () if sheet is None else _rows(sheet, note, case, schedule)
    if not findings.errors():
        _Judge(case, plan, note).all(rows)
        note_nonsense(rows, case, schedule, note)
    if sheet is None or findings.errors():
        raise refusal(findings.all())
    return Day(rows), findings.all()


def _rows(sheet: Sheet, note: At, case: Case, schedule: Schedule | None) -> tuple[Outcome, ...]:
    if not has_columns(sheet, note, COLUMNS[:2], COLUMNS):
        return ()
    cells = Cells(sheet, note)
    what = cells.rows("outcome", _what)
    stages = cells.rows("stage", partial(_stage, most=_most(schedule)))
    times = cells.rows("time", _time)
    people, legs = frozenset(case.docket.people.ids), _legs(case, schedule)
    texts = {name: sheet.texts(name) for name in ("person", "note", "by")}
    made = []
    for number, line in enumerate(sheet.lines.tolist()):
        said, who = what[number], texts["person"][number]
        if said is None:  # told already; whom the row means can be wrong besides
            if who and who not in people and who not in legs:
                note("person.unknown", line, "person", who, among=people)
            continue
        if said in OF_STAGES:
            if who and who not in legs:
                note("leg.unknown", line, "person", who, among=legs)
            elif not who and stages[number] is None:
                note("day.stop", line, "person", what=said)
        elif who not in people:
            note("person.unknown", line, "person", who, among=people)
        made.append(
            Outcome(
                who, said, stages[number], times[number] or "",
                texts["note"][number], texts["by"][number], line,
            )
        )  # fmt: skip
    return tuple(made)


def _legs(case: Case, schedule: Schedule | None) -> frozenset[str]:
    legs = {leg.id for leg in case.handover.legs}
    for stage in schedule.stages if schedule is not None else ():
        legs |= {ride.leg for ride in stage.rides if ride.leg is not None}
    return frozenset(legs)


def _most(schedule: Schedule | None) -> int:
    if schedule is None:
        return _LAST
    return max((stage.number for stage in schedule.stages), default=0)


def _what(text: str) -> What:
    for known in OUTCOMES:
        if text == known:
            return known
    raise Fault("value.choice", OUTCOMES)


def _stage(text: str, most: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= _LAST):
        raise Fault("value.number", least="1", most=f"{most:,}")
    if int(text) > most:
        raise Fault("day.stage", most=f"{most:,}")
    return int(text)


def _time(text: str) -> str:
    if text and _TIME.fullmatch(text) is None:
        raise Fault("value.time")
    if "T" in text:
        try:
            date.fromisoformat(text[:10])
        except ValueError:
            raise Fault("value.time") from None
    return text


@define
class _Judge:
    """Goes through the rows in order, with what stands about everybody so far."""

    case: Case
    plan: Plan | None
    note: At
    last: dict[str, Outcome] = field(factory=dict)

    def all(self, rows: Collection[Outcome]) -> None:
        docket = self.case.docket
        can = who_can(docket)
        row_of = {person: row for row, person in enumerate(docket.people.ids)}
        for row in rows:
            if row.what not in OF_STAGES:
                self._one(row, can, row_of)
                if not (row.what == "died" and self._has_crossed(row.person)):
                    self.last[row.person] = row
        standing = Day(tuple(rows)).standing
        for row in standing.values():
            if row.what == "replaced":
                self._replacement(row, standing, can, row_of)
        if self.plan is not None:
            announced = {each.id for each in self.plan.people}
            announced |= {row.by for row in standing.values() if row.what == "replaced"}
            for row in standing.values():
                if row.what in ("crossed", "aboard") and row.person not in announced:
                    self.note("day.not-announced", row.line, "person", row.person)

    def _has_crossed(self, person: str) -> bool:
        return person in self.last and self.last[person].what == "crossed"

    def _one(self, row: Outcome, can: Eligibility, row_of: Mapping[str, int]) -> None:
        before = self.last.get(row.person)
        if row.what in ("crossed", "aboard"):
            barrier = can.barrier_of(row_of[row.person])
            if barrier is not None:
                said = {"reason": barrier.published, "what": row.what}
                self.note("day.cannot-cross", row.line, "person", row.person, **said)
        if before is None:
            return
        first = {"first": str(before.line)}
        if earlier(row.time, before.time):
            self.note("day.earlier", row.line, "time", row.time, **first)
        final = before.what == "died" or (before.what == "crossed" and row.what != "died")
        if before.what == row.what == "crossed":
            self.note("day.crossed-twice", row.line, "person", row.person, **first)
        elif final and before.what != row.what:
            code = "day.corrected" if row.note else "day.contradicts"
            self.note(
                code, row.line, "person", row.person, before=before.what, what=row.what, **first
            )

    def _replacement(
        self,
        row: Outcome,
        standing: Mapping[str, Outcome],
        can: Eligibility,
        row_of: Mapping[str, int],
    ) -> None:
        if not row.by:
            self.note("day.replaced", row.line, "by")
            return
        reason = ""
        own = standing.get(row.by)
        if row.by not in row_of:
            reason = "nobody in the case has this id"
        elif row.by == row.person or (own is not None and (own.what in OUT or own.what == "died")):
            reason = "this person is out of the round"
        elif can.barrier_of(row_of[row.by]) is not None:
            reason = "this person cannot move"
        elif self.plan is not None and any(each.id == row.by for each in self.plan.people):
            reason = "this person was announced already"
        elif any(
            other.what == "replaced" and other.by == row.by and other.person != row.person
            for other in standing.values()
        ):
            reason = "this person goes instead of somebody else"
        if reason:
            self.note("day.replacement", row.line, "by", row.by, who=row.by, reason=reason)
