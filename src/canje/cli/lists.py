"""`canje lists` and `canje list`: what parties hand over is looked at, taken in, compared."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import click
from rich.console import RenderableType
from rich.text import Text

from canje.app import service
from canje.base.dates import PartialDate
from canje.base.findings import Finding, Findings, refusal
from canje.case.head import read_settings
from canje.case.lists import INDEX, Index, entry, extended, known, read_index, read_listed
from canje.cli import show, show_lists
from canje.cli.common import CLEAN, FILE, FOLDER, FOUND, OUT, UNREADABLE, told
from canje.intake import tree
from canje.intake.corrected import corrected, suffix
from canje.intake.diff import Diff
from canje.intake.diff import diff as compare
from canje.intake.fields import ID, Fields
from canje.intake.files import YAML_BYTES, whole
from canje.intake.grid import Settings
from canje.intake.lists import KINDS, List
from canje.intake.marks import neutral
from canje.intake.readers import LIST_BYTES
from canje.intake.reading import About, Read, read_list

Command = Callable[..., Any]


def _options(command: Command) -> Command:
    """What says whose a list is and how it is to be read."""
    options = (
        click.option("--kind", type=click.Choice(KINDS), required=True, help="What the list says."),
        click.option("--party", metavar="ID", required=True, help="Who handed it over."),
        click.option("--date", "day", metavar="DATE", help="The list's day; today if not said."),
        click.option(
            "--columns", type=FILE, metavar="FILE",
            help="YAML: columns, dates, header, sheet, encoding, separator (docs/lists.md).",
        ),
        click.option("--sheet", metavar="NAME", help="The sheet of a spreadsheet."),
        click.option("--encoding", metavar="NAME", help="The encoding of a CSV file."),
        click.option("--separator", metavar="SIGN", help="The separator of a CSV file."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command("lists", short_help="Show the lists of a case.")
@click.argument("folder", type=FOLDER)
@told
def lists_command(folder: Path) -> int:
    """Show the lists of a case: whose, of what kind, which version, how many entries.

    Exit code 0: all are sound. 1: something is to be mended. 2: it cannot be read.
    """
    index = read_index(folder)
    if not index.listings:
        show.console().print(f"{folder}: no lists.", soft_wrap=True)
        return CLEAN
    read = [(each, read_listed(index, each)) for each in index.listings]
    show.console().print(show_lists.lists(read))
    found = tuple(each for _, one in read for each in one.findings if each.severity == "error")
    if found:
        show.console().print(Text(), show_lists.findings(found))
    return _code(found)


@click.group("list")
def list_group() -> None:
    """One list: look at it, take it into a case, compare two versions."""


@list_group.command("check", short_help="Read a list without taking it in.")
@click.argument("file", type=FILE)
@_options
@click.option(
    "--case", "folder", type=FOLDER, metavar="FOLDER", help="The case folder that it is for."
)
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write a copy with the findings.")
@told
def check_command(
    file: Path, folder: Path | None, output: Path | None, kind: str, party: str, **more: Any
) -> int:
    """Read a list without taking it in: how it is read, and all that is wrong with it.

    -o writes the same table with a column of findings, to send back to who made it. The copy can
    be read again as it is.

    Exit code 0: it can be taken in. 1: something is to be mended. 2: it cannot be read.
    """
    index = None if folder is None else _index(folder, party)
    read, _ = _read(file.name, _bytes(file), index, kind, party, more)
    if output is not None:
        _write_copy(read, output)
    show.console().print(*_shown(read), sep="\n")
    if output is not None:
        show.console().print(f"Copy with all findings written to {output}", soft_wrap=True)
    return _code(read.findings)


@list_group.command("take", short_help="Take a list into a case, all or nothing.")
@click.argument("file", type=FILE)
@click.argument("folder", type=FOLDER)
@_options
@click.option("--id", "series", metavar="NAME", help="The list's name, if not PARTY-KIND.")
@click.option("--by", default="", metavar="WHO", help="Who of the party handed it over.")
@click.option("--one-each", is_flag=True, help="Its maker vouches for one entry a person.")
@told
def take_command(
    file: Path, folder: Path, series: str | None, by: str, kind: str, party: str, **more: Any
) -> int:
    """Take a list into a case, all or nothing: its bytes go to lists/, lists.yaml says whose.

    A list of the same name (PARTY-KIND if not said) is its next version.

    Exit code 0: taken. 1: something is to be mended, nothing was taken. 2: it cannot be read.
    """
    code, said = take(file, folder, series, by, kind, party, more)
    show.console().print(*said, sep="\n")
    return code


def take(
    file: Path,
    folder: Path,
    series: str | None,
    by: str,
    kind: str,
    party: str,
    more: dict[str, Any],
) -> tuple[int, list[RenderableType]]:
    """Take a list into a case; the exit code, and how it was read, to be shown."""
    data = _bytes(file)
    index = _index(folder, party, data)
    name = series or f"{party}-{kind}"
    if not ID.fullmatch(name):
        _refuse("id.malformed", "--id", value=name)
    before = index.versions(name)
    version = max((each.version for each in before), default=0) + 1
    extra = {"series": name, "version": version, "one_each": more.pop("one_each")}
    read, settings = _read(file.name, data, index, kind, party, more, **extra)
    first = known(index, read)
    if first is not None:
        _refuse("list.known", file.name, first=first.id)
    said = _shown(read)
    if read.list is None:
        return _code(read.findings), said
    ending = {"csv": "csv", "xlsx": "xlsx", "pfif": "xml", "ftm": "jsonl"}[read.list.form]
    stored = f"{read.about.id}.{ending}"
    text = extended(index, entry(read, settings, stored, _plain_name(file.name), by))
    service.take_in(folder / "lists" / stored, data, folder / INDEX, index.text, text)
    said.append(Text(f"Taken in as {read.about.id}.", style="green"))
    if before:
        last = max(before, key=lambda each: each.version)
        old = read_listed(index, last).list
        if old is not None:
            said += [Text(f"Against {last.id}:"), show_lists.diff(compare(old, read.list))]
    return CLEAN, said


@list_group.command("diff", short_help="What one version changes in the last.")
@click.argument("old")
@click.argument("new")
@click.option(
    "--case",
    "folder",
    type=FOLDER,
    metavar="FOLDER",
    help="The case folder whose lists OLD and NEW are.",
)
@click.option("--columns", type=FILE, metavar="FILE", help="YAML: how files are to be read.")
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write every change as CSV.")
@told
def diff_command(
    old: str, new: str, folder: Path | None, columns: Path | None, output: Path | None
) -> int:
    """What one version of a list changes in the last: added, dropped, changed, moved.

    OLD and NEW are files, or with --case ids of lists (NORTH-held-1).

    Exit code 0: nothing changed. 1: something did, or is to be mended. 2: it cannot be read.
    """
    if output is not None and folder is None:
        service.see_to_file(output, [Path(old), Path(new)])
    index = None if folder is None else read_index(folder)
    found = compare(_version(old, index, columns), _version(new, index, columns))
    if output is not None:
        service.write(output, _diff_csv(found))
    show.console().print(show_lists.diff(found))
    if output is not None:
        show.console().print(f"Changes written to {output}", soft_wrap=True)
    quiet = not (found.added or found.dropped or found.changed or found.moved)
    return CLEAN if quiet else FOUND


def _index(folder: Path, party: str, taking: bytes | None = None) -> Index:
    index = read_index(folder, taking)
    if party not in index.parties:
        _refuse("party.unknown", "--party", value=party, among=sorted(index.parties))
    return index


def _read(
    name: str,
    data: bytes,
    index: Index | None,
    kind: str,
    party: str,
    more: dict[str, Any],
    **about: Any,
) -> tuple[Read, Settings]:
    """Read a list by what was said of it, and of the party's last list of the kind."""
    settings = Settings() if index is None else index.kept(party, kind)
    if more["columns"] is not None:
        said = _settings(more["columns"])
        dates = {**settings.dates, **said.dates}
        settings = attrs.evolve(said, kept=settings.kept, dates=dates)
    for key in ("sheet", "encoding", "separator"):
        if more[key] is not None:
            settings = attrs.evolve(settings, **{key: more[key]})
    date = _day(more["day"])
    chosen = next(each for each in KINDS if each == kind)
    made = About(party=party, kind=chosen, date=date, file=name, **about)
    return read_list(data, made, settings), settings


