"""The selection language: which people a term, a bar or an objective speaks of.

`{holder: SV, nationality: VE}` selects whoever meets every condition. A condition is a value, a
list of values, `{not: condition}`, `{lt: 18}` (also `le`, `gt`, `ge`; several in one must all
hold) or `{missing: true}`. `any: [selection, ...]` holds where one of the selections does.

Comparison is of numbers where both sides are numbers, of dates where both are dates, and fails
otherwise. A partial date is compared only as far as it is known: `2007` is before `2008-03`, and
neither before nor after `2007-06-01`. A missing fact meets no comparison; `not` is plain negation.

Who has several beneficiaries or destinations makes a move with one of each. Terms and bars ask
their conditions on these two columns of the move, and all others of the person: `{destination:
{not: S}}` holds for every move to anywhere but S, and for no move to S.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, Protocol, assert_never

import numpy as np
import numpy.typing as npt
from attrs import frozen

from canje.base.dates import PartialDate
from canje.base.people import CHOICES, Column

Order = Literal["lt", "le", "gt", "ge"]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LONGEST = 40


@frozen
class OneOf:
    """The fact is one of these values."""

    values: tuple[str, ...]


@frozen
class Compare:
    """The fact lies below or above a number or a date."""

    order: Order
    bound: str


@frozen
class Missing:
    """The fact is not known (or, with `missing: false`, is known)."""

    missing: bool


@frozen
class Not:
    """The condition does not hold."""

    condition: Condition


@frozen
class All:
    """Every one of the conditions holds."""

    conditions: tuple[Condition, ...]


Condition = OneOf | Compare | Missing | Not | All


@frozen
class Selection:
    """Whoever meets every condition, and one of `any_of` where there are any.

    The empty selection is everyone.
    """

    conditions: tuple[tuple[str, Condition], ...] = ()
    any_of: tuple[Selection, ...] = ()

    def atoms(self) -> Iterator[tuple[str, Condition]]:
        """Every condition on a column, at any depth."""
        yield from self.conditions
        for selection in self.any_of:
            yield from selection.atoms()


EVERYONE = Selection()


class Table(Protocol):
    """Rows with facts: people, or the moves that they can make."""

    def __len__(self) -> int: ...
    def column(self, name: str) -> Column: ...


def mask(selection: Selection, table: Table) -> npt.NDArray[np.bool_]:
    """For each row of the table, whether the selection holds."""
    result = np.ones(len(table), np.bool_)
    for name, condition in selection.conditions:
        column = table.column(name)
        result &= verdicts(condition, name, column.values)[column.codes]
    if selection.any_of:
        result &= np.logical_or.reduce([mask(part, table) for part in selection.any_of])
    return result


def verdicts(condition: Condition, name: str, values: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """For each distinct value of the column called `name`, whether the condition holds."""
    parts: Mapping[str, tuple[str, ...]] | None = None
    if name in CHOICES:
        parts = {value: tuple(value.split("|")) for value in values}
    if isinstance(condition, OneOf) and parts is None:
        wanted = set(condition.values)
        return np.fromiter((value in wanted for value in values), np.bool_, len(values))
    return np.fromiter(
        (_meets(condition, parts[value] if parts else (value,)) for value in values),
        np.bool_,
        len(values),
    )


def _meets(condition: Condition, parts: tuple[str, ...]) -> bool:
    match condition:
        case OneOf(values):
            return any(part in values for part in parts)
        case Compare(order, bound):
            return any(_compares(part, order, bound) for part in parts)
        case Missing(missing):
            return (parts == ("",)) is missing
        case Not(inner):
            return not _meets(inner, parts)
        case All(conditions):
            return all(_meets(inner, parts) for inner in conditions)
        case _:
            assert_never(condition)


def _compares(value: str, order: Order, bound: str) -> bool:
    numbers = number(value), number(bound)
    if numbers[0] is not None and numbers[1] is not None:
        difference = numbers[0] - numbers[1]
        return {
            "lt": difference < 0,
            "le": difference <= 0,
            "gt": difference > 0,
            "ge": difference >= 0,
        }[order]
    try:
        day, limit = PartialDate.parse(value), PartialDate.parse(bound)
    except ValueError:
        return False
    return {
        "lt": day.latest < limit.earliest,
        "le": day.latest <= limit.latest,
        "gt": day.earliest > limit.latest,
        "ge": day.earliest >= limit.earliest,
    }[order]


def number(text: str) -> Fraction | None:
    """A number as people write one, `18` or `-2.5`; None for any other text.

    No powers of ten: `1e999999999` is nine letters to write and more than a machine can hold.
    """
    return Fraction(text) if len(text) <= _LONGEST and _NUMBER.fullmatch(text) else None
