"""What the commands of the day print."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from canje.case.case import Case
from canje.cli.show import OUTCOMES, certificate, people, plural
from canje.handover.debt import Debt
from canje.handover.repair import Repair
from canje.handover.stop import Ground, Rule

MOST = 30
"""Ids that are listed at most; the plan has all."""


_NO_PLACE = ("person who was announced finds", "people who were announced find")


def repaired(made: Repair, case: Case, rule: Rule | None) -> RenderableType:
    """How it goes on, what changes, what is owed, and whether the next stage may start."""
    plan, account = made.plan, made.account
    parts: list[RenderableType] = []
    if plan.outcome in ("infeasible", "stopped"):
        colour, words = OUTCOMES[plan.outcome]
        parts.append(Text(words, style=f"bold {colour}"))
        if plan.conflict:
            parts.append(Text(f"Cannot all hold together: {', '.join(plan.conflict)}."))
        return Group(*parts)
    more = plan.freed - len(account.fixed)
    head = Text(f"{people(plan.freed)} go home: ", style="bold")
    head.append(
        f"{plural(len(account.crossed), 'has', 'have')} crossed, "
        f"{plural(len(account.aboard), 'is', 'are')} aboard, {more:,} more can go."
    )
    parts.append(head)
    colour, words = OUTCOMES[plan.outcome]
    if made.unmet:
        words = "Proved: no continuation owes less, and none that owes so little is better."
        words = words if plan.outcome == "proved" else OUTCOMES[plan.outcome][1]
    parts += [Text(words, style=colour), Text()]
    out = len(made.told.out) + len(account.died)  # as the parties count them
    changes = (
        (f"{plural(out, 'person is', 'people are')} out of this round", ()),
        (f"{people(len(made.called))} called in, the first of the reserves", made.called),
        (f"{plural(len(made.dropped), *_NO_PLACE)} no place now", made.dropped),
        (
            f"{plural(len(made.moved), 'person goes', 'people go')} otherwise than announced",
            made.moved,
        ),
    )
    for words, who in changes:
        if not words.startswith(("0 ", "Nobody")):
            parts.append(Text(f"{words}{':' if who else '.'}"))
            parts += [Padding(Text(_ids(who)), (0, 0, 0, 2))] if who else []
    if made.unmet:
        parts += [Text(), Text("Not all terms can still hold.", style="bold red")]
        parts += [debt(each, case) for each in made.debts]
    if rule is not None:
        parts += [Text(), *_rule(rule)]
    parts += [Text(), Text(certificate(plan), style="dim")]
    return Group(*parts)


def debt(each: Debt, case: Case) -> Text:
    """Who owes whom what, and on which term."""
    term = next(term for term in case.docket.terms if term.id == each.term)
    line = Text("  ")
    if each.amount is None:
        line.append(f"{each.term}, of {each.by}: not met; no number says by how much.")
    elif each.unit == "worth":
        line.append(
            f"{_named(each.debtors)} owes {_named(each.creditors)} people worth {each.amount:,} "
            f"by the tariff of {each.term}, of {each.by}."
        )
    elif each.over:
        line.append(
            f"{each.amount:,} more went than {each.term}, of {each.by}, allows: "
            f"{_named(each.debtors)} got them from {_named(each.creditors)}."
        )
    else:
        line.append(
            f"{_named(each.debtors)} owes {_named(each.creditors)} {people(each.amount)} "
            f"on {each.term}, of {each.by}."
        )
    line.append(f" ({term.text})", style="dim")
    return line


def _rule(rule: Rule) -> Iterable[RenderableType]:
    if rule.may_start:
        yield Text(f"Stage {rule.stage} may start.", style="bold green")
    elif rule.stage is None and not rule.grounds:
        yield Text("Nobody of any stage is still to go.", style="bold green")
    else:
        which = "The handover" if rule.stage is None else f"Stage {rule.stage}"
        yield Text(f"{which} must not go on:", style="bold red")
        for ground in rule.grounds:
            yield Padding(Text(_ground(ground)), (0, 0, 0, 2))
    if rule.unstaged:
        who = plural(len(rule.unstaged), "person is", "people are")
        yield Text(f"{who} in no stage yet; --restage makes stages for all who are left.")


def _ground(ground: Ground) -> str:
    match ground.why:
        case "stopped":
            return f"the leg {ground.of} is stopped" if ground.of else "it is stopped"
        case "guard":
            return f"{ground.of} is not met (--met {ground.of} once it is)"
        case "unaccounted":
            return f"no outcome yet of {people(len(ground.people))}: {_ids(ground.people)}"
        case "exposed":
            return (
                f"{ground.of} would have given {ground.figure:,} more than it got, "
                f"and tolerates {ground.limit:,}"
            )
        case _:
            return f"it would leave a debt on {ground.of}; the parties must agree on it first"


def _named(parties: tuple[str, ...]) -> str:
    return " and ".join(parties) or "nobody named"


def _ids(who: tuple[str, ...]) -> str:
    more = f" and {len(who) - MOST:,} more" if len(who) > MOST else ""
    return ", ".join(who[:MOST]) + more
