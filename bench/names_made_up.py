"""Made-up people and the lists that two sides keep of them, in four scripts: a function of a seed.

A name is a string of sounds; a writer puts it into letters by the habits of a script and, in Latin
letters, of a country (English, French, Spanish). The habits are written here by hand and share
nothing with the tables that `canje.reconcile` has learned: a list made here is news to them. No
rate below was chosen by what the linkage makes of it; they follow what practice shows
(docs/linking.md): names shortened by a generation, turned around, spelled in several ways, typed
wrongly, written twice; brothers; dates missing, partial, turned or off by a digit; people whom the
other side does not have at all.

Sounds: b t T(th) j H x(kh) d D(dh) r z s S(sh) $ % @ & (emphatic s d t z) 3(ayn) G(gh) f q k l m n
h w y '(hamza) p v g c(ch) Z(zh); a i u e o, long A I U; # ends a feminine name.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from attrs import frozen

from canje.base.dates import PartialDate
from canje.base.people import Column
from canje.intake.lists import Entries, List

Script = Literal["arabic", "latin", "cyrillic", "hebrew"]
Culture = Literal["arabic", "spanish", "slavic"]


def _listed(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_MEN = _listed(
    "muHammad 'aHmad 3alI Hasan Husayn maHmUd mu$@afA yUsuf 'ibrAhIm xAlid 3umar 3uTmAn @Ariq "
    "sa3Id sAlim jamAl kamAl nA$ir jAbir HAmid @Aha yaHyA 3IsA mUsA zayd zayn fAris 'anwar "
    "nUr bilAl rAmI hAnI sAmI wA'il ziyAd 'ayman 'imAd raSId rASid SarIf karIm raHIm nAdir "
    "fu'Ad murAd jalAl 'iyAd &Afir $AliH $abrI ramaDAn Sa3bAn rajab qAsim bASir @alAl wisAm "
    "nizAr Gassan mu3AD luTfI 'adham 'amjad 'akram 'aSraf nabIl @Ahir xalIl 'ismA3Il 'isHAq "
    "ya3qUb dAwUd sulaymAn hArUn 3adnAn 3AdIl %iyA' Hamza# 'usAma# @alHa# 3ubayda#"
)
_WOMEN = _listed(
    "fA@ima# maryam zaynab 3A'iSa# xadIja# sAra# nUra# layla# hind salmA rana# dIna# hudA "
    "munA 'amIna# jamIla# samIra# karIma# sumayya# hAla# raHma# 'asmA' SaymA' 'a%wA' lubnA"
)
_SPANISH = _listed(
    "xosE xuan luis karlos xorxe migel pedro paBlo antonio fransisko manuel rafael alBerto "
    "rikardo roBerto danIel daBId oskar ektor BIktor raUl sesar felipe andres xesUs marIo "
    "IBan gustaBo"
)
_SPANISH_WOMEN = _listed("marIa karmen ana rosa luisa elena patrIsia andrea sandra kamila BeatrIs")
_SLAVIC = _listed(
    "ivan oleksandr serhiy andriy mikola petro vasil dmitro maksim artem bohdan taras roman "
    "viktor volodimir yuriy oleh ihor anton denis pavlo stepan illya matviy danilo yevhen "
    "vitaliy"
)
_SLAVIC_WOMEN = _listed("olena oksana natalya irina kateryna marina yulya hanna svitlana tetyana")

_CONSONANTS: Mapping[Culture, str] = {
    "arabic": "btjHxdrzsS$%@3fqklmnhwy",
    "spanish": "btdgfklmnrspcB",
    "slavic": "btdhfklmnrspcvzSx",
}
_VOWELS: Mapping[Culture, str] = {"arabic": "aaiuAIU", "spanish": "aeiou", "slavic": "aeiou"}

_WRITTEN: Mapping[str, Mapping[str, str]] = {
    "arabic": {
        "b": "ب", "t": "ت", "T": "ث", "j": "ج", "H": "ح", "x": "خ", "d": "د", "D": "ذ", "r": "ر",
        "z": "ز", "s": "س", "S": "ش", "$": "ص", "%": "ض", "@": "ط", "&": "ظ", "3": "ع", "G": "غ",
        "f": "ف", "q": "ق", "k": "ك", "l": "ل", "m": "م", "n": "ن", "h": "ه", "w": "و", "y": "ي",
        "'": "أ", "p": "ب", "v|B": "ف", "g": "غ|ج", "c": "تش", "Z": "ج", "a": "", "i": "", "u": "",
        "e": "ي|", "o": "و", "A": "ا", "I": "ي", "U": "و", "E": "ي", "#": "ة|ة|ة|ه",
    },
    "hebrew": {
        "b": "ב", "t": "ת|ט", "T": "ת'|ת", "j": "ג'", "H": "ח", "x": "ח'|ח", "d": "ד", "D": "ד'|ד",
        "r": "ר", "z": "ז", "s": "ס", "S": "ש", "$": "צ|ס", "%": "ד", "@": "ט", "&": "ט'|ז",
        "3": "ע",
        "G": "ע'|ר'|ג", "f": "פ", "q": "ק", "k": "כ|ק", "l": "ל", "m": "מ", "n": "נ", "h": "ה",
        "w": "ו", "y": "י", "'": "א", "p": "פ", "v|B": "ב|ו", "g": "ג", "c": "צ'", "Z": "ז'",
        "a": "|א",
        "i": "י|", "u": "ו", "e": "|י", "o": "ו", "A": "א", "I": "י", "U": "ו", "E": "א|ה",
        "#": "ה",
    },
    "cyrillic": {
        "b": "б", "t": "т", "T": "т|с", "j": "дж", "H": "х", "x": "х", "d": "д", "D": "з|д",
        "r": "р",
        "z": "з", "s": "с", "S": "ш", "$": "с", "%": "д", "@": "т", "&": "з", "3": "|а", "G": "г",
        "f": "ф", "q": "к", "k": "к", "l": "л|ль", "m": "м", "n": "н", "h": "х|г", "w": "в|у",
        "y": "й|и", "'": "", "p": "п", "v|B": "в", "g": "г", "c": "ч", "Z": "ж", "a": "а", "i": "и",
        "u": "у", "e": "е|э", "o": "о", "A": "а", "I": "и", "U": "у", "E": "е", "#": "а",
    },
    "english": {
        "b": "b", "t": "t", "T": "th", "j": "j", "H": "h", "x": "kh", "d": "d", "D": "dh|th|z",
        "r": "r", "z": "z", "s": "s|ss", "S": "sh", "$": "s", "%": "d|dh", "@": "t", "&": "z|dh",
        "3": "|'|a", "G": "gh", "f": "f", "q": "q|k|g", "k": "k", "l": "l", "m": "m", "n": "n",
        "h": "h", "w": "w", "y": "y|i", "'": "", "p": "p", "v|B": "v|b", "g": "g", "c": "ch",
        "Z": "zh", "a": "a|a|e", "i": "i|i|e", "u": "u|u|o", "e": "e", "o": "o", "A": "a|aa",
        "I": "i|ee|y", "U": "u|oo|ou", "E": "e", "#": "a|a|ah",
    },
    "french": {
        "j": "dj|j", "x": "kh", "S": "ch", "u": "ou|o", "U": "ou", "w": "ou|w", "G": "gh|r",
        "c": "tch", "Z": "j", "q": "k|q", "i": "i|e", "#": "a", "I": "i", "D": "d|dh", "T": "th|t",
    },
    "spanish": {
        "j": "y|j", "x": "j|kh", "S": "sh|ch", "w": "u|w", "q": "k|q", "G": "g|gh", "B": "b|v",
        "c": "ch", "Z": "y", "k": "c|k", "#": "a", "I": "i", "U": "u", "s": "s|z", "y": "y|i",
        "T": "t|th", "D": "d", "h": "h|j",
    },
}  # fmt: skip
_KEYS = {
    "latin": "qwertyuiop asdfghjkl zxcvbnm",
    "cyrillic": "йцукенгшщзхфывапролджэячсмитьбю",
    "arabic": "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ",
    "hebrew": "קראטוןםפשדגכעיחלךףזסבהנמצתץ",
}


_ARTICLE = {"arabic": "ال", "hebrew": "אל-", "cyrillic": "аль-", "latin": "al-"}

_HABIT = 0.75
"""How often a writer takes the first way to write a sound before thinking of others."""


@frozen(kw_only=True)
class Noise:
    """How often what goes wrong goes wrong, by entry or by word (docs/linking.md says why)."""

    brothers: float = 0.08
    father_left_out: float = 0.15
    grandfather_left_out: float = 0.35
    family_left_out: float = 0.08
    turned: float = 0.06
    typed_wrong: float = 0.03
    given_otherwise: float = 0.01
    born_missing: float = 0.35
    born_year_only: float = 0.12
    born_turned: float = 0.02
    born_digit: float = 0.04
    born_year_off: float = 0.05
    taken_missing: float = 0.50
    taken_off: float = 0.25
    place_missing: float = 0.30
    place_other: float = 0.10
    twice: float = 0.0


@frozen(kw_only=True)
class Person:
    """Somebody who does not exist: sounds of a name, dates, a town."""

    given: str
    father: str
    grandfather: str
    family: str
    sex: str
    born: dt.date
    taken: dt.date
    place: str


@frozen(eq=False)
class Made:
    """Lists of made-up people, and who each entry is."""

    lists: tuple[List, ...]
    truth: Mapping[str, int]


def made_up(
    seed: int,
    size: int = 10_000,
    shared: float = 0.7,
    scripts: Sequence[Script] = ("arabic", "latin"),
    culture: Culture = "arabic",
    noise: Noise | None = None,
) -> Made:
    """One list a script, each with `size` people, of whom the first `shared` are on all of them."""
    noise = noise or Noise()
    chance = random.Random(f"{seed}:{size}:{culture}")
    on_all = round(size * shared)
    people = _people(chance, on_all + len(scripts) * (size - on_all), culture, noise)
    chance.shuffle(people)
    lists: list[List] = []
    truth: dict[str, int] = {}
    for number, script in enumerate(scripts):
        own = on_all + number * (size - on_all)
        who = [*range(on_all), *range(own, own + size - on_all)]
        who += [each for each in who if chance.random() < noise.twice]
        chance.shuffle(who)
        id = f"{'ABCDEFGH'[number]}-{script}"
        habit = script if script != "latin" else chance.choice(("english", "french", "spanish"))
        rows = [_entry(chance, people[each], script, habit, noise) for each in who]
        ids = tuple(f"{id}#{line}" for line in range(2, len(rows) + 2))
        columns = {name: Column.of([row[name] for row in rows]) for name in rows[0]}
        truth.update(zip(ids, who, strict=True))
        lists.append(
            List(
                id=id, party=id[0], kind="sought" if number else "held", version=1,
                date=PartialDate(2025, 1, 1), file=f"{id}.csv", sha256="", series=id,
                entries=Entries(ids, columns), one_each=not noise.twice,
            )
        )  # fmt: skip
    return Made(tuple(lists), truth)


def write(made: Made, folder: Path) -> list[Path]:
    """The lists as files, as a party would hand them over."""
    paths = []
    for each in made.lists:
        path = folder / each.file
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            names = list(each.entries.columns)
            writer.writerow(names)
            writer.writerows(
                zip(*(each.entries.column(name).texts() for name in names), strict=True)
            )
        paths.append(path)
    return paths


def _people(chance: random.Random, count: int, culture: Culture, noise: Noise) -> list[Person]:
    men = {"arabic": _MEN, "spanish": _SPANISH, "slavic": _SLAVIC}[culture]
    women = {"arabic": _WOMEN, "spanish": _SPANISH_WOMEN, "slavic": _SLAVIC_WOMEN}[culture]
    men = (*men, *(_invented(chance, culture) for _ in range(150)))
    families = [_invented(chance, culture, 3) for _ in range(max(300, count // 20))]
    if culture == "arabic":
        families = [each.rstrip("#aiuAIU") + "I" for each in families]
    towns = [_invented(chance, culture, 3) for _ in range(60)]
    found: list[Person] = []
    while len(found) < count:
        if found and chance.random() < noise.brothers:
            kin = found[chance.randrange(max(0, len(found) - 50), len(found))]
            father, grandfather, family, place = kin.father, kin.grandfather, kin.family, kin.place
        else:
            father, grandfather = _zipf(chance, men), _zipf(chance, men)
            family, place = _zipf(chance, families, 0.6), _zipf(chance, towns, 0.8)
        woman = chance.random() < 0.06
        born = dt.date(1955, 1, 1) + dt.timedelta(chance.randrange(51 * 365))
        found.append(
            Person(
                given=_zipf(chance, women if woman else men), father=father,
                grandfather=grandfather, family=family, sex="female" if woman else "male",
                born=born, taken=dt.date(2022, 6, 1) + dt.timedelta(chance.randrange(900)),
                place=place,
            )
        )  # fmt: skip
    return found


def _zipf(chance: random.Random, names: Sequence[str], steep: float = 0.9) -> str:
    """Few names are many people's: the n-th is met in proportion to 1 / (n + 2)^steep, about."""
    low, high = 2.5 ** (1 - steep), (len(names) + 2.5) ** (1 - steep)
    rank = (low + chance.random() * (high - low)) ** (1 / (1 - steep)) - 2.5
    return names[min(max(int(rank), 0), len(names) - 1)]


