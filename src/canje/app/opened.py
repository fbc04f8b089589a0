"""A plan opened with its case: used only where nothing that it was made from has changed.

Whatever reads a plan file comes through here. Three things are seen to, each by itself: the parts
of the case that everybody knows are as the plan names them; on the desk's machine, what only the
desk knows is as the desk's own copy beside the plan names it; and nobody is planned for a move
that the case does not allow today.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

import attrs
from attrs import frozen

from canje.app import service
from canje.app.service import NoCase, NoPlan, OtherState
from canje.base.canonical import sha256
from canje.case.case import Case
from canje.case.origins import OfDay, Origins, beside, changed, changed_handover, drawn_otherwise
from canje.clear.plan import Plan
from canje.handover.choice import Choice
from canje.handover.overlay import continues
from canje.stage.check import verify
from canje.stage.schedule import Schedule, plan_digest, stages_digest
from canje.terms.digest import consents_digest
from canje.terms.docket import Docket
from canje.terms.today import Halted, halted

LARGEST_COPY = 1 << 20
NAMED = 10
"""People named in a refusal, at most."""

PARTS = {
    "settings": "id, scenario, date, law or consent (case.yaml)",
    "facts": "facts (case.yaml)",
    "parties": "parties (case.yaml)",
    "people": "people (people.csv, groups.yaml)",
    "terms": "terms (terms.yaml, or the law that ships with canje)",
    "bars": "court orders (bars.yaml)",
    "statements": "statements (statements.csv)",
    "objective": "objective (case.yaml)",
    "draw": "what is announced of the draw (draw.yaml)",
    "consents": "what people told the desk (consents.csv)",
    "day": "the day",
    "places": "places (handover.yaml)",
    "legs": "legs (handover.yaml)",
    "simultaneous": "what can go at once (handover.yaml)",
    "guards": "guards (handover.yaml)",
}


@frozen(eq=False)
class Opened:
    """A plan with the case that it was made from; `own` is the desk's copy, where there is one."""

    path: Path
    plan: Plan
    data: bytes
    case: Case
    folder: Path
    own: Origins | None = None


def opened(path: Path, folder: Path | None = None) -> Opened:
    """A plan file and its case, under the plan's scenario.

    The case is read from the folder that is named, or else from the plan's own folder, from one
    beside the plan that bears the case's id, or from those that ship with canje; only a case with
    the very people of the plan will do. NoPlan, NoCase where there is none; Refused where the case
    cannot be taken as it stands; OtherState where the plan was made from another state of it.
    """
    plan, data = service.read_plan(path)
    case, place = _case_of(plan, path.parent, folder)
    if plan.case != case.id:
        raise OtherState(
            f"{path} is a plan of the case {plan.case}; {place} is the case {case.id}."
        )
    made = Opened(path, plan, data, case, place, _own(path))
    found = [*changed(plan, case), *_changed_for_desk(made)]
    if found:
        raise OtherState(f"{_list(path, found)}\n{remake(made, found)}")
    return made


def in_force(path: Path, folder: Path | None = None, desk: bool = False) -> Opened:
    """The same for whoever goes on from the plan: it is whole, and each may go as planned today."""
    made = opened(path, folder)
    if made.plan.seal != plan_digest(made.plan):
        raise OtherState(f"{path} was altered after it was made.\n{remake(made, ())}")
    if drawn_otherwise(made.plan, made.case):
        raise OtherState(f"{_list(path, ('draw',))}\n{remake(made, ('draw',))}")
    people = made.case.docket.people
    holder = dict(zip(people.ids, people.column("holder").texts(), strict=True))
    for each in made.plan.people:
        if each.holder != holder.get(each.id, each.holder):
            raise OtherState(f"{path} says that {each.holder} holds {each.id}, and the case not.")
    may_go(made, desk)
    return made


def may_go(made: Opened, desk: bool = False) -> None:
    """OtherState where the plan frees somebody who may not go so today; the desk is told why."""
    docket = made.case.docket
    if made.own is None and not (made.folder / "consents.csv").exists():
        docket = attrs.evolve(docket, consent_required=False)  # a party's folder: the plan's word
    if stopped := _stopped(made.plan, docket):
        lines = [f"{made.path} cannot be used. As the case stands today, these may not go so:"]
        lines += [f"  {_who(each, desk)}" for each in stopped[:NAMED]]
        if len(stopped) > NAMED:
            lines.append(f"  and {len(stopped) - NAMED} more")
        raise OtherState("\n".join([*lines, remake(made, ())]))


def same_state(plan: Plan, case: Case) -> None:
    """OtherState where a plan is not of the case as it stands, for who has both in hand."""
    if found := changed(plan, case):
        words = "; ".join(PARTS.get(name, name) for name in found)
        raise OtherState(f"the plan was made from another state of the case. Changed: {words}")
    if stopped := _stopped(plan, case.docket):
        ids = ", ".join(each.person for each in stopped[:NAMED])
        raise OtherState(f"as the case stands, these may not go as the plan says: {ids}")


