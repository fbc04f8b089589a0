"""What the commands about persons print: what is proposed, alarms, two entries side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from canje.base.findings import Finding, shown
from canje.base.languages import Language, said
from canje.case.reconciled import Work
from canje.cli import show
from canje.cli.catalogue import SAID, say
from canje.reconcile.beside import Line, Mark
from canje.reconcile.catalogue import SEMICOLON
from canje.reconcile.explain import level_words
from canje.reconcile.funnel import Funnel, Step
from canje.reconcile.keep import Edit
from canje.reconcile.link import Alarm, Linked
from canje.reconcile.model import worth
from canje.reconcile.persons import Asked, Entry, Person, Source
from canje.reconcile.queue import Question
from canje.reconcile.register import Contradiction, Register, Standing
from canje.reconcile.review import Agreement

ASKS = 5
"""Remarks to ask about that are shown at once."""

ROWS = 10
"""Alarms of one kind, contradictions and edits that are shown, at most."""

_ALARMS: Mapping[Alarm, str] = {
    "bridge": "hang together by a thin link",
    "father": "put together, with different fathers' names",
    "born": "put together, with different dates of birth",
    "judged": "judged one person and two",
}
_MARKS: Mapping[Mark, str] = {
    "match": "green", "near": "yellow", "mismatch": "red", "script": "dim", "blank": "dim",
}  # fmt: skip
_STEPS: Mapping[Step, str] = {
    "sought": "on a list of those sought",
    "answered": "the holder said anything about them",
    "acknowledged": "the holder says that it holds them",
    "eligible": "of these, nothing keeps them back",
    "agreed": "on a signed list",
    "moved": "on a list of those who crossed",
}
_JOINED: Mapping[Source, str] = {
    "alone": "one entry alone",
    "judged": "joined by judgements",
    "proposed": "joined by a suggestion that nobody judged",
}


def _table(*columns: str, right: Sequence[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name in right else "left")
    return table


def linked(made: Linked, work: Work) -> RenderableType:
    """How many entries, how many persons are proposed, what stands, what is in doubt."""
    persons = made.persons
    several = sum(len(each) > 1 for each in persons)
    entries = show.plural(len(made.pool), "entry", "entries")
    head = Text(f"{entries}, {len(persons):,} proposed persons.", style="bold")
    table = _table("list", "kind", "party", "entries", "with another", right=("entries",))
    table.columns[-1].justify = "right"
    sizes = np.bincount(made.clusters.of)
    joined = sizes[made.clusters.of] > 1
    for each in work.standing.lists:
        rows = made.pool.of == made.pool.lists.index(each.id)
        table.add_row(
            Text(shown(each.id, 30)), each.kind, Text(shown(each.party, 12)),
            f"{int(rows.sum()):,}", f"{int((rows & joined).sum()):,}",
        )  # fmt: skip
    doubt = int(((made.probability > 0.05) & (made.probability < 0.95)).sum())
    lines = [
        f"{show.plural(several, 'person has', 'persons have')} more than one entry.",
        f"{show.plural(doubt, 'pair is', 'pairs are')} in doubt: canje queue asks about them.",
    ]
    if work.standing.struck:
        lines.append(f"{len(work.standing.struck):,} of the entries are struck from newer lists.")
    return Group(head, Text(), table, Text(), *(Text(each) for each in lines), _stands(made, work))


def _stands(made: Linked, work: Work) -> Text:
    count = Counter(each.verdict for each in made.register.standing)
    said = ", ".join(f"{count[each]:,} {each}" for each in ("same", "different", "unsure"))
    text = f"{show.plural(len(work.judgements), 'judgement', 'judgements')}; what stands: {said}."
    return Text(text)


def alarms(made: Linked, names: Mapping[str, Entry]) -> RenderableType:
    """What a person should look at, the weakest link first."""
    parts: list[RenderableType] = []
    for kind, words in _ALARMS.items():
        if kind == "judged":
            continue
        some = sorted(
            (each for each in made.alarms if each.kind == kind),
            key=lambda each: (each.bits, each.entries),
        )
        if not some:
            continue
        noun = show.plural(len(some), "alarm", "alarms")
        parts += [Text(), Text(f"{noun}: entries that {words}", style="bold yellow")]
        if kind != "bridge":
            parts[-1] = Text(f"{noun}: entries {words}", style="bold yellow")
        for each in some[:ROWS]:
            bits = f" ({each.bits:.1f} bits)" if kind == "bridge" else ""
            parts.append(Padding(Text(f"{_named(each.entries, names)}{bits}"), (0, 0, 0, 2)))
        if len(some) > ROWS:
            parts.append(Padding(Text(f"and {len(some) - ROWS:,} more", style="dim"), (0, 0, 0, 2)))
    return Group(*parts)


def _named(entries: Iterable[str], names: Mapping[str, Entry]) -> str:
    told = [
        f"{each} {shown(names[each].fact('name'), 30)}" if each in names else each
        for each in entries
    ]
    rest = f"; and {len(told) - 4} more" if len(told) > 4 else ""
    return "; ".join(told[:4]) + rest


def contradictions(
    made: Register, names: Mapping[str, Entry], bits: Mapping[tuple[str, str], float]
) -> RenderableType:
    """Judgements that cannot all hold: the entries, and the links with the weakest first."""
    parts: list[RenderableType] = []
    for each in made.contradictions[:ROWS]:
        parts += [Text(), _contradiction(each, names, bits, made)]
    if len(made.contradictions) > ROWS:
        parts.append(Text(f"and {len(made.contradictions) - ROWS:,} more", style="dim"))
    return Group(*parts)


def _contradiction(
    each: Contradiction,
    names: Mapping[str, Entry],
    bits: Mapping[tuple[str, str], float],
    made: Register,
) -> RenderableType:
    entries = sorted({entry for link in (*each.links, each.apart) for entry in link.pair})
    head = Text("Contradiction", style="bold red")
    head.append(f" among {show.plural(len(entries), 'entry', 'entries')}", style="not bold")
    parts: list[RenderableType] = [head]
    parts += [Padding(Text(_named([entry], names)), (0, 0, 0, 2)) for entry in entries[:ROWS]]
    table = _table("judged", "left", "right", "by", "bits", right=("bits",))
    for link in each.weakest:
        table.add_row(*_judged(link, bits, made))
    return Group(*parts, Padding(table, (0, 0, 0, 2)))


def _judged(
    link: Standing, bits: Mapping[tuple[str, str], float], made: Register
) -> tuple[Text, ...]:
    verdict = link.verdict + (" (left out)" if link.pair in made.left_out else "")
    known = f"{bits[link.pair]:+.1f}" if link.pair in bits else ""
    told = (verdict, *link.pair, shown(", ".join(link.by), 16), known)
    return tuple(Text(each) for each in told)


def question(
    number: int,
    of: int,
    each: Question,
    left: Entry,
    right: Entry,
    lines: Sequence[Line],
    language: Language,
) -> RenderableType:
    """Two entries side by side; what was said of them before is not shown."""
    head = Text(say("queue.head", language, n=number, of=of), style="bold")
    if each.again:
        head.append(f"  {say('queue.again', language)}", style="cyan not bold")
    else:
        one = say("queue.one", language, share=f"{each.probability:.0%}")
        head.append(f"  {one}", style="not bold")
    table = _table("", say("queue.left", language), say("queue.right", language), "")
    table.columns[1].max_width = table.columns[2].max_width = 26
    table.add_row(field("entry", language), Text(left.id), Text(right.id), "")
    kinds = [say(f"kind.{entry.list.kind}", language) for entry in (left, right)]
    table.add_row(field("kind", language), *map(Text, kinds), "")
    parties = [shown(entry.list.party) for entry in (left, right)]
    table.add_row(field("party", language), *map(Text, parties), "")
    for line in lines:
        mark = Text(say(f"mark.{line.mark}", language), style=_MARKS[line.mark])
        texts = (Text(shown(line.left)), Text(shown(line.right)))
        table.add_row(field(line.field, language), *texts, mark)
    return Group(head, table)


def field(name: str, language: Language) -> Text:
    """A field's name; a column that is not understood keeps its own. Parts of names are inset."""
    key = f"field.{name.strip()}"
    words = say(key, language) if key in SAID else shown(name.strip(), 30)
    return Text(" " * (len(name) - len(name.lstrip())) + words)


