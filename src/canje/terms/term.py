"""The kinds of terms: what each rule means, said exactly, in one place.

`docs/terms.md` is generated from these docstrings. In the formulas, **x(S)** is the number of
people freed by a move that the selection S holds for (a move is a person with the beneficiary and
the destination that the plan picks), **E(S)** the number of people who can move at all and for
whom S can hold, and **O** the people whom a rule `outside` takes out of every ratio. x'(S) counts
like x(S), but nobody in O.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from attrs import field, frozen

from canje.base.select import Selection

How = Literal["exactly", "at-most", "at-least"]
Force = Literal["must", "wish", "withdrawn", "owed"]


def _readonly(table: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType(dict(table))


@frozen
class Ratio:
    """For each `b` people got, `a` are given.

    `ratio: {give: SELECTION, get: SELECTION, at: "a:b", how: exactly|at-most|at-least}`

    b * x'(give) = a * x'(get); with `at-most` <=, with `at-least` >=. `at` is 1:1 and `how`
    exactly where they are not said.
    """

    give: Selection
    get: Selection
    given: int = 1
    got: int = 1
    how: How = "exactly"


@frozen
class Tariff:
    """As a ratio, each person counted by a worth that the parties wrote down.

    `tariff: {give: SELECTION, get: SELECTION, worth: {column: NAME, table: {VALUE: WORTH}},
    at: "a:b", how: exactly|at-most|at-least}`

    b * sum of worth over x'(give) = a * sum of worth over x'(get); with `at-most` <=, with
    `at-least` >=. Worths are whole numbers, none below zero. Everyone whom `give` or `get` can
    hold for must have a worth. Seen in the Dix-Hill cartel, 22 July 1862.
    """

    give: Selection
    get: Selection
    column: str
    table: Mapping[str, int] = field(converter=_readonly, hash=False)
    given: int = 1
    got: int = 1
    how: How = "exactly"


@frozen
class Count:
    """A quota, a cap, a floor, or a total within a range.

    `count: {of: SELECTION, exactly: n}`, or `at-most: n`, `at-least: n`, or both of these.

    at-least <= x(of) <= at-most.
    """

    of: Selection
    at_least: int | None = None
    at_most: int | None = None


@frozen
class All:
    """Everyone in it who can move is freed.

    `all: {of: SELECTION}`

    x(of) = E(of). Whoever cannot move (a statement, nobody who asks, a bar, no consent) takes out
    himself or herself, not the exchange; the plan shows how many they are.
    """

    of: Selection


@frozen
class AllOrNone:
    """Everyone in it who can move is freed, or nobody in it.

    `all-or-none: {of: SELECTION}`

    x(of) = E(of) or x(of) = 0.
    """

    of: Selection


@frozen
class Named:
    """These people must be freed, each of them.

    `named: {people: [ID, ...]}`

    x(people) = the number of people named. One who cannot move makes the term impossible.
    """

    people: tuple[str, ...]


@frozen
class Never:
    """These are not freed: a red line.

    `never: {of: SELECTION}`

    x(of) = 0.
    """

    of: Selection


@frozen
class Together:
    """Units that are not split: whoever shares a value in the column goes together or not at all.

    `together: {by: COLUMN}`

    For every value v that is not missing: everyone with v is freed, or nobody, and all to one
    destination (whoever has no destination written down goes with the others). A unit with a
    member who cannot move (one for whom nobody asks, too) cannot move. Members who are no longer
    there (`released`, `exchanged-elsewhere`, `deceased`, `no-such-person`, `duplicate`) do not
    count. Units of several terms that share a member are one unit.
    """

    by: str


@frozen
class Outside:
    """These are freed, and counted in no ratio and no tariff.

    `outside: {of: SELECTION}`

    x(of) = E(of), and everyone for whom `of` holds is in O.
    """

    of: Selection


@frozen
class Either:
    """One of these rules holds, or several.

    `either: [{RULE}, {RULE}, ...]`

    Rules that change what others count (`outside`, `together`) and rules of the handover cannot
    stand in it.
    """

    rules: tuple[Rule, ...]


@frozen
class If:
    """A rule that depends on a fact of the case.

    `if: {fact: NAME, is: VALUE, then: {RULE}, else: {RULE}}` (`else` may be left out)

    `then` where the fact has the value, `else` where it has another. A fact that the case does
    not state is a finding.
    """

    fact: str
    value: str
    then: Rule
    otherwise: Rule | None = None


@frozen
class Pool:
    """So many out of a list of candidates, picked by a draw, by an order or by a party.

    `pool: {of: SELECTION, choose: n, by: draw|order|PARTY}` (`by` is draw where it is not said)

    x(of) = n. How they are picked matters to the draw, not to the size of the exchange.
    """

    of: Selection
    choose: int
    by: str = "draw"


@frozen
class Before:
    """An order of the handover: these cross before those.

    `before: {first: SELECTION, then: SELECTION}`

    It concerns the stages only and adds nothing to the clearing.
    """

    first: Selection
    then: Selection


@frozen
class Exposed:
    """At no moment of the handover has the party given this many more than it got.

    `exposed: {party: PARTY, at-most: n}`

    It concerns the stages only and adds nothing to the clearing.
    """

    party: str
    at_most: int


@frozen
class Guard:
    """A step of the handover waits for something that is no person: proof of life, funds, a notice.

    `guard: {before: SELECTION, needs: TEXT}`

    It concerns the handover only and adds nothing to the clearing.
    """

    before: Selection
    needs: str


Rule = (
    Ratio
    | Tariff
    | Count
    | All
    | AllOrNone
    | Named
    | Never
    | Together
    | Outside
    | Either
    | If
    | Pool
    | Before
    | Exposed
    | Guard
)

HANDOVER = (Before, Exposed, Guard)
"""Rules that are read, checked and carried to the handover, and add nothing to the clearing."""

STRUCTURAL = (Together, Outside)
"""Rules that change what other rules count, so that they cannot be one of two alternatives."""


@frozen
class Term:
    """One condition of one party, of the desk or of law on the exchange.

    A `must` holds in every plan; a `wish` is met where it costs nobody's release; what is
    `withdrawn` is kept and shown, and binds nothing. `owed` is no word of a party: it is a must
    that can no longer hold after what happened on the day, and holds but for a debt.
    """

    id: str
    by: str
    text: str
    rule: Rule
    force: Force = "must"
    source: str | None = None


def resolved(rule: Rule, facts: Mapping[str, str]) -> Rule | None:
    """The rule that a rule comes to under the facts; None where it says nothing."""
    while isinstance(rule, If):
        branch = rule.then if facts.get(rule.fact) == rule.value else rule.otherwise
        if branch is None:
            return None
        rule = branch
    return rule
