"""Words around names that are no names, and names that go by several words.

Titles, links (son of, father of, the, of), and short or foreign forms of given names. All in normal
forms (`scripts.normal`); common knowledge of the languages, nobody's data.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Literal

from canje.reconcile.scripts import normal

Link = Literal["son", "daughter", "parent", "the", "of", "and"]


def _words(text: str) -> frozenset[str]:
    return frozenset(normal(each)[1] for each in text.split())


TITLES = _words(
    """
    mr mrs ms miss mister dr doctor prof professor hon gen general col
    colonel maj capt captain lt lieutenant sgt sergeant cpl brig brigadier adm
    admiral president minister senator engineer ing lic licenciado
    senor senora sr sra ciudadano coronel capitan monsieur madame mme
    mlle maitre me herr frau prasident gospodin tovarisch jr ii iii iv fnu nmn
    llc ltd السيده الدكتور دكتور المهندس الاستاذ استاذ اللواء
    الملازم الجندي الاسير مولانا آغاي خانم khanum khanom
    господин госпожа генерал полковник майор капитан лейтенант сержант
    рядовой матрос солдат старший молодший доктор д-р מר גברת גב ד"ר דר
    פרופ רס"ן סמל
    """
)
"""Words that are titles or ranks wherever they stand."""

TITLES_FIRST = _words(
    """
    sir lord lady major sheikh shaikh shaykh sheik cheikh hajji haji hajj haj hadji alhaj mullah
    mulla mawlawi maulvi mawlana maulana qari ustad ustadh ustaz mulay eng pan pani
    الشيخ شيخ الحاج حاج حاجي العميد العقيد المقدم الرائد النقيب الشهيد مولوي ملا قاري
    шейх хадж хаджи мулла пан пані הרב רב שייח
    """
)
"""Titles before a name; behind another name they are names: Omar al-Naqib, Ahmed El-Sheikh."""

EITHER_FIRST = _words(
    "sayyid sayed syed sayyed sidi hafiz hafez don dona سيد السيد سيدي حافظ сайид сеид дон"
)
"""Before a name as often a title as the given name, and nothing tells which: Sayed Omar Hassan."""

EVERY_TITLE = TITLES | TITLES_FIRST | EITHER_FIRST

_LINKS: tuple[tuple[Link, str], ...] = (
    ("son", "bin ibn ben bn ould wuld wald walad zada بن ابن ولد زاده бин ибн бен ульд оглы углу "
     "אבן בן"),
    ("daughter", "bint bent bte binti بنت ابنة кызы בת"),
    ("parent", "abu abou aboo abi umm oum um om omm أبو ابو أبي ام أم абу умм אבו אום"),
    ("the", "al el ul ال אל аль эль ас ад ар аз א"),
    (
        "of",
        "de del della di da do dos das du la las los le les van von der den ter ten zu zur af "
        "av st af mac آل фон де ван ди да ла ле פון דה ואן די דל",
    ),
    ("and", "y e i and et und و и та й"),
)  # fmt: skip

LINKS: Mapping[str, Link] = {
    normal(word)[1]: link for link, words in _LINKS for word in words.split()
}
"""What stands between names: `bin` before a father's, `abu` before a child's, `de la`, `y`.

No given name may stand here: وليد (Walid) is one, ولد (ould) is none. Some links are names where
they open one (Ben Carter Hill, Do Van Minh): see `tokens`."""

FIRST = _words(
    "bin ibn bint abu abou umm oum al el de del بن ابن ابو ام ال بنت аль эль бин ибн абу אבו אל"
)
"""Links that are one even as the first word of a name: Abu Omar, de León."""

DIN = _words(
    "din deen dine dean addin addine aldin eldin eddin eddine uddin uddine oddin الدين دين "
    "эддин аддин уддин дин"
)
ALLAH = _words("allah alla ullah ulla ollah olla الله لله аллах улла уллах")
SERVANT = _words(
    "abd abdul abdel abdal abdol abdoul abdool abdur abder abdus abdes abdu عبد абд абдул абдель "
    "абдал עבד"
)

PATRONYMICS = (
    "ovich", "evich", "ovych", "evych", "yovych", "iovych", "ovitch", "evitch", "ovic", "evna",
    "ovna", "ivna", "yivna", "ievna", "ichna", "inichna", "овна", "евна", "ивна", "ович", "евич",
    "ивич", "ьич", "ична", "иинична",
)  # fmt: skip
"""Endings of a father's name that is made into a word of its own."""

