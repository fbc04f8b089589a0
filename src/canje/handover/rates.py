"""How often things go wrong on the day: dated, cited figures, or those that somebody gives.

What was seen in practice stands in `canje/data/rates.yaml`. A rate is all that was seen in all in
whom it could have been seen, as an exact fraction. What nobody counted has the rate nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import attrs
from attrs import field, frozen

from canje.base.dates import PartialDate
from canje.base.findings import Findings, refusal
from canje.handover.chance import WHOLE, binomial
from canje.intake import tree
from canje.intake.fields import Fields

Kind = Literal["refused", "absent", "unfit", "died", "leg", "stops", "breaks-off"]
KINDS: tuple[Kind, ...] = get_args(Kind)

FATES: tuple[Kind, ...] = ("refused", "absent", "unfit", "died")
"""What can befall a person; the others befall a leg's run, a side, and an exchange with a debt."""

When = Literal["during", "after"]
"""When a side that stops does so: in the very step that brings what it wanted, or after it."""


_PARTS = 10_000
"""In how many parts a share is cut to say from where to where it may be."""


@frozen
class Seen:
    """In one exchange, `count` of `of`: who says so, of when, and where."""

    exchange: str
    count: int
    of: int
    what: str = ""
    by: str = ""
    date: PartialDate | None = None
    url: str | None = None


@frozen
class Rate:
    """How often one kind of thing goes wrong. Without `seen` it was given, as `count` of `of`."""

    kind: Kind
    count: int
    of: int
    says: str = ""
    note: str = ""
    seen: tuple[Seen, ...] = ()

    @property
    def share(self) -> Fraction:
        return Fraction(self.count, self.of) if self.of else Fraction(0)

    @property
    def events(self) -> int:
        """In how many of the exchanges it was seen at all."""
        return sum(each.count > 0 for each in self.seen)

    @property
    def interval(self) -> tuple[Fraction, Fraction] | None:
        """From where to where the rate may be, at 95 in a hundred; None where nobody has counted.

        After Clopper and Pearson (1934), outwards to whole ten-thousandths. It takes each case for
        one by itself; where they come together (24 in one air strike), it is too narrow.
        """
        return _interval(self.count, self.of) if self.seen else None


@cache
def _interval(count: int, of: int) -> tuple[Fraction, Fraction]:
    """The shares under which so many, or more, and so many, or fewer, are 2.5 in a hundred.

    >>> [float(each) for each in _interval(0, 33)], [float(each) for each in _interval(1, 5)]
    ([0.0, 0.1058], [0.005, 0.7165])
    """

    def upto(most: int, parts: int) -> bool:
        """Whether a count up to `most` is likelier than 2.5 in a hundred."""
        table = binomial(of, Fraction(parts, _PARTS))
        place = min(most - table.first, len(table.below) - 1)
        return place >= 0 and 40 * table.below[place] > WHOLE

    def reached(parts: int) -> bool:
        """Whether so many or more are likelier than that."""
        table = binomial(of, Fraction(parts, _PARTS))
        place = min(count - 1 - table.first, len(table.below) - 1)
        return place < 0 or 40 * (WHOLE - table.below[place]) > WHOLE

    low = 0 if count == 0 else _first(reached) - 1
    high = _PARTS if count == of else _first(lambda parts: not upto(count, parts))
    return Fraction(low, _PARTS), Fraction(high, _PARTS)


def _first(holds: Callable[[int], bool]) -> int:
    """The first of 0 to `_PARTS` for which it holds, as it then does for all that follow."""
    low, high = 0, _PARTS
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


@frozen
class Rates:
    """A rate for each kind, in the order of `KINDS`, and when a side that stops does so."""

    rates: tuple[Rate, ...] = field()
    when: When = "during"

    @rates.validator
    def _check(self, _attribute: object, rates: tuple[Rate, ...]) -> None:
        if tuple(rate.kind for rate in rates) != KINDS:
            raise ValueError("one rate a kind")
        if sum(rate.share for rate in rates if rate.kind in FATES) > 1:
            raise ValueError("what befalls a person adds up to more than everyone")

    def of(self, kind: Kind) -> Rate:
        return self.rates[KINDS.index(kind)]

    def share(self, kind: Kind) -> Fraction:
        return self.of(kind).share

    def with_given(self, given: Mapping[Kind, tuple[int, int]], when: When | None = None) -> Rates:
        """The same, but for some that are given as so many of so many."""
        rates = tuple(
            Rate(rate.kind, *given[rate.kind], rate.says) if rate.kind in given else rate
            for rate in self.rates
        )
        return attrs.evolve(self, rates=rates, when=when or self.when)


@cache
def shipped() -> Rates:
    """What practice says."""
    data = (files("canje") / "data" / "rates.yaml").read_bytes()
    return read_rates("rates.yaml", data)


def read_rates(file: str, data: bytes, base: Rates | None = None) -> Rates:
    """Read a file of rates: whatever it does not name stays as `base` has it.

    Refused where anything in it is wrong; ValueError where the rates of people together are more
    than one.
    """
    findings = Findings()
    note = findings.at(file)
    node = tree.parse(data, note)
    found: dict[Kind, Rate] = {rate.kind: rate for rate in base.rates} if base else {}
    when: When | None = base.when if base else None
    if node is not None and (fields := Fields.of(node, "", note)) is not None:
        when = fields.choice("stops-when", get_args(When)) or when
        for entry in fields.entries("rates"):
            rate = _rate(entry)
            if rate is not None:
                found[rate.kind] = rate
        fields.close()
    if findings.errors():
        raise refusal(findings.all())
    return Rates(tuple(found[kind] for kind in KINDS if kind in found), when or "during")


def _rate(entry: Fields) -> Rate | None:
    kind = entry.choice("id", KINDS, needed=True)
    says, note = entry.text("says") or "", entry.text("note") or ""
    if entry.has("seen"):
        seen = tuple(_seen(entry.entries("seen")))
        count, of = sum(each.count for each in seen), sum(each.of for each in seen)
    else:
        seen, (count, of) = (), _part(entry)
    entry.close()
    return None if kind is None else Rate(kind, count, of, says, note, seen)


def _seen(entries: Iterable[Fields]) -> Iterable[Seen]:
    for entry in entries:
        count, of = _part(entry)
        made = Seen(
            entry.text("exchange", needed=True) or "",
            count,
            of,
            entry.text("what") or "",
            entry.text("by") or "",
            entry.date("date"),
            entry.text("url"),
        )
        entry.close()
        yield made


def _part(entry: Fields) -> tuple[int, int]:
    """`count` of `of`."""
    of = entry.whole("of", least=1, needed=True)
    count = entry.whole("count", most=of or 0, needed=True) if of else entry.whole("count")
    return count or 0, of or 1
