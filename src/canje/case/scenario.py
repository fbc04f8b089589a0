"""Scenarios as written: overlays on a case, checked with the facts that they change."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from canje.base.findings import At
from canje.case.parts import Scenario
from canje.intake.fields import Fields, entries, unique
from canje.intake.tree import Node
from canje.terms.contradict import Watch
from canje.terms.read import Ground, read_terms
from canje.terms.read_docket import read_said
from canje.terms.term import Term


def read_scenarios(
    watch: Watch, node: Node, note: At, ground: Ground
) -> Iterator[tuple[Scenario, Fields]]:
    """The scenarios, each with the place where it stands."""
    for fields in entries(node, "", note):
        identifier, title = fields.id(), fields.text("title", needed=True)
        facts = fields.by_name("facts")
        mine = evolve(ground, facts={**ground.facts, **facts})
        said = tuple(read_said(fields.entries("statements"), mine))
        terms: tuple[Term, ...] = ()
        if (inner := fields.node("terms")) is not None:
            read = read_terms(inner, fields.at("terms").path, note, mine)
            terms = tuple(unique(watch.over(read, mine.facts), "scenarios.yaml"))
        fields.close()
        if identifier is not None and title is not None:
            yield Scenario(identifier, title, facts, said, terms), fields
