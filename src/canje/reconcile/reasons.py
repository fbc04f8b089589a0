"""What the comparison of two names says in words, for a person to agree or disagree with."""

from __future__ import annotations

from collections.abc import Mapping

from canje.reconcile.evidence import Aligned, Likeness, Note
from canje.reconcile.roles import Role
from canje.reconcile.scripts import script_of

ROLE_WORDS: Mapping[Role, str] = {
    "given": "given name",
    "father": "father's name",
    "grandfather": "grandfather's name",
    "family": "family name",
    "family2": "second family name",
    "kunya": "kunya",
    "forebear": "forebear's name",
    "middle": "middle name",
    "title": "title",
}

NOTE_WORDS: Mapping[Note, str] = {
    "order": "words in another order",
    "swapped": "father and child change places",
}

_WHY: Mapping[str, str] = {
    "same": "the same",
    "spelled": "spelled differently",
    "form": "another form of the same name",
    "initial": "an initial that fits",
    "garbled": "may be a garble: its consonants sound alike",
    "joined": "the same, written as one word and as two",
    "doubtful": "only somewhat alike",
    "differs": "differs",
}


def reason(part: Aligned) -> str:
    """One word's part of the comparison.

    >>> reason(Aligned("Hadi", "الهادي", "family", 11.8, "script"))
    'family name the same in Latin and Arabic script'
    >>> reason(Aligned("", "احمد", "father", -0.5, "missing"))
    "father's name missing on the left"
    """
    role = ROLE_WORDS[part.role]
    if part.why == "missing":
        return f"{role} missing on the {'right' if part.left else 'left'}"
    if part.why == "script":
        scripts = [(script_of(text) or "other").title() for text in (part.left, part.right)]
        return f"{role} the same in {scripts[0]} and {scripts[1]} script"
    return f"{role} {_WHY.get(part.why, part.why)}"


def sentence(found: Likeness) -> str:
    """The whole comparison in one line: what agrees, what does not, what is missing."""
    order = {"missing": 2, "differs": 1}
    parts = sorted(found.parts, key=lambda part: order.get(part.why, 0))
    said = [reason(part) for part in parts if part.role != "title"]
    return "; ".join([*said, *(NOTE_WORDS[note] for note in found.notes)])
