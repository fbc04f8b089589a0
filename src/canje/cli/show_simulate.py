"""What `canje simulate` prints."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from canje.case.case import Case
from canje.cli.show import WIDTH, people, plural
from canje.handover.ended import HOW, How
from canje.handover.rates import Rates
from canje.handover.spread import Simulation, Spread, Way

WAYS = {"staged": "in stages", "at-once": "all at once", "one-by-one": "one by one"}

ENDS: dict[How, str] = {
    "through": "the last step taken",
    "side": "a side that stopped",
    "exposed": "the limit of an exposure",
    "debt": "a debt nobody could make up for",
    "leg": "somebody due who did not come",
}

RATES = {
    "refused": "refuses",
    "absent": "is absent",
    "unfit": "is unfit",
    "died": "dies",
    "leg": "a leg's run fails",
    "stops": "a side stops",
    "breaks-off": "a debt ends it",
}


def simulation(found: Simulation, case: Case) -> RenderableType:
    """Two tables and what they rest on."""
    runs = plural(found.runs, "run", "runs")
    head = Text(f"{runs} of a plan for {people(found.people)} in ", style="bold")
    head.append(f"{plural(found.stages, 'stage', 'stages')}.")
    parts: list[RenderableType] = [head]
    if found.runs < found.wanted:
        parts.append(Text(f"Stopped early: {found.wanted:,} runs were asked for.", style="yellow"))
    table = _table("People home")
    _rows(table, ((_way(each), each.home) for each in found.ways))
    parts += [Text(), table]
    names = {party.id: party.name for party in case.docket.parties}
    if found.ways[0].exposed:
        table = _table("Given and not got back")
        for number, (party, _) in enumerate(found.ways[0].exposed):
            table.add_row(Text(names.get(party, party), style="bold"))
            _rows(table, ((f"  {_way(e)}", e.exposed[number][1]) for e in found.ways))
        parts += [Text(), table]
    parts += [Text(), _ends(found), Text(), *_rates(found.rates)]
    parts.append(Text(f"Seed {found.seed}", style="dim"))
    return Group(*parts)


def _way(each: Way) -> str:
    return WAYS[each.name]


def _plain(title: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, width=WIDTH)
    table.add_column(title, ratio=1)
    return table


def _table(title: str) -> Table:
    table = _plain(title)
    for name in ("least", "5 %", "median", "95 %", "most", "mean"):
        table.add_column(name, justify="right", no_wrap=True, min_width=6)
    return table


def _rows(table: Table, rows: Iterable[tuple[str, Spread]]) -> None:
    for name, spread in rows:
        mean = f"{float(round(spread.mean, 1)):,.1f}"
        table.add_row(name, *(f"{each:,}" for each in spread.told), mean)


def _ends(found: Simulation) -> Table:
    """How many of the runs ended how."""
    table = _plain("Runs that ended by")
    for each in found.ways:
        table.add_column(_way(each), justify="right", no_wrap=True)
    counts = [dict(each.how) for each in found.ways]
    for how in HOW:
        if any(how in each for each in counts):
            table.add_row(ENDS[how], *(f"{each.get(how, 0):,}" for each in counts))
    return table


def _rates(rates: Rates) -> Iterable[RenderableType]:
    yield Text("How often (canje simulate --rates gives others; docs/simulate.md the sources):")
    for rate in rates.rates:
        share = f"{float(100 * rate.share):.1f} %"
        line = Text(f"  {RATES[rate.kind]:<18}{share:>7}  ")
        if rate.seen:
            seen = plural(len(rate.seen), "exchange", "exchanges")
            line.append(f"{rate.count:,} of {rate.of:,}, in {seen}", style="dim")
        elif rate.says and not rate.of:
            line.append("nobody has counted it", style="dim")
        else:
            line.append(f"{rate.count:,} of {rate.of:,}, as given", style="dim")
        yield line
    when = "in the step that brings its gain" if rates.when == "during" else "after that step"
    yield Text(f"  A side that stops does so {when}.")