def _bytes(file: Path) -> bytes:
    findings = Findings()
    data = whole(file, LIST_BYTES, findings.at(file.name))
    if data is None:
        raise refusal(findings.all())
    return data


def _day(text: str | None) -> PartialDate:
    if text is None:
        return PartialDate.parse(service.today())
    try:
        return PartialDate.parse(text)
    except ValueError:
        _refuse("value.date", "--date", value=text)
        raise  # never reached: _refuse raises


def _settings(path: Path) -> Settings:
    """A file that says how lists are to be read: the keys of an entry of lists.yaml that do."""
    findings = Findings()
    note = findings.at(path.name)
    data = whole(path, YAML_BYTES, note)
    node = None if data is None else tree.parse(data, note)
    fields = None if node is None else Fields.of(node, "", note)
    if fields is not None:
        settings = read_settings(fields)
        fields.close()
        if not findings.errors():
            return settings
    raise refusal(findings.all())


def _version(name: str, index: Index | None, columns: Path | None) -> List:
    """One side of a comparison; raises Refused where it cannot stand."""
    if index is not None:
        listing = next((each for each in index.listings if each.id == name), None)
        if listing is None:
            ids = sorted(each.id for each in index.listings)
            _refuse("list.unknown", INDEX, value=name, among=ids)
        else:
            return _sound(read_listed(index, listing))
    file = Path(name)
    settings = Settings() if columns is None else _settings(columns)
    about = About(party="list", kind="held", date=_day(None), file=file.name)
    return _sound(read_list(_bytes(file), about, settings))


