"""The bound of each level, from the plan's certificate alone, in whole numbers.

A leaf with duals y (in units of 1/D) gives, by weak duality,

    B(y) = floor((sum over items of max(0, max over options of (D c - sum of y a))
                  + sum over unknowns of max(0, D c - sum of y a)
                  + sum over rows of (y > 0 ? y high : y low)) / D)

and no plan that meets the leaf's branches reaches more than B. The branches of a split leave no
plan out: one side counts at most `at`, the other at least `at + 1`, of a number that is whole
because it counts people, items or an unknown of 0 or 1. So the largest B of all leaves holds for
every plan; a leaf `farkas` (c = 0 and B < 0) has no plan at all.

A split may also weigh pieces of a class: piece m is 1 where more than m of its items are freed,
else 0, and costs its price where it is 1. Then n items of the class bring at most the n largest of
their best options, whatever is chosen, less the prices of its first n pieces. So in place of the
sum over its items stands the largest of that for n from 0 up to all of them.

Items alike in all that the certificate speaks of are evaluated once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from attrs import evolve, field, frozen

from canje.base.refusals import Book
from canje.clear.check.canonical import Json
from canje.clear.check.codes import SAFE, Alike, Exact, Ints, dense, dot, largest
from canje.clear.check.form import SCALE

CELLS = 1 << 21
"""Numbers that one batch of leaves may take in memory."""


@frozen(eq=False)
class Row:
    """A row of the system over options: so much (`weights`) for each of `options`."""

    options: Ints
    weights: Exact
    low: int | None
    high: int | None
    unknowns: Mapping[str, int] = field(factory=dict)
    pieces: Ints = field(factory=lambda: np.zeros((0, 3), np.int64))
    """Class, number m and weight of each piece."""


def sparse(values: Exact, low: int | None = None, high: int | None = None) -> Row:
    """A row from the weight of every option."""
    options = np.flatnonzero(values)
    return Row(options, values[options], low, high)


@frozen(eq=False)
class Frame:
    """The options of all items that can move, kind by kind.

    `start`: where the options of each kind of items begin; none is without. `count`: how many
    items are of the kind. `of_class`: the class of each, or -1; items of two classes that a split
    has pieces of are of two kinds.
    """

    start: Ints
    count: Ints
    options: int
    of_class: Ints


@frozen(eq=False)
class Aim:
    """What is maximised: a row without sides."""

    row: Row


@frozen(eq=False)
class Leaf:
    """`duals` over rows by name; `branches` from the root on, each a set with its sides."""

    where: str
    duals: Mapping[str, int]
    farkas: bool
    branches: tuple[tuple[str, int | None, int | None], ...]


Over = Callable[[Json], Row | None]
"""What a split counts: the row of a set written in the certificate, or None where it is none."""


def bound_of(
    tree: Json, frame: Frame, rows: Mapping[str, Row], aim: Row | None, over: Over, book: Book
) -> tuple[int | None, int] | None:
    """The largest bound over the leaves of a tree (None where no leaf has one) and their number.

    None where the tree is none; what is wrong with it is in the book.
    """
    before = book.count
    sets: dict[str, Row] = {}
    leaves = list(_leaves(tree, sets, over, book))
    for leaf in leaves:
        _sides(leaf, rows, book)
        if aim is None and not leaf.farkas:
            book.refuse("farkas", leaf.where, said="duals")
    if book.count > before:
        return None
    if len(leaves) > 16:
        frame, rows, sets, aim = _merged(frame, rows, sets, aim)
    best: int | None = None
    batch = max(1, min(256, CELLS // max(1, frame.options)))
    for first in range(0, len(leaves), batch):
        part = leaves[first : first + batch]
        for leaf, total in zip(part, _totals(part, frame, rows, sets, aim), strict=True):
            if not leaf.farkas:
                best = total // SCALE if best is None else max(best, total // SCALE)
            elif total >= 0:
                book.refuse("farkas", leaf.where, found=f"{total // SCALE}")
    return None if book.count > before else (best, len(leaves))


def _leaves(tree: Json, sets: dict[str, Row], over: Over, book: Book) -> Iterator[Leaf]:
    """The leaves from left to right; without recursion, as deep as a tree may be."""
    pending: list[tuple[Json, str, tuple[tuple[str, int | None, int | None], ...]]]
    pending = [(tree, "", ())]
    while pending:
        node, path, branches = pending.pop()
        where = f"leaf {path or 'root'}"
        keys = set(node) if type(node) is dict else set()
        if keys == {"split", "at", "le", "ge"}:
            name = repr(node["split"])
            row = sets.get(name) or over(node["split"])
            if row is None or type(node["at"]) is not int:
                book.refuse("split", where, said=node["split"])
                continue
            sets[name] = row
            at = node["at"]
            pending.append((node["ge"], path + ">", (*branches, (name, at + 1, None))))
            pending.append((node["le"], path + "<", (*branches, (name, None, at))))
        elif keys in ({"duals"}, {"farkas"}):
            (kind,) = keys
            duals = node[kind]
            if type(duals) is dict and set(map(type, duals.values())) <= {int}:
                yield Leaf(where, duals, kind == "farkas", branches)
            else:
                book.refuse("certificate", where, found="duals are whole numbers by row")
        else:
            book.refuse("certificate", where, said=sorted(keys) or node)


def _sides(leaf: Leaf, rows: Mapping[str, Row], book: Book) -> None:
    """Every row used exists in the leaf and has the side that its dual leans on."""
    for name, dual in leaf.duals.items():
        low, high = _ends(name, leaf, rows)
        if low is None and high is None:
            book.refuse("leaf-row", leaf.where, said=name)
        elif (dual > 0 and high is None) or (dual < 0 and low is None):
            book.refuse("leaf-side", leaf.where, said=f"{name}: {dual}")


def _branch(name: str, leaf: Leaf) -> tuple[str, int | None, int | None] | None:
    prefix, _, depth = name.partition(":")
    if prefix != "branch" or not depth.isascii() or not depth.isdigit() or len(depth) > 9:
        return None
    if int(depth) >= len(leaf.branches) or str(int(depth)) != depth:
        return None
    return leaf.branches[int(depth)]


def _ends(name: str, leaf: Leaf, rows: Mapping[str, Row]) -> tuple[int | None, int | None]:
    if branch := _branch(name, leaf):
        return branch[1], branch[2]
    row = rows.get(name)
    return (row.low, row.high) if row else (None, None)


def _totals(
    leaves: Sequence[Leaf],
    frame: Frame,
    rows: Mapping[str, Row],
    sets: Mapping[str, Row],
    aim: Row | None,
) -> list[int]:
    """D times the bound of each leaf before it is rounded down."""
    totals: list[int] = []
    prices: dict[str, tuple[Row, list[int]]] = {}
    for place, leaf in enumerate(leaves):
        constant = 0
        for name, dual in leaf.duals.items():
            if not dual:
                continue
            low, high = _ends(name, leaf, rows)
            side = high if dual > 0 else low
            constant += dual * side if side is not None else 0
            branch = _branch(name, leaf)
            key = "set " + branch[0] if branch else "row " + name
            row = sets[branch[0]] if branch else rows[name]
            prices.setdefault(key, (row, [0] * len(leaves)))[1][place] += dual
        totals.append(constant)
    goal = [0 if leaf.farkas else SCALE for leaf in leaves]
    values = _values(frame.options, prices, aim, goal)
    if frame.options:
        best = np.maximum.reduceat(values, frame.start, axis=0)
        for place in range(len(leaves)):
            totals[place] += dot(frame.count, np.maximum(best[:, place], 0))
        for place in range(len(leaves)):
            dues = [
                (row.pieces, duals[place])
                for row, duals in prices.values()
                if duals[place] and len(row.pieces)
            ]
            totals[place] += _of_pieces(best[:, place], frame, dues) if dues else 0
    for place, gain in enumerate(_unknowns(prices, aim, goal)):
        totals[place] += gain
    return totals


def _of_pieces(brought: Exact, frame: Frame, dues: Sequence[tuple[Ints, int]]) -> int:
    """What classes bring whose pieces cost something, less what their items would bring alone.

    `brought` is by kind of items, `dues` are pieces with what each unit of their weight costs.
    """
    classes = np.unique(np.concatenate([pieces[:, 0] for pieces, _ in dues]))
    kinds = np.flatnonzero(np.isin(frame.of_class, classes))
    kinds = kinds[np.argsort(-brought[kinds], kind="stable")]
    kinds = kinds[np.argsort(frame.of_class[kinds], kind="stable")]
    brought, count = brought[kinds], frame.count[kinds]
    reach = largest(brought) + sum(abs(due) * largest(pieces[:, 2]) for pieces, due in dues)
    wide = np.dtype(np.int64 if 2 * reach * (int(count.sum()) + 1) < SAFE else object)
    items = np.repeat(brought.astype(wide), count)
    size = np.zeros(int(classes[-1]) + 1, np.int64)
    np.add.at(size, frame.of_class[kinds], count)
    first = np.cumsum(size) - size
    for pieces, due in dues:
        np.subtract.at(items, first[pieces[:, 0]] + pieces[:, 1], due * pieces[:, 2].astype(wide))
    run = np.concatenate([np.zeros(1, wide), np.cumsum(items)])
    most = np.maximum.reduceat(run[1:], first[classes]) - run[first[classes]]
    return int(sum(np.maximum(most, 0).tolist())) - dot(count, np.maximum(brought, 0))


def _values(
    options: int,
    prices: Mapping[str, tuple[Row, list[int]]],
    aim: Row | None,
    goal: Sequence[int],
) -> Exact:
    """For each option (down) and leaf (across): D c less the sum of y a."""
    reach = SCALE * largest(aim.weights) if aim else 0
    reach += sum(max(map(abs, duals)) * largest(row.weights) for row, duals in prices.values())
    width = np.dtype(np.int64 if reach < SAFE else object)
    values: Exact
    if reach < SAFE:
        values = np.zeros((options, len(goal)), np.int64)
    else:
        values = np.full((options, len(goal)), 0, object)
    if aim is not None and len(aim.options):
        values[aim.options] = np.outer(aim.weights.astype(width), np.array(goal, width))
    for row, duals in prices.values():
        # a row that no option is in has an empty array of duals too wide for 64 bits, perhaps
        if len(row.options):
            values[row.options] -= np.outer(row.weights.astype(width), np.array(duals, width))
    return values


def _unknowns(
    prices: Mapping[str, tuple[Row, list[int]]], aim: Row | None, goal: Sequence[int]
) -> list[int]:
    """What the 0/1 unknowns add to each leaf."""
    values: dict[str, list[int]] = {}
    if aim is not None:
        for name, weight in aim.unknowns.items():
            values[name] = [each * weight for each in goal]
    for row, duals in prices.values():
        for name, weight in row.unknowns.items():
            value = values.setdefault(name, [0] * len(goal))
            for place, dual in enumerate(duals):
                value[place] -= dual * weight
    return [sum(max(0, each[place]) for each in values.values()) for place in range(len(goal))]


def _merged(
    frame: Frame, rows: Mapping[str, Row], sets: Mapping[str, Row], aim: Row | None
) -> tuple[Frame, Mapping[str, Row], dict[str, Row], Row | None]:
    """The same problem with items of equal options taken together."""
    every = [*rows.values(), *sets.values()] + ([aim] if aim else [])
    code = alike_options(frame.options, every)
    classes = int(code.max()) + 1 if len(code) else 1
    sizes = np.diff(np.append(frame.start, frame.options))
    alike = Alike(len(sizes))
    alike.by(sizes, int(sizes.max(initial=0)) + 1)
    for place in range(int(sizes.max(initial=0))):
        there = sizes > place
        value = np.zeros(len(sizes), np.int64)
        value[there] = code[frame.start[there] + place] + 1
        alike.by(value, classes + 1)
    pieced = np.concatenate([row.pieces[:, 0] for row in every])
    alike.by(np.where(np.isin(frame.of_class, pieced), frame.of_class + 1, 0), len(sizes) + 1)
    group, reps = alike.groups()
    count = np.zeros(len(reps), np.int64)
    np.add.at(count, group, frame.count)
    kept_sizes = sizes[reps]
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept_sizes)])
    new = np.full(frame.options, -1, np.int64)
    old = np.repeat(frame.start[reps] - start[:-1], kept_sizes) + np.arange(start[-1])
    new[old] = np.arange(len(old))

    def narrowed(row: Row) -> Row:
        place = new[row.options]
        kept = place >= 0
        return evolve(row, options=place[kept], weights=row.weights[kept])

    return (
        Frame(start[:-1], count, int(start[-1]), frame.of_class[reps]),
        {name: narrowed(row) for name, row in rows.items()},
        {name: narrowed(row) for name, row in sets.items()},
        narrowed(aim) if aim else None,
    )


def alike_options(options: int, rows: Sequence[Row]) -> Ints:
    """A code for each option: the same where the options have the same weight in every row."""
    code = np.zeros(options, np.int64)
    count = 1
    for row in rows:
        if not len(row.options):
            continue
        _, weight = np.unique(row.weights, return_inverse=True)
        weights = int(weight.max()) + 1
        fresh, reps = dense(code[row.options] * weights + weight, count * weights)
        code[row.options] = count + fresh  # numbers that no option outside the row has
        count += len(reps)
    return dense(code, count)[0]
