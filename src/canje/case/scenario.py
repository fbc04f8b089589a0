"""Scenarios as written: overlays on a case, checked with the facts that they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from attrs import evolve

from canje.base.findings import At
from canje.case.case import Scenario
from canje.intake.fields import Fields, entries, join, text
from canje.intake.tree import Node
from canje.terms.contradict import Watch
from canje.terms.read import Ground, read_terms
from canje.terms.read_docket import read_said
from canje.terms.term import Term

T = TypeVar("T")


def read_scenarios(
    watch: Watch, node: Node, note: At, ground: Ground
) -> Iterator[tuple[Scenario, Fields]]:
    """The scenarios, each with the place where it stands."""
    for fields in entries(node, "", note):
        identifier, title = fields.id(), fields.text("title", needed=True)
        facts = read_texts(fields, "facts")
        mine = evolve(ground, facts={**ground.facts, **facts})
        said = tuple(read_said(fields.entries("statements"), mine))
        terms: tuple[Term, ...] = ()
        if (inner := fields.node("terms")) is not None:
            read = read_terms(inner, fields.at("terms").path, note, mine)
            terms = tuple(unique(watch.over(read, mine.facts), "scenarios.yaml"))
        fields.close()
        if identifier is not None and title is not None:
            yield Scenario(identifier, title, facts, said, terms), fields


def read_texts(fields: Fields, key: str) -> dict[str, str]:
    """A mapping of the writer's own names to texts, such as the facts of the case."""
    place = fields.at(key).path
    read = {name: text(node, join(place, name), fields.note) for name, node in fields.mapping(key)}
    return {name: value for name, value in read.items() if value is not None}


def unique(read: Iterable[tuple[T, Fields]], file: str) -> Iterator[T]:
    """What was read, but each id only once; where it stands for the second time, that is noted."""
    first: dict[str, int] = {}
    for value, fields in read:
        row, _ = fields.at("id")
        identifier = fields.text("id") or ""
        if identifier in first:
            where = {"first": str(first[identifier]), "where": file}
            fields.wrong("id", "id.duplicate", identifier, **where)
        else:
            first[identifier] = row
            yield value