def _sound(read: Read) -> List:
    if read.list is None:
        raise refusal(each for each in read.findings if each.severity == "error")
    return read.list


def _shown(read: Read) -> list[RenderableType]:
    return [
        show_lists.reading(read),
        Text(),
        show_lists.findings(read.findings),
        show_lists.summary(read),
    ]


def _write_copy(read: Read, output: Path) -> None:
    if read.grid is None:
        raise click.ClickException("no copy can be made: nothing of the list could be read")
    if output.suffix != suffix(read):
        raise click.ClickException(f"the copy of this list must end in {suffix(read)}")
    service.write(output, corrected(read))


def _diff_csv(found: Diff) -> bytes:
    """Every change as a row, in UTF-8 with its mark; nothing that a spreadsheet would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["change", "line before", "line now", "name", "field", "before", "now", "why"])
    old, new = found.old.entries, found.new.entries
    rows: list[tuple[str, ...]] = []
    for row in found.added:
        rows.append(("added", "", str(new.lines[row]), new.column("name")[row], "", "", "", ""))
    for row in found.dropped:
        rows.append(("dropped", str(old.lines[row]), "", old.column("name")[row], "", "", "", ""))
    for pair in found.pairs:
        lines = (str(old.lines[pair.old]), str(new.lines[pair.new]))
        name = new.column("name")[pair.new]
        rows += [("changed", *lines, name, *change, pair.why) for change in pair.changes]
        if pair.moved:
            rows.append(("moved", *lines, name, "", "", "", pair.why))
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain_name(name: str) -> str:
    """The name that a file came under, as it may stand in lists.yaml."""
    return "".join(each for each in name if each.isprintable())[:120]


def _refuse(code: str, file: str, **params: Any) -> None:
    findings = Findings()
    findings.add(code, file, **params)
    raise refusal(findings.all())


def _code(found: tuple[Finding, ...]) -> int:
    errors = tuple(each for each in found if each.severity == "error")
    if not errors:
        return CLEAN
    unread = {"list.form", "list.old-form", "list.locked", "list.damaged", "list.stopped"}
    return UNREADABLE if any(each.code in unread for each in errors) else FOUND
