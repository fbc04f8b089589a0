"""Plans altered in one place and sealed again, so that the seal does not do the checker's work.

`mutations` of a plan that is right are plans that are wrong, each in one number, person, digest
or answer. `claims` are those that may still be right: another proof of the same bound, or another
word on what cannot be confirmed without a solver.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from random import Random
from typing import Any, NamedTuple

Json = Any
Path = tuple[str | int, ...]


class Mutation(NamedTuple):
    """What was altered, and the plan that came of it."""

    what: str
    plan: bytes


def encode(value: Json) -> bytes:
    """The bytes of a plan as it stands."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return (text + "\n").encode()


def sealed(value: Json) -> bytes:
    """The bytes of a plan with its own digest put right."""
    blank = {**value, "digest": {**value["digest"], "plan": ""}}
    digest = "sha256:" + hashlib.sha256(encode(blank)).hexdigest()
    return encode({**value, "digest": {**value["digest"], "plan": digest}})


def mutations(plan: bytes) -> Iterator[Mutation]:
    """Every way to alter the plan in one place that makes it wrong."""
    value = json.loads(plan)
    for path, old in _leaves(value):
        if path[0] in ("certificate", "versions", "witness") or path == ("digest", "plan"):
            continue
        if type(old) is int:
            news: tuple[Json, ...] = (old - 1, old + 1, str(old))
            if path[-1] != "slack":  # which may be left unsaid
                news += (None,)
            yield from (_set(value, path, new) for new in news)
        elif type(old) is bool:
            yield from (_set(value, path, new) for new in (not old, int(old)))
        elif path[0] in ("case", "format") or path[:2] in (
            ("digest", "case"),
            ("digest", "parts"),
        ):
            yield _set(value, path, _other_text(old))
    yield from _outcome(value)
    yield from _people(value)
    yield from _left_out(value)
    yield from _classes(value)
    yield from _terms(value)
    yield from _certificate(value)
    yield Mutation("digest.plan, not sealed again", plan.replace(b'"sha256:', b'"sha256:f', 1))
    yield Mutation("a space", plan.replace(b":", b": ", 1))
    yield Mutation("no newline", plan[:-1])


def claims(plan: bytes) -> Iterator[Mutation]:
    """Ways to alter the plan of which some leave it right: its proof, its claims, its seed."""
    value = json.loads(plan)
    for path, old in _leaves(value):
        if path[0] == "certificate" and type(old) is int and path[-1] not in ("scale", "bound"):
            yield from (_set(value, path, new) for new in (old - 1, old + 1, 2 * old, 0, -old))
    for path, node in _nodes(value):
        if "split" in node:
            yield _set(value, path, node["le"])
            yield _set(value, path, node["ge"])
            yield _set(value, path, {**node, "le": node["ge"], "ge": node["le"]})
        for kind, other in (("duals", "farkas"), ("farkas", "duals")):
            if kind in node:
                yield _set(value, path, {other: node[kind]})
                yield _set(value, path, {kind: {}})
    yield _set(value, ("digest", "problem"), _other_text(value["digest"]["problem"]))
    for number, entry in enumerate(value["left_out"]):
        if entry["reason"] in ("terms", "draw"):
            for term in value["terms"]:
                yield _set(value, ("left_out", number, "terms"), [term["id"]])


class Altered(NamedTuple):
    """What was altered where, and the plan that came of it."""

    path: Path
    what: str
    plan: bytes


def every(plan: bytes, rng: Random, few: int = 4) -> Iterator[Altered]:
    """Every field of a plan altered, each in many ways; of long lists so many of their members.

    Values are changed for others of the kind and of other kinds, for values of neighbouring fields
    and for ones that are spelt almost alike; lists are put in other orders, made shorter, longer
    and to say things twice; keys go and come. What comes out may be right: see `open_to_doubt`.
    """
    value = json.loads(plan)
    for path, node in list(_nodes_of(value, rng, few)):
        if path == ("digest", "plan"):
            continue  # it is put right in any case
        for what, new in _others(node, path, value):
            changed = deepcopy(value)
            at = changed
            for key in path[:-1]:
                at = at[key]
            at[path[-1]] = new
            where = ".".join(map(str, path))
            whole = type(changed["digest"]) is dict
            data = (sealed if whole else encode)(changed)
            if data != plan:
                yield Altered(path, f"{where}: {what}", data)


