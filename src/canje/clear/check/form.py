"""The form of a plan file: canonical bytes, known keys, values of the kinds that stand there.

The form is checked whole before anything is made of it, so that the rest of the checker can take
every value for what it should be, whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from canje.base.refusals import Book
from canje.clear.check.canonical import Json, Table, parse

FORMAT = "canje.plan/1"
OUTCOMES = ("proved", "feasible", "infeasible", "stopped")
PLANS = ("proved", "feasible")
"""Outcomes with a plan in them."""

PICKED = ("order", "desk", "draw", "choice")
SCALE = 10**9

_TEXT, _NUMBER, _FLAG, _NONE = str, int, bool, type(None)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")

_KEYS: Mapping[str, tuple[type, ...]] = {
    "format": (_TEXT,),
    "case": (_TEXT,),
    "scenario": (_TEXT, _NONE),
    "digest": (dict,),
    "outcome": (_TEXT,),
    "freed": (_NUMBER,),
    "bound": (_NUMBER, _NONE),
    "objective": (list,),
    "certificate": (dict, _NONE),
    "witness": (dict, _NONE),
    "people": (list, Table),
    "left_out": (list, Table),
    "classes": (list,),
    "terms": (list,),
    "conflict": (list,),
    "versions": (dict,),
}
_PERSON = dict.fromkeys(("id", "class", "holder", "beneficiary", "destination"), (_TEXT,))
_LEFT_OUT: Mapping[str, tuple[type, ...]] = {
    "id": (_TEXT,),
    "class": (_TEXT, _NONE),
    "reason": (_TEXT,),
    "by": (_TEXT, _NONE),
    "ref": (_TEXT, _NONE),
    "terms": (list,),
}
_CLASS: Mapping[str, tuple[type, ...]] = {
    "id": (_TEXT,),
    "size": (_NUMBER,),
    "freed": (_NUMBER,),
    "members": (_NUMBER,),
    "holder": (_TEXT,),
    "facts": (dict,),
    "options": (list,),
    "picked": (_TEXT,),
}
_OPTION: Mapping[str, tuple[type, ...]] = {
    "beneficiary": (list,),
    "destination": (list,),
    "freed": (_NUMBER,),
}
_TERM: Mapping[str, tuple[type, ...]] = {
    "id": (_TEXT,),
    "by": (_TEXT,),
    "force": (_TEXT,),
    "holds": (_FLAG, _NONE),
    "slack": (_NUMBER, _NONE),
}
_LEVEL: Mapping[str, tuple[type, ...]] = {
    "level": (_TEXT,),
    "title": (_TEXT,),
    "value": (_NUMBER, _NONE),
    "bound": (_NUMBER, _NONE),
    "proved": (_FLAG,),
}
_DRAW: Mapping[str, tuple[type, ...]] = {
    "lottery": (dict,),
    "seed": (_TEXT, _NONE),
    "ceremony": (dict, _NONE),
    "outcome": (_NUMBER, _NONE),
    "ticket": (_NUMBER, _NONE),
    "reserves": (dict, _NONE),
}
_LOTTERY: Mapping[str, tuple[type, ...]] = {
    "method": (_TEXT,),
    "tickets": (_NUMBER,),
    "outcomes": (list,),
    "chances": (list,),
    "floors": (list,),
    "refined": (_FLAG,),
    "tolerance": (list,),
    "held": (list,),
    "choices": (list,),
    "digest": (dict,),
}
_IN_LOTTERY: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "outcomes": {"counts": (list,), "tickets": (_NUMBER,)},
    "chances": {
        "band": (_TEXT,),
        "class": (_TEXT,),
        "items": (_NUMBER,),
        "worth": (_NUMBER, _NONE),
        "chance": (list,),
    },
    "floors": {
        "at_most": (list,),
        "bound": (_NUMBER,),
        "scale": (_NUMBER,),
        "weights": (dict,),
        "tree": (dict,),
    },
    "held": {"class": (_TEXT,), "by": (_TEXT,), "term": (_TEXT, _NONE)},
    "choices": {"term": (_TEXT,), "by": (_TEXT,), "people": (list,)},
}
_DIGESTS: Mapping[str, tuple[type, ...]] = {
    "case": (_TEXT,),
    "parts": (dict,),
    "problem": (_TEXT,),
    "plan": (_TEXT,),
}
_WITNESS = dict.fromkeys(("solver", "freed_plus_one"), (_TEXT,))

Columns = Mapping[str, Sequence[Json]]


@frozen(eq=False)
class Plan:
    """A plan whose form is right; the long lists are kept column by column."""

    top: Mapping[str, Json]
    people: Columns
    left_out: Columns

    def __getitem__(self, key: str) -> Json:
        return self.top[key]


def read(plan: bytes, book: Book) -> Plan | None:
    """The plan that the bytes say, or None where their form is refused."""
    top = parse(plan, book)
    return None if top is None else _formed(top, book)


def _formed(top: dict[str, Json], book: Book) -> Plan | None:
    before = book.count
    keys = {**_KEYS, "draw": (dict,)} if "draw" in top else _KEYS
    _object(top, keys, "plan", book)
    if book.count > before:  # a digest that is wrong is no matter of form
        return None
    if _object(top["digest"], _DIGESTS, "digest", book):
        _digests(top["digest"], book)
    if top["format"] != FORMAT:
        book.refuse("format", "format", said=top["format"], found=FORMAT)
    if top["outcome"] not in OUTCOMES:
        book.refuse("outcome", "outcome", said=top["outcome"], found=", ".join(OUTCOMES))
    if top["witness"] is not None:
        _object(top["witness"], _WITNESS, "witness", book)
    for key, value in top["versions"].items():
        _is(value, (_TEXT,), f"versions.{key}", book)
    _texts(top["conflict"], "conflict", book)
    people = _columns(top["people"], _PERSON, "people", book)
    left_out = _columns(top["left_out"], _LEFT_OUT, "left_out", book)
    told = {repr(each): each for each in left_out["terms"]} if left_out else {}
    for each in told.values():
        if each and not _names(each):
            book.refuse("type", "left_out.terms", said=each, found="ids of terms")
    for key, forms in (("terms", _TERM), ("objective", _LEVEL)):
        for number, entry in enumerate(top[key]):
            _object(entry, forms, f"{key}[{number}]", book)
    for number, entry in enumerate(top["classes"]):
        _class(entry, f"classes[{number}]", book)
    if "draw" in top:
        _draw(top["draw"], book)
    if book.count > before or people is None or left_out is None:
        return None
    return Plan(top, people, left_out)


def _digests(digest: Json, book: Book) -> None:
    named = {f"digest.{key}": digest[key] for key in _DIGESTS if key != "parts"}
    named |= {f"digest.parts.{key}": value for key, value in digest["parts"].items()}
    for where, value in named.items():
        if _is(value, (_TEXT,), where, book) and _DIGEST.fullmatch(value) is None:
            book.refuse("digest-form", where, said=value)


def _draw(draw: Json, book: Book) -> None:
    """The lottery, and what a seed made of it: all of that stands there, or nothing."""
    if not _object(draw, _DRAW, "draw", book):
        return
    seed = draw["seed"]
    if seed is not None and re.fullmatch("[0-9a-f]{64}", seed) is None:
        book.refuse("type", "draw.seed", said=seed, found="32 bytes")
    for key in ("outcome", "ticket", "reserves"):
        if (draw[key] is None) != (seed is None):
            book.refuse("type", f"draw.{key}", found="there with a seed, and only then")
    if seed is None and draw["ceremony"] is not None:
        book.refuse("type", "draw.ceremony", found="no seed of it")
    made = draw["lottery"]
    if not _object(made, _LOTTERY, "draw.lottery", book):
        return
    numbers = [("draw.lottery.tolerance", made["tolerance"])]
    for key, forms in _IN_LOTTERY.items():
        for place, entry in enumerate(made[key]):
            where = f"draw.lottery.{key}[{place}]"
            if not _object(entry, forms, where, book):
                continue
            numbers += [
                (f"{where}.{name}", entry[name])
                for name in ("counts", "chance", "at_most")
                if name in entry
            ]
            if "people" in entry:
                _texts(entry["people"], where, book)
            if "weights" in entry:
                numbers.append((where, list(entry["weights"].values())))
    for where, values in numbers:
        if set(map(type, values)) - {int}:
            book.refuse("type", where, found="whole numbers")
    _object(made["digest"], dict.fromkeys(("problem", "table"), (_TEXT,)), where="draw", book=book)
    for name, listed in (draw["reserves"] or {}).items():
        if type(listed) is list:
            _texts(listed, f"draw.reserves.{name}", book)
        else:
            book.refuse("type", f"draw.reserves.{name}")


def _class(entry: Json, where: str, book: Book) -> None:
    if not _object(entry, _CLASS, where, book):
        return
    if entry["picked"] not in PICKED:
        book.refuse("type", f"{where}.picked", entry["picked"], " or ".join(PICKED))
    for column, value in entry["facts"].items():
        _is(value, (_TEXT,), f"{where}.{column}", book)
    for number, option in enumerate(entry["options"]):
        place = f"{where}.options[{number}]"
        if _object(option, _OPTION, place, book):
            for key in ("beneficiary", "destination"):
                _texts(option[key], f"{place}.{key}", book)
                if len(option[key]) != entry["members"]:
                    book.refuse("class-options", f"{place}.{key}", found="one for each member")


def _object(
    value: Json,
    kinds: Mapping[str, tuple[type, ...]],
    where: str,
    book: Book,
) -> bool:
    if not _is(value, (dict,), where, book):
        return False
    if value.keys() != kinds.keys():
        keys = sorted(value.keys() ^ kinds.keys())
        book.refuse("key", where, said=", ".join(keys))
        return False
    before = book.count
    for key in kinds:
        _is(value[key], kinds[key], f"{where}.{key}", book)
    return book.count == before


def _is(value: Json, kinds: tuple[type, ...], where: str, book: Book) -> bool:
    if type(value) in kinds:  # not isinstance: true is no 1
        return True
    book.refuse("type", where, said=type(value).__name__, found=" or ".join(_called(kinds)))
    return False


def _called(kinds: tuple[type, ...]) -> list[str]:
    words = {dict: "an object", list: "a list", str: "a text", int: "a whole number", bool: "true"}
    return [words.get(kind, "null") for kind in kinds]


def _texts(values: Sequence[Json], where: str, book: Book) -> None:
    for number, value in enumerate(values):
        _is(value, (_TEXT,), f"{where}[{number}]", book)


def _names(terms: Sequence[Json]) -> bool:
    """Ids in their order, each once."""
    return all(type(each) is str for each in terms) and list(terms) == sorted(set(terms))


def _columns(
    rows: Json, kinds: Mapping[str, tuple[type, ...]], where: str, book: Book
) -> Columns | None:
    """A list of like objects, column by column: a million of them are asked a few questions."""
    if isinstance(rows, Table):
        return rows.columns
    keys = tuple(sorted(kinds))
    right = set(map(type, rows)) <= {dict} and set(map(tuple, rows)) <= {keys}
    if right:
        columns = {key: [row[key] for row in rows] for key in keys}
        if all(set(map(type, columns[key])) <= set(kinds[key]) for key in keys):
            return columns
    for number, row in enumerate(rows):
        _object(row, kinds, f"{where}[{number}]", book)
    return None
