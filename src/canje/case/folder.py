"""A case folder becomes a case: every file read, everything checked, all findings at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from attrs import define, evolve, field

from canje.base.dates import PartialDate
from canje.base.findings import At, Finding, Findings, refusal
from canje.case.case import Case
from canje.case.draw import read_draw
from canje.case.expected import read_expected
from canje.case.handover import read_handover, read_places
from canje.case.head import Head, read_claims, read_head, read_lists
from canje.case.judgements import read_judgements
from canje.case.parts import Listing
from canje.case.roll import Roll
from canje.case.scenario import read_scenarios
from canje.case.ways import note_ways
from canje.draw.asked import Asked
from canje.intake import tree
from canje.intake.fields import Fields, unique
from canje.intake.files import YAML_BYTES, reason, whole
from canje.intake.table import Sheet, read_csv
from canje.intake.tree import Node
from canje.stage.handover import Handover
from canje.terms import law
from canje.terms.contradict import Watch
from canje.terms.docket import Docket, Freed, Level, Prefer, Wishes
from canje.terms.law import Article
from canje.terms.read import Ground, read_terms
from canje.terms.read_docket import read_bars, read_consents, read_levels, read_statements
from canje.terms.read_select import Crowd

T = TypeVar("T")

FILES = (
    "case.yaml",
    "people.csv",
    "groups.yaml",
    "statements.csv",
    "claims.yaml",
    "bars.yaml",
    "consents.csv",
    "terms.yaml",
    "handover.yaml",
    "draw.yaml",
    "scenarios.yaml",
    "expected.yaml",
    "judgements.csv",
)
"""What a case folder may hold, beside `lists/`, `reconciled/` and a README."""

ENTRIES = 10_000
"""Files in one folder that are looked at, at most."""


_NEED_HEAD = frozenset({"party.unknown", "source.unknown", "fact.unknown", "destination.unknown"})
_NEED_PEOPLE = frozenset(
    {
        "person.unknown",
        "select.unknown-column",
        "select.unknown-value",
        "terms.selects-nobody",
        "tariff.no-worth",
        "column.none",
        "destination.unknown",
    }
)
"""Findings that say nothing while the file that they rest on could not be read."""
_WAYS = frozenset({"case.yaml", "people.csv", "groups.yaml", "handover.yaml"})
"""The files that must be right before it can be said where nobody can be taken."""


def read(folder: Path, scenario: str | None = None) -> Case:
    """Read a case folder; raises Refused (or Unreadable) with everything that is wrong with it."""
    findings = Findings()
    case = _Folder(Path(folder), findings).case()
    if case is None or findings.errors():
        raise refusal(findings.all())
    return evolve(case, findings=findings.all()).with_scenario(scenario)


def inspect(folder: Path) -> tuple[Finding, ...]:
    """Everything that there is to say about a case folder; never raises for what is in it."""
    findings = Findings()
    _Folder(Path(folder), findings).case()
    return findings.all()


@define
class _Folder:
    """Reads the files one after the other, each with what the ones before it said."""

    path: Path
    findings: Findings
    names: frozenset[str] = frozenset()
    unread: set[str] = field(factory=set)

    def case(self) -> Case | None:
        """The case as far as it can be read; what is wrong with it is in the findings."""
        case = self._whole() if self._is_case_folder() else None
        if "case.yaml" in self.unread:
            self.findings.forget(_NEED_HEAD)
        if self.unread & {"people.csv", "groups.yaml"}:
            self.findings.forget(_NEED_PEOPLE)
        if "handover.yaml" in self.unread:
            self.findings.forget({"destination.unknown"})
        if self.unread & {"terms.yaml", "scenarios.yaml"}:
            self.findings.forget({"scenario.unknown", "term.unknown"})
        return case

    def _whole(self) -> Case:
        node = self._tree("case.yaml")
        head = read_head(node, self.at("case.yaml")) if node is not None else Head()
        handover = self._tree("handover.yaml")
        roll = self._roll(head)
        if not roll.is_readable:
            self.unread.add("people.csv")
        places = read_places(handover) | frozenset(head.destinations)
        roll.note_destinations(head.party_ids | places)
        if not head.unsought_free:
            roll.note_unsought()
        crowd = Crowd(roll.people(head.date))
        ground = Ground(crowd, head.party_ids, head.source_ids, head.facts, places)
        articles = law.in_force(law.shipped(), head.date) if head.date is not None else ()
        bars = self._all("bars.yaml", read_bars, ground)
        watch = Watch(crowd, articles, bars, head.date or PartialDate(1))
        docket = Docket(
            case=head.id,
            date=head.date or PartialDate(1),
            parties=head.parties,
            people=crowd.people,
            terms=(
                *(term for each in articles if (term := each.term) is not None),
                *self._all(
                    "terms.yaml",
                    lambda node, note, ground: watch.over(
                        read_terms(node, "", note, ground), ground.facts
                    ),
                    ground,
                ),
            ),
            statements=self._rows("statements.csv", read_statements, ground),
            bars=bars,
            consents=self._rows("consents.csv", read_consents, ground),
            facts=head.facts,
            levels=self._levels(head, ground, articles, roll),
            law_applies=head.law_applies,
            consent_required=head.consent_required,
            consents_kept="consents.csv" in self.names,
            unsought_free=head.unsought_free,
        )
        template = docket.consents_kept and not docket.consents and len(docket.people) > 0
        if template and docket.consent_required and not self.findings.errors():
            self.at("consents.csv")("consent.nobody-asked")
        scenarios = self._all("scenarios.yaml", partial(read_scenarios, watch), ground)
        expected = partial(read_expected, docket.terms, scenarios)
        legs = (
            Handover()
            if handover is None
            else read_handover(handover, self.at("handover.yaml"), ground)
        )
        if not self.unread & _WAYS and not self.findings.errors(_WAYS):
            note_ways(roll, docket, legs)
        asked = self._tree("draw.yaml")
        judged = self._sheet("judgements.csv")
        if judged is not None:
            read_judgements(judged, self.at("judgements.csv"))
        overlaid = (term for each in scenarios for term in each.terms)
        named = {term.id for term in (*docket.terms, *overlaid)}
        return Case(
            id=head.id,
            title=head.title,
            docket=docket,
            base=docket,
            sources=head.sources,
            claims=self._all("claims.yaml", read_claims, ground),
            handover=legs,
            draw=(
                Asked() if asked is None else read_draw(asked, self.at("draw.yaml"), ground, named)
            ),
            expected=self._all("expected.yaml", expected, ground),
            notes=head.notes,
            destinations=head.destinations,
            scenarios=scenarios,
            lists=self._lists(ground),
            law=articles,
        )

    def at(self, file: str) -> At:
        return self.findings.at(file)

    def _is_case_folder(self) -> bool:
        try:
            self.names = _names(self.path)
        except (OSError, ValueError) as problem:
            missing = isinstance(problem, FileNotFoundError)
            code = "folder.missing" if missing else "file.unreadable"
            self.findings.add(code, self.path.name or ".", problem=reason(problem))
            return False
        if "case.yaml" not in self.names:
            self.findings.add("folder.no-case", "case.yaml")
            return False
        for name in sorted(self.names - {*FILES, "lists", "reconciled"}):
            if not name.startswith((".", "README")):
                self.findings.add("folder.unknown-file", name, value=name, among=FILES)
        if not self.names & {"people.csv", "groups.yaml", "lists"}:
            self.findings.add("folder.no-people", "people.csv")
        return True

    def _tree(self, file: str) -> Node | None:
        """A YAML file as a tree; None where there is none or it cannot be read."""
        if file not in self.names:
            return None
        data = whole(self.path / file, YAML_BYTES, self.at(file))
        node = None if data is None else tree.parse(data, self.at(file))
        if node is None:
            self.unread.add(file)
        return node

    def _sheet(self, file: str) -> Sheet | None:
        """A table; None where there is none or it cannot be read."""
        if file not in self.names:
            return None
        sheet = read_csv(self.path / file, self.at(file))
        if sheet is None:
            self.unread.add(file)
        return sheet

    def _all(
        self,
        file: str,
        reader: Callable[[Node, At, Ground], Iterable[tuple[T, Fields]]],
        ground: Ground,
    ) -> tuple[T, ...]:
        """What a file lists, each id once."""
        node = self._tree(file)
        return () if node is None else tuple(unique(reader(node, self.at(file), ground), file))

    def _rows(
        self, file: str, reader: Callable[[Sheet, At, Ground], tuple[T, ...]], ground: Ground
    ) -> tuple[T, ...]:
        sheet = self._sheet(file)
        return () if sheet is None else reader(sheet, self.at(file), ground)

    def _roll(self, head: Head) -> Roll:
        return Roll.read(
            self._sheet("people.csv"),
            self._tree("groups.yaml"),
            head.party_ids,
            self.at("people.csv"),
            self.at("groups.yaml"),
        )

    def _levels(
        self, head: Head, ground: Ground, articles: tuple[Article, ...], roll: Roll
    ) -> tuple[Level, ...]:
        date = head.date
        of_law = [each.level(date) for each in articles if date is not None and head.law_applies]
        law_first = tuple(level for level in of_law if level is not None)
        if head.objective is None:
            return (Freed(), *law_first, Wishes())
        note = self.at("case.yaml")
        levels = read_levels(head.objective, "objective", note, ground, law_first)
        for level in levels:
            if isinstance(level, Prefer):
                roll.note_unsummable(level.column)
        return levels

    def _lists(self, ground: Ground) -> tuple[Listing, ...]:
        """What lists/lists.yaml says; the lists themselves are read elsewhere."""
        if "lists" not in self.names:
            return ()
        folder, file = self.path / "lists", "lists/lists.yaml"
        try:
            names = _names(folder)
        except OSError as problem:
            self.findings.add("file.unreadable", "lists", problem=reason(problem))
            return ()
        if "lists.yaml" not in names:
            self.findings.add("list.index", file)
            return ()
        data = whole(folder / "lists.yaml", YAML_BYTES, self.at(file))
        node = None if data is None else tree.parse(data, self.at(file))
        parties = ground.parties
        return () if node is None else tuple(read_lists(node, self.at(file), parties, names))


def _names(folder: Path) -> frozenset[str]:
    with os.scandir(folder) as found:
        return frozenset(each.name for each in islice(found, ENTRIES))
