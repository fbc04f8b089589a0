"""Whether a plan's ceremony has the form of one: its keys, its kinds, everybody committed once."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Sequence
from time import strptime

from canje.clear.check.canonical import Json
from canje.terms.docket import DESK, Docket

LAST = 1_000_000_000
"""The last round that is taken, some 95 years on."""

_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_TIME = re.compile(r"[0-9]{4}(?:-[0-9]{2}){2}T[0-9]{2}(?::[0-5][0-9]){2}Z")


def clock(text: str) -> int:
    """Seconds since 1970 of a time in UTC; ValueError where it is none."""
    return timegm(strptime(text, "%Y-%m-%dT%H:%M:%SZ"))


def formed(said: Json, docket: Docket) -> bool:
    """Keys and values are of the kinds that stand there, and everybody has committed once."""
    try:
        return _right(said, docket)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def _right(said: Json, docket: Docket) -> bool:
    parties, beacon = said["parties"], said["beacon"]
    known = {each.id for each in docket.parties} | {DESK}
    committed = [each["party"] for each in said["commitments"]]
    revealed = [each["party"] for each in said["reveals"]]
    return (
        sorted(said)
        == ["beacon", "closed", "commitments", "deadline", "frozen", "parties", "reveals", "void"]
        and _times([said["deadline"], *([said["closed"]] if said["closed"] else [])])
        and type(said["closed"]) is str
        and type(said["void"]) is list
        and _hexes([said["frozen"], *said["void"]], 32)
        and type(parties) is list
        and len(set(parties)) == len(parties) >= 2
        and set(parties) <= known
        and committed == sorted(parties)
        and revealed == sorted(set(revealed))
        and set(revealed) <= set(parties)
        and all(sorted(each) == ["at", "commitment", "party"] for each in said["commitments"])
        and all(sorted(each) == ["at", "nonce", "party"] for each in said["reveals"])
        and _times([each["at"] for each in (*said["commitments"], *said["reveals"])])
        and _hexes([each["commitment"] for each in said["commitments"]], 32)
        and _hexes([each["nonce"] for each in said["reveals"]], 32)
        and (_right_drand(beacon) if beacon["kind"] == "drand" else _right_dice(beacon))
    )


def _hexes(texts: Sequence[str], count: int) -> bool:
    return all(_HEX.fullmatch(each) and len(each) == 2 * count for each in texts)


def _times(texts: Sequence[str]) -> bool:
    return all(_TIME.fullmatch(each) and clock(each) > -(2**60) for each in texts)


def _right_drand(beacon: Json) -> bool:
    return (
        sorted(beacon) == ["chain", "kind", "randomness", "round", "signature"]
        and type(beacon["round"]) is int
        and 0 < beacon["round"] <= LAST
        and _hexes([beacon["chain"], beacon["randomness"]], 32)
        and _hexes([beacon["signature"]], 48)
    )


def _right_dice(beacon: Json) -> bool:
    throws = beacon["throws"]
    return (
        sorted(beacon) == ["kind", "throws"]
        and beacon["kind"] == "dice"
        and type(throws) is list
        and len({each["by"] for each in throws}) == len(throws) >= 1
        and all(
            sorted(each) == ["at", "by", "commitment", "nonce", "opened", "rolls", "witnesses"]
            and type(each["witnesses"]) is list
            and all(type(name) is str for name in [each["by"], *each["witnesses"]])
            and len({*each["witnesses"]} - {each["by"]}) >= 2
            and re.fullmatch("[1-6]{50,}", each["rolls"]) is not None
            for each in throws
        )
        and _times([each[key] for each in throws for key in ("at", "opened")])
        and _hexes([each[key] for each in throws for key in ("commitment", "nonce")], 32)
    )
