"""`canje names`: how alike two names are, word by word, and why."""

from __future__ import annotations

import click
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from canje.base.findings import shown
from canje.base.languages import Language
from canje.cli import show
from canje.cli.bidi import LEFT_TO_RIGHT, right_to_left
from canje.cli.catalogue import say
from canje.cli.common import CLEAN, FOUND, language_option, told
from canje.reconcile import tables
from canje.reconcile.evidence import ALIKE, PERHAPS, Aligned, Likeness, Names
from canje.reconcile.reasons import noted, reason
from canje.reconcile.scripts import SCRIPTS
from canje.reconcile.tokens import core

HEADER = 60
"""Letters of a whole name over its column, at most: three lines."""


@click.command(short_help="How alike two names are, and why.")
@click.argument("left")
@click.argument("right")
@click.option("--letters", is_flag=True, help="Show which letters stand for which.")
@language_option
@told
def names(left: str, right: str, letters: bool, language: Language) -> int:
    """How alike two names are, LEFT and RIGHT, and why.

    Names may be in Latin, Arabic, Hebrew or Cyrillic script, whole or single words. This compares
    names only: two people can share one, and one person can bear two. Exit code 0: alike. 1: not.
    """
    found = Names.shipped().compare(left, right)
    show.console().print(_likeness(left, right, found, letters, language))
    return CLEAN if found.score >= ALIKE else FOUND


def verdict(score: float) -> tuple[str, str]:
    """Colour of a score, and the key of its words."""
    if score >= ALIKE:
        return "green", "names.alike"
    return ("yellow", "names.perhaps") if score >= PERHAPS else ("red", "names.unlike")


def _likeness(
    left: str, right: str, found: Likeness, letters: bool, language: Language
) -> RenderableType:
    colour, key = verdict(found.score)
    head = Text(say(key, language), style=f"bold {colour}")
    figures = {"score": f"{found.score:.2f}", "bits": f"{found.bits:+.1f}"}
    head.append(say("names.figures", language, **figures), style="default not bold")
    if not found.parts:
        return Group(head, Text(say("names.none", language), style="dim"))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), width=show.WIDTH)
    table.add_column(Text(shown(left, HEADER)), ratio=3, overflow="fold")
    table.add_column(Text(shown(right, HEADER)), ratio=3, overflow="fold")
    table.add_column(say("names.bits", language), justify="right", width=6)
    table.add_column(say("names.why", language), ratio=5)
    for part in found.parts:
        why = reason(part, language)
        if letters:
            why += _steps(part)
        texts = [shown(text) or "–" for text in (part.left, part.right)]
        table.add_row(*map(Text, texts), f"{part.bits:+.1f}", Text(why))
    notes = [
        Text(say("names.note", language, note=noted(note, language)), style="dim")
        for note in found.notes
    ]
    return Group(head, table, *notes, Text(say("names.meaning", language), style="dim"))


def _steps(part: Aligned) -> str:
    """The letters of two words side by side: `kh=خ`."""
    if not part.left or not part.right or " " in part.left + part.right:
        return ""
    (one, first), (other, second) = core(part.left), core(part.right)
    if SCRIPTS.index(one) > SCRIPTS.index(other):
        (one, first), (other, second) = (other, second), (one, first)
    steps = tables.transducer(one, other).steps(first, second)
    pairs = ((step.left.strip("^$"), step.right.strip("^$")) for step in steps)
    return ": " + " ".join(f"{_letters(a)}={_letters(b)}" for a, b in pairs if a or b)


def _letters(text: str) -> str:
    """Letters of one side; what is written from the right does not turn its neighbours around."""
    return text + LEFT_TO_RIGHT if right_to_left(text) else text or "–"
