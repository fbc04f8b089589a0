"""For whose eyes something is: the public, one party, or the desk.

Whatever answers a question takes one and computes from what that audience may know. Nothing is
computed for the desk and trimmed afterwards.
"""

from __future__ import annotations

from attrs import frozen


@frozen
class Public:
    """Anybody: counts and what was said in public, never a name."""


@frozen
class Party:
    """A party to the case, by its id; without one, any party, who sees no other party's own."""

    id: str | None = None


@frozen
class Desk:
    """The neutral intermediary, who also knows what people told it in private."""


Audience = Public | Party | Desk

ANY_PARTY = Party()
PUBLIC = Public()
DESK = Desk()
