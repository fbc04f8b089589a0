"""Findings: what is wrong with an input, where it stands, why, and how to mend it.

Code makes a finding from a stable code and its parameters; the words stand in one catalogue
(`canje.base.words`), so that they can be corrected and translated in one place.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from attrs import define, field, frozen

from canje.base.words import WORDS, Severity

HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that no text may hold: controls (but tab and line breaks), and those that turn the
direction of what follows, so that a name reads as another one."""

SHOWN = 80
"""Characters of a value that a finding shows, at most."""

KNOWN = 2_000
"""Words among which the one that was meant is looked for, at most."""

EACH = 100
"""Findings with one code that are kept for one file; the others are counted."""


CANNOT_READ = frozenset(
    {
        "folder.missing",
        "folder.no-case",
        "file.unreadable",
        "file.kind",
        "file.link",
        "file.too-large",
        "file.encoding",
    }
)
"""Findings by which the input could not be read at all, as against read and found wrong."""


def _readonly(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(texts))


@frozen
class Finding:
    """One thing that is wrong (`error`) or that must be seen (`notice`) in an input.

    `row` is the line of the file, counted from 1; `column` the column of a table or the path of
    keys; `value` is what stands there, shortened to be shown. `params` fill the catalogue's words.
    """

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    params: Mapping[str, str] = field(factory=dict, converter=_readonly, hash=False)

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
    """An input that cannot be read at all: no such folder, no file, bytes that are no text."""


def refusal(findings: Iterable[Finding]) -> Refused:
    """The error to raise for these findings: Unreadable where a file of it could not be read."""
    findings = tuple(findings)
    unreadable = any(each.code in CANNOT_READ for each in findings)
    return Unreadable(findings) if unreadable else Refused(findings)


class At(Protocol):
    """Notes a finding about one file.

    `among` are the words that could stand in the place of the value: the catalogue's `{known}` and
    `{perhaps}` are made of them.
    """

    def __call__(
        self,
        code: str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        *,
        among: Collection[str] | None = None,
        **params: str,
    ) -> None: ...


@define
class Findings:
    """Findings as they are met, each once, and no more of one kind than anyone would read."""

    _kept: dict[tuple[object, ...], Finding] = field(factory=dict)
    _count: Counter[tuple[str, str]] = field(factory=Counter)

    def at(self, file: str) -> At:
        """What notes findings about this file."""

        def note(
            code: str,
            row: int | None = None,
            column: str | None = None,
            value: str | None = None,
            *,
            among: Collection[str] | None = None,
            **params: str,
        ) -> None:
            self.add(code, file, row, column, value, among=among, **params)

        return note

    def add(
        self,
        code: str,
        file: str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        *,
        among: Collection[str] | None = None,
        **params: str,
    ) -> None:
        file = shown(file)
        if self._count[code, file] >= EACH:
            self._count[code, file] += 1
            return
        place = None if column is None else shown(column)
        what = None if value is None else shown(value)
        if (code, file, row, place, what) in self._kept:
            return
        self._count[code, file] += 1
        words = {"value": what or "", "column": place or "", "perhaps": "", "known": ""}
        if among is not None:
            words |= _guess(value or column or "", among)
        words |= {name: shown(text, 400) for name, text in params.items()}
        self._kept[code, file, row, place, what] = Finding(code, file, row, place, what, words)

    def forget(self, codes: Collection[str]) -> None:
        """Take back what cannot be known, because something else could not be read."""
        self._kept = {key: each for key, each in self._kept.items() if each.code not in codes}
        for code, file in list(self._count):
            if code in codes:
                del self._count[code, file]

    def all(self) -> tuple[Finding, ...]:
        """Every finding: errors before notices, file by file, line by line."""
        found = list(self._kept.values())
        for (code, file), count in self._count.items():
            if count > EACH:
                more = "more" if WORDS[code].severity == "error" else "more.notices"
                params = {"count": f"{count - EACH:,}", "kind": code}
                found.append(Finding(more, file, None, None, None, params))
        return tuple(sorted(found, key=_order))

    def errors(self, files: Collection[str] | None = None) -> bool:
        """Whether anything is an error: anywhere, or in some files."""
        return any(
            WORDS[code].severity == "error" and (files is None or file in files)
            for code, file in self._count
        )


def _guess(word: str, among: Collection[str]) -> dict[str, str]:
    if len(among) > KNOWN:
        return {"known": "..."}
    known = among if isinstance(among, Sequence) else sorted(among)
    return {"known": listed(known), "perhaps": perhaps(word, known)}


def _order(finding: Finding) -> tuple[bool, str, float, str, str]:
    row = float("inf") if finding.row is None else finding.row
    return finding.severity != "error", finding.file, row, finding.code, finding.column or ""


def shown(text: str, most: int = SHOWN) -> str:
    """A text as a finding may show it: short, and with nothing in it that cannot be seen.

    >>> shown("a\x00b")
    'a\\x00b'
    """
    cut = text[:most]
    if not cut.isprintable():
        cut = "".join(
            each if each.isprintable() else each.encode("unicode_escape").decode() for each in cut
        )
    return cut[: most - 1] + "…" if len(text) > most or len(cut) > most else cut


def listed(words: Sequence[str]) -> str:
    """Words as a list to be read, cut where it would be too long."""
    return ", ".join(words[:30]) + (", ..." if len(words) > 30 else "")


def perhaps(word: str, known: Sequence[str]) -> str:
    """A guess at what a word was meant to be, as a sentence with a space before it; or nothing.

    >>> perhaps("benificiary", ("holder", "beneficiary"))
    ' Perhaps beneficiary?'
    """
    if len(word) > 64:
        return ""
    folded = {each.casefold().replace("_", "-"): each for each in known}
    close = difflib.get_close_matches(word.casefold().replace("_", "-"), list(folded), 1)
    return f" Perhaps {folded[close[0]]}?" if close else ""
