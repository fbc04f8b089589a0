"""Every finding, each brought about by one defect in an otherwise sound folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from canje.base.findings import CANNOT_READ, EACH, Refused, Unreadable
from canje.base.judgewords import JUDGEMENTS
from canje.base.listwords import LISTS
from canje.base.words import WORDS
from canje.case.case import Case
from canje.case.folder import inspect, read
from tests.case.folders import SOUND, write


class Defect(NamedTuple):
    """A finding, where it must point, and what brings it about."""

    code: str
    file: str
    row: int | None
    column: str | None
    changes: dict[str, str | bytes | None]


def change(file: str, old: str, new: str) -> dict[str, str | bytes | None]:
    text = SOUND[file]
    assert text.count(old) >= 1, (file, old)
    return {file.replace(".", "_"): text.replace(old, new, 1)}


def term(rule: str, **more: str) -> dict[str, str | bytes | None]:
    lines = ["- id: t", "  by: NO", "  text: A term", f"  {rule}"]
    return {"terms_yaml": "\n".join([*lines, *(f"  {k}: {v}" for k, v in more.items())]) + "\n"}


def choices(*entries: str) -> dict[str, str | bytes | None]:
    return {"draw_yaml": "\n".join(["choices:", *(f"  - {each}" for each in entries)]) + "\n"}


COMMITTED = f"""\
frozen: {"e5" * 32}
commitments: [{{party: NO, at: 2025-04-21T09:00:00Z, commitment: {"f6" * 32}}}]
"""


def _without(party: str) -> str:
    """The draw.yaml with a party's commitment commented out."""
    lines = SOUND["draw.yaml"].splitlines(keepends=True)
    at = lines.index(f"  - party: {party}\n")
    return "".join(f"#{line}" if at <= n < at + 3 else line for n, line in enumerate(lines))


UNCOMMITTED = _without("SO").replace("  - party: NO\n    nonce", "  - party: SO\n    nonce")


def dice(more: str = "", after: str = "", **changes: str) -> dict[str, str | bytes | None]:
    """A draw.yaml with dice that SO threw and opened, with these values altered."""
    said = {
        "by": "SO",
        "witnesses": "[w, v]",
        "at": "2025-04-20T09:00:00Z",
        "commitment": "d4" * 32,
        "opened": "2025-05-01T12:00:00Z",
        "rolls": "123456" * 9,
        "nonce": "e5" * 32,
    } | changes
    entry = ", ".join(f"{key}: {value}" for key, value in said.items())
    lines = ["deadline: 2025-05-01T12:00:00Z", "beacon:", "  {kind: dice, throws: ["]
    lines += [f"  {{{entry}}},", f"  {more}]}}", after]
    return {"draw_yaml": "\n".join(lines)}


OBJECTIVE = next(line for line in SOUND["case.yaml"].splitlines(True) if "objective" in line)


def people(*rows: str, header: str = "id,holder,destination,days") -> dict[str, str | bytes | None]:
    rest: dict[str, str | bytes | None] = {
        "terms_yaml": None,
        "bars_yaml": None,
        "consents_csv": None,
        "statements_csv": None,
    }
    rest |= {
        "scenarios_yaml": None,
        **change(
            "case.yaml",
            "objective: [freed, law, {first: {sex: f}, title: women}, {prefer: days}, wishes]\n",
            "",
        ),
    }
    return {"people_csv": "\n".join([header, *rows]) + "\n", **rest}


NEVER = "{never: {of: {holder: NO}}}"
DEEP = f"{{either: [{NEVER}, " * 9 + NEVER + "]}" * 9


def figure(more: str, value: str = "4") -> dict[str, str | bytes | None]:
    line = f"{{id: e1, what: people freed, value: {value}, by: A paper, source: s1, {more}}}"
    return {"expected_yaml": f"- {line}\n"}


