"""The day itself on the command line: manifests, what happened, and how the exchange goes on."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import attrs
import click
from rich.console import Group
from rich.text import Text

from canje.app import service
from canje.app.opened import (
    Opened,
    accepted_stages,
    in_force,
    of_day,
    opened,
    read_choice,
    same_handover,
    stages_of,
    write_choice,
    write_plan,
)
from canje.case.case import Case
from canje.case.outcome import COLUMNS, read_day
from canje.clear.check import Verdict
from canje.clear.plan import Plan
from canje.cli import show, show_day, show_stage
from canje.cli.common import (
    CLEAN,
    FILE,
    FOUND,
    OUT,
    OUT_FOLDER,
    case_option,
    language_option,
    plan_written,
    seconds_option,
    told,
)
from canje.handover.announced import Announced
from canje.handover.confirm import NotOwable, confirm
from canje.handover.cover import covers
from canje.handover.manifest import READERS, Astray, manifests
from canje.handover.outcome import NOT_IN_THIS_ROUND, Account, Day
from canje.handover.overlay import leaders
from canje.handover.repair import Repair, announced_by, repair
from canje.handover.restage import remaining, restage
from canje.handover.stop import Rule, last_reached, stop_rule
from canje.report import manifest
from canje.report.sheets import Laid
from canje.stage.explain import stranded
from canje.stage.flows import task
from canje.stage.schedule import Schedule, plan_digest

stages_option = click.option("--stages", "stages", type=FILE, metavar="FILE", help="The stages.")


def stages_on_the_day(path: Path | None, held: Opened) -> Schedule | None:
    """The stages by which the day goes: of the announced plan, or of a continuation of it."""
    if path is None:
        return None
    schedule = service.read_stages(path)
    if schedule.case != held.plan.case:
        raise click.ClickException("the stages were made for another case")
    words = "On the day: canje repair ... --restage FILE, without --stages (docs/day.md)."
    same_handover(path, schedule, held, words)
    if schedule.plan_digest != plan_digest(held.plan):
        words = "These stages were made for another plan than the announced one: a continuation?"
        show.console().print(Text(words, style="yellow"))
    else:
        accepted_stages(path, held, words)
    return schedule


@click.command(name="manifest")
@click.argument("plan", type=FILE)
@click.option("--stages", type=FILE, metavar="FILE", required=True, help="The stages of the plan.")
@click.option(
    "--for",
    "reader",
    type=click.Choice(READERS),
    required=True,
    help="Who reads it: who hands over, carries or receives.",
)
@language_option
@click.option(
    "-o",
    "--output",
    type=OUT_FOLDER,
    metavar="DIR",
    required=True,
    help="The folder for the papers.",
)
@case_option
@told
def manifest_command(
    plan: Path, stages: Path, reader: Any, language: Any, output: Path, folder: Path | None
) -> int:
    """Print who goes: a paper for each leg, and a cover for each stage, as HTML and as PDF.

    Each reader sees what he or she needs and no more, and each party only its own people.
    """
    # fonts and shaping take time to load, and no other command needs them
    from canje.report import manifest_page, manifest_pdf  # noqa: PLC0415

    held = in_force(plan, folder)
    announced, case = held.plan, held.case
    schedule = stages_of(stages, held)
    if not schedule.stages:
        raise click.ClickException("there are no stages to write papers for")
    of_case = (case.docket, announced, schedule, case.handover, reader)
    try:
        papers = manifests(*of_case, thirds=case.destinations)
    except Astray as wrong:
        raise click.ClickException(
            f"no paper was written: these stages take people elsewhere than to the destination in "
            f"the plan ({wrong}). Make the stages again: canje stage {plan} -o FILE"
        ) from None
    sheets: dict[str, Laid] = {}
    for made in papers:
        sheets[made.name] = manifest_pdf.laid(manifest.paper(case, made, language))
    for cover in covers(*of_case, thirds=case.destinations):
        numbers = [len(sheets[each.name].sheets) for each in cover.papers]
        on_paper = manifest.cover_paper(case, cover, numbers, language)
        sheets[cover.name] = manifest_pdf.laid(on_paper)
    unknown: set[str] = set()
    made_of: dict[Path, bytes] = {}
    for name, laid in sheets.items():
        made_of[output / f"{name}.html"] = manifest_page.render(laid).encode()
        made_of[output / f"{name}.pdf"] = manifest_pdf.render(laid)
        unknown |= set(manifest_pdf.unknown_letters(laid.paper))
    output.mkdir(exist_ok=True)
    service.write_all(made_of)
    console = show.console()
    many = show.plural(sum(len(each.sheets) for each in sheets.values()), "sheet", "sheets")
    console.print(f"{show.plural(len(sheets), 'paper', 'papers')}, {many}, written to {output}")
    if unknown:
        letters = " ".join(sorted(unknown)[:20])
        words = f"The PDFs lack shapes for {letters}; print the HTML instead."
        console.print(Text(words, style="yellow"))
    old = [each for each in sorted(output.glob(f"stage-*-{reader}.*")) if each.stem not in sheets]
    if old:
        files = show.plural(len(old), "older paper file", "older paper files")
        words = f"{files} in {output}, not from these stages; delete them: {old[0].name}"
        console.print(Text(words + (" ..." if len(old) > 1 else ""), style="yellow"))
    return FOUND if unknown or old else CLEAN


@click.command(name="repair")
@click.argument("plan", type=FILE)
@click.option("--day", "happened", type=FILE, metavar="FILE", required=True, help="What happened.")
@stages_option
@click.option("--met", multiple=True, metavar="GUARD", help="A guard that is met; may be repeated.")
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write the repaired plan here.")
@click.option(
    "--for-parties", "told_to", type=OUT, metavar="FILE",
    help="Write what the parties may know of the day here.",
)  # fmt: skip
@click.option(
    "--restage", "staged_to", type=OUT, metavar="FILE",
    help="Write stages for whoever is still to go here.",
)  # fmt: skip
@case_option
@seconds_option
@told
def repair_command(
    plan: Path,
    happened: Path,
    stages: Path | None,
    met: tuple[str, ...],
    output: Path | None,
    told_to: Path | None,
    staged_to: Path | None,
    folder: Path | None,
    time_limit: float | None,
) -> int:
    """Go on from what has happened: the best continuation, and when a stage must not start.

    Nobody who crossed or is aboard is called back. Exit code 0: proved, all terms hold, and the
    next stage may start. 1: something is owed, a stage must wait, somebody has no way to the
    destination, or it is not proved.
    """
    held = in_force(plan, folder)
    announced, case = held.plan, held.case
    if case.docket.consent_required and not case.docket.consents:
        raise click.ClickException(
            "this folder has nobody's consent, so that nobody could go on from it: the desk makes "
            "the continuation, and canje verify --day checks it here"
        )
    schedule = stages_on_the_day(stages, held)
    told = of_day(happened, plan, stages, output or plan)  # before it is read: rows may be added
    day, notices = read_day(happened, case, announced, schedule)
    account = _kept_out(Account.of(day, schedule), announced, case)
    with service.stoppable(time_limit) as stop:
        made = repair(case.docket, announced_by(announced, case.docket), account, stop=stop)
    rule = None if schedule is None else _rule(case, announced, made, day, schedule, met)
    own = None if output is None else write_plan(output, made.plan, case, told)
    shown = None if output is None else write_choice(output, made.shown)
    if told_to is not None:
        service.write(told_to, as_csv(made.told))
    rest = None
    if staged_to is not None:
        reached = 0 if schedule is None else last_reached(schedule, account)
        with service.stoppable(time_limit) as stop:
            rest = restage(case.docket, made, case.handover, reached, stop=stop)
        service.write(staged_to, rest.to_bytes())
    console = show.console()
    if notices:
        console.print(show.findings(notices))
    console.print(show_day.repaired(made, case, rule))
    if output is not None:
        plan_written(output, own)
    if shown is not None:
        words = f"That no other terms are better left unmet is shown by {shown}: hand it over too."
        console.print(words, soft_wrap=True)
    if told_to is not None:
        words = f"The day as parties may know it written to {told_to}"
        console.print(words, soft_wrap=True)
    staged = True
    if rest is not None:
        stages_made = show.plural(len(rest.stages), "stage", "stages")
        words = f"{stages_made} ({rest.outcome}) written to {staged_to}"
        console.print(words, soft_wrap=True)
        staged = rest.outcome == "proved"
        lost = stranded(case.docket, remaining(case.docket, made), case.handover)
        if lost and not rest.stages:
            console.print(Group(*show_stage.no_way(lost, case)))
    waits = rule is not None and bool(rule.grounds)
    good = made.plan.outcome == "proved" and staged and not made.unmet and not waits
    return CLEAN if good else FOUND


def _held_back(announced: Plan) -> tuple[str, ...]:
    """Whom a plan leaves out on the desk's word, by id."""
    return tuple(each.id for each in announced.left_out if each.reason == NOT_IN_THIS_ROUND)


