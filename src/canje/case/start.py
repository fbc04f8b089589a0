"""The files of a new case, with remarks in them that say what goes where.

Everything that a remark shows as an example can be read as it stands once its `#` is taken off.
"""

from __future__ import annotations

import json

from attrs import frozen

from canje.base.dates import PartialDate
from canje.terms.docket import Party


@frozen
class Start:
    """What a case cannot do without: whose it is, of which day, between whom."""

    id: str
    title: str
    date: PartialDate
    parties: tuple[Party, ...]


def files(start: Start) -> dict[str, bytes]:
    """The files of a new case by their names, people and lists left out."""
    one, other = (each.id for each in start.parties[:2])
    made = {
        "README.md": _README.format(title=start.title),
        "case.yaml": _CASE.format(
            id=start.id,
            title=_quoted(start.title),
            date=start.date,
            parties="\n".join(_party(each) for each in start.parties),
        ),
        "statements.csv": "person,party,code,date,source,note\n",
        "claims.yaml": _CLAIMS.format(one=one),
        "bars.yaml": _BARS.format(one=one),
        "consents.csv": "person,destination,consents,date\n",
        "terms.yaml": _TERMS.format(one=one, other=other),
        "handover.yaml": _HANDOVER.format(one=one, other=other),
    }
    return {name: text.encode() for name, text in made.items()}


def without_lists() -> dict[str, bytes]:
    """What stands in place of lists where none was handed over yet."""
    return {"lists/lists.yaml": _LISTS.encode()}


def _party(party: Party) -> str:
    return f"  - {{id: {party.id}, name: {_quoted(party.name)}, kind: {party.kind}}}"


def _quoted(text: str) -> str:
    """A text as YAML holds it in double quotes: JSON's strings are YAML's too."""
    return json.dumps(text, ensure_ascii=False)


_README = """\
# {title}

A case folder of plain files. `canje check .` says everything that is wrong with it, and how to mend
it. Lines that begin with # in a .yaml file are remarks with examples.

- **case.yaml**: the parties, the day, sources, facts.
- **lists/**: what the parties handed over. `canje list take FILE . --party ID --kind sought`
- **people.csv**: made from the lists by `canje reconcile`, `canje accept` and `canje persons`, or
  written by hand: id, holder, beneficiary, destination, and more.
- **statements.csv**: what the holding party answers about a person: person, party, code (held,
  not-held, released, deceased, refused, unanswered and others), date, source, note.
- **consents.csv**, the desk's alone: what a person said in private: person, destination (blank:
  all), consents (yes, no, not-asked), date.
- **bars.yaml**: court orders and other legal obstacles.
- **claims.yaml**: what is asserted or denied, by whom.
- **terms.yaml**: on which conditions each party lets people go.
- **handover.yaml**: places, legs and seats of the handover.

Next: `canje reconcile .` if there are lists, then `canje clear . -o ../plan.json`.
"""

_CASE = """\
# The case: between whom, and the picture of which day. Lines with # are remarks.
id: {id}
title: {title}

# The day of the picture that the case gives: law, court orders and ages are as on that day.
date: {date}

# Nobody goes who has not told the desk in private that they agree (consents.csv).
consent: required

# Who holds people, or wants people home. kind: state, armed-group or body.
parties:
{parties}

# Where things come from. Statements, terms, orders and claims name these ids as their source.
# sources:
#   - {{id: letter-1, title: Letter of the committee, publisher: The committee, date: 2025-04-18}}

# Facts that a term may depend on.
# facts: {{bridge: open}}

# Places where people may go, beside the parties' own.
# destinations: {{third: A third country}}

# Remarks for the reader of a report.
# notes:
#   - What is assumed, and why.
"""

_CLAIMS = """\
# What is asserted or denied, by whom, from which source. Nothing is ever overwritten: a second
# claim on the same `about` and `says` by somebody else makes a dispute, which reports show.
#
# - id: claim-1
#   about: {one}
#   says: number held
#   value: "250"
#   by: A rights group
#   stance: asserts
#   date: 2025-04-18
#   source: letter-1
"""

_BARS = """\
# Court orders and other legal obstacles. forbids: release, transfer or destination.
#
# - id: order-1
#   order: No removal of these people until further order
#   court: The supreme court
#   covers: {{holder: {one}}}
#   forbids: transfer
#   from: 2025-04-19
#   source: letter-1
"""

_TERMS = """\
# On which conditions each party lets people go: one entry each, in the order that you would state
# them. by: a party or desk. force: must (the default), wish or withdrawn. Exactly one rule each;
# the rules are ratio, tariff, count, all, all-or-none, named, never, together, outside, either, if,
# pool, before, exposed and guard. Law's own terms need not be written: canje knows them.
#
# - id: one-for-one
#   by: {one}
#   text: One of ours for one of theirs.
#   source: letter-1
#   ratio: {{give: {{holder: {one}}}, get: {{holder: {other}}}, at: "1:1"}}
"""

_HANDOVER = """\
# The handover: places, legs with seats, which legs go at once, and what a step waits for.
# People are taken to the place that bears the id of their destination in people.csv, and nowhere
# else: each destination needs a place of that id, and legs that lead there.
places: []
#
# places: [{{id: {one}, name: Side of {one}}}, {{id: {other}, name: Side of {other}}}]
# legs:
#   - {{id: out, from: {one}, to: {other}, seats: 40}}
#   - {{id: back, from: {other}, to: {one}, seats: 40}}
# simultaneous: [[out, back]]
# guards:
#   - {{id: notice, before: out, needs: Notice of safe passage acknowledged by both sides}}
"""

_LISTS = """\
# The lists that were handed over stand here once they are taken in:
# canje list take FILE FOLDER --party ID --kind sought
"""
