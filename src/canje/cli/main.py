"""The commands: each reads, asks the engine, shows and writes, and does nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import click
from rich.text import Text

from canje import __version__
from canje.app import asked, service
from canje.app.opened import in_force, opened, stages_of, write_plan
from canje.base.findings import Unreadable, refusal
from canje.case.case import Case
from canje.case.folder import inspect
from canje.clear import vipr
from canje.clear.check import verify as check_plan
from canje.clear.explain import Answer, answers
from canje.clear.plan import Plan
from canje.clear.price import Point, Prices, Short, dial, number_of, shortfalls
from canje.clear.price import price as price_terms
from canje.clear.price import sweep as sweep_term
from canje.clear.question import Question
from canje.clear.solver import HiGHS, Stop
from canje.clear.witness import NoWitness
from canje.clear.witness import witness as second_word
from canje.cli import day, show
from canje.cli import demo as demonstration
from canje.cli.common import (
    CLEAN,
    FILE,
    FOLDER,
    FOUND,
    OUT,
    OUT_FOLDER,
    UNREADABLE,
    case_option,
    desk_option,
    language_option,
    plan_written,
    scenario_option,
    seconds_option,
    told,
)
from canje.cli.run import cleared
from canje.handover.overlay import continues
from canje.report.page import render, render_sweep
from canje.terms.term import Ratio, Tariff

LATER = {
    "accept": "reconcile:accept_command",
    "draw": "draw:draw",
    "estimate": "estimate:estimate_command",
    "judge": "reconcile:judge_command",
    "list": "lists:list_group",
    "lists": "lists:lists_command",
    "manifest": "day:manifest_command",
    "names": "names:names",
    "new": "new:new",
    "persons": "reconcile:persons_command",
    "queue": "reconcile:queue_command",
    "reconcile": "reconcile:reconcile_command",
    "repair": "day:repair_command",
    "simulate": "simulate:simulate_command",
    "stage": "stage:stage",
}
"""Commands with a module of their own, by `module:function`."""


class Commands(click.Group):
    """Loads a command's module when it is called: what it needs takes longer than many a case."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *LATER})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in LATER and cmd_name not in self.commands:
            module, _, name = LATER[cmd_name].partition(":")
            self.add_command(getattr(import_module(f"canje.cli.{module}"), name), cmd_name)
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80}
)
@click.version_option(__version__, prog_name="canje")
def main() -> None:
    """Humanitarian exchanges of detained people: from a case folder to a proved plan."""


@main.command()
@click.argument("folder", type=FOLDER)
@told
def check(folder: Path) -> int:
    """Report everything that is wrong with a case folder, in one go.

    Exit code 0: no errors, though there may be notices. 1: errors. 2: it cannot be read.
    """
    found = inspect(folder)
    if not found:
        show.console().print(Text(f"{folder}: no errors.", style="green"), soft_wrap=True)
        return CLEAN
    show.console().print(show.findings(found))
    errors = sum(each.severity == "error" for each in found)
    notices = len(found) - errors
    show.console().print(
        f"{show.plural(errors, 'error', 'errors')} to fix, "
        f"{show.plural(notices, 'notice', 'notices')}."
    )
    if not errors:
        return CLEAN
    return UNREADABLE if isinstance(refusal(found), Unreadable) else FOUND