DEFECTS = [
    # the folder
    Defect("folder.no-case", "case.yaml", None, None, {"case_yaml": None}),
    Defect("folder.no-people", "people.csv", None, None, {"people_csv": None, "groups_yaml": None}),
    Defect("folder.unknown-file", "term.yaml", None, None, {"term_yaml": ""}),
    Defect("file.encoding", "people.csv", 2, None, {"people_csv": b"id,holder\nn1,\xff\n"}),
    Defect("file.encoding", "terms.yaml", 2, None, {"terms_yaml": b"# x\n- \xe9\n"}),
    # texts
    Defect("text.hidden", "people.csv", 2, "holder", people("a,NO\0,SO,1")),
    Defect("text.hidden", "people.csv", 2, "destination", people("a,NO,S\u202eO,1")),
    Defect("text.hidden", "people.csv", 1, "#3", people("a,NO,x,1", header="id,holder,\x07,days")),
    Defect(
        "text.hidden",
        "case.yaml",
        2,
        "title",
        change("case.yaml", "A made-up exchange", "A \u2066made"),
    ),
    Defect(
        "text.hidden", "case.yaml", 2, None, change("case.yaml", "A made-up exchange", "A \x01made")
    ),
    Defect(
        "text.hidden",
        "case.yaml",
        2,
        "title",
        change("case.yaml", "A made-up exchange", '"A \\0 made"'),
    ),
    Defect("text.too-long", "people.csv", 2, "destination", people(f"a,NO,{'x' * 32_768},1")),
    Defect("text.too-long", "people.csv", 2, None, people(f"a,NO,{'x' * 140_000},1")),
    Defect(
        "text.too-long",
        "people.csv",
        1,
        "#3",
        people("a,NO,x,1", header=f"id,holder,{'x' * 65},days"),
    ),
    Defect(
        "text.too-long",
        "case.yaml",
        2,
        "title",
        change("case.yaml", "A made-up exchange", "x" * 32_768),
    ),
    # tables
    Defect("csv.empty", "people.csv", None, None, {**people(), "people_csv": ""}),
    Defect("csv.empty", "people.csv", None, None, {**people(), "people_csv": "\n\nid,holder\n"}),
    Defect("csv.malformed", "people.csv", 1, None, people(header='id,"holder"x')),
    Defect("value.shape", "case.yaml", 7, "facts", change("case.yaml", "{alive: yes}", "[a]")),
    Defect("value.shape", "groups.yaml", 2, "[1].count", change("groups.yaml", "3", "[3]")),
    Defect("csv.malformed", "people.csv", 2, None, people('a,NO,"x"y,1')),
    Defect("csv.malformed", "people.csv", 2, None, people('a,NO,"x,1')),
    Defect("csv.line-too-long", "people.csv", 2, None, people("a,NO," + "x," * 5_000_000)),
    Defect(
        "csv.too-much",
        "people.csv",
        None,
        None,
        people("", header=",".join(f"c{i}" for i in range(201))),
    ),
    Defect("csv.ragged", "people.csv", 3, None, people("a,NO,SO,1", "b,NO,SO")),
    Defect("csv.ragged", "people.csv", 5, None, people('a,NO,"S\nO",1', "", "b,NO,SO,1,2")),
    Defect("csv.header-empty", "people.csv", 1, "#3", people("a,NO,x,1", header="id,holder,,days")),
    Defect(
        "csv.header-twice",
        "people.csv",
        1,
        "days",
        people("a,NO,1,1", header="id,holder,days,days"),
    ),
    Defect(
        "column.missing",
        "people.csv",
        1,
        "holder",
        people("a,NO,x,1", header="id,older,destination,days"),
    ),
    Defect(
        "column.missing", "statements.csv", 1, "code", {"statements_csv": "person,party\nn1,NO\n"}
    ),
    Defect("column.missing", "consents.csv", 1, "consents", {"consents_csv": "person\nn1\n"}),
    Defect(
        "column.missing",
        "people.csv",
        1,
        "days",
        {
            **people("a,NO", header="id,holder"),
            "case_yaml": SOUND["case.yaml"].replace("{first: {sex: f}, title: women}, ", ""),
        },
    ),
    Defect(
        "column.unknown",
        "statements.csv",
        1,
        "when",
        {"statements_csv": "person,party,code,when\nn1,NO,held,\n"},
    ),
    Defect(
        "column.unknown",
        "consents.csv",
        1,
        "why",
        {"consents_csv": "person,consents,why\nn1,yes,\n"},
    ),
    Defect(
        "column.reserved",
        "people.csv",
        1,
        "group",
        people("a,NO,x,1", header="id,holder,group,days"),
    ),
    Defect(
        "column.reserved",
        "groups.yaml",
        7,
        "[1].any",
        {"groups_yaml": SOUND["groups.yaml"] + "  any: x\n"},
    ),
    # the draw
    Defect("draw.alone", "draw.yaml", 1, "parties", change("draw.yaml", "[NO, SO, desk]", "[NO]")),
    Defect("draw.twice", "draw.yaml", 1, "parties", change("draw.yaml", "SO, desk", "SO, NO")),
    Defect("party.unknown", "draw.yaml", 1, "parties", change("draw.yaml", "desk]", "desks]")),
    Defect("draw.instant", "draw.yaml", 2, "deadline", change("draw.yaml", "T12:00:00Z", "")),
    Defect("draw.instant", "draw.yaml", 2, "deadline", change("draw.yaml", "05-01T12", "13-01T12")),
    Defect(
        "draw.chain", "draw.yaml", 5, "beacon.chain", change("draw.yaml", "chain: 52", "chain: 53")
    ),
    Defect(
        "draw.hex", "draw.yaml", 5, "beacon.chain", change("draw.yaml", "chain: 52", "chain: 5")
    ),
    Defect("draw.too-early", "draw.yaml", 3, "beacon", change("draw.yaml", "18000000", "17000000")),
    Defect("draw.hex", "draw.yaml", 7, "frozen", change("draw.yaml", "frozen: 5c", "frozen: 5")),
    Defect("draw.hex", "draw.yaml", 23, "void", change("draw.yaml", "void: [c3", "void: [C3")),
    Defect("key.missing", "draw.yaml", 1, "frozen", change("draw.yaml", "frozen: 5c", "#")),
    Defect(
        "draw.hex",
        "draw.yaml",
        10,
        "commitments[1].commitment",
        change("draw.yaml", "commitment: 01", "commitment: 0X"),
    ),
    Defect(
        "draw.instant",
        "draw.yaml",
        11,
        "commitments[1].at",
        change("draw.yaml", "at: 2025-04-21T09:00:00Z\n", "at: 2025-04-21\n"),
    ),
    Defect(
        "draw.twice",
        "draw.yaml",
        15,
        "commitments[3].party",
        change("draw.yaml", "- party: desk", "- party: NO"),
    ),
    Defect(
        "draw.copied",
        "draw.yaml",
        13,
        "commitments[2].commitment",
        change("draw.yaml", "b2" * 32, "a1" * 32),
    ),
    Defect(
        "draw.order",
        "draw.yaml",
        17,
        "commitments[3].at",
        change("draw.yaml", "at: 2025-04-21T10:00:00Z", "at: 2025-04-22T09:00:00Z"),
    ),
    Defect(
        "draw.order",
        "draw.yaml",
        17,
        "commitments[3].at",
        change("draw.yaml", "at: 2025-04-21T10:00:00Z", "at: 2025-05-01T12:00:00Z"),
    ),
    Defect(
        "draw.revealed-early",
        "draw.yaml",
        19,
        "reveals[1].party",
        {"draw_yaml": _without("desk")},
    ),
    Defect(
        "draw.late",
        "draw.yaml",
        21,
        "reveals[1].at",
        change("draw.yaml", "at: 2025-04-22T09:00:00Z", "at: 2025-05-01T12:00:00Z"),
    ),
    Defect(
        "draw.closed",
        "draw.yaml",
        22,
        "closed",
        change("draw.yaml", "closed: 2025-05-01T12:00:00Z", "closed: 2025-05-01T11:59:59Z"),
    ),
    Defect(
        "draw.uncommitted",
        "draw.yaml",
        19,
        "reveals[1].party",
        {"draw_yaml": UNCOMMITTED},
    ),
    Defect("draw.rolls", "draw.yaml", 4, "beacon.throws[1].rolls", dice(rolls="1 2 7")),
    Defect("draw.witnesses", "draw.yaml", 4, "beacon.throws[1].witnesses", dice(witnesses="w")),
    Defect(
        "draw.witnesses", "draw.yaml", 4, "beacon.throws[1].witnesses", dice(witnesses="[w, SO]")
    ),
    Defect(
        "draw.opened",
        "draw.yaml",
        4,
        "beacon.throws[1].opened",
        dice(opened="2025-05-01T11:59:59Z"),
    ),
    Defect("draw.order", "draw.yaml", 4, "beacon.throws[1].at", dice(at="2025-05-01T12:00:00Z")),
    Defect("key.missing", "draw.yaml", 4, "beacon.throws[1].nonce", dice(nonce="")),
    Defect(
        "draw.twice",
        "draw.yaml",
        5,
        "beacon.throws[2].by",
        dice(more="{by: SO, witnesses: [a, b]}"),
    ),
    Defect(
        "draw.copied",
        "draw.yaml",
        4,
        "beacon.throws[1].commitment",
        dice(
            more=f"{{by: NO, witnesses: [a, b], at: 2025-04-20T09:00:00Z, commitment: {'d4' * 32}}}"
        ),
    ),
    Defect(
        "draw.unthrown",
        "draw.yaml",
        5,
        "beacon.throws[2].by",
        dice(more="{by: NO, witnesses: [a, b]}", after=COMMITTED),
    ),
    Defect(
        "draw.order",
        "draw.yaml",
        4,
        "beacon.throws[1].at",
        dice(at="2025-04-21T09:00:00Z", after=COMMITTED),
    ),
    Defect(
        "key.missing",
        "draw.yaml",
        2,
        "beacon.throws",
        {"draw_yaml": "deadline: 2025-05-01T12:00:00Z\nbeacon: {kind: dice}\n"},
    ),
    Defect(
        "key.missing",
        "draw.yaml",
        2,
        "beacon.throws",
        {"draw_yaml": "deadline: 2025-05-01T12:00:00Z\nbeacon: {kind: dice, throws: []}\n"},
    ),
    Defect(
        "key.missing", "draw.yaml", 1, "beacon", {"draw_yaml": "deadline: 2025-05-01T12:00:00Z\n"}
    ),
    Defect("term.unknown", "draw.yaml", 2, "choices[1].term", choices("{term: offers, by: NO}")),
    Defect(
        "person.unknown",
        "draw.yaml",
        2,
        "choices[1].people",
        choices("{term: offer, by: NO, people: south-0009}"),
    ),
    Defect(
        "draw.twice",
        "draw.yaml",
        3,
        "choices[2].term",
        choices(*["{term: offer, by: NO, people: n1}"] * 2),
    ),
    # YAML
    Defect("yaml.syntax", "terms.yaml", 3, None, {"terms_yaml": "- id: a\n  by: [\n"}),
    Defect("yaml.alias", "terms.yaml", 2, None, {"terms_yaml": "- id: a\n  by: *x\n"}),
    Defect("yaml.alias", "terms.yaml", 2, None, {"terms_yaml": "- id: a\n  by: &x NO\n"}),
    Defect("yaml.tag", "terms.yaml", 2, None, {"terms_yaml": "- id: a\n  by: !!str NO\n"}),
    Defect(
        "yaml.duplicate-key",
        "case.yaml",
        3,
        "title",
        change("case.yaml", "date:", "title: Again\ndate:"),
    ),
    Defect("yaml.key", "terms.yaml", 2, None, {"terms_yaml": "- id: a\n  ? [x]\n  : y\n"}),
    Defect("yaml.depth", "terms.yaml", 1, None, {"terms_yaml": "[" * 33 + "]" * 33}),
    Defect("yaml.documents", "terms.yaml", 2, None, {"terms_yaml": "[]\n---\n[]\n"}),
    # fields
    Defect("key.unknown", "case.yaml", 2, "titel", change("case.yaml", "title:", "titel:")),
    Defect(
        "key.unknown",
        "case.yaml",
        5,
        "parties[1].colour",
        change("case.yaml", "kind: state", "kind: state, colour: red"),
    ),
    Defect(
        "key.unknown", "terms.yaml", 5, "[1].note", term(f"either: [{NEVER}, {NEVER}]", note="x")
    ),
    Defect(
        "key.unknown", "terms.yaml", 4, "[1].never.off", term("never: {of: {holder: NO}, off: x}")
    ),
    Defect(
        "key.unknown",
        "terms.yaml",
        4,
        "[1].never.of.days.below",
        term("never: {of: {days: {below: 3}}}"),
    ),
    Defect("key.missing", "case.yaml", 1, "date", change("case.yaml", "date: 2025-04-20\n", "")),
    Defect(
        "key.missing", "bars.yaml", 1, "[1].from", change("bars.yaml", "  from: 2025-04-19\n", "")
    ),
    Defect(
        "key.missing", "groups.yaml", 1, "[1].holder", change("groups.yaml", "  holder: SO\n", "")
    ),
    Defect("key.missing", "terms.yaml", 4, "[1].ratio.get", term("ratio: {give: {holder: NO}}")),
    Defect("value.shape", "terms.yaml", 1, None, {"terms_yaml": "terms: []\n"}),
    Defect("value.shape", "case.yaml", 1, None, {"case_yaml": "- id: x\n"}),
    Defect(
        "value.shape", "case.yaml", 2, "title", change("case.yaml", "A made-up exchange", "[a, b]")
    ),
    Defect(
        "value.shape",
        "case.yaml",
        12,
        "notes",
        change("case.yaml", "[One note, Another note]", "{a: b}"),
    ),
    Defect(
        "value.shape",
        "case.yaml",
        10,
        "objective",
        {"case_yaml": SOUND["case.yaml"].split("objective")[0] + "objective: freed\n"},
    ),
    Defect(
        "value.shape", "handover.yaml", 7, "simultaneous", change("handover.yaml", "[[one]]", "one")
    ),
    Defect(
        "value.shape",
        "handover.yaml",
        7,
        "simultaneous[1]",
        change("handover.yaml", "[[one]]", "[{a: b}]"),
    ),
    Defect("value.shape", "terms.yaml", 4, "[1].never.of", term("never: {of: everyone}")),
    Defect(
        "value.shape", "terms.yaml", 4, "[1].never.of.any", term("never: {of: {any: {holder: NO}}}")
    ),
    Defect(
        "value.shape",
        "terms.yaml",
        4,
        "[1].never.of.holder[1]",
        term("never: {of: {holder: [[NO]]}}"),
    ),
    Defect(
        "value.shape",
        "terms.yaml",
        4,
        "[1].never.of.days.lt",
        term("never: {of: {days: {lt: [1]}}}"),
    ),
    Defect(
        "value.shape",
        "terms.yaml",
        4,
        "[1].never.of.days.missing",
        term("never: {of: {days: {missing: [1]}}}"),
    ),
    Defect(
        "value.shape", "terms.yaml", 4, "[1].either", term("either: {never: {of: {holder: NO}}}")
    ),
    Defect("value.shape", "terms.yaml", 4, "[1].either[1]", term(f"either: [x, {NEVER}]")),
    Defect(
        "value.choice",
        "case.yaml",
        5,
        "parties[1].kind",
        change("case.yaml", "kind: state", "kind: stat"),
    ),
    Defect(
        "value.choice",
        "case.yaml",
        10,
        "objective[1]",
        change("case.yaml", "[freed,", "[fred, freed,"),
    ),
    Defect(
        "value.choice",
        "statements.csv",
        2,
        "code",
        change("statements.csv", "n1,NO,held", "n1,NO,hold"),
    ),
    Defect("value.choice", "consents.csv", 2, "consents", change("consents.csv", "yes", "maybe")),
    Defect(
        "value.choice", "people.csv", 2, "status", people("a,NO,lost", header="id,holder,status")
    ),
    # what is known to have happened
    Defect("scenario.unknown", "expected.yaml", 1, "[1].scenario", figure("scenario: alive")),
    Defect("term.unknown", "expected.yaml", 1, "[1].breaks", figure("how: broken, breaks: offre")),
    Defect("key.missing", "expected.yaml", 1, "[1].breaks", figure("how: broken")),
    Defect("key.missing", "expected.yaml", 1, "[1].counts", figure("how: possible")),
    Defect(
        "expected.breaks", "expected.yaml", 1, "[1].breaks", figure("counts: freed, breaks: offer")
    ),
    Defect("expected.number", "expected.yaml", 1, "[1].value", figure("counts: freed", "about 4")),
    Defect("value.choice", "expected.yaml", 1, "[1].how", figure("counts: freed, how: roughly")),
    Defect("value.shape", "expected.yaml", 1, "[1].counts", figure("counts: all")),
    Defect(
        "select.unknown-column",
        "expected.yaml",
        1,
        "[1].counts.holdr",
        figure("counts: {holdr: NO}"),
    ),
    Defect(
        "value.choice",
        "expected.yaml",
        1,
        "[1].disputed",
        change("expected.yaml", "disputed: yes", "disputed: perhaps"),
    ),
    Defect(
        "value.choice",
        "terms.yaml",
        4,
        "[1].never.of.days.missing",
        term("never: {of: {days: {missing: perhaps}}}"),
    ),
    Defect("value.date", "case.yaml", 3, "date", change("case.yaml", "2025-04-20", "20/04/2025")),
    Defect(
        "value.date", "people.csv", 2, "born", people("a,NO,1980-02-30", header="id,holder,born")
    ),
    Defect(
        "value.date",
        "groups.yaml",
        7,
        "[1].born",
        {"groups_yaml": SOUND["groups.yaml"] + "  born: spring\n"},
    ),
    Defect(
        "value.date", "statements.csv", 2, "date", change("statements.csv", "2025-04-01", "1 April")
    ),
    Defect(
        "value.number", "groups.yaml", 2, "[1].count", change("groups.yaml", "count: 3", "count: 0")
    ),
    Defect(
        "value.number",
        "groups.yaml",
        2,
        "[1].count",
        change("groups.yaml", "count: 3", "count: 3.5"),
    ),
    Defect("value.number", "people.csv", 2, "age", people("a,NO,old", header="id,holder,age")),
    Defect(
        "value.number",
        "terms.yaml",
        4,
        "[1].count.at-most",
        term("count: {of: {holder: NO}, at-most: 10000001}"),
    ),
    Defect(
        "value.number",
        "terms.yaml",
        4,
        "[1].tariff.worth.table.f",
        term("tariff: {give: {sex: f}, get: {sex: f}, worth: {column: sex, table: {f: -1}}}"),
    ),
    Defect(
        "value.order",
        "bars.yaml",
        9,
        "[1].until",
        {"bars_yaml": SOUND["bars.yaml"] + "  until: 2025-04-18\n"},
    ),
    Defect(
        "source.url",
        "case.yaml",
        9,
        "sources[1].url",
        change("case.yaml", "https://example.org/a", "javascript:alert(1)"),
    ),
    # ids
    Defect("id.malformed", "case.yaml", 1, "id", change("case.yaml", "id: made-up", "id: made up")),
    Defect("id.malformed", "people.csv", 2, "id", people("-a,NO,x,1", "b,NO,SO,1")),
    Defect(
        "id.malformed",
        "groups.yaml",
        1,
        "[1].id",
        change("groups.yaml", "id: south", f"id: {'s' * 62}"),
    ),
    Defect(
        "id.reserved", "case.yaml", 5, "parties[1].id", change("case.yaml", "id: NO,", "id: law,")
    ),
    Defect(
        "id.reserved",
        "case.yaml",
        6,
        "parties[2].id",
        change("case.yaml", "{id: SO", "{id: draw"),
    ),
    Defect("id.reserved", "people.csv", 2, "id", people("desk,NO,x,1")),
    Defect(
        "id.reserved", "groups.yaml", 1, "[1].id", change("groups.yaml", "id: south", "id: law")
    ),
    Defect(
        "id.reserved", "terms.yaml", 1, "[1].id", change("terms.yaml", "id: offer", "id: law.mine")
    ),
    Defect("id.duplicate", "people.csv", 3, "id", people("a,NO,x,1", "a,NO,x,1")),
    Defect(
        "id.duplicate", "groups.yaml", 1, "id", people("south-0002,NO,x,1", "south-0001,NO,x,1")
    ),
    Defect("id.duplicate", "groups.yaml", 1, "id", people("south,NO,x,1")),
    Defect("id.duplicate", "groups.yaml", 7, "[2].id", {"groups_yaml": SOUND["groups.yaml"] * 2}),
    Defect("id.duplicate", "terms.yaml", 6, "[2].id", {"terms_yaml": SOUND["terms.yaml"] * 2}),
    Defect("id.duplicate", "bars.yaml", 9, "[2].id", {"bars_yaml": SOUND["bars.yaml"] * 2}),
    Defect("id.duplicate", "claims.yaml", 8, "[2].id", {"claims_yaml": SOUND["claims.yaml"] * 2}),
    Defect(
        "id.duplicate", "expected.yaml", 2, "[2].id", {"expected_yaml": SOUND["expected.yaml"] * 2}
    ),
    Defect(
        "id.duplicate",
        "scenarios.yaml",
        7,
        "[2].id",
        {"scenarios_yaml": SOUND["scenarios.yaml"] * 2},
    ),
    Defect(
        "id.duplicate",
        "scenarios.yaml",
        7,
        "[1].terms[2].id",
        {
            "scenarios_yaml": SOUND["scenarios.yaml"]
            + SOUND["scenarios.yaml"].splitlines()[-1]
            + "\n"
        },
    ),
    Defect(
        "id.duplicate",
        "case.yaml",
        7,
        "parties[3].id",
        change("case.yaml", "facts:", "  - {id: NO, name: Again, kind: body}\nfacts:"),
    ),
    Defect(
        "id.duplicate",
        "case.yaml",
        10,
        "sources[2].id",
        change(
            "case.yaml", "objective", "  - {id: s1, title: t, publisher: p, date: 2025}\nobjective"
        ),
    ),
    Defect(
        "id.duplicate",
        "handover.yaml",
        4,
        "places[3].id",
        change("handover.yaml", "legs", "  - {id: SO, name: x}\nlegs"),
    ),
    # references
    Defect("party.unknown", "people.csv", 2, "holder", people("a,NN,x,1")),
    Defect(
        "party.unknown",
        "people.csv",
        2,
        "beneficiary",
        people("a,NO,SO|SS", header="id,holder,beneficiary"),
    ),
    Defect(
        "party.unknown",
        "people.csv",
        2,
        "principal",
        people("a,NO,XX", header="id,holder,principal"),
    ),
    Defect(
        "party.unknown",
        "groups.yaml",
        3,
        "[1].holder",
        change("groups.yaml", "holder: SO", "holder: XX"),
    ),
    Defect(
        "party.unknown", "statements.csv", 2, "party", change("statements.csv", "n1,NO", "n1,XX")
    ),
    Defect("party.unknown", "terms.yaml", 2, "[1].by", change("terms.yaml", "by: NO", "by: XX")),
    Defect(
        "party.unknown",
        "terms.yaml",
        4,
        "[1].exposed.party",
        term("exposed: {party: XX, at-most: 3}"),
    ),
    Defect(
        "party.unknown",
        "terms.yaml",
        4,
        "[1].pool.by",
        term("pool: {of: {holder: NO}, choose: 1, by: XX}"),
    ),
    Defect(
        "party.unknown",
        "handover.yaml",
        5,
        "legs[1].party",
        change("handover.yaml", "party: NO", "party: XX"),
    ),
    Defect(
        "party.unknown",
        "scenarios.yaml",
        4,
        "[1].statements[1].party",
        change("scenarios.yaml", "party: SO", "party: XX"),
    ),
    Defect("person.unknown", "statements.csv", 2, "person", change("statements.csv", "n1,", "n9,")),
    Defect("person.unknown", "consents.csv", 2, "person", change("consents.csv", "n1,", "n9,")),
    Defect(
        "person.unknown",
        "scenarios.yaml",
        4,
        "[1].statements[1].person",
        change("scenarios.yaml", "person: south", "person: north"),
    ),
    Defect(
        "person.unknown", "terms.yaml", 4, "[1].named.people", term("named: {people: [n1, n9]}")
    ),
    Defect(
        "source.unknown",
        "terms.yaml",
        4,
        "[1].source",
        change("terms.yaml", "source: s1", "source: s9"),
    ),
    Defect(
        "source.unknown",
        "claims.yaml",
        7,
        "[1].source",
        change("claims.yaml", "source: s1", "source: s9"),
    ),
    Defect("source.unknown", "statements.csv", 2, "source", change("statements.csv", "s1", "s9")),
    Defect(
        "fact.unknown",
        "terms.yaml",
        4,
        "[1].if.fact",
        term(f"if: {{fact: alife, is: yes, then: {NEVER}}}"),
    ),
    Defect(
        "place.unknown",
        "handover.yaml",
        5,
        "legs[1].to",
        change("handover.yaml", "to: SO", "to: sea"),
    ),
    Defect(
        "leg.unknown",
        "handover.yaml",
        9,
        "guards[1].before",
        change("handover.yaml", "before: one", "before: three"),
    ),
    Defect(
        "leg.unknown",
        "handover.yaml",
        7,
        "simultaneous[1]",
        change("handover.yaml", "[[one]]", "[[one, three]]"),
    ),
    Defect(
        "list.too-long",
        "terms.yaml",
        1,
        None,
        {"terms_yaml": "[" + "{id: a}, " * 10_001 + "]"},
    ),
    Defect("list.index", "lists/lists.yaml", None, None, {"lists__x_csv": "id\n"}),
    Defect(
        "list.missing",
        "lists/lists.yaml",
        1,
        "[1].file",
        {"lists__lists_yaml": "- {file: a.csv, party: NO, kind: held, date: 2025}\n"},
    ),
    Defect(
        "list.path",
        "lists/lists.yaml",
        1,
        "[1].file",
        {"lists__lists_yaml": "- {file: ../people.csv, party: NO, kind: held, date: 2025}\n"},
    ),
    Defect("destination.unknown", "people.csv", 2, "destination", people("a,NO,SO|sea,1")),
    Defect(
        "destination.unknown",
        "groups.yaml",
        1,
        "destination",
        change("groups.yaml", "destination: NO", "destination: sea"),
    ),
    Defect(
        "destination.unknown",
        "bars.yaml",
        6,
        "[1].destination",
        change("bars.yaml", "destination: abroad", "destination: sea"),
    ),
    Defect(
        "destination.unknown",
        "consents.csv",
        None,
        "destination",
        change("consents.csv", "n1,,", "n1,sea,"),
    ),
    Defect(
        "destination.no-place",
        "people.csv",
        2,
        "destination",
        people("a,NO,SO,abroad", header="id,holder,beneficiary,destination"),
    ),
    Defect(
        "destination.no-place",
        "groups.yaml",
        1,
        "destination",
        change("groups.yaml", "destination: NO", "destination: SO|abroad"),
    ),
    Defect(
        "destination.no-place",
        "groups.yaml",
        1,
        "beneficiary",
        {
            **change("groups.yaml", "  destination: NO\n", ""),
            "handover_yaml": SOUND["handover.yaml"]
            .replace("- {id: NO", "- {id: bridge")
            .replace("from: NO", "from: bridge")
            .replace("to: NO", "to: bridge"),
        },
    ),
    Defect(
        "destination.no-way",
        "groups.yaml",
        1,
        "destination",
        change("handover.yaml", "party: SO", "party: NO"),
    ),
    Defect(
        "destination.none",
        "people.csv",
        2,
        "destination",
        {
            **people("a,NO,SO,oak", "b,NO,NO,oak", header="id,holder,beneficiary,family"),
            **term("together: {by: family}"),
        },
    ),
    Defect("people.unsought", "people.csv", 2, "beneficiary", people("a,NO,SO,1")),
    # people
    Defect("people.empty", "people.csv", 2, "holder", people("a,,x,1")),
    Defect("people.empty", "people.csv", 2, "id", people(",NO,x,1")),
    Defect("people.choice", "people.csv", 2, "destination", people("a,NO,SO|,1")),
    Defect(
        "people.choice",
        "people.csv",
        2,
        "beneficiary",
        people("a,NO,SO|SO", header="id,holder,beneficiary"),
    ),
    Defect(
        "people.too-much",
        "groups.yaml",
        None,
        None,
        change("groups.yaml", "count: 3", "count: 2000000"),
    ),
    Defect("people.prefer", "people.csv", 2, "days", change("people.csv", ",10\n", ",ten\n")),
    Defect("people.prefer", "groups.yaml", 1, "days", change("groups.yaml", "  days: 5\n", "")),
    # selections
    Defect(
        "select.unknown-column",
        "terms.yaml",
        4,
        "[1].never.of.helth",
        term("never: {of: {helth: x}}"),
    ),
    Defect(
        "select.unknown-column", "terms.yaml", 4, "[1].together.by", term("together: {by: family}")
    ),
    Defect(
        "select.unknown-column",
        "terms.yaml",
        4,
        "[1].tariff.worth.column",
        term("tariff: {give: {sex: f}, get: {sex: f}, worth: {column: rank, table: {f: 1}}}"),
    ),
    Defect(
        "select.unknown-column",
        "case.yaml",
        10,
        "objective[3].first.sexx",
        change("case.yaml", "{sex: f}", "{sexx: f}"),
    ),
    Defect("select.empty", "terms.yaml", 4, "[1].never.of.sex", term("never: {of: {sex: }}")),
    Defect("select.empty", "terms.yaml", 4, "[1].never.of.sex", term("never: {of: {sex: []}}")),
    Defect("select.empty", "terms.yaml", 4, "[1].never.of.sex", term("never: {of: {sex: {}}}")),
    Defect(
        "select.comparison",
        "terms.yaml",
        4,
        "[1].never.of.days.lt",
        term("never: {of: {days: {lt: few}}}"),
    ),
    Defect(
        "select.unknown-value",
        "terms.yaml",
        4,
        "[1].never.of.sex",
        term("never: {of: {sex: [f, ff]}}"),
    ),
    Defect(
        "terms.selects-nobody",
        "terms.yaml",
        4,
        "[1].never.of",
        term("never: {of: {sex: f, holder: SO}}"),
    ),
    Defect(
        "column.none",
        "case.yaml",
        10,
        "objective[4].prefer",
        change("case.yaml", "{prefer: days}", "{prefer: day}"),
    ),
    # rules
    Defect("rule.none", "terms.yaml", 1, "[1]", {"terms_yaml": "- {id: a, by: NO, text: x}\n"}),
    Defect(
        "rule.several",
        "terms.yaml",
        5,
        "[1].all",
        term("never: {of: {holder: NO}}", all="{of: {holder: NO}}"),
    ),
    Defect("rule.unknown", "terms.yaml", 4, "[1].nver", term("nver: {of: {holder: NO}}")),
    Defect("rule.depth", "terms.yaml", 4, None, term(f"either: [{DEEP}, {NEVER}]")),
    Defect(
        "rule.within-either",
        "terms.yaml",
        4,
        "[1].either[2].together",
        term(f"either: [{NEVER}, {{together: {{by: sex}}}}]"),
    ),
    Defect(
        "rule.within-either",
        "terms.yaml",
        4,
        "[1].either[1].if.then.guard",
        term(
            "either: [{if: {fact: alive, is: x, then: {guard: {before: {holder: NO}, needs: x}}}}, "
            f"{NEVER}]"
        ),
    ),
    Defect("rule.either-few", "terms.yaml", 4, "[1].either", term(f"either: [{NEVER}]")),
    Defect(
        "rule.wish", "terms.yaml", 4, "[1].outside", term("outside: {of: {sex: f}}", force="wish")
    ),
    Defect(
        "rule.wish",
        "terms.yaml",
        5,
        "[1].force",
        term("if: {fact: alive, is: yes, then: {together: {by: sex}}}", force="wish"),
    ),
    Defect("rule.empty", "terms.yaml", 4, "[1].named.people", term("named: {people: []}")),
    Defect("rule.empty", "terms.yaml", 4, "[1].never.of.any", term("never: {of: {any: []}}")),
    Defect(
        "ratio.at",
        "terms.yaml",
        4,
        "[1].ratio.at",
        term('ratio: {give: {sex: f}, get: {holder: SO}, at: "1:0"}'),
    ),
    Defect(
        "ratio.at",
        "terms.yaml",
        4,
        "[1].ratio.at",
        term('ratio: {give: {sex: f}, get: {holder: SO}, at: "1:1000001"}'),
    ),
    Defect(
        "ratio.at",
        "terms.yaml",
        4,
        "[1].ratio.at",
        term("ratio: {give: {sex: f}, get: {holder: SO}, at: two to one}"),
    ),
    Defect("count.none", "terms.yaml", 4, "[1].count", term("count: {of: {sex: f}}")),
    Defect(
        "count.contradictory",
        "terms.yaml",
        4,
        "[1].count.at-least",
        term("count: {of: {sex: f}, at-least: 3, at-most: 2}"),
    ),
    Defect(
        "count.exactly",
        "terms.yaml",
        4,
        "[1].count.exactly",
        term("count: {of: {sex: f}, exactly: 3, at-most: 4}"),
    ),
    Defect(
        "tariff.no-worth",
        "terms.yaml",
        4,
        "[1].tariff.worth.table",
        term(
            "tariff: {give: {holder: NO}, get: {holder: SO}, worth: {column: sex, table: {f: 1}}}"
        ),
    ),
    Defect(
        "tariff.no-worth",
        "terms.yaml",
        4,
        "[1].tariff.worth.table",
        term(
            "tariff: {give: {holder: NO}, get: {holder: NO}, "
            "worth: {column: destination, table: {SO: 1}}}"
        ),
    ),
    Defect("term.by-law", "terms.yaml", 2, "[1].by", change("terms.yaml", "by: NO", "by: law")),
    Defect(
        "bar.destination",
        "bars.yaml",
        6,
        "[1].destination",
        change("bars.yaml", "forbids: destination", "forbids: release"),
    ),
    Defect(
        "objective.twice",
        "case.yaml",
        10,
        "objective[2]",
        change("case.yaml", "[freed,", "[freed, freed,"),
    ),
    Defect("objective.no-freed", "case.yaml", 10, "objective", change("case.yaml", "[freed,", "[")),
    # law
    Defect(
        "consent.assumed",
        "case.yaml",
        7,
        "consent",
        change("case.yaml", "facts:", "consent: assumed\nfacts:"),
    ),
    Defect(
        "consent.nobody-asked",
        "consents.csv",
        None,
        None,
        {"consents_csv": "person,destination,consents\n"},
    ),
    Defect("law.contradicts", "terms.yaml", 1, "[1]", term("never: {of: {holder: NO}}")),
    Defect(
        "law.contradicts-order",
        "terms.yaml",
        1,
        "[1]",
        {
            **term("named: {people: [n2]}"),
            **change(
                "bars.yaml", "forbids: destination\n  destination: abroad", "forbids: release"
            ),
        },
    ),
    Defect("more", "people.csv", None, None, people(*(f"p{i},X{i},SO,1" for i in range(EACH + 5)))),
    Defect(
        "more.notices",
        "terms.yaml",
        None,
        None,
        {
            "terms_yaml": "".join(
                f"- {{id: t{i}, by: NO, text: x, never: {{of: {{sex: x{i}}}}}}}\n"
                for i in range(EACH + 5)
            )
        },
    ),
]

