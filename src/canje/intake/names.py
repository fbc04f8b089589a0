"""A written name read as parts: suggestions with their script, and the rule that each rests on.

How names are built differs: a chain of ancestors and a family or nisba (Arabic), given names and
two surnames (Spanish), family, given name and patronymic (Russian, Ukrainian), given names and a
family name. What a list itself says in columns always wins over what is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from attrs import frozen

from canje.intake.headers import normal

SCRIPTS = {
    "Arabic": re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    "Hebrew": re.compile("[\u0590-\u05ff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
    "Greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Latin": re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]"),
}


@frozen
class Part:
    """A part of a name: its role (a field of `headers.FIELDS`, or `title`, `ancestor`, `kunya`,
    `nisba`), and its words as written."""

    role: str
    text: str


@frozen
class Name:
    """A name as it was read: its parts in the order that they are written, and why so.

    `why` is the rule's code: `comma`, `nasab`, `chain`, `patronymic`, `surnames`, `last`, `one`,
    `capitals`. It is empty where nothing is suggested.
    """

    parts: tuple[Part, ...]
    script: str
    why: str

    def of(self, role: str) -> str:
        return " ".join(part.text for part in self.parts if part.role == role)


def script_of(text: str) -> str:
    """The script of most letters; nothing where there is no letter of a script known here."""
    if text.isascii():
        return "Latin" if re.search("[A-Za-z]", text) else ""
    count = {name: len(pattern.findall(text)) for name, pattern in SCRIPTS.items()}
    most = max(count, key=lambda name: count[name])
    return most if count[most] else ""


def read_name(text: str, languages: Sequence[str] = ()) -> Name:
    """The parts of a whole name, as a suggestion; `languages` are those of the list's headers.

    >>> [(p.role, p.text) for p in read_name("Омеляненко Петро Іванович").parts]
    [('family', 'Омеляненко'), ('given', 'Петро'), ('patronymic', 'Іванович')]
    """
    script = script_of(text)
    words, titles = _titled(text.replace("،", ",").split())
    if "," in text and text.count(",") == 1 and "." not in text.split(",")[1][:2]:
        found = _comma(text.replace("،", ","), languages)
        if found is not None:
            return Name(found, script, "comma")
    for rule in _RULES.get(script, _LATIN):
        made = rule(words, languages)
        if made is not None:
            parts, why = made
            return Name((*titles, *parts), script, why)
    return Name((*titles, *(Part("name", each) for each in words)), script, "")


Found = tuple[tuple[Part, ...], str] | None


def _words(text: str) -> frozenset[str]:
    return frozenset(map(normal, text.split("|")))


_TITLES = _words(
    "mr|mrs|ms|dr|eng|prof|sr|sra|don|doña|lic|ing|sheikh|shaykh|sayyid|sayed|haj|hajj|hajji|col"
    "|capt|gen|sgt|lt|maj|الشيخ|السيد|الدكتور|د|المهندس|الأستاذ|الحاج|العقيد|الرائد|النقيب"
    "|الملازم|العميد|الشهيد|الأسير|полковник|майор|капитан|рядовой|сержант|солдат"
)


def _titled(words: list[str]) -> tuple[list[str], tuple[Part, ...]]:
    """The words of a name, and the titles before it."""
    number = 0
    while number < len(words) - 1 and normal(words[number]) in _TITLES:
        number += 1
    return words[number:], tuple(Part("title", each) for each in words[:number])


def _comma(text: str, languages: Sequence[str]) -> tuple[Part, ...] | None:
    """`FAMILY, Given`: what stands before the comma is the family's."""
    before, after = (each.split() for each in text.split(","))
    if not before or not after:
        return None
    family = _surnames(before, languages)
    return (*family, Part("given", " ".join(after)))


# A chain of ancestors

_LINKS = _words("بن|ابن|بنت|ولد|bin|ben|ibn|bint|binti|ould|wld")
_FIRST = _words(
    "عبد|ابو|ام|نور|سيف|صلاح|جمال|شمس|عز|بدر|فخر|abd|abdul|abdel|abu|abou|umm|um|nur|noor|saif|salah"
    "|jamal|shams|ezz|izz|badr|fakhr"
)
_ARTICLE = re.compile(r"ال.{2,}|(?:al|el|as|ar|ad|an|at|az|ash|adh)[-'’]?.+", re.I)
_KUNYA = _words("ابو|ام|abu|abou|umm|um")
_BOUND = _words("عبد|abd|abdul|abdel")
_NISBA = re.compile(r"ال.{2,}ي|(?:al|el|as|ar|ad|an|at|az|ash)[-'’ ].+(?:i|y|ee|iyya|iya)", re.I)


def _joined(words: list[str]) -> list[str]:
    """Words that are one name together: abd + X, abu + X, nur + al-din, al + X, X + allah."""
    made: list[str] = []
    waiting = ""
    for word in words:
        key = normal(word)
        waiting = f"{waiting} {word}" if waiting else word
        is_open = key in _BOUND or key in _KUNYA or key in ("ال", "al", "el")
        if is_open:
            continue
        if made and key in ("الله", "allah", "ullah", "الدين", "din", "aldin", "al din", "eddine"):
            made[-1] += f" {waiting}"
        else:
            made.append(waiting)
        waiting = ""
    return [*made, waiting] if waiting else made


def _nasab(words: list[str], _languages: Sequence[str]) -> Found:
    """A chain with its links written: X bin Y bin Z al-N."""
    if not any(normal(each) in _LINKS for each in words[1:]):
        return None
    names = _joined([each for each in words if normal(each) not in _LINKS])
    return (_chain_parts(names), "nasab") if names else None


