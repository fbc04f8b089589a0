"""docs/history.md: history's exchanges, as the case folders that ship have them, with answers.

Everything in it is read from the folders or found by the engine, so that it can be made again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

import canje
from canje.base.select import OneOf, Selection
from canje.case.case import Case
from canje.case.history import counted
from canje.clear import engine, price
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.stage.engine import schedule
from canje.stage.schedule import Schedule
from canje.terms.docket import DESK, Docket

CASES = Path(canje.__file__).parent / "data" / "cases"

_HEAD = """\
# History's exchanges

<!-- Made by `make docs` from src/canje/data/cases and the engine: mend it there. -->

Exchanges that took place, or were offered, as case folders that ship with canje. People are made
up; numbers, terms and claims are those of the sources that each folder names, with every version of
a disputed figure and who gives it. A test walks them all: each folder is read without a fault,
cleared with proof, verified without the solver and put into stages, and each figure that counts
people stands to the plan as the folder says: the plan has it, or a plan with it exists, or the
folder names the term that it breaks and who says so ([the case folder](case-folder.md)).

What history did not have, the engine adds: what each term cost in people, the fewest stages, and
how far each side was ever exposed. Seats are published for almost none of them: where a folder says
that they are ours, so is the number of stages.

**People**: the most that the terms allow to be freed; remains are counted apart. **Stages**: the
fewest steps in which all sides move at once. **Exposure**: how much any side is ahead at most, in
the best schedule with as few stages, if what comes to it in the last stage does not arrive; in
people, or weighed by the one ratio that it is party to. **Dearest term**: the term without which
most more would be freed, and how many more."""

_REMAINS = Selection((("category", OneOf(("remains",))),))
_DEAREST = 3
"""Terms whose price is told, at most."""


@frozen(eq=False)
class Told:
    """A case with everything that is told of it."""

    case: Case
    plan: Plan
    prices: tuple[price.Price, ...]
    stages: Schedule
    scenarios: tuple[tuple[str, Plan, Docket], ...]


def page() -> str:
    """The whole page: the table, and a part for each case."""
    told = [tell(name) for name in names()]
    rows = [
        "| case | people | terms | stages | exposure | dearest term |",
        "|---|---|---|---|---|---|",
    ]
    rows += [_row(each) for each in told]
    return "\n\n".join([_HEAD, "\n".join(rows), *(_part(each) for each in told)]) + "\n"


def names() -> list[str]:
    """The cases in the order of their dates; the made-up one is left out."""
    found = [
        path.name
        for path in CASES.iterdir()
        if (path / "case.yaml").exists() and path.name != "two-families"
    ]
    return sorted(found, key=lambda name: (_case(name).docket.date.earliest, name))


@cache
def _case(name: str) -> Case:
    return Case.read(CASES / name)


@cache
def tell(name: str) -> Told:
    """Clear, price and stage a case, and clear its scenarios."""
    case, solver = _case(name), HiGHS()
    plan = engine.clear(case.docket)
    found = price.price(Question(case.docket), solver, engine.never)
    dear = sorted(found.terms, key=lambda each: (each.freed - each.without, each.term))
    return Told(
        case,
        plan,
        tuple(each for each in dear if each.without > each.freed),
        schedule(case.docket, plan, case.handover),
        tuple(
            (each.title, engine.clear(docket), docket)
            for each in case.scenarios
            for docket in [case.with_scenario(each.id).docket]
        ),
    )


def _row(told: Told) -> str:
    case = told.case
    dearest = "none costs anybody"
    if told.prices:
        first = told.prices[0]
        dearest = f"`{first.term}`: {first.without - first.freed:,}"
    terms = sum(term.by != "law" for term in case.base.terms)
    cells = [
        f"[{case.title}](#{case.id})",
        _people(told.plan, case.docket),
        str(terms),
        str(len(told.stages.stages)),
        _number(told.stages.peak or 0),
        dearest,
    ]
    return f"| {' | '.join(cells)} |"


def _people(plan: Plan, docket: Docket) -> str:
    remains = counted(plan, docket, _REMAINS)
    living = _number(plan.freed - remains)
    return f"{living}, and the remains of {_number(remains)}" if remains else living


def _part(told: Told) -> str:
    case = told.case
    parties = ", ".join(party.name for party in case.docket.parties)
    lines = [
        f'<a id="{case.id}"></a>',
        f"## {case.title}",
        " ".join(case.notes[0].split()),
        f"Parties: {parties}. Folder: `{case.id}`.",
        "\n".join(f"- {line}" for line in _added(told)),
    ]
    return "\n\n".join(lines)


def _added(told: Told) -> Iterator[str]:
    """What the engine says of a case, and how it stands to what is known."""
    freed = _people(told.plan, told.case.docket)
    yield f"Freed under the terms: {freed}; proved that no more can be."
    if told.prices:
        dear = "; ".join(_price(told, each) for each in told.prices[:_DEAREST])
        yield f"What a term costs: {dear}."
    else:
        yield "What a term costs: none by itself keeps anybody back."
    yield _staged(told)
    if told.scenarios:
        yield "Freed in other circumstances: " + "; ".join(map(_other, told.scenarios)) + "."
    yield from _known(told)


def _other(scenario: tuple[str, Plan, Docket]) -> str:
    title, plan, docket = scenario
    if plan.outcome == "infeasible":
        return f"{title}: no exchange meets the terms"
    least = "" if plan.outcome == "proved" else "at least "
    return f"{title}: {least}{_people(plan, docket)}"


def _price(told: Told, each: price.Price) -> str:
    text = " ".join(each.text.split())
    more = each.without - each.freed
    return (
        f"without `{each.term}` of {_name(told.case, each.by)} (\u201c{text}\u201d) {more:,} more"
    )


def _staged(told: Told) -> str:
    stages = told.stages
    if not stages.stages:
        return "Stages: nobody moves." if not told.plan.freed else "Stages: none found."
    count = len(stages.stages)
    days = stages.stages[-1].day
    proved = "the fewest there can be" if stages.bound == count else f"{stages.bound} at least"
    on = f" on {days} days" if days > 1 else ""
    most = [
        f"{_name(told.case, each.party)} {max(each.after):,}"
        for each in stages.exposures
        if each.after and max(each.after) > 0
    ]
    exposed = f"; exposed at worst: {', '.join(most)}" if most else ""
    waits = sorted({wait for stage in stages.stages for wait in stage.waits})
    held_up = ", ".join(f"`{each}`" for each in waits)
    waiting = f"; waits for {held_up}" if waits else ""
    return f"Stages: {count}{on}, {proved}{exposed}{waiting}."


def _known(told: Told) -> Iterator[str]:
    ways = ("equals", "possible", "broken", None)
    words = ("as in the plan", "possible", "against a term", "only told")
    figures = told.case.expected
    counts = [sum(each.how == how for each in figures) for how in ways]
    said = [f"{count} {word}" for count, word in zip(counts, words, strict=True) if count]
    yield f"Known figures: {', '.join(said)}."
    for figure in (each for each in figures if each.how == "broken"):
        value = _number(figure.value) if isinstance(figure.value, int) else figure.value
        note = f" ({figure.note})" if figure.note else ""
        by = _name(told.case, figure.by)
        yield f"Against `{figure.breaks}`: {figure.what}, {value}, says {by}{note}."


def _name(case: Case, party: str) -> str:
    names = {each.id: each.name for each in case.docket.parties}
    return names.get(party, "the desk" if party == DESK else party)


def _number(value: int) -> str:
    return f"{value:,}"
