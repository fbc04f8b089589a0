"""Every word of the reasons for and against one person, in English, Spanish and Arabic.

A reason is a sentence about a subject. Spanish and Arabic sentences agree with the subject's
gender: where that shows, a text has two forms, `m` and `f`. `{subject}` is put in by the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from canje.base.languages import Three

Gender = Literal["m", "f"]


class Noun(NamedTuple):
    """A subject in each language, with its gender where there is one."""

    texts: Three
    spanish: Gender = "m"
    arabic: Gender = "m"


class Forms(NamedTuple):
    """A sentence for a subject of either gender."""

    m: str
    f: str


Sentence = tuple[str, str | Forms, str | Forms]

_BORN = "la fecha de nacimiento"
_TAKEN, _TAKEN_AR = "la captura o detención", "الأسر أو الاعتقال"

SUBJECTS: Mapping[str, Noun] = MappingProxyType(
    {
        # roles of the words of a name
        "given": Noun(("given name", "el nombre", "الاسم")),
        "father": Noun(("father's name", "el nombre del padre", "اسم الأب")),
        "grandfather": Noun(("grandfather's name", "el nombre del abuelo", "اسم الجد")),
        "family": Noun(("family name", "el apellido", "اسم العائلة")),
        "family2": Noun(("second family name", "el segundo apellido", "اسم العائلة الثاني")),
        "kunya": Noun(("kunya", "la kunya", "الكنية"), "f", "f"),
        "forebear": Noun(("forebear's name", "el nombre de un antepasado", "اسم أحد الأجداد")),
        "middle": Noun(("middle name", "el segundo nombre", "الاسم الأوسط")),
        "either": Noun(
            ("given name or title", "el nombre o tratamiento", "الاسم الأول أو لقب المخاطبة")
        ),
        "title": Noun(("title", "el tratamiento", "لقب المخاطبة")),
        # facts
        "born": Noun(("birth date", _BORN, "تاريخ الميلاد"), "f"),
        "taken": Noun(("date of capture", f"la fecha de {_TAKEN[3:]}", f"تاريخ {_TAKEN_AR}"), "f"),
        "taken_place": Noun(("place of capture", f"el lugar de {_TAKEN[3:]}", f"مكان {_TAKEN_AR}")),
        "place": Noun(("place", "el lugar", "المكان")),
        "sex": Noun(("sex", "el sexo", "الجنس")),
        "nationality": Noun(("nationality", "la nacionalidad", "الجنسية"), "f", "f"),
        "id_number": Noun(
            ("number of the identity card", "el número del documento de identidad", "رقم الهوية")
        ),
    }
)
"""What is compared, by role or fact."""

COLUMN = Noun(("{column}", "la columna «{column}»", "العمود «{column}»"), "f")
"""A further column, under the name that it has."""

SCRIPTS: Mapping[str, Three] = MappingProxyType(
    {
        "latin": ("Latin", "latina", "اللاتينية"),
        "arabic": ("Arabic", "árabe", "العربية"),
        "hebrew": ("Hebrew", "hebrea", "العبرية"),
        "cyrillic": ("Cyrillic", "cirílica", "السيريلية"),
        "other": ("another", "otra", "غيرها"),
    }
)

SEMICOLON: Three = ("; ", "; ", "؛ ")

IN_SCRIPTS: Three = (
    "{said} in {one} and {other} script",
    "{said}, en escritura {one} y {other}",
    "{said} بالكتابة {one} و{other}",
)

_SAME: Sentence = (
    "{subject} the same",
    Forms("{subject} es el mismo", "{subject} es la misma"),
    Forms("{subject} هو نفسه", "{subject} هي نفسها"),
)
_ANOTHER: Sentence = (
    "{subject} another one",
    Forms("{subject} es otro", "{subject} es otra"),
    Forms("{subject} مختلف", "{subject} مختلفة"),
)
_SLIP: Sentence = (
    "{subject} a slip apart",
    "{subject} difiere en una errata",
    Forms("{subject} يختلف بزلّة كتابة", "{subject} تختلف بزلّة كتابة"),
)

WHY: Mapping[str, Sentence] = MappingProxyType(
    {
        "same": _SAME,
        "script": _SAME,
        "spelled": (
            "{subject} spelled differently",
            Forms("{subject} está escrito de otra manera", "{subject} está escrita de otra manera"),
            Forms("{subject} مكتوب بصورة أخرى", "{subject} مكتوبة بصورة أخرى"),
        ),
        "form": (
            "{subject} another form of the same name",
            "{subject} es otra forma del mismo nombre",
            "{subject} صيغة أخرى من الاسم نفسه",
        ),
        "initial": (
            "{subject} an initial that fits",
            "{subject} es una inicial que concuerda",
            "{subject} حرف أول يوافق الاسم",
        ),
        "garbled": (
            "{subject} may be a garble: its consonants sound alike",
            Forms(
                "{subject} puede estar deformado: sus consonantes suenan parecido",
                "{subject} puede estar deformada: sus consonantes suenan parecido",
            ),
            Forms(
                "{subject} قد يكون محرَّفًا: حروفه الساكنة متقاربة الصوت",
                "{subject} قد تكون محرَّفة: حروفها الساكنة متقاربة الصوت",
            ),
        ),
        "joined": (
            "{subject} the same, written as one word and as two",
            Forms(
                "{subject} es el mismo, escrito en una palabra y en dos",
                "{subject} es la misma, escrita en una palabra y en dos",
            ),
            Forms(
                "{subject} هو نفسه، مكتوبًا كلمة واحدة وكلمتين",
                "{subject} هي نفسها، مكتوبة كلمة واحدة وكلمتين",
            ),
        ),
        "doubtful": (
            "{subject} only somewhat alike",
            "{subject} solo se parece en parte",
            Forms("{subject} متشابه بعض الشيء فقط", "{subject} متشابهة بعض الشيء فقط"),
        ),
        "another": (
            "{subject} another one, though near in letters",
            Forms(
                "{subject} es otro, aunque se escribe parecido",
                "{subject} es otra, aunque se escribe parecido",
            ),
            Forms("{subject} مختلف وإن تقاربت الحروف", "{subject} مختلفة وإن تقاربت الحروف"),
        ),
        "unlike": (
            "{subject} hardly alike",
            "{subject} apenas se parece",
            Forms("{subject} لا يكاد يتشابه", "{subject} لا تكاد تتشابه"),
        ),
        "differs": (
            "{subject} differs",
            Forms("{subject} es distinto", "{subject} es distinta"),
            Forms("{subject} مختلف", "{subject} مختلفة"),
        ),
        "missing.left": (
            "{subject} missing on the left",
            "falta {subject} a la izquierda",
            Forms("{subject} غير مذكور في اليسار", "{subject} غير مذكورة في اليسار"),
        ),
        "missing.right": (
            "{subject} missing on the right",
            "falta {subject} a la derecha",
            Forms("{subject} غير مذكور في اليمين", "{subject} غير مذكورة في اليمين"),
        ),
    }
)
"""How two words of a name stand to each other."""

NOTES: Mapping[str, Three] = MappingProxyType(
    {
        "order": (
            "words in another order",
            "las palabras están en otro orden",
            "الكلمات بترتيب آخر",
        ),
        "swapped": (
            "father and child change places",
            "el nombre propio y el del padre cambian de lugar",
            "تبادل اسم الشخص واسم أبيه موضعيهما",
        ),
    }
)
"""What is said of a whole name besides."""

LEVELS: Mapping[str, Sentence] = MappingProxyType(
    {
        "missing": (
            "{subject} missing",
            "falta {subject}",
            Forms("{subject} غير مذكور", "{subject} غير مذكورة"),
        ),
        # parts of a name
        "name.apart": _ANOTHER,
        "name.perhaps": (
            "{subject} perhaps the same",
            Forms("{subject} quizá sea el mismo", "{subject} quizá sea la misma"),
            Forms("{subject} ربما هو نفسه", "{subject} ربما هي نفسها"),
        ),
        "name.near": _SLIP,
        "name.likely": (
            "{subject} likely the same",
            Forms("{subject} es probablemente el mismo", "{subject} es probablemente la misma"),
            Forms("{subject} هو نفسه على الأرجح", "{subject} هي نفسها على الأرجح"),
        ),
        "name.same": _SAME,
        "name.crossed": (
            "{subject} stands elsewhere in the other name, which has another one here",
            Forms(
                "{subject} está en otro lugar del otro nombre, que aquí tiene otro",
                "{subject} está en otro lugar del otro nombre, que aquí tiene otra",
            ),
            Forms(
                "{subject} وارد في موضع آخر من الاسم المقابل، وفيه هنا غيره",
                "{subject} واردة في موضع آخر من الاسم المقابل، وفيه هنا غيرها",
            ),
        ),
        # words under other roles
        "elsewhere.near": (
            "another word of the names a slip apart",
            "otra palabra de los nombres difiere en una errata",
            "كلمة أخرى من الاسمين تختلف بزلّة كتابة",
        ),
        "elsewhere.one": (
            "one word stands at another place of the name",
            "una palabra está en otro lugar del nombre",
            "كلمة واحدة واردة في موضع آخر من الاسم",
        ),
        "elsewhere.more": (
            "several words stand at other places of the name",
            "varias palabras están en otros lugares del nombre",
            "عدة كلمات واردة في مواضع أخرى من الاسم",
        ),
        "elsewhere.turned": (
            "the same words, family name and given name turned around",
            "las mismas palabras, con el apellido y el nombre invertidos",
            "الكلمات نفسها، مع تبادل الاسم واسم العائلة موضعيهما",
        ),
        # births
        "born.same day": ("birth date the same", f"{_BORN} es la misma", "تاريخ الميلاد هو نفسه"),
        "born.day and month swapped": (
            "birth day and month swapped",
            "el día y el mes de nacimiento están intercambiados",
            "يوم الميلاد وشهره متبادلان",
        ),
        "born.one digit": (
            "birth date one digit apart",
            f"{_BORN} difiere en una cifra",
            "تاريخ الميلاد يختلف برقم واحد",
        ),
        "born.same as far as known": (
            "birth date the same as far as it is known",
            f"{_BORN} es la misma hasta donde se conoce",
            "تاريخ الميلاد هو نفسه بقدر ما هو معروف",
        ),
        "born.a year apart": (
            "birth year one apart",
            "el año de nacimiento difiere en uno",
            "سنة الميلاد تختلف بسنة واحدة",
        ),
        "born.two digits": (
            "birth date two digits apart",
            f"{_BORN} difiere en dos cifras",
            "تاريخ الميلاد يختلف برقمين",
        ),
        "born.apart": ("birth date another one", f"{_BORN} es otra", "تاريخ الميلاد مختلف"),
        # captures
        "taken.same day": (
            "taken on the same day",
            f"{_TAKEN} fue el mismo día",
            f"{_TAKEN_AR} في اليوم نفسه",
        ),
        "taken.within days": (
            "taken within three days",
            f"{_TAKEN} difiere en tres días como máximo",
            f"{_TAKEN_AR} بفارق ثلاثة أيام على الأكثر",
        ),
        "taken.within weeks": (
            "taken within a month",
            f"{_TAKEN} difiere en un mes como máximo",
            f"{_TAKEN_AR} بفارق شهر على الأكثر",
        ),
        "taken.same as far as known": (
            "taken in the same month or year, as far as it is known",
            f"{_TAKEN} fue en el mismo mes o año, hasta donde se conoce",
            f"{_TAKEN_AR} في الشهر نفسه أو السنة نفسها، بقدر ما هو معروف",
        ),
        "taken.apart": (
            "taken at another time",
            f"{_TAKEN} fue en otro momento",
            f"{_TAKEN_AR} في وقت آخر",
        ),
        # choices and texts
        "text.same": _SAME,
        "text.close": _SLIP,
        "text.part": (
            "{subject} in part the same",
            "{subject} coincide en parte",
            Forms("{subject} يتطابق جزئيًّا", "{subject} تتطابق جزئيًّا"),
        ),
        "text.apart": _ANOTHER,
    }
)
"""What a comparison of two entries says, by the kind of fact and its level."""
