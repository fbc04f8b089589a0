"""What the commands print, made for a terminal of 80 columns and for one without colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from canje.base.findings import Finding
from canje.case.case import Case
from canje.clear.check import Verdict
from canje.clear.explain import Answer, Explanation
from canje.clear.plan import LeftOut, Plan
from canje.clear.price import Point, Prices, Short
from canje.cli.bidi import isolating
from canje.stage.schedule import plan_digest
from canje.terms.term import Term

WIDTH = 80

OUTCOMES = {
    "proved": ("green", "Proved: no exchange that meets the terms is better."),
    "feasible": ("yellow", "Not proved: a plan that meets every term, and how far it may be off."),
    "infeasible": ("red", "Proved: no exchange meets these terms. Nobody can be freed."),
    "stopped": ("yellow", "Stopped before a plan was found. This says nothing about the case."),
}

REASONS = {
    "held-elsewhere": "held elsewhere",
    "not-held": "not held",
    "exchanged-elsewhere": "exchanged elsewhere",
    "no-such-person": "no such person",
    "duplicate": "listed twice",
    "not-covered": "not covered",
    "nationality-unconfirmed": "nationality not confirmed",
    "unknown": "not known",
    "refused": "answer refused",
    "not-sought": "nobody asks for this person",
    "bar": "barred by an order",
    "bars": "barred by several orders together",
    "unanswered": "not answered",
    "no-destination": "no destination in common",
    "unit": "a member of the family or unit cannot move",
    "not-in-this-round": "not in this round",
    "red-line": "a party's red line",
    "terms": "the terms leave no room",
    "draw": "others of the same class go: the draw decides",
    "choice": "others of the same class go: a party chose them",
}


class Terminal(Console):
    """A terminal that tells the command where nobody reads any more: it knows how to end."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        raise BrokenPipeError


def console(errors: bool = False) -> Console:
    """A terminal of at most 80 columns, for what is shown or for what went wrong."""
    made = isolating(Terminal(stderr=errors, highlight=False))
    made.width = min(made.width, WIDTH)
    return made


def plural(count: int, one: str, many: str) -> str:
    """`1 person`, `1,054 people`."""
    return f"{count:,} {one if count == 1 else many}"


def people(count: int) -> str:
    return plural(count, "person", "people")


def findings(found: Iterable[Finding]) -> RenderableType:
    """Each finding: where it stands, why it is one and how to mend it."""
    parts: list[RenderableType] = []
    for each in found:
        colour = "red" if each.severity == "error" else "yellow"
        head = Text()
        head.append(each.file, style="bold")
        if each.row is not None:
            head.append(f", line {each.row}")
        if each.column:
            head.append(f", {each.column}")
        if each.value is not None:
            head.append(f": {each.value}")
        head.append(f"  {each.code}", style=colour)
        parts += [head, Padding(Text(each.why), (0, 0, 0, 2))]
        parts += [Padding(Text(each.mend, style="dim"), (0, 0, 1, 2))]
    return Group(*parts)


UNTELLABLE = (
    "There is an exchange, but a term asks for everyone of a destination that somebody refused "
    "in private: shown to the parties, the term would look broken and give that person away. "
    "Word the term by something else than the destination."
)
"""Where a plan is true to the terms and cannot be published."""


def plan(made: Plan, case: Case) -> RenderableType:
    """The outcome in a few lines, and who is left out and why in numbers."""
    colour, words = OUTCOMES[made.outcome]
    who = people(made.freed) if made.freed else "Nobody"
    said = "No plan." if made.outcome == "stopped" else f"{who} would go home."
    head = Text(said, style=f"bold {colour}")
    parts: list[RenderableType] = [head, Text(words)]
    if made.outcome == "feasible" and made.bound is not None and made.bound > made.freed:
        parts.append(Text(f"No exchange frees more than {made.bound:,}."))
    if made.desk is not None and made.desk != made.outcome:
        known = OUTCOMES[made.desk][1]
        if made.outcome == "stopped" and made.desk in ("proved", "feasible"):
            known = UNTELLABLE
        parts.append(Text(f"For the desk alone, with what people told it. {known}", style="cyan"))
    parts.append(Text())
    if made.people:
        parts += [_flows(made), Text()]
    if made.conflict:
        parts += [_conflict(made, case), Text()]
    if made.left_out:
        parts += [_left_out(made), Text()]
    if made.objective:
        parts += [_levels(made), Text()]
    parts.append(Text(certificate(made), style="dim"))
    return Group(*parts)