def _chain(words: list[str], _languages: Sequence[str]) -> Found:
    """A chain without links, as most lists in Arabic write it."""
    return (_chain_parts(_joined(words)), "chain") if words else None


def _latin_chain(words: list[str], languages: Sequence[str]) -> Found:
    """The same in Latin letters, where the list or the words speak for it."""
    is_arabic = (
        "ar" in languages
        or any(normal(each) in _FIRST for each in words)
        or any(re.match(r"(?:al|el)[-'’]", each, re.I) for each in words[1:])
    )
    return _chain(words, languages) if is_arabic and len(words) > 2 else None


def _chain_parts(names: list[str]) -> tuple[Part, ...]:
    """Given, father, grandfather, further ancestors; the last of three or more is the family's."""
    parts: list[Part] = []
    if len(names) > 1 and normal(names[0].split()[0]) in _KUNYA:
        parts.append(Part("kunya", names[0]))
        names = names[1:]
    last: Part | None = None
    if len(names) > 1 and (len(names) > 2 or _ARTICLE.fullmatch(names[-1])):
        last = Part("nisba" if _NISBA.fullmatch(names[-1]) else "family", names[-1])
        names = names[:-1]
    roles = ("given", "father", "grandfather")
    for number, name in enumerate(names):
        parts.append(Part(roles[number] if number < 3 else "ancestor", name))
    return (*parts, last) if last else tuple(parts)


# Patronymics

_PATRONYMIC = re.compile(
    r".{2,}(?:ович|евич|ьич|ич|овна|евна|ична|инична|івна|ївна|йович|евич|оглы|кызы|огли)", re.I
)
_LATIN_PATRONYMIC = re.compile(
    r".{2,}(?:ovich|evich|yevich|ovych|yovych|ovna|evna|ivna|yivna)", re.I
)


def _patronymic(words: list[str], _languages: Sequence[str]) -> Found:
    """Family, given name, patronymic, in one of the two orders."""
    pattern = _PATRONYMIC if script_of(" ".join(words)) == "Cyrillic" else _LATIN_PATRONYMIC
    at = [number for number, each in enumerate(words) if pattern.fullmatch(each)]
    if len(words) < 3 or not at:
        return None
    if at[-1] >= 2:
        family, given, rest = words[: at[-1] - 1], words[at[-1] - 1], words[at[-1] :]
        parts = (Part("family", " ".join(family)), Part("given", given))
        return (*parts, Part("patronymic", " ".join(rest))), "patronymic"
    if at == [1]:
        family = words[2:]
        parts = (Part("given", words[0]), Part("patronymic", words[1]))
        return (*parts, Part("family", " ".join(family))), "patronymic"
    return None


# Surnames

_PARTICLES = _words("de|del|la|las|los|da|do|dos|das|di|van|von|der|den|y|e|san|santa|le")


def _surnames(words: list[str], languages: Sequence[str]) -> tuple[Part, ...]:
    """Surnames as two where Spanish has two, each with its particles."""
    groups = _with_particles(words)
    if len(groups) == 2 and "es" in languages:
        return (Part("family", groups[0]), Part("family2", groups[1]))
    return (Part("family", " ".join(groups)),)


def _with_particles(words: list[str]) -> list[str]:
    groups: list[str] = []
    waiting: list[str] = []
    for word in words:
        if word.casefold() in _PARTICLES:
            waiting.append(word)
        else:
            groups.append(" ".join([*waiting, word]))
            waiting = []
    if waiting:
        groups.append(" ".join(waiting))
    return groups


def _spanish(words: list[str], languages: Sequence[str]) -> Found:
    """Given names and two surnames."""
    told = "es" in languages or any(each.casefold() in ("de", "del", "y") for each in words[1:])
    groups = _with_particles(words)
    if not told or len(groups) < 3 or len(groups) > 6:
        return None
    parts = (Part("given", " ".join(groups[:-2])), Part("family", groups[-2]))
    return (*parts, Part("family2", groups[-1])), "surnames"


def _capitals(words: list[str], _languages: Sequence[str]) -> Found:
    """The family name in capitals, at one end, as international forms ask for it."""
    upper = [len(each) > 1 and each.isupper() for each in words]
    if all(upper) or not any(upper):
        return None
    count = sum(upper)
    if all(upper[:count]):
        family, given = words[:count], words[count:]
        return (Part("family", " ".join(family)), Part("given", " ".join(given))), "capitals"
    if all(upper[-count:]):
        family, given = words[-count:], words[:-count]
        return (Part("given", " ".join(given)), Part("family", " ".join(family))), "capitals"
    return None


def _last(words: list[str], _languages: Sequence[str]) -> Found:
    """Given names, then the family's."""
    groups = _with_particles(words)
    if len(groups) == 1:
        return (Part("given", groups[0]),), "one"
    if not groups:
        return None
    return (Part("given", " ".join(groups[:-1])), Part("family", groups[-1])), "last"


Rule = Callable[[list[str], Sequence[str]], Found]

_LATIN: tuple[Rule, ...] = (_nasab, _patronymic, _capitals, _latin_chain, _spanish, _last)
_RULES: dict[str, tuple[Rule, ...]] = {
    "Arabic": (_nasab, _chain),
    "Cyrillic": (_patronymic, _capitals),
    "Hebrew": (_last,),
    "Greek": (_capitals, _last),
}
