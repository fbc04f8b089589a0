"""canje simulate: what may come of a handover, in stages and in the two naive ways."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import click
from rich.console import Group
from rich.live import Live
from rich.text import Text

from canje.app import service, simulation
from canje.case.case import Case
from canje.cli import show, show_simulate, show_stage
from canje.cli.common import CLEAN, FILE, FOLDER, FOUND, OUT, language_option, scenario_option, told
from canje.cli.run import cleared
from canje.draw.stream import SEED_BYTES
from canje.handover.crowd import NotStaged
from canje.handover.rates import KINDS, Kind, Rates, read_rates, shipped
from canje.report.simulate import render_simulation
from canje.stage.engine import schedule
from canje.stage.explain import stranded

MOST_RUNS = 1_000_000
LARGEST_RATES = 1 << 20


@click.command(name="simulate")
@click.argument("folder", type=FOLDER)
@click.option("--runs", type=click.IntRange(1, MOST_RUNS), default=1000, show_default=True)
@click.option(
    "--seed", "seed_text", metavar="HEX", help="32 bytes in hexadecimal; else the plan's digest."
)
@click.option("--rates", "rates_file", type=FILE, metavar="FILE", help="Rates of your own.")
@click.option(
    "--rate", "given", metavar="NAME=A/B", multiple=True, help="One rate, such as refused=1/20."
)
@click.option("--stops-when", type=click.Choice(["during", "after"]), help="When a side stops.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Processes.  [default: all cores]")
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write tables and figure as HTML.")
@language_option
@scenario_option
@told
def simulate_command(
    folder: Path,
    runs: int,
    seed_text: str | None,
    rates_file: Path | None,
    given: tuple[str, ...],
    stops_when: Any,
    jobs: int | None,
    output: Path | None,
    language: Any,
    scenario: str | None,
) -> int:
    """What may come of a handover: in stages, all at once, and one by one.

    On each of many made-up days people refuse, are absent or die, legs fail, and a side stops once
    it has gained, as often as in practice or as you say. The same seed gives the same answer.

    Exit code 0: done. 1: there are no stages, or it was stopped after fewer runs.
    """
    case = Case.read(folder, scenario)
    rates = _rates(rates_file, dict(map(_given, given)), stops_when)
    seed = None if seed_text is None else _seed(seed_text)
    plan = cleared(case)
    console, live = show.console(), Live(console=show.console(errors=True), transient=True)
    with service.stoppable(None) as stop, live:
        live.update(Text("making the stages"))
        made = schedule(case.docket, plan, case.handover, stop=stop)
        data = plan.to_bytes()
        work = simulation.Work(
            folder,
            scenario,
            data,
            made.to_bytes(),
            rates,
            hashlib.sha256(data).digest() if seed is None else seed,
        )

        def tell(done: int) -> None:
            live.update(Text(f"simulating: {done:,} of {runs:,} runs"))

        try:
            found = simulation.simulate(work, runs, jobs or simulation.cores(), stop, tell)
        except NotStaged as reason:
            lost = stranded(case.docket, plan, case.handover)
            if lost:
                live.stop()
                console.print(Group(*show_stage.no_way(lost, case)))
            raise click.ClickException(f"{reason}: there is nothing to simulate") from None
    if output is not None:
        service.write(output, render_simulation(case, found, language).encode())
    console.print(show_simulate.simulation(found, case))
    if output is not None:
        console.print(f"Report written to {output}", soft_wrap=True)
    return CLEAN if found.runs == found.wanted else FOUND


def _rates(path: Path | None, given: dict[Kind, tuple[int, int]], when: Any) -> Rates:
    rates = shipped()
    try:
        if path is not None:
            if path.stat().st_size > LARGEST_RATES:
                raise click.ClickException(f"{path} is larger than 1 MB")
            rates = read_rates(path.name, path.read_bytes(), rates)
        return rates.with_given(given, when)
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from None


def _seed(text: str) -> bytes:
    try:
        seed = bytes.fromhex(text)
    except ValueError:
        seed = b""
    if len(seed) != SEED_BYTES:
        raise click.BadParameter("64 hexadecimal digits (32 bytes)", param_hint="--seed")
    return seed


def _given(text: str) -> tuple[Kind, tuple[int, int]]:
    """`refused=1/20`."""
    name, _, share = text.partition("=")
    count, _, of = share.partition("/")
    known: Kind | None = next((kind for kind in KINDS if kind == name), None)
    if known is None:
        raise click.BadParameter(f"{name[:20]!r} is no rate", param_hint="--rate")
    if not (count.isdecimal() and of.isdecimal() and int(count) <= int(of) != 0):
        raise click.BadParameter(f"{share!r} is no share such as 1/20", param_hint="--rate")
    return known, (int(count), int(of))