def _invented(chance: random.Random, culture: Culture, syllables: int = 2) -> str:
    sounds = []
    for _ in range(syllables):
        sounds.append(chance.choice(_CONSONANTS[culture]) + chance.choice(_VOWELS[culture]))
    return "".join(sounds) + chance.choice(_CONSONANTS[culture])


def _spell(chance: random.Random, sounds: str, habit: str) -> str:
    """A name in letters; a doubled sound is often written once."""
    letters = _WRITTEN.get(habit, {})
    spelled, last = [], ""
    for place, sound in enumerate(sounds):
        if sound == last and (habit in ("arabic", "hebrew") or chance.random() < 0.4):
            continue
        last = sound
        ways = _letters(letters, sound)
        if ways is None:
            ways = _letters(_WRITTEN["english"], sound) or ""
        if habit == "arabic" and place == 0 and sound == "'":
            ways = "أ|ا" if sounds[1:2] in ("a", "u") else "إ|ا"
        elif habit in ("arabic", "hebrew") and place == 0 and sound in "aeiouE":
            ways = "ا" if habit == "arabic" else "א"
        elif habit == "arabic" and place == len(sounds) - 1 and sound in "aAI":
            ways = "ي|ى" if sound == "I" else "ى|ا"
        options = ways.split("|")  # a writer's habit comes first, and is mostly kept
        spelled.append(options[0] if chance.random() < _HABIT else chance.choice(options))
    word = "".join(spelled)
    if habit == "hebrew" and word[-1:] in "כמנפצ":
        word = word[:-1] + "ךםןףץ"["כמנפצ".index(word[-1])]
    return word


