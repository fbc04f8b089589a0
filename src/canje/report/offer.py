"""The offer and its answers: terms in their parties' words, what holders say, what may change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

import attrs
import numpy as np
from attrs import frozen
from markupsafe import Markup

from canje.base.people import Codes
from canje.case.case import Case
from canje.clear.plan import Plan, PlanTerm
from canje.report.names import Names, code, own
from canje.report.orders import article
from canje.report.words import Words
from canje.terms.docket import DESK, LAW, Statement, StatementCode
from canje.terms.eligible import standing_statements
from canje.terms.term import HANDOVER, Term, resolved

Tone = Literal["good", "plain", "bad", "quiet"]

_SPOKEN = 12
"""Ids or lines of statements that are named one by one, at most."""


@frozen
class TermView:
    """A term as the page shows it."""

    id: str
    text: str
    force: Markup
    status: Markup
    tone: Tone
    source: Markup
    changed: bool


@frozen
class Side:
    """One party's terms."""

    party: Markup
    terms: tuple[TermView, ...]


@frozen
class Answers:
    """What holders say: a column for each answer, a row for each holder."""

    columns: tuple[Markup, ...]
    rows: tuple[tuple[Markup, tuple[int, ...]], ...]
    others: tuple[Markup, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(map(sum, zip(*(counts for _, counts in self.rows), strict=True)))


def sides(case: Case, plan: Plan, names: Names) -> list[Side]:
    """The terms by party, in the order of the case; law's and the desk's last."""
    judged = {each.id: each for each in plan.terms}
    base = {term.id: term for term in case.base.terms}
    law = _law(case, names.words)
    by: defaultdict[str, list[TermView]] = defaultdict(list)
    for term in case.docket.terms:
        changed = case.docket.scenario is not None and base.get(term.id) != term
        status, tone = _status(term, judged.get(term.id), case, plan, names.words)
        by[term.by].append(
            TermView(
                id=term.id,
                text=law.get(term.id, term.text),
                force=names.words(f"force.{term.force}"),
                status=status,
                tone=tone,
                source=names.source(term.source),
                changed=changed,
            )
        )
    ordered = names.order(each for each in by if each not in (LAW, DESK))
    ordered += [each for each in (DESK, LAW) if each in by]
    return [Side(names.party(each), tuple(by[each])) for each in ordered]


def conflicting(case: Case, plan: Plan, names: Names) -> list[tuple[Markup, Term, Markup]]:
    """The terms that contradict each other, with who puts each and its source."""
    law = _law(case, names.words)
    terms = {
        term.id: attrs.evolve(term, text=law.get(term.id, term.text)) for term in case.docket.terms
    }
    found = [terms[each] for each in plan.conflict if each in terms]
    return [(names.party(term.by), term, names.source(term.source)) for term in found]


def _law(case: Case, words: Words) -> dict[str, Markup]:
    """What law's terms say, by their ids, in the words of the page."""
    told = {f"{LAW}.{each.id}": article(each, words) for each in case.law}
    return {term: Markup("{}: {}").format(*parts) for term, parts in told.items()}


def _status(
    term: Term, judged: PlanTerm | None, case: Case, plan: Plan, words: Words
) -> tuple[Markup, Tone]:
    """What became of a term under the plan, in a word or two."""
    if term.id in plan.conflict:
        alone = len(plan.conflict) == 1
        return words("holds.impossible" if alone else "holds.conflict"), "bad"
    if term.force == "withdrawn":
        return words("holds.withdrawn"), "quiet"
    if term.by == LAW and not case.docket.law_applies:
        return words("holds.advice"), "quiet"
    if isinstance(resolved(term.rule, case.docket.facts), HANDOVER):
        return words("holds.handover"), "quiet"
    if judged is None or judged.holds is None:
        return words("holds.open"), "quiet"
    if term.force == "wish":
        return (words("holds.wish"), "good") if judged.holds else (words("holds.no"), "plain")
    if not judged.holds:
        return words("holds.no"), "bad"
    if judged.slack:
        spare = words("terms.slack", judged.slack)
        return Markup("{}, {}").format(words("holds.yes"), spare), "good"
    return words("holds.yes" if judged.slack is None else "holds.limit"), "good"


def answers(case: Case, names: Names) -> Answers:
    """The answer that stands about each person, counted; and who else spoke."""
    words, docket = names.words, case.docket
    standing = standing_statements(docket)
    counts = np.bincount(standing.codes, minlength=len(standing.values)).tolist()
    found: Counter[tuple[str, str]] = Counter()
    for (answer, party), count in zip(standing.values, counts, strict=True):
        found[party, answer] += count
    used = {answer for (_, answer), count in found.items() if count}
    columns = [each for each in get_args(StatementCode) if each in used]
    holders = names.order({party for (party, _), count in found.items() if count})
    rows = [(names.party(each), tuple(found[each, one] for one in columns)) for each in holders]
    others = _spoken(_by_others(case), names)
    return Answers(
        tuple(words(f"statement.{each}") for each in columns), tuple(rows), tuple(others)
    )


def scenario(case: Case, names: Names) -> list[Markup]:
    """What the scenario changes, line by line; nothing where the case is as it stands."""
    words, over = names.words, case.scenario
    if over is None:
        return []
    lines = []
    for fact, value in over.facts.items():
        before = case.base.facts.get(fact)
        was = words("scenario.was", value=own(before)) if before not in (None, value) else ""
        lines.append(words("scenario.fact", fact=code(fact), value=own(value)) + was)
    if over.statements:
        people = words("list.semicolon").join(_spoken(over.statements, names))
        lines.append(words("scenario.statements", len(over.statements), people=people))
    base = {term.id for term in case.base.terms}
    for key, terms in (
        ("scenario.replaced", [each.id for each in over.terms if each.id in base]),
        ("scenario.added", [each.id for each in over.terms if each.id not in base]),
    ):
        if terms:
            lines.append(words(key, terms=words.listed(map(code, terms))))
    return lines or [words("scenario.nothing")]


def _by_others(case: Case) -> list[Statement]:
    """Statements about people whom somebody else holds."""
    people = case.docket.people
    holder, group = people.column("holder"), people.column("group")
    row_of = {each: row for row, each in enumerate(people.ids)}
    pairs = {(group.values[g], holder.values[h]) for g, h in _pairs(group.codes, holder.codes)}
    held: defaultdict[str, set[str]] = defaultdict(set)
    for each, party in pairs:
        held[each].add(party)
    return [
        each
        for each in case.docket.statements
        if each.party
        not in ({holder[row_of[each.person]]} if each.person in row_of else held[each.person])
    ]


def _pairs(first: Codes, second: Codes) -> Iterator[tuple[int, int]]:
    yield from np.unique(np.stack([first, second], 1), axis=0).tolist()


def _spoken(statements: Sequence[Statement], names: Names) -> Iterator[Markup]:
    """Statements gathered by who says what, with whom they are about and where it stands."""
    about: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for each in statements:
        about[each.party, each.code].append(each)
    for (party, answer), said in about.items():
        people = list(dict.fromkeys(each.person for each in said))
        named: list[Markup] = [code(each) for each in people[:_SPOKEN]]
        if len(people) > _SPOKEN:
            named.append(names.words("others", len(people) - _SPOKEN))
        sources = Markup(" ").join(
            filter(None, dict.fromkeys(names.source(each.source) for each in said))
        )
        line = names.words(
            "answers.other",
            party=names.party(party),
            statement=names.words(f"statement.{answer}"),
            person=names.words.listed(named),
        )
        yield line + (" " + sources if sources else "")
