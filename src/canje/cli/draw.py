"""`canje draw`: the lottery among plans as good, its chances, and the seed that decides it."""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from canje.app import service
from canje.app.opened import in_force, write_plan
from canje.case.case import Case
from canje.clear.check import verify
from canje.clear.explain import question_of
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.cli import ceremony as paper
from canje.cli import lots, show
from canje.cli.common import CLEAN, FILE, FOUND, OUT, case_option, plan_written, told
from canje.draw.ceremony import Ceremony
from canje.draw.draw import draw as draw_plan
from canje.draw.draw import prepare
from canje.draw.lottery import NoLottery
from canje.draw.seed import seed as seed_of
from canje.draw.turns import NoSeed
from canje.handover.overlay import continues


@click.command()
@click.argument("plan", type=FILE)
@case_option
@click.option("--chances", is_flag=True, help="Show each class's chance (so without a seed).")
@click.option("--seed", "seed_text", metavar="HEX", help="Draw by this seed of 32 bytes.")
@click.option("--ceremony", is_flag=True, help="Draw by the seed of the case's draw.yaml.")
@click.option("--replay", type=FILE, metavar="DRAWN", help="Draw again and compare, byte by byte.")
@click.option("--commit", "party", metavar="PARTY", help="Make a secret and its commitment.")
@click.option("--throw", "thrower", metavar="NAME", help="Commit to dice that NAME has thrown.")
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write the plan (or secret) here.")
@told
def draw(
    plan: Path,
    folder: Path | None,
    chances: bool,
    seed_text: str | None,
    ceremony: bool,
    replay: Path | None,
    party: str | None,
    thrower: str | None,
    output: Path | None,
) -> int:
    """Draw who goes, among all plans as good as PLAN, with chances as equal as can be.

    First publish the chances: canje draw PLAN --chances -o chances.json. Then draw from that file,
    by a seed that the parties make together (--throw, --commit, --ceremony: see docs/draw.md).

    Exit code 0: done. 1: there is nothing to draw, no seed, a step whose time has not come or is
    past, or a replay that differs.
    """
    ways = [chances, seed_text is not None, ceremony, replay is not None, party is not None,
            thrower is not None]  # fmt: skip
    if sum(ways) > 1:
        raise click.UsageError("these options are for one step each: give one of them")
    held = in_force(plan, folder)
    made, case = held.plan, held.case
    if continues(made):
        raise click.ClickException(
            f"{plan.name} goes on from a day: who steps in was settled by the draw before it"
        )
    verdict = verify(held.data, case.docket, case.draw.to_json())
    if not verdict.accepted:
        show.console().print(f"Nothing is drawn from {plan.name}: the checker refuses it.")
        show.console().print(show.verdict(verdict))
        return FOUND
    question = question_of(case.docket, made)
    try:
        if replay is not None:
            return _replay(case, question, paper.published(made, plan), replay)
        if party is not None:
            return paper.commit(case, paper.published(made, plan), party, output)
        if thrower is not None:
            return paper.throw(case, paper.published(made, plan), thrower, output)
        if ceremony:
            published = paper.published(made, plan)
            asked, seed = paper.drawn(case, published)
            drawn = draw_plan(question, published, seed, asked.to_json())
        elif seed_text is not None:
            seed = _own_seed(case, seed_text)
            drawn = draw_plan(question, _prepared(case, question, made, drawn=False), seed)
        else:
            return _chances(case, _prepared(case, question, made, drawn=True), output)
    except (NoLottery, NoSeed) as reason:
        what = "Nothing committed to" if party or thrower else "Nothing drawn"
        show.console().print(Text(f"{what}: {reason}.", style="yellow"))
        return FOUND
    own = None if output is None else write_plan(output, drawn, case)
    show.console().print(lots.drawn(drawn))
    if output is not None:
        plan_written(output, own)
    return CLEAN


def _prepared(case: Case, question: Question, made: Plan, drawn: bool) -> Plan:
    """The plan with its lottery; `drawn` where one that is drawn already will do."""
    if made.draw is not None and (drawn or made.draw["seed"] is None):
        return made
    with service.stopping() as stop, show.console().status("finding the fairest lottery"):
        return prepare(question, made, HiGHS(), stop, case.draw.choices)


def _own_seed(case: Case, text: str) -> bytes:
    """A seed of one's own; NoSeed where only a ceremony's counts."""
    try:
        seed = bytes.fromhex(text)
    except ValueError:
        seed = b""
    if len(seed) != 32:
        raise click.BadParameter("64 hexadecimal digits (32 bytes)", param_hint="--seed")
    if case.draw.ceremony is not None:
        raise NoSeed(
            "the case announces a ceremony, so that only its seed counts (--ceremony). To try out "
            "other seeds, take a copy of the case without draw.yaml"
        )
    return seed


def _chances(case: Case, prepared: Plan, output: Path | None) -> int:
    own = None if output is None else write_plan(output, prepared, case)
    show.console().print(lots.chances(prepared, case.docket.terms))
    if case.draw.ceremony is not None:
        show.console().print(paper.frozen(case.draw.ceremony, prepared))
    if output is not None:
        plan_written(output, own)
    return CLEAN


def _replay(case: Case, question: Question, published: Plan, path: Path) -> int:
    """Draw again from the chances that were published, and compare."""
    drawn, data = service.read_plan(path)
    if drawn.draw is None or drawn.draw["seed"] is None:
        raise NoSeed(f"{path.name} is not drawn")
    lottery, said = drawn.draw["lottery"], drawn.draw["ceremony"]
    if drawn.parts != published.parts:
        raise service.OtherState(f"{path} was drawn from another state of the case.")
    if (published.draw or {})["lottery"] != lottery:
        words = "Not the same: another lottery was published than was drawn from."
        show.console().print(Text(words, "bold red"))
        return FOUND
    seed = bytes.fromhex(drawn.draw["seed"])
    if said is not None:
        try:
            digest = lottery["digest"]
            seed = seed_of(Ceremony.from_json(said), digest["problem"], digest["table"])
        except (KeyError, TypeError, ValueError) as error:
            raise NoSeed(f"the ceremony in {path.name} cannot be read ({error})") from None
    again = draw_plan(question, published, seed, said)
    if again.to_bytes() != data:
        show.console().print(Text("Not the same.", style="bold red"))
        show.console().print(_differences(again, drawn))
        return FOUND
    show.console().print(Text(f"The same, to the byte ({len(data):,} bytes).", style="green"))
    verdict = verify(data, case.docket, case.draw.to_json())
    if not verdict.accepted:
        show.console().print(show.verdict(verdict))
        return FOUND
    if said is None:
        show.console().print(Text(lots.OWN_SEED, style="yellow"))
    return CLEAN


def _differences(again: Plan, drawn: Plan) -> Text:
    """What of two draws differs, in a few words."""
    here, there = ({each.id for each in plan.people} for plan in (again, drawn))
    lines = []
    for words, ids in (
        ("drawn and not in the file", here - there),
        ("in the file only", there - here),
    ):
        if ids:
            lines.append(f"{words}: {', '.join(sorted(ids)[:10])}")
    for key in ("seed", "ticket", "outcome", "reserves"):
        if (again.draw or {})[key] != (drawn.draw or {})[key]:
            lines.append(f"another {key}")
    return Text("\n".join(lines) or "The people are the same; something else in the file differs.")
