"""`canje names`: how alike two names are, word by word, and why."""

from __future__ import annotations

import click
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from canje.base.findings import shown
from canje.cli import show
from canje.cli.common import CLEAN, FOUND, told
from canje.reconcile import tables
from canje.reconcile.evidence import Aligned, Likeness, Names
from canje.reconcile.reasons import NOTE_WORDS, reason
from canje.reconcile.scripts import SCRIPTS
from canje.reconcile.tokens import core

ALIKE, PERHAPS = 0.85, 0.7
"""Scores from which two names are said to be alike, and perhaps alike."""


@click.command(short_help="How alike two names are, and why.")
@click.argument("left")
@click.argument("right")
@click.option("--letters", is_flag=True, help="Show which letters stand for which.")
@told
def names(left: str, right: str, letters: bool) -> int:
    """How alike two names are, LEFT and RIGHT, and why.

    Names may be in Latin, Arabic, Hebrew or Cyrillic script, whole or single words. This compares
    names only: two people can share one, and one person can bear two. Exit code 0: alike. 1: not.
    """
    found = Names.shipped().compare(left, right)
    show.console().print(_likeness(left, right, found, letters))
    return CLEAN if found.score >= ALIKE else FOUND


def verdict(score: float) -> tuple[str, str]:
    """Colour and words of a score."""
    if score >= ALIKE:
        return "green", "Alike"
    return ("yellow", "Perhaps alike") if score >= PERHAPS else ("red", "Unlike")


def _likeness(left: str, right: str, found: Likeness, letters: bool) -> RenderableType:
    colour, words = verdict(found.score)
    head = Text(words, style=f"bold {colour}")
    head.append(
        f": score {found.score:.2f} of 1, evidence {found.bits:+.1f} bits", style="default not bold"
    )
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), width=show.WIDTH)
    table.add_column(shown(left, 24), ratio=3, overflow="fold")
    table.add_column(shown(right, 24), ratio=3, overflow="fold")
    table.add_column("bits", justify="right", width=6)
    table.add_column("why", ratio=5)
    for part in found.parts:
        why = reason(part)
        if letters:
            why += _steps(part)
        texts = [shown(text) or "–" for text in (part.left, part.right)]
        table.add_row(*map(Text, texts), f"{part.bits:+.1f}", Text(why))
    notes = [Text(f"Note: {NOTE_WORDS[note]}.", style="dim") for note in found.notes]
    if not found.parts:
        return Group(head, Text("There is no word to compare.", style="dim"))
    meant = "A bit for is twice as likely one person's names as two people's; rare names say more."
    return Group(head, table, *notes, Text(meant, style="dim"))


def _steps(part: Aligned) -> str:
    """The letters of two words side by side: `kh=خ`."""
    if not part.left or not part.right or " " in part.left + part.right:
        return ""
    (one, first), (other, second) = core(part.left), core(part.right)
    if SCRIPTS.index(one) > SCRIPTS.index(other):
        (one, first), (other, second) = (other, second), (one, first)
    steps = tables.transducer(one, other).steps(first, second)
    pairs = ((step.left.strip("^$"), step.right.strip("^$")) for step in steps)
    return ": " + " ".join(f"{a or '–'}={b or '–'}" for a, b in pairs if a or b)
