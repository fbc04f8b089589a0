"""The steps of a draw's ceremony on the command line: dice, commitments, closing, the seed."""

from __future__ import annotations

import re
from pathlib import Path

import click
from rich.console import Group, RenderableType
from rich.text import Text

from canje.app import service
from canje.case.case import Case
from canje.clear.plan import Plan
from canje.cli import show
from canje.cli.common import CLEAN
from canje.draw import seed as seeds
from canje.draw import turns
from canje.draw.ceremony import Ceremony, due, instant
from canje.draw.turns import NoSeed


def published(made: Plan, path: Path) -> Plan:
    """A plan with its chances, not drawn yet; NoSeed where it is none."""
    if made.draw is None:
        raise NoSeed(
            f"{path.name} has no published chances to go by. Give the file that was published; it "
            f"is made by canje draw {path.name} --chances -o chances.json"
        )
    if made.draw["seed"] is not None:
        raise NoSeed(
            f"{path.name} is drawn already. Give the chances as they were published before the draw"
        )
    return made


def frozen(said: Ceremony, made: Plan) -> RenderableType:
    """The digest that everybody commits to, and whether draw.yaml has it."""
    if any(not each.commitment for each in said.beacon.throws):
        words = "The dice that draw.yaml announces come next (canje draw --throw NAME)."
        return Text(words, style="yellow")
    digest = _frozen(said, made).hex()
    if said.frozen == digest:
        return Text(f"draw.yaml freezes this: {digest}", style="dim", overflow="fold")
    if said.frozen:
        return Text(turns.OTHER, style="red")
    return Group(
        Text("For draw.yaml, before anybody commits to a secret:", style="bold"),
        Text(f"frozen: {digest}", overflow="fold"),
    )


def _digests(made: Plan) -> tuple[str, str]:
    digest = (made.draw or {})["lottery"]["digest"]
    return digest["problem"], digest["table"]


def _frozen(said: Ceremony, made: Plan) -> bytes:
    return seeds.frozen_digest(said, *_digests(made))


def _announced(case: Case) -> Ceremony:
    if case.draw.ceremony is None:
        raise NoSeed(
            "the case has no draw.yaml with a deadline and a beacon (--case FOLDER names another)"
        )
    return case.draw.ceremony


def commit(case: Case, made: Plan, party: str, output: Path | None) -> int:
    """A fresh secret to a file that nobody else sees, and its commitment to be told."""
    said, now = _announced(case), service.now()
    bound = _frozen(said, made)
    turns.may_commit(said, party, now, bound.hex())
    if output is None:
        raise click.UsageError("--commit needs -o: a file for the secret")
    secret = service.secret()
    service.write_secret(output, (secret.hex() + "\n").encode())
    show.console().print(Text("For draw.yaml, under commitments:", style="bold"))
    word = seeds.commitment(party, secret, bound)
    show.console().print(Text(f"- {{party: {party}, at: {now},\n   commitment: {word}}}"))
    words = (
        f"Secret written to {output}. Show it to nobody until draw.yaml has everybody's "
        f"commitment; then reveal it before {said.deadline}."
    )
    show.console().print(Text(words))
    return CLEAN


def throw(case: Case, made: Plan, by: str, output: Path | None) -> int:
    """Rolls to a file that nobody else sees, and their commitment to be told."""
    said, now = _announced(case), service.now()
    turns.may_throw(said, by, now)
    if output is None:
        raise click.UsageError("--throw needs -o: a file for the rolls")
    typed = click.prompt(
        f"Rolls, digits 1 to 6, {seeds.ROLLS} or more (not shown)",
        hide_input=True,
        confirmation_prompt="The same again",
        err=True,
    )
    rolls = "".join(typed.split())
    if not re.fullmatch(f"[1-6]{{{seeds.ROLLS},}}", rolls):
        raise NoSeed(
            f"these are not {seeds.ROLLS} or more rolls of a die: digits from 1 to 6, as they fell"
        )
    nonce = service.secret()
    service.write_secret(output, f"rolls: {rolls}\nnonce: {nonce.hex()}\n".encode())
    word = seeds.thrown(by, rolls, nonce, seeds.announced_digest(said, *_digests(made)))
    show.console().print(Text(f"For draw.yaml, in the entry of {by} under throws:", style="bold"))
    show.console().print(Text(f"  at: {now}\n  commitment: {word}"))
    words = (
        f"{len(rolls)} rolls written to {output}. Neither you nor the witnesses tell them to "
        f"anybody before {said.deadline}; then open them: opened, rolls, nonce."
    )
    show.console().print(Text(words))
    return CLEAN


def drawn(case: Case, made: Plan) -> tuple[Ceremony, bytes]:
    """The ceremony of the case and its seed; NoSeed where it is not complete, with what is next."""
    said, now = _announced(case), service.now()
    try:
        turns.may_draw(said, now)
        return said, seeds.seed(said, *_digests(made))
    except NoSeed:
        if _to_be_closed(said, now):
            show.console().print(_closing(said, now))
        raise


def _to_be_closed(said: Ceremony, now: str) -> bool:
    """Whether reveals are over and the beacon is still to come."""
    if said.closed or now < said.deadline:
        return False
    if said.beacon.kind == "drand":
        return now < instant(due(said.beacon.round))
    return not any(each.opened for each in said.beacon.throws)


def _closing(said: Ceremony, now: str) -> RenderableType:
    return Group(
        Text("Reveals are over. For draw.yaml, of which everybody gets a copy now:", style="bold"),
        Text(f"closed: {now}"),
        Text(
            f"Closing digest, to be compared by telephone: {seeds.closing_digest(said)}",
            overflow="fold",
        ),
        Text(),
    )