@main.command()
@click.argument("folder", type=FOLDER)
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write the plan here.")
@scenario_option
@seconds_option
@click.option("--witness", is_flag=True, help="Ask a second solver (OR-Tools) besides.")
@click.option("--vipr", "proof", type=OUT, metavar="FILE", help="Write the proof as VIPR.")
@desk_option
@told
def clear(
    folder: Path,
    output: Path | None,
    scenario: str | None,
    time_limit: float | None,
    witness: bool,
    proof: Path | None,
    desk: bool,
) -> int:
    """Find the largest exchange that everybody's terms allow, with its proof.

    The plan is the same for everyone; with --desk what is shown besides is computed from what
    people told the desk as well. Ctrl-C gives the best plan so far with its gap. Exit code 0:
    proved. 1: not proved, or no exchange meets the terms.
    """
    case = Case.read(folder, scenario)
    plan = cleared(case, time_limit, desk=desk)
    question = asked.question(case, desk=desk)
    own = None if output is None else write_plan(output, plan, case)
    if witness:
        try:
            seconds = 60.0 if time_limit is None else time_limit
            plan = attrs.evolve(plan, witness=second_word(Question(case.docket), plan, seconds))
        except NoWitness:
            raise click.ClickException("--witness needs OR-Tools: pip install ortools") from None
        own = None if output is None else write_plan(output, plan, case)
    proved = plan.outcome in ("proved", "infeasible")
    if proof is not None and proved:
        service.write(proof, vipr.export(case.docket, plan).encode())
    show.console().print(show.plan(plan, case))
    with service.stopping(time_limit) as stop:
        changes = answers(question, HiGHS(), stop)
        short = () if plan.freed else _short(question, plan, stop)
    show.console().print(show.answers(changes, plan))
    asked_nobody = [each for each in case.findings if each.code == "consent.nobody-asked"]
    if asked_nobody:
        show.console().print(show.findings(asked_nobody))
    if not plan.freed:
        show.console().print(show.shortfalls(short))
    if plan.witness:
        said = f"{plan.witness['solver']} on one more person: {plan.witness['freed_plus_one']}."
        show.console().print(Text(f"Witness: {said}", style="dim"))
    if output is not None:
        plan_written(output, own)
    if proof is not None:
        if not proved:
            raise click.ClickException("there is no proof to write: the plan is not proved")
        show.console().print(f"Proof written to {proof}", soft_wrap=True)
    return CLEAN if plan.outcome == "proved" else FOUND


def _short(question: Question, plan: Plan, stop: Stop) -> Sequence[tuple[str, Short]]:
    """Where nobody goes: by how much the terms are short that alone keep people back."""
    alone = {each.terms[0] for each in plan.left_out if len(each.terms) == 1}
    return shortfalls(question, alone | set(plan.conflict), HiGHS(), stop)


@main.command()
@click.argument("plan", type=FILE)
@click.argument("named", type=FOLDER, metavar="[FOLDER]", required=False)
@case_option
@click.option("--vipr", "proof", type=OUT, metavar="FILE", help="Write the proof as VIPR.")
@click.option("--day", "happened", type=FILE, metavar="FILE", help="The day that it goes on from.")
@click.option("--announced", type=FILE, metavar="PLAN", help="The plan that the day began with.")
@day.stages_option
@told
def verify(
    plan: Path,
    named: Path | None,
    folder: Path | None,
    proof: Path | None,
    happened: Path | None,
    announced: Path | None,
    stages: Path | None,
) -> int:
    """Check a plan against its case: every count, every term, every bound, without a solver.

    FOLDER is the case, as is --case FOLDER.

    Exit code 0: accepted, and everybody who is held back is held back as consents.csv says. 1:
    refused; or accepted, but with people held back on the desk's word. 2: it cannot be read.
    """
    if named is not None and folder is not None:
        raise click.UsageError("the case is named twice: FOLDER and --case")
    held = opened(plan, folder or named)
    made, data, case = held.plan, held.data, held.case
    if happened is None:
        verdict = check_plan(data, case.docket, case.draw.to_json())
    else:
        if proof is not None:
            raise click.ClickException("--vipr is for a plan of the case alone, without --day")
        verdict = day.verified(held, happened, announced, stages)
    written = proof is not None and verdict.accepted and made.outcome in ("proved", "infeasible")
    if proof is not None and written:
        service.write(proof, vipr.export(case.docket, made).encode())
    show.console().print(show.verdict(verdict))
    show.console().print(show.digests(made))
    if happened is None and not verdict.accepted and continues(made):
        words = "This plan goes on from a day: give --day and --announced (docs/day.md)."
        show.console().print(Text(words, style="yellow"))
    if written:
        show.console().print(f"Proof written to {proof}", soft_wrap=True)
    elif proof is not None:
        raise click.ClickException("there is no proof to write: the plan is not proved")
    return CLEAN if verdict.accepted and not verdict.held_back else FOUND


@main.command()
@click.argument("plan", type=FILE)
@click.argument("person", required=False)
@case_option
@desk_option
@told
def explain(plan: Path, person: str | None, folder: Path | None, desk: bool) -> int:
    """Why people are left out, or why one PERSON is: a reason that a family could be told."""
    held = in_force(plan, folder, desk)
    made, case = held.plan, held.case
    if person is None:
        show.console().print(show.plan(made, case))
        return CLEAN
    if continues(made):
        raise click.ClickException(
            f"{plan.name} goes on from a day, which keeps people back as well: what stands about "
            "one person is explained by the plan that was announced (docs/day.md)"
        )
    with service.stopping() as stop:
        try:
            found = asked.explain(case, made, person, desk=desk, stop=stop)
        except KeyError:
            raise click.ClickException(f"nobody in the case has the id {person!r}") from None
        except ValueError as other:
            raise click.ClickException(str(other)) from None
    show.console().print(show.explanation(found, made, desk=desk))
    return CLEAN


