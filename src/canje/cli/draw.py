"""`canje draw`: the lottery among plans as good, its chances, and the seed that decides it."""

from __future__ import annotations

from pathlib import Path

import attrs
import click
from rich.text import Text

from canje.app import service
from canje.app.opened import in_force, write_plan
from canje.case.case import Case
from canje.clear.explain import question_of
from canje.clear.plan import Plan
from canje.clear.question import Question
from canje.clear.solver import HiGHS
from canje.cli import lots, show
from canje.cli.common import CLEAN, FILE, FOUND, case_option, plan_written, told
from canje.draw import ceremony as seeds
from canje.draw.ceremony import Ceremony, NoSeed
from canje.draw.draw import draw as draw_plan
from canje.draw.draw import prepare
from canje.draw.lottery import NoLottery


@click.command()
@click.argument("plan", type=FILE)
@case_option
@click.option("--chances", is_flag=True, help="Show each class's chance (so without a seed).")
@click.option("--seed", "seed_text", metavar="HEX", help="Draw by this seed of 32 bytes.")
@click.option("--ceremony", is_flag=True, help="Draw by the seed of the case's draw.yaml.")
@click.option("--replay", type=FILE, metavar="DRAWN", help="Draw again and compare, byte by byte.")
@click.option("--commit", "party", metavar="PARTY", help="Make a secret and its commitment.")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Write the plan (or secret) here.")
@told
def draw(
    plan: Path,
    folder: Path | None,
    chances: bool,
    seed_text: str | None,
    ceremony: bool,
    replay: Path | None,
    party: str | None,
    output: Path | None,
) -> int:
    """Draw who goes, among all plans as good as PLAN, with chances as equal as can be.

    First publish the chances: canje draw PLAN --chances -o chances.json. Then draw from that file,
    by a seed that the parties make together (--ceremony, see docs/draw.md). PLAN may be either.

    Exit code 0: done. 1: there is nothing to draw, no seed, or a replay that differs.
    """
    ways = [chances, seed_text is not None, ceremony, replay is not None, party is not None]
    if sum(ways) > 1:
        raise click.UsageError("one of --chances, --seed, --ceremony, --replay, --commit at a time")
    held = in_force(plan, folder)
    made, case = held.plan, held.case
    question = question_of(case.docket, made)
    try:
        if replay is not None:
            return _replay(question, made, replay)
        prepared = _prepared(case, question, made, drawn=not any(ways[1:]))
        if party is not None:
            return _commit(case, prepared, party, output)
        if seed_text is not None:
            drawn = draw_plan(question, prepared, _seed(seed_text))
        elif ceremony:
            asked, seed = _from_ceremony(case, prepared)
            drawn = draw_plan(question, prepared, seed, asked.to_json())
        else:
            return _chances(case, prepared, output)
    except (NoLottery, NoSeed) as reason:
        show.console().print(Text(f"Nothing drawn: {reason}.", style="yellow"))
        return FOUND
    show.console().print(lots.drawn(drawn))
    if seed_text is not None and case.draw.ceremony is not None:
        words = "For trying out: the case announces a ceremony, and canje verify wants its draw."
        show.console().print(Text(words, style="yellow"))
    _write(drawn, case, output)
    return CLEAN


def _prepared(case: Case, question: Question, made: Plan, drawn: bool) -> Plan:
    """The plan with its lottery; `drawn` where one that is drawn already will do."""
    if made.draw is not None and (drawn or made.draw["seed"] is None):
        return made
    with service.stoppable(None) as stop, show.console().status("finding the fairest lottery"):
        return prepare(question, made, HiGHS(), stop, case.draw.choices)


def _seed(text: str) -> bytes:
    try:
        seed = bytes.fromhex(text)
    except ValueError:
        seed = b""
    if len(seed) != 32:
        raise click.BadParameter("64 hexadecimal digits (32 bytes)", param_hint="--seed")
    return seed


def _from_ceremony(case: Case, prepared: Plan) -> tuple[Ceremony, bytes]:
    asked = case.draw.ceremony
    if asked is None:
        raise NoSeed(
            "the case has no draw.yaml with a deadline and a beacon (--case FOLDER names another)"
        )
    digest = (prepared.draw or {})["lottery"]["digest"]
    return asked, seeds.seed(asked, digest["problem"], digest["table"])


def _chances(case: Case, prepared: Plan, output: Path | None) -> int:
    show.console().print(lots.chances(prepared, case.docket.terms))
    if (asked := case.draw.ceremony) is not None:
        digest = (prepared.draw or {})["lottery"]["digest"]
        bound = seeds.frozen_digest(asked, digest["problem"], digest["table"])
        show.console().print(Text(f"with draw.yaml {bound.hex()}", style="dim", overflow="fold"))
    if output is not None:
        _write(prepared, case, output)
    return CLEAN


def _commit(case: Case, prepared: Plan, party: str, output: Path | None) -> int:
    """A fresh secret to a file that nobody else sees, and its commitment to be told."""
    asked = case.draw.ceremony
    if asked is None or party not in asked.parties:
        raise NoSeed(
            f"the case's draw.yaml announces no ceremony in which {party} takes part "
            "(--case FOLDER names another case)"
        )
    if output is None:
        raise click.UsageError("--commit needs -o: a file for the secret")
    digest = (prepared.draw or {})["lottery"]["digest"]
    bound = seeds.frozen_digest(asked, digest["problem"], digest["table"])
    secret = service.secret()
    service.write_all({output: (secret.hex() + "\n").encode()}, private={output})
    show.console().print(Text("For draw.yaml, under commitments:", style="bold"))
    word = seeds.commitment(party, secret, bound)
    show.console().print(
        Text(f"- {{party: {party}, date: {asked.deadline[:10]},\n   commitment: {word}}}")
    )
    show.console().print(
        f"Secret written to {output}. Keep it until the reveal; show it to nobody."
    )
    return CLEAN


def _replay(question: Question, made: Plan, path: Path) -> int:
    """Draw again from the table that was published, and compare."""
    drawn, data = service.read_plan(path)
    if drawn.draw is None or drawn.draw["seed"] is None:
        raise NoSeed(f"{path.name} is not drawn")
    lottery, said = drawn.draw["lottery"], drawn.draw["ceremony"]
    if drawn.parts != made.parts:
        raise service.OtherState(f"{path} was drawn from another state of the case.")
    if made.draw is not None and made.draw["lottery"] != lottery:
        show.console().print(Text("Another lottery was published than was drawn from.", "red"))
        return FOUND
    seed = bytes.fromhex(drawn.draw["seed"])
    if said is not None:
        try:
            seed = seeds.seed(
                Ceremony.from_json(said), lottery["digest"]["problem"], lottery["digest"]["table"]
            )
        except (KeyError, TypeError, ValueError) as error:
            raise NoSeed(f"the ceremony in {path.name} cannot be read ({error})") from None
    blank = dict.fromkeys(("seed", "ceremony", "outcome", "ticket", "reserves"))
    again = draw_plan(question, attrs.evolve(made, draw={"lottery": lottery, **blank}), seed, said)
    if again.to_bytes() == data:
        show.console().print(Text(f"The same, to the byte ({len(data):,} bytes).", style="green"))
        return CLEAN
    show.console().print(Text("Not the same.", style="bold red"))
    show.console().print(_differences(again, drawn))
    return FOUND


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


def _write(made: Plan, case: Case, output: Path | None) -> None:
    if output is not None:
        plan_written(output, write_plan(output, made, case))
