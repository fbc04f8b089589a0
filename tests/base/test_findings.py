"""Findings: said once, short, and never more than anyone would read."""

from __future__ import annotations

import re
import string

import pytest

from canje.base.findings import (
    CANNOT_READ,
    EACH,
    SHOWN,
    Finding,
    Findings,
    Refused,
    Unreadable,
    refusal,
    shown,
)
from canje.base.words import WORDS

NAMES = ("{", "handover.yaml", "either", "count", "exactly")
"""What a sentence may begin with without a capital: a name as it is written in a file."""


@pytest.mark.parametrize("code", sorted(WORDS))
def test_the_words_are_sentences(code: str) -> None:
    """Each begins with a capital letter, ends with a full stop, and blames nobody."""
    assert re.fullmatch(r"[a-z]+(?:[.-][a-z]+)*", code)
    for text in WORDS[code][:2]:
        assert text[0].isupper() or text.startswith(NAMES)
        assert text.endswith((".", "{perhaps}", "{choices}")) or "{says}" in text, text
        assert not re.search(r"\b(must not|illegal|invalid|bad|error|failed)\b", text, re.I), text
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name]
        assert all(name.isidentifier() for name in names)


def test_codes_that_mean_that_nothing_could_be_read() -> None:
    """They are of the catalogue, and errors."""
    assert set(WORDS) >= CANNOT_READ
    assert all(WORDS[code].severity == "error" for code in CANNOT_READ)


def test_a_finding_is_kept_once() -> None:
    """The same thing in the same place is said once."""
    findings = Findings()
    for _ in range(3):
        findings.add("value.date", "a.csv", 2, "born", "x")
    assert len(findings.all()) == 1


def test_what_is_too_much_is_counted() -> None:
    """After a hundred of a kind in a file the others are a number."""
    findings = Findings()
    for row in range(EACH + 23):
        findings.add("value.date", "a.csv", row, "born", "x")
        findings.add("destination.unknown", "a.csv", row, "destination", "x")
    found = findings.all()
    assert len(found) == 2 * EACH + 2
    more = {each.code: each.why for each in found if each.code.startswith("more")}
    assert more == {
        "more": "There are 23 more findings of the kind value.date.",
        "more.notices": "There are 23 more notices of the kind destination.unknown.",
    }


def test_notices_alone_are_no_errors() -> None:
    """A case with notices stands."""
    findings = Findings()
    findings.add("terms.selects-nobody", "terms.yaml", 3)
    assert not findings.errors()
    findings.add("value.date", "a.csv", 2)
    assert findings.errors()
    assert [each.severity for each in findings.all()] == ["error", "notice"]


def test_a_guess_is_made_among_few_words_only() -> None:
    """Looking through a million ids for one that is near helps nobody."""
    findings = Findings()
    findings.add("person.unknown", "a.csv", 1, "id", "p001", among=["p002"])
    findings.add("person.unknown", "a.csv", 2, "id", "p1", among=[str(i) for i in range(5_000)])
    findings.add("person.unknown", "a.csv", 3, "id", "p" * 80, among=["p" * 79])
    assert [each.params["perhaps"] for each in findings.all()] == [" Perhaps p002?", "", ""]


def test_the_same_findings_in_any_order_of_words() -> None:
    """What is guessed and listed does not depend on the order of a set."""
    words = [f"word{number}" for number in range(50)]
    texts = set()
    for among in (frozenset(words), frozenset(reversed(words)), set(words)):
        findings = Findings()
        findings.add("party.unknown", "a.csv", 1, "by", "word", among=among)
        texts.add(findings.all()[0].mend)
    assert len(texts) == 1


@pytest.mark.parametrize(
    "text", ["", "abc", "x" * 81, "\0" * 200, "\u202e" * 60, "\U0001f600" * 100, "a\nb", "\ud800"]
)
def test_what_is_shown_can_be_shown(text: str) -> None:
    """Short, printable, and encodable, whatever stood in the file."""
    short = shown(text)
    assert len(short) <= SHOWN
    assert short.isprintable()
    short.encode()
    assert short == text or not text.isprintable() or len(text) > SHOWN


def test_refusals() -> None:
    """One file that cannot be read makes the whole unreadable; both carry all findings."""
    wrong, unreadable = Finding("value.date", "a.csv"), Finding("file.kind", "b.csv")
    assert type(refusal([wrong])) is Refused
    error = refusal([wrong, unreadable])
    assert isinstance(error, Unreadable)
    assert error.findings == (wrong, unreadable)
    assert str(error) == "a.csv: value.date; b.csv: file.kind"
    assert len({wrong, unreadable, Finding("value.date", "a.csv")}) == 2
