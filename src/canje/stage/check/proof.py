"""The certificate followed leaf by leaf, in Python's whole numbers.

A leaf's multipliers y, in units of 1/SCALE, prove that no stages reach more than

    floor((sum over items of max(0, the best over stages and options of (SCALE c - sum of y a))
           + sum over switches of max(0, SCALE c - sum of y a), a stage's sets counting as one,
           + sum over lines of (y > 0 ? y high : y low)) / SCALE),

as each item takes one option in one stage. The two sides of a split leave nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, frozen

from canje.stage.check.ground import Class, Ground

SCALE = 10**9
_DEEPEST = 600
_COLUMN = re.compile(r"c(\d+)@(\d+)/(\d+)")


class Wrong(Exception):
    """The certificate is not one; its text says where."""


@frozen
class Claim:
    """What a level maximises over so many stages, and what is settled before it.

    `kind`: `stages` (people freed), `exposure` (how far the largest exposure stays below `top`) or
    `early:N`. `peak`: the largest exposure that is held; `early`: values of levels settled.
    """

    kind: str
    stages: int
    top: int | None = None
    peak: int | None = None
    early: tuple[tuple[str, int], ...] = ()


@define
class _Path:
    """The branches from the root to a node: by depth, the weights of a sum with its sides."""

    branches: tuple[tuple[Mapping[str, int], int | None, int | None], ...] = ()


class Proof:
    """One level's tree, over a ground."""

    def __init__(self, ground: Ground, claim: Claim) -> None:
        self.ground, self.claim = ground, claim
        self.spans = [self._span(each) for each in _windows(ground)]
        self.switches = frozenset(self._switches())

    def bound(self, tree: Any) -> int | None:
        """The bound that the tree proves, None where every leaf is refuted; Wrong if it is none."""
        worst: int | None = None
        for leaf, path in self._leaves(tree, _Path()):
            farkas = "farkas" in leaf
            duals = leaf["farkas" if farkas else "duals"]
            if not isinstance(duals, dict) or not all(type(y) is int for y in duals.values()):
                raise Wrong("a leaf")
            total = self._total(duals, path, aim=not farkas)
            if farkas and total >= 0:
                raise Wrong("a leaf that refutes nothing")
            if not farkas:
                worst = total // SCALE if worst is None else max(worst, total // SCALE)
        return worst

    def _leaves(self, tree: Any, path: _Path) -> Iterator[tuple[Any, _Path]]:
        waiting = [(tree, path)]
        while waiting:
            node, at = waiting.pop()
            if not isinstance(node, dict) or len(at.branches) > _DEEPEST:
                raise Wrong("a node")
            if node.keys() in ({"duals"}, {"farkas"}):
                yield node, at
                continue
            if node.keys() != {"split", "at", "le", "ge"} or type(node["at"]) is not int:
                raise Wrong("a node")
            weights = self._sum(node["split"])
            waiting.append((node["le"], _Path((*at.branches, (weights, None, node["at"])))))
            waiting.append((node["ge"], _Path((*at.branches, (weights, node["at"] + 1, None)))))

    def _sum(self, split: Any) -> dict[str, int]:
        """A sum by names: whole in all stages, as each name counts something whole."""
        if not isinstance(split, dict):
            raise Wrong("a split")
        weights: dict[str, int] = {}
        for weight, names in split.items():
            for name in names:
                if not re.fullmatch(r"-?[1-9]\d*", weight) or name in weights:
                    raise Wrong("a split")
                if not self._exists(name):
                    raise Wrong(f"a split on {name}")
                weights[name] = int(weight)
        return weights

    def _exists(self, name: str) -> bool:
        found = _COLUMN.fullmatch(name)
        if found is None:
            return name in self.switches
        number, stage, option = map(int, found.groups())
        if not 1 <= number <= len(self.spans):
            return False
        first, last = self.spans[number - 1]
        return first <= stage <= last and option < len(self.ground.classes[number - 1].options)

    def _switches(self) -> Iterator[str]:
        stages = range(1, self.claim.stages + 1)
        for order in self.ground.orders:
            yield from (f"done:{order}:{t}" for t in stages[:-1])
        for s in range(1, len(self.ground.sets) + 1):
            yield f"uses:{s}"
            yield from (f"set:{s}@{t}" for t in stages)
        if self.claim.top is not None:
            yield "calm"

    def _span(self, window: tuple[int, int] | None) -> tuple[int, int]:
        if window is None:
            return 1, 0
        return 1 + window[0], self.claim.stages - window[1]

    def _total(self, duals: Mapping[str, int], path: _Path, *, aim: bool) -> int:
        """All that the multipliers leave, times SCALE."""
        leaf = _Leaf(self, duals, path)
        total = leaf.limits()
        for number, each in enumerate(self.ground.classes):
            best = 0
            first, last = self.spans[number]
            for option in range(len(each.options)) if first <= last else ():
                best = max(best, leaf.best(number, option, aim=aim))
            total += best * len(each.items)
        return total + leaf.switches(aim=aim)


