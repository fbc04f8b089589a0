"""Made-up exchanges of any size, each a function of its sizes and a seed.

Every party holds people whom others want; grades are as frequent as in an army, and worth what
the Dix-Hill cartel of 1862 made them worth. Every party balances to the last private; higher
grades are capped; some of the sick and wounded are sure to go, of the seriously wounded some of
every party's. A few people are barred
by pending proceedings, a few told the desk that they will not go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from canje.base.dates import PartialDate
from canje.base.people import Column, People
from canje.base.select import OneOf, Selection
from canje.terms.docket import DESK, LAW, Bar, Consent, Docket, Freed, Level, Party
from canje.terms.term import Count, Outside, Tariff, Term

DIX_HILL = {
    "general-in-chief": 60,
    "major-general": 40,
    "brigadier-general": 20,
    "colonel": 15,
    "lieutenant-colonel": 10,
    "major": 8,
    "captain": 6,
    "lieutenant": 4,
    "warrant-officer": 3,
    "sergeant": 2,
    "private": 1,
}
"""Article II of the cartel of 22 July 1862, its grades of the army: worth in privates."""

PER_100_000 = (5, 30, 60, 180, 260, 480, 1_700, 3_900, 1_100, 12_000, 80_285)
HEALTH = {"fit": 0.90, "sick": 0.05, "wounded": 0.03, "seriously-wounded": 0.02}
REFUSE, BARRED = 0.03, 0.02
TEN_YEARS = 3_653
DAY = PartialDate(2025, 4, 20)

Codes = npt.NDArray[np.int64]


def exchange(
    people: int,
    parties: int,
    seed: int,
    *,
    levels: tuple[Level, ...] = (Freed(),),
    caps_by: Literal["category", "holder"] = "category",
    more_caps: int = 0,
    law: bool = False,
) -> Docket:
    """One instance: caps of each grade, or of each grade of each holder.

    `more_caps` are further caps, each of what one holder frees of one grade for one beneficiary.
    With `law` the seriously wounded are outside every tariff besides.
    """
    chance = np.random.default_rng([seed, people, parties])
    ids = [f"K{number:02}" for number in range(1, parties + 1)]
    table = _people(people, ids, chance)
    terms = [*_balances(ids), *_caps(table, ids, caps_by, chance), *_floors(table, ids, chance)]
    terms += _more_caps(table, ids, more_caps, chance)
    if law:
        rule = Outside(_where({"health": "seriously-wounded"}))
        terms.append(Term("law.gc3-109", LAW, "The seriously wounded go home.", rule))
    return Docket(
        case=f"bench-{people}-{parties}-{caps_by}-{more_caps}-{seed}" + "-law" * law,
        date=DAY,
        parties=tuple(Party(each, f"Party {each}", "state") for each in ids),
        people=table,
        terms=tuple(terms),
        bars=tuple(_bar(each) for each in ids),
        consents=_refusals(table, chance),
        levels=levels,
    )


def _people(count: int, ids: list[str], chance: np.random.Generator) -> People:
    """Parties are of unlike strength, and no pair is as balanced as its neighbours."""
    parties = len(ids)
    pull = chance.uniform(0.2, 1.8, (parties, parties))
    pull *= chance.uniform(0.3, 1.7, (parties, 1)) * chance.uniform(0.3, 1.7, (1, parties))
    np.fill_diagonal(pull, 0)
    pair = chance.choice(parties * parties, count, p=pull.ravel() / pull.sum())
    grade = np.array(PER_100_000) / sum(PER_100_000)
    return People(
        tuple(f"P{number:07}" for number in range(1, count + 1)),
        {
            "holder": _column(ids, pair // parties),
            "beneficiary": _column(ids, pair % parties),
            "category": _column(list(DIX_HILL), chance.choice(len(DIX_HILL), count, p=grade)),
            "health": _column(list(HEALTH), chance.choice(4, count, p=list(HEALTH.values()))),
            "proceedings": _column(["", "pending"], (chance.random(count) < BARRED) * 1),
            "days": _column(
                [str(day) for day in range(TEN_YEARS)], chance.integers(1, TEN_YEARS, count)
            ),
        },
    )


def _column(texts: list[str], codes: Codes) -> Column:
    """A column from one text a code, as `Column.of` would make it: sorted, none unused."""
    used = sorted(np.unique(codes).tolist(), key=texts.__getitem__)
    place = np.zeros(len(texts), np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return Column(tuple(texts[code] for code in used), place[codes])


def _balances(ids: list[str]) -> Iterator[Term]:
    for party in ids:
        give, get = _where({"holder": party}), _where({"beneficiary": party})
        text = "What we give is worth what we get, counted as in the cartel."
        yield Term(f"balance-{party}", party, text, Tariff(give, get, "category", DIX_HILL))


def _caps(
    table: People, ids: list[str], caps_by: str, chance: np.random.Generator
) -> Iterator[Term]:
    """From 60 to 95 in a hundred of each grade that is not the lowest two may go."""
    for grade in list(DIX_HILL)[: -2 if caps_by == "category" else 8]:
        for party in [""] if caps_by == "category" else ids:
            facts = {"category": grade} | ({"holder": party} if party else {})
            most = int(_matching(table, facts) * chance.uniform(0.6, 0.95))
            yield Term(
                f"cap-{grade}" + f"-{party}" * bool(party),
                party or DESK,
                f"No more than {most}.",
                Count(_where(facts), at_most=most),
            )


def _more_caps(
    table: People, ids: list[str], count: int, chance: np.random.Generator
) -> Iterator[Term]:
    for number in range(count):
        holder, beneficiary = chance.choice(ids, 2, replace=False).tolist()
        grade = list(DIX_HILL)[int(chance.integers(6, 11))]
        facts = {"holder": holder, "beneficiary": beneficiary, "category": grade}
        most = int(_matching(table, facts) * chance.uniform(0.6, 0.95))
        rule = Count(_where(facts), at_most=most)
        yield Term(f"more-{number}", holder, f"No more than {most} of these.", rule)


def _floors(table: People, ids: list[str], chance: np.random.Generator) -> Iterator[Term]:
    """Every party is sure of 30 to 70 in a hundred of its seriously wounded, all of the others."""
    for health in ("sick", "wounded"):
        least = int(_matching(table, {"health": health}) * chance.uniform(0.3, 0.7))
        rule = Count(_where({"health": health}), at_least=least)
        yield Term(f"floor-{health}", DESK, f"At least {least} of the {health}.", rule)
    for party in ids:
        facts = {"beneficiary": party, "health": "seriously-wounded"}
        least = int(_matching(table, facts) * chance.uniform(0.3, 0.7))
        rule = Count(_where(facts), at_least=least)
        yield Term(f"wounded-{party}", party, f"At least {least} of our wounded.", rule)


def _bar(party: str) -> Bar:
    covers = _where({"holder": party, "proceedings": "pending"})
    start = PartialDate(2024, 11, 4)
    return Bar(f"court-{party}", "stay of release", "a court", covers, "release", start)


def _refusals(table: People, chance: np.random.Generator) -> tuple[Consent, ...]:
    rows = np.flatnonzero(chance.random(len(table)) < REFUSE).tolist()
    return tuple(Consent(table.ids[row], "no", date=DAY) for row in rows)


def _where(facts: Mapping[str, str]) -> Selection:
    return Selection(tuple((name, OneOf((value,))) for name, value in facts.items()))


def _matching(table: People, facts: Mapping[str, str]) -> int:
    found = np.ones(len(table), np.bool_)
    for name, value in facts.items():
        column = table.column(name)
        found &= np.array([each == value for each in column.values])[column.codes]
    return int(found.sum())
