"""The checker: the bytes of stages, the plan, the case and the handover in, a verdict out."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from canje.base.refusals import Book
from canje.clear.plan import Plan
from canje.stage.check.ground import Ground, survey
from canje.stage.check.proof import SCALE, Claim, Proof, Wrong
from canje.stage.check.replay import Replay, replay
from canje.stage.check.verdict import WORDS, Verdict
from canje.stage.handover import PARTS, Handover, parts
from canje.stage.schedule import FORMAT, Level, Schedule
from canje.terms.docket import Docket

_CHANGES = ("stages", "seats", "exposed", "term", "simultaneous", "route")
_OUTCOMES = ("proved", "feasible", "infeasible", "stopped")


def verify(stages: bytes, plan: Plan, docket: Docket, handover: Handover) -> Verdict:
    """Whether everything that the stages say is so, with all that is not.

    The plan is taken as it stands: `clear.check` judges it. What is said to be in conflict and to
    help is not confirmed: `canje stage` solves it.
    """
    check = _Check(plan, docket, handover)
    check.run(stages)
    refusals = tuple(check.book.refusals)
    return Verdict(not refusals, refusals, tuple(check.confirmed), tuple(check.unconfirmed))


class _Check:
    """One run; what is confirmed grows as it goes."""

    def __init__(self, plan: Plan, docket: Docket, handover: Handover) -> None:
        self.plan, self.docket, self.handover = plan, docket, handover
        self.book = Book(WORDS, "The stages say")
        self.confirmed: list[str] = []
        self.unconfirmed: list[str] = []
        self._seen = 0

    def _passed(self, code: str) -> None:
        if self.book.count == self._seen:
            self.confirmed.append(code)
        self._seen = self.book.count

    def run(self, data: bytes) -> None:
        said = read(data, self.book)
        if said is None:
            return
        self._heads(said)
        self._passed("digests")
        try:
            ground = survey(self.docket, self.plan, self.handover)
        except ValueError as wrong:
            self.book.refuse("plan", "plan", str(wrong))
            return
        found: Replay | None = None
        if said.outcome in ("proved", "feasible"):
            found = replay(said, ground, self.book)
            if found is None:
                return
            if said.most is not None and len(said.stages) > said.most:
                self.book.refuse("most", "stages", len(said.stages), said.most)
            self._passed("stages")
        elif said.stages or said.exposures:
            self.book.refuse("outcome", "outcome", said.outcome)
        self._levels(said, ground, found)
        self._passed("bounds")
        if said.conflict:
            self.unconfirmed.append("conflict")
        if said.changes:
            self.unconfirmed.append(f"changes:{len(said.changes)}")
        if said.outcome != "infeasible" and (said.conflict or said.changes):
            self.book.refuse("outcome", "conflict", said.outcome)

    def _heads(self, said: Schedule) -> None:
        book = self.book
        if said.case != self.docket.case:
            book.refuse("case", "case", said.case, self.docket.case)
        if said.scenario != self.docket.scenario:
            book.refuse("scenario", "scenario", said.scenario, self.docket.scenario)
        plan = json.loads(self.plan.to_bytes())["digest"]["plan"]
        if said.plan_digest != plan:
            book.refuse("digest-plan", "digest.plan", said.plan_digest, plan)
        told = dict(said.handover)
        for name, found in parts(self.handover).items():
            if told[name] != found:
                book.refuse("digest-handover", f"digest.handover.{name}", told[name], found)

    def _levels(self, said: Schedule, ground: Ground, found: Replay | None) -> None:
        """The value of each level as replayed, its bound as proved, and what follows from both."""
        entries = self._entries(said)
        if entries is None:
            return
        values = _values(said, ground, found)
        if [each.level for each in said.levels] != list(values):
            self.book.refuse("level", "levels", [each.level for each in said.levels], list(values))
            return
        settled: list[tuple[str, int]] = []
        for level in said.levels:
            value = values[level.level]
            if level.value != value:
                self.book.refuse("value", level.level, level.value, value)
            peak = found.peak if found is not None else None
            entry = entries.pop(level.level, None)
            bound = self._bound(level, ground, entry, (len(said.stages), peak, tuple(settled)))
            if level.bound != bound:
                self.book.refuse("bound", level.level, level.bound, bound)
            if level.level in ground.levels and value is not None:
                settled.append((level.level, value))
        if entries:
            self.book.refuse("certificate", min(entries))
        self._outcome(said, ground)

    def _entries(self, said: Schedule) -> dict[str, Any] | None:
        if said.certificate is None:
            return {}
        whole = said.certificate
        keys = {"level", "stages", "bound", "tree"}
        right = whole.keys() == {"scale", "levels"} and whole["scale"] == SCALE
        if not right or not all(_is_entry(each, keys) for each in whole["levels"]):
            self.book.refuse("certificate", "certificate")
            return None
        entries = {each["level"]: each for each in whole["levels"]}
        if len(entries) != len(whole["levels"]):
            self.book.refuse("certificate", "certificate")
            return None
        return entries

    def _bound(
        self,
        level: Level,
        ground: Ground,
        entry: Any,
        settled: tuple[int, int | None, tuple[tuple[str, int], ...]],
    ) -> int | None:
        """The bound that a level's entry proves."""
        stages, peak, early = settled
        if entry is None:
            least = 1 if ground.people else 0
            return least if level.level == "stages" else None
        top = max((_given(ground, party) for party in ground.givers), default=0)
        if level.level == "stages":
            claim = Claim("stages", entry["stages"])
        elif level.level == "exposure":
            claim = Claim("exposure", stages, top=top)
        else:
            claim = Claim(level.level, stages, peak=peak, early=early)
        if type(entry["stages"]) is not int or entry["stages"] != claim.stages:
            self.book.refuse("certificate", level.level, entry["stages"], stages)
            return None
        if level.level == "stages" and not 0 < entry["stages"] <= len(ground.people):
            self.book.refuse("certificate", "stages", entry["stages"])
            return None
        try:
            found = Proof(ground, claim).bound(entry["tree"])
        except (Wrong, TypeError, ValueError, KeyError, AttributeError) as wrong:
            self.book.refuse("certificate", level.level, str(wrong))
            return None
        if level.level == "exposure":
            found = None if found is None else top - found
        proved = 0 if found is None else found
        if entry["bound"] != proved:
            self.book.refuse("bound", f"certificate, {level.level}", entry["bound"], proved)
        if level.level == "stages":
            return entry["stages"] + 1 if proved < len(ground.people) else None
        return max(proved, level.value or 0) if level.level in ground.levels else proved

    def _outcome(self, said: Schedule, ground: Ground) -> None:
        """What the levels bear out: all reached, some not, none possible, or nothing known."""
        if said.bound != (said.levels[0].bound if said.levels else None):
            self.book.refuse("bound", "bound", said.bound)
        if said.outcome in ("proved", "feasible"):
            proved = all(each.bound == each.value for each in said.levels)
            if (said.outcome == "proved") != proved:
                self.book.refuse("outcome", "outcome", said.outcome)
            return
        most = len(ground.units) if said.most is None else min(said.most, len(ground.units))
        closed = said.bound is not None and said.bound > most
        if (said.outcome == "infeasible") != closed:
            self.book.refuse("outcome", "outcome", said.outcome)


