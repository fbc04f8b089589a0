"""`canje reconcile`, `judge`, `accept`, `queue`, `persons`: from lists to people.csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import click
import numpy as np
from rich.text import Text

from canje.app import service
from canje.base.dates import PartialDate
from canje.base.findings import Findings, Refused, refusal
from canje.base.languages import Language
from canje.case.case import Case
from canje.case.folder import inspect
from canje.case.judgements import FILE as JUDGEMENTS
from canje.case.judgements import rows_to_add
from canje.case.reconciled import (
    FOLDER as RECONCILED,
)
from canje.case.reconciled import (
    Work,
    membership,
    read_work,
    suggestions,
    table_bytes,
    table_of,
)
from canje.cli import show, show_reconcile
from canje.cli.catalogue import answer_of, say
from canje.cli.common import CLEAN, FOLDER, FOUND, OUT, OUT_FOLDER, language_option, told
from canje.cli.place import Place, place_options
from canje.reconcile.beside import beside
from canje.reconcile.competition import groups
from canje.reconcile.explain import explain
from canje.reconcile.funnel import funnels
from canje.reconcile.keep import Kept, kept
from canje.reconcile.link import Linked, Warned, bits_of
from canje.reconcile.persons import COLUMNS, RESTS_ON, Asked, Person, Said, to_ask
from canje.reconcile.queue import Doubts, Question, again, mixed, ranked, settled, stakes
from canje.reconcile.register import VERDICTS, Judgement, Pair, Verdict
from canje.reconcile.renew import Known
from canje.reconcile.review import agreement
from canje.report.page import render_funnel
from canje.terms.eligible import eligible

KNOWN = "known.npz"
"""What is kept of a linkage for the next: pairs and weights, no name."""

by_option = click.option("--by", required=True, metavar="NAME", help="Who judges.")
why_option = click.option("--why", required=True, metavar="TEXT", help="On what grounds.")


@click.command("reconcile", short_help="Propose which entries of a case's lists are one person.")
@click.argument("folder", type=FOLDER)
@click.option("-o", "--output", type=OUT_FOLDER, metavar="DIR", help="Where suggestions go.")
@click.option("--renew", is_flag=True, help="Compare only what changed since the last time.")
@language_option
@place_options
@told
def reconcile_command(
    folder: Path, output: Path | None, renew: bool, place: Place, language: Language
) -> int:
    """Propose which entries of a case's lists are one person, across lists and within them.

    Suggestions go to reconciled/ in the case, with a probability and a reason each; what people
    judged is never touched, and always stands. Next: canje queue.

    Lists too long for one machine are linked on Spark (--engine spark), with the same result.

    Exit code 0: done. 1: there are alarms or contradictions to look at.
    """
    if renew and not place.here:
        raise click.UsageError("--renew compares little, and does it here: leave out --engine")
    work = read_work(folder)
    console = show.console()
    to = output or folder / RECONCILED
    service.see_to_folder(to)
    known = _known(to / KNOWN) if renew else None
    if renew and known is None:
        console.print(Text("Nothing is known from before: all is compared.", style="yellow"))
    made = work.renewed(known) if known is not None else place.linked(work)
    to.mkdir(exist_ok=True)
    service.write_all(
        {
            to / "suggestions.csv": suggestions(work, made, language),
            to / "proposed.csv": membership(work, made),
            to / KNOWN: work.remembered(made).to_bytes(),
        }
    )
    console.print(show_reconcile.linked(made, work))
    console.print(show_reconcile.alarms(made, work.entries))
    console.print(show_reconcile.contradictions(made.register, work.entries, _bits(made)))
    console.print(f"\nSuggestions written to {to}", soft_wrap=True)
    return FOUND if made.alarms or made.register.contradictions else CLEAN


def _known(path: Path) -> Known | None:
    """What was kept of the last linkage, where it can be read."""
    try:
        return Known.from_bytes(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _bits(made: Linked) -> dict[Pair, float]:
    """How much the machine speaks for one person, of the pairs that contradictions are about."""
    return bits_of(
        made, {link.pair for each in made.register.contradictions for link in each.weakest}
    )


@click.command("judge", short_help="Judge whether two entries are one person.")
@click.argument("folder", type=FOLDER)
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice(VERDICTS))
@by_option
@why_option
@told
def judge_command(folder: Path, left: str, right: str, verdict: Verdict, by: str, why: str) -> int:
    """Judge whether two entries (LIST-1#12) are one person: same, different or unsure.

    The judgement is added to judgements.csv. A later one undoes it; none is ever deleted.

    Exit code 0: it stands. 1: it contradicts others, or it waits for a second person.
    """
    work = read_work(folder)
    made = _judgement(work, left, right, verdict, by, why)
    text = work.human.text
    service.add_to(folder / JUDGEMENTS, text, rows_to_add(text, [made]))
    return _after(folder, made.pair)


def _judgement(work: Work, left: str, right: str, verdict: Verdict, by: str, why: str) -> Judgement:
    """A judgement that can be taken; raises Refused with everything that is wrong with it."""
    findings = Findings()
    for name, entry in (("LEFT", left), ("RIGHT", right)):
        if entry not in work.standing.now:
            same = [each for each in work.standing.now if each.split("#")[0] == entry.split("#")[0]]
            known = same or [each.entries.ids[0] for each in work.standing.lists if len(each)]
            findings.add("entry.unknown", JUDGEMENTS, None, name, entry, among=known)
    if work.now(left) == work.now(right):
        findings.add("judgement.itself", JUDGEMENTS, None, "RIGHT", right)
    for name, text in (("--by", by), ("--why", why)):
        if not text.strip():
            findings.add("judgement.unsigned", JUDGEMENTS, None, name)
        elif not text.isprintable():
            findings.add("text.hidden", JUDGEMENTS, None, name, text)
    if findings.errors():
        raise refusal(findings.all())
    today = PartialDate.parse(service.today())
    return Judgement(left=left, right=right, verdict=verdict, by=by, why=why.strip(), date=today)


def _after(folder: Path, pair: Pair) -> int:
    """What stands after a judgement."""
    work = read_work(folder)
    made = work.register()
    console = show.console()
    now = sorted(work.now(each) for each in pair)
    stands = next((each for each in made.standing if list(each.pair) == now), None)
    if stands is None:
        words = "Written down. It stands once a second person says the same."
        console.print(Text(words, style="yellow"))
        return FOUND
    console.print(Text(f"{stands.verdict}, by {', '.join(stands.by)}.", style="green"))
    console.print(show_reconcile.contradictions(made, work.entries, {}))
    return FOUND if any(pair_in(each.apart.pair, each.links, now) for each in
                        made.contradictions) else CLEAN  # fmt: skip


def pair_in(apart: Pair, links: Sequence[Any], pair: Sequence[str]) -> bool:
    """Whether a judgement on these two entries is part of a contradiction."""
    return list(apart) == list(pair) or any(list(each.pair) == list(pair) for each in links)


@click.command("accept", short_help="Accept suggestions in bulk, under your name.")
@click.argument("folder", type=FOLDER)
@click.option(
    "--at-least", "least", type=click.FloatRange(0.5, 1), required=True, metavar="PROBABILITY",
    help="The least probability of a suggestion that is accepted.",
)  # fmt: skip
@by_option
@why_option
@place_options
@told
def accept_command(folder: Path, least: float, by: str, why: str, place: Place) -> int:
    """Accept, under the name of --by, all suggestions of a probability that nobody has judged.

    Each is written to judgements.csv by itself and can be undone by itself. Pairs that an alarm is
    about are left to be judged one by one.
    """
    work = read_work(folder)
    made = place.linked(work)
    mine = {each.pair for each in work.judgements if each.by == by}
    ids, of = made.pool.ids, made.clusters.of
    chosen = sorted(
        (ids[one], ids[other]) if ids[one] < ids[other] else (ids[other], ids[one])
        for one, other, probability in zip(
            made.left.tolist(), made.right.tolist(), made.probability.tolist(), strict=True
        )
        if probability >= least and of[one] == of[other] and (one, other) not in made.judged
    )
    chosen = [pair for pair in chosen if pair not in mine]
    quiet = _without_alarm(chosen, made.alarms)
    told = f"{why} [accepted at {least:g}]"
    rows = [_judgement(work, *pair, "same", by, told) for pair in quiet]
    if rows:
        text = work.human.text
        service.add_to(folder / JUDGEMENTS, text, rows_to_add(text, rows))
    console = show.console()
    console.print(f"{show.plural(len(rows), 'suggestion', 'suggestions')} accepted by {by}.")
    if len(quiet) < len(chosen):
        left = show.plural(len(chosen) - len(quiet), "pair", "pairs")
        console.print(f"{left} left out, by alarms that canje reconcile shows.")
    return CLEAN


def _without_alarm(pairs: Sequence[Pair], alarms: Sequence[Warned]) -> list[Pair]:
    """Pairs that no alarm is about."""
    about: dict[str, list[frozenset[str]]] = {}
    for alarm in alarms:
        for entry in alarm.entries:
            about.setdefault(entry, []).append(frozenset(alarm.entries))
    return [pair for pair in pairs if not any(pair[1] in each for each in about.get(pair[0], ()))]


@click.command("queue", short_help="What to ask a person next, side by side.")
@click.argument("folder", type=FOLDER)
@click.option("--count", type=click.IntRange(1, 1000), default=5, show_default=True)
@click.option("--by", default="", metavar="NAME", help="Who is to be asked; a tenth comes twice.")
@click.option("--ask", is_flag=True, help="Ask here, and write down each answer (needs --by).")
@click.option("--weights", is_flag=True, help="What judgements changed: weights before and after.")
@language_option
@place_options
@told
def queue_command(
    folder: Path, count: int, by: str, ask: bool, weights: bool, place: Place, language: Language
) -> int:
    """What to ask a person next: the pairs whose answer mends the most, side by side.

    A tenth of the judged pairs comes again to somebody else, without the first verdict.

    Exit code 0: done. 1: nothing is left to ask.
    """
    if ask and not by.strip():
        raise click.UsageError("--ask needs --by NAME: every judgement is signed")
    work = read_work(folder)
    made = place.linked(work)
    console = show.console()
    if weights:
        before = place.linked(work, ()) if work.judgements else made
        console.print(show_reconcile.weights(before, made, language))
        console.print(show_reconcile.moved(before, made, language))
        return CLEAN
    asked = _questions(work, made, count, by)
    for number, each in enumerate(asked, 1):
        left, right = work.entries[each.left], work.entries[each.right]
        lines = beside(left, right, explain(made, each.left, each.right, language), made.pool)
        console.print(
            show_reconcile.question(number, len(asked), each, left, right, lines, language)
        )
        console.print(show_reconcile.reasons(lines, each, language), Text())
        if ask and not _ask(work, folder, each, by, language):
            break
    console.print(show_reconcile.reviewed(agreement(read_work(folder).judgements), language))
    if not asked:
        console.print(say("queue.none", language))
    open_ = _to_ask(work)
    if open_:
        console.print(Text(), show_reconcile.asks(open_, language))
    return CLEAN if asked else FOUND


def _to_ask(work: Work) -> list[Asked]:
    """Remarks about people, as judgements join them, that nobody has answered."""
    answers: dict[str, list[Said]] = {}
    for each in work.human.said:
        answers.setdefault(work.now(each.entry), []).append(each)
    found: list[Asked] = []
    for ids in work.register().persons(work.standing.entries):
        about = [said for id in ids for said in answers.get(id, ())]
        found += to_ask([work.entries[id] for id in ids], about)
    return found


def _questions(work: Work, made: Linked, count: int, by: str) -> list[Question]:
    """New pairs, the most telling first, and second looks at every tenth place."""
    entries, of = made.pool, made.clusters.of
    left, right = made.left, made.right
    sizes = np.bincount(of)
    lists = {each.id: each for each in work.standing.lists}
    known = [lists[each] for each in entries.lists]
    weight = stakes(
        [each.kind for each in known], [each.party for each in known],
        entries.of[left], entries.of[right],
    )  # fmt: skip
    doubts = Doubts.of(
        made.probability, weight, groups(entries, left, right),
        (sizes[of[left]], sizes[of[right]]), of[left] == of[right],
    )  # fmt: skip
    names = [[entries.ids[each] for each in side.tolist()] for side in (left, right)]
    stands: Mapping[Pair, Verdict] = {each.pair: each.verdict for each in made.register.standing}
    done = settled(work.judgements, stands, by, work.people)
    fresh = [
        Question(names[0][row], names[1][row], float(made.probability[row]), value)
        for row, value in ranked(names[0], names[1], doubts, done, count)
    ]
    second = [
        Question(*pair, 0.0, 0.0, again=True)
        for pair in (again(work.judgements, by) if by else ())
        if all(each in entries.number for each in pair)
    ]
    return mixed(fresh, second, count)


def _ask(work: Work, folder: Path, each: Question, by: str, language: Language) -> bool:
    """Ask about one pair and write down the answer; whether to go on."""
    meant = answer_of(click.prompt(say("queue.ask", language)))
    while meant is None:
        click.echo(say("queue.ask.again", language))
        meant = answer_of(click.prompt(say("queue.ask", language)))
    if meant != "later" and meant != "quit":
        why = click.prompt(say("queue.why", language))
        made = _judgement(work, each.left, each.right, meant, by, why)
        text = (folder / JUDGEMENTS).read_bytes() if (folder / JUDGEMENTS).exists() else b""
        service.add_to(folder / JUDGEMENTS, text, rows_to_add(text, [made]))
    return meant != "quit"


@click.command("persons", short_help="Make people.csv by judgements, and count.")
@click.argument("folder", type=FOLDER)
@click.option("--proposed", is_flag=True, help="Join what the machine proposes, too: a draft.")
@click.option("--keep", is_flag=True, help="Write anew around what was changed by hand.")
@click.option("-o", "--output", type=OUT, metavar="FILE", help="Write the funnel as HTML.")
@language_option
@place_options
@told
def persons_command(
    folder: Path,
    proposed: bool,
    keep: bool,
    output: Path | None,
    place: Place,
    language: Language,
) -> int:
    """Make people.csv: a row a person, by judgements; every entry in exactly one person.

    Who is sought by whom, held by whom according to whom, acknowledged or not. What people changed
    in people.csv is never overwritten: without --keep nothing is written then.

    Exit code 0: written. 1: people.csv was changed by hand, or judgements contradict each other.
    """
    work = read_work(folder)
    service.see_to_folder(folder)
    register = work.register()
    joined: Sequence[tuple[str, ...]] = register.persons(work.standing.entries)
    if proposed:
        made = place.linked(work)
        register, joined = made.register, made.persons
    found = work.persons(joined, register.same)
    console = show.console()
    table = _write(folder, found, keep)
    if table is None:
        return FOUND
    found = tuple(_as_written(each, table) for each in found)
    case, movable = _movable(folder)
    steps = funnels(found, movable)
    if output is not None and case is not None:
        service.write(output, render_funnel(case, steps, found, language).encode())
    console.print(show_reconcile.persons(found), Text())
    if not work.judgements and not proposed:
        hint = "Nobody has judged anything yet: canje queue asks, canje accept accepts in bulk."
        console.print(Text(hint, style="yellow"), Text())
    for each in steps:
        console.print(show_reconcile.funnel(each), Text())
    if movable is None:
        console.print(Text("Who can move is not known: see canje check.", style="yellow"))
    console.print(show_reconcile.contradictions(register, work.entries, {}))
    console.print(show_reconcile.open_points(inspect(folder)))
    if output is not None:
        said = "No report: canje check says what is wrong with the case."
        written = f"Report written to {output}" if case is not None else said
        console.print(written, soft_wrap=True)
    return FOUND if register.contradictions else CLEAN


def _as_written(person: Person, table: Kept) -> Person:
    """A person with the holder and the status that people wrote by hand, if they did."""
    row = table.by_id.get(person.id, {})
    return attrs.evolve(
        person,
        holder=row.get("holder") or person.holder,
        status=row.get("status") or person.status,
    )


def _write(folder: Path, found: Sequence[Person], keep: bool) -> Kept | None:
    """Write people.csv, with what people changed in it; None where nothing was written."""
    path, last_path = folder / "people.csv", folder / RECONCILED / "people.csv"
    made = {each.id: each.row() for each in found}
    stands, last = table_of(path), table_of(last_path) or {}
    heirs = _heirs(found, last)
    table = kept(last, {} if stands is None else stands, made, COLUMNS, heirs, RESTS_ON)
    console = show.console()
    if stands is not None and table.edits and not keep:
        findings = Findings()
        count = show.plural(len(table.edits), "change", "changes")
        findings.add("persons.edited", "people.csv", count=count)
        console.print(show.findings(findings.all()), show_reconcile.edits(table.edits))
        return None
    by_hand = (
        show_reconcile.edits(table.edits, table.lost)
        if stands is not None and table.edits
        else None
    )
    reopened = show_reconcile.edits(table.reopened) if table.reopened else None
    last_path.parent.mkdir(exist_ok=True)
    if stands is None:
        table = kept({}, {}, made, COLUMNS, {})
    # In this order: cut off between the two, the next run sees new values as kept by hand, which
    # they equal; the other way round it would keep the old ones.
    service.write_all(
        {
            path: table_bytes(table.columns, table.rows),
            last_path: table_bytes(COLUMNS, made.values()),
        }
    )
    if by_hand is not None:
        console.print("Kept as changed by hand:")
        console.print(by_hand)
    if reopened is not None:
        console.print("To be answered again, for lists say something new since:")
        console.print(reopened)
    console.print(f"{show.people(len(table.rows))} written to {path}", soft_wrap=True)
    return table


def _heirs(found: Sequence[Person], last: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """For persons of the last time that are gone: who has their first entry now."""
    of = {entry: each.id for each in found for entry in each.entries}
    heirs = {}
    for id, row in last.items():
        first = next(iter(row.get("entries", "").split()), "")
        if first in of and of[first] != id:
            heirs[id] = of[first]
    return heirs


def _movable(folder: Path) -> tuple[Case | None, set[str] | None]:
    """The case with its new people, and who of them can move; nothing where it cannot be read."""
    try:
        case = Case.read(folder)
    except Refused:
        return None, None
    table = eligible(case.docket)
    people = case.docket.people
    return case, {each for row, each in enumerate(people.ids) if table.moves_of(row)}