def certificate(made: Plan) -> str:
    """What the plan holds as proof, in a sentence."""
    levels = (made.certificate or {}).get("levels", [])
    if not levels:
        return "The plan holds no certificate."
    if made.outcome == "infeasible":
        return "Proof attached: these terms leave no exchange. Check it with canje verify."
    if made.outcome == "proved":
        return "Proof attached; check it with canje verify."
    return "A proof of the bound is attached; check it with canje verify."


def leaves(node: dict[str, object]) -> int:
    """How many leaves a certificate's tree has."""
    waiting, count = [node], 0
    while waiting:
        each = waiting.pop()
        if "split" in each:
            waiting += [each["le"], each["ge"]]  # type: ignore[list-item]
        else:
            count += 1
    return count


def _flows(made: Plan) -> RenderableType:
    table = Titled("Who frees whom for whom, and where they go")
    for name in ("frees", "for", "to"):
        table.add_column(name)
    table.add_column("people", justify="right")
    flows = Counter((each.holder, each.beneficiary, each.destination) for each in made.people)
    ordered = sorted(flows.items(), key=lambda flow: (-flow[1], flow[0]))
    for (holder, beneficiary, destination), count in ordered[:20]:
        at_home = destination == holder and bool(holder)
        table.add_row(
            holder, beneficiary or "-", "at home" if at_home else destination or "-", f"{count:,}"
        )
    if len(ordered) > 20:
        rest = sum(count for _, count in ordered[20:])
        table.add_row(f"{len(ordered) - 20} more flows", "", "", f"{rest:,}", style="dim")
    return table


def _conflict(made: Plan, case: Case) -> RenderableType:
    known = {term.id: term for term in case.docket.terms}
    alone = len(made.conflict) == 1
    table = Titled(
        "This term cannot be met, whatever becomes of the others"
        if alone
        else "These terms cannot all hold together; without any one of them the others can"
    )
    table.add_column("term", no_wrap=True)
    table.add_column("by", no_wrap=True)
    table.add_column("in its own words")
    for name in made.conflict:
        term = known[name]
        table.add_row(name, term.by, Text(term.text))
    return table


def _why(left: LeftOut, made: Plan) -> str:
    """The reason; where others were picked and not drawn, that."""
    return "choice" if left.reason == "draw" and left.klass in made.chosen else left.reason


def _reason(reason: str, terms: Sequence[str], made: Plan) -> str:
    """The reason in a few words; of a search that ended early, no more than it found."""
    if reason == "terms" and not terms and made.outcome in ("stopped", "feasible"):
        return "no plan was found in time" if made.outcome == "stopped" else "not in this plan"
    return REASONS.get(reason, reason)


def _left_out(made: Plan) -> RenderableType:
    table = Titled("Left out")
    table.add_column("people", justify="right")
    table.add_column("why")
    table.add_column("who says so, or what")
    counts = Counter((_why(e, made), e.by or "", e.ref or "", e.terms) for e in made.left_out)
    for (reason, by, ref, terms), count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:20]:
        what = ", ".join(part for part in (by, *ref.split("|")) if part)
        if terms and reason != "red-line":
            what = f"could go if {_listed(terms)} were relaxed"
            if made.conflict:
                what = f"no exchange while this stands: {_listed(terms)}"
        table.add_row(f"{count:,}", _reason(reason, terms, made), Text(what))
    if len(counts) > 20:
        table.add_row("", f"and {len(counts) - 20} more reasons", "", style="dim")
    return table


def _levels(made: Plan) -> RenderableType:
    table = Titled("What was made as large as can be, one after the other")
    table.add_column("level")
    table.add_column("reached", justify="right")
    table.add_column("at most", justify="right")
    for each in made.objective:
        most = "?" if each.bound is None else f"{each.bound:,}"
        table.add_row(each.title, f"{each.value:,}", most)
    return table


