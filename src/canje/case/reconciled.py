"""The entries of a case and what people and the machine make of them: all that commands start from.

The lists' entries that stand today, the judgements about them, the parties' answers; and what the
linkage proposes where it was asked for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from attrs import frozen

from canje.base.findings import Findings, refusal
from canje.base.languages import Language
from canje.case.judgements import Human, read_human
from canje.case.lists import INDEX, lists_of
from canje.intake.cells import has_columns
from canje.intake.marks import neutral
from canje.intake.table import read_csv
from canje.reconcile.explain import reasons
from canje.reconcile.link import Linked, Settings, link
from canje.reconcile.link_afar import link_afar
from canje.reconcile.persons import Entry, Person, entries_of, persons
from canje.reconcile.register import Judgement, Pair, Register, register
from canje.reconcile.renew import Known, remember, renew
from canje.reconcile.review import carried
from canje.reconcile.splink_pairs import Backend
from canje.reconcile.versions import Standing, standing

FOLDER = "reconciled"
"""Where the machine's suggestions stand in a case folder, apart from what people wrote."""

LEAST = 0.1
"""The least probability of a pair that is written down as a suggestion."""


@frozen(eq=False)
class Work:
    """The entries of a case as they stand, with all that was said of them."""

    folder: Path
    standing: Standing
    human: Human
    judgements: tuple[Judgement, ...]

    @property
    def people(self) -> int:
        """How many must agree before a judgement stands."""
        return 2 if self.human.two_persons else 1

    @cached_property
    def entries(self) -> dict[str, Entry]:
        return entries_of(self.standing)

    def linked(
        self, judgements: Sequence[Judgement] | None = None, on: Backend | None = None
    ) -> Linked:
        """What the linkage proposes, by these judgements, or by all of the case.

        Pairs are found and compared here, or on a back end, with the same result.
        """
        said = self.judgements if judgements is None else judgements
        settings = Settings(people=self.people)
        if on is None:
            return link(self.standing.lists, said, settings)
        return link_afar(on, self.standing.lists, said, settings)

    def renewed(self, known: Known) -> Linked:
        """The same where most is known: only what new lists and versions touch is compared."""
        settings = Settings(people=self.people)
        lists, now = self.standing.lists, self.standing.now
        return renew(known, lists, self.judgements, settings, now)

    def remembered(self, made: Linked) -> Known:
        """What to keep of a linkage, so that the next one can start from it."""
        return remember(made, self.standing.lists, Settings(people=self.people))

    def register(self) -> Register:
        """What the judgements say by themselves."""
        return register(self.judgements, people=self.people)

    def now(self, entry: str) -> str:
        """The entry that stands for an entry of any version."""
        return self.standing.now.get(entry, entry)

    def persons(
        self, joined: Sequence[Collection[str]], same: Iterable[Pair]
    ) -> tuple[Person, ...]:
        """The persons of these sets of entries; raises Refused where a holder is not known."""
        findings = Findings()
        human = self.human
        found = persons(
            self.standing, joined, same, human.said, human.parties, human.put_to,
            findings.at("case.yaml"),
        )  # fmt: skip
        if findings.errors():
            raise refusal(findings.all())
        return found


def read_work(folder: Path) -> Work:
    """Read lists, judgements and answers; raises Refused with everything that is wrong."""
    lists = lists_of(folder)
    if not lists:
        findings = Findings()
        findings.add("list.none", INDEX)
        raise refusal(findings.all())
    made = standing(lists)
    human = read_human(folder, made.now.keys())
    return Work(folder, made, human, carried(human.judgements, made.now))


def suggestions(
    work: Work, linked: Linked, language: Language = "en", least: float = LEAST
) -> bytes:
    """Pairs of entries that may be one person and that nobody has settled, the likeliest first,
    with the reasons in a language.

    The file is for reading: nothing that a spreadsheet would run, and canje never reads it.
    """
    judged = set(linked.judged)
    rows = [
        row
        for row in np.flatnonzero(linked.probability >= least).tolist()
        if (int(linked.left[row]), int(linked.right[row])) not in judged
    ]
    ids, of = linked.pool.ids, linked.clusters.of
    found = []
    for row, told in zip(rows, reasons(linked, rows, language), strict=True):
        one, other = int(linked.left[row]), int(linked.right[row])
        left, right = sorted((ids[one], ids[other]))
        names = (work.entries[left].fact("name"), work.entries[right].fact("name"))
        together = "yes" if of[one] == of[other] else "no"
        found.append((left, right, f"{linked.probability[row]:.3f}", together, *names, told))
    found.sort(key=lambda each: (-float(each[2]), each))
    header = ("left", "right", "probability", "proposed", "left name", "right name", "why")
    return _csv(header, [tuple(neutral(cell) for cell in each) for each in found])


def membership(work: Work, linked: Linked) -> bytes:
    """Which entries the linkage proposes as one person: a row an entry, each in exactly one."""
    rows = []
    for number, entries in enumerate(linked.persons, 1):
        for each in entries:
            known = work.entries[each]
            rows.append((str(number), each, known.list.kind, known.list.party, known.fact("name")))
    header = ("person", "entry", "kind", "party", "name")
    return _csv(header, [tuple(neutral(cell) for cell in each) for each in rows])


def table_of(path: Path) -> dict[str, dict[str, str]] | None:
    """A table of people by id; None where there is none. Raises Refused where it is unsound."""
    if not path.exists():
        return None
    findings = Findings()
    note = findings.at(path.name)
    sheet = read_csv(path, note)
    if sheet is None or findings.errors() or not has_columns(sheet, note, ("id",)):
        raise refusal(findings.all())
    columns = {name: column.texts() for name, column in sheet.columns.items()}
    ids = columns["id"]
    lines: dict[str, int] = {}
    for id, line in zip(ids, map(int, sheet.lines), strict=True):
        first = lines.setdefault(id, line)
        if not id:
            note("id.malformed", line, "id", id)
        elif first != line:
            note("id.duplicate", line, "id", id, first=str(first), where=path.name)
    if findings.errors():
        raise refusal(findings.all())
    return {id: {name: texts[row] for name, texts in columns.items()} for row, id in enumerate(ids)}


def table_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table of people as a file."""
    return _csv(columns, [tuple(row.get(name, "") for name in columns) for row in rows])


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
