"""Every word of the report's pages, in English, Spanish and Arabic side by side.

A text may have plural forms; `{n}` is then their number. Texts hold no markup, and `{...}` names
what a page puts in.
"""

from __future__ import annotations

from collections.abc import Mapping

Text = str | Mapping[str, str]


def plural(one: str, other: str) -> Mapping[str, str]:
    return {"one": one, "other": other}


def arabic_plural(
    zero: str, one: str, two: str, few: str, many: str, other: str
) -> Mapping[str, str]:
    return {"zero": zero, "one": one, "two": two, "few": few, "many": many, "other": other}


MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
        *("septiembre", "octubre", "noviembre", "diciembre"),
    ),
    "ar": (
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس"),
        *("سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
}

CATALOGUE: Mapping[str, tuple[Text, Text, Text]] = {
    # dates, lists, counts
    "date.day": ("{day} {month} {year}", "{day} de {month} de {year}", "{day} {month} {year}"),
    "date.month": ("{month} {year}", "{month} de {year}", "{month} {year}"),
    "list.and": (" and ", " y ", " و"),
    "list.comma": (", ", ", ", "، "),
    "list.semicolon": ("; ", "; ", "؛ "),
    "people": (
        plural("{n} person", "{n} people"),
        plural("{n} persona", "{n} personas"),
        arabic_plural("0 أشخاص", "شخصًا واحدًا", "شخصين", "{n} أشخاص", "{n} شخصًا", "{n} شخص"),
    ),
    "held-by": ("{n} held by {name}", "{n} en poder de {name}", "{n} لدى {name}"),
    "none": ("none", "ninguna", "لا شيء"),
    "not-stated": ("not stated", "sin indicar", "غير محدَّد"),
    "others": (
        plural("{n} other", "{n} others"),
        plural("{n} más", "{n} más"),
        "{n} أخرى",
    ),
    "total": ("Total", "Total", "المجموع"),
    "source": ("source", "fuente", "المصدر"),
    "yes": ("yes", "sí", "نعم"),
    "no": ("no", "no", "لا"),
    # head of the page
    "page.kind": ("Report on a plan", "Informe sobre un plan", "تقرير عن خطة"),
    "page.contents": ("Contents", "Contenido", "المحتويات"),
    "page.date": ("The case as of {date}", "El caso a fecha de {date}", "الملف كما كان في {date}"),
    "page.scenario": ("Scenario", "Escenario", "السيناريو"),
    "page.desk": (
        "For the desk only. This page holds names and what people told the desk in private. "
        "Do not pass it on.",
        "Solo para la mesa. Esta página contiene nombres y lo que las personas confiaron a la "
        "mesa en privado. No la comparta.",
        "للمكتب فقط. تحتوي هذه الصفحة على أسماء وعلى ما قاله الأشخاص للمكتب سرًّا. لا تُعمَّم.",
    ),
    "page.public": (
        "Counts and ids only: this page holds no names.",
        "Solo cifras e identificadores: esta página no contiene nombres.",
        "أعداد ومعرّفات فقط: لا أسماء في هذه الصفحة.",
    ),
    "page.other-case": (
        "The plan was made from another version of this case: its digest is not that of the case "
        "shown here. Make the plan again before relying on this page.",
        "El plan se hizo con otra versión de este caso: su huella no es la del caso que aquí se "
        "muestra. Vuelva a hacer el plan antes de fiarse de esta página.",
        "وُضعت الخطة من نسخة أخرى من هذا الملف: بصمتها ليست بصمة الملف المعروض هنا. أعِد وضع الخطة "
        "قبل الاعتماد على هذه الصفحة.",
    ),
    "page.day": (
        "This plan goes on from the day of the handover: whoever has crossed goes as announced, "
        "and whoever dropped out does not. Answers and orders stand here as they were before.",
        "Este plan continúa desde el día de la entrega: quienes ya cruzaron van como se anunció, y "
        "quienes faltaron no van. Las respuestas y órdenes figuran aquí como eran antes.",
        "تُكمل هذه الخطة من يوم التسليم: من عبر يذهب كما أُعلن، ومن خرج لا يذهب. والأجوبة والأوامر "
        "معروضة هنا كما كانت قبل ذلك.",
    ),
    "page.day.unmet": (
        "Terms that can no longer hold: {terms}.",
        "Condiciones que ya no pueden cumplirse: {terms}.",
        "شروط لم يعد استيفاؤها ممكنًا: {terms}.",
    ),
    "outcome.proved": ("Proved", "Demostrado", "مُثبَت"),
    "outcome.feasible": (
        "Feasible, not proved to be the best",
        "Factible, sin demostrar que sea el mejor",
        "ممكنة، ولم يثبت أنها الأفضل",
    ),
    "outcome.infeasible": (
        "No exchange meets all terms",
        "Ningún canje cumple todas las condiciones",
        "لا تبادل يستوفي كل الشروط",
    ),
    "outcome.stopped": (
        "Stopped without a plan",
        "Detenido sin plan",
        "توقّف البحث دون خطة",
    ),
    # the case in three sentences
    "summary": ("In short", "En breve", "باختصار"),
    "summary.who": (
        "The case concerns {people}, as of {date}: {holders}.",
        "El caso trata de {people}, a fecha de {date}: {holders}.",
        "يشمل هذا الملف، كما كان في {date}، {people}: {holders}.",
    ),
    "summary.can": (
        "Under the answers and orders in force, {n} of them can be moved at all and {cannot} "
        "cannot: {why}.",
        {
            "one": "Según las respuestas y órdenes vigentes, {n} de ellas puede salir y {cannot} "
            "no: {why}.",
            "other": "Según las respuestas y órdenes vigentes, {n} de ellas pueden salir y "
            "{cannot} no: {why}.",
        },
        "بحسب الأجوبة والأوامر السارية يمكن نقل {n} منهم ولا يمكن نقل {cannot}: {why}.",
    ),
    "summary.can.all": (
        "No answer and no order in force keeps any of them from being moved.",
        "Ninguna respuesta ni orden vigente impide que salga alguna de ellas.",
        "لا يمنع أيُّ جواب أو أمر سارٍ نقلَ أيٍّ منهم.",
    ),
    "summary.can.advice": (
        plural(
            "All of them can be moved here: {n} court order in force is shown and not enforced.",
            "All of them can be moved here: {n} court orders in force are shown and not enforced.",
        ),
        plural(
            "Aquí todas pueden salir: {n} orden judicial vigente se muestra y no se impone.",
            "Aquí todas pueden salir: {n} órdenes judiciales vigentes se muestran y no se imponen.",
        ),
        arabic_plural(
            "يمكن هنا نقلهم جميعًا.",
            "يمكن هنا نقلهم جميعًا: يُعرض أمر قضائي سارٍ واحد ولا يُفرض.",
            "يمكن هنا نقلهم جميعًا: يُعرض أمران قضائيان ساريان ولا يُفرضان.",
            "يمكن هنا نقلهم جميعًا: تُعرض {n} أوامر قضائية سارية ولا تُفرض.",
            "يمكن هنا نقلهم جميعًا: يُعرض {n} أمرًا قضائيًّا ساريًا ولا تُفرض.",
            "يمكن هنا نقلهم جميعًا: يُعرض {n} أمر قضائي سارٍ ولا تُفرض.",
        ),
    ),
    "summary.can.none": (
        "Under the answers and orders in force none of them can be moved: {why}.",
        "Según las respuestas y órdenes vigentes no puede salir ninguna: {why}.",
        "بحسب الأجوبة والأوامر السارية لا يمكن نقل أيٍّ منهم: {why}.",
    ),
    "summary.why": ("{reason} ({n})", "{reason} ({n})", "{reason} ({n})"),
    "summary.proved": (
        "The largest exchange that everyone's terms allow frees {people} ({holders}); it is "
        "proved that no other frees more.",
        "El mayor canje que permiten las condiciones de todos libera a {people} ({holders}); está "
        "demostrado que ningún otro libera a más.",
        "أكبر تبادل تسمح به شروط الجميع يُفرج عن {people} ({holders})؛ وثبت أنه لا تبادل يُفرج عن "
        "عدد أكبر.",
    ),
    "summary.day": (
        "As the day has gone, {people} go home ({holders}); it is proved that nothing goes on "
        "better.",
        "Tal como ha ido el día, {people} vuelven a casa ({holders}); está demostrado que no hay "
        "mejor continuación.",
        "بحسب ما جرى في ذلك اليوم يبلغ عدد العائدين {people} ({holders})؛ وثبت أنه لا استمرار أفضل "
        "من هذا.",
    ),
    "summary.proved.nobody": (
        "Under everyone's terms and answers nobody is freed, and it is proved that no exchange "
        "that meets them frees anyone.",
        "Con las condiciones y respuestas de todos no se libera a nadie, y está demostrado que "
        "ningún canje que las cumpla libera a alguien.",
        "بحسب شروط الجميع وأجوبتهم لا يُفرج عن أحد، وثبت أنه لا تبادل يستوفيها ويُفرج عن أحد.",
    ),
    "summary.feasible": (
        "The best plan found frees {people} ({holders}); the terms may allow up to {bound}, which "
        "is not settled.",
        "El mejor plan hallado libera a {people} ({holders}); las condiciones podrían permitir "
        "hasta {bound}, lo que no está resuelto.",
        "أفضل خطة وُجدت تُفرج عن {people} ({holders})؛ وقد تسمح الشروط بما يصل إلى {bound}، وهذا لم "
        "يُحسم.",
    ),
    "summary.feasible.most": (
        "The plan frees {people} ({holders}), proved to be the most; whether another plan as large "
        "serves the further aims better is not settled.",
        "El plan libera a {people} ({holders}), y está demostrado que es el máximo; no está "
        "resuelto si otro igual de grande sirve mejor a los demás fines.",
        "تُفرج الخطة عن {people} ({holders})، وثبت أن هذا هو الحد الأقصى؛ ولم يُحسم هل تخدم خطة "
        "أخرى بالحجم نفسه الأهداف التالية أفضل.",
    ),
    "summary.feasible.open": (
        "The best plan found frees {people} ({holders}); how many more the terms allow is not "
        "known.",
        "El mejor plan hallado libera a {people} ({holders}); no se sabe cuántas más permiten las "
        "condiciones.",
        "أفضل خطة وُجدت تُفرج عن {people} ({holders})؛ ولا يُعرف كم تسمح به الشروط زيادة على ذلك.",
    ),
    "summary.infeasible": (
        plural(
            "No exchange meets all the terms, not even one that frees nobody: {terms} cannot be "
            "met under the answers and orders in force.",
            "No exchange meets all the terms at once, not even one that frees nobody: {terms} "
            "cannot all hold together.",
        ),
        plural(
            "Ningún canje cumple todas las condiciones, ni siquiera uno que no libere a nadie: "
            "{terms} no puede cumplirse según las respuestas y órdenes vigentes.",
            "Ningún canje cumple a la vez todas las condiciones, ni siquiera uno que no libere a "
            "nadie: {terms} no pueden cumplirse todas a la vez.",
        ),
        {
            "one": "لا يوجد تبادل يستوفي كل الشروط، ولا حتى تبادل لا يُفرج عن أحد: لا يمكن استيفاء "
            "{terms} بحسب الأجوبة والأوامر السارية.",
            "other": "لا يوجد تبادل يستوفي كل الشروط معًا، ولا حتى تبادل لا يُفرج عن أحد: {terms} "
            "لا يمكن أن تتحقق كلها معًا.",
        },
    ),
    "summary.stopped": (
        "The search was stopped before it found a plan; whether there is an exchange is open.",
        "La búsqueda se detuvo antes de hallar un plan; queda abierto si hay un canje.",
        "توقّف البحث قبل العثور على خطة؛ ولا يزال وجود تبادل مفتوحًا.",
    ),
    "tile.people": ("people in the case", "personas en el caso", "أشخاص في الملف"),
    "tile.can": ("can be moved", "pueden salir", "يمكن نقلهم"),
    "tile.freed": ("freed by the plan", "liberadas por el plan", "تُفرج عنهم الخطة"),
    "tile.left": ("left out", "quedan fuera", "بقوا خارجها"),
    "conflict": (
        plural("The term that cannot be met", "The terms that cannot all hold together"),
        plural(
            "La condición que no puede cumplirse",
            "Las condiciones que no pueden cumplirse todas a la vez",
        ),
        {
            "one": "الشرط الذي لا يمكن استيفاؤه",
            "other": "الشروط التي لا يمكن أن تتحقق كلها معًا",
        },
    ),
    "conflict.note": (
        plural(
            "No plan meets it, whatever becomes of the other terms.",
            "Without any one of them the others can be met together.",
        ),
        plural(
            "Ningún plan la cumple, sea lo que sea de las demás condiciones.",
            "Sin una cualquiera de ellas, las demás pueden cumplirse juntas.",
        ),
        {
            "one": "لا خطة تستوفيه، أيًّا كان مصير الشروط الأخرى.",
            "other": "دون أيٍّ منها يمكن استيفاء البقية معًا.",
        },
    ),
    # the flow
    "flow": ("Who goes where", "Quién va adónde", "من يذهب إلى أين"),
    "flow.title": (
        "Who frees whom, for whom, and where they go",
        "Quién libera a quién, por quién y adónde van",
        "من يُفرج عمّن، ولصالح من، وإلى أين",
    ),
    "flow.desc": (
        "From the holder over the party for whom the release counts to the destination. The table "
        "that follows has the same numbers. {flows}",
        "Del que retiene, por la parte por la que cuenta la liberación, al destino. La tabla que "
        "sigue tiene las mismas cifras. {flows}",
        "من الجهة المحتجِزة، عبر الطرف الذي يُحسب الإفراج لصالحه، إلى الوجهة. وفي الجدول التالي "
        "الأعداد نفسها. {flows}",
    ),
    "flow.one": (
        "{holder}, for {beneficiary}, to {destination}: {n}.",
        "{holder}, a favor de {beneficiary}, a {destination}: {n}.",
        "{holder}، لصالح {beneficiary}، إلى {destination}: {n}.",
    ),
    "flow.caption": (
        "People freed, by holder, beneficiary and destination",
        "Personas liberadas, por quien las retiene, beneficiario y destino",
        "المُفرج عنهم بحسب الجهة المحتجِزة والمستفيد والوجهة",
    ),
    "flow.holder": ("Freed by", "Libera", "المُفرِج"),
    "flow.beneficiary": ("For", "A favor de", "لصالح"),
    "flow.destination": ("Go to", "Van a", "الوجهة"),
    "flow.number": ("People", "Personas", "الأشخاص"),
    "flow.nobody": (
        "Nobody is freed, so there is no movement to show.",
        "No se libera a nadie, de modo que no hay movimiento que mostrar.",
        "لا يُفرج عن أحد، فلا حركة تُعرض.",
    ),
    # disputes
    "disputes": ("In dispute", "En disputa", "موضع خلاف"),
    "disputes.note": (
        "Claims that cannot all be true, each with who makes it. They stand side by side; this "
        "page takes no side.",
        "Afirmaciones que no pueden ser todas ciertas, cada una con quien la hace. Se presentan "
        "unas junto a otras; esta página no toma partido.",
        "أقوال لا يمكن أن تصحّ كلها معًا، كلٌّ منها مع قائله. تُعرض جنبًا إلى جنب، ولا تنحاز هذه "
        "الصفحة إلى أيٍّ منها.",
    ),
    "disputes.none": (
        "No two claims in this case contradict each other.",
        "En este caso no hay dos afirmaciones que se contradigan.",
        "لا يتناقض قولان في هذا الملف.",
    ),
    "disputes.asserts": ("Asserted", "Se afirma", "يُؤكَّد"),
    "disputes.denies": ("Denied", "Se niega", "يُنفى"),
    "disputes.asserts.value": ("Asserted: {value}", "Se afirma: {value}", "يُؤكَّد: {value}"),
    "disputes.denies.value": ("Denied: {value}", "Se niega: {value}", "يُنفى: {value}"),
    # foot of the page
    "foot.made": (
        "Made by canje {version} from plan {digest}.",
        "Hecho por canje {version} a partir del plan {digest}.",
        "أعدّه canje {version} من الخطة {digest}.",
    ),
    "foot.case": ("Case {digest}.", "Caso {digest}.", "الملف {digest}."),
    # the sweep
    "sweep.kind": ("Sweep of a term", "Barrido de una condición", "مسح شرط"),
    "sweep.title": (
        "People freed as {term} moves",
        "Personas liberadas según varía {term}",
        "المُفرج عنهم مع تغيّر {term}",
    ),
    "sweep.desc": (
        "{n} values, from {first} to {last}; between {least} and {most} people freed. The table "
        "that follows has every value.",
        "{n} valores, de {first} a {last}; entre {least} y {most} personas liberadas. La tabla que "
        "sigue tiene todos los valores.",
        "{n} قيم، من {first} إلى {last}؛ ويُفرج عن {least} إلى {most} شخص. وفي الجدول التالي كل "
        "القيم.",
    ),
    "sweep.axis": ("people freed", "personas liberadas", "المُفرج عنهم"),
    "sweep.value": ("Value", "Valor", "القيمة"),
    "sweep.freed": ("People freed", "Personas liberadas", "المُفرج عنهم"),
    "sweep.bound": ("At most", "Como máximo", "الحد الأقصى"),
    "sweep.now": ("as it stands", "tal como está", "كما هو"),
    "sweep.open": ("not known", "se desconoce", "غير معروف"),
}
