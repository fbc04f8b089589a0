"""Every word of a page on the outcome, its proof and who is left out, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

from canje.report.catalogue import Text, arabic_plural, plural

OUTCOME: Mapping[str, tuple[Text, Text, Text]] = {
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
        plural(
            "The table holds {n} plan; tickets: {tickets}.",
            "The table holds {n} plans; tickets: {tickets}.",
        ),
        plural(
            "La tabla contiene {n} plan; boletos: {tickets}.",
            "La tabla contiene {n} planes; boletos: {tickets}.",
        ),
        arabic_plural(
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
    "draw.ceremony.drand": (
        "Drawn by the seed {seed}, from the secrets of {parties} and a public random beacon that "
        "spoke after the deadline. When the secrets came is the word of whoever kept draw.yaml.",
        "Sorteado con la semilla {seed}, a partir de los secretos de {parties} y de una baliza "
        "pública de azar posterior al plazo. De cuándo llegaron los secretos solo da fe quien "
        "llevó draw.yaml.",
        "أُجريت القرعة بالبذرة {seed}، من أسرار {parties} ومن منارة عشوائية عامة صدرت بعد المهلة. "
        "أما وقت ورود الأسرار فيستند إلى قول من حفظ الملف draw.yaml.",
    ),
    "draw.ceremony.dice": (
        "Drawn by the seed {seed}, from the secrets of {parties} and from dice thrown before "
        "anybody had a secret, by {throwers}. When the secrets came is the word of whoever kept "
        "draw.yaml; how the dice fell, that of the witnesses.",
        "Sorteado con la semilla {seed}, a partir de los secretos de {parties} y de dados lanzados "
        "por {throwers} antes de que nadie tuviera un secreto. De cuándo llegaron los secretos "
        "solo da fe quien llevó draw.yaml; de cómo cayeron los dados, los testigos.",
        "أُجريت القرعة بالبذرة {seed}، من أسرار {parties} ومن رميات نرد سبقت كل سرّ، رماها "
        "{throwers}. أما وقت ورود الأسرار فيستند إلى قول من حفظ الملف draw.yaml، وأما نتيجة النرد "
        "فإلى قول الشهود.",
    ),
    "draw.silent": (
        "Without a secret in time, on the same word: {parties}.",
        "Sin secreto dentro del plazo, según la misma fuente: {parties}.",
        "دون سرّ ضمن المهلة، استناداً إلى القول نفسه: {parties}.",
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
        "مُثبَت: تستوفي الخطة كل شرط مُلزِم، وتُبيّن شهادة بأعداد صحيحة أنه لا خطة تبلغ أكثر في أيٍّ من "
        "أهداف الجدول. ولا حاجة لأحد إلى تصديق البرنامج.",
    ),
    "proof.feasible": (
        "Feasible: the plan meets every term that must hold, but the search ended before it was "
        "settled whether a better one exists. The table says how far from the best it can be at "
        "most.",
        "Factible: el plan cumple toda condición obligatoria, pero la búsqueda terminó antes de "
        "resolver si existe uno mejor. La tabla dice a qué distancia del mejor puede estar como "
        "máximo.",
        "ممكنة: تستوفي الخطة كل شرط مُلزِم، لكن البحث انتهى قبل أن يُحسم هل توجد خطة أفضل. ويذكر "
        "الجدول أقصى بُعد ممكن عن الأفضل.",
    ),
    "proof.infeasible": (
        "No exchange: a proof in whole numbers shows that no plan at all meets what is named "
        "above.",
        "No hay canje: una demostración en números enteros muestra que ningún plan cumple lo "
        "nombrado arriba.",
        "لا تبادل: يُبيّن برهان بأعداد صحيحة أنه لا خطة تستوفي ما ذُكر أعلاه.",
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
        plural("a tree of cases with {n} leaf", "a tree of cases with {n} leaves"),
        plural("un árbol de casos con {n} hoja", "un árbol de casos con {n} hojas"),
        arabic_plural(
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
    "reason.not-sought": ("not asked for", "no solicitada", "لم يُطلَب"),
    "reason.bar": (
        "a court order",
        "una orden judicial",
        "أمر قضائي",
    ),
    "reason.bars": (
        "several court orders",
        "varias órdenes judiciales",
        "عدة أوامر قضائية",
    ),
    "reason.statement": ("{statement}", "{statement}", "{statement}"),
    "reason.no-destination": (
        "no destination in common",
        "sin destino común",
        "لا وجهة مشتركة",
    ),
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
    "why.not-sought": (
        "No party asks for them, so they are not released in an exchange.",
        "Ninguna parte los pide, así que no se los libera en un canje.",
        "لا يطلبهم أي طرف، ولذلك لا يُفرج عنهم في تبادل.",
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
    "why.bars": (
        "Several orders in force leave them no way to go, none of them alone: {orders}.",
        "Varias órdenes vigentes no les dejan adónde ir, ninguna por sí sola: {orders}.",
        "لا تترك لهم عدة أوامر سارية معًا سبيلًا، ولا يمنعهم أيٌّ منها وحده: {orders}.",
    ),
    "why.no-destination": (
        "They are not parted from others, and there is no place to which all of them may go.",
        "No se les separa de otras personas, y no hay lugar al que todas puedan ir.",
        "لا يُفصلون عن آخرين، ولا مكان يمكن أن يذهب إليه الجميع.",
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
        "For one more of them to go, these terms would have to be relaxed: {terms}.",
        "Para que salga una persona más habría que flexibilizar estas condiciones: {terms}.",
        "ليخرج شخص آخر منهم يلزم تخفيف هذه الشروط: {terms}.",
    ),
    "why.terms.open": (
        "The terms together leave no more room; which of them would have to be relaxed was not "
        "worked out (`canje explain` does it person by person).",
        "Las condiciones juntas no dejan más lugar; no se calculó cuáles habría que flexibilizar "
        "(`canje explain` lo hace persona por persona).",
        "لا تترك الشروط مجتمعةً متّسعًا أكثر؛ ولم يُحسب أيها يلزم تخفيفه (يفعل ذلك `canje explain` "
        "لكل شخص).",
    ),
    "why.terms.early": (
        "They are not in the best plan that was found. The search ended before it could tell "
        "whether a better one frees some of them.",
        "No están en el mejor plan hallado. La búsqueda terminó antes de saber si otro mejor "
        "libera a alguna.",
        "ليسوا في أفضل خطة عُثر عليها. انتهى البحث قبل أن يُعرف هل تُفرج خطة أفضل عن بعضهم.",
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
        "لو أقرّ {party} باحتجازه {people} (الجواب الآن: {statement}) لأُفرج عن {most} بدلًا من "
        "{freed}.",
    ),
    "classes.summary": (
        plural(
            "Ids, by {n} class of people whom the terms treat alike",
            "Ids, by {n} classes of people whom the terms treat alike",
        ),
        plural(
            "Identificadores, por {n} clase de personas a las que las condiciones tratan igual",
            "Identificadores, por {n} clases de personas a las que las condiciones tratan igual",
        ),
        arabic_plural(
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
    "record.unconfirmed": ("not confirmed", "sin confirmar", "غير مؤكد"),
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
        "se libera a favor de {beneficiary}, a {destination}",
        "يُفرج عنه لصالح {beneficiary}، إلى {destination}",
    ),
    "desk.cut": (
        "The first {shown} of {n} people are listed here.",
        "Aquí figuran las primeras {shown} de {n} personas.",
        "أُدرج هنا أول {shown} من أصل {n} شخص.",
    ),
}
