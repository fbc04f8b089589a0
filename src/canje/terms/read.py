"""Terms as written become rules; whatever the case cannot mean is noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import numpy as np
from attrs import define, frozen

from canje.base.findings import At, listed
from canje.base.people import CHOICES
from canje.base.select import Selection
from canje.intake.fields import Fields, entries, join, whole, wrong
from canje.intake.tree import Node, Series
from canje.terms.docket import DESK, LAW
from canje.terms.read_select import Crowd, read_selection
from canje.terms.term import (
    HANDOVER,
    STRUCTURAL,
    All,
    AllOrNone,
    Before,
    Count,
    Either,
    Exposed,
    Force,
    Guard,
    How,
    If,
    Named,
    Never,
    Outside,
    Pool,
    Ratio,
    Rule,
    Tariff,
    Term,
    Together,
)

TERMS = 10_000
"""Terms of a case, and of a scenario, at most; bars likewise."""

DEPTH = 8
"""Rules within one another (`either`, `if`), at most."""

ALTERNATIVES = 64
"""Alternatives of one `either`, at most."""

MOST_RATIO = 1_000_000
"""The largest side of a ratio, and the largest worth in a tariff."""

MOST_COUNT = 10_000_000
"""The largest number of people in a rule."""

PICKS = ("draw", "order")
"""How those in a pool are picked, where no party picks them."""

_FORCES: tuple[Force, ...] = ("must", "wish", "withdrawn")
_HOWS: tuple[How, ...] = ("exactly", "at-most", "at-least")
_FIELDS = ("id", "by", "text", "force", "source")


@frozen(eq=False)
class Ground:
    """What a term may refer to: the people, parties, facts and sources of the case."""

    crowd: Crowd
    parties: frozenset[str]
    sources: frozenset[str]
    facts: Mapping[str, str]
    places: frozenset[str] = frozenset()

    @property
    def destinations(self) -> frozenset[str]:
        """Where people can go: to a party, a place that the case knows, or where someone goes."""
        return self.parties | self.places | self.crowd.values("destination") - {""}

    @property
    def ids(self) -> frozenset[str]:
        return self.crowd.ids

    @property
    def groups(self) -> frozenset[str]:
        return self.crowd.groups

    @property
    def who(self) -> frozenset[str]:
        """Whom a statement may be about: a person, or a whole group."""
        return self.crowd.who

    def members(self, group: str) -> list[str]:
        """The people who were expanded from a group."""
        people = self.crowd.people
        column = people.column("group")
        rows = np.flatnonzero(column.codes == column.values.index(group))
        return [people.ids[row] for row in rows.tolist()]


def read_terms(node: Node, path: str, note: At, ground: Ground) -> Iterator[tuple[Term, Fields]]:
    """The terms in a list that can be read, each with its place; what cannot be read is noted."""
    for fields in entries(node, path, note, TERMS):
        term = _term(fields, ground)
        if term is not None:
            yield term, fields


def _term(fields: Fields, ground: Ground) -> Term | None:
    identifier = fields.id()
    if identifier is not None and identifier.startswith(f"{LAW}."):
        fields.wrong("id", "id.reserved", identifier)
    by = fields.text("by", needed=True, among=(*ground.parties, DESK))
    if by == LAW:
        fields.wrong("by", "term.by-law", by)
    elif by is not None:
        fields.known("by", "party.unknown", ground.parties | {DESK})
    text = fields.text("text", needed=True)
    force = fields.choice("force", _FORCES) or "must"
    source = fields.known("source", "source.unknown", ground.sources)
    rule = read_rule(fields, ground, also=_FIELDS)
    if rule is None:
        return None
    if force == "wish":
        for inner in walk(rule):
            if isinstance(inner, STRUCTURAL + HANDOVER):
                name = _NAMES[type(inner)]
                fields.wrong(name if fields.has(name) else "force", "rule.wish", rule=name)
    if identifier is None or by is None or text is None:
        return None
    return Term(identifier, by, text, rule, force, source)


def walk(rule: Rule) -> Iterator[Rule]:
    """A rule and every rule within it, whichever way the facts are."""
    yield rule
    if isinstance(rule, Either):
        for each in rule.rules:
            yield from walk(each)
    elif isinstance(rule, If):
        yield from walk(rule.then)
        if rule.otherwise is not None:
            yield from walk(rule.otherwise)


def read_rule(
    fields: Fields, ground: Ground, also: tuple[str, ...] = (), depth: int = 1, inside: bool = False
) -> Rule | None:
    """The one rule of a mapping; `also` are the keys that may stand beside it."""
    names = [name for name in fields.record.entries if name in _RULES]
    others = [name for name in fields.record.entries if name not in _RULES and name not in also]
    for name in others:
        code, known = (
            ("key.unknown", (*also, *_RULES)) if names else ("rule.unknown", tuple(_RULES))
        )
        fields.wrong(name, code, name, among=known)
    if len(names) != 1:
        if names:
            fields.wrong(names[1], "rule.several", found=", ".join(names))
        elif not others:
            fields.note("rule.none", fields.record.line, fields.path or None, among=tuple(_RULES))
        return None
    name = names[0]
    if depth > DEPTH:
        fields.wrong(name, "rule.depth", most=str(DEPTH))
        return None
    kind, read = _RULES[name]
    if inside and issubclass(kind, STRUCTURAL + HANDOVER):
        fields.wrong(name, "rule.within-either", rule=name)
        return None
    if kind is Either:
        return _either(fields, ground, depth)
    inner = fields.sub(name, needed=True)
    if inner is None:
        return None
    if kind is If:
        rule: Rule | None = _if(inner, ground, depth, inside)
    else:
        rule = read(_Rule(inner, ground))
    inner.close()
    return rule


def _either(fields: Fields, ground: Ground, depth: int) -> Rule | None:
    node = fields.node("either", needed=True)
    if node is None:
        return None
    place = fields.at("either").path
    if not isinstance(node, Series):
        wrong(node, place, fields.note, "a list of rules")
        return None
    if not 2 <= len(node.items) <= ALTERNATIVES:
        fields.wrong("either", "rule.either-few", most=str(ALTERNATIVES))
        return None
    rules = [
        read_rule(inner, ground, depth=depth + 1, inside=True)
        for inner in entries(node, place, fields.note)
    ]
    sound = [rule for rule in rules if rule is not None]
    return Either(tuple(sound)) if len(sound) == len(node.items) else None


def _if(fields: Fields, ground: Ground, depth: int, inside: bool) -> Rule | None:
    fact = fields.known("fact", "fact.unknown", ground.facts, needed=True)
    value = fields.text("is", needed=True)
    branches: list[Rule | None] = []
    for key in ("then", "else"):
        branch = fields.sub(key, needed=key == "then")
        rule = None if branch is None else read_rule(branch, ground, depth=depth + 1, inside=inside)
        if branch is not None and rule is None:
            return None
        branches.append(rule)
    then, otherwise = branches
    if fact is None or value is None or then is None:
        return None
    return If(fact, value, then, otherwise)


@define
class _Rule:
    """Reads the rules that hold no other rule."""

    fields: Fields
    ground: Ground

    def selection(self, key: str) -> Selection | None:
        node = self.fields.node(key, needed=True)
        if node is None:
            return None
        place = self.fields.at(key).path
        return read_selection(node, place, self.fields.note, self.ground.crowd)

    def how(self) -> How:
        return self.fields.choice("how", _HOWS) or "exactly"

    def ratio(self) -> Ratio | None:
        give, get = self.selection("give"), self.selection("get")
        at, how = self.at(), self.how()
        return Ratio(give, get, *at, how) if give is not None and get is not None else None

    def at(self) -> tuple[int, int]:
        at = self.fields.text("at")
        if at is None:
            return 1, 1
        match = re.fullmatch(r"([0-9]{1,7})\s*:\s*([0-9]{1,7})", at)
        sides = (int(match[1]), int(match[2])) if match else (0, 0)
        if not all(1 <= side <= MOST_RATIO for side in sides):
            self.fields.wrong("at", "ratio.at", at, most=f"{MOST_RATIO:,}")
            return 1, 1
        return sides

    def tariff(self) -> Tariff | None:
        give, get = self.selection("give"), self.selection("get")
        at, how = self.at(), self.how()
        worth = self.fields.sub("worth", needed=True)
        if worth is None:
            return None
        column = self.column(worth, "column")
        place = worth.at("table").path
        table: dict[str, int] = {}
        for value, node in worth.mapping("table", needed=True):
            number = whole(node, join(place, value), worth.note, most=MOST_RATIO)
            table[value.strip()] = number or 0
        if worth.has("table") and not table:
            worth.wrong("table", "rule.empty")
        worth.close()
        if give is None or get is None or column is None or not table:
            return None
        self.everyone_has_worth(give, get, column, table, worth)
        return Tariff(give, get, column, table, *at, how)

    def everyone_has_worth(
        self, give: Selection, get: Selection, column: str, table: Mapping[str, int], worth: Fields
    ) -> None:
        crowd = self.ground.crowd
        texts = crowd.people.column(column)
        held = np.unique(texts.codes[crowd.mask(give) | crowd.mask(get)]).tolist()
        values = {texts.values[code] for code in held}
        if column in CHOICES:
            values = {part for value in values for part in value.split("|")}
        without = sorted(values - table.keys())
        if without:
            names = listed([value or "(nothing known)" for value in without])
            worth.wrong("table", "tariff.no-worth", values=names, name=column)

    def count(self) -> Count | None:
        of, fields = self.selection("of"), self.fields
        exactly = fields.whole("exactly", most=MOST_COUNT)
        least = fields.whole("at-least", most=MOST_COUNT)
        most = fields.whole("at-most", most=MOST_COUNT)
        if fields.has("exactly"):
            if fields.has("at-least") or fields.has("at-most"):
                fields.wrong("exactly", "count.exactly")
                return None
            least = most = exactly
        elif not fields.has("at-least") and not fields.has("at-most"):
            fields.note("count.none", fields.record.line, fields.path)
            return None
        if least is not None and most is not None and least > most:
            fields.wrong("at-least", "count.contradictory", least=str(least), most=str(most))
        return Count(of, least, most) if of is not None else None

    def only_of(self, kind: Callable[[Selection], Rule]) -> Rule | None:
        of = self.selection("of")
        return kind(of) if of is not None else None

    def named(self) -> Named | None:
        people = self.fields.texts("people", needed=True)
        node = self.fields.node("people")
        if node is not None and not people:
            self.fields.wrong("people", "rule.empty")
        place = self.fields.at("people").path
        for number, each in enumerate(people):
            if each not in self.ground.ids:
                row = (node.items[number] if isinstance(node, Series) else self.fields.record).line
                self.fields.note("person.unknown", row, place, each, among=self.ground.ids)
        return Named(people) if people else None

    def together(self) -> Together | None:
        by = self.column(self.fields, "by")
        return Together(by) if by is not None else None

    def column(self, fields: Fields, key: str) -> str | None:
        columns = self.ground.crowd.columns
        name = fields.text(key, needed=True)
        if name is None or name in columns:
            return name
        fields.wrong(
            key, "select.unknown-column", name,
            among=columns, name=name,
        )  # fmt: skip
        return None

    def pool(self) -> Pool | None:
        of = self.selection("of")
        choose = self.fields.whole("choose", most=MOST_COUNT, needed=True)
        by = self.fields.known("by", "party.unknown", self.ground.parties | {*PICKS})
        return Pool(of, choose, by or "draw") if of is not None and choose is not None else None

    def before(self) -> Before | None:
        first, then = self.selection("first"), self.selection("then")
        return Before(first, then) if first is not None and then is not None else None

    def exposed(self) -> Exposed | None:
        party = self.fields.known("party", "party.unknown", self.ground.parties, needed=True)
        most = self.fields.whole("at-most", most=MOST_COUNT, needed=True)
        return Exposed(party, most) if party is not None and most is not None else None

    def guard(self) -> Guard | None:
        before, needs = self.selection("before"), self.fields.text("needs", needed=True)
        return Guard(before, needs) if before is not None and needs is not None else None


def _nothing(_: _Rule) -> None:
    """For rules that hold rules, which are read above."""


_RULES: dict[str, tuple[type[Rule], Callable[[_Rule], Rule | None]]] = {
    "ratio": (Ratio, _Rule.ratio),
    "tariff": (Tariff, _Rule.tariff),
    "count": (Count, _Rule.count),
    "all": (All, lambda rule: rule.only_of(All)),
    "all-or-none": (AllOrNone, lambda rule: rule.only_of(AllOrNone)),
    "named": (Named, _Rule.named),
    "never": (Never, lambda rule: rule.only_of(Never)),
    "together": (Together, _Rule.together),
    "outside": (Outside, lambda rule: rule.only_of(Outside)),
    "either": (Either, _nothing),
    "if": (If, _nothing),
    "pool": (Pool, _Rule.pool),
    "before": (Before, _Rule.before),
    "exposed": (Exposed, _Rule.exposed),
    "guard": (Guard, _Rule.guard),
}
_NAMES: dict[type[Rule], str] = {kind: name for name, (kind, _) in _RULES.items()}