def answers(found: Sequence[Answer], made: Plan) -> RenderableType:
    """What would change if a party acknowledged those about whom it says something else."""
    lines = []
    for each in found:
        if each.frees_more_than(made):
            line = Text("What one answer would change: ", style="bold")
            line.append(
                f"if {each.party} acknowledged {people(each.people)} of whom it now says "
                f"{each.code!r}, {people(each.most.freed)} would go home "
                f"instead of {made.freed:,}.",
                style="not bold",
            )
            lines.append(line)
    return Group(*lines)


def shortfalls(found: Sequence[tuple[str, Short]]) -> RenderableType:
    """By how much terms are short of letting more people go."""
    lines = []
    for term, short in found:
        line = Text(f"{term} is {short.steps:,} short: ", style="bold")
        line.append(
            f"loosened by {short.steps:,}, it would let {people(short.freed)} go home.", "not bold"
        )
        lines.append(line)
    return Group(*lines)


def verdict(found: Verdict) -> RenderableType:
    """What a checker confirmed, and every reason for which it refuses."""
    if found.accepted:
        head = Text("Accepted. ", style="bold green")
        if found.held_back:
            head = Text("Accepted as far as it can be checked here. ", style="bold yellow")
        head.append("Confirmed without a solver: " + ", ".join(found.confirmed) + ".", "not bold")
        parts: list[RenderableType] = [head]
    else:
        parts = [Text("Refused.", style="bold red")]
        for each in found.refusals[:20]:
            line = Text(f"{each.code}", style="red")
            line.append(f"  {each.where}", style="bold")
            parts += [line, Padding(Text(str(each.words)), (0, 0, 0, 2))]
        if len(found.refusals) > 20:
            parts.append(Text(f"and {len(found.refusals) - 20} more", style="dim"))
    parts += [Text(f"Not confirmed: {_claim(each)}.", style="yellow") for each in found.unconfirmed]
    return Group(*parts)


def digests(made: Plan) -> RenderableType:
    """What the parties compare: whether all of them checked one plan of one case."""
    lines = [Text("Compare these with the other parties, over another channel:", style="dim")]
    for name, digest in (("case", made.case_digest), ("plan", plan_digest(made))):
        lines.append(Text(f"{name} {digest}", style="dim", overflow="fold"))
    return Group(*lines)


CLAIMS = {
    "desk-word": "the desk holds back {}, about whom nothing can be checked here; "
    "only the desk can, with its consents.csv",
    "terms-in-the-way": "that the terms named are what keeps {} (canje explain solves it)",
    "ties": "that another plan as good frees {} (canje explain solves it)",
    "terms-untold": "that the terms, of which the plan names none, keep {} (see canje explain)",
}


def _claim(code: str) -> str:
    """What a plan claims beyond what its case can bear out, in words."""
    name, _, count = code.partition(":")
    if name == "draw-within":
        count = f"{float(Fraction(count)):.1g}"
    if name not in CLAIMS or not count.isdigit():
        return {
            "witness": "the second solver's word",
            "conflict-smallest": "that no smaller set of terms contradicts itself",
            "desk-picked": f"whom the desk picked in {count} of the classes, on its word",
            "draw-held": f"why the desk holds {count} of the classes, not to be drawn",
            "draw-within": f"that the draw could not be fairer, but for {count} of a chance",
            "draw-fairness": "that the draw could not be fairer",
            "draw-seed": "that nobody chose the seed of the draw",
            "draw-unannounced": "that the ceremony had been announced (the case has no draw.yaml)",
            "draw-times": "the times of commitments and secrets, which are the word of whoever "
            "kept draw.yaml; verify with a copy of your own from before the beacon",
            "draw-silent": f"that {count} revealed nothing (the same word)",
            "draw-late": f"that {count} revealed too late, which counts as nothing (the same word)",
            "draw-dice": f"how the dice of {count} fell, and that nobody told before the deadline, "
            "which are the word of thrower and witnesses",
            "draw-closed": "that reveals were closed before the beacon spoke, unless you noted "
            f"this digest then: {count}",
            "draw-unclosed": "that no secret was added or left out once the beacon was known; "
            f"they were not closed before. Their digest: {count}",
            "draw-guessable": f"that the secret of {count} was made by chance (it looks otherwise)",
            "draw-void": f"what {count} earlier ceremonies of this draw, now void, would have "
            "brought, and to whom that was known",
            "fewest-unmet": "that no other terms are better left unmet (no file shows it)",
        }.get(name, code)
    return CLAIMS[name].format(people(int(count)))