def open_to_doubt(plan: bytes, altered: Altered) -> bool:
    """Whether the page says that the field is never confirmed (docs/plan-file.md)."""
    path, value = altered.path, json.loads(plan)
    if path[0] in ("versions", "witness"):
        return True
    if path[:2] == ("digest", "problem"):
        return True  # but for the order of picking, where anybody is picked
    if path[0] == "certificate" or path[:3] == ("draw", "lottery", "floors"):
        return True  # any that proves the same; what it proves is confirmed
    if path[0] == "conflict":
        return True  # any set that is refuted; that it is a smallest one is not confirmed
    if path[0] == "left_out" and len(path) > 1:
        told = value["left_out"][path[1]]["reason"]
        return told in ("terms", "draw") and path[2:3] in ((), ("terms",), ("reason",))
    return False


def _nodes_of(value: Json, rng: Random, few: int, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Every place in a plan with the way to it; of long lists a few, among them first and last."""
    if path:
        yield path, value
    if isinstance(value, dict):
        keys = sorted(value)
        if path and path[0] == "certificate" and len(keys) > few:
            keys = sorted(rng.sample(keys, few))
        for key in keys:
            yield from _nodes_of(value[key], rng, few, (*path, key))
    elif isinstance(value, list):
        places = range(len(value))
        if len(value) > few:
            places = sorted({0, len(value) - 1, *rng.sample(places, few - 2)})  # type: ignore[assignment]
        for place in places:
            yield from _nodes_of(value[place], rng, few, (*path, place))


def _others(node: Json, path: Path, value: Json) -> Iterator[tuple[str, Json]]:
    """What could stand in the place of a value, and is not the same."""
    found: list[tuple[str, Json]] = [("null", None)]
    if type(node) is bool:
        found += [("the contrary", not node), ("a number", int(node)), ("a text", str(node))]
    elif type(node) is int:
        steps = (node - 1, node + 1, -node, 2 * node + 1, 0, 10**12)
        found += [(str(new), new) for new in steps] + [("a text", str(node)), ("a flag", True)]
    elif type(node) is str:
        found += [(repr(new), new) for new in _texts_like(node, path, value)] + [("a number", 0)]
    elif node is None:
        found += [("a text", "XX"), ("nothing", ""), ("a number", 0), ("a flag", False), ("[]", [])]
        found += [(repr(new), new) for new in _texts_like("", path, value)]
    elif type(node) is list:
        found += [("empty", []), ("backwards", node[::-1]), ("an object", {})]
        if node:
            found += [("without the first", node[1:]), ("without the last", node[:-1])]
            found += [("the first twice", [node[0], *node]), ("the last twice", [*node, node[-1]])]
            found += [("one after the other", node[1:] + node[:1]), ("in a list", [node])]
        if len(node) > 2:
            found.append(("two in another order", [node[1], node[0], *node[2:]]))
        found += [("a text more", [*node, "XX"]), ("null more", [*node, None])]
    elif type(node) is dict:
        found += [("empty", {}), ("a list", []), ("a key more", {**node, "XX": None})]
        found += [
            (f"without {gone}", {key: each for key, each in node.items() if key != gone})
            for gone in sorted(node)[:8]
        ]
    seen: list[Json] = [node]
    for what, new in found:
        if not any(type(new) is type(old) and new == old for old in seen):
            seen.append(new)
            yield what, new


def _texts_like(text: str, path: Path, value: Json) -> Iterator[str]:
    """Texts that stand in the same field elsewhere, in other fields, and near misses."""
    yield from ("", "XX", text + "x", text[:-1], text + " ", text.swapcase(), "null")
    terms = [each["id"] for each in value["terms"]][:4]
    yield from terms
    if path[0] in ("people", "left_out", "classes", "terms", "objective") and len(path) > 1:
        rows = value[path[0]]
        same = [each.get(path[2]) for each in rows[:50] if len(path) > 2 and type(each) is dict]
        yield from sorted({each for each in same if type(each) is str})[:6]
    yield from ("bar", "draw", "terms", "unit", "not-sought", "not-in-this-round", "held", "order")
    yield from ("desk", "choice", "proved", "feasible", "infeasible", "stopped", "must", "wish")
    if text.startswith("sha256:"):
        yield _other_text(text)


def _leaves(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Every number, flag and text with the way to it."""
    if isinstance(value, dict):
        for key in value:
            yield from _leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, (*path, place))
    else:
        yield path, value


