"""What the draw's commands print: chances, what holds them down, who goes and who stands by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from canje.clear.plan import Plan
from canje.cli.show import people, plural
from canje.draw.ceremony import Ceremony
from canje.draw.seed import closing_digest
from canje.draw.turns import silent
from canje.report.lots import facts_apart
from canje.terms.term import Term

Json = Any

SHOWN = 24
"""Classes, or terms, that a table shows at most."""

OWN_SEED = "Nobody can tell from the plan who chose this seed."

WAY = {"beneficiary": "for {}", "destination": "to {}"}
"""How the way of a class is said beside its other facts."""


def chances(made: Plan, terms: Sequence[Term]) -> RenderableType:
    """Each class's chance, the smallest first; what holds the smallest down; how fair it is."""
    lottery = (made.draw or {})["lottery"]
    parts: list[RenderableType] = [_head(lottery), Text(), _table(made, lottery)]
    for floor in lottery["floors"][:2]:
        parts += [Text(), _holding(floor, made, {each.id: each for each in terms})]
        if floor["at_most"][0]:
            break
    if lottery["held"]:
        parts += [Text(), _held(lottery)]
    parts += [Text(), _frozen(lottery)]
    return Group(*parts)


def _head(lottery: Json) -> Text:
    rows, tickets = len(lottery["outcomes"]), lottery["tickets"]
    head = Text("Only one combination of numbers is best: chance decides who within it.", "bold")
    if rows > 1:
        words = f"{rows:,} combinations of numbers share {plural(tickets, 'ticket', 'tickets')}."
        head = Text(words, "bold")
    tolerance = Fraction(*lottery["tolerance"])
    if not lottery["refined"]:
        words, style = "These chances are not shown to be the fairest.", "yellow"
    elif tolerance:
        words = f"Proved fairest but for {_small(tolerance)} of a chance."
        style = "green" if tolerance < Fraction(1, 1000) else "yellow"
    else:
        words = "Proved: no lottery gives the worst placed more, nor the next, and so on."
        style = "green"
    head.append("\n" + words, style=f"not bold {style}")
    return head


def _small(value: Fraction) -> str:
    return f"{float(value):.1g}"


def _ratio(pair: Sequence[int]) -> str:
    """`5/63`, or nothing where the numbers are too long to be read."""
    numerator, denominator = pair
    if denominator == 1:
        return "sure" if numerator else "none"
    return f"{numerator:,}/{denominator:,}" if denominator < 10_000_000 else ""


def percent(pair: Sequence[int]) -> str:
    """A chance to a tenth of a percent, never rounded to all or nothing.

    >>> percent([1, 100000]), percent([2, 3])
    ('< 0.1 %', '66.7 %')
    """
    chance = Fraction(*pair)
    if 0 < chance < Fraction(1, 1000):
        return "< 0.1 %"
    if Fraction(999, 1000) < chance < 1:
        return "> 99.9 %"
    return f"{float(100 * chance):.1f} %"


def _ways_last(fact: tuple[str, str]) -> tuple[bool, str]:
    return fact[0] in WAY, fact[0]


