"""Whole numbers in words, as a count is written on a paper that people sign.

A figure is easily altered by a stroke of the pen; the same number in words is not.
"""

from __future__ import annotations

from canje.report.words import Language

MOST = 999_999

_EN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ES = (
    *("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    *("once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho"),
    *("diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro"),
    *("veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"),
)
_ES_TENS = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_ES_HUNDREDS = (
    *("ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos"),
    *("setecientos", "ochocientos", "novecientos"),
)
_AR = (
    *("صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"),
    *("أحد عشر", "اثنا عشر", "ثلاثة عشر", "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر"),
    *("ثمانية عشر", "تسعة عشر"),
)
_AR_TENS = ("عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_AR_HUNDREDS = (
    *("مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"),
)


def spelled(language: Language, number: int) -> str:
    """A number in words; beyond the largest that is known, in figures.

    >>> spelled("en", 42), spelled("es", 121), spelled("ar", 42)
    ('forty-two', 'ciento veintiuno', 'اثنان وأربعون')
    """
    if not 0 <= number <= MOST:
        return str(number)
    return {"en": _english, "es": _spanish, "ar": _arabic}[language](number)


def _english(number: int) -> str:
    if number < 20:
        return _EN[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _EN_TENS[tens - 2] + (f"-{_EN[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_EN[hundreds]} hundred" + (f" and {_english(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    joint = " and " if 0 < rest < 100 else " "
    return f"{_english(thousands)} thousand" + (joint + _english(rest) if rest else "")


def _spanish(number: int) -> str:
    if number < 30:
        return _ES[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _ES_TENS[tens - 3] + (f" y {_ES[rest]}" if rest else "")
    if number == 100:
        return "cien"
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return _ES_HUNDREDS[hundreds - 1] + (f" {_spanish(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    head = "mil" if thousands == 1 else f"{_short(_spanish(thousands))} mil"
    return head + (f" {_spanish(rest)}" if rest else "")


def _short(text: str) -> str:
    """`uno` before what it counts."""
    if text.endswith("veintiuno"):
        return text.removesuffix("uno") + "ún"
    return text.removesuffix("o") if text.endswith("uno") else text


def _arabic(number: int) -> str:
    """In the nominative, standing alone, as on a receipt."""
    if number < 20:
        return _AR[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return (f"{_AR[rest]} و" if rest else "") + _AR_TENS[tens - 2]
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return _AR_HUNDREDS[hundreds - 1] + (f" و{_arabic(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return _thousands(thousands) + (f" و{_arabic(rest)}" if rest else "")


def _thousands(number: int) -> str:
    if number == 1:
        return "ألف"
    if number == 2:
        return "ألفان"
    last = number % 100
    if 3 <= last <= 10:
        return f"{_arabic(number)} آلاف"
    return f"{_arabic(number)} {'ألفًا' if last >= 11 else 'ألف'}"