_SAME = """
alexander aleksandr alexandr oleksandr alexandre alejandro iskandar sasha alex олександр александр
sergei sergey sergiy serhii serhiy serge сергей сергій
vladimir volodymyr volodimir volodya володимир владимир
nikolai nikolay mykola nicolas nicholas nikolaus николай микола
michael mikhail mykhailo mihail miguel michel mikhael михаил михайло מיכאל
dmitri dmitry dmytro dmitriy dima дмитрий дмитро
andrew andrei andrey andrii andriy andres andre андрей андрій
peter petr petro piotr pyotr pedro pierre петр петро
paul pavel pavlo pablo paolo павел павло
john ivan juan jean johann giovanni ioan jan johannes иван іван יוחנן
joseph yosef yusuf josef jose giuseppe yosyp iosif josip youssef иосиф йосип يوسف יוסף
alexei aleksei alexey oleksii oleksiy alexis алексей олексій
basil vasily vasili vasyl василий василь
gregory grigory grigori hryhorii hryhoriy gregorio григорий григорій
eugene evgeny evgeni yevhen yevgeny evgenii евгений євген
george georgy georgi heorhii jorge yuri yury yurii георгий георгій
stephen steven stefan stepan esteban etienne степан
matthew matvei matvii mateo matthieu matias матвей матвій
helen elena olena yelena helena lena елена олена
irina iryna irene ирина ірина
natalia nataliia natalya natalie nataliya наталья наталія
catherine ekaterina kateryna katerina katherine catalina екатерина катерина
anna hanna ana ann anne анна ганна
tatiana tetiana tatyana татьяна тетяна
oksana ksenia kseniia oxana оксана ксения
james jacob jacobo jaime yakov yakiv iakov jacques яков яків יעקב
abraham ibrahim avraham ebrahim ابراهيم אברהם ибрагим
moses musa moshe moussa moises موسى משה муса
david daoud dawood dawud داود דוד
solomon suleiman sulaiman shlomo soliman سليمان שלמה
isaac ishaq yitzhak ishak اسحاق יצחק
mary maria mariam maryam miriam marie مريم מרים мария марія
jesus issa isa eissa عيسى иса
theodore ted fedor fyodor fedir teodoro федор федір
charles carlos karl carl karol
louis luis luigi ludwig
henry enrique henri heinrich henrique
frederick friedrich federico fred fritz frederic frederik
william guillermo guillaume wilhelm bill will
robert roberto bob rob robbie
richard ricardo dick rick
francis francisco francois franz paco pancho frank francesco
anthony antonio antoine anton tony антон
benjamin ben benny binyamin בנימין
edward eduardo ed eddie edouard
joseph joe pepe joey
daniel danny dan daniil danylo даниил данило דניאל
thomas tomas tom tommy
elizabeth isabel liz lisa elisabeth betty
margaret margarita marguerite maggie
"""


def _sorts(text: str) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for word in line.split():
            found.setdefault(normal(word)[1], set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


SAME = _sorts(_SAME)
"""Given names that are one name in several languages, or a short form of it."""


def _near() -> Mapping[str, frozenset[tuple[int, int]]]:
    text = (resources.files("canje") / "data" / "names" / "near.txt").read_text(encoding="utf-8")
    found: dict[str, set[tuple[int, int]]] = {}
    for line, names in enumerate(text.splitlines()):
        if names.startswith("#"):
            continue
        for group, words in enumerate(names.split("|")):
            for word in words.split():
                found.setdefault(normal(word)[1], set()).add((line, group))
    return {word: frozenset(places) for word, places in found.items()}


NEAR = _near()
"""Common names that are near in letters and yet two: lines of them, and which name of its line."""


def apart(one: str, other: str) -> bool:
    """Whether two words are two names that clerks know apart, however near their letters.

    >>> apart("hassan", "hussein"), apart("hussein", "husayn"), apart("hassan", "bukele")
    (True, False, False)
    """
    left, right = NEAR.get(one, frozenset()), NEAR.get(other, frozenset())
    return bool({line for line, _ in left} & {line for line, _ in right}) and not left & right