IDS = [f"{number}-{defect.code}" for number, defect in enumerate(DEFECTS)]


@pytest.mark.parametrize("defect", DEFECTS, ids=IDS)
def test_one_defect_one_finding_that_points_at_it(defect: Defect, tmp_path: Path) -> None:
    """The finding names file, row and column; its words are complete, and short enough to read."""
    found = inspect(write(tmp_path / "case", **defect.changes))
    place = (defect.code, defect.file, defect.row, defect.column)
    places = [(each.code, each.file, each.row, each.column) for each in found]
    if defect.code == "rule.depth":
        places = [(code, file, row, None) for code, file, row, _ in places]
    assert place in places, places
    for each in found:
        assert "{perhaps}" not in each.why + each.mend
        assert len(each.why) < 600
        assert len(each.mend) < 600
        assert len(each.value or "") <= 80


@pytest.mark.parametrize("defect", DEFECTS, ids=IDS)
def test_an_error_blocks_and_a_notice_is_kept(defect: Defect, tmp_path: Path) -> None:
    """What inspect finds is what read raises, or, where only notices were found, keeps."""
    folder = write(tmp_path / "case", **defect.changes)
    found = inspect(folder)
    errors = [each for each in found if each.severity == "error"]
    if errors:
        with pytest.raises(Refused) as caught:
            read(folder)
        assert caught.value.findings == found
        cannot = any(each.code in CANNOT_READ for each in found)
        assert isinstance(caught.value, Unreadable) is cannot
    else:
        assert read(folder).findings == found


