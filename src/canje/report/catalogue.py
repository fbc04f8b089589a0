"""Every word of the report's pages, in English, Spanish and Arabic side by side.

A text may have plural forms; `{n}` is then their number. Texts hold no markup, and `{...}` names
what a page puts in.
"""

from __future__ import annotations

from collections.abc import Mapping

Text = str | Mapping[str, str]


def _n(one: str, other: str) -> Mapping[str, str]:
    return {"one": one, "other": other}


def _ar(zero: str, one: str, two: str, few: str, many: str, other: str) -> Mapping[str, str]:
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
        _n("{n} person", "{n} people"),
        _n("{n} persona", "{n} personas"),
        _ar("0 أشخاص", "شخصًا واحدًا", "شخصين", "{n} أشخاص", "{n} شخصًا", "{n} شخص"),
    ),
    "held-by": ("{n} held by {name}", "{n} en poder de {name}", "{n} لدى {name}"),
    "none": ("none", "ninguna", "لا شيء"),
    "not-stated": ("not stated", "sin indicar", "غير محدَّد"),
    "others": (
        _n("{n} other", "{n} others"),
        _n("{n} más", "{n} más"),
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
        _n(
            "All of them can be moved here: {n} court order in force is shown and not enforced.",
            "All of them can be moved here: {n} court orders in force are shown and not enforced.",
        ),
        _n(
            "Aquí todas pueden salir: {n} orden judicial vigente se muestra y no se impone.",
            "Aquí todas pueden salir: {n} órdenes judiciales vigentes se muestran y no se imponen.",
        ),
        _ar(
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
        _n(
            "No exchange meets all the terms, not even one that frees nobody: {terms} cannot be "
            "met under the answers and orders in force.",
            "No exchange meets all the terms at once, not even one that frees nobody: {terms} "
            "contradict each other.",
        ),
        _n(
            "Ningún canje cumple todas las condiciones, ni siquiera uno que no libere a nadie: "
            "{terms} no puede cumplirse según las respuestas y órdenes vigentes.",
            "Ningún canje cumple a la vez todas las condiciones, ni siquiera uno que no libere a "
            "nadie: {terms} se contradicen.",
        ),
        {
            "one": "لا يوجد تبادل يستوفي كل الشروط، ولا حتى تبادل لا يُفرج عن أحد: لا يمكن استيفاء "
            "{terms} بحسب الأجوبة والأوامر السارية.",
            "other": "لا يوجد تبادل يستوفي كل الشروط معًا، ولا حتى تبادل لا يُفرج عن أحد: {terms} "
            "يناقض بعضها بعضًا.",
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
        _n("The term that cannot be met", "The terms that contradict each other"),
        _n("La condición que no puede cumplirse", "Las condiciones que se contradicen"),
        {"one": "الشرط الذي لا يمكن استيفاؤه", "other": "الشروط المتناقضة"},
    ),
    "conflict.note": (
        _n(
            "No plan meets it, whatever becomes of the other terms.",
            "Each of them is needed for the contradiction: if any one of them gives, the others "
            "can be met together.",
        ),
        _n(
            "Ningún plan la cumple, sea lo que sea de las demás condiciones.",
            "Cada una hace falta para la contradicción: si cede una cualquiera, las demás pueden "
            "cumplirse juntas.",
        ),
        {
            "one": "لا خطة تستوفيه، أيًّا كان مصير الشروط الأخرى.",
            "other": "كلٌّ منها لازم لوقوع التناقض: إذا تنازل أصحاب أيٍّ منها أمكن استيفاء البقية معًا.",
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
        "{holder}, por {beneficiary}, a {destination}: {n}.",
        "{holder}، لصالح {beneficiary}، إلى {destination}: {n}.",
    ),
    "flow.caption": (
        "People freed, by holder, beneficiary and destination",
        "Personas liberadas, por quien las retiene, beneficiario y destino",
        "المُفرج عنهم بحسب الجهة المحتجِزة والمستفيد والوجهة",
    ),
    "flow.holder": ("Freed by", "Libera", "المُفرِج"),
    "flow.beneficiary": ("For", "Por", "لصالح"),
    "flow.destination": ("Go to", "Van a", "الوجهة"),
    "flow.number": ("People", "Personas", "الأشخاص"),
    "flow.nobody": (
        "Nobody is freed, so there is no movement to show.",
        "No se libera a nadie, de modo que no hay movimiento que mostrar.",
        "لا يُفرج عن أحد، فلا حركة تُعرض.",
    ),
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
    "force.must": ("must", "obligatoria", "لازم"),
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
    "holds.conflict": ("in conflict", "en conflicto", "متعارض"),
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
        _n("{n} answer is added: {people}", "{n} answers are added: {people}"),
        _n("se añade {n} respuesta: {people}", "se añaden {n} respuestas: {people}"),
        _ar(
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
    # outcome and proof
    "proof": ("Outcome and proof", "Resultado y prueba", "النتيجة والبرهان"),
    "draw": ("The draw", "El sorteo", "القرعة"),
    "draw.what": (
        "Where a class goes in part, or another plan is as good, chance decides who. The chances "
        "are made as equal as the terms allow: the smallest as large as can be, then the next.",
        "Cuando solo va una parte de un grupo, o cuando otro plan vale lo mismo, decide el azar. "
        "Las probabilidades se igualan tanto como permiten las condiciones: la menor, lo mayor "
        "posible; después, la siguiente.",
        "حين يذهب بعض الفئة فقط، أو حين تكون خطة أخرى بالجودة نفسها، تقرّر القرعة من يذهب. وتُسوّى "
        "الفرص بقدر ما تسمح الشروط: أصغرها على أكبر ما يمكن، ثم التي تليها.",
    ),
    "draw.table": (
        _n(
            "The table holds {n} plan; tickets: {tickets}.",
            "The table holds {n} plans; tickets: {tickets}.",
        ),
        _n(
            "La tabla contiene {n} plan; boletos: {tickets}.",
            "La tabla contiene {n} planes; boletos: {tickets}.",
        ),
        _ar(
            "لا خطة في الجدول، وعدد التذاكر {tickets}.",
            "في الجدول خطة واحدة، وعدد التذاكر {tickets}.",
            "في الجدول خطتان، وعدد التذاكر {tickets}.",
            "في الجدول {n} خطط، وعدد التذاكر {tickets}.",
            "في الجدول {n} خطة، وعدد التذاكر {tickets}.",
            "في الجدول {n} خطة، وعدد التذاكر {tickets}.",
        ),
    ),
    "draw.fair": (
        "Proved: no lottery gives the worst placed a larger chance.",
        "Demostrado: ningún sorteo da una probabilidad mayor a quienes menos tienen.",
        "مُثبَت: لا قرعة تعطي أقلّ الناس حظاً فرصةً أكبر.",
    ),
    "draw.within": (
        "Proved: no lottery gives the worst placed more, but for at most {most} millionths.",
        "Demostrado: ningún sorteo da más a quienes menos tienen, salvo {most} millonésimas como "
        "máximo.",
        "مُثبَت: لا قرعة تعطي أقلّ الناس حظاً أكثر من ذلك إلا بما لا يتجاوز {most} من المليون.",
    ),
    "draw.unproved": (
        "It is not shown that these chances are the fairest.",
        "No está demostrado que estas probabilidades sean las más justas.",
        "لم يُثبَت أن هذه الفرص هي الأعدل.",
    ),
    "draw.open": (
        "Nothing is drawn yet: the people named in this plan are the first of a fixed order.",
        "Aún no se ha sorteado: las personas de este plan son las primeras de un orden fijo.",
        "لم تُجرَ القرعة بعد: الأشخاص في هذه الخطة هم الأوائل في ترتيب ثابت.",
    ),
    "draw.seed": (
        "Drawn by the seed {seed}, of which nobody can tell who chose it.",
        "Sorteado con la semilla {seed}, de la que nadie puede decir quién la eligió.",
        "أُجريت القرعة بالبذرة {seed}، ولا يمكن لأحد أن يعرف من اختارها.",
    ),
    "draw.ceremony": (
        "Drawn by a seed that nobody chose, from the secrets of {parties} and a later beacon: "
        "{seed}.",
        "Sorteado con una semilla que nadie eligió, a partir de los secretos de {parties} y de un "
        "faro posterior: {seed}.",
        "أُجريت القرعة ببذرة لم يخترها أحد، من أسرار {parties} ومن منارة لاحقة: {seed}.",
    ),
    "draw.held": (
        "Not drawn, because somebody else picks or they have a choice of places: {classes}.",
        "No se sortean, porque elige otro o porque tienen varios destinos posibles: {classes}.",
        "لا قرعة فيها، لأن غيرها يختار أو لأن أمامها أكثر من وجهة: {classes}.",
    ),
    "draw.caption": (
        "Chances by class, the smallest first",
        "Probabilidades por grupo, de menor a mayor",
        "الفرص بحسب الفئة، أصغرها أولاً",
    ),
    "draw.class": ("Class", "Grupo", "الفئة"),
    "draw.items": ("Of them", "Son", "عددهم"),
    "draw.often": ("Go in 1000 draws", "Van en 1000 sorteos", "يذهبون في 1000 قرعة"),
    "draw.exact": ("Exactly", "Exactamente", "بالضبط"),
    "draw.reserves": ("In reserve, in order", "En reserva, por orden", "في الاحتياط، بالترتيب"),
    "proof.proved": (
        "Proved: the plan meets every term that must hold, and a certificate in whole numbers "
        "shows that no plan does better at any aim in the table. Nobody has to take the solver's "
        "word for it.",
        "Demostrado: el plan cumple toda condición obligatoria, y un certificado en números "
        "enteros muestra que ningún plan alcanza más en ninguno de los fines de la tabla. Nadie "
        "tiene que creer en la palabra del programa.",
        "مُثبَت: تستوفي الخطة كل شرط لازم، وتُبيّن شهادة بأعداد صحيحة أنه لا خطة تبلغ أكثر في أيٍّ من "
        "أهداف الجدول. ولا حاجة لأحد إلى تصديق البرنامج.",
    ),
    "proof.feasible": (
        "Feasible: the plan meets every term that must hold, but the search ended before it was "
        "settled whether a better one exists. The table says how far from the best it can be at "
        "most.",
        "Factible: el plan cumple toda condición obligatoria, pero la búsqueda terminó antes de "
        "resolver si existe uno mejor. La tabla dice a qué distancia del mejor puede estar como "
        "máximo.",
        "ممكنة: تستوفي الخطة كل شرط لازم، لكن البحث انتهى قبل أن يُحسم هل توجد خطة أفضل. ويذكر "
        "الجدول أقصى بُعد ممكن عن الأفضل.",
    ),
    "proof.infeasible": (
        "No exchange: the terms that must hold contradict each other. A certificate in whole "
        "numbers shows that no plan at all meets those named above together.",
        "No hay canje: las condiciones obligatorias se contradicen. Un certificado en números "
        "enteros muestra que ningún plan cumple juntas las nombradas arriba.",
        "لا تبادل: الشروط اللازمة متناقضة. وتُبيّن شهادة بأعداد صحيحة أنه لا خطة تستوفي الشروط "
        "المذكورة أعلاه معًا.",
    ),
    "proof.stopped": (
        "Stopped: the search ended before it found any plan. This says nothing about whether one "
        "exists.",
        "Detenido: la búsqueda terminó antes de hallar plan alguno. Esto no dice nada sobre si "
        "existe.",
        "توقّف: انتهى البحث قبل العثور على أي خطة. وهذا لا يدل على وجود خطة أو عدمه.",
    ),
    "proof.caption": (
        "The aims in their order: what the plan reaches, and the most that any plan could",
        "Los fines en su orden: lo que alcanza el plan y lo máximo que podría alcanzar cualquiera",
        "الأهداف بترتيبها: ما تبلغه الخطة، وأقصى ما يمكن أن تبلغه أي خطة",
    ),
    "proof.aim": ("Aim", "Fin", "الهدف"),
    "proof.reached": ("Reached", "Alcanzado", "المتحقّق"),
    "proof.most": ("At most", "Como máximo", "الحد الأقصى"),
    "proof.certificate": ("Certificate", "Certificado", "الشهادة"),
    "proof.rests": ("Rests on", "Se apoya en", "يستند إلى"),
    "proof.unknown": ("not known", "se desconoce", "غير معروف"),
    "proof.dual": (
        "one inequality",
        "una desigualdad",
        "متباينة واحدة",
    ),
    "proof.tree": (
        _n("a tree of cases with {n} leaf", "a tree of cases with {n} leaves"),
        _n("un árbol de casos con {n} hoja", "un árbol de casos con {n} hojas"),
        _ar(
            "شجرة حالات بلا أوراق",
            "شجرة حالات بورقة واحدة",
            "شجرة حالات بورقتين",
            "شجرة حالات بـ {n} أوراق",
            "شجرة حالات بـ {n} ورقة",
            "شجرة حالات بـ {n} ورقة",
        ),
    ),
    "proof.trivial": (
        "a plain count",
        "un simple recuento",
        "عدّ بسيط",
    ),
    "proof.none": ("none", "ninguno", "لا توجد"),
    "proof.conflict": (
        "that no plan meets these terms together",
        "que ningún plan cumple juntas estas condiciones",
        "أنه لا خطة تستوفي هذه الشروط معًا",
    ),
    "proof.explain": (
        "One inequality: the terms, each multiplied by a whole number and added up, leave room for "
        "no more than this. A tree of cases splits the question until in every case one "
        "inequality suffices. A plain count: all who could count do.",
        "Una desigualdad: las condiciones, cada una multiplicada por un número entero y sumadas, "
        "no dejan lugar para más. Un árbol de casos divide la pregunta hasta que en cada caso "
        "basta una desigualdad. Un simple recuento: cuentan todas las personas que podrían.",
        "متباينة واحدة: إذا ضُرب كل شرط في عدد صحيح ثم جُمعت الشروط لم يبقَ متّسع لأكثر من هذا. "
        "وشجرة الحالات تقسم السؤال حتى تكفي في كل حالة متباينة واحدة. والعدّ البسيط: حُسب كل من يمكن "
        "أن يُحسب.",
    ),
    "proof.witness": (
        "Witness: a second solver ({solver}) was asked for a plan with one person more, and "
        "answers: {answer}.",
        "Testigo: se pidió a un segundo programa ({solver}) un plan con una persona más, y "
        "responde: {answer}.",
        "شاهد: طُلبت من برنامج ثانٍ ({solver}) خطة بشخص إضافي، فأجاب: {answer}.",
    ),
    "witness.infeasible": ("there is none", "no lo hay", "لا توجد"),
    "witness.feasible": ("there is one", "lo hay", "توجد"),
    "witness.unknown": ("it cannot tell", "no lo sabe", "لا يعلم"),
    "proof.verify": (
        "To check all this on your own machine, without any solver, with the plan and the case:",
        "Para comprobar todo esto en su propia máquina, sin ningún programa de optimización, con "
        "el plan y el caso:",
        "للتحقّق من كل هذا على جهازك، دون أي برنامج حلّ، بالخطة والملف:",
    ),
    "level.freed": ("people freed", "personas liberadas", "أشخاص مُفرج عنهم"),
    "level.wishes": ("wishes met", "deseos cumplidos", "رغبات متحقّقة"),
    "level.prefer": (
        "sum of {column} over those freed",
        "suma de {column} de las personas liberadas",
        "مجموع {column} للمُفرج عنهم",
    ),
    "title.children": ("children", "niños", "أطفال"),
    "title.seriously wounded and sick": (
        "seriously wounded and sick",
        "heridos y enfermos graves",
        "جرحى ومرضى بحالة خطيرة",
    ),
    # prices
    "prices": ("What each term costs", "Lo que cuesta cada condición", "ثمن كل شرط"),
    "prices.note": (
        "How many more would go home without a term, all else being equal, or with it loosened by "
        "one step. Law is not negotiable and has no price. With all terms the plan frees {people}.",
        "Cuántas personas más volverían a casa sin una condición, a igualdad de lo demás, o con "
        "ella aflojada un paso. El derecho no se negocia y no tiene precio. Con todas las "
        "condiciones el plan libera a {people}.",
        "كم شخصًا إضافيًّا يعود إلى بيته لولا الشرط، مع بقاء ما عداه، أو بعد إرخائه درجة واحدة. "
        "القانون ليس موضع تفاوض فلا ثمن له. ومع كل الشروط تُفرج الخطة عن {people}.",
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
    "prices.proved": ("Proved", "Demostrado", "مُثبَت"),
    "prices.least": ("at least {n}", "al menos {n}", "{n} على الأقل"),
    # left out
    "left": (
        "Who is left out, and why",
        "Quién queda fuera, y por qué",
        "من بقي خارجها، ولماذا",
    ),
    "left.none": ("Nobody is left out.", "Nadie queda fuera.", "لم يبقَ أحد خارجها."),
    "left.title": (
        "Freed and left out, by holder",
        "Liberadas y fuera, por quien las retiene",
        "المُفرج عنهم والباقون بحسب الجهة المحتجِزة",
    ),
    "left.freed": ("freed", "liberadas", "مُفرج عنهم"),
    "left.could": ("could go, and stay", "podrían salir y quedan", "يمكن نقلهم ويبقون"),
    "left.cannot": ("cannot go", "no pueden salir", "لا يمكن نقلهم"),
    "left.note": (
        "Who could go and stays is left out by the terms or the draw; who cannot go, by an answer, "
        "an order, or this round.",
        "A quienes podrían salir y quedan los dejan fuera las condiciones o el sorteo; a quienes "
        "no pueden, una respuesta, una orden o esta ronda.",
        "من يمكن نقله ويبقى أبقته الشروط أو القرعة؛ ومن لا يمكن نقله منعه جواب أو أمر أو هذه "
        "الجولة.",
    ),
    "left.caption": (
        "People left out, by holder and reason",
        "Personas que quedan fuera, por quien las retiene y motivo",
        "الباقون خارجها بحسب الجهة المحتجِزة والسبب",
    ),
    "left.holder": ("Held by", "En poder de", "لدى"),
    "left.reason": ("Reason", "Motivo", "السبب"),
    "left.number": ("People", "Personas", "الأشخاص"),
    "reason.bar": (
        "a court order",
        "una orden judicial",
        "أمر قضائي",
    ),
    "reason.statement": ("{statement}", "{statement}", "{statement}"),
    "reason.no-destination": ("no destination is left", "no queda destino", "لا وجهة متاحة"),
    "reason.unit": (
        "with someone who cannot go",
        "junto a quien no puede salir",
        "مع من لا يمكنه الذهاب",
    ),
    "reason.not-in-this-round": ("not in this round", "no en esta ronda", "ليس في هذه الجولة"),
    "reason.red-line": ("a red line", "una línea roja", "خط أحمر"),
    "reason.terms": ("the terms", "las condiciones", "الشروط"),
    "reason.draw": ("the draw", "el sorteo", "القرعة"),
    "reason.choice": ("a party's choice", "la elección de una parte", "اختيار أحد الأطراف"),
    "reason.consent-refused": (
        "does not want to go",
        "no quiere ir",
        "لا يريد الذهاب",
    ),
    "reason.consent-not-asked": (
        "not asked yet",
        "aún sin preguntar",
        "لم يُسأل بعد",
    ),
    "reason.unit-not-in-this-round": (
        "with someone who does not go by their own will, or was not asked",
        "junto a quien no va por voluntad propia o no fue preguntado",
        "مع من لا يذهب بإرادته أو لم يُسأل",
    ),
    "why.bar": (
        "An order is in force that forbids it: {order} ({court}).",
        "Lo prohíbe una orden vigente: {order} ({court}).",
        "يمنعه أمر سارٍ: {order} ({court}).",
    ),
    "why.statement": (
        "The holder's standing answer is: {statement}. Only who is acknowledged as held can be "
        "freed.",
        "La respuesta vigente de quien retiene es: {statement}. Solo puede liberarse a quien se "
        "reconoce como retenido.",
        "جواب الجهة المحتجِزة القائم هو: {statement}. ولا يُفرج إلا عمّن أُقرّ باحتجازه.",
    ),
    "why.unanswered": (
        "The holder has not answered yet. One answer, held, would let them be considered.",
        "Quien retiene aún no ha respondido. Una respuesta, retenida, permitiría tenerlas en "
        "cuenta.",
        "لم تُجب الجهة المحتجِزة بعد. وجواب واحد، محتجز، يكفي للنظر في أمرهم.",
    ),
    "why.no-destination": (
        "Orders in force forbid every destination that is open to them.",
        "Órdenes vigentes prohíben todo destino que tienen abierto.",
        "أوامر سارية تمنع كل وجهة متاحة لهم.",
    ),
    "why.unit": (
        "They are not parted from someone, a relative for instance, who cannot go.",
        "No se les separa de alguien, un familiar por ejemplo, que no puede salir.",
        "لا يُفصلون عن شخص، كقريب مثلًا، لا يمكنه الذهاب.",
    ),
    "why.not-in-this-round": (
        "They do not go in this round. The cause is not published, whichever it is.",
        "No salen en esta ronda. La causa no se publica, sea cual sea.",
        "لا يخرجون في هذه الجولة. ولا يُنشر السبب أيًّا كان.",
    ),
    "why.red-line": (
        "{party} excludes them: “{text}”",
        "{party} los excluye: «{text}»",
        "{party} يستثنيهم: «{text}»",
    ),
    "why.terms": (
        "For one more of them to go, these terms would have to give: {terms}.",
        "Para que salga una más tendrían que ceder estas condiciones: {terms}.",
        "ليخرج واحد آخر منهم لا بد أن تلين هذه الشروط: {terms}.",
    ),
    "why.terms.open": (
        "The terms together leave no more room; which of them would have to give was not worked "
        "out (`canje explain` does it person by person).",
        "Las condiciones juntas no dejan más lugar; no se calculó cuáles tendrían que ceder "
        "(`canje explain` lo hace persona por persona).",
        "لا تترك الشروط مجتمعةً متّسعًا أكثر؛ ولم يُحسب أيها يجب أن يلين (يفعل ذلك `canje explain` "
        "لكل شخص).",
    ),
    "why.terms.conflict": (
        "There is no exchange while this stands: {terms}.",
        "No hay canje mientras se mantenga esto: {terms}.",
        "لا تبادل ما دام هذا قائمًا: {terms}.",
    ),
    "why.terms.stopped": (
        "No plan was found before the search was stopped.",
        "No se halló plan antes de que se detuviera la búsqueda.",
        "لم يُعثر على خطة قبل توقّف البحث.",
    ),
    "why.draw": (
        "The terms treat them exactly like others who go. The choice among equals follows an order "
        "that no list can influence, or the draw that the parties hold.",
        "Las condiciones los tratan exactamente igual que a otros que salen. La elección entre "
        "iguales sigue un orden en el que ninguna lista puede influir, o el sorteo de las partes.",
        "تعاملهم الشروط تمامًا كغيرهم ممن يخرجون. ويتبع الاختيار بين المتساوين ترتيبًا لا تؤثّر فيه "
        "أي قائمة، أو القرعة التي تُجريها الأطراف.",
    ),
    "why.choice": (
        "The terms treat them exactly like others who go, and leave it to a party to pick. It "
        "picked others.",
        "Las condiciones los tratan exactamente igual que a otros que salen y dejan elegir a una "
        "parte. Eligió a otros.",
        "تعاملهم الشروط تمامًا كغيرهم ممن يخرجون، وتترك الاختيار لأحد الأطراف، وقد اختار غيرهم.",
    ),
    "why.consent-refused": (
        "They told the desk that they do not want to go, or not to where they could.",
        "Dijeron a la mesa que no quieren ir, o no adonde podrían.",
        "قالوا للمكتب إنهم لا يريدون الذهاب، أو لا يريدونه إلى حيث يمكن.",
    ),
    "why.consent-not-asked": (
        "This case requires consent, and they have not been asked yet.",
        "Este caso exige el consentimiento y aún no se les ha preguntado.",
        "يشترط هذا الملف الموافقة، ولم يُسألوا بعد.",
    ),
    "why.unit-not-in-this-round": (
        "They are not parted from someone who does not want to go, or has not been asked.",
        "No se les separa de alguien que no quiere ir o a quien no se ha preguntado.",
        "لا يُفصلون عن شخص لا يريد الذهاب أو لم يُسأل.",
    ),
    "what-if": (
        "What one answer would change",
        "Lo que cambiaría una respuesta",
        "ما يغيّره جواب واحد",
    ),
    "what-if.one": (
        "If {party} acknowledged that it holds {people} (now: {statement}), {most} would be freed "
        "instead of {freed}.",
        "Si {party} reconociera retener a {people} (hoy: {statement}), quedarían libres {most} en "
        "vez de {freed}.",
        "لو أقرّ {party} باحتجاز {people} (الجواب الآن: {statement}) لأُفرج عن {most} بدلًا من "
        "{freed}.",
    ),
    "classes.summary": (
        _n(
            "Ids, by {n} class of people whom the terms treat alike",
            "Ids, by {n} classes of people whom the terms treat alike",
        ),
        _n(
            "Identificadores, por {n} clase de personas a las que las condiciones tratan igual",
            "Identificadores, por {n} clases de personas a las que las condiciones tratan igual",
        ),
        _ar(
            "المعرّفات",
            "المعرّفات: فئة واحدة ممن تعاملهم الشروط سواءً",
            "المعرّفات: فئتان ممن تعاملهم الشروط سواءً",
            "المعرّفات: {n} فئات ممن تعاملهم الشروط سواءً",
            "المعرّفات: {n} فئة ممن تعاملهم الشروط سواءً",
            "المعرّفات: {n} فئة ممن تعاملهم الشروط سواءً",
        ),
    ),
    "classes.caption": (
        "Classes of people, with how many are freed and their ids",
        "Clases de personas, con cuántas se liberan y sus identificadores",
        "فئات الأشخاص، مع عدد المُفرج عنهم ومعرّفاتهم",
    ),
    "classes.class": ("Class", "Clase", "الفئة"),
    "classes.facts": ("What the terms see", "Lo que ven las condiciones", "ما تراه الشروط"),
    "classes.people": ("People", "Personas", "الأشخاص"),
    "classes.freed": ("Freed", "Liberadas", "المُفرج عنهم"),
    "classes.ids": ("Ids", "Identificadores", "المعرّفات"),
    "classes.ids.freed": (
        "Ids of those freed",
        "Identificadores de las liberadas",
        "معرّفات المُفرج عنهم",
    ),
    "classes.unit": (
        "in units of {n} who go together",
        "en grupos de {n} que van juntos",
        "في مجموعات من {n} يذهبون معًا",
    ),
    "classes.desk": (
        "the desk had to choose among them",
        "la mesa tuvo que elegir entre ellas",
        "كان على المكتب أن يختار بينهم",
    ),
    "classes.more": (
        "and {n} more; the plan file has every id",
        "y {n} más; el archivo del plan tiene todos los identificadores",
        "و{n} أخرى؛ وفي ملف الخطة كل المعرّفات",
    ),
    "left.ids": (
        "Those left out, by holder and reason, with their ids",
        "Quienes quedan fuera, por quien las retiene y motivo, con sus identificadores",
        "الباقون بحسب الجهة المحتجِزة والسبب، مع معرّفاتهم",
    ),
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
    "law.from": ("from {start}", "desde el {start}", "من {start}"),
    "law.until": ("from {start} to {end}", "del {start} al {end}", "من {start} إلى {end}"),
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
        _n("{n} article in force on that day", "{n} articles in force on that day"),
        _n("{n} artículo vigente ese día", "{n} artículos vigentes ese día"),
        _ar(
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
    # what is on record
    "record": ("On record", "Lo que consta", "ما هو مسجَّل"),
    "record.caption": (
        "Figures on record about this exchange, and who gives them",
        "Cifras que constan sobre este canje, y quién las da",
        "أرقام مسجَّلة عن هذا التبادل، ومن يذكرها",
    ),
    "record.what": ("What", "Qué", "ماذا"),
    "record.value": ("Figure", "Cifra", "الرقم"),
    "record.by": ("According to", "Según", "بحسب"),
    "record.disputed": ("disputed", "en disputa", "موضع خلاف"),
    "record.date": ("Date", "Fecha", "التاريخ"),
    "notes": (
        "How the case was written down",
        "Cómo se escribió el caso",
        "كيف دُوِّن الملف",
    ),
    "sources": ("Sources", "Fuentes", "المصادر"),
    # the desk's own table
    "desk": ("Person by person", "Persona por persona", "شخصًا شخصًا"),
    "desk.caption": (
        "Every person, with what only the desk knows",
        "Cada persona, con lo que solo la mesa sabe",
        "كل شخص، مع ما لا يعلمه إلا المكتب",
    ),
    "desk.id": ("Id", "Identificador", "المعرّف"),
    "desk.name": ("Name", "Nombre", "الاسم"),
    "desk.outcome": ("Outcome", "Resultado", "النتيجة"),
    "desk.freed": (
        "freed for {beneficiary}, to {destination}",
        "se libera por {beneficiary}, a {destination}",
        "يُفرج عنه لصالح {beneficiary}، إلى {destination}",
    ),
    "desk.cut": (
        "The first {shown} of {n} people are listed here.",
        "Aquí figuran las primeras {shown} de {n} personas.",
        "أُدرج هنا أول {shown} من أصل {n} شخص.",
    ),
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
