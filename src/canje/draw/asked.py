"""What a case says of its draw: the ceremony as far as it has come, and what parties chose."""

from __future__ import annotations

from attrs import frozen

from canje.draw.ceremony import Ceremony
from canje.draw.held import Choice


@frozen
class Asked:
    """The file draw.yaml; empty where there is none."""

    ceremony: Ceremony | None = None
    choices: tuple[Choice, ...] = ()