def _set(value: Json, path: Path, new: Json) -> Mutation:
    changed = deepcopy(value)
    at = changed
    for key in path[:-1]:
        at = at[key]
    what = f"{'.'.join(map(str, path))}: {at[path[-1]]!r} -> {new!r}"
    at[path[-1]] = new
    return Mutation(what, sealed(changed))


def _with(value: Json, what: str, **parts: Json) -> Mutation:
    return Mutation(what, sealed({**value, **parts}))


def _other_text(text: str) -> str:
    return text[:-1] + ("0" if text[-1:] != "0" else "1")


def _outcome(value: Json) -> Iterator[Mutation]:
    for outcome in ("proved", "feasible", "infeasible", "stopped", "best"):
        if outcome != value["outcome"]:
            yield _set(value, ("outcome",), outcome)
    yield _set(value, ("scenario",), None if value["scenario"] else "other")
    yield _with(value, "a key more", more=None)
    if value["certificate"] is not None:
        yield _set(value, ("certificate",), None)


def _people(value: Json) -> Iterator[Mutation]:
    people, left = value["people"], value["left_out"]
    known = [each["id"] for each in (*people, *left)]
    for number, each in enumerate(people):
        where = ("people", number)
        others = people[:number] + people[number + 1 :]
        out = {"id": each["id"], "class": each["class"], "by": None, "ref": None}
        gone = sorted([*left, {**out, "reason": "terms", "terms": []}], key=lambda one: one["id"])
        yield _with(value, f"{each['id']} taken out", people=others)
        yield _with(value, f"{each['id']} twice", people=[*people[:number], each, *people[number:]])
        yield _with(value, f"{each['id']} left out instead", people=others, left_out=gone)
        yield _set(value, (*where, "id"), each["id"] + "x")
        yield from (_set(value, (*where, "id"), name) for name in known[:3] if name != each["id"])
        for key in ("class", "holder", "beneficiary", "destination"):
            seen = {one[key] for one in people} | {"", "XX"}
            yield from (_set(value, (*where, key), new) for new in sorted(seen - {each[key]}))
    if len(people) > 1:
        yield _with(value, "people in another order", people=people[::-1])


def _left_out(value: Json) -> Iterator[Mutation]:
    left = value["left_out"]
    for number, each in enumerate(left):
        where = ("left_out", number)
        others = left[:number] + left[number + 1 :]
        yield _with(value, f"{each['id']} taken out", left_out=others)
        yield _set(value, (*where, "id"), each["id"] + "x")
        for reason in ("bar", "unanswered", "no-destination", "red-line", "unit", "held", "x"):
            if reason != each["reason"]:
                yield _set(value, (*where, "reason"), reason)
        yield _set(value, (*where, "by"), "XX")
        yield _set(value, (*where, "ref"), "XX")
        yield _set(value, (*where, "terms"), ["XX"])
        yield _set(value, (*where, "class"), "XX")
        if each["class"] is None:
            names = [one["id"] for one in value["classes"]]
            yield from (_set(value, (*where, "class"), name) for name in names[:1])
        else:
            yield _set(value, (*where, "class"), None)
    yield from _swapped(value)


def _swapped(value: Json) -> Iterator[Mutation]:
    """One who is freed changes places with one of the same class who is not."""
    order = {each["id"] for each in value["classes"] if each["picked"] == "order"}
    for place, goes in enumerate(value["people"]):
        stays = [one for one in value["left_out"] if one["class"] == goes["class"]]
        if goes["class"] not in order or not stays or _in_unit(value, goes["class"]):
            continue
        other = stays[0]
        people, left = deepcopy(value["people"]), deepcopy(value["left_out"])
        people[place]["id"] = other["id"]
        left[value["left_out"].index(other)]["id"] = goes["id"]
        yield _with(
            value,
            f"{goes['id']} and {other['id']} change places",
            people=_by_id(people),
            left_out=_by_id(left),
        )


def _in_unit(value: Json, name: str) -> bool:
    return any(each["id"] == name and each["members"] > 1 for each in value["classes"])


def _by_id(entries: Iterable[Json]) -> list[Json]:
    return sorted(entries, key=lambda each: each["id"])


