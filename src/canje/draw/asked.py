"""What a case says of its draw: the ceremony as far as it has come, and what parties chose."""

from __future__ import annotations

from attrs import frozen

from canje.draw.ceremony import Ceremony, Json
from canje.draw.held import Choice


@frozen
class Asked:
    """The file draw.yaml; empty where there is none."""

    ceremony: Ceremony | None = None
    choices: tuple[Choice, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """What a checker holds a plan's draw against, in the form of the plan's own fields."""
        return {
            "ceremony": None if self.ceremony is None else self.ceremony.to_json(),
            "choices": [
                {"term": each.term, "by": each.by, "people": sorted(each.people)}
                for each in self.choices
            ],
        }