def _is_entry(entry: Any, keys: set[str]) -> bool:
    return type(entry) is dict and entry.keys() == keys and type(entry["level"]) is str


def _values(said: Schedule, ground: Ground, found: Replay | None) -> dict[str, int | None]:
    if found is None:
        return {"stages": None}
    count = len(said.stages)
    values: dict[str, int | None] = {"stages": count}
    if not ground.people:
        return values
    if ground.givers:
        values["exposure"] = found.peak
    for place, name in enumerate(ground.levels):
        values[name] = sum(
            count - found.stage[p.id] for p in ground.people.values() if place in p.early
        )
    return values


def _given(ground: Ground, party: str) -> int:
    return sum(p.holder == party != p.beneficiary for p in ground.people.values())


def read(data: bytes, book: Book) -> Schedule | None:
    """The stages that the bytes say: canonical, sealed, and of the right form; else None."""
    try:
        value = json.loads(data, parse_float=_no_float, parse_constant=_no_float)
        said = Schedule.from_bytes(data)
    except (ValueError, RecursionError):
        book.refuse("unreadable", "stages")
        return None
    if value.get("format") != FORMAT or not _formed(said, value):
        book.refuse("form", "stages")
        return None
    if encode(value) != data:
        book.refuse("not-canonical", "stages")
        return None
    seal = value["digest"]["stages"]
    value["digest"]["stages"] = ""
    found = "sha256:" + hashlib.sha256(encode(value)).hexdigest()
    if seal != found:
        book.refuse("digest-stages", "digest.stages", seal, found)
    return said


def encode(value: Any) -> bytes:
    """The canonical bytes of a stages file."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return (text + "\n").encode()


def _no_float(text: str) -> Any:
    raise ValueError(text)


_KEYS = {
    "format",
    "case",
    "scenario",
    "digest",
    "outcome",
    "bound",
    "most",
    "stages",
    "exposures",
    "certificate",
    "conflict",
    "changes",
    "levels",
}


def _formed(said: Schedule, value: Any) -> bool:
    """Whether every key is known and every value of its kind."""
    number, text = (int,), (str,)
    maybe, perhaps = (int, type(None)), (str, type(None))
    right = value.keys() == _KEYS and value["digest"].keys() == {"plan", "handover", "stages"}
    right &= dict(said.handover).keys() == set(PARTS) and _are(dict(said.handover).values(), text)
    right &= _are([said.case, said.plan_digest, *said.conflict], text)
    right &= _are([said.scenario], perhaps) and _are([said.bound, said.most], maybe)
    right &= said.outcome in _OUTCOMES and _are([said.certificate], (dict, type(None)))
    for stage, written in zip(said.stages, value["stages"], strict=True):
        right &= written.keys() == {"number", "day", "rides", "waits"}
        right &= _are([stage.number, stage.day], number) and _are(stage.waits, text)
        right &= all(each.keys() == {"leg", "people"} for each in written["rides"])
        for ride in stage.rides:
            right &= _are([ride.leg], perhaps) and _are(ride.people, text)
    for exposure, written in zip(said.exposures, value["exposures"], strict=True):
        right &= written.keys() == {"party", "limit", "after"} and _are([exposure.party], text)
        right &= _are([exposure.limit], maybe) and _are(exposure.after, number)
    for level in said.levels:
        right &= _are([level.level], text) and _are([level.value, level.bound], maybe)
    for change in said.changes:
        right &= change.what in _CHANGES
        right &= _are([change.of], perhaps) and _are([change.by, change.to], maybe)
    return bool(right)


def _are(values: Any, kinds: tuple[type, ...]) -> bool:
    return all(type(each) in kinds for each in values)  # not isinstance: true is no 1
