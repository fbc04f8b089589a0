"""Many runs as distributions: of people home, and of what each party gave for nothing.

Quantiles are people of a run: the smallest number that so many of the runs do not exceed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from canje.handover.ended import HOW, Ended, How
from canje.handover.rates import Rates
from canje.handover.simulate import WAYS


@frozen
class Spread:
    """A distribution of whole numbers: the values in their order, each with how many runs."""

    counts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, values: Iterable[int]) -> Spread:
        return cls(tuple(sorted(Counter(values).items())))

    @property
    def runs(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def least(self) -> int:
        return self.counts[0][0]

    @property
    def most(self) -> int:
        return self.counts[-1][0]

    @property
    def mean(self) -> Fraction:
        return Fraction(sum(value * count for value, count in self.counts), self.runs)

    def quantile(self, hundredths: int) -> int:
        """The smallest value that so many hundredths of the runs do not exceed.

        >>> spread = Spread.of(range(1, 11))
        >>> spread.quantile(5), spread.quantile(50), spread.quantile(95)
        (1, 5, 10)
        """
        seen, runs = 0, self.runs
        for value, count in self.counts:
            seen += count
            if 100 * seen >= hundredths * runs:
                return value
        return self.most

    @property
    def told(self) -> tuple[int, int, int, int, int]:
        """Least, 5 %, median, 95 %, most."""
        return self.least, self.quantile(5), self.quantile(50), self.quantile(95), self.most


@frozen
class Way:
    """What came of one way of handing over. `exposed` has a spread a trading party."""

    name: str
    home: Spread
    held: Spread
    dead: Spread
    exposed: tuple[tuple[str, Spread], ...]
    how: tuple[tuple[How, int], ...]


@frozen
class Simulation:
    """All runs of a case. `wanted` were asked for; fewer are told of where it was stopped."""

    case: str
    scenario: str | None
    seed: str
    runs: int
    wanted: int
    people: int
    stages: int
    rates: Rates
    ways: tuple[Way, ...]


def way(name: str, parties: Sequence[str], runs: Sequence[Ended]) -> Way:
    """One way's distributions; `parties` are the trading ones, in the order of the exposures."""
    how = Counter(run.how for run in runs)
    return Way(
        name,
        Spread.of(run.home for run in runs),
        Spread.of(run.held for run in runs),
        Spread.of(run.dead for run in runs),
        tuple(
            (party, Spread.of(run.exposure[number] for run in runs))
            for number, party in enumerate(parties)
        ),
        tuple((each, how[each]) for each in HOW if how[each]),
    )


def ways(parties: Sequence[str], runs: Sequence[tuple[Ended, Ended, Ended]]) -> tuple[Way, ...]:
    """The distributions of every way, in the order of `WAYS`."""
    return tuple(
        way(name, parties, [run[number] for run in runs]) for number, name in enumerate(WAYS)
    )
