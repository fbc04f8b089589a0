"""Findings: what is wrong with an input, where it stands, why, and how to mend it.

Code makes a finding from a stable code and its parameters; the words stand in `WORDS` alone, so
that they can be corrected and translated in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from attrs import field, frozen

Severity = Literal["error", "notice"]


class Words(NamedTuple):
    """What a finding says: why it is one, how to mend it, and whether the case can still stand."""

    why: str
    mend: str
    severity: Severity = "error"


WORDS: Mapping[str, Words] = MappingProxyType({})


@frozen
class Finding:
    """One thing that is wrong (`error`) or that must be seen (`notice`) in an input.

    `row` is the line of the file, counted from 1; `value` is what stands there, shortened to be
    shown. `params` fill the catalogue's words.
    """

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    params: Mapping[str, str] = field(factory=dict, converter=MappingProxyType, hash=False)

    @property
    def severity(self) -> Severity:
        return WORDS[self.code].severity

    @property
    def why(self) -> str:
        return WORDS[self.code].why.format_map(self.params)

    @property
    def mend(self) -> str:
        return WORDS[self.code].mend.format_map(self.params)


class Refused(Exception):
    """An input that cannot be taken as it stands; it carries every finding, not only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{each.file}: {each.code}" for each in self.findings))


class Unreadable(Refused):
    """An input that cannot be read at all: no such folder, no file in it, bytes that are no text."""