def test_the_sound_folder_has_no_findings(tmp_path: Path) -> None:
    """What the table above spoils is sound before."""
    assert inspect(write(tmp_path / "case")) == ()


BROUGHT_ABOUT_ELSEWHERE = {
    "folder.missing",
    "file.unreadable",
    "file.kind",
    "file.link",
    "file.too-large",
    "yaml.nodes",
    *(code for code in WORDS if code.startswith("day.")),
    *LISTS,
    *JUDGEMENTS,
    "value.time",
    "scenario.none",
    "new.list",
    "new.party",
}
"""Codes that no text of a case folder brings about; other tests here, in tests/intake and in
tests/cli do, and test_judgements."""


def test_every_code_of_the_catalogue_is_brought_about() -> None:
    """No words without a defect, no defect without words."""
    assert {defect.code for defect in DEFECTS} | BROUGHT_ABOUT_ELSEWHERE == set(WORDS)


def make_directory(path: Path) -> None:
    path.mkdir()


def make_loop(path: Path) -> None:
    path.symlink_to(path.name)


def make_link(path: Path) -> None:
    (path.parent / ".hidden").write_text("id,holder\n")
    path.symlink_to(".hidden")


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_huge(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(2**30)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (make_directory, "file.kind"),
        (make_pipe, "file.kind"),
        (make_link, "file.link"),
        (make_loop, "file.link"),
        (make_huge, "file.too-large"),
    ],
)
@pytest.mark.parametrize("file", sorted(SOUND))
def test_what_is_no_file_is_not_read(
    make: Callable[[Path], None], code: str, file: str, tmp_path: Path
) -> None:
    """Folders, pipes, links and enormous files in the place of a file are findings."""
    folder = write(tmp_path / "case", **{file.replace(".", "_"): None})
    make(folder / file)
    assert (code, file) in {(each.code, each.file) for each in inspect(folder)}
    with pytest.raises(Unreadable):
        read(folder)