def _stopped(plan: Plan, docket: Docket) -> tuple[Halted, ...]:
    planned = ((each.id, (each.beneficiary, each.destination)) for each in plan.people)
    return halted(docket, planned)


def stages_of(path: Path, made: Opened) -> Schedule:
    """The stages of a plan; OtherState where they were made for another plan or handover.

    Those of a whole plan go through the checker of stages first. Those for whoever is still to go
    on a day it cannot check.
    """
    schedule = service.read_stages(path)
    if schedule.plan_digest != plan_digest(made.plan):
        raise OtherState(
            f"{path} was made for another plan than {made.path}.\n{_stage(made, path)}"
        )
    same_handover(path, schedule, made, _stage(made, path))
    accepted_stages(path, made, _stage(made, path))
    return schedule


def accepted_stages(path: Path, made: Opened, mend: str) -> None:
    """OtherState where the checker refuses the stages of a whole plan."""
    if continues(made.plan):
        return
    data = service.stages_bytes(path)
    verdict = verify(data, made.plan, made.case.docket, made.case.handover)
    if not verdict.accepted:
        raise OtherState(
            f"The checker refuses these stages. {verdict.refusals[0].words}\n"
            f"All of it: {_command('stage', made.path, '--check', path)}\n{mend}"
        )


def same_handover(path: Path, schedule: Schedule, made: Opened, mend: str) -> None:
    """OtherState where stages were altered, or places, legs or guards are other ones since."""
    if schedule.seal != stages_digest(schedule):
        raise OtherState(f"{path} was altered after it was made.\n{mend}")
    if found := changed_handover(schedule, made.case):
        raise OtherState(f"{_list(path, found)}\n{mend}")


def write_plan(path: Path, plan: Plan, case: Case, day: OfDay | None = None) -> Path | None:
    """Write a plan, and beside it the desk's own copy where the desk knows more; where that lies.

    Both or neither; a copy of before is taken away where there is nothing to keep.
    """
    own, place = Origins.of(plan_digest(plan), case, day), beside(path)
    if own is not None:
        files = {place: own.to_bytes(), path: plan.to_bytes()}
        service.write_all(files, private={place})
        return place
    service.write(path, plan.to_bytes())
    if _own(path) is not None:
        place.unlink(missing_ok=True)
    return None


def write_choice(path: Path, choice: Choice | None) -> Path | None:
    """Write, beside a continuation, what shows that its terms are the best to leave unmet.

    A file of before is taken away where there is nothing to show; where it lies, if anywhere.
    """
    place = _choice(path)
    if choice is None:
        place.unlink(missing_ok=True)
        return None
    service.write(place, choice.to_bytes())
    return place


def read_choice(path: Path) -> Choice | None:
    """What lies beside a continuation to show its choice of terms; None where nothing does."""
    place = _choice(path)
    try:
        if not place.exists():
            return None
        if place.stat().st_size > service.LARGEST_PLAN:
            raise NoPlan(f"{place} is larger than {service.LARGEST_PLAN // 2**20} MB")
        return Choice.from_bytes(place.read_bytes())
    except OSError as error:
        raise NoPlan(f"{place}: {error.strerror or 'cannot be read'}") from error
    except (ValueError, RecursionError) as error:
        raise NoPlan(f"{place} is no file of terms left unmet: {error}") from error


def _choice(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(".json") + ".unmet.json")


def of_day(day: Path, announced: Path, stages: Path | None, plan: Path) -> OfDay:
    """What `canje repair` was given, named as it lies from the folder of the plan it writes."""
    near = plan.parent
    led_by = None if stages is None else _from(near, stages)
    return OfDay(_from(near, day), sha256(day.read_bytes()), _from(near, announced), led_by)


def _from(folder: Path, path: Path) -> str:
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # on another drive
        return str(path.absolute())


def _case_of(plan: Plan, near: Path, folder: Path | None) -> tuple[Case, Path]:
    if folder is not None:
        return Case.read(folder, plan.scenario), folder
    for place in (near, near / plan.case):
        if (place / "case.yaml").is_file():
            return Case.read(place, plan.scenario), place
    if plan.case not in service.shipped_cases():
        raise NoCase(
            f"the case {plan.case!r} of this plan lies neither in {near} nor in "
            f"{near / plan.case}; --case FOLDER says where it is"
        )
    with service.shipped_case(plan.case) as shipped:
        return Case.read(shipped, plan.scenario), shipped


def _own(path: Path) -> Origins | None:
    """The desk's own copy beside a plan; None where there is none that can be read."""
    place = beside(path)
    try:
        if place.stat().st_size > LARGEST_COPY:
            return None
        return Origins.from_bytes(place.read_bytes())
    except (OSError, ValueError):
        return None


