"""Whether a draw kept to what the case's draw.yaml says of it.

Without this a desk could wait for all secrets and then write the ceremony that suits it: with
another beacon, other dice, another deadline, deaf to somebody who did reveal. A copy that was kept
from before the beacon spoke, and `closed`, leaves no choice at all.
"""

from __future__ import annotations

from canje.base.refusals import Book
from canje.clear.check.canonical import Json
from canje.clear.check.ceremony import counting, frozen

_SPOKEN = ("randomness", "signature")
_OPENED = ("nonce", "opened", "rolls")


def keeps(draw: Json, announced: Json, book: Book) -> list[str]:
    """Refuse what is against the announcement; the claims that it does not bear out.

    `announced` holds `ceremony`, of the same form as a plan's or None, and `choices`. It may be a
    copy from any step on the way: what it does not say yet may be anything.
    """
    choices = {each["term"]: each for each in announced["choices"]}
    for each in draw["lottery"]["choices"]:
        if choices.get(each["term"]) != each:
            book.refuse("draw-announced", f"draw.lottery.choices.{each['term']}")
    held, due = draw["ceremony"], announced["ceremony"]
    if due is not None and due["frozen"]:
        found = frozen(due, draw["lottery"]["digest"]).hex()
        if found != due["frozen"]:
            book.refuse("draw-announced", "draw.lottery.digest", found, due["frozen"])
    if held is None:
        if due is not None and draw["seed"] is not None:
            book.refuse("draw-announced", "draw.ceremony", found="a ceremony")
        return []
    if due is None:
        return ["draw-unannounced"]
    for name in ("parties", "deadline", "void", *(["frozen"] if due["frozen"] else [])):
        _same(f"draw.ceremony.{name}", held[name], due[name], book)
    if due["closed"] and _heard(held) != _heard(due):
        book.refuse(
            "draw-announced", "draw.ceremony.reveals",
            ", ".join(_heard(held)), ", ".join(_heard(due)),
        )  # fmt: skip
    _beacon(held["beacon"], due["beacon"], book)
    words = {each["party"]: each["commitment"] for each in held["commitments"]}
    for each in due["commitments"]:
        if words.get(each["party"]) != each["commitment"]:
            book.refuse("draw-announced", "draw.ceremony.commitments", said=each["party"])
    # by whose clock a secret came in time may differ by seconds, but not whether it did
    shown = {each["party"]: each["nonce"] for each in held["reveals"]}
    for each in due["reveals"]:
        party = each["party"]
        counts = (party in _heard(held)) == (party in _heard(due))
        if shown.get(party) != each["nonce"] or not counts:
            book.refuse("draw-announced", "draw.ceremony.reveals", said=party)
    return []


def _heard(said: Json) -> dict[str, str]:
    """Whose secrets count, and what they are."""
    return {each["party"]: each["nonce"] for each in counting(said)}


def _same(where: str, said: Json, due: Json, book: Book) -> None:
    if said != due:
        book.refuse("draw-announced", where, said, due)


def _beacon(said: Json, due: Json, book: Book) -> None:
    where = "draw.ceremony.beacon"
    throws, told = said.get("throws", []), due.get("throws", [])
    for name in ("kind", "chain", "round", *(_SPOKEN if due.get("signature") else ())):
        _same(f"{where}.{name}", said.get(name), due.get(name), book)
    by = [each["by"] for each in throws]
    _same(f"{where}.throws", by, [each["by"] for each in told], book)
    for each, other in zip(throws, told, strict=False):
        names = ["by", "witnesses"]
        names += ["at", "commitment"] if other["commitment"] else []
        names += _OPENED if other["rolls"] else []
        for name in names:
            _same(f"{where}.throws.{other['by']}.{name}", each[name], other[name], book)
