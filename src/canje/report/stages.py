"""The stages on a page: a timeline of who moves, each party's exposure under it, and the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen
from markupsafe import Markup

from canje.case.case import Case
from canje.clear.plan import Plan
from canje.report.names import Names, code, own
from canje.report.svg import drawing, isolated, tag, text_width, wrapped
from canje.report.words import Words
from canje.stage.schedule import Exposure, Schedule, Stage
from canje.terms.term import Guard, resolved

COLOURS = 8


@frozen
class Row:
    """A stage as the table has it."""

    number: int
    day: int
    rides: tuple[tuple[Markup, int], ...]
    waits: tuple[Markup, ...]
    exposures: tuple[int, ...]
    people: int


def rows(schedule: Schedule, case: Case, names: Names) -> list[Row]:
    """A row a stage; a guard is told in full at the first stage that waits for it."""
    needs = _needs(case)
    seen: set[str] = set()
    made = []
    for place, stage in enumerate(schedule.stages):
        waits = []
        for guard in stage.waits:
            key = "stages.waits.still" if guard in seen else "stages.waits"
            said = code(guard) if guard in seen else own(needs.get(guard, guard))
            waits.append(names.words(key, needs=said))
            seen.add(guard)
        made.append(
            Row(
                stage.number,
                stage.day,
                tuple((_leg(ride.leg, case, names), len(ride.people)) for ride in stage.rides),
                tuple(waits),
                tuple(each.after[place] for each in _exposures(schedule, names)),
                len(_moved(stage)),
            )
        )
    return made


def _needs(case: Case) -> dict[str, str]:
    found = {wait.id: wait.needs for wait in case.handover.guards}
    for term in case.docket.musts:
        rule = resolved(term.rule, case.docket.facts)
        if isinstance(rule, Guard):
            found[term.id] = rule.needs
    return found


def _leg(leg: str | None, case: Case, names: Names) -> Markup:
    found = next((each for each in case.handover.legs if each.id == leg), None)
    if found is None:
        return names.words("stages.spot" if case.handover.legs else "stages.no-leg")
    places = {place.id: own(place.name) for place in case.handover.places}
    start, end = (places.get(each) or names.to(each) for each in (found.start, found.end))
    way = names.words("stages.way", start=start, end=end)
    return Markup('{} <span class="why">{}</span>').format(way, code(found.id))


def _moved(stage: Stage) -> set[str]:
    """Everybody in a stage once, whatever legs they take."""
    return {person for ride in stage.rides for person in ride.people}


@frozen
class _Frame:
    """Where things stand in one of the two drawings."""

    key: str
    width: float
    left: float
    size: float  # of letters
    tall: float  # the bars of people
    low: float  # the bars of an exposure


_WIDE = _Frame("stages-wide", 900, 58, 13, 120, 58)
_NARROW = _Frame("stages-narrow", 360, 54, 11, 100, 46)
_HEAD, _FOOT, _RIGHT = 26.0, 46.0, 8.0


def figure(schedule: Schedule, plan: Plan, names: Names) -> Markup:
    """Both drawings; nothing where nobody moves."""
    if not schedule.stages:
        return Markup("")
    words = names.words
    title = words("stages.title")
    told = Markup(" ").join(
        words("stages.one", len(_moved(each)), stage=each.number) for each in schedule.stages[:40]
    )
    desc = words("stages.desc", stages=told)
    holder = {each.id: each.holder for each in plan.people}
    return Markup("").join(
        _Drawing(frame, schedule, holder, names).svg(title, desc) for frame in (_WIDE, _NARROW)
    )


class _Drawing:
    """One drawing: the people of each stage, then a strip a party; from right to left mirrored."""

    def __init__(
        self, frame: _Frame, schedule: Schedule, holder: dict[str, str], names: Names
    ) -> None:
        self.frame, self.schedule, self.names = frame, schedule, names
        self.words: Words = names.words
        self.stages = schedule.stages
        self.holders = names.order(set(holder.values()))
        self.given = [
            {
                party: sum(holder.get(person) == party for person in _moved(stage))
                for party in self.holders
            }
            for stage in self.stages
        ]
        self.slot = (frame.width - frame.left - _RIGHT) / len(self.stages)
        self.bar = min(self.slot * 0.72, 64.0)
        self.parts: list[Markup] = []
        self.y = 0.0

    def svg(self, title: Markup, desc: Markup) -> Markup:
        self._legend()
        self._people()
        for exposure in _exposures(self.schedule, self.names):
            self._exposure(exposure)
        return drawing(self.frame.key, self.frame.width, self.y + 6, title, desc, *self.parts)

    def _edge(self, x: float) -> float:
        return self.frame.width - x if self.words.rtl else x

    def _middle(self, place: int) -> float:
        return self._edge(self.frame.left + (place + 0.5) * self.slot)

    @property
    def _start(self) -> str:
        """Text that begins at an edge of the page, whatever way the page runs."""
        return "end" if self.words.rtl else "start"

    def _colour(self, party: str) -> str:
        if party not in self.holders:
            return "plain"
        return f"k{self.holders.index(party) % COLOURS + 1}"

    def _legend(self) -> None:
        """Whose colour is whose, in as many lines as that takes."""
        size = self.frame.size
        self._text(self.words("stages.people"), 0.0, self.y + 14, "head", self._start)
        self.y += 22
        x = 0.0
        for party in self.holders:
            name = wrapped(self.names.known(party), self.frame.width - 30, size, 1)[0]
            width = text_width(name, size) + 34
            if x and x + width > self.frame.width:
                x, self.y = 0.0, self.y + 20
            mark = self._edge(x + 5) - 5
            self.parts.append(
                tag("rect", x=mark, y=self.y + 2, width=10, height=10, rx=2,
                    class_=f"node {self._colour(party)}")
            )  # fmt: skip
            self._text(isolated(name), x + 16, self.y + 11, "", self._start)
            x += width
        self.y += 26 if self.holders else 0

    def _people(self) -> None:
        """A stacked bar a stage, its number and day below; a mark where a guard first waits."""
        most = max(sum(each.values()) for each in self.given) or 1
        guarded = any(stage.waits for stage in self.stages)
        top = self.y + (32 if guarded else 18)
        floor = top + self.frame.tall
        seen: set[str] = set()
        for place, (stage, given) in enumerate(zip(self.stages, self.given, strict=True)):
            x, y = self._middle(place), floor
            for party, count in given.items():
                if count:
                    height = max(1.5, self.frame.tall * count / most)
                    y -= height
                    self.parts.append(
                        tag("rect", self._tip("stages.of", party, count), x=x - self.bar / 2, y=y,
                            width=self.bar, height=height, class_=f"node {self._colour(party)}")
                    )  # fmt: skip
            self._number(sum(given.values()), x, y - 6)
            waits = [guard for guard in stage.waits if guard not in seen]
            seen.update(waits)
            if waits:
                self._diamond(x, y - (24 if self._fits(sum(given.values())) else 10), waits)
        self._rule(floor, "zero")
        self._axis(floor)
        self.y = floor + _FOOT

    def _axis(self, floor: float) -> None:
        """Stages by number, as many as fit; a line where a day begins, and the day."""
        stride = self._stride()
        for place, stage in enumerate(self.stages):
            if place % stride == 0:
                self.parts.append(
                    tag("text", isolated(self.words.number(stage.number)), x=self._middle(place),
                        y=floor + 16, text_anchor="middle", class_="tick")
                )  # fmt: skip
        self._text(self.words("stages.stage"), 0.0, floor + 16, "tick", self._start, within=True)
        days = [(place, stage.day) for place, stage in enumerate(self.stages)]
        begins = [each for each in days if not each[0] or each[1] != days[each[0] - 1][1]]
        if len(begins) < 2:
            return
        self._text(self.words("stages.day"), 0.0, floor + 33, "tick", self._start, within=True)
        last = -1e9
        for place, day in begins:
            middle = self.frame.left + (place + 0.5) * self.slot
            label = self.words.number(day)
            half = text_width(label, self.frame.size) / 2 + 4
            if middle - half >= last:
                last = middle + half
                self.parts.append(
                    tag("text", isolated(label), x=self._edge(middle), y=floor + 33,
                        text_anchor="middle", class_="tick")
                )  # fmt: skip

    def _exposure(self, exposure: Exposure) -> None:
        """A strip: bars up from the line for what is exposed, down for what is ahead."""
        limit = exposure.limit
        said = self.words(
            "stages.worst",
            party=isolated(self.names.known(exposure.party)),
            worst=isolated(self.words.number(max(exposure.after))),
        )
        if limit is not None:
            tolerated = self.words("stages.limit", limit=isolated(self.words.number(limit)))
            said = said + self.words("list.comma") + tolerated
        whole = Markup("\u2068{}\u2069").format(said)  # runs as its own words do
        self._text(whole, 0.0, self.y + 16, "head", self._start)
        top = self.y + _HEAD + 14
        high = max(*exposure.after, limit or 0, 0)
        low = min(*exposure.after, 0)
        scale = self.frame.low / ((high - low) or 1)
        line = top + high * scale
        fit = all(map(self._fits, exposure.after))
        for place, value in enumerate(exposure.after):
            height = max(abs(value) * scale, 1.0 if value else 0.0)
            kind = "node" if value > 0 else "ahead"
            x, y = self._middle(place), line - height if value > 0 else line
            self.parts.append(
                tag("rect", self._tip("stages.exposed", exposure.party, value),
                    x=x - self.bar / 2, y=y, width=self.bar, height=height,
                    class_=f"{kind} {self._colour(exposure.party)}")
            )  # fmt: skip
            if fit or value == max(exposure.after):
                self._number(value, x, y - 4 if value >= 0 else line + height + 11)
        self._rule(line, "zero")
        if limit is not None:
            self._rule(line - limit * scale, "now")
        self.y = top + self.frame.low + (18 if low < 0 else 8)

    def _tip(self, key: str, party: str, count: int) -> Markup:
        said = self.words(key, party=isolated(self.names.known(party)))
        return tag("title", said, ": ", isolated(self.words.number(count)))

    def _fits(self, value: int) -> bool:
        return text_width(self.words.number(value), self.frame.size - 1) <= self.slot

    def _number(self, value: int, x: float, y: float) -> None:
        """A number at its bar, where it has room."""
        if self._fits(value):
            self.parts.append(
                tag("text", isolated(self.words.number(value)), x=x, y=y, text_anchor="middle",
                    class_="tick")
            )  # fmt: skip

    def _diamond(self, x: float, y: float, waits: list[str]) -> None:
        half = min(6.0, self.bar / 2)
        points = f"{x:.1f},{y - half:.1f} {x + half:.1f},{y:.1f} {x:.1f},{y + half:.1f}"
        needs = self.words("stages.waits", needs=isolated(", ".join(waits)))
        self.parts.append(
            tag("polygon", tag("title", needs), points=f"{points} {x - half:.1f},{y:.1f}",
                class_="wait")
        )  # fmt: skip

    def _rule(self, y: float, kind: str) -> None:
        ends = self._edge(self.frame.left), self._edge(self.frame.width - _RIGHT)
        self.parts.append(tag("line", x1=ends[0], x2=ends[1], y1=y, y2=y, class_=kind))

    def _text(
        self, said: object, x: float, y: float, kind: str, anchor: str, *, within: bool = False
    ) -> None:
        """A text from an edge inwards; `within` the margin only as much as has room."""
        if within and isinstance(said, Markup):
            said = wrapped(str(said), self.frame.left - 4, self.frame.size, 1)[0]
        self.parts.append(
            tag("text", said, x=self._edge(x), y=y, text_anchor=anchor, class_=kind or None)
        )

    def _stride(self) -> int:
        widest = text_width(self.words.number(len(self.stages)), self.frame.size) + 6
        strides: Sequence[int] = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
        return next((each for each in strides if each * self.slot >= widest), strides[-1])


def sentences(schedule: Schedule, words: Words) -> Iterator[Markup]:
    """What is to be said of the stages before they are shown."""
    if not schedule.stages:
        return
    yield words("stages.lead", len(schedule.stages))
    bound = words.number(schedule.bound or 0)
    yield words(f"stages.{schedule.outcome}", bound=bound)
    if schedule.exposures:
        yield words("stages.exposure")


def parties(schedule: Schedule, names: Names) -> list[str]:
    """The parties whose exposure is shown, in the order of the rows' figures."""
    return [each.party for each in _exposures(schedule, names)]


def _exposures(schedule: Schedule, names: Names) -> list[Exposure]:
    """Exposures in the order in which the case lists its parties."""
    by_party = {each.party: each for each in schedule.exposures}
    return [by_party[party] for party in names.order(by_party)]
