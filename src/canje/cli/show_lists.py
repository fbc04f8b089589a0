"""What the commands about lists print: how a list was read, what is to be mended, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from canje.base.findings import Finding, shown
from canje.case.parts import Listing
from canje.cli import show
from canje.intake.columns import Mapped, language_words
from canje.intake.diff import Diff, Pair
from canje.intake.lists import List
from canje.intake.names import read_name
from canje.intake.reading import Read

PLACES = 8
"""Places of one kind of finding that are shown; the corrected copy has them all."""

ROWS = 40
"""Rows of one kind of change that are shown; -o writes them all."""

_WHY = {
    "words": "the same words in another order",
    "alike": "a name that is nearly the same",
    "only-name": "perhaps another person: only the name is the same",
}


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    for name in columns:
        table.add_column(name)
    return table


def reading(read: Read) -> RenderableType:
    """How a list was read: the file, the columns with reasons, the dates, names as examples."""
    parts: list[RenderableType] = [_file(read)]
    if read.grid is not None and read.head is not None:
        parts += [Text(), _columns(read), *_dates(read)]
        if read.list is not None:
            parts += [Text(), _names(read.list, read.head.languages)]
    return Group(*parts)


def _file(read: Read) -> RenderableType:
    head = Text(shown(read.about.file), style="bold")
    head.append(f"  {read.about.kind} by {read.about.party}, {read.about.date}", style="not bold")
    if read.grid is not None:
        rows = show.plural(len(read.grid.rows), "row", "rows")
        head.append(f"\n{read.grid.form.upper()}, {rows}", style="not bold")
        for name, text in read.grid.how.items():
            head.append(f"\n{name}: {shown(text)}", style="not bold")
    head.append(f"\nSHA-256 {read.sha256}", style="dim not bold")
    return head


def _why(each: Mapped) -> str:
    languages = language_words(each.languages)
    return {
        "said": "as said",
        "kept": "as in the party's list before",
        "same": f"{languages}",
        "part": f"part of it is {languages}: {each.phrase}",
        "holds": f"it holds {languages}: {each.phrase}",
        "close": f"close to {languages}: {each.phrase}",
        "alone": f"{languages}; no other column has names",
        "beside": f"{languages}; the family name has its own",
        "over": "by the header above it",
        "near": "by what stands beside it",
        "": "not understood" if each.header else "",
    }[each.why]


def _columns(read: Read) -> RenderableType:
    table = _table("column", "read as", "because", "for example")
    head, grid = read.head, read.grid
    if head is None or grid is None:
        return table
    first = head.row + 1
    for each in head.columns:
        cells = (
            row[each.column] for row in grid.rows[first : first + 30] if each.column < len(row)
        )
        example = next((cell for cell in cells if cell.strip()), "")
        style = "" if each.field else "yellow"
        field = Text(each.field or "-", style=style)
        table.add_row(
            Text(shown(each.header or f"#{each.column + 1}", 18)),
            field, Text(shown(_why(each), 30)), Text(shown(" ".join(example.split()), 16)),
        )  # fmt: skip
    return table


def _dates(read: Read) -> Iterable[RenderableType]:
    for name, each in read.dates.items():
        told = [part for part in (each.order, each.calendar) if part]
        if told:
            why = f" ({each.why})" if each.why else ""
            yield Text(f"{name}: {', '.join(told)}{why}")


def _names(made: List, languages: Sequence[str]) -> RenderableType:
    """A few names with the parts that they seem to have: a suggestion, nothing more."""
    table = _table("name", "its parts, as they seem")
    for text in list(dict.fromkeys(made.entries.column("name").texts()))[:3]:
        found = read_name(text, languages)
        parts = ", ".join(f"{part.role} {part.text}" for part in found.parts)
        table.add_row(Text(shown(text, 30)), Text(shown(parts)))
    return table


def findings(found: Sequence[Finding]) -> RenderableType:
    """Findings by kind: how to mend them once, then where they are."""
    kinds: dict[str, list[Finding]] = {}
    for each in found:
        kinds.setdefault(each.code, []).append(each)
    parts: list[RenderableType] = []
    for code, many in kinds.items():
        colour = "red" if many[0].severity == "error" else "yellow"
        head = Text(code, style=f"bold {colour}")
        if len(many) > 1:
            head.append(f"  {len(many):,} times", style="not bold")
        parts.append(head)
        whys = list(dict.fromkeys(each.why for each in many))
        if len(whys) == 1:
            parts.append(Padding(Text(whys[0]), (0, 0, 0, 2)))
        for each in many[:PLACES]:
            line = _place(each)
            if len(whys) > 1:
                line.append(f"  {each.why}")
            if line.plain:
                parts.append(Padding(line, (0, 0, 0, 4)))
        if len(many) > PLACES:
            rest = f"and {len(many) - PLACES:,} more; -o FILE writes a copy with all of them"
            parts.append(Padding(Text(rest, style="dim"), (0, 0, 0, 4)))
        mends = list(dict.fromkeys(each.mend for each in many))
        parts.append(Padding(Text(mends[0], style="dim"), (0, 0, 1, 2)))
    return Group(*parts)


def _place(each: Finding) -> Text:
    where = [f"line {each.row}"] if each.row is not None else []
    where += [each.column] if each.column else []
    text = Text(", ".join(where), style="bold")
    if each.value is not None:
        text.append(f"{': ' if where else ''}{each.value}", style="not bold")
    return text


def summary(read: Read) -> Text:
    """How many entries there are, and how much is to be mended."""
    errors = sum(each.severity == "error" for each in read.findings)
    notices = len(read.findings) - errors
    if read.list is None:
        text = Text("Not taken in. ", style="bold red")
    else:
        text = Text(f"{show.plural(len(read.list), 'entry', 'entries')}. ", style="bold green")
    found = show.plural(errors, "error", "errors")
    text.append(f"{found} to fix, {show.plural(notices, 'notice', 'notices')}.", style="not bold")
    return text


def lists(read: Sequence[tuple[Listing, Read]]) -> RenderableType:
    """The lists of a case, one a row."""
    table = _table("list", "party", "kind", "version", "date", "entries", "errors")
    for name in ("version", "entries", "errors"):
        table.columns[[str(c.header) for c in table.columns].index(name)].justify = "right"
    for listing, each in read:
        errors = sum(found.severity == "error" for found in each.findings)
        count = "-" if each.list is None else f"{len(each.list):,}"
        table.add_row(
            Text(listing.id), Text(listing.party), listing.kind, str(listing.version),
            str(listing.date), count, Text(str(errors), style="red" if errors else ""),
        )  # fmt: skip
    return table


def diff(found: Diff) -> RenderableType:
    """One version against the last, in a table."""
    counts = Text()
    counts.append(f"{len(found.old):,} entries before, {len(found.new):,} now: ", style="bold")
    counts.append(
        f"{len(found.added):,} added, {len(found.dropped):,} dropped, {len(found.changed):,} "
        f"changed, {len(found.moved):,} moved, {found.same:,} the same."
    )
    table = _table("", "before", "now", "who", "what is different")
    for name in ("before", "now"):
        table.columns[1 if name == "before" else 2].justify = "right"
    rows = 0
    for label, style, lines in _changes(found):
        for before, now, who, what in lines[:ROWS]:
            rows += 1
            person = Text(shown(who, 26))
            table.add_row(Text(label, style=style), before, now, person, Text(what))
        if len(lines) > ROWS:
            table.add_row("", "", "", f"and {len(lines) - ROWS:,} more {label}", "", style="dim")
    return Group(counts, Text(), table) if rows else counts


Line = tuple[str, str, str, str]


def _changes(found: Diff) -> Iterable[tuple[str, str, list[Line]]]:
    old, new = found.old.entries, found.new.entries
    names, were = new.column("name"), old.column("name")
    added = [
        ("", f"{new.lines[row]}", names[row], _born(new.column("born")[row])) for row in found.added
    ]
    dropped = [
        (f"{old.lines[row]}", "", were[row], _born(old.column("born")[row]))
        for row in found.dropped
    ]
    yield "added", "green", added
    yield "dropped", "red", dropped

    def line(pair: Pair, what: str) -> Line:
        return f"{old.lines[pair.old]}", f"{new.lines[pair.new]}", names[pair.new], what

    yield "changed", "yellow", [line(pair, _different(pair)) for pair in found.changed]
    yield (
        "moved",
        "cyan",
        [line(pair, "its place in the list") for pair in found.moved if not pair.changes],
    )


def _born(date: str) -> str:
    return f"born {date}" if date else ""


def _different(pair: Pair) -> str:
    told = [
        f"{name}: {shown(was, 24) or '-'} > {shown(now, 24) or '-'}"
        for name, was, now in pair.changes
    ]
    why = f" ({_WHY[pair.why]})" if pair.why in _WHY else ""
    return "; ".join(told) + why + ("; moved" if pair.moved else "")
