"""What a checker refuses: each with its place, what was said there and what is so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

CAP = 50
"""Refusals that are told; what has more is refused all the same."""


@frozen
class Refusal:
    """One thing that is said and that is not so: where, what was said, what was found.

    `means` says in words what the code stands for, `says` who said it ("The plan says").
    """

    code: str
    where: str
    said: str = ""
    found: str = ""
    means: str = ""
    says: str = ""

    @property
    def words(self) -> str:
        text = f"{self.where}: {self.means}"
        if self.said:
            text += f" {self.says} {self.said}"
            text += f", the checker finds {self.found}." if self.found else "."
        elif self.found:
            text += f" The checker finds {self.found}."
        return text


class Book:
    """Where the parts of a checker write down what they refuse; the first ones are kept."""

    def __init__(self, words: Mapping[str, str], says: str) -> None:
        """`words` says what each code means; `says` begins what was said: "The plan says"."""
        self._words, self._says = words, says
        self.refusals: list[Refusal] = []
        self.count = 0

    def refuse(self, code: str, where: str, said: object = "", found: object = "") -> None:
        self.count += 1
        if len(self.refusals) < CAP:
            means = self._words[code]
            self.refusals.append(
                Refusal(code, where, _short(said), _short(found), means, self._says)
            )

    def refuse_all(self, code: str, places: Iterable[str]) -> None:
        for place in places:
            self.refuse(code, place)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 120 else text[:117] + "..."
