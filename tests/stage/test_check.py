"""The checker of stages refuses whatever is altered in one place, even where it is sealed again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from canje.stage.check import Verdict, verify
from canje.stage.engine import schedule
from canje.terms import term as kinds
from tests.by_hand import term, who
from tests.stage.made_up import Made, first, little, swap, tolerates

Json = Any


def encode(value: Json) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return (text + "\n").encode()


def sealed(value: Json) -> bytes:
    value = deepcopy(value)
    value["digest"]["stages"] = ""
    value["digest"]["stages"] = "sha256:" + hashlib.sha256(encode(value)).hexdigest()
    return encode(value)


def judged(case: Made, data: bytes) -> Verdict:
    return verify(data, case.plan, case.docket, case.handover)


def bound() -> Made:
    """A case in which everything binds."""
    says = term(kinds.Guard(who(id="a0003"), "a letter"), "letter")
    ahead = first("ahead", who(id="a0001"), who(id=("a0007", "b0002")))
    return swap(8, tolerates("A", 3), tolerates("B", 3), says, ahead, seats=3)


def mutations(value: Json) -> Iterator[tuple[str, Json]]:
    """Stages that are right, each with one thing wrong."""

    def altered(what: str, change: Any) -> tuple[str, Json]:
        other = deepcopy(value)
        change(other)
        return what, other

    stages = value["stages"]
    yield altered("fewer", lambda v: v["stages"].pop())
    yield altered("number", lambda v: v["stages"][0].update(number=2))
    yield altered("day", lambda v: v["stages"][0].update(day=2))
    yield altered("waits", lambda v: v["stages"][0]["waits"].append("nothing"))
    yield altered("bound", lambda v: v.update(bound=v["bound"] - 1))
    yield altered("most", lambda v: v.update(most=len(v["stages"]) - 1))
    yield altered("outcome", lambda v: v.update(outcome="feasible"))
    yield altered("impossible", lambda v: v.update(outcome="infeasible"))
    yield altered("conflict", lambda v: v.update(conflict=["letter"]))
    yield altered("case", lambda v: v.update(case="other"))
    yield altered("scenario", lambda v: v.update(scenario="other"))
    yield altered("plan", lambda v: v["digest"].update(plan="sha256:" + 64 * "1"))
    for part in value["digest"]["handover"]:
        yield altered(
            f"handover {part}",
            lambda v, p=part: v["digest"]["handover"].update({p: "sha256:" + 64 * "1"}),
        )
    yield altered("no part", lambda v: v["digest"]["handover"].pop("legs"))
    yield altered("key", lambda v: v.update(note="x"))
    yield altered("kind", lambda v: v["stages"][0].update(number=True))
    for place, stage in enumerate(stages):
        for ride, each in enumerate(stage["rides"]):
            where = f"{place}.{ride}"
            yield altered(
                f"gone {where}",
                lambda v, p=place, r=ride: v["stages"][p]["rides"][r]["people"].pop(),
            )
            yield altered(
                f"nobody {where}",
                lambda v, p=place, r=ride: v["stages"][p]["rides"][r]["people"].append("zz"),
            )
            yield altered(
                f"leg {where}",
                lambda v, p=place, r=ride: v["stages"][p]["rides"][r].update(leg="nowhere"),
            )
            other = stages[(place + 1) % len(stages)]
            if other["rides"][0]["leg"] == each["leg"] and other is not stage:
                yield altered(f"swapped {where}", lambda v, p=place, r=ride: _swap(v, p, r))
    for place, each in enumerate(value["exposures"]):
        yield altered(f"limit {place}", lambda v, p=place: v["exposures"][p].update(limit=99))
        for stage in range(len(each["after"])):
            yield altered(
                f"after {place} {stage}",
                lambda v, p=place, s=stage: _more(v["exposures"][p]["after"], s),
            )
    for place, level in enumerate(value["levels"]):
        for name in ("value", "bound"):
            if level[name] is not None:
                yield altered(
                    f"{name} {place}",
                    lambda v, p=place, n=name: v["levels"][p].update({n: v["levels"][p][n] + 1}),
                )
        yield altered(f"level {place}", lambda v, p=place: v["levels"].pop(p))
    for place, entry in enumerate(value["certificate"]["levels"]):
        yield altered(
            f"claim {place}",
            lambda v, p=place: _entry(v, p).update(bound=_entry(v, p)["bound"] - 1),
        )
        yield altered(
            f"stages {place}",
            lambda v, p=place: _entry(v, p).update(stages=_entry(v, p)["stages"] + 1),
        )
        if not entry["level"].startswith("early"):  # there any proof may do
            yield altered(
                f"no proof {place}", lambda v, p=place: _entry(v, p).update(tree={"duals": {}})
            )
        yield altered(f"no name {place}", lambda v, p=place: _entry(v, p).update(level={}))
        yield altered(f"no entry {place}", lambda v, p=place: v["certificate"]["levels"].pop(p))
        yield altered(f"twice {place}", lambda v, e=entry: v["certificate"]["levels"].append(e))
        if entry["tree"].get("duals"):
            name = max(entry["tree"]["duals"])
            yield altered(
                f"stranger {place}",
                lambda v, p=place: _entry(v, p)["tree"]["duals"].update({"seats:nowhere:1": 5}),
            )
            yield altered(
                f"wrong side {place}",
                lambda v, p=place, n=name: _entry(v, p)["tree"]["duals"].update(
                    {n: -_entry(v, p)["tree"]["duals"][n]}
                ),
            )
    yield altered("scale", lambda v: v["certificate"].update(scale=10))


def _entry(value: Json, place: int) -> Json:
    return value["certificate"]["levels"][place]


def _more(values: list[int], place: int) -> None:
    values[place] += 1


def _swap(value: Json, place: int, ride: int) -> None:
    """Two people alike, of neighbouring stages, change places."""
    one = value["stages"][place]["rides"][ride]["people"]
    other = value["stages"][(place + 1) % len(value["stages"])]["rides"][0]["people"]
    ordered = ("a0001", "a0007", "b0002")  # each a flow of its own: there a swap may be right
    mine, theirs = (next(n for n, p in enumerate(x) if p not in ordered) for x in (one, other))
    one[mine], other[theirs] = other[theirs], one[mine]
    one.sort()
    other.sort()


def test_one_thing_wrong_is_refused() -> None:
    """Each mutation, sealed anew, meets a refusal."""
    case = bound()
    data = schedule(case.docket, case.plan, case.handover).to_bytes()
    assert judged(case, data).accepted
    tried = 0
    for what, wrong in mutations(json.loads(data)):
        assert not judged(case, sealed(wrong)).accepted, what
        tried += 1
    assert tried > 60


@pytest.mark.parametrize("seed", range(200, 230))
def test_made_up_stages_altered(seed: int) -> None:
    """The same on made-up cases, where these have stages with a proof."""
    case = little(seed)
    data = schedule(case.docket, case.plan, case.handover).to_bytes()
    value = json.loads(data)
    if value["outcome"] != "proved" or value["certificate"] is None:
        return
    for what, wrong in mutations(value):
        if what.split()[0] in ("claim", "no", "swapped", "wrong", "twice", "limit"):
            continue  # may still be right here: nobody asked for a weaker proof or another order
        assert not judged(case, sealed(wrong)).accepted, what


def test_every_bit_counts() -> None:
    """Without a new seal any other byte is refused."""
    case = bound()
    data = schedule(case.docket, case.plan, case.handover).to_bytes()
    for place in range(0, len(data), 37):
        wrong = bytearray(data)
        wrong[place] ^= 1
        assert not judged(case, bytes(wrong)).accepted, place


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"format":"canje.stages/1"}', b"1.5", b"[" * 10_000]
)
def test_what_is_no_stages_file(data: bytes) -> None:
    """Whatever the bytes, there is a verdict."""
    assert not judged(bound(), data).accepted


def test_a_plan_of_other_people_is_refused() -> None:
    """Stages are judged against the case's own people."""
    case = bound()
    data = schedule(case.docket, case.plan, case.handover).to_bytes()
    other = swap(9)
    assert not verify(data, other.plan, case.docket, case.handover).accepted