class _Leaf:
    """A leaf's multipliers, sorted by what they weigh on."""

    def __init__(self, proof: Proof, duals: Mapping[str, int], path: _Path) -> None:
        self.proof, self.ground, self.claim = proof, proof.ground, proof.claim
        self.left = dict(duals)
        self.total = 0
        stages = self.claim.stages
        sets = self.ground.sets
        self.bound = frozenset().union(*sets)
        self.seats = {
            leg.id: self._take(f"seats:{leg.id}", 0 if leg.id in self.bound else leg.seats)
            for leg in self.ground.legs.values()
        }
        self.uses = [self._one(f"uses:{s}", 0, 0) for s in range(1, len(sets) + 1)]
        self.first: list[list[int]] = []
        self.then: list[list[int]] = []
        self.turn: list[list[int]] = []
        self.many: list[int] = []
        self.others: list[int] = []
        for number, order in enumerate(self.ground.orders):
            self.many.append(self._count(number, "first"))
            self.others.append(self._count(number, "then"))
            self.first.append(self._take(f"first:{order}", self.many[-1], start=2))
            self.then.append(self._take(f"then:{order}", 0, start=2))
            self.turn.append(self._take(f"order:{order}", 0, end=stages - 2))
        self.owed: dict[str, list[int]] = {}
        self.calm = 0
        for party, limit in self.ground.limits.items():
            if party in self.ground.givers:
                self._exposure("exposed", party, limit)
        most = self.claim.top if self.claim.top is not None else self.claim.peak
        if most is not None:
            for party in self.ground.givers:
                taken = self._exposure("peak", party, most)
                if self.claim.top is not None:
                    self.calm += self._worth(party)[1] * taken
        self.freed = self._settled("freed", len(self.ground.people))
        self.settled = [
            (self.ground.levels.index(name), self._settled(name, value))
            for name, value in self.claim.early
        ]
        self.sums: dict[str, int] = {}
        for depth, (weights, low, high) in enumerate(path.branches):
            y = self._one(f"branch:{depth}", low, high)
            for name, weight in weights.items() if y else ():
                self.sums[name] = self.sums.get(name, 0) + y * weight
        if self.left:
            raise Wrong(f"a leaf with {min(self.left)}")

    def limits(self) -> int:
        return self.total

    def _one(self, name: str, low: int | None, high: int | None) -> int:
        y = self.left.pop(name, 0)
        side = high if y > 0 else low
        if y and side is None:
            raise Wrong(f"a leaf that leans on a side that {name} has not")
        self.total += y * (side or 0)
        return y

    def _take(self, name: str, high: int, start: int = 1, end: int | None = None) -> list[int]:
        """The multipliers of a line's stages, from stage 0 on; 0 where the line is not."""
        stages = self.claim.stages
        found = [0] * (stages + 2)
        for t in range(start, (stages if end is None else end) + 1):
            found[t] = self._one(f"{name}:{t}", None, high)
        return found

    def _count(self, order: int, side: str) -> int:
        return sum(
            len(each.items)
            for each in self.ground.classes
            if any(order in getattr(person, side) for person in each.one)
        )

    def _worth(self, party: str) -> tuple[int, int]:
        return self.ground.worth.get(party, (1, 1))

    def _exposure(self, name: str, party: str, limit: int) -> int:
        """Take a ceiling's multipliers, summed from the last stage back; returns their sum."""
        taken = self._take(f"{name}:{party}", self._worth(party)[1] * limit)
        later = self.owed.setdefault(party, [0] * (self.claim.stages + 2))
        running = 0
        for t in range(self.claim.stages, 0, -1):
            running += taken[t]
            later[t] += running
        return running

    def _settled(self, name: str, value: int) -> int:
        if self.claim.kind == "stages":
            return 0
        return self._one(f"level:{name}", value, None)

    def best(self, number: int, option: int, *, aim: bool) -> int:
        """The most that an item brings by an option, over the stages open to it."""
        each = self.ground.classes[number]
        first, last = self.proof.spans[number]
        load: dict[str, int] = {}
        for way in each.options[option]:
            for leg in way:
                load[leg] = load.get(leg, 0) + 1
        given, got = _sides(each)
        members = len(each.one)
        firsts = sorted({n for person in each.one for n in person.first})
        thens = sorted({n for person in each.one for n in person.then})
        weight = sum(y * _early(each, level) for level, y in self.settled)
        levels = self.ground.levels
        own = _early(each, levels.index(self.claim.kind)) if self.claim.kind in levels else 0
        values = []
        for t in range(first, last + 1):
            value = -members * self.freed - weight * (self.claim.stages - t)
            if aim and self.claim.kind == "stages":
                value += SCALE * members
            elif aim:
                value += SCALE * own * (self.claim.stages - t)
            value -= sum(count * self.seats[leg][t] for leg, count in load.items())
            for party, later in self.owed.items():
                owed, for_each = self._worth(party)
                value -= for_each * given.get(party, 0) * later[t]
                value += owed * got.get(party, 0) * later[t + 1]
            value -= sum(self.first[n][t] for n in firsts)
            value -= sum(self.then[n][t] for n in thens)
            if self.sums:
                value -= self.sums.get(f"c{number + 1}@{t}/{option}", 0)
            values.append(value)
        return max(values, default=0)

    def switches(self, *, aim: bool) -> int:
        """The most that the switches bring."""
        total, stages = 0, self.claim.stages
        for n, order in enumerate(self.ground.orders):
            for t in range(1, stages):
                value = -self.many[n] * self.first[n][t + 1] + self.others[n] * self.then[n][t + 1]
                value += self.turn[n][t - 1] - self.turn[n][t]
                total += max(0, value - self.sums.get(f"done:{order}:{t}", 0))
        for t in range(1, stages + 1):
            best = 0
            for s, legs in enumerate(self.ground.sets, 1):
                value = sum(
                    self.ground.legs[leg].seats * self.seats[leg][t]
                    for leg in legs
                    if leg in self.ground.legs
                )
                value -= self.uses[s - 1] + self.sums.get(f"set:{s}@{t}", 0)
                best = max(best, value)
            total += best
        for s in range(1, len(self.ground.sets) + 1):
            value = self.uses[s - 1] - self.sums.get(f"uses:{s}", 0)
            total += max(0, value) * stages
        if self.claim.top is not None:
            value = (SCALE if aim else 0) - self.calm - self.sums.get("calm", 0)
            total += max(0, value) * self.claim.top
        return total


