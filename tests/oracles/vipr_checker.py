"""A checker of VIPR 1.0 files, written from the format's specification and nothing else.

It reads a file's text, checks every solution and every derivation in exact fractions, and says
whether the last one is what `RTP` promises. Simple and slow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NoReturn

from attrs import frozen

Form = dict[int, Fraction]

SIGN = {"G": 1, "E": 0, "L": -1}


class Wrong(Exception):
    """The file proves nothing; the text says why."""


@frozen(eq=False)
class Line:
    """An inequality or equation, and the assumptions that it rests on."""

    sense: str
    form: Form
    limit: Fraction
    rests_on: frozenset[int] = frozenset()

    @property
    def absurd(self) -> bool:
        if any(self.form.values()):
            return False
        return {"G": self.limit > 0, "L": self.limit < 0, "E": self.limit != 0}[self.sense]

    def dominates(self, other: Line) -> bool:
        if self.absurd:
            return True
        if not _same(self.form, other.form) or self.sense not in (other.sense, "E"):
            return False
        if other.sense == "G":
            return self.limit >= other.limit
        if other.sense == "L":
            return self.limit <= other.limit
        return self.limit == other.limit

    def holds(self, point: Form) -> bool:
        total = _dot(self.form, point)
        return {
            "G": total >= self.limit,
            "L": total <= self.limit,
            "E": total == self.limit,
        }[self.sense]


def check(text: str) -> None:
    """Return where the file proves what it promises, else raise Wrong."""
    _Checker(text).run()


class _Checker:
    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        while lines and lines[0].startswith("%"):
            del lines[0]
        self.words = " ".join(lines).split()
        self.place = 0
        self.lines: list[Line] = []
        self.objective: Form = {}

    def run(self) -> None:
        self._expect("VER", "1.0")
        self._expect("VAR")
        self.width = self._count()
        names = [self._word() for _ in range(self.width)]
        self._need(len(set(names)) == len(names), "two variables of one name")
        self._expect("INT")
        self.whole = {self._index(self.width) for _ in range(self._count())}
        self._expect("OBJ")
        self.maximise = self._one_of("min", "max") == "max"
        self.objective = self._form()
        self._expect("CON")
        given, bounds = self._count(), self._count()
        self.lines = [self._line() for _ in range(given)]
        self._need(bounds <= given, "more bounds than constraints")
        self._need(
            all(len(each.form) == 1 for each in self.lines[:bounds]), "a bound of several unknowns"
        )
        self._expect("RTP")
        low, high = self._promise()
        self._solutions(low, high)
        self._expect("DER")
        for _ in range(self._count()):
            self._derivation()
        self._need(self.place == len(self.words), "something after the end")
        self._conclude(low, high)

    def _promise(self) -> tuple[Fraction | None, Fraction | None]:
        self.infeasible = self._one_of("infeas", "range") == "infeas"
        if self.infeasible:
            return None, None
        low, high = self._word(), self._word()
        return (
            None if low == "-inf" else _fraction(low),
            None if high == "inf" else _fraction(high),
        )

    def _solutions(self, low: Fraction | None, high: Fraction | None) -> None:
        self._expect("SOL")
        values = []
        for _ in range(self._count()):
            self._word()
            point = self._form()
            for each in self.lines:
                self._need(each.holds(point), "a solution that breaks a constraint")
            for index in self.whole:
                self._need(point.get(index, Fraction()).denominator == 1, "a part of a whole")
            values.append(_dot(self.objective, point))
        self._need(not (self.infeasible and values), "a solution where there is none")
        wanted = low if self.maximise else high
        if wanted is not None:
            reached = [v >= wanted if self.maximise else v <= wanted for v in values]
            self._need(any(reached), "no solution is as good as promised")

    def _derivation(self) -> None:
        said = self._line()
        self._expect("{")
        reason = self._one_of("asm", "lin", "rnd", "uns", "sol")
        number = len(self.lines)
        rests_on: frozenset[int]
        match reason:
            case "asm":
                rests_on = frozenset({number})
            case "lin" | "rnd":
                weights = self._form(number)
                found = self._sum(weights)
                if reason == "rnd":
                    found = self._rounded(found)
                self._need(found.dominates(said), f"derivation {number} says too much")
                rests_on = frozenset().union(*(self.lines[i].rests_on for i in weights))
            case "uns":
                first, left, second, right = (self._index(number) for _ in range(4))
                for each in (first, second):
                    self._need(self.lines[each].dominates(said), f"{number}: a side says less")
                self._exhausts(self.lines[left], self.lines[right])
                rests_on = (self.lines[first].rests_on - {left}) | (
                    self.lines[second].rests_on - {right}
                )
            case _:
                raise Wrong("sol is not in use here")
        self._expect("}")
        last = int(self._word())
        self._need(last == -1 or last > number, "discarded before it is made")
        self.lines.append(Line(said.sense, said.form, said.limit, rests_on))

    def _sum(self, weights: Mapping[int, Fraction]) -> Line:
        signs = {
            (1 if weight > 0 else -1) * SIGN[self.lines[index].sense]
            for index, weight in weights.items()
            if weight
        } - {0}
        self._need(len(signs) < 2, "a sum of limits that point apart")
        form: Form = {}
        for index, weight in weights.items():
            for unknown, value in self.lines[index].form.items():
                form[unknown] = form.get(unknown, Fraction()) + weight * value
        limit = sum((w * self.lines[i].limit for i, w in weights.items()), Fraction())
        sense = {1: "G", -1: "L"}[signs.pop()] if signs else "E"
        return Line(sense, form, limit)

    def _rounded(self, line: Line) -> Line:
        self._need(line.sense != "E", "an equation is not rounded")
        for unknown, value in line.form.items():
            if value:
                self._need(value.denominator == 1, "rounding a sum with fractions")
                self._need(unknown in self.whole, "rounding what need not be whole")
        down = line.limit.numerator // line.limit.denominator
        up = -(-line.limit.numerator // line.limit.denominator)
        return Line(line.sense, line.form, Fraction(up if line.sense == "G" else down))

    def _exhausts(self, left: Line, right: Line) -> None:
        if (left.sense, right.sense) == ("G", "L"):
            left, right = right, left
        self._need((left.sense, right.sense) == ("L", "G"), "the sides point one way")
        self._need(_same(left.form, right.form), "the sides speak of different sums")
        self._need(left.limit.denominator == 1, "a split between fractions")
        self._need(right.limit == left.limit + 1, "something lies between the sides")
        for unknown, value in left.form.items():
            if value:
                whole = value.denominator == 1 and unknown in self.whole
                self._need(whole, "a split of what need not be whole")

    def _conclude(self, low: Fraction | None, high: Fraction | None) -> None:
        wanted = high if self.maximise else low
        if not self.infeasible and wanted is None:
            return
        self._need(bool(self.lines), "nothing is derived")
        last = self.lines[-1]
        self._need(not last.rests_on, "the end rests on assumptions")
        if self.infeasible or wanted is None:
            self._need(last.absurd, "the end is no contradiction")
        else:
            promised = Line("L" if self.maximise else "G", self.objective, wanted)
            self._need(last.dominates(promised), "the end is not what was promised")

    def _line(self) -> Line:
        self._word()
        sense, limit = self._one_of(*SIGN), _fraction(self._word())
        return Line(sense, self._form(), limit)

    def _form(self, width: int | None = None) -> Form:
        if self.words[self.place : self.place + 1] == ["OBJ"]:
            self.place += 1
            return self.objective
        size = self._count()
        form: Form = {}
        for _ in range(size):
            index = self._index(self.width if width is None else width)
            self._need(index not in form, "an index twice")
            form[index] = _fraction(self._word())
        return form

    def _word(self) -> str:
        self._need(self.place < len(self.words), "the file ends early")
        self.place += 1
        return self.words[self.place - 1]

    def _count(self) -> int:
        word = self._word()
        self._need(word.isascii() and word.isdigit(), f"a count: {word}")
        return int(word)

    def _index(self, width: int) -> int:
        index = self._count()
        self._need(index < width, f"an index too large: {index}")
        return index

    def _one_of(self, *words: str) -> str:
        word = self._word()
        self._need(word in words, f"{word} where one of {words} should be")
        return word

    def _expect(self, *words: str) -> None:
        for word in words:
            self._one_of(word)

    def _need(self, truth: bool, otherwise: str) -> None:
        if not truth:
            raise Wrong(otherwise)


def _fraction(word: str) -> Fraction:
    try:
        return Fraction(word)
    except (ValueError, ZeroDivisionError):
        _wrong(word)


def _wrong(word: str) -> NoReturn:
    raise Wrong(f"a number: {word}")


def _same(left: Form, right: Form) -> bool:
    return all(
        left.get(index, Fraction()) == right.get(index, Fraction())
        for index in left.keys() | right.keys()
    )


def _dot(form: Form, point: Form) -> Fraction:
    return sum((w * point.get(index, Fraction()) for index, w in form.items()), Fraction())


__all__: Sequence[str] = ["Wrong", "check"]
