"""What one cell says, in whatever row: the text that goes on, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from attrs import frozen

from canje.intake.countries import as_code
from canje.intake.dates import OLDEST, digits
from canje.intake.headers import normal
from canje.intake.health import ASKS, HEALTH, Told, read_asked, read_health
from canje.intake.marks import CONTROLS, clean, flooded, mixed
from canje.intake.table import CELL

Note = tuple[str, dict[str, str]]


@frozen
class Cell:
    """A cell as read, with the codes and parameters of what is to be said of it."""

    text: str
    notes: tuple[Note, ...] = ()


def read_text(is_name: bool) -> Callable[[str], Cell]:
    """How a cell of text is read; a name is looked at more closely."""
    return _name if is_name else _text


def _text(text: str) -> Cell:
    if text.isascii() and text.isprintable() and len(text) <= CELL:
        return Cell(" ".join(text.split()))
    if len(text) > CELL:
        return Cell("")  # noted where it was met
    if CONTROLS.search(text):
        return Cell("", (("text.hidden", {}),))
    if flooded(text):
        return Cell("", (("text.flood", {}),))
    made, marks = clean(text)
    notes: list[Note] = []
    if marks:
        notes.append(("text.marks", {"marks": marks}))
    if "\ufffd" in made:
        notes.append(("text.replaced", {}))
    return Cell(made, tuple(notes))


_EMPTY = frozenset(("-", "--", "—", "–", "?", "n/a", "/", ".", "*"))


def _name(text: str) -> Cell:
    cell = _text(text)
    if not cell.text or cell.text.casefold() in _EMPTY:
        return Cell("", cell.notes)
    if not re.search(r"[^\W\d_]", cell.text):
        return Cell("", (*cell.notes, ("name.no-letters", {})))
    found = mixed(cell.text)
    if found is None:
        return cell
    word, letters, reading = found
    said = {"word": word, "letters": letters, "reading": reading or "nothing that is sure"}
    return Cell(cell.text, (*cell.notes, ("name.mixed", said)))


_AGE = re.compile(r"\D{0,12}([0-9]{1,3})(?:[.,]0+)?\D{0,12}")
_AGES = re.compile(r"([0-9]{1,3})\s?[-–—]\s?([0-9]{1,3})\D{0,12}")


def read_age(text: str) -> Cell:
    """An age in whole years, in digits of any script, with or without the word for years.

    Two ages (`30-40`, as PFIF has them) are none that could be compared.

    >>> read_age("٤٥ سنة").text
    '45'
    """
    plain = digits(text)
    if not re.search(r"\w", plain):
        return Cell("")
    either = _AGES.fullmatch(plain.strip())
    if either is not None and int(either[1]) < int(either[2]) <= OLDEST:
        return Cell("", (("age.range", {"low": either[1], "high": either[2]}),))
    found = _AGE.fullmatch(plain)
    if found is None or int(found[1]) > OLDEST or plain.startswith("-"):
        return Cell("", (("age.none", {"most": str(OLDEST)}),))
    return Cell(str(int(found[1])))


_SEXES = {
    normal(word): sex
    for sex, words in {
        "m": "m|male|man|men|boy|h|hombre|masculino|masculina|masc|v|varón|varon|niño|ذكر|ذكور|رجل"
        "|رجال|طفل|м|муж|мужской|мужчина|мальчик|ч|чол|чоловіча|чоловік|чоловічий|хлопець",
        "f": "f|female|woman|women|girl|mujer|femenino|femenina|fem|niña|أنثى|انثى|إناث|امرأة|نساء"
        "|طفلة|ж|жен|женский|женщина|девочка|жін|жіноча|жінка|жіночий|дівчина",
        "": "|-|other|unknown|?|неизвестно|невідомо|غير معروف|desconocido",
    }.items()
    for word in words.split("|")
}


def read_sex(texts: Iterable[str]) -> Callable[[str], Cell]:
    """How a cell of a column with these texts is read: `m`, `f` or nothing.

    Where a column writes H (hombre) or V (varón), its M is no man: mujer, as long as no F stands
    there too.
    """
    short = {normal(text) for text in texts}
    letters = bool(short & {"h", "v"}) and "m" in short

    def read(text: str) -> Cell:
        plain = normal(text)
        if letters and plain == "m":
            return Cell("", (("sex.unknown", {}),)) if "f" in short else Cell("f")
        sex = _SEXES.get(plain)
        return Cell("", (("sex.unknown", {}),)) if sex is None else Cell(sex)

    return read


def read_number(text: str) -> Cell:
    """A number that names someone: digits of any script as ours, no spaces."""
    return Cell("".join(digits(text).split()).removesuffix(".0"))


def read_state(header: str) -> Callable[[str], Cell]:
    """How a cell of health is read under a header: a code, or the text where it says none."""
    asks = normal(header) in ASKS

    def read(text: str) -> Cell:
        told = read_asked(text) if asks else read_health(text)
        return Cell(told.code or text, health_notes(told))

    return read


def health_notes(told: Told) -> tuple[Note, ...]:
    """What is to be said of a text of health that was not understood, or not all of it."""
    if told.sure == "understood":
        return ()
    known = ", ".join(HEALTH)
    if told.code is None:
        return (("health.unknown", {"codes": known}),)
    return (("health.partly", {"means": told.code, "codes": known}),)


def read_country(text: str) -> Cell:
    """The country's code, or the text as written."""
    return Cell(as_code(text))
