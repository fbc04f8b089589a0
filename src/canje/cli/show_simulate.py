"""What `canje simulate` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from canje.case.case import Case
from canje.cli.show import WIDTH, people, plural
from canje.handover.ended import HOW, How
from canje.handover.rates import Rates
from canje.handover.spread import Gain, Simulation, Spread, Way, What

WAYS = {"staged": "in stages", "at-once": "all at once", "one-by-one": "one by one"}

ENDS: dict[How, str] = {
    "through": "the last step taken",
    "side": "a side that stopped",
    "exposed": "the limit of an exposure",
    "debt": "breaking off over a debt",
}

GAINS: dict[What, str] = {
    "home": "more people home",
    "met": "runs in 100 with every term met",
    "exposed": "{party}: fewer not got back",
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
    parts += [Text(), _gains(found, names), Text(), *_nothing(found)]
    parts += [_ends(found), Text(), *_rates(found.rates)]
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
    table.add_section()
    table.add_row("Runs that left a term unmet", *(f"{each.owing:,}" for each in found.ways))
    return table


def _gains(found: Simulation, names: Mapping[str, str]) -> Table:
    """On the mean day, what stages bring against each other way, with what chance leaves open."""
    table = _plain("What stages bring, on the mean day")
    others = list(dict.fromkeys(each.way for each in found.gains))
    for name in others:
        table.add_column(f"than {WAYS[name]}", justify="right", no_wrap=True)
    for what, party in dict.fromkeys((each.what, each.party) for each in found.gains):
        cells = {e.way: _gain(e) for e in found.gains if (e.what, e.party) == (what, party)}
        said = GAINS[what].format(party=names.get(party or "", party))
        table.add_row(said, *(cells[name] for name in others))
    return table


def _gain(each: Gain) -> Text:
    mean = f"{float(round(each.mean, 1)):+,.1f} ±{float(each.chance):,.1f}"
    if each.is_one:
        return Text(mean)
    return Text(mean if each.is_loss else f"nothing ({mean})", style="yellow")


def _nothing(found: Simulation) -> Iterable[RenderableType]:
    """Where stages bring nothing, or nobody home, in words."""
    few = [each for each in found.gains if each.what == "home" and not each.is_one]
    for each in few:
        way = WAYS[each.way]
        if each.way in found.gains_nothing:
            text = f"Against {way}, stages bring nothing in this case."
        else:
            text = f"Against {way}, stages bring nobody more home in this case."
        yield Text(text, style="yellow")
    if few:
        yield Text()


def _rates(rates: Rates) -> Iterable[RenderableType]:
    yield Text("How often (canje simulate --rates gives others; docs/simulate.md the sources):")
    for rate in rates.rates:
        share = f"{float(100 * rate.share):.1f} %"
        line = Text(f"  {RATES[rate.kind]:<18}{share:>7}  ")
        if rate.interval is not None:
            low, high = (float(100 * each) for each in rate.interval)
            line.append(f"{low:4.1f} to {high:4.1f} %  ")
            seen = plural(len(rate.seen), "exchange", "exchanges")
            line.append(f"{rate.count:,} of {rate.of:,}; in {rate.events} of {seen}", style="dim")
        elif rate.says and not rate.of:
            line.append("nobody has counted it", style="dim")
        else:
            line.append(f"{rate.count:,} of {rate.of:,}, as given", style="dim")
        yield line
    when = "in the step that brings its gain" if rates.when == "during" else "after that step"
    yield Text("  (The range: 95 in 100, if cases were independent; see docs/simulate.md.)")
    yield Text(f"  A side that stops does so {when}.")