def reasons(lines: Sequence[Line], each: Question, language: Language) -> RenderableType:
    """What speaks for and against, the weightiest first."""
    told = sorted((line for line in lines if line.words), key=lambda line: -abs(line.bits))
    words = said(SEMICOLON, language).join(f"{line.words} ({line.bits:+.1f})" for line in told)
    return Text() if each.again else Padding(Text(words, style="dim"), (0, 0, 0, 2))


def reviewed(found: Agreement, language: Language) -> Text:
    """How often two people agree who judged the same entries."""
    if not found.both:
        return Text(say("queue.once", language), style="dim")
    figures = {
        "agree": f"{found.agree:,}",
        "both": f"{found.both:,}",
        "share": f"{found.share:.0%}",
    }
    return Text(say("queue.twice", language, **figures))


def weights(before: Linked, after: Linked, language: Language, rows: int = 24) -> RenderableType:
    """What the levels of comparisons are worth in bits, before judgements and after; those that
    judgements moved most come first."""
    heads = [say(f"weights.{each}", language) for each in ("says", "before", "after")]
    table = _table(*heads, right=heads[1:])
    found: list[tuple[float, int, int, float, float]] = []
    for at in range(len(after.weights.fields)):
        one, other = (worth(each.weights.m[at], each.weights.u[at]) for each in (before, after))
        for level in range(1, len(other)):
            change = round(abs(float(other[level] - one[level])), 2)  # as shown
            found.append((-change, at, level, float(one[level]), float(other[level])))
    for _, at, level, first, then in sorted(found)[:rows]:
        words = level_words(after, at, level, language)
        table.add_row(Text(words), f"{first:+.2f}", f"{then:+.2f}")
    line = after.line
    figures = {"slope": f"{line.slope:.2f}", "shift": f"{line.shift / float(np.log(2)):+.2f}"}
    return Group(table, Text(say("weights.line", language, **figures)))


