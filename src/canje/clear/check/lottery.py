"""The lottery of a plan: every row of its table a plan as good, every chance as told.

A row of the table gives counts by class and option; of a class the upper bands go first (`bands`).
That it is fair is a matter of its floors (`floors`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

from canje.base.refusals import Book
from canje.clear.check.bands import Bands
from canje.clear.check.bound import Row
from canje.clear.check.canonical import Json, encode
from canje.clear.check.codes import Exact, Ints
from canje.clear.check.field import Stage
from canje.clear.check.form import Plan
from canje.clear.check.members import Classes
from canje.clear.check.people import Found
from canje.clear.check.rows import Builder, Lines, Meaning, Meant, Sum, Whole
from canje.clear.check.traits import choices_of, preferred
from canje.terms.docket import DESK, First, Prefer
from canje.terms.docket import Freed as FreedLevel
from canje.terms.term import Pool


class Lottery:
    """Confirms `draw.lottery`; what is wrong goes into the book."""

    def __init__(
        self,
        plan: Plan,
        builder: Builder,
        terms: Sequence[Meant],
        rows: Mapping[str, Row],
        levels: Sequence[Stage],
        found: Found,
        groups: Classes,
        book: Book,
    ) -> None:
        self.plan, self.builder, self.terms, self.rows = plan, builder, terms, rows
        self.levels, self.found, self.groups, self.book = levels, found, groups, book
        self.made: Json = plan["draw"]["lottery"]
        self.bands = Bands.of(plan, builder, groups)
        self.spans: list[tuple[int, int]] = []
        for each in plan["classes"]:
            first = self.spans[-1][1] if self.spans else 0
            self.spans.append((first, first + len(each["options"])))
        self.counts = np.zeros((0, 0), np.int64)
        self.held: dict[int, str] = {}
        self.claims: list[str] = []
        self.listed: Ints | None = None

    def run(self) -> list[Fraction] | None:
        """The table and each band's chance by it; None where what follows cannot be asked."""
        before = self.book.count
        self._held()
        if self.book.count > before or not self._table():
            return None
        self._good()
        chances = self._chances()
        return None if self.book.count > before else chances

    def _held(self) -> None:
        """The classes of pools that are somebody's choice, and those that the desk holds."""
        ids = [each["id"] for each in self.plan["classes"]]
        due: dict[int, tuple[str, str]] = {}
        picked: dict[str, tuple[str, int]] = {}
        for meant in sorted(self.terms, key=lambda each: each.term.id):
            if meant.binds and isinstance(meant.rule, Pool) and meant.rule.by != "draw":
                if meant.rule.by != "order":
                    picked[meant.term.id] = (meant.rule.by, meant.rule.choose)
                values = self._columns(self.builder.number(meant.rule.of))
                for number, (first, last) in enumerate(self.spans):
                    if any(values[first:last].tolist()):
                        due[number] = (meant.rule.by, meant.term.id)
        # a choice of places, on which the desk may know people's will, is never drawn over
        choice = {
            number
            for number, each in enumerate(self.plan["classes"])
            if len({place for option in each["options"] for place in option["destination"]}) > 1
        }
        docket = self.builder.ground.docket
        asked = bool(docket.consents) or docket.consent_required
        last_one = -1
        for each in self.made["held"]:
            number = ids.index(each["class"]) if each["class"] in ids else -1
            may = due.get(number, (DESK, None) if number in choice else None)
            if number <= last_one or may != (each["by"], each["term"]):
                self.book.refuse("draw-held", each["class"], said=each["by"])
                continue
            last_one = number
            self.held[number] = each["by"]
        for number in (due.keys() | (choice if asked else set())) - self.held.keys():
            self.book.refuse("draw-held", ids[number], found=due.get(number, (DESK,))[0])
        desk = sum(by == DESK for by in self.held.values())
        if desk and not asked:
            self.claims.append(f"draw-held:{desk}")
        said_of = {each["term"]: each for each in self.made["choices"]}
        wrong = list(said_of) != sorted(picked) or len(said_of) < len(self.made["choices"])
        for term, each in said_of.items():
            by, choose = picked.get(term, ("", -1))
            people = each["people"]
            wrong |= each["by"] != by or len(people) != choose or people != sorted(set(people))
        if wrong:
            self.book.refuse("draw-choice", "draw.lottery.choices", found=", ".join(picked))

    def chosen(self) -> set[str]:
        return {person for each in self.made["choices"] for person in each["people"]}

    def _columns(self, terms: Sum) -> Exact:
        """What a sum gives each option that a class lists: all of a class are alike in it."""
        return self.builder.option_values(terms)[self._options()]

    def _options(self) -> Ints:
        """For each option listed, one of the ground's that is it."""
        if self.listed is None:
            ground, of_item = self.builder.ground, self.groups.of_item
            first = np.full(len(self.spans), -1, np.int64)
            there = np.flatnonzero(of_item >= 0)[::-1]
            first[of_item[there]] = there
            places: list[int] = []
            for number, item in enumerate(first.tolist()):
                kind = int(ground.item_kind[item])
                start = int(ground.option_start[kind])
                own = {choice: start + at for at, choice in enumerate(choices_of(ground, kind))}
                places += [own[choice] for choice in self.groups.choices[number]]
            self.listed = np.array(places, np.int64)
        return self.listed

    def _table(self) -> bool:
        """Rows of the right width, each within the sizes of classes, with tickets that add up."""
        book, outcomes = self.book, self.made["outcomes"]
        width = self.spans[-1][1] if self.spans else 0
        seen: set[str] = set()
        for number, each in enumerate(outcomes):
            where = f"draw.lottery.outcomes[{number}]"
            if len(each["counts"]) != width or each["tickets"] < 1:
                book.refuse("draw-row", where)
                return False
            if any(count < 0 or count > 2**31 for count in each["counts"]):
                book.refuse("draw-row", where)
                return False
            if (key := repr(each["counts"])) in seen:
                book.refuse("draw-row", where, found="a row that stands there already")
            seen.add(key)
        total = sum(each["tickets"] for each in outcomes)
        if not outcomes or total != self.made["tickets"]:
            book.refuse("draw-tickets", "draw.lottery.tickets", self.made["tickets"], total)
            return False
        self.counts = np.array([each["counts"] for each in outcomes], np.int64)
        sizes = [each["size"] for each in self.plan["classes"]]
        for number, (first, last) in enumerate(self.spans):
            if (self.counts[:, first:last].sum(axis=1) > sizes[number]).any():
                book.refuse("draw-row", self.plan["classes"][number]["id"], found=sizes[number])
                return False  # what more than all are worth cannot be asked
        return True

    def _good(self) -> None:
        """Every row keeps the terms, reaches the levels, and leaves alone what is held."""
        counts = self.counts.astype(object)

        def over(terms: Sum) -> list[int]:
            return [int(each) for each in (counts @ self._columns(terms)).tolist()]

        for meant in self.terms:
            if meant.binds and meant.meaning is not None:
                for row, good in enumerate(_holds(meant.meaning, over, len(self.counts))):
                    if not good:
                        where = f"draw.lottery.outcomes[{row}]"
                        self.book.refuse("draw-term", where, found=meant.term.id)
        for stage, said in zip(self.levels, self.plan["objective"], strict=False):
            for row, value in enumerate(self._values(stage, over)):
                if value != said["value"]:
                    where = f"draw.lottery.outcomes[{row}]"
                    self.book.refuse("draw-level", where, said["value"], f"{stage.name}: {value}")
        for name, (columns, value) in self.sums().items():
            for row in np.flatnonzero(self.counts[:, columns].sum(axis=1) != value).tolist():
                self.book.refuse("draw-held", f"draw.lottery.outcomes[{row}]", found=name)

    def _values(self, stage: Stage, over: Callable[[Sum], list[int]]) -> list[int]:
        ground = self.builder.ground
        match stage.level:
            case FreedLevel():
                members = [each["members"] for each in self.plan["classes"]]
                of = np.array([m for m, (a, b) in zip(members, self.spans, strict=True)
                               for _ in range(a, b)], np.int64)  # fmt: skip
                return [int(each) for each in (self.counts @ of).tolist()]
            case First():
                return over(self.builder.number(stage.level.of))
            case Prefer():
                place = ground.preferences.index(stage.level.column)
                return self._preferred(preferred(ground)[place])
            case _:
                wishes = [e for e in self.terms if e.wish is not None and e.meaning is not None]
                rows = len(self.counts)
                kept = [_holds(e.meaning, over, rows) for e in wishes if e.meaning is not None]
                return [sum(each[row] for each in kept) for row in range(rows)]

    def _preferred(self, totals: Exact) -> list[int]:
        """What the rows are worth by a column: of each class its best items go, or any alike."""
        found = [0] * len(self.counts)
        for number, (start, last) in enumerate(self.spans):
            items = np.flatnonzero(self.groups.of_item == number)
            worth = sorted((int(each) for each in totals[items].tolist()), reverse=True)
            sums = [0]
            for each in worth:
                sums.append(sums[-1] + each)
            for row, count in enumerate(self.counts[:, start:last].sum(axis=1).tolist()):
                found[row] += sums[count]
        return found

    def sums(self) -> dict[str, tuple[list[int], int]]:
        """The sums that are held, by name."""
        ids = self.builder.ground.docket.people.ids
        chosen = self.chosen()
        sums: dict[str, tuple[list[int], int]] = {}
        left = set(chosen)
        for number, by in sorted(self.held.items()):
            entry, (first, last) = self.plan["classes"][number], self.spans[number]
            if by in (DESK, "order"):
                for way, option in enumerate(entry["options"]):
                    sums[f"hold:{entry['id']}.{way}"] = ([first + way], option["freed"])
                continue
            count = 0
            for item in np.flatnonzero(self.groups.of_item == number).tolist():
                own = {ids[row] for row in self.builder.ground.members_of(item)}
                count += own <= chosen
                if own & chosen and not own <= chosen:
                    self.book.refuse("draw-choice", min(own & chosen), found="part of a unit")
                left -= own
            sums[f"hold:{entry['id']}"] = (list(range(first, last)), count)
        self.book.refuse_all("draw-choice", sorted(left)[:5])
        return sums

    def open(self) -> list[int]:
        """The bands that take part."""
        return [b for b, number in enumerate(self.bands.klass) if number not in self.held]

    def _chances(self) -> list[Fraction]:
        """Each band's chance by the table; compared with what the plan says."""
        bands, total = self.bands, self.made["tickets"]
        urn = [each["tickets"] for each in self.made["outcomes"]]
        by_class = [self.counts[:, a:b].sum(axis=1).tolist() for a, b in self.spans]
        chances: list[Fraction] = []
        above, last = 0, -1
        for band, number in enumerate(bands.klass):
            above, last = (0 if number != last else above), number
            size = bands.size[band]
            went = [min(max(count - above, 0), size) for count in by_class[number]]
            expected = sum(count * each for count, each in zip(went, urn, strict=True))
            chances.append(Fraction(expected, size * total))
            above += size
        totals = bool(self.builder.ground.preferences)
        right = [
            {
                "band": bands.names[band],
                "class": self.plan["classes"][bands.klass[band]]["id"],
                "items": bands.size[band],
                "worth": bands.total[band] if totals else None,
                "chance": [chances[band].numerator, chances[band].denominator],
            }
            for band in self.open()
        ]
        if self.made["chances"] != right:
            at = next(
                (n for n, pair in enumerate(zip(self.made["chances"], right, strict=False))
                 if pair[0] != pair[1]), len(right)
            )  # fmt: skip
            found = right[at] if at < len(right) else "no such band"
            self.book.refuse("draw-chance", f"draw.lottery.chances[{at}]", found=found)
        return chances

    @property
    def fair(self) -> bool:
        return bool(self.made["refined"]) and self.made["tolerance"] == [0, 1]

    def digests(self) -> None:
        plan, made = self.plan, self.made
        ids = self.builder.ground.docket.people.ids
        ground = self.builder.ground
        of_person = self.groups.of_item[ground.item]
        order = np.argsort(of_person, kind="stable")
        edges = np.searchsorted(of_person[order], np.arange(len(self.spans) + 1)).tolist()
        members = [
            hashlib.sha256(
                "".join(f"{ids[row]}\n" for row in order[a:b].tolist()).encode()
            ).hexdigest()
            for a, b in pairwise(edges)
        ]
        problem = {
            "case": plan["digest"]["case"],
            "problem": plan["digest"]["problem"],
            "levels": [[each["level"], each["value"]] for each in plan["objective"]],
            "classes": [
                [each["id"], each["size"], digest]
                for each, digest in zip(plan["classes"], members, strict=True)
            ],
            "held": made["held"],
            "choices": made["choices"],
        }
        table = {"tickets": made["tickets"], "outcomes": made["outcomes"]}
        for key, value in (("problem", problem), ("table", table)):
            found = "sha256:" + hashlib.sha256(encode(value).encode()).hexdigest()
            if made["digest"][key] != found:
                where = f"draw.lottery.digest.{key}"
                self.book.refuse("draw-digest", where, made["digest"][key], found)


def _holds(meaning: Meaning, over: Callable[[Sum], list[int]], rows: int) -> list[bool]:
    """Whether a rule holds, row by row of the table."""
    if isinstance(meaning, Whole):
        return [value in (0, meaning.total) for value in over(meaning.sum)]
    if isinstance(meaning, Lines):
        kept = [True] * rows
        for line in meaning.lines:
            for row, value in enumerate(over(line.sum)):
                low = line.low is None or value >= line.low
                kept[row] &= low and (line.high is None or value <= line.high)
        return kept
    parts = [_holds(each, over, rows) for each in meaning.rules]
    return [any(each[row] for each in parts) for row in range(rows)]