def test_an_order_of_picking_is_kept() -> None:
    """Whoever would like to ride earlier cannot change places with somebody alike."""
    case = swap(9, seats=3)
    value = json.loads(schedule(case.docket, case.plan, case.handover).to_bytes())
    _swap(value, 0, 0)
    codes = {each.code for each in judged(case, sealed(value)).refusals}
    assert codes == {"pick"}


def test_a_proof_is_read_exactly() -> None:
    """A multiplier less is a bound more; a refutation that refutes nothing is none."""
    case = swap(10, tolerates("A", 3), tolerates("B", 3))
    value = json.loads(schedule(case.docket, case.plan, case.handover).to_bytes())
    entry = value["certificate"]["levels"][0]
    assert (entry["stages"], entry["bound"]) == (3, 18)
    weak = deepcopy(value)
    weak["certificate"]["levels"][0]["tree"] = {"farkas": entry["tree"]["duals"]}
    assert not judged(case, sealed(weak)).accepted
    split = deepcopy(value)
    sides = {"split": {"1": ["c1@1/0"]}, "at": 2, "le": entry["tree"], "ge": entry["tree"]}
    split["certificate"]["levels"][0]["tree"] = sides
    assert judged(case, sealed(split)).accepted
    sides["split"] = {"1": ["c9@1/0"]}
    assert not judged(case, sealed(split)).accepted
    sides["split"] = {"1/2": ["c1@1/0"]}
    assert not judged(case, sealed(split)).accepted
