"""docs/history.md: history's exchanges, as the case folders that ship have them, with answers.

Everything in it is read from the folders or found by the engine, so that it can be made again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import evolve, frozen

import canje
from canje.base.select import EVERYONE, OneOf, Selection
from canje.case.case import Case
from canje.case.history import Held, Worth, counted, held, rests_on_assumed, worth
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

**What a figure is worth** stands beside each. That a plan has a number of history proves little
where the number was put into the folder to begin with. So of each figure that the plan has it is
said what it is, by a rule that looks at the folder alone:

- **restated**: a term that must hold, or a part of one, names that very number for the same people;
- **everyone**: all of them who can go do go, so that it is the size that the folder gives them;
- **finding**: neither. Other numbers and terms led to it. A finding can be simple, such as a sum.

{sums}

**Assumed** stands where a number rests on a group whose size is nobody's figure: it was assumed to
write the case (`size: assumed` in groups.yaml), and all of it goes. Such a number is no finding,
and a price that rests on such a group is not told. **Not confirmed**: no second source bears the
figure out. **Put in as a term** stands in the title of a scenario that has a number which somebody
observed as a term of its own: that the plan then has it is no finding either.

What history did not have, the engine adds: what each term cost in people, the fewest stages, and
how far each side was ever exposed. Seats are published for almost none of them: where a folder says
that they are ours, so is the number of stages.

**People**: the most that the terms allow to be freed; remains are counted apart. **Stages**: the
fewest steps in which all sides move at once. **Exposure**: how much any side is ahead at most, in
the best schedule with as few stages, if what comes to it in the last stage does not arrive; in
people, or weighed by the one ratio that it is party to. **Dearest term**: the term without which
most more would be freed, and how many more; no price is told that rests on an assumed group."""

_REMAINS = Selection((("category", OneOf(("remains",))),))
_DEAREST = 3
"""Terms whose price is told, at most."""


@frozen(eq=False)
class Told:
    """A case with everything that is told of it.

    `hidden` is how many terms have a price that rests on an assumed group; `put_in` names the
    scenarios that have the number of a figure as a term of their own.
    """

    case: Case
    plan: Plan
    prices: tuple[price.Price, ...]
    hidden: tuple[str, ...]
    stages: Schedule
    scenarios: tuple[tuple[str, Plan, Docket], ...]
    held: tuple[Held, ...]
    put_in: frozenset[str]
    assumed: frozenset[str | None]


def page() -> str:
    """The whole page: the table, and a part for each case."""
    told = [tell(name) for name in names()]
    rows = [
        "| case | people | terms | stages | exposure | dearest term |",
        "|---|---|---|---|---|---|",
    ]
    rows += [_row(each) for each in told]
    head = _HEAD.replace("{sums}", _sums(told))
    return "\n\n".join([head, "\n".join(rows), *(_part(each) for each in told)]) + "\n"


def _sums(told: list[Told]) -> str:
    """How many figures are worth what, over all cases."""
    counts: Counter[str] = Counter()
    for each in told:
        counts.update(_mark(each, figure) for figure in each.held if figure.worth is not None)
    figures = sum(len(each.held) for each in told)
    unconfirmed = sum(figure.figure.unconfirmed for each in told for figure in each.held)
    return (
        f"Of {_number(figures)} figures the plans have {_number(sum(counts.values()))}:\n"
        f"**{counts['finding']}** are findings, **{counts['restated']}** restated, "
        f"**{counts['everyone']}** everyone, and **{counts['assumed']}**\n"
        f"would be findings but rest on an assumed group. {unconfirmed} are not confirmed."
    )


def _mark(told: Told, held: Held) -> str:
    """What a figure is worth; a finding that rests on an assumed group is none."""
    if held.worth == "finding" and held.figure.scenario in told.assumed:
        return "assumed"
    return held.worth or ""


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
    dear = [each for each in dear if each.without > each.freed]
    hidden = {each.term for each in dear if _invented(case.docket, each.term)}
    plans: dict[str | None, tuple[Plan, Docket]] = {None: (plan, case.docket)}
    for scenario in case.scenarios:
        docket = case.with_scenario(scenario.id).docket
        plans[scenario.id] = engine.clear(docket), docket
    figures = held(case)
    return Told(
        case,
        plan,
        tuple(each for each in dear if each.term not in hidden),
        tuple(each.term for each in dear if each.term in hidden),
        schedule(case.docket, plan, case.handover),
        tuple((each.id, *plans[each.id]) for each in case.scenarios),
        figures,
        frozenset(filter(None, (_put_in(case, each) for each in figures))),
        frozenset(
            scenario
            for scenario, (found_plan, docket) in plans.items()
            if rests_on_assumed(docket, found_plan)
        ),
    )


