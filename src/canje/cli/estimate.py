"""canje estimate: how many detained people are on no list at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from canje.app import service
from canje.case.case import Case
from canje.case.overlaps import overlaps_of, read_overlaps
from canje.cli import show, show_estimate
from canje.cli.common import CLEAN, FILE, FOLDER, FOUND, OUT, language_option, told
from canje.draw.stream import SEED_BYTES, Stream
from canje.reconcile.estimate import NotEstimated, estimate
from canje.reconcile.overlaps import Overlaps
from canje.report.estimate import render_estimate

CHANCE = b"canje.estimate/1"
"""The label under which the seed's numbers are drawn."""

MOST_RUNS = 10_000


@click.command(name="estimate", short_help="How many people are on no list at all.")
@click.argument("folder", type=FOLDER, required=False)
@click.option("--table", type=FILE, metavar="FILE", help="CSV: a column a list (0, 1), and count.")
@click.option("--omit", multiple=True, metavar="LIST", help="As if this list were not there.")
@click.option("--merge", multiple=True, metavar="LIST,LIST", help="Take these lists as one.")
@click.option(
    "--order",
    type=click.IntRange(1, 4),
    help="Lists that may depend on one another at once.  [default: 3; from six lists 2]",
)
@click.option("--runs", type=click.IntRange(0, MOST_RUNS), default=400, show_default=True)
@click.option(
    "--link-error",
    type=click.FloatRange(0, 50),
    default=5,
    show_default=True,
    metavar="PERCENT",
    help="Links between lists that may be wrong.",
)
@click.option("--seed", metavar="HEX", help="32 bytes in hexadecimal; else the table's digest.")
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write tables and figure as HTML.")
@language_option
@told
def estimate_command(
    folder: Path | None,
    table: Path | None,
    omit: tuple[str, ...],
    merge: tuple[str, ...],
    order: int | None,
    runs: int,
    link_error: float,
    seed: str | None,
    output: Path | None,
    language: Any,
) -> int:
    """How many people are on no list, by how the lists overlap: a spread, never one number.

    The people of the case FOLDER, by the column lists (or entries) of people.csv; or a table of
    overlaps. Lists must be made independently of one another: read the cautions below the answer.

    Exit code 0: estimated. 1: the lists do not say it.
    """
    if (folder is None) == (table is None):
        raise click.UsageError("give either a case FOLDER or --table FILE")
    case = None if folder is None else Case.read(folder)
    known = overlaps_of(case) if case is not None else read_overlaps(Path(str(table)))
    overlaps = _arranged(known, omit, merge)
    chance = Stream(overlaps.digest() if seed is None else _seed(seed), CHANCE)
    console = show.console()
    try:
        found = estimate(overlaps, chance, order=order, runs=runs, link_share=link_error / 100)
    except NotEstimated as reason:
        console.print(show_estimate.refused(reason, overlaps))
        return FOUND
    if output is not None:
        service.write(output, render_estimate(case, found, language).encode())
    console.print(show_estimate.estimated(found))
    if output is not None:
        console.print(f"Report written to {output}", soft_wrap=True)
    return CLEAN


def _arranged(overlaps: Overlaps, omit: tuple[str, ...], merge: tuple[str, ...]) -> Overlaps:
    """Without some lists and with others joined, as asked for."""
    joined = [tuple(filter(None, text.split(","))) for text in merge]
    for name in (*omit, *(name for names in joined for name in names)):
        if name not in overlaps.lists:
            known = ", ".join(overlaps.lists) or "none"
            raise click.ClickException(f"nobody is on a list {name!r}; the lists are: {known}")
    overlaps = overlaps.without(*omit)
    for names in joined:
        overlaps = overlaps.merged(*names)
    return overlaps


def _seed(text: str) -> bytes:
    try:
        seed = bytes.fromhex(text)
    except ValueError:
        seed = b""
    if len(seed) != SEED_BYTES:
        raise click.BadParameter("64 hexadecimal digits (32 bytes)", param_hint="--seed")
    return seed
