"""Every word of a page on the offer, terms, prices, answers and law, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

from canje.report.catalogue import Text, arabic_plural, plural

TERMS: Mapping[str, tuple[Text, Text, Text]] = {
    # the offer and its answers
    "terms": ("The terms and the answers", "Las condiciones y las respuestas", "الشروط والأجوبة"),
    "terms.of": ("{party}", "{party}", "{party}"),
    "terms.law": ("Law", "Derecho", "القانون"),
    "terms.desk": ("The desk", "La mesa", "المكتب"),
    "terms.none": (
        "Nobody has put a term.",
        "Nadie ha puesto condiciones.",
        "لم يضع أحد شرطًا.",
    ),
    "force.must": ("must", "obligatoria", "مُلزِم"),
    "force.wish": ("wish", "deseo", "رغبة"),
    "force.withdrawn": ("withdrawn", "retirada", "مسحوب"),
    "holds.yes": ("holds", "se cumple", "مستوفى"),
    "holds.wish": ("met", "cumplido", "متحقّقة"),
    "holds.no": ("not met", "no cumplido", "غير متحقّقة"),
    "holds.limit": (
        "holds, at its limit",
        "se cumple, en su límite",
        "مستوفى، عند حدّه",
    ),
    "holds.handover": ("for the handover", "para la entrega", "يخصّ التسليم"),
    "holds.withdrawn": ("binds nothing", "no obliga", "لا يُلزم"),
    "holds.advice": ("shown as advice", "se muestra como consejo", "يُعرض للاسترشاد"),
    "holds.impossible": ("cannot hold", "no puede cumplirse", "لا يمكن أن يتحقق"),
    "holds.conflict": (
        "cannot hold with the others",
        "no puede cumplirse con las demás",
        "لا يمكن أن يتحقق مع غيره",
    ),
    "holds.open": ("no plan to judge it by", "sin plan que lo muestre", "لا خطة يُقاس بها"),
    "terms.slack": ("{n} to spare", "margen de {n}", "هامش {n}"),
    "terms.changed": ("of this scenario", "de este escenario", "من هذا السيناريو"),
    "answers": (
        "What the holders answer",
        "Lo que responden quienes retienen",
        "ما تجيب به الجهات المحتجِزة",
    ),
    "answers.caption": (
        "The answer that stands about each person, by holder",
        "La respuesta vigente sobre cada persona, por quien la retiene",
        "الجواب القائم عن كل شخص بحسب الجهة المحتجِزة",
    ),
    "answers.answer": ("Answer", "Respuesta", "الجواب"),
    "answers.others": (
        "Others spoke about these people too. Their word is kept and decides nothing:",
        "También otros hablaron de estas personas. Su palabra se conserva y no decide nada:",
        "وتكلّم غيرها أيضًا عن هؤلاء الأشخاص. يُحفظ قولهم ولا يَحسم شيئًا:",
    ),
    "answers.other": (
        "{party}: {statement}, of {person}",
        "{party}: {statement}, sobre {person}",
        "{party}: {statement}، عن {person}",
    ),
    "scenario.differs": (
        "This is a scenario, not the case as it stands. In it:",
        "Esto es un escenario, no el caso tal como está. En él:",
        "هذا سيناريو وليس الملف كما هو. وفيه:",
    ),
    "scenario.fact": ("{fact}: {value}", "{fact}: {value}", "{fact}: {value}"),
    "scenario.was": (" (in the case: {value})", " (en el caso: {value})", " (في الملف: {value})"),
    "scenario.statements": (
        plural("{n} answer is added: {people}", "{n} answers are added: {people}"),
        plural("se añade {n} respuesta: {people}", "se añaden {n} respuestas: {people}"),
        arabic_plural(
            "لا أجوبة مضافة: {people}",
            "جواب واحد مضاف: {people}",
            "جوابان مضافان: {people}",
            "{n} أجوبة مضافة: {people}",
            "{n} جوابًا مضافًا: {people}",
            "{n} جواب مضاف: {people}",
        ),
    ),
    "scenario.replaced": (
        "{terms}: in other words",
        "{terms}: con otras palabras",
        "{terms}: بصيغة أخرى",
    ),
    "scenario.added": ("{terms}: added", "{terms}: se añade", "{terms}: مضاف"),
    "scenario.nothing": (
        "nothing differs from the case as it stands",
        "nada difiere del caso tal como está",
        "لا شيء يختلف عن الملف كما هو",
    ),
    # statements
    "statement.held": ("held", "retenida", "محتجز"),
    "statement.held-elsewhere": ("held elsewhere", "retenida en otro lugar", "محتجز في مكان آخر"),
    "statement.not-held": ("not held", "no retenida", "غير محتجز"),
    "statement.released": ("released", "liberada", "أُفرج عنه"),
    "statement.exchanged-elsewhere": (
        "exchanged elsewhere",
        "canjeada en otra ocasión",
        "بودل في مكان آخر",
    ),
    "statement.deceased": ("died", "fallecida", "متوفى"),
    "statement.no-such-person": ("no such person", "no existe esa persona", "لا وجود لهذا الشخص"),
    "statement.duplicate": ("listed twice", "repetida en la lista", "مكرّر في القائمة"),
    "statement.not-covered": (
        "not covered by the exchange",
        "no comprendida en el canje",
        "غير مشمول بالتبادل",
    ),
    "statement.nationality-unconfirmed": (
        "nationality not confirmed",
        "nacionalidad sin confirmar",
        "الجنسية غير مؤكدة",
    ),
    "statement.unknown": ("not known", "se desconoce", "غير معروف"),
    "statement.refused": ("answer refused", "se niega a responder", "امتناع عن الجواب"),
    "statement.unanswered": ("no answer", "sin respuesta", "بلا جواب"),
    # prices
    "prices": ("What each term costs", "Lo que cuesta cada condición", "ثمن كل شرط"),
    "prices.note": (
        "How many more would go home without a term, all else being equal, or with it loosened by "
        "one step. Law is not negotiable and has no price. With all terms {people} can be freed.",
        "Cuántas personas más volverían a casa sin una condición, a igualdad de lo demás, o con "
        "ella aflojada un paso. El derecho no se negocia y no tiene precio. Con todas las "
        "condiciones se puede liberar a {people}.",
        "كم شخصًا إضافيًّا يعود إلى بيته لولا الشرط، مع بقاء ما عداه، أو بعد إرخائه درجة واحدة. "
        "القانون ليس موضع تفاوض فلا ثمن له. ومع كل الشروط يمكن الإفراج عن {people}.",
    ),
    "prices.absent": (
        "The terms were not priced for this page. `canje price` does it.",
        "Para esta página no se calcularon los precios. `canje price` lo hace.",
        "لم يُحسب ثمن الشروط لهذه الصفحة. يقوم بذلك `canje price`.",
    ),
    "prices.title": (
        "How many more would be freed without each term",
        "Cuántas personas más se liberarían sin cada condición",
        "كم يزيد المُفرج عنهم دون كل شرط",
    ),
    "prices.terms": (
        "Price of each term, in people",
        "Precio de cada condición, en personas",
        "ثمن كل شرط بعدد الأشخاص",
    ),
    "prices.parties": (
        "What each party's terms cost together, in people",
        "Lo que cuestan juntas las condiciones de cada parte, en personas",
        "ثمن شروط كل طرف مجتمعةً بعدد الأشخاص",
    ),
    "prices.term": ("Term", "Condición", "الشرط"),
    "prices.party": ("Party", "Parte", "الطرف"),
    "prices.without": ("Freed without", "Liberadas sin ella", "المُفرج عنهم دونه"),
    "prices.without-all": (
        "Freed without its terms",
        "Liberadas sin sus condiciones",
        "المُفرج عنهم دون شروطه",
    ),
    "prices.more": ("More", "Más", "الزيادة"),
    "prices.loosened": (
        "Freed, loosened one step",
        "Liberadas, aflojada un paso",
        "المُفرج عنهم بعد إرخائه درجة",
    ),
    "prices.short": (
        plural(
            "{term} is {n} short: loosened by {n}, it would let {most} go home.",
            "{term} is {n} short: loosened by {n}, it would let {most} go home.",
        ),
        plural(
            "A {term} le falta {n}: con {n} de margen volverían a casa {most}.",
            "A {term} le faltan {n}: con {n} de margen volverían a casa {most}.",
        ),
        arabic_plural(
            "لا ينقص {term} أحد: يعود {most}.",
            "ينقص {term} واحد: لو خُفّف بواحد لعاد إلى بيوتهم {most}.",
            "ينقص {term} اثنان: لو خُفّف باثنين لعاد إلى بيوتهم {most}.",
            "ينقص {term} {n}: لو خُفّف بـ{n} لعاد إلى بيوتهم {most}.",
            "ينقص {term} {n}: لو خُفّف بـ{n} لعاد إلى بيوتهم {most}.",
            "ينقص {term} {n}: لو خُفّف بـ{n} لعاد إلى بيوتهم {most}.",
        ),
    ),
    "prices.proved": ("Proved", "Demostrado", "مُثبَت"),
    "prices.least": ("at least {n}", "al menos {n}", "{n} على الأقل"),
    # law and orders
    "law": ("Law and court orders", "Derecho y órdenes judiciales", "القانون والأوامر القضائية"),
    "law.applies": (
        "Law and orders in force win over any term.",
        "El derecho y las órdenes vigentes prevalecen sobre toda condición.",
        "القانون والأوامر السارية مقدَّمة على كل شرط.",
    ),
    "law.advises": (
        "In this case law and orders are shown and not enforced: it describes what happened.",
        "En este caso el derecho y las órdenes se muestran y no se imponen: describe lo ocurrido.",
        "في هذا الملف يُعرض القانون والأوامر ولا تُفرض: فهو يصف ما حدث.",
    ),
    "law.bars": (
        "Court orders in the case",
        "Órdenes judiciales del caso",
        "أوامر قضائية في الملف",
    ),
    "law.order": ("Order", "Orden", "الأمر"),
    "law.court": ("Court", "Tribunal", "المحكمة"),
    "law.forbids": ("Forbids", "Prohíbe", "يمنع"),
    "law.time": ("In force", "Vigencia", "السريان"),
    "law.from.day": ("from {start}", "desde el {start}", "من {start}"),
    "law.from.month": ("from {start}", "desde {start}", "من {start}"),
    "law.begin.day": ("from {start}", "del {start}", "من {start}"),
    "law.begin.month": ("from {start}", "de {start}", "من {start}"),
    "law.end.day": ("to {end}", "al {end}", "إلى {end}"),
    "law.end.month": ("to {end}", "a {end}", "إلى {end}"),
    "law.over": ("no longer in force", "ya no vigente", "لم يعد ساريًا"),
    "law.not-yet": ("not yet in force", "aún no vigente", "لم يسرِ بعد"),
    "forbids.release": ("any release", "toda liberación", "أي إفراج"),
    "forbids.transfer": (
        "any transfer elsewhere",
        "todo traslado a otro lugar",
        "أي نقل إلى مكان آخر",
    ),
    "forbids.destination": (
        "going to {places}",
        "ir a {places}",
        "الذهاب إلى {places}",
    ),
    "law.articles": (
        plural("{n} article in force on that day", "{n} articles in force on that day"),
        plural("{n} artículo vigente ese día", "{n} artículos vigentes ese día"),
        arabic_plural(
            "لا مواد سارية في ذلك اليوم",
            "مادة واحدة سارية في ذلك اليوم",
            "مادتان ساريتان في ذلك اليوم",
            "{n} مواد سارية في ذلك اليوم",
            "{n} مادة سارية في ذلك اليوم",
            "{n} مادة سارية في ذلك اليوم",
        ),
    ),
    "law.notices": (
        "Where a term and law do not agree",
        "Donde una condición y el derecho no concuerdan",
        "حيث لا يتفق شرط والقانون",
    ),
}