def _invented(docket: Docket, term: str) -> bool:
    """Whether all of some assumed group would go without the term: then its price is that size."""
    without = evolve(docket, terms=tuple(each for each in docket.terms if each.id != term))
    return rests_on_assumed(without, engine.clear(without))


def _put_in(case: Case, held: Held) -> str | None:
    """The scenario of a figure where a term of the scenario's own restates it."""
    scenario = next((each for each in case.scenarios if each.id == held.figure.scenario), None)
    if scenario is None or held.worth != "restated" or held.figure.counts is None or not held.found:
        return None
    own = {each.id for each in scenario.terms}
    docket = case.with_scenario(scenario.id).docket
    alone = evolve(docket, terms=tuple(each for each in docket.terms if each.id in own))
    return scenario.id if worth(alone, held.found, held.figure.counts) == "restated" else None


def _row(told: Told) -> str:
    case = told.case
    dearest = "rests on an assumed group" if told.hidden else "none costs anybody"
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
        "\n".join(_figures(told)),
    ]
    return "\n\n".join(lines)


def _added(told: Told) -> Iterator[str]:
    """What the engine says of a case, and how it stands to what is known."""
    freed = _people(told.plan, told.case.docket)
    kind = _worth_of(told, None, told.plan, told.case.docket)
    yield f"Freed under the terms: {freed} ({kind}); proved that no more can be."
    if told.hidden:
        named = ", ".join(f"`{each}`" for each in told.hidden)
        yield f"Not told, since it rests on a group whose size was assumed: the price of {named}."
    if told.prices:
        dear = "; ".join(_price(told, each) for each in told.prices[:_DEAREST])
        yield f"What a term costs: {dear}."
    elif not told.hidden:
        yield "What a term costs: none by itself keeps anybody back."
    yield _staged(told)
    if told.scenarios:
        others = "; ".join(_other(told, *each) for each in told.scenarios)
        yield f"Freed in other circumstances: {others}."
    yield from _known(told)


def _other(told: Told, scenario: str, plan: Plan, docket: Docket) -> str:
    title = _title(told.case, scenario)
    if plan.outcome == "infeasible":
        return f"{title}: no exchange meets the terms"
    least = "" if plan.outcome == "proved" else "at least "
    kind = _worth_of(told, scenario, plan, docket)
    return f"{title}: {least}{_people(plan, docket)} ({kind})"


def _title(case: Case, scenario: str) -> str:
    return next(each.title for each in case.scenarios if each.id == scenario)


def _worth_of(told: Told, scenario: str | None, plan: Plan, docket: Docket) -> str:
    """What the number of all whom a plan frees is worth."""
    kind: Worth = worth(docket, plan.freed, EVERYONE)
    if scenario in told.put_in:
        return "restated"
    return "assumed" if kind == "finding" and scenario in told.assumed else kind


def _figures(told: Told) -> Iterator[str]:
    """A row for each figure: what it says, who says it, and what it is worth."""
    yield "| figure | number | who says it | to the plan | worth |"
    yield "|---|---|---|---|---|"
    stands = {"equals": "as in the plan", "possible": "possible", None: "only told"}
    for each in told.held:
        figure = each.figure
        what = figure.what
        if figure.scenario is not None:
            what += f": *{_title(told.case, figure.scenario)}*"
        against = f"against `{figure.breaks}`"
        marks = [_mark(told, each)]
        marks += ["disputed"] * figure.disputed + ["**not confirmed**"] * figure.unconfirmed
        value = _number(figure.value) if isinstance(figure.value, int) else figure.value
        cells = [
            what,
            value,
            _name(told.case, figure.by),
            against if figure.how == "broken" else stands[figure.how],
            ", ".join(filter(None, marks)) or "-",
        ]
        yield f"| {' | '.join(cells)} |"


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
