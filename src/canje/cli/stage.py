"""`canje stage`: the fewest stages of a plan, with each party's exposure, or why there are none."""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from canje.app import service
from canje.app.opened import in_force
from canje.cli import show, show_stage
from canje.cli.common import CLEAN, FILE, FOUND, OUT, case_option, seconds_option, told
from canje.handover.overlay import continues
from canje.stage.check import verify
from canje.stage.engine import schedule
from canje.stage.explain import stranded


@click.command()
@click.argument("plan", type=FILE)
@case_option
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write the stages here.")
@click.option(
    "--stages", "most", type=click.IntRange(1), metavar="N", help="In at most so many stages."
)
@seconds_option
@click.option("--check", type=FILE, metavar="FILE", help="Check these stages; make none.")
@told
def stage(
    plan: Path,
    folder: Path | None,
    output: Path | None,
    most: int | None,
    time_limit: float | None,
    check: Path | None,
) -> int:
    """The fewest stages of a PLAN's handover in which nobody is exposed too far.

    Places, legs and guards come from the case's handover.yaml. Of the fewest stages, those with
    the smallest worst exposure; of these, those in which whom law puts first goes early. Nobody is
    taken anywhere but to the destination that the plan gives.

    Exit code 0: proved, or accepted. 1: not proved, no such stages, somebody without a way to the
    destination, or refused.
    """
    held = in_force(plan, folder)
    made, case = held.plan, held.case
    if check is not None:
        verdict = verify(service.stages_bytes(check), made, case.docket, case.handover)
        show.console().print(show_stage.verdict(verdict))
        if continues(made) and not verdict.accepted:
            words = (
                "This plan goes on from a day. Stages made by --restage are for whoever was still "
                "to go, and are not checked by this command."
            )
            show.console().print(Text(words, style="yellow"))
        return CLEAN if verdict.accepted else FOUND
    with service.stoppable(time_limit) as stop:
        found = schedule(case.docket, made, case.handover, stop=stop, most=most)
    if output is not None:
        service.write(output, found.to_bytes())
    lost = () if found.stages else stranded(case.docket, made, case.handover)
    show.console().print(show_stage.schedule(found, case, lost))
    if continues(made):
        words = (
            "This plan goes on from a day, and these stages are for all of it. Stages for whoever "
            "is still to go: canje repair ... --restage FILE."
        )
        show.console().print(Text(words, style="yellow"))
    if output is not None:
        show.console().print(f"Stages written to {output}", soft_wrap=True)
    return CLEAN if found.outcome == "proved" else FOUND
