"""What `canje estimate` prints: the spread first, then what it is made of and what speaks against
it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from canje.cli.show import WIDTH, people, plural
from canje.reconcile.estimate import Caution, Code, Estimate, NotEstimated, Why
from canje.reconcile.overlaps import Overlaps
from canje.reconcile.window import Average

MODELS = 12
"""Models that are shown one by one; the others are counted."""

LETTERS = "ABCDEFGH"

REFUSED: dict[Why, str] = {
    "one-list": "At least two lists with people on them are needed. In people.csv the column lists "
    "names a person's lists, separated by |.",
    "many-lists": "More than eight lists cannot be taken at once: join some of them (--merge) or "
    "leave some out (--omit).",
    "no-overlap": "Nobody is on two lists. Then nothing says how many are on none; either the "
    "lists were not compared yet, or they cover different people.",
    "all-on-one": "Everybody is on the list {lists}, so that the others say nothing about who is "
    "missing from it: perhaps they were taken from it.",
}

CAUTIONS: dict[Code, str] = {
    "two-lists": "Two lists cannot show whether they depend on each other. If being on one makes "
    "being on the other likelier, there are more people than this, without limit.",
    "spread": "The {number} models fit about equally well and yet say very different numbers. Give "
    "the spread, never one of them, and never the average alone.",
    "endless": "{number} models that fit better say nothing, for their likelihood rises for ever: "
    "the lists overlap too little. Do not use this answer.",
    "far": "This is {number} times as many people as are on any list. Such a number stands on a "
    "few small overlaps, or on links that were not found. Do not use this answer.",
    "few": "{people} on more than one list: everything rests on them.",
    "apart": "Nobody is on both {lists}. Do they keep to different places or kinds of people? Then "
    "they cannot be used together.",
    "contained": "All but {number} of list {first} are on {second}. If one was made from the "
    "other, join them (--merge {first},{second}) or leave one out.",
    "search": "With six lists or more not every model is fitted: a search went through {number}.",
    "lost": "{number} of the tables drawn for the interval gave no answer; they count as no limit.",
    "no-interval": "No interval: no tables were drawn.",
    "dependence": "Lists must be made independently. If one informs another, or both ask the same "
    "families, the number is too low; if they avoid each other's people, too high. Dependence that "
    "all lists share can be seen in none of them.",
    "capture": "People differ in how likely they are to be listed. Those whom every list misses "
    "(held in secret, without family) make the true number higher than any of these.",
    "links": "The same person must be found again on every list. A missed link makes the number "
    "too high, a false one too low; invented entries count as people.",
    "closed": "All lists must be about the same people at the same time. Whoever was freed, moved "
    "or died in between, or could not be on a list at all, distorts it.",
}


def refused(reason: NotEstimated, overlaps: Overlaps) -> RenderableType:
    """That nothing can be said, and why."""
    head = Text("Not estimated: the lists do not say how many are on none.", style="bold red")
    words = REFUSED[reason.why].format(lists=", ".join(reason.about))
    parts: list[RenderableType] = [head, Text(words)]
    if overlaps.lists:
        parts += [Text(), _lists(overlaps)]
    return Group(*parts)


def estimated(found: Estimate) -> RenderableType:
    """The spread, the lists, the models, what would change it, and the cautions."""
    parts: list[RenderableType] = [*_head(found), Text(), _lists(found.overlaps), Text()]
    parts += [_models(found), Text()]
    if found.odds:
        parts += [_odds(found), Text()]
    parts += [_changes(found), Text()]
    parts.append(Text("Before anyone uses this", style="bold"))
    parts += [Padding(each, (0, 0, 0, 2)) for each in _cautions(found.cautions)]
    parts.append(Text(_footer(found), style="dim"))
    return Group(*parts)


def _head(found: Estimate) -> Iterable[RenderableType]:
    average, seen = found.average, found.overlaps.seen
    lists = plural(len(found.overlaps.lists), "list", "lists")
    yield Text(f"{people(seen)} on {lists}. On none of them:", style="bold")
    if found.odds:
        low, high = (round(found.odds[place][1]) for place in (0, -1))
        why = "if the lists depend on each other as in the table of odds"
        yield _spread(low - seen, high - seen, why)
        yield Text(f"  in all {low:,} to {high:,}; if independent {round(average.people):,}")
    elif len(found.models) > 1:
        low, high = round(average.least), round(average.most)
        why = f"by {len(found.models)} models that fit about equally well"
        yield _spread(low - seen, high - seen, why)
        by_weight = round(average.people)
        yield Text(f"  in all {low:,} to {high:,}; average by weight {by_weight:,}")
    else:
        one = round(average.people)
        yield _spread(one - seen, one - seen, "by the one model that fits; see the interval")
        yield Text(f"  in all {one:,}")
    if found.interval is not None:
        start, end = found.interval
        ends = f"from {round(start):,} up, without limit"
        if math.isfinite(end):
            ends = f"{round(start):,} to {round(end):,}"
        yield Text(f"  interval of 95 %: {ends}")
    if found.chapman is not None:
        yield Text(f"  corrected for small numbers (Chapman): {round(found.chapman):,}")


def _spread(least: int, most: int, why: str) -> Text:
    numbers = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    return Text(f"{numbers} more", style="bold yellow").append(f", {why}", style="not bold")


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, width=WIDTH)
    for number, name in enumerate(columns):
        if number:
            table.add_column(name, justify="right", no_wrap=True)
        else:
            table.add_column(name, ratio=1)
    return table


def _letter(overlaps: Overlaps, name: str) -> str:
    """The list's letter where there are letters enough, else its name."""
    place = overlaps.lists.index(name)
    return LETTERS[place] if place < len(LETTERS) else name


