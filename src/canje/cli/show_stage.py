"""What `canje stage` prints: stages, rides, waits, exposures, or why there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from canje.case.case import Case
from canje.cli.show import Titled, people, plural
from canje.stage.check import Verdict
from canje.stage.explain import Stranded
from canje.stage.schedule import Change, Schedule, Stage
from canje.terms.term import Guard, resolved

OUTCOMES = {
    "proved": ("green", "Proved: none has fewer stages, nor as few with less exposure."),
    "feasible": ("yellow", "Not proved: stages that keep every term, and how far they may be off."),
    "infeasible": ("red", "Proved: there are no such stages."),
    "stopped": ("yellow", "Stopped before stages were found. This says nothing about the plan."),
}
_LEVELS = {"stages": "stages", "exposure": "largest exposure"}
_NAMED = 12
"""People who are named by their ids; of more, how many more."""

_CURVE = 12
"""Stages whose exposures stand in a line; of more, some in between are left out."""


def schedule(made: Schedule, case: Case, lost: Sequence[Stranded] = ()) -> RenderableType:
    """The stages in tables, or what keeps them from being.

    `lost` are the people whom no way leads to where they go; for them there are no stages.
    """
    colour, words = OUTCOMES[made.outcome]
    head = plural(len(made.stages), "stage", "stages") if made.stages else "No stages"
    if made.outcome in ("proved", "feasible") and not made.stages:
        head = "Nobody is freed: no stages"
    parts: list[RenderableType] = [Text(f"{head}.", style=f"bold {colour}"), Text(words)]
    if made.outcome == "feasible" and made.bound is not None and made.bound < len(made.stages):
        parts.append(Text(f"There cannot be fewer than {made.bound:,}."))
    if made.outcome == "stopped" and made.bound:
        parts.append(Text(f"Fewer than {made.bound:,} are impossible."))
    parts.append(Text())
    if made.stages:
        parts += [_stages(made, case), Text()]
        needs = list(_needs(made, case))
        if needs:
            parts += [*needs, Text()]
    if made.exposures:
        parts += [_exposures(made), Text()]
    if made.stages:
        parts += [_levels(made, case), Text()]
    if lost:
        parts += [*no_way(lost, case), Text()]
    elif made.outcome == "infeasible":
        parts += [*_why(made), Text()]
    parts.append(Text(_certificate(made), style="dim"))
    return Group(*parts)


def _stages(made: Schedule, case: Case) -> RenderableType:
    spot = "on the spot" if case.handover.legs else "no leg known"
    table = Titled("Who rides when")
    for name in ("stage", "day"):
        table.add_column(name, justify="right")
    table.add_column("leg")
    table.add_column("people", justify="right")
    table.add_column("waits for")
    seen: set[str] = set()
    for stage in made.stages:
        waits = ", ".join(each if each not in seen else f"({each})" for each in stage.waits)
        seen |= set(stage.waits)
        for place, ride in enumerate(stage.rides):
            first = not place
            table.add_row(
                str(stage.number) if first else "",
                str(stage.day) if first else "",
                ride.leg or spot,
                f"{len(ride.people):,}",
                waits if first else "",
            )
    return table


def _needs(made: Schedule, case: Case) -> Iterator[RenderableType]:
    """What each guard needs, with the first stage that waits for it."""
    needs = {wait.id: wait.needs for wait in case.handover.guards}
    for term in case.docket.musts:
        rule = resolved(term.rule, case.docket.facts)
        if isinstance(rule, Guard):
            needs[term.id] = rule.needs
    for guard, stage in earliest(made).items():
        yield Text(f"Before stage {stage.number}: {needs.get(guard, '')} ({guard})")
    if sum(len(stage.waits) for stage in made.stages) > len(earliest(made)):
        yield Text("In brackets: still needed, as before an earlier stage.", style="dim")


def earliest(made: Schedule) -> dict[str, Stage]:
    """Each guard with the first stage that waits for it."""
    found: dict[str, Stage] = {}
    for stage in made.stages:
        for guard in stage.waits:
            found.setdefault(guard, stage)
    return found


def _exposures(made: Schedule) -> RenderableType:
    table = Titled("At worst a party has given so many more than it got")
    table.add_column("party")
    table.add_column("tolerates", justify="right")
    table.add_column("at worst", justify="right")
    table.add_column("after each stage")
    for each in made.exposures:
        limit = "-" if each.limit is None else f"{each.limit:,}"
        worst = max(each.after, default=0)
        table.add_row(each.party, limit, f"{worst:,}", _curve(each.after))
    return table


def _curve(after: tuple[int, ...]) -> str:
    shown = [f"{each:,}" for each in after]
    if len(shown) > _CURVE:
        shown = [*shown[: _CURVE // 2], "...", *shown[-_CURVE // 2 + 1 :]]
    return " ".join(shown)


def _levels(made: Schedule, case: Case) -> RenderableType:
    table = Titled("What is reached, one after the other")
    table.add_column("level")
    table.add_column("reached", justify="right")
    table.add_column("bound", justify="right")
    table.add_column("")
    for each in made.levels:
        name = _LEVELS.get(each.level)
        if name is None:
            level = case.docket.levels[int(each.level.partition(":")[2])]
            name = f"early: {getattr(level, 'title', each.level)}"
        bound = "-" if each.bound is None else f"{each.bound:,}"
        done = "proved" if each.bound == each.value else "not proved"
        table.add_row(name, f"{each.value:,}", bound, done)
    return table


def _why(made: Schedule) -> Iterator[RenderableType]:
    if made.conflict:
        listed = ", ".join(made.conflict)
        alone = len(made.conflict) == 1
        yield Text(f"Cannot hold: {listed}." if alone else f"Cannot all hold together: {listed}.")
    if made.changes:
        yield Text("Any one of these would help:", style="bold")
        for change in made.changes:
            yield Padding(Text(change_words(change)), (0, 0, 0, 2))
    elif made.conflict:
        yield Text("No single change would help.")


def no_way(lost: Sequence[Stranded], case: Case) -> Iterator[RenderableType]:
    """Whom no way leads to the destination, what is missing, and what would help."""
    yield Text("No way to the destination:", style="bold red")
    for each in lost:
        yield Padding(Text(_stranded(each, case)), (0, 0, 0, 2))
    yield Text(
        "Nobody is taken anywhere else. Add what is missing to handover.yaml, and make the stages "
        "again. Write another destination only if the person has agreed to it; then make a new "
        "plan."
    )


def _stranded(each: Stranded, case: Case) -> str:
    ids = ", ".join(each.people[:_NAMED])
    if len(each.people) > _NAMED:
        ids += f" and {len(each.people) - _NAMED:,} more"
    who = f"{people(len(each.people))} held by {each.holder}"
    if not each.destination:
        return f"{who}: no destination is written: {ids}"
    name = case.destinations.get(each.destination)
    where = each.destination if name is None else f"{each.destination} ({name})"
    if each.is_place:
        return f"{who} to {where}: no legs lead there: {ids}"
    return f"{who} to {where}: handover.yaml has no place {each.destination}: {ids}"


def _certificate(made: Schedule) -> str:
    levels = (made.certificate or {}).get("levels", [])
    if not levels:
        return "No proof is attached."
    return "Proof attached; check it with canje stage --check."


def change_words(change: Change) -> str:
    """A change in words.

    >>> change_words(Change("seats", "bridge", 3, 12))
    'Add 3 seats on the leg bridge: 12 in all'
    """
    of, by, to = change.of, change.by or 0, change.to or 0
    match change.what:
        case "stages":
            return f"Allow {plural(by, 'stage', 'stages')} more: {to:,} in all"
        case "seats":
            return f"Add {plural(by, 'seat', 'seats')} on the leg {of}: {to:,} in all"
        case "exposed" if of is None:
            return f"Let every party tolerate an exposure of {to:,}"
        case "exposed":
            return f"Raise {of} from {to - by:,} to {to:,}"
        case "simultaneous":
            return "Let all legs go at once"
        case "route":
            holder, _, destination = (of or "").partition(">")
            return f"Add legs for {people(by)} held by {holder} to {destination}: there are none"
        case _:
            return f"Withdraw {of}"


def verdict(found: Verdict) -> RenderableType:
    """What the checker says, each refusal in a line."""
    if found.accepted:
        parts: list[RenderableType] = [Text("Accepted.", style="bold green")]
        parts.append(Text(f"Confirmed: {', '.join(found.confirmed)}.", style="dim"))
    else:
        parts = [Text("Refused.", style="bold red")]
        parts += [Text(each.words) for each in found.refusals[:20]]
        if len(found.refusals) > 20:
            parts.append(Text(f"and {len(found.refusals) - 20} more", style="dim"))
    words = {
        "conflict": "what is in conflict (canje stage solves it)",
        "changes": "that the changes named would help (canje stage solves it)",
    }
    parts += [
        Text(f"Not confirmed: {words[each.partition(':')[0]]}.", style="yellow")
        for each in found.unconfirmed
    ]
    return Group(*parts)
