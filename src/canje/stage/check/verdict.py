"""What the checker of stages says: accepted or not, each refusal with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from canje.base.refusals import Refusal

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "unreadable": "The bytes are no stages file.",
        "not-canonical": "The bytes are not the canonical form of what they say.",
        "form": "A value is missing, is not known here, or is not of the kind that stands here.",
        "digest-stages": "The stages are not the ones that were sealed.",
        "digest-handover": "This part of handover.yaml is not as it was when the stages were made.",
        "digest-plan": "The stages were made from another plan.",
        "case": "The stages speak of another case.",
        "scenario": "The stages speak of another scenario.",
        "number": "The stages are not numbered one after the other.",
        "day": "The stage is on another day.",
        "empty": "Nobody moves in this stage, or on this ride.",
        "ride-order": "Rides, or the people on one, are not in their order, each once.",
        "nobody": "The plan frees nobody of this id.",
        "missing": "The plan frees this person, and no stage does.",
        "twice": "This person is in two stages.",
        "destination": "These legs do not end at the person's destination.",
        "no-way": "No way leads to this person's destination, and the stages move the person.",
        "way": "These legs do not take the person from the start to the end by a shortest way.",
        "unit": "A unit that stays together is in two stages.",
        "unit-way": "A unit takes two ways where one would take it whole.",
        "seats": "More people than seats.",
        "set": "These legs cannot go at once.",
        "before": "Somebody does not go after all those who go first.",
        "exposed": "A party is exposed beyond what it tolerates.",
        "exposure": "The exposure is another one.",
        "waits": "The stage waits for something else.",
        "pick": "Others come first in the order of picking.",
        "most": "There are more stages than were asked for.",
        "level": "A level is missing, or is not one of these stages.",
        "value": "The level has another value.",
        "bound": "The bound is not the one that the certificate gives.",
        "certificate": "The certificate is not one for these stages.",
        "outcome": "The outcome is not the one that the rest bears out.",
        "plan": "The plan frees somebody whom the case does not have, or otherwise held.",
    }
)


@frozen
class Verdict:
    """`unconfirmed`: what is claimed beyond what can be confirmed (`conflict`, `changes`)."""

    accepted: bool
    refusals: tuple[Refusal, ...] = ()
    confirmed: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
