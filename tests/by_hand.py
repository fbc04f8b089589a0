"""Small dockets written by hand: a line a person, a call a term."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from canje.base.dates import PartialDate
from canje.base.people import People
from canje.base.select import Condition, OneOf, Selection
from canje.terms.docket import Docket, Party
from canje.terms.term import Force, Rule, Term

DAY = PartialDate(2025, 4, 20)
_USUAL = {"beneficiary": "", "destination": ""}


def who(*any_of: Selection, **conditions: str | tuple[str, ...] | Condition) -> Selection:
    """`who(holder="A", sex=Not(...))`: a value, several values, or a condition."""
    told: list[tuple[str, Condition]] = []
    for name, condition in conditions.items():
        if isinstance(condition, str):
            condition = OneOf((condition,))
        elif isinstance(condition, tuple):
            condition = OneOf(condition)
        told.append((name, condition))
    return Selection(tuple(told), any_of)


def people(*rows: str, columns: str = "id holder beneficiary destination") -> People:
    """A table; `-` is a blank cell, and columns that are not named are blank."""
    names = columns.split()
    cells = [dict(zip(names, row.split(), strict=True)) for row in rows]
    texts = {
        name: ["" if row.get(name, "-") == "-" else row[name] for row in cells]
        for name in dict.fromkeys([*_USUAL, *names])
    }
    return People.of(texts.pop("id"), texts)


def docket(table: People, *terms: Term, **more: Any) -> Docket:
    """A docket of these people between the parties A, B and C."""
    parties = tuple(Party(each, f"Party {each}", "state") for each in "ABC")
    return Docket("by-hand", DAY, parties, table, terms, **more)


def term(rule: Rule, name: str = "t", by: str = "A", force: Force = "must") -> Term:
    return Term(name, by, "as agreed", rule, force)


def terms(rules: Iterable[Rule]) -> list[Term]:
    return [term(rule, f"t{number}") for number, rule in enumerate(rules)]
