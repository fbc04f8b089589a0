"""Many runs as distributions: of people home, and of what each party gave for nothing.

Quantiles are people of a run: the smallest number that so many of the runs do not exceed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import isqrt
from typing import Literal

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
    """What came of one way of handing over. `exposed` has a spread a trading party.

    `owing` are the runs that ended with a term unmet, whatever they ended by.
    """

    name: str
    home: Spread
    held: Spread
    dead: Spread
    exposed: tuple[tuple[str, Spread], ...]
    how: tuple[tuple[How, int], ...]
    owing: int


What = Literal["home", "met", "exposed"]
"""More people home; of a hundred days, more with every term met; fewer people given for nothing."""


@frozen
class Gain:
    """What stages bring on the mean day against another way, run by run on the same chance.

    `chance` is how far the mean may be off for the number of runs: 1.96 standard errors of the mean
    of the differences, in tenths and rounded up.
    """

    way: str
    what: What
    party: str | None
    mean: Fraction
    chance: Fraction

    @property
    def is_one(self) -> bool:
        """Whether it is more than nothing, beyond what chance could make of these runs."""
        return self.mean > self.chance

    @property
    def is_loss(self) -> bool:
        return -self.mean > self.chance


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
    gains: tuple[Gain, ...]

    @property
    def gains_nothing(self) -> tuple[str, ...]:
        """The other ways against which stages bring nothing at all, in no measure."""
        return tuple(
            name
            for name in WAYS[1:]
            if not any(each.is_one for each in self.gains if each.way == name)
        )


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
        sum(bool(run.unmet) for run in runs),
    )


def ways(parties: Sequence[str], runs: Sequence[tuple[Ended, Ended, Ended]]) -> tuple[Way, ...]:
    """The distributions of every way, in the order of `WAYS`."""
    return tuple(
        way(name, parties, [run[number] for run in runs]) for number, name in enumerate(WAYS)
    )


def gains(parties: Sequence[str], runs: Sequence[tuple[Ended, Ended, Ended]]) -> tuple[Gain, ...]:
    """What stages bring against each other way: home, met, then each trading party's exposure."""
    found = []
    for number, name in enumerate(WAYS[1:], start=1):
        pairs = [(run[0], run[number]) for run in runs]
        home = [one.home - other.home for one, other in pairs]
        met = [100 * (bool(other.unmet) - bool(one.unmet)) for one, other in pairs]
        found += [Gain(name, "home", None, *_mean(home)), Gain(name, "met", None, *_mean(met))]
        for place, party in enumerate(parties):
            spared = [other.exposure[place] - one.exposure[place] for one, other in pairs]
            found.append(Gain(name, "exposed", party, *_mean(spared)))
    return tuple(found)


def _mean(values: Sequence[int]) -> tuple[Fraction, Fraction]:
    """The mean, and 1.96 standard errors of it; whole numbers until the end, and rounded up.

    >>> _mean([3, 3, 3])
    (Fraction(3, 1), Fraction(0, 1))
    >>> _mean([0, 2])
    (Fraction(1, 1), Fraction(2, 1))
    """
    n, total = len(values), sum(values)
    if n == 1:
        return Fraction(total), Fraction(abs(total) + 1)
    squares = n * sum(value * value for value in values) - total * total
    error = Fraction(196 * 196 * squares, n * n * (n - 1))  # in hundredths, squared, times 100^2
    return Fraction(total, n), Fraction(tenths_up(error), 10)


def tenths_up(error: Fraction) -> int:
    """The smallest number of tenths that is at least the root of so many hundredths squared.

    >>> tenths_up(Fraction(10000)), tenths_up(Fraction(10001))
    (10, 11)
    """
    tenths = isqrt(error.numerator // (100 * error.denominator))
    return tenths if 100 * tenths * tenths >= error else tenths + 1
