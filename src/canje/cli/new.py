"""`canje new`: a case folder to begin with, from answers or options, and lists."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click
from attrs import frozen
from rich.console import RenderableType
from rich.text import Text

from canje.app import service
from canje.base.dates import PartialDate
from canje.base.findings import Findings, Refused, refusal
from canje.case import start
from canje.case.folder import inspect
from canje.cli import show
from canje.cli.common import CLEAN, FOLDER, FOUND, told
from canje.cli.lists import take
from canje.intake.fields import ID
from canje.intake.lists import KINDS
from canje.terms.docket import Party, PartyKind

PARTY_KINDS: tuple[PartyKind, ...] = get_args(PartyKind)
ENDED = "The answers ended. Say the rest by options:"


@click.command("new", short_help="Begin a case folder.")
@click.argument("folder", type=FOLDER)
@click.option("--title", metavar="TEXT", help="What the case is called.")
@click.option("--date", "day", metavar="DATE", help="The day of the picture that it gives.")
@click.option(
    "--party", "parties", multiple=True, metavar="ID:KIND:NAME",
    help="A party; at least two. KIND: state, armed-group, body.",
)  # fmt: skip
@click.option(
    "--from", "lists", multiple=True, metavar="[PARTY:KIND:]FILE[#SHEET]",
    help="Take in this list. KIND: sought, held, agreed, moved.",
)  # fmt: skip
@click.option("--id", "identifier", metavar="ID", help="The case's id, if not the folder's name.")
@told
def new(
    folder: Path,
    title: str | None,
    day: str | None,
    parties: tuple[str, ...],
    lists: tuple[str, ...],
    identifier: str | None,
) -> int:
    """Begin a case in FOLDER: files with remarks that say what goes where, and the lists taken in.

    What no option says is asked. All or nothing: where a list cannot be taken in, its findings are
    told and no folder is made.

    \b
    canje new river --title "Two banks" --date 2025-04-20 \\
        --party north:state:"North bank" --party south:armed-group:"South bank" \\
        --from north:sought:sought.xlsx --from south:held:held.csv

    Exit code 0: made. 1: something is to be mended. 2: a file cannot be read.
    """
    service.new_folder(folder)
    begun = _begun(folder, title, day, parties, identifier)
    handed = _handed(lists, begun.parties)
    files = start.files(begun) | ({} if handed else start.without_lists())
    said: list[RenderableType] = []
    with service.making(folder, files, private=("consents.csv",)) as made:
        taken = [_taken(each, made, begun, said) for each in handed]  # every one is looked at
        found = inspect(made)
        if any(each.severity == "error" for each in found):
            _tell(said)
            raise refusal(found)
        if not all(taken):
            shutil.rmtree(made)
            said.append(Text("No folder was made, and nothing taken in.", style="yellow"))
            _tell(said)
            return FOUND
    _tell(said)
    show.console().print(Text(f"{folder} is begun.", style="green"), soft_wrap=True)
    step = f"canje reconcile {folder}" if handed else f"canje list take FILE {folder} --help"
    show.console().print(f"README.md in it says what goes where. Next: {step}", soft_wrap=True)
    return CLEAN


def _tell(said: Sequence[RenderableType]) -> None:
    for each in said:
        show.console().print(each)


@frozen
class Handed:
    """A list that was handed over: where it lies, whose it is, what it says."""

    file: Path
    party: str
    kind: str


def _taken(each: Handed, folder: Path, begun: start.Start, told: list[RenderableType]) -> bool:
    """Whether a list was taken in; what there is to say of it is added to what is told after."""
    more = dict.fromkeys(("columns", "encoding", "separator"))
    file, sheet = each.file, None
    if not file.exists() and "#" in file.name:  # a name may have the sign itself
        name, _, sheet = file.name.partition("#")
        file = file.with_name(name)
    said = {**more, "sheet": sheet, "day": str(begun.date), "one_each": False}
    try:
        code, read = take(file, folder, None, "", each.kind, each.party, said)
    except Refused as refused:  # the lists after it are looked at too
        told.append(show.findings(refused.findings))
        return False
    told += [*read, Text()]
    return code == CLEAN


def _begun(
    folder: Path,
    title: str | None,
    day: str | None,
    parties: Sequence[str],
    identifier: str | None,
) -> start.Start:
    """What the case cannot do without; Refused with everything that is wrong with what was said."""
    findings = Findings()
    missing = []
    title = title or _asked("Title of the case")
    if not (title or "").strip():
        missing.append("--title TEXT")
    day = day or _asked("The day of the picture that it gives", service.today())
    date = None
    try:
        date = PartialDate.parse(day or "")
    except ValueError:
        if day:
            findings.add("value.date", "--date", value=day)
        else:
            missing.append("--date DATE")
    made = [_party(each, findings) for each in parties] or list(_parties_asked())
    if len(made) < 2:
        missing.append("--party ID:KIND:NAME, at least two")
    if identifier is None:
        identifier = re.sub(r"[^A-Za-z0-9._-]+", "-", folder.resolve().name).strip("-._") or "case"
    if not ID.fullmatch(identifier):
        findings.add("id.malformed", "--id", value=identifier)
    if missing:
        raise click.UsageError(f"{ENDED} {'; '.join(missing)}.")
    if date is None or findings.errors():
        raise refusal(findings.all())
    known = tuple(each for each in made if each is not None)
    return start.Start(identifier, " ".join((title or "").split()), date, known)


def _party(text: str, findings: Findings) -> Party | None:
    """A party as an option says it."""
    parts = text.split(":", 2)
    if len(parts) < 3 or not parts[2].strip():
        findings.add("new.party", "--party", value=text)
        return None
    identifier, word, name = (each.strip() for each in parts)
    return _party_of(identifier, word, name, findings, "--party")


def _party_of(
    identifier: str, word: str, name: str, findings: Findings, where: str
) -> Party | None:
    kind = next((each for each in PARTY_KINDS if each == word), None)
    if not ID.fullmatch(identifier):
        findings.add("id.malformed", where, value=identifier)
    elif kind is None:
        findings.add("value.choice", where, value=word, among=PARTY_KINDS)
    else:
        return Party(identifier, " ".join(name.split()), kind)
    return None


def _parties_asked() -> Sequence[Party]:
    """Parties as they are asked for, until an empty answer; a wrong one is asked again."""
    made: list[Party] = []
    while True:
        more = " (empty: no more)" if len(made) >= 2 else ""
        identifier = _asked(f"Party {len(made) + 1}: a short id, such as north{more}", "")
        if not identifier:
            return made
        if not ID.fullmatch(identifier) or identifier in {each.id for each in made}:
            click.echo("An id is letters, digits, . _ - and stands once.")
            continue
        name = _asked("  its name") or identifier
        word = _chosen("  it is", PARTY_KINDS)
        kind = next((each for each in PARTY_KINDS if each == word), None)
        if kind is None:
            return made
        made.append(Party(identifier, " ".join(name.split()), kind))


def _handed(lists: Sequence[str], parties: Sequence[Party]) -> tuple[Handed, ...]:
    """The lists with whose they are; what the option does not say is asked."""
    findings = Findings()
    ids = [each.id for each in parties]
    made = []
    for text in lists:
        first, _, rest = text.partition(":")
        word, _, name = rest.partition(":")
        if name and word in KINDS:
            if first not in ids:
                findings.add("party.unknown", "--from", value=first, among=ids)
            made.append(Handed(Path(name), first, word))
            continue
        party = _chosen(f"{text}: handed over by", ids)
        kind = _chosen(f"{text}: it says who is", KINDS) if party else None
        if party is None or kind is None:
            findings.add("new.list", "--from", value=text, among=KINDS)
        else:
            made.append(Handed(Path(text), party, kind))
    if findings.errors():
        raise refusal(findings.all())
    return tuple(made)


def _asked(question: str, default: str | None = None) -> str | None:
    """An answer from the keyboard; None where there is nobody to answer."""
    try:
        shown = bool(default)
        return str(click.prompt(question, default=default, show_default=shown)).strip()
    except click.Abort:
        _ended_or_interrupted()
        return None


def _chosen(question: str, among: Sequence[str]) -> str | None:
    try:
        return str(click.prompt(question, type=click.Choice(among)))
    except click.Abort:
        _ended_or_interrupted()
        return None


def _ended_or_interrupted() -> None:
    """click tells the end of the answers and Ctrl-C alike; after Ctrl-C nothing more is asked."""
    click.echo()
    if sys.stdin.isatty():
        raise KeyboardInterrupt
