"""Words around two names or two entries side by side, in English, Spanish and Arabic.

The reasons themselves stand in `canje.reconcile.catalogue`. Names of fields are short, so that a
table with two names fits into 80 columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from canje.base.languages import Language, Three, said
from canje.reconcile.register import Verdict

SAID: Mapping[str, Three] = MappingProxyType(
    {
        # canje names
        "names.alike": ("Alike", "Se parecen", "متشابهان"),
        "names.perhaps": ("Perhaps alike", "Quizá se parezcan", "ربما متشابهان"),
        "names.unlike": ("Unlike", "No se parecen", "غير متشابهين"),
        "names.figures": (
            ": score {score} of 1, evidence {bits} bits",
            ": puntuación {score} de 1, indicios {bits} bits",
            ": الدرجة {score} من 1، والدلالة {bits} بت",
        ),
        "names.bits": ("bits", "bits", "بت"),
        "names.why": ("why", "por qué", "السبب"),
        "names.note": ("Note: {note}.", "Nota: {note}.", "ملاحظة: {note}."),
        "names.none": (
            "There is no word to compare.",
            "No hay ninguna palabra que comparar.",
            "لا توجد كلمة للمقارنة.",
        ),
        "names.meaning": (
            "A bit for is twice as likely one person's names as two people's; rare names say more.",
            "Cada bit a favor hace el doble de probable que sean nombres de una sola persona y no "
            "de dos; los nombres raros dicen más.",
            "كل بت موجب يضاعف ترجيح أن الاسمين لشخص واحد لا لشخصين؛ والأسماء النادرة أدلّ.",
        ),
        # canje queue
        "queue.head": ("{n} of {of}", "{n} de {of}", "{n} من {of}"),
        "queue.one": ("one person: {share}", "una sola persona: {share}", "شخص واحد: {share}"),
        "queue.again": (
            "a second look, without the first verdict",
            "una segunda mirada, sin el primer veredicto",
            "نظرة ثانية، دون الحكم الأول",
        ),
        "queue.left": ("left", "izquierda", "اليسار"),
        "queue.right": ("right", "derecha", "اليمين"),
        "queue.ask": (
            "same (s), different (d), unsure (u), later (k), quit (q)",
            "la misma (s), otra (d), no lo sé (u), más tarde (k), salir (q)",
            "نفسه (s)، آخر (d)، غير متأكد (u)، لاحقًا (k)، خروج (q)",
        ),
        "queue.ask.again": (
            "Answer with one of these words or letters.",
            "Responda con una de estas palabras o letras.",
            "أجيبوا بإحدى هذه الكلمات أو الحروف.",
        ),
        "queue.why": ("why", "por qué", "السبب"),
        "queue.once": (
            "No two entries have been judged by two people yet.",
            "Todavía no hay dos anotaciones juzgadas por dos personas.",
            "لا يوجد بعدُ قيدان بتّ فيهما شخصان.",
        ),
        "queue.twice": (
            "Judged by two people: the same verdict on {agree} of {both} ({share}).",
            "Juzgado por dos personas: el mismo veredicto en {agree} de {both} ({share}).",
            "ما بتّ فيه شخصان: الحكم نفسه في {agree} من {both} ({share}).",
        ),
        "queue.asks": (
            "To ask the parties: remarks that may say that somebody died or was released ({n})",
            "Por preguntar a las partes: observaciones que quizá digan que alguien murió o fue "
            "liberado ({n})",
            "أسئلة تُطرح على الأطراف: ملاحظات قد تعني أن شخصًا توفي أو أُفرج عنه ({n})",
        ),
        "queue.asks.died": ("died?", "¿murió?", "توفي؟"),
        "queue.asks.released": ("released?", "¿fue liberado?", "أُفرج عنه؟"),
        "queue.asks.how": (
            "Write each answer to {file}, under the entry's id. A remark alone changes no status.",
            "Escriba cada respuesta en {file}, con el id de la entrada. Una observación sola no "
            "cambia ningún estado.",
            "اكتبوا كل ردّ في {file} تحت معرّف القيد. الملاحظة وحدها لا تغيّر حالة أحد.",
        ),
        "queue.none": (
            "Nothing is left to ask.",
            "No queda nada que preguntar.",
            "لم يبق ما يُسأل عنه.",
        ),
        # canje queue --weights
        "weights.says": ("comparison, in bits", "comparación, en bits", "المقارنة، بالبتات"),
        "weights.before": ("before", "antes", "قبل"),
        "weights.after": ("after", "después", "بعد"),
        "weights.line": (
            "Odds are raised to the power {slope} and shifted by {shift} bits, as judgements have "
            "it.",
            "Las razones de probabilidad se elevan a {slope} y se desplazan {shift} bits, según "
            "los juicios.",
            "تُرفع نسب الترجيح إلى الأس {slope} وتُزاح بمقدار {shift} بت، بحسب الأحكام.",
        ),
        "weights.persons": (
            "Proposed persons before judgements {before}, after {after}.",
            "Personas propuestas antes de los juicios: {before}; después: {after}.",
            "الأشخاص المقترحون قبل الأحكام: {before}، وبعدها: {after}.",
        ),
        "weights.right": (
            "Of {judged} judged pairs the machine alone had {right} right.",
            "De los pares juzgados ({judged}), la máquina sola acertó en {right}.",
            "من الأزواج التي بُتّ فيها ({judged}) أصابت الآلة وحدها في {right}.",
        ),
        # how a field stands
        "mark.match": ("match", "coincide", "مطابق"),
        "mark.near": ("near", "parecido", "قريب"),
        "mark.mismatch": ("mismatch", "no coincide", "مخالف"),
        "mark.script": ("two scripts", "2 alfabetos", "كتابتان"),
        "mark.blank": ("blank", "en blanco", "فارغ"),
        # kinds of lists
        "kind.sought": ("sought", "buscadas", "مطلوبون"),
        "kind.held": ("held", "retenidas", "محتجزون"),
        "kind.agreed": ("agreed", "acordadas", "متفق عليهم"),
        "kind.moved": ("moved", "han cruzado", "عبروا"),
        # fields
        "field.entry": ("entry", "anotación", "القيد"),
        "field.kind": ("kind", "tipo", "النوع"),
        "field.party": ("party", "parte", "الطرف"),
        "field.other words": ("other words", "más palabras", "كلمات أخرى"),
        "field.number": ("number", "número", "الرقم"),
        "field.reference": ("reference", "referencia", "المرجع"),
        "field.name": ("name", "nombre entero", "الاسم الكامل"),
        "field.given": ("given", "nombre", "الاسم"),
        "field.father": ("father", "padre", "الأب"),
        "field.grandfather": ("grandfather", "abuelo", "الجد"),
        "field.patronymic": ("patronymic", "patronímico", "اسم الأب"),
        "field.family": ("family", "apellido", "العائلة"),
        "field.family2": ("family2", "2.º apellido", "العائلة 2"),
        "field.mother": ("mother", "madre", "الأم"),
        "field.aka": ("aka", "también", "يُعرف أيضًا"),
        "field.born": ("born", "nacimiento", "الميلاد"),
        "field.born_place": ("born_place", "lugar de nac.", "مكان الميلاد"),
        "field.age": ("age", "edad", "العمر"),
        "field.sex": ("sex", "sexo", "الجنس"),
        "field.nationality": ("nationality", "nacionalidad", "الجنسية"),
        "field.taken": ("taken", "captura", "القبض"),
        "field.taken_place": ("taken_place", "lugar captura", "مكان القبض"),
        "field.place": ("place", "lugar", "المكان"),
        "field.holder": ("holder", "retenedor", "المحتجِز"),
        "field.id_number": ("id_number", "documento", "رقم الهوية"),
        "field.service_number": ("service_number", "n.º militar", "رقم عسكري"),
        "field.rank": ("rank", "rango", "الرتبة"),
        "field.unit": ("unit", "unidad", "الوحدة"),
        "field.home": ("home", "procedencia", "من أين"),
        "field.status": ("status", "situación", "الحالة"),
        "field.health": ("health", "salud", "الصحة"),
        "field.charge": ("charge", "cargos", "التهمة"),
        "field.contact": ("contact", "contacto", "جهة الاتصال"),
        "field.note": ("note", "nota", "ملاحظة"),
    }
)


def say(key: str, language: Language, **params: object) -> str:
    """The words of this key.

    >>> say("queue.head", "es", n=1, of=5)
    '1 de 5'
    """
    return said(SAID[key], language, **params)


_ANSWERS: Mapping[Verdict | Literal["later", "quit"], str] = MappingProxyType(
    {
        "same": "s same; la misma, misma, mismo, el mismo; نفسه, شخص واحد",
        "different": "d different; otra, otro, distinta, distintas, distintos; آخر, شخصان",
        "unsure": "u unsure; no lo sé, no lo se, no se sabe; غير متأكد, غير مؤكد",
        "later": "k later, keep; más tarde, mas tarde, después; لاحقًا, لاحقا",
        "quit": "q quit; salir; خروج",
    }
)
"""The words and letters by which `--ask` is answered, in any of the languages."""


def answer_of(text: str) -> Verdict | Literal["later", "quit"] | None:
    """What an answer means, whichever language it is in; None where it is none.

    >>> answer_of(" Same "), answer_of("U"), answer_of("آخر"), answer_of("perhaps")
    ('same', 'unsure', 'different', None)
    """
    said = " ".join(text.casefold().split())
    for meant, words in _ANSWERS.items():
        letter, _, rest = words.partition(" ")
        if said == letter or said in (each.strip() for each in re.split("[,;]", rest)):
            return meant
    return None
