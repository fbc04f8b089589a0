"""The digests of a docket, part by part: what a plan names as the case that it was made from.

Everything that a party may see is in them. Consents are not: a digest of so few and so short facts
could be guessed, and a refusal never leaves the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from canje.base.canonical import Json, digest, sha256
from canje.base.dates import PartialDate
from canje.base.people import People
from canje.terms.docket import Bar, Docket, Party
from canje.terms.eligible import last_words
from canje.terms.term import Term

_UNIT_SEPARATOR = "\x1f"


PARTS = ("settings", "facts", "parties", "people", "terms", "bars", "statements", "objective")
"""The parts of a case that have a digest of their own; one that goes on from a day also has DAY."""

DAY = "day"


def case_digest(docket: Docket) -> str:
    """What names the docket: SHA-256 over the canonical JSON of the digests of its parts."""
    return digest(dict(parts(docket)))


def parts(docket: Docket) -> dict[str, str]:
    """A digest for each part, so that it can be said what has changed and not only that it has.

    People stand in theirs as one digest a column: the texts in the order of ids, joined by U+001F.
    Parties and bars are in the order of their ids; statements in their own, which counts where two
    bear the same date, and terms in theirs, which counts where not all can hold any more. Every
    value is an object with the name of its kind as `is`. An `order` stands in the objective where
    there is one.

    A docket that goes on from a day has the parts of the docket before the day, which anybody can
    compare who was told nothing of the day, and one for all that the day made of it.
    """
    own = _contents(docket)
    if docket.before is None:
        return {name: digest(own[name]) for name in PARTS}
    return parts(docket.before) | {DAY: digest(dict(own))}


def _contents(docket: Docket) -> dict[str, Json]:
    order: dict[str, Json] = {"order": docket.order} if docket.order else {}
    return {
        "settings": {
            "case": docket.case,
            "scenario": docket.scenario,
            "date": str(docket.date),
            "law_applies": docket.law_applies,
            "consent_required": docket.consent_required,
            "unsought_free": docket.unsought_free,
        },
        "facts": dict(docket.facts),
        "parties": _by_id(docket.parties),
        "people": _people(docket.people),
        "terms": [plain(each) for each in docket.terms],
        "bars": _by_id(docket.bars),
        "statements": [plain(each) for each in docket.statements],
        "objective": order | {"levels": [plain(each) for each in docket.levels]},
    }


def consents_digest(docket: Docket) -> str:
    """The digest of what people told the desk, as it stands: for the desk's own eyes.

    It is taken over the list of [person, destination, answer] in their order, each the last word
    on that destination: the same word said again changes nothing. It may stand in nothing that
    leaves the desk, since it could be guessed.
    """
    stands = last_words(docket)
    return digest([[*of, answer] for of, answer in sorted(stands.items())])


def _people(people: People) -> Json:
    texts = {name: column.texts() for name, column in people.columns.items()}
    texts["id"] = list(people.ids)
    return {
        name: sha256(_UNIT_SEPARATOR.join(cells).encode())
        for name, cells in texts.items()
        if any(cells)
    }


def _by_id(values: Iterable[Party] | Iterable[Term] | Iterable[Bar]) -> Json:
    return [plain(each) for each in sorted(values, key=lambda each: each.id)]


def plain(value: object) -> Json:
    """A value of ours as JSON: an object with its kind as `is` beside its fields."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    kind: Any = type(value)
    if not attrs.has(kind):
        raise TypeError(f"no digest of {kind.__name__}")
    return {"is": kind.__name__} | {
        each.name: plain(getattr(value, each.name)) for each in attrs.fields(kind)
    }