def _classes(value: Json) -> Iterator[Mutation]:
    classes = value["classes"]
    for number, each in enumerate(classes):
        where = ("classes", number)
        yield _with(
            value, f"{each['id']} taken out", classes=[*classes[:number], *classes[number + 1 :]]
        )
        yield _set(value, (*where, "id"), "XX")
        yield _set(value, (*where, "holder"), "XX")
        for column in each["facts"]:
            yield _set(value, (*where, "facts", column), "XX")
        for place, option in enumerate(each["options"]):
            way = (*where, "options", place)
            yield _set(value, (*way, "beneficiary", 0), "XX")
            yield _set(value, (*way, "destination", 0), "XX")
            rest = [one for one in each["options"] if one is not option]
            yield _set(value, (*where, "options"), rest)


def _terms(value: Json) -> Iterator[Mutation]:
    terms = value["terms"]
    for number, each in enumerate(terms):
        where = ("terms", number)
        yield _set(value, ("terms",), terms[:number] + terms[number + 1 :])
        yield _set(value, (*where, "id"), "XX")
        yield _set(value, (*where, "by"), "XX")
        yield _set(value, (*where, "force"), "wish" if each["force"] == "must" else "must")
    for number, _ in enumerate(value["objective"]):
        yield _set(value, ("objective", number, "level"), "XX")
    if value["conflict"]:
        yield _set(value, ("conflict",), [])
        yield _set(value, ("conflict", 0), "XX")
        yield _set(value, ("conflict",), [*value["conflict"], value["conflict"][0]])


def _certificate(value: Json) -> Iterator[Mutation]:
    """Alterations of the proof that no proof survives."""
    certificate = value["certificate"]
    if certificate is None:
        return
    yield _set(value, ("certificate", "scale"), certificate["scale"] + 1)
    yield _set(value, ("certificate", "levels"), certificate["levels"][1:])
    for number, each in enumerate(certificate["levels"]):
        where = ("certificate", "levels", number)
        yield _set(value, (*where, "level"), "XX")
        if "bound" in each:
            yield from (_set(value, (*where, "bound"), each["bound"] + step) for step in (-1, 1))
    for path, node in _nodes(value):
        for kind in node.keys() & {"duals", "farkas"}:
            yield _grown(value, (*path, kind))
        if "split" in node:
            yield _set(value, (*path, "split"), {"XX": []})
            yield _set(value, (*path, "at"), node["at"] + 0.5)
            yield from _pieces(value, (*path, "split"), node["split"])


def _pieces(value: Json, path: Path, said: Json) -> Iterator[Mutation]:
    """Pieces that there are not, or that are spelt otherwise, or weighed twice."""
    for weight, names in said.items():
        for place, name in enumerate(names):
            ident, mark, numbers = name.partition(">")
            if not mark:
                continue
            first, _, last = numbers.partition("..")
            after = int(last or first) + 1
            for other in (
                *("", "x", "-1", "²", "9" * 12, f" {numbers}", f"0{first}", f"{numbers}..9"),
                *(f"{first}..", f"..{first}", f"{first}..{first}", f"{first}...{after}"),
                *(f"{int(first) + 1}..{first}", f"{first}..99999"),
            ):
                yield _set(value, (*path, weight, place), f"{ident}>{other}")
            yield _set(value, (*path, weight, place), f"XX>{numbers}")
            yield _set(value, (*path, weight), [*names, f"{ident}>{last or first}"])


def _grown(value: Json, path: Path) -> Mutation:
    """A leaf that uses a row that there is not."""
    changed = deepcopy(value)
    at = changed
    for key in path:
        at = at[key]
    at["XX#0"] = 1
    return Mutation(f"{'.'.join(map(str, path))}: a row more", sealed(changed))


def _nodes(value: Json) -> Iterator[tuple[Path, Json]]:
    """The nodes of all trees of the certificate with the way to each."""
    certificate = value["certificate"] or {"levels": []}
    pending: list[tuple[Path, Json]] = [
        (("certificate", "levels", number, "tree"), each["tree"])
        for number, each in enumerate(certificate["levels"])
    ]
    while pending:
        path, node = pending.pop()
        yield path, node
        if "split" in node:
            pending += [((*path, side), node[side]) for side in ("le", "ge")]