@pytest.mark.parametrize("name", ["missing", "a\0b", "x" * 5_000])
def test_a_folder_that_is_none(name: str, tmp_path: Path) -> None:
    """A path that leads nowhere is a finding too, whatever is in it."""
    with pytest.raises(Unreadable) as caught:
        Case.read(tmp_path / name)
    assert {each.code for each in caught.value.findings} <= {"folder.missing", "file.unreadable"}


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    """A case is a folder."""
    (tmp_path / "case").write_text("id: x\n")
    assert [each.code for each in inspect(tmp_path / "case")] == ["file.unreadable"]


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    """Defects in six files are all in one answer, errors before notices."""
    folder = write(
        tmp_path / "case",
        **change("case.yaml", "kind: state", "kind: stat"),
        **change("people.csv", "n1,NO", "n1,XX"),
        **change("terms.yaml", "by: NO", "by: YY"),
        **change("claims.yaml", "stance: denies", "stance: doubts"),
        **change("bars.yaml", "2025-04-19", "Easter"),
        **change("consents.csv", "n1", "n9"),
        notes_txt="",
    )
    found = inspect(folder)
    assert [(each.code, each.file) for each in found] == [
        ("value.date", "bars.yaml"),
        ("value.choice", "case.yaml"),
        ("value.choice", "claims.yaml"),
        ("person.unknown", "consents.csv"),
        ("party.unknown", "people.csv"),
        ("party.unknown", "terms.yaml"),
        ("folder.unknown-file", "notes.txt"),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"case_yaml": "id: [\n"}, {("yaml.syntax", "case.yaml")}),
        ({"people_csv": b"\xff"}, {("file.encoding", "people.csv")}),
        ({"people_csv": "id,hold\nn1,NO\n"}, {("column.missing", "people.csv")}),
        ({"groups_yaml": "- &a\n"}, {("yaml.alias", "groups.yaml")}),
        ({"handover_yaml": "places: *x\n"}, {("yaml.alias", "handover.yaml")}),
        (
            {"terms_yaml": "- &a\n", **figure("counts: freed, how: broken, breaks: offer")},
            {("yaml.alias", "terms.yaml")},
        ),
        (
            {"scenarios_yaml": "- &a\n", **figure("counts: freed, scenario: dead")},
            {("yaml.alias", "scenarios.yaml")},
        ),
    ],
)
def test_one_broken_file_does_not_spoil_the_others(
    changes: dict[str, str | bytes | None], expected: set[tuple[str, str]], tmp_path: Path
) -> None:
    """What cannot be known while a file cannot be read is not held against the other files."""
    found = inspect(write(tmp_path / "case", **changes))
    assert {(each.code, each.file) for each in found} == expected


def test_a_finding_guesses_what_was_meant(tmp_path: Path) -> None:
    """A near miss is answered with the word that it missed."""
    folder = write(tmp_path / "case", **term("never: {of: {helth: seriously-sick}}"))
    (finding,) = (each for each in inspect(folder) if each.code == "select.unknown-column")
    assert "Perhaps health?" in finding.mend
    assert finding.value == "helth"


def test_a_file_in_the_place_of_the_folder_of_lists(tmp_path: Path) -> None:
    """Lists are files in a folder."""
    folder = write(tmp_path / "case")
    (folder / "lists").write_text("")
    assert [(each.code, each.file) for each in inspect(folder)] == [("file.unreadable", "lists")]
