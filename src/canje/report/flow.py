"""The flow figure: who frees people, for whom, and where they go; widths are numbers of people.

Three columns of nodes and two of ribbons between them. A ribbon keeps its holder's colour. Nodes
are set so far apart that no label meets another; from right to left the whole is mirrored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from attrs import define, field, frozen
from markupsafe import Markup

from canje.clear.plan import Plan
from canje.report.names import Names
from canje.report.svg import drawing, isolated, tag, wrapped
from canje.report.words import Words

MOST = 12
"""Nodes in a column of the figure; the smallest beyond are drawn as one. The table has them all."""

COLOURS = 8
OTHERS = "\0others"


class Flow(NamedTuple):
    """So many people go this way."""

    holder: str
    beneficiary: str
    destination: str
    people: int

    @property
    def ends(self) -> tuple[str, str, str]:
        """The nodes that it passes, one in each column."""
        return self.holder, self.beneficiary, self.destination


def flows(plan: Plan, names: Names) -> list[Flow]:
    """The ways that the plan's people go, in the order of the case's parties."""
    ways = Counter((each.holder, each.beneficiary, each.destination) for each in plan.people)
    rank = {each: n for n, each in enumerate(names.order({id_ for way in ways for id_ in way}))}
    return [Flow(*way, ways[way]) for way in sorted(ways, key=lambda way: [rank[i] for i in way])]


@frozen
class _Frame:
    """Where things stand in one of the two drawings."""

    key: str
    width: float
    bars: tuple[tuple[float, float], ...]  # left edge and width of each column's bars
    label_width: float
    size: float  # of letters
    depth: float  # what all the people together take
    beside: bool  # labels beside the bars, or above them
    gap: float


_WIDE = _Frame(
    "flow-wide", 900, ((206, 10), (372, 156), (684, 10)), 192, 14, 250, beside=True, gap=12
)
_NARROW = _Frame(
    "flow-narrow", 360, ((0, 8), (176, 8), (352, 8)), 108, 12, 230, beside=False, gap=16
)
_HEAD = 34.0


@define
class _Node:
    """A party or place in one column."""

    column: int
    key: str
    people: int = 0
    thickness: float = 0
    lines: list[str] = field(factory=list)
    slot: float = 0  # top and height of the room for bar and label
    room: float = 0
    top: float = 0  # of the bar


def figure(flows_: Sequence[Flow], names: Names, words: Words) -> Markup:
    """Both drawings; nothing where nobody moves."""
    if not flows_:
        return Markup("")
    title = words("flow.title")
    told = Markup(" ").join(
        words(
            "flow.one",
            each.people,
            holder=isolated(names.known(each.holder)),
            beneficiary=isolated(names.known(each.beneficiary)),
            destination=isolated(names.place(each.destination)),
        )
        for each in flows_[:40]
    )
    desc = words("flow.desc", flows=told)
    return Markup("").join(
        _Drawing(frame, flows_, names, words).svg(title, desc) for frame in (_WIDE, _NARROW)
    )


class _Drawing:
    """One drawing on its way from counts to places."""

    def __init__(self, frame: _Frame, flows_: Sequence[Flow], names: Names, words: Words) -> None:
        self.frame, self.names, self.words = frame, names, words
        self.flows = _gathered(flows_)
        scale = frame.depth / sum(each.people for each in self.flows)
        self.thick = [max(1.5, each.people * scale) for each in self.flows]
        self.hidden = [
            len({each.ends[column] for each in flows_} - {each.ends[column] for each in self.flows})
            for column in range(3)
        ]
        self.columns = self._columns()
        self.height = self._stack()
        self.offsets = self._offsets()

    def svg(self, title: Markup, desc: Markup) -> Markup:
        frame = self.frame
        ribbons = [self._ribbon(number) for number in range(len(self.flows))]
        nodes = [self._node(node) for column in self.columns for node in column.values()]
        return drawing(
            frame.key, frame.width, self.height, title, desc, *self._heads(), *ribbons, *nodes
        )

    def _columns(self) -> list[dict[str, _Node]]:
        """The nodes of each column, ordered by where their people come from."""
        columns: list[dict[str, _Node]] = []
        place: dict[str, int] = {}
        for column in range(3):
            nodes: dict[str, _Node] = {}
            pull: defaultdict[str, int] = defaultdict(int)
            for each, thick in zip(self.flows, self.thick, strict=True):
                node = nodes.setdefault(each.ends[column], _Node(column, each.ends[column]))
                node.people += each.people
                node.thickness += thick
                pull[node.key] += each.people * place.get(each.ends[column - 1], 0)
            rank = {key: number for number, key in enumerate(self.names.order(nodes))}

            def sort_key(
                node: _Node, pull: dict[str, int] = pull, rank: dict[str, int] = rank
            ) -> tuple[bool, float, int]:
                return node.key == OTHERS, pull[node.key] / node.people, rank[node.key]

            nodes = {node.key: node for node in sorted(nodes.values(), key=sort_key)}
            place = {key: number for number, key in enumerate(nodes)}
            columns.append(nodes)
        return columns

    def _stack(self) -> float:
        """Give every node its room and its bar; returns the height of the drawing."""
        frame = self.frame
        line = frame.size * 1.3
        heights = []
        for nodes in self.columns:
            for node in nodes.values():
                node.lines = [*self._label(node), self.words.number(node.people)]
                label = len(node.lines) * line
                node.room = (
                    max(node.thickness, label + (16 if node.column == 1 else 4))
                    if frame.beside
                    else label + 5 + node.thickness
                )
            heights.append(sum(node.room for node in nodes.values()) + frame.gap * (len(nodes) - 1))
        for nodes, height in zip(self.columns, heights, strict=True):
            top = _HEAD + (max(heights) - height) / 2
            for node in nodes.values():
                node.slot = top
                node.top = (
                    top + (node.room - node.thickness) / 2
                    if frame.beside
                    else top + node.room - node.thickness
                )
                top += node.room + frame.gap
        return _HEAD + max(heights) + 4

    def _label(self, node: _Node) -> list[str]:
        if node.key == OTHERS:
            name = str(self.words("others", self.hidden[node.column]))
        else:
            name = self.names.place(node.key) if node.column == 2 else self.names.known(node.key)
        width = self.frame.label_width
        if node.column == 1 and self.frame.beside:
            width = self.frame.bars[1][1] - 20
        return wrapped(name, width, self.frame.size, 3)

    def _x(self, x: float) -> float:
        return self.frame.width - x if self.words.rtl else x

    def _heads(self) -> Iterable[Markup]:
        for column, key in enumerate(("flow.holder", "flow.beneficiary", "flow.destination")):
            x, anchor = self._anchor(column)
            yield tag("text", self.words(key), x=x, y=14.0, text_anchor=anchor, class_="head")

    def _anchor(self, column: int) -> tuple[float, str]:
        """Where the texts of a column stand, and by which end they are held."""
        left, width = self.frame.bars[column]
        start, end = ("end", "start") if self.words.rtl else ("start", "end")
        if column == 1:
            return self._x(left + width / 2), "middle"
        if self.frame.beside:
            outward = left - 12 if column == 0 else left + width + 12
            return self._x(outward), end if column == 0 else start
        return self._x(left if column == 0 else left + width), start if column == 0 else end

    def _node(self, node: _Node) -> Markup:
        frame = self.frame
        left, width = frame.bars[node.column]
        card = node.column == 1 and frame.beside
        x, anchor = self._anchor(node.column)
        line = frame.size * 1.3
        block = len(node.lines) * line
        top = node.slot + (node.room - block) / 2 if frame.beside else node.slot
        last = len(node.lines) - 1
        texts = [
            tag(
                "text",
                isolated(each),
                x=x,
                y=top + (number + 0.78) * line,
                text_anchor=anchor,
                class_="count" if number == last else "name",
            )
            for number, each in enumerate(node.lines)
        ]
        bar = tag(
            "rect",
            x=self._x(left + width) if self.words.rtl else float(left),
            y=node.slot if card else node.top,
            width=float(width),
            height=node.room if card else node.thickness,
            rx=8 if card else 2,
            class_="card" if card else f"node {self._colour(node)}",
        )
        return tag("g", bar, *texts)

    def _colour(self, node: _Node) -> str:
        return self._holder_colour(node.key) if node.column == 0 else "plain"

    def _holder_colour(self, holder: str) -> str:
        return f"k{list(self.columns[0]).index(holder) % COLOURS + 1}"

    def _ribbon(self, number: int) -> Markup:
        each, thick = self.flows[number], self.thick[number]
        offsets = self.offsets[number]
        parts = []
        for side in (0, 1):
            left, width = self.frame.bars[side]
            x0, x1 = self._x(left + width), self._x(self.frame.bars[side + 1][0])
            y0 = self.columns[side][each.ends[side]].top + offsets[2 * side]
            y1 = self.columns[side + 1][each.ends[side + 1]].top + offsets[2 * side + 1]
            parts.append(_band(x0, y0, x1, y1, thick))
        told = self.words(
            "flow.one",
            each.people,
            holder=isolated(self._spoken(0, each.holder)),
            beneficiary=isolated(self._spoken(1, each.beneficiary)),
            destination=isolated(self._spoken(2, each.destination)),
        )
        path = tag("path", tag("title", told), d=" ".join(parts))
        return tag("g", path, class_=f"ribbon {self._holder_colour(each.holder)}")

    def _spoken(self, column: int, key: str) -> str:
        if key == OTHERS:
            return str(self.words("others", self.hidden[column]))
        return self.names.place(key) if column == 2 else self.names.known(key)

    def _offsets(self) -> list[list[float]]:
        """For each flow how far below the top of its bars it begins: out, in, out, in."""
        at = [{key: n for n, key in enumerate(column)} for column in self.columns]
        orders: tuple[tuple[int, Callable[[tuple[str, str, str]], tuple[int, int]]], ...] = (
            (0, lambda ends: (at[1][ends[1]], at[2][ends[2]])),
            (1, lambda ends: (at[0][ends[0]], at[2][ends[2]])),
            (1, lambda ends: (at[2][ends[2]], at[0][ends[0]])),
            (2, lambda ends: (at[1][ends[1]], at[0][ends[0]])),
        )
        offsets = [[0.0] * 4 for _ in self.flows]
        for end, (column, key) in enumerate(orders):
            filled: defaultdict[str, float] = defaultdict(float)
            for number in sorted(range(len(self.flows)), key=lambda n: key(self.flows[n].ends)):
                node = self.flows[number].ends[column]
                offsets[number][end] = filled[node]
                filled[node] += self.thick[number]
        return offsets


def _gathered(flows_: Sequence[Flow]) -> list[Flow]:
    """The flows with the smallest nodes of a crowded column taken as one."""
    rename: list[dict[str, str]] = []
    for column in range(3):
        sums: Counter[str] = Counter()
        for each in flows_:
            sums[each.ends[column]] += each.people
        kept = sorted(sums, key=lambda key: (-sums[key], key))
        small = kept[MOST - 1 :] if len(kept) > MOST else []
        rename.append(dict.fromkeys(small, OTHERS))
    together: Counter[tuple[str, str, str]] = Counter()
    for each in flows_:
        a, b, c = (names.get(end, end) for names, end in zip(rename, each.ends, strict=True))
        together[a, b, c] += each.people
    return [Flow(*way, people) for way, people in together.items()]


def _band(x0: float, y0: float, x1: float, y1: float, thick: float) -> str:
    """A ribbon from one edge to another, level where it begins and ends."""
    middle = (x0 + x1) / 2
    return (
        f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"V{y1 + thick:.1f}C{middle:.1f} {y1 + thick:.1f} {middle:.1f} {y0 + thick:.1f} "
        f"{x0:.1f} {y0 + thick:.1f}Z"
    )