@main.command()
@click.argument("folder", type=FOLDER)
@scenario_option
@seconds_option
@desk_option
@told
def price(folder: Path, scenario: str | None, time_limit: float | None, desk: bool) -> int:
    """What each term costs in people, and what each party's terms cost together.

    Computed as any party can; with --desk from what people told the desk as well.
    """
    case = Case.read(folder, scenario)
    question = asked.question(case, desk=desk)
    with service.stopping(time_limit) as stop:
        prices = price_terms(question, HiGHS(), stop)
    show.console().print(show.prices(prices))
    return CLEAN


@main.command()
@click.argument("folder", type=FOLDER)
@click.argument("term")
@click.option("--from", "start", type=click.IntRange(0), default=0, show_default=True)
@click.option("--to", "end", type=click.IntRange(0), required=True)
@click.option("--step", type=click.IntRange(1), default=1, show_default=True)
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write table and curve as HTML.")
@language_option
@scenario_option
@desk_option
@told
def sweep(
    folder: Path,
    term: str,
    start: int,
    end: int,
    step: int,
    output: Path | None,
    language: Any,
    scenario: str | None,
    desk: bool,
) -> int:
    """People freed as the number in a TERM moves over a range.

    The number is n of a count or a pool, and a of a ratio or a tariff at a:b.
    """
    case = Case.read(folder, scenario)
    found = next((each for each in case.docket.terms if each.id == term), None)
    if found is None:
        raise click.ClickException(f"the case has no term {term!r}")
    try:
        dial(found, case.docket)
    except ValueError:
        raise click.ClickException(f"the term {term!r} has no one number to move") from None
    values = range(
        max(start, 1) if isinstance(found.rule, Ratio | Tariff) else start, end + 1, step
    )
    points: list[Point] = []
    with service.stopping() as stop:
        points += sweep_term(asked.question(case, desk=desk), term, values, HiGHS(), stop)
    if output is not None:
        page = render_sweep(case, term, points, number_of(found), language)
        service.write(output, page.encode())
    show.console().print(show.sweep(found, points))
    if output is not None:
        show.console().print(f"Curve written to {output}", soft_wrap=True)
    return CLEAN


@main.command()
@click.argument("plan", type=FILE)
@click.option("-o", "--output", type=OUT, metavar="FILE", required=True)
@language_option
@click.option("--stages", type=FILE, metavar="FILE", help="Show these stages of the plan too.")
@case_option
@desk_option
@told
def report(
    plan: Path, output: Path, language: Any, stages: Path | None, folder: Path | None, desk: bool
) -> int:
    """Write a plan as one page that needs no network and prints well."""
    held = in_force(plan, folder, desk)
    made, case = held.plan, held.case
    schedule = None if stages is None else stages_of(stages, held)
    prices: Prices | None = None
    changes: Sequence[Answer] = ()
    if not continues(made):  # what terms cost, and what answers would change, is of before the day
        with service.stopping() as stop:
            question = asked.question(case, made, desk=desk)
            prices = price_terms(question, HiGHS(), stop)
            changes = answers(question, HiGHS(), stop)
    page = render(
        case, made, prices, desk=desk, language=language, what_if=changes, schedule=schedule
    )
    service.write(output, page.encode())
    show.console().print(f"Report written to {output}", soft_wrap=True)
    return CLEAN


@main.command()
@click.option(
    "-o",
    "--output",
    type=OUT_FOLDER,
    default=Path("canje-demo"),
    show_default=True,
    help="Where plans and reports go.",
)
@told
def demo(output: Path) -> int:
    """Run April and July 2025 from start to finish: clear, price, report, verify."""
    return demonstration.run(output)


@main.command()
@told
def cases() -> int:
    """The cases that ship with canje, and where they lie."""
    for name in service.shipped_cases():
        with service.shipped_case(name) as folder:
            show.console().print(Text(name, style="bold"), Text(str(folder), style="dim"), sep="\n")
    return CLEAN
