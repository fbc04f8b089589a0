"""The trace of one person: every ground on which someone may or may not move, in order."""

from __future__ import annotations

from typing import Literal

import numpy as np
from attrs import frozen

from canje.base.people import People
from canje.base.select import mask
from canje.terms.docket import Docket
from canje.terms.eligible import standing_consents, standing_statements
from canje.terms.moves import Moves, bars_in_force, forbidden, perhaps_covered, written

Verdict = Literal["passes", "stops", "narrows", "noted"]


@frozen
class Check:
    """One ground and what it says of the person; `desk_only` where no party may see it.

    `passes` lets the person move, `stops` by itself does not, `narrows` takes some moves away (of
    whoever has no destination written down: perhaps, as that person goes along with others), and
    `noted` is shown and decides nothing.
    """

    ground: Literal["statement", "sought", "bar", "consent"]
    verdict: Verdict
    words: str
    source: str | None = None
    desk_only: bool = False


def trace(docket: Docket, person: str) -> tuple[Check, ...]:
    """Every check on a person: the answer that stands, who asks, the bars, the person's own word.

    KeyError where the case has no such person.
    """
    row = dict(zip(docket.people.ids, range(len(docket.people)), strict=True))[person]
    alone = np.array([row], np.intp)
    one = People((person,), {n: c.take(alone) for n, c in docket.people.columns.items()})
    return (
        *_statements(docket, row),
        _sought(docket, one),
        *_bars(docket, one),
        *_consents(docket, person),
    )


def _statements(docket: Docket, row: int) -> list[Check]:
    people = docket.people
    person, group = people.ids[row], people.column("group")[row]
    standing = standing_statements(docket)
    code, party = standing.values[standing.codes[row]]
    verdict: Verdict = "passes" if code == "held" else "stops"
    checks = [Check("statement", verdict, f"{party}: {code}")]
    for said in docket.statements:
        if said.person in (person, group) and said.person:
            when = f" ({said.date})" if said.date else ""
            checks.append(
                Check("statement", "noted", f"{said.party} said {said.code}{when}", said.source)
            )
    return checks


def _sought(docket: Docket, one: People) -> Check:
    by = one.column("beneficiary")[0]
    if by:
        return Check("sought", "passes", f"by {' or '.join(by.split('|'))}")
    if docket.unsought_free:
        return Check("sought", "noted", "nobody asks for this person; the case lets them go")
    return Check("sought", "stops", "nobody asks for this person")


def _bars(docket: Docket, one: People) -> list[Check]:
    in_force = bars_in_force(docket)
    alone = np.zeros(1, np.int64)
    [choices], _ = written(one)
    moves = Moves.of(one, alone, [choices])
    goes_along = one.column("destination")[0] == ""
    checks = []
    for bar in docket.bars:
        perhaps = goes_along and perhaps_covered(bar, one)[0]
        if not perhaps and not mask(bar.covers, moves).any():
            continue
        until = f" until {bar.until}" if bar.until else ""
        what = f"{bar.forbids} {', '.join(bar.destinations)}".strip()
        words = f"{bar.id}: {bar.order}, {bar.court}, from {bar.start}{until}, forbids {what}"
        against = forbidden(bar, moves)
        verdict: Verdict = "narrows" if perhaps or against.any() else "passes"
        if against.all():
            verdict = "stops"
        if bar not in in_force:
            words, verdict = f"{words}; not in force on {docket.date}", "noted"
        elif not docket.law_applies:
            words, verdict = f"{words}; shown, not enforced in this case", "noted"
        checks.append(Check("bar", verdict, words, bar.source))
    return checks


def _consents(docket: Docket, person: str) -> list[Check]:
    checks = []
    standing = standing_consents(docket, person).values()
    for consent in docket.consents:
        if consent.person == person:
            where = f" to {consent.destination}" if consent.destination else ""
            verdict: Verdict = "passes"
            if consent.consents == "no":
                verdict = "narrows" if consent.destination else "stops"
            if not any(consent is each for each in standing):
                verdict = "noted"
            checks.append(
                Check("consent", verdict, f"consents{where}: {consent.consents}", desk_only=True)
            )
    return checks