def _table(made: Plan, lottery: Json) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("class", no_wrap=True)
    table.add_column("of them", justify="right")
    table.add_column("chance", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("who they are")
    facts = facts_apart(made)
    units = {each.id: each.members for each in made.classes}
    ranked = sorted(lottery["chances"], key=lambda each: Fraction(*each["chance"]))
    for each in ranked[:SHOWN]:
        who = ", ".join(
            WAY.get(name, "{}").format(text)
            for name, text in sorted(facts.get(each["class"], ()), key=_ways_last)
            if text
        )
        if units.get(each["class"], 1) > 1:
            who = f"units of {units[each['class']]}" + (f": {who}" if who else "")
        if each["worth"] is not None:
            who += f" ({each['worth']:,})"
        table.add_row(
            each["band"], f"{each['items']:,}", percent(each["chance"]),
            Text(_ratio(each["chance"]), style="dim"), Text(who),
        )  # fmt: skip
    if len(ranked) > SHOWN:
        rest = f"and {plural(len(ranked) - SHOWN, 'class more', 'classes more')}, better placed"
        table.add_row("", "", "", "", rest, style="dim")
    return table


def _holding(floor: Json, made: Plan, terms: dict[str, Term]) -> RenderableType:
    """What the proof of a floor leans on: the terms whose rows have a multiplier in it.

    Where it leans on the value of a level, the terms behind that level's own proof count too.
    """
    leant = set(_multipliers(floor["tree"]))
    for each in (made.certificate or {"levels": []})["levels"]:
        if f"level:{each['level']}" in leant:
            leant |= set(_multipliers(each["tree"]))
    names = sorted({name.rpartition("#")[0] or name for name in leant})
    whom = ", ".join(list(floor["weights"])[:6]) + (" ..." if len(floor["weights"]) > 6 else "")
    if floor["at_most"][0]:
        words = f"What holds {whom} down to {percent(floor['at_most'])}"
    else:
        words = f"What keeps {whom} out of every plan as good"
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for name in names[:SHOWN]:
        if name in terms:
            table.add_row(name, terms[name].by, Text(terms[name].text))
    if any(name.startswith("level:") for name in names):
        table.add_row("levels", "", "the plan is to be as good as any")
    if any(name.startswith("hold:") for name in names):
        table.add_row("held", "", "whose places are not drawn")
    table.add_row("", "", Text("and how many they are", style="dim"))
    return Group(Text(words, style="bold"), table)


def _multipliers(node: Json) -> Iterable[str]:
    pending = [node]
    while pending:
        each = pending.pop()
        if "split" in each:
            pending += [each["le"], each["ge"]]
        for kind in ("duals", "farkas"):
            yield from each.get(kind, ())


def _held(lottery: Json) -> RenderableType:
    lines = [Text("Not drawn", style="bold")]
    by: dict[tuple[str, str], list[str]] = {}
    for each in lottery["held"]:
        by.setdefault((each["by"], each["term"] or ""), []).append(each["class"])
    for (who, term), classes in sorted(by.items()):
        why = {
            "desk": "as in the plan: they have a choice of places, and the desk heeds their will",
            "order": f"picked by the published order, as {term} says",
        }.get(who, f"chosen by {who}, as {term} says")
        lines.append(Text(f"{', '.join(classes[:8])}{' ...' if len(classes) > 8 else ''}: {why}"))
    return Group(*lines)


def _frozen(lottery: Json) -> RenderableType:
    digest = lottery["digest"]
    return Group(
        Text("Frozen: whoever makes a seed commits to these", style="bold"),
        Text(f"problem {digest['problem']}", style="dim", overflow="fold"),
        Text(f"table   {digest['table']}", style="dim", overflow="fold"),
    )


def drawn(made: Plan) -> RenderableType:
    """What the seed drew: the row, how many go, and the reserves in numbers."""
    draw = made.draw or {}
    lottery, reserves = draw["lottery"], draw["reserves"]
    head = Text(f"{people(made.freed)} go", style="bold green")
    can = {each["class"] for each in lottery["chances"] if each["chance"][0]}
    going = [each for each in made.classes if reserves.get(each.id) and each.id in can]
    rows, last = len(lottery["outcomes"]), lottery["tickets"] - 1
    if last:
        row = f"row {draw['outcome'] + 1:,} of {rows:,}"
        words = f", by ticket {draw['ticket']:,} (of 0 to {last:,}): {row}."
    elif going:
        words = ": no other counts are as good; who of a class goes was drawn."
    else:
        words = ": nothing was left to chance."
    head.append(words, style="not bold")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    for name in ("class", "of them", "go"):
        table.add_column(name, no_wrap=True, justify="left" if name == "class" else "right")
    table.add_column("first in reserve", overflow="fold")
    for each in going[:SHOWN]:
        first = reserves[each.id]
        more = f" and {len(first) - 3:,} more" if len(first) > 3 else ""
        table.add_row(each.id, f"{each.size:,}", f"{each.freed:,}", ", ".join(first[:3]) + more)
    if len(going) > SHOWN:
        table.add_row("", "", "", f"and {plural(len(going) - SHOWN, 'class', 'classes')} more")
    seed = Text(f"seed {draw['seed']}", style="dim", overflow="fold")
    parts: list[RenderableType] = [head, seed]
    if draw["ceremony"] is None:
        parts.append(Text(OWN_SEED, style="yellow"))
    else:
        parts += _whence(Ceremony.from_json(draw["ceremony"]))
    return Group(*parts, Text(), table) if going else Group(*parts)


def _whence(said: Ceremony) -> Iterable[Text]:
    """What the seed was made of, and who had no part in it."""
    heard, quiet = {each.party for each in said.in_time}, silent(said)
    late = {each.party for each in said.reveals} - heard
    words = f"from the secrets of {', '.join(each for each in said.parties if each in heard)}"
    if said.beacon.kind == "drand":
        words += f" and round {said.beacon.round} of drand"
    else:
        words += f" and the dice of {', '.join(each.by for each in said.beacon.throws)}"
    yield Text(words, "dim")
    yield Text(f"closing digest {closing_digest(said)}", style="dim", overflow="fold")
    for who, what in (
        ([each for each in quiet if each not in late], "not revealed"),
        ([each for each in quiet if each in late], "revealed too late, which counts as not"),
    ):
        if who:
            yield Text(f"{what}: {', '.join(who)}", style="yellow")