def _changed_for_desk(made: Opened) -> list[str]:
    """What has changed that only the desk knows; OtherState where that cannot be seen."""
    own, docket, place = made.own, made.case.docket, beside(made.path)
    if own is None:
        if not docket.consents:
            return []  # a party's folder
        raise OtherState(
            f"{place}, the desk's own copy of what {made.path.name} was made from, is not there or "
            "cannot be read. Without it nobody sees whether what people told the desk "
            f"(consents.csv) is still the same.\n{remake(made, ('consents',))}"
        )
    if own.plan != made.plan.seal:
        raise OtherState(
            f"{place} belongs to another plan than {made.path.name}.\n{remake(made, ('consents',))}"
        )
    found = []
    if own.consents != consents_digest(docket):
        found.append("consents")
    if own.day is not None:
        found += _changed_day(made.path.parent / own.day.file, own.day)
    elif continues(made.plan):
        found.append("day")
    return found


def _changed_day(path: Path, day: OfDay) -> list[str]:
    try:
        same = sha256(path.read_bytes()) == day.digest
    except OSError as error:
        raise OtherState(
            f"{path}, the day that this plan goes on from, cannot be read "
            f"({error.strerror or 'no file'}). Put it back where it was."
        ) from error
    return [] if same else ["day"]


def _list(path: Path, names: Sequence[str]) -> str:
    lines = [f"{path} is older than its case. Changed since it was made:"]
    return "\n".join([*lines, *(f"  {PARTS.get(name, name)}" for name in names)])


def remake(made: Opened, names: Sequence[str]) -> str:
    """The command that makes a new plan; `names` are the parts that have changed."""
    plan, path, own = made.plan, made.path, made.own
    if continues(plan):
        return _repair(made, names)
    scenario = [] if plan.scenario is None else ["--scenario", plan.scenario]
    target = path if plan.draw is None else path.with_name("plan.json")
    clear = _command("clear", made.folder, *scenario, "-o", target)
    chances = _command("draw", target, "--chances", "-o", path.with_name("chances.json"))
    if plan.draw is None:
        lines = [f"Make a new plan: {clear}"]
    elif tuple(names) == ("draw",):
        said = made.case.draw.ceremony
        if said is not None and said.frozen:
            return (
                "Something was changed after draw.yaml was frozen: put back what it said, or take "
                "the chances that it freezes. Chances that are made anew are not what was "
                "committed to (docs/draw.md)."
            )
        return f"Draw again, first the chances: {chances}"
    else:
        lines = [f"Make a new plan: {clear}", f"Then draw again, first the chances: {chances}"]
    if own is not None and not made.case.docket.consents and "consents" in names:
        lines.append(
            f"Where {made.folder} is as a party has it, take the plan without "
            f"{beside(path).name}: that copy is the desk's own."
        )
    return "\n".join(lines)


def _repair(made: Opened, names: Sequence[str]) -> str:
    """How a plan that goes on from a day is made anew."""
    before = (
        "A case stays as it was while a handover goes on: put it back, and say in the day's file "
        "what has happened since (docs/day.md).\n"
    )
    own = made.own
    if own is None or own.day is None:
        return f"{before}Then ask whoever keeps the day's file for a new plan (canje repair)."
    near = made.path.parent
    given: list[str | Path] = ["--day", near / own.day.file]
    if own.day.stages is not None:
        given += ["--stages", near / own.day.stages]
    again = _command("repair", near / own.day.announced, *given, "-o", made.path)
    return f"{'' if tuple(names) == ('day',) else before}Go on from the day again: {again}"


def _stage(made: Opened, path: Path) -> str:
    if continues(made.plan):
        return (
            "Stages for whoever is still to go: canje repair ... --restage FILE, without --stages "
            "(docs/day.md)."
        )
    return f"Make new stages: {_command('stage', made.path, '-o', path)}"


def _command(*words: str | Path) -> str:
    return shlex.join(["canje", *map(str, words)])


def _who(each: Halted, desk: bool) -> str:
    """Somebody who may not go; why is told to the desk alone, since silence would tell as well."""
    if not desk:
        return each.person
    barrier = each.barrier
    where = f" to {each.destination}" if each.destination else ""
    if barrier is None:
        why = {
            "nobody": "nobody in the case has this id",
            "will": f"does not want to go{where}, or was not asked",
            "move": f"the case does not let this person go{where}",
        }[each.why]
        return f"{each.person}: {why}"
    return f"{each.person}: " + {
        "statement": f"{barrier.by} says {barrier.ref}",
        "bar": f"the order {barrier.ref} of {barrier.by} forbids it",
        "no-destination": "orders leave no destination",
        "unit": f"{barrier.ref}, of the same family or unit, cannot go",
        "unit-no-destination": "the family or unit has no destination in common",
        "consent-refused": "does not want to go",
        "consent-not-asked": "was not asked",
        "unit-not-in-this-round": "somebody of the same family or unit does not want to go",
    }.get(barrier.code, barrier.published)