def _lists(overlaps: Overlaps) -> Table:
    table = _table("List", "people", "on it alone", "on others too")
    for bit, name in enumerate(overlaps.lists):
        all_on, alone = overlaps.on(1 << bit), overlaps.counts[(1 << bit) - 1]
        title = Text(f"{_letter(overlaps, name)}  {name}")
        table.add_row(title, f"{all_on:,}", f"{alone:,}", f"{all_on - alone:,}")
    return table


def _models(found: Estimate) -> Table:
    table = _table("Lists that depend on one another", "in all", "on no list", "weight")
    seen = found.overlaps.seen
    for model in found.models[:MODELS]:
        sets = (
            "".join(LETTERS[bit] for bit in range(len(LETTERS)) if term >> bit & 1)
            for term in model.interactions
        )
        table.add_row(
            " ".join(sets) or "none",
            f"{round(model.people):,}",
            f"{round(model.people) - seen:,}",
            f"{100 * model.weight:.1f} %",
        )
    if rest := found.models[MODELS:]:
        least, most = (round(edge(each.people for each in rest)) for edge in (min, max))
        share = 100 * sum(each.weight for each in rest)
        table.add_row(
            f"{plural(len(rest), 'more model', 'more models')}",
            f"{least:,} to {most:,}",
            "",
            f"{share:.1f} %",
            style="dim",
        )
    return table


def _odds(found: Estimate) -> Table:
    table = _table("Those on one list are on the other", "in all", "on no list")
    for times, number in found.odds:
        words = "as likely as all" if times == 1 else f"with {times:g} times the odds"
        table.add_row(words, f"{round(number):,}", f"{round(number) - found.overlaps.seen:,}")
    return table


def _changes(found: Estimate) -> Table:
    """What would be said without one list, and with some links wrong."""
    table = _table("What would change it", "least", "average", "most")
    rows: list[tuple[str, Average | None]] = [
        (f"without {_letter(found.overlaps, name)}  {name}", each) for name, each in found.without
    ]
    share = f"{100 * found.link_share:g} %"
    rows.append((f"if {share} of links are false", found.false_links))
    rows.append((f"if {share} of links are missed", found.missed_links))
    for words, each in rows:
        if each is None:
            table.add_row(Text(words), "-", "says nothing", "-")
        else:
            numbers = (each.least, each.people, each.most)
            table.add_row(Text(words), *(f"{round(number):,}" for number in numbers))
    return table


def _cautions(cautions: Iterable[Caution]) -> Iterable[Text]:
    general = ("dependence", "capture", "links", "closed")
    for each in cautions:
        first, second = (*each.lists, "", "")[:2]
        words = CAUTIONS[each.code].format(
            number=f"{each.number:,}",
            people=people(each.number),
            lists=" and ".join(each.lists),
            first=first,
            second=second,
        )
        yield Text(f"- {words}", style="" if each.code in general else "yellow")


def _footer(found: Estimate) -> str:
    looked = plural(found.looked, "model", "models")
    said = f"{looked} fitted, with terms of up to {plural(found.order, 'list', 'lists')}"
    if found.endless:
        said += f"; {found.endless:,} have no maximum"
    if found.untold:
        said += f"; {found.untold:,} cannot be told apart"
    return f"{said}. {plural(found.runs, 'table', 'tables')} drawn for the interval."