def _kept_out(account: Account, announced: Plan, case: Case) -> Account:
    """Where nobody's consents are known, whom the announced plan holds back is out here too."""
    if case.docket.consents:
        return account
    more = (each for each in _held_back(announced) if each not in {*account.out, *account.fixed})
    return attrs.evolve(account, out=(*account.out, *more))


def _rule(
    case: Case, plan: Plan, made: Repair, day: Day, schedule: Schedule, met: tuple[str, ...]
) -> Rule:
    known = {wait for stage in schedule.stages for wait in stage.waits}
    for guard in met:
        if guard not in known:
            raise click.ClickException(f"no stage waits for {guard!r}")
    return stop_rule(made, day, schedule, task(case.docket, plan, case.handover), met)


def as_csv(account: Account) -> bytes:
    """An account as a day's file."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for row in account.rows():
        rows.writerow([row.person, row.what, "", "", "", row.by])
    return text.getvalue().encode()


def verified(held: Opened, happened: Path, announced: Path | None, stages: Path | None) -> Verdict:
    """Check a continuation against its case, the announced plan and the day's file."""
    if announced is None:
        raise click.ClickException("--day needs --announced: the plan that the day began with")
    begun = opened(announced, held.folder)
    before, case = begun.plan, begun.case
    schedule = stages_on_the_day(stages, begun)
    day, _ = read_day(happened, case, before, schedule)
    told = Announced.of(before, case.docket, leaders(case.docket))
    if freed := {each.id for each in held.plan.people}.intersection(_held_back(before)):
        raise service.OtherState(
            f"{held.path} frees {', '.join(sorted(freed)[:10])}, and {announced} holds them back "
            "on the desk's word (not in this round). Nobody goes who did not agree to go."
        )
    try:
        choice = read_choice(held.path)
        account = Account.of(day, schedule)
        word = [person for person, row in day.standing.items() if row.what == NOT_IN_THIS_ROUND]
        verdict, unmet = confirm(held.data, case.docket, account, told, choice, word)
    except NotOwable as term:
        raise click.ClickException(f"the plan leaves {term} unmet, which cannot give") from None
    if unmet:
        words = f"Left unmet, since the day allows no more: {', '.join(unmet)}."
        show.console().print(Text(words, style="yellow"))
    return verdict
