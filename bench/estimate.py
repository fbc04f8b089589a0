"""How many are on no list: published tables again, and how often the interval holds the truth.

`python -m bench.estimate`. Made-up people are on four lists by chance alone (`independent`), are
likelier on B if on A (`dependent`), or differ in how likely they are to be listed at all
(`unequal`), which the lists themselves hardly show.
"""

from __future__ import annotations

import random
import time

from canje.draw.stream import Stream
from canje.reconcile.estimate import Estimate, NotEstimated, estimate
from canje.reconcile.overlaps import Overlaps
from tests.reconcile import published_overlaps as known

TRUE = 3_000
TIMES = 60
SHARES = {"A": 0.25, "B": 0.2, "C": 0.2, "D": 0.15}


def _estimate(overlaps: Overlaps, order: int | None = None, runs: int = 400) -> Estimate:
    return estimate(overlaps, Stream(overlaps.digest(), b"bench"), order=order, runs=runs)


def published() -> None:
    """Ours beside what was published (tests/reconcile/published_overlaps.py names the sources)."""
    rows = (
        ("UK, six lists, independent", known.UK, 1, "10,000 to 13,000"),
        ("UK, six lists, searched", known.UK, None, "10,000 to 13,000"),
        ("UK, five lists, pairs", known.UK_FIVE, 2, "22,991"),
        ("UK, five lists, triples", known.UK_FIVE, 3, "25,311"),
        ("Kosovo, pairs", known.KOSOVO, 2, "14,342"),
        ("Kosovo, triples", known.KOSOVO, 3, "10,357"),
        ("Korea", known.KOREA, 2, "157"),
    )
    print("table; published best; ours; window; average; interval; seconds")
    for name, overlaps, order, said in rows:
        start = time.perf_counter()
        found = _estimate(overlaps, order)
        took = time.perf_counter() - start
        low, high = found.interval or (0, 0)
        print(
            f"{name}; {said}; {found.models[0].people:,.0f}; {found.average.least:,.0f} to "
            f"{found.average.most:,.0f}; {found.average.people:,.0f}; {low:,.0f} to {high:,.0f}; "
            f"{took:.1f}"
        )


def _people(kind: str, luck: random.Random) -> Overlaps:
    people = []
    for _ in range(TRUE):
        odds = luck.choice((0.3, 1.0, 3.0)) if kind == "unequal" else 1.0
        on: list[str] = []
        for name, share in SHARES.items():
            times = odds * (4.0 if kind == "dependent" and name == "B" and "A" in on else 1.0)
            chance = share * times / (1 - share + share * times)
            if luck.random() < chance:
                on.append(name)
        people.append("|".join(on))
    return Overlaps.of_people(people)


def held() -> None:
    """How often the interval holds the true number, and the mean of the averages."""
    print(f"people; interval holds {TRUE:,}; spread of models does; mean of the averages")
    for kind in ("independent", "dependent", "unequal"):
        inside, between, sums, count = 0, 0, 0.0, 0
        for seed in range(TIMES):
            try:
                found = _estimate(_people(kind, random.Random(seed)), runs=100)
            except NotEstimated:
                continue
            low, high = found.interval or (0, 0)
            inside += low <= TRUE <= high
            between += found.average.least <= TRUE <= found.average.most
            sums, count = sums + found.average.people, count + 1
        print(f"{kind}; {inside} of {count}; {between} of {count}; {sums / count:,.0f}")


if __name__ == "__main__":
    published()
    held()
