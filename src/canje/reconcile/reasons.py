"""What the comparison of two names says in words, for a person to agree or disagree with."""

from __future__ import annotations

from canje.base.languages import LANGUAGES, Language, said
from canje.reconcile.catalogue import (
    COLUMN,
    IN_SCRIPTS,
    NOTES,
    SCRIPTS,
    SEMICOLON,
    SUBJECTS,
    WHY,
    Forms,
    Sentence,
)
from canje.reconcile.evidence import Aligned, Likeness, Note
from canje.reconcile.scripts import script_of


def about(sentence: Sentence, subject: str, language: Language) -> str:
    """A sentence about a role or a fact, in the form that agrees with it.

    >>> about(WHY["differs"], "kunya", "es"), about(WHY["differs"], "family", "es")
    ('la kunya es distinta', 'el apellido es distinto')
    """
    noun = SUBJECTS.get(subject, COLUMN)
    form = sentence[LANGUAGES.index(language)]
    if isinstance(form, Forms):
        form = getattr(form, noun.spanish if language == "es" else noun.arabic)
    return form.format(subject=said(noun.texts, language, column=subject.replace("_", " ")))


def in_scripts(sentence: str, one: str | None, other: str | None, language: Language) -> str:
    """A sentence of what is the same, though each side has it in another script."""
    scripts = [said(SCRIPTS[each or "other"], language) for each in (one, other)]
    return said(IN_SCRIPTS, language, said=sentence, one=scripts[0], other=scripts[1])


def reason(part: Aligned, language: Language = "en") -> str:
    """One word's part of the comparison.

    >>> reason(Aligned("Hadi", "الهادي", "family", 11.8, "script"))
    'family name the same in Latin and Arabic script'
    >>> reason(Aligned("", "احمد", "father", -0.5, "missing"), "es")
    'falta el nombre del padre a la izquierda'
    """
    why: str = part.why
    if why == "missing":
        why = "missing.right" if part.left else "missing.left"
    words = about(WHY[why], part.role, language)
    if why != "script":
        return words
    return in_scripts(words, script_of(part.left), script_of(part.right), language)


def noted(note: Note, language: Language = "en") -> str:
    """What is said of the whole name besides."""
    return said(NOTES[note], language)


def sentence(found: Likeness, language: Language = "en") -> str:
    """The whole comparison in one line: what agrees, what does not, what is missing."""
    order = {"missing": 2, "differs": 1}
    parts = sorted(found.parts, key=lambda part: order.get(part.why, 0))
    told = [reason(part, language) for part in parts if part.role != "title"]
    told += [noted(note, language) for note in found.notes]
    return said(SEMICOLON, language).join(told)