def prices(found: Prices) -> RenderableType:
    """The price of each term and of each party's terms."""
    table = Titled(f"With all terms {people(found.freed)} would go home")
    table.add_column("term")
    table.add_column("by")
    table.add_column("without it", justify="right")
    table.add_column("one step looser", justify="right")
    for each in found.terms:
        loose = "-" if each.loosened is None else _more(each.loosened, found.freed)
        mark = "" if each.proved else " *"
        table.add_row(each.term + mark, each.by, _more(each.without, found.freed), loose)
    parties = Titled("Without any of a party's terms")
    parties.add_column("party")
    parties.add_column("terms", justify="right")
    parties.add_column("would go home", justify="right")
    for party in found.parties:
        more = _more(party.without, found.freed) + ("" if party.proved else " *")
        parties.add_row(party.party, str(len(party.terms)), more)
    parts: list[RenderableType] = [table, Text(), parties]
    short = [(each.term, each.short) for each in found.terms if each.short]
    if short:
        parts += [Text(), shortfalls(short)]
    if not all([*(e.proved for e in found.terms), *(e.proved for e in found.parties)]):
        parts.append(Text("* not proved: at least so many", style="yellow"))
    return Group(*parts)


def _more(value: int, base: int) -> str:
    return f"{value:,} ({value - base:+,})" if value != base else f"{value:,}"


def sweep(term: Term, points: Sequence[Point]) -> RenderableType:
    """A table with a bar a value."""
    table = Titled(f"People freed as the number in {term.id} moves")
    table.add_column("at", justify="right")
    table.add_column("freed", justify="right")
    table.add_column("")
    most = max((point.freed for point in points), default=0) or 1
    for point in points:
        mark = "" if point.proved else " *"
        bar = Text("█" * round(50 * point.freed / most), style="cyan")
        table.add_row(point.label, f"{point.freed:,}{mark}", bar)
    parts: list[RenderableType] = [table]
    if not all(point.proved for point in points):
        parts.append(Text("* not proved: at least so many", style="yellow"))
    return Group(*parts)


def explanation(found: Explanation, made: Plan, *, desk: bool) -> RenderableType:
    """One person's place in a plan."""
    left = found.left_out
    head = Text(found.person, style="bold")
    if left is None:
        head.append(" goes.", style="green")
    else:
        reason = _why(left, made)
        head.append(f" is left out: {_reason(reason, left.terms, made)}", style="yellow")
        named = ", ".join(part for part in (left.by, *(left.ref or "").split("|")) if part)
        head.append(f" ({named})." if named else ".")
    parts: list[RenderableType] = [head]
    if left is not None and found.chance:
        parts.append(Text(f"{found.chance[0]:,} of the {found.chance[1]:,} of this class go."))
    if found.reserve:
        place, count = found.reserve
        which = "First" if place == 1 else f"Number {place:,}"
        parts.append(Text(f"{which} in reserve, of {count:,}: the order in which others step in."))
    if left is not None and left.reason == "terms" and made.conflict:
        parts.append(Text(f"No exchange while this stands: {_listed(made.conflict)}."))
    if found.sets:
        parts.append(Text("For one more of this class to go, and the exchange to grow by it:"))
        parts += [Text(f"  {_listed(terms)} would have to be relaxed") for terms in found.sets]
    checks = [each for each in found.checks if desk or not each.desk_only]
    if checks:
        table = Titled("Every ground that bears on it")
        table.add_column("")
        table.add_column("ground")
        table.add_column("what it says")
        for each in checks:
            source = f" [{each.source}]" if each.source else ""
            only = " (the desk's alone)" if each.desk_only else ""
            table.add_row(each.verdict, each.ground, Text(each.words + source + only))
        parts += [Text(), table]
    return Group(*parts)


def _listed(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"{', '.join(terms[:-1])} and {terms[-1]}"


class Titled(Table):
    """A plain table under a title that may be wider than the table."""

    def __init__(self, words: str) -> None:
        super().__init__(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
        self.words = words

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(self.words, style="bold")
        yield from super().__rich_console__(console, options)