def moved(before: Linked, after: Linked, language: Language) -> Text:
    """What judgements did to the proposed persons, and how often the machine had been right."""
    told = after.judged
    number, of, ids = before.pool.number, before.clusters.of, after.pool.ids
    right = sum(
        (of[number[ids[one]]] == of[number[ids[other]]]) == same
        for (one, other), same in told.items()
    )
    figures = {"before": len(before.persons), "after": len(after.persons)}
    figures |= {"judged": len(told), "right": int(right)}
    words = {name: f"{count:,}" for name, count in figures.items()}
    return Text(
        "\n".join(say(key, language, **words) for key in ("weights.persons", "weights.right"))
    )


def persons(found: Sequence[Person]) -> RenderableType:
    """How entries became persons."""
    count = Counter(each.joined for each in found)
    head = Text(f"{len(found):,} persons.", style="bold")
    lines = [Text(f"{count[how]:>8,}  {words}") for how, words in _JOINED.items() if count[how]]
    contested = sum("holder" in each.differs for each in found)
    if contested:
        lines.append(Text(f"{contested:>8,}  held by several, as they say", style="yellow"))
    return Group(head, *lines)


def funnel(each: Funnel) -> RenderableType:
    """The steps with bars, and the answers."""
    head = Text(f"{each.seeker} seeks, {each.holder} answers", style="bold")
    head.append(f"  ({show.plural(each.entries, 'entry', 'entries')})", style="not bold")
    table = _table("step", "persons", "", "who is counted", right=("persons",))
    most = max(1, each.counts[0][1])
    for step, count in each.counts:
        bar = "█" * -(-16 * count // most)
        table.add_row(step, f"{count:,}", Text(bar, style="cyan"), _STEPS[step])
    codes = ", ".join(f"{code} {count:,}" for code, count in each.codes)
    parts: list[RenderableType] = [head, table, Text(f"Answers: {codes}.")]
    if each.unsought:
        whom = show.people(each.unsought)
        parts.append(Text(f"{each.holder} acknowledges {whom} more whom nobody seeks."))
    return Group(*parts)


def asks(found: Sequence[Asked], language: Language) -> RenderableType:
    """Remarks that are to be asked about, with what they may say."""
    if not found:
        return Text()
    parts = [Text(say("queue.asks", language, n=f"{len(found):,}"), style="bold")]
    for each in found[:ASKS]:
        may = " ".join(say(f"queue.asks.{one}", language) for one in each.says)
        text = Text(f"  {may} ", style="yellow")
        text.append(f"{each.entry.id} {shown(each.entry.fact('name'), 40)}", style="not yellow")
        if each.remark != each.entry.fact("name"):
            text.append(f": {shown(each.remark, 60)}", style="dim")
        parts.append(text)
    if len(found) > ASKS:
        parts.append(Text(f"  + {len(found) - ASKS:,}", style="dim"))
    parts.append(Text(say("queue.asks.how", language, file="statements.csv"), style="dim"))
    return Group(*parts)


def open_points(found: Sequence[Finding]) -> RenderableType:
    """How much in people.csv waits for an answer, by what it is about."""
    told = []
    for code, words in (
        ("person.to-ask", "may have died or been released, as a remark says"),
        ("health.differs", "have a health on which lists do not agree"),
    ):
        count = sum(int(each.params.get("count", "1").replace(",", "")) for each in found
                    if each.code == code or each.params.get("kind") == code)  # fmt: skip
        if count:
            told.append(f"{show.people(count)} {words}.")
    if not told:
        return Text()
    return Text(" ".join([*told, "canje check shows each."]), style="yellow")


def edits(found: Sequence[Edit], lost: Sequence[Edit] = ()) -> RenderableType:
    """What people changed in people.csv."""
    table = _table("person", "column", "was", "is")
    for each in found[:ROWS]:
        table.add_row(
            Text(shown(each.id, 24)), each.column or "the row",
            Text(shown(each.was, 20)), Text(shown(each.now, 20)),
        )  # fmt: skip
    parts: list[RenderableType] = [table]
    if len(found) > ROWS:
        parts.append(Text(f"and {len(found) - ROWS:,} more", style="dim"))
    if lost:
        text = "found no place: the row was taken out, or its person was changed elsewhere"
        parts.append(Text(f"{show.plural(len(lost), 'change', 'changes')} {text}.", style="yellow"))
    return Group(*parts)
