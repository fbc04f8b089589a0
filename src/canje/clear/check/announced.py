"""Whether a draw kept to what the case's draw.yaml had announced of it.

Without this a desk could wait for all secrets and then hold the ceremony that suits it: with
another beacon, another deadline, or deaf to somebody who did reveal.
"""

from __future__ import annotations

from canje.base.refusals import Book
from canje.clear.check.canonical import Json

_FIXED = ("kind", "chain", "round", "witnesses")
_SPOKEN = ("randomness", "signature", "rolls")


def keeps(draw: Json, announced: Json, book: Book) -> list[str]:
    """Refuse what is against the announcement; the claims that it does not bear out.

    `announced` holds `ceremony`, of the same form as a plan's or None, and `choices`. It may be a
    copy from before the secrets were revealed: what it does not say yet may be anything.
    """
    choices = {each["term"]: each for each in announced["choices"]}
    for each in draw["lottery"]["choices"]:
        if choices.get(each["term"]) != each:
            book.refuse("draw-announced", f"draw.lottery.choices.{each['term']}")
    held, due = draw["ceremony"], announced["ceremony"]
    if held is None:
        if due is not None and draw["seed"] is not None:
            book.refuse("draw-announced", "draw.ceremony", found="a ceremony")
        return []
    silent = len(held["parties"]) - len(held["reveals"])
    claims = [f"draw-silent:{silent}"] if silent else []
    if due is None:
        return [*claims, "draw-unannounced"]
    for name in ("parties", "deadline"):
        if held[name] != due[name]:
            book.refuse("draw-announced", f"draw.ceremony.{name}", held[name], due[name])
    said, told = held["beacon"], due["beacon"]
    spoken = _SPOKEN if any(told.get(name) for name in _SPOKEN) else ()
    for name in (*_FIXED, *spoken):
        if said.get(name) != told.get(name):
            book.refuse(
                "draw-announced", f"draw.ceremony.beacon.{name}", said.get(name), told.get(name)
            )
    for name in ("commitments", "reveals"):
        heard = {each["party"]: each for each in held[name]}
        for each in due[name]:
            if heard.get(each["party"]) != each:
                book.refuse("draw-announced", f"draw.ceremony.{name}", said=each["party"])
    return claims
