"""How a page says things: its words in three languages, plural forms, numbers, dates, lists.

The sentences stand in `canje.report.catalogue*` and hold no markup. Whatever is put into them is
escaped unless it is markup already, so that no text of a case can become part of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import frozen
from markupsafe import Markup, escape

from canje.base.dates import PartialDate
from canje.base.languages import LANGUAGES as LANGUAGES
from canje.base.languages import Language as Language
from canje.report.catalogue import CATALOGUE, MONTHS
from canje.report.catalogue_day import DAY
from canje.report.catalogue_estimate import ESTIMATE
from canje.report.catalogue_funnel import FUNNEL
from canje.report.catalogue_law import LAW
from canje.report.catalogue_outcome import OUTCOME
from canje.report.catalogue_simulate import SIMULATION
from canje.report.catalogue_stages import STAGES
from canje.report.catalogue_terms import TERMS

THIN = "\u202f"  # narrow and unbreakable: a number stays in one piece, from either side
MINUS = "\u2212"
LEFT_TO_RIGHT = "\u200e"
_CODE = re.compile("`([^`]+)`")
SAID = {**CATALOGUE, **TERMS, **OUTCOME, **STAGES, **DAY, **SIMULATION, **ESTIMATE, **FUNNEL, **LAW}
"""Every sentence by its key, in the three languages."""


@frozen
class Words:
    """One language's words."""

    language: Language

    @property
    def rtl(self) -> bool:
        return self.language == "ar"

    @property
    def direction(self) -> str:
        return "rtl" if self.rtl else "ltr"

    def __call__(self, key: str, n: int | None = None, **params: object) -> Markup:
        """The sentence of this key; with `n` in the plural form of that number."""
        text: str | Mapping[str, str] = SAID[key][LANGUAGES.index(self.language)]
        if not isinstance(text, str):
            text = text.get(plural(self.language, n or 0)) or text["other"]
        if n is not None:
            params["n"] = self.number(n)
        coded = _CODE.sub(r'<code dir="ltr">\1</code>', str(escape(text)))
        return Markup(coded).format(**params)  # noqa: S704  (escaped above)

    def has(self, key: str) -> bool:
        return key in SAID

    def number(self, value: int) -> str:
        """A whole number with thin spaces between its thousands.

        >>> Words("en").number(-1234567)
        '−1\u202f234\u202f567'
        """
        sign = self._mark + MINUS if value < 0 else ""
        return sign + f"{abs(value):,}".replace(",", THIN)

    def signed(self, value: int) -> str:
        """A difference, with its sign."""
        return f"{self._mark}+{self.number(value)}" if value > 0 else self.number(value)

    @property
    def _mark(self) -> str:
        """What keeps a sign on the left of its number where all else runs from the right."""
        return LEFT_TO_RIGHT if self.rtl else ""

    def date(self, date: PartialDate) -> Markup:
        """A date as far as it is known."""
        if date.month is None:
            return escape(date.year)
        month = MONTHS[self.language][date.month - 1]
        key = "date.month" if date.day is None else "date.day"
        return self(key, day=date.day, month=month, year=date.year)

    def listed(self, items: Iterable[object]) -> Markup:
        """Items as a sentence lists them."""
        each = [escape(item) for item in items]
        if len(each) < 2:
            return Markup("").join(each)
        last = each[-1]
        joint = self("list.and")
        if self.language == "es" and _sounds_like_i(last.striptags()):
            joint = Markup(" e ")
        return self("list.comma").join(each[:-1]) + joint + last


def plural(language: Language, n: int) -> str:
    """The plural category of a number (Unicode CLDR).

    >>> [plural("ar", n) for n in (0, 1, 2, 5, 252, 504, 100)]
    ['zero', 'one', 'two', 'few', 'many', 'few', 'other']
    """
    if language != "ar":
        return "one" if n == 1 else "other"
    if n in (0, 1, 2):
        return ("zero", "one", "two")[n]
    rest = n % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


def _sounds_like_i(text: str) -> bool:
    """Before such a word Spanish says `e` and not `y`.

    >>> _sounds_like_i("Irán"), _sounds_like_i("Hielo")
    (True, False)
    """
    start = text.strip().casefold()
    return start.startswith(("i", "í", "hi", "hí")) and not start.startswith(("hie", "ia", "io"))