def _sides(each: Class) -> tuple[dict[str, int], dict[str, int]]:
    given: dict[str, int] = {}
    got: dict[str, int] = {}
    for person in each.one:
        if person.holder != person.beneficiary:
            given[person.holder] = given.get(person.holder, 0) + 1
            got[person.beneficiary] = got.get(person.beneficiary, 0) + 1
    return given, got


def _early(each: Class, level: int) -> int:
    """People of an item whom a level of the objective puts first, by its place among such."""
    return sum(level in person.early for person in each.one)


def _windows(ground: Ground) -> list[tuple[int, int] | None]:
    """How many stages the orders put before a class and after it; None in a circle of orders."""
    firsts = [{n for p in each.one for n in p.first} for each in ground.classes]
    thens = [{n for p in each.one for n in p.then} for each in ground.classes]
    most = len(ground.orders)

    def longest(own: list[set[int]], other: list[set[int]]) -> list[int]:
        depth = [0] * len(own)
        for _ in range(most + 1):
            depth = [
                max(
                    (
                        depth[before] + 1
                        for order in orders
                        for before in range(len(other))
                        if order in other[before]
                    ),
                    default=0,
                )
                for orders in own
            ]
        return depth

    pairs = zip(longest(thens, firsts), longest(firsts, thens), firsts, thens, strict=True)
    return [
        None if max(ahead, behind) > most or first & then else (ahead, behind)
        for ahead, behind, first, then in pairs
    ]