def _letters(letters: Mapping[str, str], sound: str) -> str | None:
    return next((way for key, way in letters.items() if sound in key.split("|")), None)


def _mistyped(chance: random.Random, word: str, script: Script) -> str:
    if len(word) < 3:
        return word
    at = chance.randrange(1, len(word))
    match chance.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        case 2:
            return word[:at] + word[at] + word[at:]
        case _:
            return word[:at] + chance.choice(_KEYS[script].replace(" ", "")) + word[at + 1 :]


def _entry(
    chance: random.Random, person: Person, script: Script, habit: str, noise: Noise
) -> dict[str, str]:
    """A person as a writer of a list puts them down."""
    given = person.given
    if chance.random() < noise.given_otherwise:
        given = _invented(chance, "arabic")
    sounds = [given]
    if chance.random() >= noise.father_left_out:
        sounds.append(person.father)
        if chance.random() >= noise.grandfather_left_out:
            sounds.append(person.grandfather)
    if chance.random() >= noise.family_left_out or len(sounds) == 1:
        sounds.append(person.family)
    words = [_spell(chance, each, habit) for each in sounds]
    if sounds[-1] == person.family and person.family.endswith("I") and chance.random() < 0.7:
        words[-1] = {"arabic": "ال", "hebrew": "אל-", "cyrillic": "аль-", "latin": "al-"}[
            script
        ] + words[-1]
    words = [
        _mistyped(chance, word, script) if chance.random() < noise.typed_wrong else word
        for word in words
    ]
    if chance.random() < noise.turned:
        words = words[-1:] + words[:-1]
    name = " ".join(words)
    if script in ("latin", "cyrillic"):
        name = name.title()
    place = person.place
    if chance.random() < noise.place_other:
        place = _invented(chance, "arabic", 3)
    return {
        "name": name,
        "sex": person.sex,
        "born": "" if chance.random() < noise.born_missing else _born(chance, person.born, noise),
        "taken": ""
        if chance.random() < noise.taken_missing
        else _taken(chance, person.taken, noise),
        "place": ""
        if chance.random() < noise.place_missing
        else _spell(chance, place, habit).title(),
    }


def _born(chance: random.Random, day: dt.date, noise: Noise) -> str:
    """A birth date as lists have it: the day and month guessed away, turned, a digit wrong."""
    if chance.random() < noise.born_year_off:
        day = day.replace(year=day.year + chance.choice((-1, 1)), day=min(day.day, 28))
    if chance.random() < noise.born_year_only:
        return str(day.year)
    if day.day <= 12 and chance.random() < noise.born_turned / 0.4:
        day = day.replace(day=day.month, month=day.day)
    if chance.random() < noise.born_digit:
        for _ in range(20):
            text = list(day.isoformat())
            text[chance.choice((2, 3, 6, 8, 9))] = chance.choice("0123456789")
            try:
                return dt.date.fromisoformat("".join(text)).isoformat()
            except ValueError:
                continue
    return day.isoformat()


def _taken(chance: random.Random, day: dt.date, noise: Noise) -> str:
    if chance.random() < noise.taken_off:
        day += dt.timedelta(chance.choice((-20, -7, -3, -2, -1, 1, 2, 3, 7, 20)))
    return day.isoformat()
